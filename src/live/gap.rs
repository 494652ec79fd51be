//! A finished document with one part left open, to be filled for each reader without compressing it again.

use std::io::Write;
use std::ops::Range;
use std::sync::OnceLock;

use bytes::{BufMut, Bytes, BytesMut};
use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};

use super::body::Encoding;

/// The most bytes in one stored block (RFC 1951 §3.2.4).
const BLOCK: usize = 0xffff;

/// A document around a gap. Nothing is copied or compressed before somebody fills it.
#[derive(Debug)]
pub struct Gap {
    before: Bytes,
    after: Bytes,
    deflated: OnceLock<Deflated>,
}

/// Both sides of the gap, compressed so that anything may be put between them.
#[derive(Debug)]
struct Deflated {
    /// Gzip's head and the first side, up to a whole byte.
    before: Vec<u8>,
    before_crc: Crc,
    /// The other side, which ends the stream and refers to nothing before it.
    after: Vec<u8>,
    after_crc: Crc,
}

impl Gap {
    /// Leaves `range` of `document` open.
    pub fn new(document: &Bytes, range: Range<usize>) -> Self {
        Self {
            before: document.slice(..range.start),
            after: document.slice(range.end..),
            deflated: OnceLock::new(),
        }
    }

    /// The document with `part` in its gap, and the encoding it is in: gzip when any compression is `wanted`, since Brotli
    /// cannot be taken apart like that.
    pub fn fill(&self, part: &[u8], wanted: Encoding) -> (Bytes, Encoding) {
        match wanted {
            Encoding::Identity => {
                let whole = [&self.before, part, &self.after].concat();
                (whole.into(), Encoding::Identity)
            }
            Encoding::Gzip | Encoding::Brotli => (self.fill_gzip(part), Encoding::Gzip),
        }
    }

    fn fill_gzip(&self, part: &[u8]) -> Bytes {
        // Once a snapshot, and a fraction of a millisecond.
        let deflated = self
            .deflated
            .get_or_init(|| Deflated::new(&self.before, &self.after));
        let size = deflated.before.len() + part.len() + deflated.after.len();
        let mut out = BytesMut::with_capacity(size + 64);
        out.put_slice(&deflated.before);
        for block in part.chunks(BLOCK) {
            // A chunk is no longer than its length field can say.
            let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
            out.put_u8(0); // stored as it is, and not the last
            out.put_u16_le(length);
            out.put_u16_le(!length);
            out.put_slice(block);
        }
        out.put_slice(&deflated.after);
        let mut crc = crc_of(part);
        let mut whole = crc_of(&[]);
        whole.combine(&deflated.before_crc);
        whole.combine(&crc);
        whole.combine(&deflated.after_crc);
        crc = whole;
        out.put_u32_le(crc.sum());
        out.put_u32_le(crc.amount());
        out.freeze()
    }
}

impl Deflated {
    #[expect(clippy::expect_used, reason = "writing to memory does not fail")]
    fn new(before: &[u8], after: &[u8]) -> Self {
        let mut head = GzEncoder::new(Vec::new(), Compression::default());
        head.write_all(before).expect("memory takes every byte");
        head.flush().expect("memory takes every byte");
        let mut tail = DeflateEncoder::new(Vec::new(), Compression::default());
        tail.write_all(after).expect("memory takes every byte");
        Self {
            before: head.get_ref().clone(),
            before_crc: crc_of(before),
            after: tail.finish().expect("memory takes every byte"),
            after_crc: crc_of(after),
        }
    }
}

fn crc_of(bytes: &[u8]) -> Crc {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;

    fn unzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        // Refuses a wrong checksum or length, and, read to its end, anything behind them.
        let mut decoder = flate2::read::GzDecoder::new(bytes);
        decoder.read_to_end(&mut out).unwrap();
        assert!(decoder.into_inner().is_empty());
        out
    }

    #[test]
    fn a_part_longer_than_a_block_fits_as_well() {
        let document = Bytes::from_static(b"<p>before</p>[gap]<p>after</p>");
        let gap = Gap::new(&document, 13..18);
        let part = vec![b'x'; 3 * BLOCK + 7];
        let whole = [b"<p>before</p>", &part[..], b"<p>after</p>"].concat();
        let (bytes, encoding) = gap.fill(&part, Encoding::Brotli);
        assert_eq!(encoding, Encoding::Gzip);
        assert!(unzip(&bytes) == whole);
    }

    proptest! {
        #[test]
        fn a_filled_gap_reads_the_same_in_every_encoding(
            document in "[a-c<>é]{0,400}",
            ends in (0.0..1.0_f64, 0.0..1.0_f64),
            part in "\\PC{0,80}",
        ) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a few hundred bytes")]
            let at = |share: f64| (share * document.len() as f64) as usize;
            let (start, end) = (at(ends.0.min(ends.1)), at(ends.0.max(ends.1)));
            let bytes = Bytes::from(document.clone());
            let gap = Gap::new(&bytes, start..end);
            let whole = [&bytes[..start], part.as_bytes(), &bytes[end..]].concat();
            prop_assert_eq!(&gap.fill(part.as_bytes(), Encoding::Identity).0[..], &whole[..]);
            let zipped = gap.fill(part.as_bytes(), Encoding::Gzip).0;
            prop_assert_eq!(unzip(&zipped), &whole[..]);
            // A second reader of the same snapshot.
            prop_assert_eq!(unzip(&gap.fill(b"", Encoding::Gzip).0), [&bytes[..start], &bytes[end..]].concat());
        }
    }
}
