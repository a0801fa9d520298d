//! English words for what must not get worse after a no, and for a way out that is harder than the way
//! in (L-E1).
//!
//! From GDPR recitals 42 and 43 (without detriment), EDPB Guidelines 05/2020 (paragraphs 46 to 48)
//! and EDPB Opinion 08/2024, and Article 7(3) (as easy to withdraw as to give).

use crate::lint::phrase::Lexicon;

/// Says that what follows, or stands before, happens when somebody says no.
pub(in crate::lint) static CONDITION: Lexicon = Lexicon::new(
    &[
        "if|when|once|unless|should|until|whenever|after|and|or|by ~3 you ~3 say|answer|choose|pick ~1 no|refuse|off",
        "if|when|once|whenever|should ~2 you ~2 turn|switch ~4 off",
        "if|when|once|whenever|should ~2 you|customers|members|people ~2 refuse|decline|opt|withdraw|leave|object|disagree|reject|disable|unsubscribe|stop|deny",
        "if|when|once|should ~2 you ~2 don't|do|not|won't|fail|never|doesn't ~2 allow|accept|agree|share|turn|say|opt|consent|join|permit|let|give|enable|sign",
        "unless|until|till ~2 you|customers|members ~2 allow|accept|agree|share|turn|say|opt|consent|join|permit|let|give|enable|sign|switch|are|have",
        "unless|until|if|when ~2 this|it ~2 is|stays ~2 on|off",
        "without ~2 this|it|consent|permission|agreement|sharing|agreeing|allowing|turning",
        "without your ~1 yes|consent|permission|ok|data|agreement",
        "refusing|declining|withdrawing|disagreeing|opting|rejecting|turning ~3 out|off|means|this|will|may|it|can|leads|results|costs|closes|ends",
        "turning|switching ~2 off",
        "saying no",
        "only|just|for ~2 customers|members|people|users|those|shoppers|accounts|drivers|guests|anyone ~2 who|that ~3 share|allow|agree|turn|accept|say|opt|join|have|consent|keep|leave",
        "who|that|those|customers|members|anyone ~2 refuse|refuses|decline|declines|don't|doesn't|do ~1 not ~2 share|allow|agree|turn|accept|join|consent",
        "who|that|those|customers|members|anyone ~1 refuse|refuses|decline|declines",
        "otherwise",
        "or else",
        "if not",
        "a|your no ~2 means|costs|closes|ends|will",
        "after ~2 a|your no",
        "in return ~2 for|you ~2 keep|stay",
        "^no ~3 no",
    ],
    &["if ~2 you ~2 turn ~3 on", "unless you|it ~3 order|cancel"],
);

