//! What a process takes.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How often it is looked.
const EVERY: Duration = Duration::from_millis(50);

/// A figure of a process' memory, in bytes.
pub fn memory(id: u32, name: &str) -> u64 {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{id}/status")) else {
        return 0;
    };
    let line = status.lines().find(|line| line.starts_with(name));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.unwrap_or(0) << 10
}

/// Does `work`; the most memory that a process had meanwhile until `half` of it had passed, and the most
/// that it had from then on, in bytes.
pub fn in_halves<T>(id: u32, half: Duration, work: impl FnOnce() -> T) -> (T, [u64; 2]) {
    let (going_on, ended) = channel::<()>();
    let began = Instant::now();
    std::thread::scope(|scope| {
        let watching = scope.spawn(move || {
            let mut most = [0; 2];
            // Nothing is sent: it ends with who would send, also where the work panics.
            while ended.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                let since = usize::from(began.elapsed() > half);
                most[since] = memory(id, "VmRSS").max(most[since]);
            }
            most
        });
        let done = work();
        drop(going_on);
        (done, watching.join().expect("somebody watched"))
    })
}
