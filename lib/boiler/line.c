/* line.c - what a line is in itself (line.h). */
#include "boiler/line.h"

#include <string.h>

#include "boiler/shape.h"
#include "text/utf8.h"

static void
put_length(struct features *f, size_t n)
{
	static const struct {
		size_t to;
		enum boiler_feature f;
	} step[] = { { 1, F_W1 }, { 2, F_W2 }, { 4, F_W4 }, { 7, F_W7 },
		{ 12, F_W12 }, { 20, F_W20 }, { 40, F_W40 } };

	for (size_t i = 0; i < sizeof step / sizeof step[0]; i++)
		if (n <= step[i].to) {
			features_put(f, step[i].f, true);
			return;
		}
	features_put(f, F_WMORE, true);
}

static void
put_end(struct boiler_line *line, const struct shape *h)
{
	struct features *f = &line->f;
	size_t n = line->nword;

	line->is_closed = shape_is_closed(h);
	features_put(f, F_CLOSED, line->is_closed);
	features_put(f, F_COLON, h->last == ':');
	features_put(f, F_COMMA, (h->last_sign & SIGN_CLAUSE) != 0);
	features_put(f, F_QUESTION, h->last == '?' || h->last == CODE_QUESTION);
	features_put(f, F_ELLIPSIS,
	    h->last == CODE_ELLIPSIS ||
		(line->s.n > 3 &&
		    memcmp(line->s.p + line->s.n - 3, "...", 3) == 0));
	features_put(f, F_LONG_OPEN, n > 12 && !line->is_closed);
	features_put(f, F_SHORT_CLOSED, n <= 8 && line->is_closed);
	features_put(f, F_DOTS_INSIDE, h->has_dots && !line->is_closed);
}

/* Grammar: what share of the words carries it. */
static void
put_grammar(struct boiler_line *line, const struct shape *h,
    const struct code_words *w, size_t nfunction)
{
	struct features *f = &line->f;
	size_t n = w->n;
	bool is_few = 12 * nfunction < n;

	features_put(f, F_NO_FUNCTION, n >= 3 && nfunction == 0);
	features_put(f, F_FEW_FUNCTION, n >= 12 && nfunction > 0 && is_few);
	features_put(f, F_MANY_FUNCTION, nfunction >= 2 && 6 * nfunction >= n);
	line->has_clause = h->nclause > 0;
	features_put(f, F_CLAUSES, h->nclause >= 2);
	features_put(f, F_GLUED,
	    line->nword >= 40 && !line->is_closed &&
		25 * h->nclause < line->nword &&
		!(line->has_clause && features_has(f, F_MANY_FUNCTION)));
	line->is_prose = n >= 12 && (line->is_closed || n >= 25) &&
	    (nfunction > 0 || h->nclause > 0) && !features_has(f, F_GLUED);
}

static void
put_dates(struct boiler_line *line, const struct shape *h,
    const struct lex_found *found, size_t nnumber)
{
	struct features *f = &line->f;
	size_t named = lex_count(found, LEX_CALENDAR);
	size_t ago = lex_count(found, LEX_AGO);
	size_t span = lex_count(found, LEX_SPAN);
	size_t known =
	    named + ago + span + lex_count(found, LEX_TIME) + nnumber;
	size_t n = line->nword;

	if (n == 0 || n > 20 || 10 * known < 6 * n)
		return;
	features_put(f, F_AGO, ago > 0 && span > 0 && n <= 6);
	features_put(f, F_DATE,
	    (named > 0 && (nnumber > 0 || n <= 2)) || h->nslash >= 2);
	features_put(f, F_CLOCK, h->has_clock);
}

/* A place and who reports from there are parted by a dash: U+2013, -. */
static bool
has_dash(struct nass_str s)
{
	for (size_t i = 0; i + 2 < s.n; i++)
		if (s.p[i] == '-' || memcmp(s.p + i, "\342\200\223", 3) == 0)
			return true;
	return false;
}

/* Does it go on where the line above ended: `and he added`, `and in`? */
static bool
is_joined(const struct lex_found *found, const struct shape *h)
{
	return (found->head[0] & LEX_JOIN) != 0 ||
	    ((found->head[0] & LEX_FUNCTION) != 0 && h->first == CODE_WAW);
}

