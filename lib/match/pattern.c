/*
 * pattern.c - what the user typed, to a small automaton over words.
 *
 *	"a|b ..1 c*"	items between white space: alternatives, or a gap
 *	a | b		an alternative is cut into words by the rules for text,
 *			a letter standing in for each wildcard; punctuation
 *			falls out, so `x-1` is a phrase of two words
 */
#include <stdlib.h>
#include <string.h>

#include "match/pattern.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* How far a pattern has been read. */
struct parser {
	struct nass_match *m;
	struct nass_str in;
	size_t at;
	struct match__pattern *p;
	size_t cap_edge;
	/* Places that the next word may follow: more than one behind a gap. */
	size_t open[NASS_MATCH_STATES];
	size_t nopen;
	struct nass_buf text; /* one alternative, letters for wildcards */
	struct nass_buf wild; /* for each of its bytes */
	size_t from;          /* where it begins in `in` */
	struct nass_err *err;
};

static bool
is_space(struct nass_str s, size_t at, size_t *n)
{
	uint32_t cp = nass_utf8_get(s.p + at, n);

	return (nass_ucd(cp)->flags & NASS_UCD_WHITE_SPACE) != 0;
}

static enum nass_code
wrong(struct parser *ps, size_t at, const char *what)
{
	return nass_fail(ps->err, NASS_EUSAGE, at, "%s", what);
}

static enum nass_code
new_state(struct parser *ps, size_t *state)
{
	if (ps->p->nstate == NASS_MATCH_STATES)
		return nass_fail(ps->err, NASS_EUSAGE, ps->from,
		    "pattern has more than %d places for words",
		    NASS_MATCH_STATES);
	*state = ps->p->nstate++;
	return NASS_OK;
}

static enum nass_code
add_edge(struct parser *ps, size_t from, size_t element, size_t to)
{
	void *p = ps->p->edge;
	enum nass_code code;

	code = match__grow(&p, &ps->cap_edge, ps->p->nedge,
	    sizeof(struct match__edge), ps->err);
	ps->p->edge = p;
	if (code == NASS_OK)
		ps->p->edge[ps->p->nedge++] =
		    (struct match__edge){ from, element, to };
	return code;
}

/* Alternatives --------------------------------------------------------------- */

/*
 * The letter that stands in for a wildcard: of the script that stands around
 * it, so that words are not cut between scripts; MENTIONs are Latin.
 */
static struct nass_str
stand_in(const struct parser *ps)
{
	struct nass_str in = ps->in;
	bool has_latin = ps->at < in.n && in.p[ps->at] == '@';
	size_t at;
	size_t n;

	for (at = ps->at; at < in.n && in.p[at] != '|' && !is_space(in, at, &n);
	     at += n) {
		uint8_t script = nass_ucd(nass_utf8_get(in.p + at, &n))->script;

		if (script == NASS_SCRIPT_ARABIC)
			return NASS_STR("\xD8\xA8");
		if (script == NASS_SCRIPT_LATIN)
			has_latin = true;
	}
	return has_latin ? NASS_STR("x") : NASS_STR("\xD8\xA8");
}

static enum nass_code
put(struct parser *ps, struct nass_str s, char wild)
{
	enum nass_code code = nass_buf_put(&ps->text, s, ps->err);
	size_t i;

	for (i = 0; i < s.n && code == NASS_OK; i++) {
		code = nass_buf_putc(&ps->wild, wild, ps->err);
		if (wild != 0)
			wild = MATCH__CONTINUED;
	}
	return code;
}

/* Read one alternative into text and wild; stops at `|` or white space. */
static enum nass_code
read_alternative(struct parser *ps)
{
	struct nass_str letter = stand_in(ps);
	enum nass_code code = NASS_OK;
	size_t n;
	char c;

	ps->text.n = ps->wild.n = 0;
	ps->from = ps->at;
	while (ps->at < ps->in.n && code == NASS_OK) {
		c = ps->in.p[ps->at];
		if (c == '|' || is_space(ps->in, ps->at, &n))
			break;
		if (c == '*' || c == '?') {
			code = put(ps, letter, c);
			ps->at++;
			continue;
		}
		if (c == '\\') {
			if (++ps->at == ps->in.n)
				return wrong(ps, ps->at - 1,
				    "nothing stands behind the backslash");
			nass_utf8_get(ps->in.p + ps->at, &n);
		}
		code = put(ps, nass_str_sub(ps->in, ps->at, ps->at + n), 0);
		ps->at += n;
	}
	if (code == NASS_OK && ps->text.n == 0)
		return wrong(ps, ps->from, "an alternative is empty");
	return code;
}

