//! The server's own few words, in three languages.

use domain::{EndWay, Language, WakeUp};

/// One text in the order fi, sv, en.
pub(super) struct Text([&'static str; 3]);

impl Text {
    pub const fn get(&self, lang: Language) -> &'static str {
        let Self([fi, sv, en]) = self;
        match lang {
            Language::Fi => fi,
            Language::Sv => sv,
            Language::En => en,
        }
    }
}

pub(super) const YES: Text = Text(["kyllä", "ja", "yes"]);
pub(super) const NO: Text = Text(["ei", "nej", "no"]);
pub(super) const SENT: Text = Text(["lähetetty", "skickad", "sent"]);
pub(super) const ON_BEHALF: Text = Text(["puolesta-asiointi", "uträttat för annans räkning", "sent on the resident's behalf"]);
pub(super) const DEMONSTRATION: Text = Text([
    "esittelysisältö, ei kliinisesti hyväksytty",
    "demonstrationsinnehåll, inte kliniskt godkänt",
    "demonstration content, not clinically approved",
]);
pub(super) const CLASS: Text = Text(["Kiireellisyysluokka", "Brådskandeklass", "Urgency class"]);
pub(super) const OUTCOME: Text = Text(["Tulos", "Resultat", "Outcome"]);
pub(super) const FIRST: Text = Text(["alun perin", "ursprungligen", "originally"]);
pub(super) const CHANGED: Text = Text(["muutettu", "ändrad", "changed"]);
pub(super) const WHY: Text = Text(["Peruste", "Grund", "Why"]);
pub(super) const RED_FLAGS: Text = Text(["Vaaran merkit", "Varningstecken", "Red flags"]);
pub(super) const FINDINGS: Text = Text(["Löydökset", "Fynd", "Findings"]);
pub(super) const REASSURING: Text = Text(["Rauhoittavaa", "Lugnande", "Reassuring"]);
pub(super) const SCORES: Text = Text(["Pisteet", "Poäng", "Scores"]);
pub(super) const OWN_WORDS: Text = Text(["Omin sanoin", "Med egna ord", "In own words"]);
pub(super) const ADVICE: Text = Text(["Annettu suositus", "Given rekommendation", "Recommendation given"]);
pub(super) const DEADLINE: Text = Text(["Määräaika", "Tidsfrist", "Deadline"]);
pub(super) const DONE: Text = Text(["Toimet", "Åtgärder", "Done"]);
pub(super) const NOTHING_DONE: Text = Text(["ei vielä", "inga ännu", "nothing yet"]);
pub(super) const REPLIED: Text = Text(["vastattu asukkaalle", "svarat invånaren", "replied to the resident"]);
pub(super) const WROTE: Text = Text(["asukas kirjoitti", "invånaren skrev", "the resident wrote"]);
pub(super) const MOVED: Text = Text(["siirretty", "överförd", "transferred"]);
pub(super) const MAY_BOOK: Text = Text(["ajanvarausoikeus", "bokningsrättighet", "booking right"]);
pub(super) const BOOKED: Text = Text(["aika varattu", "tid bokad", "time booked"]);
pub(super) const CANCELLED: Text = Text(["aika peruttu", "tid avbokad", "time cancelled"]);
pub(super) const COACHING: Text = Text(["valmennus aloitettu", "coachning inledd", "coaching started"]);

/// What woke an item.
pub(super) fn wake_up(why: WakeUp, lang: Language) -> &'static str {
    let text = match why {
        WakeUp::Message => Text(["asukas lähetti viestin", "invånaren skickade ett meddelande", "the resident sent a message"]),
        WakeUp::EndingProposed => {
            Text(["asukas ehdotti päättämistä", "invånaren föreslog avslut", "the resident proposed ending"])
        }
        WakeUp::BookingCancelled => Text(["asukas perui ajan", "invånaren avbokade en tid", "the resident cancelled a time"]),
        WakeUp::GoalEdited => Text(["asukas muokkasi tavoitetta", "invånaren ändrade ett mål", "the resident edited a goal"]),
        WakeUp::QuestionnaireFilled => {
            Text(["asukas täytti kyselyn", "invånaren fyllde i en enkät", "the resident filled in a questionnaire"])
        }
        WakeUp::Transferred => Text(["siirto", "överföring", "transfer"]),
    };
    text.get(lang)
}

/// How a case ended.
pub(super) fn end_way(way: EndWay, lang: Language) -> &'static str {
    let text = match way {
        EndWay::AtOnce => Text(["päätetty heti", "avslutat genast", "ended at once"]),
        EndWay::ResidentAccepted => {
            Text(["päätetty, asukas hyväksyi", "avslutat, invånaren godkände", "ended, the resident accepted"])
        }
        EndWay::ResidentProposed => {
            Text(["päätetty asukkaan ehdotuksesta", "avslutat på invånarens förslag", "ended as the resident proposed"])
        }
    };
    text.get(lang)
}
