//! What the exported Questionnaire says of itself, in the three languages.

use domain::Localised;

/// What whoever receives it must know: what it is, and what is no part of it.
pub(super) fn description(approved: bool) -> Localised {
    let status = if approved { &APPROVED } else { &DEMONSTRATION };
    let both = |at: usize| format!("{} {}", status[at], WITHOUT_RULES[at]);
    Localised { fi: both(0), sv: both(1), en: both(2) }
}

const DEMONSTRATION: [&str; 3] = [
    "Esimerkkisisältöä: kukaan sisällöstä vastaava ei ole hyväksynyt tätä. Ei hoitokäyttöön.",
    "Exempelinnehåll: ingen som ansvarar för innehållet har godkänt detta. Inte för användning i vården.",
    "Demonstration content: nobody responsible for the content has approved this. Not for use in care.",
];
const APPROVED: [&str; 3] = [
    "Sisällöstä vastaavat ovat hyväksyneet arvion, josta tämä lomake on tehty.",
    "De som ansvarar för innehållet har godkänt bedömningen som detta formulär är gjort av.",
    "Those responsible for the content have approved the assessment of which this form was made.",
];
const WITHOUT_RULES: [&str; 3] = [
    "Lomakkeessa ovat kysymykset ja se, milloin ne kysytään. Säännöt, kiireellisyys, toimintaohjeet ja keskeytys hätätilanteessa eivät sisälly siihen: lomake ei yksin arvioi mitään.",
    "Formuläret innehåller frågorna och när de ställs. Regler, brådskandegrad, råd och avbrott i en nödsituation ingår inte: formuläret bedömer ingenting ensamt.",
    "The form holds the questions and when they are asked. Rules, urgency, advice and the stop in an emergency are not part of it: the form alone judges nothing.",
];
