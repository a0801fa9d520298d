//! English verbs of loss, of charge, of delay and of limits, whatever the thing is called (L-E1).
//!
//! The tables name no thing of any trade. What stands at the verb decides: a sentence may end what this
//! data made, and the messages that brought it, and nothing else.

use super::Effects;
use crate::lint::phrase::Lexicon;

pub(super) static EFFECTS: Effects = Effects {
    subject: &SUBJECT,
    object: &OBJECT,
    negated: &NEGATED,
    other: &OTHER,
    means: MEANS,
    doers: DOERS,
    skipped: SKIPPED,
};

/// What brings a benefit, and what is made of data: they may end.
const MEANS: &[&str] = &[
    "emails", "texts", "messages", "letters", "notes", "calls", "reminders", "alerts", "tips",
    "guess", "counts", "counting", "list", "reports", "notices", "notifications", "suggestions",
    "recommendations", "ideas", "mail", "sms", "push", "newsletters", "data", "answers", "names",
    "numbers", "profile", "records", "copy", "page", "chart", "log", "entry", "questions",
    "warnings", "map", "pictures", "invitations", "estimates", "score", "readings", "details",
    "history", "comparison", "button", "row",
];

/// Who does what the data is used for.
const DOERS: &[&str] = &[
    "we", "she", "he", "it", "they", "this", "that", "these", "nobody", "nothing", "none",
    "computer", "app", "staff", "team", "robot", "meter", "everything", "all", "there", "who",
    "which", "i", "us", "nurse", "coach", "cook", "driver", "trainer", "desk", "phone", "watch",
    "car", "device",
];

/// Words between the thing and its verb.
const SKIPPED: &[&str] = &[
    "then", "also", "now", "no", "longer", "still", "only", "all", "soon", "thereafter", "later",
    "just", "even", "too", "both", "will", "would", "can", "may", "must", "so",
];

/// What its subject is decides.
static SUBJECT: Lexicon = Lexicon::new(
    &[
        "is|are|be|being|been|get|gets|was ~2 @undone",
        "ends|end|stops|stop|lapse|lapses|expire|expires|cease|ceases|disappear|disappears|vanish|vanishes|shrink|shrinks|closes|shuts|suffer|suffers",
        "go|goes|fall|falls|drop|drops|melt|melts ~1 away|off|out$",
        "run|runs|drop|drops|fall|falls|slip|slips ~1 out|off ~1 at|of|on|in|the|after|$",
        "come|comes to an|a end|halt|stop|close",
        "is|are then ~1 over|off|out|closed|shut|done|history",
        "is|are no longer",
        "start|starts|begin|begins|count|counts ~1 again|over|afresh|anew",
        "start|starts|begin|begins ~2 from ~1 zero|nothing|scratch|nought|beginning|square|start",
        "take|takes|need|needs|last|lasts ~3 # ~2 @unit|working",
        "take|takes|need|needs ~3 a|several|some|many ~1 @unit|fortnight|while",
        "can't|cannot|couldn't|won't ~1 be ~1 @undone|@served",
    ],
    &[
        "until|till|before|when|after|once|if|while|unless ~5 ends|end|stops|stop|lapses|expires|closes",
        "to ~1 end|stop|close",
        "you ~3 end|stop|close",
        "start|starts again|over at|with you",
        "end|stop|close of",
        "the|an|no|at|by|each|dead end|stop|close",
        "is|are no longer ~1 used|read|kept|shared|stored|looked|counted|sent|picked|shown|linked|collected|needed|matched|seen|tracked|sorted ~1 by|for|with|from|$",
        "disappear|disappears|vanish|vanishes ~1 from ~2 app|page|screen|menu|list|phone|site|view",
    ],
);

/// What its object is decides.
static OBJECT: Lexicon = Lexicon::new(
    &[
        "we|we'll|they|it|shop|bank ~3 @undo ~1 your|the|any|all|each|every ~2 _",
        "lose|loses|losing|lost|forfeit|forfeits ~1 your|the|any|all|access|their|its _ ~1 _",
        "and ~1 so do|does|is|are|will ~4 _",
        "and|along|together ~6 with it|them|this",
        "takes|take ~5 with it|them",
        "without ~3 _",
    ],
    &[
        "without ~1 this|it|that|them|extra|further|more|having|waiting|notice|cost|fee|charge|limit|limits|wait|saying|giving|being|asking|end|card|data|yes|answer|reason|trace|name",
        "@crowd|those|anyone|whoever|accounts|claims|bookings|orders ~1 without",
        "also|even|too|or|and without",
        "with or without", "and ~2 so do|does ~1 we|our",
    ],
);

