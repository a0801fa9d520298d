//! The reference: every operation and shape of the API's description.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value that is not there reads as null"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::html::{self, code_cell, escape, prose};
use crate::api::openapi::{SCOPES, document};

/// One operation, with where it stands.
struct Operation<'a> {
    method: String,
    path: &'a str,
    body: &'a Value,
}

/// The links to the reference, and the reference.
pub(super) fn draw() -> (String, String) {
    let document = document();
    let (mut links, mut out) = (String::new(), String::new());
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
    for tag in array(&document["tags"]) {
        let name = tag["name"].as_str().unwrap_or_default();
        let anchor = anchor(name);
        // Writing to a string does not fail.
        _ = write!(links, "<li><a href=\"#{anchor}\">{}</a></li>", escape(name));
        let about = prose(tag["description"].as_str().unwrap_or_default());
        _ = write!(
            out,
            "<h2 id=\"{anchor}\">{}</h2><p>{about}</p>",
            escape(name)
        );
        for operation in by_tag.remove(name).unwrap_or_default() {
            operation.draw(&mut out);
        }
    }
    links
        .push_str("<li><a href=\"#scopes\">Scopes</a></li><li><a href=\"#shapes\">Shapes</a></li>");
    draw_scopes(&mut out);
    draw_shapes(&mut out, &document["components"]["schemas"]);
    (links, out)
}

impl Operation<'_> {
    fn draw(&self, out: &mut String) {
        let text = |key: &str| self.body[key].as_str().unwrap_or_default();
        let id = escape(text("operationId"));
        let head = format!(
            "<h3 id=\"{id}\">{}</h3><p class=\"operation-head\">\
             <span class=\"operation-method\">{}</span> <span class=\"operation-path\">{}</span></p>",
            escape(text("summary")),
            self.method,
            escape(self.path),
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
            let label = format!("Parameters: {}", text("summary"));
            table(out, &label, ["Name", "Where", "What"], rows);
        }
        for (media, content) in object(&self.body["requestBody"]["content"]) {
            let shape = shape(&content["schema"]);
            _ = write!(out, "<p>Send <code>{}</code>: {shape}</p>", escape(media));
        }
        let answers = object(&self.body["responses"]).map(|(status, response)| {
            let shapes = object(&response["content"]).map(|(_, content)| shape(&content["schema"]));
            let shapes: Vec<_> = shapes.collect();
            [
                code_cell(status),
                prose(response["description"].as_str().unwrap_or_default()),
                shapes.join(", "),
            ]
        });
        let label = format!("Answers: {}", text("summary"));
        table(out, &label, ["Status", "Meaning", "Shape"], answers);
    }
}

fn draw_scopes(out: &mut String) {
    out.push_str("<h2 id=\"scopes\">Scopes</h2>");
    let rows = SCOPES
        .into_iter()
        .map(|(scope, meaning)| [code_cell(scope.name()), prose(meaning)]);
    table(out, "What a client may do", ["Scope", "Meaning"], rows);
}

fn draw_shapes(out: &mut String, schemas: &Value) {
    out.push_str("<h2 id=\"shapes\">Shapes</h2>");
    for (name, schema) in object(schemas) {
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
                &format!("Fields of {name}"),
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

/// A table of the page.
fn table<const N: usize>(
    out: &mut String,
    caption: &str,
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) {
    let rows = rows.into_iter().map(|row| (String::new(), row));
    out.push_str(&html::table(caption, heads, rows));
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

fn anchor(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
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
