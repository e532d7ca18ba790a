/*
 * arabic-normalize - make spellings equal.
 *
 *	text or documents ──(Latin to Arabic)──> normalised ──(to Latin)──> the same
 *
 * Text is checked and folded in one pass over the bytes as they come; a part
 * that is ill-formed is mended by the loop and comes again.
 */
#include <stdlib.h>
#include <string.h>

#include "filter.h"

static const char *const to_names[] = { "text", "jsonl", "tsv", "csv",
	"markdown", "html", "latex", "grid", "svg", NULL };

static const struct cli_usage usage = {
	.name = "arabic-normalize",
	.synopsis = "[options] [file ...]",
	.purpose = "Make spellings of Arabic words equal.",
	.to = to_names,
};

#define AT(member) offsetof(struct filter, member)

static const struct cli_opt options[] = {
	{ 0, "check", NULL, cli_flag, AT(is_check),
	    .help = "print the first place that is not normalised, exit 1" },
	{ 0, "explain", NULL, cli_flag, AT(is_explain),
	    .help = "print a table of what changes instead of the text" },
	{ 0, "list-profiles", NULL, cli_flag, AT(is_list),
	    .help = "print the profiles and their operations" },
	{ 0, "mask-as", "KIND=TOKEN", cli_list, AT(mask_as),
	    .help = "what stands in the place of a masked url, email ..." },
	{ 'p', "profile", "SPEC", cli_text, AT(profile),
	    .help = "profile and operations (standard): search,digits=arabic" },
	{ 0, "protect", NULL, cli_flag, AT(protects),
	    .help = "transliterate: @@ around what is not Arabic" },
	{ 0, "reverse", NULL, cli_flag, AT(is_reverse),
	    .help = "transliterate from Latin to Arabic" },
	{ 0, "rules", "FILE", cli_list, AT(rules),
	    .help =
		"more rules, lines of code point TAB code points, run last" },
	{ 0, "transliterate", "SCHEME", cli_text, AT(scheme),
	    .help = "buckwalter, safe-buckwalter, xml-buckwalter, hsb" },
	CLI_TABLE_OPTIONS(struct filter, table),
	{ .name = NULL },
};

/* What a thread keeps: the text between two steps. */
struct state {
	struct nass_buf between;
};

static enum nass_code
new_state(void *arg, unsigned thread, void **state, struct nass_err *err)
{
	struct state *s = calloc(1, sizeof(*s));

	(void)arg;
	(void)thread;
	*state = s;
	return s != NULL ? NASS_OK : nass_fail_nomem(err);
}

static enum nass_code
free_state(void *arg, void *state, struct nass_err *err)
{
	struct state *s = state;

	(void)arg;
	(void)err;
	nass_buf_fini(&s->between);
	free(s);
	return NASS_OK;
}

static enum nass_code
normalise(void *arg, void *state, const struct nass_doc *doc,
    struct nass_buf *out, struct nass_err *err)
{
	struct filter *f = arg;
	struct state *s = state;
	enum nass_code code;

	if (f->translit == NULL)
		return nass_norm(f->norm, doc->text, out, NULL, err);
	s->between.n = 0;
	if (f->is_reverse) {
		code = nass_translit(
		    f->translit, doc->text, &s->between, NULL, err);
		if (code != NASS_OK)
			return code;
		return nass_norm(
		    f->norm, nass_buf_str(&s->between), out, NULL, err);
	}
	code = nass_norm(f->norm, doc->text, &s->between, NULL, err);
	if (code != NASS_OK)
		return code;
	return nass_translit(
	    f->translit, nass_buf_str(&s->between), out, NULL, err);
}

/* KIND=TOKEN of --mask-as. */
static void
set_token(struct filter *f, const char *value)
{
	struct nass_str token = nass_str(value);
	struct nass_str kind = nass_str_cut(&token, '=');
	struct nass_err err;

	if (token.p == NULL)
		cli_usage_error("--mask-as: %s: not KIND=TOKEN", value);
	if (nass_norm_mask_as(f->norm, kind, token, &err) != NASS_OK)
		cli_bad_option("--mask-as", &err);
}

static _Noreturn void
bad_rule(const char *path, struct nass_str file, const struct nass_err *err)
{
	uint64_t line = 1;
	uint64_t i;

	if (err->code != NASS_EUSAGE)
		cli_die(err);
	for (i = 0; i < err->at && i < file.n; i++)
		line += file.p[i] == '\n';
	cli_usage_error(
	    "--rules: %s:%llu: %s", path, (unsigned long long)line, err->what);
}

static void
prepare(struct filter *f)
{
	struct nass_buf file = NASS_BUF_INIT;
	struct nass_err err;
	size_t i;

	if (f->profile == NULL)
		f->profile = f->scheme != NULL ? "none" : "standard";
	if (f->scheme == NULL && (f->is_reverse || f->protects))
		cli_usage_error("--reverse and --protect need --transliterate");
	if (f->is_check && f->is_explain)
		cli_usage_error("--check and --explain: one of them");
	if (f->scheme != NULL && (f->is_check || f->is_explain))
		cli_usage_error("--transliterate is not a rule to explain");
	if (nass_norm_new(f->profile, &f->norm, &err) != NASS_OK)
		cli_bad_option("-p", &err);
	for (i = 0; i < f->mask_as.n; i++)
		set_token(f, f->mask_as.p[i]);
	for (i = 0; i < f->rules.n; i++) {
		file.n = 0;
		cli_load("--rules", f->rules.p[i], &file);
		if (nass_norm_rules(f->norm, nass_buf_str(&file), &err) !=
		    NASS_OK)
			bad_rule(f->rules.p[i], nass_buf_str(&file), &err);
	}
	nass_buf_fini(&file);
	if (f->scheme != NULL &&
	    nass_translit_new(f->scheme, f->is_reverse, f->protects,
		&f->translit, &err) != NASS_OK)
		cli_bad_option("--transliterate", &err);
	cli_log_text("profile", nass_str(nass_norm_spec(f->norm)));
}

static int
run_filter(struct filter *f, char **operands)
{
	const struct cli_job job = {
		.arg = f,
		.unit = CLI_PARTS,
		.takes_raw = true,
		.makes_text = true,
		.thread = new_state,
		.doc = normalise,
		.join = free_state,
	};

	if (f->cli.to != NULL && strcmp(f->cli.to, "text") != 0 &&
	    strcmp(f->cli.to, "jsonl") != 0)
		cli_usage_error("-t: %s: a table needs --explain", f->cli.to);
	return cli_docs(operands, &job);
}

int
main(int argc, char *argv[])
{
	struct filter f = { .cli = CLI_INIT, .table = CLI_TABLE_INIT };
	int status = CLI_OK;

	argv = cli_start(argc, argv, &usage, options, &f);
	prepare(&f);
	if (f.is_list)
		list_profiles(&f);
	else if (f.is_check)
		status = run_check(&f, argv);
	else if (f.is_explain)
		status = run_explain(&f, argv);
	else
		status = run_filter(&f, argv);
	nass_translit_free(f.translit);
	nass_norm_free(f.norm);
	free(f.mask_as.p);
	free(f.rules.p);
	return cli_end(status);
}
