//! Phrases of a yes that nobody gave and a no that nobody hears, in the three languages: consent that is read out of
//! something else (L-N1), a smaller yes in place of the no (L-S2), a use that goes on after a no (L-E1), data that is
//! kept all the same (L-T1), a no that ends by itself or is asked for again at each visit (L-A1), and a way out by
//! telephone or letter (L-E1).
//!
//! From GDPR Articles 4(11), 7(2), 7(3) and 13(1)(e), DSA Article 25(3), EDPB Guidelines 05/2020, paragraphs 75 to 89
//! and 112 to 118, EDPB Guidelines 03/2022, and CPRA regulations, § 7004.

use super::flat::{AFTER, Flat, Thing, flat};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const NO: Roles = Roles::of(&[Role::Refuse]);
const LASTS: Roles = Roles::of(&[Role::IfOff, Role::Stays, Role::Retention]);
const AGAIN: Roles = Roles::of(&[Role::Use, Role::IfOff, Role::Stays]);
const TELLS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
    Role::Retention,
]);

/// Whoever goes on with something else is said to agree.
const fn presumes(lexicon: Lexicon) -> Flat {
    let (says, ask) = (Says::TakenForGranted, Instead::AskPlainly);
    flat(Rule::Straight, TELLS, lexicon, says, ask, Thing::Any)
}

/// A smaller yes where the no belongs.
const fn half_yes(lexicon: Lexicon) -> Flat {
    let (says, plain) = (Says::NotANo, Instead::OfferPlainNo);
    flat(Rule::PlainNo, NO, lexicon, says, plain, Thing::Any)
}

/// The use goes on after a no.
const fn unheard(lexicon: Lexicon) -> Flat {
    let (says, stop) = (Says::GoesOn, Instead::OneClick);
    flat(Rule::NoDetriment, TELLS, lexicon, says, stop, Thing::Any)
}

/// The use goes on after a no for another end.
const fn serves_on(lexicon: Lexicon) -> Flat {
    let (says, stop) = (Says::GoesOn, Instead::OneClick);
    flat(Rule::NoDetriment, AFTER, lexicon, says, stop, Thing::Any)
}

/// Data that somebody wants deleted is kept.
const fn keeps(lexicon: Lexicon) -> Flat {
    let (says, time) = (Says::GoesOn, Instead::SayTime);
    flat(Rule::Named, LASTS, lexicon, says, time, Thing::Any)
}

/// A no that ends by itself.
const fn pauses(lexicon: Lexicon) -> Flat {
    let (says, lasts) = (Says::GoesOn, Instead::NoIsRemembered);
    flat(Rule::AskedOnce, AFTER, lexicon, says, lasts, Thing::Any)
}

/// The same question day by day.
const fn nags(lexicon: Lexicon) -> Flat {
    let (says, lasts) = (Says::AsksAgain, Instead::NoIsRemembered);
    flat(Rule::AskedOnce, AGAIN, lexicon, says, lasts, Thing::Any)
}

/// A way out by telephone, at hours, with a number.
const fn hinders(lexicon: Lexicon) -> Flat {
    let (says, click) = (Says::HardToLeave, Instead::OneClick);
    flat(Rule::NoDetriment, LASTS, lexicon, says, click, Thing::Any)
}

/// A way out that is written, signed and sent.
const fn in_writing(lexicon: Lexicon) -> Flat {
    let (says, click) = (Says::HardToLeave, Instead::OneClick);
    flat(Rule::NoDetriment, AFTER, lexicon, says, click, Thing::Any)
}

