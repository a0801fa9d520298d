//! German words by which a text speaks of a kind of data (L-D1).

use super::{Data, DataKind};
use crate::lint::phrase::Lexicon;

const NONE: &[&str] = &[];

macro_rules! kinds {
    ($count:literal; $($ids:expr, $loose:expr, $strict:expr, $near:expr;)+) => {
        static KINDS: [DataKind; $count] = [$(DataKind {
            ids: &$ids,
            loose: &$loose,
            strict: Lexicon::new(&$strict, &["an|unter|per|auf ~1 ihre|ihrer|ihr|ihren|deine|deiner"]),
            near: &$near,
        }),+];
    };
}

pub(super) static TABLES: Data = Data {
    kinds: &KINDS,
    outside: &OUTSIDE,
    all_of_it: &ALL_OF_IT,
    idle: IDLE,
};

kinds! {
    20;
    ["email"], ["mail", "newsletter", "schreib", "schick", "send", "postfach", "nachricht"], [], NONE;
    ["phone", "mobile", "number"], ["telefon", "handy", "nummer", "anruf", "ruft", "rufen", "sms", "mobil", "klingel"], ["wen|wem sie ~2 anrufen|schreiben|treffen", "ihr*|dein* ~1 telefonbuch|kontakte|adressbuch|anrufliste"], NONE;
    ["birth", "age"], ["geburt", "alter", "geboren", "jahrig", "volljahr", "jahre", "wird 18"], ["ihr*|dein* ~1 geburtstag|geburtsdatum", "wie alt sie|du", "wann|wo|tag|jahr|datum ~3 sie|du ~1 geboren", "tag|jahr|datum ihrer|deiner geburt", "ihr*|dein* ~1 sternzeichen|geburtsjahr|geburtstage|alter", "alter und|oder|sowie ~1 *zahlungen|*umsatze|kontostand|einkommen|wohnort|postleitzahl|*verlauf|bankkarte*|kreditkarte*|*historie"], NONE;
    ["town", "city", "postcode", "address", "home"], ["wohn", "ort", "stadt", "postleit", "plz", "adress", "nahe", "gegend", "strasse", "dorf", "region", "wetter", "umkreis", "filiale", "viertel", "regen"], ["wo sie|du ~1 wohnen|wohnst", "ihr*|dein* ~1 wohnort|postleitzahl|anschrift"], ["location", "energy"];
    ["review", "rating", "feedback"], ["bewert", "rezension", "stern", "meinung", "feedback", "schreib", "schrieb", "note", "urteil", "sagten", "gesagt"], ["ihr*|dein* ~1 bewertung*|rezension*"], ["order"];
    ["order", "purchas", "basket", "receipt", "spend", "transaction"], ["bestell", "kauf", "korb", "bon", "rechnung", "artikel", "ware", "bezog", "geliehen", "leih", "nahmen", "genommen", "besuch", "anmeld", "behandl", "kiste", "bucht", "mietet", "holten"], ["was|welche ~2 sie|du ~3 gekauft|bestellt", "ihr*|dein* ~2 bestellungen|einkaufe|einkaufen|kaufe|kassenbons"], ["payment", "loyal", "travel", "review", "view"];
    ["brows", "search", "click", "page", "web"], ["seite", "klick", "such", "besuch", "angeseh", "anseh", "cookie", "browser", "website", "geoffnet"], ["welche seiten|artikel sie|du ~3 besuch*|ansehen|angesehen|offnen|aufrufen|aufgerufen|lesen", "ihr*|dein* ~1 klicks|suchen|suchverlauf|browserverlauf|surfverhalten", "was sie|du ~3 suchen|anklicken|gesucht|angeklickt"], NONE;
    ["payment", "pay", "card", "bank", "invoice"], ["zahl", "buchung", "rechnung", "konto", "karte", "gehalt", "spend", "uberweis", "betrag", "lastschrift", "beitrag", "rate"], ["wie|wann|was|wofur ~1 sie|du ~2 bezahlen|bezahlt|zahlen|gezahlt", "was|wo|wieviel sie|du ~5 karte|bankkarte|kreditkarte ~6 zahlen|zahlst|bezahlen|bezahlst|kaufen|kaufst|ausgeben|ausgibst|gezahlt|bezahlt", "kartenzahlungen|kartenkaufe|karteneinkaufe|kartenumsatze ~3 in|bei|aus|von|anderswo", "ihr*|dein* ~1 zahlungen|kontoauszug*|kontostand|kreditkart*"], ["bank", "order", "travel"];
    // What only a bank can tell, and no order.
    ["payment", "pay", "bank"], [], ["ihr*|dein* ~1 kontoumsatz*|kontobewegung*|kontodaten|bankdaten|bankkonto|girokonto|uberweisungen|lastschriften|abbuchungen|gehaltseingang*", "bankkartenverlauf|kartenverlauf|kartenhistorie|kartenumsatze|bankkartenumsatze|zahlungsverlauf|zahlungshistorie", "verlauf|historie|umsatze|umsatzen ~1 ihrer|deiner bankkarte|kreditkarte|karte|girokarte"], NONE;
    ["energy", "meter", "power", "heat", "consumption"], ["strom", "zahler", "energie", "verbrauch", "heiz", "gas", "warme", "kwh", "pumpe", "solar", "wasser"], ["ihr*|dein* ~1 stromzahler|zahler|stromverbrauch|verbrauch|lastgang"], ["device"];
    ["view", "watch", "stream", "listen", "play"], ["geseh", "sehen", "sieht", "hor", "film", "serie", "lied", "musik", "titel", "spiel", "stelle", "folge", "song", "sendung", "gelesen"], ["was|welche ~2 sie|du ~3 gesehen|gehort|gestreamt|gespielt", "ihr*|dein* ~1 sehverlauf|horverlauf|wiedergabeliste"], ["brows", "genre", "order", "travel"];
    ["travel", "trip", "journey", "flight", "ride", "booking"], ["fahr", "reis", "flug", "flog", "zug", "hutte", "nacht", "geschlaf", "gebucht", "ticket", "strecke", "weg", "bahn", "bus", "buchung", "hotel", "unterwegs", "station"], ["wohin sie|du ~2 fahren|reisen|fliegen|fuhren", "ihr*|dein* ~2 fahrten|reisen|fluge"], ["location", "point", "loyal", "miles", "order"];
    ["point", "loyal", "reward", "miles"], ["punkt", "stempel", "meile", "treue", "bonus", "pramie", "sammel"], ["ihr*|dein* ~1 punkte|punktestand|meilen|stempel"], ["travel", "order"];
    ["device", "browser", "phone_model"], ["gerat", "handy", "telefon", "browser", "modell", "akku", "sensor", "computer", "auto", "app"], ["ihr*|dein* ~1 handymodell|mikrofon|kamera|betriebssystem", "welche apps ~2 sie|du", "apps|spiele|programme ~1 auf|in ihr*|dein* ~1 handy*|telefon*|smartphone*|gerat*|tablet*|rechner*|computer*", "ihr*|dein* ~1 installierten apps|programme|spiele"], ["view"];
    ["location", "gps", "position", "place"], ["nah", "standort", "wo", "position", "nahe", "gps", "strecke", "weg", "route", "entfern", "umkreis", "unterwegs", "ort", "fahr", "geh"], ["handy|telefon|smartphone|app|uhr|auto ~2 sagt|zeigt|verrat|meldet|weiss|verraten ~3 wo|welchem|welcher|welche ~4 sie|du", "wo sie|du ~2 sind|bist|gehen|stehen|fahren|gerade|parken", "ihr*|dein* ~2 standort|position|gps|aufenthaltsort|bewegungen", "ihr|dein telefon|handy|smartphone|auto|fahrrad|gerat ~3 nahe|umgebung|nahert|vorbei|umkreis|laden|filiale", "nahert ~1 sich ~1 ihr|dein telefon|handy|auto", "wo ~1 ihr|dein handy|telefon|smartphone|auto|gerat|rad|wagen", "orte|orten|platze|platzen|wege|wegen|strassen ~4 ihr|dein|ihres|deines handy|handys|telefon|telefons|smartphone|smartphones|auto|autos|gerat|gerats", "ort|standort|lage|position ~1 ihres|deines telefons|handys|autos|gerats"], NONE;
    ["health", "allerg", "illness", "condition", "medical", "fitness"], ["gesund", "allergi", "krank", "diagnos", "symptom", "zutat", "medizin", "blut", "puls", "schlaf", "gewicht", "arzt", "arztin", "nuss", "vertrag", "beschwerd"], ["ihr*|dein* ~2 schritte|schritten|schrittzahl|schrittzahler|korpergrosse|korpergewicht|bmi|kalorien|trainingsdaten|fitnessdaten", "wie ~1 viele|viel|schwer|gross ~1 schritte|sie|du ~3 gehen|gehst|laufen|laufst|wiegen|wiegst|sind|bist", "ihr*|dein* ~2 gesundheit|gesundheitsdaten|gesundheitsakte|krankenakte|patientenakte|befund*|arztbrief*|arztbericht*|laborwert*|blutwert*|impfpass|medikamentenplan|allergie*|krankheit*|diagnose*|symptome|puls|schlaf|gewicht|blutdruck"], ["prescri", "medic"];
    ["prescription", "medicin", "medication"], ["rezept", "medikament", "arznei", "pille", "tablette", "packung", "dosis", "apothek", "mittel"], ["ihr*|dein* ~1 rezept|rezepte|medikamente|arzneien"], ["health"];
    ["relig", "faith", "belief"], ["religi", "glaub", "fest", "fasten", "kirche", "moschee", "schwein", "halal", "koscher", "gebet", "gott"], ["ihr*|dein* ~1 religion|glauben|glaube|konfession"], NONE;
    ["income", "earn", "wealth", "salary", "price_sensitivity", "price"], ["einkommen", "gehalt", "verdien", "lohn", "haushalt", "preis", "kost", "teuer", "billig", "gunstig", "rabatt"], ["ihr*|dein* ~1 einkommen|verdienst|vermogen", "was|viel sie|du ~1 verdienen|verdienst"], ["payment", "bank"];
    ["genre", "favourit", "favorit", "interest", "tast", "preferenc"], ["vorlieb", "interess", "genre", "geschmack", "mogen", "gern", "liebling", "art"], [], NONE;
}

