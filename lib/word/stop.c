/*
 * stop.c - stop words, from the lists beside this file.
 */
#include <nass/word.h>

struct stop_list {
	char language[3];
	struct nass_str words; /* LF-separated */
};

#include "word/stop_table.h"

struct nass_str
nass_stop_words(struct nass_str language)
{
	const struct stop_list *l;
	const struct stop_list *end =
	    stop_lists + sizeof(stop_lists) / sizeof(stop_lists[0]);

	for (l = stop_lists; l < end; l++)
		if (nass_str_eq(language, nass_str(l->language)))
			return l->words;
	return (struct nass_str){ NULL, 0 };
}
