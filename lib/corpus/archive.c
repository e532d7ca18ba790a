/*
 * archive.c - tar, zip, 7z and what xz, bzip2 and lz4 compressed, by libarchive,
 * streamed: an entry is an input, and nothing goes to a disk.
 *
 *	nass_in ──> libarchive ─┬─ entry ──> nass_in
 *	                        └─ entry ──> nass_in ...
 *
 * What comes out is measured against what went in, so that a small file that
 * unpacks to all of a disk is found out.
 */
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "corpus/format.h"

enum {
	CHUNK = 128 * 1024,
	LEAST = 1 << 20 /* bytes out, before the ratio says anything */
};

struct corpus__archive {
	const struct nass_corpus_opts *opts;
	struct archive *archive;
	struct nass_in *in;
	char *chunk;
	bool is_over;   /* nothing behind this can be had */
	bool is_file;   /* libarchive reads it by its name, and may seek */
	uint64_t taken; /* bytes in */
	uint64_t made;  /* bytes out */
	enum nass_code in_code;
	struct nass_err in_err;
	locale_t utf8; /* for names; 0: none such */
	struct nass_buf name;
	struct nass_buf whole; /* a 7z that is no file */
};

static const struct nass_str sevenz = { "7z\xBC\xAF\x27\x1C", 6 };

bool
corpus__is_archive(struct nass_str head)
{
	static const struct nass_str magic[] = {
		{ "PK\3\4", 4 }, { "PK\5\6", 4 }, /* an empty zip */
		{ "7z\xBC\xAF\x27\x1C", 6 },
		{ "\xFD"
		  "7zXZ\0",
		    6 },
		{ "BZh", 3 }, { "\x04\x22\x4D\x18", 4 }, /* lz4 */
	};
	size_t i;

	for (i = 0; i < sizeof(magic) / sizeof(magic[0]); i++)
		if (nass_str_starts(head, magic[i]))
			return i != 4 ||
			    (head.n > 9 &&
				memcmp(head.p + 4, "1AY&SY", 6) == 0);
	return head.n >= 263 && memcmp(head.p + 257, "ustar", 5) == 0;
}

/* libarchive's side ----------------------------------------------------------------- */

static la_ssize_t
on_read(struct archive *archive, void *arg, const void **p)
{
	struct corpus__archive *a = arg;
	size_t got = 0;

	*p = a->chunk;
	a->in_code = nass_in_read(a->in, a->chunk, CHUNK, &got, &a->in_err);
	if (a->in_code != NASS_OK) {
		archive_set_error(archive, EIO, "%s", a->in_err.what);
		return ARCHIVE_FATAL;
	}
	a->taken += got;
	return (la_ssize_t)got;
}

static enum nass_code
fail(const struct corpus__archive *a, struct nass_err *err)
{
	const char *what = archive_error_string(a->archive);

	if (a->in_code != NASS_OK) {
		if (err != NULL)
			*err = a->in_err;
		return a->in_code;
	}
	/* It gives no reason for some lack of memory, nor for a 7z cut off. */
	if ((what == NULL ? errno : archive_errno(a->archive)) == ENOMEM)
		return nass_fail_nomem(err);
	return nass_fail(err, NASS_EINPUT, a->taken, "bad archive: %s",
	    what != NULL ? what : "no reason is known");
}

/* 7z has its directory at its end: all of it, then. */
static enum nass_code
read_whole(struct corpus__archive *a, struct nass_err *err)
{
	uint64_t max = a->opts->max_document;
	enum nass_code code = NASS_OK;
	size_t got = 1;

	while (code == NASS_OK && got > 0) {
		if (a->whole.n > max)
			return nass_fail(err, NASS_ELIMIT, 0,
			    "an archive that cannot be streamed is longer than "
			    "--max-document %llu",
			    (unsigned long long)max);
		code = nass_buf_grow(&a->whole, CHUNK, err);
		if (code != NASS_OK)
			break;
		code = nass_in_read(
		    a->in, a->whole.p + a->whole.n, CHUNK, &got, err);
		a->whole.n += got;
	}
	a->taken = a->whole.n;
	return code;
}

