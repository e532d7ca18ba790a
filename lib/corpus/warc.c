/*
 * warc.c - WARC 1.0 and 1.1 (ISO 28500), ARC: records of a crawl.
 *
 *	WARC/1.0			version
 *	WARC-Type: response		fields
 *	Content-Length: N
 *					empty line
 *	HTTP/1.1 200 OK ...		block of N bytes
 *	(CRLF CRLF)
 *
 * Responses and resources give pages (html) or plain text, conversions (WET) give
 * text; other records are passed over.  A length that is wrong is found out by
 * what follows the block; then the next line that begins a record is looked for.
 */
#include <string.h>

#include "corpus/warc.h"

enum {
	CHECKED = 1 << 20 /* bytes of a block that nobody wants, to check it */
};

/* Documents -------------------------------------------------------------------------- */

enum kind {
	OTHER,
	TEXT,
	PAGE
};

static enum kind
kind_of(struct nass_str mime, struct nass_str body)
{
	struct nass_str name = mime;

	name = corpus__trim(nass_str_cut(&mime, ';'));
	if (corpus__eq_nocase(name, NASS_STR("text/html")) ||
	    corpus__eq_nocase(name, NASS_STR("application/xhtml+xml")))
		return PAGE;
	if (corpus__eq_nocase(name, NASS_STR("text/plain")))
		return TEXT;
	if (name.n == 0 && corpus__looks_like_html(body))
		return PAGE;
	return OTHER;
}

/* Is the record worth a look, by its head alone? */
static bool
is_wanted(const struct record *r)
{
	if (nass_str_starts(r->url, NASS_STR("filedesc:")))
		return false;
	if (nass_str_eq(r->type, NASS_STR("response")))
		return r->is_http || kind_of(r->mime, NASS_STR("")) != OTHER;
	return nass_str_eq(r->type, NASS_STR("resource")) ||
	    nass_str_eq(r->type, NASS_STR("conversion"));
}

/* The head of HTTP off the block; what it says. */
static enum nass_code
open_http(struct corpus__source *s, struct warc *w, struct record *r,
    struct nass_str *block, struct nass_err *err)
{
	struct nass_str head;
	struct nass_str first;
	enum nass_code code;

	if (corpus__starts_nocase(r->mime, NASS_STR("application/http")))
		r->mime = NASS_STR("");
	if (!nass_str_starts(*block, NASS_STR("HTTP/")) ||
	    !corpus__cut_head(block, &head))
		return NASS_OK; /* some crawlers kept the body alone */
	first = head;
	first = nass_str_cut(&first, '\n');
	(void)nass_str_cut(&first, ' ');
	r->status = corpus__trim(nass_str_cut(&first, ' '));
	r->mime = corpus__field(head, NASS_STR("Content-Type"));
	if (kind_of(r->mime, NASS_STR("<html")) == OTHER)
		return NASS_OK; /* whatever the body is */
	code = corpus__http_body(
	    head, block, s->opts->max_document, &w->body, err);
	/* What the crawler says it has cut off is given as far as it goes. */
	return code == NASS_EINPUT && r->is_truncated ? NASS_OK : code;
}

static enum nass_code
put_document(struct corpus__source *s, const struct record *r,
    struct nass_str name, struct nass_str text, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str id = r->url;
	enum nass_code code = NASS_OK;
	uint64_t status;

	if (id.n == 0)
		code = corpus__id(s, ':', r->at, &id, err);
	if (code == NASS_OK)
		code = corpus__begin(out, err);
	if (code == NASS_OK)
		code = corpus__put(out, NASS_STR("id"), id, err);
	if (code == NASS_OK && r->url.n > 0)
		code = corpus__put(out, NASS_STR("url"), r->url, err);
	if (code == NASS_OK && r->date.n > 0)
		code = corpus__put(out, NASS_STR("date"), r->date, err);
	if (code == NASS_OK && nass_str_number(r->status, 100, 999, &status))
		code = corpus__put_number(out, NASS_STR("status"), status, err);
	if (code == NASS_OK)
		code = corpus__put(out, name, text, err);
	return code == NASS_OK ? corpus__end(out, err) : code;
}