/* Who speaks, and names of sections. */
static void
put_voice(struct boiler_line *line, const struct lex_found *found,
    const struct shape *h)
{
	struct features *f = &line->f;
	size_t n = line->nword;
	bool is_menu;

	if (lex_count(found, LEX_SPOKEN) > 0) /* no headline is */
		features_clear(f, F_GLUED);
	features_put(f, F_JOINED, n >= 6 && is_joined(found, h));
	line->is_prose |= n >= 12 && features_has(f, F_JOINED) &&
	    !features_has(f, F_GLUED) && found->kind == LEX_NONE;
	line->is_section = n > 0 && n <= 4 && !line->is_closed &&
	    2 * lex_count(found, LEX_SECTION) >= n && !has_dash(line->s);
	is_menu = n >= 6 && lex_count(found, LEX_FUNCTION) == 0 &&
	    2 * lex_count(found, LEX_SECTION) >= n;
	features_put(f, F_SECTION, line->is_section || is_menu);
	features_put(f, F_PIPES, is_menu); /* all of them on a line */
	features_put(f, F_SPOKEN,
	    found->kind == LEX_NONE && lex_count(found, LEX_SPOKEN) > 0 &&
		10 * lex_count(found, LEX_SPOKEN) >= n);
}

/*
 * Arabic in Latin letters has digits inside its words, for sounds that these
 * letters lack: 2 3 5 7 9.
 */
static bool
has_chat_word(struct nass_str s)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		if (memchr("23579", s.p[i], 5) != NULL && s.p[i - 1] >= 'a' &&
		    s.p[i - 1] <= 'z' && s.p[i + 1] >= 'a' && s.p[i + 1] <= 'z')
			return true;
	return false;
}

/* Does it begin with one star and a space: U+2605? */
static bool
is_starred(struct nass_str s)
{
	return s.n > 4 && memcmp(s.p, "\342\230\205 ", 4) == 0;
}

static void
put_matter(
    struct boiler_line *line, const struct shape *h, const struct code_words *w)
{
	size_t nnumber = w->nnumber;
	struct features *f = &line->f;
	size_t n = line->nword;
	size_t nletter = h->narabic + h->nlatin;
	bool has_url = h->has_url ||
	    (h->nlatin > 6 && line->s.n > 4 &&
		memcmp(line->s.p, "www.", 4) == 0);

	features_put(f, F_NUMERIC, nletter == 0 && h->ndigit > 0);
	features_put(f, F_HALF_NUMERIC, nletter > 0 && 2 * nnumber >= n);
	features_put(f, F_HAS_DIGIT, h->ndigit > 0 && nletter > 0);
	features_put(f, F_SYMBOLS, n == 0);
	features_put(f, F_FOREIGN, h->narabic == 0 && h->nlatin > 0);
	if (features_has(f, F_FOREIGN) && h->ndigit > 0 && n >= 3 && !has_url)
		features_put(f, F_SPOKEN, has_chat_word(line->s));
	features_put(f, F_HAS_URL, has_url);
	features_put(f, F_ONLY_URL, has_url && 3 * h->narabic < h->nlatin);
	features_put(f, F_EMAIL, h->has_email && n <= 12);
	features_put(
	    f, F_EMAIL_ALONE, h->has_email && h->narabic == 0 && n <= 6);
	features_put(f, F_PHONE,
	    n <= 14 && h->nslash < 2 && !features_has(f, F_DATE) &&
		(w->run_digit >= 6 || (h->ndigit >= 9 && nnumber <= 5)));
	features_put(f, F_HANDLE,
	    n <= 4 && !h->has_email &&
		(h->has_at_word || (h->last == '@' && h->nlatin >= 4) ||
		    (line->covered > 0 && h->colon_word == 1 &&
			h->nlatin >= 4)));
	features_put(f, F_PIPES, h->nbar >= 2 && nnumber < 2);
	features_put(f, F_PIPES_DIGIT, h->nbar >= 1 && nnumber >= 2);
	features_put(f, F_CRUMBS, h->ncrumb > 0 && n <= 25);
	features_put(f, F_COPYRIGHT, h->has_copyright);
	/* One before words is a bullet. */
	features_put(f, F_STARS,
	    h->has_star && (n < 2 || nnumber > 0 || !is_starred(line->s)));
	features_put(f, F_DEGREES, h->has_degree && n <= 8);
	/* One mark tells a command from a noun, on pages too. */
	features_put(f, F_VOCALISED, 8 * h->nmark > nletter && h->nmark > 1);
	features_put(f, F_STRETCHED, 16 * h->ntatweel > nletter && n >= 2);
}

