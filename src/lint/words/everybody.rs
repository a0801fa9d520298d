//! Words that hand data to whoever comes (L-T1): a name is what they lack, in whichever text they stand.
//!
//! From GDPR Article 13(1)(e) (recipients or categories of recipients) and EDPB Guidelines 03/2022 ("left
//! in the dark"). Which data it is decides: a page of results is open to everybody, an address is not.

use super::{ALL, Group};
use crate::lint::finding::Rule;
use crate::lint::page::Roles;
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const NAME: Instead = Instead::NobodyOrName;

pub(super) static ENGLISH: [Group; 1] = [Group {
    rule: Rule::Named,
    block: ALL,
    warn: Roles::NONE,
    deniable: true,
    lexicon: Lexicon::new(
        &[
            "sell|sells|selling|sold|trade|trades|rent|rents|auction|auctions|lease|leases|license|licenses ~2 @held|it|them|these|everything ~8 to|with ~3 everyone|everybody|anyone|anybody|whoever|whomever|all|any|every|people|buyers|public|world|market|interested|outsiders|strangers",
            "give|gives|giving|hand|hands|pass|passes|share|shares|sharing|send|sends|show|shows|offer|offers|disclose|discloses|supply|supplies|forward|forwards|release|releases|reveal|reveals|provide|provides ~2 @held ~8 to|with ~2 everyone|everybody|anyone|anybody|whoever|whomever|world|strangers|outsiders|interested|paying",
            "give|gives|hand|hands|pass|passes|share|shares|send|sends|show|shows|offer|offers|disclose|discloses|supply|forward|release|reveal|provide ~2 @held ~6 to|with any|every ~3 who|that|willing|prepared|ready|interested|with",
            "give|gives|hand|hands|pass|passes|disclose|discloses ~1 it|them|these|everything ~3 to ~1 anyone|anybody|whoever|everybody|everyone|all",
            "give|gives|hand|hands|send|sends|show|shows|tell|tells|sell|sells ~1 everyone|everybody|anyone|anybody|whoever|outsiders|strangers ~4 @held",
            "@held ~5 available|open|visible|shown|sold|given|offered|accessible|handed|passed|disclosed|public|free ~1 to|for|by ~2 everyone|everybody|anyone|anybody|whoever|whomever|any|all|every|world|public|outsiders|strangers",
            "give|gives|hand|hands|offer|offers|sell|sells|send|sends ~1 the|our|this ~1 list|file|lists ~3 to|with any|every|all ~2 who|that ~1 wants|asks|pays|wishes|needs|likes|want|ask|pay|bids",
            "about you|your ~3 is|are|stays|stay|remains|goes|go ~2 on|for|up ~1 sale",
            "you ~4 is|are ~1 for|on|up ~1 sale",
            "your ~3 @held ~3 on|for|up ~1 sale",
            "@held ~4 viewed|read|seen|bought|searched|used ~1 by ~1 all|anyone|anybody|everyone|everybody|any|whoever",
            "hand|give|sell|send|pass|share ~2 copies|copy|extracts|lists|lots ~2 to|with ~1 anyone|anybody|everyone|everybody|any|all|whoever",
            "publish|publishes|post|posts|put|puts|upload|uploads ~1 your ~3 @held ~6 online|internet|web|publicly|openly|everyone|anyone",
            "list|lists|data|details|orders|names|file|guess|results ~2 goes|go|is|are|open|free ~3 to|for ~4 who|that ~1 asks|ask|pays|pay|want|wants|apply|applies|bid|bids|need|needs",
            // Who deals in data has no name here.
            "@outsider ~1 that|who|which ~1 sell|sells|buy|buys|trade|trades|rank|ranks|rate|rates|collect|collects|deal|deals ~3 data|lists|people|names|addresses|profiles|scores|customers|owners|students|drivers|tenants|workers|patients|households|such",
            "let|lets ~1 the|our|other|some ~1 parties|partners|firms|others|sponsors|advertisers|companies|brands have|see|use|keep|read",
            // A sale needs a buyer with a name.
            "sell|sells|selling|auction|auctions ~1 your|this|these|the|such|that ~3 @held ~1 on$|$",
            "everyone|everybody|anyone|anybody|whoever ~3 can|may|will|is ~3 buy|buys|purchase|order|obtain|download|get|read|see|free ~2 your ~3 @held",
            "anyone|anybody|whoever|everyone|everybody|those ?who ~2 pays|pay|paying|asks|buys|bids|wants ~1 gets|sees|receives|has|get|see ~3 @held",
        ],
        &[
            "sell|sells ~1 your ~2 old|used|unwanted",
            "show|shows|tell|tells|send|sends|give|gives ~2 everyone|everybody ~2 same|who",
            "list|page|map|results|report|board|calendar|guide|show ~3 open|available|free|public to",
            "sell|sells|trade ~3 numbers|list|lists|records|photos|pages to|in|at ~3 shop|store|gate",
            "@held ~3 public until|unless ~2 you",
            // When somebody is told, and before whom.
            "before|than|like|as anyone|anybody|everyone|everybody|whoever|any|all|others",
        ],
    ),
    message: Says::ToAnybody,
    suggestion: NAME,
}];

