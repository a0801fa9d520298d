//! May I? `check crm:42 recommendations [channel]` ends with 0 for a yes and with 1 for anything else.

use std::process::ExitCode;

use mutual_client::{Client, Credentials, Question};

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let secret = Credentials::Secret(std::env::var("MUTUAL_SECRET")?);
    let client = Client::builder(std::env::var("MUTUAL_URL")?, secret).build()?;
    let mut words = std::env::args().skip(1);
    let (Some(customer), Some(purpose)) = (words.next(), words.next()) else {
        return Err("use: check CUSTOMER PURPOSE [CHANNEL]".into());
    };
    let mut question = Question::new(customer, purpose);
    if let Some(channel) = words.next() {
        question = question.channel(channel);
    }
    Ok(match client.check(&question).await?.permit() {
        Ok(permit) => {
            println!("allowed, for {} seconds", permit.max_age_s());
            ExitCode::SUCCESS
        }
        Err(no) => {
            println!("{no}");
            ExitCode::FAILURE
        }
    })
}
