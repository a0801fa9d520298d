//! What shops press with (L-U1): that somebody somewhere just bought it, how often others did, a clock that holds
//! it or runs out, and how few are left.
//!
//! The kinds are those of Mathur and others, "Dark patterns at scale" (2019): activity messages, low stock and
//! countdown timers; the phrases are shapes of them, not quotations. What is told to the reader of herself is none
//! of them, and neither is a time of day or what is left in a plan of hers.

use super::{Group, NOT_KEPT, NOT_THE_END};
use crate::lint::finding::Rule;
use crate::lint::page::Roles;
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

/// Others who bought, and how many: nobody's example.
const fn crowd(lexicon: Lexicon) -> Group {
    group(NOT_KEPT, lexicon, Says::Crowd, Instead::LeaveOutCrowd)
}

/// A clock that holds or runs out. What is said of an end is no countdown.
const fn clock(lexicon: Lexicon) -> Group {
    group(NOT_THE_END, lexicon, Says::CountsDown, Instead::LeaveOut)
}

/// Few are left.
const fn few(lexicon: Lexicon) -> Group {
    group(NOT_KEPT, lexicon, Says::Scarce, Instead::LeaveOutCount)
}

const fn group(
    block: Roles,
    lexicon: Lexicon,
    message: fn(String) -> Says,
    suggestion: Instead,
) -> Group {
    Group {
        rule: Rule::Pressure,
        block,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message,
        suggestion,
    }
}

