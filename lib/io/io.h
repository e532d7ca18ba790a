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
enum nass_code nass_in_open(
    const char *path, struct nass_in **in, struct nass_err *err) NASS_MUST_USE;
/*
 * An input that is made by a program: the entry of an archive, another charset
 * decoded.  What it delivers may be compressed, as a file may be.
 *
 * read		as nass_in_read, with err->at as people shall see it; *got is
 *		set in any case, and a failure follows all bytes before it.
 * is_ready	as nass_in_is_ready; asked only if `from` is a pipe.
 * close	frees the state; nass_in_close calls it, and nass_in_make does
 *		when it fails.
 *
 * from		the input that it reads, for progress, or NULL.  It is not
 *		closed with it, unless by the reader.
 */
struct nass_reader {
	enum nass_code (*read)(
	    void *state, char *p, size_t n, size_t *got, struct nass_err *err);
	bool (*is_ready)(const void *state);
	void (*close)(void *state);
};
enum nass_code nass_in_make(const struct nass_reader *reader, void *state,
    const struct nass_in *from, struct nass_in **in,
    struct nass_err *err) NASS_MUST_USE;

/*
 * Up to `n` decompressed bytes to p; *got is 0 only at the end.  A pipe gives
 * what it has.  Bad compressed data is NASS_EINPUT with err->at in the
 * decompressed bytes, after all bytes before it were given; other bytes behind
 * the last gzip member (zeros excepted) are one too, as gzip -dc has it.
 */
enum nass_code nass_in_read(struct nass_in *in, char *p, size_t n, size_t *got,
    struct nass_err *err) NASS_MUST_USE;
/*
 * What comes next, without taking it, until the first read: at least 64 KiB or
 * all there is; of a pipe that has no more to give now, at least one line.
 */
struct nass_str nass_in_peek(const struct nass_in *in);
/*
 * Wait until peek shows at least `n` bytes (up to 64 KiB) or all there is; a
 * failure is told by the read that meets it.
 */
void nass_in_wait(struct nass_in *in, size_t n);
/* Would a read return at once?  Always so for a file. */
bool nass_in_is_ready(const struct nass_in *in);
/* Bytes taken from the file itself, and its size (0: a pipe), for progress. */
uint64_t nass_in_raw(const struct nass_in *in);
uint64_t nass_in_size(const struct nass_in *in);
bool nass_in_is_compressed(const struct nass_in *in);
/* Has reading failed at what stands behind the data, all of which was given? */
bool nass_in_is_complete(const struct nass_in *in);
/*
 * How many of the bytes read so far are vouched for: they stand in gzip members or
 * zstd frames that were read to their ends, checksums included.  All of a file that
 * is not compressed; none of what another program unpacks.
 */
uint64_t nass_in_sound(const struct nass_in *in);
/*
 * Reading has failed with NASS_EINPUT: go on with the next gzip member that begins
 * behind the begin of the damaged one; NASS_END if there is none, or another code of
 * reading.  Bytes may begin a member and be none: then reading fails once more.
 */
enum nass_code nass_in_resume(
    struct nass_in *in, struct nass_err *err) NASS_MUST_USE;
/*
 * What is compressed and gives more than max_ratio times its size, and more than a
 * megabyte, is a bomb: reading ends with NASS_ELIMIT.
 */
void nass_in_limit(struct nass_in *in, uint64_t max_ratio);
void nass_in_close(struct nass_in *in);

/*
 * Append what `deflated` holds: zlib's wrapper (RFC 1950) with its checksum, or
 * deflate alone (RFC 1951); bytes behind its end are no matter.  NASS_EINPUT:
 * damaged or cut off, and what stands before that is appended; NASS_ELIMIT without
 * a text: more than max bytes.
 */
enum nass_code nass_inflate(struct nass_str deflated, uint64_t max,
    struct nass_buf *plain, struct nass_err *err) NASS_MUST_USE;

/*
 * The files that operands name, in order: none is "-"; a directory gives what
 * is below it, in byte order of paths, hidden names skipped; links to
 * directories inside it are not followed, and what is no file is skipped.
 * Operands themselves are given as they are, whether they exist or not.
 */
struct nass_walk;
enum nass_code nass_walk_new(char *const *operands, struct nass_walk **w,
    struct nass_err *err) NASS_MUST_USE;
/*
 * NASS_OK and a path that lives until the next call; NASS_END; or NASS_ESYS
 * and the path of a directory that cannot be read, after which the walk goes
 * on with what follows it.
 */
enum nass_code nass_walk_next(
    struct nass_walk *w, const char **path, struct nass_err *err) NASS_MUST_USE;
void nass_walk_free(struct nass_walk *w);

/* Out -------------------------------------------------------------------- */

struct nass_out;

