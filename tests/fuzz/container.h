/*
 * container.h - bytes as an input of lib/corpus that come in pieces, and the laws
 * of every container: the pieces make no difference, and a record is a record.
 */
#ifndef NASS_TESTS_CONTAINER_H
#define NASS_TESTS_CONTAINER_H

#include <nass/doc.h>

#include "../pieces.h"
#include "corpus/corpus.h"
#include "law.h"

/* What is told goes to the output too: it must be the same. */
static void
tell(void *arg, const char *path, uint64_t line, const struct nass_err *why,
    struct nass_str bytes)
{
	OK(nass_buf_printf(arg, NULL, "\ntold %s:%llu: %llu: %s (%llu)\n", path,
	    (unsigned long long)line, (unsigned long long)why->at, why->what,
	    (unsigned long long)bytes.n));
}

static void
note(void *arg, const char *path, const char *what)
{
	OK(nass_buf_printf(arg, NULL, "\nnote %s: %s\n", path, what));
}

/* Every line is an object with an id, or the reader is wrong. */
static void
are_records(struct nass_str lines)
{
	struct nass_member m = { .name = NASS_STR("id") };
	struct nass_str line;

	while (lines.p != NULL && lines.n > 0) {
		line = nass_str_cut(&lines, '\n');
		OK(nass_json_find(line, &m, 1, NULL));
		LAW(m.type != NASS_JSON_NONE);
		LAW(nass_utf8_valid(line) == line.n);
	}
}

/*
 * All of an entry, appended to out; false if it ends in the middle: how much stands
 * before damage in compressed data is up to the codec.
 */
static bool
read_entry(const struct nass_corpus_entry *e, struct nass_buf *out)
{
	struct nass_buf all = NASS_BUF_INIT;
	struct nass_err err = { .code = NASS_OK };
	size_t got = 1;

	while (got > 0 && err.code == NASS_OK) {
		OK(nass_buf_grow(&all, 4096, NULL));
		if (nass_in_read(e->in, all.p + all.n, 4096, &got, &err) ==
		    NASS_OK)
			err.code = NASS_OK;
		all.n += got;
	}
	if (e->form == NASS_CORPUS_JSONL && err.code == NASS_OK)
		are_records(nass_buf_str(&all));
	OK(nass_buf_put(out, nass_buf_str(&all), NULL));
	OK(nass_buf_printf(out, NULL, "\nend %s: %d\n", e->path, err.code));
	nass_buf_fini(&all);
	return err.code == NASS_OK;
}

/*
 * All that `bytes` hold, and all that was told, appended to out; false if they, or
 * an entry, end in the middle.
 */
static bool
read_container(const struct nass_corpus_opts *as, struct nass_str bytes,
    size_t step, struct nass_buf *out)
{
	struct pieces b = { .left = bytes, .step = step };
	struct nass_corpus_opts opts = *as;
	struct nass_corpus_entry e;
	struct nass_corpus *c;
	struct nass_in *in;
	struct nass_err err;
	enum nass_code code = NASS_OK;
	bool is_whole = true;
	int nbad = 0;

	opts.max_document = 1 << 16;
	opts.max_ratio = 100;
	opts.arg = out;
	opts.tell = tell;
	opts.note = note;
	OK(nass_corpus_new(&opts, &c, NULL));
	if (nass_in_make(&pieces_reader, &b, NULL, &in, NULL) == NASS_OK) {
		OK(nass_corpus_enter(c, "-", in, NULL));
		while (code != NASS_END && nbad < 100) {
			code = nass_corpus_next(c, &e, &err);
			if (code == NASS_OK) {
				is_whole = read_entry(&e, out) && is_whole;
				nass_in_close(e.in);
			} else if (code != NASS_END) {
				is_whole = false;
				nbad++;
			}
		}
		LAW(nbad < 100);
	}
	nass_corpus_free(c);
	return is_whole;
}

static inline void
same_in_pieces(const struct nass_corpus_opts *opts, struct nass_str in)
{
	size_t step = 1 + choose(&in, 40);
	struct nass_buf whole = NASS_BUF_INIT;
	struct nass_buf parts = NASS_BUF_INIT;

	bool is_whole = read_container(opts, in, (size_t)-1, &whole);
	bool is_same;

	is_whole = read_container(opts, in, step, &parts) && is_whole;
	is_same = nass_str_eq(nass_buf_str(&whole), nass_buf_str(&parts));
	if (is_whole && !is_same)
		fprintf(stderr, "--- whole\n%.*s\n--- in steps of %zu\n%.*s\n",
		    (int)whole.n, whole.p, step, (int)parts.n, parts.p);
	LAW(!is_whole || is_same);
	nass_buf_fini(&whole);
	nass_buf_fini(&parts);
}

#endif
