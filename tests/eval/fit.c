/*
 * fit - learn lib/boiler/weights.tsv from labelled pages.
 *
 *	fit [-o weights.tsv] [-w written.jsonl] [-l] pages.jsonl ...
 *
 * -w: text that somebody wrote, with its `source`, if the site is known: every
 *     line that holds no phrase is written.
 * -l: leave one site out at a time, and report what the rest makes of it.
 *
 * A chain of two states, as model.c has it, is fitted by gradient ascent on the
 * likelihood, with a margin for what a wrong verdict costs (softmax margin,
 * Gimpel and Smith 2010): a written line costs by its words.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "boiler/judge.h"

enum {
	NW = 2 * F_N + 4,
	NACTIVE = 64
};

struct page {
	char id[64], site[64], genre[32];
	struct boiler_line *line;
	size_t n;
	double m;
	unsigned char *label;
	double weight;
	double *score;
	bool *is_kept;
};

static struct page *pages;
static size_t npage, cap;
static struct nass_arena arena = NASS_ARENA_INIT;
static struct nass_boiler *boiler;
static double prior[NW];
static double l2 = 0.1, cost_written = 1.0, cost_furniture = 0.3;
static double synth_weight = 0.15;
static int rounds = 400;
static bool prints_all;

static void
die(const char *what)
{
	fprintf(stderr, "fit: %s\n", what);
	exit(2);
}

static struct page *
add_page(void)
{
	if (npage == cap) {
		cap = cap == 0 ? 64 : 2 * cap;
		pages = realloc(pages, cap * sizeof *pages);
		if (pages == NULL)
			die("no memory");
	}
	memset(&pages[npage], 0, sizeof pages[npage]);
	return &pages[npage++];
}

static void
copy_string(const struct nass_member *m, char *to, size_t n)
{
	struct nass_buf b = NASS_BUF_INIT;

	to[0] = '\0';
	if (m->type == NASS_JSON_STRING &&
	    nass_json_decode(m->value, &b, NULL, NULL) == NASS_OK)
		snprintf(to, n, "%.*s", (int)b.n, b.p);
	nass_buf_fini(&b);
}

/* An array of strings as text, one a line. */
static struct nass_str
join_lines(struct nass_str array)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_str s;

	for (size_t i = 0; i < array.n; i++) {
		size_t from = i;

		if (array.p[i] != '"')
			continue;
		for (i++; array.p[i] != '"'; i++)
			i += array.p[i] == '\\';
		if (nass_json_decode(nass_str_sub(array, from, i + 1), &b, NULL,
			NULL) != NASS_OK ||
		    nass_buf_putc(&b, '\n', NULL) != NASS_OK)
			die("bad lines");
	}
	s = nass_arena_copy(&arena, nass_buf_str(&b));
	nass_buf_fini(&b);
	return s;
}

static void
read_features(struct page *p, struct nass_str text)
{
	struct boiler_page read;
	struct nass_err err;

	if (boiler__read(boiler, text, NASS_STR(""), &arena, &read, &err) !=
	    NASS_OK)
		die(err.what);
	p->line = read.line;
	p->n = read.n;
	p->m = read.page;
	p->weight = 1;
	p->label = nass_arena_get(&arena, p->n + 1);
	p->score = nass_arena_get(&arena, (p->n + 1) * sizeof *p->score);
	p->is_kept = nass_arena_get(&arena, p->n + 1);
	memset(p->label, 0, p->n + 1);
}

static void
read_labelled(struct nass_str record)
{
	struct nass_member m[5] = { { .name = NASS_STR("id") },
		{ .name = NASS_STR("site") }, { .name = NASS_STR("genre") },
		{ .name = NASS_STR("lines") }, { .name = NASS_STR("labels") } };
	struct nass_err err;
	unsigned char labels[65536];
	size_t n = 0;
	struct page *p;

	if (nass_json_find(record, m, 5, &err) != NASS_OK)
		die(err.what);
	p = add_page();
	copy_string(&m[0], p->id, sizeof p->id);
	copy_string(&m[1], p->site, sizeof p->site);
	copy_string(&m[2], p->genre, sizeof p->genre);
	read_features(p, join_lines(m[3].value));
	if (strcmp(p->site, "synth") == 0)
		p->weight = synth_weight;
	for (size_t i = 0; i < m[4].value.n && n < sizeof labels; i++) {
		char c = m[4].value.p[i];

		if (c >= '0' && c <= '2')
			labels[n++] = (unsigned char)(c - '0');
	}
	for (size_t i = 0; i < p->n; i++) /* blank lines have no features */
		p->label[i] =
		    p->line[i].number <= n ? labels[p->line[i].number - 1] : 2;
}

