//! German words: the groups that can be told apart well. Written without umlauts' dots where folding
//! takes them away anyway.

use super::{ALL, Group, NOT_KEPT};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;

const ASK: Roles = Roles::of(&[Role::Question]);
const NO: Roles = Roles::of(&[Role::Refuse]);
const AROUND: Roles = Roles::of(&[
    Role::Question,
    Role::IfOff,
    Role::Stays,
    Role::Title,
    Role::Use,
    Role::What,
]);
const USE: Roles = Roles::of(&[Role::Use, Role::Recipient]);
const REST: Roles = Roles::of(&[Role::Title, Role::What, Role::IfOff, Role::Stays]);
const KEPT: Roles = Roles::of(&[Role::Retention]);
const TOLD: Roles = Roles::of(&[
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
]);
const END: Roles = Roles::of(&[Role::IfOff, Role::Stays, Role::Refuse]);

pub(super) static GROUPS: [Group; 9] = [
    Group {
        rule: Rule::Pressure,
        block: NOT_KEPT,
        warn: Roles::NONE,
        deniable: true,
        lexicon: Lexicon::new(
            &[
                "nur noch ~3 heute|bis|wenige|#|kurze|kurz|fur|jetzt|morgen",
                "nur ~1 heute|jetzt|solange|kurze|fur",
                "noch ~1 heute|bis ~3 sichern|zusagen|anmelden|mitternacht|zugreifen|entscheiden|ende",
                "jetzt ~3 zugreifen|sichern|zuschlagen|mitmachen|zusagen|anmelden|schnell|entscheiden|handeln|oder",
                "schnell ~3 sein|sichern|zugreifen|entscheiden|zuschlagen|handeln",
                "beeil*|eilt|hastig|dringend*|eilig",
                "letzte|letzter|letzten ~1 chance|gelegenheit|moglichkeit|aufruf|stunden|platze|tage",
                "solange ~3 vorrat*|reicht|gibt|platze|verfugbar|lagernd",
                "begrenzt*|limitiert* ~2 zeit|angebot|stuckzahl|platze|anzahl|verfugbar|menge|kontingent|auflage|platz",
                "zeitlich begrenzt*",
                "lauft|endet|schliesst|verfallt|erlischt ~4 ab|bald|heute|morgen|mitternacht|stunden|minuten|sonntag|tagen",
                "angebot|aktion|rabatt|chance ~4 endet|ablauft|verfallt|vorbei|gilt|ende",
                "zeit ~2 lauft|drangt|knapp",
                "bevor ~3 zu spat|vorbei|weg",
                "nicht ~2 verpassen|entgehen|zogern|warten",
                "verpass*|versaum* ~3 nicht|chance|angebot|nichts|keine",
                "fast|beinahe ausverkauft|vergriffen|weg|voll",
                "wenige|# platze|stuck|exemplare|platz ~2 frei|ubrig|verfugbar|auf",
                "nur ~2 # ~2 platze|stuck|ubrig|verfugbar|plätze",
                "countdown",
                "# ?von # ~4 kund*|nutzer*|mensch*|haushalt*|stimm*|sagen|erlauben|empfehl*|mitglied*|leute|menschen",
                "% ~4 kund*|nutzer*|mensch*|haushalt*|mitglied*|aller",
                "die meisten|viele|tausende|millionen|alle ~3 kund*|nutzer*|menschen|nachbarn|haushalt*|anderen|andere|mitglieder ~4 erlauben|sagen|nutzen|machen|haben|sind|stimmen|vertrauen|lieben|teilen|zu|dabei",
                "tausende|millionen|hunderte ~3 kund*|nutzer*|menschen|haushalte",
                "schon|bereits ~2 #|tausende|millionen|viele ~4 dabei|kund*|nutzer*|menschen|mitglied*|angemeldet",
                "alle anderen",
                "beliebt*|meistgewahlt*",
            ],
            &[
                "keine eile",
                "nicht begrenzt",
                "begrenzt auf # ~1 e|mail|mails|nachricht*|sms",
                "die letzten # monate|tage|wochen",
                "nur ~2 fur diesen|diese|das|die|den|sie|dich|uns",
            ],
        ),
        message: "{} drängt.",
        suggestion: "Lassen Sie es weg: Das Angebot gilt, solange es hier steht.",
    },
    Group {
        rule: Rule::Named,
        block: KEPT,
        warn: Roles::NONE,
        deniable: true,
        lexicon: Lexicon::new(
            &[
                "so|solange lange ~5 notig|erforderlich|benotigt|gebraucht|brauchen|zulassig|erlaubt|sinnvoll|notwendig|moglich|nutzlich|gesetz*",
                "solange ~6 notig|erforderlich|benotigt|gebraucht|brauchen|zulassig|erlaubt|sinnvoll|notwendig|moglich|nutzlich|vorschreib*|wollen",
                "so lange ~6 notig|erforderlich|benotigt|gebraucht|brauchen|zulassig|erlaubt|sinnvoll|notwendig|moglich|nutzlich|vorschreib*|wie",
                "bis auf weiteres",
                "unbegrenzt|dauerhaft|unbefristet|ewig|immer|unbestimmt*",
                "angemessen* ~1 zeit*|dauer|frist",
                "gesetzlich*|geltend*|ublich* ~2 frist*|vorschrift*|regel*|vorgab*|bestimmung*",
                "nach ermessen|bedarf",
                "einige|gewisse|langere|mehrere ~1 zeit|monate|jahre|weile",
            ],
            &[
                "solange ~3 eingeschaltet|konto|kunde|kundin|vertrag",
                "solange sie|du",
            ],
        ),
        message: "{} sagt nicht, wie lange die Daten bleiben.",
        suggestion: "Nennen Sie eine Zeit und ihren Anfang: „12 Monate nach Ihrer letzten Bestellung“.",
    },
    Group {
        rule: Rule::Named,
        block: TOLD,
        warn: Roles::NONE,
        deniable: true,
        lexicon: Lexicon::new(
            &[
                "dritte|dritten|dritter|drittanbieter*|drittpartei*|drittunternehmen",
                "partner|partnern|partnerunternehmen|kooperationspartner*|werbepartner*|geschaftspartner*|vertragspartner*|vertriebspartner*",
                "ausgewahlt*|vertrauenswurdig*|verbunden*|ander*|weiter*|sonstig*|einig*|bestimmt* ~1 unternehmen|firmen|anbieter*|dienstleister*|stellen|empfanger*|handler*|marken",
                "dienstleister*",
                "konzern*|unternehmensgruppe|gruppengesellschaft*",
                "datenhandler*|adresshandler*|werbetreibend*",
            ],
            &["ihr|dein|ihrem|deinem|ihren partner|partnern"],
        ),
        message: "{} nennt niemanden.",
        suggestion: "Nennen Sie jede Firma, die die Daten sieht, und was sie tut.",
    },
    Group {
        rule: Rule::Vague,
        block: USE,
        warn: REST,
        deniable: true,
        lexicon: Lexicon::new(
            &[
                "moglicherweise|eventuell|gegebenenfalls|vielleicht",
                "unter ~1 umstanden",
                "usw|etc|ggf|evtl|u a",
                "und so weiter",
                "und ~2 mehr$",
                "unter anderem",
                "zum beispiel|beispielsweise",
                "partner|partnern|dritte|dritten|dienstleister*",
                "verbesser*|optimier* ~5 angebot*|service*|dienst*|erlebnis*|leistung*|produkt*",
                "besser* ~1 erlebnis*|angebot*|service",
                "relevant*",
                "personalisiert* ~1 erlebnis*|inhalt*|angebot*|werbung|kommunikation",
                "verschieden*|bestimmt*|weiter*|sonstig*|andere* ~1 zweck*|daten|grund*|weise|informationen",
                "bei bedarf",
                "soweit ~1 notig|erforderlich|moglich",
                "geschaftlich*|berechtigt* ~1 zweck*|interess*|grund*",
            ],
            &["ihr|dein|ihrem|deinem partner"],
        ),
        message: "{} ist vage: Man weiß nicht, was geschieht.",
        suggestion: "Sagen Sie genau, was womit geschieht und durch wen.",
    },
    Group {
        rule: Rule::PlainNo,
        block: NO,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "ich ~4 lieber|verzicht*|will|mochte|mag|hasse|brauche|zahle|bezahle|bleibe|spare|bin|habe|interessier*|pfeife|riskiere|verpasse|nehme",
                "lieber ~3 zahlen|bezahlen|voll*|teuer|mehr|verzicht*|nicht ~1 sparen",
                "verzicht*|verpass*|verlier*|versaum*",
                "vollen|voller ~1 preis",
                "spater|erinner*|vielleicht|einstellungen",
                "noch nicht",
                "kein* ~2 interesse|lust|bedarf|vorteil*|rabatt*|sparen|ersparnis*|geschenk*|spass",
                "egal",
                "leider|schade",
                "schlechter*|langweil*|teurer*|dumm*|uninformiert",
                "ohne ~3 vorteil*|rabatt*|sparen|ersparnis*|schutz|hilfe|tipps",
            ],
            &["ich ~2 mochte|will ~2 das nicht", "nicht spater"],
        ),
        message: "{} macht das Nein schwer.",
        suggestion: "Nehmen Sie schlichte Worte: „Erlauben“ und „Nicht erlauben“.",
    },
    Group {
        rule: Rule::PlainNo,
        block: AROUND,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "schade|leider|traurig*|bedauer*|enttausch*",
                "wirklich ~4 verzicht*|verpass*|ausschalten|verlier*|ablehnen|gehen",
                "sind|bist sie|du ~1 sicher",
                "wer ~2 nicht|will ~2 sparen|nein|schon",
                "klug*|clever*|schlau*|vernunftig* ~1 kund*|leute|menschen|haushalt*|entscheidung|wahl|eltern",
                "dumm*|toricht*|egoistisch*",
                "wir ~1 werden ~1 sie|dich ~1 vermissen",
                "vermissen ~1 sie|dich",
                "nichts zu verbergen",
                "bereuen",
                "danke|dank ~3 vertrauen|zustimmung|ja|einwilligung",
            ],
            &["vermissen sie ~2 etwas|ein"],
        ),
        message: "{} lenkt das Gefühl.",
        suggestion: "Sagen Sie schlicht, was endet und was bleibt.",
    },
    Group {
        rule: Rule::Straight,
        block: ASK,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "nicht|kein*|nie|niemals|ohne",
                "widersprech*|ablehn*|widerspruch|abbestell*|ausschliess*|untersag*|verbiet*|abwahl*|abmeld*|verzicht*",
            ],
            &[
                "ohne ~2 warten|anstehen|bargeld|karte|papier|zucker|gluten|nusse|fleisch",
                "nicht mehr als",
            ],
        ),
        message: "{} dreht die Frage um.",
        suggestion: "Fragen Sie so, dass Ja einschaltet: „Dürfen wir …?“",
    },
    Group {
        rule: Rule::Straight,
        block: ALL,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "nicht|kein*|nie|niemals ~3 nicht|unerwunscht|widersprech*|ablehn*|abwahl*|abbestell*|deaktivier*|abmeld*|unublich",
                "sofern|wenn|falls|solange|ausser ~4 nicht ~3 widersprech*|widersprochen|ablehn*|abgelehnt|abmeld*|abwahl*",
                "es sei denn",
                "sofern|soweit sie|du ~5 nicht",
                "widersprech*|widersprich* ~3 nicht",
                "hakchen|haken|kastchen|kreuz ~5 nicht|entfern*|kein*|widersprech*|ablehn*",
                "automatisch|standardmassig|bereits|voreingestellt* ~2 zugestimmt|aktiviert|eingeschaltet|angemeldet|dabei|ausgewahlt|einverstanden|an",
                "mit ~3 nutzung|weiternutzung|weitersurfen|fortfahren|bestellung ~4 zu|einverstanden|zustimm*|stimmen",
                "schweigen ~3 gilt|als|zustimmung|ja",
                "keine antwort ~3 gilt|als|zustimmung|ja",
            ],
            &[
                "nicht ~2 und nicht",
                "nicht|kein* ~2 oder|und ~2 nicht|kein*",
                "es sei denn sie|du ~2 schalten|sagen|erlauben|schaltest|sagst",
            ],
        ),
        message: "{} dreht Ja und Nein um.",
        suggestion: "Sagen Sie es ohne doppelte Verneinung; nichts ist an, bevor jemand Ja sagt.",
    },
    Group {
        rule: Rule::NoDetriment,
        block: END,
        warn: Roles::NONE,
        deniable: true,
        lexicon: Lexicon::new(
            &[
                "konto|kundenkonto|punkte|vertrag|support|kundendienst|lieferung|garantie|guthaben|mitgliedschaft|zugang|ruckgabe ~5 geloscht|gesperrt|geschlossen|gekundigt|verfallen|verfallt|verlieren|eingeschrankt|langsamer|endet|erlischt|entfallt|teurer|entzogen|gesperrt",
                "verlier* ~4 konto|punkte|zugang|garantie|guthaben|status|mitgliedschaft|anspruch|support|rabatt",
                "preis|preise|gebuhr|gebuhren|tarif|beitrag ~3 steig*|hoher|erhoh*|teurer",
                "hoher*|zusatzlich* ~1 preis*|gebuhr*|kosten|beitrag",
                "teurer|langsamer*|schlechter* ~3 service|lieferung|bedient|support|zugang|preis",
                "schriftlich*|per ~1 brief|telefonisch|einschreiben|fax",
                "kundigungsfrist|frist von",
            ],
            &["bleib* ~6 gleich|erhalten|bestehen"],
        ),
        message: "{} macht etwas schlechter, das nicht aus diesen Daten kommt.",
        suggestion: "Lassen Sie alles andere, wie es ist: „Ihr Konto, Ihre Preise und Punkte bleiben gleich.“",
    },
];
