//! The reference: every operation and shape of the API's description, a page for each of its parts.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value that is not there reads as null"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::Value;

use super::html::{self, breakable, code_cell, escape, prose};
use crate::api::openapi::{SCOPES, document};

/// The page that leads to all parts.
pub(super) const PATH: &str = "/docs/reference";

/// One operation, with where it stands.
struct Operation<'a> {
    method: String,
    path: &'a str,
    body: &'a Value,
}

/// A part of the reference: a page of its own, since all of it is more than anybody reads, or a browser
/// draws in good time.
pub(super) struct Part {
    /// The last part of its address.
    pub(super) slug: String,
    /// What it is about.
    pub(super) title: String,
    /// The page.
    pub(super) text: String,
}

/// The parts, and what leads to them.
pub(super) struct Reference {
    /// In the order of the API's description.
    pub(super) parts: Vec<Part>,
    /// The page that lists every operation.
    pub(super) overview: String,
}

/// Drawn once: nothing in it depends on who reads it.
pub(super) static REFERENCE: LazyLock<Reference> = LazyLock::new(draw);

fn draw() -> Reference {
    let document = document();
    let mut by_tag: BTreeMap<&str, Vec<Operation<'_>>> = BTreeMap::new();
    for (path, item) in object(&document["paths"]) {
        for (method, body) in object(item) {
            let tag = body["tags"][0].as_str().unwrap_or_default();
            let method = method.to_uppercase();
            by_tag
                .entry(tag)
                .or_default()
                .push(Operation { method, path, body });
        }
    }
    let (mut parts, mut overview) = (Vec::new(), String::new());
    for tag in array(&document["tags"]) {
        let title = tag["name"].as_str().unwrap_or_default();
        let slug = title.to_lowercase().replace(' ', "-");
        let about = prose(tag["description"].as_str().unwrap_or_default());
        let operations = by_tag.remove(title).unwrap_or_default();
        let head = escape(title);
        // Writing to a string does not fail.
        _ = write!(
            overview,
            "<h2 id=\"{slug}\"><a href=\"{PATH}/{slug}\">{head}</a></h2><p>{about}</p><ul>"
        );
        let mut text = format!("<p>{about}</p><h2 id=\"operations\">Operations</h2>");
        let mut shapes = BTreeSet::new();
        for operation in &operations {
            operation.list(&slug, &mut overview);
            operation.draw(&mut text);
            collect(operation.body, document, &mut shapes);
        }
        overview.push_str("</ul>");
        draw_shapes(&mut text, &document["components"]["schemas"], &shapes);
        parts.push(Part {
            slug,
            title: title.to_owned(),
            text,
        });
    }
    draw_scopes(&mut overview);
    Reference { parts, overview }
}

/// Links to the parts, as list items; the one that is read is marked.
pub(super) fn links(read: Option<&Part>) -> String {
    let links = REFERENCE.parts.iter().map(|part| {
        let here = read.is_some_and(|read| read.slug == part.slug);
        let current = if here { " aria-current=\"page\"" } else { "" };
        let (slug, title) = (&part.slug, escape(&part.title));
        format!("<li><a href=\"{PATH}/{slug}\"{current}>{title}</a></li>")
    });
    links.collect()
}

/// The names of the shapes that a part of the description leads to, each once.
fn collect(part: &Value, document: &Value, names: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str);
            let name = name.and_then(|path| path.rsplit('/').next());
            if let Some(name) = name.filter(|name| !names.contains(*name)) {
                names.insert(name.to_owned());
                collect(&document["components"]["schemas"][name], document, names);
            }
            fields
                .values()
                .for_each(|part| collect(part, document, names));
        }
        Value::Array(parts) => parts.iter().for_each(|part| collect(part, document, names)),
        _ => {}
    }
}

impl Operation<'_> {
    /// A line of the overview.
    fn list(&self, slug: &str, out: &mut String) {
        let text = |key: &str| escape(self.body[key].as_str().unwrap_or_default());
        let (id, summary) = (text("operationId"), text("summary"));
        _ = write!(
            out,
            "<li><a href=\"{PATH}/{slug}#{id}\">{summary}</a>: <code>{} {}</code></li>",
            self.method,
            breakable(self.path)
        );
    }

    fn draw(&self, out: &mut String) {
        let text = |key: &str| self.body[key].as_str().unwrap_or_default();
        let id = escape(text("operationId"));
        let head = format!(
            "<h3 id=\"{id}\">{}</h3><p class=\"operation-head\">\
             <span class=\"operation-method\">{}</span> <span class=\"operation-path\">{}</span></p>",
            escape(text("summary")),
            self.method,
            breakable(self.path),
        );
        _ = write!(out, "{head}<p>{}</p>", prose(text("description")));
        let scopes: Vec<_> = array(&self.body["security"])
            .flat_map(|way| array(&way["oauth"]))
            .filter_map(Value::as_str)
            .collect();
        if !scopes.is_empty() {
            _ = write!(
                out,
                "<p>Scope: <code>{}</code></p>",
                escape(&scopes.join(" "))
            );
        }
        let parameters: Vec<_> = array(&self.body["parameters"]).collect();
        if !parameters.is_empty() {
            let rows = parameters.into_iter().map(|parameter| {
                let needed = if parameter["required"] == true {
                    ""
                } else {
                    ", optional"
                };
                let place = parameter["in"].as_str().unwrap_or_default();
                [
                    code_cell(parameter["name"].as_str().unwrap_or_default()),
                    format!("{}{needed}", escape(place)),
                    prose(parameter["description"].as_str().unwrap_or_default()),
                ]
            });
            let name = ("Parameters", text("summary"));
            table(out, name, ["Name", "Where", "What"], rows);
        }
        for (media, content) in object(&self.body["requestBody"]["content"]) {
            let shape = shape(&content["schema"]);
            _ = write!(out, "<p>Send <code>{}</code>: {shape}</p>", escape(media));
        }
        // The description adds what every operation can answer behind what this one does.
        let mut answers: Vec<_> = object(&self.body["responses"]).collect();
        answers.sort_by_key(|(status, _)| *status);
        let answers = answers.into_iter().map(|(status, response)| {
            let shapes = object(&response["content"]).map(|(_, content)| shape(&content["schema"]));
            let shapes: Vec<_> = shapes.collect();
            [
                code_cell(status),
                prose(response["description"].as_str().unwrap_or_default()),
                shapes.join(", "),
            ]
        });
        let name = ("Answers", text("summary"));
        table(out, name, ["Status", "Meaning", "Shape"], answers);
    }
}

