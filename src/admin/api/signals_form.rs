//! What is typed about signals, read and written.

use super::signals::SignalsForm;
use super::{DeskError, FieldError, Trouble};
use crate::admin::words::component_status;
use crate::domain::component::ComponentStatus;
use crate::domain::id::ComponentId;
use crate::domain::signals::{Occasion, Rules, Signal, SignalSettings, StatusOverride, Thresholds};
use crate::domain::time::Timestamp;
use crate::error::Error;

/// What a suggestion is about.
pub fn read_occasion(text: &str) -> Result<Occasion, DeskError> {
    Occasion::parse(text).ok_or_else(DeskError::unfilled)
}

/// What is said about a part; nothing, when it is left to the machine.
pub fn read_stated(
    status: &str,
    minutes: &str,
    now: Timestamp,
) -> Result<Option<(ComponentStatus, Timestamp)>, DeskError> {
    if status.is_empty() {
        return Ok(None);
    }
    let status =
        ComponentStatus::parse(status).map_err(|error| DeskError::field("status", error))?;
    let minutes = minutes
        .parse::<u16>()
        .ok()
        .filter(|minutes| (1..=1_440).contains(minutes));
    let minutes = minutes
        .ok_or_else(|| DeskError::field("minutes", "give a number of minutes, at most a day"))?;
    Ok(Some((status, now.plus_seconds(i64::from(minutes) * 60))))
}

/// What was said about parts, to be sent back with a form.
pub fn write_stated(stated: &[StatusOverride]) -> Result<String, Error> {
    serde_json::to_string(stated)
        .map_err(|error| Error::internal("writing what was said about parts", error))
}

/// The same after something was said about one of them.
pub fn restated(
    mut all: Vec<StatusOverride>,
    component: &ComponentId,
    stated: Option<StatusOverride>,
) -> Vec<StatusOverride> {
    all.retain(|known| known.component != *component);
    all.extend(stated);
    all
}

/// Somebody else has said something about the part meanwhile; `fresh_key` is what counts now.
pub fn said_meanwhile(
    now: &[StatusOverride],
    component: &ComponentId,
    fresh_key: String,
) -> DeskError {
    let stated = now.iter().find(|known| known.component == *component);
    let stated = stated.map_or("as it is noticed", |known| component_status(known.status));
    let told = format!(
        "Not set yet: somebody else has set this part meanwhile; it is to read “{stated}”. Send it again to put yours in its place."
    );
    DeskError {
        fresh_key: Some(fresh_key),
        ..DeskError::new(Trouble::Conflict, told)
    }
}

/// The form, filled with what is true.
pub fn write_form(settings: &SignalSettings) -> SignalsForm {
    let limits = &settings.thresholds;
    let percent = |share: Option<f64>| share.map(|share| number(share * 100.0)).unwrap_or_default();
    let seconds = |seconds: Option<u32>| seconds.map(|s| s.to_string()).unwrap_or_default();
    SignalsForm {
        error_rate: percent(limits.error_rate),
        p95_latency: limits
            .p95_latency_ms
            .map(|ms| number(ms / 1_000.0))
            .unwrap_or_default(),
        capacity_left: percent(limits.capacity_left),
        handoff: percent(limits.handoff),
        handoff_min_count: limits.handoff_min_count.to_string(),
        wait_jump: limits.wait_jump.map(number).unwrap_or_default(),
        silent_pause_s: seconds(limits.silent_pause_s),
        silence_s: seconds(limits.silence_s),
        confirm_s: limits.confirm_s.to_string(),
        sold_out: if limits.sold_out { "yes" } else { "" }.to_owned(),
        rules: settings
            .rules
            .0
            .iter()
            .map(|signal| signal.as_str().to_owned())
            .collect(),
    }
}

/// A figure without the dust of binary fractions.
fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The limits and rules that a form asks for, or everything that cannot be read.
pub fn read_settings(form: &SignalsForm) -> Result<SignalSettings, DeskError> {
    let mut wrong = Vec::new();
    let mut note = |field: &str, message: &str| {
        wrong.push(FieldError {
            field: format!("signals.{field}"),
            message: message.to_owned(),
        });
    };
    let mut figure = |field: &str, text: &str, unit: f64| {
        let text = text
            .trim()
            .trim_end_matches('%')
            .trim_end()
            .replace(',', ".");
        match text.parse::<f64>() {
            _ if text.is_empty() => None,
            Ok(value) if value.is_finite() => Some(dusted(value * unit)),
            _ => {
                note(field, "give a number, or leave it empty");
                None
            }
        }
    };
    let error_rate = figure("error_rate", &form.error_rate, 0.01);
    let p95_latency_ms = figure("p95_latency", &form.p95_latency, 1_000.0);
    let capacity_left = figure("capacity_left", &form.capacity_left, 0.01);
    let handoff = figure("handoff", &form.handoff, 0.01);
    let wait_jump = figure("wait_jump", &form.wait_jump, 1.0);
    let mut whole = |field: &str, text: &str, needed: bool| match text.trim() {
        "" if !needed => None,
        text => {
            let value = text.parse::<u32>().ok();
            if value.is_none() {
                note(field, "give a whole number");
            }
            value
        }
    };
    let silent_pause_s = whole("silent_pause_s", &form.silent_pause_s, false);
    let silence_s = whole("silence_s", &form.silence_s, false);
    let handoff_min_count = whole("handoff_min_count", &form.handoff_min_count, true);
    let confirm_s = whole("confirm_s", &form.confirm_s, true);
    let rules = form.rules.iter().filter(|name| !name.is_empty());
    let rules: Option<_> = rules.map(|name| Signal::parse(name)).collect();
    if rules.is_none() {
        note("rules", "choose from the list");
    }
    let standing = Thresholds::default();
    let settings = SignalSettings {
        thresholds: Thresholds {
            error_rate,
            p95_latency_ms,
            capacity_left,
            handoff,
            handoff_min_count: handoff_min_count.unwrap_or(standing.handoff_min_count),
            wait_jump,
            silent_pause_s,
            sold_out: !form.sold_out.is_empty(),
            silence_s,
            confirm_s: confirm_s.unwrap_or(standing.confirm_s),
        },
        rules: Rules(rules.unwrap_or_default()),
    };
    if wrong.is_empty() {
        Ok(settings)
    } else {
        Err(DeskError::invalid(wrong))
    }
}

