/*
 * words.c - the iterator: segments of the machine, with entities whole.
 */
#include "word/machine.h"

#include <string.h>

#include "text/entity.h"
#include "text/ucd.h"
#include "text/utf8.h"

/* How far ahead entities are looked for, bytes. */
#define AHEAD 8192
/* How far a line end is looked for behind that: for each entity, so not farther. */
#define FAR 65536

const struct nass_words_opts nass_words_default = {
	.kinds = NASS_TOKEN_WORDS,
	.splits_scripts = true,
	.splits_stops = true,
	.splits_commas = true,
	.splits_spaces = true,
	.joins_entities = true,
	.keeps_whole = true,
	.ends_at_lines = true,
	.ends_at_ellipsis = true,
	.knows_abbreviations = true,
	.uses_dictionary = true,
};

const struct nass_words_opts nass_words_uax29 = {
	.kinds = NASS_TOKEN_ALL,
	.ends_at_lines = true,
};

void
nass_words_init(struct nass_words *w, struct nass_str text,
    const struct nass_words_opts *opts)
{
	*w = (struct nass_words){
		.text = text,
		.opts = *opts,
		.entity_at = opts->joins_entities ? 0 : text.n,
		.is_sentence_start = true,
	};
	word__map(opts, w->class_of);
}

static enum nass_kind
kind_of_entity(enum nass_entity entity)
{
	switch (entity) {
	case NASS_ENTITY_URL:
		return NASS_URL;
	case NASS_ENTITY_EMAIL:
		return NASS_EMAIL;
	case NASS_ENTITY_MENTION:
		return NASS_MENTION;
	case NASS_ENTITY_HASHTAG:
		return NASS_HASHTAG;
	case NASS_ENTITY_EMOJI:
		return NASS_EMOJI;
	case NASS_ENTITY_NUMBER:
		return NASS_NUMBER;
	case NASS_ENTITY_NONE:
		break;
	}
	return NASS_WORD;
}

/* What a segment without letters is, by how it begins and ends. */
static enum nass_kind
other_kind(struct nass_str s, unsigned has)
{
	const struct nass_ucd *u;
	size_t end;
	size_t n;
	uint32_t cp = nass_utf8_get(s.p, &n);

	if (cp == ' ' || cp == '\n')
		return NASS_SPACE;
	if ((cp >= 0x80 || n < s.n) &&
	    nass_entity_at(s, 0, NULL, &end) == NASS_ENTITY_EMOJI)
		return NASS_EMOJI;
	if ((has & WORD__HAS_DIGIT) != 0)
		return NASS_NUMBER;
	u = nass_ucd(cp);
	if ((u->flags & NASS_UCD_WHITE_SPACE) != 0 ||
	    u->gc == NASS_GC_CONTROL || u->gc == NASS_GC_SPACE ||
	    (u->gc == NASS_GC_FORMAT && u->gcb != NASS_GCB_PREPEND))
		return NASS_SPACE;
	return NASS_PUNCTUATION;
}

/*
 * Look for the next entity, a few lines ahead at most, so that the text is still
 * near when its words are taken.  No entity crosses a line end; where none is
 * near, all the text is looked at, as far as the next entity.
 */
static void
find_entity(struct nass_words *w)
{
	struct nass_str ahead = w->text;
	enum nass_entity entity;
	size_t rest = w->text.n - w->at;
	const char *line;

	if (rest > AHEAD) {
		rest = rest - AHEAD < FAR ? rest - AHEAD : FAR;
		line = memchr(w->text.p + w->at + AHEAD, '\n', rest);
		if (line != NULL)
			ahead.n = (size_t)(line - w->text.p) + 1;
	}
	w->entity_at = nass_entity_find(ahead, w->at, &entity, &w->entity_end);
	w->entity_kind = kind_of_entity(entity);
}

/* The token at w->at; w moves behind it. */
static void
take(struct nass_words *w, struct nass_token *t)
{
	unsigned has;
	size_t end;

	t->at = w->at;
	if (w->at == w->entity_at && w->entity_end > w->at) {
		t->kind = w->entity_kind;
		t->n = w->entity_end - w->at;
		w->at = w->entity_end;
		return;
	}
	end = word__segment(w, w->at, w->entity_at, &has);
	if ((has & WORD__HAS_COMPLEX) != 0)
		end = word__dictionary_end(w, w->at, end, w->entity_at);
	t->n = end - w->at;
	if ((has & WORD__HAS_LETTER) != 0)
		t->kind = NASS_WORD;
	else
		t->kind = other_kind(
		    (struct nass_str){ w->text.p + t->at, t->n }, has);
	w->at = end;
}

