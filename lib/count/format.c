/*
 * format.c - the counts format, nass-counts(5): lines in the order of bytes.
 *
 *	" name" TAB VALUE		identity (format, profile ...), sums
 *					(documents, tokens)
 *	TERM TAB COUNT TAB DOCUMENTS	COUNT of the spelling that is TERM
 *	TERM TAB =SPELLING TAB COUNT	of each other spelling
 *
 * Everything adds up line by line, so that lines may come in any order.
 */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "count/spill.h"
#include "text/utf8.h"

#define FLUSH_AT ((size_t)64 * 1024)

/* Identity ----------------------------------------------------------------- */

/* In the order of bytes. */
static const char *const names[COUNT__IDENTITIES] = {
	[COUNT__FORMAT] = "format",
	[COUNT__KINDS] = "kinds",
	[COUNT__MAP] = "map",
	[COUNT__MEET] = "meet",
	[COUNT__NGRAM] = "ngram",
	[COUNT__PROFILE] = "profile",
	[COUNT__UNICODE] = "unicode",
};

static const struct nass_str format = { "nass-counts-1", 13 };
static const char *const meets[] = { "spellings", "light10", "clitics" };

static enum nass_code
put_kinds(struct nass_buf *b, unsigned kinds, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	unsigned bit;

	for (bit = 1; code == NASS_OK && bit & NASS_TOKEN_ALL; bit <<= 1) {
		if (!(kinds & bit))
			continue;
		if (b->n > 0)
			code = nass_buf_putc(b, ',', err);
		if (code == NASS_OK)
			code = nass_buf_put(b,
			    nass_str(nass_kind_name((enum nass_kind)bit)), err);
	}
	return code;
}

enum nass_code
count__identify(struct nass_count *c, struct nass_str map, struct nass_err *err)
{
	struct nass_buf *b = c->identity;
	const struct nass_count_opts *o = &c->opts;
	const char *profile;
	enum nass_code code;

	if (o->learns_identity)
		return NASS_OK;
	profile = o->norm != NULL ? nass_norm_spec(o->norm) : "none";
	code = nass_buf_put(&b[COUNT__FORMAT], format, err);
	if (code == NASS_OK)
		code = put_kinds(&b[COUNT__KINDS], o->kinds, err);
	if (code == NASS_OK && map.n == 0)
		code = nass_buf_put(&b[COUNT__MAP], NASS_STR("none"), err);
	else if (code == NASS_OK)
		code = nass_buf_printf(&b[COUNT__MAP], err, "%016llx",
		    (unsigned long long)nass_hash(map, 0));
	if (code == NASS_OK)
		code = nass_buf_put(
		    &b[COUNT__MEET], nass_str(meets[o->meet]), err);
	if (code == NASS_OK)
		code = nass_buf_printf(
		    &b[COUNT__NGRAM], err, "%u-%u", o->ngram_min, o->ngram_max);
	if (code == NASS_OK)
		code = nass_buf_put(&b[COUNT__PROFILE], nass_str(profile), err);
	if (code == NASS_OK)
		code = nass_buf_put(
		    &b[COUNT__UNICODE], NASS_STR(NASS_UNICODE_VERSION), err);
	return code;
}

/* Writing ------------------------------------------------------------------ */

static enum nass_code
put_meta(struct nass_buf *out, const char *name, struct nass_str value,
    struct nass_err *err)
{
	return nass_buf_printf(
	    out, err, " %s\t%.*s\n", name, (int)value.n, value.p);
}

static enum nass_code
put_sum(
    struct nass_buf *out, const char *name, uint64_t sum, struct nass_err *err)
{
	return nass_buf_printf(
	    out, err, " %s\t%llu\n", name, (unsigned long long)sum);
}

