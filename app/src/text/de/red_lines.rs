//! What everybody reads about red lines, in German.

use mutual::guard::{Quiet, Situation};

use crate::text::red_lines::{HumanOnly, LeftAlone, LinesOffice, RedLines, Simulation};

pub(in crate::text) static RED_LINES: RedLines = RedLines {
    link: "Rote Linien",
    title: "Was wir nie eine Maschine tun lassen",
    lead: "Diese Linien gehen allem vor, was Sie einschalten. Niemand, der verkauft, kann sie verschieben.",
    none: "Es gibt noch keine Linie.",
    never: "Nie",
    a_person: "Nur ein Mensch",
    why: "Warum",
    since: "Seit",
    as_it_is_since: "In diesen Worten seit",
    name: "Ihr Name",
    coming: "Was sich ändern wird",
    coming_lead: "Was schwächer wird, steht hier mindestens 30 Tage, bevor es gilt.",
    coming_new: |day| format!("Eine neue Linie ab {day}"),
    coming_other: |day| format!("Eine Linie ändert sich am {day}"),
    coming_gone: |day| format!("Eine Linie endet am {day}"),
    reason: "Der Grund, den wir nennen",
    was: "So ist es jetzt",
    will_be: "So wird es",
    nothing: "Nichts",
    changes: "Was sich ändert",
    now_then: |was, will| format!("Jetzt: {was}. Dann: {will}."),
    any: "alles",
    words: "Die Worte",
    notice: "Eine unserer roten Linien wird schwächer.",
    notice_link: "Lesen Sie, welche",
    human_only: HumanOnly {
        title: "Über mich entscheidet ein Mensch",
        does: "Kein Computer entscheidet allein über Sie. Wo einer es täte, entscheidet ein Mensch aus unserem Team.",
        is_off: "Aus: Ein Computer darf entscheiden, wo Sie das eingeschaltet haben.",
        is_on: |day| format!("An seit {day}: Ein Mensch entscheidet."),
        turn_on: "Einen Menschen entscheiden lassen",
        turn_off: "Wieder einen Computer entscheiden lassen",
        done_on: "Ab jetzt entscheidet ein Mensch über Sie.",
        done_off: "Ein Computer darf wieder entscheiden, wo Sie das eingeschaltet haben.",
    },
    left_alone: LeftAlone {
        title: "Lassen Sie mich eine Weile in Ruhe",
        does: "Sie bitten uns um Ruhe. Wo eine unserer roten Linien gilt, solange Sie um Ruhe gebeten haben, gilt sie für Sie.",
        is_off: "Aus: Sie haben nicht um Ruhe gebeten.",
        is_on: "An, bis Sie etwas anderes sagen.",
        is_on_until: |end| format!("An bis {end}."),
        until: "Bis wann",
        for_a_time: |quiet, end| match quiet {
            Quiet::Week => format!("1 Woche, bis {end}"),
            Quiet::Month => format!("1 Monat, bis {end}"),
            Quiet::Quarter => format!("3 Monate, bis {end}"),
            Quiet::Open => format!("Bis {end}"),
        },
        open: "Bis ich etwas anderes sage",
        as_it_is: |end| format!("Wie jetzt: bis {end}"),
        sooner: |pick| format!("{pick} (endet früher als bisher)"),
        turn_on: "In Ruhe lassen",
        other_end: "Ein anderes Ende setzen",
        end_now: "Jetzt beenden",
        done_on: |end| {
            match end {
            Some(end) => format!("Ab jetzt wissen wir, dass Sie bis {end} in Ruhe gelassen werden möchten."),
            None => "Ab jetzt wissen wir, dass Sie in Ruhe gelassen werden möchten, bis Sie etwas anderes sagen.".to_owned(),
        }
        },
        done_off: "Sie haben es beendet. Wir wissen, dass Sie nicht mehr um Ruhe bitten.",
    },
    office: LinesOffice {
        title: "Rote Linien",
        lead: "Eine Linie geht der Zustimmung vor. Was strenger ist, gilt sofort. Was schwächer ist, braucht einen zweiten Menschen, und Kunden lesen es 30 Tage, bevor es gilt. Eine erste Übersetzung braucht nur einen zweiten Menschen.",
        draw: "Eine Linie ziehen",
        starter: "Die Anfangslinien ziehen",
        starter_lead: "Sechs Linien, die fast jede Organisation halten kann. Sie können sie sofort ziehen und später ändern.",
        starter_reason: "Wir beginnen mit diesen Linien.",
        line: "Linie",
        does: "Was sie tut",
        denies: "Die Antwort ist nein",
        escalates: |team| format!("Ein Mensch entscheidet: {team}"),
        escalates_to_two: |team| format!("Zwei Menschen müssen zustimmen: {team}"),
        four_eyes: "Jeder Entscheidung müssen zwei Menschen aus diesem Team zustimmen",
        hours: "Stunden bis zur Entscheidung",
        hours_hint: |usual, most| {
            format!(
                "Leer: {usual}. Höchstens {most}. Entscheidet niemand rechtzeitig, ist die Antwort nein. Kunden lesen, bis wann."
            )
        },
        within: |hours| match hours {
            1 => "innerhalb einer Stunde".to_owned(),
            hours => format!("innerhalb von {hours} Stunden"),
        },
        holds_until: |day| format!("Bis {day}"),
        remarks: "Was man wissen sollte",
        waiting: "Wartet auf einen zweiten Menschen",
        waiting_lead: "Jeder dieser Vorschläge nimmt etwas weg oder sagt eine Linie in einer weiteren Sprache. Wer ihn gemacht hat, kann ihm nicht zustimmen.",
        proposed_by: |who, when| format!("Vorgeschlagen von {who}, {when}"),
        own: "Das haben Sie vorgeschlagen. Jemand anders muss zustimmen.",
        agree: "Zustimmen",
        drop: "Verwerfen",
        taken_out: "Die Linie wäre weg.",
        changed_since: "Die Linie hat sich seit diesem Vorschlag geändert. Verwerfen Sie ihn und sehen Sie neu nach.",
        all: "Alle roten Linien",
        new: "Eine neue Linie",
        key: "Schlüssel",
        key_hint: "Was Programme lesen, etwa no-mood. Er bleibt.",
        says: "Was Kunden lesen, auf Englisch",
        says_hint: "Ein Satz, der sagt, was nie geschieht oder nicht ohne einen Menschen.",
        says_in: |language| format!("Was Kunden lesen: {language}"),
        why_hint: "Ein Satz.",
        why_in: |language| format!("Warum: {language}"),
        about: "Wovon sie handelt",
        about_lead: "Eine Liste, in der nichts gewählt ist, verlangt nichts. Von dem, was in mehreren Listen gewählt ist, muss alles zutreffen.",
        topics: "Themen",
        topics_hint: "Mit Kommas dazwischen, etwa credit, late payment. Auch eine Vermutung, die so heißt, ist gemeint.",
        purposes: "Zwecke",
        data: "Daten",
        sensitivities: "Wie heikel die Daten sind",
        origins: "Woher die Daten kommen",
        channels: "Kanäle",
        ai_uses: "Was ein Computer tut",
        situations: "Was die Kundin durchmacht",
        situation: |situation| match situation {
            Situation::Minor => "Sie ist vielleicht nicht volljährig",
            Situation::QuietPeriod => "Sie hat um Ruhe gebeten",
            Situation::Bereavement => "Sie trauert",
            Situation::OpenComplaint => "Sie hat sich beschwert, und niemand hat geantwortet",
            Situation::Hardship => "Sie kann nicht bezahlen, was sie schuldet",
        },
        amount: "Nur über diesem Betrag",
        amount_hint: "Lassen Sie es leer, wo der Betrag keine Rolle spielt. Bei einer Frage ohne Betrag kann es um mehr gehen.",
        currency: "Währung",
        effect: "Was sie tut",
        team: "Team",
        team_hint: "Wer entscheidet.",
        other_team: "Ein anderes Team",
        other_team_hint: "Nur für ein Team, das nicht in der Liste steht: kleine Buchstaben, etwa night_shift.",
        other_team_unused: "Wählen Sie dafür „Ein anderes Team“, oder lassen Sie das leer.",
        team_alike: |team| {
            format!(
                "Dieses Team gibt es schon in anderer Schreibweise: {team}. Wählen Sie es aus der Liste."
            )
        },
        change_reason: "Warum Sie das ändern",
        change_reason_hint: "Kunden lesen das, wo etwas schwächer wird.",
        look: "Ansehen, was sie tut",
        looked: "Was das täte",
        stricter: "Es nimmt nichts weg. Es gilt sofort.",
        stricter_later: |day| format!("Sie nimmt nichts weg. Sie gilt ab {day}."),
        weaker: "Das schwächt die Linie. Jemand anders muss zustimmen, und dann lesen Kunden es 30 Tage, bevor es gilt.",
        translated: "Kunden lesen sie in einer weiteren Sprache. Jemand anders muss zustimmen, dass dort dasselbe steht. Die 30 Tage sind nicht nötig.",
        no_clash: "Keine andere Linie handelt davon.",
        two_at_a_time: "Linien werden zu je zweien verglichen: Was erst mehrere zusammen überflüssig machen, wird nicht gefunden.",
        everything: "Sie würde alles anhalten. Sagen Sie, wovon sie handelt.",
        never_holds: "Sie kann nie gelten: Im Verzeichnis ist nichts von dieser Art.",
        idle: "Sie gilt für nichts, was jetzt angeboten wird. Bis ein Angebot davon handelt, ist die Antwort ohnehin Nein, und kein Mensch entscheidet.",
        left_out: |purposes| {
            format!(
                "Sie sagt nichts zu den Zwecken: {purposes}. Für das, was dafür geschieht, gilt sie nicht."
            )
        },
        hidden: |other| format!("Sie tut nichts: {other} tut von all dem dasselbe oder mehr."),
        hides: |other| format!("{other} täte neben ihr nichts."),
        otherwise: |other, counts| {
            format!("{other} sagt zu einem Teil davon etwas anderes. Dort zählt {counts}.")
        },
        draw_now: "Jetzt ziehen",
        propose: "Vorschlagen",
        remove: "Die Linie wegnehmen",
        remove_lead: "Jemand anders muss zustimmen, und dann lesen Kunden es 30 Tage. Bis dahin gilt die Linie.",
        remove_button: "Vorschlagen, sie wegzunehmen",
        all_picked: |list| {
            format!(
                "Von „{list}“ ist alles gewählt. Die Linie gilt also für alles, was davon etwas nennt. Lassen Sie die Liste leer, wo es nicht darauf ankommt, und wählen Sie weniger, wo es darauf ankommt."
            )
        },
        reads_hard: |language, grade| {
            format!(
                "{language}: Das liest sich wie ein Text der {grade}. Klasse. Nehmen Sie kurze Wörter und kurze Sätze, damit es alle verstehen."
            )
        },
        from: "Gilt ab",
        from_hint: "Lassen Sie es leer: dann so bald wie möglich. Was schwächer ist, gilt frühestens nach 30 Tagen.",
        bad_day: "Geben Sie einen Tag ein, etwa 2027-03-01.",
        bad_amount: "Geben Sie eine Zahl ein, etwa 500.",
        fill_in: "Füllen Sie das aus.",
        simulated: Simulation {
            button: "Was hätte sie getan?",
            title: "Was sie in den letzten 30 Tagen getan hätte",
            button_gone: "Was hätte das Wegnehmen getan?",
            title_gone: "Was das Wegnehmen in den letzten 30 Tagen getan hätte",
            allowed_gone: |many| format!("Ohne diese Linie erlaubt: {many}."),
            looked: |checks, decisions| {
                format!(
                    "Angesehene Anfragen: {checks}. Angesehene Entscheidungen: {decisions}. Die anderen Linien von heute zählen mit, mit dieser Linie und ohne sie."
                )
            },
            everything: "Sie würde alles anhalten. Sagen Sie, wovon sie handelt.",
            checks: "Anfragen",
            no_checks: "Keine zehn Anfragen wären anders beantwortet worden.",
            decisions: "Entscheidungen",
            no_decisions: "Keine zehn Entscheidungen wären anders gewesen.",
            denied: |many| format!("Mit dieser Linie verneint: {many}."),
            escalated: |many| format!("Mit dieser Linie einem Menschen gegeben: {many}."),
            allowed: |many| format!("Mit dieser Linie erlaubt: {many}."),
            open: |many| {
                format!(
                    "Von keiner Linie mehr verneint, sodass die Zustimmung entscheidet: {many}."
                )
            },
            purpose: "Zweck",
            channel: "Kanal",
            no_channel: "Keiner",
            model: "Modell",
            now_denied: "Verneint",
            now_escalated: "An einen Menschen",
            now_allowed: "Erlaubt",
            now_open: "Zustimmung entscheidet",
            few: "Einige weitere wären anders, zu wenige, um sie zu zeigen.",
            more: |many| {
                format!("Weitere Zeilen, die hier nicht stehen: {many}. Die Summen haben sie.")
            },
            beyond: "Was das nicht wissen kann",
            amounts: "Von einer Anfrage bleibt kein Betrag, sondern das nächste 1-, 2- oder 5-Fache einer Zehnerpotenz darüber. Wo das etwas offenlässt, zählt die Anfrage, als ginge es um so viel.",
            unsure: |many| format!("Anfragen, bei denen der Betrag es offenlässt: {many}."),
            others: |many| {
                format!(
                    "Anfragen, die nicht angesehen wurden, weil sie nach einem Teil von vielem fragten oder nach 2.000 Arten von Fragen an einem Tag kamen: {many}."
                )
            },
            situations: "Anfragen zu Menschen, Zwecken oder Daten, die niemand kennt, fehlen: Sie werden ohnehin verneint. Bei einer Entscheidung zählt, was die Kundin heute durchmacht, und nicht, was sie damals durchmachte.",
            cut: |many| format!("Nur die neuesten {many} Entscheidungen wurden angesehen."),
            tens: "Alles wird in vollen Zehnern gesagt. Anfragen der letzten Minute können fehlen. Von einer Anfrage bleibt nichts über einen Menschen.",
        },
        deed: |what| match what {
            "red_line.drawn" => Some("Hat eine rote Linie gezogen"),
            "red_line.removed" => Some("Hat eine rote Linie zurückgenommen, die noch nicht galt"),
            "red_line.proposed" => Some("Hat vorgeschlagen, eine rote Linie zu ändern"),
            "red_line.agreed" => Some("Hat zugestimmt, eine rote Linie zu ändern"),
            "red_line.dropped" => Some("Hat einen Vorschlag zu einer roten Linie verworfen"),
            "red_line.starter" => Some("Hat die Anfangslinien gezogen"),
            _ => None,
        },
        done: |what| match what {
            "drawn" => Some("Die Linie gilt jetzt."),
            "already" => Some("Es war schon so."),
            "proposed" => Some("Es ist vorgeschlagen. Jemand anders muss zustimmen."),
            "agreed" => Some("Es ist beschlossen. Kunden können es jetzt lesen."),
            "dropped" => Some("Der Vorschlag ist weg."),
            "starter" => Some("Die Anfangslinien gelten jetzt."),
            _ => None,
        },
        failed: |why| match why {
            "ended" => Some(
                "Sie waren zwischendurch abgemeldet. Was Sie geschrieben haben, steht wieder hier. Gesendet wurde es nicht.",
            ),
            "moved" => {
                Some("Jemand hat diese Linie inzwischen geändert. Sehen Sie sie noch einmal an.")
            }
            "own" => Some("Das haben Sie vorgeschlagen. Jemand anders muss zustimmen."),
            "gone" => Some("Jemand anders hat das inzwischen erledigt."),
            "forbidden" => Some("Das dürfen Sie nicht."),
            _ => None,
        },
    },
};