bool
nass_words_next(struct nass_words *w, struct nass_token *t)
{
	while (w->at < w->text.n) {
		if (w->at >= w->entity_at)
			find_entity(w);
		take(w, t);
		if ((t->kind & w->opts.kinds) == 0)
			continue;
		while (t->at >= w->sentence_end) {
			w->sentence_end = nass_sentence_end(
			    w->text, w->sentence_end, &w->opts);
			w->is_sentence_start = true;
		}
		t->starts_sentence = w->is_sentence_start;
		w->is_sentence_start = false;
		return true;
	}
	return false;
}

/* Does no token hold what stands here with something else?  n: its length. */
static bool
stands_alone(struct nass_str text, size_t at, size_t *n)
{
	const struct nass_ucd *u;
	uint32_t cp;

	*n = 1;
	if (text.p[at] == ' ' || text.p[at] == '\n')
		return true;
	if ((unsigned char)text.p[at] < 0xC0) /* ASCII may be of an address */
		return false;
	cp = nass_utf8_get(text.p + at, n);
	u = nass_ucd(cp);
	return u->gc == NASS_GC_PUNCT && u->wb == NASS_WB_OTHER &&
	    (u->flags & NASS_UCD_PICTOGRAPHIC) == 0 &&
	    cp != 0xFF03; /* number sign: a hashtag */
}

/* Does a code point join what stands before it? */
static bool
joins_before(struct nass_str text, size_t at)
{
	size_t n;
	const struct nass_ucd *u = nass_ucd(nass_utf8_get(text.p + at, &n));

	return u->wb == NASS_WB_EXTEND || u->wb == NASS_WB_FORMAT ||
	    u->wb == NASS_WB_ZWJ || (u->flags & NASS_UCD_WHITE_SPACE) != 0 ||
	    u->gcb == NASS_GCB_SPACINGMARK;
}

size_t
word__safe_border(struct nass_str text, size_t from, size_t at)
{
	size_t end = at;
	size_t n;

	while (at > from) {
		at--;
		if (!stands_alone(text, at, &n) || at + n > end)
			continue;
		if (text.p[at] == '\n' || at + n == text.n ||
		    !joins_before(text, at + n))
			return at + n;
	}
	return from;
}

size_t
word__safe_end(struct nass_str text, size_t at, size_t limit)
{
	size_t n;

	for (; at < text.n && at < limit; at += n)
		if (stands_alone(text, at, &n))
			break;
	return at;
}

/* Names of kinds ------------------------------------------------------------- */

static const struct {
	enum nass_kind kind;
	const char *name;
} kinds[] = {
	{ NASS_WORD, "word" },
	{ NASS_NUMBER, "number" },
	{ NASS_URL, "url" },
	{ NASS_EMAIL, "email" },
	{ NASS_MENTION, "mention" },
	{ NASS_HASHTAG, "hashtag" },
	{ NASS_EMOJI, "emoji" },
	{ NASS_PUNCTUATION, "punctuation" },
	{ NASS_SPACE, "space" },
};

#define NKIND (sizeof(kinds) / sizeof(kinds[0]))

const char *
nass_kind_name(enum nass_kind kind)
{
	size_t i;

	for (i = 0; i < NKIND; i++)
		if (kinds[i].kind == kind)
			return kinds[i].name;
	return NULL;
}

enum nass_code
nass_kinds_parse(struct nass_str list, unsigned *set, struct nass_err *err)
{
	struct nass_str rest = list;
	struct nass_str name;
	size_t i;

	*set = 0;
	while (rest.p != NULL) {
		name = nass_str_cut(&rest, ',');
		for (i = 0; i < NKIND; i++)
			if (nass_str_eq(name, nass_str(kinds[i].name)))
				break;
		if (i == NKIND)
			return nass_fail(err, NASS_EUSAGE,
			    (uint64_t)(name.p - list.p),
			    "'%.*s' is no kind: word, number, url, email, "
			    "mention, hashtag, emoji, punctuation, space",
			    (int)(name.n < 40 ? name.n : 40), name.p);
		*set |= (unsigned)kinds[i].kind;
	}
	return NASS_OK;
}
