#!/usr/bin/env python3
"""Lay out articles as newspaper pages of styles that the page generator lacks.

  compose_pages.py --articles ARTICLES --out DIR --pages N --seed S

ARTICLES: one object a line with "headline" and "paragraphs". DIR gets NNN.txt and
NNN.truth.json in the generator's form. The pages have a banner headline over
everything, whose unsigned text stands in one block below other articles; columns
that end with a paragraph; photo groups between an article's columns; articles
that are passed over once and gone on with later, or whose last column is lost;
headlines of several lines, with kicker, deck and the name of a column; paragraphs
without their last mark; notices. Deterministic.
"""
import argparse, json, os, random, re

SURNAMES = "陶邹章苗柳鲍史费岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅皮卞齐康伍余元顾孟平黄和穆萧尹"
GIVEN = "立群岩松晓峰嘉禾若水铁成春生爱民小满国栋雨晴向前致远青山望舒克勤庭芳"
PAPERS = ["滨江日报", "南岭晚报", "河西都市报", "中原农民报"]
COLUMNS = ["民生观察", "走基层", "今日谈", "渡口夜话", "即时评｜", "记者调查", "人物档案", "读者来信"]
NOTICES = [
    ("停水公告", "因供水管道检修，本周六上午8时至下午5时，临江路、桃溪路一带停水，请居民提前储水。"),
    ("遗失声明", "本人不慎遗失营业执照副本，声明作废。"),
    ("更正", "本报昨日三版所刊稿件中，夜航灯的数目应为十二盏，特此更正，并向读者致歉。"),
    ("天气预报", "今天白天多云转阴，夜里有小雨，东北风二到三级，最高气温14摄氏度。"),
    ("征稿启事", "本报副刊面向读者征集描写渡口与老街的文章，来稿请注明联系方式，一经采用即付稿酬。"),
    ("停电通知", "因线路改造，明日8时至12时，东岸小区及周边停电，给您带来不便，敬请谅解。"),
    ("寻物启事", "三月五日傍晚在老码头公园遗失黑色提包一只，内有图纸若干，拾到者请与失主联系，必有酬谢。"),
]
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


def clauses(paragraphs, least, most):
    return [c for p in paragraphs for c in re.split(r"[，。；：、！？“”（）]", p) if least <= len(c) <= most]


def saying(r, paragraphs, least, most):
    """What the text says too: a clause, perhaps without its first or last characters; None: none fits."""
    found = clauses(paragraphs, least + 2, most + 2)
    if not found:
        return None
    said = r.choice(found)
    return r.choice([said[:most], said[2:], said[:-2]])


def lines_of(r, headline):
    """The headline as it is set: in one line, or broken in two or three."""
    if len(headline) < 12 or r.random() < 0.5:
        return [headline]
    if len(headline) > 15 and r.random() < 0.5:
        third = len(headline) // 3
        first, second = third + r.randint(-1, 1), 2 * third + r.randint(-1, 1)
        return [headline[:first].strip(), headline[first:second].strip(), headline[second:].strip()]
    cut = len(headline) // 2 + r.randint(-2, 2)
    at = min(range(4, len(headline) - 3), key=lambda i: (abs(i - cut) - 4 * (headline[i - 1] in " ，、：")))
    return [headline[:at].strip(), headline[at:].strip()]


def head_of(r, row):
    """The fields of the truth that tell the headline, and its lines on the page."""
    lines = lines_of(r, row["headline"])
    told = clauses(row["paragraphs"], 7, 12)
    if len(told) > 1 and r.random() < 0.05:  # what somebody says is the headline: two clauses of the text
        lines = r.sample(told, 2)
    head = {"headline": "".join(lines) if lines[0] in told else row["headline"], "headline_lines": lines, "column": None,
            "kicker": None, "deck": None}
    if r.random() < 0.08:
        head["kicker"] = saying(r, row["paragraphs"], *r.choice([(7, 18), (7, 18), (2, 5)]))
    elif r.random() < 0.05:
        head["column"] = r.choice(COLUMNS)
    if r.random() < 0.16:
        head["deck"] = saying(r, row["paragraphs"], 8, 20)
    dash = r.choice(["——", "", ""])
    return head, [x for x in (head["column"], head["kicker"]) if x] + head["headline_lines"] + (
        [dash + head["deck"]] if head["deck"] else [])


def without_marks(r, paragraphs):
    """A paragraph may lack its last mark."""
    return [p[:-1] if p[-1] in "。！" and r.random() < 0.015 else p for p in paragraphs]


def notice(r):
    title, text = r.choice(NOTICES)
    article = {"headline": title, "headline_lines": [title], "column": None, "kicker": None, "deck": None,
               "reporters": [], "columns": [([text], False)], "truncated": False}
    return [[title], [text]], article


def band(r, rows, paper, signed):
    """Blocks of articles that stand side by side, and the articles."""
    articles, queues = [], []
    for row in rows:
        who = name(r)
        cut = columns(r, without_marks(r, row["paragraphs"]), r.choice([1, 2, 2, 3]))
        lost = len(cut) > 1 and r.random() < 0.15
        truncated = lost and cut[-1][1]
        cut = cut[:-1] if lost else cut
        head, lines = head_of(r, row)
        articles.append({**head, "reporters": [who] if signed else [], "columns": cut, "truncated": truncated})
        head = [lines] + ([[byline(r, paper, who)]] if signed else [])
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
        articles.append({"headline": banner["headline"], "headline_lines": [banner["headline"]], "column": None,
                         "kicker": None, "deck": None, "reporters": [], "columns": [(banner["paragraphs"], False)],
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
    if r.random() < 0.2:
        its_blocks, article = notice(r)
        blocks += its_blocks
        articles.append(article)
    truth = [{"headline": a["headline"], "headline_lines": a["headline_lines"], "column": a["column"],
              "kicker": a["kicker"], "deck": a["deck"], "speaker": None, "reporters": a["reporters"], "text": text_of(a), "truncated": a["truncated"], "seams": []} for a in articles]
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
