//! German verbs of loss, of charge, of delay and of limits, whatever the thing is called (L-E1).
//!
//! A German verb stands apart from its participle, so any word of the clause can be what it speaks of.

use super::Effects;
use crate::lint::phrase::Lexicon;

pub(super) static EFFECTS: Effects = Effects {
    subject: &SUBJECT,
    object: &OBJECT,
    negated: &NEGATED,
    other: &OTHER,
    hangs: &HANGS,
    who: &[],
    common: &[],
    switched: &SWITCHED,
    means: MEANS,
    doers: DOERS,
    skipped: &[],
    empty: EMPTY,
    whole_clause: true,
    aside: &[
        "vom", "von", "aus", "auf", "in", "im", "an", "am", "bei", "beim", "mit", "nach", "zum",
        "zur", "fur", "uber", "unter", "vor", "ohne",
    ],
    whom: &[
        "sie", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihnen", "du", "dein", "deine", "deinen",
        "dir", "dich",
    ],
};

/// What brings a benefit, and what is made of data: they may end.
const MEANS: &[&str] = &[
    "mail",
    "mails",
    "sms",
    "nachricht",
    "nachrichten",
    "brief",
    "briefe",
    "anruf",
    "anrufe",
    "hinweis",
    "hinweise",
    "erinnerung",
    "erinnerungen",
    "warnung",
    "warnungen",
    "tipp",
    "tipps",
    "liste",
    "vorschlag",
    "daten",
    "angaben",
    "schatzung",
    "antwort",
    "antworten",
    "name",
    "nummer",
    "adresse",
    "fragen",
    "zettel",
    "meldung",
    "meldungen",
    "push",
    "newsletter",
    "auswertung",
    "knopf",
    "zeile",
    "seite",
    "protokoll",
    "eintrag",
    "verlauf",
    "auswahl",
    "vorauswahl",
    "empfehlung",
    "empfehlungen",
    "zusendung",
    "gruss",
    "titel",
    "vergleich",
    "ubersicht",
    "uberblick",
    "bericht",
    "vorhersage",
    "ausblick",
    "kaufe",
    "einkaufe",
    "information",
    "informationen",
    "info",
    "infos",
    "benachrichtigung",
    "benachrichtigungen",
    "rundbrief",
    "rundmail",
    "suche",
    "uberprufung",
    "kalender",
];

/// Who does what the data is used for.
const DOERS: &[&str] = &["niemand", "nichts", "computer", "app", "zahler", "schloss"];

/// Words that are in any text.
const EMPTY: &[&str] = &[
    "ein", "eines", "unser", "unsere", "unseren", "damit", "daran", "dass", "sein", "dafur",
    "ihre", "ihren", "ihrer", "ihrem", "ihres", "ihnen", "eine", "einen", "einem", "einer", "dies",
    "diese", "dieser", "dieses", "dann", "nicht", "kein", "keine", "keinen", "mehr", "wenn",
    "noch", "nach", "auch", "sich", "sind", "wird", "werden", "haben", "oder", "nur", "alle",
    "allen", "jede", "jeden", "jeder", "jedes", "uber", "wann", "welche", "welches", "welchen",
    "darf", "durfen", "konnen", "kann", "wurde", "dem", "den", "der", "die", "das", "und", "fur",
    "mit", "von", "vom", "zum", "zur", "aus", "bei", "bis", "als", "wie", "was", "wer", "wir",
    "sie", "uns", "hat", "ist", "tag", "tage", "tagen", "woche", "monat", "monate", "jahr",
    "jahre", "drei", "zwei", "sechs", "uhr", "euro", "immer", "wieder", "schon", "etwas", "dort",
    "hier", "ihr", "dein", "deine", "deinen", "deiner", "deinem", "deines", "euer", "eure", "euch",
    "ihm", "ihn", "man", "habe", "hast", "habt", "hatte", "hatten", "sei", "war", "waren",
    "wurden", "worden", "soll", "sollen", "sollte", "muss", "mussen", "will", "wollen", "mal",
    "sehr", "ganz", "viel", "viele", "andere", "anderen", "anderer", "anderes", "selbst", "weil",
    "dazu", "dabei", "davon", "daraus", "darauf", "daruber", "darum", "dahin", "also", "aber",
    "denn", "doch", "sondern", "sowie", "ohne", "gegen", "durch", "unter", "zwischen", "seit",
    "wegen", "statt", "beim", "ins", "vor", "jetzt", "heute", "gibt", "geben", "eins", "sobald",
    "bevor", "solange", "falls", "welcher", "sonst", "etwa", "unserer", "unserem", "unseres",
    "jedem", "allem", "beide", "beiden", "meist", "stets", "per", "pro", "rund", "mich", "mir",
    "dir", "dich", "vier", "funf", "sieben", "acht", "neun", "zehn", "stunde", "stunden",
    "minuten", "morgen", "abend", "mochten", "lassen",
];

