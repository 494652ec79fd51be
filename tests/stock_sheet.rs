//! Stock from a sheet: it shows what it would change, and then changes exactly that.

use std::fmt::Write as _;

use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::desk::Desk;
use crate::support::{Answer, Document, SLUG, TestApp};

fn address() -> String {
    format!("/admin/events/{SLUG}/stock")
}

/// A sheet as a browser sends it: typed, or as a file.
async fn check(desk: &Desk, field: &str, sheet: &[u8]) -> Document {
    let head = format!("--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
    let body = [head.as_bytes(), sheet, b"\r\n--b--\r\n"].concat();
    let answer = desk.send_parts(&address(), "b", body).await.expect(200);
    Document::parse(&answer.text())
}

async fn import(desk: &Desk, checked: &Document, sheet: &str) -> Answer {
    let mark = checked.attribute("#plan [name='key']", "value");
    let sheet = sheet.bytes().fold(String::new(), |mut sheet, byte| {
        write!(sheet, "%{byte:02X}").unwrap();
        sheet
    });
    let form = format!("form=import_stock&slug={SLUG}&key={mark}&csv={sheet}");
    desk.submit(&address(), &form).await
}

#[tokio::test]
async fn a_sheet_shows_what_it_would_change_and_then_changes_exactly_that() {
    let app = TestApp::start().await;
    let machine = app.operator().await;
    for (sku, level) in [("A", "in_stock"), ("B", "in_stock")] {
        let item = json!({ "title": "Sneaker", "variant": sku, "level": level });
        machine.set_stock(sku, &item).await.expect(200);
    }
    let desk = app.desk_of(Role::Writer).await;
    let rows = app.rows().await;
    let sheet = "sku;level;remaining\r\nA;sold_out;0\r\nB;;\r\nC;low;7\r\n";
    let checked = check(&desk, "file", sheet.as_bytes()).await;
    for (effect, words) in [
        (
            "changed",
            "Sneaker · A · In stock → Sneaker · A · Sold out · 0 left",
        ),
        ("same", ""),
        ("new", "C · Low · 7 left"),
    ] {
        let details = format!("[data-effect='{effect}'] [data-label='Details']");
        assert_eq!(checked.text(&details), words, "{effect}");
    }
    let mut now = app.rows().await;
    now.insert("session".to_owned(), rows["session"]);
    assert_eq!(now, rows);

    let done = import(&desk, &checked, sheet).await.expect(303);
    assert!(
        done.header("location")
            .starts_with(&format!("{}?done=stock", address()))
    );
    let facts = app.shopper().facts().await;
    let stock: Vec<_> = facts["inventory"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            (
                item["sku"].clone(),
                item["level"].clone(),
                item["remaining"].clone(),
            )
        })
        .collect();
    let expected = [
        (json!("A"), json!("sold_out"), json!(0)),
        (json!("B"), json!("in_stock"), json!(null)),
        (json!("C"), json!("low"), json!(7)),
    ];
    assert_eq!(stock, expected);
    assert_eq!(app.audited("inventory.set").await, 3);

    // A second press finds everything done.
    import(&desk, &checked, sheet).await.expect(303);
    assert_eq!(app.audited("inventory.set").await, 3);
    app.stop().await;
}

#[tokio::test]
async fn wrong_lines_are_told_with_their_numbers_and_keep_everything_out() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let sheet = "sku,level,remaining\nA,low,3\nB,plenty,\nA,low,4\nC,low,0\n../D,low,\n";
    let checked = check(&desk, "csv", sheet.as_bytes()).await;
    assert_eq!(checked.count("[data-effect='wrong']"), 4);
    let told = checked.text("#plan");
    for words in [
        "level: the level is one of",
        "A stands in a line above",
        "low does not go with 0",
        "sku: use 1 to",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(checked.count("#plan button"), 0);

    let form = format!("form=import_stock&slug={SLUG}&key=&csv=sku,level%0AA,low%0AB,plenty");
    let refused = desk.submit(&address(), &form).await.expect(422);
    assert!(
        Document::parse(&refused.text())
            .text("#plan")
            .contains("1 line wrong")
    );
    assert_eq!(app.rows().await["inventory_item"], 0);
    for (sheet, told) in [
        (&b"colour\nred"[..], "“colour” is none of"),
        (b"sku,level\n", "no line"),
    ] {
        let checked = check(&desk, "csv", sheet).await;
        let said = checked.text("#sheet-csv-error");
        assert!(said.contains(told), "{said}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_sheet_may_have_the_length_it_is_promised_when_it_is_checked_and_when_it_is_taken() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let lines = "sku,level\nA,low\n";
    let sheet = format!("{lines}{}", "\n".repeat(256 * 1_024 - lines.len()));
    let checked = check(&desk, "file", sheet.as_bytes()).await;
    // Sent as a form, each of these letters takes three.
    import(&desk, &checked, &sheet).await.expect(303);
    assert_eq!(app.shopper().facts().await["inventory"][0]["level"], "low");
    let too_long = check(&desk, "file", format!("{sheet}\n").as_bytes()).await;
    assert!(too_long.text("#sheet-csv-error").contains("256 KiB"));
    app.stop().await;
}

#[tokio::test]
async fn stock_that_moved_on_since_the_check_is_not_overwritten_unseen() {
    let app = TestApp::start().await;
    let machine = app.operator().await;
    let desk = app.desk_of(Role::Operator).await;
    machine
        .set_stock("A", &json!({ "remaining": 40 }))
        .await
        .expect(200);
    let sheet = "sku,level\nA,sold_out";
    let checked = check(&desk, "csv", sheet.as_bytes()).await;
    machine
        .set_stock("A", &json!({ "remaining": 3 }))
        .await
        .expect(200);

    let conflict = import(&desk, &checked, sheet).await.expect(409);
    let page = Document::parse(&conflict.text());
    assert!(
        page.text("#sheet-csv-error")
            .contains("has changed since this was checked")
    );
    assert!(page.text("#plan").contains("3 left →"));
    assert_eq!(app.shopper().facts().await["inventory"][0]["level"], "low");
    import(&desk, &page, sheet).await.expect(303);
    assert_eq!(
        app.shopper().facts().await["inventory"][0]["level"],
        "sold_out"
    );
    app.stop().await;
}

#[tokio::test]
async fn the_screen_starts_with_the_stock_as_it_is_and_is_not_for_viewers() {
    let app = TestApp::start().await;
    let machine = app.operator().await;
    let item = json!({ "title": "Boots, brown", "remaining": 3 });
    machine.set_stock("A", &item).await.expect(200);
    let desk = app.desk_of(Role::Writer).await;
    let page = Document::parse(&desk.get(&address()).await.expect(200).text());
    let sheet = page.text("#sheet-csv");
    assert!(sheet.contains("A,\"Boots, brown\",,low,3,,"), "{sheet}");
    let latin1 =
        b"--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nsku\n\xe9\r\n--b--\r\n";
    let refused = desk
        .send_parts(&address(), "b", latin1.to_vec())
        .await
        .expect(422);
    assert!(
        Document::parse(&refused.text())
            .text("#sheet-csv-error")
            .contains("UTF-8")
    );

    let viewer = app.desk_of(Role::Viewer).await;
    let shown = viewer.get(&address()).await.text();
    assert!(shown.contains("Not for your role"));
    app.stop().await;
}
