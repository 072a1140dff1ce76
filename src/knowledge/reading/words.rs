//! The document's own words in the three languages.

use domain::Language;

/// A word or a heading.
pub(super) struct Word {
    fi: &'static str,
    sv: &'static str,
    en: &'static str,
}

impl Word {
    pub(super) fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Fi => self.fi,
            Language::Sv => self.sv,
            Language::En => self.en,
        }
    }
}

const fn word(fi: &'static str, sv: &'static str, en: &'static str) -> Word {
    Word { fi, sv, en }
}

pub(super) const DEMONSTRATION: Word =
    word("esimerkkisisältö, ei hyväksytty", "exempelinnehåll, inte godkänt", "demonstration content, not approved");
pub(super) const APPROVED_BY: Word = word("hyväksynyt", "godkänt av", "approved by");
pub(super) const APPROVAL: Word = word("Hyväksyntä", "Godkännande", "Approval");
pub(super) const KIND: Word = word("Laji", "Slag", "Kind");
pub(super) const SYMPTOM: Word = word("oirearvio", "symtombedömning", "symptom assessment");
pub(super) const SERVICE: Word = word("palveluarvio", "servicebedömning", "service assessment");
pub(super) const WELLBEING: Word = word("hyvinvointitarkastus", "välfärdskontroll", "wellbeing check");
pub(super) const PERIODIC: Word = word("esitietolomake", "förhandsblankett", "form before an examination");
pub(super) const VERSION: Word = word("Versio", "Version", "Version");
pub(super) const HASH: Word = word("Tiiviste", "Kontrollsumma", "Hash");
pub(super) const FROM_AGE: Word = word("Ikä vähintään", "Ålder minst", "Age from");
pub(super) const YEARS: Word = word("v", "år", "years");
pub(super) const SEX: Word = word("Vain", "Endast", "Only for");
pub(super) const WOMEN: Word = word("naiset", "kvinnor", "women");
pub(super) const MEN: Word = word("miehet", "män", "men");
pub(super) const ICPC2: Word = word("ICPC-2", "ICPC-2", "ICPC-2");
pub(super) const CASES: Word = word("Testitapauksia", "Testfall", "Cases that prove it");
pub(super) const PURPOSE: Word = word("Tarkoitus", "Syfte", "Purpose");
pub(super) const USERS: Word = word("Käyttäjät", "Användare", "Users");
pub(super) const CHANGES: Word = word("Muutokset", "Ändringar", "Changes");
pub(super) const NOT_FOR: Word = word("Ei sovellu", "Inte för", "Not for");
pub(super) const OFFERS: Word = word("tarjotaan", "erbjuder", "offers");
pub(super) const QUESTIONS: Word = word("Kysymykset", "Frågor", "Questions");
pub(super) const SHOWN_WHEN: Word = word("Kysytään, kun", "Frågas när", "Asked when");
pub(super) const OPTIONAL: Word = word("vapaaehtoinen", "frivillig", "optional");
pub(super) const YES_OR_NO: Word = word("Kyllä tai ei", "Ja eller nej", "Yes or no");
pub(super) const ONE_OF: Word = word("Yksi näistä", "Ett av dessa", "One of");
pub(super) const ANY_OF: Word = word("Yksi tai useampi näistä", "Ett eller flera av dessa", "One or more of");
pub(super) const A_NUMBER: Word = word("Luku", "Ett tal", "A number");
pub(super) const A_DAY: Word = word("Päivä", "En dag", "A day");
pub(super) const OWN_WORDS: Word = word("Omin sanoin", "Egna ord", "Own words");
pub(super) const CALLED: Word = word("Säännöissä:", "I reglerna:", "In the rules:");
pub(super) const FROM_RECORD: Word =
    word("Saadaan asukkaan tiedoista", "Fås ur invånarens uppgifter", "Taken from the resident's record");
pub(super) const FROM_OBSERVATION: Word =
    word("Ehdotetaan aiempaa mittaustietoa:", "Föreslås ur tidigare mätvärde:", "Offered from an earlier observation:");
