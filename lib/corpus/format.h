/*
 * format.h - private to lib/corpus: what a format is, and what its reader works
 * with: a window over the bytes, decoded, and a record that is being written.
 */
#ifndef NASS_CORPUS_FORMAT_H
#define NASS_CORPUS_FORMAT_H

#include <nass/doc.h>

#include "corpus/corpus.h"

/* Windows over bytes ---------------------------------------------------------- */

/*
 *	buf	[ used | look .................. | room ]
 *		       ^ at                      ^ n
 *
 * offset and line are those of `at`, in the bytes as they come in: of another
 * charset, after decoding.
 */
struct corpus__bytes {
	struct nass_in *in;           /* closed with the window */
	struct nass_charset *charset; /* NULL: raw bytes */
	struct nass_hasher *hash;     /* NULL, or of what is read; borrowed */
	enum nass_utf8_repair how;
	struct nass_buf raw;
	struct nass_buf buf;
	size_t at;
	uint64_t offset;
	uint64_t line;
	uint64_t skip; /* bytes of a BOM that are still to pass over */
	bool is_end;
	bool has_failed; /* reading ended early, for this reason: */
	struct nass_err failed;
};

struct nass_str corpus__look(const struct corpus__bytes *b);
/* Read on, until `n` bytes can be seen or all; only NASS_ENOMEM fails. */
enum nass_code corpus__want(
    struct corpus__bytes *b, size_t n, struct nass_err *err) NASS_MUST_USE;
/* Pass over n bytes that were seen; lines are counted by corpus__line alone. */
void corpus__use(struct corpus__bytes *b, size_t n);
/* Take back n bytes that were passed over since the last call of another. */
void corpus__unuse(struct corpus__bytes *b, size_t n);
/*
 * The next line with its LF, if it has one, until the next call.  NASS_END;
 * NASS_ELIMIT: it is longer than max and was passed over.
 */
enum nass_code corpus__line(struct corpus__bytes *b, uint64_t max,
    struct nass_str *line, struct nass_err *err) NASS_MUST_USE;
void corpus__bytes_fini(struct corpus__bytes *b);

/* Readers --------------------------------------------------------------------- */

/* What a reader is given. */
struct corpus__source {
	const struct nass_corpus_opts *opts;
	char *path;
	struct nass_str id; /* path, less a suffix of compression */
	struct corpus__bytes bytes;
	struct nass_buf id_buf;
};

/*
 * A format.
 *
 * sniff	do these first bytes say that it is this one?  NULL: they cannot
 * suffix	names that say so, if no content does: ".csv" ..., space-separated
 * is_raw	the reader decodes itself; else bytes are UTF-8 when it sees them
 * size		of its state, which begins as zeros
 * next		append the line of one document, or of several, or of none if it
 *		was passed over and told of; NASS_END.  Any other code ends it.
 */
struct corpus__format {
	const char *name;
	bool (*sniff)(struct nass_str head);
	const char *suffix;
	bool is_raw;
	size_t size;
	enum nass_code (*next)(struct corpus__source *s, void *state,
	    struct nass_buf *out, struct nass_err *err);
	void (*fini)(void *state);
};

extern const struct corpus__format corpus__csv;
extern const struct corpus__format corpus__tsv;
extern const struct corpus__format corpus__warc;
extern const struct corpus__format corpus__html;
extern const struct corpus__format corpus__docs;
extern const struct corpus__format corpus__openiti;
extern const struct corpus__format corpus__cut;  /* text, by separators */
extern const struct corpus__format corpus__same; /* decoded, no more */

/*
 * entry->in through the reader of a format, which owns charset; it is taken
 * over, and replaced by the result.  skip: bytes of a BOM.
 */
enum nass_code corpus__make(const struct nass_corpus_opts *opts,
    const struct corpus__format *format, struct nass_charset *charset,
    size_t skip, struct nass_corpus_entry *entry,
    struct nass_err *err) NASS_MUST_USE;
/* The path, less what says how it was compressed. */
struct nass_str corpus__id_of(struct nass_str path);
/* NASS_EINPUT at the byte `at` of the input: told of, with the bytes. */
void corpus__tell(struct corpus__source *s, uint64_t line, uint64_t at,
    struct nass_str bytes, const char *fmt, ...) NASS_PRINTF(5, 6);
void corpus__note(struct corpus__source *s, const char *fmt, ...)
    NASS_PRINTF(2, 3);
/* PATH:N, or PATH#N, until the next call. */
enum nass_code corpus__id(struct corpus__source *s, char mark, uint64_t n,
    struct nass_str *id, struct nass_err *err) NASS_MUST_USE;

/* Records: {"id":...,"text":...} LF ---------------------------------------- */

/* Members in the order of the calls; values are well-formed UTF-8. */
enum nass_code corpus__put(struct nass_buf *out, struct nass_str name,
    struct nass_str value, struct nass_err *err) NASS_MUST_USE;
