//! A `QuestionnaireResponse`: items with their answers, flat, in the order of the document.

use serde_json::Value as Json;

use crate::finding::{Finding, Rule};
use crate::source::{SourceError, list, parse, text};
use crate::value::{NoValue, Value};

/// Items inside items, at most. JSON ends sooner; this holds for what did not come through the parser.
pub(crate) const DEEPEST: usize = 64;

/// What was answered.
#[derive(Debug, Default)]
pub struct Response {
    /// True when it need not be complete yet.
    pub(crate) unfinished: bool,
    pub(crate) nodes: Vec<Node>,
    /// The outermost items.
    pub(crate) roots: Vec<usize>,
    pub(crate) findings: Vec<Finding>,
}

/// One item.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) link_id: String,
    pub(crate) answers: Vec<Given>,
    /// Items directly below: those of a group.
    pub(crate) children: Vec<usize>,
}

/// One answer.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) value: Result<Value, NoValue>,
    /// Items below the answer.
    pub(crate) children: Vec<usize>,
}

impl Response {
    /// Reads a response from text.
    ///
    /// # Errors
    /// When it is no `QuestionnaireResponse` at all. What is wrong inside is found by [`crate::check()`].
    pub fn from_text(text: &[u8]) -> Result<Self, SourceError> {
        Self::from_json(&parse(text)?)
    }

    /// Reads a response.
    ///
    /// # Errors
    /// When it is no `QuestionnaireResponse` at all.
    pub fn from_json(json: &Json) -> Result<Self, SourceError> {
        if text(json, "resourceType") != Some("QuestionnaireResponse") {
            return Err(SourceError::OtherResource("QuestionnaireResponse"));
        }
        let unfinished = matches!(text(json, "status"), Some("in-progress" | "stopped" | "entered-in-error"));
        let mut response = Self { unfinished, ..Self::default() };
        response.roots = response.read(json, 0);
        Ok(response)
    }

    fn read(&mut self, parent: &Json, depth: usize) -> Vec<usize> {
        if parent.get("item").is_some_and(|items| !items.is_array()) {
            self.findings.push(Finding::new("", Rule::Structure, "the items of the response must be a list"));
        }
        let items = list(parent, "item");
        if depth >= DEEPEST && !items.is_empty() {
            self.findings.push(Finding::new("", Rule::Structure, format!("items are nested deeper than {DEEPEST}")));
            return Vec::new();
        }
        items.iter().filter_map(|item| self.item(item, depth)).collect()
    }

    fn item(&mut self, item: &Json, depth: usize) -> Option<usize> {
        let Some(link_id) = text(item, "linkId").filter(|id| !id.is_empty()) else {
            self.findings.push(Finding::new("", Rule::MissingLinkId, "an item of the response has no linkId"));
            return None;
        };
        let at = self.nodes.len();
        self.nodes.push(Node { link_id: link_id.to_owned(), answers: Vec::new(), children: Vec::new() });
        let children = self.read(item, depth + 1);
        let mut answers = Vec::new();
        if item.get("answer").is_some_and(|answers| !answers.is_array()) {
            self.findings.push(Finding::new(link_id, Rule::Structure, "the answers must be a list"));
        }
        for answer in list(item, "answer") {
            let value = Value::read(answer, "value");
            answers.push(Given { value, children: self.read(answer, depth + 1) });
        }
        self.nodes[at].children = children;
        self.nodes[at].answers = answers;
        Some(at)
    }
}