/// Something that was done is not done any more, or cannot be.
static NEGATED: Lexicon = Lexicon::new(
    &[
        "is|are|be not|never ~2 @served",
        "isn't|aren't|won't ~2 @served",
        "can ~1 no|not longer",
        "can't|cannot|couldn't",
        "do|does|will not ~1 count|apply|work|qualify|run|earn|include|cover|accept|open|last",
        "don't|doesn't|won't ~1 count|apply|qualify|earn|include|cover",
        "no longer",
        "not ~5 until|till|before ~1 the|a|next|you|all|others|after|noon|#",
    ],
    &[
        "cannot|can't|won't|not|no ~1 longer ~1 be ~1 switched|turned|wrong|sure|changed|seen|read|used|known|linked|told|traced|matched|found",
        "cannot|can't turn|switch",
        "no longer ~2 look|looks|read|reads|use|uses|used|see|sees|send|sends|pick|picks|know|knows|track|tracks|text|texts|email|write|writes|call|calls|post|posts|count|counts|store|stores|share|shares|check|checks|compare|compares|ask|asks|guess|guesses|sort|sorts|list|lists|show|shows|tell|tells|warn|warns|remind|reminds|match|follow|follows|counted|read|kept|shown|sent|looked|collect|collects|record|records|learn|learns|hear|listen|watch|watches|film|measure|measures|note|notes|choose|chooses|suggest|suggests|shared|stored|picked|linked|collected|needed|seen|tracked|sorted|matched|listed",
    ],
);