pub(super) static ENGLISH: [Flat; 9] = [
    presumes(Lexicon::new(
        &[
            "by|in|through ~1 continuing|carrying|keeping|using|shopping|browsing|ordering|staying|visiting|proceeding|scrolling|opening|logging|remaining|buying|paying ~8 you ~2 agree|agreeing|accept|accepting|consent|consenting|permit|acknowledge|agreed|consented",
            "if|when|while|whenever|as|once ~1 you|customers ~1 continue|carry|go|stay|shop|order|browse|visit|remain|buy|keep ~8 you|they ~2 agree|agreeing|accept|accepting|consent|consenting|agreed|consented",
            "whoever|anyone|everyone ?who|that ~1 shops|orders|stays|continues|visits|browses|buys|carries|goes|keeps ~6 agrees|accepts|consents|agreed|consented",
            "you ~1 agree|accept|consent ~3 by|when|whenever|as ~2 shop|shopping|order|ordering|browse|browsing|continue|continuing|stay|staying|visit|visiting",
            "use|visit|order|purchase|silence|basket|shopping|stay ~4 means|implies|signals|shows|tells ~2 you ~1 agree|agreed|consent|accept|accepted|consented",
            "take|takes|treat|treats|read|reads|count|counts|counted|taken|treated|regard|see ~5 as|for ~1 a|your|as ~1 yes|consent|agreement|permission|approval|acceptance",
        ],
        &["if|when|once you ~1 *ed|say|said|tap|click|choose ~4 as|for ~2 yes|consent|permission"],
    )),
    half_yes(Lexicon::new(
        &[
            "accept|allow|agree|approve|permit|enable|yes ~2 selected|selection|chosen|necessary|essential|essentials|basic|basics|some|few|part|partly|less|minimum|required|limited",
            "^only|just selected|necessary|essential|basic|some|part|required",
        ],
        &["^don't|not|no|never"],
    )),
    unheard(Lexicon::new(
        &[
            "even|also|still if|when|though|after|once|where ~5 no|refuse|refused|refusing|decline|declined|off|object|objected|opt|opted|withdraw|withdrew|withdrawn|reject|rejected|disagree|disagreed|unsubscribe|unsubscribed|revoke|revoked ~4 go|goes|keep|keeps|continue|continues|carry|carries|continued ~2 using|reading|analysing|analyzing|tracking|sharing|collecting|looking|picking|profiling|watching|recording|matching|studying|evaluating|processing|scanning|following|selling|guessing|mailing|emailing|texting|sending|storing",
            "even|also if|when|though|after|once|where ~5 no|refuse|refused|refusing|decline|declined|off|object|objected|opt|opted|withdraw|withdrew|withdrawn|reject|rejected|disagree|disagreed|unsubscribe|unsubscribed|revoke|revoked ~5 still|anyway|nevertheless|nonetheless ~1 use|uses|read|reads|analyse|analyses|analyze|track|tracks|share|shares|collect|collects|look|looks|pick|picks|profile|watch|watches|record|records|match|matches|study|studies|process|processes|scan|scans|follow|follows|sell|sells|guess|guesses",
            "even|also after ~2 no|refuse|refused|refusing|decline|declined|off|object|objected|opt|opted|withdraw|withdrew|withdrawn|reject|rejected|disagree|disagreed|unsubscribe|unsubscribed|revoke|revoked|refusal|objection|withdrawal|no ~5 still|go|keep|continue|carry ~2 using|reading|analysing|analyzing|tracking|sharing|collecting|looking|picking|profiling|watching|recording|matching|studying|evaluating|processing|scanning|following|selling|guessing|mailing|emailing|texting|sending|storing|use|uses|read|reads|analyse|analyses|analyze|track|tracks|share|shares|collect|collects|look|looks|pick|picks|profile|watch|watches|record|records|match|matches|study|studies|process|processes|scan|scans|follow|follows|sell|sells|guess|guesses",
            "go|goes|keep|keeps|continue|continues|carry|carries|still ~2 using|reading|analysing|analyzing|tracking|sharing|collecting|looking|picking|profiling|watching|recording|matching|studying|evaluating|processing|scanning|following|selling|guessing|mailing|emailing|texting|sending|storing ~8 even|regardless|whatever|anyway|although|despite",
            "whatever|however|no ~1 matter|you ~3 answer|choose|say|decide|tick ~4 use|uses|read|reads|analyse|analyses|analyze|track|tracks|share|shares|collect|collects|look|looks|pick|picks|profile|watch|watches|record|records|match|matches|study|studies|process|processes|scan|scans|follow|follows|sell|sells|guess|guesses|using|reading|analysing|analyzing|tracking|sharing|collecting|looking|picking|profiling|watching|recording|matching|studying|evaluating|processing|scanning|following|selling|guessing|mailing|emailing|texting|sending|storing",
            "despite|regardless ~1 of|your|a|the ~1 your|no|refusal|objection|answer|withdrawal ~6 use|uses|read|reads|analyse|analyses|analyze|track|tracks|share|shares|collect|collects|look|looks|pick|picks|profile|watch|watches|record|records|match|matches|study|studies|process|processes|scan|scans|follow|follows|sell|sells|guess|guesses|using|reading|analysing|analyzing|tracking|sharing|collecting|looking|picking|profiling|watching|recording|matching|studying|evaluating|processing|scanning|following|selling|guessing|mailing|emailing|texting|sending|storing",
            "stay|stays|remain|remains ~1 in use ~2 even|after|when|whatever",
            "*n't|not ~1 stop|stops|prevent|prevents|keep|keeps|end us|our|it|computer ~2 using|reading|analysing|analyzing|tracking|sharing|collecting|looking|picking|profiling|watching|recording|matching|studying|evaluating|processing|scanning|following|selling|guessing|mailing|emailing|texting|sending|storing",
            "no|refusal|objection|withdrawal has|changes|makes no|nothing ~1 effect|difference$|effect$|about",
        ],
        &[
            "@duty",
            "not|never|no|nothing|nobody ~2 regardless|whatever|even",
            "no|refusal ~1 has|changes|makes ~2 price|prices|points",
        ],
    )),
    serves_on(Lexicon::new(
        &[
            "go|goes|keep|keeps|continue|continues|carry|carries|still ~2 using|reading|sharing|showing|studying|use|uses|read|share ~8 for|to|in ~2 ads|ad|adverts|advertising|marketing|profiling|sales|promotions|campaigns",
        ],
        &["not|never|no|*n't ~2 go|keep|continue|carry|still"],
    )),
    keeps(Lexicon::new(
        &[
            "even|also ~1 after|if|when|though|once|where ~6 delete|deleted|deletion|erase|erased|erasure|removed|removal|forgotten|forget",
            "despite|regardless|whatever ~4 deletion|erasure|removal|delete|erase",
            "whether|no ~1 or|matter ~3 ask ~3 delete|deletion|erase|erasure|remove",
        ],
        &["@duty", "delete|deletes|erase|erases ~2 even|also"],
    )),
    pauses(Lexicon::new(
        &[
            "then|after|afterwards|thereafter|later ~5 start|starts|resume|resumes|restart|restarts|begin|begins ~1 again|anew|afresh|up|back|automatically|unless|until|$",
            "then|after|afterwards|thereafter|later ~4 come|comes|turn|turns|switch|switches|is|are ~2 back|again ~1 on|by|unless|automatically|$",
            "start|starts|resume|resumes|restart|restarts|return|returns|turn|turns|switch|switches|come|comes ~3 by ~1 itself|themselves",
            "start|starts|resume|resumes|restart|restarts|return|returns|turn|turns|switch|switches|come|comes ~2 automatically|unasked|unprompted",
            "turns|switches|turn|switch itself|themselves ~1 back|on|again",
            "pause|pauses|paused|pausing|rest|sleep ~1 for|only ~2 # ~1 @unit|fortnight|year",
            "off|stopped|silent|quiet ~1 for|only ~1 # ~1 @unit ~2 only|then|and ~3 again|back|on|resume|start|return",
        ],
        &[
            "you|we ~2 can|could|may|might ~3 start|pause|turn|switch|resume",
            "if|when|once|unless you ~2 turn|switch|start|want|like|choose",
            "again|back|on ~1 if|when|once ~1 you",
            "you ~1 start|turn|switch",
            "until you ~2 turn|switch|start",
        ],
    )),
    nags(Lexicon::new(
        &[
            "ask|asks|asking|prompt|prompts ~1 you ~1 again|anew ~2 every|each|whenever|daily ~1 _",
            "ask|asks|asking|prompt|prompts ~1 you ?again|this ~1 every|each|whenever ~1 time|visit|day|login|order|week|hour|morning",
            "ask|asks|asking|prompt|prompts ~1 you ~3 until ~1 you ~1 agree|allow|accept|say|change",
            "question|prompt|pop ~2 comes|returns|appears ~2 back|again|up ~1 every|each|daily",
        ],
        &[
            "before|how|what|which|whether ~4 every|each",
            "ask|asks how|what|which|where|when|about",
        ],
    )),
    hinders(Lexicon::new(
        &[
            "stop|stopping|leave|leaving|end|ending|cancel|cancelling|turn|opt|unsubscribe|withdraw|quit ~6 call|phone|ring|dial ~6 between|weekday|weekdays|hours|office|quote|number|hotline|line|monday|mornings|from|helpline",
            "quote|state|give|have|know ~2 your|the ~2 member|membership|customer|account|order|reference|contract|policy|client number|id|code|card",
        ],
        &[
            "or ~2 call|phone|ring|dial",
            "call|phone|ring ~3 us ~2 too|also",
            "turn|switch|stop ~3 here",
            "not|*n't|never|without|no ~4 call|phone|quote|ring|number",
            "order|delivery|billing|account ~2 questions|question|help",
        ],
    )),
    in_writing(Lexicon::new(
        &[
            "to ~2 stop|end|leave|cancel|quit|withdraw|unsubscribe|opt ~6 print|post|write|fax|sign|fill|complete|mail|visit|bring ~5 form|letter|note|office|branch|desk|notary|signature|passport|address",
            "stop|stops|end|ends|leave|cancel|withdraw ~2 by|with|after ~2 letter|post|fax|form|signature|registered",
            "we|us ~1 need|require|want|ask ?for ~1 a|your ~1 signed|written|posted|printed ~1 form|letter|notice|request|signature",
        ],
        &[
            "or ~3 write|post|letter|form|visit",
            "not|no|never|without|*n't ~4 form|letter|letters|signature|post|fax",
            "stop|end|cancel ~3 letters",
        ],
    )),
];

