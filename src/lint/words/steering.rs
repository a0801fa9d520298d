//! What steers the answer from outside of it, in the three languages: a question that speaks of who the reader is
//! or praises what she gets (L-S2), an end that lays somebody else's loss on her (L-S2), what stays on
//! condition that she shares (L-E1), and people without a name who see it as well (L-T1).
//!
//! From EDPB Guidelines 03/2022 ("stirring": emotional steering), CPRA regulations, § 7004(a)(4), GDPR
//! Articles 7(4) and 13(1)(e).

use super::Group;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const ASK: Roles = Roles::of(&[Role::Question]);
const ENDS: Roles = Roles::of(&[Role::IfOff]);
const KEPT: Roles = Roles::of(&[Role::Stays]);
const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays]);
/// Where a text can say who else sees the data.
const SEEN: Roles = Roles::of(&[
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
]);

/// The question is put to the reader as who she is, or wants to be: a no would be a no to that.
const fn flatters(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: ASK,
        warn: Roles::NONE,
        deniable: false,
        lexicon,
        message: Says::Feelings,
        suggestion: Instead::SayPlainly,
    }
}

/// The question praises what comes of a yes, or asks for a favour. It can be only friendly, which a reviewer
/// sees.
const fn praises(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: Roles::NONE,
        warn: ASK,
        deniable: true,
        lexicon,
        message: Says::Argues,
        suggestion: Instead::SayPlainly,
    }
}

/// Her no is what others suffer from.
const fn blames(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: AFTER,
        warn: ASK,
        deniable: true,
        lexicon,
        message: Says::Feelings,
        suggestion: Instead::SayPlainly,
    }
}

/// Others go without: a fact where they always do, and blame where it follows from her no.
const fn pities(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: Roles::NONE,
        warn: ENDS,
        deniable: true,
        lexicon,
        message: Says::Feelings,
        suggestion: Instead::SayPlainly,
    }
}

/// What stays does so for a yes.
const fn conditions(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::NoDetriment,
        block: KEPT,
        warn: ENDS,
        deniable: true,
        lexicon,
        message: Says::PriceOfElse,
        suggestion: Instead::KeepTheRest,
    }
}

/// What stays does so for a while, and nobody is told for how long.
const fn wavers(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::NoDetriment,
        block: Roles::NONE,
        warn: KEPT,
        deniable: true,
        lexicon,
        message: Says::NoMoment,
        suggestion: Instead::KeepTheRest,
    }
}

/// Others have said yes.
const fn follows(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Pressure,
        block: SEEN,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Crowd,
        suggestion: Instead::LeaveOutCrowd,
    }
}

/// Somebody without a name may see it: a reviewer knows whether that is so.
const fn others(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Named,
        block: Roles::NONE,
        warn: SEEN,
        deniable: true,
        lexicon,
        message: Says::NamesNobody,
        suggestion: Instead::NameEach,
    }
}

/// Somebody sees it who is only known to the house.
const fn nameless(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Named,
        block: SEEN,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::NamesNobody,
        suggestion: Instead::NameEach,
    }
}

