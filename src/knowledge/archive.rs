//! Content kept with the cases that it judged: the files of a pack with the shared parts beside it, under the hash of its
//! meaning. What was overridden, removed or changed since can be read again, and judges as it did then.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::{KnowledgeBase, load};
use crate::cases::CASE_FILES;
use crate::pack::{Pack, build::Checks};
use crate::problem::PackError;
use crate::source::{SHARED, Source};

/// A pack as it is kept: everything that is needed to read it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedPack {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The hash of its meaning, as the program had it that read it first.
    pub hash: String,
    /// Its files and those of the shared parts, by their path below the folder of packs. Cases are left out: they prove a
    /// pack before it is used.
    pub files: BTreeMap<String, String>,
}

impl Pack {
    /// The pack as it is to be kept.
    #[must_use]
    pub fn to_archive(&self) -> ArchivedPack {
        let own = self
            .files
            .source
            .files_in(&self.files.folder)
            .filter(|(path, _)| !CASE_FILES.iter().any(|name| path.ends_with(&format!("/{name}"))));
        let shared = self.files.shared.source().files_in(SHARED);
        let files = own.chain(shared).map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        ArchivedPack { id: self.id.clone(), version: self.version.clone(), hash: self.hash().to_owned(), files }
    }
}

impl KnowledgeBase {
    /// Adds a pack that was kept, for the cases that it judged. It is not offered and accepts no new answers. It is held to what
    /// judging needs alone: what this program asks of new content besides was perhaps not asked when it was written.
    ///
    /// # Errors
    /// When this program cannot read it any more.
    pub fn add_archived(&mut self, archived: ArchivedPack) -> Result<(), PackError> {
        if self.by_hash(&archived.id, &archived.hash).is_some() {
            return Ok(());
        }
        let ArchivedPack { id, hash, files, .. } = archived;
        let source = Source::kept(&id, &hash, files);
        let (packs, refused) = load(source, self, Checks::Kept);
        if let Some(error) = refused.into_iter().next() {
            return Err(error);
        }
        for pack in packs.into_iter().filter(|pack| pack.id == id) {
            // A later program may count more into the hash; the pack keeps the name under which cases know it.
            let _ = pack.hash.set(hash.clone());
            self.archived.push(pack);
        }
        Ok(())
    }

    /// The very content that has this hash, whether in use, switched off, or kept for its cases.
    #[must_use]
    pub fn by_hash(&self, id: &str, hash: &str) -> Option<&Pack> {
        self.packs.iter().chain(&self.archived).find(|pack| pack.id == id && pack.hash() == hash)
    }
}
