//! The schema of JSON documents.

use serde_json::{Value, json};

/// The document is as the schema says, and has nothing that the schema does not speak of.
#[track_caller]
pub(crate) fn assert_valid(document: &Value) {
    let text = include_str!("../../mmref-runtime/report.schema.json");
    let mut schema: Value = serde_json::from_str(text).expect("the schema is JSON");
    forbid_others(&mut schema);
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> = validator.iter_errors(document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?} in {document:#}");
}

fn forbid_others(schema: &mut Value) {
    if let Value::Object(object) = schema {
        if object.get("type") == Some(&json!("object")) {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        object.values_mut().for_each(forbid_others);
    }
}
