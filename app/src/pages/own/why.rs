//! Why did I get this? What a computer decided, and what it decided by.

use leptos::prelude::*;
use mutual::catalogue::{Catalogue, Registry, Slug};
use mutual::decision::{AiDecision, Checked, DataPoint, Direction};
use mutual::guard::{CaseKind, Guess};
use mutual::use_cases::{Again, Decided, DecidedWhat, Mine, OfPeople, Sealing};

use super::reasons::{differences, guessed, left_out};
use crate::{
    context::{AskHere, Ctx, NotAsked, StopKind, WhyPage, WhyReader},
    pages::{Asked, Page, Stop, draw, side_of},
    text::{Text, Why as Words},
    ui::{
        asked::{lines, outcome, reported, steps, waits},
        error_summary::ErrorSummary,
        exchange::{data_name, purpose_name},
        facts::{Fact, Facts},
        field::{Area, Field},
        history::title_of,
        notice::{Notice, NoticeKind},
        switch::share_id,
    },
};

/// The page behind the link of a decision.
#[component]
pub(crate) fn WhyView() -> impl IntoView {
    draw(why)
}

async fn why(asked: Asked) -> Result<Page, Stop> {
    let ctx = &asked.ctx;
    let words = ctx.text().why;
    // Only the id of a decision leads here with nobody in.
    let found = ctx.why.clone().ok_or(Stop::SignIn)?;
    let bare = |title: &'static str, lead: &'static str| {
        let body = view! {
            <div class="entry">
                <h1>{title}</h1>
                <p>{lead}</p>
                <p><a class="button" href="/ask">{words.ask}</a></p>
            </div>
        };
        (title, body.into_any())
    };
    let (title, body) = match found {
        WhyPage::Nothing => bare(words.nothing, words.nothing_lead),
        WhyPage::Bad => bare(words.nothing, words.bad_lead),
        WhyPage::Erased => bare(words.erased, words.erased_lead),
        WhyPage::Away => bare(words.away, words.away_lead),
        WhyPage::Is {
            decided,
            stop,
            stopped,
            is_apart,
            people,
            here,
        } => match &decided.what {
            DecidedWhat::Refused(_) => bare(words.nothing, words.refused_lead),
            DecidedWhat::Kept(decision) => {
                let address = asked.parts.uri.path().to_owned();
                let told = told(&asked, decision, here.reader).await;
                let does = Does {
                    told,
                    stop,
                    stopped,
                    is_apart,
                    people: *people,
                    here: *here,
                };
                let body = record(&decided, decision, does, address, ctx);
                (words.title, body)
            }
        },
    };
    Ok(Page {
        title: title.to_owned(),
        side: side_of(ctx),
        here: "",
        live: false,
        body,
    })
}

/// What can be done about it, and what was.
struct Does {
    /// The guesses about her that are told, where she reads this herself.
    told: Vec<Guess>,
    stop: Option<StopKind>,
    stopped: Option<bool>,
    is_apart: bool,
    people: OfPeople,
    here: AskHere,
}

fn record(
    decided: &Decided,
    decision: &AiDecision,
    does: Does,
    address: String,
    ctx: &Ctx,
) -> AnyView {
    let words = ctx.text().why;
    let catalogue = ctx.mutual.catalogue();
    let registry = catalogue.registry_as_of(decided.at);
    let mut faults = Vec::new();
    let not_asked = match does.here.not_asked {
        Some(NotAsked::Words) => {
            faults.push((
                "said".to_owned(),
                (ctx.text().ask.failed)("words").to_owned(),
            ));
            None
        }
        Some(NotAsked::Many) => Some(words.many),
        Some(NotAsked::Away) => Some((ctx.text().ask.failed)("away")),
        None => None,
    };
    let not_asked = not_asked.map(|said| view! { <Notice kind=NoticeKind::Fault text=said/> });
    let notice = does.stopped.map(|stored| {
        let (kind, said) = if stored {
            (NoticeKind::Done, words.stopped)
        } else {
            (NoticeKind::Fault, words.stop_away)
        };
        view! { <Notice kind=kind text=said/> }
    });
    // What she read then is what it was for.
    let rests = decision.basis.proposition.as_ref();
    let rests = rests.map(|key| RestsOn::of(key, &catalogue, ctx.text()));
    view! {
        <div class="own why">
            <h1>{words.title}</h1>
            {notice}
            {not_asked}
            <ErrorSummary title=ctx.text().shared.form_has_faults faults=faults.clone()/>
            {what(decided, decision, &registry, ctx)}
            {reasons(decision, &registry, rests.as_ref(), &does, ctx)}
            {not_used(decision, &registry, ctx)}
            <section class="part" aria-labelledby="changed-t">
                <h2 id="changed-t">{words.changed}</h2>
                {said(decision.counterfactual.as_deref(), words.changed_unknown)}
            </section>
            {who(decided, decision, &does.people, words)}
            {asked(&does, ctx)}
            {can_do(does, address, &faults, ctx)}
        </div>
    }
    .into_any()
}

