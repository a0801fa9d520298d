//! The tools, and what each asks of the API.

use std::sync::Arc;

use serde_json::{Map, Value, json};

/// What an agent can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    /// May I?
    Check,
    /// Which part may I use?
    Project,
    /// Give it to a person.
    OpenCase,
}

impl Tool {
    const ALL: [Self; 3] = [Self::Check, Self::Project, Self::OpenCase];

    /// Its name.
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Project => "project",
            Self::OpenCase => "open_case",
        }
    }

    /// The tool with that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    fn says(self) -> &'static str {
        match self {
            Self::Check => {
                "May this customer's data be used like this? One use: a purpose, the data, and the \
                 channel or the AI use where there is one. Ask right before each use. Anything but a \
                 clear yes is a no."
            }
            Self::Project => {
                "Which part of this data, of these channels and of these AI uses may be used for this \
                 purpose? Read and pass on nothing but what it allows. What you name first counts \
                 first."
            }
            Self::OpenCase => {
                "Give a use to a person, where `check` says that a person must decide. Asked again \
                 about the same, it is the same case. Until a person has decided, the answer is no."
            }
        }
    }

    fn schema(self) -> Map<String, Value> {
        let text = |says: &str| json!({"type": "string", "description": says});
        let list = |says: &str, most: usize| {
            json!({"type": "array", "items": {"type": "string"}, "maxItems": most,
                   "description": says})
        };
        let beside = if self == Self::Project {
            json!({
                "channels": list("Channels, such as `email`", 16),
                "ai_uses": list("AI uses, such as `personalise`", 16),
            })
        } else {
            json!({
                "channel": text("The channel, such as `email`"),
                "ai": text("The AI use, such as `personalise`"),
            })
        };
        let fields = json!({
            "customer": text("`cus_…`, or one of the customer's identifiers, such as `crm:42`"),
            "purpose": text("Why the data would be used, such as `recommendations`"),
            "data": list("Data categories, such as `orders`", 64),
            "topic": text("What it would be about, such as `credit`"),
            "amount": {"type": "number", "minimum": 0,
                       "description": "About how much money, in the main unit of `currency`"},
            "currency": text("The currency of `amount` (ISO 4217)"),
        });
        let all = [fields, beside];
        let all = all.into_iter().filter_map(|fields| match fields {
            Value::Object(fields) => Some(fields),
            _ => None,
        });
        let fields: Map<String, Value> = all.flatten().collect();
        [
            ("type", json!("object")),
            ("properties", Value::Object(fields)),
            ("required", json!(["customer", "purpose"])),
            ("additionalProperties", json!(false)),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
    }

    /// The question as the API takes it. What the agent names beside what the tool has stays: the
    /// API refuses it by name.
    pub(super) fn question(self, mut wish: Map<String, Value>) -> Value {
        // What the tool is decides these, and no agent.
        wish.remove("open_case");
        wish.remove("project");
        match self {
            Self::Check => None,
            Self::Project => wish.insert("project".to_owned(), Value::Bool(true)),
            Self::OpenCase => wish.insert("open_case".to_owned(), Value::Bool(true)),
        };
        json!({"checks": [wish]})
    }
}

/// All tools, described for an agent.
pub(super) fn all() -> Vec<rmcp::model::Tool> {
    let described =
        |tool: Tool| rmcp::model::Tool::new(tool.name(), tool.says(), Arc::new(tool.schema()));
    Tool::ALL.into_iter().map(described).collect()
}
