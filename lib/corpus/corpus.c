/*
 * corpus.c - see corpus.h: what an input is, and what it becomes.
 */
#include "corpus/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/format.h"

/* Content decides in this order, then suffixes do. */
static const struct corpus__format *const formats[] = {
	&corpus__warc,
	&corpus__openiti,
	&corpus__docs,
	&corpus__html,
	&corpus__csv,
	&corpus__tsv,
};
#define NFORMATS (sizeof(formats) / sizeof(formats[0]))

const char *const nass_corpus_formats[] = { "csv", "tsv", "warc", "html",
	"docs", "openiti", NULL };

enum {
	DEPTH = 8,       /* archives within archives */
	LOOK = 64 * 1024 /* by which a charset is judged */
};

/* An archive that is open, and its path. */
struct level {
	struct corpus__archive *archive;
	size_t path_n; /* of the path below */
};

struct nass_corpus {
	const struct nass_corpus_opts *opts;
	const struct corpus__format *from; /* NULL: auto, or one of the three */
	bool is_auto;
	struct nass_buf path;    /* of the entry at hand, zero-terminated */
	struct nass_in *waiting; /* entered, and not yet given */
	struct level level[DEPTH];
	size_t depth;
};

/* What it is ----------------------------------------------------------------------- */

static bool
has_suffix(struct nass_str path, const char *suffixes)
{
	struct nass_str rest = nass_str(suffixes);
	struct nass_str s;

	while (rest.p != NULL) {
		s = nass_str_cut(&rest, ' ');
		if (s.n > 0 && path.n > s.n &&
		    corpus__eq_nocase(
			nass_str_sub(path, path.n - s.n, path.n), s))
			return true;
	}
	return false;
}

/* Is the first line a JSON object, as far as it can be seen? */
static bool
is_jsonl(struct nass_str head)
{
	struct nass_str rest = corpus__trim(head);
	struct nass_str line = nass_str_cut(&rest, '\n');
	struct nass_err err;

	if (line.n == 0 || line.p[0] != '{')
		return false;
	return nass_json_find(line, NULL, 0, &err) == NASS_OK ||
	    (rest.p == NULL && err.at == line.n && line.n >= LOOK / 2);
}

/* Parts of texts that have no separators. */
static bool
cuts_parts(const struct nass_corpus_opts *o)
{
	return o->part_lines > 0 || o->part_bytes > 0;
}

/* NULL: text, lines or jsonl. */
static const struct corpus__format *
find_format(const struct nass_corpus *c, struct nass_str head)
{
	const struct nass_corpus_opts *o = c->opts;
	struct nass_str path = corpus__id_of(nass_str(c->path.p));
	bool cuts = o->separator != NULL || o->blank_lines > 0 ||
	    o->form_feed || cuts_parts(o);
	size_t i;

	if (c->from != NULL)
		return c->from;
	for (i = 0; c->is_auto && i < NFORMATS; i++)
		if (formats[i]->sniff != NULL && formats[i]->sniff(head))
			return formats[i];
	if (c->is_auto && is_jsonl(head))
		return NULL;
	for (i = 0; c->is_auto && i < NFORMATS; i++)
		if (has_suffix(path, formats[i]->suffix))
			return formats[i];
	if (cuts &&
	    (c->is_auto || (o->from != NULL && strcmp(o->from, "text") == 0)))
		return &corpus__cut;
	return NULL;
}

static enum nass_code
refuse_guess(const struct nass_guess *g, struct nass_err *err)
{
	return nass_fail(err, NASS_EINPUT, 0,
	    "charset is not certain: %s (%u of 100)%s%s: use --encoding NAME",
	    g->name[0] != '\0' ? g->name : "unknown", g->sure,
	    g->other[0] != '\0' ? ", else " : "", g->other);
}

/* The charset by BOM, option or detection; *cs stays NULL for UTF-8 without. */
static enum nass_code
find_charset(struct nass_corpus *c, struct nass_in *in,
    struct nass_charset **cs, size_t *skip, struct nass_err *err)
{
	const struct nass_corpus_opts *o = c->opts;
	struct nass_guess guess;
	const char *name;
	char what[80];
	enum nass_code code;

