//! `lineside estimate`: runs the wait estimator over a recorded feed, to judge it.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::{Out, files, flags};
use crate::domain::estimate::{Estimator, WaitEstimate};
use crate::domain::event::Phase;
use crate::domain::metric::Reading;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::recording::{Row, parse_feed};

/// What stands on a screen is written at least this often, so that a number is seen to be withdrawn in a silence.
const STEP_MS: i64 = 5_000;

/// The recording.
#[derive(Debug, Args)]
#[command(after_help = "\
Reads t_s and any of queue_depth, admitted_total, arrivals_total, left_total, state, announced_rate_per_min, …
Writes t_s,known,low_s,mid_s,high_s; the numbers are empty when the wait is not known.

Example:
  lineside estimate launch_day.csv > launch_day.est.csv")]
pub struct Flags {
    /// A recorded feed
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Also write here what is kept over a restart, as JSON; nothing for a recording of less than ten minutes
    #[arg(long, env = "LINESIDE_STATE", value_name = "STATE.json")]
    state: Option<PathBuf>,
    #[command(flatten)]
    json: flags::Json,
}

/// Prints the estimates.
pub fn run(flags: &Flags, out: &mut Out) -> Result<()> {
    let rows = files::read(&flags.file, parse_feed)?;
    if !flags.json.json {
        out.line("t_s,known,low_s,mid_s,high_s")?;
    }
    let estimator = estimates(&rows, |t_ms, estimate| {
        if flags.json.json {
            let shown = Duration::from_millis(t_ms.unsigned_abs());
            out.json(&serde_json::json!({ "t_s": shown.as_secs_f64(), "wait": estimate }))
        } else {
            out.line(&csv_line(t_ms, estimate))
        }
    })?;
    match (&flags.state, estimator.checkpoint()) {
        (Some(file), Some(kept)) => files::write_json(file, &kept),
        _ => Ok(()),
    }
}

/// Tells what a screen would show: after every row, and every few seconds when no row comes. Returns what was made of them.
///
/// The clock is the newest time seen so far, because a late row does not turn it back.
fn estimates(
    rows: &[Row],
    mut show: impl FnMut(i64, WaitEstimate) -> Result<()>,
) -> Result<Estimator> {
    let mut estimator = Estimator::default();
    // A feed that names no state is one of a line that moves.
    let mut phase = Phase::Open;
    let mut phase_since = i64::MIN;
    let mut clock = rows.first().map_or(0, |row| row.t_ms);
    for row in rows {
        while clock + STEP_MS < row.t_ms {
            clock += STEP_MS;
            show(clock, estimator.estimate(phase, None, at(clock)))?;
        }
        clock = clock.max(row.t_ms);
        if let Some(named) = row.phase
            && row.t_ms >= phase_since
        {
            (phase, phase_since) = (named, row.t_ms);
        }
        for &(metric, value) in &row.readings {
            let at = at(row.t_ms);
            estimator.observe(Reading { at, metric, value });
        }
        show(clock, estimator.estimate(phase, None, at(clock)))?;
    }
    Ok(estimator)
}

fn at(t_ms: i64) -> Timestamp {
    Timestamp::from_millis(t_ms)
}

fn csv_line(t_ms: i64, estimate: WaitEstimate) -> String {
    let time = Seconds(t_ms);
    match estimate {
        WaitEstimate::Known {
            low_s,
            mid_s,
            high_s,
        } => format!("{time},1,{low_s:.1},{mid_s:.1},{high_s:.1}"),
        WaitEstimate::Unknown { .. } => format!("{time},0,,,"),
    }
}

