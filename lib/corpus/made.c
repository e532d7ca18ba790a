/*
 * made.c - an input that the reader of a format makes of another.
 *
 *	nass_in ──> window ──> records, a batch at a time ──> nass_in
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/format.h"

enum {
	BATCH = 64 * 1024 /* bytes of records made at a time */
};

struct made {
	const struct corpus__format *format;
	void *state;
	struct corpus__source source;
	struct nass_buf out;
	size_t at;
	bool is_end;
	enum nass_code code; /* why it ended; NASS_END: in order */
	struct nass_err err;
};

/* Sequences that no charset has, once all are read: noted, or a failure. */
static void
judge_charset(struct made *m)
{
	struct corpus__source *s = &m->source;
	uint64_t first;
	uint64_t n;

	if (s->bytes.charset == NULL)
		return;
	n = nass_charset_bad(s->bytes.charset, &first);
	if (n > 0 && s->opts->fails)
		m->code = nass_fail(&m->err, NASS_EINPUT, first,
		    "ill-formed %s: %llu sequence%s",
		    nass_charset_name(s->bytes.charset), (unsigned long long)n,
		    n == 1 ? "" : "s");
	else if (n > 0)
		corpus__note(s, "byte %llu: ill-formed %s, %s %llu time%s",
		    (unsigned long long)first,
		    nass_charset_name(s->bytes.charset),
		    s->opts->how == NASS_UTF8_DROP ? "dropped"
						   : "replaced by U+FFFD",
		    (unsigned long long)n, n == 1 ? "" : "s");
}

static void
fill(struct made *m)
{
	const struct corpus__bytes *b = &m->source.bytes;
	size_t old;

	m->out.n = m->at = 0;
	while (!m->is_end && m->out.n < BATCH) {
		old = m->out.n;
		m->code =
		    m->format->next(&m->source, m->state, &m->out, &m->err);
		m->is_end = m->code != NASS_OK;
		/* What ends where the input failed may be cut off; crawls know. */
		if (m->format != &corpus__warc && b->has_failed &&
		    b->at == b->buf.n && !nass_in_is_complete(b->in))
			m->out.n = old;
		if (m->out.n > 0 && !nass_in_is_ready(m->source.bytes.in))
			break;
	}
	if (!m->is_end)
		return;
	if (m->code == NASS_END && m->source.bytes.has_failed) {
		m->code = m->source.bytes.failed.code;
		m->err = m->source.bytes.failed;
	}
	judge_charset(m);
}

static enum nass_code
made_read(void *state, char *p, size_t n, size_t *got, struct nass_err *err)
{
	struct made *m = state;

	if (m->at == m->out.n && !m->is_end)
		fill(m);
	*got = m->out.n - m->at < n ? m->out.n - m->at : n;
	if (*got > 0)
		memcpy(p, m->out.p + m->at, *got);
	m->at += *got;
	if (*got > 0 || !m->is_end || m->code == NASS_END)
		return NASS_OK;
	if (err != NULL)
		*err = m->err;
	return m->code;
}

static bool
made_is_ready(const void *state)
{
	const struct made *m = state;

	return m->at < m->out.n || m->is_end ||
	    corpus__look(&m->source.bytes).n > 0 ||
	    nass_in_is_ready(m->source.bytes.in);
}

static void
made_close(void *state)
{
	struct made *m = state;

	if (m->format->fini != NULL && m->state != NULL)
		m->format->fini(m->state);
	corpus__bytes_fini(&m->source.bytes);
	nass_buf_fini(&m->source.id_buf);
	nass_buf_fini(&m->out);
	free(m->source.path);
	free(m->state);
	free(m);
}

static const struct nass_reader made_reader = { made_read, made_is_ready,
	made_close };

struct nass_str
corpus__id_of(struct nass_str path)
{
	static const char *const suffix[] = { ".gz", ".zst", ".xz", ".bz2",
		".lz4" };
	struct nass_str end;
	size_t i;

	for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		end = nass_str(suffix[i]);
		if (path.n > end.n &&
		    memcmp(path.p + path.n - end.n, end.p, end.n) == 0)
			return nass_str_sub(path, 0, path.n - end.n);
	}
	return path;
}

/* An id is UTF-8, whatever a path is. */
static enum nass_code
copy_path(struct corpus__source *s, const char *path, struct nass_err *err)
{
	struct nass_buf copy = NASS_BUF_INIT;
	uint64_t n;
	uint64_t first;
	enum nass_code code;

	code = nass_utf8_mend(
	    nass_str(path), NASS_UTF8_REPLACE, &copy, NULL, &n, &first, err);
	if (code == NASS_OK)
		code = nass_buf_putc(&copy, '\0', err);
	s->path = copy.p;
	if (code == NASS_OK)
		s->id = corpus__id_of(nass_str(copy.p));
	return code;
}

enum nass_code
corpus__make(const struct nass_corpus_opts *opts,
    const struct corpus__format *format, struct nass_charset *charset,
    size_t skip, struct nass_corpus_entry *entry, struct nass_err *err)
{
	struct made *m = calloc(1, sizeof(*m));
	enum nass_code code;

	if (m == NULL) {
		nass_charset_free(charset);
		nass_in_close(entry->in);
		return nass_fail_nomem(err);
	}
	m->format = format;
	m->source.opts = opts;
	m->source.bytes.in = entry->in;
	m->source.bytes.hash = entry->hash;
	m->source.bytes.charset = charset;
	m->source.bytes.how = opts->how;
	m->source.bytes.skip = skip;
	m->source.bytes.line = 1;
	m->source.bytes.offset = skip;
	m->state = calloc(1, format->size + 1);
	code = m->state == NULL ? nass_fail_nomem(err)
				: copy_path(&m->source, entry->path, err);
	if (code != NASS_OK) {
		made_close(m);
		return code;
	}
	return nass_in_make(&made_reader, m, entry->in, &entry->in, err);
}