/// What somebody of the organisation wrote, or that nobody did.
fn said(text: Option<&str>, nobody: &'static str) -> impl IntoView + use<> {
    match text {
        Some(text) => view! { <p><bdi>{text.to_owned()}</bdi></p> }.into_any(),
        None => view! { <p>{nobody}</p> }.into_any(),
    }
}

fn what(
    decided: &Decided,
    decision: &AiDecision,
    registry: &Registry,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.why;
    let purpose = purpose_name(&decision.purpose, registry, text);
    let mut facts = vec![
        Fact::new(words.when, ctx.dates().moment(decided.at)),
        Fact::new(words.what_for, purpose),
    ];
    let channel = decision.channel.map(text.shared.channel);
    facts.extend(channel.map(|channel| Fact::new(words.by, channel.to_owned())));
    let topic = decision.topic.as_ref().map(|topic| topic.replace('_', " "));
    facts.extend(topic.map(|topic| Fact::new(words.about, topic)));
    view! {
        <section class="part" aria-labelledby="what-t">
            <h2 id="what-t">{words.what}</h2>
            <p><strong><bdi>{decision.outcome.clone()}</bdi></strong></p>
            <Facts facts=facts/>
        </section>
    }
}

/// The exchange that a decision rested on.
pub(crate) struct RestsOn {
    key: Slug,
    /// What it is called.
    title: String,
    /// The data that its page has a line for; none where it has no page any more.
    data: Option<Vec<Slug>>,
}

impl RestsOn {
    fn of(key: &Slug, catalogue: &Catalogue, text: &'static Text) -> Self {
        let live = catalogue.proposition(key).and_then(|known| known.live());
        let data = live.map(|live| {
            let data = live.document.data.iter();
            data.map(|item| item.category.clone()).collect()
        });
        Self {
            key: key.clone(),
            title: title_of(catalogue, key, text),
            data,
        }
    }

    /// The address of its page, where it has one.
    fn page(&self) -> Option<String> {
        self.data.as_ref().map(|_| format!("/x/{}", self.key))
    }

    /// The address of the line about that data, where its page has one.
    fn line(&self, data: &Slug) -> Option<String> {
        let listed = self.data.as_ref()?.contains(data);
        listed.then(|| format!("/x/{}#{}", self.key, share_id(&self.key, data)))
    }
}

/// A text, and the way to where more of it stands.
fn linked(said: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href><bdi>{said}</bdi></a> }.into_any(),
        None => view! { <bdi>{said}</bdi> }.into_any(),
    }
}

/// What counted, the strongest first. `name` is what the reader calls a kind of data.
pub(crate) fn points(
    decision: &AiDecision,
    name: &dyn Fn(&Slug) -> String,
    rests: Option<&RestsOn>,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let points = decision.data.iter().zip(decision.shares());
    let points: Vec<_> = points
        .map(|(point, share)| reason(point, share, name(&point.category), rests, ctx))
        .collect();
    view! { <ol class="reasons">{points}</ol> }
}

fn reasons(
    decision: &AiDecision,
    registry: &Registry,
    rests: Option<&RestsOn>,
    does: &Does,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.why;
    let named = |data: &Slug| data_name(data, registry, text);
    let list = if decision.data.is_empty() {
        view! { <p>{words.no_reasons}</p> }.into_any()
    } else {
        view! {
            <p class="quiet">{words.reasons_lead}</p>
            {points(decision, &named, rests, ctx)}
        }
        .into_any()
    };
    let guesses = guessed(decision, &named, &does.told, ctx);
    let leads = guesses.is_some() && does.here.reader != WhyReader::Staff;
    let leads = leads.then(|| view! { <p><a href="/guesses">{words.guesses_link}</a></p> });
    let checked = match decision.checked() {
        Checked::Unchecked => None,
        Checked::Matches => Some(view! { <p class="quiet">{words.matches}</p> }.into_any()),
        Checked::Differs(all) => {
            let list = differences(&all, &named, ctx);
            Some(view! { <Notice kind=NoticeKind::Fault text=words.differs/> {list} }.into_any())
        }
    };
    view! {
        <section class="part" aria-labelledby="reasons-t">
            <h2 id="reasons-t">{words.reasons}</h2>
            {list}
            {guesses}
            {leads}
            {checked}
        </section>
    }
}

