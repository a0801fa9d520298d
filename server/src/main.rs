//! The one binary of Mutual.

mod web;

use std::{env, io, process::ExitCode};

#[tokio::main]
async fn main() -> ExitCode {
    let address = env::var("MUTUAL_ADDR").unwrap_or_else(|_| String::from("127.0.0.1:3000"));
    match serve(&address).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mutual: cannot serve on {address}: {error}");
            ExitCode::from(2)
        }
    }
}

async fn serve(address: &str) -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("serving on http://{}", listener.local_addr()?);
    axum::serve(listener, web::router()).await
}