/* Scripts that are cut by a dictionary cannot be cut around a wildcard. */
static bool
is_whole(const struct parser *ps)
{
	struct nass_str s = nass_buf_str(&ps->text);
	bool is_wild = memchr(ps->wild.p, '*', ps->wild.n) != NULL ||
	    memchr(ps->wild.p, '?', ps->wild.n) != NULL;
	size_t at;
	size_t n;

	for (at = 0; is_wild && at < s.n; at += n)
		if (nass_ucd(nass_utf8_get(s.p + at, &n))->script ==
		    NASS_SCRIPT_COMPLEX)
			return true;
	return false;
}

/*
 * A word of the alternative: an edge from each open place to a new one, which
 * is then the only open one.
 */
static enum nass_code
add_word(struct parser *ps, size_t at, size_t n, size_t *open, size_t *nopen)
{
	struct nass_str word =
	    nass_str_sub(nass_buf_str(&ps->text), at, at + n);
	enum nass_code code;
	size_t element;
	size_t state = 0;
	size_t i;

	code =
	    match__element_add(ps->m, word, ps->wild.p + at, &element, ps->err);
	if (code == NASS_EUSAGE && ps->err != NULL)
		ps->err->at = ps->from;
	if (code == NASS_OK)
		code = new_state(ps, &state);
	for (i = 0; i < *nopen && code == NASS_OK; i++)
		code = add_edge(ps, open[i], element, state);
	if (code == NASS_OK) {
		open[0] = state;
		*nopen = 1;
	}
	return code;
}

/* The words of an alternative, one behind the other; its last place in *end. */
static enum nass_code
add_alternative(struct parser *ps, size_t *end, size_t *nword)
{
	struct nass_words_opts opts = nass_words_default;
	size_t open[NASS_MATCH_STATES];
	size_t nopen = ps->nopen;
	enum nass_code code = NASS_OK;
	struct nass_words words;
	struct nass_token t;

	memcpy(open, ps->open, nopen * sizeof(*open));
	*nword = 0;
	opts.kinds = NASS_TOKEN_WORDS | NASS_URL | NASS_EMAIL | NASS_EMOJI;
	if (is_whole(ps)) {
		code = add_word(ps, 0, ps->text.n, open, &nopen);
		*nword = 1;
	} else {
		nass_words_init(&words, nass_buf_str(&ps->text), &opts);
		while (code == NASS_OK && nass_words_next(&words, &t)) {
			code = add_word(ps, t.at, t.n, open, &nopen);
			ps->p->kinds |= t.kind;
			++*nword;
		}
	}
	if (code == NASS_OK && *nword == 0)
		return wrong(ps, ps->from, "no word stands here");
	*end = open[0];
	return code;
}

/* Items ---------------------------------------------------------------------- */

/* Let what enters `from` enter `to` too: alternatives end in one place. */
static void
join(struct parser *ps, size_t from, size_t to)
{
	size_t i;

	for (i = 0; i < ps->p->nedge; i++)
		if (ps->p->edge[i].to == from)
			ps->p->edge[i].to = to;
}

static enum nass_code
add_item(struct parser *ps)
{
	enum nass_code code;
	size_t most = 0;
	size_t nword;
	size_t first = MATCH__NO;
	size_t end;

	for (;;) {
		code = read_alternative(ps);
		if (code == NASS_OK)
			code = add_alternative(ps, &end, &nword);
		if (code != NASS_OK)
			return code;
		if (first == MATCH__NO)
			first = end;
		else
			join(ps, end, first);
		if (nword > most)
			most = nword;
		if (ps->at == ps->in.n || ps->in.p[ps->at] != '|')
			break;
		ps->at++;
	}
	ps->open[0] = first;
	ps->nopen = 1;
	ps->p->most += most;
	return NASS_OK;
}

