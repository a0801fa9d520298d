//! What the mails say, a table per language.

mod answer;
mod ar;
mod de;
mod en;

use mutual::port::{Mail, Organisation};
use mutual_app::Language;

use answer::AnswerWords;
pub(crate) use answer::{AboutDecision, Answer};

/// How long a mailed ticket for a new password is good, in minutes.
pub(crate) const TICKET_MINUTES: u32 = 30;
/// How long an invitation is good, in days.
pub(crate) const INVITATION_DAYS: u32 = 7;
/// How long a link that was asked for by mail is good, in hours.
pub(crate) const LINK_HOURS: u32 = 24;

/// Subject and text of one letter.
type Letter = (String, String);

/// The letters in one language. Each takes the organisation's name and, where it carries one, the
/// link. The periods above stand in them in figures: whoever changes one looks at the word behind it
/// in every language, for it depends on the number.
pub(crate) struct Letters {
    language: &'static str,
    new_password: fn(&str, &str) -> Letter,
    invitation: fn(&str, &str) -> Letter,
    password_changed: fn(&str) -> Letter,
    new_link: fn(&str, &str) -> Letter,
    silence: fn(&str, &str) -> Letter,
    answer: AnswerWords,
    /// What stands before the subject of a letter about the test side.
    test: &'static str,
    /// That an address hears of test customers, behind that address.
    test_address: &'static str,
    webhook_failing: fn(&str, &str, &str) -> Letter,
    webhook_off: fn(&str, &str, &str) -> Letter,
    never_against: fn(&str, &str, &str) -> Letter,
    /// Beside the others: how many messages.
    webhook_lost: fn(u64, &str, &str, &str) -> Letter,
    webhook_late: fn(&str, &str, &str) -> Letter,
}

/// An address of webhooks that a letter is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hook<'a> {
    /// The address.
    pub address: &'a str,
    /// The page that it stands on.
    pub page: &'a str,
    /// Whether it hears of test customers: who reads of it must not take it for one of the others.
    pub is_test: bool,
}

static ALL: [&Letters; 3] = [&en::LETTERS, &de::LETTERS, &ar::LETTERS];

impl Letters {
    /// The letters in a language of the pages.
    pub(crate) fn in_language(language: Language) -> &'static Self {
        let mut all = ALL.into_iter();
        let known = all.find(|letters| letters.language == language.tag());
        known.unwrap_or(&en::LETTERS)
    }

    /// The link to set a new password.
    pub(crate) fn new_password(&self, to: &str, organisation: &Organisation, link: &str) -> Mail {
        let letter = (self.new_password)(&self.called(organisation), link);
        mail(to, letter, organisation)
    }

    /// The invitation of somebody new in the team.
    pub(crate) fn invitation(&self, to: &str, organisation: &Organisation, link: &str) -> Mail {
        let letter = (self.invitation)(&self.called(organisation), link);
        mail(to, letter, organisation)
    }

    /// The word that a password was changed.
    pub(crate) fn password_changed(&self, to: &str, organisation: &Organisation) -> Mail {
        let letter = (self.password_changed)(&self.called(organisation));
        mail(to, letter, organisation)
    }

    /// A new link in place of one that ran out.
    pub(crate) fn new_link(&self, to: &str, organisation: &Organisation, link: &str) -> Mail {
        let letter = (self.new_link)(&self.called(organisation), link);
        mail(to, letter, organisation)
    }

    /// The word that nobody decided in time what a program had asked about her, so that the answer is no.
    pub(crate) fn silence(&self, to: &str, organisation: &Organisation, page: &str) -> Mail {
        let letter = (self.silence)(&self.called(organisation), page);
        mail(to, letter, organisation)
    }

    /// A person's answer to what a customer asked, in the words of both.
    pub(crate) fn answer(&self, to: &str, organisation: &Organisation, with: &Answer<'_>) -> Mail {
        let asked = quoted(with.asked);
        let what = with
            .decision
            .as_ref()
            .map_or_else(String::new, |about| quoted(about.what));
        let decision = with.decision.as_ref().map(|about| AboutDecision {
            what: &what,
            ..*about
        });
        let quoted = Answer {
            asked: &asked,
            decision,
            ..*with
        };
        let letter = self.answer.letter(&self.called(organisation), &quoted);
        mail(to, letter, organisation)
    }

    /// The word that an address of webhooks fails, and will be switched off.
    pub(crate) fn webhook_failing(
        &self,
        to: &str,
        organisation: &Organisation,
        hook: Hook<'_>,
    ) -> Mail {
        let letter = self.about(self.webhook_failing, organisation, hook);
        mail(to, letter, organisation)
    }

    /// The word that an address of webhooks is switched off.
    pub(crate) fn webhook_off(
        &self,
        to: &str,
        organisation: &Organisation,
        hook: Hook<'_>,
    ) -> Mail {
        let letter = self.about(self.webhook_off, organisation, hook);
        mail(to, letter, organisation)
    }

    /// The word that nobody ever decides against what a model proposes.
    pub(crate) fn never_against(
        &self,
        to: &str,
        organisation: &Organisation,
        model: &str,
        page: &str,
    ) -> Mail {
        // Which model it is a program said.
        let letter = (self.never_against)(&self.called(organisation), &one_line(model), page);
        mail(to, letter, organisation)
    }

    /// The word that so many messages that take something away were given up, though the address takes others.
    pub(crate) fn webhook_lost(
        &self,
        to: &str,
        organisation: &Organisation,
        hook: Hook<'_>,
        count: u64,
    ) -> Mail {
        let lost =
            |name: &str, address: &str, page: &str| (self.webhook_lost)(count, name, address, page);
        mail(to, self.about(lost, organisation, hook), organisation)
    }

    /// The word that something that takes something away has waited for a day.
    pub(crate) fn webhook_late(
        &self,
        to: &str,
        organisation: &Organisation,
        hook: Hook<'_>,
    ) -> Mail {
        let letter = self.about(self.webhook_late, organisation, hook);
        mail(to, letter, organisation)
    }

    /// The organisation, as subjects and sentences of this language call it: a name in other letters moves nothing
    /// around it, nor does it say which way a line goes that begins with it.
    fn called(&self, organisation: &Organisation) -> String {
        let language = Language::wanted(Some(self.language));
        language.within(&one_line(&organisation.name))
    }

    /// A letter about that address, which says in its subject and behind the address where it is one of the
    /// test side.
    fn about(
        &self,
        letter: impl Fn(&str, &str, &str) -> Letter,
        organisation: &Organisation,
        hook: Hook<'_>,
    ) -> Letter {
        let name = self.called(organisation);
        if !hook.is_test {
            return letter(&name, hook.address, hook.page);
        }
        let address = format!("{}\n\n{}", hook.address, self.test_address);
        let (subject, text) = letter(&name, &address, hook.page);
        (format!("[{}] {subject}", self.test), text)
    }
}

