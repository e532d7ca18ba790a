/* phrases.c - phrases and words of a class out of text (lexicon.h). */
#include <stdlib.h>
#include <string.h>

#include "boiler/lexicon.h"
#include "text/utf8.h"

#define PHRASE_MAX 32 /* words */
#define NODES_MAX  UINT16_MAX

static const char match_letters[] = "EPSG";

static const struct {
	const char *name;
	enum lex_class class;
} classes[] = {
	{ "function", LEX_FUNCTION },
	{ "calendar", LEX_CALENDAR },
	{ "fact", LEX_FACT },
	{ "ago", LEX_AGO },
	{ "span", LEX_SPAN },
	{ "time", LEX_TIME },
	{ "section", LEX_SECTION },
	{ "spoken", LEX_SPOKEN },
	{ "act", LEX_ACT },
	{ "thing", LEX_THING },
	{ "kin", LEX_KIN },
	{ "part", LEX_PART },
	{ "measure", LEX_MEASURE },
	{ "site", LEX_SITE },
	{ "net", LEX_NET },
	{ "join", LEX_JOIN },
};

enum nass_code
boiler__builder_init(struct lex_builder *b, size_t nword, struct nass_err *err)
{
	memset(b, 0, sizeof *b);
	if (nword > NODES_MAX)
		nword = NODES_MAX;
	for (b->cap = 64; 3 * b->cap < 4 * nword;)
		b->cap *= 2;
	b->tag = calloc(b->cap, sizeof *b->tag);
	b->index = calloc(b->cap, sizeof *b->index);
	b->what = calloc(nword, sizeof *b->what);
	if (b->tag != NULL && b->index != NULL && b->what != NULL)
		return NASS_OK;
	boiler__builder_fini(b);
	return nass_fail_nomem(err);
}

void
boiler__builder_fini(struct lex_builder *b)
{
	free(b->tag);
	free(b->index);
	free(b->what);
	memset(b, 0, sizeof *b);
}

static struct lex_what *
node_of(struct lex_builder *b, uint64_t hash)
{
	uint32_t tag = lex_tag(hash);
	size_t i = (size_t)hash & (b->cap - 1);

	while (b->tag[i] != 0 && b->tag[i] != tag)
		i = (i + 1) & (b->cap - 1);
	if (b->tag[i] == 0) {
		b->tag[i] = tag;
		b->index[i] = (uint16_t)b->n++;
	}
	return &b->what[b->index[i]];
}

static void
add_phrase(struct lex_builder *b, const uint64_t *word, size_t n,
    enum lex_kind kind, enum lex_match match)
{
	uint64_t h = 0;

	for (size_t i = 0; i < n; i++) {
		struct lex_what *node;

		h = i == 0 ? word[0] : lex_next(h, word[i]);
		node = node_of(b, h);
		node->begins |= i == 0;
		node->tells_anywhere |=
		    match == LEX_ANYWHERE && (i == 1 || n == 1);
		if (i + 1 < n)
			node->is_inner = true;
		else
			node->kind[match] = (uint8_t)kind;
	}
}

static enum nass_code
add_line(struct lex_builder *b, const struct code *c, const struct fold *f,
    struct nass_str line, uint64_t at, struct nass_err *err)
{
	struct nass_str kind = nass_str_cut(&line, '\t');
	struct nass_str match = nass_str_cut(&line, '\t');
	uint64_t word[PHRASE_MAX];
	const char *m;
	size_t n;

	if (line.p == NULL)
		return nass_fail(err, NASS_EUSAGE, at,
		    "a phrase is kind TAB match TAB phrase");
	if (boiler__kind_of(kind) == LEX_NONE)
		return nass_fail(err, NASS_EUSAGE, at,
		    "%.*s: no kind of phrase (share, cookies, comments ...)",
		    kind.n > 40 ? 40 : (int)kind.n, kind.p);
	m = match.n == 1 && match.p[0] != '\0'
	    ? strchr(match_letters, match.p[0])
	    : NULL;
	if (m == NULL)
		return nass_fail(
		    err, NASS_EUSAGE, at, "the match is not one of E P S G");
	n = boiler__phrase_words(c, f, line, word, PHRASE_MAX);
	if (b->n + n > NODES_MAX)
		return nass_fail(
		    err, NASS_EUSAGE, at, "more than %u words", NODES_MAX);
	add_phrase(b, word, n, boiler__kind_of(kind),
	    (enum lex_match)(m - match_letters));
	return NASS_OK;
}

enum nass_code
boiler__builder_add(struct lex_builder *b, const struct code *c,
    const struct fold *f, struct nass_str tsv, struct nass_err *err)
{
	struct nass_str rest = tsv;
	size_t good = nass_utf8_valid(tsv);
	enum nass_code code;

	if (good < tsv.n)
		return nass_fail(err, NASS_EUSAGE, good, "ill-formed UTF-8");
	while (rest.p != NULL) {
		struct nass_str line = nass_str_cut(&rest, '\n');

		if (line.n == 0 || line.p[0] == '#')
			continue;
		code = add_line(b, c, f, line, (uint64_t)(line.p - tsv.p), err);
		if (code != NASS_OK)
			return code;
	}
	return NASS_OK;
}

/* Words of a class --------------------------------------------------------- */

static void
add_word(struct lex_builder *b, const struct code *c, const struct fold *f,
    unsigned class, struct nass_str s)
{
	uint64_t word[2];

	if ((class & (LEX_ACT | LEX_THING | LEX_KIN | LEX_NET)) != 0)
		class |= LEX_SITE;
	if (boiler__phrase_words(c, f, s, word, 2) == 1)
		node_of(b, word[0])->class |= (uint16_t) class;
}

static enum lex_class
class_of(struct nass_str name)
{
	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (nass_str_eq(name, nass_str(classes[i].name)))
			return classes[i].class;
	return LEX_FUNCTION;
}

/*
 * A word also with what is written onto it: a function word with wa, fa, bi, ka,
 * li; the name of a thing with the article.
 */
void
boiler__builder_add_word(struct lex_builder *b, const struct code *c,
    const struct fold *f, struct nass_str name, struct nass_str s)
{
	static const char *const prefix[] = { "", "\331\210", "\331\201",
		"\330\250", "\331\203", "\331\204", "\330\247\331\204",
		"\331\204\331\204" };
	const unsigned named =
	    LEX_SECTION | LEX_THING | LEX_KIN | LEX_PART | LEX_SITE | LEX_FACT;
	enum lex_class class = class_of(name);
	size_t first = class == LEX_FUNCTION ? 1 : 6;
	size_t past = class == LEX_FUNCTION ? 6 : (class & named) != 0 ? 8 : 6;
	char bytes[64];

	add_word(b, c, f, class, s);
	for (size_t i = first; i < past; i++) {
		size_t n = strlen(prefix[i]);
		struct nass_str joined = { bytes, n + s.n };

		if (joined.n > sizeof bytes)
			continue;
		memcpy(bytes, prefix[i], n);
		memcpy(bytes + n, s.p, s.n);
		add_word(b, c, f, class, joined);
	}
}
