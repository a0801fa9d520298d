//! The shapes of what tools take and answer. They are the API's own, from its description, so that the
//! two never differ; but each stands by itself, in JSON Schema alone.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// The API's shapes, by their names.
static SHAPES: LazyLock<Value> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(crate::api::openapi_json()).unwrap_or_default();
    let shapes = document.pointer("/components/schemas");
    shapes.cloned().unwrap_or_default()
});

/// How many shapes may stand within each other. None does that deep.
const DEEPEST: usize = 12;

/// Who reads a shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// Who asks: what is not named is refused.
    Asking,
    /// Who is answered: fields and words are added over time.
    Answering,
}

/// What an operation takes.
pub(super) fn asked(name: &str) -> Map<String, Value> {
    of(name, For::Asking)
}

/// What an operation answers.
pub(super) fn answered(name: &str) -> Map<String, Value> {
    of(name, For::Answering)
}

fn of(name: &str, reader: For) -> Map<String, Value> {
    let shape = SHAPES.get(name).unwrap_or(&Value::Null);
    match plain(shape, reader, DEEPEST) {
        Value::Object(shape) => shape,
        _ => Map::new(),
    }
}

/// A shape with all that it refers to in its place, and without what OpenAPI alone knows.
fn plain(shape: &Value, reader: For, depth: usize) -> Value {
    let fields = match shape {
        Value::Object(fields) => fields,
        Value::Array(all) => {
            return all.iter().map(|one| plain(one, reader, depth)).collect();
        }
        other => return other.clone(),
    };
    let Some(depth) = depth.checked_sub(1) else {
        return json!({});
    };
    let mut out = Map::new();
    if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
        let name = name.rsplit('/').next().unwrap_or_default();
        let meant = SHAPES.get(name).unwrap_or(&Value::Null);
        if let Value::Object(meant) = plain(meant, reader, depth) {
            out = meant;
        }
    }
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("$ref", _) => {}
            // The names of fields are no words of the schema.
            ("properties", Value::Object(all)) => {
                let all = all.iter();
                let all = all.map(|(name, field)| (name.clone(), plain(field, reader, depth)));
                out.insert(name.clone(), Value::Object(all.collect()));
            }
            ("example", example) => {
                out.insert("examples".to_owned(), json!([example]));
            }
            ("description", Value::String(text)) => {
                let words: Vec<_> = text.split_whitespace().collect();
                out.insert(name.clone(), words.join(" ").into());
            }
            // How a number is kept, which JSON does not know.
            ("format", Value::String(format))
                if matches!(&format[..], "int32" | "int64" | "double") => {}
            // A word that comes later makes no answer unreadable.
            ("enum", _) if reader == For::Answering => {}
            (_, value) => {
                out.insert(name.clone(), plain(value, reader, depth));
            }
        }
    }
    if reader == For::Asking && out.contains_key("properties") {
        out.insert("additionalProperties".to_owned(), json!(false));
    }
    Value::Object(out)
}

/// The fields of a shape.
pub(super) fn fields(shape: &mut Map<String, Value>) -> Option<&mut Map<String, Value>> {
    shape.get_mut("properties").and_then(Value::as_object_mut)
}

/// Adds a field.
pub(super) fn add(shape: &mut Map<String, Value>, name: &str, field: Value, required: bool) {
    if let Some(fields) = fields(shape) {
        fields.insert(name.to_owned(), field);
    }
    if required && let Some(Value::Array(all)) = shape.get_mut("required") {
        all.push(name.into());
    }
}

/// Says something else about a field.
pub(super) fn describe(shape: &mut Map<String, Value>, name: &str, says: &str) {
    let field = fields(shape).and_then(|fields| fields.get_mut(name));
    if let Some(Value::Object(field)) = field {
        field.insert("description".to_owned(), says.into());
    }
}
