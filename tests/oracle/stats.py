#!/usr/bin/env python3
"""Statistics of term-freq against scipy, nltk, scikit-learn and LexicalRichness.

    tests/oracle/stats.py BUILD

Documents are made of invented words by a seed; counts come from a Counter here, and
what a library computes from them must be equal to 1e-9.  What no library has is
computed from its definition with fractions, which do not round.
"""
import collections
import decimal
import fractions
import json
import math
import random
import subprocess
import sys
import tempfile

sys.path.pop(0)  # this folder has an html.py
try:
    import numpy
    from lexicalrichness import LexicalRichness
    from nltk.metrics import BigramAssocMeasures as Pair
    from scipy import stats
    from scipy.spatial.distance import cityblock
    from sklearn.feature_extraction.text import TfidfTransformer
except ImportError as e:
    print("skip: statistics: %s" % e)
    sys.exit(0)

F = fractions.Fraction
bad = collections.Counter()
checked = collections.Counter()


def same(name, got, want):
    """Equal to 1e-9 of the larger; None is an empty cell."""
    checked[name] += 1
    if want is not None and not math.isfinite(want):
        want = None
    if got is None or want is None:
        ok = got is want
    else:
        ok = abs(got - want) <= 1e-9 * max(abs(got), abs(want), 1e-12)
    if not ok:
        bad[name] += 1
        if bad[name] < 4:
            print("  %s: term-freq %r, oracle %r" % (name, got, want))


def g2(cells):
    """2 sum o ln(o/e), of pairs (o, e) of fractions, to 50 digits."""
    D = decimal.Decimal
    with decimal.localcontext() as c:
        c.prec = 50
        return float(2 * sum(
            D(o) * (D(o) * D(e.denominator) / D(e.numerator)).ln()
            for o, e in cells if o))


def four(table):
    """The cells of a table of four with what is expected of each."""
    rows = [sum(r) for r in table]
    columns = [sum(c) for c in zip(*table)]
    return [(table[i][k], F(rows[i] * columns[k], sum(rows)))
            for i in (0, 1) for k in (0, 1)]


def make(seed, ndoc, nword, share):
    """Documents of sentences of words by a law like Zipf's."""
    rng = random.Random(seed)
    words = ["w" + "".join(rng.choice("abcdefgh") for _ in range(4))
             for _ in range(nword)]
    weights = [1 / (i + 2.7) for i in range(nword)]
    docs = []
    for _ in range(ndoc):
        n = rng.randrange(1, share)
        text = rng.choices(words, weights, k=n)
        docs.append([text[i:i + 9] for i in range(0, n, 9)])
    return docs


def write(docs):
    f = tempfile.NamedTemporaryFile("w", suffix=".jsonl")
    for i, doc in enumerate(docs):
        text = "\n".join(" ".join(s) for s in doc)
        f.write(json.dumps({"id": i, "text": text}) + "\n")
    f.flush()
    return f


def run(build, *args):
    out = subprocess.run(
        [build + "/term-freq", "-t", "jsonl", "--precision", "17", *args],
        check=True, stdout=subprocess.PIPE).stdout.decode()
    return [json.loads(line) for line in out.splitlines()]


