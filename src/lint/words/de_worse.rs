//! German words for what gets worse after a no, and for a way out that is harder than the way in (L-E1).
//!
//! The shapes are those of the English tables: GDPR recitals 42 and 43, Article 7(3), and EDPB
//! Guidelines 05/2020, paragraphs 46 to 48.

use super::de_effects::{NO_MORE_THEN, THEN_NO_MORE};
use super::{NONE, Worse};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

pub(super) static TABLES: Worse = Worse {
    condition: &CONDITION,
    certain: &[&WORSENING],
    bare: &BARE,
    apart: &APART,
    weaker: &WEAKER,
    priced: &NONE,
    change: &NONE,
    effects: Some(&super::de_effects::EFFECTS),
    alike: &ALIKE,
    steady: &STEADY,
    taken: &TAKEN,
    obstacle: &OBSTACLE,
    message: Says::Worse,
    taken_message: Says::PriceOfElse,
    obstacle_message: Says::HardToLeave,
    keep: Instead::KeepTheRest,
    same: Instead::SameForAll,
    leave: Instead::OneClick,
};

static CONDITION: Lexicon = Lexicon::new(
    &[
        "oder|sonst|andernfalls|ansonsten ~2 sie|du|wir|ihr|ihre|dein|deine|das|die|der|es",
        "ohne ~3 zustimmung|einwilligung|erlaubnis|freigabe|ja|daten|das|dies|diese|sms|mail",
        "wer ~4 nicht|kein*|ablehnt|widerspricht|nein|ausschaltet|verzichtet",
        "wenn|falls|sobald|sollten ~5 nicht|nein|ablehn*|ausschalt*|abschalt*|widersprech*|widerruf*",
        "bei ~1 ablehnung|widerspruch|widerruf|nein|verweigerung",
        "nur ~2 wer|wenn|mit|fur ~5 zustimm*|erlaub*|ja|teil*|mitmach*|freigeb*|freigab*",
    ],
    &[],
);

/// What belongs to somebody is lost, closed or dearer.
static WORSENING: Lexicon = Lexicon::new(
    &[
        "@konto ~6 @weg",
        "@weg ~4 ihr*|dein*|alle ~2 @konto",
        "verlier*|verwirk*|einbuss* ~4 @konto|anspruch|rechte|alles|vorteile",
        "prei*|gebuhr*|tarif*|beitrag|beitrage|miete|zinssatz|rate|kosten ~4 steig*|hoher*|erhoh*|teurer|verdoppel*|klettert|klettern|anheben",
        "hoher*|zusatzlich*|doppelt*|dreifach* ~1 prei*|gebuhr*|kosten|beitrag|tarif|pfand|versand*",
        "gebuhr|gebuhren|aufpreis|zuschlag|aufschlag|strafe|pauschale ~5 fallt|fallen|kommt|kommen|erhoben|fallig|berechnet|verlangt|dazu|hinzu",
        "# ?prozent|euro|cent|franken ~1 mehr|teurer|aufschlag|zuschlag|zusatzlich",
        "zahl*|bezahl* ~4 mehr|doppelt|drauf|aufpreis|zuschlag|extra",
        "kostet|kosten ~4 extra|mehr|zusatzlich|aufpreis|teurer",
        "vollen|voller|volle ~1 preis",
        // "Du zahlst dann den Ladenpreis".
        "zahl*|bezahl* ~1 sie|du|dann|kunftig|danach|fortan|wieder ~4 *preis|*tarif|*satz|*gebuhr",
        "kostet|kosten ~2 dann|kunftig|danach|fortan|wieder ~5 £|*preis",
        "@konto|@dienst ~4 nicht ~1 mehr|langer ~2 moglich|gultig|verfugbar|garantiert|kostenlos|gratis|frei|enthalten|inklusive|versichert|gedeckt|angenommen|bearbeitet|$",
        "schliesst|sperrt|kundigt|storniert ~2 ihr*|dein* ~2 konto|kundenkonto|karte|vertrag|abo|mitgliedschaft|buchung|buchungen|bestellung|reservierung|zugang|gutschein",
        "fahrt|fahren|startet|starten|spielt|spielen|liefern ~2 ohne dich|euch|sie$",
        "kannst|darfst ~5 nicht|kein*|keine ~2 mehr|langer ~3 @tun",
        "konnen|kann|konnt|durfen|darf ~5 nicht|kein*|keine ~2 mehr|langer ~3 @tun",
        "langere|langer|mehr|lange ~2 wartezeit*|lieferzeit*|schlange*|warteschlange*",
        "wartezeit*|lieferzeit* ~3 verlanger*|langer|steig*|verdoppel*",
        "nicht ~1 mehr ~1 erstattet|ersetzt|zuruckgezahlt|ausgezahlt|anerkannt|eingelost|geoffnet|geliefert",
        "# ~1 statt|anstatt|anstelle ~1 #",
        "ein|eine|einen|einem|einer ~1 statt|anstatt ~1 #",
        "# ~1 statt|anstatt ein|eine|einen|einem|einer",
        "*punkte|*guthaben|*bonus|*pramie|gutschrift ~4 abgezogen|zuruckgefordert|zuruckgebucht|abgebucht|entfernt|zuruckgenommen|verschwinden|weg|zuruck",
        "ziehen|zieht|buchen|fordern|holen|nehmen ~1 wir ~5 ab|zuruck|weg$",
        "zuruckgestuft|herabgestuft|heruntergestuft|gedrosselt|benachteiligt|abgewertet",
        "fallt|sinkt|rutscht|fallen|sinken ~5 bronze|silber|basis*|standard*|null|stufe|zuruck",
        "drosseln|kurzen|sperren|kundigen|streichen|stornieren ~3 ihr*|dein*|den|die|das",
    ],
    &[
        "kein*|keine ~2 mails|sms|nachrichten|briefe|anrufe|vorschlage|tipps|warnung*|erinnerung* ~1 mehr",
        "konnen|kann|durfen ~4 jederzeit|weiter|weiterhin",
        "zahl* nicht|nichts ~1 mehr",
    ],
);

