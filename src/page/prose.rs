//! An operator's text as elements: words, weight, stress and links, nothing else.

use leptos::prelude::*;

use crate::domain::prose::{Piece, Prose};

/// A text inside its paragraph.
pub(super) fn elements(text: &Prose) -> AnyView {
    pieces(text.pieces())
}

fn pieces(pieces: &[Piece]) -> AnyView {
    pieces.iter().map(piece).collect_view().into_any()
}

fn piece(piece: &Piece) -> AnyView {
    match piece {
        Piece::Text(words) => words.clone().into_any(),
        Piece::Strong(inner) => view! { <strong>{pieces(inner)}</strong> }.into_any(),
        Piece::Emphasis(inner) => view! { <em>{pieces(inner)}</em> }.into_any(),
        Piece::Link { target, words } => {
            let href = target.as_str().to_owned();
            view! { <a href=href>{pieces(words)}</a> }.into_any()
        }
    }
}
