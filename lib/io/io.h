/*
 * io.h - bytes in, bytes out, and the ordered pool of threads between them.
 *
 *	operands ──> nass_in ──> pieces ──> map (threads) ──> emit (in order) ──> nass_out
 *
 * A nass_in delivers the decompressed bytes of one file, pipe or device; gzip
 * (all members) and zstd (all frames) are recognised by content.  A piece is a
 * run of whole lines of one input.  Whichever thread needs work takes the next
 * piece under one lock - reading, decompressing and counting its lines - and
 * maps it outside the lock; results leave in input order.  With one job no
 * thread is started and the same code runs in a loop.
 *
 * EINTR is retried, short transfers are continued, errors are sticky.
 */
#ifndef NASS_IO_H
#define NASS_IO_H

#include <nass/base.h>

/* In --------------------------------------------------------------------- */

struct nass_in;

/*
 * Open `path`; "-" is standard input.  A directory is NASS_ESYS with EISDIR.
 * The first block is read, so that nass_in_peek works.
 */
enum nass_code nass_in_open(const char *path, struct nass_in **in,
    struct nass_err *err) NASS_MUST_USE;
/* Up to `n` decompressed bytes to p; *got is 0 only at the end. */
enum nass_code nass_in_read(struct nass_in *in, char *p, size_t n,
    size_t *got, struct nass_err *err) NASS_MUST_USE;
/* What comes next, without taking it; at least 64 KiB or all there is. */
struct nass_str nass_in_peek(const struct nass_in *in);
/* Bytes taken from the file itself, and its size (0: a pipe), for progress. */
uint64_t nass_in_raw(const struct nass_in *in);
uint64_t nass_in_size(const struct nass_in *in);
void nass_in_close(struct nass_in *in);

/*
 * The files that operands name, in order: a directory gives what is below it,
 * in byte order of paths, hidden names skipped; links to directories inside it
 * are not followed.  An unreadable one is told to `bad`, which says whether to
 * go on.
 */
struct nass_walk;
enum nass_code nass_walk_new(char *const *operands, struct nass_walk **w,
    struct nass_err *err) NASS_MUST_USE;
/* NASS_OK and a path that lives until the next call, or NASS_END. */
enum nass_code nass_walk_next(struct nass_walk *w, const char **path,
    struct nass_err *err) NASS_MUST_USE;
void nass_walk_free(struct nass_walk *w);

/* Out -------------------------------------------------------------------- */

struct nass_out;

/*
 * NULL or "-": standard output.  A regular or new file appears whole at
 * nass_out_close (temporary name beside it, fsync not promised, rename; mode
 * kept, links followed) or not at all; a device or a pipe is written directly.
 */
enum nass_code nass_out_open(const char *path, struct nass_out **out,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_out_put(struct nass_out *out, struct nass_str s,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_out_flush(struct nass_out *out,
    struct nass_err *err) NASS_MUST_USE;
bool nass_out_is_terminal(const struct nass_out *out);
/* Flush, close, look; keep: false removes what was written so far. */
enum nass_code nass_out_close(struct nass_out *out, bool keep,
    struct nass_err *err) NASS_MUST_USE;
/* Async-signal-safe: unlink the temporary file, if there is one. */
void nass_out_abandon(const struct nass_out *out);

/* Pieces ----------------------------------------------------------------- */

struct nass_piece {
	struct nass_str bytes; /* whole lines; the last may lack its LF */
	uint64_t file;	       /* which input, from 0 */
	uint64_t sequence;     /* which piece of all, from 0 */
	uint64_t at;	       /* offset in the decompressed input */
	uint64_t line;	       /* number of its first line, from 1 */
	bool is_first;	       /* of its input */
	bool is_last;	       /* of its input */
	void *source;	       /* what the next() callback set for this input */
	struct nass_buf out;   /* map appends here; emit takes it */
	void *result;	       /* map may leave more; emit frees it */
};

/*
 * How a run reads and what it does.  All but map may be called from any
 * thread, but never two at a time.
 *
 * next		the next input, or NASS_END.  *source is handed to its pieces.
 *		*cut: 0, or the size beyond which an input is cut into
 *		pieces; a line longer than a piece makes the piece longer,
 *		up to max_line, beyond which the line is skipped and told to
 *		`bad`.
 * done		an input was read to its end (err: or failed), all its
 *		pieces handed out.
 * map		work on one piece, concurrently; `thread` is 0 .. jobs - 1.
 * emit		in order of sequence.
 */
struct nass_run {
	void *arg;
	unsigned jobs;
	size_t piece;	 /* bytes aimed at, e.g. 256 KiB */
	size_t max_line; /* bytes */
	enum nass_code (*next)(void *arg, struct nass_in **in, void **source,
	    bool *is_whole, struct nass_err *err);
	enum nass_code (*done)(void *arg, struct nass_in *in, void *source,
	    struct nass_err *err);
	enum nass_code (*bad)(void *arg, void *source, uint64_t line,
	    uint64_t at, struct nass_err *err);
	enum nass_code (*map)(void *arg, unsigned thread,
	    struct nass_piece *piece, struct nass_err *err);
	enum nass_code (*emit)(void *arg, struct nass_piece *piece,
	    struct nass_err *err);
};

/* Run to the end, or to the first callback that does not return NASS_OK. */
enum nass_code nass_run(const struct nass_run *run,
    struct nass_err *err) NASS_MUST_USE;

#endif
