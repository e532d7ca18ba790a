/*
 * regex.c - regular expressions on folded lines, hits in the original.
 *
 * The letters of an expression are folded as those of the text, where a fold is
 * a letter for a letter; what stands behind a backslash is left alone.
 */
#include <stdlib.h>
#include <string.h>

#include "match/scan.h"
#include "text/cluster.h"
#include "text/regex.h"
#include "text/utf8.h"

/* Bytes of a line that are mapped at once, at least. */
#define PART 32

static enum nass_code
fold_expression(const struct nass_match *m, struct nass_str in,
    struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	char folded[64];
	uint32_t cp;
	size_t nfolded;
	size_t at;
	size_t n;

	for (at = 0; at < in.n && code == NASS_OK; at += n) {
		cp = nass_utf8_get(in.p + at, &n);
		if (cp == '\\' && at + 1 < in.n) {
			nass_utf8_get(in.p + at + 1, &n);
			n++;
		}
		if (cp >= 0x80 &&
		    nass_norm_code_point(m->norm, cp, folded, &nfolded))
			code = nass_buf_put(
			    out, (struct nass_str){ folded, nfolded }, err);
		else
			code = nass_buf_put(
			    out, nass_str_sub(in, at, at + n), err);
	}
	return code;
}

enum nass_code
match__regex_parse(struct nass_match *m, struct nass_str pattern,
    struct match__pattern *p, struct nass_err *err)
{
	struct nass_buf folded = NASS_BUF_INIT;
	enum nass_code code;
	size_t good = nass_utf8_valid(pattern);

	if (good < pattern.n)
		return nass_fail(err, NASS_EUSAGE, good,
		    "the pattern is not well-formed UTF-8");
	if (pattern.n == 0)
		return nass_fail(err, NASS_EUSAGE, 0, "the pattern is empty");
	code = fold_expression(m, pattern, &folded, err);
	if (code == NASS_OK)
		code = nass_regex_new(
		    nass_buf_str(&folded), false, &p->regex, err);
	if (code == NASS_OK) {
		p->folded = nass_arena_copy(&m->arena, nass_buf_str(&folded));
		if (p->folded.p == NULL)
			code = nass_fail_nomem(err);
		else
			p->lead = match__lead(p->folded);
	}
	nass_buf_fini(&folded);
	return code;
}

/*
 * A line, folded and as it was.  Where folded bytes came from, letter by letter,
 * is asked for the words around a match alone:
 *
 *	text	......|.from....to|......
 *	folded	....|.made...made_end|....
 */
struct line {
	struct nass_str folded;
	struct nass_str text;
	size_t at; /* in the slice */
	size_t from;
	size_t to;
	size_t made;
	size_t made_end;
};

/*
 * Fold text[from..to); does it make what stands in the folded line at `made`,
 * and do both end together?
 */
static enum nass_code
fold_part(struct nass_scan *s, struct line *line, struct nass_map *map,
    bool *is_same, struct nass_err *err)
{
	enum nass_code code;

	s->key.n = 0;
	code = nass_norm(s->m->norm,
	    nass_str_sub(line->text, line->from, line->to), &s->key, map, err);
	line->made_end = line->made + s->key.n;
	*is_same = line->made_end <= line->folded.n &&
	    (line->to == line->text.n) == (line->made_end == line->folded.n) &&
	    nass_str_eq(nass_buf_str(&s->key),
		nass_str_sub(line->folded, line->made, line->made_end));
	return code;
}

/*
 * Make the words around folded[start..end) the part.  What folds is seldom longer
 * then: so many bytes less a few are passed over at once.  Where the words alone do
 * not make what the line does, the part is all of the line.
 */
static enum nass_code
find_part(struct nass_scan *s, struct line *line, size_t start, size_t end,
    struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	bool is_same = true;
	size_t more;

	if (start < line->made)
		line->from = line->to = line->made = line->made_end = 0;
	while (line->made_end < end && is_same && code == NASS_OK) {
		more = line->to - line->from;
		if (line->made_end <= start) {
			line->from = line->to;
			line->made = line->made_end;
			more = start - line->made;
			more -= more < PART ? more : PART;
		}
		more = line->to + (more < PART ? PART : more);
		line->to = match__cut_after(line->text, more);
		code = fold_part(s, line, NULL, &is_same, err);
	}
	if (!is_same) {
		line->from = line->made = 0;
		line->to = line->text.n;
	}
	return code;
}

