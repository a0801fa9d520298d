//! Answers questions from a mirror, one a line as `CUSTOMER PURPOSE [CHANNEL]`: `mirror FILE`.

use std::io::BufRead as _;

use mutual_client::{Client, Credentials, Question};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Credentials::Secret(std::env::var("MUTUAL_SECRET")?);
    let client = Client::builder(std::env::var("MUTUAL_URL")?, secret).build()?;
    let file = std::env::args().nth(1).ok_or("use: mirror FILE")?;
    let mirror = client.mirror().file(file).start().await?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut words = line.split_whitespace();
        let (Some(customer), Some(purpose)) = (words.next(), words.next()) else {
            println!("{:?}", mirror.status());
            continue;
        };
        let mut question = Question::new(customer, purpose);
        if let Some(channel) = words.next() {
            question = question.channel(channel);
        }
        let verdict = mirror.check(&question);
        println!("{:?} {:?}", verdict.outcome, verdict.code());
    }
    // So that the next start reads no more than what happens until then.
    mirror.save()?;
    Ok(())
}
