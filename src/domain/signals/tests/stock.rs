//! When a product is gone, and when it is back.

use super::*;

const SOME: StockLevel = StockLevel::InStock;
const NONE: StockLevel = StockLevel::SoldOut;

fn item(title: &str, sku: &str, level: StockLevel) -> InventoryItem {
    InventoryItem {
        sku: Sku::parse(sku).unwrap(),
        title: title.to_owned(),
        variant: Some(sku.to_owned()),
        level,
        remaining: None,
        price_tier: None,
        restock_at: None,
    }
}

/// An event at every fifth second of which the one size of a product is as told.
fn shelf(levels: impl IntoIterator<Item = StockLevel>) -> Stage {
    let mut stage = Stage::open();
    for (t, level) in (0..).step_by(5).zip(levels) {
        stage.stock = vec![item("Sneaker", "a", level)];
        stage.tick(t);
    }
    stage
}

#[test]
fn a_product_is_gone_with_its_last_variant_and_back_when_one_has_been_there_for_its_time() {
    let mut stage = Stage::open();
    for (t, levels) in [(0, [SOME, SOME]), (5, [NONE, SOME]), (10, [NONE, NONE])] {
        stage.stock = vec![
            item("Sneaker", "a", levels[0]),
            item("Sneaker", "b", levels[1]),
        ];
        stage.tick(t);
        assert_eq!(stage.opened().len(), usize::from(t == 10));
    }
    assert_eq!(stage.opened(), [(Signal::SoldOut, "Sneaker")]);
    stage.stock = vec![item("Sneaker", "a", SOME), item("Sneaker", "b", NONE)];
    for t in (15..=135).step_by(5) {
        assert_eq!(stage.cleared(), 0);
        stage.tick(t);
    }
    assert_eq!(stage.well(), [true]);
}

#[test]
fn stock_that_comes_and_goes_with_carts_is_told_once() {
    let flaps = (0..200).map(|n| if n % 3 == 0 { SOME } else { NONE });
    let stage = shelf(flaps);
    assert_eq!((stage.opened().len(), stage.cleared()), (1, 0));
}

#[test]
fn one_that_gets_another_name_while_it_is_gone_is_neither_back_nor_gone_anew() {
    let mut stage = shelf([SOME, NONE]);
    stage.stock = vec![item("Shoe", "a", NONE)];
    stage.tick(10);
    stage.tick(15);
    assert_eq!(stage.opened().len(), 1);
    assert_eq!(stage.well(), [false]);
}

#[test]
fn what_was_gone_before_anybody_looked_is_no_news() {
    assert_eq!(shelf([NONE, NONE, NONE]).opened(), []);
    assert_eq!(shelf([NONE, SOME, NONE]).opened().len(), 1);
}

#[test]
fn what_goes_before_the_event_is_open_is_told_when_it_is() {
    let mut stage = Stage::open();
    stage.phase = (Phase::Waiting, at(0));
    for (t, level) in [(0, SOME), (5, NONE), (10, NONE)] {
        stage.stock = vec![item("Sneaker", "a", level)];
        stage.tick(t);
    }
    assert_eq!(stage.opened(), []);
    stage.phase = (Phase::Open, at(15));
    stage.tick(15);
    assert_eq!(stage.opened(), [(Signal::SoldOut, "Sneaker")]);
    // What was said of it since it went was said of it.
    let Turn::Opened { evidence, .. } = &stage.turns[0] else {
        unreachable!()
    };
    assert_eq!(evidence.since, at(5));
}
