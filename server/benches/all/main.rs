//! How fast it is, each figure against a baseline of the same run. `cargo bench -- check bulk` takes those
//! two, no name takes all. They are one program: to link one for each takes longer than to measure.

#![expect(
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a benchmark fails by panicking, and measures rates"
)]

mod bulk;
mod check;
mod choices;
mod common;
mod decisions;
mod evidence;
mod follow;
mod insight;
mod lint;
mod mirror;
mod overload;
mod pressure;

use std::process::{Command, ExitCode};

// What the server has, for the parts of it that run in this process.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ALL: [(&str, fn()); 11] = [
    ("check", check::measure_all),
    ("choices", choices::measure_all),
    ("decisions", decisions::measure_all),
    ("follow", follow::measure_all),
    ("mirror", mirror::measure_all),
    ("bulk", bulk::measure_all),
    ("pressure", pressure::measure_all),
    ("overload", overload::measure_all),
    ("evidence", evidence::measure_all),
    ("insight", insight::measure_all),
    ("lint", lint::measure_all),
];

fn main() -> ExitCode {
    // Cargo says `--bench` itself.
    let named = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"));
    let named: Vec<_> = named.collect();
    let names = ALL.map(|(name, _)| name);
    if let Some(unknown) = named.iter().find(|name| !names.contains(&name.as_str())) {
        eprintln!(
            "there is no benchmark {unknown}: there are {}",
            names.join(", ")
        );
        return ExitCode::FAILURE;
    }
    if let [only] = &*named {
        let found = ALL.iter().find(|(name, _)| name == only);
        found.into_iter().for_each(|(_, measure)| measure());
        return exit(common::missed());
    }
    // Each in a process of its own, so that none measures what another one left in memory.
    let mut failed = false;
    for name in names
        .iter()
        .filter(|name| named.is_empty() || named.iter().any(|one| one == *name))
    {
        println!("--- {name}");
        let itself = std::env::current_exe().and_then(|path| Command::new(path).arg(name).status());
        failed |= !itself.is_ok_and(|status| status.success());
    }
    exit(failed)
}

/// A bar that is missed fails the run.
fn exit(failed: bool) -> ExitCode {
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
