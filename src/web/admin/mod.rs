//! The operator's desk over HTTP: log-in, pages, server functions, plain forms, the board's stream.
//!
//! Default deny: every route but log-in stands behind `gate::require_operator`, and what is not listed in `web::table`
//! is "no such page", behind the same gate.

/// The audit log, taken along.
pub mod export;
/// Plain forms.
pub mod forms;
/// Who may pass.
pub mod gate;
/// Coming in by an invitation.
pub mod join;
/// Logging in and out.
pub mod login;
/// Who is writing what.
pub mod presence;
/// The board's stream.
pub mod stream;
/// Forms with a file in them.
pub mod uploads;

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use futures::future::BoxFuture;
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_axum::{ResponseOptions, generate_route_list, render_app_async_with_context};
use serde::de::DeserializeOwned;
use tower::ServiceBuilder;
use tower_http::set_header::SetResponseHeaderLayer;

use super::routes::{self, Route};
use super::{assets, peer, session};
use crate::admin::api::{DeskError, Landing, Revealed};
use crate::admin::form::{Kept, Pairs};
use crate::admin::{AdminAssets, App, Fresh, LeftBehind, Me, Shell};
use crate::domain::operator::Operator;
use crate::domain::who::Who;
use crate::service::sessions::{self, Here};
use crate::state::AppState;
use forms::{Plain, PlainForm};
use uploads::Upload;

/// The form that is sent by `GET`, to see what follows from it. Its key is the version that it was filled with.
const PLANNED: &str = "save_plan";

/// The row of a screen.
pub fn screen(path: &'static str, who: Who) -> Route {
    routes::get(path, who, show)
}

/// The row of a form that does what a server function does. It posts to the page it stands on.
pub fn form<F>(path: &'static str, name: &'static str, who: Who) -> Route
where
    F: ServerFn<Error = DeskError> + DeserializeOwned + Send + 'static,
    F::Output: Landing,
{
    Route::form(path, PlainForm::of::<F>(name, who))
}

/// The row of a form that something of its own takes.
pub fn form_by(
    path: &'static str,
    name: &'static str,
    who: Who,
    take: fn(Plain) -> BoxFuture<'static, Response>,
) -> Route {
    Route::form(path, PlainForm::taken_by(name, who, take))
}

/// The row of a form with a file in it.
pub fn file_form(
    path: &'static str,
    name: &'static str,
    who: Who,
    take: fn(AppState, Upload) -> BoxFuture<'static, Response>,
) -> Route {
    Route::form(path, PlainForm::of_file(name, who, take))
}

/// Everything of the desk, around the rows of its table.
pub fn router(rows: Vec<Route>, state: &AppState) -> Router<AppState> {
    // Rendering needs the executor that this starts.
    let screens = generate_route_list(App);
    debug_assert!(
        screens
            .iter()
            .all(|screen| rows.iter().any(|row| row.path == screen.path())),
        "a screen is missing in web::table"
    );
    let (open, closed): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.who == Who::Everyone);
    let around = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .layer(SetResponseHeaderLayer::overriding(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ))
        .layer(middleware::from_fn_with_state(
            state.proxies.clone(),
            peer::note_network,
        ))
        .layer(middleware::from_fn(gate::content_security))
        .layer(session::layer(
            state.services.store.clone(),
            &state.links.base_url,
        ));
    let closed = routes::router(closed, state).layer(middleware::from_fn_with_state(
        state.clone(),
        gate::require_operator,
    ));
    routes::router(open, state).merge(closed).layer(around)
}

/// A screen of the desk.
async fn show(State(state): State<AppState>, request: Request) -> Response {
    // What a form sent by `GET` stands in the address, and in the context already.
    render_with(state, request, StatusCode::OK, || ()).await
}

/// The document around the desk, as Leptos asks for it.
fn shell(state: &AppState) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let options = state.leptos_options.clone();
    move || {
        let (options, assets) = (options.clone(), admin_assets());
        view! { <Shell options assets/> }.into_any()
    }
}

fn admin_assets() -> AdminAssets {
    AdminAssets {
        page_stylesheet: assets::path("page.css").to_owned(),
        stylesheet: assets::path("admin.css").to_owned(),
        icon: assets::path("favicon.svg").to_owned(),
        hydrate: assets::PKG_DIR.is_some(),
    }
}

/// What every screen and server function finds in its context, taken from the request.
fn request_context() {
    let Some(parts) = use_context::<Parts>() else {
        return;
    };
    if let Some(nonce) = parts.extensions.get::<gate::RequestNonce>() {
        provide_context(Nonce::from_value(nonce.0.as_str()));
    }
    if let Some(operator) = parts.extensions.get::<Operator>() {
        provide_context(Me::from(operator));
    }
    // A link may be anybody's, so it fills in no form but the planner's, which computes with numbers alone. Its version comes
    // along: without it nobody would notice what somebody else has saved meanwhile.
    if let Ok(Query(values)) = Query::<Pairs>::try_from_uri(&parts.uri)
        && let Some(form) = Kept::find(&values, "form").filter(|form| form == PLANNED)
    {
        let error = None;
        provide_context(LeftBehind(Kept {
            form,
            values,
            error,
        }));
    }
}

/// Renders the desk at the address of `request`, with what a form left behind.
async fn render(state: AppState, request: Request, status: StatusCode, kept: Kept) -> Response {
    let left = move || provide_context(LeftBehind(kept.clone()));
    render_with(state, request, status, left).await
}

/// Renders the desk at the address of `request`, with what is told this once.
async fn reveal(state: AppState, request: Request, revealed: Revealed) -> Response {
    let told = move || {
        provide_context(LeftBehind::default());
        provide_context(revealed.clone());
    };
    render_with(state, request, StatusCode::OK, told).await
}

async fn render_with(
    state: AppState,
    request: Request,
    status: StatusCode,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let shell = shell(&state);
    let here = request.extensions().get::<Here>().cloned();
    let fresh = match here {
        Some(here) => sessions::is_fresh(&state.services, &here)
            .await
            .unwrap_or(false),
        None => false,
    };
    let context = move || {
        provide_context(state.clone());
        provide_context(Fresh(fresh));
        request_context();
        more();
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(status);
        }
    };
    let (parts, _) = request.into_parts();
    render_app_async_with_context(context, shell)(Request::from_parts(parts, Body::empty())).await
}

/// A document that nobody needs to be awake for.
fn document<V: IntoView>(status: StatusCode, view: impl FnOnce(AdminAssets) -> V) -> Response {
    let html = Owner::new().with(|| view(admin_assets()).into_view().to_html());
    (status, axum::response::Html(html)).into_response()
}

/// An address below `/admin` that the desk does not have.
pub async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    render(state, request, StatusCode::NOT_FOUND, Kept::default()).await
}
