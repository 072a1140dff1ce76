//! Residents who keep sending and answering while somebody works: through HTTP, like any residents' channel.

use std::sync::Arc;
use std::time::Duration;

use api::ResidentAct;
use client::Client;
use domain::{ClientAct, CommandId, Language, MessageId, QueueId, UserId, Words, WorkState};
use jiff::Timestamp;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use server::Content;
use store::{PageQuery, Position, Store, ViewQuery};
use uuid::Uuid;

use super::response::questionnaire_response;
use super::story::County;
use super::words::{WORDS, say};

/// What goes on in the county while it is looked at.
pub struct Live {
    /// The residents' channel.
    pub intake: Client,
    /// Where those who wait are found.
    pub store: Arc<dyn Store>,
    /// What the county's server asks.
    pub content: Content,
    /// The county.
    pub county: County,
    /// How many things happen in a minute.
    pub per_minute: u32,
    /// Whose waiting cases are answered first.
    pub nurse: UserId,
}

/// Lets residents send and answer until the program ends. A refused act is not repeated: the next one comes anyway.
pub async fn keep_living(mut live: Live) {
    let mut rng =
        ChaCha8Rng::seed_from_u64(live.county.seed ^ u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default());
    let pause = Duration::from_secs(60).div_f64(f64::from(live.per_minute.max(1)));
    loop {
        tokio::time::sleep(pause.mul_f64(rng.random_range(0.5..1.5))).await;
        live.county.now = Timestamp::now();
        let waiting = if rng.random_ratio(1, 2) { live.waiting().await } else { Vec::new() };
        match waiting.choose(&mut rng) {
            Some((case, language)) => {
                let text = Words::from(say(&WORDS.answer, *language, &mut rng));
                let act = ClientAct::Message { id: MessageId(Uuid::now_v7()), text };
                let _ = live.intake.resident_act(*case, &ResidentAct { id: CommandId(Uuid::now_v7()), act }).await;
            }
            None => {
                // While the content is still loading nobody is asked anything.
                let Some(knowledge) = live.content.now() else { continue };
                let Some(answered) = live.county.answered(rng.random(), live.county.now, knowledge) else { continue };
                let id = Uuid::now_v7();
                let response = questionnaire_response(id, &answered, live.county.now);
                let _ = live.intake.submit(response.to_string().into_bytes(), Some(id)).await;
            }
        }
    }
}

impl Live {
    /// Cases that wait for their resident: the nurse's own, or if there are none, anybody's.
    async fn waiting(&self) -> Vec<(domain::CaseId, Language)> {
        let queues: Vec<QueueId> = self.store.organisation().queues.keys().cloned().collect();
        let states = vec![WorkState::Unfinished];
        let own = ViewQuery::Owner { owner: self.nurse, queues: queues.clone(), states: states.clone() };
        for view in [own, ViewQuery::Queues { queues, states }] {
            let Ok(page) = self.store.page(PageQuery { view, position: Position::First, limit: 50 }).await else { continue };
            if !page.rows.is_empty() {
                return page.rows.iter().map(|row| (row.case, row.language)).collect();
            }
        }
        Vec::new()
    }
}
