/*
 * words.c - the words of a text against the automata of all patterns.
 *
 *	sentence ──> tokens ──> elements that each meets ──> automata ──> hits
 *
 * A phrase never crosses a sentence, so a sentence is all that is held.
 */
#include <string.h>

#include "match/fast.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* Elements of a token -------------------------------------------------------- */

static enum nass_code
put_met(struct nass_scan *s, size_t element, struct nass_err *err)
{
	void *p = s->met;
	enum nass_code code;

	code = match__grow(&p, &s->cap_met, s->nmet, sizeof(size_t), err);
	s->met = p;
	if (code == NASS_OK)
		s->met[s->nmet++] = element;
	return code;
}

/* Letters with their marks, once for a word and only if someone asks. */
static enum nass_code
need_units(struct nass_scan *s, struct nass_str word, struct nass_err *err)
{
	struct nass_smart_unit unit[MATCH__SIMPLE_BYTES / 2];
	size_t n = 0;

	if (s->has_units)
		return NASS_OK;
	s->has_units = true;
	s->unit.n = 0;
	if (s->m->fast != NULL)
		n = match__simple_units(s->m->fast, word, unit);
	if (n > 0)
		return nass_buf_put(&s->unit,
		    (struct nass_str){ (const char *)unit, n * sizeof(*unit) },
		    err);
	return nass_smart_units(s->m->smart, word, &s->unit, err);
}

/* Marks of other scripts stay in keys: a piece of one may be half a letter. */
static bool
has_mark(struct nass_str key)
{
	size_t at;
	size_t n;

	for (at = 0; at < key.n; at += n)
		if (nass_ucd(nass_utf8_get(key.p + at, &n))->gc == NASS_GC_MARK)
			return true;
	return false;
}

enum nass_code
match__meets(struct nass_scan *s, const struct match__element *e,
    struct nass_str word, struct nass_str key, bool *does_meet,
    struct nass_err *err)
{
	const struct nass_match *m = s->m;
	enum nass_code code;

	*does_meet = !e->is_glob || match__glob(e->piece, e->npiece, key);
	/* One stem, one headword: marks do not count. */
	if (!*does_meet || e->nunit == 0 ||
	    (!e->is_glob && (m->opts.is_stemmed || m->nmap > 0)) ||
	    (e->is_plain && !has_mark(key)))
		return NASS_OK;
	code = need_units(s, word, err);
	if (code == NASS_OK)
		*does_meet = match__units_meet(e->unit, e->nunit,
		    (const void *)s->unit.p,
		    s->unit.n / sizeof(struct nass_smart_unit));
	return code;
}

static enum nass_code
try_element(struct nass_scan *s, size_t element, struct nass_str word,
    struct nass_str key, struct nass_err *err)
{
	enum nass_code code;
	bool does_meet;

	code = match__meets(
	    s, &s->m->element[element], word, key, &does_meet, err);
	return code == NASS_OK && does_meet ? put_met(s, element, err) : code;
}

/* Look the key up among the literals, and try it on the globs at hand. */
static enum nass_code
look_up(struct nass_scan *s, struct nass_str word, struct nass_str key,
    struct nass_err *err)
{
	const struct nass_match *m = s->m;
	struct nass_str lemma = match__lemma(m, key);
	enum nass_code code = NASS_OK;
	size_t i;

	s->has_units = false;
	i = m->bucket[nass_hash(lemma, 0) & (m->nbucket - 1)];
	for (; i != MATCH__NO && code == NASS_OK; i = m->element[i].next)
		if (nass_str_eq(m->element[i].key, lemma))
			code = try_element(s, i, word, key, err);
	for (i = 0; i < s->nglob && code == NASS_OK; i++)
		code = try_element(s, s->glob[i], word, key, err);
	return code;
}

/* What a word is opened to by its clitics is looked up too. */
struct opening {
	struct nass_scan *s;
	struct nass_err *err;
	enum nass_code code;
};

static bool
look_inside(void *arg, struct nass_str inside)
{
	struct opening *o = arg;
	struct nass_scan *s = o->s;
	bool is_deleted;

	s->inside.n = 0;
	o->code = match__key(s->m, inside, &s->inside, &is_deleted, o->err);
	if (o->code == NASS_OK)
		o->code = look_up(s, inside, nass_buf_str(&s->inside), o->err);
	return o->code != NASS_OK;
}

static enum nass_code
look_up_all(struct nass_scan *s, struct nass_str word, struct nass_str key,
    struct nass_err *err)
{
	struct opening o = { s, err, look_up(s, word, key, err) };

	if (s->m->opts.has_clitics && o.code == NASS_OK)
		(void)nass_clitics(word, true, look_inside, &o);
	return o.code;
}

/* Without the sign, be it full width. */
static struct nass_str
hashtag_name(struct nass_str word)
{
	size_t n;

	nass_utf8_get(word.p, &n);
	return nass_str_sub(word, n, word.n);
}

/* A word is found as its hashtag too. */
static enum nass_code
add_token(struct nass_scan *s, struct nass_str text, const struct nass_token *t,
    struct nass_err *err)
{
	struct nass_str word = nass_str_sub(text, t->at, t->at + t->n);
	struct match__token *token;
	struct nass_str key;
	enum nass_code code;
	bool is_deleted;
	void *p = s->token;

	code = match__grow(&p, &s->cap_token, s->ntoken, sizeof(*token), err);
	s->token = p;
	if (code != NASS_OK)
		return code;
	token = &s->token[s->ntoken];
	token->at = t->at;
	token->n = t->n;
	token->kind = t->kind;
	token->met = s->nmet;
	s->key.n = 0;
	code = match__key(s->m, word, &s->key, &is_deleted, err);
	if (code != NASS_OK)
		return code;
	key = nass_buf_str(&s->key);
	code = look_up_all(s, word, key, err);
	if (code == NASS_OK && t->kind == NASS_HASHTAG && key.n > 1 &&
	    key.p[0] == '#')
		code = look_up_all(
		    s, hashtag_name(word), nass_str_sub(key, 1, key.n), err);
	if (code != NASS_OK)
		return code;
	token->nmet = s->nmet - token->met;
	s->ntoken++;
	return NASS_OK;
}

