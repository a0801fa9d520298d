//! L-D2: sensitive data stand alone, and nobody guesses what is sensitive or guesses from outside.

use serde_json::Value;

use crate::catalogue::{Origin, Sensitivity};
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::{Lexicon, Run};
use crate::lint::says::{Called, Instead, Says};
use crate::lint::words::value;

/// Parts of ids that name a special category (GDPR, article 9(1)) where the registry does not know them.
const SPECIAL: &[&str] = &[
    "health",
    "illness",
    "disease",
    "medic",
    "diagnos",
    "allerg",
    "prescription",
    "pregnan",
    "fertil",
    "menstru",
    "cycle_tracking",
    "relig",
    "faith",
    "ethnic",
    "race",
    "racial",
    "politic",
    "union",
    "sexual",
    "sex_life",
    "orientation",
    "gender_identity",
    "biometric",
    "fingerprint",
    "face_scan",
    "voiceprint",
    "genetic",
    "dna",
    "mental",
    "disab",
    "addict",
    "hiv",
    "therapy",
];

/// Guesses about what is sensitive. A guess is what GDPR, article 9, covers too (CJEU, C-184/20).
static GUESSED: Lexicon = Lexicon::new(
    &[
        "@guess ~10 @sensitive",
        "@guess|works|work|see|sees|whether|if ~6 baby|child|newborn|bump|twins ~3 way|coming|due|expected|born|arrive|arrives",
        "whether|if|that|who|you ~2 trying|hoping|planning ~2 for|a ~2 child|baby|children|pregnancy",
        "@guess|works|work|sees ~3 who|whether|if ~4 is|are|feels|gets ~1 ill|sick|unwell|dying|drunk|lonely",
        "whether|if|that ~2 you|household|family ~2 expect|await ~2 baby|child|twins",
        "@guess ~3 who|whom|which|what ~1 party|candidate|church|side|team ~3 you ~2 vote|voted|support|back|favour|belong|attend|like|prefer",
        "@guess ~6 how ~1 rich|poor|wealthy|lonely|sick|sad|healthy|stable|unhappy|tired|drunk|devout|broke ~1 you",
        "whether|if|when|that you ~2 are|have|suffer|might|may|could|belong|practise|vote|seem|sound|feel ~4 @sensitive|sick|ill|expecting|unwell|lonely|sad|stressed|vulnerable",
        "@guess|find|out|see|learn|check|know ~4 who|whether|if|how|what|that ~1 you ~3 vote|drink|smoke|gamble|pray|worship|believe|suffer|bet|owe|sin|binge",
        "work|works|figure|figures|find|finds|make|makes out ~10 whether|if|how|that|when ~1 you ~3 vote|drink|smoke|gamble|pray|worship|believe|suffer|bet|owe|binge|earn",
        "show|shows|tell|tells|reveal|reveals|say|says ~2 us|a|our|the ~3 who|whether|if|how|what|that ~2 you ~2 vote|drink|smoke|gamble|pray|worship|suffer|bet|owe|binge",
        "@guess|see|sees|know|find|check ~6 if|whether|when|that ~1 you ~1 are|'re|were ~1 out|laid|short|behind|in|on|off ~1 of|off|with|debt|arrears|benefits|work|rent|money",
        "@guess ~2 who|whether|if ~5 badly|low|poorly|weak|broke|alone|grieving|lonely",
        "@guess|read|see|learn|know ~6 whether|if|that|when ~2 baby|birth|divorce|illness|death|separation|debt|pregnancy ~1 _",
        "tells|shows|finds|sees|knows|says|tell|show|find|see ~2 who|whether|if|how ~1 is|are|you|feels|lives|might ~3 @sensitive",
        "@guess|works|reads|sees|notices|hears|learns|knows|finds|shows|tells|senses ~4 whether|if|when|that|how ~1 you ~2 feel|feels|feeling|are|seem|sound|'re ~2 low|down|blue|gloomy|miserable|hopeless|restless|upset|heartbroken|grieving|homesick|burnt|exhausted|unhappy|tearful|fragile|bitter|numb",
        "sign|signs|signals|hints|clues|patterns of ~1 drink|drinking|drugs|betting|grief|stress|debt|love|trouble",
        "how ~1 likely|probable ~3 to ~3 @sensitive|ill|sick|die|default|separate|relapse",
        // Somebody is reached where she is weak.
        "find|finds|makes|make|is|are|it's ~2 hard|harder|difficult|impossible|unable to ~1 stop|resist|refuse|quit",
        "when|while|as|after|because ~2 you|people|players|they|somebody|customers ~2 are|feel|is|'re|have|'ve|you're ~2 weak|weakest|low|lowest|desperate|grieving|bereaved|tipsy|drunk|hooked|losing|lost|broke|panicking|lonely|upset|weary",
        "see|tell|know|find|learn|guess|judge ~2 how|if|when ~1 @sensitive|tired|drunk|pregnant ~1 you",
        "your ~2 likely|probable|estimated|predicted|inferred|apparent|suspected|guessed ~2 @sensitive|income|age|gender",
        "sign|signs|signals|hints|clues|patterns|risk ~2 of|that|about ~4 @sensitive|illness|stress",
        "@sensitive ~2 score|profile|segment|prediction|guess|risk|likelihood",
        "voice|face|typing|faces|selfie|selfies|photos ~6 mood|emotion|emotions|stress|feel|feeling|health|personality",
    ],
    &[
        "work ~3 condition|conditions",
        "road|weather|traffic|snow|driving|sea|track|growing condition|conditions",
        "condition of ~2 your|the",
        "terms and conditions",
        "body weight",
        "guess|guesses|infer|infers|predict|predicts|estimate|estimates|deduce|out|tell nothing ~1 about|of|from",
        "tell us about|of|your ~4 @sensitive",
        "you ~1 tell|told ~6 @sensitive",
        "parcel|luggage|weight of",
        "health ~1 food|club|insurer|centre",
        "weight ~3 parcel|bag|luggage|order|basket|load",
    ],
);