static enum nass_code
put_block(struct corpus__source *s, struct warc *w, struct record *r,
    struct nass_str block, struct nass_buf *out, struct nass_err *err)
{
	struct nass_str text;
	enum nass_code code = NASS_OK;
	enum kind kind;

	if (r->is_http)
		code = open_http(s, w, r, &block, err);
	if (code != NASS_OK)
		return code;
	kind = kind_of(r->mime, block);
	if (kind == OTHER) {
		w->nother++;
		return NASS_OK;
	}
	code = corpus__decode_page(&w->pages, s->opts,
	    corpus__charset_label(r->mime), block, kind == PAGE, &text, err);
	if (code != NASS_OK)
		return code;
	return put_document(s, r,
	    kind == PAGE ? NASS_STR("html") : NASS_STR("text"), text, out, err);
}

/* Blocks ------------------------------------------------------------------------------ */

/*
 * Does a record or the end follow the block?  If not, and a record begins inside
 * of it, its length is wrong; else what follows it is bad, and told of in turn.
 */
static bool
is_followed(const struct corpus__source *s, const struct warc *w, size_t n)
{
	struct nass_str look = corpus__look(&s->bytes);

	return w->is_arc || warc__is_before_record(s, w, n) ||
	    (n <= look.n && corpus__trim(nass_str_sub(look, n, look.n)).n == 0);
}

static enum nass_code
take_record(struct corpus__source *s, struct warc *w, struct record *r,
    struct nass_buf *out, struct nass_err *err)
{
	struct corpus__bytes *b = &s->bytes;
	struct nass_str look;
	enum nass_code code;
	size_t n = r->head_n + (size_t)r->length;
	size_t inside;
	size_t old = out->n;
	bool is_dropped = false;

	code = corpus__want(b, n + 32, err);
	if (code == NASS_OK && !warc__is_before_record(s, w, n))
		code = warc__drop_damaged(s, w, n, &is_dropped, err);
	if (code != NASS_OK || is_dropped)
		return code;
	look = corpus__look(b);
	inside =
	    is_followed(s, w, n) ? look.n : warc__find_version(look, r->head_n);
	if (n > look.n && inside == look.n) {
		corpus__tell(s, 0, r->at, look,
		    "the record is cut off: %zu of %zu bytes",
		    look.n - r->head_n, n - r->head_n);
		corpus__use(b, look.n);
		return NASS_OK;
	}
	if (inside < n) {
		corpus__tell(s, 0, r->at, nass_str_sub(look, 0, inside),
		    "the length of the record is wrong");
		corpus__use(b, inside);
		return NASS_OK;
	}
	if (r->is_wanted)
		code = put_block(
		    s, w, r, nass_str_sub(look, r->head_n, n), out, err);
	if (code == NASS_EINPUT || code == NASS_ELIMIT) {
		out->n = old;
		corpus__tell(
		    s, 0, r->at, nass_str_sub(look, 0, n), "%s", err->what);
		code = NASS_OK;
	}
	w->is_damaged = w->is_damaged && !warc__is_sound(s, n);
	w->nloose = warc__is_sound(s, n) ? 0 : w->nloose + (out->n > old);
	corpus__use(b, n);
	return code;
}

/* The version block of an ARC: its second line begins with the version. */
static enum nass_code
begin(struct corpus__source *s, struct warc *w, struct nass_err *err)
{
	struct nass_str look;
	const char *lf;
	enum nass_code code = corpus__want(&s->bytes, 4096, err);

	w->has_begun = true;
	if (code != NASS_OK)
		return code;
	look = corpus__look(&s->bytes);
	w->is_arc = nass_str_starts(look, NASS_STR("filedesc:"));
	lf = w->is_arc ? memchr(look.p, '\n', look.n) : NULL;
	w->is_arc2 = lf != NULL && lf + 1 < look.p + look.n && lf[1] == '2';
	return NASS_OK;
}

