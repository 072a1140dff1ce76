//! A small fictional county for tests: names, questions and answers as they look in real work.

use api::{
    AnswerLine, AssessmentView, CaseView, Cursor, EarlierCase, Environment, GrantView, ObservationView, OutcomeView, OwnWords,
    Preview, QueueCount, QueueView, ResidentView, RuleLine, ScoreLine, SessionView, Snippet, TimelineLine, TransferTargets,
    UserRef, WorkRow,
};
use domain::{
    AssessmentKind, CaseId, ClassTable, IdentityCode, Language, Message, MessageFrom, MessageId, QueueId, Role, Sex,
    UrgencyClass, UserId, Within, Words, WorkState,
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Tuesday 24 November 2026, 10:42 in Helsinki.
pub(crate) const NOW: &str = "2026-11-24T08:42:10Z";

const NAMES: [&str; 12] = [
    "Virtanen Aino",
    "Mäkinen Eero",
    "Lindström Åsa",
    "Äijälä Risto",
    "Nieminen Helmi",
    "Öhman Karl-Erik",
    "Heikkinen Tuula",
    "Koskinen Juhani",
    "Saarinen Päivi",
    "Laitinen Veikko",
    "Hämäläinen Anna-Liisa",
    "Rantanen Mikko",
];
const TITLES: [&str; 4] = ["Kurkkukipu tai nieluoire", "Virtsatieinfektio", "Alaselkäkipu", "Omaishoidon tuki"];

fn ago(minutes: i64) -> Timestamp {
    NOW.parse::<Timestamp>().unwrap() - SignedDuration::from_mins(minutes)
}

/// A free row; the number gives its place in the order.
pub(crate) fn a_row(number: u32) -> WorkRow {
    let class = match number {
        0..=1 => 1,
        2..=5 => 2,
        6..=30 => 3,
        31..=90 => 4,
        _ => 5,
    };
    let urgency = UrgencyClass::from_rank(class).unwrap();
    let waited = i64::from(3000_u32.saturating_sub(number * 3)).max(5) % (200 * i64::from(class));
    let limit = [0, 120, 600, 1440, 4320, 10080][usize::from(class)];
    let n = number as usize;
    WorkRow {
        case: CaseId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + u128::from(number))),
        no: 4000 + i64::from(number),
        version: 1,
        cursor: Cursor(format!("{number:08}")),
        urgency,
        original: if number == 7 { UrgencyClass::P5 } else { urgency },
        service: n % 4 == 3,
        arrived: ago(waited),
        due: Some(ago(waited - limit)),
        title: TITLES[n % 4].to_owned(),
        name: NAMES[n * 7 % 12].to_owned(),
        age: u8::try_from(17 + n * 13 % 75).unwrap(),
        on_behalf: n % 9 == 4,
        unit: "Lähteen terveysasema".to_owned(),
        queue: QueueId::from("lahde-nurse"),
        state: WorkState::Free,
        owner: None,
        mine: false,
        unread: 0,
        red_flags: u8::from(class < 3) * 2,
        language: if n % 5 == 2 { Language::Sv } else { Language::Fi },
    }
}

/// So many free rows in order.
pub(crate) fn rows(count: u32) -> Vec<WorkRow> {
    (0..count).map(a_row).collect()
}

pub(crate) fn counts(rows: &[WorkRow]) -> Vec<QueueCount> {
    let count = |fits: &dyn Fn(&WorkRow) -> bool| rows.iter().filter(|row| fits(row)).count() as u32;
    let now: Timestamp = NOW.parse().unwrap();
    let free = |row: &WorkRow| row.state == WorkState::Free;
    vec![
        QueueCount {
            queue: "lahde-nurse".into(),
            free: count(&free),
            urgent: count(&|row| free(row) && row.urgency.rank() <= 2),
            taken: count(&|row| row.state == WorkState::Taken),
            unfinished: count(&|row| row.state == WorkState::Unfinished),
            mine: count(&|row| row.mine && row.state == WorkState::Taken),
            mine_unread: count(&|row| row.mine && row.unread > 0),
            overdue: count(&|row| free(row) && row.due.is_some_and(|due| due < now)).min(999),
        },
        QueueCount {
            queue: "lahde-physio".into(),
            free: 0,
            urgent: 0,
            taken: 0,
            unfinished: 0,
            mine: 0,
            mine_unread: 0,
            overdue: 0,
        },
    ]
}

pub(crate) fn me() -> UserId {
    UserId(Uuid::from_u128(1))
}

pub(crate) fn a_session(lang: Language) -> SessionView {
    let mut session = a_session_to_choose(lang);
    session.chosen = Some(0);
    session
}

