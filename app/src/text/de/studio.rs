//! What the team reads in the studio and in the settings, in German.

use super::{TEXT, many, number};
use crate::text::rules::Many;
use crate::text::studio::{Clash, Discard, Form, Settings, Studio};
use mutual::catalogue::{
    BenefitKind, ChangeClass, DecidedBy, Difference, Every, LegalBasis, Origin, WorthMethod,
};
use mutual::insight::People;

pub(in crate::text) static STUDIO: Studio = Studio {
    propositions: "Angebote",
    tally: |live, drafts| {
        let live = match (live, many(live)) {
            (0, _) => "Keines ist veröffentlicht.".to_owned(),
            (_, Many::One) => "1 ist veröffentlicht.".to_owned(),
            _ => format!("{} sind veröffentlicht.", number(live)),
        };
        match (drafts, many(drafts)) {
            (0, _) => live,
            (_, Many::One) => format!("{live} 1 hat einen Entwurf."),
            _ => format!("{live} {} haben einen Entwurf.", number(drafts)),
        }
    },
    none: "Es gibt noch kein Angebot. Beginnen Sie mit einer Sache, die Menschen davon hätten.",
    new: "Neues Angebot",
    column_proposition: "Angebot",
    column_status: "Stand",
    column_live: "Gültige Fassung",
    column_changed: "Zuletzt geändert",
    live: "Veröffentlicht",
    live_and: |next| format!("Veröffentlicht; danach: {next}"),
    retired: "Beendet",
    all: "Alle Angebote",

    new_title: "Neues Angebot",
    new_lead: "Geben Sie ihm einen Namen. Alles andere kommt auf der nächsten Seite, und nichts erscheint, bevor es jemand freigegeben hat.",
    key: "Schlüssel",
    key_hint: "Kleine Buchstaben, Ziffern und Bindestriche, etwa rezept-ideen. CRMs benutzen ihn, und er ändert sich nie.",
    key_bad: "Nehmen Sie kleine Buchstaben, Ziffern und Bindestriche, und beginnen Sie mit einem Buchstaben oder einer Ziffer.",
    key_taken: "Ein Angebot mit diesem Schlüssel gibt es schon.",
    begin: "Entwurf beginnen",

    draft_of: |version| format!("Entwurf der Fassung {}.", number(version)),
    first_draft: "Entwurf der ersten Fassung.",
    version_is_live: |version| format!("Fassung {} ist veröffentlicht.", number(version)),
    saved: "Der Entwurf ist gespeichert. Nichts erscheint, bevor es jemand freigegeben hat.",
    saved_meanwhile: "Jemand anderes hat diesen Entwurf gespeichert, während Sie schrieben. Ihrer ist noch nicht gespeichert. Unten steht beides, wo sie sich unterscheiden.",
    save: "Entwurf speichern",
    look: "Speichern und ansehen, was sich ändern würde",
    parts: "Teile des Formulars",
    fill_in: "Bitte ausfüllen.",
    discard: Discard {
        title: "Diesen Entwurf verwerfen",
        lead: "Was darin steht, ist endgültig weg. Dass es ihn gab, bleibt in der Liste, wer was getan hat.",
        over_live: "Was die Menschen jetzt haben, bleibt, wie es ist.",
        first: "Sein Schlüssel ist wieder frei.",
        sure: "Ja, verwerfen",
        button: "Entwurf verwerfen",
        done: "Der Entwurf ist verworfen.",
        not_sure: "Sagen Sie, dass Sie sicher sind, bevor Sie den Entwurf verwerfen. Nichts hat sich geändert.",
    },
    clash: Clash {
        title: "Zwei haben zugleich geschrieben",
        lead: |who, when| {
            format!(
                "{who} hat diesen Entwurf gespeichert ({when}), während Sie schrieben. Ihrer ist nicht gespeichert. Wählen Sie für jeden Teil, welcher Text bleibt; was hier nicht steht, ist in beiden gleich."
            )
        },
        theirs: "Schon gespeichert",
        yours: "Ihr Text",
        alike: "Nichts unterscheidet sich: Sie haben beide dasselbe geschrieben.",
        save: "Gewähltes speichern",
        drop_mine: "Meinen lassen und mit dem Gespeicherten weitermachen",
    },
    form: Form {
        title: "Titel",
        title_hint: "Was Menschen davon haben, als Hauptwort: Rezeptideen per E-Mail.",
        purpose: "Zweck",
        pick: "Bitte wählen",
        basis: "Rechtsgrundlage",
        locale: "Sprache dieser Texte",
        share: "Sie teilen",
        get: "Sie bekommen",
        benefit: |n| format!("Leistung {}", number(n)),
        what: "Was sie bekommen",
        what_hint: "Etwas, das sich zählen lässt.",
        amount: "Wie viel",
        amount_hint: "Eine Zahl, zum Beispiel 3.",
        unit: "Wovon",
        every: "Wie oft",
        kind: "Art",
        proof: "Ereignis, das zeigt, dass es ankam",
        proof_hint: "Der Name, den Ihre Systeme senden, etwa email.sent.",
        benefits_hint: "Lassen Sie die letzte leer, wenn Sie sie nicht brauchen. Nach dem Speichern ist Platz für eine weitere.",
        sample: "Ein Beispiel",
        sample_text: "Was jemand bekommen würde",
        sample_hint: |slots| {
            match slots {
            Some(slots) => format!(
                "Schreiben Sie es, wie es ankäme, mit Daten in geschweiften Klammern: Wieder Roggenbrot? Sie haben es {{orders}} gekauft. Aus diesem Entwurf darf darin stehen: {slots}."
            ),
            None => "Wählen Sie zuerst die Daten und speichern Sie. Dann steht hier, wie Daten in ein Beispiel kommen.".to_owned(),
        }
        },
        people_hint: "Bis zu drei Menschen, die Sie erfinden, niemals echte. Jeder bekommt Worte für alle Daten, die der Text nennt. Nach dem Speichern ist Platz für einen weiteren, und es gibt Felder für Daten, die Sie neu nennen.",
        person: |n| format!("Erfundener Mensch {}", number(n)),
        how: "So nutzen wir es",
        usage: "Was mit den Daten geschieht, in ein oder zwei Sätzen",
        usage_hint: "Nennen Sie Mengen und Zeiten: Wir suchen Muster in Ihren Bestellungen der letzten 12 Monate.",
        decided_by: "Wer entscheidet",
        ai: "Was ein Computer darf",
        channels: "Auf welchem Weg wir sie erreichen",
        off: "Wenn es aus ist",
        if_off: "Was endet, und wann",
        if_off_hint: "Wir hören innerhalb einer Stunde auf. Keine Rezept-Mails mehr.",
        stays: "Was bleibt, wie es ist",
        others: "Wer sonst, und wie lange",
        recipients: "Wer die Daten noch sieht",
        recipients_hint: |us| {
            format!(
                "Ein Name je Zeile. Wenn es niemand ist, sagen Sie es: Niemand außerhalb von {us}"
            )
        },
        retention: "Wie lange die Daten bleiben",
        retention_hint: "Eine Zeit, etwa 12 Monate nach Ihrer letzten Bestellung.",
        term: "Wie viele Monate ein Ja gilt",
        records: "Wie viele Monate wir eine Antwort festhalten",
        records_hint: "Ab dem Moment, in dem sie nicht mehr zählt: ein Nein, ein zurückgenommenes Ja, ein abgelaufenes Ja. Ein Nein bleibt mindestens 180 Tage. Leer: bis die Person gelöscht wird.",
        records_kept: "bis die Person gelöscht wird",
        regions: "Regionen",
        regions_hint: "Kürzel wie DE oder US-CA, mit Kommas. Ein Stern bedeutet überall.",
        everywhere: "überall",
        worth: "Was uns die Daten wert sind",
        worth_hint: "Nötig, wo Menschen in Kalifornien Geld, Punkte oder Rabatte für ihre Daten bekommen; sonst freiwillig. Eine ehrliche Schätzung, und wie sie entstand.",
        worth_amount: "Betrag",
        currency: "Währung",
        per: "Je",
        method: "Wie gerechnet wurde",
        method_other: "Wenn anders: wie",
        method_other_hint: "Was gezählt, geteilt oder verglichen wurde. Bleibt leer, wenn die Rechenweise oben steht.",
        method_name: |method| match method {
            WorthMethod::Marginal => "Was die Daten eines weiteren Kunden bringen",
            WorthMethod::Average => "Was die Daten eines Kunden im Durchschnitt bringen",
            WorthMethod::Aggregate => "Was die Daten aller bringen, geteilt durch alle Kunden",
            WorthMethod::Revenue => "Einnahmen aus den Daten",
            WorthMethod::DataExpenses => "Was uns die Daten kosten",
            WorthMethod::IncentiveExpenses => "Was uns die Gegenleistung kostet",
            WorthMethod::Profit => "Gewinn aus den Daten",
            WorthMethod::Other => "Anders, in eigenen Worten",
        },
        question: "Die Frage",
        question_hint: "Eine Frage, auf die Ja und Nein passen: Dürfen wir mit Ihren Bestellungen Rezepte für Sie aussuchen?",
        allow: "Wort für Ja",
        refuse: "Wort für Nein",
        note: "Was sich geändert hat",
        note_label: "Was anders ist als in der Fassung davor, in einem Satz für die Menschen",
        note_hint: "Er steht in ihrem Verlauf. Wer neu antworten muss, liest ihn vorher.",
        languages: "In anderen Sprachen",
        languages_hint: "Wer eine Sprache liest, die hier fehlt, wird nicht gefragt. Beginnen Sie eine und sagen Sie alles: Zahlen, Namen und der Rest bleiben gleich.",
        not_a_number: "Bitte eine Zahl.",
        sole: "Wenn es nur eines gibt, ist es immer nötig.",
    },

    back_to_draft: "Zurück zum Entwurf",
    cannot: "Das kann noch nicht erscheinen",
    class: |class| match class {
        ChangeClass::Cosmetic => ("Das ändert nur die Schreibweise.", "Niemand wird gefragt."),
        ChangeClass::Clearer => (
            "Das sagt dasselbe oder gibt mehr.",
            "Niemand wird gefragt. Neue Teile, die man wählen kann, sind zuerst aus.",
        ),
        ChangeClass::Narrower => (
            "Das nutzt weniger.",
            "Es gilt sofort, und niemand wird gefragt.",
        ),
        ChangeClass::Material => (
            "Das ist eine wesentliche Änderung.",
            "Sie nutzt mehr oder gibt weniger. Alle, die es eingeschaltet haben, müssen neu antworten. Bis dahin ist es für sie aus.",
        ),
    },
    first: ("Das ist die erste Fassung.", "Sie ist zuerst für alle aus."),
    unasked: |basis, on| {
        let on = format!(
            "Es ist ohne Frage für alle an, denen es angeboten wird (jetzt: {}).",
            TEXT.people(on)
        );
        match basis {
            LegalBasis::LegitimateInterest => {
                format!("{on} Niemand wird gefragt; man kann widersprechen.")
            }
            _ => format!("{on} Niemand wird gefragt, und niemand kann es ausschalten."),
        }
    },
    have_it_on: "jetzt eingeschaltet",
    must_answer: "neue Antwort nötig",
    changes: "Was sich ändert",
    no_changes: "Nichts ist anders als in der gültigen Fassung.",
    before: "Vorher",
    now: "Jetzt",
    nothing: "Nichts",
    difference: |difference, part| match difference {
        Difference::First => "Die erste Fassung".to_owned(),
        Difference::Purpose => "Ein anderer Zweck".to_owned(),
        Difference::LegalBasis => "Eine andere Rechtsgrundlage".to_owned(),
        Difference::NewlyRequired(toggle) => format!("Neu nötig: {}", part(toggle)),
        Difference::NewOptional(toggle) => format!("Neu, zur Wahl: {}", part(toggle)),
        Difference::NewUnasked(toggle) => {
            format!("Neu, und ohne Frage genutzt: {}", part(toggle))
        }
        Difference::Gone(toggle) => format!("Nicht mehr genutzt: {}", part(toggle)),
        Difference::NoLongerRequired(toggle) => format!("Jetzt zur Wahl: {}", part(toggle)),
        Difference::NewRecipient(name) => format!("Noch jemand sieht die Daten: {name}"),
        Difference::RecipientGone(name) => format!("Sieht die Daten nicht mehr: {name}"),
        Difference::RetentionLonger => {
            "Die Daten bleiben länger, oder der Text zeigt nicht, dass sie es nicht tun".to_owned()
        }
        Difference::RetentionShorter => "Die Daten bleiben kürzer".to_owned(),
        Difference::MoreAutomatic => "Ein Computer entscheidet mehr".to_owned(),
        Difference::LessAutomatic => "Ein Mensch entscheidet mehr".to_owned(),
        Difference::LessValue(what) => format!("Sie bekommen weniger: {what}"),
        Difference::MoreValue(what) => format!("Sie bekommen mehr: {what}"),
        Difference::MayMeanMore(field) => format!(
            "Andere Worte, und nichts zeigt, dass sie nicht mehr sagen: {}",
            field_name(field)
        ),
        Difference::MeansLess(field) => {
            format!(
                "Laut den Worten wird weniger genutzt: {}",
                field_name(field)
            )
        }
        Difference::Reworded(field) => format!("Andere Worte: {}", field_name(field)),
        Difference::Respelled(field) => format!("Andere Schreibweise: {}", field_name(field)),
        Difference::Terms(field) => format!("Andere Bedingungen: {}", field_name(field)),
    },
    field: field_name,
    publish: |version, people| {
        let version = number(version);
        match people {
            None => format!("Fassung {version} veröffentlichen"),
            Some(People::Few) => {
                format!(
                    "Fassung {version} veröffentlichen. Weniger als 10 Personen müssen neu antworten"
                )
            }
            Some(People::Tens(people)) => format!(
                "Fassung {version} veröffentlichen. {} Personen müssen neu antworten",
                number(people)
            ),
        }
    },
    published: |title, version| format!("{title}: Fassung {} ist veröffentlicht.", number(version)),

    origin: |origin| match origin {
        Origin::Told => "Uns gesagt",
        Origin::Observed => "Bei uns entstanden",
        Origin::Inferred => "Von uns vermutet",
        Origin::Obtained => "Von jemand anderem",
    },
    special: "Besonders: nur in einem Angebot für sich",
    not_used: "Nicht genutzt",
    required: "Nötig",
    optional: "Zur Wahl",
    basis: |basis| match basis {
        LegalBasis::Consent => "Einwilligung: Sie schalten es ein",
        LegalBasis::Contract => "Vertrag: Was sie gekauft haben, braucht es",
        LegalBasis::LegalObligation => "Rechtliche Pflicht: Ein Gesetz verlangt es",
        LegalBasis::LegitimateInterest => "Berechtigtes Interesse: Sie können widersprechen",
    },
    decided_by: |who| match who {
        DecidedBy::Computer => "Ein Computer",
        DecidedBy::Person => "Ein Mensch",
        DecidedBy::Both => "Ein Computer schlägt vor, ein Mensch entscheidet",
    },
    kind: |kind| match kind {
        BenefitKind::Money => "Geld",
        BenefitKind::Points => "Punkte",
        BenefitKind::Access => "Zugang",
        BenefitKind::Service => "Dienst",
        BenefitKind::Convenience => "Weniger Mühe",
        BenefitKind::PublicGood => "Gut für alle",
    },
    every: |every| match every {
        Every::Once => "Einmal",
        Every::Day => "Jeden Tag",
        Every::Week => "Jede Woche",
        Every::Month => "Jeden Monat",
        Every::Quarter => "Jedes Quartal",
        Every::Year => "Jedes Jahr",
        Every::Visit => "Bei jedem Besuch",
        Every::Order => "Mit jeder Bestellung",
        Every::Trip => "Auf jeder Reise",
    },

    settings: Settings {
        title: "Unternehmen",
        lead: "Das zeigt jede Seite den Menschen, deren Daten Sie nutzen.",
        saved: "Die Einstellungen sind gespeichert.",
        contact: "Name und Kontakt",
        name: "Name",
        email: "Wohin Menschen schreiben",
        email_hint: "Das steht unten auf jeder Seite. Dort antwortet ein Mensch.",
        phone: "Wo Menschen anrufen",
        optional: "Nur wenn Sie möchten.",
        address: "Postanschrift",
        address_hint: "Nur wenn Sie möchten. Jede Zeile der Anschrift für sich.",
        protection: "Wer Fragen zum Datenschutz beantwortet",
        protection_hint: "Eine E-Mail-Adresse oder eine Seite.",
        looks: "Farbe",
        hue: "Farbton",
        hue_hint: "0 bis 359. Er färbt die Linie oben auf der Seite und sonst nichts. Helligkeit und Stärke stehen fest, damit alles lesbar bleibt.",
        place: "Sprachen und Ort",
        locales: "Sprachen",
        locales_hint: "Kürzel wie de oder pt-BR, mit Kommas. Das erste gilt, wo sonst nichts bekannt ist.",
        region: "Wo das Unternehmen sitzt",
        region_hint: "Ein Kürzel wie DE.",
        zone: "Zeitzone",
        zone_hint: "Ein Name wie Europe/Berlin. Menschen sehen Zeiten in dieser Zone.",
        sites: "Ihre eigenen Seiten",
        origins: "Websites, die eine Vereinbarung zeigen dürfen",
        origins_hint: "Eine pro Zeile, wie https://www.example.com. Seiten anderer Websites zeigen nichts.",
        save: "Einstellungen speichern",
    },
};

fn field_name(field: &str) -> &'static str {
    match field {
        "title" => "Titel",
        "use" => "wie wir es nutzen",
        "if_off" => "was endet",
        "stays" => "was bleibt",
        "retention" => "wie lange es bleibt",
        "recipients" => "wer es noch sieht",
        "benefits" => "Leistungen",
        "sample" | "sample.text" | "sample.people" | "people" => "das Beispiel",
        "worth" | "worth.amount" | "worth.currency" | "worth.per" | "worth.method" => {
            "was es uns wert ist"
        }
        "data" => "Daten",
        "channels" => "Wege",
        "ai_uses" => "was ein Computer darf",
        "purpose" => "Zweck",
        "legal_basis" => "Rechtsgrundlage",
        "decided_by" => "wer entscheidet",
        "ask.question" => "die Frage",
        "ask.allow" => "Wort für Ja",
        "ask.refuse" => "Wort für Nein",
        "locale" => "Sprache",
        "regions" => "Regionen",
        "term_months" => "wie lange ein Ja gilt",
        "retention_months" => "wie lange eine Antwort festgehalten wird",
        "translations" => "andere Sprachen",
        "change_note" => "was sich geändert hat",
        _ => "der Entwurf",
    }
}