static void
read_written(struct nass_str record)
{
	struct nass_member m[2] = { { .name = NASS_STR("text") },
		{ .name = NASS_STR("source") } };
	struct nass_buf b = NASS_BUF_INIT;
	struct page *p;

	if (nass_json_find(record, m, 2, NULL) != NASS_OK ||
	    m[0].type != NASS_JSON_STRING ||
	    nass_json_decode(m[0].value, &b, NULL, NULL) != NASS_OK)
		return;
	p = add_page();
	copy_string(&m[1], p->site, sizeof p->site);
	snprintf(p->genre, sizeof p->genre, "written");
	read_features(p, nass_arena_copy(&arena, nass_buf_str(&b)));
	p->weight = 0.3;
	for (size_t i = 0; i < p->n; i++) {
		const struct boiler_line *l = &p->line[i];

		if (l->lex != LEX_NONE || l->soft != LEX_NONE ||
		    features_has(&l->f, F_SYMBOLS) ||
		    features_has(&l->f, F_EMAIL) ||
		    features_has(&l->f, F_HAS_URL) ||
		    features_has(&l->f, F_HANDLE) ||
		    features_has(&l->f, F_PHONE) ||
		    features_has(&l->f, F_DATE) ||
		    features_has(&l->f, F_NUMERIC) ||
		    features_has(&l->f, F_COPY))
			p->label[i] = 2;
	}
	nass_buf_fini(&b);
}

static void
read_file(const char *path, void (*read)(struct nass_str))
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	if (f == NULL)
		die(strerror(errno));
	while ((n = getline(&line, &size, f)) > 1)
		read((struct nass_str){ line, (size_t)n });
	free(line);
	fclose(f);
}

/* The chain ---------------------------------------------------------------- */

