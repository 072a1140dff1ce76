//! Filling in an assessment with a resident: what the screen asks for, done; what the server answers, taken in.

use api::{AnswerFault, EntryAccepted, EntryOffers, EntryStep, FaultCode, ResidentView};
use domain::{CommandId, Words};

use super::App;
use crate::desk::Notice;
use crate::effect::Effect;
use crate::event::{Answer, Trouble};
use crate::model::{Form, Person};
use crate::screens::{EntryScreen, Fill, Kept, Offers, Sent, fault_text};
use crate::text;

/// Turns of one form are below those of the next.
const TURNS: u64 = 1 << 32;

impl App {
    /// Does what the screens of assisted entry ask.
    pub(super) fn fill(&mut self, deed: Fill) -> Vec<Effect> {
        let sending = self.desk.model.form.as_ref().is_some_and(|form| form.sending);
        match deed {
            // It may be a case already: what became of it must be told.
            Fill::Drop | Fill::Begin(_) if sending => {
                self.desk.say(Notice::warning(self.desk.text("said-sending")));
                return Vec::new();
            }
            Fill::New => return self.begin_entry(),
            // What was begun is thrown away only when another has been chosen.
            Fill::Choose => {
                self.screens.push(Box::new(Offers::default()));
                return vec![Effect::FetchOffers { lang: self.desk.lang() }];
            }
            Fill::Begin(offer) => {
                self.forms += 1;
                let mut form = Form::new(&offer, self.desk.lang(), self.forms * TURNS);
                // From an open case it is most likely about the same resident; it is shown before anything is asked.
                if let Some(view) = self.open_case().and_then(|case| self.desk.model.case(case)) {
                    form.set_person(person_of(&view.resident));
                }
                self.desk.model.form = Some(form);
                self.screens.push(Box::new(EntryScreen::default()));
            }
            Fill::Resume => self.screens.push(Box::new(EntryScreen::default())),
            Fill::Drop => {
                self.desk.model.form = None;
                self.screens.retain(|screen| !screen.is_entry());
                self.desk.say(Notice::said(self.desk.text("said-form-dropped")));
                return Vec::new();
            }
            Fill::Leave => {
                let empty = self.desk.model.form.as_ref().is_none_or(Form::is_empty);
                if empty {
                    self.desk.model.form = None;
                } else {
                    self.desk.say(Notice::said(self.desk.text("said-form-kept")));
                }
                self.screens.retain(|screen| !screen.is_entry());
                return Vec::new();
            }
            Fill::Send => return self.send_form(),
            other => {
                if let Some(form) = self.desk.model.form.as_mut() {
                    change(form, other);
                }
            }
        }
        self.ask_step().into_iter().collect()
    }

    /// A form that was left half-filled is offered before a new one.
    fn begin_entry(&mut self) -> Vec<Effect> {
        if !self.desk.is_professional() {
            return Vec::new();
        }
        if self.desk.model.form.is_some() {
            self.screens.push(Box::new(Kept::default()));
            return Vec::new();
        }
        self.fill(Fill::Choose)
    }

    /// Asks the server where the form stands, when that is not known. Without a line it is asked when it is back.
    pub(super) fn ask_step(&mut self) -> Option<Effect> {
        let lang = self.desk.lang();
        if !self.desk.online {
            return None;
        }
        let form = self.desk.model.form.as_mut()?;
        let (turn, given) = form.ask(lang)?;
        Some(Effect::AskStep { assessment: form.assessment.clone(), turn, given })
    }

    /// What is shown of assisted entry is fetched again.
    pub(super) fn refetch_entry(&mut self) -> Vec<Effect> {
        let lang = self.desk.lang();
        if let Some(form) = self.desk.model.form.as_mut() {
            form.ask_again();
        }
        let offers = self.desk.model.offers.is_some().then_some(Effect::FetchOffers { lang });
        offers.into_iter().chain(self.ask_step()).collect()
    }

    pub(super) fn offered(&mut self, answer: Answer<EntryOffers>) -> Vec<Effect> {
        match answer {
            Ok(offers) => {
                self.heard();
                self.desk.model.offers = Some(offers);
            }
            Err(trouble) => self.trouble(&trouble),
        }
        Vec::new()
    }

    pub(super) fn stepped(&mut self, turn: u64, answer: Answer<Box<EntryStep>>) -> Vec<Effect> {
        let step = match answer {
            Ok(step) => step,
            Err(trouble) => return self.not_stepped(turn, &trouble),
        };
        self.heard();
        let Some(form) = self.desk.model.form.as_mut() else { return Vec::new() };
        let Some(arrived) = form.take_in(turn, *step) else { return Vec::new() };
        if arrived.hidden > 0 {
            let said = self.desk.texts.with("said-hidden", &[("count", arrived.hidden.into())]);
            self.desk.say(Notice::warning(said));
        }
        // What was given while the server was thinking is judged, too.
        let next = self.ask_step();
        let bell = (arrived.emergency && self.bell).then_some(Effect::Ring);
        next.into_iter().chain(bell).collect()
    }

