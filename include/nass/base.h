/*
 * nass/base.h - strings, buffers, arenas, errors and offset maps.
 *
 * What every other header is written in.  A byte string is a pointer and a
 * length, in that order, and is never terminated: text may hold NUL.
 *
 * The laws of the whole library stand here once:
 *
 *	ownership	a struct nass_str never owns its bytes.  init/fini: the
 *			caller owns the struct; new/free: the library does.
 *			reset forgets the contents and keeps the memory.
 *	errors		a function that can fail returns enum nass_code and
 *			takes a struct nass_err *, last, which may be NULL.
 *	state		nothing is kept outside handles; nothing is printed; the
 *			environment and the locale are not read.
 *	threads		handles that are const in a signature may be shared;
 *			others belong to one thread at a time.
 *	bounds		sizes are size_t; offsets and counts are uint64_t, from
 *			0, in bytes unless the name says another unit.
 */
#ifndef NASS_BASE_H
#define NASS_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define NASS_MUST_USE     __attribute__((warn_unused_result))
#define NASS_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define NASS_MUST_USE
#define NASS_PRINTF(a, b)
#endif

/* The version of the library, and of the Unicode data in its tables. */
#define NASS_VERSION         "0.1.0"
#define NASS_UNICODE_VERSION "15.0.0"

/* Errors ----------------------------------------------------------------- */

/* What the caller should do next. */
enum nass_code {
	NASS_OK,     /* go on */
	NASS_END,    /* there is no more; not an error */
	NASS_EINPUT, /* these bytes are bad: report them, pass over them */
	NASS_EUSAGE, /* what the user asked for (spec, pattern) is wrong */
	NASS_ELIMIT, /* a stated limit was met: report, pass over */
	NASS_ESYS,   /* the system said no: err->sys is an errno */
	NASS_ENOMEM, /* no memory: stop at once */
};

/*
 * What the person should read.
 *
 * at	offset of the first bad byte, in the bytes that the function was
 *	given; each layer on the way up adds what it knows.
 * what	lower case, no full stop, one line, NUL-terminated.
 */
struct nass_err {
	enum nass_code code;
	int sys;
	uint64_t at;
	char what[240];
};

/*
 * Fill err, unless it is NULL, and return `code`, so that a failure reads
 * `return nass_fail(err, NASS_EINPUT, at, "string is not closed")`.
 * nass_fail_sys takes errno and NASS_ESYS (NASS_ENOMEM for ENOMEM).
 */
enum nass_code nass_fail(struct nass_err *err, enum nass_code code, uint64_t at,
    const char *fmt, ...) NASS_PRINTF(4, 5);
enum nass_code nass_fail_sys(struct nass_err *err, const char *fmt, ...)
    NASS_PRINTF(2, 3);
enum nass_code nass_fail_nomem(struct nass_err *err);

/* Strings ---------------------------------------------------------------- */

struct nass_str {
	const char *p;
	size_t n;
};

#define NASS_STR(literal) ((struct nass_str){ (literal), sizeof(literal) - 1 })

struct nass_str nass_str(const char *zero_terminated);
struct nass_str nass_str_sub(struct nass_str s, size_t from, size_t to);
bool nass_str_eq(struct nass_str a, struct nass_str b);
bool nass_str_starts(struct nass_str s, struct nass_str prefix);
/* Order of unsigned bytes; a prefix comes first.  Ties everywhere go by it. */
int nass_str_cmp(struct nass_str a, struct nass_str b);
/*
 * Cut `*rest` at the first `sep`: returns what stands before it and leaves what
 * stands behind it in *rest.  Without one, returns all and leaves p == NULL.
 */
struct nass_str nass_str_cut(struct nass_str *rest, char sep);
/* The same at the next line end, LF or CR LF. */
struct nass_str nass_str_line(struct nass_str *rest);
/* Decimal digits and nothing else, within [min, max]. */
bool nass_str_number(
    struct nass_str s, uint64_t min, uint64_t max, uint64_t *number);

