//! The fictional county of Suvanto: units, queues, people who work there.
//!
//! Municipalities are real (Pirkanmaa's), since routing goes by them; units, people and phone numbers are invented.

use domain::{Grant, Localised, OrganisationEvent, Queue, QueueId, Role, Unit, UnitId, User, UserId};
use uuid::Uuid;

/// Who the demo signs in as.
pub const NURSE: &str = "liisa";
/// The password of every account of the fictional county.
pub const PASSWORD: &str = "demo";

const CENTRES: [(&str, &str, &str, &str, &[&str]); 3] = [
    ("lahde", "Lähteen terveysasema", "Källans hälsostation", "Lähde health centre", &["837", "211", "562", "177", "291", "635"]),
    (
        "koivu",
        "Koivurannan terveysasema",
        "Björkstrands hälsostation",
        "Koivuranta health centre",
        &["536", "604", "980", "108", "143", "581", "250"],
    ),
    (
        "saari",
        "Saaren terveysasema",
        "Öns hälsostation",
        "Saari health centre",
        &["020", "908", "418", "922", "887", "790", "619", "508", "702", "936"],
    ),
];

/// The municipalities whose residents the county serves.
#[must_use]
pub fn municipalities() -> Vec<&'static str> {
    CENTRES.iter().flat_map(|centre| centre.4).copied().collect()
}

fn name(fi: &str, sv: &str, en: &str) -> Localised {
    Localised { fi: fi.into(), sv: sv.into(), en: en.into() }
}

fn queue(id: &str, unit: &str, takes: &[&str], text: Localised) -> OrganisationEvent {
    let takes = takes.iter().map(|kind| (*kind).to_owned()).collect();
    OrganisationEvent::QueueSet(Queue { id: id.into(), unit: unit.into(), name: text, takes })
}

/// Everything that the county is made of, as events; the same each time.
#[must_use]
pub fn founding(password_hash: &str) -> Vec<OrganisationEvent> {
    let mut events = Vec::new();
    for (id, fi, sv, en, municipalities) in CENTRES {
        let municipalities = municipalities.iter().map(|m| (*m).to_owned()).collect();
        let phone = format!("03 000 00{}", id.len());
        events.push(OrganisationEvent::UnitSet(Unit {
            id: id.into(),
            name: name(fi, sv, en),
            municipalities,
            county_wide: false,
            phone,
        }));
    }
    for (id, text) in [
        ("paivystys", name("Suvannon päivystysapu", "Suvanto jourhjälp", "Suvanto urgent care")),
        ("kuntoutus", name("Suvannon kuntoutus", "Suvanto rehabilitering", "Suvanto rehabilitation")),
        ("sosiaali", name("Suvannon sosiaalipalvelut", "Suvanto socialservice", "Suvanto social services")),
        ("perhekeskus", name("Suvannon perhekeskus", "Suvanto familjecenter", "Suvanto family centre")),
        ("mieli", name("Suvannon mielenterveyspalvelut", "Suvanto psykisk hälsovård", "Suvanto mental health services")),
    ] {
        let unit = Unit { id: id.into(), name: text, municipalities: Vec::new(), county_wide: true, phone: "03 000 0100".into() };
        events.push(OrganisationEvent::UnitSet(unit));
    }
    for (id, ..) in CENTRES {
        events.push(queue(&format!("{id}-nurse"), id, &["nurse", "wellbeing"], name("Sairaanhoitaja", "Sjukskötare", "Nurse")));
        events.push(queue(&format!("{id}-doctor"), id, &["doctor"], name("Lääkäri", "Läkare", "Doctor")));
    }
    events.push(queue("paivystys", "paivystys", &["emergency"], name("Päivystys", "Jour", "Emergency care")));
    events.push(queue("fysio", "kuntoutus", &["physio"], name("Fysioterapeutti", "Fysioterapeut", "Physiotherapist")));
    events.push(queue("mieli", "mieli", &["mental"], name("Mielenterveys", "Psykisk hälsa", "Mental health")));
    for (id, kind, text) in [
        ("aitiysneuvola", "maternity", name("Äitiysneuvola", "Mödrarådgivning", "Maternity clinic")),
        ("lastenneuvola", "child-clinic", name("Lastenneuvola", "Barnrådgivning", "Child health clinic")),
        ("kouluterveys", "school-health", name("Kouluterveydenhuolto", "Skolhälsovård", "School health care")),
        ("opiskeluterveys", "student-health", name("Opiskeluterveydenhuolto", "Studerandehälsovård", "Student health care")),
    ] {
        events.push(queue(id, "perhekeskus", &[kind], text));
    }
    for (id, kind, text) in [
        ("sos-kiire", "social-emergency", name("Sosiaalipäivystys", "Socialjour", "Social emergency")),
        ("sos-iakkaat", "social-elderly", name("Iäkkäiden palvelut", "Service för äldre", "Services for older people")),
        ("sos-vammais", "social-disability", name("Vammaispalvelut", "Funktionshinderservice", "Disability services")),
        ("sos-perheet", "social-family", name("Lapsiperheiden palvelut", "Service för barnfamiljer", "Services for families")),
        ("sos-ohjaus", "social-guidance", name("Sosiaaliohjaus", "Socialhandledning", "Social guidance")),
        (
            "sos-tyoikaiset",
            "social-adult",
            name("Työikäisten palvelut", "Service för personer i arbetsför ålder", "Services for adults"),
        ),
    ] {
        events.push(queue(id, "sosiaali", &[kind], text));
    }
    events.extend(staff().into_iter().map(|person| OrganisationEvent::UserSet(person.user(password_hash))));
    events
}