/* Automata ------------------------------------------------------------------- */

static bool
token_meets(
    const struct nass_scan *s, const struct match__token *t, size_t element)
{
	size_t i;

	if (element == MATCH__ANY)
		return true;
	for (i = 0; i < t->nmet; i++)
		if (s->met[t->met + i] == element)
			return true;
	return false;
}

/* From the places in s->now over one word to those in s->next. */
static bool
advance(struct nass_scan *s, const struct match__pattern *p,
    const struct match__token *t)
{
	size_t nset = (p->nstate + 63) / 64;
	const struct match__edge *e;
	uint64_t any = 0;
	size_t i;

	memset(s->next, 0, nset * sizeof(*s->next));
	for (e = p->edge; e < p->edge + p->nedge; e++)
		if ((s->now[e->from / 64] >> (e->from % 64) & 1) &&
		    token_meets(s, t, e->element))
			s->next[e->to / 64] |= (uint64_t)1 << (e->to % 64);
	memcpy(s->now, s->next, nset * sizeof(*s->now));
	for (i = 0; i < nset; i++)
		any |= s->now[i];
	return any != 0;
}

/* Every window that begins at token `first` and is the pattern's. */
static enum nass_code
try_pattern(
    struct nass_scan *s, size_t pattern, size_t first, struct nass_err *err)
{
	const struct match__pattern *p = &s->m->pattern[pattern];
	const struct match__token *begin = &s->token[first];
	const struct match__token *t = begin;
	enum nass_code code = NASS_OK;
	size_t end = p->nstate - 1;
	struct match__found found;

	if (s->stamp[pattern] == s->clock || (t->kind & p->kinds) == 0)
		return NASS_OK;
	s->stamp[pattern] = s->clock;
	if (p->nstate == 2) { /* one word, and it meets */
		found.hit = (struct nass_hit){ s->offset + begin->at, begin->n,
			pattern };
		found.first = found.last = first;
		return match__find(s, &found, err);
	}
	memset(s->now, 0, sizeof(s->now));
	s->now[0] = 1;
	for (; t < s->token + s->ntoken && code == NASS_OK; t++) {
		if ((t->kind & p->kinds) == 0)
			continue;
		if (!advance(s, p, t))
			break;
		if ((s->now[end / 64] >> (end % 64) & 1) == 0)
			continue;
		found.hit.at = s->offset + begin->at;
		found.hit.n = t->at + t->n - begin->at;
		found.hit.pattern = pattern;
		found.first = first;
		found.last = (size_t)(t - s->token);
		code = match__find(s, &found, err);
	}
	return code;
}

static enum nass_code
try_token(struct nass_scan *s, size_t first, struct nass_err *err)
{
	const struct nass_match *m = s->m;
	const struct match__token *t = &s->token[first];
	const struct match__element *e;
	enum nass_code code = NASS_OK;
	size_t i;
	size_t k;

	s->clock++;
	for (i = 0; i < t->nmet; i++) {
		e = &m->element[s->met[t->met + i]];
		for (k = 0; k < e->nstart && code == NASS_OK; k++)
			code = try_pattern(s, e->start[k], first, err);
	}
	for (i = 0; i < m->nany && code == NASS_OK; i++)
		code = try_pattern(s, m->any[i], first, err);
	return code;
}

static enum nass_code
end_sentence(struct nass_scan *s, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; i < s->ntoken && code == NASS_OK && !s->is_stopped; i++) {
		if (s->token[i].nmet == 0 && s->m->nany == 0)
			continue;
		code = try_token(s, i, err);
		if (s->m->opts.near == 0)
			match__tell(s);
	}
	if (s->m->opts.near > 0 && code == NASS_OK) {
		code = match__near(s, err);
		match__tell(s);
	}
	s->ntoken = 0;
	s->nmet = 0;
	return code;
}

enum nass_code
match__words(struct nass_scan *s, struct nass_str text, struct nass_err *err)
{
	struct nass_words_opts opts = nass_words_default;
	enum nass_code code = NASS_OK;
	struct nass_words words;
	struct nass_token t;

	opts.kinds = s->m->kinds;
	opts.ends_at_lines = !s->m->opts.is_wrapped;
	nass_words_init(&words, text, &opts);
	while (
	    code == NASS_OK && !s->is_stopped && nass_words_next(&words, &t)) {
		if (t.starts_sentence)
			code = end_sentence(s, err);
		if (code == NASS_OK)
			code = add_token(s, text, &t, err);
	}
	return code == NASS_OK ? end_sentence(s, err) : code;
}

enum nass_code
match__is_word(struct nass_scan *s, size_t pattern, struct nass_str word,
    struct nass_str key, bool *does_meet, struct nass_err *err)
{
	const struct match__pattern *p = &s->m->pattern[pattern];
	struct nass_str lemma = match__lemma(s->m, key);
	const struct match__element *e;
	enum nass_code code = NASS_OK;
	size_t i;

	*does_meet = false;
	for (i = 0; i < p->nedge && !*does_meet && code == NASS_OK; i++) {
		e = &s->m->element[p->edge[i].element];
		if (e->is_glob || nass_str_eq(e->key, lemma))
			code = match__meets(s, e, word, key, does_meet, err);
	}
	*does_meet = *does_meet && (p->kinds & NASS_WORD) != 0;
	return code;
}
