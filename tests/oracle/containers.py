#!/usr/bin/env python3
"""containers.py - does split-corpus read what independent readers read?

	tests/oracle/containers.py BUILD

Number of documents and their texts against Python's csv, json and codecs, warcio
and fastwarc (in build/oracle; without them WARC is skipped), over ../shared/data.
Prints `N passed, N failed`.
"""
import csv
import glob
import gzip
import io
import json
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(os.path.dirname(TOP), "shared", "data")
DATA = os.environ.get("SHARED_DATA", DATA)
BUILD = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/release")
passed = failed = 0


def split(*args, stdin=None):
    run = subprocess.run(
        [os.path.join(BUILD, "split-corpus"), "--quiet", *args],
        input=stdin, capture_output=True, check=False,
    )
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def check(name, got, want):
    global passed, failed
    if got == want:
        passed += 1
        return
    failed += 1
    print(f"FAIL {name}: {len(got)} of {len(want)}")
    for g, w in zip(got, want):
        if g != w:
            same = len(os.path.commonprefix([g, w]))
            print("  got ", same, repr(g[max(0, same - 5):])[:200])
            print("  want", same, repr(w[max(0, same - 5):])[:200])
            break


def plain(text):
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return text[:-1] if text.endswith("\n") else text


def in_data(*parts):
    return sorted(glob.glob(os.path.join(DATA, *parts)))


def check_jsonl():
    for path in in_data("news", "*") + in_data("wiki", "*"):
        with open(path, encoding="utf-8") as f:
            want = [json.loads(line) for line in f]
        check(path, split(path), want)


def check_csv():
    for path in in_data("social", "*.csv"):
        with open(path, encoding="utf-8", newline="") as f:
            rows = list(csv.reader(f))
        for i, name in enumerate(rows[0]):
            got = split("--text-column", name, path)
            want = [r[i].replace("\r\n", "\n").replace("\r", "\n")
                    for r in rows[1:] if r]
            check(f"{path} {name}", [d["text"] for d in got], want)


def check_lines():
    for path in in_data("social", "*.txt"):
        with open(path, encoding="utf-8", newline="\n") as f:
            want = [plain(line) for line in f]
        check(path, [d["text"] for d in split("-f", "lines", path)], want)


CHARSETS = {
    "cp720": "cp720", "iso-8859-6": "iso8859_6", "windows-1256": "cp1256",
    "cp1256": "cp1256", "utf-16be": "utf-16", "utf-16le": "utf-16",
}


def charset_of(path):
    for key, name in CHARSETS.items():
        if key in os.path.basename(path):
            return name
    return "utf-8"


def check_charsets():
    for path in in_data("legacy", "*"):
        member = "html" if path.endswith(".html") else "text"
        with open(path, "rb") as f:
            text = f.read().decode(charset_of(path))
        want = plain(text) if member == "text" else text
        got = split("--encoding", "auto", path)
        check(path, [d[member] for d in got], [want])


def check_pages():
    for path in in_data("html", "*", "*.html"):
        with open(path, "rb") as f:
            want = f.read().decode("utf-8-sig")
        check(path, [d["html"] for d in split(path)], [want])


MARK = re.compile(r"\s*(?:PageV\d+P\d+[A-Z]?|(?<!\S)ms\d+[A-Z]?(?!\S)"
                  r"|@[A-Z]{2}[A-Z0-9]*@?)\s*")


def check_openiti():
    """The words of a book, marks out, in another way of reading it."""
    for path in in_data("classical", "*"):
        with open(path, encoding="utf-8-sig") as f:
            body = f.read().split("#META#Header#End#")[-1]
        body = re.sub(r"^###[ |$@#]*", "", body, flags=re.M)
        body = re.sub(r"^(?:PARATEXT|EDITOR)\|$", "", body, flags=re.M)
        body = re.sub(r"^# ?", "", body, flags=re.M)
        body = re.sub(r"^~~", "", body, flags=re.M)
        want = MARK.sub(" ", body.replace("%~%", " ")).split()
        got = [d["text"].split() for d in split(path)]
        check(path, got, [want])


