/*
 * shape.h - what one look at the characters of a line counts: its words, its
 * letters, its signs and how it ends.
 */
#ifndef NASS_BOILER_SHAPE_H
#define NASS_BOILER_SHAPE_H

#include "boiler/code.h"

struct shape {
	size_t nword;
	size_t narabic; /* letters */
	size_t nlatin;
	size_t ndigit;
	size_t nmark;
	size_t ntatweel;
	size_t nclause;      /* commas, semicolons, stops inside */
	size_t nbar;         /* | and bullets */
	size_t ncrumb;       /* > / and guillemets between spaces */
	size_t nslash;       /* between digits */
	size_t colon_word;   /* words before the first colon; 0: none */
	size_t break_word;   /* before the first colon, bar or pair of dots */
	unsigned char first; /* its first byte */
	unsigned char last;  /* its last, before closing quotes and brackets */
	unsigned char first_sign; /* sets of enum code_sign: what they are */
	unsigned char last_sign;
	bool has_closer; /* behind the last */
	bool has_dots;   /* two stops or more, not at the end */
	bool has_copyright;
	bool has_star;
	bool has_clock;
	bool has_degree;
	bool has_url;
	bool has_at_word; /* an @ that begins a word */
	bool has_email;
};

static inline bool
shape_is_closed(const struct shape *h)
{
	return (h->last_sign & SIGN_STOP) != 0;
}

/* A long line with an end or clauses: no list of links. */
static inline bool
shape_is_sentence(const struct shape *h)
{
	return h->nword > 20 && (shape_is_closed(h) || h->nclause > 1);
}

/* s is well-formed and has no LF; *l: its bytes. */
void boiler__shape(const struct code *c, const struct fold *f,
    struct nass_str s, struct code_line *l, struct shape *h);

#endif
