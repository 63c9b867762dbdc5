//! Holds a scheme's file against the schema of [`Profile`], so that a wrong key or value is told with its place.
//!
//! The schema is derived from the types, so the two cannot drift apart.

use std::ops::Range;

use serde_json::Value as Json;

use super::error::did_you_mean;
use super::fraction::Fraction;
use super::tree::{Node, Value};
use crate::ruleset::{Bilingual, Lang, nearest};
use crate::structure::Role;

/// A mistake and where it stands.
pub(super) struct Mistake {
    pub file: usize,
    pub span: Range<usize>,
    pub message: Bilingual,
}

/// Checks a tree against a schema. What lies in lists must be complete; tables only if `complete`,
/// since a file that extends another may leave out what that one says.
pub(super) fn check(root: &Node, schema: &Json, complete: bool) -> Vec<Mistake> {
    let mut walk = Walk {
        definitions: schema.get("$defs"),
        found: Vec::new(),
    };
    walk.node(root, schema, complete);
    walk.found
        .sort_by_key(|mistake| (mistake.file, mistake.span.start));
    walk.found
}

struct Walk<'s> {
    definitions: Option<&'s Json>,
    found: Vec<Mistake>,
}

impl<'s> Walk<'s> {
    fn node(&mut self, node: &Node, schema: &'s Json, complete: bool) {
        let schema = self.resolve(schema);
        let names = names(schema);
        if !names.is_empty() {
            match &node.value {
                Value::Text(text) if names.contains(&text.as_str()) => {}
                Value::Text(text) => self.wrong_name(node, text, &names),
                _ => self.wrong_type(
                    node,
                    Bilingual::new("文字（加半角引号）", "a string in quotes"),
                ),
            }
            return;
        }
        match (kind(schema), &node.value) {
            ("object", Value::Table(_)) => self.table(node, schema, complete),
            ("array", Value::List(list)) => {
                if let Some(items) = schema.get("items") {
                    for item in list {
                        self.node(item, items, true);
                    }
                }
            }
            ("string", Value::Text(text)) => {
                let fraction = schema.get("format").and_then(Json::as_str) == Some("fraction");
                if fraction && Fraction::parse(text).is_none() {
                    let zh = format!("`{text}` 不是 0 到 1 之间的比例，应写成 \"1/3\" 或 \"30%\"");
                    let en =
                        format!("`{text}` is no share between 0 and 1: write \"1/3\" or \"30%\"");
                    self.put(node, Bilingual::new(zh, en));
                }
            }
            ("boolean", Value::Bool(_)) => {}
            ("number", Value::Integer(_)) => {}
            ("number", Value::Float(number)) if number.is_finite() => {}
            ("integer", Value::Integer(number)) => {
                let least = schema.get("minimum").and_then(Json::as_i64);
                let fits =
                    i32::try_from(*number).is_ok() && least.is_none_or(|least| *number >= least);
                if !fits {
                    let zh = format!("{number} 超出了可用的范围");
                    self.put(
                        node,
                        Bilingual::new(zh, format!("{number} is out of range")),
                    );
                }
            }
            (expected, _) => {
                let expected = match expected {
                    "object" => Bilingual::new("一组键值（用 [表头] 或 { }）", "a table"),
                    "array" => Bilingual::new("列表（用 [ ]；成组的用 [[ ]]）", "a list"),
                    "string" => Bilingual::new("文字（加半角引号）", "a string in quotes"),
                    "boolean" => Bilingual::new("true 或 false", "true or false"),
                    "integer" => Bilingual::new("整数", "a whole number"),
                    _ => Bilingual::new("数", "a number"),
                };
                self.wrong_type(node, expected);
            }
        }
    }

