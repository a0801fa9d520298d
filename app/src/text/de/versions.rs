//! What the team reads of the versions of a proposition, in German.

use super::number;
use crate::text::versions::Versions;

pub(in crate::text) static VERSIONS: Versions = Versions {
    title: |title| format!("{title}: Fassungen"),
    lead: "Was veröffentlicht war und ist, Wort für Wort. Eine Fassung ändert sich nie.",
    link: "Alle Fassungen",
    version: |version| format!("Fassung {}", number(version)),
    column: "Fassung",
    state: "Stand",
    from: "Veröffentlicht seit",
    who: "Wer",
    why: "Warum",
    live: "Veröffentlicht",
    superseded: "Abgelöst",
    stopped: "Beendet",
    superseded_by: |version, when| format!("durch Fassung {}, {when}", number(version)),
    stopped_by: |who, when| format!("von {who}, {when}"),
    put_live_by: |who| format!("Veröffentlicht: {who}"),
    by_itself: "Von selbst erschienen, zum festgelegten Zeitpunkt",
    approved_by: |who| format!("Freigegeben: {who}"),
    first: "Die erste Fassung",
    older: "Ältere",
    newest: "Zurück zu den neuesten",
    compare: "Zwei Fassungen vergleichen",
    earlier: "Diese",
    later: "Mit dieser",
    show: "Unterschiede zeigen",
    differ: |one, other| format!("Von Fassung {} zu Fassung {}", number(one), number(other)),
    alike: "Diese beiden sagen dasselbe.",
};