pub(super) static ENGLISH: [Group; 4] = [
    // Somebody somewhere, a moment ago.
    crowd(Lexicon::new(
        &[
            "someone|somebody ~8 bought|purchased|ordered|booked|added|joined|subscribed",
            "someone|somebody ~8 started|began|is|just|recently buying|ordering|viewing|viewed|got|browsing|shopping",
            "another ~2 in|from|near & ~6 bought|purchased|ordered|booked|added|joined|got",
            "in|from|near & ~6 just|recently bought|purchased|ordered|booked|added|got|grabbed|viewed|made|started|joined|subscribed|signed",
            "in|from|near & ~6 bought|purchased|ordered|booked a|an|the|this|these|it|their|his|her|&",
            "in|from|near ~6 bought|purchased|ordered|booked|added|viewed ~14 just|right now",
            "bought|purchased|ordered|booked ~14 #|few|moments|seconds|minutes ~1 second|seconds|sec|secs|minute|minutes|min|mins|hour|hours|hr|hrs ago",
            "bought|purchased|ordered|booked ~12 moments|seconds|minutes ago",
            "bought|purchased|ordered|viewed|seen|added ~6 ago by",
            "recently|just ~1 made a|an purchase|order|booking",
            "in|from|near & ~6 purchased$",
            "in|from|near & ~6 viewed ~14 # ~1 seconds|minute|minutes|min|mins|hour|hours ago",
        ],
        &[
            "if|when|once|that|whether|until|unless|before|after|whenever|because|where|or ~1 someone|somebody|another",
            "someone|somebody ~2 our|your|my|else|who|you|we",
            "you|you've|you'd|we|we've|i|i've|she|he|they|your|our ~5 bought|purchased|ordered|booked|added|joined|subscribed|made|viewed|got|started",
            "who|what|which|where|that|whatever|whoever ~5 bought|purchased|ordered|booked|viewed",
            "bought|purchased|ordered|booked ~1 the ~1 same|day|night|week|morning|month",
            "bought|purchased|ordered|booked by|before|with|at|through|via|online|directly",
        ],
    )),
    // How many, and how often.
    crowd(Lexicon::new(
        &[
            "# ~2 sold|bought|purchased|ordered|viewed|added|claimed|booked ~3 in|within|over|during|for ~1 the|this ~1 last|past ~1 #|few|couple|hour|hours|day|days|week|month",
            "# ~2 sold|bought|purchased|ordered|viewed|claimed ~2 today|tonight|yesterday|already|recently",
            "# ~2 sold|bought|purchased|viewed|claimed ~2 this|last ~1 hour|morning|day|week|weekend|month|year",
            "# ~1 currently|now|recently|just|already viewing|seeing|watching|viewed|bought|purchased|ordered|added|claimed",
            "# viewing|seeing|eyeing|browsing|watching ~1 this|it|now|right|these|product|item",
            "# ~1 viewed|sold|bought|purchased|ordered|views|sales ~1 per|each|every|an|a second|minute|hour|day|week",
            "# ~3 have|has ~2 this|it|them|these|one ~1 in|on ~1 their|a|the ~1 cart|carts|basket|baskets|bag|bags|wishlist|wishlists|list|lists",
            "# ~2 have|has in|on their ~1 cart|carts|basket|baskets|bag|bags|wishlist|wishlists",
            "in|on ~1 # ~1 other|others|others'|people's|shoppers|customers ~2 cart|carts|basket|baskets|bag|bags|wishlist|wishlists",
            "in|on ~1 other|others|others'|another ~1 users|user's|people's|peoples|shoppers|shopper's|customers|customer's|members ~1 cart|carts|basket|baskets|bag|bags|wishlist|wishlists",
            "in|on # ~1 carts|baskets|bags|wishlists",
            "^sold|bought|purchased|ordered|booked|viewed ~1 # ~1 times|time|x",
            "^sold|bought|purchased|ordered|booked|viewed over|more ~1 # ~1 times|x",
            "sold|bought|purchased|ordered|viewed|added|booked ~1 # ~1 times|x ~1 this|today|in|over|already|since",
            "^# bought|sold|purchased|booked|claimed$",
            "over|more ?than # bought|sold|purchased|claimed$",
            "last|recently|lately purchase|purchased|bought|sold|ordered|booked|viewed ~3 # ~1 @short ago",
            "^last purchased|bought|sold|ordered|booked|viewed ~1 at|today|just|#",
            "# views|viewers|visitor|visitors|buyers|shoppers|sales ~1 in|within|over|at ~1 the|this ~1 last|past|moment|#|hour",
            "# views|viewers|visitor|visitors|buyers|shoppers|sales ~1 in|within|over ~1 #|last|past",
            "bought|purchased|ordered|viewed by ~1 # ~1 @crowd",
            "# people|persons|shoppers|customers|members|users ~1 like|liked|want|wanted this|it|them",
            "^most popular$",
            "# ~1 visitor|visitors|viewers|shoppers|buyers|persons ~1 right|online|here|today|now|looking|live",
            "real time # ~1 visitor|visitors|viewers|shoppers|people|users|buyers",
            "# ~2 @crowd|persons|visitor ~2 viewed|seeing|buying|adding|ordering|purchasing|eyeing|bagged ~1 this|it|these|the|now|right|today|_|$",
            "# ~2 @crowd|persons|visitor ~1 have|has|just ~1 added|bought|purchased|ordered|bagged|viewed",
            "# ~2 @crowd|persons|visitor added ~3 cart|basket|bag|wishlist|favourites|favorites",
            "# ~2 are ~1 buying|adding|ordering|viewing|seeing|eyeing ~3 this|it|these|now|right|their|them",
            "favoured|favored|liked|wished|wishlisted|bookmarked|hearted by ~1 #",
            "recent|newest|latest|last customers|buyers|shoppers ~1 are|come|came|is|were ~1 from",
            "% ?of ~3 @crowd ~2 added|bought|purchased|ordered|upgraded|took|picked",
        ],
        &[
            "you|you've|you'd|we|we've|i|i've|your ~3 sold|bought|purchased|ordered|viewed|added|claimed|booked|purchase|upgraded|took|picked|seeing|viewing|buying|ordering|adding",
            "if|when|whether|once|until|unless|after|whenever ~3 # ~2 _",
            "every|each|per ~1 # ~2 _",
            "by|of you",
            "viewed|seeing|added ~1 to|in|on ~1 your|our",
            "viewed|seeing your",
            "sold|bought|ordered|viewed most|least|more|together|out|off",
            "most|best|least sold|bought|ordered|purchased|viewed|booked|claimed",
            "added ~1 to ~1 your|an|one ~1 account|plan|booking|ticket|order|family|group",
        ],
    )),
    clock(Lexicon::new(
        &[
            "cart|carts|basket|baskets|bag|items|item|products|deal|price ~3 reserved|held|saved|kept|secured|prioritized|prioritised ~3 for ~1 :",
            "order|booking|selection ~3 reserved|held|saved|kept|secured|prioritized|prioritised ~3 for ~1 : ~1 minutes|minute|mins|min|seconds|hours|left|remaining",
            "cart|basket|order|items ~3 reserved|held|prioritized|prioritised for$",
            ": ~1 minutes|minute|mins|min|seconds|hours ~1 left|remaining|to",
            ": left|remaining",
            "time|hours|minutes left|remaining :",
            "order|buy|shop|pay|checkout|@decide ~4 in|within ~1 :",
            "check out ~2 in|within ~1 :",
            "please ~1 order|buy|shop|checkout ~2 within ~1 #",
            "cart|carts|basket|baskets|bag|items|item|reservation|order ~4 expire|expires|expiring|released|release|emptied|lapse|lapses ~1 in|after ~1 :",
            "cart|carts|basket|baskets|bag|items|item|reservation ~4 expire|expires|expiring|released|release|emptied|lapse|lapses ~1 in ~1 # ~1 minutes|minute|mins|min|seconds|hours",
            "@ends in ~1 :",
            "@ends in # # #",
            "^@ends in ~1 # ~1 @short ~1 #",
            "# hours|hour|hrs|hr # minutes|minute|mins|min ~1 # seconds|second|secs|sec",
            "stock|price|prices|items ~2 guaranteed|held ~1 for ~1 # ~1 seconds|minutes|mins|min",
            "@deal ~2 @ends ~3 timer|clock|counter",
            "timer|counter hits|reaches|strikes ~1 zero|out|0",
            "%|@deal|flash ~4 ::",
            "sale|sales extended",
        ],
        &[
            "to|can|you|please ~1 change|cancel|swap|move|skip|alter|amend|return ~4 in|within",
            "@decide ~4 to change|cancel|swap|move|skip|return ~4 in|within",
            "egg|kitchen|oven|workout|washing|parking ~2 timer|counter",
        ],
    )),
    few(Lexicon::new(
        &[
            "# ~1 item|unit|units|piece|pieces|pair|pairs|product|products|box|boxes|ticket|seat|place|spot|room|copy|size ~1 left|remaining",
            "# left in ~1 this|your|that ~1 size|colour|color|style",
            "# left ~1 order|buy|hurry|grab|get|shop|act|book|now|don't",
            "^# ~1 in stock",
            "# ~1 in stock$",
            "^last|final items|pieces|units|pairs|boxes ~1 in|at|left|available|remaining|$",
            "last|final items|pieces|units|pairs|boxes ~1 left|available|remaining|$",
            "last|final items|pieces|units|pairs|boxes in stock|store|sale",
            "^in demand$",
            "this|it|item|product|it's|is|are ~2 in ~1 demand$",
            "you ~1 just missed it|this|one|out|them",
        ],
        &[
            "left over|behind|of|at|by|with|outside|there|alone",
            "left|remaining ~1 in|on|of|from|for ~2 your|plan|card|meter|pass|contract|account|allowance|course|bundle|balance|subscription|pack|tank|bottle|course",
            "left|remaining in|on the|a|one ~1 locker|lockers|train|bus|room|car|office|fridge|freezer",
            "how many|much ~6 left|remaining",
            "which|what|how|that|who ~4 in demand|stock",
            "your|you ~6 left|remaining|stock",
            "# left|right turn|foot|hand|side",
            "size|sizes|number|no|model ~1 # ~1 in stock",
            "your last|final",
            "items|pieces|units|pairs|boxes ~1 you",
            "alert|alerts|tell|tells|text|email|message|warn|warns|say|says|show|shows|know|hear|note|if|when|once|until ~10 left|stock|remaining",
        ],
    )),
];

