//! What a region is called, by its code (ISO 3166), in every language of the pages.

use super::Text;

/// A region, and what it is called in each language.
pub(crate) struct Region {
    code: &'static str,
    pub(super) en: &'static str,
    pub(super) de: &'static str,
    pub(super) ar: &'static str,
}

macro_rules! regions {
    ($($code:literal, $en:literal, $de:literal, $ar:literal;)*) => {
        &[$(Region { code: $code, en: $en, de: $de, ar: $ar }),*]
    };
}

/// Every country, by its name in the Common Locale Data Repository, and of their parts the one that the rules
/// name; in the order of their codes.
static REGIONS: &[Region] = regions! {
    "AD", "Andorra", "Andorra", "أندورا";
    "AE", "United Arab Emirates", "Vereinigte Arabische Emirate", "الإمارات العربية المتحدة";
    "AF", "Afghanistan", "Afghanistan", "أفغانستان";
    "AG", "Antigua & Barbuda", "Antigua und Barbuda", "أنتيغوا وبربودا";
    "AI", "Anguilla", "Anguilla", "أنغويلا";
    "AL", "Albania", "Albanien", "ألبانيا";
    "AM", "Armenia", "Armenien", "أرمينيا";
    "AO", "Angola", "Angola", "أنغولا";
    "AQ", "Antarctica", "Antarktis", "أنتاركتيكا";
    "AR", "Argentina", "Argentinien", "الأرجنتين";
    "AS", "American Samoa", "Amerikanisch-Samoa", "ساموا الأمريكية";
    "AT", "Austria", "Österreich", "النمسا";
    "AU", "Australia", "Australien", "أستراليا";
    "AW", "Aruba", "Aruba", "أروبا";
    "AX", "Åland Islands", "Ålandinseln", "جزر آلاند";
    "AZ", "Azerbaijan", "Aserbaidschan", "أذربيجان";
    "BA", "Bosnia & Herzegovina", "Bosnien und Herzegowina", "البوسنة والهرسك";
    "BB", "Barbados", "Barbados", "بربادوس";
    "BD", "Bangladesh", "Bangladesch", "بنغلاديش";
    "BE", "Belgium", "Belgien", "بلجيكا";
    "BF", "Burkina Faso", "Burkina Faso", "بوركينا فاسو";
    "BG", "Bulgaria", "Bulgarien", "بلغاريا";
    "BH", "Bahrain", "Bahrain", "البحرين";
    "BI", "Burundi", "Burundi", "بوروندي";
    "BJ", "Benin", "Benin", "بنين";
    "BL", "St. Barthélemy", "St. Barthélemy", "سان بارتليمي";
    "BM", "Bermuda", "Bermuda", "برمودا";
    "BN", "Brunei", "Brunei Darussalam", "بروناي";
    "BO", "Bolivia", "Bolivien", "بوليفيا";
    "BQ", "Caribbean Netherlands", "Karibische Niederlande", "هولندا الكاريبية";
    "BR", "Brazil", "Brasilien", "البرازيل";
    "BS", "Bahamas", "Bahamas", "جزر البهاما";
    "BT", "Bhutan", "Bhutan", "بوتان";
    "BV", "Bouvet Island", "Bouvetinsel", "جزيرة بوفيه";
    "BW", "Botswana", "Botsuana", "بوتسوانا";
    "BY", "Belarus", "Belarus", "بيلاروس";
    "BZ", "Belize", "Belize", "بليز";
    "CA", "Canada", "Kanada", "كندا";
    "CC", "Cocos (Keeling) Islands", "Kokosinseln", "جزر كوكوس (كيلينغ)";
    "CD", "Congo - Kinshasa", "Kongo-Kinshasa", "الكونغو - كينشاسا";
    "CF", "Central African Republic", "Zentralafrikanische Republik", "جمهورية أفريقيا الوسطى";
    "CG", "Congo - Brazzaville", "Kongo-Brazzaville", "الكونغو - برازافيل";
    "CH", "Switzerland", "Schweiz", "سويسرا";
    "CI", "Côte d’Ivoire", "Côte d’Ivoire", "ساحل العاج";
    "CK", "Cook Islands", "Cookinseln", "جزر كوك";
    "CL", "Chile", "Chile", "تشيلي";
    "CM", "Cameroon", "Kamerun", "الكاميرون";
    "CN", "China", "China", "الصين";
    "CO", "Colombia", "Kolumbien", "كولومبيا";
    "CR", "Costa Rica", "Costa Rica", "كوستاريكا";
    "CU", "Cuba", "Kuba", "كوبا";
    "CV", "Cape Verde", "Cabo Verde", "الرأس الأخضر";
    "CW", "Curaçao", "Curaçao", "كوراساو";
    "CX", "Christmas Island", "Weihnachtsinsel", "جزيرة كريسماس";
    "CY", "Cyprus", "Zypern", "قبرص";
    "CZ", "Czechia", "Tschechien", "التشيك";
    "DE", "Germany", "Deutschland", "ألمانيا";
    "DJ", "Djibouti", "Dschibuti", "جيبوتي";
    "DK", "Denmark", "Dänemark", "الدانمرك";
    "DM", "Dominica", "Dominica", "دومينيكا";
    "DO", "Dominican Republic", "Dominikanische Republik", "جمهورية الدومينيكان";
    "DZ", "Algeria", "Algerien", "الجزائر";
    "EC", "Ecuador", "Ecuador", "الإكوادور";
    "EE", "Estonia", "Estland", "إستونيا";
    "EG", "Egypt", "Ägypten", "مصر";
    "EH", "Western Sahara", "Westsahara", "الصحراء الغربية";
    "ER", "Eritrea", "Eritrea", "إريتريا";
    "ES", "Spain", "Spanien", "إسبانيا";
    "ET", "Ethiopia", "Äthiopien", "إثيوبيا";
    "FI", "Finland", "Finnland", "فنلندا";
    "FJ", "Fiji", "Fidschi", "فيجي";
    "FK", "Falkland Islands", "Falklandinseln", "جزر فوكلاند";
    "FM", "Micronesia", "Mikronesien", "ميكرونيزيا";
    "FO", "Faroe Islands", "Färöer", "جزر فارو";
    "FR", "France", "Frankreich", "فرنسا";
    "GA", "Gabon", "Gabun", "الغابون";
    "GB", "United Kingdom", "Vereinigtes Königreich", "المملكة المتحدة";
    "GD", "Grenada", "Grenada", "غرينادا";
    "GE", "Georgia", "Georgien", "جورجيا";
    "GF", "French Guiana", "Französisch-Guayana", "غويانا الفرنسية";
    "GG", "Guernsey", "Guernsey", "غيرنزي";
    "GH", "Ghana", "Ghana", "غانا";
    "GI", "Gibraltar", "Gibraltar", "جبل طارق";
    "GL", "Greenland", "Grönland", "غرينلاند";
    "GM", "Gambia", "Gambia", "غامبيا";
    "GN", "Guinea", "Guinea", "غينيا";
    "GP", "Guadeloupe", "Guadeloupe", "غوادلوب";
    "GQ", "Equatorial Guinea", "Äquatorialguinea", "غينيا الاستوائية";
    "GR", "Greece", "Griechenland", "اليونان";
    "GS", "South Georgia & South Sandwich Islands", "Südgeorgien und die Südlichen Sandwichinseln", "جورجيا الجنوبية وجزر ساندويتش الجنوبية";
    "GT", "Guatemala", "Guatemala", "غواتيمالا";
    "GU", "Guam", "Guam", "غوام";
    "GW", "Guinea-Bissau", "Guinea-Bissau", "غينيا بيساو";
    "GY", "Guyana", "Guyana", "غيانا";
    "HK", "Hong Kong", "Hongkong", "هونغ كونغ";
    "HM", "Heard & McDonald Islands", "Heard und McDonaldinseln", "جزيرة هيرد وجزر ماكدونالد";
    "HN", "Honduras", "Honduras", "هندوراس";
    "HR", "Croatia", "Kroatien", "كرواتيا";
    "HT", "Haiti", "Haiti", "هايتي";
    "HU", "Hungary", "Ungarn", "هنغاريا";
    "ID", "Indonesia", "Indonesien", "إندونيسيا";
    "IE", "Ireland", "Irland", "أيرلندا";
    "IL", "Israel", "Israel", "إسرائيل";
    "IM", "Isle of Man", "Isle of Man", "جزيرة مان";
    "IN", "India", "Indien", "الهند";
    "IO", "British Indian Ocean Territory", "Britisches Territorium im Indischen Ozean", "الإقليم البريطاني في المحيط الهندي";
    "IQ", "Iraq", "Irak", "العراق";
    "IR", "Iran", "Iran", "إيران";
    "IS", "Iceland", "Island", "آيسلندا";
    "IT", "Italy", "Italien", "إيطاليا";
    "JE", "Jersey", "Jersey", "جيرسي";
    "JM", "Jamaica", "Jamaika", "جامايكا";
    "JO", "Jordan", "Jordanien", "الأردن";
    "JP", "Japan", "Japan", "اليابان";
    "KE", "Kenya", "Kenia", "كينيا";
    "KG", "Kyrgyzstan", "Kirgisistan", "قيرغيزستان";
    "KH", "Cambodia", "Kambodscha", "كمبوديا";
    "KI", "Kiribati", "Kiribati", "كيريباتي";
    "KM", "Comoros", "Komoren", "جزر القمر";
    "KN", "St. Kitts & Nevis", "St. Kitts und Nevis", "سانت كيتس ونيفيس";
    "KP", "North Korea", "Nordkorea", "كوريا الشمالية";
    "KR", "South Korea", "Südkorea", "كوريا الجنوبية";
    "KW", "Kuwait", "Kuwait", "الكويت";
    "KY", "Cayman Islands", "Kaimaninseln", "جزر كايمان";
    "KZ", "Kazakhstan", "Kasachstan", "كازاخستان";
    "LA", "Laos", "Laos", "لاوس";
    "LB", "Lebanon", "Libanon", "لبنان";
    "LC", "St. Lucia", "St. Lucia", "سانت لوسيا";
    "LI", "Liechtenstein", "Liechtenstein", "ليختنشتاين";
    "LK", "Sri Lanka", "Sri Lanka", "سريلانكا";
    "LR", "Liberia", "Liberia", "ليبيريا";
    "LS", "Lesotho", "Lesotho", "ليسوتو";
    "LT", "Lithuania", "Litauen", "ليتوانيا";
    "LU", "Luxembourg", "Luxemburg", "لوكسمبورغ";
    "LV", "Latvia", "Lettland", "لاتفيا";
    "LY", "Libya", "Libyen", "ليبيا";
    "MA", "Morocco", "Marokko", "المغرب";
    "MC", "Monaco", "Monaco", "موناكو";
    "MD", "Moldova", "Moldau", "مولدوفا";
    "ME", "Montenegro", "Montenegro", "الجبل الأسود";
    "MF", "St. Martin", "St. Martin", "سان مارتن";
    "MG", "Madagascar", "Madagaskar", "مدغشقر";
    "MH", "Marshall Islands", "Marshallinseln", "جزر مارشال";
    "MK", "North Macedonia", "Nordmazedonien", "مقدونيا الشمالية";
    "ML", "Mali", "Mali", "مالي";
    "MM", "Myanmar (Burma)", "Myanmar", "ميانمار (بورما)";
    "MN", "Mongolia", "Mongolei", "منغوليا";
    "MO", "Macao", "Macau", "ماكاو";
    "MP", "Northern Mariana Islands", "Nördliche Marianen", "جزر ماريانا الشمالية";
    "MQ", "Martinique", "Martinique", "جزر المارتينيك";
    "MR", "Mauritania", "Mauretanien", "موريتانيا";
    "MS", "Montserrat", "Montserrat", "مونتسرات";
    "MT", "Malta", "Malta", "مالطا";
    "MU", "Mauritius", "Mauritius", "موريشيوس";
    "MV", "Maldives", "Malediven", "جزر المالديف";
    "MW", "Malawi", "Malawi", "ملاوي";
    "MX", "Mexico", "Mexiko", "المكسيك";
    "MY", "Malaysia", "Malaysia", "ماليزيا";
    "MZ", "Mozambique", "Mosambik", "موزمبيق";
    "NA", "Namibia", "Namibia", "ناميبيا";
    "NC", "New Caledonia", "Neukaledonien", "كاليدونيا الجديدة";
    "NE", "Niger", "Niger", "النيجر";
    "NF", "Norfolk Island", "Norfolkinsel", "جزيرة نورفولك";
    "NG", "Nigeria", "Nigeria", "نيجيريا";
    "NI", "Nicaragua", "Nicaragua", "نيكاراغوا";
    "NL", "Netherlands", "Niederlande", "هولندا";
    "NO", "Norway", "Norwegen", "النرويج";
    "NP", "Nepal", "Nepal", "نيبال";
    "NR", "Nauru", "Nauru", "ناورو";
    "NU", "Niue", "Niue", "نيوي";
    "NZ", "New Zealand", "Neuseeland", "نيوزيلندا";
    "OM", "Oman", "Oman", "عُمان";
    "PA", "Panama", "Panama", "بنما";
    "PE", "Peru", "Peru", "بيرو";
    "PF", "French Polynesia", "Französisch-Polynesien", "بولينيزيا الفرنسية";
    "PG", "Papua New Guinea", "Papua-Neuguinea", "بابوا غينيا الجديدة";
    "PH", "Philippines", "Philippinen", "الفلبين";
    "PK", "Pakistan", "Pakistan", "باكستان";
    "PL", "Poland", "Polen", "بولندا";
    "PM", "St. Pierre & Miquelon", "St. Pierre und Miquelon", "سان بيير ومكويلون";
    "PN", "Pitcairn Islands", "Pitcairninseln", "جزر بيتكيرن";
    "PR", "Puerto Rico", "Puerto Rico", "بورتوريكو";
    "PS", "Palestinian Territories", "Palästinensische Autonomiegebiete", "الأراضي الفلسطينية";
    "PT", "Portugal", "Portugal", "البرتغال";
    "PW", "Palau", "Palau", "بالاو";
    "PY", "Paraguay", "Paraguay", "باراغواي";
    "QA", "Qatar", "Katar", "قطر";
    "RE", "Réunion", "Réunion", "روينيون";
    "RO", "Romania", "Rumänien", "رومانيا";
    "RS", "Serbia", "Serbien", "صربيا";
    "RU", "Russia", "Russland", "روسيا";
    "RW", "Rwanda", "Ruanda", "رواندا";
    "SA", "Saudi Arabia", "Saudi-Arabien", "المملكة العربية السعودية";
    "SB", "Solomon Islands", "Salomonen", "جزر سليمان";
    "SC", "Seychelles", "Seychellen", "سيشل";
    "SD", "Sudan", "Sudan", "السودان";
    "SE", "Sweden", "Schweden", "السويد";
    "SG", "Singapore", "Singapur", "سنغافورة";
    "SH", "St. Helena", "St. Helena", "سانت هيلينا";
    "SI", "Slovenia", "Slowenien", "سلوفينيا";
    "SJ", "Svalbard & Jan Mayen", "Spitzbergen und Jan Mayen", "سفالبارد وجان ماين";
    "SK", "Slovakia", "Slowakei", "سلوفاكيا";
    "SL", "Sierra Leone", "Sierra Leone", "سيراليون";
    "SM", "San Marino", "San Marino", "سان مارينو";
    "SN", "Senegal", "Senegal", "السنغال";
    "SO", "Somalia", "Somalia", "الصومال";
    "SR", "Suriname", "Suriname", "سورينام";
    "SS", "South Sudan", "Südsudan", "جنوب السودان";
    "ST", "São Tomé & Príncipe", "São Tomé und Príncipe", "ساو تومي وبرينسيبي";
    "SV", "El Salvador", "El Salvador", "السلفادور";
    "SX", "Sint Maarten", "Sint Maarten", "سانت مارتن";
    "SY", "Syria", "Syrien", "سوريا";
    "SZ", "Eswatini", "Eswatini", "إسواتيني";
    "TC", "Turks & Caicos Islands", "Turks- und Caicosinseln", "جزر توركس وكايكوس";
    "TD", "Chad", "Tschad", "تشاد";
    "TF", "French Southern Territories", "Französische Süd- und Antarktisgebiete", "الأقاليم الجنوبية الفرنسية";
    "TG", "Togo", "Togo", "توغو";
    "TH", "Thailand", "Thailand", "تايلاند";
    "TJ", "Tajikistan", "Tadschikistan", "طاجيكستان";
    "TK", "Tokelau", "Tokelau", "توكيلاو";
    "TL", "Timor-Leste", "Timor-Leste", "تيمور - ليشتي";
    "TM", "Turkmenistan", "Turkmenistan", "تركمانستان";
    "TN", "Tunisia", "Tunesien", "تونس";
    "TO", "Tonga", "Tonga", "تونغا";
    "TR", "Türkiye", "Türkei", "تركيا";
    "TT", "Trinidad & Tobago", "Trinidad und Tobago", "ترينيداد وتوباغو";
    "TV", "Tuvalu", "Tuvalu", "توفالو";
    "TW", "Taiwan", "Taiwan", "تايوان";
    "TZ", "Tanzania", "Tansania", "تنزانيا";
    "UA", "Ukraine", "Ukraine", "أوكرانيا";
    "UG", "Uganda", "Uganda", "أوغندا";
    "UM", "U.S. Outlying Islands", "Amerikanische Überseeinseln", "جزر الولايات المتحدة النائية";
    "US", "United States", "Vereinigte Staaten", "الولايات المتحدة";
    "US-CA", "California", "Kalifornien", "كاليفورنيا";
    "UY", "Uruguay", "Uruguay", "أورغواي";
    "UZ", "Uzbekistan", "Usbekistan", "أوزبكستان";
    "VA", "Vatican City", "Vatikanstadt", "الفاتيكان";
    "VC", "St. Vincent & Grenadines", "St. Vincent und die Grenadinen", "سانت فنسنت وجزر غرينادين";
    "VE", "Venezuela", "Venezuela", "فنزويلا";
    "VG", "British Virgin Islands", "Britische Jungferninseln", "جزر فيرجن البريطانية";
    "VI", "U.S. Virgin Islands", "Amerikanische Jungferninseln", "جزر فيرجن الأمريكية";
    "VN", "Vietnam", "Vietnam", "فيتنام";
    "VU", "Vanuatu", "Vanuatu", "فانواتو";
    "WF", "Wallis & Futuna", "Wallis und Futuna", "جزر والس وفوتونا";
    "WS", "Samoa", "Samoa", "ساموا";
    "XK", "Kosovo", "Kosovo", "كوسوفو";
    "YE", "Yemen", "Jemen", "اليمن";
    "YT", "Mayotte", "Mayotte", "مايوت";
    "ZA", "South Africa", "Südafrika", "جنوب أفريقيا";
    "ZM", "Zambia", "Sambia", "زامبيا";
    "ZW", "Zimbabwe", "Simbabwe", "زيمبابوي";
};

