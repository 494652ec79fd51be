#!/usr/bin/env python3
"""Scores `lineside estimate` on generated traces and prints a section for docs/benchmarks.md.

    report.py target/release/lineside [SEED_BASE ...]

Makes the traces (generate.py), runs the estimator over each, scores it (score.py) against the admissions of the last
full minute and against the wait of whoever was let in last, and measures what a sample costs, unless the program is a
debug build, which is as right and ten times as slow, and how large the state is.  The first set of seeds was tuned on,
the others were not.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SEED_BASES = ("1", "7100", "551300")
ROUNDS = 5


def python(script, *args):
    return subprocess.run([sys.executable, os.path.join(HERE, script), *args], capture_output=True, text=True)


def traces(folder):
    return sorted(n for n in os.listdir(folder) if n.endswith(".csv") and "inventory" not in n)


def estimate(lineside, traces_in, estimates_in):
    os.makedirs(estimates_in)
    for name in traces(traces_in):
        with open(os.path.join(estimates_in, name.replace(".csv", ".est.csv")), "wb") as out:
            subprocess.run([lineside, "estimate", os.path.join(traces_in, name)], stdout=out, check=True)


def cpu_s(lineside, trace):
    """CPU seconds of a run, its start, reading and writing included: the median of some rounds."""
    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([lineside, "estimate", trace], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return statistics.median(once() for _ in range(ROUNDS))


def cell(value, digits=1, sign=False):
    return "–" if value is None else "%+.*f" % (digits, value) if sign else "%.*f" % (digits, value)


def cost(lineside, traces_in):
    """What the longest feed costs, and the largest state that any of them leaves."""
    told = []
    if "debug" not in lineside.split(os.sep):
        trace = os.path.join(traces_in, "one_second.csv")
        with open(trace, encoding="utf-8") as f:
            rows = sum(1 for _ in f) - 1
        told.append("%.1f µs of CPU for each sample of nine readings and the estimate after it, with the start of the program,"
                    "\nreading and writing: the median of %d rounds (bar: 20 µs)." % (cpu_s(lineside, trace) / rows * 1e6, ROUNDS))
    state = os.path.join(traces_in, "state.json")
    sizes = []
    for name in traces(traces_in):
        subprocess.run([lineside, "estimate", os.path.join(traces_in, name), "--state", state],
                       stdout=subprocess.DEVNULL, check=True)
        sizes.append((os.path.getsize(state), name.removesuffix(".csv")))
    told.append("The state of an event that is kept over a restart: %d bytes at most, after `%s`." % max(sizes))
    return "\n### Cost\n\n" + "\n".join(told)


def table(scores):
    lines = ["| kind | rows | MAPE % | last full minute | last person in | bias % | inside % | width % | turns in 10 min |",
             "|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
    kinds = sorted(k for k in scores if k.islower())
    for kind in [*kinds, "POOLED"]:
        ours = scores[kind]["estimate"]
        name = "**all**" if kind == "POOLED" else "`%s`" % kind
        lines.append("| %s | %d | %s | %s | %s | %s | %s | %s | %s |" % (
            name, ours["rows"], cell(ours["MAPE"]), cell(scores[kind]["baseline"]["MAPE"]),
            cell(scores[kind]["last in"]["MAPE"]), cell(ours["bias"], sign=True), cell(ours["cover"]),
            cell(ours["width"], 0), cell(ours["rev10"], 2)))
    return "\n".join(lines)


def main():
    lineside, bases = sys.argv[1], sys.argv[2:] or SEED_BASES
    print("Two hours of a line, every five seconds, in twenty ways that feeds and lines misbehave (`benches/wait/generate.py`);"
          "\nthe errors are those of the middle of the range against how long somebody who joined then really waited, where that"
          "\nwas more than a minute. Beside it: depth ÷ admissions of the last full minute, and the wait of whoever was let in"
          "\nlast. *Inside* is the share of waits within the range. The head of `score.py` says the rest. Tuned on the first set of"
          "\nseeds, and the scatter of admissions on others that are not here.")
    with tempfile.TemporaryDirectory() as temp:
        for base in bases:
            here, there = os.path.join(temp, base), os.path.join(temp, base + ".est")
            python("generate.py", "--all", here, "--seed-base", base).check_returncode()
            estimate(lineside, here, there)
            scored = os.path.join(temp, base + ".json")
            python("score.py", "--by-kind", here, there, "--json", scored)
            bars = python("score.py", "--bars", here, there)
            with open(scored, encoding="utf-8") as f:
                scores = json.load(f)
            print("\n### Seeds from %s on\n\n%s: %s.\n\n%s" % (
                base, "A bar is missed" if bars.returncode else "All bars are held", bars.stdout.strip(), table(scores)))
        print(cost(lineside, os.path.join(temp, bases[0])))


if __name__ == "__main__":
    main()
