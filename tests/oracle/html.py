#!/usr/bin/env python3
"""The tokenizer of lib/html against the conformance cases of html5lib.

    tests/oracle/html.py BUILD CASES.test ...
"""
import json
import os
import re
import subprocess
import sys

STATES = {"Data state": 0, "RCDATA state": 1, "RAWTEXT state": 2,
          "Script data state": 3, "PLAINTEXT state": 4,
          "CDATA section state": 5}


def unescape(x):
    if isinstance(x, str):
        return re.sub(r"\\u([0-9A-Fa-f]{4})",
                      lambda m: chr(int(m.group(1), 16)), x)
    if isinstance(x, list):
        return [unescape(y) for y in x]
    if isinstance(x, dict):
        return {unescape(k): unescape(v) for k, v in x.items()}
    return x


def joined(tokens):
    out = []
    for t in tokens:
        if t[0] == "Character" and out and out[-1][0] == "Character":
            out[-1][1] += t[1]
        else:
            out.append(list(t))
    return out


def main(build, files):
    npass = nfail = nskip = 0
    for name in files:
        tests = json.load(open(name, encoding="utf-8"))
        if "tests" not in tests:
            print("skip %s: infoset tweaks" % os.path.basename(name))
            continue
        for t in tests["tests"]:
            page, want = t["input"], t["output"]
            if t.get("doubleEscaped"):
                page, want = unescape(page), unescape(want)
            try:
                data = page.encode()
            except UnicodeEncodeError:
                nskip += 1  # lone surrogates: no UTF-8 has them
                continue
            for state in t.get("initialStates", ["Data state"]):
                run = subprocess.run(
                    [os.path.join(build, "html_tokens"), str(STATES[state]),
                     t.get("lastStartTag", "")],
                    input=data, stdout=subprocess.PIPE)
                got = joined([json.loads(x) for x in
                              run.stdout.decode().split("\n") if x])
                if got == joined(want):
                    npass += 1
                else:
                    nfail += 1
                    print("FAIL %s: %s (%s)\n  page %r\n  want %r\n  got  %r"
                          % (os.path.basename(name), t["description"], state,
                             page, want, got))
    print("html: %d passed, %d failed, %d skipped" % (npass, nfail, nskip))
    return nfail != 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