fn draw_scopes(out: &mut String) {
    out.push_str("<h2 id=\"scopes\">Scopes</h2>");
    let rows = SCOPES
        .into_iter()
        .map(|(scope, meaning)| [code_cell(scope.name()), prose(meaning)]);
    let name = ("", "What a client may do");
    table(out, name, ["Scope", "Meaning"], rows);
}

fn draw_shapes(out: &mut String, schemas: &Value, shown: &BTreeSet<String>) {
    if shown.is_empty() {
        return;
    }
    out.push_str("<h2 id=\"shapes\">Shapes</h2>");
    for (name, schema) in object(schemas).filter(|(name, _)| shown.contains(*name)) {
        let about = prose(schema["description"].as_str().unwrap_or_default());
        let id = escape(name);
        _ = write!(out, "<h3 id=\"shape-{id}\">{id}</h3><p>{about}</p>");
        let parts = array(&schema["allOf"]).chain([schema]);
        let fields: Vec<_> = parts
            .clone()
            .flat_map(|part| object(&part["properties"]))
            .map(|(field, schema)| {
                let about = schema["description"].as_str().unwrap_or_default();
                [code_cell(field), shape(schema), prose(about)]
            })
            .collect();
        if !fields.is_empty() {
            table(
                out,
                ("Fields", name.as_str()),
                ["Field", "Type", "What"],
                fields,
            );
        }
        for part in parts.filter(|part| part.get("$ref").is_some()) {
            _ = write!(out, "<p>And every field of {}.</p>", shape(part));
        }
        let words: Vec<_> = array(&schema["enum"])
            .filter_map(Value::as_str)
            .map(code_cell)
            .collect();
        if !words.is_empty() {
            _ = write!(out, "<p>One of {}.</p>", words.join(", "));
        }
    }
}

/// A table of the page: what stands over it, where anything does, and what it is of, as the heading above
/// says.
fn table<const N: usize>(
    out: &mut String,
    (caption, of): (&str, &str),
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) {
    let rows = rows.into_iter().map(|row| (String::new(), row));
    let label = match caption {
        "" => of.to_owned(),
        caption => format!("{caption}: {of}"),
    };
    out.push_str(&html::table(&label, caption, heads, rows));
}

/// What a schema allows, in a few words, with links to named shapes.
fn shape(schema: &Value) -> String {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        let name = escape(name);
        return format!("<a href=\"#shape-{name}\">{name}</a>");
    }
    let either: Vec<_> = array(&schema["oneOf"])
        .chain(array(&schema["anyOf"]))
        .map(shape)
        .collect();
    if !either.is_empty() {
        return either.join(" or ");
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let words = types.into_iter().map(|name| match name {
        "array" => format!("list of {}", shape(&schema["items"])),
        "object" => match &schema["additionalProperties"] {
            Value::Object(_) => format!("map to {}", shape(&schema["additionalProperties"])),
            _ => "object".to_owned(),
        },
        other => match schema["format"].as_str() {
            Some("date-time") => "moment".to_owned(),
            _ => escape(other),
        },
    });
    let words: Vec<_> = words.collect();
    if words.is_empty() {
        "anything".to_owned()
    } else {
        words.join(" or ")
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn array(value: &Value) -> impl Iterator<Item = &Value> + Clone {
    value
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who looks for 409 finds it between 404 and 410.
    #[test]
    fn what_an_operation_answers_stands_in_the_order_of_its_numbers() {
        for part in &REFERENCE.parts {
            for answers in part.text.split("<caption>Answers</caption>").skip(1) {
                let table = answers.split("</table>").next().unwrap();
                let rows = table.split("<th scope=\"row\"><code>").skip(1);
                let rows: Vec<_> = rows.map(|row| row.get(..3)).collect();
                let title = &part.title;
                assert!(!rows.is_empty() && rows.is_sorted(), "{title}: {rows:?}");
            }
        }
    }
}
