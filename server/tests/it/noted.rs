//! What was typed and refused waits for the page that it was typed on, in whichever tab: no other page has it,
//! nobody else has it, and there is not much of it.

use mutual::access::Role;
use mutual::port::AccountKind;

use crate::common::{Database, Server, Visitor};
use crate::forms::hidden;
use crate::line_pages::{self, form, with};
use crate::on_both;
use crate::web_people::{PASSWORD, account, sign_in, signed_in};

on_both!(
    each_page_has_what_was_typed_on_it_and_no_other,
    whoever_comes_in_next_at_this_browser_finds_none_of_it,
    what_was_typed_on_a_page_that_is_gone_is_on_no_other,
    of_many_pages_the_newest_have_what_was_typed,
    what_is_shown_once_waits_for_its_own_page,
    what_is_typed_over_an_address_takes_nothing_back_unseen,
    what_is_typed_over_a_red_line_takes_nothing_back_unseen,
    a_new_red_line_takes_the_place_of_none_that_its_author_has_not_seen,
    what_is_typed_over_a_term_or_a_model_takes_nothing_back_unseen,
    what_is_typed_over_a_draft_takes_nothing_back_unseen,
    what_is_typed_over_the_rules_of_a_team_takes_nothing_back_unseen,
);

/// A form that is refused: the action, what is typed, and where that leads.
type Form = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
);

/// One of each page that may refuse one.
const FORMS: [Form; 8] = [
    (
        "organisation",
        &[("name", "typed-0"), ("contact_email", "nowhere")],
        "/admin/organisation?failed=faults",
    ),
    (
        "invite",
        &[("email", "typed-1"), ("role", "reviewer")],
        "/admin/team?failed=email",
    ),
    (
        "make-key",
        &[("name", "typed-2")],
        "/admin/keys?failed=faults",
    ),
    (
        "add-webhook",
        &[("url", "nowhere"), ("description", "typed-3")],
        "/admin/webhooks?failed=faults",
    ),
    (
        "know-me",
        &[("identifier", "typed-4")],
        "/account?failed=identifier",
    ),
    (
        "save-term",
        &[("kind", "data"), ("id", "No Id"), ("name", "typed-5")],
        "/studio/registry/new?kind=data&failed=faults",
    ),
    (
        "save-model",
        &[("revision", "0"), ("key", "No Key"), ("name", "typed-6")],
        "/studio/models/new?failed=faults",
    ),
    (
        "begin-draft",
        &[("key", "No Key"), ("title", "typed-7")],
        "/studio/new?failed=key",
    ),
];

