//! What is watched for in which phase.

use super::{Scene, Signal};
use crate::domain::event::Phase;

/// Whether anything is watched for in a phase.
pub fn watches(phase: Phase) -> bool {
    use Phase::{EntriesOpen, Open, Paused, SoldOut, Waiting};
    matches!(phase, Waiting | Open | Paused | SoldOut | EntriesOpen)
}

/// Whether a signal means anything in the event's phase, and is watched for.
pub(super) fn applies(signal: Signal, scene: &Scene) -> bool {
    use Phase::{EntriesOpen, Open, Paused, SoldOut, Waiting};
    let (phase, limits) = (scene.phase.0, scene.thresholds);
    match signal {
        Signal::ErrorRate => limits.error_rate.is_some() && watches(phase),
        Signal::P95Latency => limits.p95_latency_ms.is_some() && watches(phase),
        Signal::Handoff => limits.handoff.is_some() && matches!(phase, Open | Paused | SoldOut),
        Signal::Depth => limits.capacity_left.is_some() && matches!(phase, Waiting | Open | Paused),
        Signal::WaitJump => limits.wait_jump.is_some() && matches!(phase, Open | Paused),
        Signal::SilentPause => limits.silent_pause_s.is_some() && phase == Open,
        Signal::SoldOut => limits.sold_out && sells(phase),
        Signal::Silence => {
            limits.silence_s.is_some() && matches!(phase, Waiting | Open | Paused | EntriesOpen)
        }
    }
}

/// Whether things are sold, or will be in a moment: what is back in stock can be had.
pub(super) fn sells(phase: Phase) -> bool {
    matches!(phase, Phase::Open | Phase::Paused)
}

/// Whether nothing is sold any more, nor will be.
pub(super) fn is_over(phase: Phase) -> bool {
    matches!(phase, Phase::Ended | Phase::Draft | Phase::Scheduled)
}
