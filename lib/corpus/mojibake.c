/*
 * mojibake.c - see mojibake.h.
 *
 *	piece ──> bytes that the wrong charset had ──> decoded by the right one
 *	              NULL: it has letters that                │
 *	              the charset has not                      └─> likely Arabic?
 */
#include "corpus/mojibake.h"

#include <stdlib.h>

#include "corpus/format.h"
#include "corpus/misread.h"

enum {
	/* Characters outside ASCII that a piece is judged by. */
	LEAST_UTF8 = 2, /* whose bytes say much by themselves */
	LEAST_1256 = 4,
	LEAST_GAIN = 8, /* tenths of a bit a character, as in detect.c */
	ROUNDS = 3      /* wrongly read and saved, so often */
};

struct nass_mojibake {
	struct corpus__misread latin;  /* windows-1252, and so Latin-1 */
	struct corpus__misread arabic; /* windows-1256 */
};

enum nass_code
nass_mojibake_new(struct nass_mojibake **mojibake, struct nass_err *err)
{
	struct nass_mojibake *m = calloc(1, sizeof(*m));
	enum nass_code code;

	if (m == NULL)
		return nass_fail_nomem(err);
	m->latin.has_controls = true;
	code = corpus__misread_init(&m->latin, "windows-1252", err);
	if (code == NASS_OK)
		code = corpus__misread_init(&m->arabic, "windows-1256", err);
	if (code != NASS_OK) {
		free(m);
		return code;
	}
	*mojibake = m;
	return NASS_OK;
}

void
nass_mojibake_free(struct nass_mojibake *m)
{
	free(m);
}

/* Pieces --------------------------------------------------------------------------- */

/* A text that is being mended: what is done of it, and scratch. */
struct work {
	const struct nass_mojibake *m;
	struct nass_str rest; /* of the text, not yet in out */
	struct nass_buf *out;
	struct nass_buf bytes[2];
	struct nass_buf made;
};

/* Room for what becomes of a line: a byte of windows-1256 is at most 3. */
static enum nass_code
make_room(struct work *w, size_t n, struct nass_err *err)
{
	enum nass_code code;

	w->bytes[0].n = w->bytes[1].n = w->made.n = 0;
	code = nass_buf_grow(&w->bytes[0], n, err);
	if (code == NASS_OK)
		code = nass_buf_grow(&w->bytes[1], n, err);
	if (code == NASS_OK)
		code = nass_buf_grow(&w->made, 3 * n, err);
	return code;
}

/* Is the made piece likely Arabic, and far more so than what it was? */
static bool
is_better(struct nass_str made, struct nass_str piece, uint64_t least)
{
	int64_t gain_made;
	int64_t gain_piece;
	uint64_t n = corpus__arabic_gain(made, &gain_made);

	(void)corpus__arabic_gain(piece, &gain_piece);
	return n >= least && gain_made >= (int64_t)(LEAST_GAIN * n) &&
	    gain_made > gain_piece;
}

/* Wrongly read, and saved, once or more. */
static bool
was_utf8(struct work *w, const struct corpus__misread *t, struct nass_str piece,
    struct nass_str *mended)
{
	struct nass_buf *bytes;
	int i;

	*mended = piece;
	for (i = 0; i < ROUNDS; i++) {
		bytes = &w->bytes[i % 2];
		if (!corpus__misread_bytes(t, *mended, true, bytes) ||
		    bytes->n >= mended->n ||
		    nass_utf8_valid(nass_buf_str(bytes)) < bytes->n)
			return false;
		*mended = nass_buf_str(bytes);
		if (is_better(*mended, piece, LEAST_UTF8))
			return true;
	}
	return false;
}

static bool
was_1256(struct work *w, struct nass_str piece, struct nass_str *mended)
{
	struct nass_buf *bytes = &w->bytes[0];

	if (!corpus__misread_bytes(&w->m->latin, piece, false, bytes))
		return false;
	corpus__misread_text(&w->m->arabic, nass_buf_str(bytes), &w->made);
	*mended = nass_buf_str(&w->made);
	return is_better(*mended, piece, LEAST_1256);
}

/*
 * Mend the piece, if it can be; all of the text before it goes to out.  A word
 * alone is too little to know windows-1256 by.
 */