/// Guesses that are made from what others know.
static OUTSIDE: Lexicon = Lexicon::new(
    &[
        "@outsider ~2 sell|sells|sold|supply|supplies|supplied|give|gives|gave|lend|lends|provide|provides|send|sends|pass|passes ~1 us",
        "@guess ~10 from|with|using|by ~6 @outsider|elsewhere|others|facebook|google|instagram|tiktok|social|public|registers|census|electoral|credit|neighbours|postcode|postcodes",
        "from|with|using ~6 @outsider|elsewhere|facebook|google|instagram|tiktok|social|public|census|electoral|credit ~8 @guess",
        "guess|guesses|score|scores|segment|segments|profile|profiles|prediction|predictions|estimate|estimates|income|lifestyle|interests ~4 bought|buy|from|by|of|purchased|supplied|sold|obtained ~4 @outsider|elsewhere|others|bureau",
        "bought|buy|purchased|rented|obtained|acquired|third ~1 party|in ~3 guess|guesses|score|scores|segment|segments|profile|profiles|prediction|predictions|estimate|estimates|data",
        "network's|broker's|agency's|bureau's|company's|firm's|facebook's|google's ~1 profile|profiles|list|file|score|segment|guess|data",
        "data broker|brokers",
        "give|gives|sell|sells|pass|passes|send|sends|share|shares|hand|hands ~3 guess|guesses|score|scores|segment|prediction|estimate ~3 to|with ~6 own",
        "buy|buys|bought|purchased|rented|licensed|acquired ~3 @conjecture|profile|profiles",
        "@conjecture|profile|profiles ~10 bought|buy|purchased|rented|licensed|obtained|acquired|get from|of|through|via",
        "third party|parties ~3 @conjecture|profile|profiles|data",
        "@conjecture|rating|ratings that|which ~1 _ ~2 made|makes|built|builds|keeps|holds|computed|computes|drew|gave|gives ~2 of|for|about|on your|you",
        // A guess that is supplied was made by somebody else, whatever her name.
        "supplies|supplied|sells|sold|provides|provided|lends|rents ~2 @conjecture",
        "@conjecture ~5 supplied|sold|provided|lent by",
        "data broker|brokers",
        "give|gives|sell|sells|pass|passes|send|sends|share|shares|hand|hands ~3 guess|guesses|score|scores|segment|prediction|estimate ~3 to|with ~6 own",
        // A guess that leaves the house is a guess from outside for whoever gets it.
        "give|gives|sell|sells|selling|pass|passes|passing|send|sends|share|shares|hand|hands|supply|supplies|license|offer|offers|forward ~3 @conjecture ~4 to|with ~4 @outsider|bank|banks|lender|insurer|landlord|landlords|employer|employers|advertiser|collector|collectors|dealer|dealers|others",
        "@conjecture ~4 sold|given|passed|handed|sent|goes|go|shared|supplied|offered|forwarded|available ~2 to|with ~4 @outsider|bank|banks|lender|insurer|landlord|landlords|employer|employers|advertiser|collector|collectors|dealer|dealers|others",
        "sell|sells|selling|trade|rent ~1 our|the|this|that|these|each|your ~2 @conjecture",
        "your ~2 social|facebook|instagram|tiktok|twitter|linkedin ~2 media|profile|posts|friends|likes|account|feed|accounts|profiles",
        "what|where ~1 you ~3 do|buy|spend|post|like|say|read|visit|search|shop ~2 elsewhere|on|at|in|across ~2 other|others|elsewhere|social|facebook|instagram|tiktok|twitter|internet|web",
        "people|households|homes|neighbours ~2 like|near|around you ~6 earn|income|spend|think",
        "credit score|file|reference|bureau|rating",
        "lookalike*",
    ],
    &[
        "work ~6 shop|shops|store|stores",
        "you ~1 bought|purchased|rented|obtained|acquired",
        "that|which ~1 we|our|you|it|this|a|the|she|he|they|your",
        "our ~2 shops|stores|sites|apps|app|site|shop|store",
        "tell ~4 from",
        "figure ~1 out ~4 shop",
    ],
);

