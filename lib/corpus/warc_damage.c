/*
 * warc_damage.c - crawls whose gzip data is damaged.
 *
 * Crawls have a gzip member for each record, and its checksum tells whether the record
 * is what was written.  So a record waits for the end of its member, unless another
 * begins in it.
 */
#include <string.h>

#include "corpus/warc.h"

/* Bytes behind a record that may end its gzip member. */
enum {
	BEHIND = 1 << 20
};

bool
warc__is_sound(const struct corpus__source *s, size_t n)
{
	return s->bytes.offset + n <= nass_in_sound(s->bytes.in);
}

bool
warc__is_before_record(
    const struct corpus__source *s, const struct warc *w, size_t n)
{
	struct nass_str look = corpus__look(&s->bytes);
	size_t i;

	for (i = n; i < look.n && i < n + 16; i++)
		if (look.p[i] != '\r' && look.p[i] != '\n')
			break;
	if (i >= look.n)
		return false;
	look = nass_str_sub(look, i, look.n);
	if (!w->is_arc)
		return warc__is_version(look);
	return memchr(look.p, ':', look.n < 16 ? look.n : 16) != NULL;
}

enum nass_code
warc__drop_damaged(struct corpus__source *s, struct warc *w, size_t n,
    bool *is_dropped, struct nass_err *err)
{
	struct corpus__bytes *b = &s->bytes;
	enum nass_code code = NASS_OK;

	while (code == NASS_OK && !b->is_end && !warc__is_sound(s, n) &&
	    corpus__look(b).n < n + BEHIND)
		code = corpus__want(b, corpus__look(b).n + 1, err);
	*is_dropped = b->has_failed && !warc__is_sound(s, n);
	if (!*is_dropped)
		return code;
	if (warc__is_version(corpus__look(b)))
		w->is_damaged = false; /* another record, to be told of */
	if (b->failed.code == NASS_EINPUT)
		b->failed.at = b->offset;
	corpus__use(b, corpus__look(b).n);
	return code;
}

enum nass_code
warc__resume(struct corpus__source *s, struct warc *w, struct nass_err *err)
{
	struct corpus__bytes *b = &s->bytes;
	struct nass_err why = b->failed;
	enum nass_code code;

	if (!b->has_failed)
		return NASS_END;
	if (w->nloose > 0)
		corpus__note(s,
		    "byte %llu: no checksum vouches for %llu document%s of the "
		    "same gzip member",
		    (unsigned long long)why.at, (unsigned long long)w->nloose,
		    w->nloose == 1 ? "" : "s");
	w->nloose = 0;
	code = nass_in_resume(b->in, err);
	b->has_failed = code != NASS_OK && !w->is_damaged;
	if (code != NASS_OK)
		return code;
	b->is_end = false;
	if (!w->is_damaged)
		s->opts->tell(s->opts->arg, s->path, 0, &why, NASS_STR(""));
	w->is_damaged = true;
	return NASS_OK;
}
