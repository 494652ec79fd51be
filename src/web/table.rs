//! The table of every route: method, path, who may, what answers. Add a row here and nothing else is needed; then run
//! the tests, which walk the table as every role and print the line that `docs/roles.md` wants.

use super::admin::{
    export, file_form, form, form_by, join, login, not_found, presence, screen, stream as board,
    uploads,
};
use super::routes::{Route, any, delete, get, patch, post, put};
use super::{api, assets, feeds, health, page, preview, report, statuspage, stream, widget};
use crate::admin::api::account::{
    BeginFactor, ChangePassword, ConfirmFactor, EndOtherSessions, RemoveFactor, RenewCodes,
};
use crate::admin::api::components::SetComponents;
use crate::admin::api::compose::{DiscardDraft, PreviewMessage, PreviewPage, SaveDraft};
use crate::admin::api::copies::CloneEvent;
use crate::admin::api::events::CreateEvent;
use crate::admin::api::issues::{OpenIssue, UpdateIssue};
use crate::admin::api::messages::{
    CancelScheduled, CorrectMessage, PostMessage, PublishScheduled, RetractMessage,
};
use crate::admin::api::people::{ChangePerson, EndSession, Invite, WithdrawInvitation};
use crate::admin::api::phase::ChangePhase;
use crate::admin::api::plan::{SavePlan, UseLimits};
use crate::admin::api::previews::{MakePreview, WithdrawPreview};
use crate::admin::api::reach::EditReach;
use crate::admin::api::rehearsals::{EndRehearsal, StopRehearsal};
use crate::admin::api::report::{PublishReport, WithdrawReport};
use crate::admin::api::settings::{ArchiveEvent, EditEvent, RemoveLogo};
use crate::admin::api::sheet::ImportStock;
use crate::admin::api::signals::{
    DismissSuggestion, PublishSuggestion, SetSignals, StateComponent,
};
use crate::admin::api::stock::SetStock;
use crate::admin::api::templates::{
    ArchiveTemplate, CreateTemplate, EditTemplate, RestoreTemplate,
};
use crate::admin::api::tokens::{CreateToken, RevokeToken};
use crate::domain::operator::Scope::{Ingest, Inventory, Manage, Publish};
use crate::domain::who::Who::{Everyone, May, Operators, Owners, Tokens};
use crate::page::METHOD_PATH;

const DESK: &str = "/admin";
const ACCOUNT: &str = "/admin/account";
const PEOPLE: &str = "/admin/people";
const TOKENS: &str = "/admin/tokens";
const AUDIT: &str = "/admin/audit";
const BOARD: &str = "/admin/events/{slug}";
const DASHBOARD: &str = "/admin/events/{slug}/dashboard";
const IMPORT: &str = "/admin/import";
const REHEARSALS: &str = "/admin/events/{slug}/rehearsals";
const SETTINGS: &str = "/admin/events/{slug}/settings";
const PLAN: &str = "/admin/events/{slug}/plan";
const REPORT: &str = "/admin/events/{slug}/report";
const STOCK: &str = "/admin/events/{slug}/stock";
const COMPOSER: &str = "/admin/events/{slug}/post";
const PREVIEW: &str = "/admin/events/{slug}/preview";
const STILL_PAGE: &str = "/admin/events/{slug}/preview/page";
const DRAFTS: &str = "/admin/events/{slug}/drafts";
const SAID: &str = "/admin/events/{slug}/messages/{id}";
const DESK_TEMPLATES: &str = "/admin/templates";
const DESK_TEMPLATE: &str = "/admin/templates/{key}";
const NEW_TEMPLATE: &str = "/admin/templates/new";
const EVENT: &str = "/api/v1/events/{slug}";
const MESSAGES: &str = "/api/v1/events/{slug}/messages";
const SIGNALS: &str = "/api/v1/events/{slug}/signals";
const STATUS: &str = "/api/v1/events/{slug}/components/{id}/status";
const TEMPLATES: &str = "/api/v1/templates";
const TEMPLATE: &str = "/api/v1/templates/{key}";

/// The path of what programs read that know Statuspage.
macro_rules! v2 {
    ($what:literal) => {
        concat!("/e/{slug}/api/v2/", $what, ".json")
    };
}

/// Every route.
pub fn table() -> Vec<Route> {
    [public(), machines(), desk()]
        .into_iter()
        .flatten()
        .collect()
}

