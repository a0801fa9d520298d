//! What the linter says, in German.

use super::{Called, Instead, Says, Stretch, apart, grouped, is_leftward};
use crate::lint::finding::Rule;
use crate::lint::page::Role;

/// What stands in the text, in the quotation marks of the language. Ids and tags have them as well.
fn q(snippet: &str) -> String {
    format!("„{}“", apart(snippet, is_leftward))
}

fn n(number: usize) -> String {
    grouped(number, ".")
}

fn counted(number: usize, one: &str, more: &str) -> String {
    let what = if number == 1 { one } else { more };
    format!("{} {what}", n(number))
}

fn words(number: usize) -> String {
    counted(number, "Wort", "Wörter")
}

fn name(data: &Called) -> String {
    apart(&data.german, is_leftward)
}

fn stretches(all: &[Stretch]) -> String {
    let names = all.iter().map(|stretch| match stretch {
        Stretch::Hours => "Stunden",
        Stretch::Days => "Tagen",
        Stretch::Weeks => "Wochen",
        Stretch::Months => "Monaten",
        Stretch::Years => "Jahren",
    });
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        "ohne eine Zeit".to_owned()
    } else {
        format!("in {}", names.join(" und "))
    }
}

/// What a text has to say, as it follows on "Sagen Sie".
fn wanted(role: Role) -> &'static str {
    match role {
        Role::Title => "was Menschen davon haben, als Hauptwort: „Rezeptideen per E-Mail“",
        Role::Use => "in ein oder zwei Sätzen, wie jede Art von Daten genutzt wird",
        Role::What => "was Menschen bekommen: „Rezepte, die Sie kochen können“",
        Role::Unit => "was gezählt wird: „Rezepte“",
        Role::Sample => {
            "was jemand bekäme, an einem Beispiel: „Roggenbrot haben Sie {orders} gekauft“"
        }
        Role::Method => "wie der Wert errechnet wurde",
        Role::IfOff => "was endet, wenn es aus ist, und wie bald",
        Role::Stays => "was bleibt, wie es ist, wenn es aus ist",
        Role::Recipient => "wie heißt, wer die Daten sieht",
        Role::Retention => "wie lange die Daten bleiben: „12 Monate nach Ihrer letzten Bestellung“",
        Role::Question => "was Sie fragen, und zwar so, dass ein Ja es einschaltet",
        Role::Allow => "welche Worte Ja bedeuten: „Erlauben“",
        Role::Refuse => "welche Worte Nein bedeuten: „Nicht erlauben“",
        Role::Note => "was sich seit der Fassung davor geändert hat",
    }
}

