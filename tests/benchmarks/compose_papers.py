#!/usr/bin/env python3
"""Print articles as papers of many styles do, in the layouts that extraction leaves.

  compose_papers.py --articles ARTICLES --out DIR --pages N --seed S --layout LAYOUT

ARTICLES: one object a line with "headline" and "paragraphs". DIR gets NNN.txt and
NNN.truth.json in the page generator's form. Each page has one paper's bylines,
datelines or signatures, mastheads, subheads, captions and staff lines. Layouts:
  blank     empty lines between blocks, as the generator's
  indent    paragraphs indented, no empty lines
  wrap      lines of one width, empty lines between blocks
  pdf       lines of one width, indented paragraphs, empty lines between columns
  pdfraw    the same without indentations
  dense     lines of one width, indented paragraphs, no empty lines
Made for measuring on styles that nothing was fitted to. Deterministic.
"""
import argparse, json, os, random, re, unicodedata

LAYOUTS = ["blank", "indent", "wrap", "pdf", "pdfraw", "dense"]
SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕施张曹严华魏陶姜戚谢邹柏章苏潘范彭郎鲁韦苗凤方俞任袁柳鲍史费岑薛雷贺倪汤滕殷罗毕郝邬安常傅皮齐康伍余元顾孟黄穆萧尹姚邵汪祁毛米贝明计成戴宋庞熊纪舒屈项祝董梁杜阮蓝席季麻贾路江童郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房丁邓洪包左石崔龚程邢裴陆荣翁段侯"
GIVEN = "伟芳敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞鹏宇航思远浩然子轩雨桐文博志晓东海燕建国立新佳怡嘉俊凯雯婷慧琳琪瑶欣悦昊泽睿辰翔毅峰斌辉亮松柏梓涵若曦依诺心"
CITIES = "北京 上海 重庆 济南 青岛 郑州 福州 厦门 哈尔滨 兰州 深圳 东莞 苏州 宁波 南昌 太原 呼和浩特 海口".split()
# Papers and what their people put before 记者.
PAPERS = {"中国青年报": "中青报·中青网", "农民日报": "农民日报·中国农网", "工人日报": "工人日报-中工网", "华西都市报": "华西都市报-封面新闻",
          "每日经济新闻": "每经", "羊城晚报": "羊城晚报全媒体"}
PAPERS.update({p: p for p in "经济参考报 科技日报 齐鲁晚报 新京报 南方日报 湖北日报 证券时报 大河报 钱江晚报".split()})
# Under the headline, before the text, behind it on a line of its own, at its end.
# {n}: names, {p}: paper, {s}: its people's, {c}: city, {m} {d}: day, {e}: an editor.
STYLES = [("{s}记者 {n}", "", "", ""), ("", "本报{c}{m}月{d}日电（{s}记者{n}）", "", ""), ("", "{p}讯（记者 {n}）", "", ""),
          ("", "本报讯 记者{n}报道：", "", ""), ("文/{s}记者 {n}", "", "", ""), ("记者 {n} {c}报道", "", "", ""),
          ("■ 本报记者 {n} 发自{c}", "", "", ""), ("", "{p}{c}{m}月{d}日电 （记者{n}）", "", ""), ("本报记者　{n}", "", "", ""),
          ("", "本报{c}{m}月{d}日讯 （记者 {n}）", "", ""), ("●本报驻东京特约记者 {n}", "", "", ""),
          ("{s}记者 {n} {s}编辑 {e}", "", "", ""), ("采写：{p}记者 {n}", "", "", ""), ("撰稿 本报记者 {n}", "", "", ""),
          ("（本报记者 {n}）", "", "", ""), ("", "", "本报记者 {n}", ""), ("", "", "", "（{n}）"), ("", "", "", "（本报记者{n}）"),
          ("□ {n}", "", "", ""), ("", "据新华社{c}{m}月{d}日电（记者{n}）", "", ""), ("", "中新社{c}{m}月{d}日电 （记者 {n}）", "", ""),
          ("记者 {n}", "", "", ""), None]
MASTHEADS = [["{p}", "{y}年{m}月{d}日　星期{w}"], ["{y}年{m}月{d}日 星期{w} 责任编辑：{e}"], ["A4/时事"], ["{y}-{m}-{d}", "第04版"],
             ["{p} {y}年{m}月{d}日 星期{w} 第6版"], ["《{p}》（{y}年{m}月{d}日 第03版）"]]
