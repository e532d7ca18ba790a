#!/usr/bin/env python3
"""kwic against independent answers.

    tests/oracle/kwic.py BUILD FILE ...

All of FILE, as split-corpus reads it.

collocates  a naive count over the words of split-corpus -b word, their keys from
            arabic-normalize, the measures from their definitions
counts      hits of every word of the files equal term-freq's counts of it, under
            every profile
"""
import collections
import json
import math
import os
import subprocess
import sys
import tempfile


def run(build, *command, text=None):
    done = subprocess.run(
        [os.path.join(build, command[0]), *command[1:]],
        input=None if text is None else text.encode(),
        stdout=subprocess.PIPE, check=False)
    if done.returncode > 1:
        sys.exit("%s: status %d" % (" ".join(command), done.returncode))
    return done.stdout.decode().split("\n")[:-1]


# Collocates --------------------------------------------------------------------

def documents(build, paths):
    """The words of each document, as written and folded."""
    # What kind a word is, is told elsewhere: those that term-freq counts.
    counted = set(run(build, "term-freq", "-p", "none", "--columns", "term",
                      "--no-header", "--on-error", "ignore", *paths))
    docs = []
    for line in run(build, "split-corpus", "-b", "word", "-t", "jsonl",
                    "--on-error", "ignore", *paths):
        record = json.loads(line)
        if record["id"].endswith("#1"):  # ids may repeat
            docs.append([])
        if record.get("text") in counted:  # a page has none
            docs[-1].append(record["text"])
    words = [w for doc in docs for w in doc]
    keys = iter(run(build, "arabic-normalize", "-f", "lines", "-p", "standard",
                    text="".join(w + "\n" for w in words)))
    return [[next(keys) for _ in doc] for doc in docs]


def naive(docs, node, left, right):
    f = collections.Counter(w for doc in docs for w in doc)
    before, after = collections.Counter(), collections.Counter()
    nhit = 0
    for doc in docs:
        for i, word in enumerate(doc):
            if word != node:
                continue
            nhit += 1
            before.update(doc[max(0, i - left):i])
            after.update(doc[i + 1:i + 1 + right])
    n = sum(f.values())
    rows = {}
    for w in before.keys() | after.keys():
        o = before[w] + after[w]
        e = nhit * f[w] * (left + right) / n
        rows[w] = (o, before[w], after[w], nhit, f[w], n,
                   14 + math.log2(2 * o / (nhit + f[w])),
                   math.log2(o / e), math.log2(o ** 3 / e),
                   (o - e) / math.sqrt(o), (o - e) / math.sqrt(e))
    return rows


def check_collocates(build, paths):
    docs = documents(build, paths)
    f = collections.Counter(w for doc in docs for w in doc if w.isalpha())
    common = [w for w, _ in f.most_common(2000)]
    nodes = common[::199] + ["كتاب"]
    columns = "term,count,before,after,f1,f2,n,log_dice,mi,mi3,t,z"
    nfail = 0
    for i, node in enumerate(nodes):
        left, right = [(5, 5), (0, 3), (2, 0), (11, 1)][i % 4]
        want = naive(docs, node, left, right)
        options = ["-j", "1"] if i % 2 else ["-j", "3", "-S", "64K"]
        got = run(build, "kwic", "--collocates", "--no-header", "--columns",
                  columns, "--window", "%d,%d" % (left, right), "-p",
                  "standard", "--on-error", "ignore", *options, node, *paths)
        terms = run(build, "arabic-normalize", "-f", "lines", text="".join(
            row.split("\t")[0] + "\n" for row in got))
        rows = {t: tuple(map(float, row.split("\t")[1:]))
                for t, row in zip(terms, got)}
        same = rows.keys() == want.keys() and all(
            math.isclose(x, y, rel_tol=1e-4, abs_tol=1e-4)
            for w in want for x, y in zip(rows[w], want[w]))
        if not same or len(got) != len(want):
            nfail += 1
            wrong = [w for w in want.keys() | rows.keys()
                     if w not in rows or w not in want
                     or rows[w][:6] != want[w][:6]]
            print("collocates of %s: %d rows, want %d" % (
                node, len(got), len(want)))
            for w in wrong[:5]:
                print("  %s: %s, want %s" % (w, rows.get(w), want.get(w)))
    print("collocates: %d nodes, %d failed" % (len(nodes), nfail))
    return nfail


# Counts ------------------------------------------------------------------------

def check_counts(build, paths):
    profiles = [line.split()[0] for line in
                run(build, "arabic-normalize", "--list-profiles")]
    nfail = ntype = 0
    for profile in profiles:
        counts = {}
        for line in run(build, "term-freq", "-p", profile, "--no-header",
                        "--on-error", "ignore", "--columns", "key,term,count",
                        *paths):
            key, term, count = line.split("\t")
            if " " not in key:  # a cell's space may be any that joins words
                counts[key] = (term, int(count))
        escape = str.maketrans({c: "\\" + c for c in "*?|\\"})
        terms = {term: key for key, (term, _) in counts.items()}
        patterns = [t.translate(escape) for t in terms]
        # A gap is no word.
        patterns = ["\\" + p if p.startswith("..") else p for p in patterns]
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as f:
            f.write("".join(p + "\n" for p in patterns))
            f.flush()
            got = collections.Counter(run(
                build, "kwic", "-p", profile, "--no-header", "--columns",
                "pattern", "--on-error", "ignore", "--patterns", f.name,
                *paths))
        for pattern, (term, key) in zip(patterns, terms.items()):
            # A word finds its hashtag too.
            want = counts[key][1] + counts.get("#" + key, ("", 0))[1]
            if got[pattern] != want:
                nfail += 1
                if nfail <= 10:
                    print("counts -p %s: %r: %d hits, want %d" % (
                        profile, term, got[pattern], want))
        ntype += len(terms)
    print("counts: %d profiles, %d types, %d failed" % (
        len(profiles), ntype, nfail))
    return nfail


def main(build, paths):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for line in run(build, "split-corpus", "--on-error", "ignore", *paths):
            f.write(line + "\n")
        f.flush()
        nfail = check_collocates(build, [f.name]) + check_counts(build, [f.name])
    sys.exit(nfail > 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