/* The value of the first number in s; 0: beyond 999. */
static uint16_t
serial_of(struct nass_str s)
{
	unsigned serial = 0;
	bool is_number = false;

	for (size_t at = 0; at < s.n && serial < 1000;) {
		size_t n;
		uint32_t cp = nass_utf8_get(s.p + at, &n);
		uint32_t zero = cp >= 0x6F0 ? 0x6F0 : cp >= 0x660 ? 0x660 : '0';

		at += n;
		if (cp - zero < 10)
			serial = 10 * serial + (cp - zero);
		else if (is_number)
			break;
		is_number = cp - zero < 10;
	}
	return serial < 1000 ? (uint16_t)serial : 0;
}

static void
put_form(
    struct boiler_line *line, const struct shape *h, const struct code_words *w)
{
	size_t nnumber = w->nnumber;
	struct features *f = &line->f;
	bool is_number = nnumber > 0 && w->hash[0] == fold_number();
	bool is_bracket = h->first == '(';

	line->serial = is_number ? serial_of(line->s) : 0;
	line->is_rowlike = nnumber > 0 && nnumber < line->nword &&
	    line->nword <= 8 && !line->is_closed;
	features_put(f, F_BULLET,
	    ((h->first_sign & SIGN_BULLET) != 0 || is_starred(line->s)) &&
		line->nword > 0);
	features_put(f, F_NUMBERED,
	    is_number && line->nword > 2 && !features_has(f, F_DATE));
	features_put(f, F_QUOTED,
	    (h->first_sign & SIGN_OPENER) != 0 && !is_bracket &&
		(h->has_closer || line->is_closed));
	/* What notes at the foot of a page begin with: ^, U+2191. */
	features_put(f, F_REFERENCE,
	    h->first == '^' ||
		(line->s.n > 3 && memcmp(line->s.p, "\342\206\221", 3) == 0));
	features_put(f, F_BRACKETED, is_bracket && h->has_closer);
	features_put(f, F_LABELLED,
	    h->colon_word > 0 && h->colon_word <= 4 && line->nword <= 20);
}

/* What the line is equal by, of long lines a part (line_is_copy). */
static void
put_keys(struct boiler_line *line, const struct code_words *w, size_t nlabel)
{
	size_t n = line_is_long(line) && w->n > 4 ? 4 : w->n;
	uint64_t key = FOLD_SEED;
	uint64_t rest = FOLD_SEED;
	uint64_t said = FOLD_SEED;
	size_t nnumber = 0; /* at its begin: `2.1` is two */

	for (size_t i = 0; i < n; i++) {
		key = fold_mix(key, w->hash[i]);
		nnumber += i == nnumber && w->hash[i] == fold_number();
		rest = i >= nnumber ? fold_mix(rest, w->hash[i]) : rest;
		said = i >= nlabel ? fold_mix(said, w->hash[i]) : said;
		if (i < 4)
			line->head[i] = key;
	}
	if (line_is_long(line)) {
		memcpy(&rest, line->s.p + line->s.n - 8, 8);
		key = fold_mix(fold_mix(key, rest), line->s.n);
	}
	line->key = n > 0 ? key : 0;
	line->said = nlabel > 0 && nlabel <= 2 && nlabel + 3 <= w->n ? said : 0;
	line->rest = nnumber > 0 && nnumber < w->n && w->n <= 12 ? rest : 0;
}

void
boiler__line_scan(const struct code *c, const struct fold *fold,
    const struct lexicon *lexicon, struct vocabulary *vocabulary,
    struct boiler_line *line)
{
	struct code_words w;
	struct lex_found found;
	struct code_line l;
	struct shape h;

	boiler__shape(c, fold, line->s, &l, &h);
	boiler__code_words(c, &l, &w);
	line->nword = (uint32_t)h.nword;
	line->last_letter = w.letter;
	memset(&line->f, 0, sizeof line->f);
	put_keys(line, &w, h.colon_word);
	if (shape_is_sentence(&h))
		boiler__lexicon_find_in_sentence(lexicon, w.hash, w.n, &found);
	else
		boiler__lexicon_find(lexicon, w.hash, w.n, &found);
	/* No page puts all vowel marks on its furniture. */
	if (h.nmark > 1 && 3 * h.nmark >= h.narabic)
		found.kind = LEX_NONE;
	features_put(&line->f, F_BIAS, true);
	put_length(&line->f, h.nword);
	put_end(line, &h);
	put_grammar(line, &h, &w, lex_count(&found, LEX_FUNCTION));
	boiler__put_phrases(line, &found, h.break_word);
	put_voice(line, &found, &h);
	put_dates(line, &h, &found, w.nnumber);
	put_matter(line, &h, &w);
	put_form(line, &h, &w);
	boiler__put_offers(line, &found, w.nnumber);
	boiler__put_kinship(line, &w, vocabulary);
}
