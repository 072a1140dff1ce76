//! The page's own words in the three languages. Ids, conditions and the names of functions are the same in all.

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
pub(super) const CHANGES: Word = word("MUUTOKSET", "ÄNDRINGAR", "CHANGES");
pub(super) const NOT_FOR: Word = word("EI SOVELLU", "INTE FÖR", "NOT FOR");
pub(super) const OFFERS: Word = word("tarjotaan", "erbjuder", "offers");
pub(super) const QUESTIONS: Word = word("KYSYMYKSET", "FRÅGOR", "QUESTIONS");
pub(super) const DERIVED: Word = word("LASKETUT ARVOT", "HÄRLEDDA VÄRDEN", "DERIVED");
pub(super) const SHOWN_AS: Word = word("näytetään nimellä", "visas som", "shown as");
pub(super) const SHOWN_WHEN: Word = word("näytetään, kun", "visas när", "shown when");
pub(super) const RULES: Word = word(
    "SÄÄNNÖT (ensimmäinen, joka täyttyy, ratkaisee)",
    "REGLER (den första som uppfylls avgör)",
    "RULES (the first that holds decides)",
);
pub(super) const RULES_PER_AREA: Word = word(
    "SÄÄNNÖT (joka alueelta ensimmäinen, joka täyttyy)",
    "REGLER (på varje område den första som uppfylls)",
    "RULES (in each area the first that holds)",
);
pub(super) const FINDING: Word = word("havainto", "fynd", "finding");
pub(super) const CONSENT: Word = word("lähetetään vain, jos kyllä:", "skickas bara om ja:", "sent only if yes:");
pub(super) const FROM_RECORD: Word = word("aiemmasta mittaustiedosta", "från tidigare mätvärde", "from an earlier observation");
pub(super) const KEPT: Word = word("mittaustieto", "mätvärde", "observation");
pub(super) const EXAM_POINTS: Word = word("MILLOIN LÄHETETÄÄN", "NÄR DEN SKICKAS", "WHEN IT IS SENT");
pub(super) const EXTENSIVE: Word = word("laaja", "omfattande", "extensive");
pub(super) const SENT_BEFORE: Word = word("kutsu ennen käyntiä", "inbjudan före besöket", "invited before the visit");
pub(super) const REMINDED_BEFORE: Word = word("muistutus", "påminnelse", "reminded");
pub(super) const WITHIN: Word = word("määräaika", "inom", "within");
pub(super) const WHEN: Word = word("kun", "när", "when");
pub(super) const WHY: Word = word("miksi", "varför", "why");
pub(super) const SOURCE: Word = word("lähde", "källa", "source");
pub(super) const RECOMMENDATIONS: Word = word("SUOSITUKSET", "REKOMMENDATIONER", "RECOMMENDATIONS");
pub(super) const QUEUE: Word = word("jono", "kö", "queue");
pub(super) const UNLESS: Word = word("paitsi", "utom", "unless");
pub(super) const PROFESSIONAL: Word = word("ammattilaiselle", "yrkesperson", "professional");
pub(super) const DEADLINES: Word = word(
    "LAKISÄÄTEISET MÄÄRÄAJAT (ensimmäinen, joka täyttyy)",
    "LAGSTADGADE TIDSFRISTER (den första som uppfylls)",
    "STATUTORY DEADLINES (the first that holds)",
);
pub(super) const FOR_THE_PROFESSIONAL: Word = word("AMMATTILAISELLE", "FÖR YRKESPERSONEN", "FOR THE PROFESSIONAL");
pub(super) const RED_FLAG: Word = word("hälytysmerkki", "varningstecken", "red flag");
pub(super) const POSITIVE: Word = word("puoltaa", "talar för", "positive");
pub(super) const NEGATIVE: Word = word("ei puolla", "talar emot", "negative");
pub(super) const CODE: Word = word("koodi", "kod", "code");
pub(super) const ASK: Word = word("kysy", "fråga", "ask");
pub(super) const REPLY: Word = word("vastauspohja", "svarsmall", "reply");
pub(super) const NOTE: Word = word("huomaa", "observera", "note");
pub(super) const SOURCES: Word = word("LÄHTEET", "KÄLLOR", "SOURCES");
pub(super) const SEEN: Word = word("nähty", "läst", "seen");
pub(super) const PARTLY_SEEN: Word = word("osittain nähty", "delvis läst", "partly seen");
pub(super) const KNOWN: Word = word("tiedossa, tarkistettava", "känd, ska kontrolleras", "known, to be checked");
pub(super) const UNDECIDED: Word =
    word("SISÄLLÖN OMISTAJAN PÄÄTETTÄVÄ", "INNEHÅLLETS ÄGARE SKA BESTÄMMA", "TO BE DECIDED BY THE OWNER OF THE CONTENT");
pub(super) const OPTIONAL: Word = word("vapaaehtoinen", "frivillig", "optional");
pub(super) const YES_OR_NO: Word = word("kyllä tai ei", "ja eller nej", "yes or no");
pub(super) const ONE_OF: Word = word("yksi näistä", "ett av dessa", "one of");
pub(super) const ANY_OF: Word = word("yksi tai useampi näistä", "ett eller flera av dessa", "any of");
pub(super) const A_DAY: Word = word("päivä", "en dag", "a day");
pub(super) const OWN_WORDS: Word = word("omin sanoin", "egna ord", "own words");
