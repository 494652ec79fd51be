//! Whether somebody has written in a form: what stands there is not what the page came with.

use leptos::web_sys::{
    Element, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement,
    HtmlTextAreaElement,
};

use super::dom;

/// Whether a form holds what only this page has. Asked when it matters, because words are typed before the page wakes, too.
pub fn is_written_in(form: &HtmlFormElement) -> bool {
    // What came back with an error stands there as if the page had come with it.
    form.has_attribute("data-touched")
        || dom::all(form, "textarea").iter().any(is_other_text)
        || dom::all(form, "input:not([type=hidden])")
            .iter()
            .any(is_other)
        || dom::all(form, "select").iter().any(is_other_choice)
}

/// Whether an element only changes how a form is looked at: the tabs of its languages.
pub fn is_aside(field: &Element) -> bool {
    field.closest(".tabs").is_ok_and(|tabs| tabs.is_some())
}

fn is_other_text(area: &HtmlTextAreaElement) -> bool {
    area.default_value()
        .is_ok_and(|first| area.value() != first)
}

fn is_other(input: &HtmlInputElement) -> bool {
    match input.type_().as_str() {
        "radio" | "checkbox" => !is_aside(input) && input.checked() != input.default_checked(),
        _ => input.value() != input.default_value(),
    }
}

fn is_other_choice(select: &HtmlSelectElement) -> bool {
    let options: Vec<HtmlOptionElement> = dom::all(select, "option");
    let at_first = options
        .iter()
        .rposition(HtmlOptionElement::default_selected);
    let chosen = usize::try_from(select.selected_index());
    !options.is_empty() && chosen != Ok(at_first.unwrap_or(0))
}