pub(super) fn message(says: &Says) -> String {
    match says {
        Says::NoAmount => "Sagen Sie, wie viel, als Zahl über 0.".into(),
        Says::NoEvery => "Sagen Sie, wie oft.".into(),
        Says::NoEvent => "Nennen Sie das Ereignis, das zeigt, dass es ankam.".into(),
        Says::NoKind => "Sagen Sie, welche Art von Leistung es ist.".into(),
        Says::NoBenefits => "Nennen Sie mindestens eine Sache, die Menschen bekommen: was, wie viel, wie oft und das Ereignis, das es zeigt.".into(),
        Says::Uncountable(found) => format!("{} lässt sich nicht zählen, also kann es niemand nachprüfen.", q(found)),
        Says::Hollow(found) => format!("{} sagt nicht, was Menschen bekommen.", q(found)),
        Says::NextToNothing(found) => format!("{} kann auch fast nichts sein.", q(found)),
        Says::NothingToCount(found) => format!("{} ist nichts, was sich zählen lässt.", q(found)),
        Says::MoreThanGiven(found) => format!("{} ist mehr, als Menschen bekommen.", q(found)),
        Says::ProvesNothing(found) => format!("{} tun die Menschen selbst: Es zeigt nicht, dass etwas kam.", q(found)),
        Says::CostsAfterAll(found) => format!("{} kostet Geld, obwohl es an anderer Stelle umsonst heißt.", q(found)),
        Says::WorthDiffers(found) => format!("{} und der Wert der Daten passen nicht zusammen.", q(found)),
        Says::Overpromised(found) => format!("{} verspricht mehr, als sich zählen lässt.", q(found)),

        Says::NoMoment(found) => format!("{} ist keine Zeit: Niemand erfährt, wann es aufhört.", q(found)),
        Says::Vague(found) => format!("{} ist vage: Niemand erfährt, was geschieht.", q(found)),
        Says::VagueWho(found) => format!("{} ist vage: Niemand erfährt, wer die Daten sieht.", q(found)),

        Says::NoFields => "Das ist kein Angebot: Es hat keine Felder, die sich lesen lassen.".into(),
        Says::NoData => "Nennen Sie mindestens eine Art von Daten, die genutzt wird.".into(),
        Says::NoChannels => "Sagen Sie, auf welchem Weg Sie die Menschen erreichen.".into(),
        Says::NoAiUses => "Sagen Sie, was ein Computer mit den Daten darf; eine leere Liste sagt, dass er nichts darf.".into(),
        Says::NoPurpose => "Sagen Sie, warum die Daten genutzt werden.".into(),
        Says::NoBasis => "Nennen Sie die Rechtsgrundlage: consent, contract, legal_obligation oder legitimate_interest.".into(),
        Says::NoDecider => "Sagen Sie, wer entscheidet: computer, person oder both.".into(),
        Says::NoCategory => "Sagen Sie, welche Art von Daten das ist.".into(),
        Says::NothingRequired => "Keine Art von Daten ist als nötig gekennzeichnet.".into(),
        Says::UnknownWord => "Dieses Wort ist hier nicht bekannt; es kann so nicht erscheinen.".into(),
        Says::SpecialNeedsYes(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("Heikle Daten dürfen nur mit einem Ja genutzt werden: {}.", names.join("; "))
        }
        Says::SellingNeedsYes => "Daten werden nur mit einem Ja verkauft oder für Werbung weitergegeben.".into(),
        Says::MarketingNeedsYes => "Angebote, Werbung und ausgesuchte Vorschläge brauchen ein Ja.".into(),
        Says::TeachingNeedsYes => "Forschung, und Computer mit den Daten anzulernen, braucht ein Ja.".into(),
        Says::GuessNeedsYes => "Vermutungen über Menschen brauchen ein Ja.".into(),
        Says::DecidingNeedsYes => "Ein eigenes Interesse erlaubt nicht, dass ein Computer allein über Menschen entscheidet.".into(),
        Says::RewardNeedsYes => "Wo Kalifornien zählt, brauchen Geld, Punkte oder Rabatte für Daten ein Ja.".into(),
        Says::YesDropped => "Hier wird um ein Ja gebeten. Mit einer anderen Rechtsgrundlage wäre es für alle an, die nie Ja gesagt haben, und für alle, die Nein gesagt haben.".into(),
        Says::ObjectionDropped => "Jetzt lässt sich das ausschalten. Mit dieser Rechtsgrundlage könnte es niemand mehr, und wer es ausgeschaltet hat, hätte es wieder an.".into(),
        Says::RefusedElsewhere(key) => format!("{} ist dasselbe, und dort kann man Nein sagen. Hier wäre es trotzdem an.", q(key)),

        Says::UnknownPurpose(purpose) => format!("Unter „Zwecke und Daten“ gibt es keinen Zweck {}; es kann so nicht erscheinen.", q(purpose)),
        Says::UnknownCategory(category) => format!("Unter „Zwecke und Daten“ gibt es {} nicht; es kann so nicht erscheinen.", q(category)),
        Says::ListedTwice(category) => format!("{} steht zweimal da.", q(category)),
        Says::Unexplained(data) => format!("Es wird nicht gesagt, wozu das genutzt wird: {}.", name(data)),
        Says::Unlisted(found) => format!("{} wird genutzt, steht aber nicht bei den Daten, die Menschen teilen.", q(found)),
        Says::Elsewhere(found) => format!("{} kommt von anderswo und steht nicht bei den Daten, die Menschen teilen.", q(found)),

        Says::DecidesOtherwise(found) => format!("{} sagt, wer entscheidet, und das Dokument sagt es anders.", q(found)),
        Says::GuessOfOthers => "Das hat jemand anderes vermutet.".into(),
        Says::GuessOfSensitive => "Das ist eine Vermutung über etwas Heikles.".into(),
        Says::Mixed(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("Heikle Daten stehen neben gewöhnlichen: {}.", names.join("; "))
        }
        Says::GuessBeside(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("Eine Vermutung steht neben anderen Daten: {}.", names.join("; "))
        }
        Says::GuessesSensitive(found) => format!("{} vermutet etwas Heikles.", q(found)),
        Says::LineDenies { key, line } => format!("{} sagt die rote Linie {}: Ein Ja dazu könnte nie gelten.", q(&line.german), q(key)),
        Says::GuessesFromOthers(found) => format!("{} vermutet aus dem, was andere wissen.", q(found)),

        Says::Columns { share, get } => format!("„Sie teilen“ hat {} und „Sie bekommen“ {}.", words(*share), n(*get)),
        Says::Exclamation => "Ein Ausrufezeichen macht diese Seite lauter.".into(),
        Says::Exclamations => "Mehrere Ausrufezeichen schreien.".into(),
        Says::Picture => "Ein Bild macht diese Seite bunter.".into(),
        Says::Markup => "Eine Hervorhebung macht diese Seite auffälliger.".into(),
        Says::Shouts(found) => format!("{} schreit.", q(found)),
        Says::Brighter(found) => format!("{} lässt diese Seite heller strahlen als das, was Menschen teilen.", q(found)),

        Says::Lengths { yes, no } => format!("Das Ja hat {} Zeichen und das Nein {}: Eines wirkt größer als das andere.", n(*yes), n(*no)),
        Says::SameAnswers => "Beide Antworten lauten gleich.".into(),
        Says::OneInCapitals => "Eine Antwort ist in Großbuchstaben geschrieben, die andere nicht.".into(),
        Says::SignOnAnswer => "Ein Zeichen an einer Antwort lobt oder verspottet sie.".into(),
        Says::MoreThanNo(found) => format!("{} sagt mehr als Nein.", q(found)),
        Says::NoFeelsBad(found) => format!("{} macht beim Nein ein schlechtes Gefühl.", q(found)),
        Says::NoFeelsBadOrWaits(found) => format!("{} macht beim Nein ein schlechtes Gefühl oder schiebt es auf.", q(found)),
        Says::NotANo(found) => format!("{} ist kein Nein: Die Frage käme wieder, oder das Nein steht woanders.", q(found)),
        Says::Later(found) => format!("{} lässt sich als Später lesen.", q(found)),
        Says::NotAYes(found) => format!("{} erlaubt nichts: Es sagt nur, dass etwas gelesen wurde.", q(found)),
        Says::BrighterYes(found) => format!("{} lässt das Ja heller strahlen als das Nein.", q(found)),
        Says::Argues(found) => format!("{} wirbt für das Ja: Fragen Sie, was genutzt werden darf, und lassen Sie den Vorteil für sich sprechen.", q(found)),
        Says::Feelings(found) => format!("{} lenkt Gefühle: Schuld, Reue, Lob oder Spott.", q(found)),

        Says::Presses(found) => format!("{} drängt.", q(found)),
        Says::PressesForTime(found) => format!("{} drängt zur Eile.", q(found)),
        Says::Deadline(found) => format!("{} ist eine Frist, die drängt.", q(found)),
        Says::CountsDown(found) => format!("{} zählt die Zeit herunter.", q(found)),
        Says::Scarce(found) => format!("{} lässt es knapp aussehen.", q(found)),
        Says::Crowd(found) => format!("{} sagt, was andere tun, und drängt damit.", q(found)),
        Says::MayPress(found) => format!("{} kann drängen oder nur eine Tatsache nennen.", q(found)),

        Says::Bundles(found) => format!("{} verlangt mit demselben Ja noch etwas anderes.", q(found)),
        Says::TakenForGranted(found) => format!("{} nimmt als Ja, was keines ist.", q(found)),
        Says::YesReadsAsNo => "Das Ja liest sich wie ein Nein.".into(),
        Says::NoReadsAsYes => "Das Nein liest sich wie ein Ja.".into(),
        Says::OnAlready => "Diese Antworten lassen an oder schalten aus, was schon läuft: Niemand wurde gefragt.".into(),
        Says::NotAsked(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("Die Frage nennt diese Daten nicht: {}.", names.join("; "))
        }
        Says::TurnedQuestion(found) => format!("{} dreht die Frage um.", q(found)),
        Says::TurnedAnswers(found) => format!("{} dreht Ja und Nein um.", q(found)),
        Says::MayBeNo(found) => format!("{} lässt sich als Nein lesen.", q(found)),
        Says::NoForYes(found) => format!("{} ist ein Nein, wo das Ja hingehört.", q(found)),
        Says::YesForNo(found) => format!("{} ist ein Ja, wo das Nein hingehört, oder zwei Verneinungen, die eines ergeben.", q(found)),
        Says::Lawyers(found) => format!("{} ist ein Wort der Rechtssprache.", q(found)),

        Says::AskedAlready(key) => format!("Danach fragt schon {}, jetzt oder in den letzten 180 Tagen: Wer dort Nein sagt, würde noch einmal gefragt.", q(key)),
        Says::NearlyAskedAlready(key) => format!("{} nutzt zum Teil dieselben Daten, für denselben Zweck oder für ebenso viel vom Gleichen. Ist das hier dasselbe in anderen Worten, würde noch einmal gefragt, wer dort Nein sagt.", q(key)),
        Says::BeatsSignal(found) => format!("{} übergeht ein Nein, das der Browser schon sagt.", q(found)),
        Says::AsksAgain(found) => format!("{} fragt noch einmal, was schon beantwortet ist.", q(found)),

        Says::Worse(found) => format!("{} wird nach einem Nein schlechter und kommt nicht aus diesen Daten.", q(found)),
        Says::PriceOfElse(found) => format!("{} macht das Ja zum Preis für etwas anderes.", q(found)),
        Says::HardToLeave(found) => format!("{} macht das Gehen schwerer als das Kommen.", q(found)),
        Says::GoesOn(found) => format!("{} geht nach einem Nein weiter oder beginnt von selbst wieder.", q(found)),
        Says::WorthUnsaid => "Menschen bekommen Geld, Punkte oder Rabatte für ihre Daten, und nirgends steht, was die Daten wert sind.".into(),
        Says::WorthHalfSaid => "Was die Daten wert sind, ist nur halb gesagt.".into(),
        Says::MethodUnsaid(found) => format!("{} sagt nicht, wie der Wert errechnet wurde.", q(found)),

        Says::NotKept(percent) => format!("Von dem, was versprochen wurde, kamen in den letzten 30 Tagen höchstens {}\u{a0}% an.", n(*percent)),

        Says::TooMany(most) => format!("Hier sind höchstens {} möglich; der Rest wurde nicht angesehen.", n(*most)),
        Says::TooLong { length, most } => format!("Das hat {} Zeichen; möglich sind höchstens {}.", n(*length), n(*most)),
        Says::TogetherHard(grade) => format!("Alle Texte zusammen lesen sich wie für die {}. Klasse; gut ist die 6., und die 8. ist die Grenze.", n(*grade)),
        Says::Hard(grade) => format!("Das liest sich wie für die {}. Klasse.", n(*grade)),
        Says::LongSentence { words: all, most } => format!("Dieser Satz hat {}; nehmen Sie höchstens {}.", words(*all), n(*most)),
        Says::Specialists(found) => format!("{} ist ein Wort für Fachleute.", q(found)),
        Says::Abbreviation(found) => format!("{} ist eine Abkürzung, die nirgends erklärt wird.", q(found)),
        Says::TurnsDirection => "Ein unsichtbares Zeichen dreht hier die Schreibrichtung, sodass es sich anders liest, als es geschrieben ist.".into(),
        Says::SplitsWord => "Ein unsichtbares Zeichen teilt hier ein Wort.".into(),
        Says::Lookalike => "Ein Buchstabe sieht hier nur so aus wie der, der gemeint ist.".into(),

        Says::NoLocale => "Sagen Sie, in welcher Sprache das geschrieben ist.".into(),
        Says::NoRegions => "Sagen Sie, wo es gilt: mit den Kürzeln der Regionen oder „*“ für überall.".into(),
        Says::LiveIn(locale) => format!("Veröffentlicht ist es auch in der Sprache {}, und dies ist nicht in ihr geschrieben.", q(locale)),
        Says::ShownIn(locale) => format!("Wer {} liest, bekommt das gezeigt, und es ist nicht in dieser Sprache geschrieben.", q(locale)),
        Says::NotWrittenIn(locale) => format!("Das ist nicht in der Sprache {} geschrieben.", q(locale)),
        Says::SameAs(locale) => format!("In der Sprache {} steht dasselbe: Es wurde nicht übersetzt.", q(locale)),
        Says::OtherNumber(locale) => format!("Hier steht eine andere Zahl als in der Sprache {}.", q(locale)),
        Says::OtherNames(locale) => format!("Hier sind andere genannt als in der Sprache {}.", q(locale)),
        Says::Numbers { locale, here, there } => match (here, there) {
            (Some(here), Some(there)) => format!("Hier steht {here}, in der Sprache {} {there}.", q(locale)),
            (Some(here), None) => format!("Hier steht {here}, in der Sprache {} nicht.", q(locale)),
            (None, Some(there)) => format!("In der Sprache {} steht {there}, hier nicht.", q(locale)),
            (None, None) => format!("Hier steht eine andere Zahl als in der Sprache {}.", q(locale)),
        },
        Says::Times { locale, here, there } => format!("Hier ist es {} gesagt, in der Sprache {} {}.", stretches(here), q(locale), stretches(there)),
        Says::Placeholder(found) => format!("{} sollte noch ausgefüllt werden.", q(found)),
        Says::Slot => "Hier ist ein Platzhalter offen geblieben.".into(),

        Says::NoRecipients => "Sagen Sie mit Namen, wer die Daten noch sieht.".into(),
        Says::NobodyNamed => "Es steht nicht da, wer die Daten sieht, obwohl wohl jemand von außen daran mitwirkt.".into(),
        Says::PartyUnnamed(found) => format!("{} wirkt daran mit und steht nicht bei denen, die die Daten sehen.", q(found)),
        Says::SoldAfterAll(found) => format!("{} sagt, dass nichts verkauft wird, obwohl jemand dafür zahlt.", q(found)),
        Says::KeptAfterAll(found) => format!("{} bleibt erhalten, was auch immer bei der Dauer steht.", q(found)),
        Says::NoVendor => "Die Daten gehen an den Computer eines anderen Unternehmens, und keines ist genannt.".into(),
        Says::NamesNobody(found) => format!("{} nennt niemanden.", q(found)),
        Says::ToAnybody(found) => format!("{} gibt die Daten an jeden und nennt niemanden.", q(found)),
        Says::NoTime(found) => format!("{} sagt nicht, wie lange die Daten bleiben.", q(found)),
        Says::NoEnd => "Hier steht keine Zeit und kein Ereignis, nach dem die Daten weg sind.".into(),
        Says::Months(longest) => format!("Nennen Sie eine Zahl von Monaten, von 1 bis {}.", n(*longest)),

        Says::NoKey => "Ohne Schlüssel kann niemand die Fassungen auseinanderhalten.".into(),
        Says::NoNote => "Das soll eine gültige Fassung ersetzen, und nirgends steht, was sich geändert hat.".into(),
        Says::ChangedMore(found) => format!("{} ist neu, und der Hinweis sagt es nicht.", q(found)),
        Says::NothingChanged(found) => format!("{} sagt nicht, was sich geändert hat.", q(found)),

        Says::Missing(role) => format!("Das fehlt. Sagen Sie, {}.", wanted(*role)),
        Says::NoText(role) => format!("Das ist kein Text. Sagen Sie, {}.", wanted(*role)),
    }
}

