//! The one place where trouble becomes words on the screen.

use api::ProblemCode;
use domain::{Denied, Refusal};

use super::App;
use crate::desk::{Desk, Notice};
use crate::event::Trouble;
use crate::screens::SignInForm;
use crate::text;

impl App {
    /// Says what went wrong. An ended session brings the sign-in form on top of everything; all that was typed stays below.
    pub(super) fn trouble(&mut self, trouble: &Trouble) {
        match trouble {
            Trouble::SignInNeeded => {
                if !self.screens.iter().any(|screen| screen.is_session()) {
                    self.screens.push(Box::new(SignInForm::new(String::new(), true)));
                }
            }
            other => {
                if *other == Trouble::Offline {
                    self.desk.online = false;
                }
                let notice = notice(other, &self.desk);
                self.desk.say(notice);
            }
        }
    }
}

/// Trouble in words: what happened, and what now.
pub(crate) fn notice(trouble: &Trouble, desk: &Desk) -> Notice {
    let texts = &desk.texts;
    match trouble {
        Trouble::Offline => Notice::warning(texts.get("trouble-offline")),
        Trouble::SignInNeeded => Notice::warning(texts.get("trouble-sign-in-needed")),
        Trouble::Unreadable => Notice::failure(texts.get("trouble-unreadable")),
        Trouble::Refused(why) => Notice::failure(refusal(why, desk)),
        Trouble::Problem(problem) => Notice::failure(texts.get(match problem.code {
            ProblemCode::SignInNeeded => "trouble-sign-in-needed",
            ProblemCode::SignInFailed => "trouble-sign-in-failed",
            ProblemCode::TotpNeeded => "trouble-totp-needed",
            ProblemCode::ChooseGrant => "trouble-choose-grant",
            ProblemCode::TooManyRequests => "trouble-too-many",
            ProblemCode::NotAllowed => "trouble-not-allowed",
            ProblemCode::NotFound => "trouble-not-found",
            ProblemCode::Refused | ProblemCode::BadRequest | ProblemCode::Invalid | ProblemCode::TooLarge => {
                "trouble-bad-request"
            }
            ProblemCode::Internal => "trouble-internal",
            ProblemCode::Unavailable => "trouble-unavailable",
        })),
    }
}

/// Why a change was refused, in words.
pub(crate) fn refusal(why: &Refusal, desk: &Desk) -> String {
    let texts = &desk.texts;
    let name = |name: &str| text::visible(name).into_owned();
    match why {
        Refusal::NotAllowed { denied: Denied::Queue } => texts.get("refusal-not-allowed-queue").into_owned(),
        Refusal::NotAllowed { denied: Denied::Role } => texts.get("refusal-not-allowed-role").into_owned(),
        Refusal::TakenByOther { name: other } => texts.with("refusal-taken-by-other", &[("name", name(other).into())]),
        Refusal::NotTaken => texts.get("refusal-not-taken").into_owned(),
        Refusal::Closed => texts.get("refusal-closed").into_owned(),
        Refusal::AlreadyYours => texts.get("refusal-already-yours").into_owned(),
        Refusal::WrongState { state } => {
            let state = texts.named("state", &state.to_string()).into_owned();
            texts.with("refusal-wrong-state", &[("state", state.into())])
        }
        Refusal::ResidentProposedEnding => texts.get("refusal-resident-proposed-ending").into_owned(),
        Refusal::ReasonMissing => texts.get("refusal-reason-missing").into_owned(),
        Refusal::NotConfirmed => texts.get("refusal-not-confirmed").into_owned(),
        Refusal::SameClass => texts.get("refusal-same-class").into_owned(),
        Refusal::Empty => texts.get("refusal-empty").into_owned(),
        Refusal::TooLong { most } => texts.with("refusal-too-long", &[("most", (*most).into())]),
        Refusal::AlreadyThere => texts.get("refusal-already-there").into_owned(),
        Refusal::ColleagueLacksQueue => texts.get("refusal-colleague-lacks-queue").into_owned(),
        Refusal::NoSuchQueue => texts.get("refusal-no-such-queue").into_owned(),
        Refusal::NoSuchBooking => texts.get("refusal-no-such-booking").into_owned(),
        Refusal::NothingProposed => texts.get("refusal-nothing-proposed").into_owned(),
        Refusal::ChangedMeanwhile => texts.get("refusal-changed-meanwhile").into_owned(),
    }
}
