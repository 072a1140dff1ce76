//! The connection: set up once, kept alive, shared by all calls.

use std::fmt;
use std::time::Duration;

use api::{Problem, ProblemCode};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

use crate::{Address, ClientError};

/// How long a call may take before it counts as lost. Far beyond what any answer needs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server, as one signed-in person or system sees it. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    address: Address,
    authorization: Option<HeaderValue>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Client {
    /// Prepares to talk to this server; nothing is sent yet.
    ///
    /// # Errors
    /// [`ClientError::SetUp`] when TLS cannot be set up, for `https` addresses only.
    pub fn new(address: Address) -> Result<Self, ClientError> {
        // Harmless where the program has installed it already; without one reqwest would panic.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(Duration::from_secs(5))
            // Idle connections are not reaped by a timer: a waiting workstation must not wake up.
            .pool_idle_timeout(None)
            .pool_max_idle_per_host(4);
        let builder = match &address {
            Address::Unix(path) => local(builder).unix_socket(path.clone()),
            Address::Http(url) if url.starts_with("http://") => local(builder),
            Address::Http(_) => builder.https_only(true),
        };
        let http = builder.build().map_err(|error| ClientError::SetUp { source: error.without_url() })?;
        Ok(Self { http, address, authorization: None })
    }

    /// The same server, seen with this session's or channel's token. A token that no header can carry counts as none: the
    /// server will ask to sign in.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.authorization = HeaderValue::from_str(&format!("Bearer {}", token.trim())).ok().map(|mut value| {
            value.set_sensitive(true);
            value
        });
        self
    }

    /// The same server, seen by nobody in particular.
    #[must_use]
    pub fn without_token(mut self) -> Self {
        self.authorization = None;
        self
    }

    /// Which server.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.address.base()));
        match &self.authorization {
            Some(value) => request.header(AUTHORIZATION, value.clone()),
            None => request,
        }
    }

    pub(crate) async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, ClientError> {
        let response = succeeded(send(request.timeout(PATIENCE)).await?).await?;
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(ClientError::from_transport)?;
        serde_json::from_slice(&body).map_err(|_| ClientError::Unreadable { status })
    }

    pub(crate) async fn tell(&self, request: RequestBuilder) -> Result<(), ClientError> {
        let response = succeeded(send(request.timeout(PATIENCE)).await?).await?;
        // Read to its end, or the connection could not be used again.
        response.bytes().await.map_err(ClientError::from_transport)?;
        Ok(())
    }

    pub(crate) async fn answer(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        send(request.timeout(PATIENCE)).await
    }

    pub(crate) async fn stream(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        succeeded(send(request).await?).await
    }
}

/// On this machine there is neither TLS nor a proxy. An empty list of roots spares reading the system's certificates.
fn local(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.no_proxy().http1_only().tls_certs_only([])
}

async fn send(request: RequestBuilder) -> Result<Response, ClientError> {
    request.send().await.map_err(ClientError::from_transport)
}

/// The answer itself when it is a yes, else the error that it stands for.
async fn succeeded(response: Response) -> Result<Response, ClientError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body = response.bytes().await.map_err(ClientError::from_transport)?;
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) if problem.code == ProblemCode::SignInNeeded => Err(ClientError::SignInNeeded),
        Ok(problem) => Err(ClientError::Problem { status: status.as_u16(), problem }),
        Err(_) if status == StatusCode::UNAUTHORIZED => Err(ClientError::SignInNeeded),
        Err(_) => Err(ClientError::Unreadable { status: status.as_u16() }),
    }
}
