//! The JSON Schemas of the machine formats, generated from their types.

use serde_json::Value;

use super::report::RunReport;

/// The JSON Schema of `shuzhi/1`; committed as `rules/schema/report.json`.
pub fn report_schema() -> Value {
    schemars::schema_for!(RunReport).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::jsonl::audit_lines_schema;

    /// `SHUZHI_BLESS=1` writes the committed files anew.
    #[test]
    fn committed_schemas_are_the_generated_ones() {
        let schemas = [
            ("report.json", report_schema()),
            ("audit-lines.json", audit_lines_schema()),
        ];
        for (name, schema) in schemas {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/schema");
            let path = std::path::Path::new(folder).join(name);
            let mut generated = serde_json::to_string_pretty(&schema).unwrap();
            generated.push('\n');
            if std::env::var_os("SHUZHI_BLESS").is_some() {
                std::fs::write(&path, &generated).unwrap();
            }
            let committed = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                committed.replace("\r\n", "\n") == generated,
                "rules/schema/{name} is stale: run this test with SHUZHI_BLESS=1"
            );
        }
    }
}
