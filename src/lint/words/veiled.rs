//! What is said in pictures or by the way, in the three languages: others who are ahead already and an offer that will
//! not wait (L-U1), a question that comes back (L-A1), fear and blame for after a no (L-S2), an end that ends nothing
//! (L-N1), reasons that nobody is told and names that are not taken off (L-V2), things that listen (L-D1), what closes
//! until the data flows again (L-E1), and more that is asked by the same yes (L-N1).
//!
//! All of these only warn: the same words can tell a fact, which a reviewer sees. From EDPB Guidelines 03/2022
//! ("stirring", "left in the dark"), GDPR Articles 7(4) and 13, and CJEU C-203/22 (reasons of a decision).

use super::Group;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays]);
const ENDS: Roles = Roles::of(&[Role::IfOff]);
const DRAWS: Roles = Roles::of(&[Role::Title, Role::What, Role::Question, Role::Allow]);
const CROWDS: Roles = Roles::of(&[Role::IfOff, Role::Question, Role::Title]);
const ASKS: Roles = Roles::of(&[Role::Question, Role::Title]);
const PROMISES: Roles = Roles::of(&[Role::What, Role::Title]);
const TELLS: Roles = Roles::of(&[
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
    Role::Retention,
]);

/// A group that only warns.
const fn warns(
    rule: Rule,
    warn: Roles,
    message: fn(String) -> Says,
    suggestion: Instead,
    lexicon: Lexicon,
) -> Group {
    Group {
        rule,
        block: Roles::NONE,
        warn,
        deniable: false,
        lexicon,
        message,
        suggestion,
    }
}

/// Others are ahead of her, or after the same.
const fn rivals(lexicon: Lexicon) -> Group {
    warns(
        Rule::Pressure,
        CROWDS,
        Says::Crowd,
        Instead::LeaveOutCrowd,
        lexicon,
    )
}

/// It will not wait.
const fn slips(lexicon: Lexicon) -> Group {
    warns(
        Rule::Pressure,
        DRAWS,
        Says::PressesForTime,
        Instead::LeaveOut,
        lexicon,
    )
}

/// The question comes back, in whatever shape.
const fn returns(lexicon: Lexicon) -> Group {
    warns(
        Rule::AskedOnce,
        TELLS,
        Says::AsksAgain,
        Instead::NoIsRemembered,
        lexicon,
    )
}

/// Something bad may happen then, or somebody is let down.
const fn frights(lexicon: Lexicon) -> Group {
    warns(
        Rule::PlainNo,
        AFTER,
        Says::Feelings,
        Instead::SayPlainly,
        lexicon,
    )
}

/// The no is put into her mouth as a lack of heart.
const fn shames(lexicon: Lexicon) -> Group {
    let refuse = Roles::of(&[Role::Refuse]);
    warns(
        Rule::PlainNo,
        refuse,
        Says::NoFeelsBad,
        Instead::PlainNo,
        lexicon,
    )
}

/// Off is as on was, or on is the way to off.
const fn crosses(lexicon: Lexicon) -> Group {
    warns(
        Rule::Straight,
        ENDS,
        Says::TurnedAnswers,
        Instead::SayPlainly,
        lexicon,
    )
}

/// Nobody is told why it comes out as it does; or who it is can be told after all.
const fn seals(lexicon: Lexicon) -> Group {
    warns(
        Rule::Vague,
        TELLS,
        Says::Vague,
        Instead::SayExactly,
        lexicon,
    )
}

/// Somebody whom everybody has to obey is said to want it.
const fn bids(lexicon: Lexicon) -> Group {
    warns(
        Rule::PlainNo,
        ASKS,
        Says::Argues,
        Instead::SayPlainly,
        lexicon,
    )
}

/// A thing, or whoever comes to the door, takes note of her home.
const fn senses(lexicon: Lexicon) -> Group {
    warns(
        Rule::Explained,
        TELLS,
        Says::Unlisted,
        Instead::ListOrLeave,
        lexicon,
    )
}

/// Something else closes, or costs more, until the data flows again.
const fn locks(lexicon: Lexicon) -> Group {
    warns(
        Rule::NoDetriment,
        ENDS,
        Says::Worse,
        Instead::KeepTheRest,
        lexicon,
    )
}

/// The same yes is for another thing.
const fn bundles(lexicon: Lexicon) -> Group {
    let question = Roles::of(&[Role::Question]);
    warns(
        Rule::Straight,
        question,
        Says::Bundles,
        Instead::AskEach,
        lexicon,
    )
}

/// What she will be one day, and not what arrives.
const fn foretells(lexicon: Lexicon) -> Group {
    warns(
        Rule::Countable,
        PROMISES,
        Says::Overpromised,
        Instead::Provable,
        lexicon,
    )
}

