//! Setting stock: what is not said stays, and what contradicts itself is refused.

use serde_json::{Value, json};

use crate::support::TestApp;
use crate::support::roles::{api, at};

async fn item(app: &TestApp) -> Value {
    app.shopper().facts().await["inventory"][0].clone()
}

#[tokio::test]
async fn what_is_not_said_stays_and_a_new_level_forgets_the_old_count() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let first =
        json!({ "title": "Sneaker", "variant": "42", "remaining": 3, "price_tier": "Early" });
    operator.set_stock("SNK-42", &first).await.expect(200);
    let low = item(&app).await;
    assert_eq!(
        (&low["level"], &low["remaining"]),
        (&json!("low"), &json!(3))
    );

    operator
        .set_stock("SNK-42", &json!({ "level": "sold_out" }))
        .await
        .expect(200);
    let gone = item(&app).await;
    assert_eq!(
        (&gone["level"], &gone["remaining"]),
        (&json!("sold_out"), &Value::Null)
    );
    for name in ["title", "variant", "price_tier"] {
        assert_eq!(gone[name], low[name], "{name}");
    }
    app.stop().await;
}

#[tokio::test]
async fn setting_what_is_so_already_changes_nothing() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let shoe = json!({ "remaining": 3 });
    operator.set_stock("SNK-42", &shoe).await.expect(200);
    let rows = app.rows().await;
    let again = operator.set_stock("SNK-42", &shoe).await.expect(200).json();
    assert_eq!(again["changed"], 0);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn variants_stay_in_the_merchants_order_whatever_changes() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let items = ["S", "M", "L"].map(|sku| json!({ "sku": sku, "remaining": 40 }));
    let items = json!({ "items": items });
    operator.put(&api("inventory"), &items).await.expect(200);
    operator
        .set_stock("M", &json!({ "remaining": 0 }))
        .await
        .expect(200);
    operator
        .set_stock("XL", &json!({ "remaining": 40 }))
        .await
        .expect(200);
    let facts = app.shopper().facts().await;
    let skus = facts["inventory"].as_array().unwrap();
    let skus: Vec<_> = skus.iter().map(|item| &item["sku"]).collect();
    assert_eq!(skus, ["S", "M", "L", "XL"]);
    app.stop().await;
}

#[tokio::test]
async fn what_was_said_of_an_item_is_emptied_by_null_and_stays_when_it_is_not_said() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let said = json!({
        "title": "Sneaker", "variant": "42", "level": "low", "remaining": 3, "price_tier": "Early", "restock_at": at(600),
    });
    operator.set_stock("SNK-42", &said).await.expect(200);
    operator
        .set_stock("SNK-42", &json!({ "variant": "43" }))
        .await
        .expect(200);
    let item = app.shopper().facts().await["inventory"][0].clone();
    assert_eq!(item["variant"], "43");
    assert_eq!(item["price_tier"], "Early");

    let nothing = json!({ "title": null, "variant": null, "price_tier": null, "restock_at": null });
    operator.set_stock("SNK-42", &nothing).await.expect(200);
    let item = app.shopper().facts().await["inventory"][0].clone();
    assert_eq!(item["title"], "SNK-42");
    for field in ["variant", "price_tier", "restock_at"] {
        assert!(item[field].is_null(), "{field}");
    }
    assert_eq!(item["remaining"], 3);
    app.stop().await;
}

#[tokio::test]
async fn many_items_are_set_at_once_with_one_audit_entry() {
    let app = TestApp::start().await;
    let items =
        json!({ "items": [{ "sku": "A", "remaining": 0 }, { "sku": "B", "remaining": 40 }] });
    let operator = app.operator().await;
    let reply = operator
        .put(&api("inventory"), &items)
        .await
        .expect(200)
        .json();
    assert_eq!(reply["changed"], 2);
    assert_eq!(app.audited("inventory.set").await, 1);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["revision"], reply["revision"]);
    assert_eq!(facts["inventory"][0]["level"], "sold_out");
    assert_eq!(facts["inventory"][1]["level"], "in_stock");
    app.stop().await;
}

#[tokio::test]
async fn an_item_that_contradicts_itself_is_refused_by_its_field() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let rows = app.rows().await;
    let set = async |body: Value| operator.set_stock("SNK-42", &body).await;
    let said = set(json!({ "level": "sold_out", "remaining": 3 }))
        .await
        .names("level");
    assert_eq!(said, "sold_out does not go with 3 remaining");
    set(json!({ "level": "low", "remaining": 0 }))
        .await
        .names("level");
    set(json!({ "title": "Sneaker" })).await.names("level");
    set(json!({ "level": "plenty" })).await.names("level");
    set(json!({ "remaining": -1 })).await.names("remaining");
    set(json!({ "remaining": 3, "title": "x".repeat(81) }))
        .await
        .names("title");
    set(json!({ "remaining": 3, "remainig": 4 }))
        .await
        .names("remainig");
    operator
        .set_stock("a%20b", &json!({ "remaining": 3 }))
        .await
        .names("sku");
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn one_wrong_item_keeps_all_of_them_out() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let rows = app.rows().await;
    let good = json!({ "sku": "A", "remaining": 3 });
    let bulk = async |wrong: Value| {
        let body = json!({ "items": [good, wrong] });
        operator.put(&api("inventory"), &body).await
    };
    bulk(json!({ "sku": "B", "level": "low", "remaining": 0 }))
        .await
        .names("items[1].level");
    bulk(json!({ "sku": "B", "remaining": -1 }))
        .await
        .names("items[1].remaining");
    bulk(json!({ "sku": "B", "remaining": 3, "remainig": 4 }))
        .await
        .names("items[1].remainig");
    bulk(json!({ "sku": "../B", "remaining": 3 }))
        .await
        .names("items[1].sku");
    bulk(json!({ "remaining": 3 })).await.names("items[1].sku");
    assert_eq!(app.rows().await, rows);
    assert_eq!(app.shopper().facts().await["inventory"], json!([]));
    app.stop().await;
}
