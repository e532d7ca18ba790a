#!/usr/bin/env python3
"""term-freq as the map and reduce steps of engines: the bytes of a single run.

    tests/oracle/streaming.py BUILD FILE.jsonl [ROUNDS [SEED]]

Each round plays Hadoop Streaming once, by its rules: input splits end at line ends
and may be empty; a combiner runs none, one or two times on sorted output of a
mapper; keys go to reducers by a hash, values of a key come in any order; a reducer
without input may not run, and what it prints is lost.  Then GNU parallel, where it
is installed.
"""
import os
import random
import shutil
import subprocess
import sys
import zlib

WAYS = [  # how words are counted (parts beside that), and what is asked
    ([], []),
    ([], ["--columns", "rank,term,count,percent,cumulative,idf,tf_idf,variants"]),
    (["-p", "search"], ["-s", "term", "--columns", "term,key,documents"]),
    (["--ngram", "1-3"], ["-m", "2", "--columns", "term,words,count"]),
    (["--ngram", "2"], ["-m", "2", "-s", "ll",
                        "--columns", "term,ll,log_dice,delta_p,mi"]),
    (["--stem", "light10"], ["--stop-words", "ar", "-n", "50"]),
    (["--kinds", "word,url,punctuation"], ["--max-documents", "50%"]),
    (["--clitics"], ["--columns", "term,count,documents,variants"]),
    (["-p", "search"], ["--columns", "term,documents,dp,dp_norm,juilland_d,"
                        "carroll_d2,rosengren_s,kld"]),
]


def call(command, data=b""):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE,
                          check=True).stdout


def splits(rng, lines, n):
    ends = sorted(rng.randrange(len(lines) + 1) for _ in range(n - 1))
    return [b"".join(lines[a:b])
            for a, b in zip([0] + ends, ends + [len(lines)])]


def shuffle(rng, lines):
    """Sorted by key; values of a key in any order."""
    lines = list(lines)
    rng.shuffle(lines)
    return sorted(lines, key=lambda line: line.split(b"\t")[0].rstrip(b"\n"))


def hadoop(rng, build, lines, how, ask):
    if ask and ",dp," in ask[-1]:
        how = how + ["--columns", "dp"]
    add = [build + "/term-freq", "-f", "counts", "-t", "counts"]
    nreduce = rng.randrange(1, 6)
    parts = [[] for _ in range(nreduce)]
    for split in splits(rng, lines, rng.randrange(1, 9)):
        out = call([build + "/term-freq", "-f", "jsonl", "-t", "counts"] + how,
                   split).splitlines(True)
        for _ in range(rng.randrange(3)):
            out = call(add, b"".join(shuffle(rng, out))).splitlines(True)
        for line in out:
            key = line.split(b"\t")[0]
            parts[zlib.crc32(key) % nreduce].append(line)
    out = [call(add, b"".join(shuffle(rng, p))) for p in parts if p]
    rng.shuffle(out)
    return b"".join(out)


def main(build, path, rounds=20, seed=1):
    build = os.path.abspath(build)
    with open(path, "rb") as f:
        lines = f.read().splitlines(True)
    rng = random.Random(int(seed))
    nfail = 0
    for i in range(int(rounds)):
        how, ask = WAYS[i % len(WAYS)]
        want = call([build + "/term-freq", "-f", "jsonl", path] + how + ask)
        got = call([build + "/term-freq", "-f", "counts"] + ask,
                   hadoop(rng, build, lines, how, ask))
        if got != want:
            nfail += 1
            print("round %d (seed %s): %s | %s differs" % (
                i, seed, " ".join(how), " ".join(ask)))
    n = int(rounds)
    if shutil.which("parallel"):
        n += 1
        want = call([build + "/term-freq", "-f", "jsonl", path])
        got = call(["sh", "-c", "parallel --will-cite --pipepart -a '%s' --block "
                    "200k '%s/term-freq -f jsonl -t counts' | "
                    "'%s/term-freq' -f counts" % (path, build, build)])
        nfail += got != want
    print("streaming: %d passed, %d failed" % (n - nfail, nfail))
    return nfail != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
