/* body.h - where the written text of a page stands. */
#ifndef NASS_BOILER_BODY_H
#define NASS_BOILER_BODY_H

#include "boiler/line.h"

/* Lines [from, to). */
struct body {
	size_t from;
	size_t to;
	size_t nword; /* 0: there is none */
};

/* has_menu: the text begins with one, so that it may be all but prose. */
struct body boiler__find_body(
    const struct boiler_line *line, size_t n, bool has_menu);

/* zone.c: the zones under headers of other pages, comments, notices, services. */
void boiler__mark_zones(struct boiler_line *line, size_t n, struct body body);

#endif