    fn table(&mut self, node: &Node, schema: &'s Json, complete: bool) {
        let Some(table) = node.table() else { return };
        let properties = schema.get("properties").and_then(Json::as_object);
        for (key, entry) in table {
            let known = properties.and_then(|properties| properties.get(key));
            let other = schema
                .get("additionalProperties")
                .filter(|other| other.is_object());
            match known.or(other) {
                Some(schema) => self.node(&entry.node, schema, complete),
                None => {
                    let keys: Vec<&str> = properties
                        .map(|properties| properties.keys().map(String::as_str).collect())
                        .unwrap_or_default();
                    let written = key.to_lowercase().replace('_', "-");
                    let near = nearest(&written, keys.iter().copied());
                    let mut message = Bilingual::new(
                        format!("不认识的键 `{key}`{}", did_you_mean(near).zh),
                        format!("unknown key `{key}`{}", did_you_mean(near).en),
                    );
                    if near.is_none() {
                        message.zh += &format!("，这里可用：{}", keys.join("、"));
                        message.en += &format!("; possible here: {}", keys.join(", "));
                    }
                    self.found.push(Mistake {
                        file: entry.node.file,
                        span: entry.key.clone(),
                        message,
                    });
                }
            }
        }
        if !complete {
            return;
        }
        let required = schema
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter_map(Json::as_str);
        for key in required.filter(|key| !table.contains_key(*key)) {
            let mut message =
                Bilingual::new(format!("缺少 `{key}`"), format!("`{key}` is missing"));
            let names = properties
                .and_then(|properties| properties.get(key))
                .map(|schema| names(self.resolve(schema)))
                .unwrap_or_default();
            if !names.is_empty() {
                message.zh += &format!("，可写：{}", names.join("、"));
                message.en += &format!(", one of: {}", names.join(", "));
            }
            self.put(node, message);
        }
    }

    /// Follows references and leaves out that a value may be absent.
    fn resolve(&self, schema: &'s Json) -> &'s Json {
        let mut schema = schema;
        loop {
            let reference = schema.get("$ref").and_then(Json::as_str);
            let definition = reference
                .and_then(|path| path.strip_prefix("#/$defs/"))
                .and_then(|name| self.definitions?.get(name));
            let present = schema
                .get("anyOf")
                .and_then(Json::as_array)
                .and_then(|list| list.iter().find(|one| kind(one) != "null"));
            match definition.or(present) {
                Some(next) => schema = next,
                None => return schema,
            }
        }
    }

    fn wrong_name(&mut self, node: &Node, text: &str, names: &[&str]) {
        let chinese = Role::ALL
            .into_iter()
            .find(|role| role.title(Lang::Zh) == text)
            .map(Role::name)
            .filter(|name| names.contains(name));
        let near = chinese.or_else(|| nearest(&text.to_lowercase(), names.iter().copied()));
        let hint = did_you_mean(near);
        let mark = if near.is_some() {
            ("", " ")
        } else {
            ("，", "; ")
        };
        let zh = format!(
            "`{text}` 不是可用的值{}{}可用：{}",
            hint.zh,
            mark.0,
            names.join("、")
        );
        let en = format!(
            "`{text}` is no possible value{}{}possible: {}",
            hint.en,
            mark.1,
            names.join(", ")
        );
        self.put(node, Bilingual::new(zh, en));
    }

    fn wrong_type(&mut self, node: &Node, expected: Bilingual) {
        let found = match &node.value {
            Value::Text(_) => Bilingual::new("文字", "a string"),
            Value::Integer(_) => Bilingual::new("整数", "a whole number"),
            Value::Float(_) => Bilingual::new("小数", "a number"),
            Value::Bool(_) => Bilingual::new("真假值", "true or false"),
            Value::Date => Bilingual::new("日期", "a date"),
            Value::List(_) => Bilingual::new("列表", "a list"),
            Value::Table(_) => Bilingual::new("一组键值", "a table"),
        };
        let zh = format!("这里要写{}，写的是{}", expected.zh, found.zh);
        let en = format!("expected {}, found {}", expected.en, found.en);
        self.put(node, Bilingual::new(zh, en));
    }

    fn put(&mut self, node: &Node, message: Bilingual) {
        self.found.push(Mistake {
            file: node.file,
            span: node.span.clone(),
            message,
        });
    }
}

/// The JSON type a schema asks for, `null` left out where another stands beside it.
fn kind(schema: &Json) -> &str {
    match schema.get("type") {
        Some(Json::String(kind)) => kind,
        Some(Json::Array(kinds)) => kinds
            .iter()
            .filter_map(Json::as_str)
            .find(|kind| *kind != "null")
            .unwrap_or("null"),
        _ => "",
    }
}

/// The names that an enumeration allows.
fn names(schema: &Json) -> Vec<&str> {
    let list = |key: &str| {
        schema
            .get(key)
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
    };
    let plain = list("enum").filter_map(Json::as_str);
    let described = list("oneOf").flat_map(|one| {
        let single = one.get("const").and_then(Json::as_str);
        let several = one
            .get("enum")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        single.into_iter().chain(several.filter_map(Json::as_str))
    });
    plain.chain(described).collect()
}
