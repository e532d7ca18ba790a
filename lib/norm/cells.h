/*
 * cells.h - private to lib/norm: a stretch of text as code points that know
 * where they came from, the rules they meet, and the compiled handle.
 *
 *	bytes ──load──> cells ──operations, in order, until none──> cells ──> bytes
 *	                {cp, at, n}   changes anything more          └──> map
 *
 * A cell is a code point and the bytes [at, at + n) of the stretch that it
 * stands for.  Cells are in order of `at`; two cells may stand for the same
 * bytes (an expansion, a reordering), and bytes between two cells were deleted.
 */
#ifndef NASS_NORM_CELLS_H
#define NASS_NORM_CELLS_H

#include <nass/norm.h>

#include "norm/rules_table.h"
#include "simd/rewrite.h"

/* Bits of norm__touch beyond one for each operation. */
enum {
	NORM_TOUCH_NFC = 1 << 24,  /* NFC may change it, or it is a mark */
	NORM_TOUCH_NFKC = 1 << 25, /* the same for NFKC */
	NORM_JOINS_NFC = 1 << 26,  /* what stands before it matters */
	NORM_JOINS_NFKC = 1 << 27,
};

#define NORM_BIT(op) ((uint32_t)1 << (op))

/* Conditions of rules.tsv. */
enum norm__when {
	NORM_ALWAYS,
	NORM_FINAL,
	NORM_BETWEEN,
	NORM_AFTER,
	NORM_DECIMAL,
	NORM_GROUP,
	NORM_JOINER,
	NORM_SELECTOR,
};

struct norm__value_row {
	enum norm__op op;
	const char *name;
	bool is_set; /* may be joined with + */
};

struct norm__profile {
	const char *name, *spec, *note;
};

#define NORM_OTHERS 0xFFFFFFFFu /* a rule for all code points without one */

struct norm__rule {
	uint32_t from;
	uint16_t to; /* n code points at this place of the pool */
	uint8_t n;
	uint8_t when;
};

struct norm__list {
	enum norm__op op;
	unsigned value;
	bool is_fa; /* for lang=fa and ur */
	uint16_t first, n;
};

/* rules.c: the only reader of the tables. */
uint32_t norm__touch(uint32_t cp);
unsigned norm__touch_class(uint32_t cp); /* below 256 */
uint32_t norm__touch_mask(unsigned touch_class);
/* Do the 64 code points of this page meet what those of the page before do? */
bool norm__is_same_page(uint32_t page);
const struct norm__value_row *norm__value_row(size_t i); /* NULL: past end */
const char *norm__op_name(enum norm__op op);
const struct norm__profile *norm__profile(size_t i);
const struct norm__list *norm__list(
    enum norm__op op, unsigned value, bool is_fa);
/* The first rule of the list for cp; more may follow, up to *end. */
const struct norm__rule *norm__rule(
    const struct norm__list *list, uint32_t cp, const struct norm__rule **end);
const uint32_t *norm__pool(size_t at);

struct norm__cell {
	uint32_t cp;
	uint32_t at;
	uint32_t n;
	uint32_t touch;
	uint8_t op;       /* first operation that changed it, plus 1; 0: none */
	uint8_t is_fixed; /* a mask token: no operation looks at it */
};

struct norm__cells {
	struct norm__cell *p;
	size_t n, cap;
	struct norm__cell own[48]; /* a word needs no memory */
};

/* A user's mapping rule (--rules). */
struct norm__user_rule {
	uint32_t first, last;
	struct nass_str to;
	bool counts_up; /* `to` is one code point, the start of a range */
};

enum {
	NORM_NMASKS = 7
};

/* How the table path treats a code point (fold.c). */
enum norm__class {
	NORM_COPY,    /* as it is */
	NORM_FREE,    /* an image that no neighbour changes */
	NORM_SPACE,   /* as it is, but nothing behind another space */
	NORM_MARK,    /* as it is, in canonical order with the marks before */
	NORM_FILLER,  /* nothing, where a letter follows */
	NORM_ALIKE,   /* its image, if the line looks Arabic, of two bytes */
	NORM_CONTEXT, /* the general path decides */
};

/*
 * Code points with an image in the handle: U+0000..06FF, U+2000..206F, and
 * U+FE70..FEFF, letters as PDF files have them.
 */
#define NORM_WINDOW   0x700
#define NORM_GENERAL  0x2000
#define NORM_NGENERAL 0x70
#define NORM_FORMS    0xFE70
#define NORM_NFORMS   0x90
#define NORM_NIMAGES  (NORM_WINDOW + NORM_NGENERAL + NORM_NFORMS)

struct norm__image {
	uint8_t class;
	uint8_t n; /* bytes; NORM_FREE: 0 to 6 */
	char bytes[6];
};

struct nass_norm {
	unsigned value[NORM_NOPS]; /* index of the value; a set: its bits */
	unsigned repeat;
	uint32_t active; /* bit of each operation that is on */
	uint32_t touch;  /* active, and the bits of the form */
	char *spec;
	struct norm__user_rule *rule;
	size_t nrule;
	struct nass_buf rule_text;
	struct nass_buf token[NORM_NMASKS];
	bool needs_line; /* masks and repeat look at the whole line */
	struct norm__image image[NORM_NIMAGES];
	uint8_t mask_class[256];     /* class of each mask of norm__touch */
	struct simd_rewrite rewrite; /* the images that kernels can write */
};

