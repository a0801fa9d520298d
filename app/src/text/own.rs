//! What a customer reads about what is hers: receipts, her data, the past, leaving.

/// Receipts, her data, the past, leaving.
#[derive(Debug)]
pub(crate) struct Own {
    pub receipt: Receipt,
    pub check: Check,
    pub data: Data,
    pub leave: Leave,
    pub then: Then,
}

/// One receipt.
#[derive(Debug)]
pub(crate) struct Receipt {
    pub title: &'static str,
    pub lead: &'static str,
    pub number: &'static str,
    pub what: &'static str,
    pub when: &'static str,
    pub how: &'static str,
    pub turned_on: &'static str,
    pub turned_off: &'static str,
    pub shown: &'static str,
    pub version: fn(u32) -> String,
    pub take_back: &'static str,
    pub whom: &'static str,
    pub proof: &'static str,
    pub place: fn(u64, u64) -> String,
    pub no_proof: &'static str,
    pub copies: &'static str,
    pub own: &'static str,
    pub signed: &'static str,
    pub kantara: &'static str,
    pub dpv: &'static str,
    pub check: &'static str,
    pub print: &'static str,
    pub ended: &'static str,
    pub parts: &'static str,
    pub forgotten: &'static str,
}

/// Checking one.
#[derive(Debug)]
pub(crate) struct Check {
    pub title: &'static str,
    pub lead: &'static str,
    pub file: &'static str,
    pub text: &'static str,
    pub send: &'static str,
    pub nothing: &'static str,
    pub good: &'static str,
    pub bad: &'static str,
    pub proven: &'static str,
    pub not_proven: &'static str,
    pub is_proven: fn(&str, &str) -> Vec<String>,
    pub wording: &'static str,
    pub no_wording: &'static str,
    pub signature: &'static str,
    pub continued: &'static str,
    pub broken: &'static str,
    pub unknown: &'static str,
    pub who: &'static str,
    pub issuer: &'static str,
    pub still: &'static str,
    pub yourself: &'static str,
}

/// Everything that is held.
#[derive(Debug)]
pub(crate) struct Data {
    pub title: &'static str,
    pub lead: &'static str,
    pub take: &'static str,
    pub take_does: &'static str,
    pub download: &'static str,
    pub nothing: &'static str,
    pub rows: fn(usize) -> String,
    /// What a table is called, and what is in it.
    pub table: fn(&str) -> (&'static str, &'static str),
    /// What a column is called.
    pub column: fn(&str) -> &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub leave: &'static str,
    pub leave_does: &'static str,
}

/// Leaving.
#[derive(Debug)]
pub(crate) struct Leave {
    pub title: &'static str,
    pub goes: &'static str,
    pub goes_list: &'static [&'static str],
    pub stays: &'static str,
    pub stays_list: &'static [&'static str],
    pub all: &'static str,
    pub all_does: &'static str,
    pub suppress: &'static str,
    pub suppress_does: &'static str,
    pub sure: &'static str,
    pub delete: &'static str,
    pub keep: &'static str,
    pub not_sure: &'static str,
    pub password_first: &'static str,
    pub failed: &'static str,
    pub gone: &'static str,
    pub gone_lead: &'static str,
    pub gone_number: &'static str,
}

/// What was on, on a day.
#[derive(Debug)]
pub(crate) struct Then {
    pub title: &'static str,
    pub lead: &'static str,
    pub day: &'static str,
    pub show: &'static str,
    pub stood: fn(&str) -> String,
    pub until_now: fn(&str) -> String,
    pub nothing: &'static str,
    pub future: &'static str,
    pub on: &'static str,
    pub off: &'static str,
    pub paused: &'static str,
}