pub(super) static GERMAN: [Flat; 9] = [
    presumes(Lexicon::new(
        &[
            "wenn|indem|sobald|solange|falls ~2 weiter|weiterhin|fortfahrst|fortfahren ~9 stimmst|stimmen|akzeptierst|akzeptieren|willigst|willigen|erlaubst|erlauben|bist|sind|erklarst|erklaren|gestattest|gestatten du|sie",
            "wenn|sobald|solange ~3 weiterkaufst|weiterkaufen|weitersurfst|weitersurfen|weitermachst|weitermachen|weiternutzt|bestellst|einkaufst|bleibst ~4 stimmst|stimmen|akzeptierst|akzeptieren|willigst|willigen|erlaubst|erlauben|gestattest du|sie",
            "mit|durch ~2 nutzung|weiternutzung|besuch|einkauf|kauf|bestellung|fortsetzung|weitersurfen|weiterkaufen|verbleib ~8 stimmst|stimmen|akzeptierst|akzeptieren|willigst|willigen|erklarst|erklaren|erlaubst|gestattest du|sie",
            "wer ~1 weiter|weiterhin|bei|hier ~4 einkauft|bestellt|surft|kauft|nutzt|bleibt|stobert ~3 stimmt|akzeptiert|willigt|erlaubt|erklart|gestattet",
            "gilt|gelten|werten|wertet|betrachten|verstehen|deuten|nehmen ~6 als ~1 zustimmung|einwilligung|ja|einverstandnis|erlaubnis",
        ],
        &[
            "nicht|nie|niemals als",
            "gilt|gelten|werten|wertet|betrachten|deuten|nehmen ~2 nicht|nie|niemals|kein* ~3 als",
        ],
    )),
    half_yes(Lexicon::new(
        &[
            "auswahl|ausgewahlte*|notwendige*|notige*|technische*|teilweise|einiges|einige|teile|weniger|minimum ~2 akzeptier*|erlaub*|annehmen|bestatig*|zulassen|zustimmen|ubernehmen|speichern",
            "akzeptier*|erlaub*|annehmen|bestatig*|zulassen ~2 auswahl|ausgewahlte*|notwendige*|teilweise|einiges|weniger",
            "^nur auswahl|ausgewahlte*|notwendige*|notige*|teile|einiges",
        ],
        &["nicht|kein*|nichts"],
    )),
    unheard(Lexicon::new(
        &[
            "werten|wertet|nutzen|nutzt|lesen|liest|analysieren|analysiert|verwenden|verwendet|verarbeiten|verarbeitet|teilen|teilt|verfolgen|verfolgt|erfassen|erfasst|sammeln|sammelt|wahlt|wahlen|durchsuchen|beobachten ~5 auch|selbst|sogar|trotz|ungeachtet|weiterhin|trotzdem ~1 nach|wenn|falls|bei|trotz|deines|ihres|deiner|ihrer|nachdem ~5 abschalten|ausschalten|abschaltung|abgeschaltet|ausgeschaltet|ausschaltest|abschaltest|nein|ablehn*|abgelehnt|widerruf*|widersprich*|widersprech*|widerspruch*|widersprochen|abmeld*|abgemeldet|abbestell*|kundig*|deaktivier*|austritt|verweiger*|ablehnung",
            "auch|selbst|sogar|trotz|ungeachtet|obwohl ~1 nach|wenn|falls|bei|du|sie|deines|ihres|deiner|ihrer|nachdem ~5 abschalten|ausschalten|abschaltung|abgeschaltet|ausgeschaltet|ausschaltest|abschaltest|nein|ablehn*|abgelehnt|widerruf*|widersprich*|widersprech*|widerspruch*|widersprochen|abmeld*|abgemeldet|abbestell*|kundig*|deaktivier*|austritt|verweiger*|ablehnung ~4 werten|wertet|nutzen|nutzt|lesen|liest|analysieren|analysiert|verwenden|verwendet|verarbeiten|verarbeitet|verfolgen|verfolgt|erfassen|erfasst|sammeln|sammelt|wahlt|wahlen|durchsuchen|beobachten",
            "egal|gleich ~1 was|wie|ob ~4 antwort*|sag*|entscheid*|wahl* ~2 werten|nutzen|lesen|analysieren|verwenden|verarbeiten|verfolgen|sammeln",
            "nein|widerspruch|ablehnung|widerruf ~1 andert|bleibt|hat ~2 nichts|ohne|keine ~1 daran|wirkung|folgen|folge",
            "hindert|hindern|halt ~1 uns ~3 nicht ~1 daran|davon|ab",
        ],
        &[
            "rechnung*|lieferung*|liefern|quittung*|gesetz*|steuer*|paket*|garantie*|buchung*|zustell*",
            "nicht|nie|niemals|kein|keine|nichts ~3 auch|selbst|sogar ~2 nach|wenn",
        ],
    )),
    serves_on(Lexicon::new(
        &[
            "nutzen|nutzt|verwenden|verwendet|lesen|werten|teilen|zeigen ~5 weiter|weiterhin|trotzdem ~4 werbung|werbe*|marketing|anzeigen|verkauf|kampagnen|profile",
            "weiter|weiterhin|trotzdem ~5 werbung|werbe*|marketing|anzeigen|kampagnen ~2 nutzen|genutzt|verwendet|verwenden|gelesen",
        ],
        &["nicht|nie|kein* ~5 werbung|werbe*|marketing|anzeigen"],
    )),
    keeps(Lexicon::new(
        &[
            "auch|selbst|sogar ~1 wenn|nachdem|falls ~6 loschen|loschung|geloscht|entfernen|vergessen ~3 bitt*|gebeten|verlang*|wunsch*|beantrag*|forder*|sollen|mochte*|will|willst",
            "auch|selbst|sogar ~1 wenn|nachdem|falls ~3 bitt*|gebeten|verlang*|wunsch*|beantrag*|forder* ~5 loschen|loschung|entfernen",
            "auch|selbst|sogar|trotz|ungeachtet ~1 nach|trotz|bei|ihres|deines|eines|ihrem|deinem|einem|ihrer|deiner|einer ~1 loschwunsch*|loschantrag*|loschanfrage*|loschbitte*|loschgesuch*",
            "auch|selbst|sogar|trotz|ungeachtet ~2 antrag|bitte|anfrage ~2 loschung|loschen",
        ],
        &["gesetz*|steuer*|rechnung*|pflicht"],
    )),
    pauses(Lexicon::new(
        &[
            "danach|dann|anschliessend|spater|hinterher ~3 beginnen|beginnt|starten|startet|gehen|geht|kommen|kommt|laufen|lauft|schalten|schaltet|fangen|fangt|senden|schicken|setzen ~5 wieder|erneut|automatisch|fort",
            "schaltet|schalten|startet|starten|beginnt|beginnen ~4 von ~1 selbst|allein",
            "schaltet|schalten|startet|starten|beginnt|beginnen|lauft|laufen ~3 automatisch wieder|weiter|erneut|an|ein",
            "schaltet|schalten|startet|starten|beginnt|beginnen|lauft|laufen ~3 wieder|weiter|erneut automatisch|selbst",
            "pausier*|ruhen|ruht|aussetzen|setzen ~3 # ~1 tag*|woche*|monat*|stunden",
            "pause von ~1 # ~1 tag*|woche*|monat*",
            "# ~1 tage|wochen|monate|tagen|wochen|monaten ~1 pause|lang ~1 pause|pausiert|ausgesetzt",
        ],
        &[
            "du|sie ~1 kannst|konnen|mochtest|mochten|willst|wollen",
            "schalten sie ~1 es|das|dies|sie",
            "kannst|konnen du|sie",
            "wenn|sobald|falls ~1 du|sie",
            "gehen|kommen|starten|beginnen|schicken|senden sie|du",
            "wie ~1 bisher|vorher|zuvor|gewohnt|immer|gewohnlich|sonst",
            "fort wie",
        ],
    )),
    nags(Lexicon::new(
        &[
            "fragen|fragt|frage ~2 dich|sie|euch ~3 jedem|jeden|jeder|jedes|taglich|immer ~2 besuch|tag|einkauf|mal|bestellung|woche|anmeldung|wieder|erneut|neu",
            "frag*|fragen ~4 bis|solange ~1 du|sie ~3 ja|zustimm*|erlaub*|annimmst|annehmen|einwillig*",
            "frage|abfrage ~3 jedem|jeden|jeder|jedes|taglich ~1 besuch|tag|einkauf|mal|bestellung|woche|anmeldung ~2 wieder|erneut",
        ],
        &[
            "fragen ~2 nach|wie|was|ob|welche*",
            "nicht|nie|kein* ~4 jedem|jeden|jeder|wieder",
        ],
    )),
    hinders(Lexicon::new(
        &[
            "abschalt*|ausschalt*|auszuschalten|abzuschalten|beenden|abbestell*|abzubestellen|abmeld*|abzumelden|stoppen|aussteigen|auszusteigen|kundig*|widerruf*|aufhoren|loswerden ~8 ruf|rufe|rufst|rufen|ruft|anruf*|anzurufen|telefon*|hotline|kundennummer|mitgliedsnummer|vertragsnummer|sprechzeit*|werktag*|werktags|filiale|zentrale",
            "nenn*|gib|geben|angabe|unter|mit|halte|halten ~3 kundennummer|mitgliedsnummer|vertragsnummer|referenznummer|auftragsnummer|bestellnummer",
        ],
        &[
            "oder ~3 ruf|rufe|rufen|ruft|anruf*|telefon*",
            "kein*|ohne|nicht|nie ~3 anruf*|telefon*|hotline|kundennummer|mitgliedsnummer|ruf|rufen",
            "anrufe|anrufen|anruf ~3 enden|endet|aufhoren|beenden|stoppen",
            "hier|selbst ~3 ausschalt*|abschalt*|abmeld*",
        ],
    )),
    in_writing(Lexicon::new(
        &[
            "abschalt*|ausschalt*|auszuschalten|abzuschalten|beenden|abbestell*|abzubestellen|abmeld*|abzumelden|kundig*|widerruf*|stoppen|aufhoren ~8 formular*|brief|briefes|einschreiben|fax|post|schriftlich*|unterschr*|filiale|notar*|ausweis*|postweg",
            "formular*|brief|einschreiben|fax|schriftlich*|unterschr* ~8 abschalt*|ausschalt*|auszuschalten|abzuschalten|beenden|abbestell*|abzubestellen|abmeld*|abzumelden|kundig*|widerruf*|stoppen|aufhoren",
        ],
        &[
            "oder ~4 brief|post|schriftlich*|fax|formular*|filiale",
            "kein*|ohne|nicht|nie ~3 formular*|brief|unterschr*|post|schriftlich*",
            "briefe|post|rezepte ~2 abbestell*|stoppen|beenden",
        ],
    )),
];

