/*
 * shape.h - what one look at the characters of a line counts: its words, its
 * letters, its signs and how it ends.
 */
#ifndef NASS_BOILER_SHAPE_H
#define NASS_BOILER_SHAPE_H

#include "boiler/code.h"

struct shape {
	size_t narabic; /* letters */
	size_t nlatin;
	size_t ndigit;
	size_t nmark;
	size_t ntatweel;
	size_t nclause;      /* commas, semicolons, stops inside */
	size_t nbar;         /* | and bullets */
	size_t ncrumb;       /* > / and guillemets between spaces */
	size_t run_digit;    /* the longest number */
	size_t nslash;       /* between digits */
	size_t colon_word;   /* words before the first colon; 0: none */
	size_t break_word;   /* before the first colon, bar or pair of dots */
	unsigned char first; /* its first byte */
	unsigned char last;  /* its last, before closing quotes and brackets */
	unsigned char first_sign; /* sets of enum code_sign: what they are */
	unsigned char last_sign;
	unsigned char letter; /* the last of the last word */
	uint16_t serial;      /* the number that it begins with, to 999; 0 */
	bool has_closer;      /* behind the last */
	bool has_dots;        /* two stops or more, not at the end */
	bool has_copyright;
	bool has_star;
	bool has_clock;
	bool has_degree;
	bool has_url;
	bool has_at_word; /* an @ that begins a word */
	bool has_email;
};

/* s is well-formed and has no LF. */
void boiler__shape(const struct code *c, const struct fold *f,
    struct nass_str s, struct shape *h, struct code_words *w);

#endif