/// Somebody comes after others, or loses what she has already.
static BARE: Lexicon = Lexicon::new(
    &[
        "was|alles|restlich*|ubrig*|offen*|nicht ~3 ubrig|ubrige|offen|guthaben|punkte|eingelost|verbraucht ~4 verfallt|verfallen|weg|erlischt|verloren",
        "streichen|nehmen|loschen|entfernen|werfen ~1 sie|dich ~2 liste|warteliste|gruppe|verteiler|mannschaft|verlosung",
        "sie|du ~2 von|aus ~1 der|dem ~1 liste|warteliste|gruppe ~1 gestrichen|genommen|geloscht|entfernt",
        "ende|schluss|hinten ~2 der|auf|in|an ~2 warte*|schlange|liste|reihe",
        "kommt|kommen|werden|wird|stehen|steht|rucken|ruckt|rutscht|rutschen|sind|ist ~5 spater|zuletzt|hinten|nachrangig|langsamer|nachgelagert|danach ~2 dran|bedient|bearbeitet|beantwortet|geliefert|verschickt|beraten|behandelt|an|reihe|$",
        "vor|nach|hinter ~1 allen|denen|den|anderen|denjenigen|jenen|kund*|gast*|patient* ~2 die|anderen|zugestimmt|dran|mit",
        "zuerst|bevorzugt|vorrang|vorrangig|vorher|zunachst|fruher ~6 wer|denen|alle|die|jene ~4 zustimm*|zugestimmt|erlaub*|teil*|mitmach*|eingeschaltet|ja",
        "wer ~4 zustimm*|zugestimmt|erlaubt|teilt|mitmacht|eingeschaltet|ja ~6 zuerst|bevorzugt|vorrang|vorher|fruher|schneller",
        "haben|hat|bekommen|bekommt|geniessen vorrang",
    ],
    &[],
);

/// Those who say no are told from the others: what follows has to say that they fare the same.
static APART: Lexicon = Lexicon::new(
    &[
        "@kunde ~2 ohne ~1 _",
        "@kunde ~1 die|der|deren ~4 nicht|kein*|ablehnen|widersprechen|widersprochen|abgelehnt|verweigern ~1 _",
        "wer ~4 nicht|kein*|ablehnt|widerspricht|verweigert|nein ~1 _",
    ],
    &[
        "auch|sogar|oder|und ohne",
        "wer ~1 zuerst|mochte",
        // Of what somebody cannot or does not do, and nothing of an answer.
        "wer|die|der|denen ~1 nicht ~1 selbst|selber|kommt|kommen|kann|konnen|da|lesen|fahrt|punktlich|hort|sieht|zahlt|online|fertig|dort|arbeitet|wohnt|mehr",
        "wer|die|der ~1 kein|keine|keinen ~1 auto|handy|internet|zeit|smartphone|drucker|karte|computer|mail|mailadresse",
    ],
);

