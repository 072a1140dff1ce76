//! The command line: it explains itself, and says what is wrong.

use std::path::Path;
use std::process::Output;

use crate::county::{County, example, omaolo};

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn help_names_every_command_and_each_has_a_man_page_and_completions_from_the_same_words() {
    let help = text(&omaolo().arg("--help").output().expect("it runs"));
    let man = text(&omaolo().arg("man").output().expect("it runs"));
    let completions = text(&omaolo().args(["completions", "bash"]).output().expect("it runs"));
    for command in ["demo", "work", "serve", "submit", "content", "store", "user", "audit"] {
        assert!(help.contains(command), "{command} in help");
        assert!(man.contains(command), "{command} in the man page");
        assert!(completions.contains(command), "{command} in the completions");
    }
}

#[test]
fn the_built_in_content_passes_its_own_check_and_all_cases_hold() {
    let output = omaolo().args(["content", "check"]).output().expect("it runs");
    assert!(output.status.success(), "{}", text(&output));
    let text = text(&output);
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let of = words.iter().position(|word| *word == "of").unwrap_or_else(|| panic!("{line}"));
        assert_eq!(words[of - 1], words[of + 1], "{line}");
    }
    for pack in ["sore-throat", "informal-care", "wellbeing-check", "pe-infant"] {
        assert!(text.lines().any(|line| line.starts_with(pack)), "{pack}");
    }
}

/// A county's own sore throat assessment, in which a muffled voice is no longer an emergency.
fn own_pack(folder: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/knowledge/packs/sore-throat");
    let to = folder.join("sore-throat");
    std::fs::create_dir_all(to.join("texts")).expect("a folder");
    for name in ["cases.toml", "texts/fi.toml", "texts/sv.toml", "texts/en.toml"] {
        std::fs::copy(from.join(name), to.join(name)).expect("a file");
    }
    let pack = std::fs::read_to_string(from.join("pack.toml")).expect("a pack");
    let changed = pack.replacen("version = \"1.0.0\"", "version = \"1.1.0\"", 1).replacen(" or voice = muffled", "", 1);
    assert_ne!(pack, changed);
    std::fs::write(to.join("pack.toml"), changed).expect("a file");
}

#[test]
fn a_pack_that_forgets_a_danger_is_refuted_with_the_answers_that_show_it() {
    let folder = tempfile::tempdir().expect("a folder");
    own_pack(folder.path());
    let output = omaolo().args(["content", "prove", "sore-throat", "--packs"]).arg(folder.path()).output().expect("it runs");
    let text = text(&output);
    assert!(!output.status.success(), "{text}");
    assert!(text.contains("red flag voice = muffled") && text.contains("its floor is P1"), "{text}");
    assert!(text.contains("voice=muffled"), "{text}");
}

#[test]
fn what_a_countys_own_version_changes_is_told_by_class() {
    let folder = tempfile::tempdir().expect("a folder");
    own_pack(folder.path());
    let own = folder.path().join("sore-throat");
    let output = omaolo().args(["content", "diff", "sore-throat"]).arg(&own).output().expect("it runs");
    let text = text(&output);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("sore-throat 1.0.0 -> sore-throat 1.1.0"), "{text}");
    assert!(text.contains("rule st-02") && text.contains("P1 -> P8:"), "{text}");
    assert!(text.contains("voice = muffled"), "{text}");
}

