#!/usr/bin/env python3
"""split_laws.py - what goes through split-corpus comes back.

	tests/oracle/split_laws.py BUILD [ROUNDS [SEED]]

Laws on random documents: through files and back, parts joined, tables as Python
writes them, charsets as Python encodes them, containers that were cut off or whose
bytes lie.  Needs nothing but Python.  Prints `N passed, N failed`.
"""
import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile

BUILD = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/release")
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
rng = random.Random(SEED)
passed = failed = 0

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
OTHERS = "  .؟!،؛…\"'«»()-\n\n\t ًٌَُِّـ٠١٢abcXYZ019é字😀\u200c\u200f"
ODD = "\r\0\x01\x1f\x7f\x85\u2028\u2029\ufeff\ufffd\U0010ffff"


def check(name, got, want):
    global passed, failed
    if got == want:
        passed += 1
        return
    failed += 1
    print(f"FAIL {name} (seed {SEED})")
    print("  got ", repr(got)[:300])
    print("  want", repr(want)[:300])


def split(*args, stdin=None):
    return subprocess.run(
        [os.path.join(BUILD, "split-corpus"), *args],
        input=stdin, capture_output=True, check=False,
    )


def records(run):
    return [json.loads(line) for line in run.stdout.decode().split("\n") if line]


def lines_of(docs):
    return "".join(
        json.dumps(d, ensure_ascii=rng.random() < 0.5) + "\n" for d in docs
    ).encode()


def text(most, odd=True):
    alphabet = LETTERS * 3 + OTHERS + (ODD if odd else "")
    return "".join(rng.choice(alphabet) for _ in range(rng.randrange(most)))


def of_file(s):
    """A text that a file can hold: lines end in LF, and no BOM begins it."""
    return s.replace("\r", "").lstrip("\ufeff")


def odd_id():
    return rng.choice([
        "..", "../../up", "/etc/absolute", ".", "", "a/b/../c", "x" * 5000,
        "كتاب" * 300, "\0", "a\nb", "-d", "~", "*", "con:\\aux", "same", "same",
        text(40),
    ])


def through_files():
    docs = [{"id": odd_id(), "text": of_file(text(rng.choice([3, 80, 5000])))}
            for _ in range(rng.randrange(1, 30))]
    for options in (), ("-t", "text", "--digits", "1"):
        with tempfile.TemporaryDirectory() as t:
            run = split("-d", t + "/d", *options, stdin=lines_of(docs))
            check("files: status", (run.returncode, run.stderr), (0, b""))
            back = records(split("-f", "text", t + "/d"))
            check("files: texts", [d["text"] for d in back],
                  [d["text"] for d in docs])
            check("files: nothing elsewhere", os.listdir(t), ["d"])


def names():
    docs = [{"id": odd_id(), "text": text(50)} for _ in range(20)]
    with tempfile.TemporaryDirectory() as t:
        run = split("-d", t + "/d", "--name", "%n%i", stdin=lines_of(docs))
        check("names: status", (run.returncode, run.stderr), (0, b""))
        check("names: nothing elsewhere", os.listdir(t), ["d"])
        found = sorted(os.listdir(os.fsencode(t + "/d")))
        check("names: all, in order", [int(n[:3]) for n in found],
              list(range(20)))


def shards():
    docs = [{"id": i, "text": text(200)} for i in range(100)]
    with tempfile.TemporaryDirectory() as t:
        split("-d", t, "--shards", "7", stdin=lines_of(docs))
        back = records(split("-f", "jsonl", t))
    check("shards", sorted(back, key=lambda d: d["id"]), docs)


UNITS = ["paragraph", "sentence", "words=3", "words=100", "lines=1", "lines=7",
         "bytes=1", "bytes=100", "bytes=70000"]


def joined(parts):
    texts = {}
    for d in parts:
        key, number = d["id"].rsplit("#", 1)
        texts.setdefault(key, [])
        check("parts: numbers", int(number), len(texts[key]) + 1)
        texts[key].append(d["text"])
    return {k: "".join(v) for k, v in texts.items()}


def parts():
    most = rng.choice([5, 100, 3000, 300000])
    docs = [{"id": str(i), "text": text(most)}
            for i in range(1 if most > 5000 else 10)]
    want = {d["id"]: d["text"] for d in docs if d["text"] != ""}
    for unit in rng.sample(UNITS, 3):
        for more in (), ("--wrapped",):
            run = split("-b", unit, *more, stdin=lines_of(docs))
            got = {k: v for k, v in joined(records(run)).items() if v != ""}
            check(f"parts: {unit} {more} {most}", got, want)


