//! What the machine noticed: the message it suggests, filled, for one tap; and how the parts of the shop are doing.

use leptos::prelude::*;

use super::here;
use crate::admin::LeftBehind;
use crate::admin::api::BoardNow;
use crate::admin::api::signals::{AlertLine, OfferCard};
use crate::admin::form::{Choice, DeskForm, Select, Submit};
use crate::admin::words::{self, DESK_LOCALE};
use crate::domain::component::ComponentStatus;
use crate::domain::locale::words::Words;
use crate::domain::signals::Occasion;

/// For how long an operator's word about a part may stand, in minutes.
const STATED_MIN: [u32; 5] = [15, 30, 60, 240, 1_440];

/// The panel for what was noticed.
#[component]
pub fn AlertsPanel() -> impl IntoView {
    let unfinished = LeftBehind::by("state_component").is_some();
    view! {
        <section class="panel" id="alerts" aria-labelledby="alerts-heading">
            <h2 id="alerts-heading">"What is noticed"</h2>
            <div data-live="alerts"><Alerts/></div>
            <details open=unfinished>
                <summary>"How the parts are doing"</summary>
                <div data-live="parts"><Parts/></div>
                <div data-live="state"><StateForm/></div>
            </details>
        </section>
    }
    .into_any()
}

/// What calls to the panel, from wherever one reads.
#[component]
pub fn AlarmBell() -> impl IntoView {
    view! { <div class="alarm" role="status" data-live="alarm"><Alarm/></div> }
}

/// How many suggestions wait, and how many feeds are silent, which no message is about.
#[component]
pub fn Alarm() -> impl IntoView {
    let now = here();
    let offers = match now.signals.offers.len() {
        0 => None,
        1 => Some("1 message is suggested".to_owned()),
        n => Some(format!("{n} messages are suggested")),
    };
    let mute = now.signals.alerts.iter().filter(|alert| alert.mute);
    let silent = match mute.count() {
        0 => None,
        1 => Some("1 feed is silent".to_owned()),
        n => Some(format!("{n} feeds are silent")),
    };
    let words: Vec<_> = offers.into_iter().chain(silent).collect();
    if words.is_empty() {
        return ().into_any();
    }
    let words = format!("▲ {}", words.join(" · "));
    // On the board itself this leads down the page.
    view! { <a href=format!("{}#alerts", now.address())>{words}</a> }.into_any()
}

/// Suggestions, the promise that falls due, and every alert.
#[component]
pub fn Alerts() -> impl IntoView {
    let now = here();
    let cards: Vec<_> = now
        .signals
        .offers
        .iter()
        .map(|offer| card(&now, offer))
        .collect();
    let lines: Vec<_> = now.signals.alerts.iter().map(line).collect();
    let nag = nag(&now);
    let quiet = (cards.is_empty() && lines.is_empty() && nag.is_none())
        .then(|| view! { <p class="nothing">"Nothing unusual."</p> });
    let list = (!lines.is_empty()).then(|| {
        view! {
            <h3>"Alerts"</h3>
            <ul class="alerts">{lines}</ul>
        }
    });
    // The nag comes by itself: above the cards it would push one out from under a thumb.
    view! { {cards}{nag}{list}{quiet} }.into_any()
}

/// The promise to speak again, when it is near or broken.
fn nag(now: &BoardNow) -> Option<impl IntoView + use<>> {
    let due = now.nag()?;
    let by = due.text.clone();
    let left = due.at.seconds_since(now.now.at);
    let told = if left < 0.0 {
        format!("You promised an update by {by}, and nothing was said since.")
    } else {
        let left = Words::new(DESK_LOCALE).countdown(left);
        let left = left.map(|left| format!(", {left}")).unwrap_or_default();
        format!("You promised an update by {by}{left}.")
    };
    let compose = format!("{}/post", now.address());
    Some(view! {
        <p class="nag" data-overdue=(left < 0.0).then_some("")>
            {told}" "<a href=compose>"Write it"</a>
        </p>
    })
}

