/*
 * warc_head.c - where records of a crawl begin, and what their heads say.
 */
#include <string.h>

#include "corpus/warc.h"

enum {
	HEAD = 1024 * 1024, /* bytes that the head of a record may have */
	WINDOW = 64 * 1024,
	VERSION = 8 /* "WARC/1.0" */
};

bool
warc__is_version(struct nass_str s)
{
	return nass_str_starts(s, NASS_STR("WARC/"));
}

/* Finding records ---------------------------------------------------------------- */

size_t
warc__find_version(struct nass_str s, size_t from)
{
	const char *p = s.p + from;
	const char *end = s.p + s.n;

	while ((p = memchr(p, 'W', (size_t)(end - p))) != NULL) {
		if (end - p >= 7 && memcmp(p, "WARC/", 5) == 0 &&
		    (p[5] == '0' || p[5] == '1') && (p == s.p || p[-1] == '\n'))
			return (size_t)(p - s.p);
		p++;
	}
	return s.n;
}

enum nass_code
warc__skip_blank(struct corpus__source *s, struct nass_err *err)
{
	struct nass_str look;
	enum nass_code code;
	size_t i;

	for (;;) {
		code = corpus__want(&s->bytes, 8, err);
		if (code != NASS_OK)
			return code;
		look = corpus__look(&s->bytes);
		for (i = 0; i < look.n; i++)
			if (look.p[i] != '\r' && look.p[i] != '\n')
				break;
		corpus__use(&s->bytes, i);
		if (i < look.n)
			return NASS_OK;
		if (s->bytes.is_end)
			return NASS_END;
	}
}

enum nass_code
warc__skip(struct corpus__source *s, uint64_t n, struct nass_err *err)
{
	struct nass_str look;
	enum nass_code code;
	size_t at;

	while (n > 0) {
		code = corpus__want(&s->bytes, WINDOW, err);
		if (code != NASS_OK)
			return code;
		look = corpus__look(&s->bytes);
		if (look.n == 0)
			break;
		at = warc__find_version(look, 0);
		if (at == look.n && !s->bytes.is_end)
			at -= VERSION; /* may be the begin of one */
		corpus__use(&s->bytes, at < n ? at : (size_t)n);
		if (at < n && warc__is_version(corpus__look(&s->bytes)))
			break;
		n -= at < n ? at : n;
	}
	return NASS_OK;
}

/* Heads ---------------------------------------------------------------------------- */

/* Well-formed, as it goes into records: an address may hold any bytes. */
static enum nass_code
keep_head(struct warc *w, struct nass_str head, struct nass_err *err)
{
	uint64_t nbad;
	uint64_t first;

	w->head.n = 0;
	return nass_utf8_mend(
	    head, NASS_UTF8_REPLACE, &w->head, NULL, &nbad, &first, err);
}

/* A head, to w->head; its bytes, with the empty line, to *n; NASS_EINPUT: it has no end. */
static enum nass_code
take_head(
    struct corpus__source *s, struct warc *w, size_t *n, struct nass_err *err)
{
	struct nass_str rest;
	struct nass_str head;
	enum nass_code code;
	size_t want = 4096;

	for (;;) {
		code = corpus__want(&s->bytes, want, err);
		if (code != NASS_OK)
			return code;
		rest = corpus__look(&s->bytes);
		if (corpus__cut_head(&rest, &head))
			break;
		if (s->bytes.is_end || want >= HEAD)
			return nass_fail(err, NASS_EINPUT, s->bytes.offset,
			    "the head of the record does not end");
		want *= 2;
	}
	*n = (size_t)(rest.p - corpus__look(&s->bytes).p);
	return keep_head(w, head, err);
}

enum nass_code
warc__read_warc_head(struct corpus__source *s, struct warc *w, struct record *r,
    struct nass_err *err)
{
	struct nass_str head;
	enum nass_code code;

	r->at = s->bytes.offset;
	if (!warc__is_version(corpus__look(&s->bytes)))
		return nass_fail(
		    err, NASS_EINPUT, r->at, "no WARC record begins here");
	code = take_head(s, w, &r->head_n, err);
	if (code != NASS_OK)
		return code;
	head = nass_buf_str(&w->head);
	r->type = corpus__field(head, NASS_STR("WARC-Type"));
	r->url = corpus__field(head, NASS_STR("WARC-Target-URI"));
	r->date = corpus__field(head, NASS_STR("WARC-Date"));
	r->mime = corpus__field(head, NASS_STR("Content-Type"));
	if (r->url.n > 1 && r->url.p[0] == '<' &&
	    r->url.p[r->url.n - 1] == '>') /* as 1.0 allowed */
		r->url = nass_str_sub(r->url, 1, r->url.n - 1);
	if (!nass_str_number(corpus__field(head, NASS_STR("Content-Length")), 0,
		INT64_MAX, &r->length))
		return nass_fail(err, NASS_EINPUT, r->at,
		    "the record has no Content-Length");
	r->is_http =
	    corpus__starts_nocase(r->mime, NASS_STR("application/http"));
	r->is_truncated = corpus__field(head, NASS_STR("WARC-Truncated")).n > 0;
	return NASS_OK;
}

/* 20140216050221 to 2014-02-16T05:02:21Z. */
static enum nass_code
set_arc_date(struct warc *w, struct record *r, struct nass_err *err)
{
	const char *d = r->date.p;
	enum nass_code code;
	uint64_t number;

	if (r->date.n != 14 ||
	    !nass_str_number(r->date, 0, UINT64_MAX, &number))
		return NASS_OK;
	w->date.n = 0;
	code = nass_buf_printf(&w->date, err, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ",
	    d, d + 4, d + 6, d + 8, d + 10, d + 12);
	r->date = nass_buf_str(&w->date);
	return code;
}

/* The last word of *line, which is cut off. */
static struct nass_str
last_word(struct nass_str *line)
{
	size_t end = line->n;
	size_t i;

	while (end > 0 && line->p[end - 1] == ' ')
		end--;
	for (i = end; i > 0 && line->p[i - 1] != ' '; i--)
		continue;
	line->n = i;
	return nass_str_sub((struct nass_str){ line->p, end }, i, end);
}

/* URL IP date mime [result checksum location offset filename] length */
enum nass_code
warc__read_arc_head(struct corpus__source *s, struct warc *w, struct record *r,
    struct nass_err *err)
{
	struct nass_str line;
	struct nass_str length;
	enum nass_code code;
	int i;

	r->at = s->bytes.offset;
	code = corpus__line(&s->bytes, HEAD, &line, err);
	if (code == NASS_ELIMIT)
		return nass_fail(
		    err, NASS_EINPUT, r->at, "no ARC record begins here");
	if (code != NASS_OK)
		return code;
	r->head_n = line.n;
	code = keep_head(w, corpus__trim(line), err);
	if (code != NASS_OK)
		return code;
	line = nass_buf_str(&w->head);
	length = last_word(&line);
	for (i = 0; w->is_arc2 && i < 5; i++)
		(void)last_word(&line);
	r->mime = last_word(&line);
	r->date = last_word(&line);
	(void)last_word(&line); /* the address of the host */
	r->url = corpus__trim(line);
	r->type = NASS_STR("response");
	r->is_http = corpus__starts_nocase(r->url, NASS_STR("http"));
	if (!nass_str_number(length, 0, INT64_MAX, &r->length))
		return nass_fail(
		    err, NASS_EINPUT, r->at, "no ARC record begins here");
	corpus__unuse(&s->bytes, r->head_n);
	return set_arc_date(w, r, err);
}
