//! The full text: words of cases, found by whole words and by the beginning of one.
//!
//! A new document first stands in a small table and goes into the index with some hundreds of others: the index makes a
//! segment for each transaction that writes to it, and merging those would cost a submission more than all the rest.
//! Both are written in the transaction of the change and searched together, so nobody sees a difference.

use std::collections::HashSet;

use rusqlite::{Connection, params};

/// So many new documents go into the index at once.
const TOGETHER: u32 = 256;
/// More words than this do not narrow a search.
const MOST_WORDS: usize = 8;
/// Below this, the last word must be whole: one letter begins nearly everything.
const SHORTEST_BEGINNING: usize = 2;

/// How many documents wait to go into the index.
pub(super) fn waiting(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("SELECT count(*) FROM search_new", [], |row| row.get(0))
}

/// Writes the document of a case, in the place of an older one.
pub(super) fn write(connection: &Connection, no: i64, words: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR REPLACE INTO search_new (no, words) VALUES (?1, ?2)")?.execute(params![no, words])?;
    Ok(())
}

/// Moves the waiting documents into the index when they are enough. Returns how many wait now.
pub(super) fn settle(connection: &Connection, waiting: u32) -> rusqlite::Result<u32> {
    if waiting < TOGETHER {
        return Ok(waiting);
    }
    let sql = "INSERT OR REPLACE INTO search (rowid, words) SELECT no, words FROM search_new ORDER BY no";
    connection.prepare_cached(sql)?.execute([])?;
    connection.prepare_cached("DELETE FROM search_new")?.execute([])?;
    Ok(0)
}

/// Forgets all documents.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DELETE FROM search_new; INSERT INTO search (search) VALUES ('delete-all');")
}

/// What is looked for: all of these words, the last maybe as a beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    words: Vec<String>,
    last_may_go_on: bool,
}

impl Wanted {
    /// From what was typed. `None` when there is no word in it.
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<String> = super::words::of(text).take(MOST_WORDS).collect();
        let last_may_go_on = words.last()?.chars().count() >= SHORTEST_BEGINNING;
        Some(Self { words, last_may_go_on })
    }

    /// What the index is asked. Each word consists of letters and digits only and stands in quotation marks, so nothing that
    /// was typed is ever read as syntax.
    fn expression(&self) -> String {
        let quoted: Vec<String> = self.words.iter().map(|word| format!("\"{word}\"")).collect();
        format!("{}{}", quoted.join(" AND "), if self.last_may_go_on { "*" } else { "" })
    }

    /// The same for a document that does not stand in the index yet.
    fn is_in(&self, document: &str) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().enumerate().all(|(nth, wanted)| {
            let may_go_on = nth == last && self.last_may_go_on;
            document.split(' ').any(|word| if may_go_on { word.starts_with(wanted.as_str()) } else { word == wanted })
        })
    }
}

/// Numbers of matching cases, the newest first, and whether there are more than `most`.
pub(super) fn find(connection: &Connection, wanted: &Wanted, most: u32) -> rusqlite::Result<(Vec<i64>, bool)> {
    let mut found = Vec::new();
    let mut superseded = HashSet::new();
    let mut statement = connection.prepare_cached("SELECT no, words FROM search_new ORDER BY no DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let no = row.get(0)?;
        superseded.insert(no);
        if wanted.is_in(row.get_ref(1)?.as_str()?) {
            found.push(no);
        }
    }
    // The order by number lets the index stop at the limit instead of finding everything.
    let mut statement =
        connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2")?;
    let mut rows = statement.query(params![wanted.expression(), most + 1])?;
    while let Some(row) = rows.next()? {
        let no = row.get(0)?;
        if !superseded.contains(&no) {
            found.push(no);
        }
    }
    let more = found.len() > most as usize;
    found.truncate(most as usize);
    Ok((found, more))
}

/// A hash over all documents that does not depend on where they stand: the sum of the hashes of each word in each document.
pub(super) fn digest(connection: &Connection) -> rusqlite::Result<String> {
    let mut sum = [0_u64; 4];
    let mut add = |no: i64, word: &str| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&no.to_le_bytes()).update(word.as_bytes());
        let hash = hasher.finalize();
        let (parts, _) = hash.as_bytes().as_chunks::<8>();
        sum.iter_mut().zip(parts).for_each(|(sum, part)| *sum = sum.wrapping_add(u64::from_le_bytes(*part)));
    };
    let mut superseded = HashSet::new();
    let mut statement = connection.prepare("SELECT no, words FROM search_new")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let no = row.get(0)?;
        superseded.insert(no);
        row.get_ref(1)?.as_str()?.split(' ').for_each(|word| add(no, word));
    }
    connection.execute_batch("CREATE VIRTUAL TABLE temp.search_words USING fts5vocab('main', 'search', 'instance')")?;
    {
        let mut statement = connection.prepare("SELECT doc, term FROM temp.search_words")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let no = row.get(0)?;
            if !superseded.contains(&no) {
                add(no, row.get_ref(1)?.as_str()?);
            }
        }
    }
    connection.execute_batch("DROP TABLE temp.search_words")?;
    Ok(sum.iter().map(|part| format!("{part:016x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(text: &str) -> Option<String> {
        Wanted::of(text).map(|wanted| wanted.expression())
    }

    #[test]
    fn what_is_typed_is_never_syntax() {
        assert_eq!(expression("\" OR *").as_deref(), Some("\"or\"*"));
        assert_eq!(expression("kuume NOT flunssa").as_deref(), Some("\"kuume\" AND \"not\" AND \"flunssa\"*"));
        assert_eq!(expression("words:a").as_deref(), Some("\"words\" AND \"a\""));
        assert_eq!(expression("  *^(){}:+-\" "), None);
    }

    #[test]
    fn a_document_that_waits_matches_as_it_will_in_the_index() {
        let document = "aijala aino kuumetta äijälä";
        for (text, matches) in
            [("aino", true), ("ai", true), ("ino", false), ("kuume aino", false), ("aino kuume", true), ("a", false)]
        {
            assert_eq!(Wanted::of(text).unwrap().is_in(document), matches, "{text}");
        }
    }
}
