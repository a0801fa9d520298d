//! English words by which two places of a document say otherwise.

use super::contrary::Contrary;
use crate::lint::phrase::Lexicon;

pub(super) static TABLES: Contrary = Contrary {
    person: Lexicon::new(
        &[
            "by hand",
            "set|decided|chosen|picked|made|judged|approved|taken|settled|signed ~2 by ~2 person|human|people|hand|clerk|manager|officer|nurse|editor|adviser|advisor|staff|colleague|buyer|teacher",
            "person|human|clerk|manager|officer|nurse|editor|adviser|advisor|colleague|buyer|teacher|team|doctor|foreman|librarian|chef|cook|florist|mechanic|baker|vet|tutor|coach|guide|sommelier|gardener|pharmacist|assistant ~10 decides|decide|approves|approve|judges|picks|pick|chooses|choose|settles|sets|signs|weighs ~1 _",
            "signs|signed|sign ~2 off",
            "ms|mrs|mr|dr|miss|sir|father|sister ~2 decides|picks|chooses|settles|approves|judges|selects|sets|signs",
            "decides|picks|chooses|settles|selects ~1 alone|herself|himself|personally",
            "she|he ~3 decides|approves|picks|chooses|settles|signs ~1 _",
            "no computer|machine|software|algorithm ~2 decides|decide|picks|chooses|has|is|looks|involved",
        ],
        &["you ~2 by hand", "by hand ~3 you|yourself"],
    ),
    machine: Lexicon::new(
        &[
            "computer|computers|software|algorithm|program|programme|model|machine|robot|app|system|automatic*|ai|bot|script|server|sensor|meter",
        ],
        &[
            "machine washable",
            "washing|sewing|coffee machine",
            "no|without ~1 computer|machine|software|algorithm",
        ],
    ),
    machine_decides: Lexicon::new(
        &[
            "computer|software|algorithm|program|model|machine|robot|system|ai|bot|app ~6 decides|decide|picks|pick|chooses|choose|sets|approves|refuses|scores|rates|rejects|grades|works|sorts|ranks|judges|selects _",
            "decided|picked|chosen|set|approved|scored|ranked|sorted ~2 by ~2 computer|software|algorithm|machine|model",
            "automatically|automatic ~2 decided|picked|chosen|approved|set|decision",
        ],
        &["computer ~1 works|picks up|on|with|for"],
    ),
    alone: Lexicon::new(
        &[
            "no|without ~2 person|human|people|staff|colleague|hand ~3 looks|look|sees|checks|check|reads|involved|decides|part|touches|looking|checking|in|$",
            "person|human|people|somebody|someone|anybody|anyone|colleague|clerk ~2 not|never|no|*n't ~2 look|looks|looking|check|checks|checking|see|sees|read|reads|review|reviews|decide|decides|sign|signs|longer|involved|part",
            "no one|anybody|anyone ~1 looks|look|looking|checks|check|checking|reads|reading|sees|decides|signs|reviews|reviewing|involved|watching",
            "without anyone|anybody|somebody|someone ~1 looking|checking|reading|deciding|reviewing|seeing|signing",
            "with nobody|none ~1 looking|checking|reading|deciding|reviewing",
            "score|scores|formula|rule|rating|number|figure|points ~1 alone|itself|only ~2 decides|decide|picks|pick|chooses|sets|settles|_",
            "score|formula|rule|rating decides|picks|chooses|settles ~2 alone|itself",
            "nobody|none ~1 looks|checks|reads|sees|decides|signs",
            "computer|software|algorithm|machine|model ~2 alone|itself",
        ],
        &[],
    ),
    scores: Lexicon::new(
        &["score|scores|points|formula|rating|calculation|rule"],
        &[],
    ),
    somebody: Lexicon::new(
        &[
            "she|he|team|staff|person|people|human|colleague|nurse|editor|clerk|adviser|manager|officer|teacher|buyer|cook|chef|desk|we|our|someone|hand|*er|*ist|*or",
        ],
        &[
            "computer|computers|number|letter|order|paper|weather|water|supper|dinner|meter|either|other|after|over|under|later|never|per|for|or|your|newsletter|list",
        ],
    ),
    free: Lexicon::new(
        &[
            "free|gratis|complimentary|gift|freebie",
            "our|a|as ~1 treat|present",
            "on the house",
            "on us",
            "for nothing",
            "at|without no ~1 cost|charge",
            "without charge|cost",
            "costs|cost you nothing",
        ],
        &[
            "free ~1 space|spaces|seat|seats|slot|slots|time|bay|bays|spot|spots|table|tables|day|days|of|from|to|bed|beds|room|rooms|place|places|evening|hour|hours|desk|court|lane|charger|chargers|bike|bikes|washer",
            "gluten|sugar|nut|dairy|lactose|duty|hands|toll|smoke|set|feel|break|trouble|cruelty|tax|fat|stress free",
            "gift ~1 aid|aided|record|records|list|shop|shops|idea|ideas|card|cards|wrap|wrapping|box|boxes|guide",
            "your|any|a ~2 gift ~3 to|for|you",
            "on us ~1 ~1 rely|count|days",
        ],
    ),
    fee: Lexicon::new(
        &[
            "£ ~3 for|towards|to|covers ~3 packing|postage|shipping|delivery|handling|service|admin|processing|packaging|fee|cleaning|insurance|fitting|each|every|it|the ~2 _",
            "card|account|you|bill|rent|bank ~3 pay|pays|cover|covers|charged|billed|takes|takes|debited|bears|carries|add|owe ~4 £",
            "postage|packing|shipping|delivery|handling|fee|fees|charge|deposit|packaging|processing|admin|surcharge ~4 £",
            "£ ~2 postage|packing|shipping|handling|fee|charge|deposit|packaging|processing|surcharge|each|apiece",
            "you ~1 only ~1 pay ~2 postage|packing|shipping|handling|delivery|packaging",
            // What it costs once the gift is over.
            "after|afterwards|then|later|thereafter|following ~5 £ ~3 a|per|each|every|month|monthly|year|yearly|week|quarter",
            "from ~2 second|third|next|2|3|fourth|following ~1 month|year|week|box|issue|order|quarter|visit|one ~4 £",
            "add|adds|put|puts|charge|charges ~2 £ ~3 to|on|onto ~1 your|the|each|every ~1 bill|invoice|account|rent|fare|tab|order|statement",
            "bill|invoice|account|statement|rent ~3 goes|rises|grows|up ~2 by ~1 £",
            "£ ~2 a|per|each|every ~1 month|year|week|quarter ~2 after|afterwards|thereafter|then|from|once",
            "first|trial ~2 month|week|box|issue|year|quarter|visit|months|weeks ~5 then|after|later|next ~5 £",
            "renews|renew|rolls|turns|becomes|continues ~4 £",
        ],
        &[
            "no|without|not ~3 £|fee|charge|postage|deposit",
            "off|over|above|from|under £",
            "£ ~1 off|voucher|credit|back",
        ],
    ),
    worth: Lexicon::new(
        &[
            "to|for ~1 us ~8 £",
            "worth ~4 £",
            "pay|pays|paid|earn|earns|make|makes|get|gets|brings|bring|charge|charges ~1 us|we|our ~6 £",
            "we|our ~1 earn|make|take|get|gain|are|receive|are ~4 £ ~6 each|per|a|every|for ~2 customer|shopper|viewer|reader|member|person|name|list|home|driver|guest|account|user|profile|you|it|year|month",
            "£ ~4 per|for|from|on|by ~1 each|every|a ~1 viewer|shopper|customer|reader|member|person|name|home|driver|guest|user|profile|account",
        ],
        &[
            "points|stamps|voucher|vouchers|ticket|tickets|coupon|coupons|lesson|swims|box|book|prize|gift ~3 worth",
            "you ~2 pay|paid|earn|get ~4 £",
            "worth ~4 £ ~2 voucher|of ~2 _",
        ],
    ),
    monthly: Lexicon::new(&["a|per|each|every month", "monthly"], &[]),
    yearly: Lexicon::new(&["a|per|each|every ~1 year", "yearly|annually"], &[]),
    copy: Lexicon::new(
        &[
            "our|a|one|the|any ~2 copy|copies|backup|backups|archive|duplicate ~6 kept|stays|stay|remains|remain|keep|held|stored|retained|lives|goes",
            "we|our ~2 keep|retain|hold|store|save ~5 copy|copies|backup|archive|duplicate",
            "what ~1 we ~2 have|know|learned|learnt|hold|counted|read ~4 is|stays|remains ~1 kept|with|ours|on",
            "we ~1 keep ~1 what|all|everything ~3 have|had|know|learned|learnt|read|counted|collected|got",
            "trips|orders|data|records|readings|visits|routes|payments|profile|history|answers|notes|list|pages|guess|score ~4 stay|stays|remain|remains|kept|live|lives ~2 with|on|in ~2 us|file|files|record|archive|records|systems|planning",
            "we|it ~1 keep|keeps|hold|holds ~1 on ~1 to ~3 backup|copy|profile|list|record|records|history|data|trips|score",
            "we ~1 keep|hold ~1 your|the|this ~1 profile|list|history|trips|data|score|guess|record|records ~1 $",
        ],
        &[
            "you|your ~1 keep|copy|copies",
            "copy|copies ~2 of ~1 your receipt|contract|bill|invoice|invoices",
            "you ~2 receipts|contract|bills",
            "law|tax|accounts ~8 keep|kept",
            "keep|kept ~6 law|tax",
            "deleted|erased|wiped|gone",
        ],
    ),
    unsold: Lexicon::new(
        &[
            "never|not|don't|won't|no|nobody ~3 sell|sells|sold|selling|rent|trade ~3 your|them|it|this|data|orders|_",
            "not|never ~1 for sale",
        ],
        &[
            "not sold out",
            "sold out",
            "sell|sold ~3 tickets|seats|shoes|products|stock|bread|alcohol",
        ],
    ),
    pays: Lexicon::new(
        &[
            "pays|pay ~1 us|our",
            "buys|buy|rents|licenses ~3 list|data|names|totals|it|them|orders|guess|guesses|profile|profiles|records|habits|answers|figures|copy",
            "for ~1 a fee|price|commission",
            "we|are|us ~1 paid|earn|charge|get ~3 for ~2 each|every|the|it|them|this|name|list|your",
            "in return|exchange for ~2 money|fee|£",
        ],
        &[
            "no|never|nobody|not|without ~4 pays|pay|buys|buy|fee|paid",
            "you ~2 pay|buy|paid",
        ],
    ),
    trifle: Lexicon::new(
        &[
            "tidier|neater|prettier|fresher|cleaner|clearer|nicer|smarter|friendlier|new|newer|modern ~1 look|looks|design|layout|page|headings|pictures|icons|order|style",
            "looks|look|reads|read|is|are ~2 tidier|neater|prettier|fresher|clearer|nicer|smarter|easier|better|shorter ~2 _|$",
            "redesigned|restyled|reformatted|rearranged|reworded|reordered",
            "tidied|tidy|polished|smoothed|brushed|edited|changed|trimmed|fixed|freshened|swapped|touched ~4 word|words|wording|line|lines|phrase|phrases|language|sentence|sentences|look|looks",
            "only|just ~2 look|looks|wording|words|layout|style|design ~1 _|$",
            "headings|icons|pictures|logo|heading|picture|icon|photo",
            "typo|typos|comma|commas|spelling|misspelling|punctuation|font|fonts|layout|colour|colours|color|hyphen|apostrophe|capital|capitals|grammar|linebreak|linebreaks",
            "sentences ~2 shorter|simpler|clearer|plainer",
            "shorter ~1 sentences|sentence|words|text",
            "words|wording|sentence|sentences ~4 clearer|simpler|shorter|easier|plainer",
            "nothing else|more ~1 changed|changes|is|new|$",
            "same meaning",
        ],
        &["spelling ~1 test|course|game|bee"],
    ),
    cheer: Lexicon::new(
        &[
            "than ever",
            "we|we've|team ~2 busy|excited|proud|thrilled|delighted|pleased|happy ~1 _",
            "more|new fun|exciting|delightful|joy|lovely",
            "simpler|fresher|friendlier|brighter|smarter|happier|bolder|nicer|cooler|lovelier|shinier|slicker|snappier ~1 and|yet|still|than|$",
            "hope|think|know ~1 you ~2 love|like|enjoy",
            "you'll|you will love|like|enjoy",
            "amazing|fantastic|wonderful|awesome|brilliant|exciting",
            "good|great news",
            "even better|nicer|easier|more",
        ],
        &[],
    ),
    new: Lexicon::new(
        &[
            "new in|with|for this|the version|text|release|edition|update",
            "from|since|with|as|starting|beginning ~1 of|with|in|from ~1 this|the|our ~1 new|latest|present|current version|text|release|edition|update|wording",
            "from|since|with|in this version|text|release|edition|update|wording",
            "in|with|of ~1 this|the|our|its ~1 second|third|fourth|next|newer|new|2nd version|edition|text",
            "as of this version|text|release|edition|update|wording",
            "^new ~1 is|also|we|it|they|here",
            "since ~1 january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|last ~3 gets|sees|has|reads|sends|prints|receives|stores",
            "since ~1 #|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|last|this ~6 also|too|has|have|now|we|it|as",
            "from ~1 now|today|#|january|february|march|april|may|june|july|august|september|october|november|december ~1 on|onwards|$ ~4 also|too|we|it|computer|longer",
            "now ~3 also|too|longer|twice|instead",
            "we|computer|app|it|they ~2 now ~1 also ~1 read|reads|use|uses|look|looks|share|shares|keep|keeps|send|sends|store|track|collect|add|adds|know|count|counts|take|takes",
            "until|before|in|up ~2 last|previous|earlier|old version|text|edition",
            "was|were|instead|up|before|earlier|previously|formerly|used ~3 # ~1 months|weeks|days|years|month|year",
            "which|it|that ~1 was|were #",
            "up|down from #",
            "where|which|when ~3 # ~1 before|previously|earlier|formerly|until",
            "# ~2 before|previously|formerly$",
            "no longer # ~1 months|weeks|days|years ~1 but ~1 #",
            "for ~1 the first time",
        ],
        &[
            "for the first time ~2 you",
            "you ~3 for the first time",
            "from now on ~3 nothing|no",
        ],
    ),
    comparative: Lexicon::new(
        &[
            "faster|quicker|earlier|sooner|cheaper|bigger|larger|longer|shorter|warmer|quieter|smoother|speedier ~1 _",
        ],
        &["no|not ~2 longer|sooner|later|earlier"],
    ),
    threshold: Lexicon::new(
        &["if|when|once|after|whenever you ~2 pass|reach|spend|spent|buy|exceed|top|hit ~3 £"],
        &[],
    ),
    rates: [
        (
            Lexicon::new(
                &[
                    "once|twice ~1 a|each|every|per year",
                    "each|every|in ~1 january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|christmas|easter",
                    "every ~1 year|twelve",
                    "yearly|annually",
                    "each year",
                ],
                &["may|can we|the|our", "month|each|every week|day|month"],
            ),
            1.0,
        ),
        (
            Lexicon::new(
                &[
                    "each|every|per|a|once quarter",
                    "quarterly",
                    "every three|four|six months",
                ],
                &["quarter of"],
            ),
            4.0,
        ),
        (
            Lexicon::new(
                &[
                    "once|twice ~1 a|each|every|per month",
                    "each|every month",
                    "monthly",
                    "first|last|end of ~1 the|each|every month",
                ],
                &[],
            ),
            12.0,
        ),
        (
            Lexicon::new(
                &[
                    "once|twice|times ~1 a|each|every|per week",
                    "each|every ~1 week|@weekday|weekend",
                    "weekly",
                    "on @weekday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays",
                    "a week",
                ],
                &[],
            ),
            52.0,
        ),
        (
            Lexicon::new(
                &[
                    "each|every ~2 day|morning|night|evening|hour|minute|time|trip|visit|order|ride|stay|drive|call|shop|order|purchase|payment|reading|lesson|delivery|flight|journey",
                    "daily|hourly|nightly",
                    "when|whenever|once|before|after|if|as|while",
                ],
                &["once a|each|every|per", "each|every ~1 time"],
            ),
            365.0,
        ),
    ],
};
