//! What somebody can lose by a no: things of hers that no answer about data may touch (L-E1). Written as folding
//! leaves them; a line stands between two of them, and a star for any ending.
//!
//! From GDPR recital 42 (without detriment) and EDPB Guidelines 05/2020, paragraphs 46 to 48: a price, access, the
//! quality of a service. What is none of these can be the end of the use itself, told in a verb of taking away.

use super::Language;

/// The stakes of a language.
pub(in crate::lint) struct Stakes {
    /// What is hers in any trade: prices, points, accounts, places, services.
    pub(in crate::lint) things: &'static str,
    /// What is a loss whatever it is said of: to pay, to wait, to be later.
    pub(in crate::lint) worse: &'static str,
    /// What is hers, and can be the data as well: orders, trips, appointments.
    pub(in crate::lint) dealings: &'static str,
    /// What makes a loss of these.
    pub(in crate::lint) harmed: &'static str,
    /// Says that somebody is able to do something.
    pub(in crate::lint) able: &'static str,
    /// The reader, as who loses something or can do it no more.
    pub(in crate::lint) her: &'static str,
    /// To lose, as she does.
    pub(in crate::lint) loses: &'static str,
    /// A burden, of which a "not" makes none.
    pub(in crate::lint) burdens: &'static str,
}

/// The stakes of a language; none where it has no tables.
pub(in crate::lint) fn stakes(language: Language) -> Option<&'static Stakes> {
    match language {
        Language::English => Some(&ENGLISH),
        Language::German => Some(&GERMAN),
        Language::Arabic => Some(&ARABIC),
        Language::Other => None,
    }
}

static ENGLISH: Stakes = Stakes {
    things: "price|prices|pricing|fare|fares|fee|fees|cost|costs|charge|charges|rate|rates|rent|bill|bills|premium|premiums|tariff|interest|discount|discounts|instalment|instalments|deposit|deposits|allowance|limit|limits|point|points|mile|miles|stamp|stamps|credit|credits|reward|rewards|bonus|voucher|vouchers|coupon|coupons|cashback|balance|wallet|purse|savings|money|refund|refunds|return|returns|exchange|exchanges|account|accounts|login|logins|password|membership|memberships|contract|contracts|subscription|subscriptions|policy|licence|license|status|tier|rank|warranty|warranties|guarantee|guarantees|insurance|coverage|protection|claim|claims|delivery|deliveries|shipping|postage|parcel|parcels|support|help|helpline|helpdesk|advice|adviser|advisers|service|services|repair|repairs|treatment|prescription|prescriptions|access|entry|key|keys|seat|seats|place|places|spot|space|slot|slots|locker|bay|berth|queue|priority|waiting|speed|connection|feature|features|function|functions|download|downloads|streaming|storage|backup|backups|ticket|tickets|pass|card|cards|loan|loans|overdraft|mortgage|quote|parking|wifi|lesson|lessons|course|courses|exam|exams|certificate|vote|votes|right|rights|pension|wages|shift|shifts|ads|adverts|advertising|commercials|checkout|perk|perks|meal|meals|album|albums|photos|playlist|playlists|library|basket|trophies|streak|saved|trial|hotline|bags|lanes|deadline|date|deliver|delivers|reservation|reservations|streak|tracks|doctor|nurse|chat|gate",
    worse: "pay|pays|paid|charged|billed|owe|owes|repay|reimburse|surcharge|penalty|fine|wait|waits|waiting|queue|queues|slow|slows|slower|slowly|slowest|later|late|longer|dearer|costlier|pricier|higher|worse|worst|poorer|weaker|fewer|smaller|shorter|harder|extra|forfeit*|downgrad*|demot*|throttl*|penali*|blacklist*|banned|blocked|locked|barred|frozen|evict*|excluded|bottom|basic|standard|limited|restrict*|reduced|half|halve*|double|doubles|lowest|void|rejected|refused|denied|risk|foot|others|more|weekdays|nights|less|insured|covered|whoever",
    dealings: "order|orders|booking|bookings|reservation|reservations|appointment|appointments|trip|trips|visit|visits|stay|stays|purchase|purchases|application|applications|request|requests|call|calls|question|questions|complaint|complaints|name|reviews|orders'",
    harmed: "cancel*|delay*|postpon*|refus*|reject*|declin*|lose|loses|lost|void*|withh*|suspend*|held|hold|unanswered|answer*|accept*|process*|deliver*|ship*|refund*|handl*|serve*|change*|swap*|return*|collect*|pick|take|takes|sold|split|bumped|moved|gone|give|given|moves|move|later",
    able: "can|can't|cannot|could|couldn't|may|able|allowed|must",
    her: "you|you'll|you're|you'd|yourself|customers|members|guests|patients|players|readers|drivers|riders|people|parents|everyone|those|who|whoever|anyone",
    loses: "lose|loses|losing|lost|give|gives|miss",
    burdens: "pay|pays|cost|costs|wait|waits|lose|loses|lost|forfeit|charged|charge|slower|later|dearer|higher|expire|expires|lapse|lapses|worse|longer|queue",
};