def page_of(headers, payload):
    """The text of a page where a charset is declared or it is UTF-8."""
    m = re.search(r"charset=[\"']?([\w-]+)", headers.get("Content-Type", ""))
    if m is None:
        m = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", payload[:8192])
    name = m.group(1) if m else "utf-8"
    name = name.decode() if isinstance(name, bytes) else name
    try:
        return payload.decode(
            {"gb2312": "gb18030", "gbk": "gb18030"}.get(name.lower(), name)
        ).lstrip("\ufeff")
    except (LookupError, UnicodeDecodeError):
        return None


def is_text(headers):
    kind = (headers.get("Content-Type") or "").split(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml", "text/plain")


def warcio_documents(path):
    from warcio.archiveiterator import ArchiveIterator

    with open(path, "rb") as f:
        try:
            for r in ArchiveIterator(f, arc2warc=True):
                headers = r.http_headers or r.rec_headers
                if r.rec_type not in ("response", "resource", "conversion"):
                    continue
                headers = {k.title(): v for k, v in headers.headers}
                if not is_text(headers):
                    continue
                body = r.content_stream().read()
                if r.http_headers is None and r.rec_type == "conversion":
                    headers = {"Content-Type": "text/plain; charset=utf-8"}
                yield r.rec_headers.get_header("WARC-Target-URI"), headers, body
        except Exception as e:  # what it cannot read, nobody compares
            print(f"  warcio stops in {os.path.basename(path)}: {e}")


def fastwarc_count(path):
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    n = 0
    kinds = (WarcRecordType.response | WarcRecordType.resource
             | WarcRecordType.conversion)
    with open(path, "rb") as f:
        for r in ArchiveIterator(f, record_types=kinds):
            headers = dict(r.http_headers or r.headers or {})
            headers = {k.title(): v for k, v in headers.items()}
            n += is_text(headers)
    return n


# Files that are damaged on purpose, and the addresses of their whole records, by
# eye: what they lack is told of, and no half record comes in.
DAMAGED = {"clipped": [], "trunc": ["http://example.com/"]}
# warcio cannot read these, or not all of their bodies.
BEYOND_WARCIO = ("non-chunked", "wrong-chunks")


def check_warc():
    try:
        import fastwarc  # noqa: F401
        import warcio  # noqa: F401
    except ImportError:
        print("skip WARC: warcio and fastwarc are not in build/oracle")
        return
    for path in in_data("warc", "*"):
        got = split(path)
        whole = next((DAMAGED[d] for d in DAMAGED if d in path), None)
        if whole is not None:
            check(f"{path} whole records", [d["url"] for d in got], whole)
            continue
        if any(b in path for b in BEYOND_WARCIO):
            check(f"{path} fastwarc", [None] * len(got),
                  [None] * fastwarc_count(path))
            continue
        want = list(warcio_documents(path))
        check(f"{path} addresses", [d["url"] for d in got],
              [w[0] for w in want])
        if not path.endswith(".arc.gz"):
            check(f"{path} fastwarc", [None] * len(got),
                  [None] * fastwarc_count(path))
        for d, (url, headers, body) in zip(got, want):
            page = page_of(headers, body)
            if page is not None:
                check(f"{path} {url}", [d.get("html", d.get("text"))], [page])


def check_through():
    """Through a directory and back: the texts, byte for byte."""
    import tempfile

    for path in in_data("wiki", "*") + in_data("news", "*"):
        with tempfile.TemporaryDirectory() as t:
            subprocess.run([os.path.join(BUILD, "split-corpus"), "-d", t, path],
                           check=True)
            texts = [d["text"] for d in split(t)]
        check(f"{path} through -d", texts,
              [plain(d["text"] + "\n").removeprefix("\ufeff")
               for d in split(path)])


def main():
    if not os.path.isdir(DATA):
        print("skip: needs ../shared")
        return 0
    for f in (check_jsonl, check_csv, check_lines, check_charsets, check_pages,
              check_openiti, check_warc, check_through):
        f()
    print(f"containers: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
