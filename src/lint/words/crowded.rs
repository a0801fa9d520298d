//! Phrases of haste and of company, in the three languages: an invitation that runs out, things that go in minutes, and
//! how many of those around have it already (L-U1).
//!
//! From DSA Art. 25 and EDPB Guidelines 03/2022, and UCPD, Annex I, 7 (a very limited time, falsely stated).

use super::flat::{Flat, crowd, haste};
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;

/// Where somebody is invited; what ends with the answer is told elsewhere.
const INVITES: Roles = Roles::of(&[Role::Title, Role::What, Role::Question]);

/// It does not wait.
const fn hastens(lexicon: Lexicon) -> Flat {
    haste(INVITES, lexicon)
}

/// Others have it already.
const fn surrounds(lexicon: Lexicon) -> Flat {
    crowd(INVITES, lexicon)
}

pub(super) static ENGLISH: [Flat; 2] = [
    hastens(Lexicon::new(
        &[
            "invitation|invite|offer|place|spot|seat|code|chance|slot|deal|voucher|trial|signup|up|window ~1 runs|run|dies|dissolves out|tonight|at|on|in|by|after|soon|today|tomorrow|$",
            "invitation|invite|offer|signup|enrolment ~1 is|are|stays|remains ~1 only ~1 valid|good|open|yours|held|reserved|waiting|live|up ~1 only|just ~1 until|till|to ~2 midnight|tonight|tomorrow|today|noon|@weekday|#",
            "sell|sells|sold|selling|book|books|fill|fills|snapped|go|goes ~1 up|out|full ~2 in|within|inside ~3 minutes|minute|seconds|second|hours|hour|moments|flash|heartbeat|day|days",
            "go|goes|gone|vanish|vanishes|disappear|disappears|taken|snatched in|within|inside minutes|seconds|hours|moments|no|days",
            "gone|go|goes|vanish|vanishes|disappear|disappears|taken|snatched in|within a|an|under ~1 flash|heartbeat|blink|minute|hour|day|second|matter|few",
            "^only|just ~1 a|an|one|# ~1 day|days|hour|hours|minute|minutes|week left|more|remaining",
            "gone|taken|sold|booked|snapped by breakfast|lunch|lunchtime|noon|dawn|morning|teatime",
            "gone|taken|full|sold|booked ~1 before you ~1 know|blink|can|look|notice|wake",
            "don't|won't|never|rarely|seldom|not ~1 hang|stay|stick|sit|last|wait ~1 around|about|up|free ~1 for|long|forever|very",
            "don't|don’t|won't|never|rarely|seldom hang|stick about|around",
            "don't|dont|never|not fall|lag|drop|trail behind ~1 the|your|all|of ~1 others|rest|neighbours|friends|everyone|crowd|pack|colleagues",
            "in|at high|great|huge|short|hot demand|supply",
        ],
        &[
            "before|when|once|if|how|whether|until|after|as ~6 runs|run out",
            "note|text|alert|email|reminder|message|letter|call|nudge|tip ~8 runs|run out",
            "your ~4 sell|sells|fill|fills|book|books up|out",
            "go|goes within|in days of",
            "go out",
            "if|when|once|until|unless ~6 sell|sells|sold|fill|fills|book|books out|up",
            "supply of",
            "left|more|remaining on|of|in|until ~1 your",
        ],
    )),
    surrounds(Lexicon::new(
        &[
            "almost|nearly|virtually|practically|basically everyone|everybody|anybody|anyone ~7 already|gets|get|got|has|have|uses|use|reads|read|takes|receives|joined|likes|loves|wants|chooses|trusts|said|agreed|does|did",
            "almost|nearly|virtually|practically|basically|just ?about all|every|each|everyone ~3 @crowd|who ~6 already|gets|get|got|has|have|uses|use|reads|read|takes|receives|joined|likes|loves|wants|chooses|trusts|said|agreed",
            "every ~1 second|third|other|fourth|fifth|tenth ~1 @crowd|flat|house|home|farm ~4 already|gets|get|has|uses|reads|takes|joined|likes|loves|trusts|said|agreed|does",
            "one @crowd in|of|out ~1 of ~1 #|every|two|three",
            "all|most|half|plenty|many ~1 of ~1 your neighbours|neighbors|friends|colleagues|classmates|team|mates|workmates|relatives|followers ~3 already|has|have|get|read|use|love|do|are|on|joined|trust|swear|follow",
            "the|your|our whole|entire|half street|village|town|block|office|building|class|team|neighbourhood|neighborhood|club|island|valley ~2 already|joined|reads|loves|uses|has|trusts|swears|raves ~1 it|this|them|on|in|by|about|$",
            "most|many|nearly|almost ~2 @crowd ~2 decide|decides|say|says|agree|agrees|join|joins|accept|accepts|choose|chooses|answer|answers|reply ~5 seconds|second|moments|instantly|immediately|straight|hesitate|hesitation|thinking",
            "trusted|loved|used|read|chosen|enjoyed|followed by ~1 most|nearly|almost|every|half|everyone|everybody ~2 _",
        ],
        &[
            "to|for|from|of|with|we|text|email|tell|send|ask ~1 almost|nearly|every|one|most|all ~1 everyone|everybody|all|second|other|@crowd",
            "all|most|half|many|nearly|almost|whole|entire ~5 can|could|may|will",
            "used|read|chosen by ~1 every|half ~2 person|cook|editor|trainer|nurse|reader|of",
        ],
    )),
];

