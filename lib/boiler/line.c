/* line.c - what a line is in itself (line.h). */
#include "boiler/line.h"

#include <string.h>

#include "text/utf8.h"

/* What one pass over the code points of a line counts. */
struct shape {
	uint64_t word[LINE_WORDS_MAX];
	uint64_t tail[LINE_WORDS_MAX]; /* last four letters, 16 bits each */
	size_t nword;
	size_t narabic; /* letters */
	size_t nlatin;
	size_t ndigit;
	size_t nmark;
	size_t ntatweel;
	size_t nclause;   /* commas, semicolons, stops inside */
	size_t nbar;      /* | and bullets between spaces */
	size_t ncrumb;    /* > / and guillemets between spaces */
	size_t run_digit; /* the longest number */
	size_t nslash;    /* between digits */
	uint32_t first;
	uint32_t last; /* before closing quotes and brackets */
	uint32_t last_letter;
	size_t colon_word; /* words before the first colon; 0: none */
	bool has_closer;
	bool has_dots; /* two stops or more, not at the end */
	bool has_copyright;
	bool has_star;
	bool has_clock;
	bool has_url;
	bool is_address;  /* behind an @, so far */
	bool has_at_word; /* an @ that begins a word */
	bool has_email;
};

static bool
is_closer(uint32_t cp)
{
	return cp == '"' || cp == '\'' || cp == ')' || cp == ']' ||
	    cp == 0xBB || cp == 0xAB || (cp >= 0x2018 && cp <= 0x201F) ||
	    cp == 0xFD3E || cp == 0xFD3F || cp == '*';
}

static bool
is_opener(uint32_t cp)
{
	return cp == '"' || cp == 0xAB || cp == 0xBB || cp == 0x201C ||
	    cp == 0x201D || cp == 0x2018 || cp == '(' || cp == '[';
}

static bool
is_bullet(uint32_t cp)
{
	return cp == '-' || cp == '*' || cp == 0xB7 || cp == 0x2022 ||
	    (cp >= 0x2010 && cp <= 0x2015) || cp == 0x25CF || cp == 0x25AA ||
	    cp == 0x25A0 || cp == 0x25C6 || cp == 0x2043 || cp == 0x25E6;
}

static bool
is_bar(uint32_t cp)
{
	return cp == '|' || cp == 0x2022 || cp == 0xB7 || cp == 0x2502 ||
	    cp == 0x2758 || cp == 0x25CF;
}

static bool
is_crumb(uint32_t cp)
{
	return cp == '>' || cp == '/' || cp == '\\' || cp == 0xAB ||
	    cp == 0xBB || cp == 0x2039 || cp == 0x203A || cp == 0x2190 ||
	    cp == 0x2192 || cp == 0x25C4 || cp == 0x25BA || cp == '<' ||
	    cp == 0x276F || cp == 0x276E;
}

static bool
is_stop(uint32_t cp)
{
	return cp == '.' || cp == '!' || cp == '?' || cp == 0x061F ||
	    cp == 0x2026 || cp == 0x06D4 || cp == 0x3002;
}

static bool
is_clause(uint32_t cp)
{
	return cp == 0x060C || cp == 0x061B || cp == ',' || cp == ';';
}

static bool
is_ascii_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

/* Punctuation and symbols, with what stands around them. */
static void
shape_sign(struct shape *h, struct nass_str s, size_t at, size_t n, uint32_t cp,
    uint32_t before)
{
	uint32_t next = at + n < s.n ? (unsigned char)s.p[at + n] : ' ';
	bool is_alone =
	    (before == ' ' || before == 0) && (next == ' ' || next == '|');

	h->nclause +=
	    is_clause(cp) || (is_stop(cp) && next == ' ' && at + n < s.n);
	h->nbar += is_bar(cp);
	h->ncrumb += is_crumb(cp) && (is_alone || next == (unsigned char)cp);
	h->has_copyright |= cp == 0xA9;
	h->has_star |= cp == 0x2605 || cp == 0x2606 || cp == 0x2B50;
	if (cp == ':' && h->colon_word == 0 && at + n < s.n)
		h->colon_word = h->nword;
	if (cp == '.' && before == '.' && at + n < s.n && next != '.')
		h->has_dots = true;
	if (next >= '0' && next <= '9' && before >= '0' && before <= '9') {
		h->nslash += cp == '/' || cp == '-';
		h->has_clock |= cp == ':';
	}
	if (cp == '@') {
		h->is_address = is_ascii_word(before) && is_ascii_word(next);
		h->has_at_word |= before == ' ' || before == 0 || before == ':';
	}
	if (cp == '.' && h->is_address && is_ascii_word(next))
		h->has_email = true;
	if (cp == ':' && next == '/' && at + 2 < s.n && s.p[at + 2] == '/')
		h->has_url = true;
}

