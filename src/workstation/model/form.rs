//! A half-filled assessment: who it is about, the answers, and where it stands. It lives here and not in the screen, so that
//! no closing, sign-in or lost line loses it.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use api::{AnswerFault, EntryAnswers, EntryOffer, EntryQuestion, EntryRequest, EntryStep};
use domain::{Answer, AssessmentKind, CommandId, IdentityCode, Language, QuestionAnswer, Words};

/// Who an assessment is about, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Person {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) phone: String,
    pub(crate) language: Language,
    pub(crate) on_behalf: String,
}

impl Person {
    /// The identity code, once it is one.
    pub(crate) fn identity_code(&self) -> Option<IdentityCode> {
        IdentityCode::parse(&self.code).ok()
    }

    /// True while nothing was typed.
    pub(crate) fn is_empty(&self) -> bool {
        [&self.code, &self.name, &self.phone, &self.on_behalf].iter().all(|text| text.trim().is_empty())
    }
}

/// Where somebody stands in the form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// Who it is about.
    Person,
    /// A question.
    Question(String),
    /// All answers, before sending.
    Review,
}

/// An answer that is not given yet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Draft {
    /// What is being typed.
    Text(String),
    /// The options ticked so far.
    Ticks(Vec<String>),
}

/// What an answer of the server brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arrived {
    /// So many answers more than before do not count any longer.
    pub(crate) hidden: usize,
    /// It has become an emergency.
    pub(crate) emergency: bool,
}

/// The form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) assessment: String,
    pub(crate) version: String,
    title: String,
    pub(crate) kind: AssessmentKind,
    pub(crate) person: Person,
    pub(crate) place: Place,
    /// Where it stands, as the server said last.
    pub(crate) step: Option<EntryStep>,
    /// What was wrong when it was sent.
    pub(crate) refused: Vec<AnswerFault>,
    /// Why the server says nothing about it any more.
    pub(crate) stopped: Option<AnswerFault>,
    /// While the server has not answered to its sending.
    pub(crate) sending: bool,
    answers: Vec<QuestionAnswer>,
    drafts: BTreeMap<String, Draft>,
    /// Questions that need no answer and were passed by.
    passed: BTreeSet<String>,
    /// Changes with everything that the server judges.
    turn: u64,
    /// The turn that the server was asked about and has not answered.
    asked: Option<u64>,
    /// The turn of the step.
    answered: Option<u64>,
    /// The next question is gone to when the server has answered.
    going_on: bool,
    attempt: Option<EntryRequest>,
}

impl Form {
    /// A form that begins with who it is about. `turn` is larger than any turn before it.
    pub(crate) fn new(offer: &EntryOffer, language: Language, turn: u64) -> Self {
        Self {
            assessment: offer.id.clone(),
            version: offer.version.clone(),
            title: offer.title.clone(),
            kind: offer.kind,
            person: Person { language, ..Person::default() },
            place: Place::Person,
            step: None,
            refused: Vec::new(),
            stopped: None,
            sending: false,
            answers: Vec::new(),
            drafts: BTreeMap::new(),
            passed: BTreeSet::new(),
            turn,
            asked: None,
            answered: None,
            going_on: false,
            attempt: None,
        }
    }

    /// The assessment's title in the language of the last answer.
    pub(crate) fn title(&self) -> &str {
        self.step.as_ref().map_or(&self.title, |step| &step.title)
    }