STAFF = ["责编 {e} 版式 {e2}", "编辑：{e}　美编：{e2}", "本版编辑 {e} 美术编辑 {e2}", "责任编辑/{e} 校对/{e2}"]
CAPTIONS = ["{m}月{d}日，游客在{c}街头参观花灯展。", "↑ {m}月{d}日，{c}市民冒雨出行。", "▲{m}月{d}日拍摄的{c}港口。", "{m}月{d}日，学生在{c}科技馆体验新设备"]
CREDITS = ["新华社发", "{e} 摄", "新华社记者 {e} 摄", "本报记者 {e}/摄", "人民视觉", "摄影/{e}", "受访者供图"]
SUBHEADS = ["{}", "■{}", "◆{}", "【{}】"]


def person(r):
    return r.choice(SURNAMES) + "".join(r.choice(GIVEN) for _ in range(r.choice([1, 2, 2])))


def padded(r, name):
    return name if len(name) > 2 or r.random() < 0.4 else name[0] + r.choice(" 　") + name[1]


def clause(r, paragraphs, least, most):
    found = [c for p in paragraphs for c in re.split(r"[，。；：、！？“”（）]", p) if least <= len(c) <= most]
    return r.choice(found) if found else None


def columns(r, paragraphs, count, whole, width):
    """Pieces of a column each: text, and whether it begins inside a paragraph.
    Columns end with a line's end."""
    marks, total = [], sum(map(len, paragraphs))
    for k in range(1, count):
        want, at = total * k // count + r.randint(-15, 15), 0
        for i, p in enumerate(paragraphs):
            if at + len(p) > want:
                ends = [0] if i > 0 and r.random() < whole else line_ends(p, width)
                mark = (i, min(ends, key=lambda end: abs(end - (want - at)), default=0))
                if mark > max(marks, default=(0, 0)):
                    marks.append(mark)
                break
            at += len(p)
    result, start = [], (0, 0)
    for mark in marks + [(len(paragraphs), 0)]:
        parts = [(i, start[1] if i == start[0] else 0, mark[1] if i == mark[0] else None)
                 for i in range(start[0], min(mark[0] + 1, len(paragraphs)))]
        result.append([(paragraphs[i][a:b], a > 0) for i, a, b in parts if paragraphs[i][a:b]])
        start = mark
    return result


def line_ends(paragraph, width):
    """Where the lines of an indented paragraph end, the last one apart."""
    ends, at = [], -2
    for line in wrapped("　　" + paragraph, width):
        at += len(line)
        ends.append(at)
    return ends[:-1]