/* Names in the order of bytes: documents, format .. profile, tokens, unicode. */
static enum nass_code
put_head(const struct nass_count *c, struct nass_buf *out, struct nass_err *err)
{
	bool is_known = !c->opts.learns_identity || c->has_sums;
	enum nass_code code = NASS_OK;
	size_t i;

	if (is_known)
		code = put_sum(out, "documents", c->totals.documents, err);
	for (i = 0; code == NASS_OK && i < COUNT__IDENTITIES; i++) {
		if (i == COUNT__IDENTITIES - 1 && is_known)
			code = put_sum(out, "tokens", c->totals.tokens, err);
		if (code == NASS_OK && c->identity[i].n > 0)
			code = put_meta(
			    out, names[i], nass_buf_str(&c->identity[i]), err);
	}
	return code;
}

struct spelling {
	struct nass_str bytes;
	uint64_t count;
};

static int
spelling_cmp(const void *left, const void *right)
{
	const struct spelling *x = left;
	const struct spelling *y = right;

	return nass_str_cmp(x->bytes, y->bytes);
}

static enum nass_code
put_spellings(struct nass_buf *out, struct nass_str key, struct spelling *s,
    size_t n, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	qsort(s, n, sizeof(*s), spelling_cmp);
	for (i = 0; code == NASS_OK && i < n; i++) {
		code = nass_buf_put(out, key, err);
		if (code == NASS_OK)
			code = nass_buf_put(out, NASS_STR("\t="), err);
		if (code == NASS_OK)
			code = nass_buf_put(out, s[i].bytes, err);
		if (code == NASS_OK)
			code = nass_buf_putc(out, '\t', err);
		if (code == NASS_OK)
			code = nass_buf_put_number(out, s[i].count, err);
		if (code == NASS_OK)
			code = nass_buf_putc(out, '\n', err);
	}
	return code;
}

/* The lines of one type; other spellings than the key live in `arena`. */
static enum nass_code
put_type(struct nass_count *c, const struct nass_count_row *row,
    struct nass_arena *arena, struct nass_buf *out, struct nass_err *err)
{
	struct spelling *s;
	uint64_t own = 0;
	enum nass_code code;
	size_t n = 0;
	size_t i;

	nass_arena_reset(arena);
	s = nass_arena_get(arena, row->nvariant * sizeof(*s));
	if (s == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < row->nvariant; i++) {
		struct nass_str bytes;

		if (!nass_count_variant(c, i, &bytes, &s[n].count))
			return nass_fail_nomem(err);
		if (nass_str_eq(bytes, row->key)) {
			own = s[n].count;
			continue;
		}
		s[n].bytes = nass_arena_copy(arena, bytes);
		if (s[n++].bytes.p == NULL)
			return nass_fail_nomem(err);
	}
	code = nass_buf_put(out, row->key, err);
	if (code == NASS_OK)
		code = nass_buf_putc(out, '\t', err);
	if (code == NASS_OK)
		code = nass_buf_put_number(out, own, err);
	if (code == NASS_OK)
		code = nass_buf_putc(out, '\t', err);
	if (code == NASS_OK)
		code = nass_buf_put_number(out, row->documents, err);
	if (code == NASS_OK)
		code = nass_buf_putc(out, '\n', err);
	return code == NASS_OK ? put_spellings(out, row->key, s, n, err) : code;
}

enum nass_code
nass_counts_write(struct nass_count *c,
    enum nass_code (*flush)(
	void *arg, struct nass_buf *out, struct nass_err *err),
    void *arg, struct nass_err *err)
{
	struct nass_arena arena = NASS_ARENA_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_count_row row;
	enum nass_code code = put_head(c, &out, err);

	while (code == NASS_OK) {
		code = c->spilled != NULL ? count__spilled_next(c, 1, &row, err)
					  : count__memory_next(c, 0, &row, err);
		if (code == NASS_OK)
			code = put_type(c, &row, &arena, &out, err);
		if (code == NASS_OK && out.n >= FLUSH_AT) {
			code = flush(arg, &out, err);
			out.n = 0;
		}
	}
	if (code == NASS_END)
		code = flush(arg, &out, err);
	nass_arena_fini(&arena);
	nass_buf_fini(&out);
	return code;
}

/* Reading ------------------------------------------------------------------ */