/* Files are opened by name, so that libarchive can seek in them. */
static bool
open_bytes(struct corpus__archive *a, const char *path)
{
	struct archive *r = a->archive;

	if (a->is_file)
		return archive_read_open_filename(r, path, CHUNK) >=
		    ARCHIVE_WARN;
	if (a->whole.n > 0)
		return archive_read_open_memory(r, a->whole.p, a->whole.n) >=
		    ARCHIVE_WARN;
	return archive_read_open(r, a, NULL, on_read, NULL) >= ARCHIVE_WARN;
}

static bool
open_archive(struct corpus__archive *a, const char *path)
{
	struct archive *r = a->archive;

	return archive_read_support_filter_all(r) >= ARCHIVE_WARN &&
	    archive_read_support_format_tar(r) >= ARCHIVE_WARN &&
	    archive_read_support_format_zip_streamable(r) >= ARCHIVE_WARN &&
	    archive_read_support_format_zip(r) >= ARCHIVE_WARN &&
	    archive_read_support_format_7zip(r) >= ARCHIVE_WARN &&
	    archive_read_support_format_empty(r) >= ARCHIVE_WARN &&
	    archive_read_support_format_raw(r) >= ARCHIVE_WARN &&
	    open_bytes(a, path);
}

enum nass_code
corpus__archive_new(const struct nass_corpus_opts *opts, const char *path,
    struct nass_in *in, struct corpus__archive **archive, struct nass_err *err)
{
	struct corpus__archive *a = calloc(1, sizeof(*a));
	enum nass_code code = NASS_OK;

	if (a == NULL) {
		nass_in_close(in);
		return nass_fail_nomem(err);
	}
	a->opts = opts;
	a->in = in;
	a->chunk = malloc(CHUNK);
	a->archive = archive_read_new();
	a->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (path != NULL && nass_in_size(in) > 0 &&
	    !nass_in_is_compressed(in)) {
		a->is_file = true;
		a->taken = nass_in_size(in);
	}
	if (a->chunk == NULL || a->archive == NULL)
		code = nass_fail_nomem(err);
	else if (!a->is_file && nass_str_starts(nass_in_peek(in), sevenz))
		code = read_whole(a, err);
	if (code == NASS_OK && !open_archive(a, path))
		code = fail(a, err);
	if (code != NASS_OK) {
		corpus__archive_free(a);
		return code;
	}
	*archive = a;
	return NASS_OK;
}

void
corpus__archive_free(struct corpus__archive *a)
{
	if (a->archive != NULL)
		archive_read_free(a->archive);
	if (a->utf8 != (locale_t)0)
		freelocale(a->utf8);
	nass_in_close(a->in);
	nass_buf_fini(&a->name);
	nass_buf_fini(&a->whole);
	free(a->chunk);
	free(a);
}

/* Entries ---------------------------------------------------------------------------- */

static enum nass_code
entry_read(void *state, char *p, size_t n, size_t *got, struct nass_err *err)
{
	struct corpus__archive *a = state;
	la_ssize_t r = archive_read_data(a->archive, p, n);

	*got = 0;
	if (r < 0)
		return fail(a, err);
	a->made += (uint64_t)r;
	if (a->made > LEAST && a->made / a->opts->max_ratio > a->taken) {
		a->is_over = true;
		return nass_fail(err, NASS_ELIMIT, 0,
		    "unpacks to more than --max-ratio %llu times its size",
		    (unsigned long long)a->opts->max_ratio);
	}
	*got = (size_t)r;
	return NASS_OK;
}

static bool
entry_is_ready(const void *state)
{
	(void)state;
	return true;
}

static void
entry_close(void *state)
{
	(void)state; /* the archive is open for the next one */
}

static const struct nass_reader entry_reader = { entry_read, entry_is_ready,
	entry_close };

