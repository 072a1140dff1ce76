//! What handlers take out of a request. Refusals never repeat what was sent.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LENGTH};
use axum::http::request::Parts;
use domain::{CaseId, DraftKind, Language};
use futures_util::StreamExt;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::problem::Failure;

/// The language of the answer: `lang` in the query, else the first known one of `Accept-Language`, else Finnish.
pub(crate) struct Lang(pub Language);

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Asked {
            lang: Option<String>,
        }
        let Query(asked) = Query::<Asked>::try_from_uri(&parts.uri).map_err(|_| bad_query())?;
        if let Some(lang) = asked.lang {
            return lang.parse().map(Self).map_err(|_| Failure::BadRequest("lang must be fi, sv or en.".to_owned()));
        }
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let first = accepted.split(',').filter_map(|one| one.split(';').next()?.trim().parse().ok()).next();
        Ok(Self(first.unwrap_or_default()))
    }
}

/// The query, as a type.
pub(crate) struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Query::try_from_uri(&parts.uri).map(|Query(asked)| Self(asked)).map_err(|_| bad_query())
    }
}

fn bad_query() -> Failure {
    Failure::BadRequest("The query is not understood: see /api/v1/openapi.json.".to_owned())
}

/// The case in the path.
pub(crate) struct ThisCase(pub CaseId);

impl<S: Send + Sync> FromRequestParts<S> for ThisCase {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        // What is no identity is no case either.
        let Path(id) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| Failure::NotFound)?;
        id.parse().map(Self).map_err(|_| Failure::NotFound)
    }
}

/// The case and the kind of draft in the path.
pub(crate) struct ThisDraft(pub CaseId, pub DraftKind);

impl<S: Send + Sync> FromRequestParts<S> for ThisDraft {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((id, kind)) = path.map_err(|_| Failure::NotFound)?;
        id.parse().ok().zip(kind.parse().ok()).map(|(id, kind)| Self(id, kind)).ok_or(Failure::NotFound)
    }
}

/// The assessment in the path.
pub(crate) struct ThisAssessment(pub String);

impl<S: Send + Sync> FromRequestParts<S> for ThisAssessment {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Path::<String>::from_request_parts(parts, state).await.map(|Path(id)| Self(id)).map_err(|_| Failure::NotFound)
    }
}

/// A JSON body, as a type.
pub(crate) struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let body = read_body(request, app.settings().json_limit).await?;
        serde_json::from_slice(&body).map(Self).map_err(|error| {
            // Only the place: serde's own words repeat what was sent.
            Failure::BadRequest(format!(
                "The body is not the JSON that is expected here: line {}, column {}.",
                error.line(),
                error.column()
            ))
        })
    }
}

/// A JSON answer.
pub(crate) type Answer<T> = Result<Json<T>, Failure>;

/// So much of a body that is too large is still read and thrown away, so that the sender gets to read why.
const DRAINED: usize = 16 * 1024 * 1024;

/// Reads a body of at most `most` bytes.
pub(crate) async fn read_body(request: Request, most: usize) -> Result<Bytes, Failure> {
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let too_large = || Failure::TooLarge { most };
    if announced.is_some_and(|length| length > DRAINED) {
        return Err(too_large());
    }
    let mut chunks = Body::into_data_stream(request.into_body());
    let mut kept: Vec<u8> = Vec::with_capacity(announced.unwrap_or(0).min(most));
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Failure::BadRequest("The body ended before its end.".to_owned()))?;
        length += chunk.len();
        if length > DRAINED {
            return Err(too_large());
        }
        if length <= most {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
    }
    if length > most { Err(too_large()) } else { Ok(kept.into()) }
}