static enum nass_code
mend_piece(struct work *w, struct nass_str piece, bool is_word, bool *is_mended,
    struct nass_err *err)
{
	struct nass_str mended;
	size_t at = (size_t)(piece.p - w->rest.p);
	enum nass_code code;

	*is_mended = was_utf8(w, &w->m->latin, piece, &mended) ||
	    was_utf8(w, &w->m->arabic, piece, &mended) ||
	    (!is_word && was_1256(w, piece, &mended));
	if (!*is_mended)
		return NASS_OK;
	code = nass_buf_put(w->out, nass_str_sub(w->rest, 0, at), err);
	if (code == NASS_OK)
		code = nass_buf_put(w->out, mended, err);
	w->rest = nass_str_sub(w->rest, at + piece.n, w->rest.n);
	return code;
}

/* Lines ------------------------------------------------------------------------------- */

/*
 * Could anything be wrong?  All of the ways leave Latin letters or signs of
 * U+0080 .. U+00FF in a line.
 */
static bool
is_suspect(struct nass_str line)
{
	const char *p;

	for (p = line.p; p < line.p + line.n; p++)
		if ((unsigned char)*p == 0xC2 || (unsigned char)*p == 0xC3)
			return true;
	return false;
}

enum origin {
	PLAIN,  /* ASCII */
	ARABIC, /* and the letters and signs of every text */
	OTHER
};

static enum origin
origin_of(struct nass_str word)
{
	enum origin o = PLAIN;
	uint32_t cp;
	size_t i;
	size_t n;

	for (i = 0; i < word.n; i += n) {
		cp = nass_utf8_get(word.p + i, &n);
		if (cp < 0x80)
			continue;
		if (!(cp >= 0x0621 && cp <= 0x0669) && cp != 0x060C &&
		    cp != 0x061B && cp != 0x061F)
			return OTHER;
		o = ARABIC;
	}
	return o;
}

/*
 * The next words that may be wrong, up to one that is not: *rest is what follows
 * them.  Unless is_long: the next word alone.
 */
static bool
next_run(struct nass_str *rest, bool is_long, struct nass_str *run)
{
	struct nass_str word;
	enum origin o;

	*run = NASS_STR("");
	while (rest->p != NULL) {
		word = nass_str_cut(rest, ' ');
		o = origin_of(word);
		if (o == ARABIC && run->n > 0)
			break;
		if (o != OTHER)
			continue;
		if (run->n == 0)
			run->p = word.p;
		run->n = (size_t)(word.p + word.n - run->p);
		if (!is_long)
			break;
	}
	return run->n > 0;
}

/* A line of several origins. */
static enum nass_code
mend_words(
    struct work *w, struct nass_str line, bool *is_mended, struct nass_err *err)
{
	struct nass_str run;
	struct nass_str word;
	bool is_one;
	enum nass_code code = NASS_OK;

	while (code == NASS_OK && next_run(&line, true, &run)) {
		code = mend_piece(w, run, false, &is_one, err);
		*is_mended = *is_mended || is_one;
		while (code == NASS_OK && !is_one &&
		    next_run(&run, false, &word)) {
			code = mend_piece(w, word, true, &is_one, err);
			*is_mended = *is_mended || is_one;
			is_one = false;
		}
	}
	return code;
}

enum nass_code
nass_mojibake_mend(const struct nass_mojibake *m, struct nass_str text,
    struct nass_buf *out, uint64_t *nlines, struct nass_err *err)
{
	struct work w = { .m = m, .rest = text, .out = out };
	struct nass_str rest = text;
	struct nass_str line;
	bool is_mended;
	enum nass_code code = NASS_OK;

	*nlines = 0;
	while (rest.p != NULL && code == NASS_OK) {
		line = nass_str_cut(&rest, '\n');
		if (!is_suspect(line))
			continue;
		is_mended = false;
		code = make_room(&w, line.n, err);
		if (code == NASS_OK)
			code = mend_piece(&w, line, false, &is_mended, err);
		if (code == NASS_OK && !is_mended)
			code = mend_words(&w, line, &is_mended, err);
		*nlines += is_mended;
	}
	if (*nlines > 0 && code == NASS_OK)
		code = nass_buf_put(out, w.rest, err);
	nass_buf_fini(&w.bytes[0]);
	nass_buf_fini(&w.bytes[1]);
	nass_buf_fini(&w.made);
	return code;
}
