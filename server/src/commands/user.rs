//! Accounts: made, listed, switched off, and given a new password.

use std::io::{BufRead as _, IsTerminal as _};

use clap::Subcommand;
use mutual::access::{Actor, Role};
use mutual::clock::Clock as _;
use mutual::consent::ActorRef;
use mutual::id::{AccountId, AuditId, CustomerId};
use mutual::port::{Account, AccountKind, AuditLine, Store, StoreError};
use mutual_engine::{SystemClock, SystemEntropy};

use super::{Failure, live_store, out};
use crate::auth::password;
use crate::config::Config;

/// What to do with accounts.
#[derive(Subcommand)]
pub(crate) enum User {
    /// Make an account; the password is read from the terminal
    Create {
        /// The address that the person signs in with
        #[arg(long)]
        email: String,
        /// customer, marketer, reviewer, agent or admin
        #[arg(long)]
        role: String,
        /// Whose account it is, for the role customer: `cus_…`; by default the customer with
        /// this e-mail address
        #[arg(long)]
        customer: Option<CustomerId>,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all accounts
    List,
    /// Switch an account off, at once
    Disable {
        /// Its address
        #[arg(long)]
        email: String,
    },
    /// Set a new password; all its sessions end
    Reset {
        /// Its address
        #[arg(long)]
        email: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
}

impl User {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let store = live_store(config).await?;
        match self {
            Self::Create {
                email,
                role,
                customer,
                password_stdin,
            } => {
                let email = address(&email)?;
                let kind = kind(store.as_ref(), &email, &role, customer).await?;
                let digest = read_password(password_stdin)?;
                let account = Account {
                    id: AccountId::new(&SystemClock, &SystemEntropy),
                    email: email.clone(),
                    password: Some(digest),
                    kind,
                    created_at: SystemClock.now(),
                    disabled_at: None,
                };
                let line = line(&account, "user.made", &role);
                match store.add_account(&account, Some(&line)).await {
                    Err(StoreError::Conflict) => {
                        return Err(Failure::unable(format!("`{email}` has an account already")));
                    }
                    other => other?,
                }
                out::line(account.id)?;
            }
            Self::List => {
                for account in store.accounts().await? {
                    let role = match account.kind {
                        AccountKind::Customer(id) => format!("customer {id}"),
                        AccountKind::Staff(role) => role.name().to_owned(),
                    };
                    let state = if account.disabled_at.is_some() {
                        "disabled"
                    } else {
                        "active"
                    };
                    let (id, email) = (account.id, account.email);
                    out::line(format_args!("{id}\t{email}\t{state}\t{role}"))?;
                }
            }
            Self::Disable { email } => {
                let account = find(store.as_ref(), &email).await?;
                let line = line(&account, "user.off", "");
                let now = Some(SystemClock.now());
                let off = store.set_disabled(account.id, now, Some(&line));
                match off.await {
                    Err(StoreError::Conflict) => {
                        let why = "this is the last admin: make another one first";
                        return Err(Failure::unable(why));
                    }
                    other => other?,
                }
            }
            Self::Reset {
                email,
                password_stdin,
            } => {
                let account = find(store.as_ref(), &email).await?;
                let digest = read_password(password_stdin)?;
                let line = line(&account, "user.password", "");
                let set = store.set_password(account.id, &digest, None, Some(&line));
                set.await?;
            }
        }
        store.close().await;
        Ok(())
    }
}

/// What the list of who did what says of it. That list outlives customers, so that one of them is
/// named by her id alone.
fn line(account: &Account, what: &str, reason: &str) -> AuditLine {
    AuditLine {
        id: AuditId::new(&SystemClock, &SystemEntropy),
        at: SystemClock.now(),
        actor: ActorRef::from(&Actor::System),
        what: what.to_owned(),
        about: match account.kind {
            AccountKind::Customer(id) => id.to_string(),
            AccountKind::Staff(_) => account.email.clone(),
        },
        reason: reason.to_owned(),
    }
}

fn address(email: &str) -> Result<String, Failure> {
    let email = mutual::consent::address(email.trim());
    if mutual::consent::is_address(&email) {
        Ok(email)
    } else {
        Err(Failure::unable(format!("`{email}` is no e-mail address")))
    }
}

async fn kind(
    store: &dyn Store,
    email: &str,
    role: &str,
    customer: Option<CustomerId>,
) -> Result<AccountKind, Failure> {
    if role != "customer" {
        let staff = role.parse::<Role>().map_err(|()| {
            let all = Role::ALL.map(Role::name).join(", ");
            Failure::unable(format!("`{role}` is no role; there are: customer, {all}"))
        })?;
        return Ok(AccountKind::Staff(staff));
    }
    let identifier = format!("email:{email}");
    let mut after = None;
    loop {
        let page = store.customers(after, 1_000).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        let mine = page.iter().find(|row| match customer {
            Some(id) => row.id == id,
            None => row
                .identifiers
                .iter()
                .any(|known| known.as_str() == identifier),
        });
        if let Some(row) = mine {
            return Ok(AccountKind::Customer(row.id));
        }
    }
    Err(Failure::unable(
        "there is no such customer yet: put her in first, with this address or by her id",
    ))
}

async fn find(store: &dyn Store, email: &str) -> Result<Account, Failure> {
    let email = address(email)?;
    let found = store.account_by_email(&email).await?;
    found.ok_or_else(|| Failure::unable(format!("`{email}` has no account")))
}

/// The digest of a password that is typed twice, or read once from standard input.
fn read_password(from_stdin: bool) -> Result<String, Failure> {
    let text = if from_stdin {
        let mut line = String::new();
        std::io::stdin()
            .lock()
            .read_line(&mut line)
            .map_err(Failure::unable)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    } else if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password("Password: ").map_err(Failure::unable)?;
        let second = rpassword::prompt_password("Once more: ").map_err(Failure::unable)?;
        if first != second {
            return Err(Failure::unable("the two passwords differ: try again"));
        }
        first
    } else {
        return Err(Failure::unable(
            "there is no terminal to ask on: use --password-stdin",
        ));
    };
    password::check_strength(&text).map_err(Failure::unable)?;
    password::hash(&text, &SystemEntropy).map_err(Failure::unable)
}