static enum nass_code
end(struct corpus__source *s, const struct warc *w)
{
	corpus__pages_note(s, &w->pages);
	if (w->nother > 0)
		corpus__note(s,
		    "%llu response%s neither page nor plain text passed over",
		    (unsigned long long)w->nother, w->nother == 1 ? "" : "s");
	return NASS_END;
}

/* No record here: tell of it once, and look for one. */
static enum nass_code
lose(struct corpus__source *s, struct warc *w, const struct record *r,
    struct nass_err *err)
{
	struct nass_err why = *err;
	bool is_dropped;
	enum nass_code code = warc__drop_damaged(s, w, 1, &is_dropped, err);

	if (code != NASS_OK || is_dropped)
		return code;
	if (!w->is_lost)
		corpus__tell(s, 0, r->at, NASS_STR(""), "%s", why.what);
	w->is_lost = true;
	if (w->is_arc)
		return NASS_OK; /* a line was taken */
	if (s->bytes.offset == r->at)
		corpus__use(&s->bytes, 1);
	return warc__skip(s, UINT64_MAX, err);
}

/* A record that is longer than anyone wants. */
static enum nass_code
pass_over(struct corpus__source *s, struct record *r, struct nass_err *err)
{
	uint64_t block;
	enum nass_code code;

	corpus__use(&s->bytes, r->head_n);
	block = s->bytes.offset;
	code = warc__skip(s, r->length, err);
	if (code != NASS_OK || (s->bytes.has_failed && !warc__is_sound(s, 0)))
		return code; /* the damage is told of */
	if (r->is_wanted)
		corpus__tell(s, 0, r->at, NASS_STR(""),
		    "the record is longer than --max-document");
	else if (s->bytes.offset - block < r->length)
		corpus__tell(s, 0, r->at, NASS_STR(""), "%s",
		    corpus__look(&s->bytes).n == 0
			? "the record is cut off"
			: "the length of the record is wrong");
	return NASS_OK;
}

/* One record: read, passed over, or told of. */
static enum nass_code
warc_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct warc *w = state;
	struct record r;
	enum nass_code code = NASS_OK;

	if (!w->has_begun)
		code = begin(s, w, err);
	if (code == NASS_OK)
		code = warc__skip_blank(s, err);
	if (code == NASS_END) {
		code = warc__resume(s, w, err);
		return code == NASS_END ? end(s, w) : code;
	}
	if (code != NASS_OK)
		return code;
	memset(&r, 0, sizeof(r));
	code = w->is_arc ? warc__read_arc_head(s, w, &r, err)
			 : warc__read_warc_head(s, w, &r, err);
	if (code == NASS_EINPUT || code == NASS_ELIMIT)
		return lose(s, w, &r, err);
	w->is_lost = false;
	if (code != NASS_OK)
		return code;
	r.is_wanted = is_wanted(&r);
	return r.length <= (r.is_wanted ? s->opts->max_document : CHECKED)
	    ? take_record(s, w, &r, out, err)
	    : pass_over(s, &r, err);
}

static bool
warc_sniff(struct nass_str head)
{
	return nass_str_starts(head, NASS_STR("WARC/0.")) ||
	    nass_str_starts(head, NASS_STR("WARC/1.")) ||
	    nass_str_starts(head, NASS_STR("filedesc://"));
}

static void
warc_fini(void *state)
{
	struct warc *w = state;

	corpus__pages_fini(&w->pages);
	nass_buf_fini(&w->body.chunks);
	nass_buf_fini(&w->body.plain);
	nass_buf_fini(&w->head);
	nass_buf_fini(&w->date);
}

const struct corpus__format corpus__warc = { "warc", warc_sniff,
	".warc .wet .arc", true, sizeof(struct warc), warc_next, warc_fini };