/// What shoppers, shops and balancers read.
fn public() -> Vec<Route> {
    vec![
        get("/", Everyone, page::index),
        get(METHOD_PATH, Everyone, page::method),
        get("/e/{slug}", Everyone, page::event),
        get("/e/{slug}/", Everyone, page::without_slash),
        get("/e/{slug}/regions", Everyone, page::regions),
        get("/e/{slug}/{stylesheet}", Everyone, page::stylesheet),
        get("/e/{slug}/stream", Everyone, stream::open),
        get("/e/{slug}/feed.atom", Everyone, feeds::atom),
        get("/e/{slug}/feed.json", Everyone, feeds::json),
        get("/e/{slug}/calendar.ics", Everyone, feeds::calendar),
        get("/e/{slug}/badge.svg", Everyone, feeds::badge),
        get("/e/{slug}/card.png", Everyone, feeds::card),
        get("/e/{slug}/widget.json", Everyone, widget::json),
        get(v2!("status"), Everyone, statuspage::status),
        get(v2!("summary"), Everyone, statuspage::summary),
        get(v2!("components"), Everyone, statuspage::components),
        get(v2!("incidents"), Everyone, statuspage::incidents),
        get(
            v2!("incidents/unresolved"),
            Everyone,
            statuspage::unresolved,
        ),
        get(
            v2!("scheduled-maintenances"),
            Everyone,
            statuspage::maintenances,
        ),
        get(
            v2!("scheduled-maintenances/upcoming"),
            Everyone,
            statuspage::maintenances,
        ),
        get(
            v2!("scheduled-maintenances/active"),
            Everyone,
            statuspage::maintenances,
        ),
        get("/preview/{secret}", Everyone, preview::page),
        get("/preview/{secret}/style.css", Everyone, preview::stylesheet),
        get("/e/{slug}/report", Everyone, report::page),
        get("/e/{slug}/report.json", Everyone, report::json),
        get("/e/{slug}/report.csv", Everyone, report::csv),
        get("/widget.js", Everyone, widget::script),
        get("/assets/{*path}", Everyone, assets::serve),
        get("/favicon.ico", Everyone, assets::favicon),
        get("/robots.txt", Everyone, assets::robots),
        get("/livez", Everyone, health::live),
        get("/readyz", Everyone, health::ready),
    ]
}

/// The machine API: reading is public, writing takes a token.
fn machines() -> Vec<Route> {
    use api::{
        bundle, components, course, events, incidents, inventory, messages, phase, plan, public,
        samples, signals, templates,
    };
    vec![
        get("/api/v1/events", Everyone, public::list),
        post("/api/v1/events", Tokens(Manage), events::create),
        post("/api/v1/events/import", Tokens(Manage), bundle::import),
        get(EVENT, Everyone, public::event),
        patch(EVENT, Tokens(Manage), events::edit),
        delete(EVENT, Tokens(Manage), events::archive),
        post("/api/v1/events/{slug}/clone", Tokens(Manage), events::clone),
        get(
            "/api/v1/events/{slug}/bundle",
            Tokens(Manage),
            bundle::export,
        ),
        get("/api/v1/events/{slug}/wait", Everyone, course::wait),
        get("/api/v1/events/{slug}/history", Everyone, course::history),
        put(
            "/api/v1/events/{slug}/components",
            Tokens(Manage),
            components::set,
        ),
        post(
            "/api/v1/events/{slug}/samples",
            Tokens(Ingest),
            samples::ingest,
        ),
        get(MESSAGES, Tokens(Publish), messages::list),
        post(MESSAGES, Tokens(Publish), messages::post),
        patch(
            "/api/v1/events/{slug}/messages/{id}",
            Tokens(Publish),
            messages::correct,
        ),
        delete(
            "/api/v1/events/{slug}/messages/{id}",
            Tokens(Publish),
            messages::retract,
        ),
        post(
            "/api/v1/events/{slug}/messages/{id}/publish",
            Tokens(Publish),
            messages::publish,
        ),
        post(
            "/api/v1/events/{slug}/incidents",
            Tokens(Publish),
            incidents::open,
        ),
        post(
            "/api/v1/events/{slug}/incidents/{id}/updates",
            Tokens(Publish),
            incidents::update,
        ),
        put(
            "/api/v1/events/{slug}/inventory",
            Tokens(Inventory),
            inventory::set_many,
        ),
        put(
            "/api/v1/events/{slug}/inventory/{sku}",
            Tokens(Inventory),
            inventory::set_one,
        ),
        post(
            "/api/v1/events/{slug}/phase",
            Tokens(Publish),
            phase::change,
        ),
        get(
            "/api/v1/events/{slug}/alerts",
            Tokens(Publish),
            signals::list,
        ),
        post(
            "/api/v1/events/{slug}/alerts/{id}/publish",
            Tokens(Publish),
            signals::publish,
        ),
        post(
            "/api/v1/events/{slug}/alerts/{id}/dismiss",
            Tokens(Publish),
            signals::dismiss,
        ),
        get(STATUS, Tokens(Publish), signals::stated),
        put(STATUS, Tokens(Publish), signals::state),
        delete(STATUS, Tokens(Publish), signals::leave),
        get(SIGNALS, Tokens(Manage), signals::settings),
        put(SIGNALS, Tokens(Manage), signals::set),
        get(TEMPLATES, Tokens(Manage), templates::list),
        post(TEMPLATES, Tokens(Manage), templates::create),
        get(TEMPLATE, Tokens(Manage), templates::show),
        patch(TEMPLATE, Tokens(Manage), templates::edit),
        get("/api/v1/events/{slug}/report", Tokens(Manage), plan::report),
        get("/api/v1/events/{slug}/plan", Tokens(Manage), plan::find),
        put("/api/v1/events/{slug}/plan", Tokens(Manage), plan::save),
    ]
}

