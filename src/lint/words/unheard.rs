//! Phrases of a yes that nobody gave and a no that nobody hears, in the three languages: consent that is read out of
//! something else (L-N1), a use that goes on after a no or comes back by itself (L-E1, L-A1), a way out by telephone
//! and at hours, a service that is had for a yes alone (L-E1), what is missed and who is sorry (L-S2), and data that
//! goes on to others in the midst of the use (L-T1, L-N1).
//!
//! From GDPR Articles 4(11), 7(2), 7(3) and 13(1)(e), EDPB Guidelines 05/2020, paragraphs 75 to 89 and 112 to 118,
//! EDPB Guidelines 03/2022, and CPRA regulations, § 7004.

use super::Group;
use super::flat::{Flat, Thing};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const USE: Roles = Roles::of(&[Role::Use]);
const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays]);
const LASTS: Roles = Roles::of(&[Role::IfOff, Role::Stays, Role::Retention]);
const TELLS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
    Role::Retention,
]);

/// A phrase of a rule in some texts.
pub(super) const fn flat(
    rule: Rule,
    block: Roles,
    lexicon: Lexicon,
    message: fn(String) -> Says,
    suggestion: Instead,
    thing: Thing,
) -> Flat {
    Flat {
        group: Group {
            rule,
            block,
            warn: Roles::NONE,
            deniable: true,
            lexicon,
            message,
            suggestion,
        },
        thing,
    }
}

/// Whoever goes on with something else is said to agree.
const fn presumes(lexicon: Lexicon) -> Flat {
    let (says, ask) = (Says::TakenForGranted, Instead::AskPlainly);
    flat(Rule::Straight, TELLS, lexicon, says, ask, Thing::Any)
}

