//! The only bridge between the screens and the world: effects become calls of the client, answers become events.

use std::cell::RefCell;
use std::time::Duration;

use api::{DraftText, SignIn};
use client::{Client, ClientError, SessionKeeper};
use domain::{CaseId, DraftKind, Language, Words};
use futures_util::StreamExt;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinHandle;
use workstation::{Answer, Effect, Event, Trouble};

/// The longest wait between two tries to reach a lost server.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Carries effects out for one workstation.
pub struct Bridge {
    client: RefCell<Client>,
    keeper: SessionKeeper,
    notices: UnboundedSender<Event>,
    listening: RefCell<Option<JoinHandle<()>>>,
    /// Drafts go out one after the other, so that an older text never overtakes a newer one.
    drafts: tokio::sync::Mutex<()>,
}

impl Bridge {
    /// A bridge to the client's server. The second value brings live notices and the state of the line.
    pub fn new(client: Client, keeper: SessionKeeper) -> (Self, UnboundedReceiver<Event>) {
        let (notices, receiver) = mpsc::unbounded_channel();
        let bridge = Self {
            client: RefCell::new(client),
            keeper,
            notices,
            listening: RefCell::new(None),
            drafts: tokio::sync::Mutex::new(()),
        };
        (bridge, receiver)
    }

    /// Carries one effect out. `None` for those that are not answered.
    pub async fn perform(&self, effect: Effect) -> Option<Event> {
        // Cloned, so that a sign-in during a call does not meet a borrow.
        let client = self.client.borrow().clone();
        let event = match effect {
            Effect::FetchService => Event::ServiceFetched(client.service().await.map_err(trouble)),
            Effect::SignIn { form, lang } => Event::SignedIn(self.sign_in(&client, &form, lang).await),
            Effect::ChooseGrant { choice, lang } => Event::GrantChosen(client.choose_grant(&choice, lang).await.map_err(trouble)),
            Effect::SignOut => {
                self.stop_listening();
                self.keeper.forget();
                // Whether or not the server hears of it, this workstation no longer has the token.
                let _ = client.sign_out().await;
                self.client.replace_with(|client| client.clone().without_token());
                return None;
            }
            Effect::FetchSession { lang } => Event::SessionFetched(client.session(lang).await.map_err(trouble)),
            Effect::FetchQueues { lang } => Event::QueuesFetched(client.queues(lang).await.map_err(trouble)),
            Effect::FetchWork { tag, query, .. } => {
                Event::WorkFetched { tag, answer: client.work(&query).await.map_err(trouble) }
            }
            Effect::FetchCase { case, lang } => {
                Event::CaseFetched { case, answer: client.case(case, lang).await.map(Box::new).map_err(trouble) }
            }
            Effect::FetchPreview { case, lang } => {
                Event::PreviewFetched { case, answer: client.preview(case, lang).await.map(Box::new).map_err(trouble) }
            }
            Effect::FetchTargets { case, lang } => {
                Event::TargetsFetched { case, answer: client.targets(case, lang).await.map_err(trouble) }
            }
            Effect::Send { case, request } => {
                Event::Sent { case, id: request.id, answer: client.command(case, &request).await.map_err(trouble) }
            }
            Effect::FetchOffers { lang } => Event::OffersFetched(client.offers(lang).await.map_err(trouble)),
            Effect::AskStep { assessment, turn, given } => {
                Event::Stepped { turn, answer: client.step(&assessment, &given).await.map(Box::new).map_err(trouble) }
            }
            Effect::Enter { assessment, request } => {
                Event::Entered { id: request.id, answer: client.enter(&assessment, &request).await.map_err(trouble) }
            }
            Effect::KeepDraft { case, kind, text } => self.keep_draft(&client, case, kind, text).await,
            Effect::DropDraft { case, kind } => {
                let _turn = self.drafts.lock().await;
                let answer = client.drop_draft(case, kind).await.map_err(trouble);
                Event::DraftKept { case, kind, text: Words::default(), answer }
            }
            Effect::Listen => {
                self.stop_listening();
                let task = tokio::task::spawn_local(listen(client, self.notices.clone()));
                self.listening.replace(Some(task));
                return None;
            }
            // The driver's own.
            Effect::CopyText(_) | Effect::Ring | Effect::Cancel(_) | Effect::Quit => return None,
        };
        Some(event)
    }

    async fn sign_in(&self, client: &Client, form: &SignIn, lang: Language) -> Answer<api::SessionView> {
        let signed_in = client.sign_in(form, lang).await.map_err(trouble)?;
        self.keeper.set(&signed_in.token);
        self.client.replace_with(|client| client.clone().with_token(&signed_in.token));
        Ok(signed_in.session)
    }

    async fn keep_draft(&self, client: &Client, case: CaseId, kind: DraftKind, text: Words) -> Event {
        let _turn = self.drafts.lock().await;
        let answer = client.keep_draft(case, kind, &DraftText { text: text.clone() }).await.map_err(trouble);
        Event::DraftKept { case, kind, text, answer }
    }

    fn stop_listening(&self) {
        if let Some(task) = self.listening.take() {
            task.abort();
        }
    }
}

/// Tells of news and of the line, until the session ends. A lost line is tried again, sooner at first.
async fn listen(client: Client, events: UnboundedSender<Event>) {
    let mut last = None;
    let mut lost = false;
    let mut wait = Duration::from_millis(250);
    loop {
        match client.notices(last).await {
            Ok(mut notices) => {
                wait = Duration::from_millis(250);
                if std::mem::take(&mut lost) && events.send(Event::ConnectionBack).is_err() {
                    return;
                }
                while let Some(Ok(head)) = notices.next().await {
                    last = Some(head);
                    if events.send(Event::Notice { head }).is_err() {
                        return;
                    }
                }
            }
            Err(ClientError::SignInNeeded) => return,
            Err(_) => {}
        }
        if !std::mem::replace(&mut lost, true) && events.send(Event::ConnectionLost).is_err() {
            return;
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

/// The one place where the client's errors become the screens' trouble.
fn trouble(error: ClientError) -> Trouble {
    match error {
        ClientError::Offline { .. } | ClientError::TimedOut | ClientError::SetUp { .. } => Trouble::Offline,
        ClientError::SignInNeeded => Trouble::SignInNeeded,
        ClientError::Problem { problem, .. } => Trouble::from(problem),
        ClientError::Unreadable { .. } => Trouble::Unreadable,
    }
}
