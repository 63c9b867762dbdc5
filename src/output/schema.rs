//! The JSON Schema of the machine format, generated from its types.

use serde_json::Value;

use super::report::RunReport;

/// The JSON Schema of `shuzhi/1`; committed as `rules/schema/report.json`.
pub fn report_schema() -> Value {
    schemars::schema_for!(RunReport).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SHUZHI_BLESS=1` writes the committed file anew.
    #[test]
    fn committed_schema_is_the_generated_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/schema/report.json");
        let mut generated = serde_json::to_string_pretty(&report_schema()).unwrap();
        generated.push('\n');
        if std::env::var_os("SHUZHI_BLESS").is_some() {
            std::fs::write(path, &generated).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        assert!(
            committed == generated,
            "rules/schema/report.json is stale: run this test with SHUZHI_BLESS=1"
        );
    }
}