/// The use goes on after a no.
const fn unheard(lexicon: Lexicon) -> Flat {
    let (says, stop) = (Says::GoesOn, Instead::OneClick);
    flat(Rule::NoDetriment, TELLS, lexicon, says, stop, Thing::Any)
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

/// A way out by telephone, at hours, with a number.
const fn hinders(lexicon: Lexicon) -> Flat {
    let (says, click) = (Says::HardToLeave, Instead::OneClick);
    flat(Rule::NoDetriment, LASTS, lexicon, says, click, Thing::Any)
}

/// Something is had for a yes alone: what stands before it, unless that is what the exchange gives.
const fn withholds(lexicon: Lexicon) -> Flat {
    let (says, same) = (Says::PriceOfElse, Instead::SameForAll);
    flat(Rule::NoDetriment, AFTER, lexicon, says, same, Thing::Before)
}

/// Something is left out after a no: what stands behind it, unless that is what the exchange gives.
const fn lacks(lexicon: Lexicon) -> Flat {
    let (says, keep) = (Says::Worse, Instead::KeepTheRest);
    flat(Rule::NoDetriment, AFTER, lexicon, says, keep, Thing::Behind)
}

/// Something is paid for after a no that was free.
const fn prices(lexicon: Lexicon) -> Flat {
    let (says, keep) = (Says::Worse, Instead::KeepTheRest);
    flat(Rule::NoDetriment, AFTER, lexicon, says, keep, Thing::Price)
}

/// What others have then, and who is sorry.
const fn saddens(lexicon: Lexicon) -> Flat {
    let (says, plain) = (Says::Feelings, Instead::SayPlainly);
    flat(Rule::PlainNo, AFTER, lexicon, says, plain, Thing::Any)
}

/// In the midst of the use the data goes to others, who have no names.
const fn hands_on(lexicon: Lexicon) -> Flat {
    let (says, name) = (Says::NamesNobody, Instead::NameEach);
    flat(Rule::Named, USE, lexicon, says, name, Thing::Any)
}

/// In the midst of the use stands another one, unless it is what the exchange gives.
const fn adds_a_use(lexicon: Lexicon) -> Flat {
    let (says, each) = (Says::Bundles, Instead::AskEach);
    flat(Rule::Straight, USE, lexicon, says, each, Thing::Behind)
}

pub(super) static ENGLISH: [Flat; 11] = [
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
            "law|legal|tax|receipt|receipts|bill|bills|invoice|invoices|refund|refunds|delivery|deliveries|deliver|parcel|parcels|booking|bookings|guarantee|warranty|recall|safety",
            "not|never|no|nothing|nobody ~2 regardless|whatever|even",
            "no|refusal ~1 has|changes|makes ~2 price|prices|points",
        ],
    )),
    keeps(Lexicon::new(
        &[
            "even|also ~1 after|if|when|though|once|where ~6 delete|deleted|deletion|erase|erased|erasure|removed|removal|forgotten|forget",
            "despite|regardless|whatever ~4 deletion|erasure|removal|delete|erase",
            "whether|no ~1 or|matter ~3 ask ~3 delete|deletion|erase|erasure|remove",
        ],
        &[
            "law|legal|tax|receipt|receipts|bill|bills|invoice|invoices|refund|refunds|delivery|deliveries|deliver|parcel|parcels|booking|bookings|guarantee|warranty|recall|safety",
            "delete|deletes|erase|erases ~2 even|also",
        ],
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
    withholds(Lexicon::new(
        &[
            "need|needs|require|requires|want|wants this|it|that|these|the ~2 to|be|switched|turned ~2 on|on$|switched|turned|enabled|active",
            "need|needs|require|requires ~1 your|a ~1 yes|consent|permission|agreement",
            "stay|stays|remain|remains|hold|holds|apply|applies|last|lasts|continue|continues|work|works|run|runs ~1 only|just|solely ~1 if|while|when|as|with|for ~5 on|yes|agree|agreed|allow|allowed|turned|switched|share|leave|keep|this",
            "stay|stays|remain|remains|continue|continues|work|works|run|runs|last|lasts for ~1 as|so ~1 long ~1 as ~4 on|agree|allow|leave|keep|turned|switched|yes",
            "are|is|come|comes|go|goes ~1 only|just|reserved|kept ~1 for|with|to ~3 who ~2 agree|agreed|allow|say|said|turn|turned|switch|switched|keep|leave|accept|accepted",
            "only|just ~1 with|while|when|if ~2 this|it ~1 is|on|stays|switched|turned ~1 on|switched|turned|$",
        ],
        &["no|nothing|none|never|not ~2 need|needs|require|requires"],
    )),
    lacks(Lexicon::new(
        &[
            "but|though|yet|only|just without ~1 _",
            "minus|lacking the|our|any _",
        ],
        &[
            "without ~2 charge|charges|cost|costs|fee|fees|delay|waiting|limit|limits|reason|change|changes|interruption|obligation|this|it|them|that|notice|sharing|your|use|using|asking|data",
            "with or without",
            "without you|us|our|we",
        ],
    )),
    prices(Lexicon::new(
        &[
            "from then|that on|onwards|point ~3 you ~1 pay|pays|are ~4 _",
            "you ~1 pay ~2 delivery|shipping|postage|fees|handling|fee|surcharge ~1 again",
            "then|after|afterwards ~2 you ~1 pay ~2 delivery|shipping|postage|fees|handling|fee|surcharge",
        ],
        &["pay ~2 same|nothing|no|what|as"],
    )),
    saddens(Lexicon::new(
        &[
            "while|whilst ~1 other|others|everyone|everybody|neighbours|neighbors|friends|members|families ~3 save|saves|enjoy|enjoys|get|gets|eat|cook|laugh|win|benefit|profit|already",
            "miss|misses|missing ~2 best|everything|deals|offers|savings|treats|out ~2 _",
            "pass|passes|slip|slips ~1 you by",
            "we're|we|team|chefs|cooks|staff ~3 heartbroken|sad|gutted|crushed|tears|disappointed|devastated",
            "worked|works|cooked|put|poured|gave ~1 so|their|our|all ~2 hard|heart|hearts|love|hours|much ~2 for|into|on",
            "let|lets|letting ~1 us|our|the ~2 down",
        ],
        &[
            "miss|misses|missing nothing|no|none|neither",
            "delivery|parcel|train|bus|payment|connection|flight|call ~3 miss|misses|missed|missing",
        ],
    )),
    hands_on(Lexicon::new(
        &[
            "sell|sells|share|shares|pass|passes|give|gives|hand|hands|forward|forwards|lend|lends|rent|rents|send|sends|supply ~8 to|with ~2 ad|ads|advertising|marketing|data|media|affiliate|commercial ~1 networks|network|brokers|companies|partners|firms|agencies|exchanges|platforms|businesses|buyers|vendors",
            "sell|sells|share|shares|pass|passes|give|gives|hand|hands|forward|forwards|lend|rent|supply ~8 to|with ~2 advertisers|brokers|marketers|affiliates|sponsors|resellers|outsiders|publishers",
        ],
        &[
            "not|never|nor|nobody|no|*n't|without ~8 to|with ~2 ad|ads|advertising|marketing|data|media|advertisers|brokers|marketers|affiliates|sponsors|resellers|outsiders|publishers",
        ],
    )),
    adds_a_use(Lexicon::new(
        &[
            "we|it|also|they ~1 also|besides|additionally ~1 use|uses|feed|feeds|analyse|send ~8 for|to|into ~3 ads|adverts|advertising|marketing|profiling|resale|promotions|sales|campaigns",
            "use|uses|used ~8 also|too|besides|additionally for ~3 ads|adverts|advertising|marketing|profiling|resale|promotions|sales|campaigns",
            "use|uses|used ~7 for ~2 ads|adverts|advertising|marketing|campaigns|promotions too",
            "use|uses|used ~7 for ~2 ads|adverts|advertising|marketing|campaigns|promotions as well",
        ],
        &[
            "not|never|nor|no|*n't ~9 ads|adverts|advertising|marketing|profiling|resale|promotions|sales|campaigns",
        ],
    )),
];

pub(super) static GERMAN: [Flat; 11] = [
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
    withholds(Lexicon::new(
        &[
            "bleib*|gilt|gelten|gibt|bekommst|bekommen|behaltst|behalten|funktionier*|verfugbar|erhaltlich|nutzbar|lauft|laufen|geht|gehen|offen|kommen|kommt ~3 nur|erst|lediglich|ausschliesslich ~2 wenn|solange|falls|sofern|fur|mit|bei|wer ~6 eingeschaltet*|angeschaltet*|aktiviert*|aktiv|zustimm*|zustimmst|zugestimmt|erlaub*|ja|einschalt*|anlass*|anlasst|lasst|lassen|einwillig*|an$|ist$|bleibt$",
            "nur|erst|lediglich|ausschliesslich ~2 wenn|solange|falls|sofern|mit|bei ~5 eingeschaltet*|angeschaltet*|aktiviert*|zustimmst|zugestimmt|zustimmung|einwilligung|erlaubst|anlasst|ja|an$|ist$|bleibt$",
            "brauch*|benotig*|erforder*|verlang*|setzen|setzt ~4 eingeschaltet|angeschaltet|aktiviert|aktiv|zustimmung|einwilligung|erlaubnis|voraus",
        ],
        &[
            "nicht|nie|kein*|nichts ~2 nur|erst|brauch*|benotig*|erforder*|verlang*",
            "brauch*|benotig*|erforder*|verlang* ~2 kein*|nicht",
        ],
    )),
    lacks(Lexicon::new(
        &["aber|allerdings|jedoch|nur|doch|bloss ohne ~1 _"],
        &[
            "ohne ~1 warten|wartezeit|anstehen|grund|kosten|mehrkosten|gebuhr|gebuhren|aufpreis|aufschlag|limit|grenze|fragen|begrundung|nachteil*|einschrankung*|unterbrechung|anderung|dies*|das|es|sie|ihn|dich|uns|daten|ihre|deine",
            "mit oder|und ohne",
        ],
    )),
    prices(Lexicon::new(
        &[
            "ab|von dann|da|diesem|sofort ~2 zahlst|zahlen|bezahlst|bezahlen|fallen|berechnen ~4 _",
            "zahlst|zahlen|bezahlst|bezahlen|fallen du|sie|wieder|dann|erneut ~2 versandkosten|liefergebuhr*|lieferkosten|porto|gebuhr*|aufschlag|zuschlag|bearbeitungsgebuhr|versand",
            "dann|danach|wieder|sonst ~2 zahlst|zahlen|bezahlst|bezahlen|fallen|berechnen ~3 versandkosten|liefergebuhr*|lieferkosten|porto|gebuhr*|aufschlag|zuschlag|versand",
        ],
        &[
            "nicht|kein*|nie ~2 versandkosten|gebuhr*|porto|versand|lieferkosten",
            "zahlst|zahlen|bezahlst|bezahlen ~3 dasselbe|gleich*|dieselbe*|kein*|nichts|nicht|wie",
        ],
    )),
    saddens(Lexicon::new(
        &[
            "verpass*|entgeh*|entgang* ~3 beste*|alles|angebot*|vorteil*|schnappchen|chance*|rabatt*|tollste*|schonste*|leckerste*",
            "wahrend|wahrenddessen ~1 andere|anderen|alle|nachbarn|freunde|mitglieder|deine|ihre|die ~3 spar*|geniess*|profitier*|koch*|lach*|feier*|gewinn*|schlemm*|freu*|bekomm*",
            "bricht ~3 herz*",
            "andere|anderen|alle|nachbarn|freunde ~3 sparen|geniessen|profitieren|kochen|feiern|schlemmen ~2 ohne dich|sie",
            "team|koche|kochteam|kuche|wir ~2 traurig|geknickt|betrubt|enttauscht",
            "das|uns ~2 herz bricht|blutet",
            "trauern|weinen|enttauscht|untrostlich|todtraurig",
            "so ~1 viel|hart|sehr ~2 muhe|herzblut|gearbeitet|angestrengt|gegeben",
            "lass*|lasst ~2 uns|team ~2 im stich",
        ],
        &[
            "verpass*|entgeh* ~2 nichts|kein*",
            "nichts|kein* ~2 verpass*|entgeh*|entgang*",
        ],
    )),
    hands_on(Lexicon::new(
        &[
            "geben|gibt|reichen|reicht|leiten|leitet|verkaufen|verkauft|ubermitteln|ubermittelt|teilen|teilt|schicken|liefern|uberlassen|vermieten ~6 an|mit ~2 werbe*|*netzwerke|*netzwerken|netzwerk*|werbende|dritte*|datenhandler*|adresshandler*|agenturen|vermarkter*|partner$|partnern|partner|partnerfirmen|handelspartner*|fremde*|firmen|unternehmen|anbieter|sponsoren|marken ~1 weiter|_|$",
            "an ~2 werbe*|*netzwerke|dritte*|datenhandler*|adresshandler*|vermarkter*|partnerfirmen ~3 weitergegeben|weitergeben|verkauft|ubermittelt|weitergeleitet|gegeben|geht|gehen",
            "erhalten|bekommen|erfahren|sehen|nutzen ~1 unsere|auch|ausgewahlte|weitere|andere ~2 werbepartner|partner|partnerfirmen|werbefirmen|dritte|handelspartner|sponsoren",
        ],
        &[
            "erhalten|bekommen|erfahren|sehen|nutzen ~6 nicht|nichts|nie|kein*",
            "nicht|nie|niemals|kein*|ohne|weder|nichts ~4 an|mit ~3 _",
            "an ~2 werbe*|dritte* ~2 nicht|nie",
        ],
    )),
    adds_a_use(Lexicon::new(
        &[
            "nutzen|nutzt|verwenden|verwendet|brauchen|dienen|dient|setzen ~6 auch|ausserdem|zudem|nebenbei|zusatzlich|daneben|obendrein ~3 fur|zu|zur|zum ~2 werbung|werbe*|marketing|marktforschung|profilbildung|profile|anzeigen|verkauf|weiterverkauf|kampagnen|vertrieb",
            "auch|ausserdem|zudem|nebenbei|zusatzlich|daneben ~1 nutzen|verwenden|dienen|dient|werten ~6 fur|zu|zur|zum ~2 werbung|werbe*|marketing|marktforschung|profilbildung|profile|anzeigen|verkauf|weiterverkauf|kampagnen|vertrieb",
        ],
        &[
            "nicht|nie|niemals|kein* ~6 werbung|werbe*|marketing|marktforschung|anzeigen|verkauf|kampagnen|profile",
        ],
    )),
];

pub(super) static ARABIC: [Flat; 11] = [
    presumes(Lexicon::new(
        &[
            "باستمرارك|باستمراركم|بمواصلتك|باستخدامك|باستخدامكم|بتسوقك|بشرائك|بطلبك|بزيارتك|بتصفحك|بمتابعتك|ببقائك|بإكمالك|بدخولك|بمجرد ~8 توافق|توافقين|توافقون|موافق|موافقة|موافقا|تقبل|تقبلين|تأذن|وافقت|موافقتك|وافقتم",
            "استمرارك|مواصلتك|متابعتك|استخدامك|شراؤك|سكوتك|صمتك|تسوقك|بقاؤك|زيارتك|طلبك ~5 يعني|تعني|يعد|تعد|يعتبر|تعتبر|بمثابة|نعده|نعتبره ~2 موافقتك|موافقة|أنك|قبولك|قبولا|قبول|إذنا|نعم",
            "إذا|متى|عندما|حين|ما ~1 واصلت|تابعت|استمررت|بقيت|أكملت|تسوقت|اشتريت|طلبت|دمت ~7 فأنت|فإنك|تكون|فقد|أنت ~1 توافق|موافق|موافقا|وافقت|تقبل|قبلت|تسمح|أذنت|تأذن",
            "من ~1 يتابع|يواصل|يستمر|يتسوق|يشتري|يبقى ~5 فقد|فهو|يكون ~1 وافق|موافق|موافقا|يوافق|قبل",
        ],
        &["لا|لن|ليس|ليست ~1 يعني|تعني|يعد|يعتبر|نعده|نعتبره|بمثابة"],
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
            "فاتورة|الفاتورة|فواتيرك|التوصيل|القانون|الضرائب|إيصالك",
        ],
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
    hinders(Lexicon::new(
        &[
            "لوقف|لإيقاف|لإلغاء|لإنهاء|للتوقف|للانسحاب|للإلغاء|للإيقاف ~4 اتصل|اتصلي|اتصلوا|هاتفنا|كلمنا|راجع|راجعي|زر|زورونا|احضر|قدم ~4 _",
            "إن|إذا|من ~1 أردت|أراد|شئت|شاء|رغبت|رغب ~3 وقف*|إيقاف*|إلغاء*|التوقف|الانسحاب|الإلغاء|الإيقاف ~2 فاتصل|فليتصل|اتصل|هاتفنا|راجع|زر ~4 _",
            "اذكر|اذكري|واذكر|أعطنا|وأعطنا|قدم|مع|برقم ~2 رقم ~1 عضويتك|حسابك|العضوية|العميل|عميلك|طلبك|عقدك",
        ],
        &["أو ~2 اتصل|هاتفنا|كلمنا", "لا ~2 تحتاج|داعي|يلزم|حاجة"],
    )),
    withholds(Lexicon::new(
        &[
            "لمن|للذين ~1 يوافق*|وافق*|يقبل*|قبل*|قبلوا|يشغل*|شغل*|يفعل*|فعل*|يبقي*|أبقى|يسمح*|سمح*|قال ~6 فقط|وحدهم|وحده|حصرا|سواه|غيرهم",
            "فقط|حصرا|حصريا|إلا|وحدهم ~1 لمن|للذين|إذا|إن|ما|طالما|بشرط|مع ~2 يوافق*|وافق*|وافقت|توافق|يقبل*|قبلت|شغلت|تشغل|تشغيل|التشغيل|أبقيت|تبقي|بقي|بقيت|دام|دامت|دمت|تركت|سمحت|تسمح|فعلت|تفعيل|موافقتك",
            "يتطلب|تتطلب|يتطلبان|تتطلبان|يحتاج|تحتاج|يحتاجان|تحتاجان|يشترط|تشترط|تستلزم|يستلزم ~2 تشغيل|تفعيل|بقاء|إبقاء|موافقتك|الموافقة|تشغيلها|تفعيلها|تشغيله|تفعيله|التشغيل|التفعيل",
            "بشرط ~1 أن ~1 توافق|تبقي|تشغل|تفعل|تقبل|تترك|تسمح",
            "ما|طالما|مادمت ~1 دمت|أبقيت|تركت|دام|كنت|بقيت|دامت ~3 مشغلا|مشغلة|مفعلا|مفعلة|موافقا|الوصفات|هذا|الخيار|تعمل|يعمل",
        ],
        &["لا|لن ~1 يتطلب|تتطلب|يحتاج|تحتاج|يشترط|تشترط", "سواء"],
    )),
    lacks(Lexicon::new(
        &[
            "لكن|ولكن|إنما|غير|لكنه|لكنها|ولكنه|ولكنها ~1 بلا|بدون|دون ~1 _",
            "لكن|ولكن|لكنك ~2 تفقد|تخسر|تحرم ~2 _",
        ],
        &[
            "بلا|بدون|دون ~1 رسوم|تكلفة|كلفة|مقابل|تأخير|انتظار|شروط|حدود|تغيير|هذا|ذلك|انقطاع|سبب|نقص",
            "مع أو|وبدون|وبلا",
        ],
    )),
    prices(Lexicon::new(
        &[
            "بعدها|عندها|ثم|حينها|وقتها|وعندها|وبعدها ~2 تدفع|ستدفع|تعود|ترجع|نعود|نحسب|تتحمل ~3 رسوم|أجرة|ثمن|كلفة|تكلفة|التوصيل|الشحن|لدفع",
            "تعود|ترجع|وتعود|وترجع ~1 إلى|لدفع|رسوم ~2 دفع|التوصيل|الشحن|رسوم|أجرة",
        ],
        &["لا|لن ~2 تدفع|تعود|ترجع|تتحمل"],
    )),
    saddens(Lexicon::new(
        &[
            "ستفوتك|تفوتك|يفوتك|سيفوتك|تفوت|ستفوت|ستفوتكم|يفوتكم ~2 أفضل|أجمل|أروع|كل|أحلى|عروض|العروض|فرصة|الفرصة|فرص|خصومات|الخصومات|ألذ|أشهى|متعة|الكثير",
            "بينما|فيما|حين|التي|والتي|وأنت ~2 يستمتع|ينعم|يوفر|يستفيد|يربح|يطبخ|يتمتع|يحصل|يفرح ~3 غيرك|الآخرون|الجميع|جيرانك|أصدقاؤك|الناس|سواك|غيركم|الباقون",
            "يحزننا|يؤلمنا|يحزن|سنحزن|يعز|نفتقدك|سنفتقدك|سنشتاق|نشتاق|خيبت|خذلت|خذلتنا|تخذلنا|نبكي|سنبكي|يبكي|ينكسر ~2 رحيلك|ذهابك|قرارك|فراقك|فقدانك|خسارتك|علينا|إليك|قلبنا|قلوبنا|فريقنا|لك|أملنا|ظننا|كثيرا|أن|$",
            "تعب|سهر|بذل|اجتهد|تعبنا|سهرنا|بذلنا|اجتهدنا|أتعب ~3 أجلك|لأجلك|لإرضائك|لراحتك|لإسعادك",
            "سيستمتع|سينعم|سيوفر|سيربح|سيفرح|سيستفيد ~2 غيرك|الآخرون|الجميع|جيرانك|أصدقاؤك|الناس|سواك",
            "خسارتك|فقدانك|رحيلك|فراقك|غيابك ~1 تؤلمنا|يؤلمنا|يحزننا|تحزننا|يبكينا|صعب|يعز",
        ],
        &["لن|لا|لم ~1 تفوتك|يفوتك|تفوت"],
    )),
    hands_on(Lexicon::new(
        &[
            "نعطي|نعطيه|نعطيها|ونعطي|نشارك|نشاركه|نشاركها|نبيع|نبيعه|نبيعها|نمرر|نمرره|نمررها|ننقل|ننقله|نسلم|نسلمه|نسلمها|نتيح|نتيحه|نقدم|نقدمه|نرسله|نرسلها ~5 لشركات|لشبكات|للمعلنين|لمعلنين|لوسطاء|لشركائنا|للشركاء|لشركاء|لجهات|لأطراف|للمسوقين|لوكالات|لتجار",
            "نعطي|نعطيه|نعطيها|نشارك|نشاركه|نشاركها|نبيع|نبيعه|نبيعها|نمرر|نمررها|ننقل|نسلم|نتيح|نقدم|نرسله|نرسلها ~5 مع|إلى ~1 شركات|شبكات|معلنين|المعلنين|شركائنا|شركاء|الشركاء|جهات|أطراف|وسطاء|وكالات|تجار|مسوقين",
        ],
        &[
            "لا|لن|ولا|ولن ~8 لشركات|لشبكات|للمعلنين|لشركائنا|لجهات|لأطراف|شركات|شبكات|شركائنا|جهات|أطراف|وسطاء|وكالات",
        ],
    )),
    adds_a_use(Lexicon::new(
        &[
            "نستخدم|نستخدمها|نستخدمه|نستعمل|نستعملها|نستفيد|تستخدم|يستخدم ~4 أيضا|كذلك|وأيضا|وكذلك ~3 للإعلان|للإعلانات|للتسويق|للترويج|للبيع|لإعلانات|لحملات|لأبحاث|الإعلانات|الإعلان|التسويق|حملاتنا|حملات|إعلاناتنا",
            "وأيضا|وكذلك|أيضا|كذلك ~1 نستخدم|نستخدمها|نستخدمه|نستعملها|في ~4 للإعلان|للإعلانات|للتسويق|للترويج|للبيع|لإعلانات|لحملات|الإعلانات|الإعلان|التسويق|حملاتنا|حملات|إعلاناتنا",
        ],
        &["لا|لن|ولا|ولن ~8 للإعلان|للإعلانات|للتسويق|للترويج|الإعلانات|التسويق"],
    )),
];
