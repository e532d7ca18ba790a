/*
 * log.c - --log FILE: what was done, as one JSON object, for the appendix of a
 * paper.
 *
 *	{"command":["kwic",...],"version":{...},"inputs":[{...},...],
 *	 "documents":N, what the filter adds}
 */
#include <stdlib.h>
#include <string.h>
#include <unicode/uvernum.h>
#include <utf8proc.h>

#include <nass/doc.h>

#include "cli/state.h"

static struct {
	struct nass_out *out;
	struct nass_buf inputs; /* JSON objects, comma-separated */
	struct nass_buf members;
	/* What the loop counts, unless the filter says its own. */
	struct {
		uint64_t documents;
		uint64_t tokens;
		bool is_counted;
	} sum;
} the_log;

bool
cli__log_is_on(void)
{
	return the_log.out != NULL;
}

void
cli__log_open(void)
{
	struct nass_err err;

	if (cli__state.cli->log == NULL)
		return;
	if (nass_out_open(cli__state.cli->log, &the_log.out, &err) != NASS_OK) {
		cli_error(cli__state.cli->log, 0, &err);
		cli__stop();
	}
}

static void
die_if(enum nass_code code)
{
	struct nass_err err;

	if (code != NASS_OK) {
		(void)!nass_fail_nomem(&err);
		cli_die(&err);
	}
}

static void
put_string(struct nass_buf *out, struct nass_str s)
{
	die_if(nass_json_encode(s, out, NULL));
}

static void
put_name(struct nass_buf *out, const char *name)
{
	if (out->n > 0)
		die_if(nass_buf_putc(out, ',', NULL));
	put_string(out, nass_str(name));
	die_if(nass_buf_putc(out, ':', NULL));
}

void
cli_log_text(const char *name, struct nass_str value)
{
	if (the_log.out == NULL)
		return;
	put_name(&the_log.members, name);
	put_string(&the_log.members, value);
}

void
cli_log_count(const char *name, uint64_t value)
{
	if (the_log.out == NULL)
		return;
	if (strcmp(name, "documents") == 0) {
		the_log.sum.documents = value;
		return;
	}
	if (strcmp(name, "tokens") == 0) {
		the_log.sum.tokens = value;
		return;
	}
	put_name(&the_log.members, name);
	die_if(nass_buf_printf(
	    &the_log.members, NULL, "%llu", (unsigned long long)value));
}

void
cli__log_input(const char *path, const struct nass_hasher *h)
{
	struct nass_buf *out = &the_log.inputs;

	if (the_log.out == NULL)
		return;
	if (out->n > 0)
		die_if(nass_buf_putc(out, ',', NULL));
	die_if(nass_buf_put(out, NASS_STR("{\"path\":"), NULL));
	put_string(out, nass_str(path));
	die_if(nass_buf_printf(out, NULL,
	    ",\"bytes\":%llu,\"xxh3_64\":\"%016llx\"}",
	    (unsigned long long)nass_hasher_bytes(h),
	    (unsigned long long)nass_hasher_get(h)));
}

void
cli__log_sums(uint64_t documents, uint64_t tokens)
{
	the_log.sum.documents += documents;
	the_log.sum.tokens += tokens;
	the_log.sum.is_counted = true;
}

static void
put_all(struct nass_buf *out)
{
	int i;

	put_name(out, "command");
	for (i = 0; i < cli__state.argc; i++) {
		die_if(nass_buf_putc(out, i == 0 ? '[' : ',', NULL));
		put_string(out, nass_str(cli__state.argv[i]));
	}
	die_if(nass_buf_printf(out, NULL,
	    "],\"nass\":\"%s\",\"unicode\":\"%s\",\"icu\":\"%s\","
	    "\"utf8proc\":\"%s\",\"inputs\":[",
	    NASS_VERSION, NASS_UNICODE_VERSION, U_ICU_VERSION,
	    utf8proc_version()));
	die_if(nass_buf_put(out, nass_buf_str(&the_log.inputs), NULL));
	die_if(nass_buf_putc(out, ']', NULL));
	if (the_log.sum.is_counted || the_log.sum.documents > 0)
		die_if(nass_buf_printf(out, NULL,
		    ",\"documents\":%llu,\"tokens\":%llu",
		    (unsigned long long)the_log.sum.documents,
		    (unsigned long long)the_log.sum.tokens));
	if (the_log.members.n > 0)
		die_if(nass_buf_putc(out, ',', NULL));
	die_if(nass_buf_put(out, nass_buf_str(&the_log.members), NULL));
}

void
cli__log_close(void)
{
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_err err;

	if (the_log.out == NULL)
		return;
	put_all(&out);
	if (nass_out_put(the_log.out, NASS_STR("{"), &err) != NASS_OK ||
	    nass_out_put(the_log.out, nass_buf_str(&out), &err) != NASS_OK ||
	    nass_out_put(the_log.out, NASS_STR("}\n"), &err) != NASS_OK)
		cli_die(&err);
	if (nass_out_close(the_log.out, true, &err) != NASS_OK) {
		the_log.out = NULL;
		cli_die(&err);
	}
	the_log.out = NULL;
	nass_buf_fini(&out);
	nass_buf_fini(&the_log.inputs);
	nass_buf_fini(&the_log.members);
}

void
cli__log_abandon(void)
{
	if (the_log.out != NULL)
		nass_out_abandon(the_log.out);
}
