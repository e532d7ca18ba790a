/*
 * fold.h - the key of a line: what is compared, never what is written.
 *
 * Marks, tatweel, bidi and zero-width characters fall out; alef, yeh, teh
 * marbuta and Persian look-alikes unify; letters lose their case and accent; a
 * run of digits of any script is one 0; all else is a space, and so is the
 * border between Arabic letters, others and digits.
 *
 *	(12 Comments)  ->  0 comments
 */
#ifndef NASS_BOILER_FOLD_H
#define NASS_BOILER_FOLD_H

#include <nass/base.h>

enum fold_class {
	FOLD_SPACE, /* and punctuation, symbols */
	FOLD_SKIP,
	FOLD_ARABIC,
	FOLD_LATIN, /* and every other script */
	FOLD_DIGIT,
};

/* What code points below U+0800 become; built once, in 6 KiB. */
struct fold {
	uint16_t to[0x800];
	uint8_t class[0x800];
};

void boiler__fold_init(struct fold *f);

/* The class of a code point, and what it folds to, in *to. */
enum fold_class boiler__fold(const struct fold *f, uint32_t cp, uint32_t *to);

/* Hashes, of words and of what is made of them. */
#define FOLD_SEED 0x9e3779b97f4a7c15u

static inline uint64_t
fold_mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

/* The word that every number is. */
static inline uint64_t
fold_number(void)
{
	return fold_mix(FOLD_SEED, '0');
}

/* Append the key of `s` as text. */
enum nass_code boiler__fold_key(const struct fold *f, struct nass_str s,
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

#endif
