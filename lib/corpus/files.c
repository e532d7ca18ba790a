/*
 * files.c - see files.h.  A file is written under a temporary name in its
 * directory and renamed; link() instead of rename() where nothing may be
 * replaced.
 *
 *	000_.. 001_.. ... 999_..  and one more:  0000_.. ... 0999_.. 1000_..
 */
#include "corpus/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	ID_MOST = 180 /* bytes: a name has 255 at most, with number and hash */
};

struct nass_files {
	struct nass_files_opts opts;
	int directory; /* descriptor */
	uint64_t number;
	uint64_t limit; /* the number that needs a digit more; 0: none does */
	bool has_hash;  /* the format has %h */
	bool has_id;    /* or %i */
	struct nass_buf name;
	struct nass_buf old_name;
	struct nass_buf made; /* what names are made of: hash, id */
	char temporary[32];
};

/* The format holds only what files.h lists, and no slash. */
static enum nass_code
check_name(const char *name, struct nass_err *err)
{
	const char *p;

	for (p = name; *p != '\0'; p++) {
		if (*p == '/')
			return nass_fail(err, NASS_EUSAGE, (size_t)(p - name),
			    "%s: a slash would leave the directory", name);
		if (*p == '%' && (*++p == '\0' || strchr("nhi%", *p) == NULL))
			return nass_fail(err, NASS_EUSAGE, (size_t)(p - name),
			    "%s: not one of %%n, %%h, %%i, %%%%", name);
	}
	if (*name == '\0')
		return nass_fail(err, NASS_EUSAGE, 0, "the name is empty");
	return NASS_OK;
}

/* 0 where that is more than 64 bits. */
static uint64_t
power_of_ten(unsigned n)
{
	uint64_t x = 1;

	for (; n > 0; n--)
		x = x > UINT64_MAX / 10 ? 0 : x * 10;
	return x;
}

enum nass_code
nass_files_new(const struct nass_files_opts *opts, struct nass_files **files,
    struct nass_err *err)
{
	struct nass_files *f;
	enum nass_code code = check_name(opts->name, err);

	if (code != NASS_OK)
		return code;
	if (mkdir(opts->directory, 0777) != 0 && errno != EEXIST)
		return nass_fail_sys(err, "%s", opts->directory);
	f = calloc(1, sizeof(*f));
	if (f == NULL)
		return nass_fail_nomem(err);
	f->opts = *opts;
	f->has_hash = strstr(opts->name, "%h") != NULL;
	f->has_id = strstr(opts->name, "%i") != NULL;
	if (strstr(opts->name, "%n") != NULL)
		f->limit = power_of_ten(opts->digits);
	f->directory = open(opts->directory, O_RDONLY | O_DIRECTORY);
	if (f->directory < 0) {
		free(f);
		return nass_fail_sys(err, "%s", opts->directory);
	}
	snprintf(
	    f->temporary, sizeof(f->temporary), ".nass-%ld", (long)getpid());
	*files = f;
	return NASS_OK;
}

void
nass_files_free(struct nass_files *f)
{
	if (f == NULL)
		return;
	close(f->directory);
	nass_buf_fini(&f->name);
	nass_buf_fini(&f->old_name);
	nass_buf_fini(&f->made);
	free(f);
}

void
nass_files_abandon(const struct nass_files *f)
{
	if (f != NULL)
		(void)unlinkat(f->directory, f->temporary, 0);
}

/*
 * An id as a part of a file name: nothing that a shell or a path would read, and
 * short enough, which a hash of all of it makes up for.
 */
static enum nass_code
put_id(struct nass_buf *out, struct nass_str id, struct nass_err *err)
{
	size_t n = id.n < ID_MOST ? id.n : ID_MOST;
	size_t i;
	char c;
	enum nass_code code = NASS_OK;

	if (id.n == 0)
		return nass_buf_putc(out, '_', err);
	/* Not inside of a character. */
	while (n < id.n && ((unsigned char)id.p[n] & 0xC0) == 0x80)
		n--;
	for (i = 0; i < n && code == NASS_OK; i++) {
		c = id.p[i];
		if ((unsigned char)c < 0x80 && !(c >= '0' && c <= '9') &&
		    !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    c != '-' && c != '_' && (c != '.' || i == 0))
			c = '_';
		code = nass_buf_putc(out, c, err);
	}
	if (code == NASS_OK && n < id.n)
		code = nass_buf_printf(
		    out, err, "~%016llx", (unsigned long long)nass_hash(id, 0));
	return code;
}

