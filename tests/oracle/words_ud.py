#!/usr/bin/env python3
"""Compare words with the surface words of a Universal Dependencies treebank.

    words_ud.py BUILD FILE.conllu

Surface words: the treebank's tokens, those that touch and both have letters
(clitics) put together; tokens without a letter or digit are left out.  Prints
the agreement of spans and the differences; fails below 99 %.
"""
import collections
import json
import subprocess
import sys
import unicodedata


def has(kind, text):
    return any(unicodedata.category(c)[0] in kind for c in text)


def spans(text, words):
    at, found = 0, []
    for word in words:
        begin = text.index(word, at)
        at = begin + len(word)
        found.append((begin, at))
    return found


def surface(text, tokens):
    joined = []
    for begin, end in spans(text, tokens):
        if (joined and joined[-1][1] == begin and has("L", text[begin:end])
                and has("L", text[joined[-1][0]:begin])):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return {s for s in joined if has("LN", text[s[0]:s[1]])}


def treebank(path):
    sentences, skip = [], 0
    for line in open(path, encoding="utf-8"):
        field = line.rstrip("\n").split("\t")
        if line.startswith("# text ="):
            sentences.append((line[8:].strip(), []))
            skip = 0
        elif len(field) > 1 and field[0].count("-") == 1:
            skip = int(field[0].split("-")[1])
            sentences[-1][1].append(field[1])
        elif len(field) > 1 and field[0].isdigit() and int(field[0]) > skip:
            sentences[-1][1].append(field[1])
    return sentences


def ours(build, sentences):
    out = subprocess.run(
        [build + "/split-corpus", "-f", "lines", "-b", "word", "-t", "jsonl"],
        input="".join(t + "\n" for t, _ in sentences).encode(), check=True,
        stdout=subprocess.PIPE).stdout.decode()
    words = collections.defaultdict(list)
    for line in out.splitlines():
        record = json.loads(line)
        number = record["id"].rsplit(":", 1)[1].split("#")[0]
        words[int(number)].append(record["text"])
    return words


def main(build, path):
    sentences = treebank(path)
    words = ours(build, sentences)
    both = gold = made = 0
    differing = collections.Counter()
    for i, (text, tokens) in enumerate(sentences, 1):
        want = surface(text, tokens)
        got = set(spans(text, words[i]))
        both += len(want & got)
        gold += len(want)
        made += len(got)
        differing.update("treebank " + text[a:b] for a, b in want - got)
        differing.update("nass " + text[a:b] for a, b in got - want)
    print("%d sentences, precision %.4f, recall %.4f"
          % (len(sentences), both / made, both / gold))
    for what, count in differing.most_common():
        print("%d\t%s" % (count, what))
    return 0 if both >= 0.99 * gold and both >= 0.99 * made else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