pub(super) const DAYS_OLD: Word = word("vrk vanha", "dygn gammalt", "days old");
pub(super) const CONSENT: Word = word(
    "Lähetetään vain, jos vastaus on kyllä kysymykseen",
    "Skickas bara om svaret är ja på fråga",
    "Sent only if the answer is yes to question",
);
pub(super) const DERIVED: Word = word("Lasketut arvot", "Beräknade värden", "Computed values");
pub(super) const VALUE: Word = word("laskettu arvo", "beräknat värde", "computed value");
pub(super) const SUM: Word = word("Summa:", "Summan av:", "The sum of:");
pub(super) const POINTS_WHEN: Word = word("kun", "när", "when");
pub(super) const SHOWN: Word = word("Näytetään ammattilaiselle", "Visas för yrkespersonen", "Shown to the professional");
pub(super) const RULES: Word = word(
    "Säännöt: ensimmäinen, joka täyttyy, ratkaisee",
    "Regler: den första som uppfylls avgör",
    "Rules: the first that holds decides",
);
pub(super) const RULES_PER_AREA: Word = word(
    "Säännöt: joka alueelta ensimmäinen, joka täyttyy",
    "Regler: på varje område den första som uppfylls",
    "Rules: in each area the first that holds",
);
pub(super) const RESULT: Word = word("Tulos", "Resultat", "Result");
pub(super) const IF: Word = word("Kun", "När", "When");
pub(super) const THEN: Word = word("Niin", "Då", "Then");
pub(super) const WHY: Word = word("Perustelu", "Motivering", "Why");
pub(super) const SOURCE: Word = word("Lähde", "Källa", "Source");
pub(super) const AND: Word = word("ja", "och", "and");
pub(super) const OR: Word = word("tai", "eller", "or");
pub(super) const NOT: Word = word("ei", "inte", "not");
pub(super) const OTHERWISE: Word = word("muissa tapauksissa", "i övriga fall", "in all other cases");
pub(super) const ANSWERED_BUT_NOT: Word = word("vastattu, mutta ei", "besvarad, men inte", "answered, but not");
pub(super) const OTHER_THAN: Word = word("muu kuin", "något annat än", "something other than");
pub(super) const CHOICES: Word = word("valintojen määrä", "antalet val", "number of choices");
pub(super) const CHOICES_AMONG: Word = word("valintojen määrä joukosta", "antalet val bland", "number of choices among");
pub(super) const RED_FLAGS: Word = word(
    "Hälytysmerkit: mitä muuta vastataankin",
    "Varningstecken: vad som än svaras i övrigt",
    "Red flags: whatever else is answered",
);
pub(super) const ANSWER: Word = word("Vastaus", "Svar", "Answer");
pub(super) const AT_LEAST: Word = word("Vähintään näin kiireellinen", "Minst så här brådskande", "At least as urgent as");
pub(super) const DANGER: Word = word(
    "Vaarattomasta vaaralliseen: kiireellisyys ei laske",
    "Från ofarligt till farligt: brådskan minskar inte",
    "From harmless to dangerous: the urgency never falls",
);
pub(super) const RISING: Word =
    word("mitä suurempi luku, sitä vaarallisempi", "ju större tal, desto farligare", "the higher the number, the more dangerous");
pub(super) const FALLING: Word =
    word("mitä pienempi luku, sitä vaarallisempi", "ju mindre tal, desto farligare", "the lower the number, the more dangerous");
pub(super) const RECOMMENDATIONS: Word =
    word("Suositukset asukkaalle", "Rekommendationer till invånaren", "Recommendations to the resident");