pub(super) static ARABIC: [Flat; 9] = [
    presumes(Lexicon::new(
        &[
            "باستمرارك|باستمراركم|بمواصلتك|باستخدامك|باستخدامكم|بتسوقك|بشرائك|بطلبك|بزيارتك|بتصفحك|بمتابعتك|ببقائك|بإكمالك|بدخولك|بمجرد ~8 توافق|توافقين|توافقون|موافق|موافقة|موافقا|تقبل|تقبلين|تأذن|وافقت|موافقتك|وافقتم",
            "استمرارك|مواصلتك|متابعتك|استخدامك|شراؤك|سكوتك|صمتك|تسوقك|بقاؤك|زيارتك|طلبك ~5 يعني|تعني|يعد|تعد|يعتبر|تعتبر|بمثابة|نعده|نعتبره ~2 موافقتك|موافقة|أنك|قبولك|قبولا|قبول|إذنا|نعم",
            "إذا|متى|عندما|حين|ما ~1 واصلت|تابعت|استمررت|بقيت|أكملت|تسوقت|اشتريت|طلبت|دمت ~7 فأنت|فإنك|تكون|فقد|أنت ~1 توافق|موافق|موافقا|وافقت|تقبل|قبلت|تسمح|أذنت|تأذن",
            "من ~1 يتابع|يواصل|يستمر|يتسوق|يشتري|يبقى ~5 فقد|فهو|يكون ~1 وافق|موافق|موافقا|يوافق|قبل",
        ],
        &["لا|لن|ليس|ليست ~1 يعني|تعني|يعد|يعتبر|نعده|نعتبره|بمثابة"],
    )),
    half_yes(Lexicon::new(
        &[
            "قبول|اقبل|أقبل|السماح|اسمح|أسمح|وافق|أوافق|تأكيد|تفعيل|موافقة|الموافقة ~2 المحدد|المحددة|المختار|المختارة|الضروري|الضرورية|الأساسي|الأساسية|البعض|بعض|بعضها|جزء|اختياري|اختياراتي|جزئيا",
        ],
        &["لا|لن|عدم|رفض"],
    )),
    unheard(Lexicon::new(
        &[
            "نستمر|نواصل|نظل|سنستمر|سنواصل|سنظل|يستمر|يواصل|يظل|نبقى|نتابع|زلنا ~2 تحليل|نحلل|يحلل|استخدام|نستخدم|يستخدم|قراءة|نقرأ|يقرأ|دراسة|ندرس|مشاركة|نشارك|جمع|نجمع|تتبع|نتتبع|اختيار|معالجة|نعالج|متابعة|مراقبة|إرسال ~6 لو|رغم|ولو|وإن|مهما|بعد|حتى ~3 رفضت|ترفض|رفضك|الرفض|أوقفت|أوقفته|أوقفتها|توقف|إيقافك|الإيقاف|إيقافه|ألغيت|إلغاء|إلغائك|اعترضت|اعتراضك|انسحبت|انسحابك|سحبت|اخترت|أجبت|قلت|كان",
            "لو|رغم|ولو|وإن|مهما|حتى ~3 رفضت|رفضك|الرفض|أوقفت|أوقفته|أوقفتها|إيقافك|ألغيت|إلغائك|اعترضت|اعتراضك|انسحبت|انسحابك|سحبت|اخترت|أجبت|قلت ~3 نستمر|نواصل|نظل|سنستمر|سنواصل|نستخدم|نحلل|نقرأ|نتابع|نجمع|يستمر|يواصل|يظل|يستخدم|يقرأ|يحلل|نبقى|فسنستمر|فسنواصل|فإننا|سنستخدم|سنحلل",
            "رفضك|اعتراضك|انسحابك|جوابك ~1 لا|لن ~1 يغير|يوقف|يمنع ~2 شيئا|ذلك|استخدام|تحليل|قراءة|من",
            "لا|لن يمنعنا|يوقفنا|يمنعنا ~2 استخدام|تحليل|قراءة|متابعة|جمع|مشاركة",
        ],
        &[
            "حتى ~1 توقف|توقفه|توقفها|توقفنا|ترفض|تطلب",
            // It changes nothing else.
            "لا|لن ~1 يغير|يوقف|يمنع ~1 شيئا ~1 آخر|غيره|غيرها|سواه|سواها|بعده",
            "فاتورة|الفاتورة|فواتيرك|التوصيل|القانون|الضرائب|إيصالك",
        ],
    )),
    serves_on(Lexicon::new(
        &[
            "نستمر|نواصل|نظل|سنستمر|سنواصل|سنظل|نبقى|نتابع ~2 استخدام|نستخدم|قراءة|نقرأ|الاستفادة|مشاركة|تحليل ~4 للإعلان|للإعلانات|للتسويق|الإعلانات|الإعلان|التسويق|لإعلاناتنا|إعلاناتنا|للترويج",
        ],
        &["لا|لن ~1 نستمر|نواصل|نظل"],
    )),
    keeps(Lexicon::new(
        &[
            "حتى|ولو|رغم|وإن ~2 لو|إن|بعد|إذا|أنك|طلبت|طلبك ~3 حذف*|الحذف|محو*|إزالة*|مسح*|المحو|نسيانها",
        ],
        &["القانون|الضرائب|فواتير|الفواتير", "نحذف*|سنحذف* ~2 حتى|ولو"],
    )),
    pauses(Lexicon::new(
        &[
            "ثم|بعدها|وبعدها|بعد|وبعد ~3 تعود|يعود|نعود|تستأنف|نستأنف|يستأنف|تبدأ|يبدأ|نبدأ|نعيد ~4 تلقائيا|مجددا|جديد|ثانية|وحدها|وحده|ما|إلا|الإرسال|إرسالها|إرسال|تشغيل*|$",
            "تعود|يعود|تستأنف|يستأنف|تبدأ|يبدأ|يعمل|تعمل ~2 تلقائيا|وحدها|وحده|بنفسها|نفسها",
            "نوقف|تتوقف|يتوقف|نعلق|تعلق|تتعلق ~2 مؤقتا",
            "نوقف|تتوقف|يتوقف|نعلق|تعلق ~2 لمدة ~1 #|شهر|أسبوع|يوم|شهرين|أسبوعين",
            "نوقف|تتوقف|يتوقف ~2 # ~1 يوما|أيام|أسابيع|أشهر|شهرا فقط|ثم",
        ],
        &[
            "يمكنك|تستطيع|بإمكانك",
            "إذا|متى|عندما|حين ~2 شغلت|شغلته|شغلتها|أردت|فعلت|شئت|طلبت",
            "كما ~1 كان|كانت|السابق|قبل",
        ],
    )),
    nags(Lexicon::new(
        &[
            "سنسألك|نسألك|فسنسألك|سنعاود|نعاود|سنكرر|نكرر|سيسألك|يسألك ~3 كل|يوميا|عند ~1 يوم|زيارة|مرة|طلب|دخول|أسبوع|صباح",
            "سنسألك|نسألك|فسنسألك|سنكرر|نكرر ~5 حتى ~1 توافق|تقبل|تسمح|تقول|تغير",
        ],
        &["لا|لن|ولن|ولا ~2 نسألك|نكرر|نعاود", "نسألك ~1 عن|ماذا|كيف|هل"],
    )),
    hinders(Lexicon::new(
        &[
            "لوقف|لإيقاف|لإلغاء|لإنهاء|للتوقف|للانسحاب|للإلغاء|للإيقاف ~4 اتصل|اتصلي|اتصلوا|هاتفنا|كلمنا|راجع|راجعي|زر|زورونا|احضر|قدم ~4 _",
            "إن|إذا|من ~1 أردت|أراد|شئت|شاء|رغبت|رغب ~3 وقف*|إيقاف*|إلغاء*|التوقف|الانسحاب|الإلغاء|الإيقاف ~2 فاتصل|فليتصل|اتصل|هاتفنا|راجع|زر ~4 _",
            "اذكر|اذكري|واذكر|أعطنا|وأعطنا|قدم|مع|برقم ~2 رقم ~1 عضويتك|حسابك|العضوية|العميل|عميلك|طلبك|عقدك",
        ],
        &["أو ~2 اتصل|هاتفنا|كلمنا", "لا ~2 تحتاج|داعي|يلزم|حاجة"],
    )),
    in_writing(Lexicon::new(
        &[
            "لوقف|لإيقاف|لإلغاء|لإنهاء|للتوقف|للانسحاب|للإلغاء|للإيقاف ~5 اطبع|اكتب|املأ|أرسل|وقع|ابعث|أحضر|احضر|راسلنا ~4 نموذج|النموذج|نموذجا|استمارة|الاستمارة|رسالة|خطابا|خطاب|بالبريد|مكتب|مكتبنا|فرع|فاكس|توقيعك",
            "لا ~2 الإيقاف|الإلغاء|إيقافها|إلغاؤها|إيقافه|التوقف ~1 إلا ~2 برسالة|بخطاب|بنموذج|بطلب|كتابة|بالبريد|باستمارة",
        ],
        &["أو ~3 اكتب|أرسل|املأ", "لا ~1 تحتاج|يلزم|حاجة"],
    )),
];