def parts_of_file():
    """Read in pieces, from a file and from a pipe."""
    want = of_file(text(rng.choice([1000, 400000])))
    want = want.removesuffix("\n")
    with tempfile.TemporaryDirectory() as t:
        path = os.path.join(t, "f")
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(want + "\n")
        for unit in rng.sample(UNITS, 3):
            got = joined(records(split("-f", "text", "-b", unit, path)))
            # A part of a file keeps its line end, but for that of the file.
            check(f"parts of a file: {unit}",
                  "".join(got.values()).removesuffix("\n"), want)
            with open(path, "rb") as f:
                pipe = split("-f", "text", "-b", unit, stdin=f.read())
            check(f"parts of a pipe: {unit}",
                  [d["text"] for d in records(pipe)],
                  [d["text"] for d in
                   records(split("-f", "text", "-b", unit, path))])


def tables():
    rows = [[text(30).replace("\0", "") for _ in range(4)] for _ in range(20)]
    out = io.StringIO()
    # Some versions of Python quote a CR only if it is in the line end.
    csv.writer(out, lineterminator="\r\n").writerows(
        [["id", "text", "العنوان", "x"], *rows])
    data = out.getvalue()
    bom = rng.choice(["", "\ufeff"])
    got = records(split("-f", "csv", stdin=(bom + data).encode()))
    names_ = ["id", "text", "العنوان", "x"]
    want = [dict(zip(names_, r)) for r in
            list(csv.reader(io.StringIO(data, newline="")))[1:]]
    for d in want:
        d["text"] = d["text"].replace("\r\n", "\n").replace("\r", "\n")
    check("csv", got, want)
    at = rng.randrange(1, 15)
    good = "".join(f'{i},"a\nb"\n' for i in range(at))
    run = split("-f", "csv", stdin=f"id,text\n{good}1,2,3\n7,x\n".encode())
    check("csv: ragged", (len(records(run)), run.returncode), (at + 1, 2))
    check("csv: its place", f"-:{2 * at + 2}: ".encode() in run.stderr, True)


CHARSETS = ["windows-1256", "iso-8859-6", "macarabic", "cp720", "utf-16le",
            "utf-16be", "utf-32le", "utf-32be"]
PYTHON = {"windows-1256": "cp1256", "iso-8859-6": "iso8859-6",
          "macarabic": "mac-arabic"}
WORDS = ("في من على أن إلى هذا التي كان بعد قال يوم بين عام كل مدينة كتاب الذي مع "
         "عن هو ما لا وقد حتى ذلك غير عند العربية السلام كتب الناس مصر حياة").split()


def charsets():
    s = "\n".join(
        " ".join(rng.choice(WORDS) for _ in range(rng.randrange(3, 12))) + "."
        for _ in range(rng.randrange(1, 40)))
    for name in CHARSETS:
        data = (s + "\n").encode(PYTHON.get(name, name))
        got = records(split("--encoding", name, stdin=data))
        check(f"{name}: named", [d["text"] for d in got], [s])
        run = split("--encoding", "auto", "--quiet", stdin=data)
        told = [d["text"] for d in records(run)]
        # It may refuse a short text, but never be wrong.
        check(f"{name}: detected", told == [s] or
              (told == [] and b"not certain" in run.stderr), True)
        if len(s) > 500:
            check(f"{name}: sure of a long text", told, [s])
        if name.startswith("utf"):
            got = records(split(stdin="\ufeff".encode(name) + data))
            check(f"{name}: BOM", [d["text"] for d in got], [s])


def as_read(data, name):
    """As browsers read it: what windows-1252 lacks is a control character."""
    return "".join(
        bytes([b]).decode(name, errors="ignore") or chr(b) for b in data)


def mojibake():
    s = "\n".join(" ".join(rng.choice(WORDS) for _ in range(8))
                  for _ in range(5))
    for written, read in (("utf-8", "latin-1"), ("utf-8", "cp1252"),
                          ("utf-8", "cp1256"), ("cp1256", "latin-1"),
                          ("cp1256", "cp1252")):
        wrong = as_read(s.encode(written), read)
        run = split("--repair", "--quiet", stdin=lines_of([{"id": 1,
                                                           "text": wrong}]))
        check(f"{written} read as {read}",
              [d["text"] for d in records(run)], [s])
    docs = lines_of([{"id": i, "text": text(300)} for i in range(10)])
    check("clean text stays", split("--repair", stdin=docs).stdout, docs)


