/*
 * fold.c - from a spelling to the key of its type: profile, then stem, then the
 * map of the user.  Runs once for each distinct spelling.
 */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"
#include "text/dense.h"
#include "text/utf8.h"

struct count__fold {
	unsigned nuser;               /* counts that share it */
	const struct nass_norm *norm; /* NULL: as written */
	bool stems;
	bool has_map;
	struct count__vocab forms;
	struct count__vocab heads;
	uint32_t *head_of; /* form ─> headword */
	size_t head_cap;
	struct nass_buf key;
	/*
	 * What becomes of a dense code wherever it stands: a code, DELETED,
	 * or 0 where that is no matter of the code alone.
	 */
	bool has_dense;
	unsigned char dense[256];
};

#define DELETED 1 /* no code below 20 stands in a word */
#define GROUP   64

/* A space would look like the border between words of an n-gram. */
static enum nass_code
bind_spaces(struct nass_buf *key, struct nass_err *err)
{
	size_t i = 0;

	while (i < key->n && key->p[i] != ' ')
		i++;
	for (; i < key->n; i++) {
		if (key->p[i] != ' ')
			continue;
		if (nass_buf_grow(key, 1, err) != NASS_OK)
			return NASS_ENOMEM;
		memmove(key->p + i + 2, key->p + i + 1, key->n - i - 1);
		memcpy(key->p + i, "\xC2\xA0", 2);
		key->n++;
		i++;
	}
	return NASS_OK;
}

/* Profile and stem; what they delete whole stays as it is written. */
static enum nass_code
fold_word(struct count__fold *f, struct nass_str word, struct nass_err *err)
{
	enum nass_code code;
	struct nass_str stem;

	f->key.n = 0;
	if (f->norm == NULL)
		code = nass_buf_put(&f->key, word, err);
	else
		code = nass_norm_key(f->norm, word, &f->key, err);
	if (code == NASS_OK && f->key.n == 0)
		code = nass_buf_put(&f->key, word, err);
	if (code != NASS_OK)
		return code;
	if (f->stems) {
		stem = nass_stem_light10(nass_buf_str(&f->key));
		if (stem.n > 0) {
			memmove(f->key.p, stem.p, stem.n);
			f->key.n = stem.n;
		}
	}
	return bind_spaces(&f->key, err);
}

/* The profile as a table of dense codes, as far as it is one. */
static void
learn_dense(struct count__fold *f)
{
	unsigned d;

	f->has_dense = f->norm != NULL && !f->stems && !f->has_map;
	for (d = 0x20; f->has_dense && d < 256; d++) {
		char out[64];
		uint32_t cp;
		size_t n;
		size_t size;

		if (!nass_norm_code_point(
			f->norm, d < 0x80 ? d : 0x580u + d, out, &n))
			continue;
		if (n == 0) {
			f->dense[d] = DELETED;
			continue;
		}
		cp = nass_utf8_get(out, &size);
		if (size == n && nass_dense_code(cp) > 0x20)
			f->dense[d] = nass_dense_code(cp);
	}
}

/* The tag of a word that is its own, whose characters fold one by one; else 0. */
static inline uint64_t
fold_inline(const struct count__fold *f, uint64_t word)
{
	uint64_t tag = 0;
	unsigned made = 0;

	if (!f->has_dense || !count__is_inline(word))
		return 0;
	for (; word != 0; word >>= 8) {
		uint64_t d = f->dense[word & 0xFF];

		if (d == 0)
			return 0;
		tag |= (d & -(uint64_t)(d != DELETED)) << made;
		made += 8u & -(unsigned)(d != DELETED);
	}
	return tag;
}

/* The key of a dense word whose characters fold one by one; false of another. */
static bool
fold_dense(const struct count__fold *f, uint64_t word, struct count__key *key)
{
	char room[COUNT__PACKED_CHARS];
	const unsigned char *dense;
	size_t made = 0;
	size_t n;
	size_t i;

	if (!f->has_dense)
		return false;
	dense = (const unsigned char *)count__dense(word, room, &n);
	if (dense == NULL)
		return false;
	for (i = 0; i < n; i++) {
		unsigned char d = f->dense[dense[i]];

		if (d == 0)
			return false;
		key->room[made] = (char)d;
		made += d != DELETED;
	}
	memset(key->room + made, 0, 8);
	if (made > 0)
		count__key_dense(key->room, made, key);
	return made > 0;
}

