/*
 * in.c - the decompressed bytes of one file, pipe or device.
 *
 *	head ──────> reader			the first 64 KiB, for peek
 *	descriptor ──────> reader		then plain bytes, not copied
 *	descriptor ──> raw ──> codec ──> reader	or compressed ones
 *
 * A nass_reader may stand in the place of the descriptor.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/codec.h"
#include "io/cut.h"

#define HEAD ((size_t)64 * 1024)

struct nass_in {
	struct io__raw raw;
	const struct io__codec *codec; /* NULL: plain */
	void *state;
	bool is_file;
	bool is_end;
	bool has_failed;
	struct nass_err failed; /* after head was given */
	uint64_t size;
	uint64_t begin;             /* of a file: where reading began */
	const struct nass_in *from; /* of a reader: what it reads, or NULL */
	uint64_t max_ratio; /* of what is made to compressed bytes; 0: any */
	size_t head_at;
	size_t head_n;
	char head[HEAD];
};

/* Would `got` more bytes be more than a sound file gives? */
static bool
is_bomb(const struct nass_in *in, size_t got)
{
	uint64_t made = in->raw.made + got;

	return in->max_ratio > 0 && made > 1 << 20 &&
	    made / in->max_ratio > in->raw.taken;
}

/* The next bytes behind head; *got is 0 at the end or when it has failed. */
static size_t
get(struct nass_in *in, char *p, size_t n)
{
	enum nass_code code;
	size_t got = 0;

	if (in->is_end || in->has_failed)
		return 0;
	if (in->codec == NULL) {
		code = io__raw_read(&in->raw, p, n, &got, &in->failed);
	} else {
		code = in->codec->read(
		    in->state, &in->raw, p, n, &got, &in->failed);
		if (code == NASS_OK && is_bomb(in, got)) {
			got = 0;
			code = nass_fail(&in->failed, NASS_ELIMIT, 0,
			    "unpacks to more than --max-ratio %llu times its "
			    "size",
			    (unsigned long long)in->max_ratio);
		}
	}
	in->raw.made += got;
	if (code != NASS_OK) {
		in->has_failed = true;
		if (in->raw.reader == NULL || in->codec != NULL)
			in->failed.at = in->raw.made;
	} else if (got == 0) {
		in->is_end = true;
	}
	return got;
}

/* Would get return at once? */
static bool
is_source_ready(const struct nass_in *in)
{
	struct pollfd p = { .fd = in->raw.fd, .events = POLLIN };

	if (in->is_file || in->is_end || in->has_failed)
		return true;
	if (in->raw.at < in->raw.n)
		return true;
	if (in->codec != NULL && in->codec->has_more(in->state))
		return true;
	if (in->raw.reader != NULL)
		return in->raw.reader->is_ready(in->raw.state);
	return poll(&p, 1, 0) != 0;
}

/* Read on until head holds n bytes; of a pipe, if !waits, what it has. */
static void
fill_head(struct nass_in *in, size_t n, bool waits)
{
	size_t got;

	while (in->head_n < n && !in->is_end && !in->has_failed) {
		if (!waits && !is_source_ready(in) &&
		    memchr(in->head, '\n', in->head_n) != NULL)
			return;
		got = get(in, in->head + in->head_n, HEAD - in->head_n);
		in->head_n += got;
	}
}

/* What was read so far is compressed: it becomes the input of a codec. */
static enum nass_code
start_codec(
    struct nass_in *in, const struct io__codec *codec, struct nass_err *err)
{
	char *p = malloc(IO__BEFORE + IO__RAW);

	if (p == NULL)
		return nass_fail_nomem(err);
	in->raw.p = p + IO__BEFORE;
	in->codec = codec;
	in->state = codec->new ();
	if (in->state == NULL)
		return nass_fail_nomem(err);
	memcpy(in->raw.p, in->head, in->head_n);
	in->raw.n = in->head_n;
	in->raw.made = in->head_n = 0;
	in->is_end = false;
	return NASS_OK;
}

/*
 * Look at as many bytes as it takes to know a codec, and no more, since a pipe
 * may take its time.
 */
static enum nass_code
find_codec(struct nass_in *in, struct nass_err *err)
{
	static const struct io__codec *const codecs[] = { &io__gzip,
		&io__zstd };
	const unsigned char *head = (const unsigned char *)in->head;
	bool is_open;
	bool is_prefix;
	size_t i;

	do {
		is_open = false;
		fill_head(in, in->head_n + 1, true);
		for (i = 0; i < sizeof(codecs) / sizeof(codecs[0]); i++) {
			if (codecs[i]->is_magic(head, in->head_n, &is_prefix))
				return start_codec(in, codecs[i], err);
			is_open = is_open || is_prefix;
		}
	} while (is_open && !in->is_end && !in->has_failed);
	return NASS_OK;
}

static enum nass_code
look_at(struct nass_in *in, struct nass_err *err)
{
	struct stat st;
	off_t at;

	if (fstat(in->raw.fd, &st) != 0)
		return nass_fail_sys(err, "cannot look at it");
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return nass_fail_sys(err, "cannot read");
	}
	in->is_file = S_ISREG(st.st_mode);
	if (in->is_file) {
		in->size = (uint64_t)st.st_size;
		at = lseek(in->raw.fd, 0, SEEK_CUR);
		in->begin = at < 0 ? in->size : (uint64_t)at;
#ifdef POSIX_FADV_SEQUENTIAL
		if (in->size > HEAD)
			(void)posix_fadvise(
			    in->raw.fd, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
	} else if (S_ISFIFO(st.st_mode)) {
		io__widen_pipe(in->raw.fd);
	}
	return NASS_OK;
}