/// It costs something, comes later, is less or is for others, whatever it is.
static OTHER: Lexicon = Lexicon::new(
    &[
        // What somebody is made to be, or to do.
        "you|you'll|you're ~3 put|placed|moved|switched|transferred|seated|quoted|treated|classed|classified|rated|billed|invoiced|assigned|converted|rerouted|shifted|relegated ~1 on|onto|to|at|in|into|as|where|by|next|near|under|with|off|back",
        "you ~2 move|switch|change|convert|fall|drop|slide|sink ~1 over|back|down|up ~1 to|onto|on|into _",
        "you ~2 must|need ~2 hand|bring|pay|queue|wait|call|ring|visit|come|go|travel|apply|reapply|register|prove|show|sign|print|send|post|fill|return|collect|fetch|carry|confirm|verify|submit|stay|be|accept|buy|take|leave|book|report|attend|appear|upload|provide|present|produce|repeat|renew|settle|clear",
        "you ~2 have to ~1 hand|bring|pay|queue|wait|call|ring|visit|come|go|travel|apply|reapply|register|prove|show|sign|print|send|post|fill|return|collect|fetch|carry|confirm|verify|submit|stay|be|accept|buy|take|leave|book|report|attend|appear|upload|provide|present|produce|repeat|renew|settle|clear",
        "then|without|now|each|every|first ~4 need|needs|require|requires|call|calls ~1 for ~2 a|an|your|the|two|proof|id|payment|cash|approval|pre",
        "need|needs|require|requires|demand|demands ~3 visit|signature|deposit|fee|proof|passport|prepayment|guarantor|stamp|witness|appointment ~1 at|in|from|to|each|for|of|first|before|$",
        "need|needs|require|requires ~3 to be on|allowed|given|accepted|agreed",
        "is|are|be ~2 tied|bound|subject|reserved|restricted|exclusive|confined|limited ~1 to|for ~2 _",
        "limited|capped|restricted|rationed|confined ~1 to|at #",
        "for|to ~3 @crowd ~1 alone|exclusively|solely",
        "open|opens|available|bookable|offered|given|valid|works|work|free|possible ~2 only|solely|exclusively ~1 to|for|with|by|after|if|in|on|at _",
        "can|may ~2 be ~1 booked|bought|used|opened|changed|ordered|had|reached|returned|seen|played|reserved ~1 only ~1 by|with|at|in|on|for|after|through",
        "only|just ~1 to|for|by|with|if those|people|members|customers|guests|readers|homes|families|drivers|patients|players|accounts|passengers|travellers|households|_ ~1 with|who|that|whose",
        "off|out|beyond ~1 the|of table|menu|question|reach|bounds",
        "left|kept out of your",
        "turned|turn|turns ~3 away",
        "can|may|must ~1 be ~1 used|spent|redeemed|claimed ~3 until|till|by|before ~2 @weekday|#|end|month|date|today|midnight",
        // What it costs.
        "then|now|without|hence|otherwise|thereafter ~5 £",
        "then|now|otherwise|thereafter ~4 @cost",
        "@cost ~2 then|begin|begins|start|starts|kicks|apply|applies",
        "@cost ~4 is|are|becomes|become|falls|fall ~1 due|payable|added|charged|taken|kept|withheld|required|asked|owed",
        "for|against|at|with a|an|extra|added ~2 @cost $",
        "price|rate|fare|tariff|fee|charge|surcharge ~4 applies|apply",
        "for|against|at|with a|an ~1 @cost ~1 of|per|each",
        "£|% ~1 dearer|costlier|pricier",
        "dearer|costlier|pricier",
        "up front|upfront",
        "you|customers|guests|members|owners ~2 carry|bear|meet|shoulder|cover|owe|repay|refund|settle ~4 £",
        "that|which was|were|is ~1 free|included ~4 £|%|@cost|cost|costs|charged",
        "free|included until|till|so|up ~3 £|%|@cost|cost|costs",
        "becomes|become|turn|turns|turned ~2 paid|pay|premium|chargeable|payable|billable|read|limited|void|invalid|private|unavailable|slower|dearer|smaller|shorter|harder|weaker|poorer|public",
        "£ ~1 or|instead|rather|not ~3 £",
        "for|to ~2 @crowd|those|anyone ~2 who|that ~2 have|has|keep|keeps|leave|get|gets|take|turn|turned|switch|switched|allow|let|lets|share|agree|use|said ~4 this|it|on|yes|texts|emails|calls|us|app",
        "only|just ~2 @crowd|those ~1 who|that|with",
        "£ ~2 for|to ~1 those|homes|people|members|customers|guests|everyone ~1 with|who|that ~3 _",
        "high|higher|highest|top|steep|steeper ~1 risk|rate|rates|price|prices|band|fee|fees|tier|premium|tariff",
        "paid line|number|version|plan|tier|service",
        "prepayment|prepaid",
        "yearly|annual|monthly billing|payment with",
        // When it comes, and after whom.
        "with|after|by|of|a|the|in ~2 delay|delays|lag|backlog",
        "after|behind|below the|all ~1 rest|others|other|remaining",
        "than|once|after|until|till|when ~1 the|all ~1 rest|others ~1 _",
        "once|after|until|till|when ~5 are|have|has|is|been ~1 done|served|finished|seated|chosen|through|picked|helped|answered|boarded",
        "is|are|come|comes|go|goes ~1 last|latest|bottom ~1 on|in|to|off|of|out|at",
        "take|takes|serve|serves|see|sees|answer|answers|pick|picks|choose|chooses|call|calls|admit|admits|treat|treats|help|helps|ship|ships|load|loads ~6 first$",
        "@unit|fortnight ~1 instead|rather|not of|than ~3 @unit|fortnight",
        "in weeks|months|days rather|instead|not _",
        "# ~2 @unit|fortnight ~1 instead|rather|not|after|behind|later ~1 of|than|the",
        "# ~2 @unit ~1 less|fewer|shorter",
        // How little, how badly.
        "from then|now|that|there on|day ~4 #",
        "# ~4 from then|now|that on|day",
        "down from",
        "see|sees|hear|hears|watch|show|shows|play|plays|with|sit|get|gets|between|before ~3 advert|ad|commercial|ads|adverts|advertisement",
        "as vouchers|credit|points only|alone",
        "are|is ~2 given|offered|sold|passed|let|goes|released|handed|go ~2 to|on ~2 the|a|an|another|someone|somebody|others|other ~1 next|other|another|waiting|first|member|customer|guest|reader|_",
        "goes|go|pass|passes ~2 to ~1 another|someone|somebody|others|whoever|next|the ~1 _",
        "give|gives|sell|sells|let|lets|pass|hand|offer|release|releases|cancel ~1 your ~4 away|another|someone|somebody|next|others|else",
        "see|sees|told|know|knows|learn|learns|tell|tells|hear|inform|informed ~3 that|whether|who|if you|they|customers|guests ~2 turned|refused|declined|objected|left|opted|said|withdrew|stopped|switched",
        "back|reset|down to ~1 level|stage|step|grade|zero|square|rank ~1 _",
        "we|you|they ~2 pay|pays|get|gets|cover|covers|refund|return|repay ~2 half|part|third|quarter|less|nothing|a fraction",
        "halve|halves|halved|reset|relegated|demoted|downgraded|confiscated|forfeited|penalised|penalized|blacklisted|throttled|surcharged|deprioritised|deprioritized",
        "earn|earns|get|gets|pay|pays|at|on|bear|bears|fall|falls|falls ~3 lower|lowest|worse|worst|smaller|slower|poorer ~1 _",
    ],
    &[
        "and|or|nor without",
        "only ~1 for|to|by|with you|us|this|it",
        "no ~1 delay|delays|charge|fee|ads|adverts",
        "back|refund|return ~4 deposit|fee|charge",
        "deposit ~1 back|returned|refunded",
        "free of|from ~1 charge|delay",
        "then ~2 on ~1 the bill",
        "first|high ~1 street|school|chair",
        "you ~2 not|never ~1 have|need to",
        "don't|needn't|never have|need to",
        "lower ~2 price|fare|cost|bill|fee",
        "less off",
        "then|now ~3 free|nothing",
        "@cost ~2 for|of ~1 turning|leaving|stopping",
    ],
);
