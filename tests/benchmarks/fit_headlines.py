#!/usr/bin/env python3
"""Fit the weights of a lone line's clues: writes headline_weights.inc to stdout.

  fit_headlines.py PROGRAM DIR... > ingest_service/parser/headline_weights.inc

PROGRAM: the built headline_candidates. DIR: pages with their truth, as the page
generator writes them (NNN.txt, NNN.truth.json). Logistic regression with an L2
penalty, by Newton's method; deterministic. A line counts as a headline if it is
one in the truth, whole. Parts of headlines are left out. Prints accuracy and the
mistakes to stderr.
"""
import json, math, os, subprocess, sys

PENALTY = 1.0
# No single clue may decide: weights are kept inside ±MOST, so that what is
# special about the pages fitted on cannot outweigh everything else.
MOST = 5.0


def read(program, directories):
    rows, labels, shown = [], [], []
    for directory in directories:
        out = subprocess.run([program, directory], check=True, capture_output=True, text=True).stdout
        truths = {}
        for line in out.splitlines():
            page, text, *clues = line.split("\t")
            if page not in truths:
                truths[page] = json.load(open(os.path.join(directory, page + ".truth.json"), encoding="utf-8"))
            articles = truths[page]["articles"]
            whole = any(a["headline_lines"] == [text] for a in articles)
            part = any(text in a["headline_lines"] or text in (a["kicker"], a["deck"]) for a in articles)
            if part and not whole:
                continue
            rows.append([float(c) for c in clues])
            labels.append(whole)
            shown.append((directory, page, text))
    return rows, labels, shown


def solve(a, b):
    """x of a·x = b by elimination; a is symmetric and positive."""
    n = len(b)
    a = [row + [v] for row, v in zip(a, b)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(a[r][i]))
        a[i], a[pivot] = a[pivot], a[i]
        for r in range(i + 1, n):
            f = a[r][i] / a[i][i]
            if f:
                a[r] = [x - f * y for x, y in zip(a[r], a[i])]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (a[i][n] - sum(a[i][k] * x[k] for k in range(i + 1, n))) / a[i][i]
    return x


def fit(x, y):
    n = len(x[0])
    w = [0.0] * n
    for _ in range(15):
        gradient = [-PENALTY * v for v in w]
        hessian = [[PENALTY * (i == k) for k in range(n)] for i in range(n)]
        for row, label in zip(x, y):
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(a * b for a, b in zip(row, w))))))
            used = [i for i in range(n) if row[i]]
            for i in used:
                gradient[i] += row[i] * (label - p)
                for k in used:
                    hessian[i][k] += row[i] * row[k] * p * (1 - p)
        w = [max(-MOST, min(MOST, a + b)) for a, b in zip(w, solve(hessian, gradient))]
    return w


def main():
    x, y, shown = read(sys.argv[1], sys.argv[2:])
    w = fit(x, y)
    score = [sum(a * b for a, b in zip(row, w)) for row in x]
    wrong = [i for i in range(len(y)) if (score[i] > 0) != y[i]]
    print("%d lines, %d headlines, %d wrong" % (len(y), sum(y), len(wrong)), file=sys.stderr)
    for i in wrong:
        print("%+.1f" % score[i], int(y[i]), *shown[i], file=sys.stderr)
    names = [l.strip().split(",")[0] for l in open(os.path.join(os.path.dirname(__file__), "../../ingest_service/parser/headline_evidence.h"))
             if l.startswith("  k")]
    print("// Made by tests/benchmarks/fit_headlines.py.")
    for name, weight in zip(names, w):
        print("%.2f,  // %s" % (weight, name))


if __name__ == "__main__":
    main()
