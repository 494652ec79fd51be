//! x
use crate::state::AppState;
use axum::Router;
/// x
pub fn router(_state: AppState) -> Router<AppState> {
    Router::new()
}