/// Something that a choice about data must not touch gets worse.
pub(in crate::lint) static WORSENING: Lexicon = Lexicon::new(
    &[
        "@lose ~4 @thing",
        "lose|losing|forfeit|give ~1 up ~3 everything|all|your|progress|place",
        "@thing|everything ~4 @worse",
        "@thing ~2 no longer ~2 work|works|available|supported|apply|applies|valid|free|included|guaranteed|honoured|honored|offered|possible|accepted|covered",
        "you ~2 no longer ~2 use|get|have|access|reach|order|buy|return|enjoy|qualify|eligible|receive|be|earn|collect|book ~5 @thing",
        "no ~1 more|longer ~2 @thing",
        "pay|pays|charge|charged|charges|cost|costs|spend|owe|bill|billed ~4 more|extra|higher|full|fee|£|%|surcharge|premium|penalty|deposit|again|double|upfront",
        "£|% ~3 more|fee|charge|surcharge|penalty|dearer|higher|extra ~3 a|per|each|every|month|order|week|year|to|for|on|applies|added|$",
        "fee|surcharge|penalty|charge ~4 applies|apply|added|payable|due|taken|of",
        "higher|slower|longer|worse|fewer|reduced|limited|weaker|poorer|delayed|restricted|downgraded ~2 @thing",
        "less ~1 support|access|priority|credit|cover",
        "more|many ads|adverts|advertising|fees|waiting|calls",
        "@thing ~3 take|takes|taking ~1 longer|more",
        "wait|waits|waiting|queue ~3 longer|more|end|back|last|line|queue",
        "support|account|accounts|delivery|membership|cover|warranty|insurance|helpline|subscription|credit|tariff|contract|card|cards ~2 ends|end|stops|stop|closes|close",
        "back|end|bottom of ~1 the queue|line|list",
        "@thing ~3 not ~2 work|be|available|included|honoured|honored|guaranteed|supported|saved|valid",
        "full price",
        "slower|worse|later|longer|harder|dearer ~3 than",
        "work|works|run|runs|load|loads|go ~2 less|worse|slower|slowly|badly|poorly",
        "less ~1 well|fast|quickly|reliable|reliably|smoothly",
        "not ~1 as|so ~1 fast|well|good|quickly|cheap|safe|secure|reliable|smooth|smoothly|often",
        "slow|slower|slowest ~1 post|queue|lane|delivery|mail|support|line|answers|shipping",
        "last|later ~1 in ~1 line|queue",
        "come|comes|arrive|arrives|answered|served|get ~2 later|slower|last|late",
        "go|goes|going|put|moved|switched|move|pushed ~2 up|down ~3 price|prices|rate|tariff|level|tier|queue",
        "price|prices|rate|premium|bill|fees|tariff|interest ~2 go|goes|will|may|could|jump|jumps|climb|climbs|rise|rises|up",
        "close|closes|closed|delete|deletes|deleted|cancel|cancels|end|ends|lock|locks|shut|shuts|suspend ~3 your|the|you ~2 account|accounts|membership|subscription|contract|plan|policy|profile|wallet|card|order|orders|booking|bookings|points|service|ticket|login|loan",
        "your|all|the ~3 account|accounts|membership|points|miles|rewards|balance|credit|order|orders|booking|bookings|ticket|playlists|photos|progress|status ~3 closed|deleted|cancelled|canceled|lost|wiped|removed|gone|expire|expires|reset|frozen|locked|suspended|forfeited|void|erased|vanish|disappear|zero|end|ends|lapse",
        "points|miles|rewards|stamps|credit|credits|vouchers ~2 you ~2 earned|collected|saved|have|hold ~4 expire|gone|lost|forfeited|vanish|lapse|void|removed|deleted|zero",
        "stop|stops|stopped|pause|paused|end|ends|block|blocks|withhold|withheld|hold|delay|delayed ~3 your ~2 delivery|deliveries|order|orders|refund|refunds|support|account|service|access|payments|payouts|booking|claim|claims|prescription|treatment|appointment|appointments|login|card",
        "downgrade|downgraded|demote|demoted|bumped|throttle|throttled|restrict|restricted|penalise|penalised|penalize|penalized|blacklist|blacklisted|banned|ban|evict|evicted|kick|kicked|excluded|locked ~3 you|your|to|from|out|account|service|tier",
        "lock|locks|locked ~3 out",
        "no|without ~1 support|delivery|refund|refunds|returns|account|service|access|warranty|cover|checkout|insurance|login|credit",
        "only ~3 email|phone|chat|basic|paper|standard|slow ~2 support|help|service|delivery|features",
        "@thing ~2 become|becomes|turns|gets|get|is|are|will ~1 be ~1 worse|slower|limited|harder|basic|weaker|poorer|dearer|unavailable|shorter|smaller|fewer|longer|higher|less|costlier",
        "it|everything|things|app|site|service ~2 gets|get|be|becomes|becomes ~1 worse|slower|harder|clunky|limited|less",
        "first ~2 to ~2 lose|wait",
        "lower|last|low ~1 priority|place|level",
        "prioritise|prioritised|first|ahead|before ~2 others|everyone|customers|members|people",
        "not ~2 eligible|entitled|qualify|covered|protected|insured|refunded|supported|served|helped|guaranteed",
        "void|voids ~3 warranty|guarantee|cover|policy|insurance",
        "void|invalid|ineligible",
        "refuse|decline|turn ~2 you ~2 service|cover|away|entry|credit",
    ],
    &[
        "we|computer|helper|they|app|shop|team ~2 stop|stops|stopped *ing",
        "stop|stops|stopped using|looking|reading|counting|sending|asking|emailing|texting|calling|sharing|tracking|writing|picking|getting|checking|guessing",
        "no @thing ~3 change|changes|changed|lost|affected|touched|needed|is|are",
        "@thing ~4 same|unchanged|untouched|unaffected|safe|kept|fine|normal|usual",
        "no|nothing|neither ~4 change|changes|changed|affected|touched",
        "unsubscribe|stop ~1 link",
        "less|more than",
        "no longer ~1 than",
        "no|not ~2 slower|worse|later|harder|dearer",
        "not ~2 longer",
        "wait|waits ~2 no longer",
        "up to",
        "no more|longer ~2 messages|emails|texts|updates|calls|notes|alerts|ideas|tips|reminders|ads|adverts|letters|offers",
        "stop|stops|end|ends ~3 messages|emails|texts|updates|alerts|tips|notes|calls|reminders|ideas|ads|adverts|letters|suggestions|guesses|offers",
        "messages|emails|texts|updates|alerts|tips|notes|calls|reminders|ideas|ads|adverts|letters|suggestions|guesses|picks|offers ~3 stop|stops|end|ends|ended|gone|fewer|paused",
        "delete|deletes|deleted|erase|erased|remove|removed|clear|clears|wipe|wiped ~4 data|history|guess|guesses|copy|profile|files|what|answers|records|list|number|phone|location|searches|trips|it|them|orders|plans|photos|calls|recordings",
        "data|history|guess|guesses|copy|profile|files|records|list|location|searches|number ~3 deleted|erased|removed|cleared|gone|wiped",
    ],
);