#[test]
fn a_pack_is_shown_in_eighty_columns_and_written_as_a_document_to_review() {
    let content = |arguments: &[&str]| {
        let output = omaolo().arg("content").args(arguments).output().expect("it runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let page = content(&["show", "knee", "--lang", "sv"]);
    assert!(page.contains("\nFRÅGOR\n") && page.lines().all(|line| line.chars().count() <= 80), "{page}");
    let markdown = content(&["export", "knee", "--as", "markdown", "--lang", "fi"]);
    assert!(markdown.starts_with("# ") && markdown.contains("\n## Kysymykset\n") && markdown.contains("| --- |"), "{markdown}");
    let html = content(&["export", "knee", "--as", "html", "--lang", "en"]);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && html.contains("demonstration content"), "{html}");
}

#[test]
fn a_pack_is_written_as_a_questionnaire_that_the_program_itself_reads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = folder.path().join("sore-throat.json");
    let export =
        |arguments: &[&str]| omaolo().args(["content", "export", "--as", "fhir"]).args(arguments).output().expect("it runs");
    let printed = export(&["sore-throat"]);
    assert!(printed.status.success(), "{}", text(&printed));
    std::fs::write(&form, &printed.stdout).expect("a file");
    let response = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/examples/sore-throat.json");
    let check = omaolo().args(["form", "check"]).arg(&form).arg(response).arg("--json").output().expect("it runs");
    let check: serde_json::Value = serde_json::from_slice(&check.stdout).expect("JSON");
    assert_eq!((&check["valid"], &check["errors"]), (&serde_json::json!(true), &serde_json::json!([])));
    let all = folder.path().join("all");
    let output = export(&["--all", "--out", all.to_str().expect("a path")]);
    assert!(output.status.success(), "{}", text(&output));
    let written = std::fs::read(all.join("sore-throat.json")).expect("a file");
    assert!(written == printed.stdout, "the same in the folder");
    assert!(all.join("wellbeing-check.json").exists());
    assert!(text(&export(&["--all"])).contains("--out"), "where to is asked for");
    assert!(text(&export(&["sore-throt"])).contains("sore-throt"), "an unknown pack is named");
}

#[test]
fn evaluate_prints_what_other_programs_expect() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = folder.path().join("answers.json");
    std::fs::write(&answers, r#"{"emergency-signs": ["drooling"]}"#).expect("a file");
    let output = omaolo().args(["content", "evaluate", "sore-throat"]).arg(&answers).arg("--json").output().expect("it runs");
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        (result["class"].as_str(), result["rule"].as_str(), result["within"].as_str()),
        (Some("P0"), Some("st-01"), Some("now"))
    );
    assert_eq!(result["because"], serde_json::json!([{ "question": "emergency-signs", "values": ["drooling"] }]));
}

#[test]
fn a_county_of_another_seed_is_not_silently_shown() {
    let county = County::new();
    let output = omaolo()
        .args(["demo", "--prepare", "--seed", "8", "--items", "60", "--dir"])
        .arg(county.dir())
        .output()
        .expect("it runs");
    assert!(!output.status.success());
    assert!(text(&output).contains("made from seed 7"), "{}", text(&output));
}