/// A suggested message: why, what it says, and its answers.
fn card(now: &BoardNow, offer: &OfferCard) -> impl IntoView + use<> {
    let OfferCard {
        alert,
        occasion,
        key,
        title,
        evidence,
        template,
        texts,
        promise,
        wrong,
    } = offer.clone();
    let languages = texts.len();
    let texts = texts
        .into_iter()
        .enumerate()
        .map(|(index, (locale, text))| {
            let lang = locale.tag();
            let said = view! { <blockquote lang=lang dir=locale.direction()>{text}</blockquote> };
            match index {
                0 => said.into_any(),
                _ => view! {
                    <p class="hint" lang=lang dir=locale.direction()>{locale.own_name()}</p>
                    {said}
                }
                .into_any(),
            }
        });
    let mut texts: Vec<_> = texts.collect();
    let others = texts.split_off(texts.len().min(1));
    let others = (!others.is_empty()).then(|| {
        view! {
            <details id=format!("texts-{alert}")>
                <summary id=format!("languages-{alert}")>{format!("The same in {} more languages", languages - 1)}</summary>
                {others}
            </details>
        }
    });
    let promise =
        promise.map(|by| view! { <p class="hint">"Promises the next update by "{by}"."</p> });
    let wrong = (!wrong.is_empty()).then(|| {
        let wrong = wrong.join("; ");
        view! { <p class="error">"It cannot be published as it stands: "{wrong}"."</p> }
    });
    let change = format!(
        "{}/post?template={template}&alert={alert}&occasion={}#post-heading",
        now.address(),
        occasion.as_str()
    );
    let hidden = vec![
        ("slug", now.status_page.slug.to_string()),
        ("occasion", occasion.as_str().to_owned()),
    ];
    let heading = format!("offer-{alert}");
    let labelled = heading.clone();
    let [publishes, dismisses, changes] = [(); 3].map(|()| heading.clone());
    // Whoever has one of these under their finger keeps it when the card comes anew, unless it asks something else.
    let found = |what: &str| format!("{what}-{alert}-{}", occasion.as_str());
    let [publish_id, dismiss_id, change_id] = ["publish", "dismiss", "change"].map(found);
    let dismiss_hidden = hidden.clone();
    let subject = alert.clone();
    let page = now.address();
    let dismiss_page = page.clone();
    view! {
        <article class="offer" data-occasion=occasion.as_str() aria-labelledby=labelled>
            <h3 id=heading>{mark(occasion)}" "{title}</h3>
            <p class="evidence">{evidence}</p>
            {texts}
            {others}
            {promise}
            {wrong}
            <div class="answers">
                <DeskForm name="publish_suggestion" subject=("alert", alert) page key stays=true hidden>
                    <Submit label="Publish it" busy="Publishing …" about=publishes id=publish_id/>
                </DeskForm>
                <DeskForm
                    name="dismiss_suggestion"
                    subject=("alert", subject)
                    page=dismiss_page
                    stays=true
                    hidden=dismiss_hidden
                >
                    <Submit
                        label="Dismiss it"
                        primary=false
                        busy="Dismissing …"
                        about=dismisses
                        id=dismiss_id
                    />
                </DeskForm>
                <a class="button" href=change id=change_id aria-describedby=changes>"Change it first"</a>
            </div>
        </article>
    }
}

fn mark(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Trouble => "▲",
        Occasion::AllClear => "✓",
    }
}

fn line(alert: &AlertLine) -> impl IntoView + use<> {
    let AlertLine {
        title,
        evidence,
        open,
        state,
        ..
    } = alert.clone();
    view! {
        <li data-open=open.then_some("")>
            <strong>{title}</strong>" "<span class="hint">{state}</span>
            <p class="hint">{evidence}</p>
        </li>
    }
}

/// Every part with how it is doing.
#[component]
pub fn Parts() -> impl IntoView {
    let now = here();
    let parts = now.signals.parts.iter().map(|part| {
        let stated = part.stated_until.as_ref();
        let stated = stated.map(|until| format!(" · as an operator said, until {until}"));
        let (name, label) = (part.name.clone(), part.label.clone());
        view! { <li>{name}": "<strong>{label}</strong><span class="hint">{stated}</span></li> }
    });
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() {
        return view! { <p class="nothing">"This event has no components."</p> }.into_any();
    }
    view! { <ul>{parts}</ul> }.into_any()
}

/// Saying how a part is doing, in the place of the machine.
#[component]
pub fn StateForm() -> impl IntoView {
    let now = here();
    let parts: Vec<_> = now
        .signals
        .parts
        .iter()
        .map(|part| Choice::new(part.id.clone(), part.name.clone()))
        .collect();
    if parts.is_empty() {
        return ().into_any();
    }
    let status =
        |status: ComponentStatus| Choice::new(status.as_str(), words::component_status(status));
    let statuses = [Choice::new("", "As it is noticed")];
    let statuses = statuses
        .into_iter()
        .chain(ComponentStatus::ALL.map(status))
        .collect();
    let times = STATED_MIN.map(|minutes| {
        let words = match minutes {
            60.. => format!("{} h", minutes / 60),
            _ => format!("{minutes} min"),
        };
        Choice::new(minutes.to_string(), words)
    });
    view! {
        <DeskForm
            name="state_component"
            page=now.address()
            key=now.signals.stated.clone()
            stays=true
            hidden=vec![("slug", now.status_page.slug.to_string())]
        >
            <div class="columns">
                <Select label="Part" name="component" choices=parts/>
                <Select label="It is to read" name="status" choices=statuses/>
                <Select label="For" name="minutes" choices=times.to_vec()/>
            </div>
            <p class="hint">
                "Stands in the place of what alerts say. A known issue that names the part still counts."
            </p>
            <Submit label="Set the status" primary=false busy="Setting …"/>
        </DeskForm>
    }
    .into_any()
}
