#!/usr/bin/env python3
"""Scores wait-time estimates against queue traces.  Python 3.11, standard library only.

    score.py TRACES ESTIMATES        score, next to the baseline
    score.py TRACES                  the baseline alone
    score.py --bars TRACES ESTIMATES one line; exit status 1 if a bar is missed
    options: --by-kind  --json FILE  --reversal-window S  --ape-cap PERCENT

TRACES is a trace .csv or .csv.gz or a folder of them (the launch day's inventory
is skipped).  ESTIMATES is a .csv or .csv.gz, for a folder of traces a folder that
holds one file per trace: for surge-1.csv.gz it is surge-1.est.csv or surge-1.csv,
with or without .gz.  Without --bars the exit status is 1 when estimates are
missing or malformed or a number stood on the screen while the state was paused.

Estimates have the header  t_s,known,low_s,mid_s,high_s  with known 0 or 1.  An
estimate is on the screen from its t_s until the next one; there may be more of
them than trace rows.  File order is the order of time: a t_s behind an earlier
one counts as shown at that earlier one's time, and of several at one time the
last counts.  (So an estimator may write one line for each row of the feed as
delivered, late rows and duplicates included.)

Scored rows: distinct t_s of the trace with true_wait_s > 60, more than 120 s
after opening (the first row whose state is open; t = 0 where the feed has no
state) and state not paused.  On them:
  known   share of rows with a number                                         %
  avail   the same among rows where the rate can be known: the feed counts
          admissions and reported one in the last 2 minutes (2 intervals)     %
  MdAPE   median of |mid/true - 1|                                            %
  MAPE    its mean; one error counts for 500 % at most (--ape-cap)            %
  bias    median of mid/true - 1; negative = told too short                   %
  cover   share with low <= true <= high                                      %
  above   share with true > high                                              %
  width   mean of (high - low)/true                                           %
  rev10   changes of direction per 10 minutes of mid as displayed (steps of
          1 min below 10, 5 min below 60, 15 min above); a change counts when
          the change before it went the other way less than 120 s earlier
          (--reversal-window; 0 = no limit)
  chg10   changes of that displayed number per 10 minutes
The last two look at every estimate whose latest trace row is a scored one; the
time is that of the scored rows with a number.  Counts over the whole trace:
  paused  rows with state paused at which a number stood on the screen (one left
          from before the pause too), and numbers written between such rows:
          must be 0
  stale   silences of the feed (no row for more than 15 s and three intervals) in
          which a number still stood 16 s on (three intervals and 1 s), and
          numbers written after that; to show that a number was withdrawn, write
          estimates during silences as well
  bad     malformed estimates: known without numbers, negative, not
          low <= mid <= high, infinite

BARS (--bars), on the pooled rows: MAPE <= 7 and <= 0.8 x the baseline's; bias
within 3; cover 78..92 and no kind below 72 (40 where the future holds a change
nobody can know: throttle_*, pause_*, launch_day); width <= 45; rev10 <= 1; avail >= 95;
paused, stale and bad 0.

POOLED puts all scored rows together; MEAN is the mean over traces (one_second
has five times the rows of the others, minute_feed a twelfth).

The baseline is what Cloudflare documents for its waiting room: depth divided by
the admissions of the last full clock minute; unknown if there were none or the
feed does not count admissions.  It looks at rows in delivered order, ignores
late ones, knows nothing of states and has no range.

A second one is the wait of the last person admitted ("last in" below), which
looks plausible and is a trap in a surge: it tells what the line was when that
person joined.  First come, first served: of those who ever joined, arrivals
minus depth are gone, so she joined when arrivals stood there.  Unknown until
somebody was seen to join and be let in, and after counters began again.
(Lineside's own addition; the bars are held against the first.)
"""
import argparse
import bisect
import csv
import gzip
import json
import math
import os
import sys

TRACE_HEADER = ["t_s", "queue_depth", "admitted_total", "arrivals_total", "left_total",
                "state", "announced_rate_per_min", "error_rate", "p95_latency_ms",
                "handoff_completed_total", "handoff_failed_total", "true_wait_s"]
EST_HEADER = ["t_s", "known", "low_s", "mid_s", "high_s"]
MIN_WAIT, WARM_UP = 60, 120