/* One code point at p, of well-formed text: the common lengths first. */
static inline uint32_t
get(const char *p, size_t *n)
{
	unsigned char c = (unsigned char)*p;

	if (c >= 0xC0 && c < 0xE0) {
		*n = 2;
		return (uint32_t)(c & 0x1F) << 6 |
		    ((unsigned char)p[1] & 0x3Fu);
	}
	return nass_utf8_get(p, n);
}

static inline enum fold_class
class_of(const struct fold *f, uint32_t cp, uint32_t *to)
{
	if (cp >= 0x800)
		return boiler__fold_high(cp, to);
	*to = f->to[cp];
	return (enum fold_class)f->class[cp];
}

/*
 * The word that begins at `at`, all of one class, with the marks inside and
 * behind it; returns where it ends.
 */
static size_t
shape_word(struct shape *h, const struct fold *f, struct nass_str s, size_t at,
    enum fold_class class)
{
	uint64_t hash = FOLD_SEED;
	uint64_t tail = 0;
	size_t nletter = 0;
	uint32_t to = 0;
	uint32_t last = 0;
	size_t n;

	for (; at < s.n; at += n) {
		uint32_t next;
		uint32_t cp = get(s.p + at, &n);
		enum fold_class now = class_of(f, cp, &next);

		if (now == FOLD_SKIP) {
			h->nmark += cp >= 0x64B && cp <= 0x652;
			h->ntatweel += cp == 0x640;
			continue;
		}
		if (now != class)
			break;
		to = next;
		last = cp;
		hash = fold_step(hash, to);
		tail = tail << 16 | (to & 0xffff);
		nletter++;
	}
	h->last = last;
	h->has_closer = false;
	h->narabic += class == FOLD_ARABIC ? nletter : 0;
	h->nlatin += class == FOLD_LATIN ? nletter : 0;
	if (class == FOLD_DIGIT) {
		h->ndigit += nletter;
		if (nletter > h->run_digit)
			h->run_digit = nletter;
	} else {
		h->last_letter = to;
	}
	if (h->nword < LINE_WORDS_MAX) {
		h->word[h->nword] =
		    class == FOLD_DIGIT ? fold_number() : fold_end(hash);
		h->tail[h->nword] = class == FOLD_DIGIT ? 0 : tail;
	}
	h->nword++;
	return at;
}

static void
shape_scan(const struct fold *f, struct nass_str s, struct shape *h)
{
	uint32_t before = 0;
	size_t n;

	memset(&h->nword, 0, sizeof *h - offsetof(struct shape, nword));
	for (size_t at = 0; at < s.n;) {
		uint32_t to;
		uint32_t cp = get(s.p + at, &n);
		enum fold_class now = class_of(f, cp, &to);

		if (cp == ' ') {
			before = ' ';
			h->is_address = false;
			at++;
			continue;
		}
		if (now == FOLD_SKIP) {
			h->nmark += cp >= 0x64B && cp <= 0x652;
			h->ntatweel += cp == 0x640;
			at += n;
			continue;
		}
		if (h->first == 0 && cp > ' ' && cp != 0xA0)
			h->first = cp;
		if (now != FOLD_SPACE) {
			at = shape_word(h, f, s, at, now);
			before = h->last;
			continue;
		}
		if (cp > ' ' && cp != 0xA0) {
			shape_sign(h, s, at, n, cp, before);
			if (is_closer(cp))
				h->has_closer = true;
			else
				h->last = cp;
		}
		before = cp < ' ' || cp == 0xA0 ? ' ' : cp;
		h->is_address &= before != ' ';
		at += n;
	}
}

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

	line->is_closed = is_stop(h->last);
	features_put(f, F_CLOSED, line->is_closed);
	features_put(f, F_COLON, h->last == ':');
	features_put(f, F_COMMA, is_clause(h->last));
	features_put(f, F_QUESTION, h->last == '?' || h->last == 0x061F);
	features_put(f, F_ELLIPSIS,
	    h->last == 0x2026 ||
		(line->s.n > 3 &&
		    memcmp(line->s.p + line->s.n - 3, "...", 3) == 0));
	features_put(f, F_LONG_OPEN, n > 12 && !line->is_closed);
	features_put(f, F_SHORT_CLOSED, n <= 8 && line->is_closed);
	features_put(f, F_DOTS_INSIDE, h->has_dots && !line->is_closed);
}