pub(super) static GERMAN: [Flat; 2] = [
    hastens(Lexicon::new(
        &[
            "^noch ~1 #|ein|eine|einen stunde|stunden|std|minute|minuten|sekunden|tag|tage ~1 durfen|darf|mochten|mochtest|sollen|wollen|willst|konnen|fur|zeit|offen|dann|und|$",
            "^nur ~1 noch ~1 # stunde|stunden|std|minute|minuten|sekunden|tag|tage ~1 _",
            "einladung|anmeldung|platz|angebot|code|gutschein|chance|aktion|zugang ~2 lauft|verfallt|endet|erlischt|schliesst|platzt ~4 ab|aus|heute|morgen|mitternacht|bald|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|#",
            "einladung|angebot|anmeldung ~1 gilt|bleibt|ist|steht ~3 bis|nur|noch ~2 heute|morgen|mitternacht|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|kurz|kurze|#",
            "solange ?noch|es|die ?ein|einige|paar freie|genug|genugend|offene ~1 *platze|*platz|*termine|*karten|*tickets|*kontingent",
            "solange ~1 noch|es|die ~2 *platze|*platz|*termine|*karten|*tickets|kontingent ~2 frei|da|ubrig|offen|haben|gibt|verfugbar|reichen|reicht|zu|sind",
            "in|binnen|innerhalb ~2 minuten|sekunden|stunden|windeseile|nu|handumdrehen ~1 weg|vergriffen|ausverkauft|voll|ausgebucht|vergeben|belegt|fort",
            "heiss|sehr|stark|hoch|schwer begehrt|umkampft|bekommen|kriegen",
            "nicht|nie|niemals|kaum|selten ~2 lange|ewig ~2 frei|da|verfugbar|warten|stehen|warte|halten",
            "ehe|bevor ~2 ausgebucht|vergeben|belegt",
        ],
        &[
            "wenn|falls|sobald|bevor|ehe|bis|ob|wie ~6 ausgebucht|vergeben|belegt|voll|ausverkauft ~1 ist|sind|wird",
            "bescheid|erinner*|nachricht|mail|sms|hinweis|brief ~5 bevor|ehe ~4 _",
            "nicht ~1 lange warten",
            "einladung|angebot ~1 gilt|bleibt|ist ~2 bis ~1 sie|du",
        ],
    )),
    surrounds(Lexicon::new(
        &[
            "schon|bereits|fast|heute|nahezu|beinahe ~1 jede|jeder|jedes|jedem|jeden zweite|zweiter|zweiten|zweites|dritte|dritter|dritten|vierte|vierten|funfte|funften|zehnte|zehnten ~1 haushalt|kunde|kundin|kunden|familie|fahrer*|leser*|nachbar*|mitglied|gast|patient*|nutzer*|bewohner*|radler*|verein|betrieb|mieter*|laufer*|hof|koch*|reisende*|sportler*|spieler*|haus|gartner*|schuler*|halter*",
            "fast|beinahe|nahezu|praktisch|quasi|wie alle|jeder|jede|jedes ~1 die|der|das|hier|kunden|kundinnen|mitglieder|nachbarn|leser|fahrer|haushalte|eltern|gaste|mieter|nutzer|in|im|aus|bei ~6 haben|hat|bekommen|bekommt|nutzt|nutzen|liest|lesen|dabei|schon|bereits|macht|machen|sagt|sagen|erhalten|erhalt|ist|sind",
            "fast|beinahe|nahezu|praktisch|quasi jeder|jede ~2 hat|bekommt|nutzt|liest|macht|sagt|kennt|liebt|erhalt ~2 sie|es|das|ihn|schon|bereits|mit|ja",
            "der|die|das|dein|deine|ihr|ihre ganze|ganzes|halbe|halbes|gesamte|komplette ~1 strasse|dorf|stadt|haus|block|viertel|buro|team|klasse|verein|nachbarschaft|insel ~1 hat|liest|nutzt|schwort|ist|liebt|kennt|macht ~2 sie|es|das|dabei|schon|mit|darauf|$",
            "die|auf|dem|der|denen ~1 die ~1 schon|bereits|fast|hier ~1 jeder|alle|viele|tausende|hunderte|halb|unzahlige ~3 vertrauen|schwort|schworen|setzen|setzt|lieben|nutzen|lesen|hat|haben",
            "die|alle|viele|deine|ihre ~1 meisten|nachbarn|freunde|kollegen|freundinnen ~3 entscheid*|sagen|nutzen|lesen|haben|lieben ~4 sekunden|sofort|ja|sie|es|schon|bereits|zogern|langst",
        ],
        &["fur|an|von|bei|mit ~1 fast|nahezu|beinahe alle|jede|jeden|allen"],
    )),
];

