//! Phrases of an answer that is made to carry more than itself, in the three languages: a second thing with the same
//! yes (L-N1), a yes above the browser's standing no and an offer in new words for those who refused (L-A1), what a no
//! loses counted out (L-S2), and the street that is said to take part already (L-U1).
//!
//! From GDPR Article 7(2) and (4) with recital 43, CPRA regulations, §§ 7004(a)(4) and 7025(c), DSA Article
//! 25(3)(a), and ICO–CMA 2023 (loss framing, social proof).

use super::Group;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const ASK: Roles = Roles::of(&[Role::Question, Role::Allow]);
const TEXTS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
    Role::Note,
]);
const DRAWS: Roles = Roles::of(&[Role::Title, Role::What, Role::Question, Role::Allow]);
const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays, Role::Question, Role::Refuse]);
const TOLD: Roles = Roles::of(&[Role::Note, Role::Use]);

/// Terms are accepted with the same yes.
const fn accepts(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Straight,
        block: ASK,
        warn: Roles::of(&[Role::Use, Role::IfOff, Role::Note]),
        deniable: true,
        lexicon,
        message: Says::Bundles,
        suggestion: Instead::AskEach,
    }
}

/// Something else is joined with the same yes. It can be what the exchange is, which a reviewer sees.
const fn joins(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Straight,
        block: Roles::NONE,
        warn: ASK,
        deniable: true,
        lexicon,
        message: Says::Bundles,
        suggestion: Instead::AskEach,
    }
}

/// A yes is said to count more than what the browser says.
const fn beats(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::AskedOnce,
        block: TEXTS,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::BeatsSignal,
        suggestion: Instead::FollowSignal,
    }
}

/// Those who refused are asked the same in other words.
const fn rewords(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::AskedOnce,
        block: TOLD,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::AsksAgain,
        suggestion: Instead::NoIsRemembered,
    }
}

/// What is not got is counted as a loss.
const fn counts(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: Roles::NONE,
        warn: AFTER,
        deniable: true,
        lexicon,
        message: Says::Argues,
        suggestion: Instead::SayPlainly,
    }
}

/// Those next door are said to take part.
const fn street(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Pressure,
        block: DRAWS,
        warn: Roles::of(&[Role::Use, Role::IfOff, Role::Stays, Role::Note]),
        deniable: true,
        lexicon,
        message: Says::Crowd,
        suggestion: Instead::LeaveOutCrowd,
    }
}

/// A no that lasts for a while. A reviewer sees whether it is a time after which nothing is known any more.
const fn returns(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::AskedOnce,
        block: Roles::NONE,
        warn: TEXTS,
        deniable: false,
        lexicon,
        message: Says::AsksAgain,
        suggestion: Instead::NoIsRemembered,
    }
}

/// The question itself is said to close.
const fn closes(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Pressure,
        block: DRAWS,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::PressesForTime,
        suggestion: Instead::LeaveOut,
    }
}

/// Who does not share pays for it. It can be what something else costs, which a reviewer sees.
const fn charges(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::NoDetriment,
        block: Roles::NONE,
        warn: TEXTS,
        deniable: false,
        lexicon,
        message: Says::Worse,
        suggestion: Instead::KeepTheRest,
    }
}