static double
log_add(double a, double b)
{
	return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

static double
odds(const double *w, const struct page *p, size_t i)
{
	double sum = 0;

	for (unsigned k = 0; k < FEATURE_WORDS; k++) {
		uint64_t bit = p->line[i].f.bit[k];

		while (bit != 0) {
			unsigned j = 64 * k + (unsigned)__builtin_ctzll(bit);

			sum += w[2 * j] + p->m * w[2 * j + 1];
			bit &= bit - 1;
		}
	}
	return sum;
}

/* Posteriors given the odds x; pair[a][b]: expected counts of the pairs. */
static double
chain(const double *x, size_t n, const double stay[2], double *post,
    double pair[2][2])
{
	static double a[65536][2], b[65536][2];
	double z;

	for (size_t i = 0; i < n; i++) {
		double from0 = 0, from1 = 0;

		if (i > 0) {
			from0 = log_add(a[i - 1][0] + stay[0], a[i - 1][1]);
			from1 = log_add(a[i - 1][0], a[i - 1][1] + stay[1]);
		}
		a[i][0] = from0;
		a[i][1] = from1 + x[i];
	}
	z = log_add(a[n - 1][0], a[n - 1][1]);
	b[n - 1][0] = b[n - 1][1] = 0;
	for (size_t i = n - 1; i-- > 0;) {
		b[i][0] =
		    log_add(stay[0] + b[i + 1][0], x[i + 1] + b[i + 1][1]);
		b[i][1] =
		    log_add(b[i + 1][0], stay[1] + x[i + 1] + b[i + 1][1]);
	}
	memset(pair, 0, 4 * sizeof(double));
	for (size_t i = 0; i < n; i++) {
		post[i] = exp(a[i][1] + b[i][1] - z);
		if (i == 0)
			continue;
		pair[0][0] += exp(a[i - 1][0] + stay[0] + b[i][0] - z);
		pair[1][1] += exp(a[i - 1][1] + stay[1] + x[i] + b[i][1] - z);
	}
	return z;
}

static double
gradient(const double *w, const char *without, double *g)
{
	double loss = 0;

	memset(g, 0, NW * sizeof *g);
	for (size_t k = 0; k < npage; k++) {
		struct page *p = &pages[k];
		static double x[65536], free_[65536], fixed[65536], y[65536];
		double pair_free[2][2], pair_fixed[2][2];
		double stay[2] = { w[2 * F_N] + p->m * w[2 * F_N + 1],
			w[2 * F_N + 2] + p->m * w[2 * F_N + 3] };

		if (p->n == 0 ||
		    (without != NULL && strcmp(p->site, without) == 0))
			continue;
		for (size_t i = 0; i < p->n; i++) {
			double own = odds(w, p, i);
			double words = p->line[i].nword;

			y[i] = own +
			    (p->label[i] == 0          ? -1e3
				    : p->label[i] == 1 ? 1e3
						       : 0);
			x[i] = own +
			    (p->label[i] == 0 ? cost_written * log(2 + words)
				    : p->label[i] == 1 ? -cost_furniture
						       : 0);
		}
		loss += p->weight *
		    (chain(x, p->n, stay, free_, pair_free) -
			chain(y, p->n, stay, fixed, pair_fixed));
		for (size_t i = 0; i < p->n; i++) {
			double d = p->weight * (free_[i] - fixed[i]);

			for (unsigned h = 0; h < FEATURE_WORDS; h++) {
				uint64_t bit = p->line[i].f.bit[h];

				for (; bit != 0; bit &= bit - 1) {
					unsigned j = 64 * h +
					    (unsigned)__builtin_ctzll(bit);

					g[2 * j] += d;
					g[2 * j + 1] += d * p->m;
				}
			}
		}
		for (int s = 0; s < 2; s++) {
			double d =
			    p->weight * (pair_free[s][s] - pair_fixed[s][s]);

			g[2 * F_N + 2 * s] += d;
			g[2 * F_N + 2 * s + 1] += d * p->m;
		}
	}
	for (size_t i = 0; i < NW; i++) {
		double s = i % 2 == 0 ? l2 : 2 * l2;

		g[i] += s * 50 * (w[i] - prior[i]);
		loss += s * 25 * (w[i] - prior[i]) * (w[i] - prior[i]);
	}
	return loss;
}

/* Adam (Kingma and Ba 2015), all pages a step. */
static double
fit(double *w, const char *without, int n)
{
	static double g[NW], m[NW], v[NW];
	double loss = 0;

	memset(m, 0, sizeof m);
	memset(v, 0, sizeof v);
	for (int t = 1; t <= n; t++) {
		double rate = 0.08 * (t < n / 2 ? 1 : 2.0 * (n - t) / n + 0.02);

		loss = gradient(w, without, g);
		for (size_t i = 0; i < NW; i++) {
			m[i] = 0.9 * m[i] + 0.1 * g[i];
			v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
			w[i] -= rate * (m[i] / (1 - pow(0.9, t))) /
			    (sqrt(v[i] / (1 - pow(0.99, t))) + 1e-8);
			/* Few pages do not overturn what is known. */
			if (w[i] * prior[i] < 0)
				w[i] = 0;
		}
	}
	return loss;
}

/* Rows `name TAB any TAB page`. */
static void
read_prior(struct nass_str row)
{
	char name[64];
	double any, page;

	if (row.p[0] == '#' ||
	    sscanf(row.p, "%63s %lf %lf", name, &any, &page) != 3)
		return;
	for (unsigned i = 0; i < F_N + 2; i++) {
		const char *of = i == F_N ? "stay-written"
		    : i == F_N + 1
		    ? "stay-furniture"
		    : boiler__feature_name((enum boiler_feature)i);

		if (strcmp(name, of) != 0)
			continue;
		prior[2 * i] = any;
		prior[2 * i + 1] = page;
		return;
	}
	die(name);
}

static void
score(const double *w, struct page *p)
{
	static double x[65536];
	double pair[2][2];
	double stay[2] = { w[2 * F_N] + p->m * w[2 * F_N + 1],
		w[2 * F_N + 2] + p->m * w[2 * F_N + 3] };

	for (size_t i = 0; i < p->n; i++)
		x[i] = odds(w, p, i);
	if (p->n > 0)
		(void)chain(x, p->n, stay, p->score, pair);
	boiler__decide(&nass_boiler_default,
	    &(struct boiler_page){ p->line, p->n, p->m }, p->score, p->is_kept);
}

/* Report ------------------------------------------------------------------- */

struct sums {
	size_t tp, fp, fn, words, kept;
};

static void
count(struct sums *s, const struct page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		bool is_kept = p->is_kept[i];

		s->tp += p->label[i] == 1 && !is_kept;
		s->fn += p->label[i] == 1 && is_kept;
		s->fp += p->label[i] == 0 && !is_kept;
		if (p->label[i] == 0) {
			s->words += p->line[i].nword;
			s->kept += is_kept ? p->line[i].nword : 0;
		}
	}
}

static void
print_sums(const char *name, const struct sums *s)
{
	double p = (double)s->tp / (double)(s->tp + s->fp + 1e-9);
	double r = (double)s->tp / (double)(s->tp + s->fn + 1e-9);

	printf("%-18s P %.4f R %.4f F1 %.4f  kept %.5f  (tp %zu fp %zu fn %zu, "
	       "words %zu)\n",
	    name, p, r, 2 * p * r / (p + r + 1e-9),
	    (double)s->kept / (double)(s->words + 1e-9), s->tp, s->fp, s->fn,
	    s->words);
}

