/*
 * ucd.c - looks properties up; the only reader of ucd_table.h.
 */
#include "text/ucd.h"

struct ucd_fold {
	uint32_t first;
	uint32_t last;
	uint32_t step;
	int32_t distance;
};

#include "text/ucd_table.h"

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

const struct nass_ucd *
nass_ucd(uint32_t cp)
{
	return &ucd_records[ucd_stage2[ucd_stage1[cp >> 7]][cp & 0x7F]];
}

uint32_t
nass_ucd_fold(uint32_t cp)
{
	const struct ucd_fold *f;
	size_t low = 0;
	size_t high = NELEM(ucd_folds);
	size_t middle;

	if (cp < 0x80)
		return cp - 'A' < 26 ? cp + 0x20 : cp;
	if (cp - 0x590 < 0xAB0) /* scripts of one case, Hebrew to Thai */
		return cp;
	while (low < high) {
		middle = (low + high) / 2;
		if (ucd_folds[middle].last < cp)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == NELEM(ucd_folds) || cp < ucd_folds[low].first)
		return cp;
	f = &ucd_folds[low];
	if ((cp - f->first) % f->step != 0)
		return cp;
	return (uint32_t)((int32_t)cp + f->distance);
}

int
nass_ucd_digit(uint32_t cp)
{
	size_t low = 0;
	size_t high = NELEM(ucd_zeros);
	size_t middle;

	if (cp < 0x660)
		return cp - '0' < 10 ? (int)(cp - '0') : -1;
	while (high - low > 1) {
		middle = (low + high) / 2;
		if (ucd_zeros[middle] <= cp)
			low = middle;
		else
			high = middle;
	}
	return cp - ucd_zeros[low] < 10 ? (int)(cp - ucd_zeros[low]) : -1;
}
