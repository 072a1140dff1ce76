use domain::Language;

use super::*;
use crate::KnowledgeBase;