struct norm__work {
	const struct nass_norm *norm;
	struct norm__cells *now;  /* what an operation reads */
	struct norm__cells *made; /* what it writes; then they change places */
	size_t nsame; /* cells that begin both: not copied until one differs */
	uint32_t touch; /* what the cells of `now` may meet */
	uint32_t made_touch;
	struct nass_str line; /* the input line that the stretch is of */
	enum {
		NORM_UNKNOWN,
		NORM_ARABIC,
		NORM_FOREIGN_LINE
	} guard;
	bool is_part; /* of a line: masks and repeat are left out */
	bool is_changed;
	bool is_formless; /* changed since the form was made */
	bool is_broken;   /* no memory: checked at the end of an operation */
	/* NULL, or for each byte of the stretch the operation that took it, + 1. */
	struct nass_buf *gone;
	struct norm__cells a, b;
};

void norm__work_init(struct norm__work *w, const struct nass_norm *norm);
void norm__work_fini(struct norm__work *w);

/* Append to w->made: a code point made by op, or a cell as it is. */
void norm__put(struct norm__work *w, uint32_t cp, uint32_t at, uint32_t n,
    enum norm__op op);
void norm__copy(struct norm__work *w, const struct norm__cell *cell);
static inline void
norm__keep(struct norm__work *w, const struct norm__cell *cell)
{
	if (w->made->n == 0 && cell == w->now->p + w->nsame)
		w->nsame++;
	else
		norm__copy(w, cell);
}
/* A cell changed into cp, or gone. */
void norm__change(struct norm__work *w, const struct norm__cell *cell,
    uint32_t cp, enum norm__op op);
void norm__drop(
    struct norm__work *w, const struct norm__cell *cell, enum norm__op op);
/* made becomes now; if all cells were kept, now stays. */
void norm__swap(struct norm__work *w);
/* Does the list for op (NULL: none) have a rule that holds for cell i? */
const struct norm__rule *norm__holds(
    const struct norm__work *w, const struct norm__list *list, size_t i);
/* The line of this stretch looks Persian or Urdu, and lang is any. */
bool norm__is_guarded(struct norm__work *w);

/* The well-formed text of a stretch into w->now. */
enum nass_code norm__load(
    struct norm__work *w, struct nass_str text, struct nass_err *err);
/* All operations, in rounds, until one changes nothing: two for most text. */
enum nass_code norm__run(struct norm__work *w, struct nass_err *err);

/*
 * Where a stretch goes.  from and made are what offsets of the map count from;
 * visit, if there is one, is told of each change, and false ends the run.
 */
struct norm__sink {
	struct nass_buf *out;
	struct nass_map *map;
	uint64_t from; /* offset of the stretch in the input */
	size_t made;   /* length of *out that counts as 0 */
	bool (*visit)(void *arg, const struct nass_norm_change *change);
	void *arg;
	bool is_stopped;
};
enum nass_code norm__store(struct norm__work *w, struct nass_str text,
    struct norm__sink *sink, struct nass_err *err);

/* norm.c: a whole text; gone as in norm__work; a key has no foreign line. */
enum nass_code norm__text(const struct nass_norm *norm, struct nass_str in,
    const struct norm__sink *sink, struct nass_buf *gone, bool is_key,
    struct nass_err *err);

/* Operations that are more than a list of rules. */
void norm__form(struct norm__work *w, enum norm__op op);
void norm__spaces(struct norm__work *w);
void norm__seats(struct norm__work *w);
void norm__tatweel(struct norm__work *w);
void norm__dagger_alef(struct norm__work *w);
void norm__case(struct norm__work *w);
void norm__mask(struct norm__work *w);
/* Would it find something in this line? */
bool norm__masks(const struct nass_norm *norm, struct nass_str line);
void norm__repeat(struct norm__work *w);
void norm__user(struct norm__work *w);
void norm__apply(
    struct norm__work *w, enum norm__op op, const struct norm__list *list);

/*
 * Letters of the Arabic script but tatweel; marks of any script, and what
 * marks=quranic has besides: small waw, end of ayah ...
 */
bool norm__is_letter(uint32_t cp);
bool norm__is_mark(uint32_t cp);

/*
 * Does the line look Persian or Urdu: are more than 1% of its Arabic letters
 * U+067E U+0686 U+0698 U+06AF U+0679 U+0688 U+0691 U+06D2?  A run of one of
 * them counts once, and a form as the letters that it shows, so that no
 * operation makes a line that looked so look otherwise.
 */
bool norm__looks_foreign(struct nass_str line);
bool norm__cells_look_foreign(const struct norm__work *w);

/* fold.c: classes and images, after the operations are known. */
enum nass_code norm__compile(struct nass_norm *norm, struct nass_err *err);
/* Marks that kernels put in order among each other (simd/rewrite.h). */
static inline bool
norm__is_ordered(uint32_t cp)
{
	return cp - 0x64B < 8 || cp == 0x670;
}
const struct norm__image *norm__image_of(
    const struct nass_norm *norm, uint32_t cp);

#endif