pub(super) fn suggestion(instead: Instead) -> &'static str {
    match instead {
        Instead::HowManyEach => "Sagen Sie, wie viel: „Eine Geschenkkarte mit jeder Bestellung“.",
        Instead::HowMany => "Sagen Sie, wie viel und wie oft: „Drei Rezepte in der Woche“.",
        Instead::Everys => {
            "Nehmen Sie once, day, week, month, quarter, year, visit, order oder trip."
        }
        Instead::EventName => "Nehmen Sie das Ereignis, das Ihr System sendet, etwa „email.sent“.",
        Instead::Kinds => {
            "Nehmen Sie money, points, access, service, convenience oder public_good."
        }
        Instead::CountThings => "Zählen Sie, was ankommt, etwa Rezepte, Gutscheine oder E-Mails.",
        Instead::WholePrice => "Nennen Sie den ganzen Preis dort, wo der Nutzen steht.",
        Instead::OneWorth => {
            "Nennen Sie an beiden Stellen dieselbe Summe und wie Sie darauf kommen."
        }
        Instead::SameAsGiven => "Sagen Sie, was beim Nutzen steht: dieselben Zahlen, genauso oft.",
        Instead::Provable => {
            "Versprechen Sie, was ein Ereignis zeigen kann: was, wie viel und wie oft."
        }

        Instead::SayExactly => {
            "Sagen Sie genau, was womit geschieht und durch wen, etwa „Wir suchen in Ihren Bestellungen der letzten 12 Monate drei Rezepte aus.“"
        }

        Instead::WriteObject => "Schreiben Sie ein JSON-Objekt mit den Feldern eines Angebots.",
        Instead::WriteList => "Schreiben Sie eine Liste; eine leere sagt, dass es nichts gibt.",
        Instead::PickPurpose => "Wählen Sie einen Zweck aus „Zwecke und Daten“.",
        Instead::PickBasis => {
            "Wählen Sie die Einwilligung, damit Menschen gefragt werden; etwas anderes nur, wo das Gesetz es trägt."
        }
        Instead::PickDecider => "Wählen Sie Computer, Mensch oder beide, je nachdem, wie es ist.",
        Instead::PickWord => "Nehmen Sie ein Wort aus der Liste, etwa „email“, „infer“ oder „DE“.",
        Instead::PickTerm => "Wählen Sie sie aus „Zwecke und Daten“.",
        Instead::PickOrAdd => {
            "Wählen Sie etwas aus „Zwecke und Daten“, oder lassen Sie es dort hinzufügen."
        }
        Instead::NameOnce => "Nennen Sie jede Art von Daten einmal.",
        Instead::MarkRequired => "Kennzeichnen Sie mindestens eine als nötig.",
        Instead::EachUse => {
            "Sagen Sie bei der Nutzung, wozu jede Art von Daten dient, oder nehmen Sie sie heraus."
        }
        Instead::ListOrLeave => {
            "Nehmen Sie es zu den Daten, die Menschen teilen, oder lassen Sie es bei der Nutzung weg."
        }

        Instead::OneDecider => "Sagen Sie an beiden Stellen dasselbe: Computer, Mensch oder beide.",
        Instead::ToldOrDid => "Nutzen Sie, was Menschen Ihnen gesagt oder bei Ihnen getan haben.",
        Instead::AskPeople => "Fragen Sie die Menschen, statt zu vermuten.",
        Instead::AskApart => {
            "Fragen Sie die Menschen, statt zu vermuten, in einem Angebot für sich."
        }
        Instead::GuessOfItsOwn => {
            "Machen Sie für die Vermutung ein Angebot für sich, oder lassen Sie sie weg."
        }
        Instead::WithoutTheLine => {
            "Nehmen Sie heraus, worum es in der Linie geht, oder nutzen Sie dafür andere Daten. Die Linie selbst ändern zwei Menschen, mit einer Frist von 30 Tagen."
        }
        Instead::ExchangeOfItsOwn => "Machen Sie für die heiklen Daten ein Angebot für sich.",

        Instead::ShortenGet => {
            "Kürzen Sie, was Menschen bekommen, oder sagen Sie mehr davon bei der Nutzung."
        }
        Instead::LengthenGet => "Sagen Sie in ein paar Worten mehr, was Menschen bekommen.",
        Instead::Plainly => {
            "Schreiben Sie es so schlicht wie das, was Menschen teilen: ohne Zeichen, ohne Großbuchstaben."
        }
        Instead::OnlyWhat => "Sagen Sie nur, was Menschen bekommen, wie viel und wie oft.",

        Instead::PlainNo => "Nehmen Sie schlichte Worte: „Nicht erlauben“.",
        Instead::OfferPlainNo => "Stellen Sie ein schlichtes Nein neben das Ja: „Nicht erlauben“.",
        Instead::PlainAnswers => "Nehmen Sie schlichte Worte für beide Antworten.",
        Instead::SameWords => {
            "Nehmen Sie dieselben schlichten Worte für beide Antworten: „Erlauben“ und „Nicht erlauben“."
        }
        Instead::AllowAndRefuse => "Nehmen Sie „Erlauben“ und „Nicht erlauben“.",
        Instead::AsLong => {
            "Machen Sie beide Antworten etwa gleich lang: „Erlauben“ und „Nicht erlauben“."
        }
        Instead::Alike => "Schreiben Sie beide Antworten gleich.",
        Instead::SayPlainly => {
            "Sagen Sie schlicht, was endet und was bleibt, oder fragen Sie schlicht: „Dürfen wir mit Ihren Bestellungen drei Rezepte in der Woche für Sie aussuchen?“"
        }

        Instead::LeaveOut => {
            "Lassen Sie es weg: Das Angebot gilt, solange es hier steht, und niemand muss sich beeilen."
        }
        Instead::LeaveOutCount => {
            "Lassen Sie weg, wie viele noch da sind: Sagen Sie, was Menschen bekommen, wie viel und wie oft."
        }
        Instead::LeaveOutCrowd => {
            "Lassen Sie weg, was andere tun: Sagen Sie, was dieser Mensch bekommt, wie viel und wie oft."
        }

        Instead::NameTheData => {
            "Nennen Sie die Daten in der Frage: „Dürfen wir mit Ihren Bestellungen drei Rezepte pro Woche aussuchen?“"
        }
        Instead::AskPlainly => {
            "Fragen Sie einmal und schlicht, sodass ein Ja es einschaltet: „Dürfen wir mit Ihren Bestellungen Rezepte für Sie aussuchen?“"
        }
        Instead::NoDoubleNegative => {
            "Sagen Sie es ohne doppelte Verneinung; nichts ist an, bevor jemand Ja sagt."
        }
        Instead::AskEach => "Fragen Sie nach jedem für sich, mit eigenem Ja und Nein.",
        Instead::YesTurnsOn => "Lassen Sie das Ja es einschalten: „Erlauben“.",
        Instead::NoLeavesOff => "Lassen Sie es beim Nein aus bleiben: „Nicht erlauben“.",
        Instead::TurnWords => {
            "Sagen Sie „einschalten“ und „ausschalten“ oder „Erlauben“ und „Nicht erlauben“."
        }
        Instead::WhatYesDoes => {
            "Schreiben Sie, was ein Ja tut: „Erlauben“, „\u{2068}السماح\u{2069}“."
        }
        Instead::WhatNoDoes => {
            "Schreiben Sie, was ein Nein tut: „Nicht erlauben“, „\u{2068}عدم السماح\u{2069}“."
        }

        Instead::OnlyWhenChanged => {
            "Fragen Sie erst wieder, wenn sich für die Menschen etwas geändert hat: mehr Leistung oder weniger Daten."
        }
        Instead::FollowSignal => {
            "Folgen Sie dem Browser und sagen Sie es: „Sagt Ihr Browser Nein, bleibt das hier aus.“"
        }
        Instead::NoIsRemembered => {
            "Lassen Sie es weg: Ein Nein bleibt ein Nein, und wer es einschalten will, findet den Schalter."
        }

        Instead::KeepTheRest => {
            "Lassen Sie alles andere, wie es ist: „Ihr Konto, Ihre Preise und Ihre Punkte bleiben gleich.“"
        }
        Instead::SameForAll => {
            "Bieten Sie das andere auch ohne dies an: Menschen bekommen dasselbe, was immer sie antworten."
        }
        Instead::OneClick => {
            "Lassen Sie es mit einem Klick ausschalten, und sagen Sie, wie bald es endet: „Wir hören innerhalb einer Stunde auf.“"
        }
        Instead::NameMethod => {
            "Wählen Sie eine der Rechenweisen, die das Gesetz nennt, oder sagen Sie, was gezählt wurde: „Was wir im Jahr mit den Daten verkaufen, geteilt durch die Zahl der Kunden.“"
        }
        Instead::PickConsent => "Wählen Sie die Einwilligung als Rechtsgrundlage.",
        Instead::OtherProposition => {
            "Behalten Sie die Rechtsgrundlage. Was wirklich kein Ja braucht, ist eine andere Vereinbarung, mit eigenem Schlüssel und eigenen Daten."
        }
        Instead::SayWorth => {
            "Nennen Sie den Betrag, die Währung und den Zeitraum, und wie gerechnet wurde."
        }

        Instead::DeliverFirst => {
            "Liefern Sie, was versprochen ist, bevor mehr Menschen gefragt werden, oder versprechen Sie weniger."
        }

        Instead::Fewer => "Behalten Sie, was Menschen brauchen, und nehmen Sie den Rest heraus.",
        Instead::Shorten => "Nehmen Sie kurze Wörter und kurze Sätze, einen Gedanken in jedem.",
        Instead::TwoSentences => "Machen Sie zwei Sätze daraus.",
        Instead::ForAChild => "Sagen Sie es mit einem Wort, das ein Kind von zehn Jahren kennt.",
        Instead::WriteOut => "Schreiben Sie es aus, oder erklären Sie es an der Stelle.",
        Instead::TypeAnew => "Tippen Sie die Wörter neu, in gewöhnlichen Buchstaben.",

        Instead::LanguageTag => "Nehmen Sie das Kürzel der Sprache, etwa „de“.",
        Instead::Everywhere => {
            "Nehmen Sie „*“, wenn es überall gilt, oder Kürzel wie „DE“ und „US-CA“."
        }
        Instead::InEveryLive => "Schreiben Sie es in jeder Sprache, in der es veröffentlicht ist.",
        Instead::InEveryOffered => "Schreiben Sie es in jeder Sprache Ihrer Seiten.",
        Instead::Translate => "Übersetzen Sie es.",
        Instead::SameNumbers => "Nennen Sie in jeder Sprache dieselben Zahlen.",
        Instead::FillIn => "Füllen Sie es aus, in der Sprache dieses Textes.",

        Instead::NameEach => {
            "Nennen Sie jedes Unternehmen, das die Daten sieht, und was es tut: „Postwren Mail GmbH (verschickt die E-Mails)“."
        }
        Instead::NobodyOrName => {
            "Geben Sie die Daten niemandem, oder nennen Sie jedes Unternehmen, das sie sieht, und was es damit tut."
        }
        Instead::NobodyOutside => {
            "Wenn es niemand ist, sagen Sie das: „Niemand außerhalb von Lerchenfeld Lebensmittel“."
        }
        Instead::SayWhen => "Sagen Sie, wann: „Wir hören binnen einer Stunde auf.“",
        Instead::WholeMonths => "Schreiben Sie eine ganze Zahl von Monaten, etwa 24.",
        Instead::OneTime => "Nennen Sie eine Zeit für alle Kopien, oder was wie lange bleibt.",
        Instead::SayTime => {
            "Nennen Sie eine Zeit und ihren Anfang: „12 Monate nach Ihrer letzten Bestellung“."
        }

        Instead::ShortName => "Geben Sie ihm einen kurzen Namen, etwa „rezept-ideen“.",
        Instead::SayWhatChanged => {
            "Sagen Sie in einem Satz, was anders ist: „Wir nutzen jetzt auch Ihren Geburtstag.“"
        }

        Instead::Write(role) => example(role),
    }
}

