/*
 * skipped.c - lines that are too long to be held: told of, and copied to --rejects,
 * in their turn.  They are read long before that, so their bytes wait in a file
 * without a name.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/docs.h"

enum {
	BLOCK = 64 << 10
};

enum nass_code
docs__skipped(
    void *arg, void *source, uint64_t line, uint64_t at, struct nass_err *err)
{
	struct docs_source *s = source;
	struct docs *d = arg;
	struct docs_skipped *list;

	list = realloc(s->skipped, (s->nskipped + 1) * sizeof(*list));
	if (list == NULL)
		return nass_fail_nomem(err);
	s->skipped = list;
	list[s->nskipped++] = (struct docs_skipped){ line, at, d->nspooled, 0 };
	return NASS_OK;
}

enum nass_code
docs__skipped_bytes(
    void *arg, void *source, struct nass_str bytes, struct nass_err *err)
{
	struct docs_source *s = source;
	struct docs *d = arg;

	if (cli__state.rejects == NULL && s->hash == NULL)
		return NASS_OK;
	if (d->spool == NULL)
		d->spool = tmpfile();
	if (d->spool == NULL ||
	    fwrite(bytes.p, 1, bytes.n, d->spool) != bytes.n ||
	    fflush(d->spool) != 0)
		return nass_fail_sys(
		    err, "cannot keep a line of more than --max-document");
	d->nspooled += bytes.n;
	s->skipped[s->nskipped - 1].spooled_n += bytes.n;
	return NASS_OK;
}

/* From the spool to where it belongs. */
static enum nass_code
copy(struct docs *d, struct docs_source *s, const struct docs_skipped *line,
    struct nass_err *err)
{
	struct nass_buf block = NASS_BUF_INIT;
	uint64_t left = line->spooled_n;
	enum nass_code code = nass_buf_grow(&block, BLOCK, err);
	ssize_t n;

	while (code == NASS_OK && left > 0) {
		n = pread(fileno(d->spool), block.p,
		    left < BLOCK ? (size_t)left : BLOCK,
		    (off_t)(line->spooled + line->spooled_n - left));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			code = nass_fail_sys(err, "cannot read a line back");
			break;
		}
		block.n = (size_t)n;
		if (s->hash != NULL && !s->is_hashed)
			nass_hasher_put(s->hash, nass_buf_str(&block));
		left -= (uint64_t)n;
		code = cli__reject(nass_buf_str(&block), err);
	}
	nass_buf_fini(&block);
	return code;
}

enum nass_code
docs__tell_skipped(
    struct docs *d, struct docs_source *s, uint64_t at, struct nass_err *err)
{
	struct docs_skipped *line;
	struct nass_err why;

	for (; s->said < s->nskipped && s->skipped[s->said].at < at;
	     s->said++) {
		line = &s->skipped[s->said];
		(void)!nass_fail(&why, NASS_EINPUT, line->at,
		    "longer than --max-document %llu",
		    (unsigned long long)cli__state.cli->max_document);
		if (line->spooled_n > 0 && copy(d, s, line, err) != NASS_OK)
			return NASS_ESYS;
		if (!cli__soft(s->path, line->line, &why))
			return docs__stop(d, err);
	}
	return NASS_OK;
}