pub(super) static GERMAN: [Group; 4] = [
    crowd(Lexicon::new(
        &[
            "jemand ~10 gekauft|bestellt|gebucht|erworben|hinzugefugt|zugegriffen|angemeldet|abonniert",
            "jemand ~4 kauft|kaufte|bestellt|bestellte|bucht|buchte ~6 gerade|eben|soeben|jetzt|vor",
            "aus|in & ~4 hat ~1 gerade|eben|soeben ~10 gekauft|bestellt|gebucht|erworben|hinzugefugt|geholt|gesichert|angesehen",
            "aus & ~3 hat ~10 gekauft|bestellt|gebucht|erworben",
            "aus|in & ~3 kaufte|bestellte|buchte|erwarb ~1 _|$",
            "vor ~1 # ~1 sekunden|minuten|minute|stunden|stunde|min|std ~8 gekauft|bestellt|gebucht|erworben|angesehen",
            "vor ~1 wenigen|kurzem|einer ~1 sekunden|minuten|minute|augenblicken ~8 gekauft|bestellt|gebucht|erworben|angesehen",
            "gekauft|kaufte|bestellte|bestellt|gebucht|buchte|angesehen ~8 vor ~1 # ~1 sekunden|minuten|minute|stunden|stunde|min|std",
            "hat ~2 gerade|eben|soeben ~6 gekauft|bestellt|gebucht",
        ],
        &[
            "wenn|ob|dass|falls|sobald|weil|bis|wo|oder ~1 jemand",
            "jemand ~3 anders|anderes|anderer|team|uns|unser*|ihr*|dein*",
            "sie|du|wir|ich|ihr|ihre|ihren|ihrem|ihnen|dein*|dir|dich|uns|unser* ~8 gekauft|bestellt|gebucht|erworben|angesehen|hinzugefugt|abonniert",
            "bestellt|gekauft|gebucht haben|hast|habe|habt",
            "was|wer|wo|welche* ~8 gekauft|bestellt|gebucht",
        ],
    )),
    crowd(Lexicon::new(
        &[
            "# ~3 in|innerhalb|wahrend ~1 der|den|diesen ~1 letzten|vergangenen ~1 #|stunde|stunden|tag|tage|tagen|woche|wochen|minuten|monat ~3 verkauft|gekauft|bestellt|angesehen|gebucht|hinzugefugt",
            "# ~2 verkauft|gekauft|bestellt|angesehen|gebucht ~3 in ~1 der|den ~1 letzten|vergangenen",
            "in ~1 der|den ~1 letzten|vergangenen ~1 # ~1 stunde|stunden|tagen|minuten|wochen ~3 # ~3 verkauft|gekauft|bestellt|angesehen|gebucht",
            "heute|gestern|bereits|schon ~3 # ~2 verkauft|gekauft|angesehen",
            "# ~2 verkauft|gekauft|angesehen ~2 heute|gestern|diese|diesen",
            "heute|gestern|bereits|schon|woche|monat|stunde|stunden|tagen ~3 # mal|x|male ~3 verkauft|gekauft|bestellt|angesehen|gebucht|aufgerufen",
            "# mal|x|male ~2 verkauft|gekauft|bestellt|angesehen|aufgerufen ~2 in|heute|diese|gestern|pro|$",
            "# ~1 aufrufe|ansichten|verkaufe|besucher ~2 pro|heute|gerade|online|in|aktuell|jetzt",
            "# @leute|personen|interessenten|besucher|andere ~1 sehen|schauen|betrachten|sehen|suchen|kaufen ~3 dieses|diesen|diese|gerade|jetzt|aktuell|momentan|derzeit",
            "gerade|jetzt|aktuell|momentan|derzeit ~2 sehen|schauen|betrachten|suchen|kaufen ~2 # ~1 @leute|personen|interessenten|besucher",
            "# ~1 @leute|personen|interessenten|besucher ~1 haben ~4 angesehen|gekauft|bestellt|gebucht|warenkorb|einkaufswagen",
            "# ~1 haben ~3 in|im ~1 ihrem|warenkorb|einkaufswagen ~1 warenkorb|einkaufswagen|$",
            "in # ~1 anderen|weiteren|fremden ~1 warenkorben|einkaufswagen|korben|merklisten",
            "in # warenkorben|einkaufswagen|korben|merklisten",
            "im|in ~1 warenkorb|warenkorben|einkaufswagen ~1 von # ~1 anderen|@leute",
            "zuletzt ~1 vor ~1 # ~1 sekunden|minuten|minute|stunden|stunde|min|std ~1 gekauft|verkauft|bestellt|gebucht|angesehen",
            "zuletzt gekauft|verkauft|bestellt|gebucht|angesehen ~1 vor|um|heute",
            "% ~4 kund*|nutzer*|mensch*|mitglied* ~6 dazu|dazugekauft|mitbestellt|gekauft|bestellt",
            "gekauft|bestellt|angesehen von ~1 # ~1 @leute|personen",
            "# ~1 gerade|aktuell|derzeit ~1 am|beim ansehen|anschauen|kaufen",
        ],
        &[
            "sie|du|wir|ich|ihr|ihre|ihren|ihrem|dein*|dir|uns|unser* ~8 gekauft|bestellt|gebucht|angesehen|verkauft|aufgerufen|hinzugefugt",
            "wenn|falls|sobald|ob|bis|jeden|jede|jedem|je|pro|ab ~3 # ~3 _",
            "bestellt|gekauft|gebucht|angesehen|verkauft hast|habe|habt",
            "meisten|am haufigsten|oftesten ~1 verkauft|gekauft|bestellt",
        ],
    )),
    clock(Lexicon::new(
        &[
            "warenkorb|einkaufswagen|korb|artikel|auswahl|bestellung ~3 reserviert|gesichert|zuruckgelegt|vorgemerkt|gehalten ~2 fur ~1 :",
            "warenkorb|einkaufswagen|korb|artikel|auswahl|bestellung ~3 fur|noch ~1 : ~2 reserviert|gesichert|zuruckgelegt|vorgemerkt|gehalten|frei",
            "warenkorb|einkaufswagen|korb|reservierung ~2 lauft|verfallt|endet|erlischt|geleert ~2 in|nach ~1 :",
            "warenkorb|einkaufswagen|korb|reservierung ~2 lauft|verfallt|endet|erlischt ~2 in ~1 # ~1 sekunden|minuten|minute|stunden",
            ": ~1 minuten|minute|min|stunden|sekunden ~1 ubrig|verbleibend|verbleiben|bleiben",
            ": ubrig|verbleibend|verbleiben",
            "noch : ~1 minuten|stunden|min|$",
            "verbleibende|restliche|verbliebene zeit ~1 :",
            "restzeit ~1 :",
            "bestell*|kauf*|buch*|sicher*|bezahl*|zahl* ~5 in|innerhalb|binnen ~1 :",
            "in|innerhalb|binnen ~1 von ~1 : ~4 bestell*|kauf*|buch*|sicher*|bezahl*|zahl*",
            "^endet|lauft|schliesst|verfallt ~1 in ~1 :",
            "# stunden|stunde|std # minuten|minute|min ~1 # sekunden|sekunde|sek",
            "angebot*|aktion*|rabatt*|sale|preis|% ~4 ::",
            "angebot*|aktion*|rabatt*|sale ~2 endet|lauft|schliesst ~3 timer|uhr|countdown ~1 null|auf|ablauft|abgelaufen|_",
            "sale|ausverkauf|schlussverkauf verlangert",
        ],
        &[
            "andern|stornieren|kundigen|verschieben|zuruckgeben|widerrufen ~4 in|innerhalb|binnen",
            "in|innerhalb|binnen ~6 andern|stornieren|kundigen|verschieben|zuruckgeben|widerrufen",
        ],
    )),
    few(Lexicon::new(
        &[
            "noch # ~1 auf lager|vorrat",
            "noch # ~2 in dieser|ihrer|deiner ~1 grosse|farbe",
            "noch # ~1 vorratig|lieferbar|erhaltlich",
            "^# ~1 auf lager|vorrat",
            "^# ~1 artikel|stuck|paar|paare|teil|teile|exemplar|einheiten|produkt|produkte ~1 ubrig|verfugbar|verbleibend|verbleiben|vorratig",
            "noch # ~1 artikel|stuck|paar|paare|teil|teile|exemplar|einheiten|produkt|produkte|da ~1 ubrig|verfugbar|verbleibend|vorratig|da|$",
            "letzte|letzten artikel|stucke|teile|paare|exemplare|grossen ~1 auf|verfugbar|ubrig|vorratig|am|$",
            "^gefragt|begehrt$",
            "sehr|stark|heiss|hoch gefragt|begehrt|nachgefragt",
            "hohe|grosse|starke|riesige|enorme nachfrage",
            "^gerade|knapp|eben ~1 verpasst",
            "sie|du haben|hast ~2 gerade|knapp|eben verpasst",
        ],
        &[
            "ubrig|verbleibend|verfugbar|da ~1 in|auf|von|bei ~2 ihr*|dein*|tarif|karte|konto|guthaben|paket|abo",
            "in|auf ~1 ihr*|dein* ~8 ubrig|verbleibend|verfugbar|vorratig|vorrat",
            "wenn|sobald|falls|bis|wie|ob|welche* ~6 lager|vorrat|vorratig|ubrig|verfugbar|lieferbar",
            "letzte|letzten artikel|stucke|teile|paare|exemplare ~1 die|der|ihrer|ihres",
            "verpasst ~1 haben",
        ],
    )),
];