/// Says that somebody cannot have something any more.
pub(in crate::lint) static CANNOT: Lexicon = Lexicon::new(
    &[
        "can't|cannot|couldn't|unable ~3 use|order|buy|return|get|access|reach|log|sign|book|pay|claim|shop|keep|enter|open|call|contact|serve|help|deliver|offer|support|guarantee|process|provide|earn|redeem|collect|continue|travel|fly|check|refund|renew|switch|ship|insure|finish|complete",
        "won't|not|no|longer ~2 be ~1 able|allowed|permitted|possible ~2 to",
        "won't|not ~2 deliver|ship|refund|help|support|serve|honour|honor|answer|reply|process|open|renew|insure|cover|repair|work|load|start|guarantee|accept ~3 your|you|as|orders|returns|without|claims|calls|$",
    ],
    &[
        "won't|not ~2 work ~2 out|it|with",
        "can't|cannot|unable ~3 pick|send|show|tell|check|text|email|guess|plan|suggest|warn|remind|match|see ~2 you ~1 this|these|the|a",
    ],
);

/// Says that something is had only for a yes.
pub(in crate::lint) static TAKEN: Lexicon = Lexicon::new(
    &[
        "must|have|need|needs|has|required|obliged ~2 to ~1 allow|accept|agree|consent|turn|say|share|opt|give|enable|permit|sign ~8 to|before|for|or",
        "must|required|mandatory|compulsory|obligatory ~2 for|to ~5 account|order|delivery|support|refund|service|app|price|membership|shop|use|buy|checkout|access|continue|return|log|sign",
        "to ~1 keep|continue|use|get|access|open|save|stay|reach|finish|complete|check|place|receive|protect|avoid|retain ~6 allow|accept|agree|consent|turn|share|say ~3 this|on|yes|your|it|to|us",
        "allow|accept|agree|turn|share|say ~4 to|or ~1 keep|continue|avoid|save|retain|stay|lose|restore|reach ~5 @thing|open|active|customer|member|logged",
        "only ~2 if|when|with|after ~3 you ~2 allow|accept|agree|share|turn|say|consent ~8 @thing",
        "@thing ~4 only ~1 if|when|while|with ~2 you ~2 allow|accept|agree|share|turn|say|consent|keep",
        "to ~1 keep|continue|use|get|access|open|save|stay|reach|finish|complete|check|retain|keep ~3 @thing ~4 let|we|need|agree|allow|may|can",
        "or ~6 pay|spend ~3 more|extra|for|full",
        "condition|requirement of ~4 account|order|service|contract|membership|purchase|terms|use|using|booking|sale|policy",
        "can|will|we ~2 only ~3 help|serve|deliver|ship|refund|insure|open|process|support|keep ~6 if|with|once|when|after ~3 allow|agree|share|accept|consent|yes|on|say",
        "@thing ~3 only ~2 for ~3 customers|members|people|those|who|you|anyone ~3 share|allow|agree|turn|accept|say|opt|consent",
        "no ~1 yes|consent|data|sharing|permission|agreement ~2 no ~2 @thing|service|deal",
    ],
    &[
        "we|it|app|computer|helper ~1 needs|need ~2 to ~2 see|read",
        "turn ~3 on|off ~2 to ~1 get",
    ],
);