static enum nass_code
differs(size_t i, struct nass_str x, struct nass_str y, struct nass_err *err)
{
	return nass_fail(err, NASS_EUSAGE, 0,
	    "counts of another %s do not add up: %.*s, and %.*s", names[i],
	    (int)(x.n < 80 ? x.n : 80), x.p, (int)(y.n < 80 ? y.n : 80), y.p);
}

static enum nass_code
read_identity(
    struct nass_count *c, size_t i, struct nass_str value, struct nass_err *err)
{
	struct nass_buf *mine = &c->identity[i];

	if (i == COUNT__FORMAT && !nass_str_eq(value, format))
		return differs(i, format, value, err);
	if (mine->n == 0)
		return nass_buf_put(mine, value, err);
	return nass_str_eq(nass_buf_str(mine), value)
	    ? NASS_OK
	    : differs(i, nass_buf_str(mine), value, err);
}

enum nass_code
nass_counts_agree(const struct nass_count *x, const struct nass_count *y,
    struct nass_err *err)
{
	size_t i;

	for (i = 0; i < COUNT__IDENTITIES; i++) {
		struct nass_str a = nass_buf_str(&x->identity[i]);
		struct nass_str b = nass_buf_str(&y->identity[i]);

		if (a.n > 0 && b.n > 0 && !nass_str_eq(a, b))
			return differs(i, a, b, err);
	}
	return NASS_OK;
}

static enum nass_code
bad_line(struct nass_str line, struct nass_err *err)
{
	return nass_fail(err, NASS_EINPUT, 0,
	    "this is not a line of counts: %.*s",
	    (int)(line.n < 60 ? line.n : 60), line.p);
}

static enum nass_code
read_meta(struct nass_count *c, struct nass_str line, struct nass_err *err)
{
	struct nass_str value = nass_str_sub(line, 1, line.n);
	struct nass_str name = nass_str_cut(&value, '\t');
	uint64_t n;
	size_t i;

	for (i = 0; i < COUNT__IDENTITIES; i++)
		if (nass_str_eq(name, nass_str(names[i])))
			return value.n > 0 ? read_identity(c, i, value, err)
					   : bad_line(line, err);
	if (value.p == NULL || !nass_str_number(value, 0, UINT64_MAX, &n))
		return bad_line(line, err);
	c->has_sums = true;
	if (nass_str_eq(name, NASS_STR("documents")))
		return count__add(&c->totals.documents, n, err);
	if (nass_str_eq(name, NASS_STR("tokens")))
		return count__add(&c->totals.tokens, n, err);
	return bad_line(line, err);
}

static unsigned
words_in(struct nass_str term)
{
	unsigned n = 1;
	size_t i;

	for (i = 0; i < term.n && n <= NASS_NGRAM_MAX; i++)
		n += term.p[i] == ' ';
	return n;
}

/* Types of a term's words, from 1; order of them. */
static enum nass_code
types_of(struct nass_count *c, unsigned order, struct nass_str term,
    uint32_t type[NASS_NGRAM_MAX], struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	unsigned i;

	for (i = 0; code == NASS_OK && i < order; i++) {
		struct nass_str word = nass_str_cut(&term, ' ');
		struct count__key key;

		if (word.n == 0)
			return nass_fail(
			    err, NASS_EINPUT, 0, "a term without a word");
		count__key_word(word, &key);
		code = count__type_of(c, &key, &type[i], err);
		type[i]++;
	}
	return code;
}

/* Add to a spelling of a term, both of `order` words. */
static enum nass_code
add_spelling(struct nass_count *c, unsigned order, struct nass_str term,
    struct nass_str spelling, uint64_t n, struct nass_err *err)
{
	uint32_t type[NASS_NGRAM_MAX];
	uint32_t id[NASS_NGRAM_MAX];
	enum nass_code code = types_of(c, order, term, type, err);
	unsigned i;

