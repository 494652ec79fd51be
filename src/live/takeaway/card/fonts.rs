//! The fonts that the card is set in: ours first, the machine's for what ours cannot write.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use resvg::usvg::{FallbackSelectionFn, FontResolver, Node, Options, Tree, fontdb};

use super::drawing::{FAMILY, Text};
use super::lines::MEASURED_AT;
use crate::error::{Error, Result};
use crate::live::takeaway::text::escape;

const EMBEDDED: [&[u8]; 2] = [
    include_bytes!("../../../../assets/fonts/Inter-Medium.otf"),
    include_bytes!("../../../../assets/fonts/Inter-Bold.otf"),
];

/// Fonts, and what reads a drawing with them.
pub struct Fonts {
    options: Options<'static>,
    ours: Arc<fontdb::Database>,
}

impl Fonts {
    /// Ours and the machine's. Looks through the machine's fonts once, so: not for the reactor.
    pub fn of_this_machine() -> Self {
        let mut system = fontdb::Database::new();
        system.load_system_fonts();
        let mut faces: Vec<_> = system
            .faces()
            .filter(|face| face.style == fontdb::Style::Normal && !face.monospaced)
            .cloned()
            .collect();
        // A letter that ours lack is taken from the first font that has it.
        faces.sort_by_key(preference);
        let mut fonts = Self::embedded();
        let database = fonts.options.fontdb_mut();
        for face in faces {
            database.push_face_info(face);
        }
        fonts
    }

    /// Ours alone: Latin, and nothing else.
    pub fn embedded() -> Self {
        let mut options = Options {
            font_family: FAMILY.to_owned(),
            ..Options::default()
        };
        let database = options.fontdb_mut();
        for font in EMBEDDED {
            database.load_font_data(font.to_vec());
        }
        database.set_serif_family(FAMILY);
        let ours = options.fontdb.clone();
        options.font_resolver.select_fallback = fallback(ours.clone());
        Self { options, ours }
    }

    /// A text as the content of an SVG element, and the font family to set on that.
    ///
    /// The renderer looks for fonts by itself, but when two of them write a text with different numbers of glyphs, as
    /// Arabic with a Latin name in it, it leaves out what the first one lacks. So the family is one that has the
    /// first letter that ours lack, and what ours have is marked as theirs.
    pub fn markup(&self, text: &str) -> (String, String) {
        let is_ours = |c: char| !c.is_whitespace() && first_with(c, &self.ours).is_some();
        let mut foreign = text.chars().filter(|c| !is_ours(*c) && !is_unseen(*c));
        let Some(family) = foreign.find_map(|c| first_with(c, &self.options.fontdb)) else {
            return (FAMILY.to_owned(), escape(text));
        };
        // The renderer begins with the font of the first letter, which therefore is one of no width.
        let mut content = String::from('\u{200b}');
        for run in text
            .chars()
            .collect::<Vec<_>>()
            .chunk_by(|a, b| is_ours(*a) == is_ours(*b))
        {
            let letters = escape(&run.iter().collect::<String>());
            if run.first().is_some_and(|c| is_ours(*c)) {
                // Writing to a string does not fail.
                let _ = write!(
                    content,
                    r#"<tspan font-family="{FAMILY}">{letters}</tspan>"#
                );
            } else {
                content.push_str(&letters);
            }
        }
        (family, content)
    }

    /// Reads a drawing.
    pub fn parse(&self, drawing: &str) -> Result<Tree> {
        Tree::from_str(drawing, &self.options)
            .map_err(|error| Error::internal("reading the share card's drawing", error))
    }

    /// How wide texts are at [`MEASURED_AT`]; what cannot be set is no wider than nothing.
    pub fn widths(&self, texts: &[Text<'_>]) -> Vec<f32> {
        let mut drawing = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg">"#);
        for (index, text) in texts.iter().enumerate() {
            let (family, content) = self.markup(text.text);
            // Writing to a string does not fail.
            let _ = write!(
                drawing,
                r#"<text id="{index}" font-family="'{family}'" font-weight="{}" font-size="{MEASURED_AT}">{content}</text>"#,
                text.weight,
            );
        }
        drawing.push_str("</svg>");
        let measured: HashMap<String, f32> = match self.parse(&drawing) {
            Ok(tree) => tree.root().children().iter().filter_map(width).collect(),
            Err(_) => HashMap::new(),
        };
        let width = |index: usize| measured.get(&index.to_string()).copied();
        (0..texts.len())
            .map(|index| width(index).unwrap_or(0.0))
            .collect()
    }
}

fn width(node: &Node) -> Option<(String, f32)> {
    match node {
        Node::Text(text) => Some((text.id().to_owned(), text.bounding_box().width())),
        _ => None,
    }
}

/// Without serifs first. Of fonts that share Han characters the one drawn for Japanese, which is the one language of
/// ours that has them; then Noto, which has a font for each script where others squeeze many into one.
fn preference(face: &fontdb::FaceInfo) -> impl Ord + use<> {
    let name = family(face).unwrap_or_default();
    let plain = name.contains("Sans") || name.contains("Gothic");
    let (japanese, noto) = (name.ends_with(" JP"), name.starts_with("Noto"));
    (!plain, !japanese, !noto, name.to_owned())
}

fn family(face: &fontdb::FaceInfo) -> Option<&str> {
    face.families.first().map(|(name, _)| name.as_str())
}

/// The family of the first font that has a letter; a name that SVG could not quote is none.
fn first_with(letter: char, fonts: &Arc<fontdb::Database>) -> Option<String> {
    // The selector passes over what was tried, and wants to know of at least one font that was.
    let tried = fonts.faces().last()?.id;
    let mut fonts = fonts.clone();
    let found = FontResolver::default_fallback_selector()(letter, &[tried], &mut fonts)?;
    let name = family(fonts.face(found)?)?;
    (!name.contains(['\'', '"', '<', '&'])).then(|| name.to_owned())
}

/// White space, and what only governs how letters around it are set.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{2000}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// What the renderer takes when a font lacks a letter: nothing in the place of ours, which are asked for their own
/// letters only; else the first font that has it, in the face that is as bold as the text.
fn fallback(ours: Arc<fontdb::Database>) -> FallbackSelectionFn<'static> {
    let first_able = FontResolver::default_fallback_selector();
    Box::new(move |letter, tried, fonts| {
        let wanted = *tried.first()?;
        if ours.face(wanted).is_some() {
            return None;
        }
        let found = first_able(letter, tried, fonts)?;
        let query = fontdb::Query {
            families: &[fontdb::Family::Name(family(fonts.face(found)?)?)],
            weight: fonts.face(wanted)?.weight,
            ..fontdb::Query::default()
        };
        // Never one that was tried: the shaper would ask again for ever.
        let bolder = fonts.query(&query).filter(|id| !tried.contains(id));
        Some(bolder.unwrap_or(found))
    })
}
