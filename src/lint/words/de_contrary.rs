//! German words by which two places of a document say otherwise.

use super::contrary::Contrary;
use crate::lint::phrase::Lexicon;

pub(super) static TABLES: Contrary = Contrary {
    person: Lexicon::new(
        &[
            "von hand",
            "per|mit|aus hand",
            "mensch|mitarbeiter*|kollegin|kollege|sachbearbeiter*|beraterin|berater|team|redakteur*|arztin|arzt|schwester|meister|meisterin|filialleiter*|kreditabteilung|abteilung|lehrerin|einkauferin|einkaufer ~6 entscheid*|bestimmt|wahlt|wahlen|genehmigt|festlegt|legt|unterschreibt|aus",
            "entscheid*|bestimmt|wahlt|genehmigt ~3 mensch|mitarbeiter*|kollegin|kollege|sachbearbeiter*|beraterin|berater|team|meisterin|lehrerin|einkauferin",
            "frau|herr|herrn|dr ~4 entscheidet|wahlt|bestimmt|genehmigt|legt|sucht|teilt",
            "kein|ohne computer|rechner|programm|algorithmus ~4 _",
        ],
        &["sie ~3 von hand"],
    ),
    machine: Lexicon::new(
        &[
            "*computer|*rechner|programm|software|algorithmus|modell|maschine|automatisch*|automat|system|ki|app|roboter|sensor|zahler|computers|rechners",
        ],
        &["kein|ohne computer|rechner|programm|algorithmus"],
    ),
    machine_decides: Lexicon::new(
        &[
            "*computer|rechner|programm|software|algorithmus|modell|maschine|ki|app ~6 entscheid*|wahlt|bestimmt|berechnet|sucht|bewertet|sortiert|genehmigt|lehnt|rechnet",
            "entscheid*|wahlt|bestimmt|bewertet ~3 *computer|rechner|programm|software|algorithmus|modell|maschine|ki",
            "automatisch|vollautomatisch ~3 entschieden|gewahlt|bestimmt|berechnet|genehmigt",
        ],
        &[],
    ),
    alone: Lexicon::new(
        &[
            "kein|ohne ~1 mensch|menschen|mitarbeiter*|person ~4 _|$",
            "niemand ~2 schaut|pruft|liest|sieht|entscheidet",
            "computer|programm|software|algorithmus|rechner ~3 allein|alleine|selbst",
            "wert|score|punktzahl|punkte|formel|regel|zahl|kennzahl ~3 allein|alleine ~1 _|$",
            "allein|alleine ~1 der|die|ein|eine ~1 wert|score|punktzahl|formel|regel|zahl|kennzahl ~1 _",
            "ohne dass ~1 jemand|einer|irgendwer ~4 schaut|pruft|liest|sieht|entscheidet|hinsieht|hinschaut|draufschaut",
            "kein|keine|keiner ~1 mensch|mitarbeiter*|kollegin|von|person ~3 schaut|pruft|liest|sieht|entscheidet|hin",
            "mensch|mitarbeiter*|kollegin|kollege|person|jemand|team ~1 schaut|sieht|pruft|liest|guckt|blickt|wirft|entscheidet|redet|spricht ~4 nicht|nie|niemals|kein*",
            "nicht|nie ~3 mensch|mitarbeiter*|jemand ~1 drauf|an|mit|druber|nach|$",
            "keiner ~2 schaut|pruft|liest|sieht|entscheidet",
            "vollautomatisch",
        ],
        &[],
    ),
    scores: Lexicon::new(
        &["score*|*punkte|punktzahl|formel|wert|berechnung|regel"],
        &[],
    ),
    somebody: Lexicon::new(
        &[
            "sie|wir|unser*|mensch|team|kollegin|kollege|mitarbeiter*|*erin|*er|hand|jemand|fachkraft|abteilung|*innen|*ist|*istin",
        ],
        &[
            "computer|aber|oder|oder|ihrer|ihr|der|einer|immer|wieder|unter|uber|jeder|dieser|zahler|rechner|woher|hier|sommer|winter|fur|vor|nur|mehr|er|uhr|letzter|fruher|vorher|bisher",
        ],
    ),
    free: Lexicon::new(
        &[
            "gratis*|kostenlos*|umsonst|kostenfrei*|geschenkt|geschenk|geschenke|schenken|spendieren|spendiert|gebuhrenfrei*|nulltarif",
            "auf unsere|unserer kosten|rechnung",
            "kostet ~1 nichts",
            "ohne kosten|aufpreis",
        ],
        &[],
    ),
    fee: Lexicon::new(
        &[
            "£ ~4 fur ~2 versand*|porto|verpack*|bearbeit*|liefer*|service*|packen|zustell*|gebuhr*|jede|jedes|jeden",
            "porto|versand*|verpackung*|bearbeitung*|liefer*|gebuhr*|pauschale|pfand|servicegebuhr ~5 £",
            "£ ~2 porto|versand*|verpackung*|bearbeitung*|gebuhr*|pauschale|pfand|servicegebuhr",
            "sie|konto|karte|abbuch*|zahlen|belasten|buchen ~4 £",
            "danach|anschliessend|spater|hinterher ~5 £",
            "£ ~4 rechnung|miete|konto ~3 dazu|hinzu|drauf|aufgeschlagen|gesetzt|addiert|gebucht|auf|$",
            "schlagen|setzen|rechnen|buchen|kommen|kommt|addieren ~3 £",
            "rechnung|miete ~3 £ ~2 hoher|mehr|dazu|hinzu|drauf",
            "ab|nach ~2 zweiten|dritten|ersten|nachsten|folgenden|vierten ~1 monat|jahr|woche|heft|kiste|lieferung|quartal ~5 £",
            "£ ~2 im|pro|je|jeden ~1 monat|jahr|woche|quartal ~2 danach|anschliessend|ab",
            "verlangert ~4 £",
        ],
        &[
            "kein*|ohne|nicht ~3 £|gebuhr*|porto|versand*",
            "£ ~1 rabatt|gutschein*|guthaben|weniger",
            "ab|uber|unter|bis £",
        ],
    ),
    worth: Lexicon::new(
        &[
            "fur uns ~6 £",
            "£ ~6 fur uns",
            "wert ~5 £",
            "£ ~4 wert",
            "zahlt|zahlen|bezahlt|bringt|bringen ~1 uns ~6 £",
            "wir ~1 verdienen|bekommen|erhalten|nehmen|verlangen ~6 £",
            "£ ~4 pro|je|fur ~1 jeden|jede|jedes ~1 kunde*|kundin|zuschauer*|leser*|person|name*|haushalt|mitglied|profil",
        ],
        &[
            "gutschein*|punkte|karte|kurs|box|buch|preis|gewinn ~4 wert",
            "im wert ~1 von",
            "sie ~2 zahlen|bekommen|erhalten ~4 £",
        ],
    ),
    monthly: Lexicon::new(&["im|pro|jeden|je|den monat", "monatlich*"], &[]),
    yearly: Lexicon::new(&["im|pro|jedes|je|das jahr", "jahrlich*"], &[]),
    copy: Lexicon::new(
        &[
            "unsere|eine|die|jede ~2 kopie*|sicherung*|abschrift*|archiv*|zweitschrift ~6 bleib*|behalten|aufbewahrt|gespeichert|erhalten|lagert",
            "wir ~6 behalten|bewahren|speichern ~5 kopie*|sicherung*|archiv*|abschrift*",
            "profil|verlauf|kopie*|daten|liste|bestellungen|reisen|werte|messwerte ~1 behalten|speichern|bewahren|archivieren ~1 wir",
            "behalten ~2 wir ~4 kopie*|abschrift*|daten|bestellungen|reisen|liste",
            "was ~1 wir ~4 wissen|gelernt|gelesen|gezahlt|haben ~3 bleibt|behalten",
            "daten|reisen|bestellungen|profil|verlauf|messwerte|zahlungen|liste ~4 bleiben|bleibt ~3 bei|in|im ~2 uns|akte*|archiv*|planung|system*",
        ],
        &[
            "sie ~1 behalten",
            "ihre|ihr ~1 kopie*|konto",
            "gesetz*|steuer* ~6 _",
            "geloscht|loschen",
        ],
    ),
    unsold: Lexicon::new(
        &[
            "verkauf* ~5 nie|niemals|nicht|niemandem",
            "nicht|nie ~1 zum verkauf",
            "unverkauflich",
            "nie|niemals|nicht|niemandem|kein* ~4 verkauf*|vermiet*",
        ],
        &["ausverkauf*", "verkaufsstelle*"],
    ),
    pays: Lexicon::new(
        &[
            "zahlt|zahlen|bezahlt|bezahlen ~1 uns|dafur",
            "kauft|kaufen|mietet|erwirbt ~4 liste|daten|namen|summen|adressen|profile",
            "gegen ~1 geld|entgelt|gebuhr|bezahlung|provision",
            "bekommen|erhalten|verdienen ~1 wir ~3 £|geld",
            "wir ~1 bekommen|erhalten|verdienen ~4 £|geld",
        ],
        &[
            "sie ~2 zahlen|bezahlen|kaufen",
            "niemand|kein*|nicht|nie ~3 zahlt|bezahlt|kauft|zahlen",
        ],
    ),
    trifle: Lexicon::new(
        &[
            "ubersichtlicher*|schoner*|moderner*|lesbarer*|aufgeraumter*|freundlicher*|hubscher*|klarer*|ordentlicher* ~3 gestalt*|aussehen|design|optik|aufbau|aufgebaut|layout|gegliedert|darstell*|geschrieben|formulier*",
            "neu|neue|neues|neuer|neuem|anders ~1 gestaltet|gestaltung|aussehen|design|optik|kleid|gewand|layout|gegliedert|sortiert|anordnung|uberschrift*",
            "*pflege|feinschliff|*politur|*kosmetik|schliff|stilistisch*|sprachlich*|redaktionell*|textfassung|wortwahl|lesbarkeit|uberschrift*|bild|bilder|symbol*",
            "tippfehler*|komma|kommas|kommata|rechtschreib*|schreibfehler*|zeichensetzung|schrift|schriftart|layout|farbe|farben|bindestrich*|grammatik",
            "worter|wortlaut|satze|formulierung*|aussehen|gestaltung|optik ~3 geglattet|aufgeraumt|gefeilt|aufgefrischt|poliert|uberarbeitet|geandert",
            "nur|lediglich|bloss ~3 aussehen|gestaltung|optik|worter|wortlaut|formulierung*|layout ~2 _|$",
            "kurzer*|klarer*|einfacher* ~3 satz|satze|formuliert|text|worter",
            "satz|satze|text|worter ~2 kurzer|klarer|einfacher|gekurzt|verstandlicher",
            "sonst ~3 nichts",
        ],
        &[],
    ),
    cheer: Lexicon::new(
        &[
            "denn|als je ~1 _|$",
            "wir|team ~3 fleissig|stolz|begeistert|freuen|gefeiert",
            "noch|viel schoner|besser|einfacher|bunter|spannender|toller|frischer|angenehmer",
            "frischer|bunter|spannender|toller|flotter|freundlicher ~1 und|als|denn|$",
            "viel spass|freude",
            "toll*|grossartig*|fantastisch*|wunderbar*",
            "gute|tolle nachrichten|neuigkeiten",
        ],
        &[],
    ),
    new: Lexicon::new(
        &[
            "neu in|mit|an dieser|der|diesem ~1 fassung|version|text|stand",
            "ab|seit|mit|in ~1 dieser|diesem|der|dem ~1 neuen fassung|version|text|stand|ausgabe|wortlaut",
            "ab|seit|mit|in dieser|diesem fassung|version|text|stand|ausgabe|wortlaut",
            "^neu ~1 ist|sind|auch|dazu|hier",
            "seit ~1 #|januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|fruhjahr|sommer|herbst|winter|dieser ~6 auch|ausserdem|zusatzlich",
            "ab ~1 jetzt|sofort|#|heute ~4 auch|ausserdem|zusatzlich|langer",
            "jetzt|nun|neuerdings|kunftig ~3 auch|ausserdem|zusatzlich|langer|doppelt|statt",
            "bis ~2 letzten|vorigen|alten|letzte|bisherigen ~1 fassung|version",
            "bisher|vorher|zuvor|fruher|statt|bislang|waren ~3 # ~1 monate|monaten|tage|tagen|wochen|jahre|jahren|monat|jahr",
            "zum ersten mal",
            "ab|seit ~1 diesem|diesen|dieser|januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember ~1 monat|jahr|woche|sommer|herbst|winter|fruhjahr ~6 auch|ausserdem|zusatzlich",
        ],
        &["bisherige*|bisherigen"],
    ),
    comparative: Lexicon::new(
        &[
            "schneller*|fruher*|gunstiger*|billiger*|grosser*|langer*|kurzer*|warmer*|leiser*|zugiger* _",
        ],
        &["nicht|kein* langer"],
    ),
    threshold: Lexicon::new(
        &[
            "wenn|sobald|ab|falls|nachdem ~3 sie|du|ihr* ~4 £ ~3 ausgeben|ausgegeben|erreichen|erreicht|uberschreiten|uberschritten|zahlen|einkaufen|eingekauft|kommen|liegen",
            "ab ~2 £ ~3 umsatz|einkauf|einkaufswert|bestellwert|mindestumsatz",
        ],
        &[],
    ),
    rates: [
        (
            Lexicon::new(
                &[
                    "einmal|zweimal ~1 im|pro|jahrlich jahr",
                    "jeden|jedes|im ~1 januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|fruhjahr|fruhling|sommer|herbst|winter|jahr",
                    "jahrlich",
                ],
                &[],
            ),
            1.0,
        ),
        (
            Lexicon::new(
                &["im|pro|jedes|je quartal|vierteljahr", "vierteljahrlich"],
                &[],
            ),
            4.0,
        ),
        (
            Lexicon::new(
                &[
                    "im|pro|jeden|je|einmal ~1 monat",
                    "monatlich*",
                    "monatsende|monatsanfang",
                ],
                &[],
            ),
            12.0,
        ),
        (
            Lexicon::new(
                &[
                    "die|pro|jede|je|in ~1 woche",
                    "wochentlich*",
                    "jeden|am ~1 montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|wochenende",
                    "montags|dienstags|mittwochs|donnerstags|freitags|samstags|sonntags",
                ],
                &[],
            ),
            52.0,
        ),
        (
            Lexicon::new(
                &[
                    "jeden|jede|jedes|jeder ~1 tag|morgen|abend|nacht|stunde|minute|mal|fahrt|reise|bestellung|einkauf|besuch|zahlung|lieferung|messung",
                    "taglich*|stundlich*|immer",
                    "wenn|sobald|bevor|nachdem|falls|kommt|vor|ist",
                ],
                &[],
            ),
            365.0,
        ),
    ],
};
