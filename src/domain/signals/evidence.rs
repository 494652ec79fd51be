//! Why an alert was opened.

use serde::{Deserialize, Serialize};

use crate::domain::metric::Metric;
use crate::domain::time::Timestamp;

/// Why an alert was opened: the series, where the limit lies, where the series was, and since when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The metrics that show it; none for stock.
    pub series: Vec<Metric>,
    /// When it began, which is before it was confirmed.
    pub since: Timestamp,
    /// The limit, in the unit of `value`; none where there is no figure.
    pub limit: Option<f64>,
    /// The value when it was confirmed: a share, milliseconds, shoppers, or seconds of waiting, of pausing, of silence.
    pub value: Option<f64>,
}
