/*
 * identity.c - what counts are of: two that differ do not add up.
 */
#include "count/private.h"

/* In the order of bytes. */
const char *const count__names[COUNT__IDENTITIES] = {
	[COUNT__FORMAT] = "format",
	[COUNT__KINDS] = "kinds",
	[COUNT__MAP] = "map",
	[COUNT__MEET] = "meet",
	[COUNT__NGRAM] = "ngram",
	[COUNT__PARTS] = "parts",
	[COUNT__PROFILE] = "profile",
	[COUNT__UNICODE] = "unicode",
};

const struct nass_str count__format = { "nass-counts-1", 13 };
static const char *const meets[] = { "spellings", "light10", "clitics" };

static enum nass_code
put_kinds(struct nass_buf *b, unsigned kinds, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	unsigned bit;

	for (bit = 1; code == NASS_OK && bit & NASS_TOKEN_ALL; bit <<= 1) {
		if (!(kinds & bit))
			continue;
		if (b->n > 0)
			code = nass_buf_putc(b, ',', err);
		if (code == NASS_OK)
			code = nass_buf_put(b,
			    nass_str(nass_kind_name((enum nass_kind)bit)), err);
	}
	return code;
}

enum nass_code
count__identify(struct nass_count *c, struct nass_str map, struct nass_err *err)
{
	struct nass_buf *b = c->identity;
	const struct nass_count_opts *o = &c->opts;
	const char *profile;
	enum nass_code code;

	if (o->learns_identity)
		return NASS_OK;
	profile = o->norm != NULL ? nass_norm_spec(o->norm) : "none";
	code = nass_buf_put(&b[COUNT__FORMAT], count__format, err);
	if (code == NASS_OK)
		code = put_kinds(&b[COUNT__KINDS], o->kinds, err);
	if (code == NASS_OK && map.n == 0)
		code = nass_buf_put(&b[COUNT__MAP], NASS_STR("none"), err);
	else if (code == NASS_OK)
		code = nass_buf_printf(&b[COUNT__MAP], err, "%016llx",
		    (unsigned long long)nass_hash(map, 0));
	if (code == NASS_OK)
		code = nass_buf_put(
		    &b[COUNT__MEET], nass_str(meets[o->meet]), err);
	if (code == NASS_OK)
		code = nass_buf_printf(&b[COUNT__NGRAM], err, "%u-%u%s",
		    o->ngram_min, o->ngram_max,
		    o->is_wrapped && o->ngram_max > 1 ? ",wrapped" : "");
	if (code == NASS_OK)
		code = nass_buf_put(&b[COUNT__PARTS],
		    nass_str(o->has_parts || o->meet == NASS_MEET_CLITICS
			    ? "documents"
			    : "none"),
		    err);
	if (code == NASS_OK)
		code = nass_buf_put(&b[COUNT__PROFILE], nass_str(profile), err);
	if (code == NASS_OK)
		code = nass_buf_put(
		    &b[COUNT__UNICODE], NASS_STR(NASS_UNICODE_VERSION), err);
	return code;
}

enum nass_code
count__differs(
    size_t i, struct nass_str x, struct nass_str y, struct nass_err *err)
{
	return nass_fail(err, NASS_EUSAGE, 0,
	    "counts of another %s do not add up: %.*s, and %.*s",
	    count__names[i], (int)(x.n < 80 ? x.n : 80), x.p,
	    (int)(y.n < 80 ? y.n : 80), y.p);
}

enum nass_code
nass_counts_agree(const struct nass_count *x, const struct nass_count *y,
    struct nass_err *err)
{
	size_t i;

	for (i = 0; i < COUNT__IDENTITIES; i++) {
		struct nass_str a = nass_buf_str(&x->identity[i]);
		struct nass_str b = nass_buf_str(&y->identity[i]);

		/* Rates compare whether or not documents are kept apart. */
		if (i != COUNT__PARTS && a.n > 0 && b.n > 0 &&
		    !nass_str_eq(a, b))
			return count__differs(i, a, b, err);
	}
	return NASS_OK;
}

void
nass_counts_identify(
    const struct nass_count *c, struct nass_counts_identity *identity)
{
	struct nass_str ngram = nass_buf_str(&c->identity[COUNT__NGRAM]);
	struct nass_str least = nass_str_cut(&ngram, '-');
	struct nass_str most = nass_str_cut(&ngram, ',');
	uint64_t n;
	uint64_t m;

	*identity = (struct nass_counts_identity){
		.profile = nass_buf_str(&c->identity[COUNT__PROFILE]),
		.kinds = nass_buf_str(&c->identity[COUNT__KINDS]),
		.meet = nass_buf_str(&c->identity[COUNT__MEET]),
	};
	if (nass_str_number(least, 1, NASS_NGRAM_MAX, &n) &&
	    nass_str_number(most, n, NASS_NGRAM_MAX, &m)) {
		identity->ngram_min = (unsigned)n;
		identity->ngram_max = (unsigned)m;
	}
}
