//! What a marketer and a reviewer do with drafts and versions: read every one, compare two, look at
//! the card as it is written, come to terms where both wrote at once, and throw a draft away.

use mutual::access::{Actor, Role};
use mutual::port::AccountKind;
use serde_json::Value;

use crate::common::{Database, Server, Visitor, demo};
use crate::on_both;
use crate::review::{KEY, PAGE, Team, approved, document, place, step};
use crate::web_people::{account, signed_in};

on_both!(
    every_version_is_read_and_any_two_are_compared,
    a_draft_is_thrown_away_with_a_word_and_its_key_is_free_again,
    of_two_who_write_at_once_nobody_loses_a_word,
    the_card_is_looked_at_where_it_is_written,
    what_is_wrong_stands_where_it_was_typed,
    a_step_may_say_why_and_every_deed_has_its_line,
    what_was_said_stands_where_it_is_written,
    who_is_told_is_named_beforehand,
);

const EDITOR: &str = "/studio/order-letters";
const VERSIONS: &str = "/studio/order-letters/versions";

/// Puts a document live: Mara writes and publishes it, Rob approves it.
async fn live(server: &Server, team: &mut Team, content: &Value, over: &str) {
    team.write(server, content).await;
    approved(server, team).await;
    let to = step(server, &mut team.mara, "publish", &[("over", over)]).await;
    assert!(to.starts_with("/studio?published="), "{to}");
}