def read_csv(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    return (rows[0] if rows else []), rows[1:]


def base_name(path):
    return os.path.basename(path).removesuffix(".gz").removesuffix(".csv")


def median(v):
    s, n = sorted(v), len(v)
    return None if not n else s[n // 2] if n % 2 else (s[n // 2 - 1] + s[n // 2]) / 2


def mean(v):
    return sum(v) / len(v) if v else None


class Trace:
    def __init__(self, path):
        self.name = base_name(path)
        self.kind = self.name.split("-")[0]
        header, raw = read_csv(path)
        if header != TRACE_HEADER:
            raise SystemExit("not a trace: " + path)
        self.delivered, self.joins, by_t = [], [], {}
        for row in raw:
            d = dict(zip(TRACE_HEADER, row))
            t = int(d["t_s"])
            item = (t, int(d["queue_depth"]),
                    int(d["admitted_total"]) if d["admitted_total"] else None)
            self.delivered.append(item)
            self.joins.append((t, item[1], int(d["arrivals_total"]) if d["arrivals_total"] else None))
            by_t.setdefault(t, d)
        self.t = sorted(by_t)
        rows = [by_t[t] for t in self.t]
        opening = next((t for t, d in zip(self.t, rows) if d["state"] == "open"), self.t[0])
        self.paused = [d["state"] == "paused" for d in rows]
        self.truth = [int(d["true_wait_s"]) if d["true_wait_s"] else None for d in rows]
        self.scored = [w is not None and w > MIN_WAIT and t > opening + WARM_UP and not p
                       for t, w, p in zip(self.t, self.truth, self.paused)]
        self.interval = median([b - a for a, b in zip(self.t, self.t[1:])])
        back = max(120, 2 * self.interval)
        adm = [int(d["admitted_total"]) if d["admitted_total"] else None for d in rows]
        self.knowable = []
        for t, n in zip(self.t, adm):
            old = adm[max(0, bisect.bisect_right(self.t, t - back) - 1)]
            self.knowable.append(n is not None and old is not None and n != old)


def baseline(trace):
    """[(t, known, low, mid, high)] of depth / admissions of the last full minute."""
    out, ts, adm = [], [], []
    for t, depth, admitted in trace.delivered:
        if ts and t <= ts[-1]:
            continue
        ts.append(t)
        adm.append(admitted)
        end = t // 60 * 60
        i, j = bisect.bisect_right(ts, end) - 1, bisect.bisect_right(ts, end - 60) - 1
        wait = None
        if j >= 0 and adm[i] is not None and adm[j] is not None:
            n, dt = adm[i] - adm[j], ts[i] - ts[j]
            if n > 0 and dt > 0:
                wait = depth * dt / n
        out.append((t, wait is not None, wait, wait, wait))
    return out, 0


def last_admitted(trace):
    """[(t, known, low, mid, high)] of the wait of whoever was let in last."""
    out, ts, joined = [], [], []
    for t, depth, arrivals in trace.joins:
        if ts and t <= ts[-1]:
            continue
        if arrivals is None or joined and arrivals < joined[-1]:
            ts, joined = [], []
        wait = None
        if arrivals is not None:
            ts.append(t)
            joined.append(arrivals)
            gone = arrivals - depth
            i = bisect.bisect_left(joined, gone)
            if 0 < i < len(joined):
                more = joined[i] - joined[i - 1]
                part = (gone - joined[i - 1]) / more if more else 1
                wait = t - (ts[i - 1] + part * (ts[i] - ts[i - 1]))
        out.append((t, wait is not None, wait, wait, wait))
    return out, 0


def read_estimates(path):
    """[(t shown, known, low, mid, high)] in order of time, number of bad lines."""
    header, raw = read_csv(path)
    if header != EST_HEADER:
        raise ValueError("header of %s is not %s" % (path, ",".join(EST_HEADER)))
    out, bad, clock = [], 0, -math.inf
    for row in raw:
        low = mid = high = None
        known, ok = False, len(row) == 5 and row[1] in ("0", "1")
        try:
            t = float(row[0])
            if not math.isfinite(t):
                raise ValueError
        except (ValueError, IndexError):
            bad += 1
            continue
        if ok and row[1] == "1":
            try:
                low, mid, high = (float(x) for x in row[2:])
                ok = known = 0 <= low <= mid <= high < math.inf     # false with a NaN
            except ValueError:
                ok = False
        if not ok:
            bad += 1
        clock = max(clock, t)
        item = (clock, known, low, mid, high)
        if out and out[-1][0] == clock:
            out[-1] = item
        else:
            out.append(item)
    return out, bad


def displayed(seconds):
    """Minutes as displayed."""
    m = seconds / 60
    if m < 1:
        return 1
    step = 1 if m < 10 else 5 if m < 60 else 15
    return step * math.floor(m / step + 0.5)


class Score:
    """Sums that can be pooled."""

    def __init__(self):
        self.rows = self.known = self.inside = self.over = 0
        self.knowable = self.available = 0
        self.ratio, self.width = [], []
        self.reversals = self.changes = self.seconds = 0
        self.paused = self.stale = self.bad = 0

    def add(self, o):
        for k, v in vars(o).items():
            setattr(self, k, getattr(self, k) + v)

    def result(self, cap, ranged):
        pct = lambda x: None if x is None else 100 * x
        n, per10 = self.known, (lambda x: 600 * x / self.seconds if self.seconds else None)
        ape = [abs(r - 1) for r in self.ratio]
        return {
            "rows": self.rows,
            "known": pct(n / self.rows) if self.rows else None,
            "avail": pct(self.available / self.knowable) if self.knowable else None,
            "MdAPE": pct(median(ape)),
            "MAPE": pct(mean([min(a, cap / 100) for a in ape])),
            "bias": pct(median(self.ratio) - 1) if n else None,
            "cover": pct(self.inside / n) if n and ranged else None,
            "above": pct(self.over / n) if n and ranged else None,
            "width": pct(mean(self.width)) if ranged else None,
            "rev10": per10(self.reversals), "chg10": per10(self.changes),
            "paused": self.paused, "stale": self.stale, "bad": self.bad,
        }


def score(trace, estimates, bad, window):
    s = Score()
    s.bad = bad
    shown_at = [e[0] for e in estimates]

    def on_screen(t):
        k = bisect.bisect_right(shown_at, t) - 1
        return estimates[k] if k >= 0 and estimates[k][1] else None

    limit = max(15, 3 * trace.interval) + 1    # s without a row: the feed is silent; 1 s grace
    for i, t in enumerate(trace.t):
        e = on_screen(t)
        s.paused += trace.paused[i] and e is not None
        if i + 1 < len(trace.t) and trace.t[i + 1] - t > limit:
            s.stale += on_screen(t + limit) is not None
        if not trace.scored[i]:
            continue
        s.rows += 1
        s.knowable += trace.knowable[i]
        if e is None:
            continue
        s.available += trace.knowable[i]
        s.seconds += trace.interval
        _, _, low, mid, high = e
        w = trace.truth[i]
        s.known += 1
        s.ratio.append(mid / w)
        s.width.append((high - low) / w)
        s.inside += low <= w <= high
        s.over += w > high

    number = last_change = direction = None
    for t, known, _, mid, _ in estimates:
        i = bisect.bisect_right(trace.t, t) - 1
        if i < 0 or not known:
            continue
        s.paused += trace.paused[i] and t != trace.t[i]
        s.stale += t - trace.t[i] > limit
        if not trace.scored[i]:
            continue
        now = displayed(mid)
        if number is not None and now != number:
            s.changes += 1
            d = 1 if now > number else -1
            if direction == -d and (not window or t - last_change < window):
                s.reversals += 1
            direction, last_change = d, t
        number = now
    return s


COLUMNS = (("rows", 6, 0), ("known", 6, 1), ("avail", 6, 1), ("MdAPE", 6, 1), ("MAPE", 6, 1), ("bias", 6, 1),
           ("cover", 6, 1), ("above", 6, 1), ("width", 6, 1), ("rev10", 6, 2), ("chg10", 6, 2),
           ("paused", 6, 0), ("stale", 5, 0), ("bad", 4, 0))


def line(name, who, r):
    cells = " ".join("%*s" % (w, "-" if r[c] is None else "%.*f" % (p, r[c])) for c, w, p in COLUMNS)
    return "%-22s %-8s %s" % (name, who, cells)


def find_traces(path):
    names = [os.path.join(path, n) for n in sorted(os.listdir(path))] if os.path.isdir(path) else [path]
    return [n for n in names if n.endswith((".csv", ".csv.gz"))
            and not base_name(n).split("-")[0].endswith("_inventory")]


def find_estimates(path, name):
    if not os.path.isdir(path):
        return path
    for end in (".est.csv", ".est.csv.gz", ".csv", ".csv.gz"):
        if os.path.exists(os.path.join(path, name + end)):
            return os.path.join(path, name + end)
    return None


FORESIGHT = ("throttle_announced", "throttle_silent", "pause_announced", "pause_silent", "launch_day")


def bars(pool, base, kinds):
    """[(text, held)] for the pooled results and the coverage of each kind."""
    def lowest(wanted):
        return min((k for k in kinds.items() if k[1] is not None and wanted(k[0])), key=lambda k: k[1], default=("-", None))
    low, unforeseen = lowest(lambda k: k not in FORESIGHT), lowest(lambda k: k in FORESIGHT)
    num = lambda x: math.nan if x is None else x              # nothing known misses every bar
    mape, ratio = num(pool["MAPE"]), num(pool["MAPE"]) / num(base["MAPE"])
    return [
        ("MAPE %.1f" % mape, mape <= 7),
        ("%.2fx baseline" % ratio, ratio <= 0.8),
        ("bias %+.1f" % num(pool["bias"]), abs(num(pool["bias"])) <= 3),
        ("cover %.1f" % num(pool["cover"]), 78 <= num(pool["cover"]) <= 92),
        ("lowest %.1f (%s)" % (num(low[1]), low[0]), num(low[1]) >= 72),
        ("unforeseen %.1f (%s)" % (num(unforeseen[1]), unforeseen[0]), num(unforeseen[1]) >= 40),
        ("width %.1f" % num(pool["width"]), num(pool["width"]) <= 45),
        ("reversals %.2f/10min" % num(pool["rev10"]), num(pool["rev10"]) <= 1),
        ("available %.1f" % num(pool["avail"]), num(pool["avail"]) >= 95),
        ("paused %d" % pool["paused"], pool["paused"] == 0),
        ("stale %d" % pool["stale"], pool["stale"] == 0),
        ("malformed %d" % pool["bad"], pool["bad"] == 0),
    ]


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("traces", help="trace CSV, or a folder of them")
    ap.add_argument("estimates", nargs="?", help="CSV, or a folder with one CSV per trace")
    ap.add_argument("--bars", action="store_true", help="one line, exit status 1 if a bar is missed")
    ap.add_argument("--by-kind", action="store_true", help="one line per kind, its traces pooled")
    ap.add_argument("--json", help="also write the results here")
    ap.add_argument("--reversal-window", type=float, default=120.0)
    ap.add_argument("--ape-cap", type=float, default=500.0)
    a = ap.parse_args()

    traces, failed = find_traces(a.traces), False
    if not traces:
        ap.error("no traces found")
    if a.bars and not a.estimates:
        ap.error("--bars needs estimates")
    if a.estimates and not os.path.isdir(a.estimates) and len(traces) != 1:
        ap.error("several traces need a folder of estimates")
    singles, kinds, pools = {}, {}, {}
    for path in traces:
        trace = Trace(path)
        runs = {"baseline": baseline(trace), "last in": last_admitted(trace)}
        if a.estimates:
            found = find_estimates(a.estimates, trace.name)
            try:
                if not found:
                    raise ValueError("no estimates for " + trace.name)
                runs = {"estimate": read_estimates(found), **runs}
            except (OSError, ValueError) as e:
                print(e, file=sys.stderr)
                failed = True
        for who, (est, bad) in runs.items():
            s = score(trace, est, bad, a.reversal_window)
            failed |= who == "estimate" and (s.paused > 0 or s.bad > 0)
            singles[trace.name, who] = s
            kinds.setdefault((trace.kind, who), Score()).add(s)
            pools.setdefault(who, Score()).add(s)

    def results(scores):
        return {(name, who): s.result(a.ape_cap, who == "estimate") for (name, who), s in scores.items()}

    table = list(results(kinds if a.by_kind else singles).items())
    for who in ("estimate", "baseline", "last in"):
        each = [r for (_, w), r in results(singles).items() if w == who]
        if each:
            avg = {c: mean([r[c] for r in each if r[c] is not None]) for c, _, _ in COLUMNS}
            table += [(("POOLED", who), pools[who].result(a.ape_cap, who == "estimate")), (("MEAN", who), avg)]
    found = dict(table)
    if a.json:
        out = {}
        for (name, who), r in table:
            out.setdefault(name, {})[who] = r
        with open(a.json, "w", encoding="utf-8") as f:
            json.dump(out, f, indent=1, sort_keys=True)
            f.write("\n")
    if a.bars:
        if ("POOLED", "estimate") not in found:
            print("no estimates")
            return 1
        cover = {k: r["cover"] for (k, w), r in results(kinds).items() if w == "estimate"}
        held = bars(found["POOLED", "estimate"], found["POOLED", "baseline"], cover)
        if failed and not pools["estimate"].bad and not pools["estimate"].paused:
            print("estimates missing, ", end="")
        print(", ".join(text + ("" if ok else " MISSED") for text, ok in held))
        return 1 if failed or not all(ok for _, ok in held) else 0
    print("%-22s %-8s %s" % ("kind" if a.by_kind else "trace", "", " ".join("%*s" % (w, c) for c, w, _ in COLUMNS)))
    for (name, who), r in table:
        print(line(name, who, r))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
