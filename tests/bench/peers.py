"""What a Python user would write instead: peers.py TASK FILE.

Each task takes the shortest road that its library documents.
"""

import sys


def counter(path):
    """Word counts, most frequent first."""
    from collections import Counter

    with open(path, "rb") as file:
        counts = Counter(file.read().split())
    write = sys.stdout.buffer.write
    for word, count in counts.most_common():
        write(b"%s\t%d\n" % (word, count))


def table(path):
    """Rows of CSV as JSON Lines."""
    import csv
    import json

    csv.field_size_limit(1 << 30)
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            print(json.dumps(row, ensure_ascii=False))


def camel(path):
    """The four normalisers of CAMeL Tools."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
    )

    with open(path, encoding="utf-8") as file:
        for line in file:
            line = normalize_alef_ar(dediac_ar(line))
            line = normalize_alef_maksura_ar(line)
            sys.stdout.write(normalize_teh_marbuta_ar(line))


def pyarabic(path):
    """PyArabic, function by function."""
    from pyarabic import araby

    with open(path, encoding="utf-8") as file:
        for line in file:
            line = araby.strip_tashkeel(line)
            line = araby.strip_tatweel(line)
            line = araby.normalize_alef(line)
            sys.stdout.write(araby.normalize_teh(line))


def justext(path):
    """jusText's classifier over the lines of documents."""
    import json

    import justext.core
    from justext.paragraph import Paragraph

    class Path:
        dom = xpath = "p"

    stop_words = justext.get_stoplist("Arabic")
    with open(path, encoding="utf-8") as file:
        for record in file:
            paragraphs = []
            for line in json.loads(record)["text"].split("\n"):
                paragraph = Paragraph(Path)
                paragraph.append_text(line)
                paragraphs.append(paragraph)
            justext.core.classify_paragraphs(paragraphs, stop_words)
            justext.core.revise_paragraph_classification(paragraphs)
            for paragraph in paragraphs:
                if not paragraph.is_boilerplate:
                    print(paragraph.text)


def warcio(path):
    """The texts of WET records by warcio."""
    from warcio.archiveiterator import ArchiveIterator

    with open(path, "rb") as file:
        for record in ArchiveIterator(file):
            sys.stdout.buffer.write(record.content_stream().read())


def fastwarc(path):
    """The texts of WET records by FastWARC."""
    from fastwarc.warc import ArchiveIterator

    with open(path, "rb") as file:
        for record in ArchiveIterator(file):
            sys.stdout.buffer.write(record.reader.read())


def pages_of(path):
    """Web pages, each with a NUL behind it."""
    with open(path, "rb") as file:
        return file.read().split(b"\0")[:-1]


def trafilatura(path):
    """Texts of web pages by trafilatura, as its documentation says."""
    from trafilatura import extract

    for page in pages_of(path):
        print(extract(page) or "")


def justext_html(path):
    """Texts of web pages by jusText."""
    import justext as library

    stop_words = library.get_stoplist("Arabic")
    for page in pages_of(path):
        for paragraph in library.justext(page, stop_words, encoding="utf-8"):
            if not paragraph.is_boilerplate:
                print(paragraph.text)


PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>%(title)s - sahifa</title><link rel="stylesheet" href="/a.css">
<script>var page = {id: %(id)s, ads: ["top", "side"]};</script></head>
<body class="single"><header id="top"><nav><ul class="menu">%(menu)s</ul></nav>
</header><div id="wrap"><div class="breadcrumb"><a href="/">%(word)s</a> &raquo;
<a href="/x">%(word)s</a></div><article class="post"><h1>%(title)s</h1>
<div class="meta"><span class="date">%(date)s</span></div>
<div class="entry-content">%(text)s</div><div class="share"><a href="#">F</a>
<a href="#">X</a></div></article><aside class="sidebar"><h3>%(word)s</h3><ul>
%(side)s</ul></aside></div><footer><ul>%(menu)s</ul><p>&copy; sahifa</p></footer>
<script src="/b.js"></script></body></html>
"""


def make_pages(path):
    """Not a peer: documents as web pages, as pages_of reads them."""
    import json

    titles = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file):
            record = json.loads(line)
            title, *rest = record["text"].split("\n")
            words = title.split() or ["x"]
            titles = (titles + [title])[-20:]
            page = PAGE % {
                "id": number,
                "title": title,
                "word": words[0],
                "date": record["date"],
                "menu": "".join('<li><a href="/%d">%s</a></li>' % (i, w)
                                for i, w in enumerate(3 * words)),
                "side": "".join('<li><a href="/%d">%s</a></li>' % (i, t)
                                for i, t in enumerate(titles)),
                "text": "".join("<p>%s</p>\n" % p for p in rest if p),
            }
            sys.stdout.buffer.write(page.encode() + b"\0")


def make_pages_jsonl(path):
    """Not a peer: such pages as records with html."""
    import json

    for number, page in enumerate(pages_of(path)):
        print(json.dumps({"id": str(number), "html": page.decode()},
                         ensure_ascii=False))


def make_warc(path):
    """Not a peer: documents as WET, a gzip member per record."""
    import gzip
    import json

    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\n"
        "WARC-Target-URI: %s\r\nWARC-Date: %sT00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
        "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
    )
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file):
            record = json.loads(line)
            text = record["text"].encode()
            start = head % (record["url"], record["date"], number, len(text))
            member = start.encode() + text + b"\r\n\r\n"
            sys.stdout.buffer.write(gzip.compress(member, 6, mtime=0))


TASKS = {
    "counter": counter,
    "csv": table,
    "camel": camel,
    "pyarabic": pyarabic,
    "justext": justext,
    "warcio": warcio,
    "fastwarc": fastwarc,
    "trafilatura": trafilatura,
    "justext-html": justext_html,
    "make-pages": make_pages,
    "make-pages-jsonl": make_pages_jsonl,
    "make-warc": make_warc,
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](sys.argv[2])
