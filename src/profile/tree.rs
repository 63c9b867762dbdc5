//! A scheme's file as a tree that remembers where every key and value stands, also after `extends`.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file of the chain of `extends`, for messages.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// As the user named it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Bytes of the file; of its header for a table.
    pub span: Range<usize>,
    /// Which file.
    pub file: usize,
    /// The value.
    pub value: Value,
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Bool(bool),
    Date,
    List(Vec<Node>),
    Table(Table),
}

pub(super) type Table = BTreeMap<String, Entry>;

/// A key and its value; the key stands in the value's file.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Bytes of the key.
    pub key: Range<usize>,
    /// The value.
    pub node: Node,
}

impl Node {
    /// Reads a file.
    pub fn parse(text: &str, file: usize) -> Result<Node, toml::de::Error> {
        let table = DeTable::parse(text)?;
        let span = table.span();
        Ok(Node {
            span: span.start..span.start,
            file,
            value: from_table(table.get_ref(), file),
        })
    }

    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub fn table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Lays a file over the one it extends: tables key by key, anything else as a whole.
    pub fn over(self, base: Node) -> Node {
        let (mut own, mut below) = match (self.value, base.value) {
            (Value::Table(own), Value::Table(below)) => (own, below),
            (value, _) => return Node { value, ..self },
        };
        leave_alternatives(&own, &mut below);
        for (key, entry) in below {
            let merged = match own.remove(&key) {
                Some(mine) => Entry {
                    key: mine.key,
                    node: mine.node.over(entry.node),
                },
                None => entry,
            };
            own.insert(key, merged);
        }
        Node {
            value: Value::Table(own),
            ..self
        }
    }

    /// File and bytes of a path like `share/0/value`, or of the deepest part of it that is there;
    /// with `#` at the end of the key itself.
    pub fn place(&self, path: &str) -> (usize, Range<usize>) {
        let (path, of_key) = path
            .strip_suffix('#')
            .map_or((path, false), |path| (path, true));
        let mut node = self;
        let mut key = None;
        for step in path.split('/').filter(|step| !step.is_empty()) {
            let next = match &node.value {
                Value::Table(table) => table.get(step).map(|entry| {
                    key = Some(entry.key.clone());
                    &entry.node
                }),
                Value::List(list) => step.parse().ok().and_then(|at: usize| list.get(at)),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
        }
        let span = key.filter(|_| of_key).unwrap_or(node.span.clone());
        (node.file, span)
    }

    /// The same without places, for the typed reading.
    pub fn json(&self) -> serde_json::Value {
        match &self.value {
            Value::Text(text) => text.as_str().into(),
            Value::Integer(number) => (*number).into(),
            Value::Float(number) => (*number).into(),
            Value::Bool(value) => (*value).into(),
            Value::Date => serde_json::Value::Null,
            Value::List(list) => list.iter().map(Node::json).collect(),
            Value::Table(table) => table
                .iter()
                .map(|(key, entry)| (key.clone(), entry.node.json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

/// A length is either a range or 左右: who says one does not keep the other of the scheme below.
fn leave_alternatives(own: &Table, below: &mut Table) {
    if own.contains_key("about") {
        for key in ["min", "max", "tolerance"] {
            below.remove(key);
        }
    } else if own.contains_key("min") || own.contains_key("max") {
        below.remove("about");
        below.remove("tolerance");
    }
}

fn from_table(table: &DeTable<'_>, file: usize) -> Value {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| Entry {
        key: key.span(),
        node: from_value(value, file),
    };
    Value::Table(
        table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), entry((key, value))))
            .collect(),
    )
}

fn from_value(value: &Spanned<DeValue<'_>>, file: usize) -> Node {
    let parsed = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Float(f64::INFINITY), Value::Integer),
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Value::Bool(*value),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(list) => {
            Value::List(list.iter().map(|item| from_value(item, file)).collect())
        }
        DeValue::Table(table) => from_table(table, file),
    };
    Node {
        span: value.span(),
        file,
        value: parsed,
    }
}
