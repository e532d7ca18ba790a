/*
 * clusters.c - many clusters at once: most are a character that no rule joins with
 * its neighbours, and those are counted by the kernels.
 */
#include "simd/scan.h"
#include "text/cluster.h"

/*
 * Printable ASCII and, of U+0600..064A, what no rule joins with another such:
 * where it ends, two bytes say with a bit that both have.
 */
#define STOP     1 /* whatever follows */
#define AFTER_D8 2 /* U+0600..0605, 0610..061A, 061C */
#define AFTER_D9 4 /* U+064B..067F */
#define BOTH     (AFTER_D8 | AFTER_D9)
#define ROW4(x)  x, x, x, x
#define ROW16(x) ROW4(x), ROW4(x), ROW4(x), ROW4(x)
#define ROW64(x) ROW16(x), ROW16(x), ROW16(x), ROW16(x)

static const unsigned char first_bits[256] = {
	ROW16(STOP),
	ROW16(STOP),
	[0x7F] = STOP,
	[0xC0] = ROW16(STOP),
	ROW4(STOP),
	ROW4(STOP),
	AFTER_D8,
	AFTER_D9,
	STOP,
	STOP,
	ROW4(STOP),
	ROW16(STOP),
	ROW16(STOP),
};

static const unsigned char second_bits[256] = {
	ROW64(STOP),
	ROW64(STOP),
	[0x80] = ROW4(STOP | AFTER_D8),
	STOP | AFTER_D8,
	STOP | AFTER_D8,
	STOP,
	STOP,
	[0x88] = STOP,
	STOP,
	STOP,
	STOP | AFTER_D9,
	ROW4(STOP | AFTER_D9),
	[0x90] = ROW4(STOP | BOTH),
	ROW4(STOP | BOTH),
	[0x98] = STOP | BOTH,
	STOP | BOTH,
	STOP | BOTH,
	STOP | AFTER_D9,
	[0x9C] = STOP | BOTH,
	STOP | AFTER_D9,
	STOP | AFTER_D9,
	STOP | AFTER_D9,
	[0xA0] = ROW16(STOP | AFTER_D9),
	ROW16(STOP | AFTER_D9),
	[0xC0] = ROW64(STOP),
};

/* Where such characters end that begin at `at`, up to `to`. */
static size_t
plain_end(struct nass_str text, size_t at, size_t to)
{
	return at +
	    nass__scan()->pair_find(
		first_bits, second_bits, text.p + at, to - at);
}

/*
 * Past up to *n of them, less those that are passed; but for the last before
 * others, which may join it.
 */
static size_t
pass_plain(struct nass_str text, size_t at, size_t *n)
{
	const struct nass_scan_kernels *k = nass__scan();
	size_t to = *n < (text.n - at) / 2 ? at + 2 * *n + 2 : text.n;
	size_t end = plain_end(text, at, to);
	size_t count = k->lead_count(text.p + at, end - at);

	count -= count > 0 && end < text.n;
	count = count < *n ? count : *n;
	*n -= count;
	return at + k->lead_offset(text.p + at, end - at, count);
}

size_t
nass_clusters_after(struct nass_str text, size_t at, size_t *n)
{
	for (at = pass_plain(text, at, n); *n > 0 && at < text.n; --*n)
		at = nass_cluster_end(text, at);
	return at;
}

/* The first byte of a character at or behind `at`, up to `to`. */
static size_t
next_lead(struct nass_str text, size_t at, size_t to)
{
	while (at < to && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The same backwards: those that end at `at`. */
static size_t
pass_plain_before(struct nass_str text, size_t at, size_t *n)
{
	const struct nass_scan_kernels *k = nass__scan();
	size_t from = *n < at / 2 ? at - 2 * *n - 2 : 0;
	size_t count;
	size_t all;
	size_t end;

	from = next_lead(text, from, at);
	while ((end = plain_end(text, from, at)) < at)
		from = next_lead(text, end + 1, at);
	all = k->lead_count(text.p + from, at - from);
	count = all - (all > 0 && from > 0);
	count = count < *n ? count : *n;
	*n -= count;
	return from + k->lead_offset(text.p + from, at - from, all - count);
}

size_t
nass_clusters_before(struct nass_str text, size_t at, size_t *n)
{
	for (at = pass_plain_before(text, at, n); *n > 0 && at > 0; --*n)
		at = nass_cluster_start(text, at);
	return at;
}