pub(super) static ENGLISH: Own = Own {
    receipt: Receipt {
        title: "Receipt",
        lead: "Keep this. It says what was agreed, word for word, and anybody can check it.",
        number: "Number",
        what: "What",
        when: "When",
        how: "How",
        turned_on: "Turned on",
        turned_off: "Turned off",
        shown: "What was shown",
        version: |version| format!("Version {version}"),
        take_back: "To take it back",
        whom: "To ask",
        proof: "Proof",
        place: |index, size| {
            format!(
                "Entry {index} in a signed log of {size} entries. It cannot be changed without being found out."
            )
        },
        no_proof: "The log is signed within a second. Load this page again to see the proof.",
        copies: "Take a copy",
        own: "With its proof (JSON)",
        signed: "Signed (JWS)",
        kantara: "Kantara consent receipt 1.1",
        dpv: "Data Privacy Vocabulary (JSON-LD)",
        check: "Check a receipt",
        print: "This page prints on one sheet.",
        ended: "all exchanges at once",
        parts: "You changed parts of it",
        forgotten: "We deleted what you said, because its time was over",
    },
    check: Check {
        title: "Check a receipt",
        lead: "Give a receipt here, and read what it proves. It is not stored.",
        file: "The file of the receipt",
        text: "Or its text",
        send: "Check",
        nothing: "There is no receipt in that. Choose a file, or paste its text.",
        good: "This receipt is good",
        bad: "This receipt proves nothing",
        proven: "What is proven",
        not_proven: "What is not proven",
        is_proven: |what, when| {
            vec![
                format!("This was written down: {what}."),
                format!(
                    "It was written down at {when}, at this place in the log, and has not been changed since."
                ),
            ]
        },
        wording: "The wording in the receipt is the one that was shown.",
        no_wording: "The receipt carries no wording, so nothing is said of what was shown.",
        signature: "The organisation signed the whole receipt.",
        continued: "The log as it is today still holds it.",
        broken: "The log as it is today does not continue the one that the receipt is from. Something was taken back: keep the receipt, and ask.",
        unknown: "Whether the log of today still holds it could not be asked just now.",
        who: "Who the customer is. The number stands for a person, and only the organisation knows for whom.",
        issuer: "Who asked, and where to take it back: that part stands beside the entry.",
        still: "That it still counts. It may have been changed by a later choice.",
        yourself: "You need not believe this page: the program `mutual receipt verify` and the public key say the same without us.",
    },
    data: Data {
        title: "What we hold about you",
        lead: "This is all of it: every table of our system that can hold something of yours.",
        take: "Take it with you",
        take_does: "One file with all of it, for you or for another company.",
        download: "Download everything (JSON)",
        nothing: "Nothing.",
        rows: |rows| match rows {
            1 => "1 record".to_owned(),
            rows => format!("{rows} records"),
        },
        table: |table| match table {
            "customer" => (
                "You",
                "What we know of you, and what you turned on and off.",
            ),
            "identifier" => (
                "What we call you",
                "By these we recognise you in our other systems.",
            ),
            "ledger_side" => (
                "Your choices",
                "Each choice that you made, word for word, with its receipt.",
            ),
            "answer" => (
                "Answers to our systems",
                "Kept for three days, so that nothing is done twice. Readable only with your key.",
            ),
            "account" => (
                "Your account",
                "How you sign in. Your password is stored so that nobody can read it.",
            ),
            "value_event" => (
                "What you got",
                "What our systems say arrived, with their own note of what shows it.",
            ),
            "usage_event" => (
                "What we used",
                "When our systems used something of yours, why, and in what.",
            ),
            "session" => ("Where you are signed in", "One for each browser."),
            "ticket" => ("Links we mailed you", "Each can be used once."),
            "job_report" => (
                "Notes on older records",
                "What was wrong with records about you that were brought here.",
            ),
            _ => ("More", ""),
        },
        column: |column| match column {
            "identifier" => "Name",
            "locale" => "Language",
            "region" => "Where you live",
            "birth_year" => "Year of birth",
            "known_since" => "Known since",
            "email" => "Email",
            "has_password" => "Password set",
            "created_at" => "Made",
            "ends_at" => "Ends",
            "for" => "For",
            "good_until" => "Good until",
            "given_at" => "Given",
            "exchange" => "Exchange",
            "benefit" => "What",
            "amount" => "How many",
            "unit" => "Of what",
            "proof" => "Shown by",
            "arrived_at" => "Arrived",
            "reported_at" => "Told to us",
            "data" => "What was used",
            "purpose" => "Why",
            "context" => "In what",
            "used_at" => "Used",
            "line" => "Line",
            "message" => "Note",
            "receipt" => "Receipt",
            "entry" => "What",
            _ => "Value",
        },
        yes: "yes",
        no: "no",
        leave: "Delete everything about me",
        leave_does: "You see first what goes and what stays.",
    },
    leave: Leave {
        title: "Delete everything about me",
        goes: "What goes, for good",
        goes_list: &[
            "What we know of you, and every name that we call you by",
            "Each choice that you made, and its receipt on our side",
            "Your account, and where you are signed in",
        ],
        stays: "What stays",
        stays_list: &[
            "That somebody said something at a time, without a way to tell that it was you",
            "That you were deleted, under a random number",
            "The receipts that you took with you: they can still be checked",
        ],
        all: "Forget me completely",
        all_does: "If you come again, you are somebody new.",
        suppress: "Forget me, and let nobody bring me back",
        suppress_does: "We keep scrambled marks of the names we called you by, only to refuse them. You cannot come back by them either.",
        sure: "I understand that this cannot be undone",
        delete: "Delete everything",
        keep: "Keep everything as it is",
        not_sure: "Tick the box to say that you understand. Nothing was deleted.",
        password_first: "You came by a link. Sign in with your password to delete everything: a link may be in other hands.",
        failed: "That did not work just now. Look at this page again in a minute, or ask a person.",
        gone: "Everything about you is deleted",
        gone_lead: "Nothing of it is left in our system. The systems of our company that follow it have been told.",
        gone_number: "Keep this number. It shows that you were deleted:",
    },
    then: Then {
        title: "What did I have on that day?",
        lead: "Worked out from your choices up to the end of that day.",
        day: "Day",
        show: "Show",
        stood: |day| format!("At the end of {day}"),
        until_now: |day| format!("On {day}, until now"),
        nothing: "There was nothing to turn on yet.",
        future: "That day is still to come.",
        on: "On",
        off: "Off",
        paused: "Everything was paused.",
    },
};
