/*
 * aside.c - small things in a text and beside it (line.h): code, numbers, the
 * initials of who wrote it.
 */
#include <string.h>

#include "boiler/line.h"

/* Code ---------------------------------------------------------------------- */

/* Does a Latin line begin or end as statements, commands and tags do? */
static bool
is_code(const struct boiler_line *line)
{
	struct nass_str s = line->s;

	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\r'))
		s.n--;
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = nass_str_sub(s, 1, s.n);
	if (s.n == 0 || line->lex != LEX_NONE ||
	    !(features_has(&line->f, F_FOREIGN) ||
		features_has(&line->f, F_SYMBOLS)))
		return false;
	if (line->nword == 0 && strchr("<$", s.p[0]) != NULL) /* an arrow */
		return false;
	return strchr(";{}", s.p[s.n - 1]) != NULL ||
	    strchr("{}$<", s.p[0]) != NULL ||
	    (s.n > 2 && s.p[s.n - 1] == ')' && memchr(s.p, '(', s.n) != NULL &&
		memchr(s.p, '(', s.n) > (const void *)s.p);
}

/* Code is two lines and more, three lines apart or less. */
void
boiler__mark_code(struct boiler_line *line, size_t n)
{
	size_t last = n;

	for (size_t i = 0; i < n; i++) {
		if (!is_code(&line[i]))
			continue;
		for (size_t j = last; last < n && i - last <= 3 && j <= i; j++)
			if (features_has(&line[j].f, F_FOREIGN) ||
			    features_has(&line[j].f, F_SYMBOLS)) {
				features_put(&line[j].f, F_CODE, true);
				features_clear(&line[j].f, F_SYMBOLS);
			}
		last = i;
	}
}

/* Beside the text ------------------------------------------------------------ */

/* Two bytes of U+0600..067F are a letter; nothing else is. */
static size_t
letter_at(struct nass_str s)
{
	unsigned char c = (unsigned char)s.p[0];

	return s.n > 1 && (c == 0xD8 || c == 0xD9) ? 2 : 0;
}

/*
 * `A. B / C. D`, `abc/d e`: letters that stand alone, or a few between slashes,
 * as those who wrote and edited a report sign it.
 */
static bool
is_initials(const struct boiler_line *line)
{
	struct nass_str s = line->s;
	size_t nalone = 0;
	size_t nfew = 0;
	size_t nword = 0;
	size_t nslash = 0;

	if (line->nword < 2 || line->nword > 9 || line->is_closed ||
	    features_has(&line->f, F_HAS_DIGIT))
		return false;
	while (s.n > 0) {
		size_t n = 0;

		while (n < s.n && letter_at(nass_str_sub(s, n, s.n)) != 0)
			n += 2;
		nword += n > 0;
		nalone += n == 2;
		nfew += n > 0 && n <= 6;
		nslash += s.p[0] == '/';
		if (n == 0 &&
		    ((unsigned char)s.p[0] < 0x80
			    ? strchr("=+*", s.p[0]) != NULL
			    : false))
			return false;
		s = nass_str_sub(s, n > 0 ? n : 1, s.n);
	}
	return (nalone >= 2 && 3 * nalone >= 2 * nword) ||
	    (nslash > 0 && nword >= 2 && nfew == nword);
}

/* One letter that sets the size of type, or stands for a network. */
static bool
is_letter(const struct boiler_line *line)
{
	size_t n = line->s.n;

	while (n > 0 && strchr(" \r+-:", line->s.p[n - 1]) != NULL)
		n--;
	return line->nword == 1 && n > 0 && n <= 2 &&
	    (n == 1 || letter_at(line->s) == 2);
}

static bool
is_number(const struct boiler_line *line)
{
	const struct features *f = &line->f;

	return (features_has(f, F_NUMERIC) ||
		   (features_has(f, F_HALF_NUMERIC) &&
		       features_has(f, F_FOREIGN))) &&
	    !features_has(f, F_DATE) && !features_has(f, F_CLOCK);
}

/* Beside the text: a letter, or how often it was read, no number next to it. */
static bool
is_lone_number(const struct boiler_line *line, size_t n, size_t i)
{
	const struct features *f = &line[i].f;

	if (!features_has(f, F_BEFORE_BODY) && !features_has(f, F_AFTER_BODY))
		return false;
	if (is_letter(&line[i]))
		return true;
	return is_number(&line[i]) && !features_has(f, F_SEQUENCE) &&
	    (i == 0 || !is_number(&line[i - 1])) &&
	    (i + 1 == n || !is_number(&line[i + 1]));
}

/* Has the line a form that stands at the end of a text as well? */
static bool
is_formed(const struct boiler_line *line)
{
	static const uint8_t form[] = { F_RHYME, F_EVEN, F_VOCALISED,
		F_STRETCHED, F_QUOTED, F_BULLET, F_NUMBERED, F_ROWS, F_SEQUENCE,
		F_GLOSSES, F_UNDER_COLON, F_SPOKEN, F_READERS, F_THREAD,
		F_CODE };

	for (size_t i = 0; i < sizeof form; i++)
		if (features_has(&line->f, (enum boiler_feature)form[i]))
			return true;
	return line->is_closed || line->nword > 12 || line->soft != LEX_NONE;
}

/*
 * Where every paragraph is closed, short open lines below the last of them are
 * hardly of the text.
 */
static void
mark_open_tail(struct boiler_line *line, size_t n)
{
	size_t past = n;
	size_t nprose = 0;

	while (past > 0 &&
	    !(line[past - 1].is_closed && line[past - 1].nword >= 5))
		past--;
	for (size_t i = 1; i < past; i++) {
		nprose += line[i].nword >= 12 ||
		    (line[i].is_closed && line[i].nword >= 6);
		if (line[i].nword >= 12 && !line[i].is_closed &&
		    !features_has(&line[i].f, F_COLON))
			return;
	}
	for (size_t i = past; nprose >= 2 && i < n; i++)
		features_put(&line[i].f, F_OPEN_TAIL, !is_formed(&line[i]));
}

void
boiler__mark_asides(struct boiler_line *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (line[i].nword <= 3)
			features_put(&line[i].f, F_LONE_NUMBER,
			    is_lone_number(line, n, i));
	mark_open_tail(line, n);
	for (size_t i = n; i-- > 1 && !line[i].is_prose &&
	     !(line[i].is_closed && line[i].nword >= 5);)
		if (is_initials(&line[i])) {
			features_put(&line[i].f, F_INITIALS, true);
			features_clear(&line[i].f, F_MEASURE);
			features_clear(&line[i].f, F_STRETCHED);
		}
}