pub(super) static ARABIC: [Group; 4] = [
    crowd(Lexicon::new(
        &[
            "شخص|أحدهم|إحداهن|أحد|عميل|عميلة|زبون|زبونة|متسوق|متسوقة|سيدة ~2 من|في ~5 اشترى|اشترت|طلب|طلبت|حجز|حجزت|أضاف|أضافت",
            "اشترى|اشترت|طلب|طلبت|حجز|حجزت|أضاف|أضافت ~1 شخص|أحدهم|عميل|عميلة|زبون|زبونة|متسوق|متسوقة|سيدة ~1 ما ~1 من|في|هذا|هذه|للتو|الآن|قبل|منذ",
            "اشترى|اشترت ~10 قبل|منذ ~1 #|قليل|لحظات|دقائق|دقيقة|دقيقتين|ساعة|ساعات|ساعتين",
            "اشترى|اشترت|حجزت|أضافت ~6 للتو",
            "من|في ~3 اشترى|اشترت ~1 هذا|هذه|للتو|الآن",
            "أضاف|أضافت ~4 إلى ~1 سلته|سلتها|سلتهم",
        ],
        &[
            "إذا|عندما|متى|حين|أن|كلما|قد|هل ~2 شخص|أحدهم|أحد|عميل|عميلة|زبون|اشترى|اشترت|طلب|أضاف",
            "ما|ماذا|الذي|التي ~2 اشترى|اشترت|طلب",
        ],
    )),
    crowd(Lexicon::new(
        &[
            "بيع|بيعت|بعنا|اشتري|طلب|حجز|شوهد|شوهدت ?منه|منها ~1 # ~3 في|خلال ~1 آخر|الساعات|الساعة|اليوم|هذا|هذه|الأيام|#",
            "تم ~1 بيع|شراء|طلب|مشاهدة|بيعه|شراؤه|شراؤها|بيعها|طلبه|مشاهدته|حجزه ~2 # ~1 قطعة|قطع|مرة|مرات|وحدة|وحدات|نسخة",
            "# ~1 مبيعة|مباعة|مبيعات|مبيعا|مشاهدة|مشاهدات|عملية|عمليات ~2 في|خلال|اليوم|هذا|هذه|كل|الآن|بالساعة|يوميا",
            "بيع|بيعت|اشتري|شوهد|شوهدت|طلب|حجز # ~1 مرة|مرات",
            "# ~1 @nas|زائرا|زوار|زائر|آخرين ~1 يشاهدون|يشاهد|شاهدوا|شاهد|يتصفحون|يتصفح|يبحثون|اشتروا|اشترى|أضافوا|أضاف|يشترون|يشتري ~2 هذا|هذه|الآن|حاليا|المنتج|اليوم|للتو|إلى",
            "يشاهد|يتصفح|شاهد|اشترى|يشتري|يبحث ~1 هذا|هذه|الآن|حاليا ~1 المنتج|العرض ~2 # ~1 @nas|زائرا|زوار|زائر|آخرين",
            "في # ~1 سلة|سلال|سلات|عربات ~1 أخرى|آخرين|غيرك|تسوق",
            "# ~2 لديهم|وضعوه|وضعوها|أضافوه|أضافوها ~3 سلة|سلتهم|سلاتهم|السلة|سلالهم|عرباتهم",
            "آخر ~1 عملية ~1 شراء|بيع|طلب|حجز ~3 قبل|منذ ~1 #|دقيقة|دقائق|ساعة|لحظات|قليل",
            "اشتراه|اشتراها|شاهده|شاهدها|طلبه|طلبها # ~1 @nas",
            "آخر شراء|بيع|حجز ~1 كان|كانت ~1 قبل|منذ ~1 #|دقيقة|دقائق|ساعة|لحظات|قليل",
            "# زائر|زائرا|زوار|متسوق|متسوقا ~1 الآن|حاليا|هنا|متصل|متصلون",
        ],
        &[
            "إذا|عندما|متى|حين|كلما|لكل|كل|حتى ~3 # ~2 _",
            "لك|طلبك|شرائك|حجزك|اشتريت|طلبت|تشتري ~3 قبل|منذ|#",
            "# ~2 اشتريتها|اشتريته|طلبتها|طلبته|تشتريها",
        ],
    )),
    clock(Lexicon::new(
        &[
            "سلة|سلتك|السلة|طلبك|الطلب|منتجاتك|المنتجات|القطع|الأصناف|مشترياتك ~3 محجوز|محجوزة|محجوزا|محفوظ|محفوظة ~2 لمدة|مدة|ل|لـ ~1 :",
            "سلة|سلتك|السلة|طلبك|الطلب|منتجاتك|المنتجات|القطع|الأصناف|مشترياتك|نحجز|نحتفظ ~4 : ~1 دقيقة|دقائق|ساعة|ساعات",
            ": ~1 دقيقة|دقائق|ساعة|ساعات ~1 متبقية|متبق|باقية|للشراء|للطلب|لتشتري",
            ": متبقية|متبق|باقية|للشراء|للطلب",
            "الوقت|وقت ~1 المتبقي|الباقي|متبق|باق ~1 :",
            "اطلب|اطلبي|اشتر|اشتري|ادفع|أكمل|أكملي|احجز|أتمم ~4 خلال|غضون ~1 :",
            "خلال|غضون ~1 : ~3 لتحصل|لتحصلي|للحصول",
            "سلة|سلتك|السلة|حجزك|الحجز|عربتك ~2 تنتهي|ينتهي|ستنتهي|سينتهي|تفرغ|ستفرغ|تلغى|يلغى ~3 خلال|بعد|في ~1 :",
            "سلة|سلتك|السلة|عربتك ~2 تنتهي|ستنتهي|تفرغ|ستفرغ|تلغى ~3 خلال|بعد|في ~1 # ~1 دقيقة|دقائق|ثانية|ثوان|ساعة|ساعات",
            "# ساعة|ساعات # دقيقة|دقائق # ثانية|ثوان|ثواني",
            "ينتهي|تنتهي|عرض|العرض|خصم|الخصم|تخفيضات|التخفيضات|% ~3 ::",
            "تمديد|مددنا|تمتد ~1 التخفيضات|العرض|العروض",
        ],
        &["يمكنك|لك ~2 تغيير|إلغاء|تعديل|إرجاع ~4 خلال"],
    )),
    few(Lexicon::new(
        &[
            "# ~1 قطعة|قطع|وحدة|وحدات|منتج|منتجات|زوج|أزواج ~1 متبقية|متبق|باقية|فقط",
            "^# ~1 في المخزون|المخزن|المستودع",
            "# ~1 قطعة|قطع|وحدة|وحدات ~1 في المخزون|المخزن|المستودع",
            "المتوفر|المتاح|المتبقي ~1 # ~1 قطعة|قطع|وحدة|وحدات|فقط",
            "# ~2 متبقية|متبق|باقية ~1 بهذا|بمقاسك|بهذه ~1 المقاس|اللون|$",
            "قطعة|وحدة واحدة ~1 متبقية|باقية|فقط|في",
            "آخر ~1 # ~1 قطعة|قطع|وحدات",
            "طلب|إقبال ~1 عليه|عليها ~1 كبير|شديد|مرتفع|متزايد|هائل",
            "عليه|عليها ~1 طلب|إقبال كبير|شديد|مرتفع|متزايد|هائل",
            "فاتك|فاتتك|فاتكم ~1 للتو|العرض|هذا|هذه|الآن",
        ],
        &[
            "متبقية|متبق|باقية ~2 في|من ~1 باقتك|خطتك|رصيدك|اشتراكك|بطاقتك|حسابك|دورتك",
            "كم|إذا|عندما|متى|حين ~6 متبقية|متبق|باقية|المخزون|المتبقي",
            "آخر # قطع ~1 اشتريتها|طلبتها",
        ],
    )),
];