static void
print_errors(const struct page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		bool is_kept = p->is_kept[i];
		const struct boiler_line *l = &p->line[i];

		if (!prints_all &&
		    (p->label[i] == 2 || (p->label[i] == 0) == is_kept))
			continue;
		printf("%s %s m=%.2f %zu %s %.3f | %.*s\n\t",
		    p->label[i] == 0       ? (is_kept ? "kept" : "LOST")
			: p->label[i] == 2 ? "soft"
			: is_kept          ? "LEFT"
					   : "gone",
		    p->id, p->m, l->number,
		    boiler__kind_name((enum lex_kind)l->lex), p->score[i],
		    l->s.n > 160 ? 160 : (int)l->s.n, l->s.p);
		for (unsigned f = 0; f < F_N; f++)
			if (features_has(&l->f, (enum boiler_feature)f))
				printf(" %s",
				    boiler__feature_name(
					(enum boiler_feature)f));
		printf("\n");
	}
}

static void
report(bool has_errors)
{
	struct sums all = { 0 }, own = { 0 };
	bool seen[4096] = { false };

	for (size_t i = 0; i < npage && i < 4096; i++) {
		struct sums s = { 0 };

		if (seen[i] || strcmp(pages[i].genre, "written") == 0)
			continue;
		for (size_t j = i; j < npage && j < 4096; j++)
			if (strcmp(pages[i].genre, pages[j].genre) == 0) {
				count(&s, &pages[j]);
				seen[j] = true;
			}
		print_sums(pages[i].genre, &s);
	}
	for (size_t i = 0; i < npage; i++) {
		bool is_own = strstr(pages[i].site, ".example") != NULL;

		if (strcmp(pages[i].genre, "written") == 0 ||
		    strcmp(pages[i].site, "synth") == 0)
			continue;
		count(is_own ? &own : &all, &pages[i]);
		if (has_errors)
			print_errors(&pages[i]);
	}
	print_sums("ALL real", &all);
	print_sums("ALL own", &own);
}

static void
write_weights(const char *path, const double *w)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		die(strerror(errno));
	fprintf(f,
	    "# What each claim about a line (features.h) adds to the log "
	    "odds that it is furniture: in any text, and\n"
	    "# more on a page of many short lines.  Learnt by "
	    "tests/eval/fit.c; columns split by a TAB.\n"
	    "#claim\tany\tpage\n");
	for (unsigned i = 0; i < F_N; i++)
		fprintf(f, "%s\t%.3f\t%.3f\n",
		    boiler__feature_name((enum boiler_feature)i), w[2 * i],
		    w[2 * i + 1]);
	fprintf(f, "stay-written\t%.3f\t%.3f\nstay-furniture\t%.3f\t%.3f\n",
	    w[2 * F_N], w[2 * F_N + 1], w[2 * F_N + 2], w[2 * F_N + 3]);
	if (fclose(f) != 0)
		die(strerror(errno));
}

int
main(int argc, char *argv[])
{
	static double w[NW], w1[NW];
	const char *out = NULL;
	bool leaves_one = false, has_errors = false;
	struct nass_err err;

	if (nass_boiler_new(&nass_boiler_default, &boiler, &err) != NASS_OK)
		die(err.what);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-o") == 0)
			out = argv[++i];
		else if (strcmp(argv[i], "-w") == 0)
			read_file(argv[++i], read_written);
		else if (strcmp(argv[i], "-p") == 0)
			read_file(argv[++i], read_prior);
		else if (strcmp(argv[i], "-l") == 0)
			leaves_one = true;
		else if (strcmp(argv[i], "-e") == 0)
			has_errors = true;
		else if (strcmp(argv[i], "-a") == 0)
			has_errors = prints_all = true;
		else if (strcmp(argv[i], "-r") == 0)
			rounds = atoi(argv[++i]);
		else if (strcmp(argv[i], "-c") == 0)
			cost_written = atof(argv[++i]);
		else if (strcmp(argv[i], "-s") == 0)
			synth_weight = atof(argv[++i]);
		else if (strcmp(argv[i], "-d") == 0)
			l2 = atof(argv[++i]);
		else
			read_file(argv[i], read_labelled);
	}
	memcpy(w, prior, sizeof w);
	printf("loss %.2f\n", fit(w, NULL, rounds));
	if (out != NULL)
		write_weights(out, w);
	for (size_t i = 0; i < npage; i++)
		score(w, &pages[i]);
	if (!leaves_one) {
		report(has_errors);
		return 0;
	}
	for (size_t i = 0; i < npage; i++) {
		bool is_done = false;

		for (size_t j = 0; j < i; j++)
			is_done |= strcmp(pages[i].site, pages[j].site) == 0;
		if (is_done || strcmp(pages[i].genre, "written") == 0 ||
		    strcmp(pages[i].site, "synth") == 0)
			continue;
		memcpy(w1, w, sizeof w);
		fit(w1, pages[i].site, rounds / 2);
		for (size_t j = i; j < npage; j++)
			if (strcmp(pages[i].site, pages[j].site) == 0)
				score(w1, &pages[j]);
	}
	report(has_errors);
	return 0;
}