enum nass_code corpus__put_number(struct nass_buf *out, struct nass_str name,
    uint64_t value, struct nass_err *err) NASS_MUST_USE;
enum nass_code corpus__begin(
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;
enum nass_code corpus__end(
    struct nass_buf *out, struct nass_err *err) NASS_MUST_USE;

/* Archives --------------------------------------------------------------------- */

struct corpus__archive;
bool corpus__is_archive(struct nass_str head);
/*
 * Takes `in` over, even on failure.  path: of the file that it is, or NULL if it
 * is a pipe or an entry.
 */
enum nass_code corpus__archive_new(const struct nass_corpus_opts *opts,
    const char *path, struct nass_in *in, struct corpus__archive **a,
    struct nass_err *err) NASS_MUST_USE;
/*
 * The next entry that is a file, and its name in the archive, in UTF-8 if that
 * can be; n 0: the archive is no more than compression.  NASS_EINPUT, NASS_ESYS,
 * NASS_ELIMIT: this entry is bad, and perhaps all behind it; the next call says.
 */
enum nass_code corpus__archive_next(struct corpus__archive *a,
    struct nass_in **in, struct nass_str *name,
    struct nass_err *err) NASS_MUST_USE;
void corpus__archive_free(struct corpus__archive *a);

/* Pages ------------------------------------------------------------------------ */

/*
 * A page or text in UTF-8: by its BOM, else the charset that was declared outside
 * (`label`, n 0: none), else the one that its markup declares, else UTF-8 if it
 * is well-formed, else --encoding, else detection, else windows-1252.  What is
 * declared as UTF-8, and is not, is not believed: servers say so of any page.  *text is
 * the page itself, or lives in p->text until the next call.
 */
struct corpus__pages {
	struct nass_charset *charset; /* the last that was used */
	char name[64];
	char guessed[64]; /* the last that was guessed */
	struct nass_buf text;
	uint64_t nguess; /* pages that declared none, or wrongly UTF-8 */
	uint64_t nbad;   /* sequences that could not be decoded */
	uint64_t npage;  /* pages that have such */
};
enum nass_code corpus__decode_page(struct corpus__pages *p,
    const struct nass_corpus_opts *opts, struct nass_str label,
    struct nass_str page, bool is_html, struct nass_str *text,
    struct nass_err *err) NASS_MUST_USE;
/* What was guessed and replaced, at the end of an input. */
void corpus__pages_note(
    struct corpus__source *s, const struct corpus__pages *p);
void corpus__pages_fini(struct corpus__pages *p);
/* charset=... of a Content-Type, or n 0. */
struct nass_str corpus__charset_label(struct nass_str content_type);
bool corpus__looks_like_html(struct nass_str head);

/*
 * How likely well-formed text is Arabic: the tenths of a bit that its letters
 * save against any bytes; returns how many characters are not ASCII.
 */
uint64_t corpus__arabic_gain(struct nass_str text, int64_t *gain);

/*
 * Is it UTF-8, but for a tenth of the bytes that are not ASCII?  Unless is_all, its
 * end may be that of the window.
 */
enum nass_code corpus__is_utf8(struct nass_str look, bool is_all, bool *is_utf8,
    struct nass_err *err) NASS_MUST_USE;

/* HTTP ------------------------------------------------------------------------- */

/* The value of a field in `head`, lines of `Name: value`; n 0: it has none. */
struct nass_str corpus__field(struct nass_str head, struct nass_str name);
/*
 * Cut a head off: fields up to an empty line, that is passed over.  False if no
 * empty line is there.
 */
bool corpus__cut_head(struct nass_str *rest, struct nass_str *head);
/*
 * The body of an HTTP message as it was before it was compressed and chunked: a
 * slice of `body`, or in `scratch`.  Chunks that are cut off are given as far as they
 * go.  NASS_EINPUT: compressed data is damaged or cut off, and *body is what stands
 * before that; NASS_ELIMIT: longer than max, or coded too often.
 */
struct corpus__body {
	struct nass_buf chunks;
	struct nass_buf plain;
};
enum nass_code corpus__http_body(struct nass_str head, struct nass_str *body,
    uint64_t max, struct corpus__body *scratch,
    struct nass_err *err) NASS_MUST_USE;
/* The same for the value of Content-Encoding; *body may lie in scratch->chunks. */
enum nass_code corpus__uncode(struct nass_str names, struct nass_str *body,
    uint64_t max, struct corpus__body *scratch,
    struct nass_err *err) NASS_MUST_USE;
/* Brotli (RFC 7932), as nass_inflate. */
enum nass_code corpus__brotli(struct nass_str body, uint64_t max,
    struct nass_buf *plain, struct nass_err *err) NASS_MUST_USE;

/* Letters of ASCII alone. */
bool corpus__eq_nocase(struct nass_str a, struct nass_str b);
bool corpus__starts_nocase(struct nass_str s, struct nass_str prefix);
struct nass_str corpus__trim(struct nass_str s);

#endif