/* Grammar: what share of the words carries it. */
static void
put_grammar(struct boiler_line *line, const struct shape *h, size_t nfunction)
{
	struct features *f = &line->f;
	size_t n = h->nword < LINE_WORDS_MAX ? h->nword : LINE_WORDS_MAX;
	bool is_few = 12 * nfunction < n;

	features_put(f, F_NO_FUNCTION, n >= 3 && nfunction == 0);
	features_put(f, F_FEW_FUNCTION, n >= 12 && nfunction > 0 && is_few);
	features_put(f, F_MANY_FUNCTION, nfunction >= 2 && 6 * nfunction >= n);
	features_put(f, F_CLAUSES, h->nclause >= 2);
	features_put(
	    f, F_GLUED, n >= 40 && !line->is_closed && 25 * h->nclause < n);
	line->is_prose = n >= 12 && (line->is_closed || n >= 25) &&
	    (nfunction > 0 || h->nclause > 0) && !features_has(f, F_GLUED);
}

static void
put_dates(struct boiler_line *line, const struct shape *h,
    const struct lex_found *found, size_t nnumber)
{
	struct features *f = &line->f;
	size_t day = found->nclass[1];
	size_t month = found->nclass[2];
	size_t ago = found->nclass[3];
	size_t span = found->nclass[4];
	size_t known = day + month + ago + span + found->nclass[5] + nnumber;
	size_t n = line->nword;

	if (n == 0 || n > 20 || 10 * known < 6 * n)
		return;
	features_put(f, F_AGO, ago > 0 && span > 0 && n <= 6);
	features_put(f, F_DATE,
	    (day + month > 0 && (nnumber > 0 || n <= 2)) || h->nslash >= 2);
	features_put(f, F_CLOCK, h->has_clock);
}

static void
put_matter(struct boiler_line *line, const struct shape *h, size_t nnumber)
{
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
	features_put(f, F_HAS_URL, has_url);
	features_put(f, F_ONLY_URL, has_url && 3 * h->narabic < h->nlatin);
	features_put(f, F_EMAIL, h->has_email && n <= 12);
	features_put(
	    f, F_EMAIL_ALONE, h->has_email && h->narabic == 0 && n <= 6);
	features_put(f, F_PHONE,
	    n <= 14 && h->nslash < 2 &&
		(h->run_digit >= 6 || (h->ndigit >= 9 && nnumber <= 5)));
	features_put(f, F_HANDLE,
	    n <= 4 && !h->has_email &&
		(h->has_at_word ||
		    (line->covered > 0 && h->colon_word == 1 &&
			h->nlatin >= 4)));
	features_put(f, F_PIPES, h->nbar >= 2 && nnumber < 2);
	features_put(f, F_PIPES_DIGIT, h->nbar >= 1 && nnumber >= 2);
	features_put(f, F_CRUMBS, h->ncrumb > 0 && n <= 25);
	features_put(f, F_COPYRIGHT, h->has_copyright);
	features_put(f, F_STARS, h->has_star);
	features_put(f, F_VOCALISED, 8 * h->nmark > nletter && nletter > 0);
	features_put(f, F_STRETCHED, 16 * h->ntatweel > nletter && n >= 2);
}

static void
put_form(struct boiler_line *line, const struct shape *h, size_t nnumber)
{
	struct features *f = &line->f;
	bool is_number = nnumber > 0 && h->word[0] == fold_number();

	features_put(f, F_BULLET, is_bullet(h->first) && line->nword > 0);
	features_put(f, F_NUMBERED,
	    is_number && line->nword > 2 && !features_has(f, F_DATE));
	features_put(f, F_QUOTED,
	    is_opener(h->first) && h->first != '(' &&
		(h->has_closer || line->is_closed));
	features_put(f, F_BRACKETED, h->first == '(' && h->has_closer);
	features_put(f, F_LABELLED,
	    h->colon_word > 0 && h->colon_word <= 4 && line->nword <= 20);
}