	for (i = 0; code == NASS_OK && i < order; i++) {
		struct nass_str word =
		    order == 1 ? spelling : nass_str_cut(&spelling, ' ');
		struct count__key key;

		if (word.n == 0)
			return nass_fail(
			    err, NASS_EINPUT, 0, "a term without a word");
		count__key_word(word, &key);
		code = count__spell(c, &key, type[i] - 1, &id[i], err);
		id[i]++;
	}
	if (code != NASS_OK)
		return code;
	return order == 1 ? count__add(&c->spelling[id[0] - 1].count, n, err)
			  : count__give(c, id, order, false, n, err);
}

static enum nass_code
add_documents(struct nass_count *c, unsigned order, struct nass_str term,
    uint64_t n, struct nass_err *err)
{
	uint32_t type[NASS_NGRAM_MAX];
	enum nass_code code = types_of(c, order, term, type, err);

	if (code != NASS_OK)
		return code;
	return order == 1 ? count__add(&c->type[type[0] - 1].documents, n, err)
			  : count__give(c, type, order, true, n, err);
}

static enum nass_code
read_line(struct nass_count *c, struct nass_str line, struct nass_err *err)
{
	struct nass_str second = line;
	struct nass_str term = nass_str_cut(&second, '\t');
	struct nass_str third = second;
	enum nass_code code;
	unsigned order;
	uint64_t n;
	uint64_t m;

	if (line.n == 0)
		return NASS_OK;
	if (nass_utf8_valid(line) < line.n ||
	    memchr(line.p, '\0', line.n) != NULL)
		return bad_line(line, err);
	if (line.p[0] == ' ')
		return read_meta(c, line, err);
	second = nass_str_cut(&third, '\t');
	order = words_in(term);
	if (term.n == 0 || second.n == 0 || third.p == NULL ||
	    order > c->nlevel)
		return bad_line(line, err);
	if (second.p[0] == '=') {
		second = nass_str_sub(second, 1, second.n);
		if (!nass_str_number(third, 0, UINT64_MAX, &n))
			return bad_line(line, err);
		return add_spelling(c, order, term, second, n, err);
	}
	if (!nass_str_number(second, 0, UINT64_MAX, &n) ||
	    !nass_str_number(third, 0, UINT64_MAX, &m))
		return bad_line(line, err);
	code = n > 0 ? add_spelling(c, order, term, term, n, err) : NASS_OK;
	return code == NASS_OK ? add_documents(c, order, term, m, err) : code;
}

enum nass_code
nass_counts_read(
    struct nass_count *c, struct nass_str lines, struct nass_err *err)
{
	struct nass_str rest = lines;
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; code == NASS_OK && rest.n > 0; i++) {
		struct nass_str line = nass_str_cut(&rest, '\n');
		size_t at = (size_t)(line.p - lines.p);

		/* A line has at most that many words that may be new. */
		if (i % COUNT__BATCH == 0)
			code = count__reserve(
			    c, COUNT__BATCH * 2 * NASS_NGRAM_MAX, err);
		if (code == NASS_OK)
			code = read_line(c, line, err);
		if (code != NASS_OK && err != NULL)
			err->at = at;
		if (rest.p == NULL)
			break;
	}
	return code;
}

void
nass_counts_identify(
    const struct nass_count *c, struct nass_counts_identity *identity)
{
	struct nass_str ngram = nass_buf_str(&c->identity[COUNT__NGRAM]);
	struct nass_str least = nass_str_cut(&ngram, '-');
	uint64_t n;
	uint64_t m;

	*identity = (struct nass_counts_identity){
		.profile = nass_buf_str(&c->identity[COUNT__PROFILE]),
		.kinds = nass_buf_str(&c->identity[COUNT__KINDS]),
		.meet = nass_buf_str(&c->identity[COUNT__MEET]),
	};
	if (nass_str_number(least, 1, NASS_NGRAM_MAX, &n) &&
	    nass_str_number(ngram, n, NASS_NGRAM_MAX, &m)) {
		identity->ngram_min = (unsigned)n;
		identity->ngram_max = (unsigned)m;
	}
}