pub(super) static ENGLISH: [Group; 9] = [
    accepts(Lexicon::new(
        &[
            "with|by ~1 your|a|this|the ~1 yes|consent|ok|agreement ~8 also|too|covered|included|agree|accept",
            "your|a|the|this yes|consent ~3 also|covers|includes ~3 _",
            "accept|accepts|accepting|agree|agrees|agreeing|consent|consenting|sign ~5 terms|conditions|policy|agreement|contract|notice",
            "yes|answer|consent ~4 covers|includes|counts|takes|means|accepts ~4 terms|conditions|policy|agreement|contract",
        ],
        &["change|changes|read|see|under|part ~4 terms|conditions|policy"],
    )),
    joins(Lexicon::new(
        &[
            "and|also|plus|while ~4 join|joins|joining|add|adds|adding|put|puts|enter|enters|enrol|enroll|sign|subscribe ~5 newsletter|list|club|mailing|programme|program|panel|draw|raffle|network|scheme",
            "and ~1 let|allow|have|permit ~6 ring|call|phone|email|contact|text|write|approach|visit|market ~2 you ~2 about|with|on|for _",
            "and ~1 get|receive|hear|send|sends|sending ~4 offers|adverts|ads|marketing|promotions|newsletter ~3 from|by|of|as _",
            "and ~1 share|pass|give|send|hand|show|sell ~5 address|number|name|data|details|orders|email ~1 with|to|on",
            "and ~1 renew|extend|upgrade|order|buy|switch|book ~1 your|the|a|you ~2 plan|contract|subscription|tariff|policy|account|membership|box",
            "sign|put|add|enter ~1 you ~1 up|down|on|to|in|for ~3 newsletter|club|draw|raffle|mailing|programme",
            "yes|no|agree|ok|okay|allow ~1 to ~1 both|all|everything",
            "and ~2 as|to ~1 well ~2 contact|sell|advertise|market _",
            "at the same time ~6 list|newsletter|club|offers|marketing|terms",
        ],
        &[
            "and|to ~2 list ~1 of|the",
            "both|all ~2 orders|readings|kinds",
        ],
    )),
    beats(Lexicon::new(
        &[
            "browser|browser's|signal|signals|gpc|track|opt-out|optout ~8 set|put|leave|push ~2 aside",
            "browser|browser's|signal|signals|gpc ~8 ignore|ignored|ignores|override|overrides|overridden|overrule|overruled|disregard|disregarded|dropped|skip|skipped|waived|suspended",
            "control|gpc|browser|signal|signals ~2 has|have|had|carries no effect|force|say|weight|power|bearing",
            "ignore|ignores|override|overrides|overrule|overrules|disregard|beats|beat|trumps|outranks|outweighs|replaces|cancels|supersedes|bypass|bypasses ~8 browser|browser's|signal|signals|gpc",
            "yes|choice|answer|consent|this ~2 wins|prevails|counts ~2 over|against|more|above ~6 browser|browser's|signal|gpc",
            "even|also|too ~2 if|when|though ~2 browser|signal ~3 says|sends|asks|tells ~3 no|not|don't|otherwise",
        ],
        &["stays|stay|is|remain ~1 off ~2 even|if"],
    )),
    rewords(Lexicon::new(
        &[
            "for|to|at|aimed|show|ask|asks|asking|try|win|reach|offer|offers ~4 @crowd|those|anyone|everyone|whoever|all|ones ~1 who|that ~1 said|turned|refused|declined|rejected|switched|opted ~2 no|it|down|off|out|us|this|in|last|before|$",
            "ask|asks|asking|reach|try|win ~4 @crowd|those|anyone|everyone|whoever|all|ones ~1 who|that ~1 chose|left|had|have|did ~2 no|it|not|down|off|out|us|this|in|last|before|$",
            "ask|asks|asking|show|shows|send|sends ~4 @crowd|those|anyone|everyone|all|ones ~1 who|that ~1 refused|declined|rejected ~3 again|once|anew|more|twice",
            "new|other|fresh|different|kinder|friendlier|softer words|wording ~6 refused|declined|no|refusers",
            "who ~2 said ~1 no ~6 again|anew|once|new|another",
        ],
        &[
            "not|never|no|nobody|*n't ~6 said|refused|declined|rejected",
            "leave|leaves|skip|spare ~3 who",
        ],
    )),
    counts(Lexicon::new(
        &[
            "miss|misses|lose|loses|forgo|forego|forfeit|sacrifice ~1 out ~1 on ~3 #|£|%",
            "you|you'll|you'd|you'd ~2 miss|lose|forgo|forego|forfeit ~2 all|up|out|over|about|some|these|those|the ~2 #|£",
            "miss|forgo|forego ~1 #|£ ~2 _",
            "#|£ ~4 you|you'll|that ~2 miss|forgo|forego|never",
            "go ~1 without ~1 #|£",
            "#|£ ~4 pass|passes|slip|slips|go|goes|run ~1 you|past|through ~1 by|away|you|fingers",
            "that ~1 is|makes|means|adds ~4 #|£ ~4 missed|lost|forgone|fewer|wasted|gone",
        ],
        &["miss|missed ~2 call|bus|train|ferry|payment|payments|dose|appointment"],
    )),
    street(Lexicon::new(
        &[
            "on|in|of|from|across|along ~1 your|the|this street|road|neighbourhood|neighborhood|block|building|village|estate|close|lane|terrace|house|stairwell ~6 already|joined|said|signed|switched|do|use|are ~2 yes|in|up|on|it|this|so|joined|$",
            "most|many|nearly|almost|half|all|#|everyone ~5 your street|road|neighbourhood|neighborhood|block|building|village|estate|lane|terrace|neighbours|neighbors ~4 already|joined|said|signed|do|use|have|take|are|in",
            "your ~1 neighbours|neighbors|street|block|building ~2 already|joined|signed|all|agreed|said",
        ],
        &["road|street ~2 works|work|closed"],
    )),
    closes(Lexicon::new(
        &[
            "this|it|that|offer|question|page|choice|list ~2 open|stands|stand|valid|up|live|here|runs|available ~1 until|till|only ~4 @soon|midnight|noon",
            "you|we ~2 have|need|must|want|take ~4 until|till|by ~2 @soon|midnight|noon ~2 to|for ~1 answer|decide|choose|say|reply",
            "we ~1 close|shut|end|stop ~1 the|this|our ~1 list|offer|sign|scheme|door|doors|book|books ~3 on|at|by|in|after|this ~1 @weekday|@soon|midnight|noon",
            "answers|answer|reply|replies|yes ~3 by|before ~2 @soon|midnight|noon",
        ],
        &[
            "open until|till # ~2 _",
            "every|each @weekday",
            "shop|desk|office|pool|store|library|cafe|bar|kitchen ~2 open",
        ],
    )),
    charges(Lexicon::new(
        &[
            "that|who|which|whose ~2 not|never|aren't|isn't|don't|doesn't|opt|refuse|say ~3 carry|carries|pay|pays|bear|bears|cost|costs|owe|incur|incurs ~3 £|fee|charge|surcharge|deposit",
            "without ~1 it|this|a|your ~1 yes|consent|data|$ ~2 carry|pay|costs|cost|bear ~3 £|fee|charge|surcharge",
            "fee|charge|surcharge|deposit ~3 for|on ~2 those|anyone|lines|accounts|cards|customers|homes|people ~2 not|without|no|refuse",
        ],
        &[],
    )),
    returns(Lexicon::new(
        &[
            "no|refusal ~2 counts|count|holds|hold|lasts|stands|stays|works ~2 for|until|till|only ~2 #|a|one|the|next|your ~2 @unit|year|visit|order|shop|login|stay|trip|season",
            "question|card|box ~1 is|comes|appears|returns ~2 back|again ~2 at|on|in|when|next|after",
            "after|then ~3 we|app|it ask|asks ~2 again|anew|afresh|more",
            "at|with|on|upon|after|before each|every ~1 login|sign|log|logon|start|launch|checkout|visit ~5 this|the|same ~1 question|card|box|prompt",
            "each|every time|visit|start ~1 you ~2 sign|log|open|start|launch|pay|check|come|visit|enter|return|call ~5 this|the|same ~1 question|card|box|prompt",
            "this|the|same question|card|box|prompt ~4 each|every|next time|visit ~1 you ~2 sign|log|open|start|launch|visit|come|pay",
            "this|the|same question|card|box|prompt ~4 at|with|on|upon each|every ~1 login|sign|log|logon|start|launch|checkout|visit",
            "same ~1 question ~4 again|anew|afresh|back|next|until|till|each|every",
            "this|the question ~1 is|gets ~1 put|asked|shown|repeated ~3 again|anew|afresh|each|every|daily|weekly|until",
            "we|app|it keep|keeps|go ~1 on ~1 asking _",
            "put|puts|bring|brings|raise|raises ~2 question ~4 again|anew|afresh|back",
            "shall|may|can|could|might|should we|i ~9 after all",
            "you ~1 said|told|answered|wrote ~2 no ~2 on|last|yesterday|before|@weekday|already",
            "how about it|this ~2 this|now|time",
            "you ~2 turned|waved|pushed ~2 down|away|off ~8 shall|may|can|could|will|how",
        ],
        &[
            "for ~1 good|ever|always",
            "until ~1 you",
            "first aid|class",
            "table|seat|desk ~3 _",
            "not|never|*n't ~2 ask",
        ],
    )),
];

