#!/usr/bin/env python3
"""Text for the search benchmark, one record a line, fields between tabs:
number, publication, days since 1970, section, reporter, headline, paragraphs
(between U+001F). From real news where ../shared/search has it, else invented:
words of two to four characters with Zipf's frequencies.

  search_text.py COUNT SEED [RECOMBINE]
"""
import json, random, subprocess, sys
from datetime import date

EPOCH = date(1970, 1, 1)


def line(i, publication, day, section, reporter, headline, paragraphs):
    clean = lambda s: " ".join(s.split())
    print(i, clean(publication), day, clean(section), clean(reporter), clean(headline),
          "\x1f".join(map(clean, paragraphs)), sep="\t")


def recombined(count, seed, recombine):
    run = subprocess.Popen([sys.executable, recombine, "--count", str(count), "--seed", str(seed)],
                           stdout=subprocess.PIPE, text=True, encoding="utf-8")
    for text in run.stdout:
        d = json.loads(text)
        line(d["id"], d["publication"], (date.fromisoformat(d["date"]) - EPOCH).days, d["section"], d["reporter"],
             d["headline"], d["paragraphs"])
    if run.wait() != 0:
        sys.exit("search_text.py: recombine failed")


def invented(count, seed):
    r = random.Random(seed)
    characters = [chr(c) for c in r.sample(range(0x4E00, 0x9000), 3500)]
    weights = [1 / (i + 3) for i in range(len(characters))]
    word = lambda: "".join(r.choices(characters, weights, k=r.choice((2, 2, 2, 3, 4))))
    words = [word() for _ in range(30000)] + ["5G", "AI+", "C919", "GDP", "2023年", "WTO", "3D"]
    r.shuffle(words)
    ranks = [1 / (i + 2) for i in range(len(words))]
    sums, total = [], 0
    for w in ranks:
        total += w
        sums.append(total)
    sentence = lambda n: "".join(r.choices(words, cum_weights=sums, k=n))
    for i in range(count):
        paragraphs = ["，".join(sentence(r.randint(3, 8)) for _ in range(r.randint(4, 10))) + "。"
                      for _ in range(r.randint(3, 8))]
        line(i, "报%d" % r.randrange(8), 10000 + 10000 * i // max(1, count), "版%d" % r.randrange(8),
             "记者%d" % r.randrange(80), sentence(6), paragraphs)


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    recombined(count, seed, sys.argv[3]) if len(sys.argv) > 3 else invented(count, seed)