/// The operators' desk: each screen, and under it its forms.
fn desk() -> Vec<Route> {
    [entrance(), boards(), words(), settings(), house()]
        .into_iter()
        .flatten()
        .chain([any("/admin/{*rest}", Operators, not_found)])
        .collect()
}

/// How operators come in and leave.
fn entrance() -> Vec<Route> {
    vec![
        get("/admin/login", Everyone, login::page),
        post("/admin/login", Everyone, login::log_in),
        get("/admin/login/code", Everyone, login::code_page),
        post("/admin/login/code", Everyone, login::give_code),
        get("/admin/join/{secret}", Everyone, join::page),
        post("/admin/join/{secret}", Everyone, join::join),
        post("/admin/logout", Operators, login::log_out),
    ]
}

/// The list of events, and what is done while one goes on.
fn boards() -> Vec<Route> {
    vec![
        screen(DESK, Operators),
        screen("/admin/", Operators),
        form::<CreateEvent>(DESK, "create_event", May(Manage)),
        screen(BOARD, Operators),
        form::<PostMessage>(BOARD, "post_message", May(Publish)),
        form::<PublishScheduled>(BOARD, "publish_scheduled", May(Publish)),
        form::<CancelScheduled>(BOARD, "cancel_scheduled", May(Publish)),
        form::<DiscardDraft>(BOARD, "discard_draft", May(Publish)),
        form::<PublishSuggestion>(BOARD, "publish_suggestion", May(Publish)),
        form::<DismissSuggestion>(BOARD, "dismiss_suggestion", May(Publish)),
        form::<StateComponent>(BOARD, "state_component", May(Publish)),
        form::<ChangePhase>(BOARD, "change_phase", May(Publish)),
        form::<OpenIssue>(BOARD, "open_issue", May(Publish)),
        form::<UpdateIssue>(BOARD, "update_issue", May(Publish)),
        form::<SetStock>(BOARD, "set_stock", May(Inventory)),
        form::<SetStock>(BOARD, "set_level", May(Inventory)),
        get("/admin/events/{slug}/stream", Operators, board::open),
        post("/admin/events/{slug}/presence", Operators, presence::note),
        screen(DASHBOARD, Operators),
        screen(STOCK, May(Inventory)),
        file_form(STOCK, "check_stock", May(Inventory), |state, upload| {
            Box::pin(uploads::check_sheet(state, upload))
        }),
        form::<ImportStock>(STOCK, "import_stock", May(Inventory)),
        screen(PLAN, Operators),
        form::<SavePlan>(PLAN, "save_plan", May(Manage)),
        form::<UseLimits>(PLAN, "use_limits", May(Manage)),
        screen(REPORT, Operators),
        form::<PublishReport>(REPORT, "publish_report", May(Publish)),
        form::<WithdrawReport>(REPORT, "withdraw_report", May(Publish)),
        get(
            "/admin/events/{slug}/report.json",
            Operators,
            report::desk_json,
        ),
        get(
            "/admin/events/{slug}/report.csv",
            Operators,
            report::desk_csv,
        ),
    ]
}