pub(super) static GERMAN: [Group; 9] = [
    accepts(Lexicon::new(
        &[
            "mit|durch ~1 ihrem|deinem|dem|einem|ihrer|deiner ~1 ja|einwilligung|zustimmung ~5 auch|zugleich|ebenso|abgedeckt|ausserdem|ebenfalls",
            "ja|einwilligung|zustimmung ~2 gilt|umfasst|deckt|schliesst|erlaubt ~3 auch|zugleich|ebenso|ausserdem|ebenfalls",
            "geschaftsbedingungen|nutzungsbedingungen|agb|teilnahmebedingungen|datenschutzerklarung|vertragsbedingungen ~3 an|akzept*|anerkenn*|zustimm*|einverstanden|annehmen|zu|bestatig*",
            "akzept*|anerkenn*|zustimm*|stimmen|stimmst|nehmen|nimmst|erkennen|bestatig* ~8 geschaftsbedingungen|nutzungsbedingungen|agb|teilnahmebedingungen|datenschutzerklarung|vertragsbedingungen|bedingungen",
            "ja ~4 gilt|umfasst|schliesst ~5 geschaftsbedingungen|agb|bedingungen|datenschutzerklarung",
        ],
        &[],
    )),
    joins(Lexicon::new(
        &[
            "und|zugleich|gleichzeitig|damit|dabei|ausserdem|sowie ~6 newsletter|verteiler|werbeliste|werbung|gewinnspiel|mailingliste|club|kundenclub|angebotsliste",
            "und ~6 darf|durfen|lassen ~5 anrufen|werben|kontaktieren|anschreiben",
            "und ~8 uber|zu|wegen|fur ~2 *versicherung*|*kredit*|*angebote|*vertrage|finanz*|strom*|handy* ~2 anrufen|anruft|beraten|informieren|werben|ansprechen",
            "und ~2 darf|durfen ~6 anrufen|werben|kontaktieren|anschreiben|ansprechen",
            "und ~4 nummer|adresse|daten|namen|mailadresse|bestellungen|foto|bild|fotos ~3 an|mit ~5 geben|weitergeben|weiterleiten|ubermitteln|verkaufen|teilen|reichen",
            "und ~6 *vertrag|abo|tarif|mitgliedschaft ~3 verlanger*|wechsel*|erneuer*|bestell*",
            "ja zu|fur beidem|beiden|allem|beides|alles",
            "nein zu|fur beidem|beiden|allem|beides|alles",
        ],
        &["newsletter ~2 zu|fur|an|mit ~2 _"],
    )),
    beats(Lexicon::new(
        &[
            "browser*|signal*|gpc ~8 ubergeh*|uberstimm*|ignorier*|missacht*|aufgehoben|ausgesetzt|uberschrieb*|ausser|beiseite",
            "ubergeh*|uberstimm*|ignorier*|missacht*|uberschreib*|sticht|schlagt ~6 browser*|signal*|gpc",
            "ja ~3 gilt|zahlt|geht|wiegt|hat ~3 vor|mehr|auch|vorrang|uber|trotz ~5 browser*|signal*|gpc",
            "browser*|signal*|gpc ~6 zahlt|gilt|gelten ~1 nicht|nichts ~1 mehr|$",
            "auch|selbst ~1 wenn ~2 browser|signal ~4 nein|nicht|ablehn*|widersprich*|verbiet*",
        ],
        &["bleibt|bleiben ~2 aus"],
    )),
    rewords(Lexicon::new(
        &[
            "fur|an ~2 alle|kunden|menschen|leute|diejenigen|jene|die|personen|mitglieder ~1 die|der ~5 nein|abgelehnt|verneint|abgesagt|ablehnten|ablehnte|ausgeschaltet|abgeschaltet",
            "neu|anders|freundlicher|neuen|anderen ~3 worten|formuliert|gefasst|worte ~8 nein|abgelehnt|ablehn*",
        ],
        &["nicht|nie|niemand|kein* ~6 nein|abgelehnt|ablehn*"],
    )),
    counts(Lexicon::new(
        &[
            "entgeh*|verpass*|verlier*|versaum*|verschenk*|verzicht* ~5 #|£|%",
            "#|£ ~4 entgeh*|verpass*|versaum*|verschenk*|verlier*|verloren",
            "entgeh*|verpass*|versaum* ~6 andere|alle|nachbarn",
        ],
        &["verpasst*|versaumt* ~1 termin*|zahlung*|anruf*|zug|bus"],
    )),
    street(Lexicon::new(
        &[
            "in|aus ~1 ihrer|ihrem|deiner|deinem|der|dem strasse|nachbarschaft|viertel|haus|siedlung|dorf|ort|block|treppenhaus ~6 mit|dabei|mitmach*|zugestimmt|angemeldet|eingeschaltet|ja",
            "ihre|deine|alle|viele nachbarn|nachbarinnen ~4 mit|dabei|mitmach*|zugestimmt|angemeldet|schon|bereits|ja",
            "die meisten|viele|fast|# ~4 strasse|nachbarschaft|viertel|siedlung|nachbarn ~5 mit|dabei|mitmach*|zugestimmt|angemeldet|ja",
        ],
        &[],
    )),
    closes(Lexicon::new(
        &[
            "das|dies|angebot|frage|auswahl|seite ~2 offen|gilt|steht|lauft|verfugbar ~2 bis ~3 montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mitternacht|morgen|heute|wochenende",
            "antworten|entscheiden|sagen|melden ~3 bis ~3 montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mitternacht|morgen|heute",
            "bis ~2 montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mitternacht|morgen|heute ~3 antwort*|entscheid*|zeit",
        ],
        &["jeden ~1 montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"],
    )),
    charges(Lexicon::new(
        &[
            "wer|die|der|das ~4 nicht|kein*|ablehn*|nein ~4 zahlt|zahlen|tragt|tragen|kostet|kosten|schuldet ~4 £|gebuhr*|aufschlag|zuschlag|pauschale",
            "wer|die|der ~4 nicht|kein*|ablehn*|nein ~6 £|gebuhr*|aufschlag|zuschlag ~3 zahlt|zahlen|tragt",
            "ohne ~1 zustimmung|einwilligung|ja|daten ~4 £|gebuhr*|aufschlag|zuschlag",
        ],
        &[],
    )),
    returns(Lexicon::new(
        &[
            "nein ~1 gilt|zahlt|halt|reicht|bleibt ~3 #|eine|einen|ein|woche|wochen|tag|tage|monat|monate|zum|nachsten",
            "noch ~1 einmal|mal ~3 uberlegen|uberdenken|nachdenken|anders",
            "haben|hatten sie ~4 abgelehnt|verneint",
            "sie|du|ihr|haben|hast|habt ~4 nein gesagt|geantwortet",
            "am|letzten|letzte|gestern|neulich ~3 nein gesagt|geantwortet",
            "antwort ~2 noch|bisher|weiterhin fehlt|aussteht|offen",
            // The same again after some time, or by another way.
            "fragen|fragt|melden|meldet|erinnern|kommen|erkundigen ~1 wir|sie|uns|die|er|es ~6 noch ~1 einmal|mal|ein",
            "fragen|fragt|melden|meldet|erkundigen ~1 wir|sie|uns ~6 nochmal|nochmals|erneut|abermals|wieder",
            "frage|abfrage|karte|bitte ~1 kommt|kehrt|erscheint|taucht|poppt ~6 wieder|zuruck|erneut|nochmal|nochmals|abermals|auf",
            "nach # ~1 tag|tage|tagen|woche|wochen|monat|monate|monaten ~4 fragen|frage|fragt ~4 noch|nochmal|nochmals|erneut|wieder",
            "danach|dann|anschliessend ~1 fragen|fragt|kommt|erscheint ~4 neu|erneut|wieder|nochmals|abermals|frage",
            "bei|nach|vor|mit ~1 jedem|jeder|jedes ~1 anmeldung|anmelden|login|besuch|start|offnen|bestellung|einkauf|bezahlen|einloggen|aufruf ~6 die|diese|dieselbe|selbe|gleiche frage|abfrage|karte",
            "die|diese|dieselbe|selbe|gleiche frage|abfrage|karte ~5 bei|nach|vor|mit ~1 jedem|jeder|jedes ~1 anmeldung|anmelden|login|besuch|start|offnen|einloggen|aufruf",
            "die|diese|dieselbe|selbe|gleiche frage|abfrage ~3 erneut|wieder|nochmals|abermals|nochmal ~2 vor|gestellt|gezeigt|vorgelegt|eingeblendet|$",
            "legen|stellen|zeigen|blenden ~5 frage ~3 erneut|wieder|nochmals|abermals|nochmal|neu ~1 _|$",
            "dieselbe|gleiche|selbe frage ~5 wieder|erneut|nochmals|jedem|jeder|bis",
            "jedes mal ~8 diese|dieselbe|die frage|abfrage",
            "fragen|fragt ~3 so ~1 lange|oft ~1 bis _",
            "wer|alle|allen|jene|denen|diejenigen ~5 nein|abgelehnt|ablehn*|abgewinkt|verneint|weggeklickt ~6 nochmal|nochmals|erneut|wieder|abermals|gefragt",
            "erneut|nochmal|nochmals|wieder ~5 alle|allen|jene|denen|diejenigen|leute* ~5 nein|abgelehnt|abgewinkt|verneint|weggeklickt",
            "fragen|fragt|erinnern|melden|zeigen|klopfen ~5 taglich|jeden|jedes|jeder|jedem|wochentlich|weiter|immer|bis ~3 _",
            "abgelehnt|ablehn*|nein|absage* ~6 taglich|jeden|jedes|jeder|jedem|wochentlich ~3 frag*|wieder|erneut|gefragt",
            "bis ~1 sie|du ~2 zustimmen|zustimmst|ja|einwilligen|einwilligst|erlauben|erlaubst",
        ],
        &[
            "bis ~1 sie",
            "nicht|nie ~2 fragen|gefragt",
            "fragen|melden|meldet|fragt ~8 nicht|nie|kein* ~3 wieder|erneut|mal|nochmal|noch",
            "nicht|nie|kein* ~3 nochmal|nochmals|erneut|wieder|abermals|gefragt",
            "fragen|fragt|erinnern|melden|zeigen ~6 welche|was|wo|ob|welches|wie",
            "erinnern|zeigen ~2 sie|dich|ihnen|dir ~1 an|den|die|das",
            // Whoever likes to can ask for it herself.
            "melden sie ~2 sich",
        ],
    )),
];