fn mail(to: &str, (subject, text): Letter, organisation: &Organisation) -> Mail {
    Mail {
        to: to.to_owned(),
        subject,
        text: format!("{text}\n{}", foot(organisation)),
    }
}

/// Who writes, and where to ask.
fn foot(organisation: &Organisation) -> String {
    let mut foot = format!("\n-- \n{}\n", one_line(&organisation.name));
    for line in organisation
        .address
        .iter()
        .chain(&organisation.contact_phone)
    {
        foot.push_str(&one_line(line));
        foot.push('\n');
    }
    if !organisation.contact_email.is_empty() {
        foot.push_str(&one_line(&organisation.contact_email));
        foot.push('\n');
    }
    foot
}

/// The words as mail quotes them.
fn quoted(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!("> {line}")).collect();
    lines.join("\n")
}

/// Settings are checked when they are stored; a subject is one line whatever is stored, and nothing turns the
/// direction of what stands behind it (Unicode UAX 9).
fn one_line(text: &str) -> String {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let seen = text.chars().filter(|c| !c.is_control() && !turns(*c));
    seen.collect()
}

#[cfg(test)]
mod tests {
    use mutual_app::Reader;

    use super::*;

    #[test]
    fn every_language_of_the_pages_has_letters_with_the_link_and_its_period() {
        let organisation = Organisation {
            name: "Grocer\r\nBcc: all".to_owned(),
            locales: ["en", "de", "ar"].map(str::to_owned).to_vec(),
            ..Organisation::default()
        };
        let (to, link) = ("ana@example.org", "https://shop.example/reset?ticket=x");
        for locale in &organisation.locales {
            let reader = Reader {
                hers: Some(locale),
                ..Reader::default()
            };
            let letters = Letters::in_language(Language::of(&organisation, reader));
            assert_eq!(letters.language, locale, "a language without letters");
            let mails = [
                (
                    letters.new_password(to, &organisation, link),
                    TICKET_MINUTES,
                ),
                (letters.invitation(to, &organisation, link), INVITATION_DAYS),
                (letters.new_link(to, &organisation, link), LINK_HOURS),
            ];
            for (mail, period) in mails {
                assert!(
                    mail.text.contains(&format!("\n\n{link}\n\n")),
                    "{}",
                    mail.text
                );
                assert!(mail.text.contains(&period.to_string()), "{}", mail.text);
                assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
            }
            let address = "https://crm.example/hooks";
            let both = |is_test| {
                let page = link;
                let hook = Hook {
                    address,
                    page,
                    is_test,
                };
                [
                    letters.webhook_failing(to, &organisation, hook),
                    letters.webhook_off(to, &organisation, hook),
                    letters.webhook_lost(to, &organisation, hook, 1),
                    letters.webhook_lost(to, &organisation, hook, 23),
                    letters.webhook_late(to, &organisation, hook),
                ]
            };
            let counted = both(false).into_iter().skip(2).zip(["1", "23"]);
            for (mail, count) in counted {
                assert!(mail.text.contains(count), "{}", mail.text);
            }
            for (real, tried) in both(false).into_iter().zip(both(true)) {
                for mail in [&real, &tried] {
                    let text = &mail.text;
                    assert!(text.contains(&format!("\n\n{address}\n\n")), "{text}");
                    assert!(text.contains(&format!("\n\n{link}\n\n")), "{text}");
                    assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
                }
                // That nobody real is meant stands in the subject and in the text of the one alone.
                let mark = format!("[{}] ", letters.test);
                assert_eq!(tried.subject, format!("{mark}{}", real.subject));
                let says = format!("\n\n{address}\n\n{}\n\n", letters.test_address);
                assert!(tried.text.contains(&says), "{}", tried.text);
                assert!(!real.text.contains(letters.test_address), "{}", real.text);
            }
            let told = letters.never_against(to, &organisation, "risk-9\r\nBcc: all", link);
            assert!(
                told.text.contains("\n\nrisk-9Bcc: all\n\n"),
                "{}",
                told.text
            );
            assert!(
                told.text.contains(&format!("\n\n{link}\n\n")),
                "{}",
                told.text
            );
            assert!(!told.subject.contains(['\r', '\n']), "{}", told.subject);
            let why = "https://shop.example/why/x";
            let about = |fell| {
                let (what, answer) = ("A voucher\nof £20", "Because.");
                let with = Answer {
                    asked: "Why?\nTell me",
                    answer,
                    page: link,
                    decision: Some(AboutDecision { what, why }),
                    fell,
                };
                letters.answer(to, &organisation, &with).text
            };
            // Asked about a decision, contested it for nothing, contested it well: three letters.
            let all = [None, Some(false), Some(true)].map(about);
            for text in &all {
                assert!(text.contains("> Why?\n> Tell me"), "{text}");
                assert!(text.contains("> A voucher\n> of £20"), "{text}");
                assert!(text.contains("\n\nBecause.\n\n"), "{text}");
                assert!(text.contains(&format!("\n\n{link}\n\n")), "{text}");
                assert!(text.contains(&format!("\n\n{why}\n\n")), "{text}");
            }
            assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
            // What a person decided is recorded nowhere else, and is contested as well.
            let plain = |fell| {
                let with = Answer {
                    asked: "Why?",
                    answer: "Because.",
                    page: link,
                    decision: None,
                    fell,
                };
                letters.answer(to, &organisation, &with).text
            };
            let [plain, falls, stays] = [None, Some(true), Some(false)].map(plain);
            for text in [&plain, &falls, &stays] {
                assert!(text.contains("\n\n> Why?\n\n"), "{text}");
                assert!(
                    text.contains("Because.") && !text.contains("/why/"),
                    "{text}"
                );
            }
            assert!(plain != falls && falls != stays && stays != plain);
            let told = letters.password_changed(to, &organisation);
            assert!(told.text.contains("Grocer"), "{}", told.text);
        }
    }