static GERMAN: Stakes = Stakes {
    things: "preis*|*preis|*preise|*preisen|gebuhr*|*gebuhr|*gebuhren|kosten|*kosten|tarif*|*tarif|zins*|*zinsen|beitrag*|*beitrag|*beitrage|miete*|rechnung*|*rechnung|rabatt*|*rabatt|*rabatte|rate|raten|kaution|punkt|punkte|punkten|*punkte|*punkten|meilen|stempel*|guthaben|*guthaben|gutschein*|*gutschein|*gutscheine|bonus*|pramie*|*pramie|geld|euro|erstattung*|ruckgabe*|umtausch*|konto|konten|*konto|*konten|kontos|zugang*|*zugang|login|mitgliedschaft*|*mitgliedschaft|vertrag|vertrages|vertrags|vertrage|*vertrag|abo|*abo|abonnement|status|stufe|*stufe|klasse|garantie*|*garantie|gewahrleistung*|versicherung*|*versicherung|anspruch*|*anspruch|lieferung*|*lieferung|*lieferungen|versand*|porto|paket*|*paket|*pakete|hilfe|*hilfe|beratung*|service|support|dienst|dienste|*dienst|reparatur*|behandlung*|rezept|rezepte|eintritt*|einlass|schlussel|platz|platze|platzen|*platz|*platze|spind|warteschlange|schlange|warteliste|vorrang|reihenfolge|tempo|geschwindigkeit|funktion*|*funktion|*funktionen|download*|sicherung*|ticket*|*ticket|*tickets|karte|*karte|*karten|kredit*|*kredit|darlehen|*limit|limit|parkplatz*|wlan|kurs*|*kurs|*kurse|prufung*|zeugnis|stimmrecht|rechte|rente|lohn|schicht*|werbung|werbe*|anzeigen|leistung*|*leistung|*leistungen|vorteil*|mahlzeit*|medikament*|sprechstunde*|*telefon|reservierung*|vormerkung*|dispo|liefern|liefert|frist|bahncard|abholung",
    worse: "bezahl*|koste*|berechn*|schuld*|strafe|zuschlag*|aufschlag*|aufpreis|nachzahl*|wart*|anstell*|langsam*|spater|spat|langer|teurer|hoher*|schlechter*|schwacher*|extra|zusatzlich*|verfall*|verfallt|herabgestuft|heruntergestuft|zuruckgestuft|gedrosselt|gesperrt|sperr*|gekundigt|kundig*|ausgeschlossen|hinten|zuletzt|voller|volle|vollen|halb*|halbier*|doppelt*|verdoppel*|eingeschrankt|einfache|einfachen|ungultig|verliert|abgelehnt|verweiger*|eingefroren|gekurzt|kurzt|steigt|steigen|erhoh*|dran|anderen|abholen|holen|zahlst|zahlt",
    dealings: "bestellung*|*bestellung|*bestellungen|buchung*|*buchung|*buchungen|reservierung*|termin|termine|terminen|*termin|*termine|reise|reisen|fahrt|fahrten|besuch*|einkauf*|auftrag|auftrage|antrag|antrage|anfrage*|anruf*|frage|fragen|beschwerde*|bewertung*|wunsch*|namen|name",
    harmed: "stornier*|verspat*|spater|abgelehnt|ablehn*|lehn*|verfall*|zuruck*|gesperrt|liegen|beantwort*|annehm*|angenommen|bearbeit*|liefer*|geliefert|umtausch*|umgetauscht|erstatt*|verschob*|verschieb*|abholen|vergeben|vergeb*|absag*|abgesagt|sagen|andere*|weitergegeben",
    able: "kannst|konnen|darfst|durfen|durft|mussen|musst|muss",
    her: "du|sie|dir|ihnen|dich|ihr|wer|kunden|mitglieder|gaste|alle|leute|fahrgaste|patienten|man|kundin|gast|mitglied",
    loses: "verlier*|verliert|verlust|busst|bussen|einbuss*|verzicht*",
    burdens: "bezahl*|kost*|wart*|verlier*|verliert|verloren|verfall*|verfallt|spater|langsamer|teurer|langer|schlechter|hoher|erlischt|entgeht|gesperrt|gekundigt|gestrichen|gekurzt|steigt|steigen|zahlst|zahlt",
};

