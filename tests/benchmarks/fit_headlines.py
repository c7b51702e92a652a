#!/usr/bin/env python3
"""Fit the weights of a headline's clues: writes ingest_service/parser/classify/{headline,kicker}_weights.inc.

  fit_headlines.py PROGRAM DIR...

PROGRAM: the built headline_candidates. DIR: pages with their truth, as the page
generator writes them (NNN.txt, NNN.truth.json). Logistic regression with an L2
penalty, by Newton's method; deterministic. A lone line counts as a headline if it
is one in the truth, whole; parts of headlines are left out. Prints the mistakes.
"""
import json, math, os, subprocess, sys

PENALTY = 1.0
# No single clue may decide: weights are kept inside ±MOST, so that what is
# special about the pages fitted on cannot outweigh everything else: their kickers
# are clauses of the text without exception, which those of papers are not.
MOST = 4.4


SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../ingest_service/parser/classify")


def is_headline(text, articles):
    whole = any(a["headline_lines"] == [text] for a in articles)
    part = any(text in a["headline_lines"] or text in (a["kicker"], a["deck"]) for a in articles)
    return None if part and not whole else whole


def is_kicker(text, articles):
    if any(text == a["kicker"] for a in articles):
        return True
    return False if any(text == a["headline_lines"][0] for a in articles) else None


def read(program, directories, kind, judge):
    rows, labels, shown = [], [], []
    for directory in directories:
        out = subprocess.run([program, directory], check=True, capture_output=True, text=True).stdout
        truths = {}
        for line in out.splitlines():
            of, page, text, *clues = line.split("\t")
            if page not in truths:
                truths[page] = json.load(open(os.path.join(directory, page + ".truth.json"), encoding="utf-8"))
            label = judge(text, truths[page]["articles"])
            if of == kind and label is not None:
                rows.append([float(c) for c in clues])
                labels.append(label)
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


def names(kind):
    header = open(os.path.join(SOURCES, "headline_evidence.h"), encoding="utf-8").read()
    body = header.split("enum %sClue : size_t {" % kind.capitalize())[1].split("};")[0]
    return [l.strip().split(",")[0] for l in body.splitlines() if l.strip().startswith("k")][:-1]


def main():
    for kind, judge in (("headline", is_headline), ("kicker", is_kicker)):
        x, y, shown = read(sys.argv[1], sys.argv[2:], kind, judge)
        w = fit(x, y)
        score = [sum(a * b for a, b in zip(row, w)) for row in x]
        wrong = [i for i in range(len(y)) if (score[i] > 0) != y[i]]
        print("%s: %d lines, %d are one, %d wrong" % (kind, len(y), sum(y), len(wrong)))
        for i in wrong:
            print("%+.1f" % score[i], int(y[i]), *shown[i])
        with open(os.path.join(SOURCES, kind + "_weights.inc"), "w", encoding="utf-8") as out:
            print("// Made by tests/benchmarks/fit_headlines.py.", file=out)
            for name, weight in zip(names(kind), w):
                print("%.2f,  // %s" % (weight, name), file=out)


if __name__ == "__main__":
    main()