/*
 * NULL or "-": standard output.  A regular or new file appears whole at
 * nass_out_close (temporary name beside it, fsync not promised, rename; mode
 * kept, links followed) or not at all; a device or a pipe is written directly.
 *
 * Whoever calls nass_out_abandon in a signal handler blocks these signals from
 * before this call until the handler can see *out, and around nass_out_close.
 */
enum nass_code nass_out_open(const char *path, struct nass_out **out,
    struct nass_err *err) NASS_MUST_USE;
/* Small strings are gathered, large ones written as they are. */
enum nass_code nass_out_put(struct nass_out *out, struct nass_str s,
    struct nass_err *err) NASS_MUST_USE;
enum nass_code nass_out_flush(
    struct nass_out *out, struct nass_err *err) NASS_MUST_USE;
bool nass_out_is_terminal(const struct nass_out *out);
/*
 * Flush, close, look; keep: false removes what was written so far.  `out` is
 * freed in any case.
 */
enum nass_code nass_out_close(
    struct nass_out *out, bool keep, struct nass_err *err) NASS_MUST_USE;
/* Async-signal-safe: unlink the temporary file, if there is one. */
void nass_out_abandon(const struct nass_out *out);

/* Pieces ----------------------------------------------------------------- */

struct nass_piece {
	struct nass_str bytes; /* whole lines; the last may lack its LF */
	uint64_t sequence;     /* which piece of all, from 0 */
	uint64_t at;           /* offset in the decompressed input */
	uint64_t line;         /* number of its first line, from 1 */
	bool is_first;         /* of its input */
	bool is_last;          /* of its input */
	bool is_waiting;       /* a pipe had no more: emit should flush */
	bool is_skipped;       /* an input that is_whole and was too long */
	bool is_cut_off;       /* what follows could not be read */
	void *source;          /* what the next() callback set for this input */
	struct nass_buf out;   /* empty; map appends, emit writes or takes it */
	void *result;          /* NULL; map may leave more for emit */
};

/*
 * How a run reads and what it does.  All but map may be called from any
 * thread, but never two at a time, and with what the others did in sight.
 *
 * Every input gives at least one piece, exactly one of them is_first and one
 * is_last (which may be empty); an input that is_whole gives one that is both;
 * if it is longer than max_line, that is empty and is_skipped.
 *
 * next		the next input, which the run closes, or NASS_END.  *source
 *		is handed to its pieces, which may be mapped and emitted
 *		after `done` was called: the caller keeps it until the run
 *		ends.  *is_whole (false at first): do not cut it into pieces.
 * bad		a line, or an input that is_whole, is longer than max_line
 *		and is passed over; it began at `at`.
 * bad_bytes	NULL, or takes the bytes that are passed over, in order.
 * done		an input was read to its end, and all its pieces were handed
 *		out; failed is NULL, or why the end is not its own.
 * map		work on one piece, concurrently; `thread` is 0 .. jobs - 1.
 * emit		in order of sequence.
 * drop		NULL, or free the result of a piece that is never emitted,
 *		when a run ends early.
 *
 * A line longer than a piece makes the piece longer, up to max_line bytes
 * (without its LF).  Memory: 2 * jobs pieces (1 with one job), their results,
 * and the largest line for each thread that meets such.
 */
struct nass_run {
	void *arg;
	unsigned jobs;   /* at least 1; fewer if threads cannot be had */
	size_t piece;    /* bytes aimed at, e.g. 256 KiB */
	size_t max_line; /* bytes */
	enum nass_code (*next)(void *arg, struct nass_in **in, void **source,
	    bool *is_whole, struct nass_err *err);
	enum nass_code (*done)(void *arg, const struct nass_in *in,
	    void *source, const struct nass_err *failed, struct nass_err *err);
	enum nass_code (*bad)(void *arg, void *source, uint64_t line,
	    uint64_t at, struct nass_err *err);
	enum nass_code (*bad_bytes)(void *arg, void *source,
	    struct nass_str bytes, struct nass_err *err);
	enum nass_code (*map)(void *arg, unsigned thread,
	    struct nass_piece *piece, struct nass_err *err);
	enum nass_code (*emit)(
	    void *arg, struct nass_piece *piece, struct nass_err *err);
	void (*drop)(void *arg, struct nass_piece *piece);
};

/*
 * Run to the end (NASS_OK), or to the first callback, in input order, that does
 * not return NASS_OK: all pieces before it are emitted, none behind it, and
 * what it returned is the result.
 */
enum nass_code nass_run(
    const struct nass_run *run, struct nass_err *err) NASS_MUST_USE;

/*
 * half(arg, 0) and half(arg, 1), at the same time if is_shared and a thread can
 * be had.  The result is that of half 0 if it failed, else that of half 1.
 */
enum nass_code nass_run_both(
    enum nass_code (*half)(void *arg, unsigned number, struct nass_err *err),
    void *arg, bool is_shared, struct nass_err *err) NASS_MUST_USE;

#endif
