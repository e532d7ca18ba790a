/*
 * files.c - see files.h.  A file is written under a temporary name in its
 * directory and renamed; link() instead of rename() where nothing may be
 * replaced.
 */
#include "corpus/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct nass_files {
	struct nass_files_opts opts;
	int directory; /* descriptor */
	uint64_t number;
	struct nass_buf name;
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
		if (*p == '%' && strchr("nhi%", *++p) == NULL)
			return nass_fail(err, NASS_EUSAGE, (size_t)(p - name),
			    "%s: %%%c: not one of %%n, %%h, %%i, %%%%", name,
			    *p);
		if (*p == '\0')
			break;
	}
	if (*name == '\0')
		return nass_fail(err, NASS_EUSAGE, 0, "the name is empty");
	return NASS_OK;
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
	free(f);
}

void
nass_files_abandon(const struct nass_files *f)
{
	if (f != NULL)
		(void)unlinkat(f->directory, f->temporary, 0);
}

/* An id as a part of a file name: nothing that a shell or a path would read. */
static enum nass_code
put_id(struct nass_buf *out, struct nass_str id, struct nass_err *err)
{
	size_t i;
	char c;
	enum nass_code code = NASS_OK;

	for (i = 0; i < id.n && code == NASS_OK; i++) {
		c = id.p[i];
		if ((unsigned char)c < 0x80 && !(c >= '0' && c <= '9') &&
		    !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    c != '-' && c != '_' && (c != '.' || i == 0))
			c = '_';
		code = nass_buf_putc(out, c, err);
	}
	return code;
}

static enum nass_code
make_name(struct nass_files *f, struct nass_str id, uint64_t hash,
    struct nass_err *err)
{
	const char *p;
	enum nass_code code = NASS_OK;

	f->name.n = 0;
	for (p = f->opts.name; *p != '\0' && code == NASS_OK; p++) {
		if (*p != '%') {
			code = nass_buf_putc(&f->name, *p, err);
			continue;
		}
		switch (*++p) {
		case 'n':
			code = nass_buf_printf(&f->name, err, "%0*llu",
			    (int)f->opts.digits, (unsigned long long)f->number);
			break;
		case 'h':
			code = nass_buf_printf(
			    &f->name, err, "%016llx", (unsigned long long)hash);
			break;
		case 'i':
			code = put_id(&f->name, id, err);
			break;
		default:
			code = nass_buf_putc(&f->name, '%', err);
			break;
		}
	}
	if (code == NASS_OK)
		code = nass_buf_putc(&f->name, '\0', err);
	return code;
}

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

/* Give the temporary file its name. */
static bool
publish(const struct nass_files *f)
{
	if (f->opts.overwrites)
		return renameat(f->directory, f->temporary, f->directory,
			   f->name.p) == 0;
	return linkat(f->directory, f->temporary, f->directory, f->name.p, 0) ==
	    0 &&
	    unlinkat(f->directory, f->temporary, 0) == 0;
}

enum nass_code
nass_files_put(struct nass_files *f, struct nass_str id, uint64_t hash,
    struct nass_str text, struct nass_err *err)
{
	bool is_ok;
	int fd;
	enum nass_code code = make_name(f, id, hash, err);

	if (code != NASS_OK)
		return code;
	fd = openat(
	    f->directory, f->temporary, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (fd < 0)
		return nass_fail_sys(
		    err, "%s/%s", f->opts.directory, f->temporary);
	is_ok = write_all(fd, text) && write_all(fd, NASS_STR("\n"));
	is_ok = close(fd) == 0 && is_ok;
	if (is_ok && publish(f)) {
		f->number++;
		return NASS_OK;
	}
	code = nass_fail_sys(err, "%s/%s%s", f->opts.directory, f->name.p,
	    errno == EEXIST ? ": --force overwrites" : "");
	unlinkat(f->directory, f->temporary, 0);
	return code;
}