/// That something is guessed of somebody.
static GUESSES: Lexicon = Lexicon::new(
    &[
        "guess*|infer|infers|inferred|predict*|deduce*|rate|rates|rank|ranks|score|scores|profile|profiles|judge|judges|classify|classifies|label|labels|conclude|concludes|suspect|suspects",
        "work|works|figure|figures ~2 out ~3 who|how|whether|if|what|which|when|that",
        "decide|decides|see|sees|tell|tells|learn|learns|find|finds|show|shows|know|knows|spot|spots|read|reads|estimate|estimates ~4 whether|who",
        "decide|decides|see|sees|tell|tells|learn|learns|find|finds|show|shows|know|knows|estimate|estimates ~3 how|if ~2 likely|ill|sick|rich|poor|old|safe|risky|well|much|you|healthy",
        "likely|likelihood|odds|probability ~2 to|of|that|you",
        "risk|chance ~1 of|that|score",
        "@conjecture",
    ],
    &[
        "guess|guesses wrong",
        "guesswork",
        "rate|rates of|for|is|are|per",
    ],
);

/// That somebody outside is told.
static HANDED: Lexicon = Lexicon::new(
    &[
        "tell|tells|told|inform|informs|alert|alerts|warn|warns|notify|notifies ~4 @third",
        "pass|passes|give|gives|hand|hands|sell|sells|send|sends|share|shares|report|reports|forward|forwards|supply|supplies|leak|offer|offers|show|shows ~8 to|with ~4 @third",
        "let|lets ~3 @third ~1 have|see|know|buy|read|use",
        "@third ~8 gets|get|buys|buy|sees|see|receives|receive|hears|hear|learns|learn|pays|bids ~4 it|this|them|result|results|score|scores|guess|guesses|list|rating|answer|which|who|that|outcome",
        "@third ~6 is|are ~1 told|informed|warned|alerted|notified|shown|given|sent",
        "you ~2 applied|apply|owe|rent|work|study|bank ~3 is|are|gets|get ~1 told|informed|warned|it|shown",
        "sold|passed|given|handed|sent|shown|shared|reported ~3 to|with ~4 @third",
        "@conjecture|rating|ratings|result|results|answer|outcome|list|it ~2 goes|go ~3 to ~3 @third",
    ],
    &[
        "our ~2 shops|club|bank|company|school",
        "no|neither|nor|not|never ~3 @third",
        "tell|tells|told ~2 bank|school|club|company ~2 you|to",
    ],
);