	nass_in_wait(in, 4);
	name = nass_charset_bom(nass_in_peek(in), skip);
	if (name == NULL)
		name = o->encoding;
	if (name != NULL && strcmp(name, "auto") == 0) {
		nass_in_wait(in, LOOK);
		code = nass_charset_guess(
		    nass_in_peek(in), nass_in_peek(in).n < LOOK, &guess, err);
		if (code != NASS_OK)
			return code;
		if (guess.sure < NASS_CHARSET_SURE)
			return refuse_guess(&guess, err);
		name = guess.name;
		snprintf(what, sizeof(what), "charset %s (%u of 100)",
		    guess.name, guess.sure);
		if (strcmp(name, "UTF-8") != 0)
			o->note(o->arg, c->path.p, what);
	}
	if (name == NULL)
		return NASS_OK;
	code = nass_charset_new(name, cs, err);
	if (code == NASS_OK && nass_charset_is_utf8(*cs)) {
		nass_charset_free(*cs);
		*cs = NULL;
	}
	return code;
}

/* The begin of the input in UTF-8. */
static enum nass_code
decoded_head(struct nass_in *in, struct nass_charset *cs, size_t skip,
    struct nass_buf *head, struct nass_err *err)
{
	struct nass_str look = nass_in_peek(in);
	enum nass_code code;

	look = nass_str_sub(look, skip < look.n ? skip : look.n, look.n);
	if (cs == NULL)
		return nass_buf_put(head, look, err);
	code =
	    nass_charset_decode(cs, look, false, NASS_UTF8_REPLACE, head, err);
	nass_charset_reset(cs);
	return code;
}

/* `in` as what it is; it is taken over. */
static enum nass_code
dress(struct nass_corpus *c, struct nass_in *in,
    struct nass_corpus_entry *entry, struct nass_err *err)
{
	const struct corpus__format *format = NULL;
	struct nass_charset *cs = NULL;
	struct nass_buf head = NASS_BUF_INIT;
	size_t skip = 0;
	enum nass_code code;

	code = nass_buf_grow(&head, 1, err);
	if (code == NASS_OK && c->from != NULL && c->from->is_raw)
		format = c->from;
	else if (code == NASS_OK && c->is_auto) {
		code = nass_buf_put(&head, nass_in_peek(in), err);
		format = find_format(c, nass_buf_str(&head));
		head.n = 0;
	}
	if (code == NASS_OK && (format == NULL || !format->is_raw)) {
		code = find_charset(c, in, &cs, &skip, err);
		if (code == NASS_OK)
			code = decoded_head(in, cs, skip, &head, err);
		if (code == NASS_OK)
			format = find_format(c, nass_buf_str(&head));
	}
	nass_buf_fini(&head);
	if (code != NASS_OK) {
		nass_charset_free(cs);
		nass_in_close(in);
		return code;
	}
	entry->in = in;
	entry->form = format == NULL ? NASS_CORPUS_ASIS : NASS_CORPUS_JSONL;
	entry->is_cut = format == &corpus__cut && cuts_parts(c->opts);
	if (format == NULL && cs == NULL)
		return NASS_OK;
	if (format == NULL)
		format = &corpus__same;
	if (format->is_raw) {
		nass_charset_free(cs);
		cs = NULL;
		skip = 0;
	} else if (cs == NULL) {
		code = nass_charset_new("UTF-8", &cs, err);
		if (code != NASS_OK) {
			nass_in_close(in);
			return code;
		}
	}
	if (c->opts->hashes && (entry->hash = nass_hasher_new()) == NULL) {
		nass_charset_free(cs);
		nass_in_close(in);
		return nass_fail_nomem(err);
	}
	code = corpus__make(c->opts, format, cs, skip, entry, err);
	if (code != NASS_OK) {
		nass_hasher_free(entry->hash);
		entry->hash = NULL;
	}
	return code;
}

/* Entries -------------------------------------------------------------------------- */

enum nass_code
nass_corpus_new(const struct nass_corpus_opts *opts,
    struct nass_corpus **corpus, struct nass_err *err)
{
	struct nass_corpus *c = calloc(1, sizeof(*c));
	struct nass_charset *cs = NULL;
	enum nass_code code = NASS_OK;
	size_t i;

