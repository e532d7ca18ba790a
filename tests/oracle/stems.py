#!/usr/bin/env python3
"""light10 stems against Lucene's ArabicStemmer, on words of texts and made ones.

    tests/oracle/stems.py BUILD JARS FILE ...

Two comparisons: the stem of each word (stem_lines), and what term-freq -p lucene
--stem light10 counts under each key, against ArabicNormalizer and ArabicStemmer.
JARS is a folder with those of lucene-core and lucene-analysis-common; without them,
or without Java, the comparison is skipped with a word.
"""
import collections
import glob
import random
import shutil
import subprocess
import sys

def made(n):
    """Words of affixes and letters, with a mark, a stroke or a Latin letter."""
    rng = random.Random(10)
    letters = ("ال", "و", "ب", "ك", "ف", "لل", "ل", "ا", "ن", "ت", "ي", "ه", "ة",
               "ها", "ان", "ات", "ون", "ين", "يه", "ية", "أ", "إ", "آ", "ى", "س",
               "ر", "ع", "\u064B", "\u0651", "\u0640", "x", "\U0001F600", "پ")
    return {"".join(rng.choice(letters) for _ in range(rng.randrange(1, 8)))
            for _ in range(n)}


def lines(command, words):
    run = subprocess.run(command, input=("\n".join(words) + "\n").encode(),
                         stdout=subprocess.PIPE, check=True)
    return run.stdout.decode().split("\n")[:-1]


def table(build, columns, *args):
    run = subprocess.run(
        [build + "/term-freq", "--quiet", "--no-header", "--columns", columns,
         *args], stdout=subprocess.PIPE, check=True)
    for line in run.stdout.decode().splitlines():
        yield line.split("\t")


def main(build, jars, paths):
    path = ":".join(sorted(glob.glob(jars + "/*.jar")))
    if not shutil.which("java") or not path:
        print("skip: stems: no Java, or no jars of Lucene")
        return 0
    count = {w: int(n) for w, n in table(
        build, "term,count", "-p", "none", *paths)}
    words = sorted(set(count) | made(200000))
    theirs = [line.split("\t") for line in lines(
        ["java", "-cp", path, "tests/oracle/Stems.java"], words)]
    ours = lines([build + "/stem_lines"], words)
    assert len(words) == len(theirs) == len(ours)
    bad = [(w, t[0], o) for w, t, o in zip(words, theirs, ours) if t[0] != o]
    for w, t, o in bad[:10]:
        print("  %r: Lucene %r, nass %r" % (w, t, o))
    want = collections.Counter()
    for word, (_, stem) in zip(words, theirs):
        if word in count and stem:
            want[stem] += count[word]
    got = collections.Counter()
    for key, n in table(build, "key,count", "-p", "lucene", "--stem", "light10",
                        *paths):
        got[key] = int(n)
    keys = [k for k in set(want) | set(got) if want[k] != got[k]]
    for k in sorted(keys)[:10]:
        print("  %r: Lucene %d, term-freq %d" % (k, want[k], got[k]))
    print("stems: %d words, %d differ; %d keys, %d differ" % (
        len(words), len(bad), len(want), len(keys)))
    return bool(bad or keys)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
