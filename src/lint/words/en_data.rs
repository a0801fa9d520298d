//! English words for data that no kind of the registry is, and for all data at once (L-D1). The kinds themselves stand
//! with the rule.

use crate::lint::phrase::Lexicon;

/// Words that stand for all data of an exchange at once.
pub(in crate::lint) static ALL_OF_IT: Lexicon = Lexicon::new(
    &[
        "it|this|them|these|both|that",
        "what you share|tell|told|give",
        "data",
        "the ~2 information|details|answers|list|guess|count|reading|readings|numbers",
    ],
    &[
        "this week|month|year|way|is|means|helps|day",
        "it works|helps|means|is|never",
    ],
);

/// Phrases of data that no kind of the registry is.
pub(in crate::lint) static OUTSIDE: Lexicon = Lexicon::new(
    &[
        "@outsider ~2 sell|sells|sold|supply|supplies|supplied|give|gives|gave|lend|lends|provide|provides|send|sends|pass|passes ~1 us",
        "data|information|details|records|facts|profile|profiles|figures|prices|values|history|scores|score ~4 from|via ~4 @outsider|elsewhere|others|facebook|google|instagram|tiktok|social|public|registers|census|electoral|credit",
        "bought|buy|purchase|purchased|acquire|acquired|licensed|rented|obtain|obtained|collect|collected|gathered|gather|bring|pull|add|combine|enrich|append|match|merge|link|blend|join|top ~6 from|with|by ~4 @outsider|elsewhere|others|facebook|google|instagram|tiktok|social|public|registers|census|electoral|credit",
        "what|how|where ~1 you|people ~3 do|buy|spend|post|like|say|read|visit|search|shop ~2 elsewhere|on|at|in|across ~2 other|others|elsewhere|social|facebook|instagram|tiktok|twitter|internet|web|sites",
        "your ~2 social|facebook|instagram|tiktok|twitter|linkedin ~2 media|profile|posts|friends|likes|account|feed|accounts|profiles",
        "data broker|brokers|bureau",
        "what|anything|everything|things ~1 you ~3 told|tell|said|say|wrote|write|asked|ask|typed|type ~4 chat|helpdesk|hotline|bot|chatbot|helpline",
        "what|anything|everything|things ~1 you ~3 told|tell|said|say|wrote|write|asked|ask ~3 help|support|service|complaints ~1 desk|team|line|staff|agents|centre|people",
        "your ~2 chat|chats|calls ~1 with|to ~3 desk|team|line|staff|agents|support|helpers|advisers|service",
        "credit score|scores|file|report|rating|bureau|agency|reference|history",
        "electoral roll|register",
        "third party data|sources|information",
        "external|outside|bought|purchased|public|commercial|other ~1 data|sources|source|databases|records|lists|datasets",
        "lookalike*",
        "recognise|recognises|recognize|scan|scans|film|films|record|records|match|matches|compare|compares|measure|measures|photograph ~2 your ~1 face|voice|hand|hands|eyes|fingerprint|gait|palm|iris",
        "your ~2 heart|pulse|sleep|voice|face|eyes|fingerprint|posts|followers|diary|keystrokes|typing|mood|gender|nationality|employer|job|children|relationships ~1 rate|recordings|movements|data|$",
        "your ~1 posts|followers|diary|likes|selfies|keystrokes|fingerprint|fingerprints",
        "photos|pictures|messages|files|notes|music|apps|games|programs|programmes ~1 on|in your ~1 phone|phones|device|devices|computer|tablet|laptop|cloud|gallery|album|inbox",
        "when|how|where|if|hours|nights ~1 you ~2 sleep|wake|exercise|pray|breathe",
        "how ~1 fast|hard|loud|deep you ~1 scroll|type|tap|talk|drive|walk|move|swipe",
        "which|what rooms|room ~3 you|your",
        "rooms|room ~1 you ~1 walk|are|sleep|sit|stand",
        "in|inside|through your inbox|mailbox|wallet|phone",
        "listen|listens|record|records ~4 microphone|mic",
        "phone's|device's|laptop's microphone|camera|mic",
        // Of people: a chain and a course have an age and a name as well.
        "age|ages|names|name of ~1 your ~2 child|children|kid|kids|son|sons|daughter|daughters|baby|babies|partner|husband|wife|spouse|friend|friends|family|parents|mother|father|household|neighbour|neighbours|neighbor|neighbors|colleague|colleagues|contacts|guests|boss|brother|sister|brothers|sisters|grandchildren|relatives|tenants|lodgers|pupils|staff|carer|employer|doctor|school|dependants",
        "listen|listens|listening ~1 to ~2 calls|you|your|conversations|room",
        "record|records|recording ~1 your ~2 calls|voice|screen|face|conversations",
        "read|reads|reading|scan|scans ~1 the|your ~1 texts|messages|emails|letters ~1 on|in|that|you|$",
        "app|phone|device|speaker|tv|it ~1 listens|listen ~1 for|to|in",
        "hear|hears|listen ~2 you|your ~1 say|says|speak|talk",
        "camera|cameras|microphone|sensors ~3 note|notes|see|sees|film|films|count|counts|watch|hear|pick|follow|record|scan|scans",
        "people|numbers|persons|those|friends you ~1 call|ring|text|message|write|meet|follow|email|phone",
        "what|anything|everything your ~2 phone|device|speaker|tv|watch|camera|app|car|home ~1 hears|sees|films|records|overhears|listens",
        "who|whom you ~1 live|work|talk|meet|follow|know|call|message|date",
        "names|numbers|people ~1 in|from your",
        "names|numbers|people of your ~2 contacts|friends|family|callers|colleagues|neighbours|neighbors|guests|phone|inbox",
        "address|contact book|list",
        "each|every|any ~1 step|move|word|tap|breath you",
        "your ~2 friends|friend's|family|neighbours|partner|colleagues|parents|children|wife|husband|mother|father|boss|brother|sister ~2 buy|bought|do|like|order|orders|buys|spend|spends|vote|voted|earn|earns|own|owns|think|said|owe|owes",
        "your ~2 contacts|friends|messages|photos|calendar|microphone|camera|conversations|gallery|album|albums|selfies|videos|recordings|diary",
        // What a phone holds beside what it is.
        "phone|contact|address ~1 book|books",
        "phonebook|contacts|gallery|microphone|calendar ~2 on|in|of ~1 your|the ~1 phone|device|mobile|tablet",
    ],
    &[
        // What a letter is about, and what people look after, is a topic and no data.
        "letter|letters|note|notes|tip|tips|advice|words|page|email|emails|call|leaflet|guide|talk|reminder|reminders|idea|ideas|news|checklist|card ~2 about|on|for ~1 your ~1 heart|eyes|face|voice|sleep|mood|children|hands|job|feet|back|pulse",
        "look|looks|looking|care|cares|caring|rest|rests|kind|good|best|easy|easier|gentle|test|check|bad|hard ~2 after|for|of|to|on ~1 your ~1 heart|eyes|face|voice|sleep|hands|children|feet|pulse",
        "from|by ~2 our ~2 shop|shops|store|stores|app|site|website|apps",
        "for|not ~2 other|outside sources",
        // What is published of a place or a day is of nobody.
        "public ~1 map|maps|forecast|forecasts|timetable|timetables|calendar|calendars|holiday|holidays|tide|weather|warning|warnings",
        "phone number|numbers|call|calls",
    ],
);