/// A text as it could stand there.
fn example(role: Role) -> &'static str {
    match role {
        Role::Title => "Schreiben Sie zum Beispiel „Rezeptideen per E-Mail“.",
        Role::Use => {
            "Schreiben Sie zum Beispiel „Wir suchen in Ihren Bestellungen der letzten 12 Monate drei Rezepte aus.“"
        }
        Role::What => "Schreiben Sie zum Beispiel „Rezepte zu dem, was Sie kaufen“.",
        Role::Unit => "Schreiben Sie in der Mehrzahl, was kommt, etwa „Rezepte“ oder „Gutscheine“.",
        Role::Sample => {
            "Schreiben Sie zum Beispiel „Roggenbrot haben Sie {orders} gekauft. Dazu passt diese Suppe.“"
        }
        Role::Method => {
            "Schreiben Sie zum Beispiel „Was wir mit den Daten im Jahr verkaufen, geteilt durch die Zahl der Kunden.“"
        }
        Role::IfOff => {
            "Schreiben Sie zum Beispiel „Wir hören innerhalb einer Stunde auf. Es kommen keine E-Mails mit Rezepten mehr.“"
        }
        Role::Stays => {
            "Schreiben Sie zum Beispiel „Ihre Bestellungen und Punkte bleiben, wie sie sind.“"
        }
        Role::Recipient => {
            "Schreiben Sie zum Beispiel „Postwren Mail GmbH (verschickt die E-Mails)“."
        }
        Role::Retention => "Schreiben Sie zum Beispiel „12 Monate nach Ihrer letzten Bestellung“.",
        Role::Question => {
            "Schreiben Sie zum Beispiel „Dürfen wir aus Ihren Bestellungen drei Rezepte in der Woche aussuchen?“"
        }
        Role::Allow => "Schreiben Sie „Erlauben“.",
        Role::Refuse => "Schreiben Sie „Nicht erlauben“.",
        Role::Note => "Schreiben Sie zum Beispiel „Wir nutzen jetzt auch Ihren Geburtstag.“",
    }
}

