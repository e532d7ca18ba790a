/*
 * needle.c - what the folded text must hold where a pattern has a hit.
 */
#include "match/fast.h"

#include <string.h>

#include "text/dense.h"
#include "text/utf8.h"

/* Needles -------------------------------------------------------------------- */

/*
 * How rare a byte is in Arabic prose, roughly: its -log2. U+0627 0644 064A 0645
 * 0648 0646 are half of all letters.
 */
static unsigned
rarity(uint8_t byte)
{
	switch (nass_dense_code_point(byte)) {
	case 0x0627:
	case 0x0644:
		return 3;
	case 0x064A:
	case 0x0645:
	case 0x0648:
	case 0x0646:
	case 0x0631:
	case 0x062A:
		return 4;
	case 0x0628:
	case 0x0629:
	case 0x0639:
	case 0x062F:
	case 0x0641:
	case 0x0633:
	case 0x0647:
		return 5;
	default:
		return byte >= 0x80 ? 7 : 8;
	}
}

static unsigned
score(const unsigned char *p, size_t n)
{
	unsigned sum = 0;

	while (n-- > 0)
		sum += rarity(*p++);
	return sum;
}

/* Take run p[0..n) if it is better; a whole word tells more than a part. */
static void
offer(struct match__best *best, const unsigned char *p, size_t n, bool is_run)
{
	unsigned s = score(p, n) + (is_run ? 4 : 0);

	if (n == 0 || n > sizeof(best->run) || s <= best->score)
		return;
	memcpy(best->run, p, n);
	best->n = n;
	best->score = s;
	best->is_run = is_run;
}

/* A run that grows letter by letter. */
struct growing {
	unsigned char p[256];
	size_t n;
	size_t nsame; /* of its last letter */
	bool is_cut;
	uint8_t before; /* what stands before it */
};

/*
 * Of a run that the profile shortens the text may have more: what stands before
 * is a needle with its first letters, what stands behind with its last.
 */
static void
grow(struct growing *g, uint8_t byte, unsigned repeat, struct match__best *best)
{
	g->nsame = g->n > 0 && g->p[g->n - 1] == byte ? g->nsame + 1 : 1;
	g->p[g->n++] = byte;
	if (g->nsame != repeat)
		return;
	offer(best, g->p, g->n, false);
	memmove(g->p, g->p + g->n - repeat, repeat);
	g->n = repeat;
	g->is_cut = true;
}

/*
 * The runs of one kind of letter in a folded string.  is_whole: it is a whole
 * word, so that each run has no letter of its kind beside it in the text; but a
 * character outside the alphabet may stand there as a letter and a mark, and
 * between letters or digits of others a tatweel that falls out.
 */
void
match__offer_runs(const struct match__fast *f, struct nass_str key,
    bool is_whole, struct match__best *best)
{
	struct growing g = { .before = ' ' };
	uint8_t last = ' ';
	uint8_t byte;
	uint8_t kind = 0;
	size_t at;
	size_t n = 1;

	for (at = 0; at <= key.n; at += n) {
		byte = ' ';
		if (at < key.n)
			byte = match__coarse(
			    nass_utf8_get(key.p + at, &n), f->is_identity);
		if (byte == SIMD_FOLD_DROP)
			continue;
		if (g.n == 0 || f->letter[byte] != kind || g.n == sizeof(g.p)) {
			offer(best, g.p, g.n,
			    is_whole && kind == MATCH__ARABIC && !g.is_cut &&
				g.before != SIMD_FOLD_OTHER &&
				byte != SIMD_FOLD_OTHER && g.n < sizeof(g.p));
			g.before = g.n < sizeof(g.p) ? last : SIMD_FOLD_OTHER;
			g.n = 0;
			g.is_cut = false;
		}
		kind = f->letter[byte];
		if (kind != 0)
			grow(&g, byte, f->repeat, best);
		last = byte;
	}
}