/// Says of somebody that a guess comes from her.
static SUPPLIES: Lexicon = Lexicon::new(
    &[
        "supply|supplies|sell|sells|provide|provides|give|gives|lend|lends|rent|rents|bring|brings ~3 @conjecture",
        "liefert|liefern|verkauft|verkaufen|stellt|gibt ~3 schatzung*|prognose*|score|bewertung*|profil|profile|vermutung*",
        "يبيع|تبيع|يقدم|تقدم|يزود*|تزود*|يوفر|توفر ~2 تقدير*|التقدير*|تخمين*|التخمين*|الدرجه|توقع*",
    ],
    &["no|not|never|*n't|kein*|لا _ ~3 @conjecture"],
);

/// Says that what is guessed is no person.
static OF_THE_WORLD: Lexicon = Lexicon::new(
    &[
        "forecast|forecasts|weather|frost|rain|snow|flood|tide|tides|pollen|traffic|wind|sun|storm|harvest|market|wheat|water|river|sea|season",
        "prognose*|wetter*|frost*|regen*|schnee*|hochwasser*|pollen*|verkehr*|wind*|sonne*|sturm*|ernte*|markt*|pegel*",
        "الطقس|طقس|المطر|مطر|الريح|الصقيع|الثلج|المد|الفيضان|المرور|السوق|الموسم|الحصاد|نشره",
    ],
    &[],
);

/// Says of whom a guess is.
static OF_PEOPLE: Lexicon = Lexicon::new(
    &[
        "of|about|on|for|per ~3 you|your|people|person|household|households|customer|customers|buyer|buyers|shopper|shoppers|reader|readers|member|members|driver|drivers|tenant|tenants|patient|patients|home|homes|name|names",
        "income*|lifestyle|credit|wealth|age|interest|interests|taste|tastes|habit|habits|behaviour|behavior|segment|segments|profile|profiles|score|scores|guess|guesses|spending|budget",
        "uber|zu|von|fur|je|pro ~3 sie|ihre|ihren|ihr|dich|kund*|person*|haushalt*|leser*|kaufer*|mitglied*|leute*|menschen",
        "einkommen*|lebensstil*|bonitat*|alter*|interesse*|vorliebe*|gewohnheit*|profil*|score*|vermutung*|kaufkraft",
        "عنك|عنكم|لك|دخلك|دخل*|عادات*|اهتمام*|زباين*|الزباين|العملاء|عملاء|الاسر|الاشخاص|الدرجه|تخمين*",
    ],
    &[],
);

/// Who is listed as supplying a guess makes it a guess from outside, wherever else the texts are silent.
fn suppliers(page: &Page<'_>, guessed: bool, found: &mut Findings) {
    for field in page.with(Role::Recipient) {
        for run in SUPPLIES.find(&field.text) {
            if !field.text.is_denied(run.0) {
                // A forecast can be of the weather, and an estimate of a harvest.
                let world = OF_THE_WORLD.is_in(&field.text) && !OF_PEOPLE.is_in(&field.text);
                let level = match world && !guessed {
                    true => Level::Warn,
                    false => Level::Block,
                };
                found.run(
                    Rule::Sensitive,
                    level,
                    field,
                    run,
                    Says::GuessesFromOthers,
                    Instead::ToldOrDid,
                );
            }
        }
    }
}

/// Where a guess leaves the house: for whoever gets it, it comes from outside. The telling stands behind the
/// guess, in its sentence or in the next.
fn handed(field: &Field<'_>, guesses: &'static Lexicon, told: &'static Lexicon) -> Vec<Run> {
    let guesses = guesses.find(&field.text);
    let sentence = |run: &Run| field.text.get(run.0).map_or(0, |token| token.sentence);
    let mut found = told.find(&field.text);
    found.retain(|run| {
        let before = guesses.partition_point(|guess| guess.0 <= run.1);
        before
            .checked_sub(1)
            .and_then(|at| guesses.get(at))
            .is_some_and(|guess| sentence(run).saturating_sub(sentence(guess)) <= 1)
    });
    found
}

