//! German words for what nobody can count (L-V1), and for guesses at what is sensitive or from elsewhere
//! (L-D2).

use super::Value;
use crate::lint::phrase::Lexicon;

pub(super) static TABLES: Value = Value {
    uncountable: &UNCOUNTABLE,
    up_to: &UP_TO,
    no_unit: &NO_UNIT,
    guessed: &GUESSED,
    handed: &HANDED,
    guesses: &GUESSES,
    told: &TOLD,
    outside: &OUTSIDE,
};

static UNCOUNTABLE: Lexicon = Lexicon::new(
    &[
        "toll*|gutes|gute|schones|schone|wohlig*|warmes|grossartig*|wunderbar*|herrlich*|besser*|schoner*|entspannt*|bequem*|einzigartig*|personlich*|individuell*|neu*|angenehm*|unvergesslich*|besonder*|rundum|mehr|bereichernd*|massgeschneidert* ~1 erlebnis*|*erlebnis|gefuhl*|*gefuhl|erfahrung*|service|alltag|leben|einkaufen|einkauf|reise|reisen|betreuung|momente|zeit|welt|auswahl|qualitat|komfort|nahe",
        "mehr ~1 komfort|freude|sicherheit|zeit|spass|genuss|ubersicht|wert|ruhe|freiheit|nahe|wissen|kontrolle|vorteile|inspiration|lebensqualitat|leichtigkeit|flexibilitat",
        "exklusiv*|attraktiv*|toll*|spannend*|zahlreich*|viele|vielen|einzigartig*|besonder*|unschlagbar*|interessant*|nutzlich*|hilfreich*|regelmassig*|verschieden*|ausgewahlt* ~1 vorteil*|angebot*|rabatt*|tipps|ideen|einblick*|extras|uberraschung*|inhalt*|aktionen|belohnung*|momente|neuigkeiten|empfehlung*|services|pramien|vergunstigung*",
        "vorteile|mehrwert|uberraschungen|inspiration|vorfreude|wohlbefinden|lebensfreude|gelassenheit|seelenruhe|geborgenheit",
        "ein|das|dem|gutes|sicheres|schones gefuhl",
        "das gewisse etwas",
        "ein|eine|mehr ~1 stuck|hauch|prise|portion|quantchen ~2 *gluck|*freude|*genuss|*gefuhl|*zauber|*ruhe|*liebe|*magie",
        "^der|die|das|ein|eine ~1 duft|zauber|glanz|klang|charme|gluck|stolz|hauch|lust|warme|magie ~1 von|der|des|am|an|nach|$",
        "und ~1 vieles|viel|einiges mehr",
        "passend*|relevant*|personalisiert* ~1 inhalt*|angebot*|werbung|empfehlung*|tipps|erlebnis*",
        "einfacher|leichter|schneller|besser|smarter|gunstiger|gesunder|bequemer|entspannter ~1 einkaufen|leben|reisen|sparen|kochen|wohnen|schlafen|fahren|lernen|$",
        "die chance|moglichkeit|gelegenheit auf|zu|fur",
        "gelegentlich*|manchmal",
        "hin|ab und wieder|zu",
    ],
    &[],
);

static UP_TO: Lexicon = Lexicon::new(
    &[
        "bis zu #|£|%",
        "bis #|£|% ~1 prozent|euro|rabatt|gunstiger|sparen",
        "oder mehr$",
    ],
    &["bis zu # ~1 uhr|personen|minuten|stunden|mal", "bis # uhr"],
);

static NO_UNIT: Lexicon = Lexicon::new(
    &[
        "^erlebnis|erlebnisse|gefuhl|gefuhle|vorteil|vorteile|mehrwert|komfort|freude|service|qualitat|zufriedenheit|momente|moment|uberraschung|uberraschungen|inspiration|verbesserung|verbesserungen|diverse|einige|mehrere|verschiedenes|erfahrung|spass|sicherheit$",
        "^toll*|exklusiv*|schon*|klein*|gross*|besonder*|einzigartig*|spannend*|nett*|suss*|lecker*|wunderbar*|grossartig*|unvergesslich*|zahlreich*|viele|magisch*|personlich*|frisch*|neue|echte|wertvoll*|attraktiv*|geheim*|kostlich*|herrlich*|feine|liebevoll* ~1 uberraschung$|uberraschungen$|vorteil$|vorteile$|moment$|momente$|*momente|erlebnis$|erlebnisse$|*erlebnisse|highlight$|highlights$|extras$|privilegien$|freuden$|*freuden|inspiration$|inspirationen$|genusse$|einblicke$|impulse$|gefuhle$|erinnerungen$|gluck$",
    ],
    &[],
);