static enum nass_code
map_line(struct count__fold *f, struct nass_str line, struct nass_err *err)
{
	struct nass_str rest = line;
	struct nass_str form = nass_str_cut(&rest, '\t');
	struct nass_str head = nass_str_cut(&rest, '\t');
	struct count__key key;
	enum nass_code code;
	uint32_t headword;
	uint32_t id;

	if (form.n == 0)
		return NASS_OK;
	if (head.n == 0)
		return nass_fail(err, NASS_EUSAGE, 0,
		    "a line of the map is not FORM TAB HEADWORD: %.*s",
		    (int)(form.n < 40 ? form.n : 40), form.p);
	code = count__vocab_reserve(&f->forms, 1, err);
	if (code == NASS_OK)
		code = count__vocab_reserve(&f->heads, 1, err);
	if (code == NASS_OK)
		code = count__stretch((void **)&f->head_of, &f->head_cap,
		    (size_t)f->forms.n + 1, sizeof(*f->head_of), err);
	if (code == NASS_OK)
		code = fold_word(f, head, err);
	if (code != NASS_OK)
		return code;
	count__key_word(nass_buf_str(&f->key), &key);
	headword = count__intern(&f->heads, &key);
	code = fold_word(f, form, err);
	if (code != NASS_OK)
		return code;
	count__key_word(nass_buf_str(&f->key), &key);
	if (count__id(&f->forms, &key) != COUNT__NONE)
		return NASS_OK; /* of equal forms the first counts */
	id = count__intern(&f->forms, &key);
	if (headword == COUNT__NONE || id == COUNT__NONE)
		return nass_fail_nomem(err);
	f->head_of[id] = headword;
	return NASS_OK;
}

static enum nass_code
read_map(struct count__fold *f, struct nass_str map, struct nass_err *err)
{
	enum nass_code code = count__vocab_init(&f->forms, err);

	f->has_map = true;
	if (code == NASS_OK)
		code = count__vocab_init(&f->heads, err);
	while (code == NASS_OK && map.n > 0) {
		struct nass_str line = nass_str_line(&map);

		code = map_line(f, line, err);
	}
	return code;
}

enum nass_code
count__fold_new(const struct nass_count_opts *opts, struct count__fold **fold,
    struct nass_err *err)
{
	struct count__fold *f = calloc(1, sizeof(*f));
	enum nass_code code = NASS_OK;

	if (f == NULL)
		return nass_fail_nomem(err);
	f->nuser = 1;
	f->norm = opts->norm;
	f->stems = opts->meet == NASS_MEET_STEMS;
	if (opts->map.n > 0)
		code = read_map(f, opts->map, err);
	if (code != NASS_OK) {
		count__fold_free(f);
		return code;
	}
	learn_dense(f);
	*fold = f;
	return NASS_OK;
}

struct count__fold *
count__fold_share(struct count__fold *f)
{
	f->nuser++;
	return f;
}

void
count__fold_free(struct count__fold *f)
{
	if (f == NULL || --f->nuser > 0)
		return;
	count__vocab_fini(&f->forms);
	count__vocab_fini(&f->heads);
	free(f->head_of);
	nass_buf_fini(&f->key);
	free(f);
}

/* The key of any word's type; its bytes live until the next call. */
static enum nass_code
fold_any(struct nass_count *c, uint32_t spelling, struct count__key *key,
    struct nass_err *err)
{
	struct count__fold *f = c->fold;
	enum nass_code code;
	uint32_t id;

	c->scratch.n = 0;
	code = count__word_put(c->words.key[spelling], &c->scratch, err);
	if (code == NASS_OK)
		code = fold_word(f, nass_buf_str(&c->scratch), err);
	if (code != NASS_OK)
		return code;
	count__key_word(nass_buf_str(&f->key), key);
	id = f->has_map ? count__id(&f->forms, key) : COUNT__NONE;
	if (id != COUNT__NONE)
		count__key_of(&f->heads, f->head_of[id], key);
	return NASS_OK;
}

/*
 * Words that are their tags by a table, GROUP at a time, so that the misses of
 * the cache overlap; others one by one.
 */
enum nass_code
count__fold_words(struct nass_count *c, struct nass_err *err)
{
	uint64_t tag[GROUP];
	struct count__key key;
	enum nass_code code = NASS_OK;
	uint32_t from;
	uint32_t n;
	uint32_t i;

	for (from = c->nfolded; from < c->words.n; from += n) {
		n = c->words.n - from < GROUP ? c->words.n - from : GROUP;
		for (i = 0; i < n; i++) {
			tag[i] = fold_inline(c->fold, c->words.key[from + i]);
			__builtin_prefetch(count__place(&c->types, tag[i]), 1);
		}
		for (i = 0; code == NASS_OK && i < n; i++) {
			key.tag = tag[i];
			key.bytes.p = NULL;
			if (tag[i] == 0 &&
			    !fold_dense(c->fold, c->words.key[from + i], &key))
				code = fold_any(c, from + i, &key, err);
			if (code == NASS_OK)
				code = count__type_of(
				    c, &key, &c->spelling[from + i].type, err);
		}
		if (code != NASS_OK)
			return code;
		c->nfolded = from + n;
	}
	return NASS_OK;
}
