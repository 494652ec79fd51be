//! The operator's desk over HTTP: log-in, pages, server functions, plain forms, the board's stream.
//!
//! Default deny: every route but log-in stands behind `gate::require_operator`, and what is not listed here is
//! "no such page", behind the same gate.

mod forms;
mod gate;
mod login;
mod stream;

use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos_axum::{
    LeptosRoutes, ResponseOptions, generate_route_list, render_app_async_with_context,
};
use tower::ServiceBuilder;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{assets, session};
use crate::admin::form::{Kept, Pairs};
use crate::admin::{AdminAssets, App, LeftBehind, Me, Shell};
use crate::domain::operator::Operator;
use crate::state::AppState;

/// Every route of the desk.
pub fn router(state: AppState) -> Router<AppState> {
    let shell = shell(&state);
    let around = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .layer(SetResponseHeaderLayer::overriding(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ))
        .layer(middleware::from_fn(gate::content_security))
        .layer(session::layer(
            state.services.store.clone(),
            &state.links.base_url,
        ));
    let closed = Router::new()
        .leptos_routes_with_context(&state, generate_route_list(App), request_context, shell)
        .route("/admin", post(forms::on_events))
        .route("/admin/events/{slug}", post(forms::on_board))
        .route("/admin/events/{slug}/settings", post(forms::on_settings))
        .route("/admin/events/{slug}/stock", post(forms::on_sheet))
        .route("/admin/events/{slug}/stream", get(stream::open))
        .route("/admin/logout", post(login::log_out))
        .route("/admin/", any(not_found))
        .route("/admin/{*rest}", any(not_found))
        .layer(middleware::from_fn_with_state(
            state,
            gate::require_operator,
        ));
    Router::new()
        .route("/admin/login", get(login::page).post(login::log_in))
        .merge(closed)
        .layer(around)
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
    if let Ok(Query(values)) = Query::<Pairs>::try_from_uri(&parts.uri)
        && let Some(form) = Kept::find(&values, "form")
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
    let shell = shell(&state);
    let context = move || {
        provide_context(state.clone());
        request_context();
        provide_context(LeftBehind(kept.clone()));
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
async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    render(state, request, StatusCode::NOT_FOUND, Kept::default()).await
}
