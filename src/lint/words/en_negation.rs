//! English questions and sentences that say yes and mean no (L-N1).
//!
//! From CPRA regulations, § 7004(a)(2)(D) (double negatives) and EDPB Guidelines 03/2022 ("hindering",
//! "ambiguous wording").

use super::{ALL, Group};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;

const ASK: Roles = Roles::of(&[Role::Question]);
const LABELS: Roles = Roles::of(&[Role::Question, Role::Allow, Role::Refuse]);
const YES: Roles = Roles::of(&[Role::Allow]);
const NO: Roles = Roles::of(&[Role::Refuse]);

const ONE: &str =
    "Ask once and plainly, so that yes means on: “May we use your orders to pick recipes?”";

pub(super) static GROUPS: [Group; 5] = [
    Group {
        rule: Rule::Straight,
        block: ASK,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "*n't|not|never|cannot|dont",
                "no|none|nobody|nothing|neither|nor|without",
                "unless|otherwise|except",
                "stop|refuse|decline|object|objection|objections|prevent|prohibit|forbid|avoid|disallow|disable|exclude|withhold|withdraw|deny|reject|oppose|mind|cease|block|untick|uncheck|deselect|unsubscribe|opt ?out",
            ],
            &[
                "stop fraud|theft|scam*|thieves|waste|spam|bots",
                "stop|block|prevent|avoid ~3 fraud|theft|scams|waste|spam|bots|traffic|queues|jams|delays|nuts|allergens|food",
                "bus|tram|train|next|your|each|every|last|usual|nearest stop",
                "no later|more than",
                "never|not ~1 use ~1 it for",
                "without ~3 queue|queueing|queuing|cash|card|key|leaving|waiting|ticket|paper|meat|gluten|nuts|contact|calling|typing|sugar|dairy|allergens|passport|signing",
                "and nothing|not|never",
                "on your mind",
                "but not|never|nothing|no",
                "no more than",
                "nobody|no ~1 else",
                "mind games",
                "gluten|sugar|dairy no",
                "not only",
            ],
        ),
        message: "{} turns the question around.",
        suggestion: ONE,
    },
    Group {
        rule: Rule::Straight,
        block: ALL,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "*n't|not|never|cannot|no|dont|neither ~3 unless",
                "*n't|not|never|cannot|no|dont ~3 *n't|not|never|cannot|dont",
                "*n't|not|never|cannot|dont ~3 opt|opting|opted ~1 out",
                "*n't|not|never|cannot|dont ~3 refuse|decline|object|disagree|disallow|disable|deselect|uncheck|untick|unsubscribe|dissent|disapprove|reject|withhold|oppose|prohibit|forbid",
                "*n't|not|never|cannot|dont ~2 uncommon|unusual|unlike|unlikely|unwilling|unhappy|unable|uninterested|disinclined|averse|impossible|disabled|disallowed|unwanted|unticked|unchecked|excluded|unreasonable|unwelcome|displeased",
                "*n't|not|never|dont ~2 without ~2 not|saying|opting|refusing",
                "fail|fails|failing|failure|forget|neglect|omit ~1 to ~3 opt|untick|uncheck|refuse|decline|object|deselect|unsubscribe|say|tell",
                "no|without objection|objections",
                "unless ~3 not|*n't|no|object|objects|refuse|refuses|decline|declines|opt|say|tell|told|untick|uncheck|deselect|disagree|switch|contact|write|withdraw|unsubscribe|hear|instruct|notify|cancel|turn",
                "none|nobody|nothing ~4 not|*n't",
                "stop|prevent|avoid|cease|disable ~2 not|disabling|excluding|refusing|opting|blocking|stopping|preventing|withholding",
                "opt out of not|opting|refusing|stopping|being ~2 excluded",
                "do|does|would ~2 not ~2 want ~4 not|stop|*n't|opt|without",
                "*n't|not ~2 want ~3 not|stop|*n't|opt",
                "if you ~1 would|'d ~1 rather|prefer ~2 not ~3 not|*n't",
                "disable|deactivate|untick|uncheck|deselect|unselect|clear|remove ~3 box|tick|checkbox|setting|opt ~5 to|if|unless",
                "tick|check|select|click|press|tap|turn|switch|choose|mark ~5 if|unless ~2 you ~4 *n't|not|rather|refuse|decline|object|no|stop|opt",
                "tick|check|select|mark|click|press ~3 to|if ~4 refuse|decline|object|exclude|prevent|not|opt|disallow|withhold",
                "turn|switch ~1 this|it|on ~2 on ~2 to ~2 stop|opt|refuse|prevent|exclude|block|object",
                "turn ~1 on to stop|opt|refuse|prevent|exclude|block|object",
                "on means|is ~1 no|off|not|we|stop",
                "off means|is ~1 yes|on|allow|we ~1 use|may|can|share",
                "yes means|is ~1 no|off|not|stop|we ~1 stop",
                "no means|is ~1 yes|on|allow|we ~2 use|may|can|share|keep",
                "already|automatically|by|pre ~1 default|on|enrolled|opted|selected|ticked|checked|included|turned|enabled|activated|agreed|subscribed|switched ~3 for|in|on|unless|you|and|to|until",
                "by default",
                "on|enabled|active|selected|ticked|checked|included ~2 by default",
                "pre|already ticked|checked|selected|filled|approved",
                "preticked|prechecked|preselected",
                "automatically ~2 opt|opted|enrol|enroll|enrolled|include|included|agree|consent|sign|subscribed|turned|switched|accepted|enabled|activated",
                "we'll|we|will|it's|is ~2 assume|assumed|presume|presumed|treat|take|deem|deemed|consider|considered|count ~6 yes|agree|agreement|agreed|consent|ok|okay|happy|fine|on|accept|accepted|permission|approval|in|willing",
                "by ~1 continuing|using|browsing|staying|visiting|ordering|shopping|scrolling|signing|proceeding|closing|doing|opening|reading|logging|not|registering|ignoring|clicking|entering|leaving ~9 agree|agreeing|consent|accept|allow|permit|authorise|authorize|ok|yes|confirm|you",
                "if you do ~1 nothing",
                "if ~2 you ~1 don't|do|not|no ~3 reply|respond|answer|object|hear|tell|act|opt|say ~8 will|we|we'll|count|counts|means|agree|yes|on|assume",
                "no answer|reply|response ~3 means|counts|is|as",
                "silence ~2 means|counts|is|as",
                "doing nothing ~2 means|counts|is|keeps",
                "agree ~3 unless|by|otherwise",
                "opted|opting|opt in|you ~3 unless|automatically|already|by",
                "opt out ~2 of ~2 stopping|blocking|refusing|not",
                "un|de opt|select",
            ],
            &[
                "not only|just",
                "not ~3 unless ~1 you ~2 say|tell|turn|turned|allow|ask|asked|choose|switch|agree|want|yes|on|first",
                "never|*n't|no|not|nothing|cannot ~4 unless ~3 you ~1 say|tell|turn|turned|allow|ask|asked|choose|switch|agree|want|yes|on|need|gave|give|order|change|have",
                "nothing|never|*n't|not ~3 without ~2 asking|telling|your",
                "unless you ~1 turn|turned|switch|switched ~2 it|this|that|them ~1 on",
                "unless you ~1 tell|say ~2 yes|so",
                "unless you ~1 turn ~1 on",
                "no ~3 not|never|don't|won't",
                "not ~1 and|or|but ~2 not|never",
                "do|does|did not|*n't ~1 and ~2 not|*n't|never",
                "no|nothing|nobody ~1 and|or no|not|nothing",
                "*n't|not ~1 use|read|keep|sell|share|look|see|change|send|store|hold ~2 it|them|this|that|and|or ~1 *n't|not|never",
                "if you ~1 don't|do ~1 not ~3 we|nothing|no|it|you ~1 not|won't|don't|do|never|no",
                "what ~2 not|don't ~3 not|don't",
                "*n't|not ~1 want ~2 stop|turn",
                "it's|is already|automatically on|included ~2 your ~1 bill|price|plan|app|account|ticket",
                "automatically in|on ~1 your",
            ],
        ),
        message: "{} turns yes and no around.",
        suggestion: ONE,
    },
    Group {
        rule: Rule::Straight,
        block: YES,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "^no|don't|dont|not|never|stop|refuse|decline|reject|disallow|deny|disable|object|exclude|unsubscribe|disagree",
            ],
            &["keep ~1 me|it on|posted|updated", "keep me"],
        ),
        message: "{} is a no where the yes belongs.",
        suggestion: "Let the yes turn it on: “Allow”.",
    },
    Group {
        rule: Rule::Straight,
        block: NO,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "^yes|yeah|yep|allow|accept|agree|ok|okay|sure|enable|continue|proceed|confirm|got|fine|understood|submit|next|done|finish|save",
                "^i agree|accept|allow|consent|do|understand",
                "^turn|switch ~2 on",
                "*n't|not|never|no ~2 don't|not|*n't|never|refuse|decline|stop|object|opt|disallow|disable",
                "undo|cancel ~1 my ~1 refusal|opt",
            ],
            &[
                "^continue without",
                "^accept|allow ~1 only|none|nothing",
                "^save nothing",
                "no ~1 don't|do|not ~2 allow|use|share|send|email|text|call|track|read|look|ask|thanks|want|guess|post|let|see|keep|save|link|connect|join|give|tell|count|check|match|do|add|show|pick|pass|play|turn|change|do|train|write|watch|log|store",
                "^no$",
                "no thanks|thank",
            ],
        ),
        message: "{} is a yes where the no belongs, or two negatives that make one.",
        suggestion: "Let the no leave it off: “Don't allow”.",
    },
    Group {
        rule: Rule::Straight,
        block: Roles::NONE,
        warn: LABELS,
        deniable: false,
        lexicon: Lexicon::new(&["opt ?in|out", "consent*"], &[]),
        message: "{} is a word of lawyers.",
        suggestion: "Say “turn on” and “turn off”, or “Allow” and “Don't allow”.",
    },
];
