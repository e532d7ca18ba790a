/*
 * hits.c - an application's own search: the hits of a pattern in a file, as
 * `kwic -t jsonl --columns offset,before,node,after -C 2` prints them.
 *
 *	hits PATTERN FILE
 *
 * Built against the installed headers and library by tests/cli/install.
 */
#include <nass/doc.h>
#include <nass/match.h>
#include <stdio.h>

enum {
	CONTEXT = 2 /* words on both sides */
};

/* What visit needs. */
struct search {
	struct nass_str text;
	struct nass_buf json;
};

static enum nass_code
put_member(struct nass_buf *json, const char *name, struct nass_str value)
{
	enum nass_code code = nass_buf_printf(json, NULL, ",\"%s\":", name);

	return code == NASS_OK ? nass_json_encode(value, json, NULL) : code;
}

static bool
visit(void *arg, const struct nass_hit *hit)
{
	struct search *s = arg;
	size_t end = hit->at + hit->n;
	size_t missing;
	size_t from = nass_context_before(
	    s->text, hit->at, NASS_CONTEXT_WORDS, CONTEXT, &missing);
	size_t to = nass_context_after(
	    s->text, end, NASS_CONTEXT_WORDS, CONTEXT, &missing);
	struct nass_buf *json = &s->json;

	json->n = 0;
	if (nass_buf_printf(json, NULL, "{\"offset\":%zu", hit->at) !=
		NASS_OK ||
	    put_member(json, "before", nass_str_sub(s->text, from, hit->at)) !=
		NASS_OK ||
	    put_member(json, "node", nass_str_sub(s->text, hit->at, end)) !=
		NASS_OK ||
	    put_member(json, "after", nass_str_sub(s->text, end, to)) !=
		NASS_OK)
		return false;
	printf("%.*s}\n", (int)json->n, json->p);
	return true;
}

static bool
load(const char *path, struct nass_buf *text)
{
	FILE *f = fopen(path, "rb");
	size_t n = 1;

	while (
	    f != NULL && n > 0 && nass_buf_grow(text, 65536, NULL) == NASS_OK) {
		n = fread(text->p + text->n, 1, 65536, f);
		text->n += n;
	}
	if (f != NULL)
		fclose(f);
	return f != NULL && n == 0;
}

int
main(int argc, char *argv[])
{
	struct nass_match_opts opts = { .norm = NULL }; /* smart */
	struct nass_buf text = NASS_BUF_INIT;
	struct search search = { .json = NASS_BUF_INIT };
	struct nass_match *match = NULL;
	struct nass_scan *scan = NULL;
	struct nass_err err = { .what = "cannot be read" };
	bool ok;

	if (argc != 3)
		return 2;
	ok = load(argv[2], &text) &&
	    nass_match_new(&opts, &match, &err) == NASS_OK &&
	    nass_match_add(match, nass_str(argv[1]), &err) == NASS_OK &&
	    nass_match_ready(match, &err) == NASS_OK &&
	    nass_scan_new(match, &scan, &err) == NASS_OK;
	search.text = nass_buf_str(&text);
	ok = ok &&
	    nass_scan_text(scan, search.text, visit, &search, &err) == NASS_OK;
	if (!ok)
		fprintf(stderr, "hits: %s\n", err.what);
	nass_scan_free(scan);
	nass_match_free(match);
	nass_buf_fini(&text);
	nass_buf_fini(&search.json);
	return ok ? 0 : 2;
}
