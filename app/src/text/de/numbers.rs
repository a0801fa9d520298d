//! What the team reads about the numbers of its propositions, in German.

use crate::text::numbers::{Columns, Numbers, Words};
use mutual::catalogue::Every;
use mutual::consent::Route;
use mutual::insight::Measure;

pub(in crate::text) static NUMBERS: Numbers = Numbers {
    title: "Zahlen",
    lead: "Wie es um jedes Angebot steht: wer es eingeschaltet hat, wer Ja sagt, wer es zurücknimmt und ob ankommt, was versprochen ist.",
    none: "Kein Angebot ist live. Zahlen beginnen mit dem ersten.",
    all: "Alle Zahlen",
    of: |title| format!("Zahlen: {title}"),
    since: |day, at| format!("Seit dem {day}. Gezählt bis {at}."),
    incomplete: "Manche Einträge sind noch nicht gezählt, daher sind diese Zahlen zu klein. Wer diese Anlage betreibt, kann mit mutual numbers recount neu zählen.",
    periods: "Zeitraum",
    days: |days| format!("{days} Tage"),
    hidden: "Menschen stehen hier in vollen Zehnern. Bei jeder Fassung, jedem Weg und jeder Antwort macht jeder zehnte Mensch einen Zehner voll, und die Woche, in der das geschieht, bekommt ihn; was übrig ist, zählt mit dem nächsten. So stimmen Listen und Zeiträume miteinander überein, und keine Zahl von 1 bis 9 ergibt sich aus ihnen, auch nicht durch Abziehen. Einer Summe fehlen höchstens neun Menschen je Fassung, Weg und Antwort darin, und um so viel sind die Bereiche breiter. Wie viele es eingeschaltet haben, ist eine solche Summe weniger einer anderen: Das kann um so viel zu wenig oder zu viel sein. In einer Woche zählt ein Mensch je Fassung einmal. Von weniger als 50 Antworten steht kein Anteil. Nichts hier nennt einen Menschen, und wer gelöscht ist, bleibt ohne Namen gezählt. Tage sind die von UTC, Wochen beginnen am Montag.",

    few: "zu wenige",
    not_told: "nicht gezeigt",
    percent: |share| {
        let percent = share * 100.0;
        if percent > 0.0 && percent < 9.95 || percent > 98.95 && percent < 100.0 {
            format!("{percent:.1}\u{a0}%").replace('.', ",")
        } else {
            format!("{percent:.0}\u{a0}%")
        }
    },
    between: |low, high| format!("{low} bis {high}"),
    nothing_yet: "Es gibt noch zu wenig zu zeigen.",
    pale: |from, to| format!("Blass: dieselben Tage des Zeitraums davor, {from} bis {to}"),

    table: "Dasselbe als Tabelle",
    csv: "Als CSV herunterladen",

    tile_on: "haben es eingeschaltet, in vollen Zehnern",
    tile_yes: "der Antworten sind Ja",
    tile_regret: "nehmen ein Ja innerhalb von 7 Tagen zurück",
    tile_kept: "des Versprochenen kam an",
    tile_before: |was| format!("davor: {was}"),

    kept: Words {
        measure: "Was ankam, als Anteil an dem, was versprochen war, je Vorteil und in seiner Einheit",
        definition: "Angekommen ÷ versprochen in den letzten 30 ganzen Tagen oder in einem Zeitraum, wo dieser länger ist. Versprochen ist geschätzt: wie viele es am Ende jedes Tages eingeschaltet hatten, mal was die Fassung dieses Tages für einen Tag verspricht. (Auf der eigenen Seite sieht jede und jeder den genauen Stand.) Was ankam, steht in vollen Schritten dessen, was zehn oder mehr Menschen auf einmal versprochen ist; was übrig ist, zählt mit dem nächsten Schritt. So sagt keine Zahl, was ein Mensch bekam, und jede kann um weniger als einen Schritt zu niedrig oder zu hoch sein. Was einmal, mit einer Bestellung, einem Besuch oder einer Reise kommt, verspricht der Kalender nicht, und es hat keinen Anteil. Solange weniger als 90 % gehalten sind, kann das Angebot nicht weiteren Menschen gemacht werden.",
    },
    kept_all: |share| format!("Von jedem Versprechen kamen etwa {share} oder mehr an"),
    kept_short: |what, share| format!("„{what}“: nur {share} des Versprochenen kam an"),
    kept_unknown: "Noch zu wenig versprochen, um zu urteilen",
    kept_by_itself: Words {
        measure: "Was ankam, als Anteil an dem, was versprochen war, je Vorteil und in seiner Einheit",
        definition: "Angekommen ÷ versprochen in den letzten 30 ganzen Tagen oder in einem Zeitraum, wo dieser länger ist. Es läuft ohne Frage, also ist es allen versprochen, für die es gedacht ist, auch denen, von denen nie etwas gemeldet wurde. Versprochen ist geschätzt: wie viele von denen, für die die Fassung eines Tages jetzt läuft, am Ende dieses Tages hier bekannt waren, mal was sie für einen Tag verspricht. Wer seither gelöscht wurde oder weggezogen ist, fehlt also auch an den Tagen davor; wo man widersprechen kann, auch, wer es getan hat, wer jetzt alles angehalten hat und wessen Browser bittet, nichts zu verkaufen oder weiterzugeben, falls es das tut. Was ankam, steht in vollen Schritten dessen, was zehn oder mehr Menschen auf einmal versprochen ist; was übrig ist, zählt mit dem nächsten Schritt. So sagt keine Zahl, was ein Mensch bekam, und jede kann um weniger als einen Schritt zu niedrig oder zu hoch sein. Was einmal, mit einer Bestellung, einem Besuch oder einer Reise kommt, verspricht der Kalender nicht, und es hat keinen Anteil.",
    },
    kept_limit: "90\u{a0}%",

    on: Words {
        measure: "Menschen, die es am Ende jedes Tages eingeschaltet hatten",
        definition: "Wer Ja gesagt hat und wessen Ja nicht zurückgenommen, nicht abgelaufen ist und keine neue Antwort braucht. Wer alles angehalten hat, zählt nicht. Eine gestrichelte Linie zeigt den Tag, an dem eine Fassung live ging.",
    },
    on_title: |many| format!("{many} Menschen haben es eingeschaltet"),
    on_few: "Weniger als 10 Menschen haben es eingeschaltet",
    on_more: |many, more, day| {
        format!("{many} Menschen haben es eingeschaltet, {more} mehr als am {day}")
    },
    on_fewer: |many, fewer, day| {
        format!("{many} Menschen haben es eingeschaltet, {fewer} weniger als am {day}")
    },
    on_by_itself: "Dieses Angebot beginnt ohne Frage, also gibt es kein Ja zu zählen. Unten steht, wer es ausgeschaltet hat.",

    yes: Words {
        measure: "Antworten mit Ja, als Anteil an allen Antworten, nach Woche",
        definition: "Mit Ja geantwortet ÷ geantwortet, nach der Woche der Antwort: auf der Seite, über einen Link oder von einem Ihrer Systeme weitergegeben. Eingelesenes und Signale des Browsers zählen nicht, auch nicht, wer es nach einem Nein wieder einschaltet. Wer gefragt wurde und nicht geantwortet hat, steht in der nächsten Grafik.",
    },
    yes_title: |share| format!("{share} der Antworten waren Ja"),
    yes_unknown: "Zu wenige Antworten für einen Anteil",

    funnel: Words {
        measure: "Alle, die in diesem Zeitraum zum ersten Mal gefragt wurden: wer geantwortet und wer Ja gesagt hat",
        definition: "Gefragt: Die eigene Seite hat die Frage einer Fassung gestellt, als ihre eine Frage oder weil eine Änderung eine neue Antwort braucht. Es zählt das erste Mal, für jeden Menschen und jede Fassung. Geantwortet: Bis jetzt kam ein Ja oder ein Nein zu dieser Fassung, auf der Seite, über einen Link oder durch eines Ihrer Systeme. Ja gesagt: So lautete die erste Antwort. Eingelesenes und Signale des Browsers beantworten nichts. Das Team, Vorschauen und Links, die niemand öffnet, zählen nicht. Ob jemand die Frage gelesen oder die Einzelheiten geöffnet hat, könnte nur ein Skript sagen, das beim Lesen zusieht; darum wird es nicht festgehalten. Wenn sehr viele Seiten im selben Augenblick fragen, werden einige davon nicht gezählt.",
    },
    funnel_title: |answered, yes| {
        format!("{answered} der Gefragten haben geantwortet, {yes} haben Ja gesagt")
    },
    funnel_answered: |answered| format!("{answered} der Gefragten haben geantwortet"),
    funnel_unknown: "Zu wenige wurden gefragt, um einen Anteil zu zeigen",
    all_versions: "Alle Fassungen",

    regret: Words {
        measure: "Ja, das innerhalb von 7 Tagen zurückgenommen wurde, nach der Woche des Ja",
        definition: "Innerhalb von 7 Tagen nach dem Ja ausgeschaltet ÷ alle, deren jüngstes Ja aus dieser Woche ist, sobald sie seit 7 Tagen vorbei ist. Wer es in derselben Woche zurücknimmt und wieder Ja sagt, hat einmal Ja gesagt; in einer anderen Woche ist es ein anderes. Ein Ja, zu dem man nicht steht, ist nichts wert; eine Fassung, die mehr davon bekommt, hat nicht gewonnen.",
    },
    regret_title: |share| format!("{share} nahmen ihr Ja innerhalb von 7 Tagen zurück"),
    regret_unknown: "Zu wenige Ja sind 7 Tage alt für einen Anteil",

    messages: Words {
        measure: "Nachrichten, auf die innerhalb von 48 Stunden eine Rücknahme folgte, nach der Woche der Nachricht",
        definition: "Nachrichten, nach denen jemand dieses Angebot innerhalb von 48 Stunden ausgeschaltet hat ÷ alle Nachrichten für seinen Zweck, die mindestens 48 Stunden alt sind. Eine Nachricht ist eine Nutzung von Daten, die Ihre Systeme mit einem Kanal melden; hat sie mehrere Arten von Daten genutzt, bleibt sie eine. Eine Rücknahme folgt der jüngsten Nachricht davor, und nie einer von vor dem Ja. Mehrere Angebote können denselben Zweck haben: Eine Nachricht zählt für alle. Was spät gemeldet wird, zählt, als wäre es rechtzeitig gekommen. Auch Nachrichten werden in vollen Zehnern genannt, die mit Rücknahme und die übrigen je für sich.",
    },
    messages_title: |share| format!("Auf {share} der Nachrichten folgte eine Rücknahme"),
    messages_unknown: "Zu wenige Nachrichten, um einen Anteil zu zeigen",

    versions: Words {
        measure: "Antworten mit Ja nach Fassung, mit dem Bereich, in dem der Anteil in 95 von 100 Fällen liegt",
        definition: "Mit Ja geantwortet ÷ geantwortet, wie oben, nach der gezeigten Fassung. Wilson-Intervall. Fassungen waren zu verschiedenen Zeiten live und fragten verschiedene Menschen: Ein Unterschied zeigt, wo man hinsehen sollte, und beweist nichts.",
    },
    versions_best: |version| format!("Fassung {version} bekam die meisten Ja"),
    versions_alike: "Keine Fassung sticht heraus",
    routes: Words {
        measure: "Antworten mit Ja nach dem Weg, auf dem sie kamen, mit dem Bereich, in dem der Anteil in 95 von 100 Fällen liegt",
        definition: "Mit Ja geantwortet ÷ geantwortet, wie oben, nach dem Weg der Antwort. Wilson-Intervall.",
    },
    routes_best: |route| format!("Die meisten Ja kommen {route}"),
    routes_alike: "Kein Weg sticht heraus",
    channels: Words {
        measure: "Menschen, die am Ende des letzten Tages einen Kanal eingeschaltet hatten, mit dem Bereich, in dem der Anteil in 95 von 100 Fällen liegt",
        definition: "Eingeschaltet ÷ alle, von denen an diesem Tag eine Antwort auf dieses Angebot bekannt war, Ja oder Nein, auf welchem Weg auch immer. Ein Kanal ist eingeschaltet, solange das Angebot es ist und nichts angehalten ist. Wer mehrere hat, zählt bei jedem. Es sind die Kanäle der Fassung, die live ist; einer, der herausgenommen war und zurückkam, zählt von da an. Wilson-Intervall. Bei jedem Kanal zählen alle, also zeigt ein Unterschied, welchen Menschen nehmen, und nicht, warum.",
    },
    channels_best: |channel| {
        format!("Diesen Kanal haben mehr Menschen eingeschaltet als jeden anderen: {channel}")
    },
    channels_alike: "Kein Kanal sticht heraus",

    cohorts: Words {
        measure: "Wer es noch eingeschaltet hat, von allen, die in einer Woche Ja sagten",
        definition: "Alle, deren jüngstes Ja aus dieser Woche ist, und der Anteil, dessen Ja so viele ganze Wochen später noch zählte. Anhalten beendet kein Ja; Zurücknehmen, Ablaufen, eine nötige neue Antwort und Löschen schon. Wer es in derselben Woche zurücknimmt und wieder Ja sagt, hat es nicht beendet.",
    },
    cohorts_title: |share, weeks| match weeks {
        1 => format!("{share} haben es nach einer Woche noch eingeschaltet"),
        _ => format!("{share} haben es nach {weeks} Wochen noch eingeschaltet"),
    },
    cohorts_unknown: "Zu wenige Ja, um ihnen zu folgen",

    ends: Words {
        measure: "Warum es ausging, und für wie viele",
        definition: "Alle, bei denen es in diesem Zeitraum aufhörte zu zählen. Anhalten ist kein Ende, und es in der Woche des Ja aus- und wieder einzuschalten auch nicht.",
    },
    ends_title: "Warum es ausging",

    unused: Words {
        measure: "Daten, um die gebeten wird und die 90 Tage nicht genutzt wurden",
        definition: "Arten von Daten der Fassung, die live ist, seit mindestens 90 Tagen angeboten, deren jüngste gemeldete Nutzung für diesen Zweck älter als 90 Tage ist. Mehrere Angebote können denselben Zweck haben: Eine Nutzung zählt für alle. Etwas herauszunehmen, fragt niemanden neu.",
    },
    unused_none: "Nichts, worum gebeten wird, blieb 90 Tage ungenutzt",
    unused_young: "Noch nicht bekannt: Um nichts wird schon 90 Tage lang gebeten",
    unused_some: |many| match many {
        1 => "Um 1 Art von Daten wird gebeten, ohne sie zu nutzen".to_owned(),
        _ => format!("Um {many} Arten von Daten wird gebeten, ohne sie zu nutzen"),
    },
    unused_edit: "Einen Entwurf ohne sie öffnen",
    never: "Nie",

    version: |version| format!("Fassung {version}"),
    version_mark: |version| format!("v{version}"),
    route: |route| match route {
        Route::Page => "auf der Seite",
        Route::Link => "über einen Link",
        Route::Api => "über eines Ihrer Systeme",
        Route::Import => "beim Einlesen",
        Route::Signal => "durch ein Signal",
        Route::System => "durch die Anlage",
    },
    ended: |measure| match measure {
        Measure::Expired => "Es lief ab",
        Measure::NeedsAnswer => "Eine Änderung braucht eine neue Antwort",
        Measure::Erased => "Gelöscht",
        _ => "Ausgeschaltet",
    },
    every: |every| match every {
        Every::Once => "einmal",
        Every::Day => "am Tag",
        Every::Week => "pro Woche",
        Every::Month => "im Monat",
        Every::Quarter => "im Quartal",
        Every::Year => "im Jahr",
        Every::Visit => "pro Besuch",
        Every::Order => "pro Bestellung",
        Every::Trip => "pro Reise",
    },
    after_weeks: |weeks| match weeks {
        1 => "Nach 1 Woche".to_owned(),
        _ => format!("Nach {weeks} Wochen"),
    },

    column: Columns {
        proposition: "Angebot",
        kept: "Gehalten",
        on: "Eingeschaltet",
        yes: "Mit Ja geantwortet",
        regret: "Zurückgenommen",
        day: "Tag",
        week: "Woche vom",
        people: "Menschen",
        answers: "Antworten",
        people_answered: "Menschen mit Antwort",
        asked: "Gefragt",
        answered: "Geantwortet",
        yes_of_answered: "Ja unter den Antworten",
        yes_of_asked: "Ja gesagt",
        messages: "Nachrichten",
        yeses: "Ja",
        share: "Anteil",
        before: "Zeitraum davor",
        low: "Von",
        high: "Bis",
        version: "Fassung",
        route: "Weg",
        channel: "Kanal",
        why: "Warum",
        benefit: "Vorteil",
        unit: "Einheit",
        every: "Wie oft",
        days: "Tage",
        promised: "Versprochen",
        delivered: "Angekommen",
        data: "Daten",
        last_used: "Zuletzt genutzt",
    },
};