pub(super) static ENGLISH: [Group; 9] = [
    flatters(Lexicon::new(
        &[
            "^as|like|being ~1 someone|somebody|one|person|people|anyone|those|the|a ~2 who|that ~1 cares|care|loves|love|wants|want|values|value|believes|believe|knows|minds|understands|thinks|puts|helps|gives|protects|appreciates|supports|deserves|takes|looks|enjoys",
            "as|like|for|any|every|all|each|only|being ~2 caring|good|loving|responsible|proud|loyal|true|real|thoughtful|valued|smart|savvy|kind|generous|clever|wise|careful|keen|devoted|decent|favourite|great|dear|passionate|proper|dedicated|concerned|sensible|considerate ~1 @crowd|parent|neighbor|customer|member|fan|friend|citizen|owner|gardener|cook|lover|host|supporter|human|student|colleague|walker|runner|baker|saver|colleague|mum|dad|someone|one",
            "help us ~1 to ~1 help you|others|them|everyone|people",
            "if|because|since ~1 you ~2 care|cares ~1 about|for|_",
            "do|does ~1 you ~1 care|love|believe ~1 about|in|for|enough",
            "you|you'd|you'll ~2 agree|admit ~1 that|it",
        ],
        &[
            "as|like ~1 a|an|the|our ~2 student|member|guest|host|owner|parent ~1 of|at|with",
            "as|like a|the person who ~1 wants to",
            "do you agree that ~4 use|uses|read|reads|look|looks|see|sees|keep|keeps|count|counts|send|sends|pass|passes|check|checks|record|records|write|writes",
        ],
    )),
    praises(Lexicon::new(
        &[
            "lovely|wonderful|delightful|beautiful|brilliant|gorgeous|delicious|yummy|exciting|magical|perfect|dreamy|exclusive|superb|marvellous|charming|thoughtful|fabulous|irresistible|mouthwatering|inspiring|amazing|unique",
            "just|only|specially|especially|all|handpicked for ~1 you|yours",
            "made|picked|chosen|built|designed|crafted|tailored around you",
            "at no|zero ~1 cost|charge",
            "free of charge",
            "for|absolutely free|nothing$",
            "won't cost|costs nothing",
            "will|would|could|can|won't you ~2 help|support|back|assist|join|trust ~1 us|our|the|with|in",
            "be ~1 a ~1 part of",
            "help|helps|helping ~1 us|others|science|research|the|your|our ~1 to ~1 make|build|improve|keep|shape|create|get|grow|know|understand|serve|find|do",
            "^want|fancy|ready|keen|like|love|tired|hungry|curious|looking ~1 to|for|some|a|cheaper|better|less|of _",
            "make|makes|making ~1 your|life|things ~4 easier|better|nicer|brighter|simpler|smoother|richer|tastier|happier|cheaper|special",
            "only|just ~2 takes|one|a ~1 second|minute|moment|tap|click",
            "all|everything you ~1 have|need to ~1 do",
            "if you ~2 love|value|enjoy|treasure|believe ~1 _",
            "thank|thanks|please|grateful",
        ],
        &[
            "may|shall|can we just",
            "a|the|your perfect ~1 day|score",
            "exclusive of",
        ],
    )),
    blames(Lexicon::new(
        &[
            "you|you'll|you'd|you're|you've|no ~2 leave|leaves|leaving|let|lets|letting|abandon*|deprive*|depriving|deny|denies|denying|rob|robs|fail|fails|failing|burden*|desert|deserts|disappoint*|force|forces|forcing|hurt|hurts|harm|harms|strand|strands ~3 @crowd|neighbourhood|community|volunteers|nurses|planet|researchers|scientists|doctors|animals|rescuers|others|everyone|everybody|someone|us|choir|street|village|crew|helpers|wardens|keepers",
            "you|you'll|no ~2 cost|costs|take|takes|takes ~1 from ~2 @crowd|neighbourhood|community|volunteers|nurses|others|us|animals ~2 time|money|work|a|their",
            "thanks|due|owing|down to you",
            "because of ~1 you|your ~1 no|answer|choice|refusal",
            "someone|somebody else ~1 must|has|have|will|pays|does|carries",
            "at the expense of ~1 your|the|others",
            "you|you're ~2 only|odd|one ~2 not|out|who",
        ],
        &[
            "leave|leaves ~3 review|message|note|us$|card|list|group",
            "let|lets us|others know",
        ],
    )),
    pities(Lexicon::new(
        &[
            "@crowd|neighbourhood|community|volunteers|nurses|animals|others|everyone|choir|street|village|rescuers|researchers|scientists|somebody|someone ~3 go|goes|must|suffer|suffers|lose|loses|miss|misses|struggle|struggles|left|worse|poorer ~3 _",
            "without you|your|yours ~3 _",
            "one ~1 fewer|less ~1 _",
            "study|research|map|search|rescue|survey|project|work|garden|team|club|choir ~2 suffers|fails|dies|loses|poorer|weaker|harder|incomplete|gaps|gap",
            "blank|hole|gap on|in ~2 map|list|picture|study|survey",
        ],
        &["without your ~2 data|orders|number|address|town|answer|name ~2 we"],
    )),
    conditions(Lexicon::new(
        &[
            "while|as|so|provided|if|when|once|whenever ~1 long ~2 you|you're|they|she|he ~2 share|shares|sharing|allow|allows|allowing|agree|agrees|consent|consents|participate|say|said|take|keep|leave ~2 yes|part|sharing|it|this|us|on|$",
            "while|provided|if|once|whenever ~2 you|you're|they ~2 share|sharing|allow|allowing|agree|agreed|consent|participate ~2 _",
            "while|provided|if|once|whenever ~2 you|you're|they ~2 share|sharing|allow|allowing|agree|agreed|consent|participate$",
            "while|provided|if|once|when ~2 you|they ~1 say|said|take|keep|leave ~2 yes|part|sharing|on",
            "with|on|upon|for ~1 your|a|their ~1 yes|consent|permission|agreement|approval",
            "in return|exchange for ~1 your ~1 yes|consent|permission|data|answer|sharing",
            "#|less|fewer|more|longer|later|shorter|half|only ~5 for ~1 others|non",
            "#|less|fewer|more|longer|later|shorter|half|only ~5 for ~1 everyone|everybody else|without",
            "#|less|fewer|more|longer|later|shorter|half|only ~5 for ~1 the|those rest|others|without|remainder",
            "for ~1 those|people|members|customers|guests|anyone|everyone|whoever ~1 who|that ~1 keep|keeps|leave|leaves|have|has this|it ~1 on",
            "for ~1 those|people|members|customers|guests|anyone|everyone|whoever ~1 who|that ~1 say|says|said yes",
            "for ~1 those|people|members|customers|guests|anyone|everyone|whoever ~1 who|that ~1 share|shares|allow|allows|agree|agrees ~2 this|it|us|data|$",
            "others|else|rest ~2 get|have|pay|wait|see|keep|are|is|come ~3 #|less|fewer|more|longer|later|only|half|shorter|behind|after|last",
        ],
        &[
            "even|also|whether|or|not|and if|when|while|though",
            "whether|even ~4 _ ~4 not",
            "if|when ~1 you ~2 share ~2 or",
            "when you ~1 take part in",
            "same|too|also|alike ~4 for ~1 others|everyone|the|everybody",
            "while you leave",
            "for ~1 those|people|members|customers|guests|anyone|everyone|whoever ~8 and|or|as|like ~3 who|others|those|not|*n't|everyone|without|off|no",
            "whatever|whether ~6 _",
        ],
    )),
    nameless(Lexicon::new(
        &[
            "people|others|someone|somebody|teams|friends|experts|suppliers|specialists|agencies|helpers|sponsors|folk|folks|outsiders|contacts|clubs|groups|houses|traders|makers|sellers|offices|firms|companies|businesses|shops|stores|brands|colleagues|those|ones|agents|studios|labs|banks|insurers ?that|who|whom|which we|we've|us ~2 work|deal|trade|know|trust|team|partner|cooperate|collaborate|talk|advertise|buy|sell|link ~1 with|to|from|for|up|alongside|_",
            // Whoever they are, the house works with them, and they see it.
            "*s ?that|who|whom we ~2 work|deal|team|partner|trade|cooperate|collaborate|do ~1 up|business ?with ~3 see|read|get|receive|learn|hear|have|look|know|use",
            "*s ?that|who|whom we ~2 work|deal|team|partner|trade|cooperate|collaborate up|with ~3 see|read|get|receive|learn|hear|have|look|know|use",
            "people|others|outsiders|friends|helpers|teams|contacts|sponsors|colleagues|firms|shops|makers ~2 of|around|close|near|beside|alongside|behind ?to ours|us ~2 see|get|read|have|hear|use|look|learn|receive|know",
            "others|outsiders|sponsors|friends|helpers|firms|companies|brands|suppliers|agencies|shops|clubs ~2 see|get|read|receive|look ~1 at ~1 it|them|this|that|your ~1 too|also|as|$",
            "shown|visible|open|available|passed|sent|goes|go|given|shared|read ~3 to|with|by ~3 others|outsiders|people|friends|helpers|teams|sponsors|firms|companies|suppliers ~1 we|of|outside|around|too|who|that",
            "a|one|some|any|few|another ~2 of ~1 our|the ~2 suppliers|friends|sponsors|agencies|contacts|advisers|associates|networks ~3 see|sees|get|gets|read|reads|receive|receives|have|has|use|uses",
        ],
        &[
            "no|none|not|never|nobody|without|neither ~6 we|us|others|people|firms",
            "before|than|like others|people",
            "others|people ~2 see|get|use|look ~2 _ ~2 price|prices|offer|same",
            "people|those|ones who|that|we ~1 know|trust you",
        ],
    )),
    wavers(Lexicon::new(
        &[
            "for now",
            "for the ~1 moment|present|time|meantime ~1 being|$",
            "at present|first",
            "until|unless we ~1 say|tell|decide|change",
            "so far",
        ],
        &["for the ~1 first|last|same|next time", "at first aid|sight"],
    )),
    follows(Lexicon::new(
        &[
            "most|many|almost|nearly|all|everyone|everybody|#|hundreds|thousands|nobody ~7 said|say|says|saying yes|ok|no",
            "most|many|almost|nearly|everyone|everybody|#|hundreds|thousands ~6 on|in|at|around|from ~1 your ~1 road|street|block|town|village|team|class|floor|building|area|school|club ~3 share|shares|shared|allow|allows|allowed|agree|agreed|joined|signed|in|do|did",
        ],
        &[
            "no|not|nobody|one ~1 who|which|_ said",
            "# ~3 days|weeks|months|hours ~3 say",
            // A number of things, and who says yes to get them or is counted: nobody's example.
            "day|when|once|if|after|that|which you ~1 say|says|said",
            "everyone|everybody|people|all|those|anyone|customers|members who|that ~1 say|says|said|saying yes|no|ok",
            "# ~1 points|stamps|miles|coins|credits|stars|tokens|votes|minutes|pages|words|tips|ideas|vouchers|emails|letters|notes ~6 say|says|said|saying",
        ],
    )),
    others(Lexicon::new(
        &[
            "others|friends|contacts|associates|peers|outsiders|neighbours|colleagues|sponsors ~5 see|sees|get|gets|read|reads|learn|learns|receive|have|look|hear|use|copied ~3 it|them|copy|copies|this|that|from|too|also|your",
            "copy|copies|extract|summary ~3 goes|go|sent|given|passed ~3 to|with ~4 others|friends|people|firms|trade|industry|teams|groups|those|somebody|someone",
            "in|within|across|around the ~1 trade|industry|sector|field|market|group",
        ],
        &[
            "no|none|not|never|nobody|without ~5 others|friends|neighbours|colleagues",
            "before|than|like|what others|friends",
            "others ~1 in|at your",
            "your ~2 friends|contacts|colleagues|neighbours",
        ],
    )),
];

