//! Routes as rows: a method, a path, who may, and what answers.
//!
//! The router is built from the rows of `web::table` and from nothing else. So what is not in the table does not exist,
//! nobody can forget to say who may, and a test can walk the whole table as each role.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use tower_http::limit::RequestBodyLimitLayer;

use super::admin::forms::{self, PlainForm};
use super::admin::gate;
use super::extract::recognise;
use super::problem::Failure;
use super::{MAX_BODY, MAX_UPLOAD, body_limit};
use crate::domain::operator::Scope;
use crate::domain::who::Who;
use crate::service::authorise;
use crate::state::AppState;

/// One row.
pub struct Route {
    /// The method; none stands for all.
    pub method: Option<Method>,
    /// The path, its pieces in braces.
    pub path: &'static str,
    /// Which form of the page at this path, where there are several.
    pub form: Option<&'static str>,
    /// Who may.
    pub who: Who,
    answer: Answer,
}

/// What answers.
enum Answer {
    Handler(Box<MethodRouter<AppState>>),
    Form(PlainForm),
}

impl Route {
    fn new(
        method: Option<Method>,
        path: &'static str,
        who: Who,
        handler: MethodRouter<AppState>,
    ) -> Self {
        Self {
            method,
            path,
            form: None,
            who,
            answer: Answer::Handler(Box::new(handler)),
        }
    }

    /// A row for a form that posts to the page it stands on.
    pub fn form(path: &'static str, form: PlainForm) -> Self {
        Self {
            method: Some(Method::POST),
            path,
            form: Some(form.name),
            who: form.who,
            answer: Answer::Form(form),
        }
    }

    /// Whether it is a form with a file in it.
    pub fn takes_file(&self) -> bool {
        matches!(&self.answer, Answer::Form(form) if form.takes_file())
    }

    /// Whether it belongs to the desk, with its sessions and its policy.
    pub fn is_desk(&self) -> bool {
        self.path == "/admin" || self.path.starts_with("/admin/")
    }
}

/// Declares the constructor of a row for each method.
macro_rules! by_method {
    ($($(#[$doc:meta])* $name:ident $method:ident),+ $(,)?) => {$(
        $(#[$doc])*
        pub fn $name<H, T>(path: &'static str, who: Who, handler: H) -> Route
        where
            H: Handler<T, AppState>,
            T: 'static,
        {
            Route::new(Some(Method::$method), path, who, on(MethodFilter::$method, handler))
        }
    )+};
}

by_method! {
    /// A row for reading.
    get GET,
    /// A row for adding something or doing it.
    post POST,
    /// A row for setting something.
    put PUT,
    /// A row for changing something.
    patch PATCH,
    /// A row for taking something away.
    delete DELETE,
}

/// The methods that there are rows for.
const EVERY_METHOD: MethodFilter = MethodFilter::GET
    .or(MethodFilter::POST)
    .or(MethodFilter::PUT)
    .or(MethodFilter::PATCH)
    .or(MethodFilter::DELETE);

/// A row for a path that nobody has a use for, whatever the method.
pub fn any<H, T>(path: &'static str, who: Who, handler: H) -> Route
where
    H: Handler<T, AppState>,
    T: 'static,
{
    Route::new(None, path, who, on(EVERY_METHOD, handler))
}

/// The rows as a router that lets nobody past who may not, and reads no more of a body than fits the path.
///
/// Rows of the desk expect `gate::require_operator` around them.
pub fn router(rows: Vec<Route>, state: &AppState) -> Router<AppState> {
    let takes_files = |row: &Route| body_limit(row.path) == MAX_UPLOAD;
    let (files, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(takes_files);
    let files = unlimited(files, state)
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(MAX_UPLOAD));
    unlimited(rest, state)
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .merge(files)
}

fn unlimited(rows: Vec<Route>, state: &AppState) -> Router<AppState> {
    let mut router = Router::new();
    let mut forms: BTreeMap<&'static str, Vec<PlainForm>> = BTreeMap::new();
    for row in rows {
        match row.answer {
            Answer::Handler(handler) => {
                let mut guarded = guard(*handler, row.who, state);
                if row.who == Who::Everyone && row.method == Some(Method::GET) {
                    guarded = guarded.on(MethodFilter::OPTIONS, preflight);
                }
                router = router.route(row.path, guarded);
            }
            Answer::Form(form) => forms.entry(row.path).or_default().push(form),
        }
    }
    for (path, forms) in forms {
        let forms: Arc<[PlainForm]> = forms.into();
        let handler = move |State(state): State<AppState>, request: Request| async move {
            forms::receive(state, request, &forms).await
        };
        router = router.route(path, on(MethodFilter::POST, handler));
    }
    router
}

/// What a browser asks before a page of another site reads with headers of its own. Whether that site may have the answer, the
/// answer says.
async fn preflight() -> impl IntoResponse {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

fn guard(handler: MethodRouter<AppState>, who: Who, state: &AppState) -> MethodRouter<AppState> {
    match who {
        Who::Everyone => handler,
        Who::Tokens(scope) => {
            handler.route_layer(from_fn_with_state((state.clone(), scope), require_token))
        }
        Who::Operators | Who::May(_) | Who::Owners => {
            handler.route_layer(from_fn_with_state(who, gate::require_role))
        }
    }
}

/// Lets a machine pass whose token has the scope, before anything of what it sent is looked at.
async fn require_token(
    State((state, scope)): State<(AppState, Scope)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Failure> {
    let actor = recognise(request.headers(), &state.services).await?;
    authorise(&actor, scope)?;
    request.extensions_mut().insert(actor);
    Ok(next.run(request).await)
}
