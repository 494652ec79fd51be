//! HTML as a browser understands it.

use scraper::{ElementRef, Html, Selector};

/// A parsed page.
pub struct Document(Html);

impl Document {
    pub fn parse(html: &str) -> Self {
        Self(Html::parse_document(html))
    }

    /// The text of everything that matches, with white space as a reader sees it.
    pub fn text(&self, selector: &str) -> String {
        let texts: Vec<_> = self.find(selector).flat_map(|e| e.text()).collect();
        let words: Vec<_> = texts
            .iter()
            .flat_map(|text| text.split_whitespace())
            .collect();
        words.join(" ")
    }

    pub fn count(&self, selector: &str) -> usize {
        self.find(selector).count()
    }

    /// The text of each element that matches.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let words = |e: ElementRef<'_>| {
            let text: String = e.text().collect();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        self.find(selector).map(words).collect()
    }

    /// One attribute of each element that matches.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let found = self.find(selector);
        found
            .filter_map(|e| e.attr(name).map(str::to_owned))
            .collect()
    }

    /// One attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let element = self.find(selector).next().expect(selector);
        element.attr(name).unwrap_or_default().to_owned()
    }

    /// The fields of a form as a browser would send them, the form found by its name.
    pub fn fields(&self, form: &str) -> Vec<(String, String)> {
        let form = format!("form:has(> [name=form][value={form}])");
        let fields_of = Selector::parse("input[name], textarea[name], select[name]");
        let fields_of = fields_of.expect("a selector");
        let Some(form) = self.find(&form).next() else {
            return Vec::new();
        };
        let mut fields = Vec::new();
        for field in form.select(&fields_of) {
            let ticked = !matches!(field.attr("type"), Some("checkbox" | "radio"))
                || field.attr("checked").is_some();
            let value = match field.value().name() {
                "textarea" => field.text().collect(),
                "select" => {
                    let chosen = Selector::parse("[selected]").expect("a selector");
                    let chosen = field.select(&chosen).next();
                    let value = chosen.and_then(|option| option.attr("value"));
                    value.unwrap_or_default().to_owned()
                }
                _ => field.attr("value").unwrap_or_default().to_owned(),
            };
            if ticked {
                fields.push((field.attr("name").unwrap_or_default().to_owned(), value));
            }
        }
        fields
    }

    /// What stands inside a region.
    pub fn region(&self, name: &str) -> String {
        let region = self.find(&format!("[data-region={name}]")).next();
        region.expect(name).inner_html()
    }

    fn find<'a>(&'a self, selector: &str) -> impl Iterator<Item = ElementRef<'a>> {
        let selector = Selector::parse(selector).expect("a selector");
        let found: Vec<_> = self.0.select(&selector).collect();
        found.into_iter()
    }
}

/// A piece of HTML as a browser would write it back: to compare with [`Document::region`].
pub fn fragment(html: &str) -> String {
    Html::parse_fragment(html).root_element().inner_html()
}
