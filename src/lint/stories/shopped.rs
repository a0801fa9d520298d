//! What shops press with: somebody somewhere just bought it, so many others did, a clock runs, few are left. What is
//! told to the reader of herself, of the service or of a time of day presses nobody.

use serde_json::{Value, json};

use super::judge;
use crate::lint::{Level, Rule};

/// Where each text is put: what it is called, and what people get.
const PLACES: [fn(&mut Value, &str); 2] = [
    |d, text| d["title"] = json!(text),
    |d, text| d["benefits"][0]["what"] = json!(text),
];

/// Whether a text of a language is blocked for pressure in one place at least, and in each.
fn presses(locale: &str, text: &str) -> (bool, bool) {
    let blocks = PLACES.map(|put| {
        let found = judge(|d| {
            d["locale"] = json!(locale);
            put(d, text);
        });
        found
            .iter()
            .any(|f| f.rule == Rule::Pressure && f.level == Level::Block)
    });
    (blocks.contains(&true), blocks.iter().all(|blocks| *blocks))
}

/// The texts of a language that are blocked though they are honest, and those that are not though they press.
fn wrong<'a>(locale: &str, honest: &[&'a str], pressing: &[&'a str]) -> Vec<&'a str> {
    let honest = honest.iter().filter(|text| presses(locale, text).0);
    let pressing = pressing.iter().filter(|text| !presses(locale, text).1);
    honest.chain(pressing).copied().collect()
}

#[test]
fn what_shops_press_with_is_found_and_what_they_say_of_her_passes() {
    let honest = [
        "We keep your order for 30 days",
        "Two tips in the last week of each month",
        "Your table is held for 15 minutes when you are late",
        "You bought running shoes on 3 May",
        "37 people work in our team",
        "Your parcel is kept for 7 days at the shop",
        "Offers end on 31 May as the law says",
        "Every 12 months",
        "12 orders left in your plan",
        "8 of your 10 visits are left",
        "Your points expire after 24 months",
        "The 20 things you bought in the last 12 months",
        "What you viewed 6 times this week, in one list",
        "You last bought coffee 18 hours ago",
        "We write to you between 09:00 and 17:30",
        "Ordered by 14:00, there by 18:00",
        "Two tables reserved for 19:00",
        "Your items are reserved for pick-up at 15:00",
        "Fish from Grimsby, bought the same morning",
        "The shop in Leeds where you bought a bike repairs it",
        "A text when somebody bought what you sell",
        "A text when size 42 is back in stock",
        "A list of what is in stock at 8 shops",
        "A list of jobs that are in demand in your town",
        "Courses for jobs that are in demand",
        "For every 3 books bought this month you get one free",
        "The 10 books sold most in the last week at your branch",
        "Three games that sold out last year",
        "Two people viewed your advert, and you get a mail",
        "Two boxes left at your door",
        "An order placed 20 minutes ago can still be changed",
    ];
    let pressing = [
        "Nadia in Utrecht just ordered tea",
        "Omar from Cairo bought a kettle 4 minutes ago",
        "Somebody in town added a lamp to their basket",
        "58 booked in the past 3 hours",
        "In 8 other baskets",
        "19 shoppers have it in their basket",
        "Viewed 40 times today",
        "6 viewed per minute",
        "12 currently viewing",
        "Last bought 7 minutes ago",
        "Real time: 14 visitors",
        "90+ sold already",
        "Your basket is held for 08:30",
        "Order in 09:10 to get tea",
        "Your basket expires in 06:20",
        "Time left: 03:20",
        "01:10:00 left to order",
        "Tea for less: 02 hours 14 minutes 09 seconds",
        "1 pair left",
        "5 in stock",
        "Last pieces in stock",
        "Fare alerts are in demand",
        "You just missed it",
        "Limited Time Voucher 12.00",
    ];
    assert_eq!(wrong("en", &honest, &pressing), [""; 0]);
}

#[test]
fn the_same_is_told_apart_in_german() {
    let honest = [
        "Wir bewahren Ihre Bestellung 30 Tage auf",
        "Zwei Tipps in der letzten Woche jedes Monats",
        "Ihr Tisch bleibt 15 Minuten frei, wenn Sie zu spät kommen",
        "Sie haben am 3. Mai Laufschuhe gekauft",
        "Sie haben vor 20 Minuten bestellt",
        "Was Sie 6 mal bestellt haben, steht auf einer Liste",
        "37 Menschen arbeiten in unserem Team",
        "Ihre Punkte verfallen nach 24 Monaten",
        "Ihre Reservierung gilt bis 18:00",
        "Eine Mail um 07:30, bevor Sie losfahren",
        "Eine SMS, sobald Größe 42 wieder auf Lager ist",
        "Eine Nachricht, wenn jemand Ihr Rad gekauft hat",
        "Der Laden in Köln hat Ihre Jacke bestellt",
        "Kaffee aus Peru, direkt beim Bauern gekauft",
        "In Ihrem Paket sind noch 3 Stück übrig",
        "Die 10 Bücher, die in der letzten Woche am häufigsten verkauft wurden",
        "Welche Berufe in Ihrer Stadt gefragt sind",
    ];
    let pressing = [
        "Anna aus Köln hat gerade Tee bestellt",
        "Jemand in Ulm hat eine Lampe gekauft",
        "24 in den letzten 24 Stunden verkauft",
        "In 5 anderen Warenkörben",
        "31 haben es im Warenkorb",
        "12 Personen sehen dieses Produkt an",
        "Heute schon 40 mal gekauft",
        "Zuletzt vor 7 Minuten gekauft",
        "Ihr Warenkorb ist noch 09:54 Minuten reserviert",
        "Bestellen Sie in 13:16",
        "Verbleibende Zeit: 04:50",
        "Noch 3 auf Lager",
        "Letzte Stücke auf Lager",
        "Sehr gefragt",
        "Sie haben es gerade verpasst",
    ];
    assert_eq!(wrong("de", &honest, &pressing), [""; 0]);
}

#[test]
fn the_same_is_told_apart_in_arabic() {
    let honest = [
        "نحتفظ بطلبك ٣٠ يوما",
        "نصيحتان في آخر أسبوع من كل شهر",
        "طاولتك محجوزة ١٥ دقيقة إذا تأخرت",
        "اشتريت حذاء جري في ٣ مايو",
        "طلبت من المتجر قبل ٢٠ دقيقة",
        "آخر طلب لك قبل ١٨ يوما",
        "يعمل في فريقنا ٣٧ شخصا",
        "تنتهي نقاطك بعد ٢٤ شهرا",
        "تبقى الأسعار كما هي ١٢ شهرا",
        "رسالة عند الساعة ٠٧:٣٠ قبل خروجك",
        "رسالة عندما يعود المقاس ٤٢ إلى المخزون",
        "رسالة إذا اشترى شخص ما تبيعه",
        "شخص من فريقنا يقرأ رسالتك",
        "قائمة بما اشتريت ٦ مرات هذا العام",
        "يمكنك تغيير طلبك خلال ٣٠ دقيقة",
    ];
    let pressing = [
        "سارة من دبي اشترت هذا المنتج للتو",
        "شخص من الرياض اشترى مصباحا",
        "اشترت ليلى من عمان إبريقا قبل ٥ دقائق",
        "بيع ٢٤ في آخر ٢٤ ساعة",
        "٣١ شخصا يشاهدون هذا المنتج الآن",
        "في ٥ سلال أخرى",
        "١٢ لديهم هذا في السلة",
        "تم شراؤه ٦ مرات هذا الأسبوع",
        "سلتك محجوزة لمدة ٠٩:٥٤",
        "الوقت المتبقي: 04:50",
        "اطلب خلال 13:16",
        "تنتهي سلتك خلال 04:53",
        "قطعة واحدة متبقية",
        "٣ قطع في المخزون",
        "عليه طلب كبير",
    ];
    assert_eq!(wrong("ar", &honest, &pressing), [""; 0]);
}

#[test]
fn a_box_that_is_ticked_for_a_no_turns_it_around() {
    for question in [
        "If you do not want recipes, please tick this box.",
        "May we send recipes? If not wanted, please see that the box is not ticked.",
    ] {
        let found = judge(|d| d["ask"]["question"] = json!(question));
        let turned = found
            .iter()
            .any(|f| f.rule == Rule::Straight && f.level == Level::Block);
        assert!(turned, "{question}");
    }
}