def check_keyness(build, here, there):
    a, b = write(here), write(there)
    fa = collections.Counter(w for d in here for s in d for w in s)
    fb = collections.Counter(w for d in there for s in d for w in s)
    c, d = sum(fa.values()), sum(fb.values())
    names = ("ll ll4 chi2 log_ratio percent_diff simple_maths odds_ratio bic p"
             .split())
    rows = run(build, "--reference", b.name, "--columns",
               "term,count,ref_count," + ",".join(names), a.name)
    ps = []
    for r in rows:
        x, y = fa[r["term"]], fb[r["term"]]
        same("count", r["count"], x)
        same("ref_count", r["ref_count"], y)
        sign = -1 if F(x, c) < F(y, d) else 1
        e = [F(c * (x + y), c + d), F(d * (x + y), c + d)]
        ll = g2(zip((x, y), e))
        same("ll of scipy", 1 + abs(r["ll"]), 1 + stats.power_divergence(
            [x, y], [float(m) for m in e],
            lambda_="log-likelihood").statistic)
        same("ll", r["ll"], sign * ll)
        table = [[x, y], [c - x, d - y]]
        same("ll4", r["ll4"], sign * g2(four(table)))
        # Its digits cancel near 0.
        same("ll4 of scipy", 1 + abs(r["ll4"]), 1 + stats.chi2_contingency(
            table, correction=False, lambda_="log-likelihood")[0])
        same("chi2", r["chi2"], sign * stats.chi2_contingency(
            table, correction=False)[0])
        same("log_ratio", r["log_ratio"], math.log2(
            F(2 * x or 1, 2 * c) / F(2 * y or 1, 2 * d)))
        r2 = F(y * 10**6, d) if y else F(1, 10**18)
        same("percent_diff", r["percent_diff"],
             float((F(x * 10**6, c) - r2) * 100 / r2))
        same("simple_maths", r["simple_maths"], float(
            (F(x * 10**6, c) + 1) / (F(y * 10**6, d) + 1)))
        same("odds_ratio", r["odds_ratio"], stats.contingency.odds_ratio(
            table, kind="sample").statistic if y else None)
        same("bic", r["bic"], ll - math.log(c + d))
        same("p", r["p"], stats.chi2.sf(ll, 1))
        ps.append((stats.chi2.sf(ll, 1), r["term"]))
    n = len(ps)
    rank, least = {}, 0
    for i, (p, term) in enumerate(sorted(ps)):
        least = max(least, min(1, p * (n - i)))
        rank[term] = least
    for way in ("bonferroni", "holm"):
        for r in run(build, "--reference", b.name, "--columns", "term,p",
                     "--adjust", way, a.name):
            p = dict((t, p) for p, t in ps)[r["term"]]
            same(way, r["p"],
                 min(1, p * n) if way == "bonferroni" else rank[r["term"]])


def check_association(build, docs):
    f = write(docs)
    one = collections.Counter(w for d in docs for s in d for w in s)
    two = collections.Counter(
        p for d in docs for s in d for p in zip(s, s[1:]))
    n = sum(one.values())
    names = "mi mi3 npmi t z ll dice log_dice delta_p".split()
    for r in run(build, "--ngram", "2", "--columns",
                 "term,count," + ",".join(names), f.name):
        v, w = r["term"].split()
        o, x, y = two[v, w], one[v], one[w]
        args = (o, (x, y), n)
        e = F(x * y, n)
        same("pair", r["count"], o)
        same("mi", r["mi"], Pair.pmi(*args))
        same("mi3", r["mi3"], math.log2(o**3 / e))
        same("npmi", r["npmi"], Pair.pmi(*args) / -math.log2(o / n))
        same("t", r["t"], Pair.student_t(*args))
        same("z", r["z"], float(o - e) / math.sqrt(e))
        table = [[o, x - o], [y - o, n - x - y + o]]
        same("pair ll", r["ll"], math.copysign(g2(four(table)), o - e))
        same("pair ll of scipy", 1 + abs(r["ll"]), 1 + stats.chi2_contingency(
            table, correction=False, lambda_="log-likelihood")[0])
        same("dice", r["dice"], Pair.dice(*args))
        same("log_dice", r["log_dice"], 14 + math.log2(Pair.dice(*args)))
        same("delta_p", r["delta_p"], float(F(o, x) - F(y - o, n - x)))


def arf(places, n):
    v = F(n, len(places))
    gaps = [(b - a) % n or n for a, b in zip(places, places[1:] + places[:1])]
    return float(sum(min(F(g), v) for g in gaps) / v)