pub(super) fn reason(rule: Rule) -> &'static str {
    match rule {
        Rule::Countable => "Ein Versprechen lässt sich nur prüfen, wenn es sich zählen lässt.",
        Rule::Vague => "Vage Worte verbergen, was geschieht und durch wen.",
        Rule::Explained => {
            "Menschen können nur über Daten entscheiden, wenn sie wissen, wozu jede Art dient."
        }
        Rule::Sensitive => {
            "Heikle Daten und Vermutungen von außen schaden am meisten, und eine rote Linie ist ein Versprechen."
        }
        Rule::Basis => "Was man ablehnen kann, wird nicht auf anderem Weg doch getan.",
        Rule::Balanced => {
            "Eine Seite, die länger ist oder heller strahlt, entscheidet für die, die lesen."
        }
        Rule::PlainNo => "Ein Nein soll niemandem ein schlechtes Gefühl machen.",
        Rule::Pressure => "Wer drängt, nimmt die Zeit zum Nachdenken.",
        Rule::Straight => "Eine verdrehte Frage bekommt eine Antwort, die niemand gemeint hat.",
        Rule::AskedOnce => "Immer wieder zu fragen, zermürbt.",
        Rule::NoDetriment => "Ein Ja ist nur frei, wenn ein Nein nichts kostet.",
        Rule::Kept => "Ein Versprechen, das nicht gehalten wird, ist keine Gegenleistung.",
        Rule::Readable => "Wer es nicht lesen kann, kann nicht zustimmen.",
        Rule::Translated => {
            "Ein Text in einer anderen Sprache oder ein anderer Text lässt Menschen im Dunkeln."
        }
        Rule::Named => "Menschen müssen wissen, wer ihre Daten sieht und wie lange.",
        Rule::ChangeTold => "Wer Ja gesagt hat, muss erfahren, was jetzt anders ist.",
    }
}