/// A way out that is harder than the way in.
pub(in crate::lint) static OBSTACLE: Lexicon = Lexicon::new(
    &[
        "to ~1 stop|turn|leave|withdraw|cancel|opt|unsubscribe|refuse|end|object|disable|switch ~6 call|phone|ring|write|visit|email|fax|contact|speak|print|apply|complete|fill|post",
        "if you ~1 want|wish|'d ~2 to ~1 stop|turn|leave|withdraw|cancel|opt|unsubscribe|end|object ~6 call|phone|ring|write|visit|email|fax|contact|speak|print|apply|complete|fill|post",
        "call|phone|ring|write|visit|email|fax|contact|speak|ask|post|send|fill|print|complete|submit|apply|download ~8 to ~3 stop|turn|leave|withdraw|cancel|opt|unsubscribe|refuse|end|object|disable|switch",
        "cancel|stop|withdraw|leave|turn|opt|end|refuse|object|changed|off|out ~4 only|just ~3 by|at|in|during|through|on|via ~3 phone|post|letter|writing|person|branch|call|hours|mondays|office|fax|email|desktop|store|month|year|renewal|weekdays",
        "in writing|person",
        "by ~1 registered|recorded|signed ~1 post|letter|mail",
        "notice period",
        "# @unit|days notice",
        "minimum|fixed|lock ~2 term|period|in",
        "can't|cannot|impossible|won't|not|never ~2 undo|undone|reversed|reverse|withdrawn|withdraw|revoked|revoke|cancelled",
        "can't|cannot|impossible|not ~2 be ~1 turned|changed|taken|stopped|switched ~2 off|back|later|once|afterwards|until|before|for|during|again",
        "you ~1 can't|cannot ~1 turn|change|leave|opt|stop|take|switch ~3 off|out|back|it|later|until|before|for|during|mind|this",
        "no way ~1 back|out",
        "takes|take|allow|need|up ~2 ?to ~3 #|several|few|some|many ~2 weeks|months ~4 to ~2 stop|process|take|turn|end|leave|remove",
        "stop|stops|processed|effect ~3 after|within|in|up ~3 weeks|months|quarter",
        "^once ~2 on|allowed|given|agreed|shared ~4 stays|permanent|final|cannot|can't|forever|no|always",
        "final|irreversible|permanent ~1 decision|choice|answer|yes",
        "irreversible|irrevocable|irrevocably",
        "we'll|we|may|will|can|might ~1 still|continue|keep|carry ~3 use|using|share|sharing|track|tracking|process|processing|collect|collecting|sell|selling|contacting|emailing ~4 data|it|them|this|location|information|details|browsing|history|habits|profile|marketing|you",
        "hidden|buried ~3 settings|terms|menu",
        "exit|cancellation|withdrawal|leaving|admin|processing|deactivation fee|charge|interview|form|survey|questionnaire|call",
        "tell us why|your ~1 reason",
        "give|state|provide|explain ~2 a|your|the ~1 reason|reasons",
        "you ~2 must|need ~2 explain|confirm|call|write|visit|prove|wait|verify|speak|justify",
        "you ~2 must|need|have ~1 to ~1 send|print|fill|sign|post|mail|fax|show|bring|come|upload|prove|submit|phone|ring",
        "you ~2 must ~1 send|print|fill|sign|post|mail|fax|show|bring|come|upload|submit|phone|ring",
        "you ~1 have to ~1 explain|confirm|call|write|visit|prove|wait|sign|verify|speak|justify|post|fill|return",
    ],
    &[
        "no need to ~2 call|write|explain|give|tell|say|ask",
        "not|*n't|never|without|no ~6 explain|giving|reason|call|write|have|need|ask|say|wait|visit",
        "you ~2 still ~2 get|reach|keep|have|see|order|use",
        "we ~2 still ~2 email|text|send|call|contact|write ~6 order|orders|receipt|receipts|bill|bills|booking|delivery|account|safety|service|flight|appointment|appointments",
        "call|text|email|write|contact|ask|phone ~3 us ~5 or|too|any",
        "turn ~4 off here|any|at|yourself|in",
        "keep|keeps ~1 your|the ~2 orders|points|account|vouchers|receipts|invoices ~6 law|tax|legal",
        "stop ~2 calls|texts|emails|calling|texting",
        "stop|stops|end|ends ~1 the|all|our|these|any ~1 calls|texts|emails|letters|post|visits|messages|phone",
    ],
);