/// What an event is, and what is made of it.
fn settings() -> Vec<Route> {
    vec![
        screen(SETTINGS, May(Manage)),
        form::<EditEvent>(SETTINGS, "edit_event", May(Manage)),
        file_form(SETTINGS, "set_logo", May(Manage), |state, upload| {
            Box::pin(uploads::set_logo(state, upload))
        }),
        form::<EditReach>(SETTINGS, "edit_reach", May(Manage)),
        form::<SetComponents>(SETTINGS, "set_components", May(Manage)),
        form::<SetSignals>(SETTINGS, "set_signals", May(Manage)),
        form::<MakePreview>(SETTINGS, "make_preview", May(Manage)),
        form::<WithdrawPreview>(SETTINGS, "withdraw_preview", May(Manage)),
        form::<CloneEvent>(SETTINGS, "clone_event", May(Manage)),
        form::<RemoveLogo>(SETTINGS, "remove_logo", May(Manage)),
        form::<ArchiveEvent>(SETTINGS, "archive_event", May(Manage)),
        get(
            "/admin/events/{slug}/bundle.json",
            May(Manage),
            api::bundle::desk_export,
        ),
        screen(REHEARSALS, Operators),
        file_form(
            REHEARSALS,
            "start_rehearsal",
            May(Manage),
            |state, upload| Box::pin(uploads::start_rehearsal(state, upload)),
        ),
        form::<StopRehearsal>(REHEARSALS, "stop_rehearsal", May(Manage)),
        form::<EndRehearsal>(REHEARSALS, "end_rehearsal", May(Manage)),
        screen(IMPORT, May(Manage)),
        file_form(IMPORT, "import_event", May(Manage), |state, upload| {
            Box::pin(uploads::import_event(state, upload))
        }),
    ]
}

/// The people of this desk and what they may.
fn house() -> Vec<Route> {
    vec![
        screen(ACCOUNT, Operators),
        form::<ChangePassword>(ACCOUNT, "change_password", Operators),
        form::<BeginFactor>(ACCOUNT, "begin_factor", Operators),
        form::<ConfirmFactor>(ACCOUNT, "confirm_factor", Operators),
        form::<RenewCodes>(ACCOUNT, "renew_codes", Operators),
        form::<EndSession>(ACCOUNT, "end_session", Operators),
        form::<EndOtherSessions>(ACCOUNT, "end_other_sessions", Operators),
        form::<RemoveFactor>(ACCOUNT, "remove_factor", Operators),
        screen(PEOPLE, Owners),
        form::<Invite>(PEOPLE, "invite", Owners),
        form::<WithdrawInvitation>(PEOPLE, "withdraw_invitation", Owners),
        form::<ChangePerson>(PEOPLE, "change_person", Owners),
        form::<EndSession>(PEOPLE, "end_session", Owners),
        screen(TOKENS, Owners),
        form::<CreateToken>(TOKENS, "create_token", Owners),
        form::<RevokeToken>(TOKENS, "revoke_token", Owners),
        screen(AUDIT, Owners),
        form_by(AUDIT, "export_audit", Owners, |plain| {
            Box::pin(export::audit(plain))
        }),
    ]
}

/// What is said at the desk: written, kept, scheduled, put right; and the templates it is said with.
fn words() -> Vec<Route> {
    vec![
        screen(COMPOSER, May(Publish)),
        form::<PostMessage>(COMPOSER, "post_message", May(Publish)),
        form::<PublishScheduled>(COMPOSER, "publish_scheduled", May(Publish)),
        form::<CancelScheduled>(COMPOSER, "cancel_scheduled", May(Publish)),
        form::<DiscardDraft>(COMPOSER, "discard_draft", May(Publish)),
        form::<PreviewMessage>(PREVIEW, "post_message", May(Publish)),
        form::<PreviewPage>(STILL_PAGE, "post_message", May(Publish)),
        get(
            "/admin/events/{slug}/style.css",
            May(Publish),
            preview::desk_stylesheet,
        ),
        form::<SaveDraft>(DRAFTS, "post_message", May(Publish)),
        screen(SAID, May(Publish)),
        form::<CorrectMessage>(SAID, "correct_message", May(Publish)),
        form::<RetractMessage>(SAID, "retract_message", May(Publish)),
        screen(DESK_TEMPLATES, May(Publish)),
        screen(NEW_TEMPLATE, May(Manage)),
        form::<CreateTemplate>(NEW_TEMPLATE, "create_template", May(Manage)),
        screen(DESK_TEMPLATE, May(Publish)),
        form::<EditTemplate>(DESK_TEMPLATE, "edit_template", May(Manage)),
        form::<ArchiveTemplate>(DESK_TEMPLATE, "archive_template", May(Manage)),
        form::<RestoreTemplate>(DESK_TEMPLATE, "restore_template", May(Manage)),
    ]
}
