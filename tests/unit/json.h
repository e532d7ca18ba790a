/*
 * json.h - random JSON, and what is JSON by a recursive descent that shares
 * nothing with the scanner.
 */
#ifndef NASS_TESTS_JSON_H
#define NASS_TESTS_JSON_H

#include <nass/base.h>

/* Is it one object, by RFC 8259, with white space around? */
bool json_is_object(struct nass_str s);
/* Is it one string with its quotes, and nothing else? */
bool json_is_string(struct nass_str s);

/* A string as it is. */
void json_put(struct nass_buf *b, const char *s);
/* An object of a few members, which may be one that is looked for. */
void json_record(struct nass_buf *b);
/* Break, cut, double or replace a byte. */
void json_damage(struct nass_buf *b);

#endif