pub(super) static ENGLISH: [Group; 12] = [
    rivals(Lexicon::new(
        &[
            "the|all|your other ~1 # ~1 _",
            "the|all ~1 other|rest|remaining ~4 @crowd|team|class|club|street|building|floor|office|village ~8 will|already|carry|go|goes|keep|keeps|get|gets|have|has|enjoy|know|knows|see|sees|learn|save|move|moves",
            "everyone|everybody else ~3 will|already|goes|gets|has|keeps|knows|moves|carries|enjoys|saves|sees|trains|eats|rides",
            "neighbour|neighbours|neighbor|neighbors|friend|friends|colleague|colleagues|mates|classmates|teammates|rivals|peers|cousin|street ~1 has|have|is|are ~1 already|long|just|theirs|ahead|both|all",
            "neighbour|neighbours|neighbor|neighbors|friend|friends|colleague|colleagues|classmates|teammates|rivals|peers took|grabbed|claimed|snapped|collected|beat|overtook",
            "other|others ~1 people|@crowd ~1 is|are ~1 eyeing|watching|looking|waiting|circling|queuing|after|keen|reading|ahead",
        ],
        &["same|like|as|than|with ~3 everyone|everybody else"],
    )),
    slips(Lexicon::new(
        &[
            "while|whilst it|this|that|they|these|there ~1 stands|stand|lasts|last|holds|hold|going|there|here|open|yours|hot|warm|fresh|good",
            "price|offer|sum|rate|deal|fare|quote|seat|place|gift ~2 holds|lasts|stands|waits|stays ~3 only|just|no|so|breath|blink|heartbeat|moment|barely",
            "holds|lasts|stands|waits only|just|no ~2 as|until|till|longer|while",
            "before it|they|this|that|these|the ~2 goes|go|slips|sinks|fades|melts|flies|shuts|vanishes|evaporates|cools|away",
            "won't|not wait|last|keep$",
            "won't|not|never ~1 wait|last|stand|hold|keep|stay ~1 long|forever|for|around|open|there",
            "is|are|'s almost|nearly|about|already|half ~2 gone|lifted|shut|leaving|going|packed|sailing|closing|slipping",
        ],
        &["before the ~1 milk|ink|food|bread|wax|train|bus"],
    )),
    returns(Lexicon::new(
        &[
            "question|request|prompt|popup|invitation ~3 comes|come|knocks|knock|returns|return|reappears|pops|greets|meets|waits|follows|finds|visits|rings|taps|drops|appears|stands|sits|calls ~2 back|again|anew|afresh|up|door|every|each|until|till|there|you|by",
            "knock|knocks|tap|taps ~3 again|once|until|till|anew|daily",
            "until|till ~1 you ~2 relent|nod|yield|soften|tire|cave|bend|weaken|melt|surrender|budge",
            "until|till you ~1 give|come|warm|think ~1 in|round|around|to|better|otherwise",
            "until|till ~1 your ~2 mind|heart|answer|view|no|mood ~2 softens|changes|turns|melts|warms|bends|becomes|better|yes|another|different|kinder",
            "until|till ~1 the ~1 answer|no ~1 is|becomes|turns|sounds",
        ],
        &["you ~1 knock|tap", "tap ~2 water|card|button|phone"],
    )),
    frights(Lexicon::new(
        &[
            "could|may|might ~4 fail|burst|flood|leak|freeze|burn|spoil|rot|die|crash|choke|drown|stolen|robbed|hacked|burgled|hurt|stranded|unnoticed|unseen|undetected|collapse|perish|starve|wither|explode",
            "could|may|might ~3 go|goes|turn|break out|off|wrong|cold|bad|dark|missing|down|sour|in",
            "nobody|none ~1 watching|looking|minding|guarding|awake|around ~2 over|out|it|after|$|the|for",
            "with|and no one ~1 watching|looking|minding|guarding|there|awake",
            "unwatched|unguarded|defenceless|unprotected",
            "you ~2 walked|ran|slipped|strolled away|off|out",
            "you ~2 gave|give|turned|let|left|forgot|abandoned|deserted|dropped|failed|forsook|ditched ~1 up|your|us|them|him|her ~1 on|back|down|behind|$",
            "tell|explain|break|say|confess ~5 that|why ~1 you|you've|you're|your ~1 walked|left|gave|said|won't|didn't|no|quit|refused|stopped|go|went|don't",
            "have|has to ~1 tell|explain|face ~4 herself|himself|themselves|alone|children|them|saplings|animals|little",
        ],
        &[
            "if ~6 could|may|might",
            "prices|texts|emails|mail|app ~2 may|might|could ~3 go|turn",
            "you ~1 may|might ~4 go|turn|break",
        ],
    )),
    shames(Lexicon::new(
        &[
            "my ~1 heart|conscience|soul ~3 _",
            "let|leave them|him|her|it|others ~2 go|wait|starve|cope|suffer|without|rot|freeze|alone",
        ],
        &[],
    )),
    crosses(Lexicon::new(
        &[
            "still|keeps|keep|goes|go|continue|continues|carries ~10 as|like ~4 when|while|if|with ~2 this|it|switch ~2 on|allowed",
            "as|like ~3 when|while ~1 this|it|switch ~1 is|was|were ~1 on$",
            "to|for ~1 keep|stop|end|silence|avoid|quit|leave|cancel|peace|quiet|have ~5 leave|keep|turn|switch|say ~2 switch|this|it|yes|button ~2 on|yes",
            "leave|keep|turn|switch ~1 switch|this|it|button ~1 on ~2 to|for|and|if ~6 off|stop|stops|end|ends|quiet|silence|out|cancel|no|none",
            "turn|switch|turning|switching ~2 off ~1 turns|switches|starts|means|keeps ~3 on|going|more|yes",
        ],
        &[
            "price|prices|account|rate|fare|cover|order|orders|seat|points ~2 stay|stays|same|work|works ~6 on",
            "turn|switch ~2 on ~1 again|later",
        ],
    )),
    seals(Lexicon::new(
        &[
            "why|how|what|which|reason|reasons|rule|rules|grounds|weights ~9 secret|hidden|behind|unsaid|untold|unexplained|mystery|sealed|curtain|undisclosed|unspoken",
            "nobody|none|not|never|cannot|can't|won't|don't|doesn't|isn't|aren't|no|neither|without ~4 say|says|saying|tell|tells|told|explain|explains|explaining|explained|know|knows|give|gives|giving|given|share|show|shown|shows|reveal|ask|asks ~2 why|reason|reasons|grounds",
            "only|alone ~3 knows|know why|how|what",
            "knows|know why ~2 only|alone",
            "no reason|reasons|explanation|grounds ~1 is|are|comes|come|follows|given|with|attached",
            "cannot|can't|nobody|none|never|not|no|neither ~4 appealed|appeal|challenged|challenge|overruled|overrule|overturn|questioned|undo|undone|argue|contest|contested",
            "why|how|what|which|reason|reasons|rule|rules|grounds|weights ~8 lock|wraps|dark|locked ~2 key|$",
            "black box",
            "verdict|ruling|judgement|judgment|word|decision ~1 is|stands ~1 final|law|unexplained",
            // Who it is stands there, under another name.
            "anonymous|anonymised|anonymized|unnamed|nameless|untraceable ~6 keep|kept|store|stored|hold|held|with|by|under ~5 street|phone|number|birthday|address|postcode|face|voice",
            "nobody|none|anonymous|anonymised|anonymized|unnamed|nameless|untraceable|unrecognisable|cannot|can't|never|not|no ~12 id|serial|passport|identity|fingerprint|initials|licence|imei|ssn",
            "id|serial|passport|identity|street|birthday|address|postcode|initials|number|date|face|phone ~8 nobody|none|no|anonymous|anonymised|anonymized|cannot|can't|never|not|untraceable ~4 back|traced|trace|identified|identify|linked|recognise|recognised|one|you|who|person|someone",
        ],
        &[
            "you|your ~8 without|no|not|needn't ~3 reason|reasons|why",
            "no reason ~2 needed|asked",
            "how|what|why ~6 behind ~1 on|time|schedule|door|bar|counter|till|desk|you",
            "take|takes|drop|drops|remove|removes|cut|cuts|strip|strips|leave|leaves|delete|deletes|without|no|not|never|nor ~8 id|serial|passport|identity|street|birthday|address|postcode|initials|number|date|face|phone|licence",
        ],
    )),
    bids(Lexicon::new(
        &[
            "parliament|government|ministry|minister|regulator|regulators|watchdog|authorities|brussels|eu|europe|congress|senate|mayor|court|courts|police|state|crown|law|lawmakers|legislation|taxman|gdpr|directive|act ~2 want|wants|ask|asks|expect|expects|require|requires|demand|demands|order|orders|oblige|obliges|recommend|recommends|say|says|tell|tells|prescribe|prescribes|urge|urges|call|calls|insist|insists|foresees|provides|made|make|makes ~1 _",
            "required|asked|ordered|demanded|wanted|prescribed|obliged|expected|bound by ~2 law|parliament|government|ministry|regulator|eu|state|court|courts|authorities|act",
        ],
        &["as|if|when|where ~1 the ~1 law|state|act ~1 allows|lets|permits"],
    )),
    senses(Lexicon::new(
        &[
            "chip|chips|microphone|mic|lens|beacon|beacons|tracker|transmitter|recorder|pixel|wiretap|listening ~4 tell|tells|report|reports|send|sends|say|says|show|shows|note|notes|notices|log|logs|count|counts|record|records|hear|hears|see|sees|pick|picks|feel|feels|measure|measures|film|films ~6 you|your|us|him|her|who|when|what",
            "tag|sensor|camera|lid|cap|label|seal ~4 tells|reports|hears|films|overhears|betrays|gives|logs ~4 when|what|who|how|whether ~2 you|is|people",
            "what|anything|everything|whatever|who ~1 our|the|his|her|your ~3 drivers|driver|couriers|courier|fitters|fitter|cleaners|cleaner|engineers|engineer|riders|carers|postman|crew|guards|waiters|agents|porters|installers|gardeners|plumber|plumbers|mover|movers ~4 notice|notices|see|sees|spot|spots|hear|hears|overhear|overhears|observe|observes|glimpse|glimpses|find|finds|learn|learns",
            "what|whatever|anything|everything ~3 is|gets|was|people ~1 said|spoken|talked|discussed|whispered|say|talk ~4 kitchen|home|room|car|house|bed|bedroom|living|around|near|table|sofa",
            "see|sees|notice|notices|hear|hears|listen|listens|film|films|photograph|photographs|note|notes|overhear|overhears|watch|watches|scan|scans|glimpse ~5 in|inside|around|through ~1 your|the ~1 hallway|hall|kitchen|bedroom|bathroom|lounge|home|flat|house|garage|fridge|cupboard|cupboards|wardrobe|bin|bins|shelves|windows|window",
        ],
        &["you ~3 see|notice|hear|listen|watch|film", "noticeboard"],
    )),
    locks(Lexicon::new(
        &[
            "lock|locks|locked|close|closes|closed|shut|shuts|freeze|freezes|frozen|barred|blocked|held|dark|sealed ~3 until|till|unless|as ~6 back|again|returns|return|resume|resumes|allow|allowed|on|yes|shared|share|flow|flows|turn",
            "rent|fee|fees|premium|premiums|price|fare|tariff|dues|subscription|insurance|interest|deposit|charge ~2 goes|go|rises|rise|climbs|climb|jumps|jump|grows|grow|increases|increase|creeps|steps ~1 up|by|to|again|back|£|higher",
        ],
        &[
            "whether|everyone|everybody|all ~6 rises|goes|go|rise",
            "rises|goes|go|rise|increases ~8 everyone|everybody|all|either|anyway",
            "if|when|before ~4 rent|fee|premium|price|fare|tariff ~2 rises|goes|jumps|increases|climbs",
        ],
    )),
    bundles(Lexicon::new(
        &[
            "email|ring|call|text|phone|post|send|mail|message|write ~1 you ~8 and|or|plus ~2 email|ring|call|text|phone|post|send|mail|message|sell|show ~1 you",
            "and|plus|also|or|while ~8 advert|adverts|ads|advertising|marketing|promotions|loan|loans|credit|insurance|mortgage|mortgages|catalogue|brochures|sponsors|surveys",
            "by ~1 answering|clicking|saying|tapping|going|staying ~5 accept|agree|allow|consent|join",
            "from|by|of|for ~1 our|its|their|the ~1 sister|partner|friend|fellow|associated|affiliated|daughter ~1 shop|shops|brand|brands|firm|firms|company|companies|house|houses|business|businesses|stores|labels",
        ],
        &[
            "credit ~1 card|note|notes",
            "ads|adverts ~2 less|fewer|away|off|out|stop|hide",
        ],
    )),
    foretells(Lexicon::new(
        &[
            "by|before|until ~1 january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|christmas|easter$",
            "worth ~1 a|their|its ~1 fortune|weight|gold|penny",
            "that|which|to heal|heals|cure|cures|transform|transforms|inspire|inspires|delight|delights",
            "will|be|is ~1 happier|better|nicer|easier|brighter|calmer|richer|sweeter|merrier|lighter|healthier$",
            "fluent|fluency|cured|flawless|slimmer|sober|debt-free|worry-free",
            "never|no|nobody|none ~3 again$|ever|hungry|lonely|worry",
        ],
        &["# ~6 by|before ~2 spring|summer|autumn|winter|christmas|easter"],
    )),
];

