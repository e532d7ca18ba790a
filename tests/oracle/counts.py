#!/usr/bin/env python3
"""Counts of term-freq against an independent count of the same documents.

    tests/oracle/counts.py BUILD FILE ...

The oracle is a regular expression over Python's own Unicode data, written from the
definition of a word in nass(7), and a Counter.  Words and numbers are compared in
texts without what the full rules or a dictionary decide (URLs, @ and #, ideographs,
kana): such stretches are blanked for both sides.
"""
import collections
import json
import re
import subprocess
import sys
import unicodedata

BLANK = re.compile(
    "\\S*(?:://|[wW]{3}\\.|[@#])\\S*|[\u2E80-\u9FFF\uAC00-\uD7FF\uF900-\uFAFF]+")
DASH = re.compile("\u0640+")  # tatweel alone is no word


def classes():
    """Character classes for a regular expression, by what UAX #29 calls them."""
    by = collections.defaultdict(list)
    for cp in list(range(0x20, 0x3000)) + list(range(0xF900, 0x10000)):
        c = chr(cp)
        cat = unicodedata.category(c)
        name = unicodedata.name(c, "")
        if cat in ("Mn", "Me", "Mc") or cp in (0x200C, 0x200D) or (
                cat == "Cf" and cp not in (0x200B,)):
            by["x"].append(c)
        elif cat == "Nd" or cp == 0x66B:
            by["n"].append(c)
        elif cat[0] == "L" or cat == "Nl":
            by["a" if "ARABIC" in name else "l"].append(c)
        elif cat == "Pc":
            by["u"].append(c)
    return {k: "[" + "".join(map(re.escape, v)) + "]" for k, v in by.items()}


def word_pattern():
    c = classes()
    x = c["x"] + "*"
    a, l, n, u = (c[k] + x for k in "alnu")
    mid_letter = "[:·.\u2018\u2019'\u2024\uFF0E]" + x
    mid_num = ("[,;.'\u2018\u2019\u037E\u0589\u066C"
               "\uFE10\uFE14\uFF0C\uFF0E\uFF1B]" + x)
    num = n + "(?:(?:" + mid_num + ")?" + n + ")*"
    latin = l + "(?:(?:" + mid_letter + ")?" + l + ")*"
    arabic = a + "+"
    # A word goes on through digits and low lines, but not across scripts.
    in_arabic = "(?:%s)(?:%s|%s|%s)*" % (arabic, num, arabic, u)
    in_latin = "(?:%s)(?:%s|%s|%s)*" % (latin, num, latin, u)
    after_num = "%s(?:%s|%s|%s|%s)*" % (num, in_arabic, in_latin, num, u)
    return re.compile("(?:%s)*(?:%s|%s|%s)" % (
        u, in_arabic, in_latin, after_num))


def texts(path):
    with open(path, encoding="utf-8-sig", newline="\n") as f:
        if path.endswith(".jsonl"):
            for line in f:
                text = json.loads(line).get("text")
                if isinstance(text, str):
                    yield text
        else:
            yield f.read()


def main(build, paths):
    pattern = word_pattern()
    nfail = 0
    for path in paths:
        docs = [BLANK.sub(" ", t) for t in texts(path)]
        want = collections.Counter(
            w for t in docs for w in pattern.findall(t)
            if not DASH.fullmatch(w))
        lines = "".join(json.dumps({"id": i, "text": t}) + "\n"
                        for i, t in enumerate(docs))
        run = subprocess.run(
            [build + "/term-freq", "-p", "none", "--kinds", "word,number",
             "--no-header", "--columns", "term,count"],
            input=lines.encode(), stdout=subprocess.PIPE, check=True)
        got = collections.Counter()
        for line in run.stdout.decode().splitlines():
            term, count = line.split("\t")
            got[term] = int(count)
        bad = {w: (want[w], got[w]) for w in set(want) | set(got)
               if want[w] != got[w]}
        print("%s: %d tokens, %d types, %d types differ" % (
            path, sum(got.values()), len(got), len(bad)))
        for w in sorted(bad)[:12]:
            print("  %r: oracle %d, term-freq %d" % ((w,) + bad[w]))
        nfail += bool(bad)
    print("counts: %d passed, %d failed" % (len(paths) - nfail, nfail))
    return nfail != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