/* As in directories: what is hidden is passed over, and what a Mac left. */
static bool
is_hidden(struct nass_str name)
{
	struct nass_str rest = name;
	struct nass_str part;

	while (rest.p != NULL) {
		part = nass_str_cut(&rest, '/');
		if (nass_str_eq(part, NASS_STR("__MACOSX")) ||
		    (part.n > 0 && *part.p == '.' &&
			!nass_str_eq(part, NASS_STR(".")) &&
			!nass_str_eq(part, NASS_STR(".."))))
			return true;
	}
	return false;
}

static enum nass_code
decode_as(struct corpus__archive *a, const char *charset, struct nass_str raw,
    struct nass_err *err)
{
	struct nass_charset *cs;
	enum nass_code code = nass_charset_new(charset, &cs, err);

	a->name.n = 0;
	if (code != NASS_OK)
		return code;
	code = nass_charset_decode(
	    cs, raw, true, NASS_UTF8_REPLACE, &a->name, err);
	nass_charset_free(cs);
	return code;
}

/*
 * Old zips have names in the charset of their maker's machine.  They are short, so
 * that the likeliest has to do; cp720 has the letters of French where cp437 has them.
 */
static enum nass_code
decode_name(
    struct corpus__archive *a, struct nass_str raw, struct nass_err *err)
{
	const char *charset = a->opts->encoding;
	struct nass_guess guess;
	enum nass_code code;

	if (nass_utf8_valid(raw) == raw.n) {
		a->name.n = 0;
		return nass_buf_put(&a->name, raw, err);
	}
	if (charset != NULL && strcmp(charset, "auto") != 0)
		return decode_as(a, charset, raw, err);
	code = nass_charset_guess(raw, true, &guess, err);
	if (code != NASS_OK)
		return code;
	return decode_as(a,
	    guess.sure >= NASS_CHARSET_SURE || guess.is_arabic ? guess.name
							       : "cp720",
	    raw, err);
}

/*
 * The header of the next entry, and its name as it is; libarchive makes names of
 * the locale, which is ours to set in this thread alone.
 */
static int
next_header(struct corpus__archive *a, struct archive_entry **entry,
    struct nass_str *name)
{
	locale_t before =
	    a->utf8 != (locale_t)0 ? uselocale(a->utf8) : (locale_t)0;
	int r = archive_read_next_header(a->archive, entry);
	const char *s = NULL;

	*name = NASS_STR("");
	if ((r == ARCHIVE_OK || r == ARCHIVE_WARN) &&
	    archive_format(a->archive) != ARCHIVE_FORMAT_RAW) {
		s = archive_entry_pathname_utf8(*entry);
		if (s == NULL)
			s = archive_entry_pathname(*entry);
		*name = nass_str(s != NULL ? s : "?");
	}
	if (before != (locale_t)0)
		(void)uselocale(before);
	return r;
}

/* The archive ends before its compression, whose checksum is still to come. */
static enum nass_code
read_to_end(struct corpus__archive *a, struct nass_err *err)
{
	size_t got = 1;
	enum nass_code code = NASS_OK;

	a->is_over = true;
	while (code == NASS_OK && got > 0 && nass_in_is_compressed(a->in))
		code = nass_in_read(a->in, a->chunk, CHUNK, &got, err);
	return code == NASS_OK ? NASS_END : code;
}

enum nass_code
corpus__archive_next(struct corpus__archive *a, struct nass_in **in,
    struct nass_str *name, struct nass_err *err)
{
	struct archive_entry *entry;
	struct nass_str raw;
	enum nass_code code;
	int r;

	*name = NASS_STR("");
	for (;;) {
		if (a->is_over)
			return NASS_END;
		r = next_header(a, &entry, &raw);
		if (r == ARCHIVE_EOF)
			return read_to_end(a, err);
		if (r == ARCHIVE_RETRY)
			continue;
		if (r < ARCHIVE_WARN) {
			a->is_over = true;
			return fail(a, err);
		}
		if (raw.n > 0 &&
		    (archive_entry_filetype(entry) != AE_IFREG ||
			is_hidden(raw)))
			continue;
		code = decode_name(a, raw, err);
		if (code != NASS_OK)
			return code;
		*name = nass_buf_str(&a->name);
		return nass_in_make(&entry_reader, a, a->in, in, err);
	}
}