def headline_lines(r, headline):
    if len(headline) < 12 or r.random() < 0.45:
        return [headline]
    cut = min(range(3, len(headline) - 3), key=lambda i: abs(i - len(headline) // 2) - (3 if headline[i - 1] in " ，、：" else 0))
    return [headline[:cut].strip(), headline[cut:].strip()]


def article(r, row, style, words, tier, width):
    """Blocks of one article, a list for each column, and its truth."""
    paragraphs = [p for p in (re.sub(r"\s+", "", p) for p in row["paragraphs"]) if len(p) >= 12]
    people = [person(r) for _ in range(r.choice([1, 1, 2, 3]))] if style else []
    names = r.choice([" ", "　", "、"]).join(padded(r, n) if len(people) == 1 else n for n in people)
    byline, lead, signature, tail = (s.format(n=names, e=person(r), **words) for s in style or ("",) * 4)
    paragraphs[0], paragraphs[-1] = lead + paragraphs[0], paragraphs[-1] + tail
    if len(paragraphs) > 5 and r.random() < 0.25:
        form = r.choice(SUBHEADS)
        for i in range(len(paragraphs) - 2, 1, -3):
            subhead = clause(r, [paragraphs[i]], 6, 14)
            if subhead:
                paragraphs.insert(i, form.format(subhead))
    kicker = clause(r, paragraphs[1:], 8, 18) if r.random() < 0.08 else None
    deck = clause(r, paragraphs[1:], 8, 18) if r.random() < 0.08 else None
    lines = headline_lines(r, re.sub(r"\s+", " ", row["headline"]).strip())
    pieces = columns(r, paragraphs, 1 if tier == "easy" else r.choice([2, 2, 2, 3] if tier == "medium" else [1, 2, 2, 3, 4]),
                     0.1 if tier == "medium" else 0.3, width)
    lost = tier == "hard" and len(pieces) > 1 and r.random() < 0.08
    truncated = lost and pieces[-1][0][1]
    if lost:
        pieces = pieces[:-1]
        people = [] if signature or tail else people
    text, seams = [], []
    for column in pieces:
        for i, (part, inside) in enumerate(column):
            if i == 0 and text:
                seams.append(["".join(text)[-12:], part[:12]])
            text[len(text) - inside:] = [text[-1] + part] if inside else [part]
    blocks = [[("text", part, inside) for part, inside in column] for column in pieces]
    blocks[0][:0] = [("lines", ([kicker] if kicker else []) + lines + (["——" + deck] if deck else []))] + ([("lines", [byline])] if byline else [])
    if signature and not lost:
        blocks[-1].append(("lines", [signature]))
    return blocks, {"headline": "".join(lines), "headline_lines": lines, "kicker": kicker, "deck": deck, "speaker": None,
                    "reporters": people, "text": "\n".join(text), "truncated": truncated, "seams": seams}


def page(r, rows, tier, width):
    """Blocks in the order of extraction, and the page's truth."""
    paper = r.choice(sorted(PAPERS))
    words = dict(p=paper, s=PAPERS[paper], c=r.choice(CITIES), m=r.randint(1, 12), d=r.randint(1, 28))
    stamp = [line.format(y=r.randint(2015, 2025), w=r.choice("一二三四五六日"), e=person(r), **words) for line in r.choice(MASTHEADS)]
    own, captions, articles = r.choice(STYLES), [], []
    blocks, rows = [("lines", [line]) for line in stamp], list(rows)
    while rows:
        count = 1 if tier == "easy" else r.choice([2, 2, 3, 3, 4])
        taken, rows = rows[:count], rows[count:]
        band = [article(r, row, own if r.random() < 0.75 else r.choice(STYLES), words, tier, width) for row in taken]
        articles += [truth for _, truth in band]
        queues = [list(columns) for columns, _ in band]
        if tier == "hard" and r.random() < 0.6:
            stream = [q.pop(0) for q in queues]
            while any(queues):
                stream.append(r.choice([q for q in queues if q]).pop(0))
        else:
            stream = [q[k] for k in range(max(map(len, queues))) for q in queues if k < len(q)]
        for column in stream:
            blocks.append(("column",))
            for block in column:
                again = tier == "hard" and block[0] == "text" and len(block[1]) > 80 and r.random() < 0.03
                blocks += [block] * (2 if again else 1)
            if tier != "easy" and r.random() < 0.07:
                photo = [r.choice(CAPTIONS).format(**words), r.choice(CREDITS).format(e=person(r))]
                captions.append({"text": photo[0], "credit": photo[1]})
                blocks.append(("lines", photo if r.random() < 0.5 else [" ".join(photo)]))
    staff = r.choice(STAFF).format(e=person(r), e2=person(r))
    return blocks + [("lines", [staff])], {"tier": tier, "articles": articles, "captions": captions, "furniture": stamp + [staff]}


def wrapped(text, width):
    lines, line, used = [], "", 0
    for c in text:
        columns = 2 if unicodedata.east_asian_width(c) in "WFA" else 1
        if used + columns > width and c not in "，。；：、！？”）》":
            lines, line, used = lines + [line], "", 0
        line, used = line + c, used + columns
    return lines + [line]


def laid_out(blocks, layout, width):
    lines = []
    for kind, *block in blocks:
        if kind == "column":
            lines += [""] if layout.startswith("pdf") else []
        elif kind == "lines":
            lines += ([""] if layout.startswith("pdf") else []) + block[0] + ([] if layout in ("indent", "dense") else [""])
        else:
            text, inside = block
            text = ("　　" if layout in ("indent", "pdf", "dense") and not inside else "") + text
            lines += [text] if layout in ("blank", "indent") else wrapped(text, width)
            lines += [""] if layout in ("blank", "wrap") else []
    return "\n".join(lines) + "\n"


def usable(row):
    sizes = [s for s in (len(re.sub(r"\s+", "", p)) for p in row["paragraphs"]) if s >= 12]
    return 0 < len(row.get("headline") or "") <= 40 and "快讯" not in row["headline"] and len(sizes) >= 3 and 200 <= sum(sizes) <= 1600


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--pages", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=LAYOUTS, default="blank")
    args = parser.parse_args()
    r = random.Random(args.seed)
    rows = [row for row in map(json.loads, open(args.articles, encoding="utf-8")) if usable(row)]
    r.shuffle(rows)
    os.makedirs(args.out, exist_ok=True)
    for i in range(args.pages):
        take = [rows.pop(0) for _ in range(r.randint(3, 10))]
        rows += take
        width = 2 * r.choice([13, 15, 17, 18, 20, 22, 26])  # columns of a display
        blocks, truth = page(r, take, ["easy", "medium", "hard"][i % 3], width)
        name = os.path.join(args.out, f"{i:03d}")
        open(name + ".txt", "w", encoding="utf-8").write(laid_out(blocks, args.layout, width))
        json.dump(truth, open(name + ".truth.json", "w", encoding="utf-8"), ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
