//! The one binary of Mutual.

mod web;

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let listener = match tokio::net::TcpListener::bind("127.0.0.1:3000").await {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("mutual: cannot listen on 127.0.0.1:3000: {error}");
            return ExitCode::from(2);
        }
    };
    match axum::serve(listener, web::router()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mutual: {error}");
            ExitCode::from(2)
        }
    }
}