/// The guesses about her that are told now, for herself alone: what they say is hers.
async fn told(asked: &Asked, decision: &AiDecision, reader: WhyReader) -> Vec<Guess> {
    if decision.inferences.is_empty() || reader != WhyReader::Herself {
        return Vec::new();
    }
    let Ok(me) = asked.customer() else {
        return Vec::new();
    };
    match asked.ctx.mutual.guesses(&me.actor, me.id).await {
        Ok(known) => {
            let told = known.counting.into_iter().chain(known.held);
            told.map(|told| told.guess).collect()
        }
        // Their names are told all the same.
        Err(_) => Vec::new(),
    }
}

fn reason(
    point: &DataPoint,
    share: Option<u32>,
    data: String,
    rests: Option<&RestsOn>,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.why;
    let share = share.map(|share| (words.share)(&text.rules.number(share)));
    let way = match point.direction {
        Direction::For => words.spoke_for,
        Direction::Against => words.spoke_against,
    };
    let notes: Vec<_> = [share, Some(way.to_owned())]
        .into_iter()
        .flatten()
        .collect();
    let data = linked(data, rests.and_then(|rests| rests.line(&point.category)));
    let exchange = rests.map(|rests| linked(rests.title.clone(), rests.page()));
    let exchange = exchange.map(|exchange| view! { " · " {exchange} });
    view! {
        <li>
            <bdi>{point.item.clone()}</bdi>
            <span class="history-note">{data} " · " {notes.join(" · ")} {exchange}</span>
        </li>
    }
}

fn not_used(decision: &AiDecision, registry: &Registry, ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().why;
    let list = left_out(decision, registry, ctx);
    view! {
        <section class="part" aria-labelledby="not-used-t">
            <h2 id="not-used-t">{words.not_used}</h2>
            {list}
        </section>
    }
}

/// Who decided, and what became of it, in sentences: a computer alone; a person, who agreed with the
/// computer or did not; and whoever looked at it again.
pub(crate) fn who_decided(
    decided: &Decided,
    decision: &AiDecision,
    people: &OfPeople,
    words: &'static Words,
) -> Vec<&'static str> {
    let first = match (people.ruled, decision.case) {
        (Some(ruled), _) => {
            let who = if ruled.is_reported {
                words.person_told
            } else {
                words.person
            };
            who(ruled.proposed, ruled.decided)
        }
        (None, Some(_)) => words.person_alone,
        (None, None) => (words.did)(decision.ai),
    };
    let again = people.again();
    // What overrode the computer is said already where it is known.
    let otherwise = people.ruled.is_some_and(|ruled| {
        ruled
            .proposed
            .is_some_and(|proposed| proposed != ruled.decided)
    });
    let fell = again.is_some_and(|again| again.fell);
    let changed = decided.overridden && !otherwise && !fell;
    let again = again.map(|again| looked_again(again, words));
    let changed = changed.then_some(words.person_changed);
    [Some(first), changed, again]
        .into_iter()
        .flatten()
        .collect()
}

