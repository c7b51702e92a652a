#!/usr/bin/env python3
"""Count what headlines are made of: writes ingest_service/parser/language/title_wording.inc.

  count_title_words.py ARTICLES.jsonl[.xz] > ingest_service/parser/language/title_wording.inc

ARTICLES: one object a line with "headline" and "paragraphs" (news in simplified
Chinese). For the most frequent characters: log P(character | headline) − log
P(character | clause of a text as long as headlines are), in hundredths of nats,
smoothed. Deterministic.
"""
import collections, json, lzma, math, re, sys

CHARACTERS = 500
PRIOR = 20.0  # pseudo-counts on either side


def main():
    path = sys.argv[1]
    titles, clauses, frequency = collections.Counter(), collections.Counter(), collections.Counter()
    for line in (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8"):
        article = json.loads(line)
        titles.update(re.findall(r"[一-鿿]", article["headline"]))
        for paragraph in article["paragraphs"]:
            frequency.update(re.findall(r"[一-鿿]", paragraph))
            for clause in re.split(r"[，。；：、！？“”（）\s]", paragraph):
                if 6 <= len(clause) <= 24:
                    clauses.update(re.findall(r"[一-鿿]", clause))
    ratio = sum(clauses.values()) / sum(titles.values())
    frequent = sorted(frequency, key=lambda c: (-frequency[c], c))[:CHARACTERS]
    print("// Made by tests/benchmarks/count_title_words.py: character, hundredths of nats.")
    cells = ["{0x%X, %d}," % (ord(c), round(100 * math.log((titles[c] + PRIOR) / (clauses[c] + PRIOR * ratio) * ratio)))
             for c in sorted(frequent)]
    for i in range(0, len(cells), 8):
        print(" ".join(cells[i:i + 8]))


if __name__ == "__main__":
    main()