pub(super) static GERMAN: [Group; 1] = [Group {
    rule: Rule::Named,
    block: ALL,
    warn: Roles::NONE,
    deniable: true,
    lexicon: Lexicon::new(
        &[
            "verkauf*|vermiet*|versteiger*|weiterverkauf*|veraussern|geben|gibt|gebe|reichen|reicht|weitergeben|liefern|ubermitteln|senden|teilen|zeigen|uberlassen|leiten ~3 @angaben ~6 an|mit ~2 jeden|jede|alle|allen|jedermann|wen|beliebig*|interessier*|interessent*|meistbietend*|irgend*|fremde",
            "@angaben ~4 verkauf*|vermiet*|versteiger*|geben|gibt|gehen|geht|reichen|liefern|senden|teilen|zeigen|uberlassen|leiten ~4 an|mit ~2 jeden|jede|alle|allen|jedermann|wen|beliebig*|interessier*|interessent*|meistbietend*|irgend*|fremde",
            "verkaufen|verkauft|vermieten|versteigern ~1 ihre|deine|ihren|deinen|diese|eure ~1 daten|angaben|adresse|adressen|bestellungen|kaufe|antworten|nummer|profile|schatzung ~1 weiter|$",
            "@angaben ~8 an jeden|alle|jedermann|jede ~1 die|der|den|das|firma ~6 zahlt|zahlen|bezahlt|bezahlen|fragt|fragen|anfragt|will|wollen|interessiert|bietet",
            "@angaben ~4 fur|jedem|allen ~1 jeden|alle|jedem|offen ~2 einsehbar|zuganglich|sichtbar|offen|verfugbar|kauflich|abrufbar",
        ],
        &[
            "seite|liste|karte|ergebnis*|heft|bericht ~4 fur ~1 alle|jeden",
            "steht|stehen|liegt|hangt ~3 fur alle",
            "verkaufen|verkauft ~2 ihre|deine|die alten|gebrauchten",
        ],
    ),
    message: Says::ToAnybody,
    suggestion: Instead::NobodyOrName,
}];

pub(super) static ARABIC: [Group; 1] = [Group {
    rule: Rule::Named,
    block: ALL,
    warn: Roles::NONE,
    deniable: true,
    lexicon: Lexicon::new(
        &[
            "نبيع|ونبيع|سنبيع|نؤجر|تباع|وتباع|يباع|بيع ~4 بيانات*|طلبات*|معلومات*|عنوان*|رقم*|بريد*|موقع*|رحلات*|دفعات*|سجل*|تخمين*|تقدير*|اسم*",
            "نعطي|نسلم|نشارك|نقدم|نمنح|ننقل|نرسل|نبيع ~4 بيانات*|طلبات*|معلومات*|عنوان*|رقم*|بريد*|موقعك|رحلات*|دفعات*|سجل*|تخمين*|تقدير*|اسم*|مدينت* ~5 للجميع|لاي|لكل|لمن|غيرنا",
            "بيانات*|طلبات*|معلومات*|عنوان*|رقم*|بريد*|موقعك|رحلات*|دفعات*|سجل*|تخمين*|تقدير*|اسم*|مدينت* ~3 متاح|متاحه|مفتوحه|تتاح|معروضه|معروض ~3 للجميع|لاي|لكل|لمن",
            "بيانات*|طلبات*|معلومات*|عنوان*|رقم*|بريد*|موقعك|رحلات*|دفعات*|سجل*|تخمين*|تقدير*|اسم*|مدينت* ~4 لمن ~1 يدفع|يشتري|يزايد|يريد|يريدها|يطلب|يطلبها|يشاء|يرغب",
        ],
        &["صفحه|خريطه|النتائج|قائمه ~3 للجميع"],
    ),
    message: Says::ToAnybody,
    suggestion: NAME,
}];
