//! A day at the queue.

use super::*;

#[tokio::test]
async fn an_assessment_is_listed_read_taken_answered_and_ended() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let page = bench.get("liisa", "/api/v1/work?limit=50&lang=sv").await.expect(200);
    let row = &page["rows"][0];
    assert_eq!(
        (row["case"].as_str(), row["name"].as_str(), row["urgency"].as_str()),
        (Some(case.as_str()), Some("Äijälä Aino"), Some("P4"))
    );
    assert_eq!((row["unit"].as_str(), row["title"].as_str().unwrap().contains("Halsont")), (Some("lahde (sv)"), true));
    assert_eq!((page["total"].as_u64(), row["mine"].as_bool()), (Some(1), Some(false)));

    let view = bench.get("liisa", &format!("/api/v1/cases/{case}?lang=en")).await.expect(200);
    assert_eq!(view["resident"]["identity_code"].as_str(), Some(identity_code().as_str()));
    assert_eq!(view["resident"]["municipality"], "Tampere");
    assert_eq!(view["assessment"]["loaded"], true);
    assert_eq!(view["outcome"]["rule"], "st-13");
    assert!(!view["outcome"]["rationale"].as_str().unwrap().is_empty());
    assert!(!view["outcome"]["because"].as_array().unwrap().is_empty());
    let first = &view["outcome"]["would_change"][0];
    assert_eq!((first["urgency"].as_str(), first["answers"][0][0].as_str()), (Some("P0"), Some("Emergency signs")), "{first}");
    assert_eq!(view["answers"].as_array().unwrap().len(), SORE_THROAT.split(';').count());
    let own = view["answers"].as_array().unwrap().iter().find(|line| line["own_words"] == true).unwrap();
    assert_eq!(own["answers"], json!(["Kurkku on ollut kipeä."]));
    assert!(!view["not_asked"].as_array().unwrap().is_empty());
    assert!(!view["snippets"].as_array().unwrap().is_empty());

    let taken = bench.command("liisa", &case, json!({ "do": "take" })).await.expect(200);
    assert_eq!((taken["state"].as_str(), taken["version"].as_u64()), (Some("taken"), Some(2)));
    let reply = json!({ "do": "reply", "id": Uuid::now_v7(), "text": "Tule huomenna klo 9." });
    bench.command("liisa", &case, reply).await.expect(200);
    let mine = bench.get("liisa", "/api/v1/work?view=mine&limit=50&lang=fi").await.expect(200);
    assert_eq!(mine["rows"][0]["mine"], true);
    assert_eq!(bench.command("liisa", &case, json!({ "do": "end" })).await.expect(200)["state"], "closed");
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}?lang=fi")).await.expect(200);
    let events: Vec<_> =
        view["timeline"].as_array().unwrap().iter().map(|line| line["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!(events, ["opened", "taken", "replied", "ended"]);
    let summary = view["summary"].as_str().unwrap();
    assert!(
        summary.contains("sore-throat 1.0.0") && summary.contains("P4") && summary.contains("”Kurkku on ollut kipeä.”"),
        "{summary}"
    );
    assert!(!summary.contains(&identity_code()) && !summary.contains("Äijälä"), "the record knows whose it is");
}

#[tokio::test]
async fn every_look_and_every_change_is_in_the_use_log_before_it_is_answered() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let lines = bench.use_log().await.len();
    bench.get("liisa", "/api/v1/work?limit=50&lang=fi").await.expect(200);
    bench.get("liisa", &format!("/api/v1/cases/{case}/preview")).await.expect(200);
    bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
    bench.get("liisa", "/api/v1/work?q=aijala&limit=50&lang=fi").await.expect(200);
    bench.get("liisa", "/api/v1/work?q=ei%20ketaan&limit=50&lang=fi").await.expect(200);
    bench.command("liisa", &case, json!({ "do": "take" })).await.expect(200);
    bench.command("matti", &case, json!({ "do": "take" })).await.expect(409);
    bench.ask("liisa", "PUT", &format!("/api/v1/cases/{case}/drafts/note"), Some(json!({ "text": "H" }))).await.expect(204);
    let act = json!({ "id": Uuid::now_v7(), "act": { "message": { "id": Uuid::now_v7(), "text": "Kiitos" } } });
    bench.ask("channel", "POST", &format!("/api/v1/resident/cases/{case}/acts"), Some(act)).await.expect(200);
    bench.get("pauli", "/api/v1/use-log").await.expect(200);
    let learnt = bench.learnt_since(lines).await;
    assert_eq!(
        learnt,
        [
            "list-queue free: 1 rows",
            "preview",
            "read-case",
            "search 1 found, 1 shown",
            "search 0 found, 0 shown",
            "change-case take",
            "refused take",
            "change-case draft",
            "change-case client",
            "read-use-log newest",
        ]
    );
    let log = bench.use_log().await;
    assert!(
        log.iter()
            .skip(lines)
            .take(4)
            .all(|line| line.entry.session.is_some() && line.entry.user == Some(bench.user("liisa").id))
    );
    assert_eq!(log[lines].entry.shown.iter().map(ToString::to_string).collect::<Vec<_>>(), [case]);
    let text = format!("{log:?}");
    assert!(!text.contains(&identity_code()) && !text.contains("ketaan") && !text.contains("Äijälä"), "no person in clear");
}

