//! Prints every change, from the index in `FILE` on, and keeps there how far it came: `follow FILE`.
//! Start it again after whatever ended it, and each change is printed at least once.

use std::fs;

use mutual_client::{Client, Credentials, Error};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Credentials::Secret(std::env::var("MUTUAL_SECRET")?);
    let client = Client::builder(std::env::var("MUTUAL_URL")?, secret).build()?;
    let file = std::env::args().nth(1).ok_or("use: follow FILE")?;
    let after = match fs::read_to_string(&file) {
        Ok(text) => text.trim().parse()?,
        Err(_) => 0,
    };
    let mut follower = client.follow(after);
    loop {
        match follower.next().await {
            Ok(change) => {
                let whose = change.customer.as_deref().unwrap_or("everybody");
                println!("{} {} {} {whose}", change.index, change.at, change.kind);
                // Written once the change is done with, and whole: beside it, then in its place.
                let beside = format!("{file}.new");
                fs::write(&beside, change.index.to_string())?;
                fs::rename(&beside, &file)?;
            }
            // It may come back.
            Err(Error::Away { why, .. }) => eprintln!("still trying: {why}"),
            // A change may be missing, so a person has to look.
            Err(error) => return Err(error.into()),
        }
    }
}
