/*
 * form.c - NFC and NFKC of a stretch (UAX #15), by utf8proc.
 *
 * A stretch falls into segments: a code point before which there is a border,
 * and all behind it that have none.  A segment without a code point that the
 * form may touch stays; another is decomposed, ordered, composed.
 */
#include "norm/cells.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "text/ucd.h"

/* Longest decomposition of one code point: U+FDFA, 18. */
#define LONGEST 18

/* Canonical order: a stable sort by combining class of each run of marks. */
static void
sort_run(utf8proc_int32_t *p, size_t n, utf8proc_int32_t *scratch)
{
	size_t start[257] = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		start[nass_ucd((uint32_t)p[i])->ccc + 1]++;
	for (i = 1; i < 257; i++)
		start[i] += start[i - 1];
	for (i = 0; i < n; i++)
		scratch[start[nass_ucd((uint32_t)p[i])->ccc]++] = p[i];
	memcpy(p, scratch, n * sizeof(*p));
}

static void
order(utf8proc_int32_t *p, size_t n, utf8proc_int32_t *scratch)
{
	size_t i = 0;
	size_t k;
	bool is_sorted;
	unsigned ccc, before;

	while (i < n) {
		before = 0;
		is_sorted = true;
		for (k = i; k < n; k++) {
			ccc = nass_ucd((uint32_t)p[k])->ccc;
			if (ccc == 0)
				break;
			is_sorted = is_sorted && before <= ccc;
			before = ccc;
		}
		if (!is_sorted)
			sort_run(p + i, k - i, scratch);
		i = k + 1;
	}
}

/*
 * Most segments: letters and marks of Arabic that neither fall apart nor compose,
 * the marks in order.
 */
static bool
is_settled(const struct norm__cell *cell, size_t n)
{
	unsigned before = 0;
	unsigned ccc;
	size_t i;

	for (i = 0; i < n; i++) {
		if (cell[i].cp - 0x600 >= 0x100 || cell[i].cp - 0x653 < 3 ||
		    cell[i].cp - 0x675 < 4)
			return false;
		ccc = nass_ucd(cell[i].cp)->ccc;
		if (ccc != 0 && ccc < before)
			return false;
		before = ccc;
	}
	return true;
}

/* The segment cells[0..n) to p, which has room for 2 * LONGEST * n. */
static size_t
normalise(const struct norm__cell *cell, size_t n, bool is_compatible,
    utf8proc_int32_t *p)
{
	utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
	utf8proc_ssize_t got;
	size_t made = 0;
	size_t i;
	int last = 0;

	if (is_compatible)
		options |= UTF8PROC_COMPAT;
	for (i = 0; i < n; i++) {
		got = utf8proc_decompose_char((utf8proc_int32_t)cell[i].cp,
		    p + made, LONGEST, options, &last);
		if (got > 0)
			made += (size_t)got;
	}
	order(p, made, p + LONGEST * n);
	got = utf8proc_normalize_utf32(
	    p, (utf8proc_ssize_t)made, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return got > 0 ? (size_t)got : 0;
}

/* What differs stands for all the bytes of what it replaces. */
static void
put_segment(struct norm__work *w, const struct norm__cell *cell, size_t n,
    const utf8proc_int32_t *p, size_t made, enum norm__op op)
{
	size_t front = 0;
	size_t back = 0;
	size_t i;
	uint32_t at, end;

	while (
	    front < n && front < made && cell[front].cp == (uint32_t)p[front])
		front++;
	while (back < n - front && back < made - front &&
	    cell[n - 1 - back].cp == (uint32_t)p[made - 1 - back])
		back++;
	if (front == n - back && front < made - back) { /* an insertion */
		if (front > 0)
			front--;
		else
			back--;
	}
	for (i = 0; i < front; i++)
		norm__keep(w, &cell[i]);
	if (front < made - back) {
		at = cell[front].at;
		end = at;
		for (i = front; i < n - back; i++)
			if (cell[i].at + cell[i].n > end)
				end = cell[i].at + cell[i].n;
		for (i = front; i < made - back; i++)
			norm__put(w, (uint32_t)p[i], at, end - at, op);
	}
	for (i = n - back; i < n; i++)
		norm__keep(w, &cell[i]);
}

static void
segment(struct norm__work *w, const struct norm__cell *cell, size_t n,
    enum norm__op op)
{
	utf8proc_int32_t own[2 * LONGEST * 8];
	utf8proc_int32_t *p = own;
	size_t made;

	if (n > 8)
		p = malloc(2 * LONGEST * n * sizeof(*p));
	if (p == NULL) {
		w->is_broken = true;
		return;
	}
	made =
	    normalise(cell, n, w->norm->value[NORM_FORM] == NORM_FORM_NFKC, p);
	put_segment(w, cell, n, p, made, op);
	if (p != own)
		free(p);
}

void
norm__form(struct norm__work *w, enum norm__op op)
{
	bool is_nfkc = w->norm->value[NORM_FORM] == NORM_FORM_NFKC;
	uint32_t bit = is_nfkc ? NORM_TOUCH_NFKC : NORM_TOUCH_NFC;
	uint32_t joins = is_nfkc ? NORM_JOINS_NFKC : NORM_JOINS_NFC;
	const struct norm__cell *cell = w->now->p;
	uint32_t touch;
	size_t i, k;

	w->is_formless = false;
	if (w->norm->value[NORM_FORM] == NORM_FORM_KEEP ||
	    (w->touch & bit) == 0)
		return;
	for (i = 0; i < w->now->n; i = k) {
		touch = cell[i].touch;
		for (k = i + 1; k < w->now->n && (cell[k].touch & joins) != 0 &&
		     !cell[i].is_fixed;
		     k++)
			touch |= cell[k].touch;
		if ((touch & bit) != 0 && !cell[i].is_fixed &&
		    !is_settled(cell + i, k - i))
			segment(w, cell + i, k - i, op);
		else
			for (; i < k; i++)
				norm__keep(w, &cell[i]);
	}
	norm__swap(w);
	w->is_formless = false;
}