#[tokio::test]
async fn what_is_fetched_anew_is_logged_once_and_what_is_new_again() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let lines = bench.use_log().await.len();
    for _ in 0..3 {
        bench.get("liisa", "/api/v1/work?limit=50&lang=fi").await.expect(200);
        bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
    }
    assert_eq!(bench.learnt_since(lines).await, ["list-queue free: 1 rows", "read-case"]);
    bench.command("matti", &case, json!({ "do": "note", "id": Uuid::now_v7(), "text": "Soitettu." })).await.expect(200);
    bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(200);
    bench.get("matti", "/api/v1/work?limit=50&lang=fi").await.expect(200);
    let learnt = bench.learnt_since(lines + 2).await;
    assert_eq!(learnt, ["change-case note", "read-case", "list-queue free: 1 rows"], "another version, and another reader");
}

#[tokio::test]
async fn refusals_say_why_in_a_form_that_a_screen_can_translate() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let refusal = |reply: Reply| reply.expect(409)["refusal"].clone();
    assert_eq!(refusal(bench.command("liisa", &case, json!({ "do": "end" })).await), json!({ "reason": "not-taken" }));
    bench.command("liisa", &case, json!({ "do": "take" })).await.expect(200);
    let other = bench.command("matti", &case, json!({ "do": "take" })).await.expect(409);
    assert_eq!(other["refusal"], json!({ "reason": "taken-by-other", "name": "Virtanen Liisa" }));
    assert!(!other["message"].as_str().unwrap().contains("Virtanen"), "messages are for logs");
    let change =
        json!({ "do": "change-urgency", "to": "P2", "reason": "Kuume nousi", "contacted": true, "record_checked": false });
    assert_eq!(refusal(bench.command("liisa", &case, change).await), json!({ "reason": "not-confirmed" }));
    let away = json!({ "do": "transfer-to-queue", "queue": "nowhere" });
    assert_eq!(refusal(bench.command("liisa", &case, away).await), json!({ "reason": "no-such-queue" }));
}

#[tokio::test]
async fn a_repeated_command_is_answered_as_the_first_even_by_another_server() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let path = format!("/api/v1/cases/{case}/commands");
    let take = json!({ "id": Uuid::now_v7(), "command": { "do": "take" } });
    let first = bench.ask("liisa", "POST", &path, Some(take.clone())).await.expect(200);
    let head = *bench.store.head().borrow();
    assert_eq!(bench.ask("liisa", "POST", &path, Some(take.clone())).await.expect(200), first);
    let again = App::new(Arc::clone(&bench.store) as Arc<dyn Store>, CONTENT.clone(), Settings::test_environment());
    let request = Request::post(&path).header(header::AUTHORIZATION, format!("Bearer {}", bench.token("liisa")));
    let response = router(again).oneshot(request.body(Body::from(take.to_string())).unwrap()).await.unwrap();
    assert_eq!(response.status(), 200, "whoever has taken it cannot take it again, unless it is the same command");
    assert_eq!(*bench.store.head().borrow(), head);
}

