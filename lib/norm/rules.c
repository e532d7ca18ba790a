/*
 * rules.c - looks rules up; the only reader of rules_table.h's tables.
 */
#include "norm/cells.h"

#define NORM_TABLES
#include "norm/rules_table.h"

#define NELEM(a) (sizeof(a) / sizeof((a)[0]))

uint32_t
norm__touch(uint32_t cp)
{
	return norm_touch_masks[norm__touch_class(cp)];
}

unsigned
norm__touch_class(uint32_t cp)
{
	return norm_touch_stage2[norm_touch_stage1[cp >> 6]][cp & 0x3F];
}

bool
norm__is_same_page(uint32_t page)
{
	return norm_touch_stage1[page] == norm_touch_stage1[page - 1];
}

uint32_t
norm__touch_mask(unsigned touch_class)
{
	return touch_class < NELEM(norm_touch_masks)
	    ? norm_touch_masks[touch_class]
	    : 0;
}

const struct norm__value_row *
norm__value_row(size_t i)
{
	return i < NELEM(norm_values) ? &norm_values[i] : NULL;
}

const char *
norm__op_name(enum norm__op op)
{
	return op < NORM_NOPS ? norm_op_names[op] : "rules";
}

const struct norm__profile *
norm__profile(size_t i)
{
	return i < NELEM(norm_profiles) ? &norm_profiles[i] : NULL;
}

const struct norm__list *
norm__list(enum norm__op op, unsigned value, bool is_fa)
{
	size_t i;

	for (i = 0; i < NELEM(norm_lists); i++)
		if (norm_lists[i].op == op && norm_lists[i].value == value &&
		    norm_lists[i].is_fa == is_fa)
			return &norm_lists[i];
	return NULL;
}

const struct norm__rule *
norm__rule(
    const struct norm__list *list, uint32_t cp, const struct norm__rule **end)
{
	const struct norm__rule *rule = norm_rules + list->first;
	size_t low = 0;
	size_t high = list->n;
	size_t middle;

	*end = rule + list->n;
	while (low < high) {
		middle = (low + high) / 2;
		if (rule[middle].from < cp)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < list->n && rule[low].from == cp)
		return rule + low;
	if (list->n > 0 && rule[list->n - 1].from == NORM_OTHERS)
		return rule + list->n - 1;
	return NULL;
}

const uint32_t *
norm__pool(size_t at)
{
	return norm_pool + at;
}
