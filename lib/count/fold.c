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
	const struct nass_norm *norm; /* NULL: as written */
	bool stems;
	bool has_map;
	struct count__vocab map; /* spellings are forms, types are headwords */
	struct nass_buf key;
	struct nass_buf headword;
	/*
	 * What becomes of a dense code wherever it stands: a code, DELETED,
	 * or 0 where that is no matter of the code alone.
	 */
	bool has_dense;
	unsigned char dense[256];
};

#define DELETED 1 /* no code below 20 stands in a word */

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

bool
count__fold_dense(const struct count__fold *f, const struct count__key *word,
    struct count__key *key)
{
	unsigned char out[COUNT__INLINE_CHARS] = { 0 };
	size_t n = 0;
	unsigned i;

	if (!f->has_dense || word->bytes.p != NULL)
		return false;
	for (i = 0; i < COUNT__INLINE_CHARS; i++) {
		unsigned d = word->k[i / 8] >> i % 8 * 8 & 0xFF;

		if (d == 0)
			break;
		if (f->dense[d] == 0)
			return false;
		if (f->dense[d] != DELETED)
			out[n++] = f->dense[d];
	}
	if (n == 0)
		return false;
	memcpy(key->k, out, sizeof(key->k));
	key->hash = count__hash(key->k[0], key->k[1]);
	key->bytes = (struct nass_str){ NULL, 0 };
	return true;
}

static enum nass_code
map_line(struct count__fold *f, struct nass_str line, struct nass_err *err)
{
	struct nass_str rest = line;
	struct nass_str form = nass_str_cut(&rest, '\t');
	struct nass_str head = nass_str_cut(&rest, '\t');
	struct count__slot *slot;
	struct count__key key;
	enum nass_code code;

	if (form.n == 0)
		return NASS_OK;
	if (head.n == 0)
		return nass_fail(err, NASS_EUSAGE, 0,
		    "a line of the map is not FORM TAB HEADWORD: %.*s",
		    (int)(form.n < 40 ? form.n : 40), form.p);
	code = count__vocab_reserve(&f->map, 1, 0, err);
	if (code == NASS_OK)
		code = fold_word(f, head, err);
	if (code != NASS_OK)
		return code;
	f->headword.n = 0;
	code = nass_buf_put(&f->headword, nass_buf_str(&f->key), err);
	if (code == NASS_OK)
		code = fold_word(f, form, err);
	if (code != NASS_OK)
		return code;
	count__key_word(nass_buf_str(&f->key), &key);
	slot = count__find(&f->map, &key);
	if (slot->k[0] != 0)
		return NASS_OK; /* of equal forms the first counts */
	if (count__take(&f->map, slot, &key) == NULL)
		return nass_fail_nomem(err);
	count__key_word(nass_buf_str(&f->headword), &key);
	slot->type = count__type_of(&f->map, &key);
	return slot->type == COUNT__NO_TYPE ? nass_fail_nomem(err) : NASS_OK;
}

static enum nass_code
read_map(struct count__fold *f, struct nass_str map, struct nass_err *err)
{
	enum nass_code code = count__vocab_init(&f->map, 1, err);

	f->has_map = true;
	while (code == NASS_OK && map.n > 0) {
		struct nass_str line = nass_str_cut(&map, '\n');

		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
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

void
count__fold_free(struct count__fold *f)
{
	if (f == NULL)
		return;
	if (f->has_map)
		count__vocab_fini(&f->map);
	nass_buf_fini(&f->key);
	nass_buf_fini(&f->headword);
	free(f);
}

enum nass_code
count__fold(struct count__fold *f, struct nass_str word,
    struct nass_str *folded, struct nass_err *err)
{
	enum nass_code code = fold_word(f, word, err);
	const struct count__slot *slot;
	struct count__key key;

	if (code != NASS_OK)
		return code;
	if (f->has_map) {
		count__key_word(nass_buf_str(&f->key), &key);
		slot = count__find(&f->map, &key);
		if (slot->k[0] != 0) {
			const struct count__type *t = &f->map.type[slot->type];

			f->key.n = 0;
			code = count__word_put(t->k[0], t->k[1], &f->key, err);
		}
	}
	*folded = nass_buf_str(&f->key);
	return code;
}
