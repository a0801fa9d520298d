//! The one binary of Mutual.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A request makes some dozens of small allocations, a tenth of its time with the system's own.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    mutual_server::commands::run()
}
