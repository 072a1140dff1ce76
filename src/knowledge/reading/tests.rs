use std::collections::BTreeMap;

use domain::Language;

use super::*;
use crate::KnowledgeBase;

/// Every text of the document, in its order.
fn texts(reading: &Reading) -> Vec<&str> {
    let mut all = vec![reading.title.as_str()];
    for block in &reading.blocks {
        match block {
            Block::Heading(text) | Block::Part(text) | Block::Text(text) => all.push(text),
            Block::Facts(facts) => all.extend(facts.iter().flat_map(|(name, fact)| [name.as_str(), fact])),
            Block::List(points) => all.extend(points.iter().map(String::as_str)),
            Block::Items(items) => {
                for item in items {
                    all.extend([item.text.as_str(), &item.id]);
                    all.extend(item.lines.iter().map(String::as_str));
                    all.extend(item.points.iter().flat_map(|point| [point.text.as_str(), &point.id]));
                }
            }
            Block::Table(table) => {
                all.extend(table.columns.iter().map(|(title, _)| title.as_str()));
                all.extend(table.rows.iter().flatten().flatten().map(|line| line.text.as_str()));
            }
        }
    }
    all
}

/// The pack that `content new` makes, with these changes.
fn a_new_pack(changes: &[(&str, &str)]) -> KnowledgeBase {
    let folder = tempfile::tempdir().unwrap();
    for (path, mut text) in crate::new_pack("dry-eye", domain::AssessmentKind::Symptom).unwrap() {
        for (from, to) in changes {
            text = text.replace(from, to);
        }
        let path = folder.path().join("dry-eye").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let mut base = KnowledgeBase::builtin();
    base.add_folder(folder.path()).unwrap();
    assert_eq!(base.refused(), []);
    base
}

#[test]
fn a_small_pack_reads_well_in_each_form_and_language() {
    let base = a_new_pack(&[]);
    let pack = base.get("dry-eye").unwrap();
    for language in Language::ALL {
        let reading = pack.reading(language);
        insta::assert_snapshot!(format!("{language}_terminal"), reading.to_terminal(80));
        insta::assert_snapshot!(format!("{language}_markdown"), reading.to_markdown());
        insta::assert_snapshot!(format!("{language}_html"), reading.to_html());
    }
}

#[test]
fn every_question_and_rule_of_every_pack_stands_in_the_document_and_no_gap_is_left_open() {
    let base = KnowledgeBase::builtin();
    for pack in base.packs() {
        for language in Language::ALL {
            let (reading, own) = (pack.reading(language), pack.texts(language));
            let texts = texts(&reading);
            let mut expected: Vec<&String> = own.questions.iter().map(|question| &question.text).collect();
            expected.extend(own.questions.iter().filter(|q| q.options.len() > 2).flat_map(|question| &question.options));
            expected.extend(&own.rules);
            expected.extend(own.recommendations.iter().flat_map(|one| &one.self_care));
            expected.extend(pack.rules.iter().map(|rule| &rule.id));
            for text in expected {
                assert!(texts.contains(&text.as_str()), "{} {language}: {text}", pack.id());
            }
            let open = texts.iter().filter(|text| text.contains('{') && !own.replies.iter().any(|reply| reply == **text));
            assert_eq!(open.collect::<Vec<_>>(), [&""; 0], "{} {language}", pack.id());
            let unnamed = own.questions.iter().zip(&pack.questions).find(|(text, question)| text.text == question.id);
            assert!(unnamed.is_none(), "{} {language}: {unnamed:?}", pack.id());
        }
    }
}

#[test]
fn each_form_says_all_of_the_document() {
    let base = KnowledgeBase::builtin();
    // The reverse of escaping, as far as the packs need it.
    let marks = ["&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", "&amp;", "&"];
    let unescaped = |page: &str| marks.chunks(2).fold(page.to_owned(), |page, mark| page.replace(mark[0], mark[1]));
    // One of each kind: with classes, with outcomes and deadlines, with areas, with examinations.
    for pack in ["sore-throat", "informal-care", "wellbeing-check", "pe-infant"].map(|id| base.get(id).unwrap()) {
        let reading = pack.reading(Language::Fi);
        // So wide that nothing is wrapped.
        let terminal = reading.to_terminal(3_000).to_lowercase();
        let (markdown, html) = (reading.to_markdown().replace('\\', ""), unescaped(&reading.to_html()));
        for text in texts(&reading).into_iter().map(clean) {
            assert!(terminal.contains(&text.to_lowercase()), "{}: {text}", pack.id());
            assert!(markdown.contains(&text), "{}: {text}", pack.id());
            assert!(html.contains(&text), "{}: {text}", pack.id());
        }
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    use unicode_width::UnicodeWidthStr as _;
    let base = KnowledgeBase::builtin();
    for pack in base.packs() {
        for (language, width) in [(Language::Fi, 80), (Language::Sv, 40), (Language::En, 140)] {
            let page = pack.reading(language).to_terminal(width);
            let widest = page.lines().max_by_key(|line| line.width()).unwrap();
            assert!(widest.width() <= width, "{} {language}: {widest}", pack.id());
        }
    }
}

#[test]
fn what_somebody_wrote_steers_neither_a_page_nor_the_terminal() {
    let hostile = r#"title = "a|b <script>x</script> *c* \u001b[2J & \"q\"""#;
    let base = a_new_pack(&[("title = \"dry-eye\"", hostile)]);
    let reading = base.get("dry-eye").unwrap().reading(Language::En);
    let html = reading.to_html();
    assert!(html.contains("<title>a|b &lt;script&gt;x&lt;/script&gt; *c* [2J &amp; &quot;q&quot;</title>"), "{html}");
    let markdown = reading.to_markdown();
    assert!(markdown.starts_with(r#"# a\|b \<script\>x\</script\> \*c\* \[2J \& "q""#), "{markdown}");
    assert!(!reading.to_terminal(80).contains('\u{1b}'));
}

#[test]
fn a_page_closes_every_element_that_it_opens() {
    let base = KnowledgeBase::builtin();
    for pack in base.packs() {
        let html = pack.reading(Language::Sv).to_html();
        let mut open: BTreeMap<&str, i32> = BTreeMap::new();
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            *open.entry(name).or_default() += if tag.starts_with('/') { -1 } else { 1 };
        }
        for alone in ["!DOCTYPE", "meta", "col", "br"] {
            open.remove(alone);
        }
        assert!(open.values().all(|count| *count == 0), "{}: {open:?}", pack.id());
    }
}
