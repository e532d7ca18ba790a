/*
 * source.c - an input, opened: its format, and whether it is UTF-8 at all.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/docs.h"
#include "text/utf8.h"

enum {
	LOOK = 64 << 10
}; /* bytes by which a file is judged */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/*
 * Is the first line that is not blank a JSON object?  Of a line that is longer
 * than what we see, as far as we see.
 */
static bool
is_jsonl(struct nass_str look)
{
	struct nass_err err;
	struct nass_str line;

	if (nass_str_starts(look, NASS_STR("\xEF\xBB\xBF")))
		look = nass_str_sub(look, 3, look.n);
	while (look.n > 0 && is_space(look.p[0]))
		look = nass_str_sub(look, 1, look.n);
	if (look.n == 0 || look.p[0] != '{')
		return false;
	line = nass_str_cut(&look, '\n');
	if (nass_json_find(line, NULL, 0, &err) == NASS_OK)
		return true;
	return look.p == NULL && err.at == line.n && line.n >= LOOK / 2;
}

/* Charsets ------------------------------------------------------------------- */

static const struct {
	const char *name;
	struct nass_str bom;
} boms[] = {
	{ "UTF-32", { "\xFF\xFE\0\0", 4 } },
	{ "UTF-32", { "\0\0\xFE\xFF", 4 } },
	{ "UTF-16", { "\xFF\xFE", 2 } },
	{ "UTF-16", { "\xFE\xFF", 2 } },
};

/* Bytes of sequences that are not UTF-8. */
static enum nass_code
count_ill(struct nass_str look, uint64_t *nbytes, struct nass_err *err)
{
	struct nass_buf mended = NASS_BUF_INIT;
	struct nass_map map = NASS_MAP_INIT;
	enum nass_code code;
	uint64_t n;
	uint64_t first;
	size_t i;

	*nbytes = 0;
	code = nass_utf8_mend(
	    look, NASS_UTF8_DROP, &mended, &map, &n, &first, err);
	for (i = 0; i < map.n; i++)
		*nbytes += map.entry[i].from_n;
	nass_map_fini(&map);
	nass_buf_fini(&mended);
	return code;
}

/* A sequence that the end of the look cuts is not held against the file. */
static struct nass_str
whole_sequences(struct nass_str look)
{
	size_t i;

	if (look.n < LOOK)
		return look;
	look.n = LOOK;
	for (i = 1; i <= 3; i++)
		if (((unsigned char)look.p[look.n - i] & 0xC0) == 0xC0)
			return nass_str_sub(look, 0, look.n - i);
	return look;
}

static uint64_t
count_high(struct nass_str s)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < s.n; i++)
		n += (unsigned char)s.p[i] >> 7;
	return n;
}

/* NASS_EINPUT if the input is not UTF-8, as far as can be told. */
static enum nass_code
check_charset(struct nass_in *in, struct nass_err *err)
{
	struct nass_str look = nass_in_peek(in);
	enum nass_code code;
	uint64_t nill;
	size_t valid;
	size_t i;

	for (i = 0; i < sizeof(boms) / sizeof(boms[0]); i++)
		if (nass_str_starts(look, boms[i].bom))
			return nass_fail(err, NASS_EINPUT, 0,
			    "%s by its byte order mark: use split-corpus "
			    "--encoding auto",
			    boms[i].name);
	valid = nass_utf8_valid(look);
	if (valid == look.n)
		return NASS_OK;
	nass_in_wait(in, LOOK);
	look = whole_sequences(nass_in_peek(in));
	code = count_ill(look, &nill, err);
	if (code != NASS_OK || nill * 10 <= count_high(look))
		return code;
	return nass_fail(err, NASS_EINPUT, valid,
	    "not UTF-8: use split-corpus --encoding NAME");
}

/* Sources ---------------------------------------------------------------------- */

static struct nass_str
id_of(const char *path)
{
	static const char *const suffix[] = { ".gz", ".zst", ".xz", ".bz2",
		".lz4" };
	struct nass_str id = nass_str(path);
	struct nass_str end;
	size_t i;

	for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		end = nass_str(suffix[i]);
		if (id.n > end.n &&
		    memcmp(id.p + id.n - end.n, end.p, end.n) == 0)
			return nass_str_sub(id, 0, id.n - end.n);
	}
	return id;
}

void
docs__source_free(struct docs_source *s)
{
	if (s == NULL)
		return;
	nass_buf_fini(&s->before);
	nass_buf_fini(&s->mended);
	nass_hasher_free(s->hash);
	free(s->skipped);
	free(s->failed);
	free(s->path);
	free(s);
}

/* Ids are UTF-8; a path may be anything. */
static bool
mend_id(struct docs_source *s)
{
	struct nass_err err;
	uint64_t n;
	uint64_t first;

	if (nass_utf8_valid(s->id) == s->id.n)
		return true;
	if (nass_utf8_mend(s->id, NASS_UTF8_REPLACE, &s->mended, NULL, &n,
		&first, &err) != NASS_OK)
		return false;
	s->id = nass_buf_str(&s->mended);
	return true;
}

static struct docs_source *
new_source(const struct cli_entry *e)
{
	struct docs_source *s = calloc(1, sizeof(*s));
	size_t n = strlen(e->path) + 1;

	if (s == NULL) {
		nass_hasher_free(e->hash);
		return NULL;
	}
	s->hash = e->hash;
	s->is_hashed = e->hash != NULL;
	s->is_cut = e->is_cut;
	s->path = malloc(n);
	if (cli__log_is_on() && !s->is_hashed)
		s->hash = nass_hasher_new();
	if (s->path == NULL || (cli__log_is_on() && s->hash == NULL)) {
		docs__source_free(s);
		return NULL;
	}
	memcpy(s->path, e->path, n);
	s->id = id_of(s->path);
	if (!mend_id(s)) {
		docs__source_free(s);
		return NULL;
	}
	return s;
}

enum nass_code
docs__open(struct docs *d, const struct cli_entry *e,
    struct docs_source **source, struct nass_err *err)
{
	struct docs_source *s = new_source(e);
	enum nass_code code = NASS_OK;

	if (s == NULL)
		code = nass_fail_nomem(err);
	else if (!d->job->takes_charsets)
		code = check_charset(e->in, err);
	if (s == NULL || code != NASS_OK) {
		nass_in_close(e->in);
		docs__source_free(s);
		return code;
	}
	s->format = e->from == CLI_AUTO ? cli__state.cli->from : e->from;
	if (s->format == CLI_AUTO)
		s->format =
		    is_jsonl(nass_in_peek(e->in)) ? CLI_JSONL : CLI_TEXT;
	*source = s;
	return NASS_OK;
}