pub(super) static GERMAN: [Group; 9] = [
    flatters(Lexicon::new(
        &[
            "als ~2 jemand|mensch|person|eine|einer ~3 dem|der|die|den|deren ~6 liegt|liebt|schatzt|weiss|denkt|sorgt|achtet|wichtig|will|kummert",
            "als|fur|wie ~2 gute*|verantwortung*|liebevoll*|treue*|echte*|stolze*|fursorglich*|kluge*|verantwortlich*|aufmerksam*|engagiert*|umsichtig*|wahre*|geschatzte*|anstandig*|lieb* ~1 *freund|*freundin|*liebhaber|*kenner|*fan|kund*|nachbar*|eltern*|mutter|vater|mitglied*|fan|freund*|burger*|fahrer*|halter*|gartner*|leser*|gast|mensch*|nutzer*|besitzer*",
            "liegt|liegen ~6 herzen",
            "uns ~2 helfen|hilf ~3 ihnen|dir|anderen ~1 zu ~1 helfen",
            "helfen|hilf|helft ~1 sie ~1 uns ~3 ihnen|dir|anderen ~1 zu ~1 helfen|besser",
        ],
        &[],
    )),
    praises(Lexicon::new(
        &[
            "wunderschon*|herrlich*|liebevoll*|wunderbar*|toll*|fantastisch*|einzigartig*|exklusiv*|kostlich*|lecker*|bezaubernd*|grossartig*|traumhaft*|perfekt*|hubsch*",
            "nur|eigens|extra|ganz|speziell fur sie|dich|euch",
            "gratis|kostenlos*|umsonst|geschenkt|kostenfrei*",
            "helfen|hilf|helft|unterstutzen|unterstutz|mithelfen ~1 sie|du|ihr ~1 uns|mit",
            "wenn|weil|falls ~2 ihnen|sie|dir|du ~5 wichtig|lieb|lieben|schatzen|liebst",
            "lust|haben|hast ~1 auf|lust",
            "leicht*|einfach*|schon*|besser* ~1 machen|$",
            "teil ~1 von|der|unserer|eines",
            "bitte|danke|dankbar",
        ],
        &[],
    )),
    blames(Lexicon::new(
        &[
            "sie|du|ihr ~3 lassen|lasst|lasse ~5 stich|allein|ungewissen|stehen|hangen|dunkeln|regen",
            "lassen|lasst ~1 sie|du ~5 stich|allein|ungewissen|stehen|hangen|dunkeln|regen",
            "sie|du ~2 enttausch*|schad*|belast*|gefahrd*|schwach* ~4 nachbar*|kinder|familie*|team|verein|gemeinschaft|andere*|helfer*|tiere|uns",
            "auf kosten|lasten ~1 der|ihrer|anderer|aller|von",
            "dank|wegen ihnen|dir|ihres|ihrer|deines ~1 nein|absage|entscheidung",
        ],
        &[],
    )),
    pities(Lexicon::new(
        &[
            "nachbar*|kinder|familie*|team|verein|gemeinschaft|andere|anderen|helfer*|tiere|freiwillige*|forscher*|mitglieder ~4 mussen|leiden|verlieren|leer|verzichten|allein|nachsehen|ohne ~3 _",
            "ohne sie|dich ~3 _",
            "ohne ihre|ihren|deine ~2 hilfe|unterstutzung|stimme|fehlt|fehlen",
            "lucke|loch|fehlt|fehlen ~3 karte|studie|liste|uns",
        ],
        &["ohne ihre|ihren|deine ~1 daten|nummer|adresse|angaben"],
    )),
    conditions(Lexicon::new(
        &[
            "solange|wenn|falls|sofern|soweit ~1 sie|du|ihr ~5 teilen|teilst|erlauben|erlaubst|zustimmen|zustimmst|mitmachen|mitmachst|zusagen|zusagst|dabeibleiben|freigeben|freigibst|einwilligen|ja",
            "mit|bei|gegen|dank ~2 zusage|einwilligung|zustimmung|freigabe|ja",
            "#|weniger|mehr|langer|spater|kurzer|nur|halb* ~4 fur ~2 andere|anderen|ubrigen|restlichen",
            // "Zwei Euro, für alle" is the same for her; "für alle ohne Zusage" is not.
            "#|weniger|mehr|langer|spater|kurzer|nur|halb* ~4 fur ~2 alle ~1 anderen|ubrigen|restlichen|ohne",
            "andere|anderen|ubrigen ~1 bekommen|haben|zahlen|warten|erhalten|kommen ~3 #|weniger|mehr|langer|spater|nur|kurzer|zuletzt",
        ],
        &[
            "auch|selbst|egal|ob|oder wenn|solange|ob|ohne",
            "mit ~1 oder|und ohne",
            "auch|gleich* ~3 fur ~2 andere|anderen|alle",
            "ob ~5 oder",
        ],
    )),
    nameless(Lexicon::new(
        &[
            "leute|leuten|menschen|firmen|andere|anderen|freunde|freunden|betriebe|betrieben|helfer|helfern|experten|unternehmen|kollegen|laden|marken|vereine|vereinen|stellen|jemand|jemandem|hauser|handler ~2 mit|denen|die|der|dem ~2 wir|uns ~4 arbeit*|zusammenarbeit*|kennen|vertrauen|tun|kooperier*|schatzen|handeln|mogen|trauen",
            "andere|befreundete*|weitere|aussenstehende ~2 sehen|bekommen|erhalten|lesen|nutzen ~2 sie|es|das|ihn|auch|mit|ihre",
            "bekannte*|freunde|helfer ~1 von uns ~3 sehen|bekommen|erhalten|lesen|nutzen",
        ],
        &["kein*|niemand|nicht ~5 wir|uns|andere"],
    )),
    wavers(Lexicon::new(
        &[
            "vorerst|vorlaufig|einstweilen|zunachst",
            "bis auf weiteres",
            "fur|im ~1 moment|augenblick",
        ],
        &[],
    )),
    follows(Lexicon::new(
        &[
            "die|fast|beinahe|viele|alle|#|hunderte|tausende ~6 ja gesagt",
            "die|fast|beinahe|viele|alle|#|hunderte|tausende ~6 zugestimmt|eingewilligt|mitgemacht",
            "viele|alle|# ~4 in|aus ~1 ihrer|ihrem|ihre ~1 strasse|viertel|ort|haus|verein|klasse ~4 machen|teilen|haben|sind|sagen",
        ],
        &[
            // Who is counted because of a yes is nobody's example.
            "alle|die|aller|allen|denen|jeder ~1 die|der|denen ~4 ja|zugestimmt|eingewilligt|mitgemacht",
            "# ~1 punkte|punkten|stempel|meilen|tipps|ideen|gutscheine ~6 zugestimmt|ja|eingewilligt",
        ],
    )),
    others(Lexicon::new(
        &[
            "andere|freunde|bekannte|branche|kollegen|aussenstehende ~4 sehen|sieht|bekommen|bekommt|erhalten|erfahren|lesen|lernen|nutzen ~3 _",
            "kopie|kopien|auszug|abschrift ~3 geht|gehen|bekommen|erhalten ~3 an|auch|andere",
        ],
        &[
            "kein*|niemand|nicht|nichts ~4 andere|freunde|kollegen",
            "ihre|deine freunde|kollegen|bekannte",
        ],
    )),
];