/* `..N`: up to N words of any kind may stand between. */
static enum nass_code
add_gap(struct parser *ps, struct nass_str number)
{
	enum nass_code code = NASS_OK;
	uint64_t n;
	size_t state = 0;
	size_t i;

	if (!nass_str_number(number, 1, NASS_MATCH_STATES - 2, &n))
		return nass_fail(ps->err, NASS_EUSAGE, ps->at,
		    "a gap has 1 to %d words", NASS_MATCH_STATES - 2);
	ps->from = ps->at;
	ps->at += 2 + number.n;
	if (ps->p->nstate == 1 || ps->at == ps->in.n)
		return wrong(ps, ps->from, "a gap stands between two words");
	ps->p->most += (size_t)n;
	for (i = 0; n > 0 && code == NASS_OK; n--) {
		code = new_state(ps, &state);
		/* The first word of the gap follows what stands before it... */
		for (; i < ps->nopen && code == NASS_OK; i++)
			code = add_edge(ps, ps->open[i], MATCH__ANY, state);
		/* ...any other follows the word before: this place. */
		i = ps->nopen;
		if (code == NASS_OK)
			ps->open[ps->nopen++] = state;
	}
	return code;
}

/* `..` and digits up to white space or the end. */
static bool
is_gap(const struct parser *ps, struct nass_str *number)
{
	struct nass_str rest = nass_str_sub(ps->in, ps->at, ps->in.n);
	size_t i = 2;
	size_t n;

	if (!nass_str_starts(rest, NASS_STR("..")))
		return false;
	while (i < rest.n && rest.p[i] >= '0' && rest.p[i] <= '9')
		i++;
	*number = nass_str_sub(rest, 2, i);
	return i > 2 && (i == rest.n || is_space(rest, i, &n));
}

static enum nass_code
parse(struct parser *ps)
{
	enum nass_code code = NASS_OK;
	struct nass_str number;
	bool ends_in_gap = false;
	size_t n;

	ps->p->nstate = 1;
	ps->open[0] = 0;
	ps->nopen = 1;
	while (ps->at < ps->in.n && code == NASS_OK) {
		if (is_space(ps->in, ps->at, &n)) {
			ps->at += n;
			continue;
		}
		ends_in_gap = is_gap(ps, &number);
		code = ends_in_gap ? add_gap(ps, number) : add_item(ps);
	}
	if (code == NASS_OK && ps->p->nstate == 1)
		return wrong(ps, 0, "the pattern is empty");
	if (code == NASS_OK && ends_in_gap)
		return wrong(ps, ps->from, "a gap stands between two words");
	return code;
}

/*
 * The end is the last place: only now is it known which.  Places that joins
 * left without a way in do no harm.
 */
static void
end_last(struct parser *ps)
{
	size_t end = ps->open[0];
	size_t last = ps->p->nstate - 1;
	size_t i;

	for (i = 0; i < ps->p->nedge; i++) {
		struct match__edge *e = &ps->p->edge[i];

		if (e->to == end)
			e->to = last;
		else if (e->to == last)
			e->to = end;
		if (e->from == end)
			e->from = last;
		else if (e->from == last)
			e->from = end;
	}
}

enum nass_code
match__parse(struct nass_match *m, struct nass_str pattern,
    struct match__pattern *p, struct nass_err *err)
{
	struct parser *ps = calloc(1, sizeof(*ps));
	enum nass_code code;
	size_t good;

	if (ps == NULL)
		return nass_fail_nomem(err);
	ps->m = m;
	ps->in = pattern;
	ps->p = p;
	ps->err = err;
	p->kinds = NASS_TOKEN_WORDS;
	good = nass_utf8_valid(pattern);
	if (good < pattern.n)
		code = wrong(ps, good, "the pattern is not well-formed UTF-8");
	else
		code = parse(ps);
	if (code == NASS_OK)
		end_last(ps);
	nass_buf_fini(&ps->text);
	nass_buf_fini(&ps->wild);
	free(ps);
	return code;
}
