/* count.c - the life of a count. */
#include <stdlib.h>
#include <string.h>

#include "base/huge.h"
#include "count/docs.h"
#include "count/spill.h"
#include "io/io.h"

const struct nass_count_opts nass_count_default = {
	.kinds = NASS_TOKEN_WORDS,
	.ngram_min = 1,
	.ngram_max = 1,
	.memory = (size_t)1 << 30,
};

/* A count without what tokens become words with. */
static enum nass_code
new_count(const struct nass_count_opts *opts, struct nass_count **count,
    struct nass_err *err)
{
	struct nass_count *c = calloc(1, sizeof(*c));
	enum nass_code code;

	if (c == NULL)
		return nass_fail_nomem(err);
	c->opts = *opts;
	c->opts.map = (struct nass_str){ NULL, 0 };
	if (opts->directory == NULL)
		c->opts.directory = "/tmp";
	c->word_opts = nass_words_default;
	c->word_opts.kinds = opts->kinds;
	c->word_opts.ends_at_lines = !opts->is_wrapped;
	c->nlevel = opts->ngram_max;
	code = count__vocab_init(&c->words, err);
	if (code == NASS_OK)
		code = count__vocab_init(&c->types, err);
	if (code == NASS_OK)
		code = count__vocab_init(&c->part_names, err);
	*count = c;
	return code;
}

static enum nass_code
given(enum nass_code code, struct nass_count *c, struct nass_count **count)
{
	if (code == NASS_OK)
		*count = c;
	else
		nass_count_free(c);
	return code;
}

enum nass_code
nass_count_new(const struct nass_count_opts *opts, struct nass_count **count,
    struct nass_err *err)
{
	struct nass_count *c = NULL;
	enum nass_code code = new_count(opts, &c, err);

	if (code == NASS_OK)
		code = count__identify(c, opts->map, err);
	if (code == NASS_OK)
		code = count__fold_new(opts, &c->fold, err);
	if (code == NASS_OK)
		code = count__tokens_new(&c->tokens, err);
	if (code == NASS_OK)
		code =
		    nass_runs_file_new(c->opts.directory, &c->runs_file, err);
	return given(code, c, count);
}

enum nass_code
nass_count_new_beside(
    struct nass_count *model, struct nass_count **count, struct nass_err *err)
{
	struct nass_count *c = NULL;
	enum nass_code code = new_count(&model->opts, &c, err);
	unsigned i;

	for (i = 0; code == NASS_OK && i < COUNT__IDENTITIES; i++)
		code = nass_buf_put(
		    &c->identity[i], nass_buf_str(&model->identity[i]), err);
	if (code == NASS_OK) {
		c->fold = count__fold_share(model->fold);
		c->tokens = count__tokens_share(model->tokens);
		c->runs_file = nass_runs_file_share(model->runs_file);
	}
	return given(code, c, count);
}

void
count__release(struct nass_count *c)
{
	count__vocab_fini(&c->words);
	count__vocab_fini(&c->types);
	free(c->spelling);
	free(c->type);
	free(c->pair);
	free(c->sequence);
	free(c->chunk);
	free(c->line);
	free(c->given);
	memset(&c->words, 0, sizeof(c->words));
	memset(&c->types, 0, sizeof(c->types));
	c->spelling = NULL;
	c->type = NULL;
	c->pair = NULL;
	c->sequence = c->given = NULL;
	c->chunk = NULL;
	c->line = NULL;
	c->spelling_cap = c->type_cap = c->pair_cap = c->sequence_cap = 0;
	c->chunk_cap = c->line_cap = c->given_cap = 0;
}

void
nass_count_free(struct nass_count *c)
{
	unsigned i;

	if (c == NULL)
		return;
	count__fold_free(c->fold);
	count__tokens_free(c->tokens);
	count__release(c);
	for (i = 0; i < NASS_NGRAM_MAX; i++) {
		count__level_fini(&c->level[i]);
		nass_buf_fini(&c->term[i]);
		nass_buf_fini(&c->key[i]);
	}
	for (i = 0; i < COUNT__IDENTITIES; i++)
		nass_buf_fini(&c->identity[i]);
	count__ranks_fini(&c->ranks);
	free(c->key_text);
	count__vocab_fini(&c->part_names);
	free(c->part_doc);
	free(c->part);
	count__forget_docs(c);
	free(c->doc);
	free(c->first_position);
	free(c->position);
	nass_buf_fini(&c->scratch);
	nass_buf_fini(&c->rows);
	count__spilled_free(c->spilled);
	nass_runs_free(c->runs);
	nass_runs_file_free(c->runs_file);
	free(c);
}

void
count__forget(struct nass_count *c)
{
	unsigned i;

	for (i = 0; i < c->nlevel; i++) {
		count__level_fini(&c->level[i]);
		c->term[i].n = 0;
	}
	count__vocab_reset(&c->words);
	count__vocab_reset(&c->types);
	count__ranks_fini(&c->ranks);
	free(c->key_text);
	c->key_text = NULL;
	c->nfolded = 0;
	c->npair = c->nsequence = c->nchunk = c->nline = c->ngiven = 0;
	c->ncarried = 0;
}
