//! English words for what gets worse after a no, whatever it is called (L-E1).
//!
//! The tables of `en_detriment` know the things that are taken away: accounts, prices, points. These know how
//! it is said that something is taken, slowed or put behind others, and leave the thing to the trade:
//! films, pools, pitches, places in a line. They are read where a text says what ends and what stays.

use crate::lint::phrase::Lexicon;

/// Something is taken or cut, whatever else the sentence says.
pub(in crate::lint) static DROPPED: Lexicon = Lexicon::new(
    &[
        // Less of it, or none.
        "cut|cuts|slashed|reduced|shortened ~1 in|by|to half|#|%|a|third|quarter",
        "set|reset|put|go|goes|fall|falls|drop|drops|return|returns|back|down ~2 to ~1 zero|nought|scratch|bottom|lowest",
        "drop|drops|fall|falls|slip|slips|slide|slides|move|moves|moved|switched|demoted|sink|sinks ~4 to|from|into|down ~2 basic|standard|lower|lowest|economy|starter|gold|silver|bronze|platinum|level|tier|class|band|rate|tariff|list|rank|ranking|free",
        "lose|loses|losing|forfeit|forfeits|forgo|forgoes|surrender ~3 _",
        "give|gives|giving up ~2 your|the|any|all _",
        "start|starts|begin|begins again|over|afresh ~1 from|at",
        "you|customers|members|guests|patients|players|readers|drivers|riders|people|parents ~3 no|not|never|cannot|can't|won't ~2 longer|anymore|again ~1 use|get|have|see|open|reach|enter|book|join|play|watch|read|order|choose|pay|earn|collect|borrow|enjoy|qualify|receive|visit|park|bring|hold|ask|call|download|save|swap|change|return|spend|invite|skip|pause|rent|hire|ride|sit|check|claim|upgrade|combine|add|be ~4 _",
        "you|customers|members|guests|patients|players|readers|drivers|people ~1 can't|cannot|couldn't|won't ~1 use|open|enter|book|join|play|watch|read|order|choose|earn|collect|borrow|enjoy|visit|park|bring|download|swap|return|spend|invite|skip|pause|rent|hire|ride|upgrade|combine ~3 _",
        "free|early|priority|late|extra|unlimited|lounge|online|night|express|fast ~2 _ ends|end|stops|stop|lapses|goes|expires",
        // Done to somebody.
        "we|we'll|it|app|shop|bank ~2 slow|slows|throttle|cap|caps|limit|limits|shorten|shortens|reduce|reduces|lower|lowers|raise|raises|increase|increases|halve|halves|cut|cuts|freeze|freezes|block|blocks|restrict|restricts|suspend|suspends|revoke|revokes|void|withhold|withholds|deny|postpone|delay|downgrade|scrap|forfeit|retire|drop|drops|remove|removes|cancel|cancels|close|closes|shut|shuts|bar ~1 your|you|access|service|support|delivery _",
        "is|are|be|been|being|get|gets|become|becomes ~1 blocked|frozen|locked|suspended|capped|throttled|slowed|restricted|withheld|barred|disabled|halved|downgraded|demoted|revoked|forfeited|voided|terminated|shortened|curtailed|penalised|penalized|deprioritised|deprioritized|slashed|surcharged|dearer|slower|chargeable",
        "your|all|any ~3 is|are|be|been|being|get|gets|become|becomes ~1 delayed|postponed|unavailable|refused|declined|denied|payable|cancelled|canceled|closed|ended",
        "we ~1 take|claw|want|need|reclaim|recover|collect|demand ~4 back",
        "you ~3 repay|reimburse",
        "you ~3 give|hand|pay|send|return ~4 back",
        "you ~1 saved|made|built|earned|won|bought|stored|uploaded|created|gained|gathered|unlocked|collected ~3 is|are|will|be|get ~1 deleted|gone|lost|removed|wiped|void|closed|erased|cleared|cancelled|taken|worthless|forfeited|reset",
        // Behind others.
        "after|behind|below|under ~2 those|others|everyone|everybody|people|customers|members|guests ~3 who|with|that|whose|on|of|$",
        "back|end|bottom|tail ~1 of ~2 queue|line|list|pile|row",
        "last ~2 in|to ~2 line|queue|served|row|know|board|choose|pick",
        "first|before|ahead|priority ~4 to|for|of ~2 those|people|customers|members|guests|homes|drivers|anyone ~2 who|with",
        // A price of the no.
        "fee|costs|cost|charge|charged|pay|pays|price|£|surcharge|slower|longer|limited|higher|deposit ~7 who|that ~3 not|don't|doesn't|didn't|haven't|refuse|refuses|decline|declines|opt|left|leave",
        "will|now|then|also ~2 cost|costs|pay|charge|charges|bill ~3 £|more|extra",
        "£ ~2 on|to ~1 top|your|the ~2 bill|price|fare|rent|premium|fee|order",
        "full|higher|usual|regular|standard|list|undiscounted ~1 price|fare|fee|rate|premium|rent ~2 applies|apply|again|from|now|is|will|$",
        // A right is bought.
        "waive|waives|sign|signs|give|gives ~2 away|up ~2 right|rights|claim",
    ],
    &[
        "you ~1 can|could|may ?still|also|always close|cancel|lock|block|freeze|pause|return|cut|lower|lose",
        "look|looks|looked|looking after",
        "when|if|whether ~6 is|are ~1 delayed|cancelled|postponed|closed|blocked|suspended|refused|declined|denied",
        "lose|loses|losing nothing|no|none|neither|sight|track",
        "no|nothing|neither|without|free ~3 fee|charge|surcharge|penalty|deposit",
        "first|before ~3 for all",
        "you|we|they ~4 stop|stops|stopped",
        "price|fare|fee|rate you ~3 *ed",
        "get|gets|have|your|paid|comes ~3 back",
        "cut|cuts to fit|size|length",
        "cost|costs ~1 nothing|no|the|less",
        "won't|will|do|does ~1 not ~1 cost|pay|charge",
        "close|closes|cancel|cancels|drop|drops|remove|removes|cut|cuts ~1 your|you ~3 profile|answer|answers|data|name|number|address|picks|list|email|emails|texts|text|reminders|reminder|notes|note|guess|reviews|readings|records|file|page|pages|photos|from",
    ],
);

