//! The one binary of Mutual.

use std::process::ExitCode;

fn main() -> ExitCode {
    mutual_server::commands::run()
}
