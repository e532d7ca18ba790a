/*
 * reading.c - see reading.h.
 */
#include "reading.h"

#include <check.h>

#include "../pieces.h"
#include "corpus/corpus.h"

void
put(struct nass_buf *b, struct nass_str s)
{
	ck_assert(nass_buf_put(b, s, NULL) == NASS_OK);
}

static void
count_tell(void *arg, const char *path, uint64_t line,
    const struct nass_err *why, struct nass_str bytes)
{
	(void)path;
	(void)line;
	(void)why;
	(void)bytes;
	++*(int *)arg;
}

static void
no_note(void *arg, const char *path, const char *what)
{
	(void)arg;
	(void)path;
	(void)what;
}

int
read_corpus(const char *from, const char *encoding, struct nass_str bytes,
    size_t step, struct nass_buf *out)
{
	int ntold = 0;
	struct pieces b = { .left = bytes, .step = step };
	struct nass_corpus_opts opts = { .from = from,
		.encoding = encoding,
		.max_document = 1 << 20,
		.max_ratio = 1000,
		.arg = &ntold,
		.tell = count_tell,
		.note = no_note };
	struct nass_corpus_entry e;
	struct nass_corpus *c;
	struct nass_in *in;
	size_t got = 1;

	out->n = 0;
	ck_assert(nass_corpus_new(&opts, &c, NULL) == NASS_OK);
	ck_assert(nass_in_make(&pieces_reader, &b, NULL, &in, NULL) == NASS_OK);
	ck_assert(nass_corpus_enter(c, "x", in, NULL) == NASS_OK);
	while (nass_corpus_next(c, &e, NULL) == NASS_OK) {
		for (got = 1; got > 0;) {
			ck_assert(nass_buf_grow(out, 4096, NULL) == NASS_OK);
			if (nass_in_read(e.in, out->p + out->n, 4096, &got,
				NULL) != NASS_OK) {
				ntold++;
				break;
			}
			out->n += got;
		}
		nass_in_close(e.in);
	}
	nass_corpus_free(c);
	return ntold;
}