/* XXH3-64 of the bytes: stable over versions and machines. */
uint64_t nass_hash(struct nass_str s, uint64_t seed);
/* The same, seed 0, of bytes that come in pieces. */
struct nass_hasher;
struct nass_hasher *nass_hasher_new(void); /* NULL without memory */
void nass_hasher_put(struct nass_hasher *h, struct nass_str s);
uint64_t nass_hasher_get(const struct nass_hasher *h);
uint64_t nass_hasher_bytes(const struct nass_hasher *h); /* how many came */
void nass_hasher_free(struct nass_hasher *h);

/* Buffers ---------------------------------------------------------------- */

/* Bytes that grow.  On failure a buffer is what it was before the call. */
struct nass_buf {
	char *p;
	size_t n;
	size_t cap;
};

#define NASS_BUF_INIT      \
	{                  \
		NULL, 0, 0 \
	}

void nass_buf_fini(struct nass_buf *b);
/* Room for `extra` more bytes behind n; amortised constant per byte. */
enum nass_code nass_buf_grow(
    struct nass_buf *b, size_t extra, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_buf_put(
    struct nass_buf *b, struct nass_str s, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_buf_putc(
    struct nass_buf *b, char c, struct nass_err *err) NASS_MUST_USE;
/* In decimal: what nass_buf_printf takes ten times as long for. */
enum nass_code nass_buf_put_number(
    struct nass_buf *b, uint64_t number, struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_buf_printf(struct nass_buf *b, struct nass_err *err,
    const char *fmt, ...) NASS_MUST_USE NASS_PRINTF(3, 4);
/* The contents; valid until the buffer changes. */
struct nass_str nass_buf_str(const struct nass_buf *b);

/* Arenas ----------------------------------------------------------------- */

/*
 * Memory of one document: taken in small pieces, given back at once.
 * Pieces stay where they are until reset; reset keeps the largest block.
 */
struct nass_arena {
	struct nass_arena_block *head;
	size_t used; /* bytes handed out since the last reset */
};

#define NASS_ARENA_INIT \
	{               \
		NULL, 0 \
	}

/* Aligned for any object; NULL without memory; zero bytes are allowed. */
void *nass_arena_get(struct nass_arena *a, size_t n);
/* A copy with the length of s; p == NULL without memory. */
struct nass_str nass_arena_copy(struct nass_arena *a, struct nass_str s);
void nass_arena_reset(struct nass_arena *a);
void nass_arena_fini(struct nass_arena *a);

/* Offset maps ------------------------------------------------------------ */

/*
 * From a text that was made to the text it was made from.
 *
 *	made	a b X Y c d	an entry {made, from} opens a run; inside it
 *	from	a b . c d	both sides advance together until the next
 *	                	entry; runs are in order.
 *
 * Laws (tests/unit/test_base.c): monotone - a larger offset never maps to a
 * smaller one; total - every offset up to and including the end maps; an
 * offset inside a replacement maps to the start of what was replaced, and
 * nass_map_end to its end, so that a slice of the made text maps to a slice
 * that holds all of its source.
 */
struct nass_map_entry {
	uint64_t made;
	uint64_t from;
	uint64_t made_n; /* bytes of the replacement; 0: a deletion */
	uint64_t from_n; /* bytes that it replaced */
};

struct nass_map {
	struct nass_map_entry *entry;
	size_t n;
	size_t cap;
};

#define NASS_MAP_INIT      \
	{                  \
		NULL, 0, 0 \
	}

/*
 * Say that from[from, from+from_n) became made[made, made+made_n).  Calls come
 * in order; what is not spoken of was copied.  Adjacent edits are kept apart.
 */
enum nass_code nass_map_add(struct nass_map *m, uint64_t made, uint64_t made_n,
    uint64_t from, uint64_t from_n, struct nass_err *err) NASS_MUST_USE;
/* Where the byte at `made` came from; log n. */
uint64_t nass_map_start(const struct nass_map *m, uint64_t made);
/* Where the source of the bytes before `made` ends; log n. */
uint64_t nass_map_end(const struct nass_map *m, uint64_t made);
void nass_map_reset(struct nass_map *m);
void nass_map_fini(struct nass_map *m);

#ifdef __cplusplus
}
#endif

#endif