pub(super) static ARABIC: [Group; 9] = [
    flatters(Lexicon::new(
        &[
            "بصفتك|باعتبارك|كشخص|كانسان|كمن|ولانك|لانك ~2 يهتم|تهتم|محب*|يحب|تحب|شخصا|مخلص*|حريص*|مسوول*|وفي*|يقدر|تقدر|صالح*|مهتم*",
            "ساعدنا|ساعدينا|تساعدنا ~2 لنساعدك|نساعدك|مساعدتك|لخدمتك",
            "الجار|الام|الاب|العميل|الزبون|المواطن|السائق|جار|ام|اب|عميل|زبون|مواطن ~1 الصالح*|المحب*|الوفي*|المسوول*|المخلص*|الحريص*|صالح*|محب*|وفي*|مسوول*|مخلص*|حريص*",
        ],
        &[],
    )),
    praises(Lexicon::new(
        &[
            "رائع|رائعه|رايع|رايعه|جميل|جميله|مميز|مميزه|حصري|حصريه|لذيذ|لذيذه|مدهش|مدهشه|ساحر|ساحره|فريد|فريده",
            "لك وحدك|خصيصا",
            "خصيصا لك",
            "مجانا|بالمجان|مجاني|مجانيه",
            "ساعدنا|ساعدينا|تساعدنا|تساعدوننا|تدعمنا|تنضم",
            "اذا|ان|لو ~2 تحب|تهتم|يهمك|تهمك ~1 _",
            "من ~1 فضلك",
            "شكرا",
        ],
        &[],
    )),
    blames(Lexicon::new(
        &[
            "تترك|ستترك|تخذل|ستخذل|تحرم|ستحرم|تتخلي|ستتخلي|تظلم|تثقل ~3 جيرانك|الجيران|غيرك|الاخرين|الاطفال|المتطوع*|عايلتك|اصدقا*|المرضي|الفريق|الناس|اهل|الحيوانات|المجتمع",
            "بسببك|بسبب ~1 رفضك|قرارك",
            "علي حساب ~1 جيرانك|غيرك|الاخرين|الاطفال",
        ],
        &[],
    )),
    pities(Lexicon::new(
        &[
            "جيرانك|الجيران|غيرك|الاخرون|الاطفال|المتطوعون|عايلتك|المرضي|الفريق ~3 يحرم*|يعاني|يعانون|يخسر*|ينتظر*|بلا|دون ~1 _",
            "من دونك|بدونك|لولاك",
        ],
        &[],
    )),
    conditions(Lexicon::new(
        &[
            "ما دمت|دام ~2 تشارك|مشاركا|موافقا|توافق|تسمح",
            "طالما|مادمت|اذا|بشرط|ان|شرط|حين ~2 تشارك|شاركت|توافق|وافقت|تسمح|سمحت|موافقتك|مشاركتك",
            "مقابل|لقاء ~1 موافقتك|مشاركتك|موافقه",
            "خلف|بعد|قبل ~1 من|الذين|الموافقين|المشاركين ~2 وافق*|شارك*|سمح*",
            "#|اقل|اكثر|فقط|نصف ~3 لغيرك|للاخرين|للبقيه|لسواك|للباقين",
        ],
        &["سواء ~3 او|ام", "حتي|ولو|وان ~1 اذا|لو|لم|لا"],
    )),
    nameless(Lexicon::new(
        &[
            "ناس|اناس|اشخاص|الاشخاص|شركات|جهات|اصدقاء|فرق|محلات|خبراء|زملاء|متاجر|من|ومن|لمن|بعض ~2 نعمل|نتعامل|نتعاون|نعرف|نثق ~1 معهم|معها|بهم|بها|نعرفهم",
            "يراها|يراه|تراها|تراه|يطلع|تطلع ~3 اخرون|غيرنا|اشخاص|شركات|اصدقاء|اناس|ناس",
            "اخرون|غيرنا|اصدقاونا|معارفنا ~2 يرون*|يراها|يراه|يطلعون|يستخدمون*|يقروون*",
        ],
        &["لا|لن|ليس ~4 نعمل|نتعامل|نثق|غيرنا|اخرون"],
    )),
    wavers(Lexicon::new(
        &[
            "حاليا|موقتا|مبدييا",
            "في|للوقت ~1 الوقت ~1 الحالي|الراهن",
            "حتي اشعار",
        ],
        &[],
    )),
    follows(Lexicon::new(
        &[
            "معظم|اغلب|كل|الاف|مئات|ميات|# ~4 قالوا|قال نعم",
            "معظم|اغلب|كل|الاف|مئات|ميات|جيرانك ~3 وافقوا|وافق|شاركوا",
        ],
        &["كل|جميع|عن|ممن|من ~1 من|الذين ~2 وافق|وافقوا|قالوا|شاركوا|قال"],
    )),
    others(Lexicon::new(
        &[
            "اخرون|غيرنا|اصدقاء|معارف|زملاء ~3 يحصلون|يرون|يقراون|يستفيدون|يعرفون|ياخذون ~2 _",
            "نسخه|نسخ ~2 تذهب|نرسلها|ترسل|نعطيها ~2 _",
        ],
        &["لا|لن|ليس ~4 اخرون|غيرنا", "نرسلها|ترسل|تذهب اليك|لك"],
    )),
];
