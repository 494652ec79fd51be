//! What a message that was published answers: whoever wrote it, shoppers know.

use super::suggestion::{ITEM_SOLD_OUT, asks};
use super::{Alert, Answer, Occasion, Signal, Suggestion};
use crate::domain::message::Wording;

/// The template that says of one product, unnamed, that it is gone.
const SOLD_OUT: &str = "sold_out";

impl Suggestion {
    /// Whether a message worded like this says the same, however its text was edited, while these are the event's alerts.
    pub fn is_said_by(&self, wording: &Wording, alerts: &[Alert]) -> bool {
        let Wording::Template {
            template, values, ..
        } = wording
        else {
            return false;
        };
        let typed = |gap: &String| values.get(gap).map(|value| value.trim());
        let names_it = |(gap, value): (&String, &String)| typed(gap) == Some(value);
        if template == self.template {
            return self.values.iter().all(names_it);
        }
        let is_another = |alert: &Alert| {
            let gone = alert.topic.signal == Signal::SoldOut && alert.is_open();
            gone && self
                .values
                .values()
                .all(|item| *item != alert.topic.subject)
        };
        // "This item has sold out" is clear while only one has.
        self.template == ITEM_SOLD_OUT && template == SOLD_OUT && !alerts.iter().any(is_another)
    }
}

/// Notes an answer with every alert whose suggestion it fits and was not answered yet. Tells which these are.
pub fn answer_all<'a>(
    alerts: &'a mut [Alert],
    answer: &Answer,
    fits: impl Fn(&Suggestion, Occasion) -> bool,
) -> Vec<(&'a Alert, Occasion)> {
    let mut answered = Vec::new();
    for alert in alerts {
        let occasion = if alert.is_open() {
            Occasion::Trouble
        } else {
            Occasion::AllClear
        };
        let suggestion = Suggestion::of(&alert.topic, occasion);
        if !asks(alert, occasion)
            || !suggestion.is_some_and(|suggestion| fits(&suggestion, occasion))
        {
            continue;
        }
        match occasion {
            Occasion::Trouble => alert.answer = Some(answer.clone()),
            Occasion::AllClear => alert.clear_answer = Some(answer.clone()),
        }
        answered.push((&*alert, occasion));
    }
    answered
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::id::AlertId;
    use crate::domain::signals::{Evidence, Topic};
    use crate::domain::time::Timestamp;

    fn gone(product: &str) -> Alert {
        let at = Timestamp::from_millis(0);
        let evidence = Evidence {
            series: Vec::new(),
            since: at,
            limit: None,
            value: None,
        };
        let topic = Topic {
            signal: Signal::SoldOut,
            subject: product.to_owned(),
        };
        Alert::open(AlertId::new(product), topic, evidence, at)
    }

    fn said(template: &str, item: Option<&str>) -> Wording {
        let item = item.map(|item| ("item".to_owned(), item.to_owned()));
        Wording::Template {
            template: template.to_owned(),
            values: item.into_iter().collect(),
            edited: BTreeMap::new(),
        }
    }

    #[test]
    fn what_is_gone_is_named_and_only_its_own_name_tells_of_it_when_there_are_several() {
        let alerts = [gone("Sneaker"), gone("Boot")];
        let sneaker = Suggestion::of(&alerts[0].topic, Occasion::Trouble).unwrap();
        assert_eq!(sneaker.values["item"], "Sneaker");
        let tells = |wording: Wording, alerts: &[Alert]| sneaker.is_said_by(&wording, alerts);
        assert!(tells(said("item_sold_out", Some(" Sneaker ")), &alerts));
        assert!(!tells(said("item_sold_out", Some("Boot")), &alerts));
        assert!(!tells(said("sold_out", None), &alerts));
        assert!(tells(said("sold_out", None), &alerts[..1]));
        assert!(!tells(said("low_stock", Some("Sneaker")), &alerts));
    }
}
