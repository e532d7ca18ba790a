#!/usr/bin/env python3
"""Profiles that imitate another system against the system itself.

    tests/oracle/norm_peers.py BUILD [JARS]

camel, arclean: CAMeL Tools; pyarabic; openiti: from pip.  lucene, lucene-persian:
a folder with the jars of lucene-core and lucene-analysis-common, and java.  Every
code point of the plane stands between letters, alone, doubled and under marks in
generated text; words and random lines besides.  The bytes must be the same.
"""
import os
import random
import subprocess
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
MARKS = [chr(c) for c in (*range(0x64B, 0x656), 0x670, 0x6D6, 0x6E1)]
LETTERS = [chr(c) for c in (*range(0x621, 0x63B), *range(0x641, 0x64B))]
WORDS = ("\u0627\u0644\u0643\u062A\u0627\u0628 \u0645\u062F\u0631\u0633\u0629 "
         "\u0639\u0644\u0649 \u0645\u0633\u0624\u0648\u0644 \u0634\u064A\u0626 "
         "\u0623\u0633\u0626\u0644\u0629 \u0622\u0644\u064A\u0629 \u0647\u0630\u0627 "
         "\u0671\u0644\u0652\u0643\u0650\u062A\u064E\u0670\u0628\u064F "
         "\u062C\u0645\u064A\u0640\u0640\u0644 \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 "
         "\u06A9\u062A\u0627\u0628 covid \u0663\u066B\u0661\u0664 \uFEFB \uFEF7\uFEEE\u0644 "
         "\uFDF2 \uFDFA \uFDFD x\u00B2 \u2014 \u00AB\u00BB \u061F \u060C #tag @me").split()
SWEPT = [c for c in range(0x20, 0x10000) if not 0xD800 <= c < 0xE000]
BLOCKS = [c for a, b in ((0x600, 0x700), (0x750, 0x780), (0x870, 0x900), (0x2000, 0x2070),
                         (0xFB50, 0xFE00), (0xFE70, 0xFF00)) for c in range(a, b)]


def is_known(c):
    """Does this Python's Unicode know it, so that its forms are ours?"""
    return unicodedata.category(c) != "Cn"


def any_char(r):
    if r.random() < 0.5:
        return r.choice(LETTERS)
    if r.random() < 0.5:
        return r.choice(MARKS)
    return r.choice([" ", "\u0640", chr(r.choice(BLOCKS)), chr(r.choice(SWEPT))])


def lines(seed, n):
    r = random.Random(seed)
    yield "\u0628"  # a BOM at the beginning is no text
    for c in filter(is_known, map(chr, SWEPT)):
        yield "\u0628%s\u062A" % c
    for c in filter(is_known, map(chr, BLOCKS)):
        yield from (c, c + c, "\u0627%s\u064E\u0644" % c, "\u0627\u0651%s\u0654" % c,
                    "1%s2 %s\u0640" % (c, c))
        yield from ("%s%s\u0647" % (c, m) for m in MARKS)
    for _ in range(n):
        s = "".join(any_char(r) for _ in range(r.randrange(1, 40)))
        w = ["".join(c + (r.choice(MARKS) if r.random() < 0.2 else "") for c in r.choice(WORDS))
             for _ in range(r.randrange(8))]
        yield "".join(filter(is_known, " ".join(w + [s])))


def camel():
    from camel_tools.utils import dediac, normalize as f
    return lambda s: f.normalize_teh_marbuta_ar(f.normalize_alef_maksura_ar(
        f.normalize_alef_ar(dediac.dediac_ar(s))))


def arclean():
    from camel_tools.utils.charmap import CharMapper
    return CharMapper.builtin_mapper("arclean").map_string


def pyarabic():
    from pyarabic.normalize import normalize_searchtext
    return normalize_searchtext


def openiti():
    from openiti.helper.ara import normalize_ara_heavy
    return normalize_ara_heavy


def in_python(peer):
    def run(text):
        one = peer()
        return "".join(one(s) + "\n" for s in text.split("\n")[:-1]).encode()
    return run


def in_java(name, jars):
    def run(text):
        paths = [os.path.join(jars, f) for f in sorted(os.listdir(jars)) if f.endswith(".jar")]
        if not paths:
            raise ImportError("no jars of Lucene")
        return subprocess.run(
            ["java", "-Dfile.encoding=UTF-8", "-cp", ":".join(paths),
             os.path.join(HERE, "LucenePeer.java"), name],
            input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    return run


def differences(name, text, want, got):
    n = 0
    for a, b, c in zip(text.split("\n"), want.split(b"\n"), got.split(b"\n")):
        if b == c:
            continue
        n += 1
        if n <= 5:
            print("%s: %s: want %s, got %s" % (name, *(" ".join(
                "%04X" % ord(x) for x in s) for s in (a, b.decode(), c.decode()))))
    return n + (want.count(b"\n") != got.count(b"\n"))


def main(build, jars="/nonexistent"):
    text = "".join(s + "\n" for s in lines(1, 30000))
    peers = {f.__name__: in_python(f) for f in (camel, arclean, pyarabic, openiti)}
    peers.update((n, in_java(n, jars)) for n in ("lucene", "lucene-persian"))
    status = 0
    for name, peer in peers.items():
        try:
            want = peer(text)
        except (ImportError, OSError) as why:
            print("skip: %s: %s" % (name, why))
            continue
        got = subprocess.run([build + "/arabic-normalize", "-f", "text", "-p", name],
                             input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
        n = differences(name, text, want, got)
        print("%s: %d lines, %d differences" % (name, text.count("\n"), n))
        status |= n > 0
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