    /// True while nothing would be lost with it.
    pub(crate) fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.person.is_empty() && self.drafts.is_empty()
    }

    /// The questions that are asked after these answers.
    pub(crate) fn questions(&self) -> &[EntryQuestion] {
        self.step.as_ref().map(|step| step.questions.as_slice()).unwrap_or_default()
    }

    pub(crate) fn question(&self, id: &str) -> Option<&EntryQuestion> {
        self.questions().iter().find(|question| question.id == id)
    }

    /// The question that is asked now, with its place among all.
    pub(crate) fn here(&self) -> Option<(usize, &EntryQuestion)> {
        let Place::Question(id) = &self.place else { return None };
        self.questions().iter().enumerate().find(|(_, question)| question.id == *id)
    }

    pub(crate) fn answer_to(&self, question: &str) -> Option<&Answer> {
        self.answers.iter().find(|given| given.question == question).map(|given| &given.answer)
    }

    pub(crate) fn draft(&self, question: &str) -> Option<&Draft> {
        self.drafts.get(question)
    }

    /// Questions that are asked and answered.
    pub(crate) fn answered_count(&self) -> usize {
        self.questions().iter().filter(|question| self.answer_to(&question.id).is_some()).count()
    }

    /// What is wrong with the answer to a question, or with the whole when the question is empty.
    pub(crate) fn faults<'a>(&'a self, question: &'a str) -> impl Iterator<Item = &'a AnswerFault> {
        let said = self.step.iter().flat_map(|step| &step.faults);
        said.chain(&self.refused).filter(move |fault| fault.question == question)
    }

    fn is_faulty(&self, question: &str) -> bool {
        self.faults(question).next().is_some()
    }

    /// Answers that do not count, because other answers hide their questions.
    pub(crate) fn hidden(&self) -> &[String] {
        self.step.as_ref().map(|step| step.hidden.as_slice()).unwrap_or_default()
    }

    /// True when the server was asked and has not answered.
    pub(crate) fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// True when the step is about what is given now.
    pub(crate) fn is_current(&self) -> bool {
        self.answered == Some(self.turn)
    }

    pub(crate) fn is_emergency(&self) -> bool {
        self.step.as_ref().is_some_and(|step| step.emergency)
    }

    /// True when nothing is missing but, perhaps, who it is about. What is hidden is left out, so it is in nobody's way.
    pub(crate) fn is_ready(&self) -> bool {
        let wrong = |fault: &AnswerFault| !self.hidden().contains(&fault.question);
        self.is_current() && self.step.as_ref().is_some_and(|step| step.outcome.is_some() && !step.faults.iter().any(wrong))
    }

    fn changed(&mut self) {
        self.turn += 1;
        self.refused.clear();
    }

    /// Who it is about. The server judges the identity code and the language.
    pub(crate) fn set_person(&mut self, person: Person) {
        let judged = |person: &Person| (person.identity_code(), person.language);
        let same = judged(&person) == judged(&self.person);
        self.person = person;
        if !same {
            self.changed();
        }
        self.refused.clear();
    }

    /// What is being typed or ticked is kept.
    pub(crate) fn set_draft(&mut self, question: &str, draft: Draft) {
        self.drafts.insert(question.to_owned(), draft);
    }

    /// Gives an answer, or takes it back.
    pub(crate) fn set_answer(&mut self, question: &str, answer: Option<Answer>) {
        self.drafts.remove(question);
        if self.answer_to(question) == answer.as_ref() {
            return;
        }
        self.answers.retain(|given| given.question != question);
        if let Some(answer) = answer {
            self.answers.push(QuestionAnswer { question: question.to_owned(), answer });
        }
        self.changed();
    }

    /// On from here: at once when the server has nothing to say about it, or when it has answered.
    pub(crate) fn go_on(&mut self) {
        if let Place::Question(here) = &self.place {
            self.passed.insert(here.clone());
        }
        self.going_on = true;
        self.move_on();
    }

    /// Goes somewhere, whatever was on its way.
    pub(crate) fn go(&mut self, place: Place) {
        self.going_on = false;
        self.place = place;
    }

    fn move_on(&mut self) {
        if !self.is_current() || !std::mem::take(&mut self.going_on) {
            return;
        }
        let stay = matches!(&self.place, Place::Question(here) if self.is_faulty(here));
        if !stay {
            self.place = self.next();
        }
    }

    /// The next place to be: the next question without an answer, before it those further up, at last the look at all. An
    /// emergency ends the questions.
    fn next(&self) -> Place {
        if self.is_emergency() {
            return Place::Review;
        }
        let passed = |question: &EntryQuestion| !question.required && self.passed.contains(&question.id);
        let open = |question: &&EntryQuestion| {
            self.is_faulty(&question.id) || (self.answer_to(&question.id).is_none() && !passed(question))
        };
        let after = self.here().map_or(0, |(index, _)| index + 1);
        let (before, behind) = self.questions().split_at(after.min(self.questions().len()));
        let next = behind.iter().find(open).or_else(|| before.iter().find(open));
        next.map_or(Place::Review, |question| Place::Question(question.id.clone()))
    }

    /// The place so many questions on, whether answered or not: who it is about stands before them, the look at all behind.
    pub(crate) fn neighbour(&self, by: isize) -> Place {
        let questions = self.questions();
        let here = match &self.place {
            Place::Person => 0,
            Place::Question(_) => self.here().map_or(0, |(index, _)| index + 1),
            Place::Review => questions.len() + 1,
        };
        match here.saturating_add_signed(by) {
            0 => Place::Person,
            there => questions.get(there - 1).map_or(Place::Review, |question| Place::Question(question.id.clone())),
        }
    }

    /// What is to be asked of the server, unless it was asked already.
    pub(crate) fn ask(&mut self, language: Language) -> Option<(u64, EntryAnswers)> {
        if self.is_current() || self.asked == Some(self.turn) || self.stopped.is_some() {
            return None;
        }
        self.asked = Some(self.turn);
        let given = EntryAnswers {
            version: self.version.clone(),
            language,
            resident_language: self.person.language,
            identity_code: self.person.identity_code().map(|code| Words::from(code.as_str())),
            answers: self.answers.clone(),
        };
        Some((self.turn, given))
    }

    /// It is asked again, e.g. in another language.
    pub(crate) fn ask_again(&mut self) {
        self.turn += 1;
        self.stopped = None;
    }

    /// The server has answered. `None` when it was asked something newer since.
    pub(crate) fn take_in(&mut self, turn: u64, step: EntryStep) -> Option<Arrived> {
        if self.asked != Some(turn) {
            return None;
        }
        self.asked = None;
        let arrived = Arrived {
            hidden: step.hidden.iter().filter(|hidden| !self.hidden().contains(hidden)).count(),
            emergency: step.emergency && !self.is_emergency(),
        };
        self.step = Some(step);
        self.answered = Some(turn);
        self.move_on();
        if matches!(self.place, Place::Question(_)) && self.here().is_none() {
            self.place = self.next();
        }
        Some(arrived)
    }

    /// The server did not answer.
    pub(crate) fn not_answered(&mut self, turn: u64) {
        if self.asked == Some(turn) {
            self.asked = None;
        }
    }

    /// The content was changed meanwhile: the answers are judged by the version that is in use now.
    pub(crate) fn renew(&mut self, version: &str) {
        version.clone_into(&mut self.version);
        self.changed();
    }

    /// The form as it is sent. The same form is sent under the same identity, so that it cannot arrive twice.
    pub(crate) fn request(&mut self, id: CommandId) -> Option<EntryRequest> {
        let code = self.person.identity_code()?;
        let filled = |text: &str| Some(Words::new(text.trim())).filter(|words| !words.is_blank());
        let counts = |given: &&QuestionAnswer| !self.hidden().contains(&given.question);
        let request = EntryRequest {
            id: self.attempt.as_ref().map_or(id, |attempt| attempt.id),
            version: self.version.clone(),
            identity_code: Words::from(code.as_str()),
            name: filled(&self.person.name),
            phone: filled(&self.person.phone),
            resident_language: self.person.language,
            on_behalf: filled(&self.person.on_behalf),
            answers: self.answers.iter().filter(counts).cloned().collect(),
        };
        let same = self.attempt.as_ref() == Some(&request);
        let request = if same { request } else { EntryRequest { id, ..request } };
        self.attempt = Some(request.clone());
        Some(request)
    }

    /// True when this is the form that was sent last.
    pub(crate) fn is_attempt(&self, id: CommandId) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.id == id)
    }

    /// It was refused: what must be put right is opened.
    pub(crate) fn refuse(&mut self, faults: Vec<AnswerFault>) {
        let place = faults.first().map(|fault| match &fault.question {
            question if self.question(question).is_some() => Place::Question(question.clone()),
            _ if is_about_person(fault) => Place::Person,
            _ => Place::Review,
        });
        self.refused = faults;
        if let Some(place) = place {
            self.go(place);
        }
    }
}

/// True for faults that are put right where it says who the form is about.
pub(crate) fn is_about_person(fault: &AnswerFault) -> bool {
    use api::FaultCode::{Artificial, NoName, NotACode, NotArtificial, TooLong};
    fault.question.is_empty() && matches!(fault.code, NotACode | NotArtificial | Artificial | NoName | TooLong)
}
