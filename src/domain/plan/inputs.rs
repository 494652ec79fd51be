//! What an operator expects: who may come, when, and what the shop can bear.

use serde::{Deserialize, Serialize};

/// The largest number of people or units.
pub const MANY: f64 = 1e9;

/// What a plan is computed from. Shares are in percent, times in minutes. Every default is an assumption to be replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Inputs {
    /// People on the e-mail list.
    pub email_list: f64,
    /// How many of them come.
    pub email_pct: f64,
    /// Followers on social media.
    pub followers: f64,
    /// How many of them come.
    pub followers_pct: f64,
    /// People who asked to be told: sign-ups, wish lists, reminders.
    pub demand: f64,
    /// How many of them come.
    pub demand_pct: f64,
    /// People who came to a past event.
    pub past_visitors: f64,
    /// How many of them come again.
    pub past_pct: f64,
    /// Money spent on advertising.
    pub ad_spend: f64,
    /// What one visit by advertising costs.
    pub cost_per_visit: f64,
    /// How many are counted in more than one of the above.
    pub overlap_pct: f64,
    /// How many come before the opening.
    pub early_pct: f64,
    /// How long before it the first of them come.
    pub early_min: f64,
    /// How many come right at the opening.
    pub burst_pct: f64,
    /// How long that lasts.
    pub burst_min: f64,
    /// After how long half of the others have come.
    pub half_life_min: f64,
    /// How long people go on coming.
    pub duration_min: f64,
    /// How many of those who wait give up in an hour.
    pub leave_pct_per_hour: f64,
    /// How many shoppers the shop bears at once.
    pub shop_holds: f64,
    /// How long each of them is in the shop.
    pub inside_min: f64,
    /// How many of them buy.
    pub conversion_pct: f64,
    /// How many there are to be sold, where that is limited.
    pub units: Option<f64>,
    /// How many are to be let in a minute; what is suggested when left out.
    pub admitted_per_min: Option<f64>,
    /// How many the waiting room is to hold; no limit when left out.
    pub capacity: Option<f64>,
    /// How many of the visitors have the status page open.
    pub page_pct: f64,
}

impl Default for Inputs {
    fn default() -> Self {
        Self {
            email_list: 0.0,
            email_pct: 5.0,
            followers: 0.0,
            followers_pct: 1.0,
            demand: 0.0,
            demand_pct: 30.0,
            past_visitors: 0.0,
            past_pct: 50.0,
            ad_spend: 0.0,
            cost_per_visit: 0.5,
            overlap_pct: 20.0,
            early_pct: 20.0,
            early_min: 30.0,
            burst_pct: 40.0,
            burst_min: 5.0,
            half_life_min: 20.0,
            duration_min: 120.0,
            leave_pct_per_hour: 5.0,
            shop_holds: 500.0,
            inside_min: 5.0,
            conversion_pct: 50.0,
            units: None,
            admitted_per_min: None,
            capacity: None,
            page_pct: 50.0,
        }
    }
}

/// Why an input is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InputError {
    /// Not a number, or an endless one.
    #[error("write a number, for example {0}")]
    NotANumber(f64),
    /// Outside of what makes sense.
    #[error("use {low} to {high}")]
    OutOfRange {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// Half a person.
    #[error("use a whole number")]
    NotWhole,
    /// More than everybody.
    #[error("those who come early and at the opening are together at most 100 %")]
    MoreThanAll,
    /// People stop coming before the first rush is over.
    #[error("people must go on coming for at least as long as the rush at the opening lasts")]
    TooShort,
}

/// An input, by its name: how it is read, and what it may be.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// Its name on the wire and in forms.
    pub name: &'static str,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// Whether it counts people or things.
    pub whole: bool,
    get: fn(&Inputs) -> Option<f64>,
    set: fn(&mut Inputs, f64),
    /// Empties it, where it may be empty.
    clear: Option<fn(&mut Inputs)>,
}

/// Lists inputs: a name, its least and most, and whether it is counted.
macro_rules! specs {
    (needed { $($name:ident $low:literal..$high:expr, $whole:literal;)* }
     optional { $($maybe:ident $mlow:literal..$mhigh:expr, $mwhole:literal;)* }) => {
        /// Every input, in the order of [`Inputs`] but for those that may be empty, which come last.
        pub const SPECS: &[Spec] = &[
            $(Spec {
                name: stringify!($name), low: $low, high: $high, whole: $whole,
                get: |inputs| Some(inputs.$name),
                set: |inputs, value| inputs.$name = value,
                clear: None,
            },)*
            $(Spec {
                name: stringify!($maybe), low: $mlow, high: $mhigh, whole: $mwhole,
                get: |inputs| inputs.$maybe,
                set: |inputs, value| inputs.$maybe = Some(value),
                clear: Some(|inputs| inputs.$maybe = None),
            },)*
        ];
    };
}

