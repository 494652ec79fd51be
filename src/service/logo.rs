//! A logo, looked at before shoppers' browsers are given it.
//!
//! It is only ever shown as an image, where browsers run no script and fetch nothing. What would be active anywhere
//! else is refused all the same: a file may be opened by itself one day.

use resvg::usvg::roxmltree::{Document, Node};

use crate::domain::brand::{BrandError, Logo, LogoType, MAX_LOGO};

const SVG: &str = "http://www.w3.org/2000/svg";
/// Elements that do something, or show something that is no drawing.
const ACTIVE: [&str; 12] = [
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "handler",
    "listener",
    "link",
    "meta",
    "base",
];
/// What an image inside the image may be.
const EMBEDDED: [&str; 3] = ["data:image/png", "data:image/jpeg", "data:image/webp"];

/// Parses a logo: an SVG that only draws, a PNG or a WebP.
pub fn parse(bytes: Vec<u8>) -> Result<Logo, BrandError> {
    if bytes.len() > MAX_LOGO {
        return Err(BrandError::LogoTooLarge);
    }
    let kind = LogoType::sniff(&bytes)?;
    if kind == LogoType::Svg {
        check_svg(&bytes)?;
    }
    Ok(Logo { kind, bytes })
}

fn check_svg(bytes: &[u8]) -> Result<(), BrandError> {
    let text = std::str::from_utf8(bytes).map_err(|_| BrandError::NotAnImage)?;
    // Refuses a document type as well, and with it entities.
    let document = Document::parse(text).map_err(|_| BrandError::NotAnImage)?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Err(BrandError::NotAnImage);
    }
    match document.descendants().find_map(active) {
        Some(what) => Err(BrandError::ActiveSvg(what)),
        None => Ok(()),
    }
}

/// What is active about one node, if anything is.
fn active(node: Node) -> Option<String> {
    if node.is_pi() {
        return Some("a processing instruction".to_owned());
    }
    let name = node.tag_name().name().to_ascii_lowercase();
    if ACTIVE.contains(&name.as_str()) {
        return Some(format!("a <{name}>"));
    }
    if name == "style" && reaches_out(&whole_text(node)) {
        return Some("a style that loads something".to_owned());
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value());
        if name.starts_with("on") {
            return Some(format!("the event handler {name}"));
        }
        let outside = (name == "href" && !is_inside(value)) || name == "src" || reaches_out(value);
        outside.then(|| format!("a reference to elsewhere ({name})"))
    })
}

/// The text of an element as browsers read it: without the comments that divide it.
fn whole_text(node: Node) -> String {
    let pieces = node.descendants().filter(Node::is_text);
    pieces.filter_map(|piece| piece.text()).collect()
}

/// Whether a reference stays within the file.
fn is_inside(reference: &str) -> bool {
    let reference = reference.trim();
    reference.starts_with('#') || EMBEDDED.iter().any(|kind| reference.starts_with(kind))
}

/// Whether a style or a value with `url(…)` in it leads out of the file.
fn reaches_out(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    // A backslash could spell what is looked for in another way.
    let hidden = ["@import", "image-set(", "javascript:", "\\"];
    let quotes = ['"', '\'', ' ', '\t', '\n'];
    let mut urls = text.split("url(").skip(1);
    hidden.iter().any(|word| text.contains(word))
        || urls.any(|url| !is_inside(url.trim_start_matches(quotes)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn svg(inner: &str) -> Result<Logo, BrandError> {
        let text = format!(
            r#"<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{inner}</svg>"#
        );
        parse(text.into_bytes())
    }

    #[test]
    fn a_drawing_is_a_logo() {
        let inner = r##"<defs><linearGradient id="g"/></defs><style>.a { fill: url(#g) }</style>
            <path class="a" fill="url('#g')" d="M0 0h9v9z"/><use xlink:href="#g"/>
            <image href="data:image/png;base64,AAAA"/>"##;
        assert_eq!(svg(inner).unwrap().kind, LogoType::Svg);
    }

    #[test]
    fn a_drawing_that_does_something_is_refused() {
        for bad in [
            "<script>alert(1)</script>",
            "<g><SCRIPT/></g>",
            r#"<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>"#,
            "<foreignObject/>",
            r#"<g onload="x()"/>"#,
            r#"<a href="https://evil.example"><path/></a>"#,
            r#"<a href=" javascript:x()"/>"#,
            r#"<use xlink:href="https://evil.example/x.svg#a"/>"#,
            r#"<image href="data:image/svg+xml,x"/>"#,
            r#"<set attributeName="href" to="javascript:x()"/>"#,
            r#"<g fill="url(https://evil.example)"/>"#,
            r#"<g style="background: URL( 'https://evil.example')"/>"#,
            "<style>@import 'https://evil.example'</style>",
            "<style>.a { fill: red }<!-- --> @import 'https://evil.example'</style>",
            "<style>@imp<!-- -->ort 'https://evil.example'</style>",
            "<style><![CDATA[.a { fill: red } @import 'https://evil.example']]></style>",
            r"<style>a { background: u\72l(https://evil.example) }</style>",
            "<?xml-stylesheet href='https://evil.example'?>",
        ] {
            assert!(matches!(svg(bad), Err(BrandError::ActiveSvg(_))), "{bad}");
        }
    }

    #[test]
    fn what_is_no_image_is_refused() {
        let no_image: [&[u8]; 6] = [
            b"",
            b"<html></html>",
            b"<svg>",
            b"<svg xmlns='http://www.w3.org/1999/xhtml'/>",
            b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
            b"GIF89a",
        ];
        for bad in no_image {
            assert_eq!(parse(bad.to_vec()), Err(BrandError::NotAnImage));
        }
        let deep = "<g>".repeat(MAX_LOGO / 3);
        assert_eq!(parse(deep.into_bytes()), Err(BrandError::NotAnImage));
        let large = vec![b'<'; MAX_LOGO + 1];
        assert_eq!(parse(large), Err(BrandError::LogoTooLarge));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_logo_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), mark in 0usize..4) {
            let mut file = [&b""[..], b"\x89PNG\r\n\x1a\n", b"<svg ", b"RIFF"][mark].to_vec();
            file.extend(bytes);
            let _ = parse(file);
        }
    }
}