#[test]
fn the_store_of_a_county_holds_and_rebuilds_to_the_same_tables() {
    let county = County::new();
    let run = |what: &str| {
        let output = omaolo().args(["store", what, "--dir"]).arg(county.dir()).output().expect("it runs");
        assert!(output.status.success(), "{what}: {}", text(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let tables = |report: &str| report.lines().filter(|line| line.starts_with("  ")).map(str::to_owned).collect::<Vec<_>>();
    let before = run("verify");
    assert!(!tables(&before).is_empty());
    assert_eq!(tables(&run("rebuild")), tables(&before));
    assert_eq!(tables(&run("verify")), tables(&before));
}

#[test]
fn each_hand_written_response_lands_in_the_right_queue_with_the_sheet_s_class() {
    let county = County::new();
    let server = county.serve();
    let expected = [
        ("sore-throat", "lahde-nurse", "P4"),
        ("urinary-tract-infection", "koivu-nurse", "P2"),
        ("low-back", "paivystys", "P1"),
        ("informal-care", "sos-iakkaat", "likely"),
        ("wellbeing-check", "lahde-nurse", "P8"),
    ];
    let file = tempfile::NamedTempFile::new().expect("a file");
    for (name, queue, outcome) in expected {
        std::fs::write(file.path(), example(name)).expect("a file");
        let output =
            omaolo().arg("submit").arg(file.path()).args(["--server", &server.address.to_string()]).output().expect("it runs");
        assert!(output.status.success(), "{name}: {}", text(&output));
        let said = text(&output);
        assert!(said.contains(queue) && said.contains(outcome), "{name}: {said}");
    }
}

#[test]
fn a_refused_response_is_said_to_be_refused_and_where() {
    let county = County::new();
    let server = county.serve();
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), example("sore-throat").replace("\"valueInteger\": 34", "\"valueInteger\": 340")).expect("a file");
    let output =
        omaolo().arg("submit").arg(file.path()).args(["--server", &server.address.to_string()]).output().expect("it runs");
    assert!(!output.status.success());
    let said = text(&output);
    assert!(said.contains("OperationOutcome") && said.contains("QuestionnaireResponse.item[1]"), "{said}");
    assert!(!said.contains("340"), "what was typed is not repeated");
}

#[test]
fn the_key_reference_in_the_documentation_is_the_one_that_the_program_prints() {
    let home = tempfile::tempdir().expect("a folder");
    let output = omaolo()
        .args(["keys", "--lang", "en"])
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .output()
        .expect("it runs");
    let written =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md")).expect("docs/keys.md");
    assert_eq!(written, String::from_utf8_lossy(&output.stdout), "write it anew: omaolo keys --lang en > docs/keys.md");
}

#[test]
fn a_wrong_pack_is_refused_with_its_line_and_the_program_says_so_by_its_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/knowledge/packs/sore-throat");
    copy(&pack, &folder.path().join("sore-throat"));
    copy(&pack.with_file_name("_shared"), &folder.path().join("_shared"));
    let logic = folder.path().join("sore-throat/pack.toml");
    let rules = std::fs::read_to_string(&logic).expect("the pack");
    let line = rules.lines().position(|line| line.contains("voice = muffled")).expect("a rule about the voice") + 1;
    std::fs::write(&logic, rules.replace("voice = muffled", "voice = mufled")).expect("a mistake");
    let output = omaolo().args(["content", "check"]).arg(folder.path()).output().expect("it runs");
    assert!(!output.status.success());
    let said = text(&output);
    assert!(said.contains(&format!("pack.toml:{line}:")) && said.contains("muffled"), "{said}");
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn a_case_is_replayed_on_the_content_that_judged_it_also_when_the_folder_overrides_it_and_the_look_is_logged() {
    let county = County::new();
    let replay = |case: &str| {
        let mut command = omaolo();
        command.args(["content", "replay", case, "--dir"]).arg(county.dir());
        command.output().expect("it runs")
    };
    let first = replay("3");
    assert!(first.status.success(), "{}", text(&first));
    assert!(text(&first).contains("same outcome") && !text(&first).contains("in use now"), "{}", text(&first));
    // The organisation overrides every pack with a version of its own.
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/knowledge/packs");
    let own = county.dir().join("packs");
    copy(&packs, &own);
    for pack in std::fs::read_dir(&own).expect("the packs") {
        let logic = pack.expect("a pack").path().join("pack.toml");
        if let Ok(text) = std::fs::read_to_string(&logic) {
            std::fs::write(logic, text.replacen("version = \"1.0.0\"", "version = \"1.9.0\"", 1)).expect("a file");
        }
    }
    let list = omaolo().args(["content", "list", "--dir"]).arg(county.dir()).output().expect("it runs");
    assert!(text(&list).contains("1.9.0") && !text(&list).contains("1.0.0"), "{}", text(&list));
    let second = replay("3");
    assert!(second.status.success(), "{}", text(&second));
    assert!(text(&second).contains("1.9.0, in use now, would say the same"), "{}", text(&second));
    let server = county.serve();
    let mut audit = omaolo();
    audit.args(["audit", "--limit", "5", "--server", &server.address.to_string()]).env("OMAOLO_PASSWORD", "demo");
    let audit = audit.output().expect("it runs");
    assert_eq!(text(&audit).matches("read-case      ").count(), 2, "{}", text(&audit));
    assert!(text(&audit).contains("content replay at the command line"), "{}", text(&audit));
    drop(server);
    let unknown = replay("9999");
    assert!(!unknown.status.success() && text(&unknown).contains("no case with the number 9999"), "{}", text(&unknown));
}

#[test]
fn a_pack_of_the_organisation_is_approved_by_the_signature_of_an_owner_that_it_trusts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (pack, key) = (folder.path().join("packs/sore-throat"), folder.path().join("aino.key"));
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/knowledge/packs/sore-throat"), &pack);
    let run = |words: &[&str], paths: &[&Path]| omaolo().arg("content").args(words).args(paths).output().expect("it runs");
    let made = text(&run(&["keygen"], &[&key]));
    let public = made.lines().find(|line| line.starts_with("key = ")).expect("the public key");
    assert!(text(&run(&["keygen"], &[&key])).contains("was left as it is"));
    let settings = format!("[content]\ndisabled = [\"low-back\"]\n\n[[owner]]\nname = \"Aalto Aino\"\n{public}\n");
    std::fs::write(folder.path().join("content.toml"), settings).expect("a file");
    let logic = std::fs::read_to_string(pack.join("pack.toml")).expect("the pack");
    std::fs::write(pack.join("pack.toml"), logic.replacen("version = \"1.", "version = \"7.", 1)).expect("a file");
    let listed = || text(&run(&["list", "--dir"], &[folder.path()]));
    let line = |list: &str| list.lines().find(|line| line.starts_with("sore-throat")).unwrap_or_default().to_owned();
    assert!(line(&listed()).contains("demonstration") && !listed().contains("low-back"), "{}", listed());
    let signed = run(&["sign", "--name", "Aalto Aino", "--key"], &[&key, &pack]);
    assert!(signed.status.success(), "{}", text(&signed));
    assert!(line(&listed()).contains("approved"), "{}", listed());
    let english = pack.join("texts/en.toml");
    let words = std::fs::read_to_string(&english).expect("the texts");
    std::fs::write(&english, words.replacen("title = \"", "title = \"New ", 1)).expect("a file");
    assert!(line(&listed()).contains("demonstration"), "{}", listed());
    let checked = run(&["check"], &[&pack]);
    assert!(
        text(&checked).contains("not approved") && text(&checked).contains("changed after Aalto Aino signed"),
        "{}",
        text(&checked)
    );
}

