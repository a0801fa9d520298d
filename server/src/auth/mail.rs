//! Mail: over SMTP where it is set up, otherwise into files that nobody else can read.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use lettre::message::header::{
    ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox, SinglePart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use mutual::clock::{Clock, Entropy, Timestamp, random};
use mutual::digest::hex;
use mutual::port::{Mail, MailError, Mailer, Store};

use crate::config::Config;
use crate::keys::make_private_folder;

/// How long the mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// The mailer that the settings ask for.
///
/// # Errors
///
/// [`MailError`] where the mail server's address or the sender's cannot be read.
pub fn mailer(
    config: &Config,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<Arc<dyn Mailer>, MailError> {
    let fault = |why: &str| MailError(why.to_owned());
    let from = match &config.mail_from {
        Some(from) => Some(
            from.parse()
                .map_err(|_| fault("MUTUAL_MAIL_FROM is no e-mail address"))?,
        ),
        None => None,
    };
    let desk = Desk {
        from,
        store,
        clock,
        entropy,
    };
    let Some(url) = &config.smtp_url else {
        return Ok(Arc::new(Folder {
            desk,
            folder: config.mail_dir(),
        }));
    };
    // The address may hold a password: it is not repeated.
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
        .map_err(|_| fault("MUTUAL_SMTP_URL is no address such as smtps://user:password@host"))?
        .timeout(Some(PATIENCE))
        .build();
    Ok(Arc::new(Smtp { desk, transport }))
}

/// Where mails are written out in full.
struct Desk {
    from: Option<Mailbox>,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Desk {
    /// Whom mails come from: as set, or else the organisation.
    async fn sender(&self) -> Result<Mailbox, MailError> {
        if let Some(from) = &self.from {
            return Ok(from.clone());
        }
        let organisation = self.store.organisation().await;
        let organisation =
            organisation.map_err(|_| MailError("the database is away".to_owned()))?;
        let found = organisation.and_then(|organisation| {
            let address: Address = organisation.contact_email.parse().ok()?;
            Some(Mailbox::new(Some(organisation.name), address))
        });
        let none = "there is no sender: set MUTUAL_MAIL_FROM or the organisation's contact address";
        found.ok_or_else(|| MailError(none.to_owned()))
    }

    /// The whole message. Nothing in `mail` can become a header of its own.
    fn write(&self, mail: &Mail, from: Mailbox) -> Result<Message, MailError> {
        let to: Address = mail
            .to
            .parse()
            .map_err(|_| MailError("the address is none".to_owned()))?;
        if mail.subject.contains(char::is_control) {
            return Err(MailError("the subject is more than one line".to_owned()));
        }
        let now = Duration::from_millis(u64::try_from(self.clock.now().as_millis()).unwrap_or(0));
        let id = format!(
            "<{}@{}>",
            hex(&random::<16>(self.entropy.as_ref())),
            from.email.domain()
        );
        Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .date(std::time::UNIX_EPOCH + now)
            .message_id(Some(id))
            .header(AutoSubmitted)
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .body(body(&mail.text)),
            )
            .map_err(|_| MailError("the mail could not be written".to_owned()))
    }
}

/// The text as it travels: as it is where mail can carry that, so that a link stays whole for
/// whoever reads the raw mail.
fn body(text: &str) -> Body {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    // RFC 5322, 2.1.1: at most 998 characters a line.
    let plain = text.is_ascii() && !text.contains('\0') && text.lines().all(|l| l.len() <= 998);
    if plain {
        return Body::dangerous_pre_encoded(text.into_bytes(), ContentTransferEncoding::SevenBit);
    }
    let encoded = Body::new_with_encoding(text, ContentTransferEncoding::QuotedPrintable);
    encoded.unwrap_or_else(Body::new)
}

/// Tells other machines not to answer (RFC 3834, 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Hands mails to a mail server.
struct Smtp {
    desk: Desk,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = self.desk.write(mail, self.desk.sender().await?)?;
        // What the server says may hold the address, so that only its code is passed on.
        let sent = self.transport.send(message).await;
        sent.map(drop).map_err(|error| {
            MailError(match error.status() {
                Some(code) => format!("the mail server refused it with {code}"),
                None if error.is_timeout() => "the mail server took too long".to_owned(),
                None if error.is_tls() => {
                    "the mail server's certificate or TLS is not good".to_owned()
                }
                None => "the mail server could not be reached".to_owned(),
            })
        })
    }
}

/// Writes mails into files, one each, as they would have been sent.
struct Folder {
    desk: Desk,
    folder: PathBuf,
}

#[async_trait]
impl Mailer for Folder {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let nobody = "mutual@localhost"
            .parse()
            .map(|address| Mailbox::new(None, address));
        let from = match self.desk.sender().await {
            Ok(from) => from,
            // In a folder, a mail needs no sender that somebody could answer.
            Err(error) => nobody.map_err(|_| error)?,
        };
        let message = self.desk.write(mail, from)?.formatted();
        let (folder, now) = (self.folder.clone(), self.desk.clock.now());
        let name = format!(
            "{}-{}.eml",
            stamp(now),
            hex(&random::<4>(self.desk.entropy.as_ref()))
        );
        let written =
            tokio::task::spawn_blocking(move || write_private(&folder, &name, &message)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(MailError(format!(
                "the mail folder cannot be written: {error}"
            ))),
            Err(_) => Err(MailError("the mail could not be written".to_owned())),
        }
    }
}

/// Sorts by time as text.
fn stamp(now: Timestamp) -> String {
    now.to_string().replace(':', "")
}

fn write_private(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    make_private_folder(folder)?;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(folder.join(name))?;
    file.write_all(bytes)
}