/* What of an element's letters stands in every word that meets it. */
static struct nass_str
core(const struct nass_match *m, struct nass_str key)
{
	struct nass_str core = key;
	size_t i;

	if (!m->opts.has_clitics)
		return key;
	/* Letters of two bytes: what is without them has no clitics. */
	for (i = 0; i < key.n; i++)
		if (((unsigned char)key.p[i] & 0xE0) == 0xC0)
			core = nass_clitics_core(key);
	return core;
}

/* Of its own key, or, from 1 on, of the forms that the map gives it. */
static void
best_of_element(const struct nass_match *m, const struct match__element *e,
    size_t form, struct match__best *best)
{
	const struct match__fast *f = m->fast;
	size_t i;

	best->n = 0;
	best->score = 0;
	if (!e->is_glob)
		match__offer_runs(f,
		    core(m, form == 0 ? e->key : e->form[form - 1]),
		    f->allows_runs, best);
	for (i = 0; e->is_glob && i < e->npiece; i++)
		match__offer_runs(f, core(m, e->piece[i].key), false, best);
}

/* Each form of the map to the elements of its headword, or counted there. */
static void
give_forms(struct nass_match *m)
{
	struct match__element *e;
	size_t i;
	size_t k;

	for (i = 0; i < m->nmap; i++) {
		k = m->bucket[nass_hash(m->map[i].head, 0) & (m->nbucket - 1)];
		for (; k != MATCH__NO; k = e->next) {
			e = &m->element[k];
			if (!nass_str_eq(e->key, m->map[i].head))
				continue;
			if (e->form != NULL)
				e->form[e->nform] = m->map[i].form;
			e->nform++;
		}
	}
}

enum nass_code
match__forms_ready(struct nass_match *m, struct nass_err *err)
{
	struct match__element *e;

	give_forms(m);
	for (e = m->element; m->nmap > 0 && e < m->element + m->nelement; e++) {
		e->form = nass_arena_get(
		    &m->arena, (e->nform + 1) * sizeof(*e->form));
		if (e->form == NULL)
			return nass_fail_nomem(err);
		e->nform = 0;
	}
	give_forms(m);
	return NASS_OK;
}

/* The two rarest of its bytes, among the first 64. */
struct simd_pair
match__rarest_pair(const struct match__needle *needle)
{
	size_t n = needle->n < 64 ? needle->n : 64;
	size_t first = 0;
	size_t second;
	size_t k;

	for (k = 1; k < n; k++)
		if (rarity(needle->p[k]) > rarity(needle->p[first]))
			first = k;
	second = first == 0 ? n - 1 : 0;
	for (k = 0; k < n; k++)
		if (k != first &&
		    rarity(needle->p[k]) > rarity(needle->p[second]))
			second = k;
	return (struct simd_pair){ needle->p[first], needle->p[second],
		(uint8_t)first, (uint8_t)second };
}

uint16_t
match__rarest_gram(const struct match__needle *needle, size_t n)
{
	uint16_t best = 0;
	uint16_t i;

	for (i = 1; i + n <= needle->n; i++)
		if (score(needle->p + i, n) > score(needle->p + best, n))
			best = i;
	return best;
}

/* If an element is all of the pattern, and met by keys. */
static void
set_element(const struct nass_match *m, struct match__needle *needle)
{
	const struct match__pattern *p = &m->pattern[needle->pattern];
	const struct match__element *e;

	if (p->nedge != 1 || p->edge[0].element == MATCH__ANY ||
	    m->opts.is_stemmed || m->opts.has_clitics || m->nmap > 0 ||
	    (p->kinds & NASS_WORD) == 0)
		return;
	e = &m->element[p->edge[0].element];
	if (!e->is_glob && e->key.n > MATCH__KEY)
		return;
	needle->element = e;
	if (e->is_glob)
		return;
	needle->is_key = e->nunit == 0;
	needle->nkey = (uint8_t)e->key.n;
	memcpy(needle->key, e->key.p, e->key.n);
}

