//! How a plan is computed: each formula, and what it comes to with the numbers at hand. `docs/planner.md` has the same with
//! its sources.

use super::written::{bytes, decimal, exact, grouped};
use crate::domain::plan::traffic::{FIRST_VIEW_BYTES, OPEN_HOUR_BYTES};
use crate::domain::plan::{HEADROOM, Plan};

/// A formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// What it computes.
    pub what: &'static str,
    /// How.
    pub how: String,
    /// The same with the plan's own numbers, where they fit in a line.
    pub here: Option<String>,
}

impl Plan {
    /// Every formula, in the order in which one needs the other.
    pub fn formulas(&self) -> Vec<Formula> {
        let of = |what, how: &str, here: Option<String>| Formula {
            what,
            how: how.to_owned(),
            here,
        };
        vec![
            of(
                "People who come",
                "(e-mail list × its share + followers × theirs + asked to be told × theirs + past event × its share + spend ÷ cost of a visit) × (1 − counted twice)",
                Some(self.people_here()),
            ),
            of(
                "Arrivals",
                "ever more until the opening; the rush evenly over its minutes; of the others, half within each half-life. A past event's own course takes the place of all three.",
                None,
            ),
            of(
                "Give up",
                "of those who wait, a minute: 1 − (1 − share an hour) to the power of 1⁄60",
                Some(self.give_up_here()),
            ),
            of(
                "Line",
                "minute by minute: line + arrivals − those who give up − those who are let in, never more than the capacity; who finds no room is turned away",
                None,
            ),
            of(
                "Line gone",
                "from when on no more wait than a hundredth of the longest line, and one at least",
                None,
            ),
            of("Waits", "first come, first served through this line", None),
            of(
                "Suggested admissions",
                "shoppers inside at once ÷ minutes inside each (Little's law)",
                Some(self.admissions_here()),
            ),
            of(
                "Suggested capacity",
                &format!(
                    "longest line if nobody is turned away ÷ {HEADROOM}, rounded up to two digits"
                ),
                Some(self.capacity_here()),
            ),
            of(
                "Sold out",
                "when units ÷ share who buy have been let in. The line is computed as if stock never ended, so that limits hold in any case.",
                self.sold_out_here(),
            ),
            self.traffic_formula(),
        ]
    }

    fn people_here(&self) -> String {
        let channels = self.channels.map(|(_, people)| grouped(people)).join(" + ");
        let kept = exact(100.0 - self.inputs.overlap_pct);
        let visitors = grouped(self.visitors);
        format!("({channels}) × {kept} % = {visitors}")
    }

    fn give_up_here(&self) -> String {
        let hourly = self.inputs.leave_pct_per_hour / 100.0;
        let minutely = 100.0 * (1.0 - (1.0 - hourly).powf(1.0 / 60.0));
        let hourly = exact(self.inputs.leave_pct_per_hour);
        format!("{hourly} % an hour = {minutely:.2} % a minute")
    }

    fn admissions_here(&self) -> String {
        let (inside, minutes) = (self.inputs.shop_holds, self.inputs.inside_min);
        let rate = decimal(self.suggested_per_min);
        format!("{} ÷ {} = {rate} a minute", exact(inside), exact(minutes))
    }

    fn capacity_here(&self) -> String {
        let (peak, held) = (self.unlimited_peak, self.unlimited_peak / HEADROOM);
        let capacity = grouped(self.suggested_capacity);
        format!(
            "{} ÷ {HEADROOM} = {}, so {capacity}",
            grouped(peak),
            grouped(held)
        )
    }

    fn sold_out_here(&self) -> Option<String> {
        let (units, share) = (self.inputs.units?, self.inputs.conversion_pct);
        let people = grouped(units / (share / 100.0));
        Some(format!(
            "{} ÷ {} % = {people} let in",
            exact(units),
            exact(share)
        ))
    }

    fn traffic_formula(&self) -> Formula {
        let (first, hour) = (grouped(FIRST_VIEW_BYTES), grouped(OPEN_HOUR_BYTES / 1e3));
        let (views, all) = (self.traffic.views, self.traffic.bytes);
        let opened = views * FIRST_VIEW_BYTES;
        Formula {
            what: "Page traffic",
            how: format!(
                "opened × {first} bytes (first view, as measured) + open pages × {hour} kB an hour (the most that Lineside lets itself send)"
            ),
            here: Some(format!(
                "{} × {first} B + {} = {}",
                grouped(views),
                bytes(all - opened),
                bytes(all)
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::plan::{Inputs, Plan};

    #[test]
    fn formulas_come_to_what_the_plan_says() {
        let inputs = Inputs {
            demand: 100_000.0,
            units: Some(9_000.0),
            ..Inputs::default()
        };
        let formulas = Plan::of(&inputs, None).formulas();
        let here = |what: &str| {
            let formula = formulas.iter().find(|formula| formula.what == what);
            formula.and_then(|formula| formula.here.clone()).unwrap()
        };
        assert_eq!(
            here("People who come"),
            "(0 + 0 + 30,000 + 0 + 0) × 80 % = 24,000"
        );
        assert_eq!(here("Give up"), "5 % an hour = 0.09 % a minute");
        assert_eq!(here("Suggested admissions"), "500 ÷ 5 = 100 a minute");
        assert_eq!(here("Sold out"), "9,000 ÷ 50 % = 18,000 let in");
        assert!(here("Page traffic").starts_with("12,000 × 12,438 B + "));
    }
}