/// What its subject is decides.
static SUBJECT: Lexicon = Lexicon::new(
    &[
        "wird|werden|wurde|ist|sind ~6 gestrichen|gesperrt|gekundigt|entzogen|genommen|weggenommen|gekurzt|abgeschaltet|eingeschrankt|begrenzt|gedrosselt|stillgelegt|storniert|zuruckgestuft|herabgestuft|halbiert|vergeben|aufgehoben|verweigert|abgelehnt|eingezogen|eingefroren|verschoben|zuruckgesetzt|hinfallig|hin|dahin|tabu|futsch|passe|ungultig|wertlos|weg|verloren|verfallen|vorbei|aufgelost|gesenkt|eingeschrankt|entwertet|blockiert|geschlossen|gestoppt|gekappt|verkurzt",
        "entfallt|entfallen|endet|enden|erlischt|erloschen|verfallt|verfallen|halbiert|halbieren|sinkt|sinken|schrumpft|schrumpfen",
        "lauft|laufen ~4 aus|ab$",
        "fallt|fallen ~3 weg|aus|flach",
        "hort|horen ~2 auf",
        "geht|gehen ~2 verloren",
        "zahlt|zahlen ~4 nicht|kein* ~1 mehr|langer",
        "gilt|gelten ~1 nicht$",
    ],
    &[
        "bis|wenn|sobald|solange|bevor|nachdem|falls ~6 endet|enden|erlischt|ablauft|verfallt|ist|sind|wird",
        "lauft|laufen ~4 weiter",
        "nicht|kein*|keine mehr|langer|weniger ~2 als",
        // Who uses the data may stop.
        "wir ~2 horen ~4 auf",
        "horen wir ~4 auf",
        "sie ~3 beenden",
        // What is not counted in any more is data.
        "zahlt|zahlen ~4 nicht|kein* ~1 mehr|langer ~1 mit",
    ],
);

/// What its object is decides.
static OBJECT: Lexicon = Lexicon::new(
    &[
        "wir|die|der ~1 streichen|sperren|kundigen|kurzen|entziehen|drosseln|stornieren|schliessen|halbieren|nehmen|heben|senken|erhohen|begrenzen|verschieben|stoppen ~1 ihr*|dein*|den|die|das|alle _",
        "und|samt ~4 gleich|ebenso|auch|ebenfalls mit|weg|$",
        "verlieren|verliert|verlierst ~3 ihr*|dein*|den|die|das|alle _",
    ],
    &[],
);

/// Whoever writes, looks or reckons no more only stops what the yes was for.
pub(super) const THEN_NO_MORE: &str = "dann|danach|kunftig|fortan|sonst ~1 schreib*|meld*|ruf*|frag*|erinner*|schau*|seh*|les*|merk*|such*|wahl*|rechn*|vergleich*|wert*|beobacht*|pruf*|hor*|nutz*|verwend*|stell*|bericht* ~1 ich|wir|er|niemand|frau|herr ~6 nicht|kein*|keine|nichts ~1 mehr|langer|$";
/// The same, the other way round.
pub(super) const NO_MORE_THEN: &str = "ich|wir|er|niemand ~1 schreib*|meld*|ruf*|frag*|erinner*|schau*|seh*|les*|merk*|such*|wahl*|rechn*|vergleich*|wert*|beobacht*|pruf*|hor*|nutz*|verwend*|stell*|bericht* ~3 dann|danach|kunftig ~4 nicht|kein*|keine|nichts ~1 mehr|langer|$";

