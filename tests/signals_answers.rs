//! What counts as told, who may answer, and that answers are given once.

use serde_json::{Value, json};

use crate::signals::machine;
use crate::support::roles::api;
use crate::support::{Client, TestApp};

#[tokio::test]
async fn who_may_not_publish_does_not_move_the_limit_at_which_a_rule_does() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let manager = app.manager().await;
    let with = |error_rate: f64, handoff: f64, rules: &[&str]| {
        let limits = json!({ "error_rate": error_rate, "handoff": handoff });
        json!({ "thresholds": limits, "rules": rules })
    };
    let set = async |who: &Client, settings: Value| who.put(&api("signals"), &settings).await;
    set(&machine, with(0.02, 0.9, &["error_rate"]))
        .await
        .expect(200);
    let rows = app.rows().await;
    set(&manager, with(0.000_001, 0.9, &["error_rate"]))
        .await
        .problem(403);
    let sooner = json!({
        "thresholds": { "error_rate": 0.02, "handoff": 0.9, "confirm_s": 10 }, "rules": ["error_rate"],
    });
    set(&manager, sooner).await.problem(403);
    assert_eq!(app.rows().await, rows);
    // A limit that nothing is published at, and less that is published, are theirs to set.
    set(&manager, with(0.02, 0.8, &["error_rate"]))
        .await
        .expect(200);
    set(&manager, with(0.000_001, 0.8, &[])).await.expect(200);
    app.stop().await;
}