/* Has it failed at what a reader may know to pass over? */
static bool
can_resume(const struct nass_in *in)
{
	return in->has_failed && in->failed.code == NASS_EINPUT &&
	    in->codec != NULL && in->codec->resume != NULL;
}

/* Find out what the bytes are, and have some to peek at. */
static enum nass_code
start(struct nass_in *in, struct nass_err *err)
{
	enum nass_code code = find_codec(in, err);

	if (code != NASS_OK)
		return code;
	fill_head(in, HEAD, in->is_file);
	if (in->head_n > 0 || !in->has_failed || can_resume(in))
		return NASS_OK;
	if (err != NULL)
		*err = in->failed;
	return in->failed.code;
}

static enum nass_code
start_file(struct nass_in *in, const char *path, struct nass_err *err)
{
	enum nass_code code;

	in->raw.fd = STDIN_FILENO;
	if (strcmp(path, "-") != 0) {
		in->raw.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
		in->raw.fd = io__above_standard(in->raw.fd);
		if (in->raw.fd < 0)
			return nass_fail_sys(err, "cannot open");
	}
	code = look_at(in, err);
	return code == NASS_OK ? start(in, err) : code;
}

static struct nass_in *
new_in(void)
{
	struct nass_in *in = malloc(sizeof(*in));

	/* All but the head, which would cost 64 KiB for each small file. */
	if (in != NULL)
		memset(in, 0, offsetof(struct nass_in, head));
	return in;
}

enum nass_code
nass_in_open(const char *path, struct nass_in **in, struct nass_err *err)
{
	struct nass_in *i = new_in();
	enum nass_code code;

	if (i == NULL)
		return nass_fail_nomem(err);
	code = start_file(i, path, err);
	if (code != NASS_OK) {
		nass_in_close(i);
		return code;
	}
	*in = i;
	return NASS_OK;
}

enum nass_code
nass_in_make(const struct nass_reader *reader, void *state,
    const struct nass_in *from, struct nass_in **in, struct nass_err *err)
{
	struct nass_in *i = new_in();
	enum nass_code code;

	if (i == NULL) {
		reader->close(state);
		return nass_fail_nomem(err);
	}
	i->raw.reader = reader;
	i->raw.state = state;
	i->from = from;
	i->is_file = from == NULL || from->is_file;
	code = start(i, err);
	if (code != NASS_OK) {
		nass_in_close(i);
		return code;
	}
	*in = i;
	return NASS_OK;
}

enum nass_code
nass_in_read(
    struct nass_in *in, char *p, size_t n, size_t *got, struct nass_err *err)
{
	size_t left = in->head_n - in->head_at;

	assert(n > 0);
	if (left > 0) {
		*got = left < n ? left : n;
		memcpy(p, in->head + in->head_at, *got);
		in->head_at += *got;
		return NASS_OK;
	}
	*got = get(in, p, n);
	if (*got > 0 || !in->has_failed)
		return NASS_OK;
	if (err != NULL)
		*err = in->failed;
	return in->failed.code;
}

bool
io__in_rest(const struct nass_in *in, int *fd, uint64_t *at, uint64_t *left)
{
	*fd = in->raw.fd;
	*at = in->begin + in->raw.taken;
	if (!in->is_file || in->codec != NULL || in->raw.reader != NULL ||
	    in->has_failed || in->head_at < in->head_n || *at >= in->size)
		return false;
	*left = in->size - *at;
	return true;
}

void
io__in_skip(struct nass_in *in, size_t n)
{
	in->raw.taken += n;
	in->raw.made += n;
	/* Who shares the descriptor sees what is read, as with read(2). */
	(void)lseek(in->raw.fd, (off_t)n, SEEK_CUR);
}

struct nass_str
nass_in_peek(const struct nass_in *in)
{
	return (struct nass_str){ in->head + in->head_at,
		in->head_n - in->head_at };
}

void
nass_in_wait(struct nass_in *in, size_t n)
{
	if (in->head_at == 0)
		fill_head(in, n < HEAD ? n : HEAD, true);
}

bool
nass_in_is_ready(const struct nass_in *in)
{
	return in->head_at < in->head_n || is_source_ready(in);
}

uint64_t
nass_in_raw(const struct nass_in *in)
{
	return in->from != NULL ? nass_in_raw(in->from) : in->raw.taken;
}

uint64_t
nass_in_size(const struct nass_in *in)
{
	return in->from != NULL ? nass_in_size(in->from) : in->size;
}

bool
nass_in_is_compressed(const struct nass_in *in)
{
	return in->codec != NULL || in->raw.reader != NULL;
}

bool
nass_in_is_complete(const struct nass_in *in)
{
	return in->raw.is_complete;
}

uint64_t
nass_in_sound(const struct nass_in *in)
{
	if (in->codec != NULL)
		return in->raw.sound;
	return in->raw.reader != NULL ? 0 : UINT64_MAX;
}

enum nass_code
nass_in_resume(struct nass_in *in, struct nass_err *err)
{
	enum nass_code code;

	if (!can_resume(in))
		return NASS_END;
	code = in->codec->resume(in->state, &in->raw, err);
	in->has_failed = code != NASS_OK;
	return code;
}

void
nass_in_limit(struct nass_in *in, uint64_t max_ratio)
{
	in->max_ratio = max_ratio;
}

void
nass_in_close(struct nass_in *in)
{
	if (in == NULL)
		return;
	if (in->codec != NULL)
		in->codec->free(in->state);
	if (in->raw.p != NULL)
		free(in->raw.p - IO__BEFORE);
	nass_buf_fini(&in->raw.back);
	if (in->raw.reader != NULL)
		in->raw.reader->close(in->raw.state);
	else if (in->raw.fd > STDERR_FILENO)
		close(in->raw.fd);
	free(in);
}