def check_dispersion(build, docs):
    f = write(docs)
    sizes = numpy.array([sum(map(len, d)) for d in docs])
    n = int(sizes.sum())
    share = sizes / n
    counts = [collections.Counter(w for s in d for w in s) for d in docs]
    places = collections.defaultdict(list)
    for i, w in enumerate(w for d in docs for s in d for w in s):
        places[w].append(i)
    names = "dp dp_norm juilland_d carroll_d2 rosengren_s kld arf".split()
    rows = run(build, "--columns", "term,idf,tf_idf,documents," +
               ",".join(names), f.name)
    terms = [r["term"] for r in rows]
    matrix = numpy.array([[c[t] for t in terms] for c in counts])
    # Its idf is ln(D / df) + 1.
    idf = TfidfTransformer(smooth_idf=False, norm=None).fit(matrix).idf_ - 1
    for i, r in enumerate(rows):
        v = matrix[:, i]
        total = v.sum()
        p = v / sizes
        dp = cityblock(v / total, share) / 2
        same("documents", r["documents"], int((v > 0).sum()))
        same("idf", r["idf"], idf[i])
        same("tf_idf", r["tf_idf"], total * idf[i])
        same("dp", r["dp"], dp)
        same("dp_norm", r["dp_norm"], dp / (1 - share.min()))
        same("juilland_d", 1 - r["juilland_d"],
             stats.variation(p) / math.sqrt(len(docs) - 1))
        same("carroll_d2", r["carroll_d2"],
             stats.entropy(p, base=2) / math.log2(len(docs)))
        same("rosengren_s", r["rosengren_s"],
             numpy.sqrt(share * v).sum() ** 2 / total)
        same("kld", r["kld"], stats.entropy(v, share, base=2))
        same("arf", r["arf"], arf(places[r["term"]], n))


def check_richness(build, docs):
    f = write(docs)
    words = [w for d in docs for s in d for w in s]
    lex = LexicalRichness(" ".join(words), preprocessor=None,
                          tokenizer=str.split)
    got = {r["measure"]: r["value"] for r in run(build, "--summary", f.name)}
    n = len(words)
    one = collections.Counter(words)
    same("tokens", got["tokens"], n)
    same("types", got["types"], len(one))
    same("hapax", got["hapax"], sum(c == 1 for c in one.values()))
    same("ttr", got["ttr"], lex.ttr)
    # msttr leaves out the last segment even if it is whole.
    assert n < 1000 or n % 1000
    same("sttr", got["sttr"],
         lex.msttr(1000, discard=True) if n > 1000 else None)
    same("mattr", got["mattr"],
         lex.mattr(500) if n >= 500 else lex.ttr)
    same("mtld", got["mtld"], lex.mtld(0.72))
    same("hd_d", got["hd_d"], sum(
        1 - stats.hypergeom.pmf(0, n, c, 42) for c in one.values()) / 42)
    same("yule_k", got["yule_k"], float(10**4 * (
        F(sum(c * c for c in one.values()), n * n) - F(1, n))))


def main(build):
    for seed in range(4):
        here = make(seed, 20, 20 + 60 * seed, 200)
        there = make(seed + 100, 20, 20 + 60 * seed, 300)
        # Half of the words of one are those of the other.
        names = sorted({w for d in here for s in d for w in s})
        others = sorted({w for d in there for s in d for w in s})
        other = dict(zip(others, names[::2]))
        there = [[[other.get(w, w) for w in s] for s in d] for d in there]
        check_keyness(build, here, there)
        check_association(build, here)
        check_dispersion(build, here)
        check_richness(build, here)
    check_richness(build, make(7, 3, 50, 40))
    for name in checked:
        print("%s: %d of %d differ" % (name, bad[name], checked[name]))
    print("statistics: %d measures, %d passed, %d failed" % (
        len(checked), len(checked) - len(bad), len(bad)))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
