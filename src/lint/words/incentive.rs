//! Words for money and for what is like it, and for how its worth was worked out (L-E1), in the three
//! languages.

use crate::lint::phrase::Lexicon;

/// What is counted when money, or what buys like money, is given.
pub(in crate::lint) static UNITS: Lexicon = Lexicon::new(
    &[
        "point|points|mile|miles|stamp|stamps|credit|credits|cash|money",
        "euro|euros|pound|pounds|dollar|dollars|cent|cents|penny|pence|franc|francs|eur|gbp|usd|chf|aed|sar",
        "punkt|punkte|bonuspunkte|meile|meilen|guthaben|geld|bargeld|franken|rappen|pramie|pramien",
        "نقطه|نقاط|النقاط|ميل|اميال|رصيد|نقود|مال|نقد|نقدا|يورو|دولار|دولارات|درهم|دراهم|ريال|ريالات|دينار|دنانير|جنيه|جنيهات",
    ],
    &["data|meeting|access|measuring point|points"],
);

/// Money off, or money.
pub(in crate::lint) static PAID: Lexicon = Lexicon::new(
    &[
        "coupon|coupons|voucher|vouchers|discount|discounts|rebate|rebates|cashback|cash-back|giftcard|giftcards",
        "gift card|cards|certificate|certificates",
        "cash|money back|off",
        "store|shop|account|shopping credit|credits",
        "%|£ ~1 off|back|discount",
        "£ ~2 credit|bonus|reward|refund|cash|balance|account",
        "# ~1 euro|euros|pound|pounds|dollar|dollars|cent|cents|pence|francs off|back|credit|reward",
        "points|miles ~4 spend|redeem|money|cash|voucher|vouchers",
        "gutschein*|*gutschein|*gutscheine|coupon*|rabatt*|*rabatt|*rabatte|preisnachlass*|nachlass|cashback|ruckvergutung*|gutschrift*|guthaben",
        "geld zuruck|geschenkt",
        "%|£ ~1 rabatt|nachlass|gunstiger|zuruck|billiger",
        "# euro|franken|cent ~1 rabatt|nachlass|gunstiger|zuruck|geschenkt|guthaben",
        "قسيمه|قسائم|كوبون|كوبونات|خصم|خصما|خصومات|الخصم|تخفيض|تخفيضا|تخفيضات",
        "مكافاه ماليه|نقديه",
        "استرداد نقدي",
        "رصيد ~2 حسابك|محفظتك|للشراء",
    ],
    &["no|without|kein*|ohne|بدون|بلا ~1 coupon*|voucher*|discount*|gutschein*|rabatt*|خصم|قسيمه"],
);

/// What a reckoning is made of: what was taken, divided, set against something.
pub(in crate::lint) static RECKONED: Lexicon = Lexicon::new(
    &[
        "divide|divided|dividing|average|averages|mean|median|total|totals|sum|sums|added|subtract|subtracted|multiply|multiplied|calculated|calculation|compare|compared|comparing|difference",
        "revenue|revenues|sales|turnover|takings|profit|profits|margin|margins|cost|costs|expense|expenses|spend|spends|spent|spending|earn|earns|earned|earnings|income|saved|savings|fee|fees|budget",
        "per customer|person|member|user|head|order|year|month",
        "each|every customer|person|member",
        "more|less|extra ~3 sell|sold|buy|bought|order|orders|people|customers",
        "durchschnitt*|schnitt|mittel|mittelwert|median|summe|geteilt|teilen|abgezogen|abzuglich|berechnet|verglichen|vergleich|unterschied|differenz|hochgerechnet",
        "umsatz*|*umsatz|*umsatze|erlos|erlose|ertrag*|gewinn*|*gewinn|marge*|*marge|kosten|*kosten|aufwand*|ausgaben|einnahmen|verkauf*|einkauf*|ersparnis*",
        "je|pro|jede|jeden kund*|person|mitglied|kopf|bestellung|jahr|monat",
        "متوسط*|المتوسط*|معدل|مجموع|اجمالي|مقسوم*|قسم*|نقسم|مقارن*|الفرق|حساب|محسوب*",
        "ايراد*|الايراد*|عائد*|العائد*|مبيعات|المبيعات|ربح|ارباح|الارباح|هامش|تكلفه|تكاليف|التكلفه|التكاليف|نفقات|انفاق|دخل",
        "لكل عميل|شخص|طلب|سنه|شهر",
    ],
    &[],
);

/// Nothing was reckoned.
pub(in crate::lint) static HUNCH: Lexicon = Lexicon::new(
    &[
        "hunch|hunches|gut|instinct|feeling|feelings|guess|guesses|guessed|guesswork|ballpark|arbitrary|random|randomly",
        "made|pulled|plucked ~3 up|air|hat",
        "rule ~1 thumb",
        "finger ~3 air|wind",
        "felt|feels|seemed|looked|sounded about|right|fair|ok|okay",
        "bauchgefuhl|gefuhl|gefuhlt|gefuhlsmassig|daumen|geraten|vermut*|willkurlich*",
        "uber daumen",
        "تخمين*|نخمن|حدس*|احساس*|شعور*|عشوائي*",
    ],
    &[],
);
