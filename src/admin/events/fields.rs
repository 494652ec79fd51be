//! The fields that a new event and an old one have in common.

use leptos::prelude::*;

use crate::admin::api::events::EventForm;
use crate::admin::form::{Choice, Field, Select};
use crate::domain::locale::Locale;

/// Zones that are offered; any other of the time-zone database may be typed.
const ZONES: [&str; 20] = [
    "UTC",
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Rome",
    "Europe/Zurich",
    "Europe/Warsaw",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Australia/Sydney",
];

/// When it is, where it is sold, and in which language.
#[component]
pub fn EventFields(
    /// What the fields hold until somebody types.
    #[prop(optional)]
    values: EventForm,
    /// The zone until somebody types.
    #[prop(into)]
    zone: String,
    /// Whether the browser's own zone is a better guess.
    #[prop(optional)]
    guess_zone: bool,
    /// Whether there is a draw for sure; otherwise the form's own choice of kind tells.
    drawn: bool,
) -> impl IntoView {
    let zones = ZONES.map(|zone| view! { <option value=zone></option> });
    let languages = Locale::ALL.map(|locale| Choice::new(locale.tag(), locale.own_name()));
    let language = if values.language.is_empty() {
        Locale::En.tag().to_owned()
    } else {
        values.language
    };
    view! {
        <div class="columns">
            <Field
                label="Opens"
                name="event[opens_at]"
                kind="datetime-local"
                hint="Entries open, for a draw."
                value=values.opens_at
                clearable=true
            />
            <Field
                label="Closes"
                name="event[closes_at]"
                kind="datetime-local"
                value=values.closes_at
                clearable=true
            />
            <Field
                label="Time zone"
                name="event[zone]"
                value=zone
                list="zones"
                suggest=guess_zone.then_some("zone")
                hint="The page writes its times in this zone."
            />
            <datalist id="zones">{zones.collect_view()}</datalist>
        </div>
        <div class="drawn" data-drawn=drawn>
            <Field
                label="Draw takes place"
                name="event[draws_at]"
                kind="datetime-local"
                value=values.draws_at
                clearable=true
            />
        </div>
        <div class="columns">
            <Field
                label="Places in the waiting room"
                name="event[capacity]"
                inputmode="numeric"
                hint="Empty if there is no limit."
                value=values.capacity
                clearable=true
            />
            <Field
                label="Product link"
                name="event[product_link]"
                kind="url"
                hint="Where the thing is sold."
                value=values.product_link
                clearable=true
            />
            <Field
                label="Waitlist link"
                name="event[waitlist_link]"
                kind="url"
                hint="Shown once it is sold out."
                value=values.waitlist_link
                clearable=true
            />
        </div>
        <Select
            label="Its own language"
            name="event[language]"
            choices=languages.to_vec()
            value=language
        />
    }
    .into_any()
}
