//! Alive and ready are different questions.

use axum::extract::State;
use axum::http::StatusCode;

use super::problem::Failure;
use crate::error::Error;
use crate::state::AppState;

/// `GET /livez`: the process answers, its publisher and its schedule run. Says nothing about the database, which a restart would not mend.
pub async fn live(State(state): State<AppState>) -> Result<(StatusCode, &'static str), Failure> {
    if !state.services.live.is_ready() {
        return Err(Error::Unavailable("the publisher does not run").into());
    }
    if state.broken.is_cancelled() {
        return Err(Error::Unavailable("the schedule does not run").into());
    }
    Ok((StatusCode::OK, "alive\n"))
}

/// `GET /readyz`: a balancer may send people here. Not while draining, not without a readable database.
pub async fn ready(State(state): State<AppState>) -> Result<(StatusCode, &'static str), Failure> {
    if state.draining.is_cancelled() {
        return Err(Error::Unavailable("draining").into());
    }
    if !state.services.live.is_ready() {
        return Err(Error::Unavailable("the first snapshots are not built yet").into());
    }
    state.services.store.check().await?;
    Ok((StatusCode::OK, "ready\n"))
}