#[test]
fn a_new_pack_is_checked_again_whenever_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = omaolo().args(["content", "new", "dry-eye", "--dir"]).arg(folder.path()).output().expect("it runs");
    assert!(made.status.success(), "{}", text(&made));
    let again = omaolo().args(["content", "new", "dry-eye", "--dir"]).arg(folder.path()).output().expect("it runs");
    assert!(!again.status.success() && text(&again).contains("was left as it is"), "{}", text(&again));
    let pack = folder.path().join("dry-eye");
    let mut command = omaolo();
    command.args(["content", "check", "--watch", "--coverage"]).arg(&pack).stdout(std::process::Stdio::piped());
    let mut watching = command.spawn().expect("it runs");
    let (told, lines) = std::sync::mpsc::channel();
    let output = watching.stdout.take().expect("its output");
    std::thread::spawn(move || {
        for line in std::io::BufRead::lines(std::io::BufReader::new(output)).map_while(Result::ok) {
            let _ = told.send(line);
        }
    });
    let wait_for = |what: &str| loop {
        let line = lines.recv_timeout(std::time::Duration::from_secs(30)).unwrap_or_else(|_| panic!("no line with {what}"));
        if line.contains(what) {
            break;
        }
    };
    wait_for("4 of 4 cases hold");
    wait_for("days >= 14");
    let logic = std::fs::read_to_string(pack.join("pack.toml")).expect("the pack");
    std::fs::write(pack.join("pack.toml"), logic.replace("worse = yes", "wrose = yes")).expect("a file");
    wait_for("did you mean \"worse\"?");
    watching.kill().expect("it ends");
    watching.wait().expect("it ends");
}
