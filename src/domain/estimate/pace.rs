//! How fast people are let in, measured from one admission to a later one.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::noise::Noise;
use super::sound::is_amount;

/// The shortest block that the rate is followed by, in seconds.
const BLOCK_S: f64 = 15.0;
/// The most blocks kept; beyond them the two oldest become one.
const MAX_BLOCKS: usize = 64;
/// How long and how long ago admissions count towards the rate at most, in seconds.
const MEMORY_S: f64 = 2_700.0;
/// How much likelier (natural logarithm) two rates must be than one before what was measured earlier is forgotten.
const FORGET_AT: f64 = 8.0;
/// The fewest people and the shortest time, in seconds, that a rate is measured over.
const LEAST_PEOPLE: f64 = 4.0;
const LEAST_S: f64 = 10.0;

/// People let in over a stretch of time that begins and ends with an admission.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// How many.
    pub people: f64,
    /// How many would have been at the announced rate; seconds while none is.
    pub exposure: f64,
    /// Its length in seconds.
    pub span_s: f64,
    /// How long ago it ended, in seconds.
    pub ago_s: f64,
}

impl Block {
    fn add(&mut self, other: Self) {
        self.people += other.people;
        self.exposure += other.exposure;
        self.span_s += other.span_s;
        self.ago_s = self.ago_s.min(other.ago_s);
    }

    fn rate(self) -> f64 {
        self.people / self.exposure
    }

    /// Logarithm of the likelihood at its own rate, up to what all rates share.
    fn likelihood(self) -> f64 {
        if self.people > 0.0 {
            self.people * self.rate().ln()
        } else {
            0.0
        }
    }

    fn is_sound(self) -> bool {
        let all = [self.people, self.exposure, self.span_s, self.ago_s];
        all.into_iter().all(is_amount)
    }
}

/// The pace in people per unit of exposure, forgetting what is no longer so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    blocks: VecDeque<Block>,
    open: Block,
    /// Since the last admission.
    since: Block,
    /// How many of those let in since then have been told of.
    told: f64,
    /// Whether an admission was seen that a block can begin with.
    anchored: bool,
    /// From one block to the next.
    noise: Noise,
    /// From two blocks to the next two: bursts that reach from one block into the next are seen only here.
    coarse: Noise,
    /// Whether two blocks have gone by since those were compared.
    paired: bool,
}

impl Pace {
    /// Time goes by: `span_s` seconds at `per_s` announced admissions a second, or 1.
    pub fn pass(&mut self, span_s: f64, per_s: f64) {
        self.since.span_s += span_s;
        self.since.exposure += span_s * per_s;
        for block in self.blocks.iter_mut().chain([&mut self.open]) {
            block.ago_s += span_s;
        }
        while self
            .blocks
            .front()
            .is_some_and(|oldest| oldest.ago_s > MEMORY_S)
        {
            self.blocks.pop_front();
        }
        if self.open.ago_s > MEMORY_S {
            self.open = Block::default();
        }
    }

    /// So many were let in since time last passed; if that is not the `whole`, others are yet to be told of.
    pub fn admit(&mut self, people: f64, whole: bool) {
        self.told += people;
        if !whole || self.told <= 0.0 {
            return;
        }
        let people = std::mem::take(&mut self.told);
        if !std::mem::replace(&mut self.anchored, true) {
            self.since = Block::default();
            return;
        }
        let mut piece = std::mem::take(&mut self.since);
        piece.people = people;
        // A gap is a block of its own: the pace may have been another.
        if piece.span_s >= BLOCK_S && self.open.people > 0.0 {
            let block = std::mem::take(&mut self.open);
            self.close(block);
        }
        self.open.add(piece);
        if self.open.span_s >= BLOCK_S {
            let block = std::mem::take(&mut self.open);
            self.close(block);
        }
    }

    /// So many were let in within the last `span_s` seconds, nobody knows when; those of a time that is forgotten are as well.
    pub fn spread(&mut self, people: f64, span_s: f64) {
        let mut rest_s = span_s - self.since.span_s.min(span_s);
        self.told += people * (span_s - rest_s) / span_s;
        for block in [&mut self.open]
            .into_iter()
            .chain(self.blocks.iter_mut().rev())
        {
            let shared_s = block.span_s.min(rest_s);
            block.people += people * shared_s / span_s;
            rest_s -= shared_s;
        }
    }

    /// What happened since the last admission does not count; the next one begins anew.
    pub fn skip(&mut self) {
        self.since = Block::default();
        self.told = 0.0;
        self.anchored = false;
    }

