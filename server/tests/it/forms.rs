//! Forms as a page draws them: where they lead, and what stands in their hidden fields.

/// What stands in a hidden field, letter by letter.
#[track_caller]
pub fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let begins = format!("name=\"{name}\" value=\"");
    let rest = page
        .split_once(&begins)
        .unwrap_or_else(|| panic!("no {name} in {page}"))
        .1;
    rest.split('"').next().unwrap()
}

/// What stands in a hidden field, as a browser sends it.
#[track_caller]
pub fn field(page: &str, name: &str) -> String {
    read(hidden(page, name))
}

/// What a browser reads where a page says that.
fn read(escaped: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        // Last: what it stands for begins no other.
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(escaped.to_owned(), |text, (entity, is)| {
            text.replace(entity, is)
        })
}

/// A form as it stands in a page: where it leads, and what its hidden fields send.
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

/// The forms of a page that change something.
pub fn forms(page: &str) -> Vec<Form> {
    let after = |tag: &str, name: &str| {
        let (_, value) = tag.split_once(&format!(" {name}=\""))?;
        Some(read(value.split('"').next().unwrap_or_default()))
    };
    let parts = page.split("<form").skip(1);
    parts
        .filter_map(|part| {
            let form = part.split("</form>").next()?;
            let tag = form.split('>').next()?;
            if after(tag, "method")? != "post" {
                return None;
            }
            let inputs = form.split("<input").skip(1);
            let inputs = inputs.filter_map(|input| input.split('>').next());
            let hidden = inputs.filter(|tag| tag.contains("type=\"hidden\""));
            Some(Form {
                action: after(tag, "action")?,
                fields: hidden
                    .filter_map(|tag| Some((after(tag, "name")?, after(tag, "value")?)))
                    .collect(),
            })
        })
        .collect()
}