/// The identity of the demo's own nurse.
#[must_use]
pub fn nurse() -> UserId {
    worker_id(1)
}

/// The identity of the residents' channel.
#[must_use]
pub fn intake() -> UserId {
    worker_id(10)
}

fn worker_id(number: u128) -> UserId {
    UserId(Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number))
}

/// A person who works in the county.
pub struct Worker {
    number: u128,
    /// Login name.
    pub login: &'static str,
    /// Family name first.
    pub name: &'static str,
    grants: Vec<Grant>,
}

impl Worker {
    /// Their identity, the same each time.
    #[must_use]
    pub fn id(&self) -> UserId {
        worker_id(self.number)
    }

    fn user(&self, password_hash: &str) -> User {
        User {
            id: self.id(),
            login: self.login.into(),
            name: self.name.into(),
            grants: self.grants.clone(),
            password_hash: Some(password_hash.into()),
            totp_secret: None,
            active: true,
        }
    }
}

/// Everybody who works in the county, and the residents' channel.
#[must_use]
pub fn staff() -> Vec<Worker> {
    let grant = |role, unit: &str, queues: &[&str], supervisor| Grant {
        role,
        unit: (!unit.is_empty()).then(|| UnitId::from(unit)),
        queues: queues.iter().map(|queue| QueueId::from(*queue)).collect(),
        supervisor,
    };
    let lahde: &[&str] = &["paivystys", "lahde-nurse", "lahde-doctor", "fysio"];
    let koivu: &[&str] = &["paivystys", "koivu-nurse", "koivu-doctor", "fysio"];
    let saari: &[&str] = &["paivystys", "saari-nurse", "saari-doctor", "fysio"];
    let social: &[&str] = &["sos-kiire", "sos-iakkaat", "sos-vammais", "sos-perheet", "sos-tyoikaiset", "sos-ohjaus"];
    let family: &[&str] = &["aitiysneuvola", "lastenneuvola", "kouluterveys", "opiskeluterveys"];
    let worker = |number, login, name, grants| Worker { number, login, name, grants };
    vec![
        worker(
            1,
            NURSE,
            "Virtanen Liisa",
            vec![grant(Role::Nurse, "lahde", lahde, false), grant(Role::Nurse, "koivu", koivu, false)],
        ),
        worker(2, "matti", "Korhonen Matti", vec![grant(Role::Nurse, "lahde", lahde, false)]),
        worker(3, "anna", "Lindqvist Anna", vec![grant(Role::Nurse, "koivu", koivu, true)]),
        worker(4, "pekka", "Rautio Pekka", vec![grant(Role::Nurse, "saari", saari, false)]),
        worker(5, "helena", "Aaltonen Helena", vec![grant(Role::Doctor, "lahde", lahde, true)]),
        worker(6, "tuula", "Harju Tuula", vec![grant(Role::SocialWorker, "sosiaali", social, false)]),
        worker(7, "jonas", "Ek Jonas", vec![grant(Role::SocialWorker, "sosiaali", social, true)]),
        worker(8, "admin", "Salo Merja", vec![grant(Role::Administrator, "", &[], false)]),
        worker(9, "tuki", "Kangas Ilkka", vec![grant(Role::Support, "", &[], false)]),
        worker(11, "kaisa", "Mäki Kaisa", vec![grant(Role::Nurse, "perhekeskus", family, false)]),
        worker(12, "outi", "Niemi Outi", vec![grant(Role::Nurse, "mieli", &["mieli"], false)]),
        worker(10, "intake", "Residents' channel", vec![grant(Role::Intake, "", &[], false)]),
    ]
}