pub(super) static GERMAN: [Group; 11] = [
    rivals(Lexicon::new(
        &[
            "die|alle anderen|ubrigen|restlichen ~2 #|@kunde|nachbarn|kollegen|kolleginnen|freunde|spieler ~1 _",
            "alle|jeder anderen|andere ~1 haben|hat|wissen|sparen|gehen|fahren|bekommen|trainieren|machen",
            "nachbar|nachbarn|nachbarin|kollege|kollegen|kollegin|freund|freunde|freundin|bekannte ~1 hat|haben|ist|sind ~4 schon|bereits|langst|geholt|genommen|gesichert|zugesagt|voraus|dabei",
            "andere ~2 warten|schauen|greifen|interessieren|sehen ~4 schon|gerade|gleichzeitig|bereits|darauf|zu",
        ],
        &["wie|als alle|fur anderen|andere"],
    )),
    slips(Lexicon::new(
        &[
            "halt|gilt|steht|bleibt|wartet|reicht ~1 nur|noch|gerade ~2 so|solange|bis|kurz|wenige|knapp|eben",
            "solange|so ~1 er|es|sie|das|der|die|dies ~2 gilt|halt|steht|reicht|da|warm|frisch|offen",
            "genau|nur|noch so lange|lang ~1 wie",
            "bevor|ehe ~1 er|sie|es|das|die|der ~3 weg|fort|vorbei|verfliegt|platzt|schliesst|verschwindet|verpufft|abfahrt",
            "wartet|warten nicht",
            "ist|sind gleich|bald|fast|schon|so ~1 gut|weg|vergriffen|fort|vorbei|zu",
        ],
        &["akku|vorrat|medikament ~4 reicht", "reicht noch"],
    )),
    returns(Lexicon::new(
        &[
            "frage|bitte|anfrage|fenster|einladung ~3 kommt|klopft|meldet|erscheint|kehrt|taucht|begrusst|wartet|folgt|steht ~6 wieder|erneut|zuruck|jedes|jedem|jeder|tur|bis|taglich|neu",
            "klopf* ~4 wieder|erneut|bis|jeden|jedes|tur",
            "bis ~1 sie|du ~4 nachgeben|nachgibst|weich|einlenken|umdenken|mude|nicken|nickst|erweichen",
            "bis ~1 ihr|ihre|dein|deine|die ~1 antwort|meinung|herz|nein|haltung ~3 _",
        ],
        &[],
    )),
    frights(Lexicon::new(
        &[
            "kann|konnte|konnten|konnen|mag ~6 ausfallen|platzen|brechen|einfrieren|erfrieren|verderben|brennen|auslaufen|uberlaufen|sterben|eingehen|versagen|gestohlen|ausgeraubt|unbemerkt|schiefgehen|erkranken|ausgehen|kaputtgehen|verhungern|ertrinken|explodieren",
            "unbewacht|unbeobachtet|unbemerkt|schutzlos|wehrlos",
            "niemand|keiner|niemanden ~4 aufpasst|wacht|hinsieht|achtgibt|wache|hinschaut",
            "sie|du ~4 weggegangen|gegangen|verlassen|abgewandt|stich",
            "muss|mussen|mussten ~5 erklaren|beibringen|gestehen|sagen ~4 sie|du|warum|dass",
        ],
        &[
            "wenn ~6 kann|konnte",
            "sie|du mussen|musst ~5 sagen|erklaren",
            "sagen|erklaren mussen|musst ~1 sie|du",
        ],
    )),
    shames(Lexicon::new(
        &[
            "mein|meine|meinem|meinen ~1 herz|gewissen|kind|kinder|familie|hund|katze|gesundheit|mutter|vater|enkel|seele ~1 _",
            "mir|uns ~1 egal|gleichgultig|wurst|schnuppe|gleich",
            "sollen|soll|mogen ~2 sie|er|die|andere ~2 _",
            "ich ~1 riskiere|verpasse|vergesse|zahle|lasse|verschwende|verliere ~1 _",
        ],
        &["zahle ~1 bar|selbst", "lasse ~1 es"],
    )),
    crosses(Lexicon::new(
        &[
            "weiter|weiterhin|noch|trotzdem|dennoch ~9 wie ~4 wenn|bei|mit|solange ~4 an|eingeschaltet|eingeschaltetem|erlaubt|ja",
            "um|damit ~8 stoppen|beenden|abzuschalten|abzustellen|aufhort|aufhoren|endet|enden|ausbleibt|ausbleiben|loszuwerden|ruhe ~4 lassen|schalten|stellen|sagen ~5 an|ein|eingeschaltet|ja",
            "lassen|schalten ~4 an|ein|eingeschaltet ~2 um|damit|dann ~8 stoppen|beenden|aufhort|aufhoren|endet|enden|ausbleibt|ausbleiben|ruhe|schluss",
        ],
        &[
            "schalten ~3 wieder ein|an",
            "preis*|konto ~3 bleiben|bleibt ~6 _",
        ],
    )),
    seals(Lexicon::new(
        &[
            "warum|weshalb|wieso|woran|wonach|grund|grunde|regel|regeln ~8 nur|niemand|keiner|geheim*|verborgen|hinter|verschwiegen|unbekannt|ratsel",
            "niemand|keiner|nicht|ohne|keine|kein|nie ~5 begrundung|begrunden|begrundet|erklarung|erklaren|erklart|grund|grunde|warum",
            "was ~2 den|die|ausschlag ~3 gibt|entscheidet|zahlt ~5 _",
            "begrundung|erklarung|grunde ~1 gibt|bekommen|erfahren|nennen|geben|liefert|erhalten ~3 nicht|nie|niemand|keine",
            "blackbox",
            "hinter ~2 vorhang|kulissen|verschlossen*",
            "urteil|entscheid|entscheidung ~2 steht|endgultig|unanfechtbar|unumstosslich",
            "niemand|keiner|anonym*|nicht|nie ~10 ausweisnummer|seriennummer|passnummer|kennnummer|ausweis|personalausweis|geburtsdatum|initialen",
            "ausweisnummer|seriennummer|passnummer|kennnummer|strasse|geburtsdatum|adresse|anschrift|initialen ~8 niemand|keiner|anonym*|nicht|kein ~5 erkennen|erkennt|zuordnen|weg|schliessen|zuruck|sie|wer|person",
        ],
        &[
            "sie|du|ihnen|dir ~6 ohne|nicht|kein|keine|keinen ~3 begrundung|grund|grunde|begrunden|erklaren",
            "ohne|loschen|entfernen|streichen|weder|kein|keine ~6 ausweisnummer|seriennummer|strasse|geburtsdatum|adresse|anschrift|initialen",
        ],
    )),
    bids(Lexicon::new(
        &[
            "parlament|bundestag|regierung|ministerium|minister|ministerin|behorde|behorden|aufsicht|brussel|eu|bundesrat|gericht|polizei|staat|gesetz|gesetzgeber|gesetze|finanzamt|verordnung ~2 will|wollen|verlangt|verlangen|fordert|fordern|wunscht|erwartet|erwarten|schreibt|empfiehlt|sieht|gebietet|mochte|befiehlt|sagt|bittet|rat ~1 _",
            "von|vom ~2 gesetz|parlament|staat|regierung|eu|behorde|gesetzgeber ~3 verlangt|gefordert|vorgeschrieben|gewunscht|erwartet|empfohlen",
            "gesetzlich|behordlich|amtlich ~1 vorgeschrieben|verlangt|gefordert|notig|geboten",
        ],
        &[],
    )),
    senses(Lexicon::new(
        &[
            "telefon|handy|smartphone|gerat|lautsprecher|fernseher|tablet|app|kamera|mikrofon|chip|sensor|sender ~4 hort|lauscht|horcht|filmt|fotografiert|belauscht",
            "hort|lauscht|horcht|filmt|fotografiert|belauscht ~3 telefon|handy|smartphone|gerat|lautsprecher|fernseher|tablet|app|kamera|mikrofon|chip|sensor",
            "chip|sensor|sender|mikrofon|etikett|deckel|peilsender ~4 meldet|misst|sagt|verrat|registriert|zahlt|merkt|zeigt|zeichnet ~5 _",
            "was ~6 geredet|gesprochen|gesagt|erzahlt|gefluster* wird",
            "was ~1 unser*|der|die|ihr ~2 fahrer|fahrerin|boten|bote|botin|monteur*|handwerker*|putz*|pfleger*|kurier*|gartner*|techniker* ~6 sehen|sieht|bemerk*|hort|horen|auffallt|mitbekomm*|beobacht*|notier*",
            "sieht|sehen|hort|horen|filmt|notiert|notieren|bemerkt|bemerken ~6 in|bei|durch ihr*|dein* ~1 kuche|flur|wohnung|haus|schlafzimmer|wohnzimmer|bad|garten|kuhlschrank|schrank|fenster",
        ],
        // What "hört auf" ends, and hears nobody.
        &["sie|du ~2 sehen|horen|hort|siehst", "hort|horen ~4 auf"],
    )),
    locks(Lexicon::new(
        &[
            "gesperrt|verschlossen|geschlossen|zu|eingefroren|dunkel|stumm ~2 bis|solange ~8 wieder|erlauben|zuruck|teilen|fliesst|fliessen|einschalten|ja",
            "miete|gebuhr|gebuhren|preis|preise|beitrag|beitrage|pramie|rate|zins|zinsen|tarif|fahrpreis ~2 steigt|steigen|erhoht|erhohen|klettert|wachst|springt ~2 um|auf|wieder|£|sich|an|$",
        ],
        &[
            "wenn|bevor|falls ~6 steigt|steigen|erhoht",
            "steigt|steigen|erhoht ~8 alle|allen|ohnehin|sowieso",
            "zu ~1 bis",
        ],
    )),
    bundles(Lexicon::new(
        &[
            "und|sowie|ausserdem|auch|oder ~8 werbung|werbepost|kredit|kredite|krediten|darlehen|versicherung|versicherungen|reklame|katalog|kataloge|umfragen|gewinnspiel",
            "von|aus|unserer|unseren ~2 schwester*|partner*|tochter* ~1 firmen|firma|laden|marken|shops|hausern|unternehmen",
        ],
        &["werbung ~3 weniger|keine|aus"],
    )),
];