	if (c == NULL)
		return nass_fail_nomem(err);
	c->opts = opts;
	c->is_auto = opts->from == NULL || strcmp(opts->from, "auto") == 0;
	for (i = 0; !c->is_auto && i < NFORMATS; i++)
		if (strcmp(opts->from, formats[i]->name) == 0)
			c->from = formats[i];
	if (opts->encoding != NULL && strcmp(opts->encoding, "auto") != 0)
		code = nass_charset_new(opts->encoding, &cs, err);
	nass_charset_free(cs);
	if (code != NASS_OK) {
		free(c);
		return code;
	}
	*corpus = c;
	return NASS_OK;
}

void
nass_corpus_free(struct nass_corpus *c)
{
	if (c == NULL)
		return;
	nass_in_close(c->waiting);
	while (c->depth > 0)
		corpus__archive_free(c->level[--c->depth].archive);
	nass_buf_fini(&c->path);
	free(c);
}

/* The path of what is next: that of the level, a slash, the name. */
static enum nass_code
set_path(struct nass_corpus *c, size_t base, struct nass_str name,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;

	c->path.n = base;
	if (base > 0 && name.n > 0)
		code = nass_buf_putc(&c->path, '/', err);
	if (code == NASS_OK)
		code = nass_buf_put(&c->path, name, err);
	if (code == NASS_OK)
		code = nass_buf_putc(&c->path, '\0', err);
	if (code == NASS_OK)
		c->path.n--;
	return code;
}

enum nass_code
nass_corpus_enter(struct nass_corpus *c, const char *path, struct nass_in *in,
    struct nass_err *err)
{
	enum nass_code code = set_path(c, 0, nass_str(path), err);

	if (code != NASS_OK)
		nass_in_close(in);
	else
		c->waiting = in;
	return code;
}

/* Is it an archive?  Then go into it. */
static enum nass_code
descend(struct nass_corpus *c, struct nass_in *in, struct nass_err *err)
{
	struct level *l = &c->level[c->depth];
	enum nass_code code;

	if (c->depth == DEPTH) {
		nass_in_close(in);
		return nass_fail(err, NASS_ELIMIT, 0,
		    "archives within archives, more than %d deep", DEPTH);
	}
	l->path_n = c->path.n;
	code = corpus__archive_new(c->opts,
	    c->depth == 0 && strcmp(c->path.p, "-") != 0 ? c->path.p : NULL, in,
	    &l->archive, err);
	if (code == NASS_OK)
		c->depth++;
	return code;
}

/* The next entry of the archive we are in; NASS_END: we have left it. */
static enum nass_code
next_of_archive(
    struct nass_corpus *c, struct nass_in **in, struct nass_err *err)
{
	struct level *l = &c->level[c->depth - 1];
	struct nass_str name;
	enum nass_code code;
	enum nass_code made;

	code = corpus__archive_next(l->archive, in, &name, err);
	made = set_path(c, l->path_n, name, code == NASS_OK ? err : NULL);
	if (code == NASS_OK && made != NASS_OK) {
		nass_in_close(*in);
		return made;
	}
	if (code == NASS_END) {
		corpus__archive_free(l->archive);
		c->depth--;
	}
	return code;
}

/*
 * Could more bytes show a tar?  Its name is filled up with NUL; whoever writes
 * lines into a pipe should not have to wait for 512 bytes of them.
 */
static bool
may_be_tar(struct nass_str look)
{
	return look.n == 0 || memchr(look.p, '\n', look.n) == NULL ||
	    memchr(look.p, '\0', look.n) != NULL;
}

enum nass_code
nass_corpus_next(struct nass_corpus *c, struct nass_corpus_entry *entry,
    struct nass_err *err)
{
	struct nass_in *in;
	enum nass_code code = NASS_OK;

	entry->hash = NULL;
	while (code == NASS_OK) {
		in = c->waiting;
		c->waiting = NULL;
		if (in == NULL && c->depth == 0)
			return NASS_END;
		if (in == NULL) {
			code = next_of_archive(c, &in, err);
			entry->path = c->path.p;
			if (code == NASS_END) {
				code = NASS_OK;
				continue;
			}
			if (code != NASS_OK)
				break;
		}
		entry->path = c->path.p;
		nass_in_limit(in, c->opts->max_ratio);
		if (may_be_tar(nass_in_peek(in)))
			nass_in_wait(in, 512);
		if (!corpus__is_archive(nass_in_peek(in)))
			return dress(c, in, entry, err);
		code = descend(c, in, err);
	}
	return code;
}