/// Something is less good, unless the sentence says that it is as it was, or so for everybody.
static WEAKER: Lexicon = Lexicon::new(
    &[
        "ohne ~4 zustimmung|einwilligung|erlaubnis|freigabe|ja|sms|mail|daten|diese|dies|das|app ~8 kostet|kosten|zahlen|warten|dauert|dauern|spater|langsamer|nicht|kein*|keine|nur|muss|mussen|teurer|endet|erlischt|verfallt|entfallt",
        "ohne ~3 zustimmung|einwilligung|erlaubnis|freigabe|ja|einverstandnis ~6 _",
        "@kunde ~2 ohne ~2 zustimmung|einwilligung|erlaubnis|freigabe|ja|dies|das|diese|einverstandnis ~6 _",
        "£ ~2 statt|anstatt|anstelle ~2 £|#",
        "dann|nun|kunftig|sonst ~3 £",
        "als letzte|letzter|letztes",
        "dann|danach|sonst|kunftig|ansonsten|andernfalls ~5 kostet|kosten|zahlen|berechnen|verlangen ~4 #|£|gebuhr*|voll*",
        "kostet|kosten|zahlen|berechnen|verlangen ~2 dann|danach|sonst|kunftig|ansonsten|wieder ~4 #|£|gebuhr*|voll*",
        "dann|danach|sonst|kunftig|nur|noch ~6 nicht ~1 mehr|langer ~3 moglich|@tun|$",
        "nur noch|mehr ~4 #|grund*|basis*|standard*|eingeschrankt*|per|montag*|werktag*|vor|mit|gegen|in|auf",
        "langsamer|seltener|schlechter*|kurzer*|weniger|geringer*|kleiner* ~3 als|@konto|@dienst|bedient|geliefert|bearbeitet",
        "dauert|dauern|wartet|warten ~3 langer|#|mehr",
        "spater|zuletzt|hinten ~2 dran|bedient|geliefert|bearbeitet|beantwortet",
        "nur ~2 fur ~4 die|kund*|mitglied*|gast*|alle ~4 zustimm*|zugestimmt|erlaub*|teilen|mitmach*|eingeschaltet",
        "gegen ~2 gebuhr|aufpreis|zuschlag|bezahlung",
        "anders|einfacher|schlichter|kleiner|enger* ~1 platz|zimmer|tisch|sitz|raum|wagen",
    ],
    &[
        "ohne ~1 warten|anstehen|grund|kosten|gebuhr|fragen|bargeld",
        "wer ~1 zuerst|mochte|will|sonst",
        "auch|sogar|oder|und ohne",
        THEN_NO_MORE,
        NO_MORE_THEN,
    ],
);

static ALIKE: Lexicon = Lexicon::new(
    &[
        "fur ~1 alle|jeden|jede|beide",
        "auch ~1 fur|ohne",
        "vertrag|gesetz|satzung|hausordnung|tarif|aushang|schild|liste ~2 steht|sagt|will|verlangt|regelt|vorsieht",
        "steht ~2 im|in|am|auf vertrag|gesetz|schild|ticket|satzung|der|dem",
        "wie|laut ~2 vertrag|gesetz|satzung|aushang|schild",
        "nicht|nichts ~2 andert|andern|verandert|daran",
        "andert|andern ~4 nicht|nichts",
        "wie|so ~2 alle|immer|bisher|zuvor|vorher|sonst|fruher|jetzt|heute|ublich|andere|anderen|jeder",
        "mit ~3 oder|und ohne|papier",
        "ob ~5 oder nicht",
        "weder ~6 noch",
    ],
    &[],
);

static STEADY: Lexicon = Lexicon::new(
    &[
        "gleich*|unverandert|weiter|weiterhin|trotzdem|genauso|ebenso|dasselbe|denselben|dieselbe*|selben|selbe|bleib*",
    ],
    &[
        "gleich ~1 danach|darauf|nach|mit",
        "bis auf weiteres",
        // What stays away does not stay.
        "bleib* ~2 aus|weg|fern",
    ],
);

