//! A supplier's form in a county: brought in, checked, proven, answered with its own names, and in the queue like any other.

use std::path::PathBuf;
use std::process::Output;

use crate::county::{County, example, omaolo};

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn form() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/examples/import/sleep-diary.json")
}

fn run(arguments: &[&str]) -> Output {
    omaolo().args(arguments).output().expect("it runs")
}

#[test]
fn a_suppliers_form_is_brought_in_and_its_responses_land_in_the_queue() {
    let county = County::new();
    let dir = county.dir();
    let dir = dir.to_str().expect("a path");
    let output = omaolo().args(["content", "import", "--dir", dir]).arg(form()).output().expect("it runs");
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("NOT CARRIED 2.3: ") && said.contains("NOT CARRIED 2.4: "), "{said}");
    assert!(said.contains("have no sv"), "{said}");
    let again = omaolo().args(["content", "import", "--dir", dir]).arg(form()).output().expect("it runs");
    assert!(!again.status.success() && text(&again).contains("was left as it is"), "{}", text(&again));

    let check = run(&["content", "check", &format!("{dir}/packs")]);
    assert!(check.status.success(), "{}", text(&check));
    let proof = run(&["content", "prove", "sleep-diary", "--dir", dir]);
    assert!(proof.status.success(), "{}", text(&proof));
    let page = text(&run(&["content", "show", "sleep-diary", "--dir", dir, "--lang", "en"]));
    assert!(
        page.contains("Sleep questionnaire") && page.contains("https://supplier.example/Questionnaire/sleep-diary"),
        "{page}"
    );

    let server = county.serve();
    let file = tempfile::NamedTempFile::new().expect("a file");
    let submit = |body: String| {
        std::fs::write(file.path(), body).expect("a file");
        omaolo().arg("submit").arg(file.path()).args(["--server", &server.address.to_string()]).output().expect("it runs")
    };
    let response = example("import/sleep-diary-response");
    let taken = submit(response.clone());
    let said = text(&taken);
    assert!(taken.status.success() && said.contains("lahde-nurse") && said.contains("P4"), "{said}");
    for (from, to, place) in [
        ("\"code\": \"BAD 1\"", "\"code\": \"WORSE\"", "item[0].item[0].answer[0]"),
        ("4.5", "45", "item[0].item[1].answer[0]"),
        (
            "\"unit\": \"kg\", \"system\": \"http://unitsofmeasure.org\", \"code\": \"kg\"",
            "\"unit\": \"lb\"",
            "item[1].item[0].answer[0]",
        ),
        ("\"linkId\": \"2.2\"", "\"linkId\": \"2.9\"", "item[1].item[1].linkId"),
        ("4.5", "7.5", "item[1].item[1].answer[0]"),
    ] {
        let refused = submit(response.replacen(from, to, 1));
        let said = text(&refused);
        assert!(!refused.status.success() && said.contains(place), "{to}: {said}");
    }
    let other = submit(response.replace("sleep-diary|3.2", "sleep-diary|4"));
    assert!(text(&other).contains("3.2.0"), "{}", text(&other));
}

#[test]
fn a_form_is_refused_as_a_whole_with_the_place_and_the_cure_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("packs");
    let import = |file: &std::path::Path, more: &[&str]| {
        omaolo().args(["content", "import"]).arg(file).arg("--out").arg(&out).args(more).output().expect("it runs")
    };
    let strict = import(&form(), &["--strict"]);
    assert!(!strict.status.success() && text(&strict).contains("nothing was written"), "{}", text(&strict));
    for (more, expected) in [
        (["--queue", "nures"], "did you mean \"nurse\""),
        (["--class", "P0"], "P1 to P5"),
        (["--id", "Sleep Diary"], "is not an id"),
        (["--id", "sore-throat"], "would replace"),
    ] {
        let refused = import(&form(), &more);
        assert!(!refused.status.success() && text(&refused).contains(expected), "{more:?}: {}", text(&refused));
    }
    let file = folder.path().join("form.json");
    for (body, expected) in [
        ("{".to_owned(), "line 1, column 1"),
        ("{\"resourceType\": \"Bundle\"}".to_owned(), "must be Questionnaire"),
        (
            "{\"resourceType\": \"Questionnaire\", \"item\": [{\"linkId\": \"7\", \"type\": \"coding\"}]}".to_owned(),
            "7: this is a Questionnaire of FHIR R5",
        ),
        (
            format!(
                "{{\"resourceType\": \"Questionnaire\", \"item\": {}{}}}",
                "[{\"linkId\": \"a\", \"item\": ".repeat(10_000),
                "[]}]".repeat(10_000)
            ),
            "nested too deep",
        ),
    ] {
        std::fs::write(&file, body).expect("a file");
        let refused = import(&file, &[]);
        assert!(!refused.status.success() && text(&refused).contains(expected), "{expected}: {}", text(&refused));
    }
    assert!(!out.exists(), "nothing is written for what is refused");
}