/// What came of a decision at which somebody looked again.
pub(crate) fn looked_again(again: Again, words: &'static Words) -> &'static str {
    match (again.fell, again.is_reported) {
        (true, false) => words.fell,
        (true, true) => words.fell_told,
        (false, false) => words.stays,
        (false, true) => words.stays_told,
    }
}

fn who(
    decided: &Decided,
    decision: &AiDecision,
    people: &OfPeople,
    words: &'static Words,
) -> impl IntoView + use<> {
    let did = who_decided(decided, decision, people, words)
        .into_iter()
        .map(|said| view! { <p>{said}</p> });
    let model = match &decided.model {
        Some(model) => (words.model)(&model.name, &model.vendor),
        None => (words.version)(&decision.model),
    };
    let version = (words.version)(&decision.model_version);
    let sealed = match decided.sealing {
        Sealing::Before => None,
        Sealing::Waits => Some(words.seal_waits.to_owned()),
        Sealing::By(entry) => Some((words.sealed)(entry)),
        Sealing::Changed => Some(words.seal_broken.to_owned()),
    };
    let sealed = sealed.map(|sealed| view! { <p class="quiet">{sealed}</p> });
    view! {
        <section class="part" aria-labelledby="who-t">
            <h2 id="who-t">{words.who}</h2>
            {did.collect_view()}
            <p class="quiet"><bdi>{model}</bdi> " " <bdi>{version}</bdi></p>
            {sealed}
        </section>
    }
}

/// What its customer said of it and asked, how far that is, and what came of it. Whoever has nothing but
/// the link reads how it ended; the words of both are hers.
fn asked(does: &Does, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().why;
    let all = &does.people.asked;
    let now = ctx.mutual.engine().now();
    let threads = all
        .iter()
        .map(|one| thread(one, does.here.reader, now, ctx));
    (!all.is_empty()).then(|| {
        view! {
            <section class="part" id="asked" aria-labelledby="asked-t">
                <h2 id="asked-t">{words.asked}</h2>
                {threads.collect_view()}
            </section>
        }
    })
}

fn thread(
    one: &Mine,
    reader: WhyReader,
    now: mutual::clock::Timestamp,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let (text, dates) = (ctx.text(), ctx.dates());
    let (words, ask) = (text.why, text.ask);
    let row = &one.row;
    let what = if row.kind() == CaseKind::Contest {
        words.contested
    } else {
        words.asked_this
    };
    let is_hers = reader == WhyReader::Herself;
    let said = row.asked.said.as_deref().filter(|_| is_hers);
    let said = said.map(|said| view! { <blockquote aria-label=ask.you>{lines(said)}</blockquote> });
    let outcome = outcome(row, ask).map(|said| view! { <p><strong>{said}</strong></p> });
    let reported = reported(row, ask);
    let answer = row.end.as_ref().map(|end| {
        let words_of_both = match reader {
            WhyReader::Herself => {
                let all = format!("/ask#{}", row.id());
                view! {
                    {lines(&end.decided.reason)}
                    <p><a href=all>{ask.threads}</a></p>
                }
                .into_any()
            }
            WhyReader::Link => {
                view! { <p>{words.answer_is} " " <a href="/ask">{ask.threads}</a></p> }.into_any()
            }
            WhyReader::Staff => ().into_any(),
        };
        view! {
            <h3>{ask.answer} " · " {dates.moment(end.at)}</h3>
            {outcome}
            {reported}
            {words_of_both}
        }
    });
    view! {
        <article>
            <p>
                {what} " "
                <time class="quiet" datetime=row.opened_at.to_string()>
                    {dates.moment(row.opened_at)}
                </time>
            </p>
            {said}
            {steps(one, text)}
            {waits(row, now, ctx)}
            {answer}
        </article>
    }
}

fn can_do(
    does: Does,
    address: String,
    faults: &[(String, String)],
    ctx: &Ctx,
) -> Option<impl IntoView + use<>> {
    let text = ctx.text();
    let words = text.why;
    let asks = does.here.can.then(|| write(&does, &address, faults, ctx));
    let stop = does.stop.map(|stop| {
        if stop.is_off {
            let href = format!("/x/{}", stop.exchange);
            return view! {
                <p>{words.is_off} " " <a href=href><bdi>{stop.title}</bdi></a></p>
            }
            .into_any();
        }
        let does = match stop.ai {
            Some(ai) => (words.stops_use)((text.shared.ai_use)(ai), &stop.title),
            None => (words.stops)(&stop.title),
        };
        view! {
            <form method="post" action=address.clone()>
                <p id="stop-does">{does}</p>
                <button type="submit" class="button button-solid" aria-describedby="stop-does">
                    {words.stop}
                </button>
            </form>
        }
        .into_any()
    });
    let apart = does.is_apart.then(|| view! { <p>{words.apart}</p> });
    (stop.is_some() || asks.is_some() || apart.is_some()).then(|| {
        view! {
            <section class="part" aria-labelledby="can-do-t">
                <h2 id="can-do-t">{words.can_do}</h2>
                {stop}
                {apart}
                {asks}
            </section>
        }
    })
}

/// One box, and what it is: that this is wrong, or a question. Nobody has to come in for it.
fn write(
    does: &Does,
    address: &str,
    faults: &[(String, String)],
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let words = ctx.text().why;
    let mut contests = does.people.asked.iter().map(|one| &one.row);
    let waits = contests.any(|row| row.kind() == CaseKind::Contest && row.end.is_none());
    // While a person looks at it again, what is added to it is a question; and nobody contests what does
    // not count any more.
    let fell = does.people.again().is_some_and(|again| again.fell);
    let wrong = (!waits && !fell).then(|| {
        view! {
            <button type="submit" class="button" name="does" value="wrong">{words.wrong}</button>
        }
    });
    let comes = match does.here.reader {
        WhyReader::Herself => words.answer_here,
        WhyReader::Link | WhyReader::Staff => words.answer_by_link,
    };
    view! {
        <form method="post" action=address.to_owned()>
            <input type="hidden" name="key" value=ctx.form_key()/>
            <Area
                field=Field::new("said", words.write)
                    .hint(words.person_does)
                    .width("field-wide")
                    .fault(faults)
                value=does.here.typed.clone()
                rows=4
                most=4000
            />
            <p class="quiet">{comes}</p>
            <p class="why-asks">
                {wrong}
                " "
                <button type="submit" class="button" name="does" value="ask">{words.ask}</button>
            </p>
        </form>
    }
}
