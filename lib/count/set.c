/* set.c - a set of words. */
#include "count/set.h"

#include <stdlib.h>

#include "count/vocab.h"

struct nass_set {
	struct count__vocab words;
};

enum nass_code
nass_set_new(struct nass_set **set, struct nass_err *err)
{
	struct nass_set *s = calloc(1, sizeof(*s));

	if (s == NULL || count__vocab_init(&s->words, err) != NASS_OK) {
		nass_set_free(s);
		return nass_fail_nomem(err);
	}
	*set = s;
	return NASS_OK;
}

void
nass_set_free(struct nass_set *s)
{
	if (s != NULL)
		count__vocab_fini(&s->words);
	free(s);
}

enum nass_code
nass_set_add(struct nass_set *s, struct nass_str word, struct nass_err *err)
{
	enum nass_code code = count__vocab_reserve(&s->words, 1, err);
	struct count__key key;

	if (code != NASS_OK || word.n == 0)
		return code;
	count__key_word(word, &key);
	return count__intern(&s->words, &key) != COUNT__NONE
	    ? NASS_OK
	    : nass_fail_nomem(err);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

enum nass_code
nass_set_add_lines(struct nass_set *s, struct nass_str lines,
    const struct nass_norm *norm, struct nass_err *err)
{
	struct nass_buf key = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;

	while (code == NASS_OK && lines.n > 0) {
		struct nass_str word = nass_str_cut(&lines, '\n');

		while (word.n > 0 && is_blank(word.p[word.n - 1]))
			word.n--;
		while (word.n > 0 && is_blank(*word.p))
			word = nass_str_sub(word, 1, word.n);
		if (word.n == 0 || *word.p == '#')
			continue;
		key.n = 0;
		if (norm != NULL)
			code = nass_norm_key(norm, word, &key, err);
		if (code == NASS_OK)
			code = nass_set_add(
			    s, key.n > 0 ? nass_buf_str(&key) : word, err);
	}
	nass_buf_fini(&key);
	return code;
}

bool
nass_set_has(const struct nass_set *s, struct nass_str word)
{
	struct count__key key;

	if (word.n == 0)
		return false;
	count__key_word(word, &key);
	return count__id(&s->words, &key) != COUNT__NONE;
}