pub(super) static ARABIC: [Flat; 2] = [
    hastens(Lexicon::new(
        &[
            "دعوتك|الدعوة|دعوة|مكانك|عرضك|رمزك|تسجيلك|التسجيل|فرصتك|قسيمتك ~1 تنتهي|ينتهي|تنفد|يسقط|تسقط|تغلق|يغلق|صالحة|صالح|مفتوحة|مفتوح|سارية ~2 عند|في|مع|حتى|الليلة|اليوم|غدا|منتصف|خلال|قريبا|فقط",
            "تنتهي|ينتهي|تغلق|يغلق|تسقط ~1 دعوتك|الدعوة|دعوة|مكانك|عرضك|رمزك|تسجيلك|التسجيل|فرصتك ~2 عند|في|مع|الليلة|اليوم|غدا|منتصف|خلال|قريبا",
            "^بقيت|بقي|تبقت|تبقى|أمامك|لديك ~1 ساعتان|ساعتين|يومان|يومين|دقيقتان|دقيقتين|ساعة|#|دقائق|ساعات ~2 هل|فقط|للرد|لتقرر|للقرار|لتوافق|قبل|للانضمام|$",
            "تنفد|ينفد|ينفدان|تنفدان|تباع|تحجز|تمتلئ|يمتلئ|تختفي|تذهب|يكتمل|تكتمل ~2 خلال|في|بعد|بظرف ~1 دقائق|ساعات|لحظات|ثوان|دقيقة|ساعة",
            "ما|طالما دامت|دام|بقيت|بقي|كانت|توفرت ~1 الأماكن|أماكن|المقاعد|مقاعد|المواعيد|مواعيد|هناك ~2 _",
            "عليها|عليه ~1 إقبال|طلب ~1 كبير|شديد",
        ],
        &[
            "قبل|عندما|متى|حين|إذا|كلما ~2 أن ~2 تنفد|تباع|تحجز|تمتلئ|تنتهي",
            "نخبرك|ننبهك|نذكرك|تنبيه|تذكير|رسالة ~6 تنفد|تباع|تحجز|تنتهي|ينتهي|بقيت",
        ],
    )),
    surrounds(Lexicon::new(
        &[
            "اختارها|اختاره|يحبها|يحبه|جربها|جربه|يثق|يقرؤها|يقرأها|يستخدمها|يستخدمه|طلبها|أحبها|يتابعها|يعتمدها|ينصح|تستخدمها|تقرؤها|تحبها|يفضلها ?بها|به آلاف|مئات|ملايين|عشرات|معظم|كل|جميع|أغلب|نصف|جيرانك|الجميع|أصدقاؤك|زملاؤك ~1 _|$",
            "تقريبا|يكاد|تكاد|يكادون ~1 كل|جميع|الجميع|جميعهم ~3 _",
            "كل|جميع ~1 من|بيت|أسرة|عائلة|جار|جيرانك|زبائننا|الزبائن|القراء|السائقين ~4 تقريبا|حولك ~3 يحصل|يحصلون|لديه|لديهم|يستخدمها|يستخدمونها|يقرؤها|يقرؤونها|يأخذها|مشترك|مشتركون|وافق|وافقوا|_",
            "كل|جميع|نصف|معظم|أغلب ~1 بيت|أسرة|عائلة|جار|بيوت|جيرانك|حيك|شارعك|زملائك|أصدقائك ~3 يستخدمها|يستخدمونها|يقرؤها|لديه|لديها|تستخدمها|تقرؤها|عنده|عندها|لديهم|يأخذها|مشترك|مشتركون|يتلقاها|يتلقونها|وافقوا",
            "آلاف|مئات|ملايين|عشرات|مئة|ألف ~1 القراء|السائقين|المسافرين|الجيران|جيرانك|الأسر|البيوت|الطهاة|الزوار|المرضى|اللاعبين|الطلاب ~1 من ~1 حولك|قربك|حيك|مدينتك|مثلك|جربوها|اختاروها|سبقوك|يثقون",
        ],
        &["لكل|عن|من|بكل ~1 كل|جميع"],
    )),
];