    /// As [`Pace::skip`], but at an admission.
    pub fn skip_to_here(&mut self) {
        self.since = Block::default();
        self.told = 0.0;
        self.anchored = true;
    }

    /// A unit of exposure was worth one second and is now worth `1 / per_s` seconds.
    pub fn rescale(&mut self, per_s: f64) {
        for block in self
            .blocks
            .iter_mut()
            .chain([&mut self.open, &mut self.since])
        {
            block.exposure *= per_s;
        }
    }

    fn close(&mut self, block: Block) {
        if let Some(last) = self.blocks.back() {
            self.noise.compare(*last, block);
        }
        self.blocks.push_back(block);
        self.paired = !self.paired;
        if self.paired {
            self.compare_pairs();
        }
        self.forget();
        if self.blocks.len() > MAX_BLOCKS
            && let Some(oldest) = self.blocks.pop_front()
            && let Some(next) = self.blocks.front_mut()
        {
            next.add(oldest);
        }
        let mut span_s: f64 = self.blocks.iter().map(|b| b.span_s).sum();
        while span_s > MEMORY_S
            && self.blocks.len() > 1
            && let Some(oldest) = self.blocks.pop_front()
        {
            span_s -= oldest.span_s;
        }
    }

    fn compare_pairs(&mut self) {
        let mut newest = self.blocks.iter().rev();
        let mut pair = || {
            let (mut pair, other) = (*newest.next()?, newest.next()?);
            pair.add(*other);
            Some(pair)
        };
        if let (Some(after), Some(before)) = (pair(), pair()) {
            self.coarse.compare(before, after);
        }
    }

    /// Drops what was measured before the rate changed, if two rates explain the blocks much better than one: the
    /// generalised likelihood ratio of Poisson counts, divided by their dispersion.
    fn forget(&mut self) {
        let total = self.sum();
        let (mut before, mut best, mut cut) = (Block::default(), FORGET_AT * self.dispersion(), 0);
        for (i, block) in self.blocks.iter().enumerate().take(self.blocks.len() - 1) {
            before.add(*block);
            let after = Block {
                people: total.people - before.people,
                exposure: total.exposure - before.exposure,
                span_s: total.span_s - before.span_s,
                ago_s: total.ago_s,
            };
            let ratio = before.likelihood() + after.likelihood() - total.likelihood();
            if ratio > best {
                (best, cut) = (ratio, i + 1);
            }
        }
        self.blocks.drain(..cut);
    }

    fn sum(&self) -> Block {
        let mut total = Block::default();
        for block in &self.blocks {
            total.add(*block);
        }
        total
    }

    /// People per unit of exposure and the relative error of that, as far as it has been measured.
    pub fn measured(&self) -> Option<Measured> {
        let mut all = self.sum();
        all.add(self.open);
        (all.people >= LEAST_PEOPLE && all.span_s >= LEAST_S).then(|| Measured {
            rate: all.rate(),
            error: (self.dispersion() / all.people).sqrt(),
            span_s: all.span_s,
        })
    }

    /// How much more admissions scatter than if each came on its own.
    pub fn dispersion(&self) -> f64 {
        self.noise.dispersion().max(self.coarse.dispersion())
    }

    /// Whether anybody was ever let in.
    pub fn has_begun(&self) -> bool {
        self.anchored || self.open.people > 0.0 || !self.blocks.is_empty()
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        self.blocks.len() <= MAX_BLOCKS
            && self
                .blocks
                .iter()
                .all(|block| block.is_sound() && block.exposure > 0.0)
            && self.open.is_sound()
            && (self.open.people <= 0.0 || self.open.exposure > 0.0)
            && self.since.is_sound()
            && is_amount(self.told)
            && self.noise.is_sound()
            && self.coarse.is_sound()
    }
}

/// A measured pace.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// People per unit of exposure.
    pub rate: f64,
    /// Standard error as a share.
    pub error: f64,
    /// Over how many seconds.
    pub span_s: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bursts_longer_than_a_block_count_as_scatter() {
        let mut pace = Pace::default();
        for second in 0..1_200 {
            pace.pass(1.0, 1.0);
            pace.admit(if (second + 15) % 60 < 30 { 12.0 } else { 8.0 }, true);
        }
        assert!(pace.dispersion() > 1.5 * pace.noise.dispersion());
        let measured = pace.measured().unwrap();
        assert!((measured.rate - 10.0).abs() < 0.5, "{measured:?}");
    }
}
