/*
 * entity_private.h - what entity.c and entity_at.c share.
 */
#ifndef NASS_TEXT_ENTITY_PRIVATE_H
#define NASS_TEXT_ENTITY_PRIVATE_H

#include "text/ucd.h"

/* Letters, marks, digits: what names are made of besides _. */
bool entity__is_name_part(const struct nass_ucd *u);
/* Does a letter, a digit or _ end at `at`, marks and joiners aside? */
bool entity__follows_name(struct nass_str text, size_t at);

#endif
