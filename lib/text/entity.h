/*
 * entity.h - recognisers for what is one token although it has punctuation:
 * url, e-mail, mention, hashtag, number, emoji.  One owner; words (lib/word) and
 * masks (lib/norm) ask the same question and get the same answer.
 */
#ifndef NASS_TEXT_ENTITY_H
#define NASS_TEXT_ENTITY_H

#include <nass/base.h>

enum nass_entity {
	NASS_ENTITY_NONE,
	NASS_ENTITY_URL, /* scheme://..., www.host... */
	NASS_ENTITY_EMAIL,
	NASS_ENTITY_MENTION, /* @name, not inside a word */
	NASS_ENTITY_HASHTAG, /* #letters, digits, _ and marks */
	NASS_ENTITY_EMOJI,   /* one emoji sequence (UTS #51) */
	NASS_ENTITY_NUMBER,  /* digits of any script with separators */
};

/* What one who walks over a text knows of what lies ahead; begins as zeros. */
struct nass_entity_ahead {
	bool is_known;
	/* The next that has a sign: URL, e-mail, mention, hashtag. */
	enum nass_entity kind;
	size_t at;
	size_t end;
	size_t border; /* of clusters, the last that was seen */
};

/*
 * The entity that begins at `at`, if any: its kind, and its end in *end.  The
 * text before `at` is looked at (an @ inside a word begins no mention).  With
 * `ahead`, NULL else, for places in order: a walk is linear in the text then.
 */
enum nass_entity nass_entity_at(struct nass_str text, size_t at,
    struct nass_entity_ahead *ahead, size_t *end);
/*
 * The first offset from `at` on where a URL, e-mail, mention or hashtag begins
 * (text.n if none), its kind and end: for passing over text that has none.
 */
size_t nass_entity_find(
    struct nass_str text, size_t at, enum nass_entity *kind, size_t *end);

#endif
