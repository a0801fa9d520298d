//! Who comes to the pages: customers and staff with accounts, and the mails that they get.

use std::path::PathBuf;

use mutual::access::Role;
use mutual::id::AccountId;
use mutual::port::{Account, AccountKind};
use mutual_engine::SystemEntropy;
use mutual_server::auth::password;

use crate::common::{Answer, Server, Visitor};

/// The password that everybody here has at first.
pub const PASSWORD: &str = "lantern kvass seventeen";

/// Gives somebody an account with [`PASSWORD`].
pub async fn account(server: &Server, email: &str, kind: AccountKind) -> AccountId {
    let app = server.app();
    let account = Account {
        id: AccountId::new(app.clock.as_ref(), app.entropy.as_ref()),
        email: email.to_owned(),
        password: Some(password::hash(PASSWORD, &SystemEntropy).unwrap()),
        kind,
        created_at: app.clock.now(),
        disabled_at: None,
    };
    app.live.store.add_account(&account, None).await.unwrap();
    account.id
}

/// Ana, a customer with an account; her id.
pub async fn ana(server: &Server) -> String {
    let crm = server.crm("consent:write").await;
    let id = crm.knows("email:ana@example.org").await;
    account(
        server,
        "ana@example.org",
        AccountKind::Customer(id.parse().unwrap()),
    )
    .await;
    id
}

/// A marketer with an account.
pub async fn marketer(server: &Server) -> AccountId {
    account(
        server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await
}

/// Signs in; the answer.
pub async fn sign_in(visitor: &mut Visitor, email: &str, password: &str) -> Answer {
    visitor
        .submit(
            "/actions/sign-in",
            &[("email", email), ("password", password)],
        )
        .await
}

/// A visitor who signed in with [`PASSWORD`].
pub async fn signed_in(server: &Server, email: &str) -> Visitor {
    let mut visitor = Visitor::new(server);
    let answer = sign_in(&mut visitor, email, PASSWORD).await.expect(303);
    assert!(
        !answer.header("location").contains("failed"),
        "{}",
        answer.header("location")
    );
    visitor
}

/// Whether the visitor is in: her account page shows itself.
pub async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.get("/account").await.status == 200
}

/// Waits for the next mail to this address, and takes it out of the folder.
pub async fn mail(server: &Server, to: &str) -> String {
    loop {
        for file in mails(&server.folder().join("data/mail")) {
            let text = std::fs::read_to_string(&file).unwrap();
            if text.contains(&format!("To: {to}\r\n")) && text.contains("\r\n\r\n") {
                std::fs::remove_file(&file).unwrap();
                return text;
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

/// The mails in a folder, the oldest first.
pub fn mails(folder: &std::path::Path) -> Vec<PathBuf> {
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

/// The first link to this site in a mail, as a path.
pub fn link_in(server: &Server, mail: &str) -> String {
    let line = mail.lines().find_map(|line| line.strip_prefix(&server.url));
    line.unwrap_or_else(|| panic!("no link in {mail}"))
        .to_owned()
}