async fn every_version_is_read_and_any_two_are_compared(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.mara.get(VERSIONS).await.expect(404);
    live(&server, &mut team, &document(), "").await;
    let mut next = document();
    next["stays"] = "Your orders, your points and your account stay.".into();
    next["change_note"] = "We say what stays in <b>other</b> words.".into();
    live(&server, &mut team, &next, "1").await;
    // A reviewer reads what is live, and what was: he has no way into the editor.
    let page = team.rob.get(VERSIONS).await.expect(200).text();
    for said in [
        "Superseded",
        "by version 2",
        "Put live: mara@example.org",
        "Approved: rob@example.org",
        "We say what stays in &lt;b&gt;other&lt;/b&gt; words.",
        "The first version",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Back to the draft"), "{page}");
    let first = format!("{VERSIONS}?version=1");
    let first = team.rob.get(&first).await.expect(200).text();
    let old = document()["stays"].as_str().unwrap().to_owned();
    assert!(first.contains(&old), "{first}");
    assert!(!first.contains("your points and your account"), "{first}");
    // Any two, either way round.
    let marked = |page: &str, tag: &str| {
        let opens = format!("<{tag}>");
        let parts = page.split(&opens).skip(1);
        let parts = parts.filter_map(|rest| rest.split(&format!("</{tag}>")).next());
        parts.collect::<String>()
    };
    let there = format!("{VERSIONS}?from=1&to=2");
    let there = team.rob.get(&there).await.expect(200).text();
    assert!(marked(&there, "ins").contains("account"), "{there}");
    let back = format!("{VERSIONS}?from=2&to=1");
    let back = team.rob.get(&back).await.expect(200).text();
    assert!(marked(&back, "del").contains("account"), "{back}");
    let same = format!("{VERSIONS}?from=2&to=2");
    let same = team.rob.get(&same).await.expect(200).text();
    assert!(same.contains("These two say the same."), "{same}");
    for nonsense in ["version=9", "from=1&to=x", "version=-1", "before=0"] {
        let page = team.rob.get(&format!("{VERSIONS}?{nonsense}")).await;
        page.expect(200);
    }
    // A stop is told with who and why, also after a third version went live.
    let stop = [("key", KEY), ("stop_reason", "The printer leaks.")];
    let answer = team.rob.submit("/actions/stop-proposition", &stop).await;
    assert_eq!(place(&answer), format!("{PAGE}?done=stopped"));
    next["stays"] = "Your orders stay.".into();
    live(&server, &mut team, &next, "").await;
    let page = team.mara.get(VERSIONS).await.expect(200).text();
    assert!(page.contains("The printer leaks."), "{page}");
    assert!(page.contains("by rob@example.org"), "{page}");
    assert!(page.contains("Superseded") && page.contains("Stopped"));
    // The list, the page of the steps and the numbers lead there.
    for from in ["/studio", PAGE, EDITOR, "/studio/order-letters/numbers"] {
        let page = team.mara.get(from).await.expect(200).text();
        assert!(page.contains(&format!("href=\"{VERSIONS}\"")), "{from}");
    }
    // What a command put live was put live by nobody of the team, and at no moment that was set.
    server.publish(demo().remove(0), None).await;
    let key = &demo()[0].key;
    let page = team.rob.get(&format!("/studio/{key}/versions")).await;
    let page = page.expect(200).text();
    let operator = "Put live: The operator, at the command line";
    assert!(page.contains(operator), "{page}");
    assert!(!page.contains("by itself"), "{page}");
    // Whoever answers customers has no business here.
    account(&server, "ana@example.org", AccountKind::Staff(Role::Agent)).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    ana.get(VERSIONS).await.expect(403);
    server.stop().await;
}

async fn a_draft_is_thrown_away_with_a_word_and_its_key_is_free_again(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let begin = [("title", "Letters"), ("key", KEY)];
    let answer = team.mara.submit("/actions/begin-draft", &begin).await;
    assert_eq!(place(&answer), EDITOR);
    let said = [("key", KEY), ("field", "title"), ("comment", "No.")];
    team.rob.submit("/actions/comment-on-draft", &said).await;
    // Not by who reviews, not without a word, not what was changed since.
    let sure = [("sure", "yes")];
    let to = step(&server, &mut team.rob, "discard-draft", &sure).await;
    assert_eq!(to, "/studio?failed=forbidden");
    let to = step(&server, &mut team.mara, "discard-draft", &[]).await;
    assert_eq!(to, format!("{EDITOR}?failed=sure"));
    let page = team.mara.get(&to).await.expect(200).text();
    assert!(page.contains("Say that you are sure"), "{page}");
    let old = [("key", KEY), ("revision", "1"), ("sure", "yes")];
    let answer = team.mara.submit("/actions/discard-draft", &old).await;
    assert_eq!(place(&answer), format!("{EDITOR}?failed=moved"));
    let to = step(&server, &mut team.mara, "discard-draft", &sure).await;
    assert_eq!(to, "/studio?discarded=yes");
    let page = team.mara.get(&to).await.expect(200).text();
    assert!(page.contains("The draft is discarded.") && !page.contains(KEY));
    team.mara.get(EDITOR).await.expect(404);
    let again = [("key", KEY), ("revision", "1"), ("sure", "yes")];
    let answer = team.mara.submit("/actions/discard-draft", &again).await;
    assert_eq!(place(&answer), "/studio");
    // The key is free, and nothing of before is open in what begins under it.
    let answer = team.mara.submit("/actions/begin-draft", &begin).await;
    assert_eq!(place(&answer), EDITOR);
    assert_eq!(server.app().live.store.open_comments(KEY).await, Ok(0));
    let list = team.rob.get("/admin/audit").await.expect(200).text();
    assert!(list.contains("Discarded the draft"), "{list}");
    // Over a live version only the draft goes, even one that was to go live by itself.
    live(&server, &mut team, &document(), "").await;
    let mut next = document();
    next["change_note"] = "Nothing much.".into();
    next["stays"] = "Your orders stay.".into();
    team.write(&server, &next).await;
    approved(&server, &mut team).await;
    let due = server.app().live.engine.now().plus_seconds(2).to_string();
    let due = [("due", due.trim_end_matches('Z'))];
    step(&server, &mut team.mara, "schedule-draft", &due).await;
    let to = step(&server, &mut team.mara, "discard-draft", &sure).await;
    assert_eq!(to, "/studio?discarded=yes");
    while server.app().live.engine.now().to_string().as_str() < due[0].1 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    server.app().mutual.publish_due().await.unwrap();
    let catalogue = server.app().live.engine.catalogue();
    let live = catalogue.proposition(KEY).unwrap().live().unwrap().clone();
    assert_eq!(live.number, 1);
    server.stop().await;
}

/// What stands in a field of the editor.
fn typed(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap();
    let rest = page[at..].split_once(">").unwrap().1;
    rest.split('<').next().unwrap().trim().to_owned()
}

/// Saves the whole form of that content.
async fn save(who: &mut Visitor, revision: &str, content: &Value, more: &[(&str, &str)]) -> String {
    let text = |name: &str| content[name].as_str().unwrap_or_default().to_owned();
    let names = [
        "title",
        "use",
        "if_off",
        "stays",
        "purpose",
        "locale",
        "retention",
    ];
    let texts: Vec<_> = names.iter().map(|name| (*name, text(name))).collect();
    let mut fields = vec![("key", KEY), ("revision", revision)];
    fields.extend(texts.iter().map(|(name, text)| (*name, text.as_str())));
    fields.extend(more);
    place(&who.submit("/actions/save-draft", &fields).await)
}

async fn of_two_who_write_at_once_nobody_loses_a_word(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    account(
        &server,
        "bea@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    let mut bea = signed_in(&server, "bea@example.org").await;
    let begun = document();
    assert_eq!(
        save(&mut team.mara, "0", &begun, &[]).await,
        format!("{EDITOR}?saved=yes")
    );
    let revision = async |server: &Server| {
        let store = &server.app().live.store;
        let draft = store.draft(KEY).await.unwrap().unwrap();
        draft.revision.to_string()
    };
    let both_have = revision(&server).await;
    let mut beas = begun.clone();
    beas["title"] = "Letters, by Bea".into();
    beas["stays"] = "Bea says that <i>orders</i> stay.".into();
    save(&mut bea, &both_have, &beas, &[]).await;
    let mut maras = begun.clone();
    maras["title"] = "Letters, by Mara".into();
    maras["if_off"] = "Mara says that letters stop.".into();
    let to = save(&mut team.mara, &both_have, &maras, &[]).await;
    assert_eq!(to, format!("{EDITOR}?failed=meanwhile"));
    // Both texts stand there, and nothing that is the same in both.
    let page = team.mara.get(&to).await.expect(200).text();
    let clash = page.split("id=\"clash-t\"").nth(1).unwrap();
    let clash = clash.split("</section>").next().unwrap();
    let plain = clash.replace("<ins>", "").replace("</ins>", "");
    let plain = plain.replace("<del>", "").replace("</del>", "");
    for said in [
        "bea@example.org saved this draft",
        "Letters, by Bea",
        "Letters, by Mara",
        "Bea says that &lt;i&gt;orders&lt;/i&gt; stay.",
        "Mara says that letters stop.",
    ] {
        assert!(plain.contains(said), "{said}: {plain}");
    }
    assert!(!clash.contains("keep[use]"), "{clash}");
    assert_eq!(typed(&page, "if_off"), "Mara says that letters stop.");
    // She takes Bea's title and what stays, and keeps what she wrote herself.
    let now = revision(&server).await;
    let keep = [
        ("keep[title]", "theirs"),
        ("keep[stays]", "theirs"),
        ("keep[if_off]", "yours"),
        ("keep[nonsense]", "theirs"),
    ];
    let to = save(&mut team.mara, &now, &maras, &keep).await;
    assert_eq!(to, format!("{EDITOR}?saved=yes"));
    let page = team.mara.get(EDITOR).await.expect(200).text();
    assert!(page.contains("value=\"Letters, by Bea\""), "{page}");
    assert_eq!(typed(&page, "if_off"), "Mara says that letters stop.");
    assert!(page.contains("Bea says that &lt;i&gt;orders&lt;/i&gt; stay."));
    // Chosen from what is no longer there is not chosen: she is asked again.
    let to = save(&mut bea, &now, &beas, &keep).await;
    assert_eq!(to, format!("{EDITOR}?failed=meanwhile"));
    // What no draft can hold is not held against what is stored.
    beas["use"] = "word ".repeat(14_000).into();
    let to = save(&mut bea, &now, &beas, &keep).await;
    assert_eq!(to, format!("{EDITOR}?failed=long"));
    server.stop().await;
}

async fn the_card_is_looked_at_where_it_is_written(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    let look = async |who: &mut Visitor, query: &str| {
        let page = who
            .get(&format!("{EDITOR}?{query}"))
            .await
            .expect(200)
            .text();
        let card = page.split("id=\"draft-card\"").nth(1).unwrap();
        card.split("id=\"findings-t\"").next().unwrap().to_owned()
    };
    let usual = look(&mut team.mara, "").await;
    assert!(usual.contains("class=\"preview\""), "{usual}");
    for (query, shows) in [
        ("look=dark", "preview preview-dark"),
        ("look=forced", "preview preview-forced"),
        ("width=narrow", "preview-narrow"),
        ("width=medium", "preview-medium"),
        ("size=large", "preview-large"),
        ("dir=rtl", "dir=\"rtl\""),
        ("as=on", "aria-checked=\"true\""),
    ] {
        assert!(!usual.contains(shows), "{query}");
        let card = look(&mut team.mara, query).await;
        assert!(card.contains(shows), "{query}: {card}");
    }
    // What she would read, and not only how it would look: the question of who was never asked, and how
    // it stands for everybody else.
    let question = document()["ask"]["question"].as_str().unwrap().to_owned();
    assert!(usual.contains(&question), "{usual}");
    assert!(!usual.contains("role=\"switch\""), "{usual}");
    let on = look(&mut team.mara, "as=on").await;
    assert!(on.contains(">On: ") && on.contains("You get"), "{on}");
    assert!(!on.contains("You would get"), "{on}");
    for (query, says, must_answer) in [
        ("as=off", "Off: we do not use this", false),
        ("as=refused", "Off: we do not use this", false),
        (
            "as=needs_answer",
            "Off: it changed, and you have not answered",
            true,
        ),
    ] {
        let card = look(&mut team.mara, query).await;
        let state = card.split("class=\"switch-state\"").nth(1).unwrap();
        let state = state.split("</span>").next().unwrap();
        assert!(state.ends_with(&format!(">{says}")), "{query}: {state}");
        assert_eq!(card.matches("aria-checked=\"false\"").count(), 1, "{query}");
        assert!(!card.contains("aria-checked=\"true\""), "{query}: {card}");
        assert!(card.contains("You would get"), "{query}: {card}");
        // Why it waits for her is told to nobody else.
        let asks = card.contains("We changed this on ");
        assert_eq!(asks, must_answer, "{query}: {card}");
        assert!(!card.contains(">On: "), "{query}: {card}");
    }
    // Without scripts it is a document of its own, that no script may run in, with the same card.
    let card = look(&mut team.mara, "scripts=off&look=dark").await;
    assert!(card.contains("<iframe") && card.contains("sandbox=\"allow-same-origin\""));
    assert!(!card.contains("allow-scripts") && card.contains("Letters about your orders"));
    // The button saves what was typed beside it, and shows the card like that; nothing else that it
    // is sent gets into the address.
    let store = &server.app().live.store;
    let now = store
        .draft(KEY)
        .await
        .unwrap()
        .unwrap()
        .revision
        .to_string();
    let mut content = document();
    content["title"] = "Letters by post".into();
    let view = [
        ("show", "card"),
        ("as", "refused"),
        ("look", "forced"),
        ("width", "wide"),
        ("dir", "own"),
        ("scripts", "<script>"),
    ];
    let to = save(&mut team.mara, &now, &content, &view).await;
    assert_eq!(
        to,
        format!("{EDITOR}?saved=yes&as=refused&look=forced#card-t")
    );
    let card = look(&mut team.mara, "as=refused&look=forced").await;
    assert!(card.contains("Letters by post"), "{card}");
    server.stop().await;
}

async fn what_is_wrong_stands_where_it_was_typed(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    live(&server, &mut team, &document(), "").await;
    let mut next = document();
    next["stays"] = "Your orders stay.".into();
    next["change_note"] = "Fewer words.".into();
    team.write(&server, &next).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    // Two forms of the page ask for a reason. Too long is said at the one, with what was typed.
    let long = "Because. ".repeat(100);
    let stop = [("key", KEY), ("stop_reason", &long)];
    let answer = team.rob.submit("/actions/stop-proposition", &stop).await;
    assert_eq!(place(&answer), format!("{PAGE}?failed=stop"));
    let page = team.rob.get(&format!("{PAGE}?failed=stop")).await;
    let page = page.expect(200).text();
    assert!(page.contains("id=\"f-stop_reason-fault\""), "{page}");
    assert!(!page.contains("id=\"f-reason-fault\""), "{page}");
    let form = page.split("/actions/stop-proposition").nth(1).unwrap();
    assert!(form.contains("Because. Because."), "{form}");
    let back = page.split("/actions/send-back-draft").nth(1).unwrap();
    let back = back.split("</form>").next().unwrap();
    assert!(!back.contains("Because."), "{back}");
    let reason = [("reason", "")];
    let to = step(&server, &mut team.rob, "send-back-draft", &reason).await;
    let page = team.rob.get(&to).await.expect(200).text();
    assert!(page.contains("id=\"f-reason-fault\""), "{page}");
    // A name for a draft that no draft could hold.
    let long = "word ".repeat(14_000);
    let begin = [("title", &*long), ("key", "long-one")];
    let answer = team.mara.submit("/actions/begin-draft", &begin).await;
    assert_eq!(place(&answer), "/studio/new?failed=long");
    let page = team.mara.get("/studio/new?failed=long").await;
    let page = page.expect(200).text();
    assert!(page.contains("This is longer than any draft."), "{page}");
    // The editor's page has the sentence that its script says.
    let page = team.mara.get(EDITOR).await.expect(200).text();
    assert!(page.contains("data-long=\"This is longer than any draft."));
    server.stop().await;
}

async fn a_step_may_say_why_and_every_deed_has_its_line(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    // A note that is too long is said at the step that it was typed for, and nothing is done.
    let long = "Because. ".repeat(100);
    let note = [("note", &*long)];
    let to = step(&server, &mut team.mara, "ask-for-review", &note).await;
    assert_eq!(to, format!("{PAGE}?failed=note-asked"));
    let page = team.mara.get(&to).await.expect(200).text();
    assert!(page.contains("id=\"f-note-asked-fault\""), "{page}");
    assert!(page.contains("Because. Because."), "{page}");
    // Nor is one taken that would turn what others read around it.
    let note = [("note", "Fine \u{202e}.devorppA")];
    let to = step(&server, &mut team.mara, "ask-for-review", &note).await;
    assert_eq!(to, format!("{PAGE}?failed=note-asked"));
    let said = [("key", KEY), ("field", "use"), ("comment", "A \u{2067}b")];
    let answer = team.mara.submit("/actions/comment-on-draft", &said).await;
    assert_eq!(place(&answer), format!("{PAGE}?failed=comment"));
    let notes = [
        "Spring is near.",
        "I asked <b>legal</b>.",
        "As agreed.",
        "Now.",
    ];
    let note = |n: usize| [("note", notes[n]), ("accepted", "yes"), ("over", "")];
    step(&server, &mut team.mara, "ask-for-review", &note(0)).await;
    step(&server, &mut team.rob, "approve-draft", &note(1)).await;
    let due = server.app().live.engine.now().plus_seconds(3_600);
    let due = due.to_string().trim_end_matches('Z').to_owned();
    let when = [("due", &*due), ("note", notes[2])];
    let to = step(&server, &mut team.mara, "schedule-draft", &when).await;
    assert_eq!(to, format!("{PAGE}?done=scheduled"));
    step(&server, &mut team.mara, "unschedule-draft", &[]).await;
    step(&server, &mut team.mara, "publish", &note(3)).await;
    let page = team.mara.get(PAGE).await.expect(200).text();
    let trail = page.split("id=\"trail-t\"").nth(1).unwrap();
    for note in [
        "Spring is near.",
        "I asked &lt;b&gt;legal&lt;/b&gt;.",
        "As agreed.",
        // What somebody typed turns no order of what the step notes for itself.
        "<bdi>version 1</bdi>",
        "<bdi>Now.</bdi>",
    ] {
        assert!(trail.contains(note), "{note}: {trail}");
    }
    // Comments, people and settings: each with who did it.
    let said = [("key", KEY), ("field", "use"), ("comment", "Good.")];
    team.write(&server, &document()).await;
    team.rob.submit("/actions/comment-on-draft", &said).await;
    let store = &server.app().live.store;
    let comment = store.comments(KEY, None, 1).await.unwrap()[0]
        .id
        .to_string();
    let dealt = [("key", KEY), ("comment", comment.as_str())];
    team.mara.submit("/actions/resolve-comment", &dealt).await;
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    let invite = [("email", "new@example.org"), ("role", "agent")];
    ada.submit("/actions/invite", &invite).await.expect(303);
    let new = store
        .account_by_email("new@example.org")
        .await
        .unwrap()
        .unwrap();
    let again = [("account", &*new.id.to_string())].map(|(n, v)| (n, v.to_owned()));
    let again = [(again[0].0, again[0].1.as_str())];
    let answer = ada.submit("/actions/invite-again", &again).await;
    assert_eq!(place(&answer), "/admin/team?done=invited");
    let mut organisation = store.organisation().await.unwrap().unwrap_or_default();
    organisation.name = "Larkfold Renamed".to_owned();
    organisation.contact_email = "help@larkfold.example".to_owned();
    organisation.data_protection_contact = "dpo@larkfold.example".to_owned();
    organisation.region = "GB".to_owned();
    let admin = ada_of(&server).await;
    let mutual = &server.app().mutual;
    mutual
        .set_organisation(&admin, &organisation)
        .await
        .unwrap();
    // The same again is no deed.
    mutual
        .set_organisation(&admin, &organisation)
        .await
        .unwrap();
    let list = ada.get("/admin/audit").await.expect(200).text();
    for deed in [
        "Made a comment",
        "Dealt with a comment",
        "Sent the invitation again",
    ] {
        assert_eq!(list.matches(deed).count(), 1, "{deed}: {list}");
    }
    assert_eq!(list.matches("Changed the settings").count(), 1, "{list}");
    assert!(list.contains("Name; Where people write to; Who answers about data protection"));
    server.stop().await;
}

async fn ada_of(server: &Server) -> Actor {
    let store = &server.app().live.store;
    let ada = store.account_by_email("ada@example.org").await.unwrap();
    Actor::Staff {
        account: ada.unwrap().id,
        role: Role::Admin,
    }
}

async fn what_was_said_stands_where_it_is_written(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    let says = async |rob: &mut Visitor, field: &str, text: &str| {
        let said = [("key", KEY), ("field", field), ("comment", text)];
        place(&rob.submit("/actions/comment-on-draft", &said).await)
    };
    for field in ["purpose", "legal_basis", "term_months", "ask.allow", ""] {
        let text = format!("About <i>{field}</i>.");
        let to = says(&mut team.rob, field, &text).await;
        assert_eq!(to, format!("{PAGE}?done=said"), "{field}");
    }
    // A field that no draft has is none.
    for field in ["colour", "benefits[0].nonsense", "Title", "required"] {
        let to = says(&mut team.rob, field, "No.").await;
        assert_eq!(to, format!("{PAGE}?failed=field"), "{field}");
    }
    let page = team.rob.get(&format!("{PAGE}?failed=field")).await;
    let page = page.expect(200).text();
    assert!(page.contains("id=\"f-field-fault\""), "{page}");
    let editor = team.mara.get(EDITOR).await.expect(200).text();
    let said = editor.split("id=\"said-t\"").nth(1).unwrap();
    let said = said.split("id=\"findings-t\"").next().unwrap();
    assert!(said.contains("About &lt;i&gt;purpose&lt;/i&gt;."), "{said}");
    assert!(said.contains("rob@example.org"), "{said}");
    for (id, what) in [("f-purpose", "purpose"), ("f-ask-allow", "allow")] {
        assert!(said.contains(&format!("href=\"#{id}\"")), "{what}: {said}");
        assert!(editor.contains(&format!("id=\"{id}\"")), "{what}");
    }
    // What is dealt with is not in the way any more.
    let store = &server.app().live.store;
    for comment in store.comments(KEY, None, 9).await.unwrap() {
        let id = comment.id.to_string();
        let dealt = [("key", KEY), ("comment", id.as_str())];
        team.mara.submit("/actions/resolve-comment", &dealt).await;
    }
    let editor = team.mara.get(EDITOR).await.expect(200).text();
    assert!(!editor.contains("id=\"said-t\""), "{editor}");
    // The form has the order of the card: each part once, one below the other.
    let parts = [
        "title", "share", "how", "get", "sample", "worth", "off", "others", "channels", "ai",
        "regions", "question",
    ];
    let places = parts.map(|part| {
        let id = format!("id=\"p-{part}\"");
        assert_eq!(editor.matches(&id).count(), 1, "{part}");
        editor.find(&id).unwrap()
    });
    assert!(places.is_sorted(), "{places:?}");
    server.stop().await;
}

async fn who_is_told_is_named_beforehand(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    let adds = async |ada: &mut Visitor, url: &str, more: &[(&str, &str)]| {
        let mut form = vec![("url", url)];
        form.extend(more);
        let answer = ada.submit("/actions/add-webhook", &form).await;
        let to = place(&answer);
        assert!(to.starts_with("/admin/webhooks/whe_"), "{to}");
    };
    let all = [("description", "The <i>warehouse</i>"), ("which", "all")];
    adds(&mut ada, "https://one.example.org/hook", &all).await;
    let some = [("which", "chosen"), ("kinds[consent.granted]", "on")];
    adds(&mut ada, "https://two.example.org/hook", &some).await;
    // Also of a first version, which nobody has yet.
    team.write(&server, &document()).await;
    approved(&server, &mut team).await;
    let page = team.rob.get(PAGE).await.expect(200).text();
    assert!(page.contains("The &lt;i&gt;warehouse&lt;/i&gt;"), "{page}");
    assert!(!page.contains("two.example.org"), "{page}");
    assert!(page.contains("Put version 1 live at that moment"), "{page}");
    server.stop().await;
}