/// Words of guessing, then what is sensitive, whichever comes first.
static GUESSED: Lexicon = Lexicon::new(
    &[
        "ob|dass|wann ~3 baby|kind|nachwuchs|zwillinge ~3 unterwegs|kommt|erwart*|ansteht|geboren",
        "ob|dass ~2 sie|du|familie ~3 baby|kind|nachwuchs erwart*|bekomm*",
        "schatz*|errat*|rat|raten|erkenn*|ermittel*|berechn*|vermut*|ableit*|leiten|schliess*|vorhersag*|herausfind*|finden|bewert*|prognos*|sieht|sehen|merkt|merken|wissen ~9 @heikel",
        "@heikel ~4 schatz*|errat*|erkenn*|ermittel*|berechn*|vermut*|ableit*|vorhersag*|herausfind*|prognos*|score*|profil*|risiko|wahrscheinlich*",
        "ob|wie|wann sie|du ~3 @heikel|trinken|rauchen|beten|wahlen|spielen",
        "stimme|gesicht|tippen|selfie*|stimmlage|mimik ~6 stimmung*|gefuhl*|laune|emotion*|angst|stress|gesundheit",
    ],
    &[
        "haben|hast ~2 uns ~5 @heikel",
        "uns ~4 genannt|gesagt|mitgeteilt",
        "schatz*|errat*|raten|erkenn*|ermittel*|berechn*|vermut*|prognos* nicht|nichts|nie|niemals|kein*|weder ihr*|dein*|ob|uber|was|wie|wer",
    ],
);

/// Guesses that go to others.
static HANDED: Lexicon = Lexicon::new(
    &[
        "schatzung*|vermutung*|profil*|score*|prognose*|bewertung|ergebnis|einstufung ~5 an|fur ~4 @fremd",
        "verkauf*|geben|weitergeb*|gibt|liefer*|ubermittel*|senden ~3 schatzung*|vermutung*|profil*|score*|prognose*|einstufung",
    ],
    &[],
);

/// That something is guessed of somebody.
static GUESSES: Lexicon = Lexicon::new(
    &[
        "schatz*|errat*|rat|raten|vermut*|ableit*|vorhersag*|prognos*|bewert*|einstuf*|stuft|stufen|berechn*|ermittel*|schliess*|schliesst",
        "erkenn*|sieht|sehen|merkt|merken|weiss|wissen|findet|finden|liest|lesen ~4 ob|wer|wie|wann",
        "wahrscheinlich*|risiko|score*|profil*",
    ],
    &[
        "ladengeschaft schliess*",
        "schliess*|schliesst ~2 um|der|die|das laden|#",
    ],
);

/// That somebody outside is told.
static TOLD: Lexicon = Lexicon::new(
    &[
        "melden|meldet|sagen|sagt|verrat*|mitteil*|teilen|teilt|informier*|warnen|warnt|zeigen|zeigt ~5 @fremd|*bank|*kasse|*kassen|*firma|*firmen|arbeitgeber*|vermieter*",
        "geben|gibt|gehen|geht|reichen|reicht|senden|sendet|schicken|schickt|verkauf*|liefern|liefert|ubermittel*|leiten|leitet ~3 an|zu ~3 @fremd|*bank|*kasse|*kassen|*firma|*firmen|arbeitgeber*|vermieter*",
        "an ~3 @fremd|*bank|*kasse|*kassen|*firma|*firmen|arbeitgeber*|vermieter* ~2 gegeben|weitergegeben|geben|verkauft|gemeldet|geschickt|gesendet|weiter|ubermittelt|weitergeleitet",
        "@fremd|*bank|*kasse|*kassen|*firma|*firmen|arbeitgeber*|vermieter* ~2 bekommt|bekommen|erhalt|erhalten|erfahrt|erfahren|kauft|kaufen|sieht|sehen",
    ],
    &[
        "kein*|niemand ~3 @fremd",
        "geben|gibt|reichen|reicht|senden|schicken|verkauf*|leiten|leitet|melden|sagen|verrat*|zeigen ~1 nichts|nie|niemals",
    ],
);

/// Guesses that come from others.
static OUTSIDE: Lexicon = Lexicon::new(
    &[
        "schatz*|vermut*|errat*|rat|raten|berechn*|ermittel*|profil*|score*|prognos*|bewert* ~6 aus|von|mit|bei ~4 @fremd",
        "von|aus|bei|mit ~4 @fremd ~6 schatz*|vermut*|errat*|raten|berechn*|ermittel*|profil*|score*|prognos*",
        "gekauft*|zugekauft*|eingekauft*|erworben* ~2 schatzung*|profil*|score*|daten|adressen|prognose*",
    ],
    &[],
);
