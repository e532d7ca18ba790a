/*
 * codec.h - private to lib/io: raw bytes of a descriptor, and the two codecs
 * that read them.
 *
 *	descriptor ──> io__raw ──> io__gzip | io__zstd ──> nass_in_read
 */
#ifndef NASS_IO_CODEC_H
#define NASS_IO_CODEC_H

#include "io/io.h"

/*
 * Compressed bytes that were read and not yet decoded: p[at .. n).  Before p
 * stand the last IO__BEFORE bytes that were decoded: ISA-L holds up to eight
 * bytes in a register and gives them back by stepping back.
 */
enum {
	IO__BEFORE = 16,
	IO__RAW = 128 * 1024
};

struct io__raw {
	int fd;
	const struct nass_reader *reader; /* NULL: fd */
	void *state;                      /* of the reader */
	bool is_end;
	bool is_complete; /* what failed stands behind the data */
	uint64_t made;    /* decoded before the call at hand */
	uint64_t sound;   /* of these: in members that are whole */
	/* Bytes that come before those of the descriptor. */
	struct nass_buf back;
	size_t back_at;
	char *p;
	size_t at;
	size_t n;
	uint64_t taken; /* bytes read from the descriptor */
};

/* read(2), but EINTR; 0 at the end. */
enum nass_code io__read(
    int fd, char *p, size_t n, size_t *got, struct nass_err *err) NASS_MUST_USE;
/* All of it: write(2) until done. */
enum nass_code io__write(
    int fd, const char *p, size_t n, struct nass_err *err) NASS_MUST_USE;
/* The same file, with a descriptor that no standard stream has. */
int io__above_standard(int fd);
/* Ask for a pipe of 1 MiB: fewer wake-ups, twice the speed.  May be refused. */
void io__widen_pipe(int fd);

/* The bytes that come next: of the descriptor, or of the reader. */
enum nass_code io__raw_read(struct io__raw *raw, char *p, size_t n, size_t *got,
    struct nass_err *err) NASS_MUST_USE;
/* Read more when all is decoded; sets is_end at the end. */
enum nass_code io__raw_fill(
    struct io__raw *raw, struct nass_err *err) NASS_MUST_USE;
/* `s` was decoded, and comes once more, before all else. */
enum nass_code io__raw_unread(
    struct io__raw *raw, struct nass_str s, struct nass_err *err) NASS_MUST_USE;

/*
 * A codec decodes from raw to p[0..n), n > 0: *got is 0 only at the end.  On
 * failure *got bytes were decoded before it.  err->at is set by the caller.
 */
struct io__codec {
	bool (*is_magic)(const unsigned char *p, size_t n, bool *is_prefix);
	void *(*new)(void);
	enum nass_code (*read)(void *state, struct io__raw *raw, char *p,
	    size_t n, size_t *got, struct nass_err *err);
	/* Is there output that needs no more input? */
	bool (*has_more)(const void *state);
	void (*free)(void *state);
	/*
	 * NULL, or pass over what is damaged, to where the next member begins;
	 * NASS_END if none does.
	 */
	enum nass_code (*resume)(
	    void *state, struct io__raw *raw, struct nass_err *err);
};

extern const struct io__codec io__gzip;
extern const struct io__codec io__zstd;

#endif