pub(crate) fn a_session_to_choose(lang: Language) -> SessionView {
    let unit_name = if lang == Language::Sv { "Källans hälsostation" } else { "Lähteen terveysasema" };
    let queue = |id: &str, name: &str| QueueView {
        id: id.into(),
        name: name.to_owned(),
        unit: "lahde".into(),
        unit_name: unit_name.to_owned(),
    };
    SessionView {
        user: me(),
        name: "Korhonen Liisa".to_owned(),
        grants: vec![
            GrantView { role: Role::Nurse, unit: Some("lahde".into()), unit_name: unit_name.to_owned(), supervisor: false },
            GrantView { role: Role::Administrator, unit: None, unit_name: String::new(), supervisor: false },
        ],
        chosen: None,
        queues: vec![queue("lahde-nurse", "Sairaanhoitajat"), queue("lahde-physio", "Fysioterapia")],
        classes: ClassTable::default(),
        environment: Environment::Test,
        head: 1,
        now: NOW.parse().unwrap(),
    }
}

fn answer(question: &str, text: &str, answers: &[&str]) -> AnswerLine {
    AnswerLine {
        question: question.to_owned(),
        text: text.to_owned(),
        answers: answers.iter().map(|answer| Words::from(*answer)).collect(),
        own_words: false,
        red_flag: false,
    }
}

fn red(line: AnswerLine) -> AnswerLine {
    AnswerLine { red_flag: true, ..line }
}

fn flags() -> Vec<AnswerLine> {
    vec![
        red(answer("voice", "Millainen äänesi on?", &["Puuroinen, kuin suussa olisi kuuma peruna"])),
        red(answer("mouth-opening", "Onko suun avaaminen vaikeaa?", &["Kyllä"])),
    ]
}

const OWN_WORDS: &str = "Kurkku on ollut kipeä sunnuntaista asti ja eilisestä lähtien en ole saanut syötyä mitään. Lämpö oli aamulla 38,9. Otin Buranaa mutta siitä ei ollut apua. Pitääkö minun tulla käymään?";