/// Milliseconds, shown as seconds without needless zeros.
struct Seconds(i64);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 1_000, self.0 % 1_000) {
            (seconds, 0) => write!(f, "{seconds}"),
            (seconds, millis) => write!(f, "{seconds}.{millis:03}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::metric::Metric;

    fn row(t_s: i64, depth: f64, admitted: f64, phase: Option<Phase>) -> Row {
        Row {
            line: 0,
            t_ms: t_s * 1_000,
            readings: vec![
                (Metric::QueueDepth, depth),
                (Metric::AdmittedTotal, admitted),
            ],
            phase,
        }
    }

    fn run_over(rows: &[Row]) -> Vec<(i64, WaitEstimate)> {
        let mut shown = Vec::new();
        estimates(rows, |t_ms, estimate| {
            shown.push((t_ms, estimate));
            Ok(())
        })
        .unwrap();
        shown
    }

    /// A line of 600 that lets two in per second, told every five seconds.
    fn steady(until_s: i64) -> Vec<Row> {
        let rows = (0..=until_s / 5).map(|n| {
            let admitted = f64::from(i32::try_from(n * 10).unwrap());
            row(n * 5, 600.0, admitted, None)
        });
        rows.collect()
    }

    fn known(shown: &[(i64, WaitEstimate)], t_s: i64) -> bool {
        let mut at = shown.iter().rev().filter(|(t_ms, _)| *t_ms <= t_s * 1_000);
        matches!(at.next(), Some((_, WaitEstimate::Known { .. })))
    }

    #[test]
    fn a_number_is_withdrawn_in_a_silence_although_no_row_comes() {
        let mut rows = steady(300);
        rows.push(row(600, 600.0, 1_200.0, None));
        let shown = run_over(&rows);
        assert!(known(&shown, 300) && !known(&shown, 500));
        let gaps = shown.windows(2).map(|pair| pair[1].0 - pair[0].0);
        assert!(gaps.max() <= Some(STEP_MS));
    }

    #[test]
    fn a_pause_takes_the_number_away_at_once() {
        let mut rows = steady(300);
        rows.push(row(305, 600.0, 610.0, Some(Phase::Paused)));
        assert!(!known(&run_over(&rows), 305));
    }

    #[test]
    fn a_late_row_turns_neither_the_clock_nor_the_state_back() {
        let mut rows = steady(300);
        rows.push(row(305, 600.0, 610.0, Some(Phase::Paused)));
        rows.push(row(290, 600.0, 580.0, Some(Phase::Open)));
        let shown = run_over(&rows);
        assert_eq!(shown.last().map(|(t_ms, _)| *t_ms), Some(305_000));
        assert!(!known(&shown, 305));
    }

    #[test]
    fn lines_are_as_the_scorer_reads_them() {
        let estimate = WaitEstimate::Known {
            low_s: 1.04,
            mid_s: 2.0,
            high_s: 3.96,
        };
        assert_eq!(csv_line(2_500, estimate), "2.500,1,1.0,2.0,4.0");
        let reason = crate::domain::estimate::UnknownReason::Stale;
        assert_eq!(csv_line(5_000, WaitEstimate::Unknown { reason }), "5,0,,,");
    }

    #[test]
    fn what_is_kept_over_a_restart_is_that_of_the_whole_recording() {
        let estimator = estimates(&steady(1_200), |_, _| Ok(())).unwrap();
        let until = estimator.checkpoint().and_then(|kept| kept.until());
        assert_eq!(until, Some(at(595_000)));
        let young = estimates(&steady(300), |_, _| Ok(())).unwrap();
        assert_eq!(young.checkpoint(), None);
    }

    proptest! {
        #[test]
        fn whatever_is_delivered_times_never_go_back_and_ranges_are_ranges(
            raw in prop::collection::vec((0_i64..2_000, 0_u32..5_000, 0_u32..5_000), 1..60),
        ) {
            let rows: Vec<_> = raw
                .into_iter()
                .map(|(t_s, depth, admitted)| row(t_s, f64::from(depth), f64::from(admitted), None))
                .collect();
            let shown = run_over(&rows);
            for pair in shown.windows(2) {
                prop_assert!((0..=STEP_MS).contains(&(pair[1].0 - pair[0].0)));
            }
            for (_, estimate) in shown {
                if let WaitEstimate::Known { low_s, mid_s, high_s } = estimate {
                    prop_assert!(0.0 <= low_s && low_s <= mid_s && mid_s <= high_s);
                }
            }
        }
    }
}