/// Words that stand for all data of an exchange at once.
static ALL_OF_IT: Lexicon = Lexicon::new(&["daraus|damit|daran|davon|darin|angaben|daten"], &[]);

/// Phrases of data that no kind of the registry is.
static OUTSIDE: Lexicon = Lexicon::new(
    &[
        "ihr*|dein* ~1 kontakte|kontakten|freunde|freunden|fotos|bilder|nachrichten|kalender|mikrofon|kamera|gesicht|stimme|fingerabdruck|chats|posteingang",
        "von|aus|bei ~2 facebook|instagram|tiktok|auskunftei*|datenhandler*|adresshandler*|schufa|netzwerken|registern|drittquellen",
        // What a telephone holds beside what it is.
        "ihr*|dein* ~1 galerie|adressbuch|telefonbuch|anrufliste|fotoalbum|videos|aufnahmen|notizen|sms",
        "adressbuch|telefonbuch|kontakte|fotos|bilder|kalender|galerie|nachrichten|anrufliste|videos ~1 ihres|deines|auf|im|aus|vom ~2 handy*|telefon*|smartphone*|gerat*",
        "mikrofon|mikro|kamera ~3 mit|zu|hor*|lausch*|sieht",
        "hor*|mithor*|lausch*|filmt|filmen ~4 mikrofon|mikro|kamera",
        "wer|wen|mit wem sie|du ~3 treffen|lieben|wohnen|sprechen|anrufen|kennen",
        "zugekauft*|eingekauft*|fremd* ~1 daten|listen|adressen|profile",
        "was|wo sie|du ~2 anderswo|woanders ~3 _",
        "was|worum|woruber sie|du ~4 chat|hotline|kundendienst|telefondienst|service|kundenservice|support ~3 gesagt|geschrieben|erzahlt|gefragt|besprochen|getippt",
        "schritte|schritten|schrittzahl|trainings ~2 ihr*|dein*|der ~1 *app|uhr|handy*|telefon*|armband*|*uhr|*tracker|smartphone*",
        "was|wo|wieviel sie|du ~4 karte|bankkarte|kreditkarte ~4 anderen|anderswo|woanders|fremden|sonst",
        "in|bei welchen|anderen|welchem ~2 laden|geschaften|shops|markten ~4 karte",
        "ihr*|dein* ~1 gesprache|gesprachen|chats|anrufe ~1 mit|bei ~2 hotline|kundendienst|kundenservice|support|service|chat",
    ],
    &[
        "nachrichten ~2 an|schicken|senden",
        "ihre|ihren stimme ~1 abgeben|abgegeben",
    ],
);

/// Words before it that make it a result, and no source.
const IDLE: &[&str] = &[
    "an", "auf", "unter", "per", "fur", "zu", "zum", "zur", "bevor", "damit", "nach",
];