pub(crate) fn a_case(row: WorkRow, lang: Language) -> CaseView {
    let name = row.name.clone();
    let row_case = row.case;
    let own = AnswerLine { own_words: true, ..answer("free-text", "Haluatko kertoa muuta?", &[OWN_WORDS]) };
    let code = IdentityCode::artificial(jiff::civil::date(1992, 5, 13), 902).unwrap();
    CaseView {
        resident: ResidentView {
            name: Words::new(name),
            identity_code: Words::from(code.as_str()),
            age: row.age,
            sex: Sex::Female,
            language: row.language,
            municipality: Some("Lähde".to_owned()),
            phone: Some(Words::from("040 000 1234")),
            protected: false,
        },
        on_behalf: row.on_behalf.then(|| Words::from("Virtanen Pekka")),
        name_given: None,
        entered_by: None,
        assessment: AssessmentView {
            id: "sore-throat".to_owned(),
            version: "1.0.0".to_owned(),
            title: row.title.clone(),
            kind: AssessmentKind::Symptom,
            approved: false,
            loaded: true,
        },
        outcome: OutcomeView {
            outcome: None,
            within: Within::Hours(2),
            recommendation: "Hakeudu heti päivystykseen. Soita ennen lähtöä Päivystysapuun 116117. Jos hengitys vaikeutuu, soita 112.".to_owned(),
            self_care: vec!["Juo pieniä määriä kerrallaan.".to_owned(), "Ota tavallista särkylääkettä ohjeen mukaan.".to_owned()],
            professional: "Kurkkupaiseen epäily: arvio päivystyksessä heti.".to_owned(),
            rule: "st-02".to_owned(),
            rationale: "Ei pysty juomaan, suun avaus vaikeaa, puuroinen ääni tai kaulan turvotus: nielupaise tai syvä kaulan infektio".to_owned(),
            source: "KH Nielutulehdus 2020; NICE NG84".to_owned(),
            because: flags(),
            also: vec![
                RuleLine { rule: "st-05".to_owned(), urgency: Some(UrgencyClass::P2), rationale: "Mahdollinen alkava paise: kehittyy päivässä".to_owned() },
                RuleLine { rule: "st-11".to_owned(), urgency: Some(UrgencyClass::P3), rationale: "Todennäköinen streptokokki, oireet hankalat".to_owned() },
            ],
            would_change: vec![
                api::ChangeLine {
                    urgency: UrgencyClass::P0,
                    outcome: None,
                    answers: vec![("Hätämerkit".to_owned(), "+ En pysty nielemään edes sylkeä".to_owned())],
                },
                api::ChangeLine {
                    urgency: UrgencyClass::P4,
                    outcome: None,
                    answers: (1..9).map(|n| (format!("Kysymys {n}"), "Ei".to_owned())).collect(),
                },
            ],
            scores: vec![ScoreLine { label: "Centor-pisteet".to_owned(), value: "3".to_owned() }],
            findings: Vec::new(),
            statutory: None,
        },
        red_flags: flags(),
        positives: vec![answer("one-sided", "Onko kipu selvästi vain toisella puolella?", &["Kyllä"])],
        negatives: vec![answer("cough", "Onko sinulla yskää?", &["Ei"])],
        answers: vec![
            answer("emergency-signs", "Onko sinulla juuri nyt jokin näistä?", &["Ei mitään näistä"]),
            answer("age", "Ikä vuosina", &["34 vuotta"]),
            answer("general-condition", "Millainen vointisi on yleisesti?", &["Selvästi tavallista huonompi, mutta pääsen ylös ja pystyn juomaan"]),
            answer("swallowing", "Miten nieleminen onnistuu?", &["Vain nesteet menevät alas"]),
            flags()[1].clone(),
            flags()[0].clone(),
            answer("temperature", "Korkein lämpö viimeisen vuorokauden aikana (°C)", &["38,9 °C"]),
            answer("tonsils", "Katso nieluun peilillä ja valolla. Mitä näet?", &["Nielurisat ovat turvonneet tai hyvin punaiset", "Nielurisoissa on valkoisia peitteitä tai märkää"]),
            own,
        ],
        not_asked: vec!["fever-days".to_owned()],
        follow_up: vec!["Onko hengittäminen vaikeaa makuulla?".to_owned(), "Käytätkö lääkettä, jonka vuoksi verikokeita seurataan?".to_owned()],
        snippets: vec![
            Snippet { id: "come".to_owned(), text: "Hei! Vastaustesi perusteella sinun on hyvä tulla vastaanotolle tänään. Aikasi on klo {} ja paikka {}. Terveisin, Lähteen terveysasema".to_owned() },
            Snippet { id: "call".to_owned(), text: "Hei! Soitan sinulle tänään klo {}. Pidä puhelin lähellä.".to_owned() },
        ],
        timeline: vec![TimelineLine { at: row.arrived, by: None, event: "opened".to_owned(), detail: None }],
        messages: vec![
            Message {
                id: MessageId(Uuid::from_u128(91)),
                at: ago(30),
                from: MessageFrom::Professional { user: me(), name: "Korhonen Liisa".to_owned() },
                text: Words::from("Hei! Pystytkö juomaan?\nVastaa mahdollisimman pian."),
            },
            Message {
                id: MessageId(Uuid::from_u128(92)),
                at: ago(20),
                from: MessageFrom::Note { user: me(), name: "Korhonen Liisa".to_owned() },
                text: Words::from("Soitettu kahdesti, ei vastaa."),
            },
            Message { id: MessageId(Uuid::from_u128(93)), at: ago(12), from: MessageFrom::Resident, text: Words::from("En pysty juomaan kuin pari kulausta.") },
        ],
        urgency_changes: Vec::new(),
        ending: None,
        ended: None,
        bookings: Vec::new(),
        booking_rights: Vec::new(),
        coaching: None,
        earlier: vec![EarlierCase {
            case: CaseId(Uuid::from_u128(row_case.0.as_u128() + 1)),
            no: 3120,
            title: "Virtsatieinfektio".to_owned(),
            arrived: ago(60 * 24 * 200),
            urgency: UrgencyClass::P3,
            service: false,
            state: WorkState::Closed,
            owner: Some("Lahtinen Outi".to_owned()),
        }],
        earlier_hidden: 1,
        observations: vec![ObservationView {
            code: "weight".to_owned(),
            loinc: Some("29463-7".to_owned()),
            name: "Paino".to_owned(),
            value: "82 kg".to_owned(),
            at: ago(60 * 24 * 12),
            case: CaseId(Uuid::from_u128(row_case.0.as_u128() + 1)),
            source: "Hyvinvointitarkastus".to_owned(),
            entered_by: None,
        }],
        drafts: Vec::new(),
        summary: Words::from("Oirearvio 24.11.2026: kurkkukipu, P1."),
        row: WorkRow { title: if lang == Language::Sv { "Halsont eller svalgsymtom".to_owned() } else { row.title.clone() }, ..row },
    }
}

pub(crate) fn a_preview(row: WorkRow, lang: Language) -> Preview {
    let view = a_case(row, lang);
    Preview {
        row: view.row,
        outcome: None,
        professional: view.outcome.professional,
        rationale: view.outcome.rationale,
        because: view.outcome.because,
        red_flags: view.red_flags,
        own_words: vec![OwnWords { question: "Haluatko kertoa muuta?".to_owned(), text: Words::from(OWN_WORDS), at: ago(40) }],
        approved: false,
    }
}

pub(crate) fn targets() -> TransferTargets {
    let person = |n, name: &str| UserRef {
        id: UserId(Uuid::from_u128(n)),
        name: name.to_owned(),
        unit_name: "Lähteen terveysasema".to_owned(),
    };
    TransferTargets {
        people: vec![person(2, "Lahtinen Outi"), person(3, "Äijälä Risto")],
        queues: vec![QueueView {
            id: "lahde-physio".into(),
            name: "Fysioterapia".to_owned(),
            unit: "lahde".into(),
            unit_name: "Lähteen terveysasema".to_owned(),
        }],
    }
}
