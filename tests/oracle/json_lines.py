#!/usr/bin/env python3
"""The JSON scanner against Python's json.

	tests/oracle/json_lines.py BUILD [ROUNDS [SEED]]

Records are generated and broken; a filter that changes nothing passes them
on.  What it accepts is what Python accepts (strictly: no NaN, an object, a
text that is a string); the text it decodes is Python's, lone surrogates
replaced; the bytes of the records stay.
"""
import json
import random
import re
import subprocess
import sys
import tempfile

build = sys.argv[1]
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(2**32)
rnd = random.Random(seed)
print(f"json_lines.py: {rounds} records, seed {seed}")

LETTERS = ["ك", "ت", "\\u0643", "\\u062a", "\\ud83d\\ude00", "\\ud800", "a",
           " ", "\\n", '\\"', "\\\\", "\\/", "\U0001f600", "\\u0000", "\\uFFFF",
           "\\u00e9", "é", "\\b", "\x7f", "\u2028"]
NAMES = ['"text"', '"te\\u0078t"', '"id"', '"x"', '""', '"\\u0074ext"']
SCALARS = ["null", "true", "false", "0", "-0", "1.5", "1e9", "-2E-3", "12e+2"]
NOISE = list('{}[]",:\\u0a-+.eE \t\rtnf1') + ["\x01", "\\u", "NaN", "01"]


def string():
    return '"' + "".join(rnd.choices(LETTERS, k=rnd.randrange(12))) + '"'


def space():
    return rnd.choice(["", "", "", " ", "\t", " \r "])


def value(depth):
    kind = rnd.randrange(6)
    if kind < 2 or depth == 0:
        return string()
    if kind < 4:
        return rnd.choice(SCALARS)
    n = rnd.randrange(4)
    if kind == 4:
        return "[" + ",".join(space() + value(depth - 1) + space()
                              for _ in range(n)) + space() + "]"
    return members([(string(), value(depth - 1)) for _ in range(n)])


def members(list_of):
    return "{" + ",".join(space() + n + space() + ":" + space() + v + space()
                          for n, v in list_of) + space() + "}"


def record():
    list_of = [(rnd.choice(NAMES), value(3)) for _ in range(rnd.randrange(5))]
    if rnd.random() < 0.8:
        list_of.append((rnd.choice(NAMES[:2]), string()))
    line = space() + members(list_of) + space()
    for _ in range(rnd.choice([0, 0, 1, 2])):
        at = rnd.randrange(len(line) + 1)
        line = rnd.choice([line[:at] + rnd.choice(NOISE) + line[at:],
                           line[:at] + line[at + 1:],
                           line[:at] + rnd.choice(NOISE) + line[at + 1:],
                           line[:at] if rnd.random() < 0.1 else line])
    return line.replace("\n", " ")


def refuse(word):
    raise ValueError(word)


def expected(line):
    """The text with its surrogates, or None for a bad record."""
    try:
        found = json.loads(line, parse_constant=refuse)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        return None
    return found["text"]


def repaired(text):
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def run(arguments, path):
    return subprocess.run(
        [f"{build}/arabic-normalize", "-p", "none", "-f", "jsonl", "--quiet",
         "-j", "2", *arguments, path], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, check=False)


lines = [record() for _ in range(rounds)]
lines = [line for line in lines if line.strip(" \t\r") != ""]
texts = [expected(line) for line in lines]
with tempfile.TemporaryDirectory() as folder:
    path = folder + "/in"
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write("\n".join(lines) + "\n")
    rejects = folder + "/rejects"
    got = run(["--rejects", rejects], path).stdout.decode().split("\n")[:-1]
    as_text = run(["-t", "text"], path).stdout.decode()
    with open(rejects, encoding="utf-8", newline="") as f:
        bad = f.read().split("\n")[:-1]

failures = 0


def fail(what, *about):
    global failures
    failures += 1
    if failures < 10:
        print("json_lines.py:", what, *map(repr, about))


good = [(line, text) for line, text in zip(lines, texts) if text is not None]
if bad != [line for line, text in zip(lines, texts) if text is None]:
    ours = set(bad)
    for line, text in zip(lines, texts):
        if (text is None) != (line in ours):
            fail("ours says", line, "bad" if line in ours else "good")
if len(got) != len(good):
    fail("records out", len(got), len(good))
for (line, text), out in zip(good, got):
    if text == repaired(text) and line != out:
        fail("changed", line, out)
want = "".join(repaired(text) + ("" if text.endswith("\n") else "\n")
               for line, text in good)
if as_text != want:
    at = next((i for i, (a, b) in enumerate(zip(as_text, want)) if a != b), 0)
    fail("text", as_text[at - 20:at + 20], want[at - 20:at + 20])
print(f"json_lines.py: {len(good)} good, {len(bad)} bad, {failures} differences")
sys.exit(failures > 0)
