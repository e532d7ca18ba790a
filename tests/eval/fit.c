/*
 * fit - learn lib/boiler/weights.tsv from labelled pages.
 *
 *	fit [-o weights.tsv] [-w written.jsonl] [-l] pages.jsonl ...
 *
 * -w: text that somebody wrote, with its `source`, if the site is known: every
 *     line that holds no phrase is written.
 * -l: leave one site out at a time, or a tenth of our own pages, and report what
 *     the rest makes of it.
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

#include "fit.h"

enum {
	NW = 2 * F_N + 4
};

static double prior[NW];
static double l2 = 0.05, cost_written = 1.1, cost_furniture = 0.3;
static const double page_discount = 0.4;
static int rounds = 400;

void
die(const char *what)
{
	fprintf(stderr, "fit: %s\n", what);
	exit(2);
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

/* The loss of a page; its gradient is added to g. */
static double
page_gradient(const struct page *p, const double *w, double *g)
{
	static double x[65536], free_[65536], fixed[65536], y[65536];
	double pair_free[2][2], pair_fixed[2][2];
	double stay[2] = { w[2 * F_N] + p->m * w[2 * F_N + 1],
		w[2 * F_N + 2] + p->m * w[2 * F_N + 3] };
	/* On a page, most of which goes, both errors cost alike. */
	double cost = cost_written * (1 - page_discount * p->m);
	double loss;

	for (size_t i = 0; i < p->n; i++) {
		double own = odds(w, p, i);
		double words = p->line[i].nword;

		x[i] = y[i] = own;
		if (p->label[i] == 0) {
			x[i] += cost * log(2 + words);
			y[i] -= 1e3;
		} else if (p->label[i] == 1) {
			x[i] -= cost_furniture;
			y[i] += 1e3;
		}
	}
	loss = chain(x, p->n, stay, free_, pair_free);
	loss -= chain(y, p->n, stay, fixed, pair_fixed);
	for (size_t i = 0; i < p->n; i++) {
		double d = p->weight * (free_[i] - fixed[i]);

		for (unsigned h = 0; h < FEATURE_WORDS; h++) {
			uint64_t bit = p->line[i].f.bit[h];

			for (; bit != 0; bit &= bit - 1) {
				unsigned j =
				    64 * h + (unsigned)__builtin_ctzll(bit);

				g[2 * j] += d;
				g[2 * j + 1] += d * p->m;
			}
		}
	}
	for (int s = 0; s < 2; s++) {
		double d = p->weight * (pair_free[s][s] - pair_fixed[s][s]);

		g[2 * F_N + 2 * s] += d;
		g[2 * F_N + 2 * s + 1] += d * p->m;
	}
	return p->weight * loss;
}

static double
gradient(
    const struct pages *all, const double *w, const char *without, double *g)
{
	double loss = 0;

	memset(g, 0, NW * sizeof *g);
	for (size_t k = 0; k < all->n; k++) {
		const struct page *p = &all->page[k];

		if (p->n > 0 &&
		    (without == NULL || strcmp(p->fold, without) != 0))
			loss += page_gradient(p, w, g);
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
fit(const struct pages *all, double *w, const char *without, int n)
{
	static double g[NW], m[NW], v[NW];
	double loss = 0;

	memset(m, 0, sizeof m);
	memset(v, 0, sizeof v);
	for (int t = 1; t <= n; t++) {
		double rate = 0.08 * (t < n / 2 ? 1 : 2.0 * (n - t) / n + 0.02);

		loss = gradient(all, w, without, g);
		for (size_t i = 0; i < NW; i++) {
			m[i] = 0.9 * m[i] + 0.1 * g[i];
			v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
			w[i] -= rate * (m[i] / (1 - pow(0.9, t))) /
			    (sqrt(v[i] / (1 - pow(0.99, t))) + 1e-8);
		}
	}
	return loss;
}

/* Rows `name TAB any TAB page`. */
static void
read_prior(const char *row)
{
	char name[64];
	double any, page;

	if (row[0] == '#' ||
	    sscanf(row, "%63s %lf %lf", name, &any, &page) != 3)
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
read_prior_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char row[256];

	if (f == NULL)
		die(strerror(errno));
	while (fgets(row, sizeof row, f) != NULL)
		read_prior(row);
	fclose(f);
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
	    &(struct boiler_page){ p->line, p->n, p->m, false }, p->score,
	    p->is_kept);
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

/* What the command line asks for. */
struct task {
	const char *out;
	bool leaves_one;
	enum report_lines which;
};

/* Read options and files into `all`, one after the other. */
static struct task
read_arguments(int argc, char *argv[], struct pages *all)
{
	struct task task = { NULL, false, REPORT_SUMS };

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-o") == 0)
			task.out = argv[++i];
		else if (strcmp(argv[i], "-w") == 0)
			read_written(all, argv[++i]);
		else if (strcmp(argv[i], "-p") == 0)
			read_prior_file(argv[++i]);
		else if (strcmp(argv[i], "-l") == 0)
			task.leaves_one = true;
		else if (strcmp(argv[i], "-e") == 0)
			task.which = REPORT_ERRORS;
		else if (strcmp(argv[i], "-a") == 0)
			task.which = REPORT_ALL;
		else if (strcmp(argv[i], "-r") == 0)
			rounds = atoi(argv[++i]);
		else if (strcmp(argv[i], "-c") == 0)
			cost_written = atof(argv[++i]);
		else if (strcmp(argv[i], "-s") == 0)
			all->synth_weight = atof(argv[++i]);
		else if (strcmp(argv[i], "-d") == 0)
			l2 = atof(argv[++i]);
		else
			read_labelled(all, argv[i]);
	}
	return task;
}

/* Score each fold by what is learnt without it. */
static void
leave_one_out(struct pages *all, const double *w)
{
	static double w1[NW];
	struct page *page = all->page;

	for (size_t i = 0; i < all->n; i++) {
		bool is_done = false;

		for (size_t j = 0; j < i; j++)
			is_done |= strcmp(page[i].fold, page[j].fold) == 0;
		if (is_done || is_written(&page[i]) ||
		    strcmp(page[i].site, "synth") == 0)
			continue;
		memcpy(w1, w, sizeof w1);
		fit(all, w1, page[i].fold, rounds / 2);
		for (size_t j = i; j < all->n; j++)
			if (strcmp(page[i].fold, page[j].fold) == 0)
				score(w1, &page[j]);
	}
}

int
main(int argc, char *argv[])
{
	static double w[NW];
	struct pages all = { .synth_weight = 0.05 };
	struct task task;
	struct nass_err err;

	if (nass_boiler_new(&nass_boiler_default, &all.boiler, &err) != NASS_OK)
		die(err.what);
	task = read_arguments(argc, argv, &all);
	memcpy(w, prior, sizeof w);
	printf("loss %.2f\n", fit(&all, w, NULL, rounds));
	if (task.out != NULL)
		write_weights(task.out, w);
	for (size_t i = 0; i < all.n; i++)
		score(w, &all.page[i]);
	if (task.leaves_one)
		leave_one_out(&all, w);
	report(&all, task.which);
	return 0;
}