pub(super) static ARABIC: [Group; 11] = [
    rivals(Lexicon::new(
        &[
            "جارك|جيرانك|جارتك|صديقك|أصدقاؤك|أصدقائك|زملاؤك|زميلك|رفاقك|أقاربك ~2 أخذ*|أخذوا|حجز*|وافق*|سبق*|اشترك*|انضم*|نال*|حصل*|استلم*|سجل*",
            "أخذ|حجز|وافق|سبقك|اشترك|انضم|نال|حصل|استلم ~1 جارك|جيرانك|صديقك|أصدقاؤك|زملاؤك|زميلك|غيرك|الآخرون",
            "بقية|باقي|سائر ~1 الأعضاء|الجيران|الزبائن|العملاء|الناس|المشتركين|الزملاء ~3 _",
            "الآخرون|غيرك ~2 سبقوك|سبقك|يعرفون|يوفرون|ينتظرون|يتدربون|أخذوا",
        ],
        &[],
    )),
    slips(Lexicon::new(
        &[
            "يكاد|تكاد|أوشك*|يوشك|توشك ~1 _",
            "على وشك ~1 _",
            "ما دام|دامت ~1 قائما|متاحا|مفتوحا|موجودا|باقيا|قائمة|متاحة|موجودة",
            "طالما ~1 هو|هي|بقي|بقيت|كان|كانت ~1 _",
            "لن|لا ينتظر|يدوم|تنتظر|تدوم|ينتظرك|تنتظرك ~1 طويلا|كثيرا|$",
            "قبل أن يرفع|يفوت|يفوتك|يغلق|يذهب|يختفي|يطير|ينتهي|تفوت|تفوتك|تذهب|تختفي|يضيع|تضيع",
        ],
        &[],
    )),
    returns(Lexicon::new(
        &[
            "السؤال|الطلب|الدعوة|سؤالنا|طلبنا ~3 يطرق|يعود|يرجع|يظهر|يتكرر|يلاحقك|ينتظرك|يأتيك|يزورك|يقف|تعود|تتكرر|يتبعك",
            "يطرق|يعود|يرجع|يظهر|يتكرر|يلاحقك|ينتظرك|يأتيك|يزورك|تعود|نعيد|نكرر ~2 السؤال|الطلب|سؤالنا|الدعوة|طلبنا|بابك",
            "حتى|إلى ~1 أن|يلين|تلين ~1 يلين|تلين|ترضى|تقتنع|تتعب|تستسلم|ترضخ|رأيك|قلبك",
            "حتى يلين|تلين|ترضى|تقتنع|تتعب|تستسلم|ترضخ|يتغير",
        ],
        &["تكتب|تطرح|ترسل ~2 السؤال|سؤالك|طلبك", "طلبك|طلباتك"],
    )),
    frights(Lexicon::new(
        &[
            "قد|ربما ~2 ينفجر|يتعطل|يحترق|يتجمد|يفسد|تفسد|يغرق|يسرق|يسرقه|تسرق|ينكسر|يموت|تموت|ينطفئ|تنطفئ|يتسرب|يمرض|تمرض|يضيع|تضيع|ينهار|يهلك",
            "بلا رقيب|حارس|حماية|حراسة",
            "دون|بدون رقيب|حارس|حماية|حراسة",
            "لا أحد ~1 يراقب|يحرس|ينتبه|يسهر",
            "أنك|بأنك|لأنك ~1 تركت*|رحلت|تخليت|نسيت*|أدرت|هجرت*|خذلت*|مضيت|رفضت*",
        ],
        &[],
    )),
    shames(Lexicon::new(
        &[
            "قلبي|ضميري|أولادي|أطفالي|عائلتي|أمي|أبي|أهلي|صحتي|كرامتي",
            "لا يهمني|يعنيني|أبالي|أكترث|أهتم|يهمونني|يعنونني",
            "سأخسر|سأنسى|سأندم|سأفوت|سأدفع|أخسر|أضيع|سأضيع|فليذهب*|فلينتظر*|ليتدبر*",
        ],
        &[],
    )),
    crosses(Lexicon::new(
        &[
            "يبقى|تبقى|يستمر|تستمر|يزال|تزال|يواصل|تواصل|نواصل ~9 كما ~4 عند|حين|وهو|لو|إذا|مع ~2 التشغيل|السماح|مفعل|مشغل|مفتوح|الموافقة|تشغيله",
            "لإيقاف*|لتتوقف|لكي|كي|لوقف ~5 اترك*|أبق*|شغل*|فعل*|دع ~3 مفعلا|مشغلا|مفتوحا|الزر|المفتاح|عاملا",
        ],
        &[],
    )),
    seals(Lexicon::new(
        &[
            "لماذا|سبب|أسباب|كيف|السبب|الأسباب ~6 وحده|وحدها|سر|سرا|مخفي|مخفيا|مجهول|الستار|أحد",
            "لا|لن|دون|بلا|بدون|ولا ~2 يشرح|نشرح|يعلل|تفسير|شرح|سبب|أسباب|تعليل|نفسر|يفسر",
            "لا ~1 أحد ~3 لماذا|السبب|كيف",
            "وراء|خلف ~1 الستار|الكواليس",
            "الحكم|القرار ~2 نهائي|قاطع",
            "لا|لن|مجهول|مجهولة|دون ~10 هويتك|هويتكم|جوازك|الرقم|رقمك|ميلادك",
            "هويتك|جوازك|عنوانك|ميلادك|رقمك ~8 لا|لن|مجهول ~3 أحد|يعرفك|يعرف|هويتك",
        ],
        &[
            "يمكنك|لك|تستطيع ~6 دون|بلا|بدون ~1 سبب|إبداء|شرح",
            "نحذف|نزيل|نمحو|دون|بلا|لا|ولا ~1 هويتك|اسمك|عنوانك|رقمك|ميلادك",
        ],
    )),
    bids(Lexicon::new(
        &[
            "البرلمان|الحكومة|الوزارة|وزارة|الوزير|الدولة|القانون|المحكمة|الهيئة|البلدية|الشرطة|السلطات|المجلس ~3 يريد|تريد|يطلب|تطلب|يفرض|تفرض|يلزم|تلزم|يوصي|توصي|يوجب|توجب|يشترط|تشترط|ينص|تتوقع",
            "يريد|تريد|يطلب|تطلب|يفرض|تفرض|يلزم|تلزم|يوصي|توصي|يوجب|يشترط|تشترط ~1 البرلمان|الحكومة|الوزارة|وزارة|الوزير|الدولة|القانون|المحكمة|الهيئة|البلدية|الشرطة|السلطات|المجلس",
        ],
        &[],
    )),
    senses(Lexicon::new(
        &[
            "شريحة|الشريحة|مستشعر|حساس|كاميرا|الكاميرا|ميكروفون|لاقط|جهاز ~4 تخبر*|يخبر*|تسجل|يسجل|تلتقط|يلتقط|تسمع|يسمع|تصور|يصور|يتنصت",
            "ما|كل ~1 يقال|يدور|يحكى|يجري ~3 بيتك|مطبخك|حولك|غرفتك|سيارتك|البيت|المطبخ",
            "ما ~1 يراه|يلاحظه|يسمعه|يلاحظونه|يرونه ~1 السائق|سائقونا|سائقنا|عاملنا|موظفونا|المندوب|مندوبونا|عمالنا|الساعي",
        ],
        &[],
    )),
    locks(Lexicon::new(
        &[
            "يرتفع|ترتفع|يزيد|تزيد|يغلو|يصعد ~2 الإيجار|إيجارك|السعر|الرسوم|القسط|الاشتراك|الأجرة|الثمن|اشتراكك|قسطك",
            "الإيجار|إيجارك|السعر|الرسوم|القسط|الاشتراك|الأجرة ~1 يرتفع|ترتفع|يزيد|تزيد|يغلو",
            "يغلق|تغلق|يقفل|تقفل|مغلق|مغلقة|مقفل|مقفلة|تجمد|يجمد ~5 حتى|إلى ~4 تعود|يعود|تسمح|توافق|ترجع|يرجع",
        ],
        &["للجميع|الجميع", "إذا|قبل ~3 يرتفع|ترتفع|يزيد"],
    )),
    bundles(Lexicon::new(
        &[
            "وإعلانات|وقروض|وقرض|وتأمين|وعروض|وإعلان|ودعايات|وقروضا",
            "إعلانات|قروض|تأمين|دعايات ~4 شقيقة|الشقيقة|شركائنا|شركات",
            "ونرسل|ونعرض|ونتصل|ونراسلك|ونقدم|وأن ~4 قروض*|قرض*|إعلان*|تأمين*|عروض*|دعاي*",
            "متاجرنا|شركاتنا|متاجر|شركات الشقيقة|شقيقة",
        ],
        &[],
    )),
];
