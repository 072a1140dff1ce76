//! New identities, from chance and time that are handed in.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::{CommandId, MessageId};
use jiff::Timestamp;
use uuid::{Builder, Uuid};

/// Makes identities that no other workstation makes, as long as the seed is random.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: [u8; 16],
    made: u64,
}

impl Ids {
    pub(crate) fn new(seed: [u8; 16]) -> Self {
        Self { seed, made: 0 }
    }

    fn next(&mut self, now: Timestamp) -> Uuid {
        self.made += 1;
        let mut bytes = [0; 10];
        for (half, chunk) in bytes.chunks_mut(8).enumerate() {
            let mut hasher = DefaultHasher::new();
            (self.seed, self.made, half).hash(&mut hasher);
            for (byte, random) in chunk.iter_mut().zip(hasher.finish().to_le_bytes()) {
                *byte = random;
            }
        }
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    pub(crate) fn command(&mut self, now: Timestamp) -> CommandId {
        CommandId(self.next(now))
    }

    pub(crate) fn message(&mut self, now: Timestamp) -> MessageId {
        MessageId(self.next(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_workstations_never_make_the_same_identity() {
        let (mut one, mut other) = (Ids::new([1; 16]), Ids::new([2; 16]));
        let now = Timestamp::UNIX_EPOCH;
        let made: std::collections::HashSet<CommandId> = (0..50).flat_map(|_| [one.command(now), other.command(now)]).collect();
        assert_eq!(made.len(), 100);
        assert_eq!(one.command(now).0.get_version_num(), 7);
    }
}
