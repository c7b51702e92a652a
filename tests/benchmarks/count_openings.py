#!/usr/bin/env python3
"""Count how paragraphs begin: writes ingest_service/parser/language/paragraph_openings.inc.

  count_openings.py ARTICLES.jsonl[.xz] > ingest_service/parser/language/paragraph_openings.inc

ARTICLES: one object a line with "paragraphs" (news in simplified Chinese). For
the most frequent first characters, and for the pairs that say most beyond their
first character: log P(pair | a paragraph begins) − log P(pair | any place inside
one), in hundredths of nats, smoothed. Deterministic.
"""
import collections, json, lzma, math, random, re, sys

CHARACTERS, PAIRS = 1000, 1800
PRIOR = 4.0  # pseudo-counts on either side


def main():
    path = sys.argv[1]
    rng = random.Random(1)
    begin, inside = collections.Counter(), collections.Counter()
    for line in (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8"):
        for paragraph in json.loads(line)["paragraphs"]:
            text = re.sub(r"\s+", "", paragraph)
            if len(text) < 30:
                continue
            begin.update((text[0], text[:2]))
            for _ in range(3):
                k = rng.randint(6, len(text) - 7)
                inside.update((text[k], text[k:k + 2]))
    begins = sum(n for k, n in begin.items() if len(k) == 1)
    insides = sum(n for k, n in inside.items() if len(k) == 1)

    def odds(k, expected):
        """Smoothed towards `expected`, a ratio."""
        return math.log((begin[k] + PRIOR * expected) / (inside[k] + PRIOR * insides / begins) * insides / begins)

    first = {k: odds(k, 1.0) for k in begin | inside if len(k) == 1}
    frequent = sorted(first, key=lambda k: (-begin[k] - inside[k], k))[:CHARACTERS]
    pair = {k: odds(k, math.exp(first[k[0]])) for k in begin | inside if len(k) == 2}
    telling = sorted(pair, key=lambda k: (-abs(pair[k] - first[k[0]]) * (begin[k] + inside[k] / 3), k))[:PAIRS]
    rows = [(k, first[k]) for k in frequent] + [(k, pair[k]) for k in telling]
    print("// Made by tests/benchmarks/count_openings.py: first character, second (0: any), hundredths of nats.")
    cells = ["{0x%X, 0x%X, %d}," % (ord(k[0]), ord(k[1]) if len(k) > 1 else 0, round(100 * v))
             for k, v in sorted(rows)]
    for i in range(0, len(cells), 4):
        print(" ".join(cells[i:i + 4]))


if __name__ == "__main__":
    main()