static ARABIC: Stakes = Stakes {
    things: "سعر*|السعر|*سعرك|اسعار*|الاسعار|*اسعارك|رسوم|رسم|رسوم*|الرسوم|رسما|تكلف*|كلفه|ثمن*|فاتور*|الفاتوره|تعرف*|قسط*|اقساط*|ايجار*|خصم*|الخصم|الخصومات|نقاط*|النقاط|*نقاطك|نقطه|اميال*|رصيد*|الرصيد|*رصيدك|قسيم*|قسايم*|القسايم|مكاف*|هدايا|مال*|نقود|استرداد*|استرجاع*|ارجاع|حساب*|الحساب|*حسابك|دخول*|الدخول|عضوي*|العضويه|عقد*|العقد|اشتراك*|الاشتراك|*اشتراكك|مستوا*|مستوي|درجه|درجتك|ضمان*|الضمان|تامين*|التامين|تغطي*|مطالب*|توصيل*|التوصيل|شحن*|طرد*|طرود*|مساعد*|المساعده|دعم*|الدعم|خدم*|الخدمه|الخدمات|صيانه|تصليح|علاج*|دواء*|رعاي*|مفتاح*|مقعد*|المقعد|مكان*|مكانك|غرف*|طاوله|طابور|الطابور|الانتظار|اولوي*|سرع*|السرعه|ميز*|الميزات|تنزيل*|تخزين*|تذكر*|تذاكر*|بطاق*|قرض*|موقف*|درس*|دروس*|امتحان*|شهاد*|حق|حقك|حقوق*|راتب*|اعلان*|اعلانات|الاعلانات|مزايا*|فايد*|الفايده|غيرك|الاخرين|سواك|التعرفه|السحب|المكشوف",
    worse: "تدفع*|يدفع|دفع|ندفع|يكلف*|تكلف*|نخصم|يخصم|غرام*|زياده|نزيد|يزيد|تزيد|يزداد|يرتفع|ترتفع|نرفع|رفع|تنتظر|ينتظر|انتظار|ابطا|ابطء|بطيء|بطييه|يبطا|نبطي|تتاخر|يتاخر|تاخر|نوخر|متاخر*|اغلي|اعلي|اسوا|اضعف|اقل|اصغر|اقصر|اصعب|اضافي*|يسقط|تسقط|نسقط|تحرم|نحرم|حرمان|يحرم|نمنع|تمنع|يمنع|محظور|نحظر|مغلق|نغلق|يغلق|تغلق|مجمد|نجمد|يجمد|نلغي|يلغي|تلغي|اخر|الاخير|النصف|نصف|ضعف|مضاعف*|محدود*|كامل|الكامل|كاملا|تضيع|يضيع|تفقد|يفقد|تخسر|يخسر|تسحب|نسحب|يسحب|صفر|الصفر|نرفض|مرفوض|ينخفض|تنخفض|نخفض|يقل|تقل|يستغرق|تستغرق|الاعلي|درهم|درهما|دينار|ريال|بميه|اكثر",
    dealings: "طلب*|الطلب|الطلبات|*طلباتك|حجز*|الحجز|حجوزات*|موعد*|مواعيد*|الموعد|رحل*|الرحلات|زيار*|شكوا*|سوال*|اسيل*|اسم*",
    harmed: "نلغي|تلغي|يلغي|الغاء|نوخر|تتاخر|يتاخر|تاخير|نرفض|ترفض|يرفض|نقبل|تقبل|يقبل|نسلم|تسلم|يسلم|نوصل|توصل|استرداد|نجيب|يجيب|تجيب|نعالج|تضيع|يضيع|نعطي|تعطي|ننقل|نوجل|تاجيل",
    able: "يمكنك|تستطيع|تستطيعين|بامكانك|يحق|عليك|يجب|تضطر|تقدر|امكان*",
    her: "انت|عليك|العملاء|الزباين|الاعضاء|يمكنك|بامكانك|تستطيع|تستطيعين",
    loses: "تخسر*|تفقد*|تضيع*|يضيع|خساره|فقدان|تحرم",
    burdens: "تدفع*|يدفع|يكلف*|تكلف*|تخسر|يخسر|تفقد|يضيع|تضيع|تنتظر|ينتظر|تتاخر|يتاخر|يسقط|تسقط|يزيد|تزيد|يزداد|يرتفع|ترتفع|تنتهي|ينتهي|تحرم|تلغي|يلغي",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::letters::fold;

    #[test]
    fn every_word_is_written_as_folding_leaves_it() {
        for words in [&ENGLISH, &GERMAN, &ARABIC] {
            let lists = [
                words.things,
                words.worse,
                words.dealings,
                words.harmed,
                words.able,
                words.her,
                words.loses,
                words.burdens,
            ];
            for word in lists.into_iter().flat_map(|list| list.split('|')) {
                let word = word.trim_matches('*');
                assert_eq!(fold(word), word);
            }
        }
    }
}