#[tokio::test]
async fn an_unfinished_case_comes_back_when_the_resident_writes() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    for command in [json!({ "do": "take" }), json!({ "do": "mark-unfinished" })] {
        bench.command("liisa", &case, command).await.expect(200);
    }
    assert_eq!(bench.get("liisa", "/api/v1/work?view=mine&limit=5&lang=fi").await.expect(200)["rows"], json!([]));
    let unfinished = bench.get("liisa", "/api/v1/work?view=unfinished&limit=5&lang=fi").await.expect(200);
    assert_eq!(unfinished["total"], 1);
    let act = json!({ "id": Uuid::now_v7(), "act": { "message": { "id": Uuid::now_v7(), "text": "Voin paremmin." } } });
    let woken = bench.ask("channel", "POST", &format!("/api/v1/resident/cases/{case}/acts"), Some(act)).await.expect(200);
    assert_eq!(woken["state"], "taken");
    let mine = bench.get("liisa", "/api/v1/work?view=mine&limit=5&lang=fi").await.expect(200);
    assert_eq!((mine["rows"][0]["unread"].as_u64(), mine["rows"][0]["case"].as_str()), (Some(1), Some(case.as_str())));
    let preview = bench.get("liisa", &format!("/api/v1/cases/{case}/preview")).await.expect(200);
    assert_eq!(preview["own_words"][1]["text"], "Voin paremmin.");
}

