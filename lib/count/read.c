/*
 * read.c - lines of the counts format (write.c), in any order, into tables.
 */
#include <string.h>

#include "count/docs.h"
#include "text/utf8.h"

static enum nass_code
read_identity(
    struct nass_count *c, size_t i, struct nass_str value, struct nass_err *err)
{
	struct nass_buf *mine = &c->identity[i];

	if (i == COUNT__FORMAT && !nass_str_eq(value, count__format))
		return count__differs(i, count__format, value, err);
	if (mine->n == 0)
		return nass_buf_put(mine, value, err);
	return nass_str_eq(nass_buf_str(mine), value)
	    ? NASS_OK
	    : count__differs(i, nass_buf_str(mine), value, err);
}

static enum nass_code
bad_line(struct nass_str line, struct nass_err *err)
{
	return nass_fail(err, NASS_EINPUT, 0,
	    "this is not a line of counts: %.*s",
	    (int)(line.n < 60 ? line.n : 60), line.p);
}

/* `~` and sixteen digits of base 16. */
static bool
is_part(struct nass_str s)
{
	size_t i;

	for (i = 1; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') ||
			(s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	return s.n == 17 && s.p[0] == '~';
}

/* A document, and the copies of it. */
static enum nass_code
read_doc(struct nass_count *c, struct nass_str line, struct nass_err *err)
{
	struct nass_str copies = nass_str_sub(line, 1, line.n);
	struct nass_str name = nass_str_cut(&copies, '\t');
	struct nass_str tokens = nass_str_cut(&copies, '\t');
	enum nass_code code;
	uint32_t index;
	uint64_t n;
	uint64_t m;

	if (!is_part(name) || copies.p == NULL ||
	    !nass_str_number(tokens, 0, UINT64_MAX, &n) ||
	    !nass_str_number(copies, 1, UINT64_MAX, &m))
		return bad_line(line, err);
	code = count__read_doc(c, nass_str_sub(name, 1, name.n), &index, err);
	if (code == NASS_OK)
		code = count__add(&c->doc[index].tokens, n, err);
	return code == NASS_OK ? count__add(&c->doc[index].copies, m, err)
			       : code;
}

static enum nass_code
read_meta(struct nass_count *c, struct nass_str line, struct nass_err *err)
{
	struct nass_str value = nass_str_sub(line, 1, line.n);
	struct nass_str name = nass_str_cut(&value, '\t');
	uint64_t n;
	size_t i;

	if (name.n > 0 && name.p[0] == '~')
		return read_doc(c, line, err);
	for (i = 0; i < COUNT__IDENTITIES; i++)
		if (nass_str_eq(name, nass_str(count__names[i])))
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
		struct count__slot *slot;
		struct count__key key;

		if (word.n == 0)
			return nass_fail(
			    err, NASS_EINPUT, 0, "a term without a word");
		count__key_word(word, &key);
		code = count__spell(c, &key, type[i] - 1, &slot, err);
		if (code == NASS_OK)
			id[i] = slot->id + 1;
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

/* A word in a document. */
static enum nass_code
add_part(struct nass_count *c, struct nass_str term, struct nass_str name,
    uint64_t n, struct nass_err *err)
{
	uint32_t type[NASS_NGRAM_MAX];
	enum nass_code code = types_of(c, 1, term, type, err);
	uint32_t index;

	if (code == NASS_OK)
		code = count__read_doc(
		    c, nass_str_sub(name, 1, name.n), &index, err);
	if (code == NASS_OK)
		c->pair[c->npair++] =
		    (struct count__pair){ type[0] - 1, index, n };
	return code;
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
	if (second.p[0] == '~')
		return order == 1 && is_part(second) &&
			nass_str_number(third, 1, UINT64_MAX, &n)
		    ? add_part(c, term, second, n, err)
		    : bad_line(line, err);
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

	c->reads_lines = true;
	c->is_listed = c->has_pairs = true; /* room for parts */
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
