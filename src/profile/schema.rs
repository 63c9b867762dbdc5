//! The JSON Schema of a scheme's file.

use serde_json::{Value, json};

use super::scheme::Profile;

/// The schema of a complete scheme, as the types say.
pub(super) fn complete() -> Value {
    schemars::schema_for!(Profile).to_value()
}

/// The schema for editors: a file may also extend another and leave out what that one says.
pub fn profile_schema() -> Value {
    let mut schema = complete();
    let Some(root) = schema.as_object_mut() else {
        return schema;
    };
    let required = root.remove("required").unwrap_or_else(|| json!([]));
    let needed: Vec<Value> = required
        .as_array()
        .into_iter()
        .flatten()
        .filter(|key| *key != "id")
        .cloned()
        .collect();
    if let Some(properties) = root.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert(
            "extends".into(),
            json!({
                "description": "The scheme that this one changes: an id, or the path of a file relative to this one.\nTables are laid over it key by key, lists and values replace.",
                "type": "string",
            }),
        );
    }
    root.insert("title".into(), "shuzhi profile".into());
    root.insert("if".into(), json!({ "required": ["extends"] }));
    root.insert("else".into(), json!({ "required": needed }));
    // A table may be laid over that of the scheme below, so only items of lists must be complete for an editor;
    // the program itself checks the merged scheme.
    if let Some(definitions) = root.get_mut("$defs").and_then(Value::as_object_mut) {
        for (name, definition) in definitions {
            if !["PartLength", "Share", "Topic", "Quota"].contains(&name.as_str())
                && let Some(definition) = definition.as_object_mut()
            {
                definition.remove("required");
            }
        }
    }
    schema
}