static enum nass_code
need_map(struct nass_scan *s, struct line *line, size_t start, size_t end,
    struct nass_err *err)
{
	enum nass_code code;
	bool is_same;

	if (line->made <= start && end <= line->made_end)
		return NASS_OK;
	code = find_part(s, line, start, end, err);
	nass_map_reset(&s->map);
	if (code == NASS_OK)
		code = fold_part(s, line, &s->map, &is_same, err);
	return code;
}

/* The slice of the line that became folded[start..end), as whole clusters. */
static struct match__found
original(const struct nass_scan *s, const struct line *line, size_t pattern,
    size_t start, size_t end)
{
	struct match__found f = { .hit = { .pattern = pattern } };
	size_t from =
	    line->from + (size_t)nass_map_start(&s->map, start - line->made);
	size_t to =
	    line->from + (size_t)nass_map_end(&s->map, end - line->made);

	if (!nass_cluster_is_border(line->text, from))
		from = nass_cluster_start(line->text, from);
	if (!nass_cluster_is_border(line->text, to))
		to = nass_cluster_end(
		    line->text, nass_cluster_start(line->text, to));
	f.hit.at = s->offset + line->at + from;
	f.hit.n = to - from;
	return f;
}

/*
 * Where the first match behind line[at] may begin: in the run without blanks that
 * has the lead.  line.n + 1: there is none.
 */
static size_t
may_begin(struct nass_str lead, struct nass_str line, size_t at)
{
	size_t found = at;
	const char *last;

	/* By its last byte: the first of letters are much the same. */
	while (found + lead.n <= line.n) {
		last = memchr(line.p + found + lead.n - 1, lead.p[lead.n - 1],
		    line.n - found - lead.n + 1);
		if (last == NULL)
			break;
		found = (size_t)(last - line.p) + 1 - lead.n;
		if (memcmp(line.p + found, lead.p, lead.n) == 0) {
			while (found > at && line.p[found - 1] != ' ')
				found--;
			return found;
		}
		found++;
	}
	return line.n + 1;
}

/* All matches of one pattern in a line. */
static enum nass_code
find_in_line(struct nass_scan *s, struct line *line, size_t pattern,
    struct nass_err *err)
{
	struct nass_str lead = s->m->pattern[pattern].lead;
	struct match__found found;
	enum nass_code code;
	size_t at = 0;
	size_t start;
	size_t end;
	size_t n;

	while (at <= line->folded.n) {
		if (lead.n > 0)
			at = may_begin(lead, line->folded, at);
		if (at > line->folded.n)
			return NASS_OK;
		code = nass_regex_find(s->m->pattern[pattern].regex,
		    s->regex[pattern], line->folded, at, &start, &end, err);
		if (code == NASS_END)
			return NASS_OK;
		if (code != NASS_OK)
			return code;
		at = end;
		if (end == start) { /* an empty match is no hit */
			if (end == line->folded.n)
				return NASS_OK;
			nass_utf8_get(line->folded.p + end, &n);
			at += n;
			continue;
		}
		code = need_map(s, line, start, end, err);
		if (code != NASS_OK)
			return code;
		found = original(s, line, pattern, start, end);
		code = match__find(s, &found, err);
		if (code != NASS_OK)
			return code;
	}
	return NASS_OK;
}

enum nass_code
match__regex(struct nass_scan *s, struct nass_str text, struct nass_err *err)
{
	struct nass_str folded;
	struct nass_str rest = text;
	enum nass_code code;
	struct line line;
	size_t i;

	s->folded.n = 0;
	code = nass_norm(s->m->norm, text, &s->folded, NULL, err);
	folded = nass_buf_str(&s->folded);
	while (folded.p != NULL && folded.n > 0 && rest.p != NULL &&
	    code == NASS_OK && !s->is_stopped) {
		line.folded = nass_str_cut(&folded, '\n');
		line.at = (size_t)(rest.p - text.p);
		line.text = nass_str_cut(&rest, '\n');
		line.from = line.to = line.made = line.made_end = 0;
		for (i = 0; i < s->m->npattern && code == NASS_OK; i++)
			code = find_in_line(s, &line, i, err);
		match__tell(s);
	}
	return code;
}