impl Text {
    /// What a region is called. Of a part of a country that has no name here, the country's stands beside its
    /// code; a code of no country is all that is known of it.
    pub(crate) fn region(&self, code: &str) -> String {
        if let Some(region) = known(code) {
            return (self.region_in)(region).to_owned();
        }
        let country = code.split_once('-').and_then(|(country, _)| known(country));
        country.map_or_else(
            || code.to_owned(),
            |country| format!("{} ({code})", (self.region_in)(country)),
        )
    }
}

fn known(code: &str) -> Option<&'static Region> {
    let place = REGIONS.binary_search_by(|region| region.code.cmp(code));
    REGIONS.get(place.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_called_by_its_name_in_the_readers_language() {
        for (code, called) in [
            (
                "GB",
                [
                    "United Kingdom",
                    "Vereinigtes Königreich",
                    "المملكة المتحدة",
                ],
            ),
            ("US-CA", ["California", "Kalifornien", "كاليفورنيا"]),
            (
                "US-NY",
                [
                    "United States (US-NY)",
                    "Vereinigte Staaten (US-NY)",
                    "الولايات المتحدة (US-NY)",
                ],
            ),
            ("QQ", ["QQ", "QQ", "QQ"]),
            ("QQ-1", ["QQ-1", "QQ-1", "QQ-1"]),
        ] {
            let told = ["en", "de", "ar"].map(|lang| Text::of([lang]).region(code));
            assert_eq!(told, called);
        }
    }

    /// By halves a name is found only where all stand in their order.
    #[test]
    fn every_region_is_found() {
        for region in REGIONS {
            assert_eq!(Text::of(["en"]).region(region.code), region.en);
        }
    }
}