static void
put_phrases(struct boiler_line *line, const struct lex_found *found)
{
	struct features *f = &line->f;
	size_t n = line->nword;
	bool is_nav = found->kind == LEX_NAV && found->match == LEX_WHOLE;
	bool has = found->kind != LEX_NONE;
	bool is_most = has && 2 * (size_t)found->nword >= n;

	line->lex = (uint8_t)found->kind;
	line->lex_match = (uint8_t)found->match;
	line->lex_words = found->nword;
	line->soft = (uint8_t)found->soft;
	line->covered = found->covered;
	features_put(f, F_LEX_NAV_E, is_nav && found->nword == 1);
	features_put(f, F_LEX_NAV_MANY, is_nav && found->nword > 1);
	features_put(f, F_LEX_E, has && found->match == LEX_WHOLE && !is_nav);
	features_put(f, F_LEX_G, has && found->match == LEX_ANYWHERE);
	features_put(f, F_LEX_P, has && found->match == LEX_PREFIX && !is_most);
	features_put(
	    f, F_LEX_P_MOST, has && found->match == LEX_PREFIX && is_most);
	features_put(f, F_LEX_S, has && found->match == LEX_SHORT);
	features_put(f, F_LEX_COVERED,
	    found->nphrase >= 2 && 10u * found->covered >= 7 * n);
	features_put(f, F_LEX_SOFT, found->soft != LEX_NONE);
	features_put(f, F_LEX_STRONG_LONG,
	    n > 12 && has &&
		(found->match == LEX_ANYWHERE || found->match == LEX_PREFIX));
	line->is_strong = n <= 12 &&
	    (features_has(f, F_LEX_E) || features_has(f, F_LEX_G) ||
		features_has(f, F_LEX_P_MOST) ||
		features_has(f, F_LEX_COVERED) || is_nav);
	if (line->is_strong || (has && found->match == LEX_ANYWHERE))
		line->is_prose = false;
}

static uint64_t *
place(struct vocabulary *v, uint64_t tail, uint64_t *bit)
{
	uint64_t h = fold_mix(FOLD_SEED, tail);

	*bit = (uint64_t)1 << (h & 63);
	return &v->bit[h >> 6 & 511];
}

/*
 * Are the words of the line those of the text above it?  Words of four letters
 * and more that are not grammar; then the line joins the text, if it is one.
 */
static void
put_kinship(
    struct boiler_line *line, const struct shape *h, struct vocabulary *v)
{
	struct features *f = &line->f;
	size_t n = h->nword < LINE_WORDS_MAX ? h->nword : LINE_WORDS_MAX;
	size_t nlong = 0;
	size_t nknown = 0;
	bool joins = line->is_prose || v->n < 12;
	bool has_text = v->n >= 40 && v->n < 3000; /* the filter fills */
	uint64_t bit;

	for (size_t i = 0; i < n; i++) {
		uint64_t *at;

		if (h->tail[i] >> 48 == 0)
			continue;
		at = place(v, h->tail[i], &bit);
		nlong++;
		nknown += (*at & bit) != 0;
	}
	features_put(
	    f, F_STRANGE, has_text && nlong >= 5 && 8 * nknown <= nlong);
	features_put(f, F_AKIN, has_text && nlong >= 3 && 3 * nknown >= nlong);
	features_put(f, F_TAGS,
	    has_text && nlong >= 4 && 10 * nknown >= 7 * nlong && n <= 30 &&
		!line->is_closed && features_has(f, F_NO_FUNCTION));
	for (size_t i = 0; joins && i < n; i++)
		if (h->tail[i] >> 48 != 0) {
			uint64_t *at = place(v, h->tail[i], &bit);

			*at |= bit;
			v->n++;
		}
}

void
boiler__line_scan(const struct fold *fold, const struct lexicon *lexicon,
    struct vocabulary *vocabulary, struct boiler_line *line)
{
	const uint64_t number = fold_number();
	struct lex_found found;
	struct shape h;
	size_t nnumber = 0;
	size_t n;
	uint64_t key = FOLD_SEED;

	shape_scan(fold, line->s, &h);
	n = h.nword < LINE_WORDS_MAX ? h.nword : LINE_WORDS_MAX;
	line->nword = (uint32_t)h.nword;
	line->last_letter = (uint8_t)h.last_letter;
	memset(&line->f, 0, sizeof line->f);
	for (size_t i = 0; i < n; i++) {
		nnumber += h.word[i] == number;
		key = fold_mix(key, h.word[i]);
		if (i < 4)
			line->head[i] = key;
	}
	line->key = n > 0 ? key : 0;
	boiler__lexicon_find(lexicon, h.word, n, &found);
	features_put(&line->f, F_BIAS, true);
	put_length(&line->f, n);
	put_end(line, &h);
	put_grammar(line, &h, found.nclass[0]);
	put_phrases(line, &found);
	put_dates(line, &h, &found, nnumber);
	put_matter(line, &h, nnumber);
	put_form(line, &h, nnumber);
	put_kinship(line, &h, vocabulary);
}
