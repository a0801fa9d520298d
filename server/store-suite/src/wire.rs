//! Between a store and a database that is away for a while.

use std::path::PathBuf;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// The wire to a database: it can be cut, and its ends can be left without a word.
pub struct Wire {
    /// The database as it is reached over this wire.
    pub url: String,
    address: String,
    socket: PathBuf,
    frozen: watch::Sender<bool>,
    carrier: Option<JoinHandle<()>>,
}

impl Wire {
    /// Lays a wire to the database whose URL names a folder with a socket, as those of
    /// [`crate::cluster`] do.
    ///
    /// # Panics
    ///
    /// Where the URL names none.
    pub async fn to(database: &str) -> Self {
        let (start, folder) = database.split_once("?host=").unwrap();
        let name = start.rsplit('/').next().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let mut wire = Self {
            url: format!("postgres://mutual@{address}/{name}?sslmode=disable"),
            address,
            socket: PathBuf::from(folder).join(".s.PGSQL.5432"),
            frozen: watch::Sender::new(false),
            carrier: None,
        };
        wire.carry(listener);
        wire
    }

    fn carry(&mut self, listener: TcpListener) {
        let (socket, frozen) = (self.socket.clone(), self.frozen.subscribe());
        self.carrier = Some(tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let database = UnixStream::connect(&socket).await.unwrap();
                connections.spawn(connect(client, database, frozen.clone()));
            }
        }));
    }

    /// Ends every connection and takes no new one.
    ///
    /// # Panics
    ///
    /// Where it is cut already.
    pub async fn cut(&mut self) {
        let carrier = self.carrier.take().unwrap();
        carrier.abort();
        // It ends with the error of a task that was aborted.
        let _ = carrier.await;
    }

    /// Takes connections again, at the same place.
    ///
    /// # Panics
    ///
    /// Where the place was taken meanwhile.
    pub async fn mend(&mut self) {
        let listener = TcpListener::bind(&self.address).await.unwrap();
        self.carry(listener);
    }

    /// Carries no byte while frozen.
    pub fn freeze(&self, frozen: bool) {
        self.frozen.send_replace(frozen);
    }
}

async fn connect(client: TcpStream, database: UnixStream, frozen: watch::Receiver<bool>) {
    let (from_client, to_client) = client.into_split();
    let (from_database, to_database) = database.into_split();
    tokio::select! {
        () = pass(from_client, to_database, frozen.clone()) => {}
        () = pass(from_database, to_client, frozen) => {}
    }
}

async fn pass(
    mut from: impl tokio::io::AsyncRead + Unpin,
    mut to: impl tokio::io::AsyncWrite + Unpin,
    mut frozen: watch::Receiver<bool>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if frozen.wait_for(|frozen| !frozen).await.is_err() {
            return;
        }
        let Some(bytes) = buffer.get(..length) else {
            return;
        };
        if to.write_all(bytes).await.is_err() {
            return;
        }
    }
}