/// Something is less good, unless the sentence says that it is as it was.
pub(in crate::lint) static WEAKER: Lexicon = Lexicon::new(
    &[
        "in|at|to|on|with|only|just ~1 standard|basic|lower|low|lowest|reduced|economy|sd|slow|slower|slowest|limited|second|smaller ~1 quality|speed|definition|resolution|level|tier|class|rate|rates|priority|mode|plan|service|support|band|tariff|size|version|cover|access|queue|terms|picture|sound",
        "standard|basic|limited|reduced|economy|slow|minimum ~1 support|service|delivery|help|access|cover|quality|speed|priority|shipping|rates|rate|terms|fees|charges|prices|price ~1 applies|apply|only|instead|from|will|$",
        "@thing|replies|reply|answers|answer|payouts|calls|help|parcels|post|letters|results ~3 take|takes|need|needs ~4 # ~2 @unit",
        "@thing|replies|reply|answers|payouts|calls|parcels|results|films|songs|trips|rooms|books ~5 can|may|could|might|will|is|are|be ~2 higher|lower|slower|longer|worse|dearer|later|fewer|shorter|weaker|poorer|smaller|costlier|blurred|limited|harder",
        "parcels|post|orders|replies|answers|results|letters|refunds|payouts|deliveries|repairs ~2 come|comes|arrive|arrives|go|ship|start ~2 later|slower|last|after|# ~1 @unit ~1 later",
        "# ~1 @unit|working later|slower|longer",
        "you ~2 wait ~3 #|longer|more|until|up",
        "wait|waits|waiting ~2 ?of # ~1 @unit",
        "later|slower|less|lower|worse|higher|dearer|fewer|shorter|smaller|longer|weaker|poorer ~4 than ~2 others|those|people|customers|members|everyone|before|now|today|usual|normal|neighbours|anyone",
        "fewer|less|lower|smaller|shorter|weaker|poorer|reduced|narrower ~1 choice|choices|options|option|hours|discount|discounts|seats|slots|channels|films|books|loans|limit|limits|quality|protection|lines|rights|games|lives|lessons|rooms|time|space|storage",
        "you ~1 can|may|get|have ~1 then|only|just ~2 _ ~1 # ~2 a|per|each|every|at|$",
        "only|just|maximum|max ~1 # ~3 a|per|each|every ~1 day|week|month|year|visit|order|trip",
        "up to # ~2 @unit ~2 for|to|before",
        "fee|charge|surcharge|deposit|supplement|penalty|levy ~3 of £",
        "£ ~1 fee|charge|surcharge|deposit|supplement|penalty|levy",
        "more ads|adverts|steps|checks|questions|forms|paperwork|waiting",
        "new ~1 limits|limit|fee|fees|charges|charge|rules|restrictions",
    ],
    &[
        "no @thing ~3 take|takes|need",
        "# ~2 @unit ~1 to stop|end|turn|take",
        "no ~2 less|fewer|slower|longer|later|worse",
    ],
);

/// Says that it is so for everybody, or was so before: no loss that the no has made.
pub(in crate::lint) static ALIKE: Lexicon = Lexicon::new(
    &[
        "as|like|same|one ~3 for|as|with ~1 all|everyone|everybody|anyone|others|every|each|any",
        "as|like ~1 before|now|today|usual|always|ever",
        "like|as all|everyone|everybody|anyone|any|most|other",
        "for|of|by|to all|everyone|everybody|anyone$",
        "for|to every|each|any person|customer|member|guest|passenger",
        "all|every|other ~1 people|customers|members|guests|readers|riders ~1 see|sees|get|gets|pay|pays|do|does|have",
        "either way",
        "not ~1 because of",
        "whether|if ~4 or not",
    ],
    &[],
);

/// Says that something is as it was.
pub(in crate::lint) static STEADY: Lexicon = Lexicon::new(
    &["same|unchanged|still|stay|stays|keep|keeps|remain|remains|untouched|unaffected"],
    &["same|next day|time|moment"],
);