/// Whether an id that the registry does not know names a special category.
pub(super) fn is_special_id(id: &str) -> bool {
    SPECIAL.iter().any(|part| id.contains(part))
}

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let mut special = Vec::new();
    let mut ordinary = 0_usize;
    let mut guessed = false;
    for (n, item) in page.list("data").iter().enumerate() {
        let Some(id) = item.get("category").and_then(Value::as_str) else {
            continue;
        };
        let category = with.registry.category(id);
        let sensitive = category.map_or_else(
            || is_special_id(id),
            |category| category.sensitivity == Sensitivity::Special,
        );
        if sensitive {
            special.push(id);
        } else {
            ordinary = ordinary.saturating_add(1);
        }
        let (outside, guess) = category.map_or((false, false), |category| {
            let words = format!("{} {}", category.name, category.label).to_lowercase();
            let guess = [
                "guess", "score", "segment", "estimate", "predict", "likel", "infer",
            ]
            .iter()
            .any(|word| words.contains(word));
            (
                category.origin == Origin::Obtained && guess,
                category.origin == Origin::Inferred,
            )
        });
        guessed |= guess;
        if outside {
            found.whole(
                Rule::Sensitive,
                Level::Block,
                &format!("data[{n}].category"),
                Says::GuessOfOthers,
                Instead::ToldOrDid,
            );
        }
        if sensitive && guess {
            found.whole(
                Rule::Sensitive,
                Level::Block,
                &format!("data[{n}].category"),
                Says::GuessOfSensitive,
                Instead::AskPeople,
            );
        }
    }
    if !special.is_empty() && ordinary > 0 {
        special.truncate(10);
        let called = special.iter().map(|id| Called::of(with.registry, id));
        let message = Says::Mixed(called.collect());
        found.whole(
            Rule::Sensitive,
            Level::Block,
            "data",
            message,
            Instead::ExchangeOfItsOwn,
        );
    }
    let (guessed_at, outside) = match (page.language, value(page.language)) {
        (Language::English, _) => (&GUESSED, &OUTSIDE),
        (_, Some(tables)) => (tables.guessed, tables.outside),
        (_, None) => return,
    };
    suppliers(page, guessed, found);
    let tables = value(page.language);
    for field in page.read_by_people().filter(|field| {
        matches!(
            field.role,
            Role::Use
                | Role::Question
                | Role::What
                | Role::Title
                | Role::IfOff
                | Role::Stays
                | Role::Note
        )
    }) {
        // Where sensitive data is what people share, the texts speak of it.
        let runs = if special.is_empty() {
            guessed_at.find(&field.text)
        } else {
            Vec::new()
        };
        for run in runs {
            if !field.text.is_denied(run.0) {
                found.run(
                    Rule::Sensitive,
                    Level::Block,
                    field,
                    run,
                    Says::GuessesSensitive,
                    Instead::AskApart,
                );
            }
        }
        let told = matches!(field.role, Role::IfOff | Role::Stays | Role::Note);
        let guesses = !told && (guessed || !special.is_empty() || field.role == Role::Use);
        let outside = if guesses {
            outside.find(&field.text)
        } else {
            Vec::new()
        };
        let handed = tables.map_or_else(
            || handed(field, &GUESSES, &HANDED),
            |tables| {
                let mut all = tables.handed.find(&field.text);
                all.extend(handed(field, tables.guesses, tables.told));
                all
            },
        );
        for run in outside.into_iter().chain(handed) {
            if !field.text.is_denied(run.0) {
                found.run(
                    Rule::Sensitive,
                    Level::Block,
                    field,
                    run,
                    Says::GuessesFromOthers,
                    Instead::ToldOrDid,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [
            &GUESSED,
            &OUTSIDE,
            &GUESSES,
            &HANDED,
            &SUPPLIES,
            &OF_PEOPLE,
            &OF_THE_WORLD,
        ] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