def warc_record(number, body, length=None):
    return (f"WARC/1.0\r\nWARC-Type: conversion\r\n"
            f"WARC-Target-URI: http://a.example/{number}\r\n"
            f"Content-Type: text/plain\r\n"
            f"Content-Length: {len(body) if length is None else length}"
            "\r\n\r\n").encode() + body + b"\r\n\r\n"


def warc_lies():
    """A length that lies: told of at its offset; the others come in."""
    bodies = [of_file(text(400, odd=False)).encode() + b"." for _ in range(12)]
    liar = rng.randrange(11)
    whole, at = b"", 0
    for i, body in enumerate(bodies):
        if i == liar:
            at = len(whole)  # of the record; if too short, of what is left
        lie = len(body) + rng.choice([-1, 7, 300, 10 ** 9])
        whole += warc_record(i, body, lie if i == liar else None)
        if i == liar and lie < len(body):
            at = len(whole) - 5
    for data in whole, gzip.compress(whole):
        run = split("-f", "warc", "--encoding", "utf-8", stdin=data)
        got = {d["url"]: d["text"] for d in records(run)}
        sound = [i for i in range(12) if i not in (liar, liar + 1)]
        check("warc: others", [got.get(f"http://a.example/{i}") for i in sound],
              [bodies[i].decode() for i in sound])
        check("warc: told", run.returncode, 2)
        check("warc: offset", f"byte {at}: ".encode() in run.stderr, True)


def chunks_lie():
    body = "<html><p>نص الصفحة</html>".encode() * 5
    sizes = [b"%x" % len(body), b"ffffffffffffffffff", b"-1", b"zz", b"7fffffff",
             b"", b"0"]
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" \
        b"Transfer-Encoding: chunked\r\n\r\n"
    block = head + rng.choice(sizes) + b"\r\n" + body + b"\r\n" + \
        rng.choice([b"0\r\n\r\n", b"5\r\nab", b""])
    one = (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/1\r\n"
           b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n"
           % len(block)) + block + b"\r\n\r\n"
    run = split(stdin=one + warc_record(2, b"next"))
    check("chunks: the next record", records(run)[-1]["text"], "next")


def archive_of(kind, docs):
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in docs:
                z.writestr(name, data)
        return out.getvalue()
    with tarfile.open(fileobj=out, mode="w") as t:
        for name, data in docs:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    tar = out.getvalue()
    return gzip.compress(tar) if kind == "tar.gz" else tar


def cut_off():
    """What was cut off gives the whole documents before, and says so."""
    docs = [(f"d/{i}.txt", text(3000, odd=False).encode()) for i in range(8)]
    kind = rng.choice(["tar", "tar.gz", "zip"])
    whole = archive_of(kind, docs)
    want = records(split("-f", "text", stdin=whole))
    check(f"{kind}: all", len(want), 8)
    run = split("-f", "text", stdin=whole[:rng.randrange(600, len(whole) - 600)])
    got = records(run)
    check(f"{kind}: cut off", got, want[:len(got)])
    # The cut may go through what fills the last block: then it may be told of.
    check(f"{kind}: told", run.returncode == 2 or len(got) == 8, True)


def nested():
    docs = [("a.txt", "نص".encode())]
    inner = archive_of("zip", [("in.tar.gz", archive_of("tar.gz", docs))])
    check("nested", [d["text"] for d in
                     records(split(stdin=archive_of("tar", [("z", inner)])))],
          ["نص"])
    deep = b"x\n"
    for _ in range(12):
        deep = archive_of("tar", [("n", deep)])
    check("nested too deep", split(stdin=deep).returncode, 2)
    bomb = archive_of("zip", [("b.txt", b"0" * 3000000), ("c.txt", b"c")])
    run = split("--max-ratio", "100", stdin=bomb)
    check("bomb by ratio", (run.returncode, b"ratio" in run.stderr), (2, True))
    run = split("--max-document", "1M", stdin=bomb)
    check("bomb by size", (run.returncode, [d["text"] for d in records(run)]),
          (2, ["c"]))


def main():
    for _ in range(ROUNDS):
        for law in (through_files, names, shards, parts, parts_of_file, tables,
                    charsets, mojibake, warc_lies, chunks_lie, cut_off):
            law()
    nested()
    print(f"split_laws: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