#[tokio::test]
async fn a_draft_is_kept_for_its_writer_only_until_it_is_dropped() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let view = format!("/api/v1/cases/{case}");
    let [reply, note] = ["reply", "note"].map(|kind| format!("{view}/drafts/{kind}"));
    let drafts = async |who: &str| {
        let case = bench.get(who, &view).await.expect(200);
        let drafts = case["drafts"].as_array().cloned().unwrap_or_default();
        drafts.iter().map(|draft| format!("{}: {}", draft["kind"], draft["text"])).collect::<Vec<_>>()
    };
    bench.ask("liisa", "PUT", &reply, Some(json!({ "text": "Hei, kiitos yhteydenotosta" }))).await.expect(204);
    bench.ask("liisa", "PUT", &note, Some(json!({ "text": "Soita huomenna" }))).await.expect(204);
    assert_eq!(drafts("liisa").await, [r#""reply": "Hei, kiitos yhteydenotosta""#, r#""note": "Soita huomenna""#]);
    assert!(drafts("matti").await.is_empty());
    bench.ask("liisa", "DELETE", &reply, None).await.expect(204);
    assert_eq!(drafts("liisa").await, [r#""note": "Soita huomenna""#]);
    bench.ask("liisa", "PUT", &format!("{view}/drafts/poem"), Some(json!({ "text": "x" }))).await.expect(404);
}

#[tokio::test]
async fn a_case_can_go_to_colleagues_of_its_queue_and_to_all_other_queues() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    bench.command("liisa", &case, json!({ "do": "take" })).await.expect(200);
    let targets = bench.get("liisa", &format!("/api/v1/cases/{case}/transfer-targets?lang=sv")).await.expect(200);
    let people: Vec<_> = targets["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect();
    assert_eq!(people, ["Heikkinen Laura", "Kahden Työn Tekijä", "Koodi Kaisa", "Korhonen Matti"]);
    let queues: Vec<_> = targets["queues"].as_array().unwrap().iter().map(|queue| queue["id"].as_str().unwrap()).collect();
    assert_eq!(queues, ["emergency", "koivu-nurse", "social"]);
    bench.command("liisa", &case, json!({ "do": "transfer-to-queue", "queue": "koivu-nurse" })).await.expect(200);
    bench.get("liisa", &format!("/api/v1/cases/{case}")).await.expect(404);
    let view = bench.get("kerttu", &format!("/api/v1/cases/{case}")).await.expect(200);
    assert_eq!((view["row"]["state"].as_str(), view["row"]["owner"].as_str()), (Some("free"), None));
}

#[tokio::test]
async fn earlier_cases_are_shown_as_far_as_the_reader_may_see_them_and_the_others_are_counted() {
    let bench = Bench::new().await;
    let first = bench.a_case().await;
    bench.submit(&a_response("informal-care", INFORMAL_CARE)).await.expect(201);
    let case = bench.a_case().await;
    let view = bench.get("liisa", &format!("/api/v1/cases/{case}?lang=en")).await.expect(200);
    assert_eq!(view["earlier"].as_array().unwrap().len(), 1);
    assert_eq!((view["earlier"][0]["case"].as_str(), view["earlier_hidden"].as_u64()), (Some(first.as_str()), Some(1)));
    let log = bench.use_log().await;
    assert_eq!(log.last().unwrap().entry.shown.iter().map(ToString::to_string).collect::<Vec<_>>(), [first]);
}

#[tokio::test]
async fn pages_follow_each_other_in_both_directions() {
    let bench = Bench::new().await;
    for _ in 0..5 {
        bench.a_case().await;
    }
    let all = bench.get("liisa", "/api/v1/work?limit=10&lang=fi").await.expect(200);
    let cursor = |at: usize| all["rows"][at]["cursor"].as_str().unwrap().replace('+', "%2B").replace('/', "%2F");
    let cases = |page: &Value, range: std::ops::Range<usize>| -> Vec<String> {
        page["rows"].as_array().unwrap()[range].iter().map(|row| row["case"].as_str().unwrap().to_owned()).collect()
    };
    let ask = |place: String| {
        let bench = &bench;
        async move { bench.get("liisa", &format!("/api/v1/work?limit=2&lang=fi&{place}")).await.expect(200) }
    };
    let after = ask(format!("after={}", cursor(1))).await;
    assert_eq!(cases(&after, 0..2), cases(&all, 2..4));
    assert_eq!((after["more_before"].as_bool(), after["more_after"].as_bool()), (Some(true), Some(true)));
    assert_eq!(cases(&ask(format!("before={}", cursor(2))).await, 0..2), cases(&all, 0..2));
    assert_eq!(cases(&ask(format!("from={}", cursor(3))).await, 0..2), cases(&all, 3..5));
    assert_eq!(cases(&ask("last=true".to_owned()).await, 0..2), cases(&all, 3..5));
    bench.get("liisa", "/api/v1/work?limit=2&lang=fi&after=x&before=y").await.expect(400);
    bench.get("liisa", "/api/v1/work?limit=2&lang=fi&after=nonsense").await.expect(400);
}

#[tokio::test]
async fn a_person_is_found_by_name_by_own_words_and_by_identity_code_however_it_is_written() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    for words in
        ["%C3%A4ij", "AIJALA%20aino", "kipe%C3%A4", &identity_code(), &format!("%20{}%20", identity_code().to_lowercase())]
    {
        let found = bench.get("liisa", &format!("/api/v1/work?q={words}&limit=10&lang=fi")).await.expect(200);
        assert_eq!((found["total"].as_u64(), found["rows"][0]["case"].as_str()), (Some(1), Some(case.as_str())), "{words}");
    }
    let long = "x".repeat(201);
    bench.get("liisa", &format!("/api/v1/work?q={long}&limit=10&lang=fi")).await.expect(400);
}

#[tokio::test]
async fn the_list_does_not_wait_for_the_knowledge_base_but_a_case_does() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let content = Content::loading(move || {
        let _ = wait.recv();
        KnowledgeBase::builtin()
    });
    let app = App::new(Arc::clone(&bench.store) as Arc<dyn Store>, content, Settings::test_environment());
    let ask = |path: String| {
        let request =
            Request::get(path).header(header::AUTHORIZATION, format!("Bearer {}", bench.token("liisa"))).body(Body::empty());
        router(app.clone()).oneshot(request.unwrap())
    };
    assert_eq!(ask("/api/v1/work?limit=10&lang=fi".to_owned()).await.unwrap().status(), 200);
    assert_eq!(ask("/ready".to_owned()).await.unwrap().status(), 503);
    let mut view = std::pin::pin!(ask(format!("/api/v1/cases/{case}")));
    tokio::select! {
        biased;
        _ = view.as_mut() => panic!("the case came before the knowledge base"),
        () = std::future::ready(()) => {}
    }
    go.send(()).unwrap();
    assert_eq!(view.await.unwrap().status(), 200);
    assert_eq!(ask("/ready".to_owned()).await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_case_whose_pack_is_no_longer_loaded_is_shown_with_ids_in_the_place_of_texts() {
    let bench = Bench::new().await;
    let case = bench.a_case().await;
    let app = App::new(
        Arc::clone(&bench.store) as Arc<dyn Store>,
        Content::ready(KnowledgeBase::default()),
        Settings::test_environment(),
    );
    let request = Request::get(format!("/api/v1/cases/{case}?lang=fi"))
        .header(header::AUTHORIZATION, format!("Bearer {}", bench.token("liisa")));
    let response = router(app).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let view: Value = serde_json::from_slice(&axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()).unwrap();
    assert_eq!(view["assessment"]["loaded"], false);
    assert!(view["assessment"]["title"].as_str().unwrap().contains("Kurkkukipu"), "titles are kept with the case");
    assert_eq!((view["outcome"]["rule"].as_str(), view["answers"][0]["text"].as_str()), (Some("st-13"), Some("emergency-signs")));
    assert_eq!(view["answers"].as_array().unwrap().iter().filter(|line| line["own_words"] == true).count(), 1);
}

#[tokio::test]
async fn the_use_log_is_paged_and_names_people_and_roles() {
    let bench = Bench::new().await;
    bench.a_case().await;
    let page = bench.get("pauli", "/api/v1/use-log").await.expect(200);
    let newest = &page["lines"][0];
    assert_eq!((newest["action"].as_str(), newest["user_name"].as_str()), (Some("read-use-log"), Some("Pääkäyttäjä Pauli")));
    assert_eq!((page["lines"][1]["action"].as_str(), page["lines"][1]["role"].as_str()), (Some("receive"), Some("intake")));
    let no = newest["no"].as_i64().unwrap();
    let older = bench.get("pauli", &format!("/api/v1/use-log?before={no}")).await.expect(200);
    assert_eq!(older["lines"][0]["no"].as_i64(), Some(no - 1));
}

#[tokio::test]
async fn every_answer_forbids_keeping_it_and_says_nothing_of_the_program() {
    let bench = Bench::new().await;
    for path in ["/api/v1/queues", "/health", "/no/such/place", "/api/v1/openapi.json"] {
        let reply = bench.get("liisa", path).await;
        assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert_eq!(reply.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert!(reply.headers.get(header::SERVER).is_none(), "{path}");
    }
    assert_eq!(bench.get("liisa", "/no/such/place").await.expect(404)["code"], "not-found");
    assert_eq!(bench.ask("liisa", "DELETE", "/api/v1/work", None).await.expect(405)["code"], "bad-request");
}

#[tokio::test]
async fn a_search_repeated_at_once_is_one_use_until_it_finds_something_new() {
    let bench = Bench::new().await;
    bench.a_case().await;
    let lines = bench.use_log().await.len();
    let search = async || bench.get("liisa", "/api/v1/work?q=%C3%A4ij&limit=10&lang=fi").await.expect(200);
    search().await;
    search().await;
    assert_eq!(bench.learnt_since(lines).await, ["search 1 found, 1 shown"]);
    bench.get("liisa", "/api/v1/work?view=free&limit=10&lang=fi").await.expect(200);
    assert_eq!(bench.learnt_since(lines).await.len(), 1, "the list shows nothing that the search did not");
    bench.a_case().await;
    let lines = bench.use_log().await.len();
    search().await;
    bench.get("liisa", "/api/v1/work?q=muu&limit=10&lang=fi").await.expect(200);
    bench.get("matti", "/api/v1/work?q=%C3%A4ij&limit=10&lang=fi").await.expect(200);
    assert_eq!(
        bench.learnt_since(lines).await,
        ["search 2 found, 2 shown", "search 0 found, 0 shown", "search 2 found, 2 shown"]
    );
}
