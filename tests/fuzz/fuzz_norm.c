/*
 * fuzz_norm.c - every profile, on any text: the fast paths give what the general
 * one gives; ours are idempotent and in NFC; the output is well-formed, no longer
 * than was promised, and the map leads back.
 */
#include "law.h"
#include "norm/cells.h"

static const char *const specs[] = { "light", "standard", "search", "social",
	"quran", "search,lang=fa", "light,form=nfkc", "standard,hamza=drop",
	"search,ligatures=expand,hamza=seat", "light,foreign=fold,repeat=2",
	"standard,dagger-alef=alef,teh-marbuta=teh,yeh=final,digits=persian",
	/* From here on: peers, who need not be idempotent. */
	"none", "lucene", "lucene-persian", "camel", "arclean", "pyarabic",
	"openiti" };

enum {
	NSPECS = sizeof(specs) / sizeof(specs[0]),
	NOWN = 11
};

static const struct nass_norm *
compiled(const char *spec, struct nass_norm **norm)
{
	if (*norm == NULL)
		OK(nass_norm_new(spec, norm, NULL));
	return *norm;
}

/* The general path alone, a line at a time. */
static void
slow(const struct nass_norm *norm, struct nass_str in, struct nass_buf *out)
{
	struct norm__work w;
	struct norm__sink sink = { .out = out };
	struct nass_str line;

	norm__work_init(&w, norm);
	while (in.p != NULL) {
		line = w.line = nass_str_cut(&in, '\n');
		w.guard = NORM_UNKNOWN;
		OK(norm__load(&w, line, NULL));
		OK(norm__run(&w, NULL));
		OK(norm__store(&w, line, &sink, NULL));
		if (in.p != NULL)
			OK(nass_buf_putc(out, '\n', NULL));
	}
	norm__work_fini(&w);
}

static void
leads_back(const struct nass_map *map, size_t made_n, size_t from_n)
{
	uint64_t last = 0;
	uint64_t made;
	uint64_t from;

	for (made = 0; made <= made_n; made++) {
		from = nass_map_start(map, made);
		LAW(from >= last && from <= from_n);
		last = from;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct nass_norm *norms[NSPECS];
	static struct nass_norm *nfc;
	struct nass_str in = input(data, n);
	size_t which = choose(&in, NSPECS);
	const struct nass_norm *norm = compiled(specs[which], &norms[which]);
	struct nass_buf own = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_buf other = NASS_BUF_INIT;
	struct nass_map map = NASS_MAP_INIT;
	struct nass_str text = mended(in, &own);
	struct nass_err err;

	if (nass_norm(norm, in, &out, NULL, &err) != NASS_OK)
		LAW(err.code == NASS_EINPUT && err.at == nass_utf8_valid(in) &&
		    out.n == 0);
	out.n = 0;
	OK(nass_norm(norm, text, &out, &map, NULL));
	LAW(nass_utf8_valid(nass_buf_str(&out)) == out.n);
	LAW(out.n <= text.n * nass_norm_growth(norm));
	leads_back(&map, out.n, text.n);
	slow(norm, text, &other);
	LAW(nass_str_eq(nass_buf_str(&out), nass_buf_str(&other)));
	if (which < NOWN) {
		other.n = 0;
		OK(nass_norm(norm, nass_buf_str(&out), &other, NULL, NULL));
		LAW(nass_str_eq(nass_buf_str(&out), nass_buf_str(&other)));
		other.n = 0;
		OK(nass_norm(compiled("form=nfc", &nfc), nass_buf_str(&out),
		    &other, NULL, NULL));
		LAW(nass_str_eq(nass_buf_str(&out), nass_buf_str(&other)));
	}
	nass_map_fini(&map);
	nass_buf_fini(&own);
	nass_buf_fini(&out);
	nass_buf_fini(&other);
	return 0;
}