specs! {
    needed {
    email_list 0.0..MANY, true;
    email_pct 0.0..100.0, false;
    followers 0.0..MANY, true;
    followers_pct 0.0..100.0, false;
    demand 0.0..MANY, true;
    demand_pct 0.0..100.0, false;
    past_visitors 0.0..MANY, true;
    past_pct 0.0..1_000.0, false;
    ad_spend 0.0..MANY, false;
    cost_per_visit 0.01..10_000.0, false;
    overlap_pct 0.0..90.0, false;
    early_pct 0.0..100.0, false;
    early_min 1.0..720.0, true;
    burst_pct 0.0..100.0, false;
    burst_min 1.0..120.0, true;
    half_life_min 1.0..10_080.0, false;
    duration_min 10.0..10_080.0, true;
    leave_pct_per_hour 0.0..100.0, false;
    shop_holds 1.0..MANY, true;
    inside_min 0.1..240.0, false;
    conversion_pct 0.1..100.0, false;
    page_pct 0.0..100.0, false;
    }
    optional {
    units 1.0..MANY, true;
    admitted_per_min 0.1..MANY, false;
    capacity 1.0..4_294_967_295.0, true;
    }
}

impl Spec {
    /// Its value; nothing where it is left out.
    pub fn value(&self, inputs: &Inputs) -> Option<f64> {
        (self.get)(inputs)
    }

    /// Whether it may be left out.
    pub fn is_optional(&self) -> bool {
        self.clear.is_some()
    }

    /// Takes in what somebody typed; nothing typed stands for the default, or for leaving it out.
    pub fn read(&self, text: &str, inputs: &mut Inputs) -> Result<(), InputError> {
        let text = text.trim();
        if text.is_empty() {
            match self.clear {
                Some(clear) => clear(inputs),
                None => (self.set)(inputs, self.default()),
            }
            return Ok(());
        }
        let value = ungrouped(text).and_then(|text| text.parse().ok());
        let value = value.filter(|value: &f64| value.is_finite());
        let value = value.ok_or(InputError::NotANumber(self.example()))?;
        self.check(value)?;
        (self.set)(inputs, value);
        Ok(())
    }

    fn check(&self, value: f64) -> Result<(), InputError> {
        let (low, high) = (self.low, self.high);
        if !value.is_finite() {
            Err(InputError::NotANumber(self.example()))
        } else if !(low..=high).contains(&value) {
            Err(InputError::OutOfRange { low, high })
        } else if self.whole && value.fract() != 0.0 {
            Err(InputError::NotWhole)
        } else {
            Ok(())
        }
    }

    fn default(&self) -> f64 {
        (self.get)(&Inputs::default()).unwrap_or(self.low)
    }

    fn example(&self) -> f64 {
        match self.default() {
            0.0 => 1_000.0,
            value => value,
        }
    }
}

/// A number without what groups its digits: spaces, or commas with three figures after each. Any other comma may stand for
/// a decimal point, so it is refused.
fn ungrouped(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let groups = rest.peek().is_some();
    let right = !groups || (matches!(first.len(), 1..=3) && !first.starts_with('0'));
    let right = right && !fraction.contains(',');
    (right && rest.all(|group| group.len() == 3)).then(|| text.replace(',', ""))
}

impl Inputs {
    /// Checks every input, and those that go together; each error comes with the name it belongs to.
    pub fn check(&self) -> Result<(), Vec<(&'static str, InputError)>> {
        let wrong = |spec: &Spec| {
            let value = spec.value(self)?;
            spec.check(value).err().map(|error| (spec.name, error))
        };
        let mut errors: Vec<_> = SPECS.iter().filter_map(wrong).collect();
        if errors.is_empty() && self.early_pct + self.burst_pct > 100.0 {
            errors.push(("burst_pct", InputError::MoreThanAll));
        }
        if errors.is_empty() && self.duration_min < self.burst_min {
            errors.push(("duration_min", InputError::TooShort));
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }
}
