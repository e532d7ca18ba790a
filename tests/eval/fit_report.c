/* fit_report.c - what scores make of labelled pages (fit.h). */
#include <stdio.h>
#include <string.h>

#include "fit.h"

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
print_lines(const struct page *p, bool prints_all)
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

void
report(const struct pages *pages, enum report_lines which)
{
	const struct page *page = pages->page;
	struct sums all = { 0 }, own = { 0 };
	bool seen[4096] = { false };

	for (size_t i = 0; i < pages->n && i < 4096; i++) {
		struct sums s = { 0 };

		if (seen[i] || is_written(&page[i]))
			continue;
		for (size_t j = i; j < pages->n && j < 4096; j++)
			if (strcmp(page[i].genre, page[j].genre) == 0) {
				count(&s, &page[j]);
				seen[j] = true;
			}
		print_sums(page[i].genre, &s);
	}
	for (size_t i = 0; i < pages->n; i++) {
		bool is_own = strstr(page[i].site, ".example") != NULL;

		if (is_written(&page[i]) || strcmp(page[i].site, "synth") == 0)
			continue;
		count(is_own ? &own : &all, &page[i]);
		if (which != REPORT_SUMS)
			print_lines(&page[i], which == REPORT_ALL);
	}
	print_sums("ALL real", &all);
	print_sums("ALL own", &own);
}
