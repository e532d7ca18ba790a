/*
 * open.c - inputs are opened, and it is found out what their bytes are.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/in.h"

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
		io__fill_head(in, in->head_n + 1, true);
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
		if (in->size > IO__HEAD)
			(void)posix_fadvise(
			    in->raw.fd, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
	} else if (S_ISFIFO(st.st_mode)) {
		io__widen_pipe(in->raw.fd);
	}
	return NASS_OK;
}

/* Find out what the bytes are, and have some to peek at. */
static enum nass_code
start(struct nass_in *in, struct nass_err *err)
{
	enum nass_code code = find_codec(in, err);

	if (code != NASS_OK)
		return code;
	io__fill_head(in, IO__HEAD, in->is_file);
	if (in->head_n > 0 || !in->has_failed || io__can_resume(in))
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
