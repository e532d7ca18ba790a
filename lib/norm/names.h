/*
 * names.h - names of code points, for people (--explain).
 */
#ifndef NASS_NORM_NAMES_H
#define NASS_NORM_NAMES_H

#include <nass/base.h>

#define NASS_NAME_SIZE 96

/* `ARABIC LETTER ALEF`, or `<control-0009>` and the like. */
void nass_name(uint32_t cp, char name[NASS_NAME_SIZE]);

#endif
