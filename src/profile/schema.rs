//! The JSON Schema of a scheme's file.

use serde_json::{Value, json};

use super::scheme::Profile;
use crate::ruleset;

/// The schema of a complete scheme: what the types say, as committed.
pub(super) fn complete() -> Value {
    // Whole by a test. Asking the types is for tests alone: what they are asked with would make the program larger.
    serde_json::from_str(ruleset::schema("profile-complete")).unwrap_or_default()
}

/// The schema for editors: a file may also extend another and leave out what that one says.
pub fn profile_schema() -> Value {
    let mut schema = schemars::schema_for!(Profile).to_value();
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `SHUZHI_BLESS=1` writes the committed file anew; a build later it is what the program has.
    #[test]
    fn the_schema_of_a_complete_scheme_is_the_types_own() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/rules/schema/profile-complete.json"
        );
        let generated = schemars::schema_for!(Profile).to_value();
        if std::env::var_os("SHUZHI_BLESS").is_some() {
            std::fs::write(path, format!("{generated:#}\n")).unwrap();
            return;
        }
        assert!(
            complete() == generated,
            "rules/schema/profile-complete.json is stale: run this test with SHUZHI_BLESS=1"
        );
    }
}
