/*
 * walk.c - the files that operands name, in byte order of paths.
 *
 *	a directory	d/a.txt  d/a/x  d/b	names sorted with "/" behind those
 *						of directories: '.' < '/'
 *	a level of it	[ name name name ]	read whole, then closed: depth
 *			        ^ at		costs memory, no descriptors
 *
 * Levels form a stack, so that a deep tree cannot break ours.
 */
#define _DEFAULT_SOURCE /* d_type */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/io.h"

struct level {
	struct nass_arena names;
	const char **name; /* NUL-terminated; directories end in '/' */
	size_t n;
	size_t cap;
	size_t at;
	size_t path_n; /* length of the path of this directory, with '/' */
};

struct nass_walk {
	char *const *operand;
	bool has_none;        /* no operands: standard input, once */
	struct nass_buf path; /* NUL-terminated behind path.n */
	struct level *level;
	size_t depth;
	size_t cap;
};

enum what {
	NOTHING,
	A_FILE,
	A_DIRECTORY
};

/* What a name is; links to directories count as nothing. */
static enum what
what_is(const char *path, const struct dirent *entry)
{
	struct stat st;
	bool is_link;

#ifdef DT_REG
	if (entry->d_type == DT_REG)
		return A_FILE;
	if (entry->d_type == DT_DIR)
		return A_DIRECTORY;
	if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN)
		return NOTHING;
#else
	(void)entry;
#endif
	/* What cannot be looked at is left to be reported by who opens it. */
	if (lstat(path, &st) != 0)
		return A_FILE;
	is_link = S_ISLNK(st.st_mode);
	if (is_link && stat(path, &st) != 0)
		return A_FILE;
	if (S_ISDIR(st.st_mode))
		return is_link ? NOTHING : A_DIRECTORY;
	return S_ISREG(st.st_mode) ? A_FILE : NOTHING;
}

/* path becomes its first `n` bytes and `name`, with a NUL behind. */
static enum nass_code
set_path(struct nass_walk *w, size_t n, const char *name, struct nass_err *err)
{
	enum nass_code code;

	w->path.n = n;
	code = nass_buf_put(&w->path, nass_str(name), err);
	if (code == NASS_OK)
		code = nass_buf_putc(&w->path, '\0', err);
	if (code == NASS_OK)
		w->path.n--;
	return code;
}

static enum nass_code
add_name(
    struct level *l, const char *name, enum what what, struct nass_err *err)
{
	size_t n = strlen(name);
	const char **more;
	size_t cap;
	char *p;

	if (l->n == l->cap) {
		cap = l->cap == 0 ? 64 : 2 * l->cap;
		more = realloc(l->name, cap * sizeof(*more));
		if (more == NULL)
			return nass_fail_nomem(err);
		l->name = more;
		l->cap = cap;
	}
	p = nass_arena_get(&l->names, n + 2);
	if (p == NULL)
		return nass_fail_nomem(err);
	memcpy(p, name, n);
	p[n] = what == A_DIRECTORY ? '/' : '\0';
	p[n + 1] = '\0';
	l->name[l->n++] = p;
	return NASS_OK;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum nass_code
read_names(struct nass_walk *w, struct level *l, DIR *dir, struct nass_err *err)
{
	const struct dirent *entry;
	enum nass_code code;
	enum what what;

	for (;;) {
		errno = 0;
		entry = readdir(dir);
		if (entry == NULL)
			break;
		if (entry->d_name[0] == '.')
			continue;
		code = set_path(w, l->path_n, entry->d_name, err);
		if (code != NASS_OK)
			return code;
		what = what_is(w->path.p, entry);
		if (what == NOTHING)
			continue;
		code = add_name(l, entry->d_name, what, err);
		if (code != NASS_OK)
			return code;
	}
	if (errno != 0)
		return nass_fail_sys(err, "cannot read the directory");
	return NASS_OK;
}

static void
level_fini(struct level *l)
{
	free(l->name);
	nass_arena_fini(&l->names);
}

/* Go down into the directory that path names ("/" behind it). */
static enum nass_code
enter(struct nass_walk *w, struct nass_err *err)
{
	struct level *more;
	struct level *l;
	enum nass_code code;
	size_t path_n = w->path.n;
	DIR *dir;

	if (w->depth == w->cap) {
		more = realloc(w->level, (2 * w->cap + 8) * sizeof(*more));
		if (more == NULL)
			return nass_fail_nomem(err);
		w->level = more;
		w->cap = 2 * w->cap + 8;
	}
	dir = opendir(w->path.p);
	if (dir == NULL)
		return nass_fail_sys(err, "cannot open the directory");
	l = &w->level[w->depth];
	*l = (struct level){ .path_n = path_n };
	code = read_names(w, l, dir, err);
	closedir(dir);
	w->path.n = path_n;
	w->path.p[path_n] = '\0';
	if (code != NASS_OK) {
		level_fini(l);
		return code;
	}
	if (l->n > 1)
		qsort(l->name, l->n, sizeof(*l->name), by_bytes);
	w->depth++;
	return NASS_OK;
}

enum nass_code
nass_walk_new(char *const *operands, struct nass_walk **w, struct nass_err *err)
{
	*w = calloc(1, sizeof(**w));
	if (*w == NULL)
		return nass_fail_nomem(err);
	(*w)->operand = operands;
	(*w)->has_none = operands[0] == NULL;
	return NASS_OK;
}

/* The next operand to path; is it a directory? */
static enum nass_code
next_operand(struct nass_walk *w, bool *is_directory, struct nass_err *err)
{
	const char *name = w->has_none ? "-" : *w->operand;
	enum nass_code code;
	struct stat st;

	if (name == NULL)
		return NASS_END;
	if (w->has_none)
		w->has_none = false;
	else
		w->operand++;
	code = set_path(w, 0, name, err);
	if (code != NASS_OK)
		return code;
	*is_directory = strcmp(name, "-") != 0 && stat(name, &st) == 0 &&
	    S_ISDIR(st.st_mode);
	if (!*is_directory || w->path.p[w->path.n - 1] == '/')
		return NASS_OK;
	return set_path(w, w->path.n, "/", err);
}

/* The next name of the innermost level that has one left. */
static enum nass_code
next_name(struct nass_walk *w, bool *is_directory, struct nass_err *err)
{
	struct level *l;
	enum nass_code code;

	while (w->depth > 0) {
		l = &w->level[w->depth - 1];
		if (l->at < l->n) {
			code = set_path(w, l->path_n, l->name[l->at++], err);
			*is_directory =
			    code == NASS_OK && w->path.p[w->path.n - 1] == '/';
			return code;
		}
		level_fini(l);
		w->depth--;
	}
	return NASS_END;
}

enum nass_code
nass_walk_next(struct nass_walk *w, const char **path, struct nass_err *err)
{
	bool is_directory = false;
	enum nass_code code;

	for (;;) {
		code = next_name(w, &is_directory, err);
		if (code == NASS_END)
			code = next_operand(w, &is_directory, err);
		if (code != NASS_OK)
			return code;
		*path = w->path.p;
		if (!is_directory)
			return NASS_OK;
		code = enter(w, err);
		*path = w->path.p;
		if (code != NASS_OK)
			return code;
	}
}

void
nass_walk_free(struct nass_walk *w)
{
	if (w == NULL)
		return;
	while (w->depth > 0)
		level_fini(&w->level[--w->depth]);
	free(w->level);
	nass_buf_fini(&w->path);
	free(w);
}
