//! The texts of the pack in the three languages of residents: those of the form, and the few that every form needs.

use domain::Language;

use super::Notes;
use crate::questionnaire::{Questionnaire, Said};

/// The longest text that is taken over.
const LONGEST: usize = 4_000;

/// A text in fi, sv and en.
pub(super) type Three = [String; 3];

/// Puts texts into three languages, and counts what was missing.
#[derive(Debug)]
pub(super) struct Words {
    /// The language that the form itself says it is written in.
    own: Option<Language>,
    said: usize,
    missing: [usize; 3],
    cut: usize,
}

impl Words {
    pub(super) fn new(form: &Questionnaire) -> Self {
        Self { own: form.head.language.as_deref().and_then(language), said: 0, missing: [0; 3], cut: 0 }
    }

    /// A text in each language; where there is no translation, as it was written.
    pub(super) fn three(&mut self, said: &Said, otherwise: &str) -> Three {
        let first = said.translations.first().map(|(_, text)| text);
        let original = said.original.as_ref().or(first).map_or(otherwise, String::as_str);
        let is_said = said.original.is_some() || first.is_some();
        self.said += usize::from(is_said);
        Language::ALL.map(|wanted| {
            let found = said.translations.iter().find(|(of, _)| language(of) == Some(wanted)).map(|(_, text)| text.as_str());
            let own = self.own == Some(wanted) && said.original.is_some();
            self.missing[wanted as usize] += usize::from(is_said && found.is_none() && !own && has_letters(original));
            let text = if own { original } else { found.unwrap_or(original) };
            let plain = self.plain(text);
            if plain.is_empty() { self.plain(otherwise) } else { plain }
        })
    }

    /// One line without control characters.
    fn plain(&mut self, text: &str) -> String {
        let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut plain = one_line.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((at, _)) = plain.char_indices().nth(LONGEST) {
            plain.truncate(at);
            self.cut += 1;
        }
        plain
    }

    /// Names what the form does not say in each language.
    pub(super) fn name_missing(&self, notes: &mut Notes) {
        for wanted in Language::ALL {
            let missing = self.missing[wanted as usize];
            if missing > 0 {
                let which = if missing == self.said {
                    "all its texts".to_owned()
                } else {
                    format!("{missing} of its {} texts", self.said)
                };
                notes.remark(
                    "",
                    format!("{which} have no {wanted}: the original words stand there; translate them in texts/{wanted}.toml"),
                );
            }
        }
        if self.cut > 0 {
            notes.lost("", format!("texts of more than {LONGEST} characters are cut there"));
        }
    }
}

/// A number or a sign is the same in all languages.
fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// `fi` and `fi-FI` are one.
fn language(code: &str) -> Option<Language> {
    let short = code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    Language::ALL.into_iter().find(|language| language.to_string() == short)
}

/// Joins two texts: a heading or an instruction, and what comes behind it.
pub(super) fn joined(before: &Three, behind: &Three) -> Three {
    std::array::from_fn(|at| {
        let (before, behind) = (&before[at], &behind[at]);
        let ends = before.ends_with(['.', '!', '?', ':', '…']);
        match (before.is_empty(), behind.is_empty()) {
            (true, _) => behind.clone(),
            (_, true) => before.clone(),
            _ if ends => format!("{before} {behind}"),
            _ => format!("{before}: {behind}"),
        }
    })
}

fn three(fi: &str, sv: &str, en: &str) -> Three {
    [fi.to_owned(), sv.to_owned(), en.to_owned()]
}

/// What every form says beside its own words.
pub(super) struct Standing {
    pub(super) purpose: Three,
    pub(super) users: Three,
    pub(super) why: Three,
    pub(super) thanks: Three,
    pub(super) professional: Three,
    pub(super) own_words: Three,
}

pub(super) fn standing(urgent: bool) -> Standing {
    let thanks = if urgent {
        three(
            "Kiitos vastauksista. Ammattilainen lukee ne viipymättä. Jos vointisi huononee, soita heti Päivystysapuun 116117, hätätilanteessa numeroon 112.",
            "Tack för svaren. En yrkesperson läser dem utan dröjsmål. Om du mår sämre, ring genast Jourhjälpen 116117, i en nödsituation 112.",
            "Thank you for your answers. A professional reads them without delay. If you get worse, call Medical Helpline 116117 at once, in an emergency 112.",
        )
    } else {
        three(
            "Kiitos vastauksista. Ammattilainen lukee ne {within} ja ottaa tarvittaessa yhteyttä. Lomake ei arvioi kiireellisyyttä: jos vointisi huononee, soita Päivystysapuun 116117, hätätilanteessa numeroon 112.",
            "Tack för svaren. En yrkesperson läser dem {within} och kontaktar dig vid behov. Formuläret bedömer inte hur brådskande det är: om du mår sämre, ring Jourhjälpen 116117, i en nödsituation 112.",
            "Thank you for your answers. A professional reads them {within} and contacts you if needed. The form does not judge how urgent it is: if you get worse, call Medical Helpline 116117, in an emergency 112.",
        )
    };
    Standing {
        purpose: three(
            "Lomake toisesta järjestelmästä. Se ei arvioi vastauksia; ammattilainen lukee ne.",
            "Ett formulär från ett annat system. Det bedömer inte svaren; en yrkesperson läser dem.",
            "A form from another system. It does not judge the answers; a professional reads them.",
        ),
        users: three("Lomakkeen saaneet asukkaat", "Invånare som har fått formuläret", "Residents who were given the form"),
        why: three(
            "Lomakkeella ei ole sääntöjä: ammattilainen lukee vastaukset",
            "Formuläret har inga regler: en yrkesperson läser svaren",
            "The form has no rules: a professional reads the answers",
        ),
        thanks,
        professional: three(
            "Vastauksia ei ole arvioitu: lue ne kaikki.",
            "Svaren har inte bedömts: läs dem alla.",
            "The answers were not judged: read them all.",
        ),
        own_words: three("omin sanoin", "med egna ord", "in your own words"),
    }
}