    /// Every letter in that language, from an organisation of that name.
    fn all_from(name: &str, tag: &str) -> Vec<Mail> {
        let organisation = Organisation {
            name: name.to_owned(),
            ..Organisation::default()
        };
        let letters = Letters::in_language(Language::wanted(Some(tag)));
        let (to, page) = ("ana@example.org", "https://shop.example/ask");
        let hook = Hook {
            address: "https://crm.example/hooks",
            page,
            is_test: false,
        };
        let answer = |fell| {
            let with = Answer {
                asked: "Why?",
                answer: "Because.",
                page,
                decision: None,
                fell,
            };
            letters.answer(to, &organisation, &with)
        };
        vec![
            letters.new_password(to, &organisation, page),
            letters.invitation(to, &organisation, page),
            letters.password_changed(to, &organisation),
            letters.new_link(to, &organisation, page),
            letters.silence(to, &organisation, page),
            letters.webhook_failing(to, &organisation, hook),
            letters.webhook_off(to, &organisation, hook),
            letters.webhook_lost(to, &organisation, hook, 3),
            letters.webhook_late(to, &organisation, hook),
            letters.never_against(to, &organisation, "risk-9", page),
            answer(None),
            answer(Some(true)),
        ]
    }

    #[test]
    fn a_name_in_other_letters_turns_no_line_around() {
        // Who is called so wants all that follows to be read from behind.
        for name in ["Grocer", "Gro\u{202e}c\u{2069}er"] {
            for mail in all_from(name, "ar") {
                let apart = "\u{2068}Grocer\u{2069}";
                let subject = &mail.subject;
                assert!(subject.starts_with(&format!("{apart}: ")), "{subject}");
                // At the foot it stands alone in its line.
                let (text, foot) = mail.text.split_once("\n-- \n").unwrap();
                assert_eq!(foot, "Grocer\n");
                let bare = text.replace(apart, "");
                assert!(!bare.contains("Grocer"), "{text}");
                let marks = ['\u{202e}', '\u{2068}', '\u{2069}'];
                assert!(!bare.contains(marks), "{text}");
            }
            for mail in all_from(name, "de") {
                assert!(mail.subject.starts_with("Grocer: "), "{}", mail.subject);
            }
        }
        let arabic = "\u{628}\u{642}\u{627}\u{644}";
        for mail in all_from(arabic, "en") {
            let apart = format!("\u{2068}{arabic}\u{2069}: ");
            assert!(mail.subject.starts_with(&apart), "{}", mail.subject);
        }
    }
}