static enum nass_code
make_name(const struct nass_files *f, uint64_t number, struct nass_str id,
    uint64_t hash, struct nass_buf *name, struct nass_err *err)
{
	const char *p;
	enum nass_code code = NASS_OK;

	name->n = 0;
	for (p = f->opts.name; *p != '\0' && code == NASS_OK; p++) {
		if (*p != '%') {
			code = nass_buf_putc(name, *p, err);
			continue;
		}
		switch (*++p) {
		case 'n':
			code = nass_buf_printf(name, err, "%0*llu",
			    (int)f->opts.digits, (unsigned long long)number);
			break;
		case 'h':
			code = nass_buf_printf(
			    name, err, "%016llx", (unsigned long long)hash);
			break;
		case 'i':
			code = put_id(name, id, err);
			break;
		default:
			code = nass_buf_putc(name, '%', err);
			break;
		}
	}
	if (code == NASS_OK)
		code = nass_buf_putc(name, '\0', err);
	return code;
}

/* Numbers --------------------------------------------------------------------- */

/* Keep what the name was made of, as long as it may get a digit more. */
static enum nass_code
remember(struct nass_files *f, struct nass_str id, uint64_t hash,
    struct nass_err *err)
{
	struct nass_str h = { (const char *)&hash, sizeof(hash) };
	struct nass_str n = { (const char *)&id.n, sizeof(id.n) };
	enum nass_code code = NASS_OK;

	if (f->limit == 0)
		return NASS_OK;
	if (f->has_hash)
		code = nass_buf_put(&f->made, h, err);
	if (code == NASS_OK && f->has_id)
		code = nass_buf_put(&f->made, n, err);
	if (code == NASS_OK && f->has_id)
		code = nass_buf_put(&f->made, id, err);
	return code;
}

/* What the name at `*at` was made of. */
static void
recall(
    const struct nass_files *f, size_t *at, struct nass_str *id, uint64_t *hash)
{
	*hash = 0;
	*id = NASS_STR("");
	if (f->has_hash) {
		memcpy(hash, f->made.p + *at, sizeof(*hash));
		*at += sizeof(*hash);
	}
	if (f->has_id) {
		memcpy(&id->n, f->made.p + *at, sizeof(id->n));
		id->p = f->made.p + *at + sizeof(id->n);
		*at += sizeof(id->n) + id->n;
	}
}

/*
 * All numbers get a digit more, so that names sort; a file in n is renamed
 * log n times at most, and one in ten of them is ever.
 */
static enum nass_code
widen(struct nass_files *f, struct nass_err *err)
{
	struct nass_str id;
	uint64_t hash;
	uint64_t i;
	size_t at = 0;
	enum nass_code code = NASS_OK;

	for (i = 0; i < f->number && code == NASS_OK; i++) {
		recall(f, &at, &id, &hash);
		code = make_name(f, i, id, hash, &f->old_name, err);
		f->opts.digits++;
		if (code == NASS_OK)
			code = make_name(f, i, id, hash, &f->name, err);
		f->opts.digits--;
		if (code == NASS_OK &&
		    renameat(f->directory, f->old_name.p, f->directory,
			f->name.p) != 0)
			code = nass_fail_sys(
			    err, "%s/%s", f->opts.directory, f->old_name.p);
	}
	f->opts.digits++;
	f->limit = f->limit > UINT64_MAX / 10 ? 0 : f->limit * 10;
	return code;
}

/* Files ------------------------------------------------------------------------ */

static bool
write_all(int fd, struct nass_str s)
{
	ssize_t n;

	while (s.n > 0) {
		n = write(fd, s.p, s.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		s = nass_str_sub(s, (size_t)n, s.n);
	}
	return true;
}

/*
 * Give the temporary file its name.  Where a file system has no links (FAT), a
 * look comes before the renaming.
 */
static bool
publish(const struct nass_files *f)
{
	if (!f->opts.overwrites) {
		if (linkat(f->directory, f->temporary, f->directory, f->name.p,
			0) == 0)
			return unlinkat(f->directory, f->temporary, 0) == 0;
		if (errno != EPERM && errno != EOPNOTSUPP)
			return false;
		if (faccessat(f->directory, f->name.p, F_OK, 0) == 0) {
			errno = EEXIST;
			return false;
		}
	}
	return renameat(f->directory, f->temporary, f->directory, f->name.p) ==
	    0;
}

enum nass_code
nass_files_put(struct nass_files *f, struct nass_str id, uint64_t hash,
    struct nass_str text, struct nass_err *err)
{
	bool is_ok;
	int fd;
	enum nass_code code = NASS_OK;

	if (f->limit > 0 && f->number == f->limit)
		code = widen(f, err);
	if (code == NASS_OK)
		code = make_name(f, f->number, id, hash, &f->name, err);
	if (code != NASS_OK)
		return code;
	fd = openat(
	    f->directory, f->temporary, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0)
		return nass_fail_sys(
		    err, "%s/%s", f->opts.directory, f->temporary);
	is_ok = write_all(fd, text);
	is_ok = close(fd) == 0 && is_ok;
	if (is_ok && publish(f)) {
		f->number++;
		return remember(f, id, hash, err);
	}
	code = nass_fail_sys(err, "%s/%s%s", f->opts.directory, f->name.p,
	    errno == EEXIST ? ": --force overwrites" : "");
	unlinkat(f->directory, f->temporary, 0);
	return code;
}