enum nass_code
match__needle_add(struct nass_match *m, size_t pattern,
    const struct match__best *best, struct nass_err *err)
{
	struct match__fast *f = m->fast;
	struct match__needle needle = { .n = (uint16_t)best->n,
		.is_run = best->is_run,
		.pattern = (uint32_t)pattern,
		.same = MATCH__EVERY };
	enum nass_code code;
	void *p = f->needle;

	code = match__grow(&p, &f->cap_needle, f->nneedle, sizeof(needle), err);
	f->needle = p;
	if (code != NASS_OK)
		return code;
	needle.p = nass_arena_get(&m->arena, best->n + 8);
	if (needle.p == NULL)
		return nass_fail_nomem(err);
	memset(needle.p, 0, best->n + 8); /* hashing reads eight bytes */
	memcpy(needle.p, best->run, best->n);
	set_element(m, &needle);
	f->needle[f->nneedle++] = needle;
	return NASS_OK;
}

/* Cuts ----------------------------------------------------------------------- */

/* Can the end be reached from the start without passing `place`? */
static bool
goes_around(const struct match__pattern *p, size_t place)
{
	uint64_t seen[MATCH__SET] = { 1 };
	bool grows = true;
	size_t i;

	while (grows) {
		grows = false;
		for (i = 0; i < p->nedge; i++) {
			const struct match__edge *e = &p->edge[i];

			if (e->to == place || e->from == place ||
			    (seen[e->from / 64] >> (e->from % 64) & 1) == 0 ||
			    (seen[e->to / 64] >> (e->to % 64) & 1) != 0)
				continue;
			seen[e->to / 64] |= (uint64_t)1 << (e->to % 64);
			grows = true;
		}
	}
	return seen[(p->nstate - 1) / 64] >> ((p->nstate - 1) % 64) & 1;
}

/* The weakest needle of the words that lead to place q; 0: one has none. */
static unsigned
weakest(const struct nass_match *m, const struct match__pattern *p, size_t q)
{
	const struct match__element *e;
	unsigned least = UINT32_MAX;
	struct match__best best;
	size_t form;
	size_t i;

	for (i = 0; i < p->nedge; i++) {
		if (p->edge[i].to != q)
			continue;
		if (p->edge[i].element == MATCH__ANY)
			return 0;
		e = &m->element[p->edge[i].element];
		for (form = 0; form <= e->nform; form++) {
			best_of_element(m, e, form, &best);
			if (best.score < least)
				least = best.score;
		}
	}
	return least;
}

/*
 * Every hit passes each place that cannot be gone around: so one of the words
 * that lead there stands in it.  The best such place gives the needles.
 */
enum nass_code
match__needles_add(struct nass_match *m, size_t pattern, bool *is_possible,
    struct nass_err *err)
{
	const struct match__pattern *p = &m->pattern[pattern];
	const struct match__element *e;
	enum nass_code code = NASS_OK;
	unsigned most = 0;
	size_t form;
	struct match__best best;
	size_t cut = 0;
	size_t q;
	size_t i;

	if (p->regex != NULL)
		return match__literals_add(m, pattern, is_possible, err);
	for (q = 1; q < p->nstate; q++) {
		unsigned s;

		if (q + 1 < p->nstate && goes_around(p, q))
			continue;
		s = weakest(m, p, q);
		if (s != UINT32_MAX && s > most) {
			most = s;
			cut = q;
		}
	}
	*is_possible = most > 0;
	for (i = 0; i < p->nedge && most > 0 && code == NASS_OK; i++) {
		if (p->edge[i].to != cut)
			continue;
		e = &m->element[p->edge[i].element];
		for (form = 0; form <= e->nform && code == NASS_OK; form++) {
			best_of_element(m, e, form, &best);
			code = match__needle_add(m, pattern, &best, err);
		}
	}
	return code;
}
