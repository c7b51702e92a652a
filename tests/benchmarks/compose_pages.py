#!/usr/bin/env python3
"""Lay out articles as newspaper pages of styles that the page generator lacks.

  compose_pages.py --articles ARTICLES --out DIR --pages N --seed S

ARTICLES: one object a line with "headline" and "paragraphs". DIR gets NNN.txt and
NNN.truth.json in the generator's form. The pages have a banner headline over
everything, whose unsigned text stands in one block below other articles; columns
that end with a paragraph; photo groups between an article's columns; articles
that are passed over once and gone on with later, or whose last column is lost.
Deterministic.
"""
import argparse, json, os, random, re

SURNAMES = "陶邹章苗柳鲍史费岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅皮卞齐康伍余元顾孟平黄和穆萧尹"
GIVEN = "立群岩松晓峰嘉禾若水铁成春生爱民小满国栋雨晴向前致远青山望舒克勤庭芳"
PAPERS = ["滨江日报", "南岭晚报", "河西都市报", "中原农民报"]
SHORTEST, LEAST, MOST = 12, 200, 1600  # characters: paragraph, article


def name(r):
    return r.choice(SURNAMES) + "".join(r.sample(GIVEN, r.choice([1, 2, 2])))


def byline(r, paper, who):
    return r.choice(["本报记者 {0}", "■{1}记者 {0}", "□ 本报记者 {0}", "记者 {0} 文/图", "●{1}首席记者 {0}"]).format(who, paper)


def columns(r, paragraphs, count):
    """The paragraphs as `count` columns or fewer; each is a list of pieces, with
    whether it begins inside a paragraph."""
    length = sum(map(len, paragraphs))
    cuts = [length * k // count + r.randint(-30, 30) for k in range(1, count)]
    result, column, at = [], [], 0
    inside = False
    for paragraph in paragraphs:
        while cuts and at + len(paragraph) > cuts[0]:
            split = cuts.pop(0) - at
            whole = r.random() < 0.25 and column
            if whole:
                split = 0
            elif not 6 <= split <= len(paragraph) - 6:
                continue
            if split:
                column.append(paragraph[:split])
            result.append((column, inside))
            column, inside = [], split > 0
            at, paragraph = at + split, paragraph[split:]
        column.append(paragraph)
        at += len(paragraph)
    return result + [(column, inside)]


def photo(r):
    return [["图为%s在%s。" % (r.choice(["群众", "工人们", "学生们", "技术人员"]), r.choice(["果园里采摘", "车间里检修设备", "操场上训练"]))],
            [r.choice(["人民图片", "本报记者 %s摄" % name(r), "资料图片"])]]


def band(r, rows, paper, signed):
    """Blocks of articles that stand side by side, and the articles."""
    articles, queues = [], []
    for row in rows:
        who = name(r)
        cut = columns(r, row["paragraphs"], r.choice([1, 2, 2, 3]))
        lost = len(cut) > 1 and r.random() < 0.15
        truncated = lost and cut[-1][1]
        cut = cut[:-1] if lost else cut
        articles.append({"headline": row["headline"], "reporters": [who] if signed else [], "columns": cut,
                         "truncated": truncated})
        head = [[row["headline"]]] + ([[byline(r, paper, who)]] if signed else [])
        queues.append([(head if i == 0 else []) + [[p] for p in pieces] for i, (pieces, _) in enumerate(cut)])
    blocks = []
    while any(queues):
        waiting = [q for q in queues if q]
        for q in waiting:
            opened = len(q) < len(articles[queues.index(q)]["columns"])
            if opened and len(waiting) > 1 and r.random() < 0.06:
                continue  # passed over in this row
            blocks += q.pop(0)
            if r.random() < 0.08:
                blocks += photo(r)
    return blocks, articles


def text_of(article):
    out = []
    for pieces, inside in article["columns"]:
        for i, piece in enumerate(pieces):
            if i == 0 and inside and out:
                out[-1] += piece
            else:
                out.append(piece)
    return "\n".join(out)


def page(r, rows):
    paper, signed = r.choice(PAPERS), r.random() < 0.8
    blocks, articles = [], []
    banner = rows.pop() if r.random() < 0.6 and len(rows) > 3 else None
    if banner:
        signed = True
        blocks.append([banner["headline"]])
        articles.append({"headline": banner["headline"], "reporters": [], "columns": [(banner["paragraphs"], False)],
                         "truncated": False})
    bands = []
    while rows:
        count = r.choice([2, 3, 3, 4])
        bands.append(band(r, rows[:count], paper, signed))
        rows = rows[count:]
    lead_behind = r.randrange(len(bands))
    for i, (its_blocks, its_articles) in enumerate(bands):
        blocks += its_blocks
        articles += its_articles
        if banner and i == lead_behind:
            blocks += [[p] for p in banner["paragraphs"]]
    truth = [{"headline": a["headline"], "headline_lines": [a["headline"]], "kicker": None, "deck": None, "speaker": None,
              "reporters": a["reporters"], "text": text_of(a), "truncated": a["truncated"], "seams": []} for a in articles]
    return "\n\n".join("\n".join(b) for b in blocks) + "\n", {"tier": "composed", "articles": truth, "captions": [], "furniture": []}


def read(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        paragraphs = [re.sub(r"\s", "", p) for p in row["paragraphs"]]
        paragraphs = [p for p in paragraphs if len(p) >= SHORTEST]
        headline = re.sub(r"\s+", " ", row.get("headline") or "").strip()
        if 6 <= len(headline) <= 30 and len(paragraphs) >= 3 and LEAST <= sum(map(len, paragraphs)) <= MOST:
            yield {"headline": headline, "paragraphs": paragraphs}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--articles", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--pages", type=int, default=150)
    ap.add_argument("--seed", type=int, default=1)
    options = ap.parse_args()
    r = random.Random(options.seed)
    rows = list(read(options.articles))
    r.shuffle(rows)
    os.makedirs(options.out, exist_ok=True)
    at = 0
    for i in range(options.pages):
        count = r.randint(4, 11)
        text, truth = page(r, [rows[(at + k) % len(rows)] for k in range(count)])
        at += count
        with open(os.path.join(options.out, "%03d.txt" % i), "w", encoding="utf-8") as out:
            out.write(text)
        with open(os.path.join(options.out, "%03d.truth.json" % i), "w", encoding="utf-8") as out:
            json.dump(truth, out, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