/// Something that was done is not done any more, or cannot be.
static NEGATED: Lexicon = Lexicon::new(
    &[
        "nehmen|nimmst|nimmt ~5 nicht|kein* ~1 mehr|langer ~1 teil",
        "konnen|kann|konnt|durfen|darf ~5 nicht|kein*|keine ~3 @tun",
        "konnen|kann|durfen|darf ~4 nicht|kein* ~1 mehr|langer",
        "dann|kunftig|fortan|sonst ~6 nicht|kein*|keine",
        "nicht|kein*|keine ~4 dann|kunftig|sonst ~2 _",
        "nehm*|nimmt ~5 nicht|kein*|keine ~1 mehr|langer",
    ],
    &[
        THEN_NO_MORE,
        NO_MORE_THEN,
        "nehm*|nimmt ~5 nicht|kein*|keine ~1 mehr|langer ~2 an|entgegen|zuruck|mit",
        "neue|neuen|neuer|weitere|weiteren|kunftige ~1 _ nehm* ~3 nicht|kein* ~1 mehr|langer",
    ],
);

/// It costs something, comes later, is less or is for others, whatever it is.
static OTHER: Lexicon = Lexicon::new(
    &[
        "ihr*|dein* ~2 _ geben|vergeben|streichen|loschen wir ~2 weiter|ab|frei|auf|neu|anderweitig|$",
        "# tagen|tage|stunden|wochen|minuten|monaten|monate ~2 statt|nicht|anstatt ~2 #",
        // Who bears it.
        "tragen|tragst|tragt|ubernehmen|zahlen ~2 sie|du|ihr ~3 kosten|risiko|schaden|porto|gefahr",
        "sie|du ~1 tragen|tragst|ubernehmen ~4 kosten|risiko|schaden|porto|gefahr",
        "auf|zu ~2 eigene|eigenes|eigenen|ihre|ihren|ihr ~1 kosten|risiko|gefahr|lasten|faust",
        // What somebody is made to be, or to do.
        "sie|du ~2 wechseln|rutschen|rucken|fallen|wechselst|rutschst|kommen|landen ~4 in|auf|hinter|zum|zur|ans ~3 tarif*|stufe|ende|gruppe|hoher*|standard*|basis*|grund*|hinten|teurer*",
        "ihr|ihre|dein|deine ~2 ruckt|rutscht|fallt|wandert|sinkt ~3 hinter|ans|auf|in|nach ~1 _",
        "mussen|musst|muss ~7 freigeben|vorlegen|bezahlen|zahlen|kommen|anrufen|abholen|unterschreiben|beantragen|warten|hinterlegen|nachweisen|vorbeikommen|bestatigen|ausfullen|einreichen|mitbringen|anstehen|kaufen|zuruckgeben|erscheinen|stellen|belegen|begrunden",
        "holen|bringen|zahlen|kommen|geben|melden ~4 bitte ~3 innerhalb|binnen|bis|sofort|personlich",
        "dann|sonst|nun|kunftig ~3 innerhalb|binnen",
        "nur ~1 noch|mehr ~1 am|im|auf|in|mit|per|fur|gegen|zu|von|bis|#|montags|werktags",
        "nur ~1 am|im|auf|per|gegen ~1 schalter|filiale|einem|papier|bargeld|vorlage|voranmeldung|termin|#|ein",
        "nicht ~1 mehr|langer ~1 frei|kostenlos|gratis|enthalten|gultig|inbegriffen|versichert|gedeckt|moglich|verfugbar|garantiert|erstattet|ersetzt|angenommen|bearbeitet",
        "liefer*|reparier*|helf*|erstatt*|ersetz*|berat*|reservier*|garantier*|bedien*|offn*|tausch*|leih*|versicher*|haft*|antwort*|bearbeit* ~5 nicht|kein* ~1 mehr|langer",
        "nehm*|nimmt ~5 nicht|kein*|keine ~1 mehr|langer ~2 an|entgegen|zuruck|mit",
        "fangt|fangen|beginnt|beginnen|startet|zahlt|zahlen ~3 wieder|neu|erneut ~3 null|vorn|vorne|anfang",
        "bei|auf null",
        "gilt|gelten ~4 nicht|kein* ~1 mehr|langer",
        "gilt|gelten ~1 ohne ~3 nicht",
        "fur|von ~1 @kunde ~1 auf|mit|ohne|die ~3 _",
        // What it costs.
        "berechnen|verlangen|erheben|kassieren|berechnet|verlangt|erhebt ~4 £|gebuhr*|pfand|pauschale|#",
        "gegen ~3 pfand|gebuhr|aufpreis|kaution|vorkasse|aufschlag|zuschlag",
        "kaution|vorkasse|vorauskasse|abschlag|vorauszahlung|mahngebuhr|strafgebuhr|zusatzgebuhr|nachgebuhr|bearbeitungsgebuhr ~6 _",
        "im voraus",
        "macht|sind ~1 £",
        "behalten|behalt|ziehen|zieht|halten ~6 halfte|drittel|viertel|# ~2 ein|ab|zuruck",
        "preis|preise|tarif|satz ~1 fur|der fremde|gaste|aussenstehende|nicht*",
        "ihr*|dein* ~2 platz|termin|bett|tisch|zimmer|sitz ~5 frei|vergeben|weiter|anderen|andere|nachste|nachsten",
        "oder # ~1 ohne|wenn|sonst",
        "kostet|kosten|zahlen ~2 dann|danach|sonst|kunftig|ohne ~4 _",
        "ohne ~6 £",
        // When it comes, and after whom.
        "hinter|nach ~1 die|den|allen|alle anderen|andere|ubrigen|restlichen",
        "zuerst|vorrangig|bevorzugt|vorher ~3 an|bei|fur|von ~2 @kunde|die|denen|allen",
        "gehen|geht ~2 zuerst|vorrangig|bevorzugt",
        "zuerst|erst|zunachst ~2 die|alle anderen|ubrigen|restlichen",
        "die|alle anderen|ubrigen|restlichen ~3 zuerst|eher|fruher|vorher|vor ~1 ihnen|dir|dran|$",
        "wartet|warten ~5 im|am|in|bis|langer|drau*|vor",
        "dauert|dauern|braucht ~3 dann|sonst|ohne ~4 _",
        "# ~1 tage|tagen|wochen|stunden ~1 spater|langer",
        "spater|schlechter|weniger|langsamer|seltener|hoher|teurer ~1 als ~2 _",
        "auf ~1 einfach|basis|standard|niedrig|sparsam|klein|null|minimum ~1 gestellt|gesetzt|geschaltet|umgestellt|begrenzt|gesenkt",
        "verspatet|verzogert|verzogerung|zeitversetzt",
        // How little, how badly.
        "nur ~2 fur|an|von ~3 @kunde|die|denen|jene|alle ~2 mit|die|der|welche",
        "lauft|kommt|sehen|horen|zwischen|mit ~5 werbung|werbespots|reklame|anzeigen",
        "halb so|nur halb|halfte ~2 _",
        "niedriger*|geringer*|schlechter*|langsamer*|kleiner* ~1 stufe|qualitat|tarif|limit|zins*|tempo|geschwindigkeit|auflosung|prioritat|leistung|rang",
        "auf|zur|um die ~1 halfte",
        "erfahren|erfahrt|sieht|sehen ~2 dass ~4 ausgeschaltet|abgelehnt|widersprochen|nein",
    ],
    &[
        "kein*|keine|ohne ~2 werbung|pfand|kaution|gebuhr|verzogerung|anzeigen",
        // A measure beside another one, and no end.
        "nicht|kein*|keine mehr|langer|weniger ~2 als",
        "mussen|muss ~2 nicht|nichts|kein*",
        "auch|sogar|oder|und ohne",
        "mit ~3 oder ohne",
        "nach ~1 den|allen anderen kursen",
        // Who takes part no more loses what she took part in, which may be the exchange's own.
        "nehmen|nimmst|nimmt ~5 nicht|kein* ~1 mehr|langer ~1 teil",
    ],
);

/// Begins a condition that can name the benefit.
static HANGS: Lexicon = Lexicon::new(
    &[
        "ohne|wenn|falls|sofern|solange|wer",
        "nur ~1 mit|fur|bei|wenn|solange",
        "@kunde|haushalte|konten|fahrgaste|leute ~1 mit|ohne",
    ],
    &[
        "auch|sogar|oder|und|ob ohne",
        "auch fur|mit ~3 ohne|oder",
        "mit ~3 oder ohne",
        "auch|sogar ~3 @kunde|haushalte|konten|leute ohne|mit",
    ],
);

/// Names the switch itself.
static SWITCHED: Lexicon = Lexicon::new(
    &[
        "wer|die|der|denen|falls|wenn ~5 zustimm*|zugestimmt|abgelehnt|ablehn*|ausgeschaltet|ausschalt*|widerspr*|eingeschaltet|eingewilligt|abgestellt",
        "£ ohne",
        "solange ~4 an|ein|eingeschaltet|aktiv|lauft$",
    ],
    &["ob ~4 oder nicht", "wieder einschalt*"],
);