/// Ada, an admin, at her browser.
async fn ada(server: &Server) -> Visitor {
    account(server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    signed_in(server, "ada@example.org").await
}

async fn submits(who: &mut Visitor, action: &str, form: &[(&str, &str)]) -> String {
    let answer = who.submit(&format!("/actions/{action}"), form).await;
    answer.expect(303).header("location").to_owned()
}

/// Ada types into the form of each page, and each is refused.
async fn types_everywhere(who: &mut Visitor) {
    for (action, typed, leads) in FORMS {
        assert_eq!(submits(who, action, typed).await, leads, "{action}");
    }
}

async fn reads(who: &mut Visitor, page: &str) -> String {
    who.get(page).await.expect(200).text()
}

/// Which of what was typed stands in a page.
fn typed_in(page: &str) -> Vec<usize> {
    let all = 0..FORMS.len();
    all.filter(|number| page.contains(&format!("typed-{number}")))
        .collect()
}

async fn each_page_has_what_was_typed_on_it_and_no_other(database: Database) {
    let server = Server::start(database).await;
    let mut ada = ada(&server).await;
    types_everywhere(&mut ada).await;
    // Tab by tab, in another order, and each once more.
    for _ in 0..2 {
        for (number, (.., page)) in FORMS.iter().enumerate().rev() {
            let page = reads(&mut ada, page).await;
            assert_eq!(typed_in(&page), [number], "{page}");
            let field = format!("value=\"typed-{number}\"");
            assert!(page.contains(&field), "{page}");
        }
    }
    // Nor has a page what was refused of it for another reason, or what was typed about something else.
    for other in [
        "/admin/organisation",
        "/admin/organisation?failed=away",
        "/admin/organisation?done=faults",
        "/admin/team?failed=faults",
        "/admin/team?done=email",
        "/admin/webhooks?side=test&failed=faults",
        "/studio/registry/new?kind=purpose&failed=faults",
        "/studio/registry/data/orders?failed=faults",
        "/studio/red-lines/new?failed=faults",
        "/sign-in?failed=faults",
    ] {
        let answer = ada.get(other).await;
        assert!(typed_in(&answer.text()).is_empty(), "{other}");
    }
    // What is stored is typed no more, and what waits elsewhere waits on.
    let invited = [("email", "rob@example.org"), ("role", "reviewer")];
    let to = submits(&mut ada, "invite", &invited).await;
    assert_eq!(to, "/admin/team?done=invited");
    for (number, (.., page)) in FORMS.iter().enumerate() {
        let page = reads(&mut ada, page).await;
        let is = typed_in(&page);
        assert_eq!(is.is_empty(), number == 1, "{number}: {page}");
    }
    server.stop().await;
}

async fn whoever_comes_in_next_at_this_browser_finds_none_of_it(database: Database) {
    let server = Server::start(database).await;
    let mut browser = ada(&server).await;
    let role = AccountKind::Staff(Role::Admin);
    account(&server, "eve@example.org", role).await;
    types_everywhere(&mut browser).await;
    for who in ["eve@example.org", "ada@example.org"] {
        sign_in(&mut browser, who, PASSWORD).await.expect(303);
        for (.., page) in FORMS {
            let page = reads(&mut browser, page).await;
            assert!(typed_in(&page).is_empty(), "{who}: {page}");
        }
    }
    // Nor does a second browser of her own.
    types_everywhere(&mut browser).await;
    let mut other = signed_in(&server, "ada@example.org").await;
    for (.., page) in FORMS {
        let page = reads(&mut other, page).await;
        assert!(typed_in(&page).is_empty(), "{page}");
    }
    // What she typed to come in stands there once: somebody else may sit there next.
    let mut nobody = Visitor::new(&server);
    let wrong = sign_in(&mut nobody, "ada@example.org", "wrong and wrong").await;
    let to = wrong.expect(303).header("location").to_owned();
    let page = reads(&mut nobody, &to).await;
    assert!(page.contains("value=\"ada@example.org\""), "{page}");
    let again = reads(&mut nobody, &to).await;
    assert!(!again.contains("ada@example.org"), "{again}");
    // And of what is longer than any address its beginning: who is not in fills no database.
    let long = "a".repeat(10_000);
    let wrong = sign_in(&mut nobody, &long, "wrong and wrong").await;
    let to = wrong.expect(303).header("location").to_owned();
    let page = reads(&mut nobody, &to).await;
    let kept = format!("value=\"{}\"", "a".repeat(254));
    assert!(page.contains(&kept), "{page}");
    server.stop().await;
}

async fn what_was_typed_on_a_page_that_is_gone_is_on_no_other(database: Database) {
    let server = Server::start(database).await;
    let mut ada = ada(&server).await;
    let role = AccountKind::Staff(Role::Admin);
    account(&server, "eve@example.org", role).await;
    let mut eve = signed_in(&server, "eve@example.org").await;
    let mut hooks = Vec::new();
    for url in ["https://one.example.org/", "https://two.example.org/"] {
        let form = [("url", url), ("which", "all")];
        let added = submits(&mut ada, "add-webhook", &form).await;
        hooks.push(added.split('?').next().unwrap().to_owned());
    }
    let id = |hook: &str| hook.rsplit('/').next().unwrap().to_owned();
    let (gone, stays) = (id(&hooks[0]), id(&hooks[1]));
    let page = reads(&mut ada, &hooks[0]).await;
    let typed = [
        ("endpoint", gone.as_str()),
        ("revision", hidden(&page, "revision")),
        ("url", "nowhere"),
        ("description", "typed-3"),
    ];
    let refused = submits(&mut ada, "change-webhook", &typed).await;
    assert_eq!(refused, format!("{}?failed=faults", hooks[0]));
    let remove = [("endpoint", gone.as_str())];
    let removed = submits(&mut eve, "remove-webhook", &remove).await;
    assert_eq!(removed, "/admin/webhooks?done=removed");
    ada.get(&refused).await.expect(404);
    for other in [
        format!("{}?failed=faults", hooks[1]),
        format!("{}?side=test&failed=faults", hooks[0]),
        "/admin/webhooks?failed=faults".to_owned(),
        "/admin/webhooks?failed=gone".to_owned(),
    ] {
        let page = ada.get(&other).await.text();
        assert!(typed_in(&page).is_empty(), "{other}: {page}");
    }
    // What is typed on another one is that one's.
    let typed = [
        ("endpoint", stays.as_str()),
        ("revision", "1"),
        ("url", "nowhere"),
        ("description", "typed-4"),
    ];
    let refused = submits(&mut ada, "change-webhook", &typed).await;
    assert_eq!(typed_in(&reads(&mut ada, &refused).await), [4]);
    server.stop().await;
}

async fn of_many_pages_the_newest_have_what_was_typed(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut ada = ada(&server).await;
    types_everywhere(&mut ada).await;
    // A ninth page takes the place of the first one, whose words are the oldest.
    let ninth = [("kind", "purpose"), ("id", "No Id"), ("name", "typed-8")];
    let to = submits(&mut ada, "save-term", &ninth).await;
    let page = reads(&mut ada, &to).await;
    assert!(page.contains("value=\"typed-8\""), "{page}");
    for (number, (.., page)) in FORMS.iter().enumerate() {
        let page = reads(&mut ada, page).await;
        let is = typed_in(&page);
        assert_eq!(is.is_empty(), number == 0, "{number}: {page}");
    }
    // Nor is there more of it in all than of one long form.
    let long = "word ".repeat(40_000);
    let mut led = Vec::new();
    for (key, why) in [
        ("No Key", "key"),
        ("recipe-ideas", "taken"),
        ("new-one", "long"),
    ] {
        let form = [("key", key), ("title", long.as_str())];
        let to = submits(&mut ada, "begin-draft", &form).await;
        assert_eq!(to, format!("/studio/new?failed={why}"));
        led.push(to);
    }
    for (page, is_kept) in led.iter().zip([false, true, true]) {
        let read = reads(&mut ada, page).await;
        assert_eq!(read.contains("word word"), is_kept, "{page}");
    }
    let page = reads(&mut ada, FORMS[6].2).await;
    assert!(typed_in(&page).is_empty(), "{page}");
    server.stop().await;
}

async fn what_is_shown_once_waits_for_its_own_page(database: Database) {
    let server = Server::start(database).await;
    let mut ada = ada(&server).await;
    let key = [("name", "CRM"), ("side", "test"), ("scopes[check]", "on")];
    let made = submits(&mut ada, "make-key", &key).await;
    let other = submits(&mut ada, "make-key", &key).await;
    let path = |made: &str| made.split('?').next().unwrap().to_owned();
    let secret = |page: &str| page.contains("id=\"secret-t\"");
    // No other tab that is looked at meanwhile shows it, or takes it away.
    for elsewhere in [
        path(&made),
        format!("{}?done=rolled", path(&made)),
        format!("{}?failed=made", path(&made)),
        "/admin/keys?done=made".to_owned(),
        "/admin/webhooks?done=added".to_owned(),
    ] {
        let page = reads(&mut ada, &elsewhere).await;
        assert!(!secret(&page), "{elsewhere}: {page}");
    }
    for page in [&made, &other] {
        assert!(secret(&reads(&mut ada, page).await), "{page}");
        assert!(!secret(&reads(&mut ada, page).await), "once: {page}");
    }
    // Nor does what is typed and refused in other tabs take its place, however much that is.
    let made = submits(&mut ada, "make-key", &key).await;
    types_everywhere(&mut ada).await;
    let long = "word ".repeat(40_000);
    let form = [("key", "No Key"), ("title", long.as_str())];
    submits(&mut ada, "begin-draft", &form).await;
    assert!(secret(&reads(&mut ada, &made).await), "{made}");
    server.stop().await;
}

async fn what_is_typed_over_an_address_takes_nothing_back_unseen(database: Database) {
    let server = Server::start(database).await;
    let mut ada = ada(&server).await;
    let role = AccountKind::Staff(Role::Admin);
    account(&server, "eve@example.org", role).await;
    let mut eve = signed_in(&server, "eve@example.org").await;
    let form = [("url", "https://one.example.org/"), ("which", "all")];
    let added = submits(&mut ada, "add-webhook", &form).await;
    let hook = added.split('?').next().unwrap().to_owned();
    let id = hook.rsplit('/').next().unwrap().to_owned();
    let page = reads(&mut ada, &hook).await;
    let first = hidden(&page, "revision").to_owned();
    let saves = async |who: &mut Visitor, revision: &str, url: &str, called: &str| {
        let form = [
            ("endpoint", id.as_str()),
            ("revision", revision),
            ("url", url),
            ("description", called),
            ("which", "all"),
        ];
        submits(who, "change-webhook", &form).await
    };
    // Ada slips, Eve saves, and Ada loads her page anew.
    let slip = saves(&mut ada, &first, "nowhere", "What Ada calls it").await;
    assert_eq!(slip, format!("{hook}?failed=faults"));
    let url = "https://two.example.org/";
    let stored = saves(&mut eve, &first, url, "What Eve calls it").await;
    assert_eq!(stored, format!("{hook}?done=changed"));
    let page = reads(&mut ada, &slip).await;
    assert!(page.contains("value=\"What Ada calls it\""), "{page}");
    let of_then = hidden(&page, "revision").to_owned();
    let url = "https://one.example.org/";
    let told = saves(&mut ada, &of_then, url, "What Ada calls it").await;
    assert_eq!(told, format!("{hook}?failed=moved"));
    // Now she sees both, as often as she looks, and what she saves then she saves over it.
    for _ in 0..2 {
        let page = reads(&mut ada, &told).await;
        assert!(page.contains("As it is stored now"), "{page}");
        assert!(page.contains("<bdi>What Eve calls it</bdi>"), "{page}");
        assert!(page.contains("value=\"What Ada calls it\""), "{page}");
    }
    let page = reads(&mut ada, &told).await;
    let seen = hidden(&page, "revision").to_owned();
    let stored = saves(&mut ada, &seen, url, "What Ada calls it").await;
    assert_eq!(stored, format!("{hook}?done=changed"));
    server.stop().await;
}

/// Rae draws the line about loans over the one that stands, with these topics.
async fn rae_draws(office: &mut line_pages::Office, topics: &str) {
    let page = format!("{}/no-loans", line_pages::PAGE);
    let page = reads(&mut office.rae, &page).await;
    let typed = form("no-loans", topics, hidden(&page, "revision"));
    let typed = with(&typed, &[("known", "yes"), ("step", "draw")]);
    let to = submits(&mut office.rae, "save-line", &typed).await;
    assert_eq!(to, format!("{}?done=drawn", line_pages::PAGE));
}

async fn what_is_typed_over_a_red_line_takes_nothing_back_unseen(database: Database) {
    let mut office = line_pages::Office::open(database).await;
    let first = with(&form("no-loans", "loan", "0"), &[("step", "draw")]);
    office.rex("save-line", &first).await;
    let line = format!("{}/no-loans", line_pages::PAGE);
    let first = hidden(&reads(&mut office.rex, &line).await, "revision").to_owned();
    // Rex looks at what he typed, Rae draws something else, and Rex loads his page anew.
    for (step, why) in [("look", "look"), ("simulate", "simulate"), ("", "faults")] {
        let typed = form("no-loans", "loan, credit", &first);
        let reason = if why == "faults" { " " } else { "We said so." };
        let more = [("known", "yes"), ("step", step), ("reason", reason)];
        let typed: Vec<_> = typed.into_iter().filter(|one| one.0 != "reason").collect();
        let (location, _) = office.rex("save-line", &with(&typed, &more)).await;
        assert_eq!(location, format!("{line}?failed={why}"));
    }
    rae_draws(&mut office, "loan, late_payment").await;
    for why in ["look", "simulate", "faults"] {
        let page = reads(&mut office.rex, &format!("{line}?failed={why}")).await;
        assert!(page.contains("value=\"loan, credit\""), "{why}: {page}");
        assert_eq!(hidden(&page, "revision"), first, "{why}");
    }
    let before = office.index();
    let draw = [("known", "yes"), ("step", "draw")];
    let typed = with(&form("no-loans", "loan, credit", &first), &draw);
    let (location, page) = office.rex("save-line", &typed).await;
    assert_eq!(location, format!("{line}?failed=moved"));
    assert_eq!(office.index(), before, "nothing is drawn");
    // He is told, and reads what stands there beside what he typed. Only then it goes over it.
    let beside = "Now: late_payment, loan. Then: credit, loan.";
    assert!(page.contains(beside), "{page}");
    assert!(page.contains("value=\"loan, credit\""), "{page}");
    let seen = hidden(&page, "revision").to_owned();
    assert_ne!(seen, first);
    let typed = with(&form("no-loans", "loan, credit", &seen), &draw);
    let (location, _) = office.rex("save-line", &typed).await;
    assert_eq!(location, format!("{}?done=proposed", line_pages::PAGE));
    // What he typed before is stored by now, so that his older tabs show the line as it stands.
    let page = reads(&mut office.rex, &format!("{line}?failed=look")).await;
    assert!(page.contains("value=\"late_payment, loan\""), "{page}");
    // To take the line away is held against what he saw too.
    let gone = [
        ("key", "no-loans"),
        ("revision", first.as_str()),
        ("reason", "It did its work."),
        ("step", "simulate"),
    ];
    let (_, page) = office.rex("remove-line", &gone).await;
    let (_, rest) = page.split_once("/actions/remove-line").unwrap();
    assert_eq!(hidden(rest, "revision"), first);
    office.server.stop().await;
}

async fn a_new_red_line_takes_the_place_of_none_that_its_author_has_not_seen(database: Database) {
    let mut office = line_pages::Office::open(database).await;
    let new = format!("{}/new", line_pages::PAGE);
    let typed = form("no-loans", "credit", "0");
    let (look, _) = office
        .rex("save-line", &with(&typed, &[("step", "look")]))
        .await;
    assert_eq!(look, format!("{new}?failed=look"));
    // Rae draws one under the same key meanwhile.
    let drawn = with(&form("no-loans", "loan", "0"), &[("step", "draw")]);
    let to = submits(&mut office.rae, "save-line", &drawn).await;
    assert_eq!(to, format!("{}?done=drawn", line_pages::PAGE));
    let page = reads(&mut office.rex, &look).await;
    let revision = hidden(&page, "revision").to_owned();
    let typed = form("no-loans", "credit", &revision);
    let draw = with(&typed, &[("step", "draw")]);
    let before = office.index();
    let (told, page) = office.rex("save-line", &draw).await;
    assert_eq!(told, format!("{new}?failed=moved"));
    assert_eq!(office.index(), before);
    assert!(page.contains("Now: loan. Then: credit."), "{page}");
    office.server.stop().await;
}

/// Ada and Eve, two admins, each at her browser.
async fn two(server: &Server) -> (Visitor, Visitor) {
    let ada = ada(server).await;
    let role = AccountKind::Staff(Role::Admin);
    account(server, "eve@example.org", role).await;
    (ada, signed_in(server, "eve@example.org").await)
}

async fn sends(who: &mut Visitor, action: &str, form: &[(&'static str, String)]) -> String {
    let form: Vec<_> = form.iter().map(|(name, is)| (*name, is.as_str())).collect();
    submits(who, action, &form).await
}

/// Ada slips, Eve saves, and Ada loads her page anew: it has what she typed, as of what she saw. So she is told
/// once she sends it, and then she may save over what she reads there. `typed` is the form as of a revision,
/// whether it has the slip in it, and what it calls the thing.
async fn is_told(
    (ada, eve): (&mut Visitor, &mut Visitor),
    (page, action): (&str, &str),
    typed: impl Fn(&str, bool, &'static str) -> Vec<(&'static str, String)>,
) {
    let (of_ada, of_eve) = ("Typed by Ada", "Typed by Eve");
    let first = hidden(&reads(ada, page).await, "revision").to_owned();
    let slip = sends(ada, action, &typed(&first, true, of_ada)).await;
    assert_eq!(slip, format!("{page}?failed=faults"));
    let saved = sends(eve, action, &typed(&first, false, of_eve)).await;
    assert!(saved.contains("?done="), "{saved}");
    let drawn = reads(ada, &slip).await;
    assert!(drawn.contains(of_ada), "{drawn}");
    assert_eq!(hidden(&drawn, "revision"), first);
    let told = sends(ada, action, &typed(&first, false, of_ada)).await;
    assert_eq!(told, format!("{page}?failed=moved"));
    let drawn = reads(ada, &told).await;
    assert!(drawn.contains(of_ada) && drawn.contains(of_eve), "{drawn}");
    let seen = hidden(&drawn, "revision").to_owned();
    assert_ne!(seen, first);
    let saved = sends(ada, action, &typed(&seen, false, of_ada)).await;
    assert!(saved.contains("?done="), "{saved}");
}

async fn what_is_typed_over_a_term_or_a_model_takes_nothing_back_unseen(database: Database) {
    let server = Server::start(database).await;
    let (mut ada, mut eve) = two(&server).await;
    let term = |revision: &str, slips: bool, called: &'static str| {
        let dpv = if slips {
            "nowhere"
        } else {
            "https://w3id.org/dpv#ProvidedPersonalData"
        };
        vec![
            ("kind", "data".to_owned()),
            ("id", "pets".to_owned()),
            ("revision", revision.to_owned()),
            ("name", called.to_owned()),
            ("label", "The pets you live with".to_owned()),
            ("labels[de]", "Ihre Haustiere".to_owned()),
            ("origin", "told".to_owned()),
            ("sensitivity", "ordinary".to_owned()),
            ("dpv", dpv.to_owned()),
        ]
    };
    let model = |revision: &str, slips: bool, called: &'static str| {
        vec![
            ("key", "picker".to_owned()),
            ("revision", revision.to_owned()),
            ("name", called.to_owned()),
            ("vendor", "Halden".to_owned()),
            ("task", "Picks offers.".to_owned()),
            ("versions", "1".to_owned()),
            ("explained", if slips { "ninety" } else { "90" }.to_owned()),
            ("below", "person".to_owned()),
        ]
    };
    for (action, form) in [
        ("save-term", term("", false, "Pets")),
        ("save-model", model("0", false, "Picker")),
    ] {
        let to = sends(&mut ada, action, &form).await;
        assert!(to.contains("?done="), "{to}");
    }
    let both = (&mut ada, &mut eve);
    is_told(both, ("/studio/registry/data/pets", "save-term"), term).await;
    let both = (&mut ada, &mut eve);
    is_told(both, ("/studio/models/picker", "save-model"), model).await;
    server.stop().await;
}

async fn what_is_typed_over_a_draft_takes_nothing_back_unseen(database: Database) {
    let server = Server::start(database).await;
    let (mut ada, mut eve) = two(&server).await;
    let editor = "/studio/order-letters";
    let saves = async |who: &mut Visitor, revision: &str, title: &str, says: &str| {
        let form = [
            ("key", "order-letters"),
            ("revision", revision),
            ("title", title),
            ("use", says),
        ];
        submits(who, "save-draft", &form).await
    };
    let saved = format!("{editor}?saved=yes");
    assert_eq!(saves(&mut ada, "0", "Letters", "").await, saved);
    let first = hidden(&reads(&mut ada, editor).await, "revision").to_owned();
    let long = "word ".repeat(14_000);
    let slip = saves(&mut ada, &first, "What Ada writes", &long).await;
    assert_eq!(slip, format!("{editor}?failed=long"));
    assert_eq!(saves(&mut eve, &first, "What Eve writes", "").await, saved);
    let page = reads(&mut ada, &slip).await;
    assert!(page.contains("What Ada writes"), "{slip}");
    assert_eq!(hidden(&page, "revision"), first);
    // Shortened, it is still not saved over what Eve wrote: both stand there to choose from.
    let told = saves(&mut ada, &first, "What Ada writes", "Short.").await;
    assert_eq!(told, format!("{editor}?failed=meanwhile"));
    for _ in 0..2 {
        let page = reads(&mut ada, &told).await;
        // What differs is marked word for word.
        let plain = ["<ins>", "</ins>", "<del>", "</del>"];
        let plain = plain
            .iter()
            .fold(page.clone(), |text, mark| text.replace(mark, ""));
        assert!(plain.contains("What Eve writes") && plain.contains("What Ada writes"));
        assert_ne!(hidden(&page, "revision"), first);
    }
    server.stop().await;
}

async fn what_is_typed_over_the_rules_of_a_team_takes_nothing_back_unseen(database: Database) {
    let server = Server::start(database).await;
    let (mut ada, mut eve) = two(&server).await;
    let rules = "/desk/rules";
    let first = hidden(&reads(&mut ada, rules).await, "seen").to_owned();
    let too_many = ["Thank you."; 21].join("\n\n");
    let typed = |seen: &str, canned: &str| {
        [("team", "front_desk"), ("seen", seen), ("canned", canned)]
            .map(|(name, is)| (name, is.to_owned()))
    };
    let slip = sends(&mut ada, "desk-rule", &typed(&first, &too_many)).await;
    assert_eq!(slip, format!("{rules}?failed=rules"));
    let eyes = [
        ("team", "front_desk"),
        ("seen", &*first),
        ("four_eyes", "on"),
    ];
    let saved = submits(&mut eve, "desk-rule", &eyes).await;
    assert_eq!(saved, format!("{rules}?done=rules"));
    let page = reads(&mut ada, &slip).await;
    assert!(page.contains("Thank you."), "{page}");
    assert_eq!(hidden(&page, "seen"), first);
    let told = sends(&mut ada, "desk-rule", &typed(&first, "Thank you.")).await;
    assert_eq!(told, format!("{rules}?failed=rules_moved"));
    let page = reads(&mut ada, &told).await;
    let (_, stored) = page.split_once("As it is stored now").unwrap();
    let stored = stored.split("</dl>").next().unwrap();
    assert!(
        stored.contains("Yes") && !stored.contains("Thank you."),
        "{stored}"
    );
    let seen = hidden(&page, "seen").to_owned();
    let saved = sends(&mut ada, "desk-rule", &typed(&seen, "Thank you.")).await;
    assert_eq!(saved, format!("{rules}?done=rules"));
    server.stop().await;
}