/// A value without the dust of binary fractions: 0.07, not 0.07000000000000001.
fn dusted(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Names the fields of a service's error as the form has them.
pub fn beside_fields(mut error: DeskError) -> DeskError {
    for wrong in &mut error.fields {
        let name = wrong.field.trim_start_matches("thresholds.").to_owned();
        let percent = matches!(name.as_str(), "error_rate" | "capacity_left" | "handoff");
        let field = match name.as_str() {
            "p95_latency_ms" => "p95_latency",
            name => name,
        };
        wrong.field = format!("signals.{field}");
        // The form asks in other units than machines do.
        if percent {
            "give a percentage between 0 and 100".clone_into(&mut wrong.message);
        } else if field == "p95_latency" {
            "give 0.001 to 600 seconds".clone_into(&mut wrong.message);
        }
    }
    error
}

/// They were changed meanwhile: what they are now is told beside each field that differs, what was typed is kept.
pub fn outdated(now: &SignalSettings, mine: &SignalsForm, version: u32) -> DeskError {
    let now = write_form(now);
    let rules = |form: &SignalsForm| form.rules.join(", ");
    let (their_rules, my_rules) = (rules(&now), rules(mine));
    let fields = [
        ("error_rate", &now.error_rate, &mine.error_rate),
        ("p95_latency", &now.p95_latency, &mine.p95_latency),
        ("capacity_left", &now.capacity_left, &mine.capacity_left),
        ("handoff", &now.handoff, &mine.handoff),
        (
            "handoff_min_count",
            &now.handoff_min_count,
            &mine.handoff_min_count,
        ),
        ("wait_jump", &now.wait_jump, &mine.wait_jump),
        ("silent_pause_s", &now.silent_pause_s, &mine.silent_pause_s),
        ("silence_s", &now.silence_s, &mine.silence_s),
        ("confirm_s", &now.confirm_s, &mine.confirm_s),
        ("sold_out", &now.sold_out, &mine.sold_out),
        ("rules", &their_rules, &my_rules),
    ];
    let differing = fields.into_iter().filter(|(_, now, mine)| now != mine);
    let beside = |(field, now, _): (&str, &String, &String)| FieldError {
        field: format!("signals.{field}"),
        message: match now.as_str() {
            "" => "it is now: nothing".to_owned(),
            now => format!("it is now: {now}"),
        },
    };
    DeskError {
        fields: differing.map(beside).collect(),
        fresh_key: Some(version.to_string()),
        ..DeskError::new(
            Trouble::Conflict,
            "Not saved yet: the limits were changed meanwhile. What they are now stands beside each field that differs, what you wrote is kept: save again to put it in their place.",
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_form_that_nobody_touched_says_what_it_was_filled_with() {
        let settings = SignalSettings {
            rules: Rules([Signal::SoldOut].into()),
            ..SignalSettings::default()
        };
        let form = write_form(&settings);
        assert_eq!(
            (form.error_rate.as_str(), form.p95_latency.as_str()),
            ("1", "2")
        );
        assert_eq!(read_settings(&form).unwrap(), settings);
    }

    #[test]
    fn what_is_left_empty_is_not_watched_and_what_cannot_be_read_stands_beside_its_field() {
        let form = SignalsForm {
            error_rate: "1,5 %".to_owned(),
            handoff: "many".to_owned(),
            confirm_s: String::new(),
            ..write_form(&SignalSettings::default())
        };
        let wrong = read_settings(&form).unwrap_err();
        let fields: Vec<_> = wrong
            .fields
            .iter()
            .map(|wrong| wrong.field.as_str())
            .collect();
        assert_eq!(fields, ["signals.handoff", "signals.confirm_s"]);
        let form = SignalsForm {
            error_rate: "1,5 %".to_owned(),
            handoff: String::new(),
            ..write_form(&SignalSettings::default())
        };
        let limits = read_settings(&form).unwrap().thresholds;
        assert_eq!((limits.error_rate, limits.handoff), (Some(0.015), None));
    }

    proptest! {
        #[test]
        fn every_share_in_thousandths_comes_back_as_it_was(thousandths in 1_u32..1_000) {
            let mut settings = SignalSettings::default();
            settings.thresholds.handoff = Some(f64::from(thousandths) / 1_000.0);
            prop_assert_eq!(read_settings(&write_form(&settings)).unwrap(), settings);
        }
    }
}
