//! The fonts that the card is set in: ours first, the machine's for what ours cannot write.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use resvg::usvg::{FontResolver, Node, Options, Tree, fontdb};

use super::drawing::{FAMILY, Text, escape};
use super::lines::MEASURED_AT;
use crate::error::{Error, Result};

const EMBEDDED: [&[u8]; 2] = [
    include_bytes!("../../../../assets/fonts/Inter-Medium.otf"),
    include_bytes!("../../../../assets/fonts/Inter-Bold.otf"),
];

/// Fonts, and what reads a drawing with them.
pub struct Fonts(Options<'static>);

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
        let database = fonts.0.fontdb_mut();
        for face in faces {
            database.push_face_info(face);
        }
        fonts
    }

    /// Ours alone: Latin, and nothing else.
    pub fn embedded() -> Self {
        let first_able = FontResolver::default_fallback_selector();
        let select_fallback = move |letter, tried: &[fontdb::ID], fonts: &mut Arc<_>| {
            let found = first_able(letter, tried, fonts)?;
            // Never one that was tried: the shaper would ask again for ever.
            let bolder = as_bold_as(*tried.first()?, found, fonts);
            Some(bolder.filter(|id| !tried.contains(id)).unwrap_or(found))
        };
        let mut options = Options {
            font_family: FAMILY.to_owned(),
            font_resolver: FontResolver {
                select_font: FontResolver::default_font_selector(),
                select_fallback: Box::new(select_fallback),
            },
            ..Options::default()
        };
        let database = options.fontdb_mut();
        for font in EMBEDDED {
            database.load_font_data(font.to_vec());
        }
        database.set_serif_family(FAMILY);
        Self(options)
    }

    /// Reads a drawing.
    pub fn parse(&self, drawing: &str) -> Result<Tree> {
        Tree::from_str(drawing, &self.0)
            .map_err(|error| Error::internal("reading the share card's drawing", error))
    }

    /// How wide texts are at [`MEASURED_AT`]; what cannot be set is no wider than nothing.
    pub fn widths(&self, texts: &[Text<'_>]) -> Vec<f32> {
        let mut drawing = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg">"#);
        for (index, text) in texts.iter().enumerate() {
            // Writing to a string does not fail.
            let _ = write!(
                drawing,
                r#"<text id="{index}" font-weight="{}" font-size="{MEASURED_AT}">{}</text>"#,
                text.weight,
                escape(text.text),
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
/// ours that has them.
fn preference(face: &fontdb::FaceInfo) -> impl Ord + use<> {
    let name = face.families.first().map_or("", |(name, _)| name.as_str());
    let plain = name.contains("Sans") || name.contains("Gothic");
    (!plain, !name.ends_with(" JP"), name.to_owned())
}

/// The face of `found`'s family that is as bold as `wanted`.
fn as_bold_as(
    wanted: fontdb::ID,
    found: fontdb::ID,
    fonts: &fontdb::Database,
) -> Option<fontdb::ID> {
    let (family, _) = fonts.face(found)?.families.first()?;
    fonts.query(&fontdb::Query {
        families: &[fontdb::Family::Name(family)],
        weight: fonts.face(wanted)?.weight,
        ..fontdb::Query::default()
    })
}