pub(super) const PROFESSIONAL: Word = word("Ammattilaiselle", "För yrkespersonen", "For the professional");
pub(super) const QUEUE: Word = word("Jono", "Kö", "Queue");
pub(super) const QUEUES: Word = word("Jonot", "Köer", "Queues");
pub(super) const DEADLINE: Word = word("Määräaika", "Tidsfrist", "Deadline");
pub(super) const DEADLINES: Word = word(
    "Lakisääteiset määräajat: ensimmäinen, joka täyttyy",
    "Lagstadgade tidsfrister: den första som uppfylls",
    "Statutory deadlines: the first that holds",
);
pub(super) const WHEN: Word = word("kun", "när", "when");
pub(super) const POSITIVE: Word = word(
    "Ammattilaiselle ensin: puoltavat löydökset",
    "Först för yrkespersonen: fynd som talar för",
    "First for the professional: pertinent positives",
);
pub(super) const NEGATIVE: Word = word(
    "Ammattilaiselle ensin: puuttuvat löydökset",
    "Först för yrkespersonen: fynd som saknas",
    "First for the professional: pertinent negatives",
);
pub(super) const ASK: Word = word("Tarkentavat kysymykset", "Följdfrågor", "Follow-up questions");
pub(super) const REPLY: Word = word("Vastauspohjat", "Svarsmallar", "Replies");
pub(super) const NOTE: Word = word("Huomattavaa", "Att observera", "Notes");
pub(super) const CODE: Word = word("Koodit", "Koder", "Codes");
pub(super) const KEPT: Word = word(
    "Asukkaan tietoihin tallennettavat mittaustiedot",
    "Mätvärden som sparas i invånarens uppgifter",
    "Observations kept in the resident's record",
);
pub(super) const EXAM_POINTS: Word = word("Milloin lähetetään", "När den skickas", "When it is sent");
pub(super) const EXTENSIVE: Word = word("laaja tarkastus", "omfattande kontroll", "extensive examination");
pub(super) const SENT_BEFORE: Word = word("Kutsu ennen käyntiä", "Inbjudan före besöket", "Invited before the visit");
pub(super) const REMINDED_BEFORE: Word = word("Muistutus ennen käyntiä", "Påminnelse före besöket", "Reminded before the visit");
pub(super) const DAYS: Word = word("vrk", "dygn", "days");
pub(super) const ANSWERED_BY: Word = word("Vastaaja", "Den som svarar", "Answered by");
pub(super) const BY_EXAMINED: Word = word("tutkittava", "den som undersöks", "the person examined");
pub(super) const BY_PARTNER: Word = word("kumppani", "partnern", "the partner");
pub(super) const BY_GUARDIAN: Word = word("kukin huoltaja erikseen", "varje vårdnadshavare för sig", "each guardian apart");
pub(super) const BY_PUPIL: Word = word("oppilas", "eleven", "the pupil");
pub(super) const PREGNANCY_WEEK: Word = word("raskausviikko", "graviditetsvecka", "week of pregnancy");
pub(super) const WEEKS_AFTER_BIRTH: Word = word("viikkoja synnytyksestä", "veckor efter förlossningen", "weeks after birth");
pub(super) const AGE_WEEKS: Word = word("ikä viikkoina", "ålder i veckor", "age in weeks");
pub(super) const AGE_MONTHS: Word = word("ikä kuukausina", "ålder i månader", "age in months");
pub(super) const AGE_YEARS: Word = word("ikä vuosina", "ålder i år", "age in years");
pub(super) const GRADE: Word = word("luokka", "årskurs", "grade");
pub(super) const STUDY_YEAR: Word = word("opintovuosi", "studieår", "year of studies");
pub(super) const SOURCES: Word = word("Lähteet", "Källor", "Sources");
pub(super) const SEEN: Word = word("nähty", "läst", "seen");
pub(super) const PARTLY_SEEN: Word = word("osittain nähty", "delvis läst", "partly seen");
pub(super) const KNOWN: Word = word("tiedossa, tarkistettava", "känd, ska kontrolleras", "known, to be checked");
pub(super) const UNDECIDED: Word =
    word("Sisällön omistajan päätettävä", "Innehållets ägare ska bestämma", "To be decided by the owner of the content");
pub(super) const FORM: Word = word("lomake", "blankett", "form");
pub(super) const FORM_URL: Word = word("Tuotu lomakkeesta", "Hämtad från blanketten", "Brought in from the form");
pub(super) const ANSWERED: Word = word("vastattu", "besvarad", "answered");
pub(super) const HIDDEN: Word = word(
    "Ei kysytä; vastaus voi tulla toisesta järjestelmästä",
    "Frågas inte; svaret kan komma från ett annat system",
    "Never asked; another system may send an answer",
);
pub(super) const AT_LEAST_SIGNS: Word = word("merkkejä vähintään", "tecken minst", "characters at least");
pub(super) const AT_MOST_SIGNS: Word = word("merkkejä enintään", "tecken högst", "characters at most");
pub(super) const PATTERN: Word = word("muoto", "form", "pattern");