pub(super) static ARABIC: [Group; 9] = [
    accepts(Lexicon::new(
        &[
            "بموافقتك|موافقتك|بنعم|بقبولك|قبولك ~4 أيضا|كذلك|تشمل|يشمل|وتشمل|معها",
            "تقبل|توافق|الموافقة|موافقتك|قبول|قبولك|تقبلون|بقبول|للموافقة ~4 شروط*|الشروط|أحكام*|الأحكام|سياسة|بشروط*|للشروط|لشروط*",
        ],
        &["هل ~1 تقبل|توافق ~3 سياسة ~2 أن"],
    )),
    joins(Lexicon::new(
        &[
            "ولإدراجك|وإدراجك|ولتسجيلك|وتسجيلك|ولإضافتك|وإضافتك|ولضمك|وضمك|واشتراكك|ونسجلك|وندرجك|ونضيفك|ولاشتراكك ~5 قائمة|قائمتنا|نشرة|نشرتنا|عروض*|نادي*|النشرة|القائمة|برنامج*|الإعلانية|سحب",
            "إدراجك|تسجيلك|إضافتك ~2 معا|أيضا|كذلك ~4 قائمة|قائمتنا|نشرة|نشرتنا|النشرة",
            "وبأن|ولأن|وأن ~3 تتصل|يتصل|تراسلك|يراسلك ~4 شركة|وكالة|مؤسسة|بنك|تأمين|شركات",
            "وأن ~4 تتصل|يتصل|نتصل|تراسلك|نراسلك ~3 بشأن|بخصوص|لعروض|لعرض|حول _",
            "نعم|لا|أوافق|أرفض ~1 للأمرين|لكليهما|للاثنين|للكل|لكل|عليهما",
        ],
        &[],
    )),
    beats(Lexicon::new(
        &[
            "متصفحك|المتصفح|إشارة|الإشارة|إشارته ~6 نتجاهل*|نتجاوز*|نتخطا*|نلغي*|يلغي*|تلغى|تسقط",
            "نتجاهل|نتجاوز|نتخطى|يتجاوز|تتجاوز|يلغي|تلغي|يغلب|تغلب|تتقدم|يتقدم|أقوى ~5 متصفحك|المتصفح|إشارة|الإشارة",
            "حتى ~1 لو|إذا|وإن ~4 متصفحك|المتصفح ~4 لا|يرفض|رفض|عدم",
        ],
        &[],
    )),
    rewords(Lexicon::new(
        &[
            "لمن|للذين|لكل|إلى ~2 رفض|رفضوا|رفضوه|قالوا|قال|امتنع|امتنعوا ~3 _|$",
            "صياغة|كلمات|بكلمات|عبارات|بعبارات|بصياغة ~2 جديدة|أخرى|ألطف ~6 رفض|رفضوا|رفضوه",
        ],
        &[],
    )),
    counts(Lexicon::new(
        &[
            "تفوتك|يفوتك|ستفوتك|سيفوتك|تخسر|ستخسر|تضيع|ستضيع|تفقد ~3 #|£|%",
            "#|£ ~3 تفوتك|ستفوتك|تضيع|ستضيع|تخسرها|ستخسرها|تفقدها",
        ],
        &[],
    )),
    street(Lexicon::new(
        &[
            "جيرانك|شارعك|حيك|عمارتك|قريتك|جيرانكم ~6 انضم*|شارك*|وافق*|سبقوك|فعلوا|فعلوه|مشترك*|اشترك*|يشارك*",
            "معظم|أكثر|أغلب|كل|جميع ~2 جيرانك|شارعك|حيك|عمارتك|سكان ~5 انضم*|شارك*|وافق*|يشارك*|اشترك*|فعلوا|مشترك*",
        ],
        &[],
    )),
    closes(Lexicon::new(
        &[
            "هذا|العرض|السؤال|الصفحة|الاختيار ~3 مفتوح|متاح|متاحة|مفتوحة|سار|قائم ~2 حتى|لغاية ~4 الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الليل|غد|الغد|اليوم",
            "أجب|قرر|اختر|رد|الرد|الإجابة ~3 قبل|حتى ~3 الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الليل|غد|الغد",
        ],
        &[],
    )),
    charges(Lexicon::new(
        &[
            "من|الذين|التي|الذي|لمن ~2 لا|لم|يرفض|رفض|رفضوا ~4 يدفع|تدفع|يدفعون|يتحمل|تتحمل|عليه|عليها ~4 £|رسوما|رسم|رسوم|أجرة",
        ],
        &[],
    )),
    returns(Lexicon::new(
        &[
            "رفضك|الرفض ~3 أسبوع*|شهر*|أيام|يوم|يوما|سنة|#",
            "نسألك|ونسألك|نسأل|السؤال ~2 جديد|مجددا|ثانية|أخرى|ثانيا",
            "بعد ~2 #|يوم|يومين|أيام|أسبوع|أسبوعين|شهر|شهرين ~3 نسأل*|سنسأل*|يعود|نعود|سنعود|يظهر ~4 _",
            "نسأل*|سنسأل*|ونسأل*|فنسأل* ~4 مجددا|ثانية|أخرى|جديد|ثانيا|بعد",
            "*نسألك|*نسألكم|*نسأله|*نسألهم|*سألناك|*سألناكم ~4 كل|يوميا|يوم|أسبوع|حتى|دخول|زيارة|مرة",
            "يعود|تعود|يظهر|تظهر|ويعود|ويظهر|سيعود|سيظهر ~3 السؤال|سؤال|الطلب|النافذة|الرسالة ~5 كل|يوميا|حتى|مرة|غدا|بعد|ثانية",
            "السؤال|سؤال|الطلب|النافذة ~2 يعود|سيعود|يتكرر|يظهر|سيظهر ~4 كل|يوميا|حتى|مرة|غدا|بعد|ثانية|أخرى",
            "من|لمن|إلى ~2 رفض|رفضوا|رفضت ~4 مجددا|ثانية|أخرى|جديد",
            "نعيد|سنعيد|وسنعيد|نكرر|سنكرر ~2 السؤال|سؤالك|الطلب",
            "عند|مع|في|بعد كل ~1 تسجيل|دخول|زيارة|فتح|طلب|شراء ~5 السؤال",
            "السؤال ~4 عند|مع|في|بعد كل ~1 تسجيل|دخول|زيارة|فتح|طلب|شراء|مرة",
            "السؤال ~1 نفسه|ذاته ~4 مرة|كل|ثانية|أخرى|حتى",
            "تغير|غيرت ~1 رأيك",
            "قلت|أجبت|رفضت ~2 لا|ذلك|أمس|السابق ~3 أمس|الماضي|الماضية|السابق|يوم|قبل",
        ],
        &["لا|لن ~2 نسألك|نسأل"],
    )),
];