    fn not_stepped(&mut self, turn: u64, trouble: &Trouble) -> Vec<Effect> {
        let Some(form) = self.desk.model.form.as_mut() else { return Vec::new() };
        form.not_answered(turn);
        if let Some(fault) = faults(trouble).first() {
            return self.stopped(fault.clone());
        }
        self.trouble(trouble);
        Vec::new()
    }

    /// The assessment cannot go on as it was begun. A newer version takes the answers over; one out of use says so.
    fn stopped(&mut self, fault: AnswerFault) -> Vec<Effect> {
        let said = fault_text(&fault, None, &self.desk);
        let Some(form) = self.desk.model.form.as_mut() else { return Vec::new() };
        if fault.code == FaultCode::OtherVersion && !fault.detail.is_empty() && fault.detail != form.version {
            form.renew(&fault.detail);
            self.desk.say(Notice::warning(said));
            return self.ask_step().into_iter().collect();
        }
        form.stopped = Some(fault);
        self.desk.say(Notice::failure(said));
        Vec::new()
    }

    fn send_form(&mut self) -> Vec<Effect> {
        if !self.desk.online {
            self.desk.say(Notice::warning(self.desk.text("trouble-form-offline")));
            return Vec::new();
        }
        let id = self.ids.command(self.desk.now);
        let Some(form) = self.desk.model.form.as_mut().filter(|form| form.is_ready() && !form.sending) else {
            return Vec::new();
        };
        let Some(request) = form.request(id) else { return Vec::new() };
        form.sending = true;
        let assessment = form.assessment.clone();
        self.desk.say(Notice::said(self.desk.text("said-sending")));
        vec![Effect::Enter { assessment, request }]
    }

    pub(super) fn entered(&mut self, id: CommandId, answer: Answer<EntryAccepted>) -> Vec<Effect> {
        let Some(form) = self.desk.model.form.as_mut().filter(|form| form.is_attempt(id)) else { return Vec::new() };
        form.sending = false;
        match answer {
            Ok(accepted) => self.taken_in(accepted),
            Err(trouble) => {
                let faults = faults(&trouble);
                let other = faults.iter().find(|fault| matches!(fault.code, FaultCode::OtherVersion | FaultCode::NotInUse));
                if let Some(fault) = other {
                    return self.stopped(fault.clone());
                }
                if let Some(first) = faults.first() {
                    form.refuse(faults.to_vec());
                    let question = self.desk.model.form.as_ref().and_then(|form| form.question(&first.question));
                    let said = fault_text(first, question, &self.desk);
                    self.desk.say(Notice::failure(self.desk.texts.with("said-form-refused", &[("why", said.into())])));
                    return Vec::new();
                }
                self.trouble(&trouble);
                if trouble == Trouble::Offline {
                    self.desk.say(Notice::warning(self.desk.text("trouble-form-offline")));
                }
                Vec::new()
            }
        }
    }

    /// It is a case now.
    fn taken_in(&mut self, accepted: EntryAccepted) -> Vec<Effect> {
        self.heard();
        let Some(form) = self.desk.model.form.take() else { return Vec::new() };
        let open = self.screens.iter().any(|screen| screen.is_entry());
        self.screens.retain(|screen| !screen.is_entry());
        let name = form.person.name.trim();
        let who = if name.is_empty() { form.person.code.trim().to_ascii_uppercase() } else { name.to_owned() };
        self.desk.model.entered = Some((accepted.case, who));
        let sent = Sent::new(&accepted, form.title(), form.kind);
        self.desk.say(Notice::said(sent.said(&self.desk)));
        // Whoever has gone on to something else is not interrupted.
        if open {
            self.screens.push(Box::new(sent));
        }
        self.desk.model.lists.refresh();
        self.count().into_iter().collect()
    }
}

fn person_of(resident: &ResidentView) -> Person {
    let typed = |words: &Words| text::typed(words.as_str());
    Person {
        code: typed(&resident.identity_code),
        name: typed(&resident.name),
        phone: resident.phone.as_ref().map(typed).unwrap_or_default(),
        language: resident.language,
        on_behalf: String::new(),
    }
}

/// What a screen asks of the form itself.
fn change(form: &mut Form, deed: Fill) {
    match deed {
        Fill::Person(person) => form.set_person(person),
        Fill::Typed(question, draft) => form.set_draft(&question, draft),
        Fill::Answer { question, answer, go_on } => {
            form.set_answer(&question, answer);
            if go_on {
                form.go_on();
            }
        }
        Fill::GoOn => form.go_on(),
        Fill::Go(place) => form.go(place),
        Fill::Neighbour(by) => form.go(form.neighbour(by)),
        _ => {}
    }
}

/// What is wrong with the answers, when that is the trouble.
fn faults(trouble: &Trouble) -> &[AnswerFault] {
    match trouble {
        Trouble::Problem(problem) => &problem.faults,
        _ => &[],
    }
}