static TAKEN: Lexicon = Lexicon::new(
    &[
        "mussen|musst|muss|sollten ~6 zustimmen|erlauben|freigeben|einwilligen|einschalten|ja ~6",
        "nur|lediglich|ausschliesslich ~1 wer ~1 teilt|zustimmt|erlaubt|mitmacht|freigibt|einwilligt ~2 _",
        "nur|lediglich|ausschliesslich ~2 wer|kund*|mitglied*|gast*|gaste|patient*|die|personen ~3 zustimm*|erlaub*|teilen|mitmach*|einwillig*|zugestimmt",
        "nur ~3 wer|wenn|nach|mit ~5 zustimm*|erlaub*|einwillig*|freigab*|ja|freigeb* ~6 @konto|@dienst|nutzen|bestellen|kaufen",
        "@konto|@dienst ~4 nur ~3 wer|wenn|nach|mit|fur ~4 zustimm*|erlaub*|einwillig*|freigab*|ja|freigeb*|teil*|mitmach*",
        "voraussetzung|bedingung|pflicht|erforderlich|notwendig ~2 fur|um|ist ~5 @konto|@dienst|bestell*|kauf|nutzung|teilnahme|zugang",
        "um ~6 zu behalten|nutzen|bestellen|kaufen|verlieren|bleiben ~4 zustimm*|erlaub*|einwillig*|freigeb*",
        // Nothing is sold, booked or opened to whoever leaves it off.
        "zum|fur|um ~3 bestellen|bestellung|bestellungen|kaufen|einkaufen|kauf|bezahlen|buchen|buchung|anmelden|einloggen|kasse|umtausch ~5 muss|mussen|musst|brauchen|brauchst|braucht ~2 dies|das|es|diese|diesen|schalter ~2 eingeschaltet|aktiviert|aktiv|einschalten|anschalten|aktivieren|anlassen",
        "bestellen|bestellungen|kaufen|bezahlen|buchen|einloggen ~5 nur ~3 wenn|solange|mit ~3 dies|das|es|diese|dieser ~3 eingeschaltet|aktiv|aktiviert|eingeschaltetem",
        "bestellen|bestellungen|kaufen|bezahlen|buchen|einloggen ~5 nur ~3 wenn|solange ~2 dies|das|es ~1 an ist|bleibt",
        "dies|das|es ~1 muss ~3 eingeschaltet|aktiviert|aktiv ~2 sein|bleiben ~4 bestell*|kauf*|bezahl*|buch*|anmeld*",
    ],
    &[],
);

static OBSTACLE: Lexicon = Lexicon::new(
    &[
        "zum|um|wer|wenn|fur ~4 ausschalten|auszuschalten|auszusteigen|aussteigen|abzumelden|abzubestellen|abschalten|abmelden|abbestellen|beenden|widerruf*|kundig*|austritt|austreten|loschen|aufhoren|stoppen|ausschaltet|abbestellung|abmeldung ~8 brief|fax|formular|antrag|unterschrift|unterschrieben*|einschreiben|filiale|hotline|rufen|anrufen|ruft|telefonisch|schriftlich*|personlich|ausweis*|post|schreiben|kommen|vorbei|begrund*",
        "brief|fax|formular|antrag|einschreiben|anruf|ausweiskopie|ausweis|kopie ~6 ausschalten|abmelden|abbestellen|widerruf*|kundig*|beenden|abschalten|loschen",
        "schriftlich*|einschreiben|fax",
        "endet|enden|hort|horen|stoppt|stoppen|loschen|beenden ~3 nachdem|sobald|erst|wenn ~1 sie|du ~7 unterschrieben|unterschreiben|geschrieben|angerufen|vorgesprochen|eingereicht|beantragt|gefaxt|begrundet|nachgewiesen|vorgelegt|personlich",
        "nur ~3 telefonisch|schriftlich|personlich|filiale|montags|brief|post|hotline",
        "kundigungsfrist|mindestlaufzeit|bearbeitungsgebuhr|austrittsgebuhr",
        "frist von",
        "# ~1 wochen|monate|monaten frist",
        "frist ~2 von|betragt ~1 # ~1 wochen|monate|tage|monaten|tagen",
        "dauert|braucht|benotigt ~3 # ~1 wochen|monate ~4 bis|wir|aufhoren|endet|$",
        "kann|konnen|lasst ~4 nicht ~3 ruckgangig|widerrufen|zurucknehmen|mehr ~1 ausschalten|andern",
        "entscheidung|wahl|antwort|ja|zustimmung ~3 endgultig|unwiderruflich*|unumkehrbar|bindend",
        "nennen|sagen|geben|begrunden ~2 sie ~2 uns|bitte ~4 grund|grunde|warum|weshalb",
        "fruhestens ~3 # ~1 wochen|monate*|jahr*",
    ],
    &[
        "ohne ~3 brief|anruf|grund|frist",
        "kein* ~3 brief|anruf|grund|frist|formular",
    ],
);
