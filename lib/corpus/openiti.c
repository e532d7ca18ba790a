/*
 * openiti.c - books of OpenITI in mARkdown.
 *
 *	######OpenITI#
 *	#META# author: Hypsicles		a member
 *	#META#Header#End#
 *	### | heading			a line
 *	# a paragraph that goes on		a line
 *	~~in the next PageV01P012 line	joined to it; the mark goes
 *	# a hemistich %~% another		a TAB between them
 */
#include <string.h>

#include "corpus/format.h"

struct openiti {
	bool is_done;
	struct nass_buf text;
	struct nass_buf meta;  /* members, written */
	struct nass_buf names; /* LF-separated: those that were written */
	struct nass_buf name;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Metadata ------------------------------------------------------------------------- */

static bool
is_written(const struct openiti *o, struct nass_str name)
{
	struct nass_str rest = nass_buf_str(&o->names);

	if (nass_str_eq(name, NASS_STR("id")) ||
	    nass_str_eq(name, NASS_STR("text")))
		return true;
	while (rest.p != NULL)
		if (nass_str_eq(nass_str_cut(&rest, '\n'), name))
			return true;
	return false;
}

/* The separator is `::`, else the first colon. */
static bool
cut_meta(struct nass_str line, struct nass_str *name, struct nass_str *value)
{
	const char *colon = memchr(line.p, ':', line.n);
	size_t at;

	if (colon == NULL)
		return false;
	at = (size_t)(colon - line.p);
	*name = corpus__trim(nass_str_sub(line, 0, at));
	while (at < line.n && line.p[at] == ':')
		at++;
	*value = corpus__trim(nass_str_sub(line, at, line.n));
	return name->n > 0 && value->n > 0;
}

static enum nass_code
put_meta(struct openiti *o, struct nass_str line, struct nass_err *err)
{
	struct nass_str name;
	struct nass_str value;
	enum nass_code code;
	unsigned i;

	if (!cut_meta(line, &name, &value))
		return NASS_OK;
	o->name.n = 0;
	code = nass_buf_put(&o->name, name, err);
	for (i = 2; code == NASS_OK && is_written(o, nass_buf_str(&o->name));
	     i++) {
		o->name.n = name.n;
		code = nass_buf_printf(&o->name, err, "_%u", i);
	}
	if (code == NASS_OK)
		code = nass_buf_put(&o->names, nass_buf_str(&o->name), err);
	if (code == NASS_OK)
		code = nass_buf_putc(&o->names, '\n', err);
	if (code == NASS_OK)
		code =
		    corpus__put(&o->meta, nass_buf_str(&o->name), value, err);
	return code;
}

/* Marks ----------------------------------------------------------------------------- */

/* Length of the mark at s.p[at], 0: none. */
static size_t
mark_at(struct nass_str s, size_t at)
{
	struct nass_str m = nass_str_sub(s, at, s.n);
	size_t n = 0;

	if (nass_str_starts(m, NASS_STR("PageV"))) {
		for (n = 5; n < m.n && is_digit(m.p[n]); n++)
			continue;
		if (n == 5 || n == m.n || m.p[n] != 'P')
			return 0;
		for (n++; n < m.n && (is_digit(m.p[n]) || is_upper(m.p[n]));
		     n++)
			continue;
		return n;
	}
	if (nass_str_starts(m, NASS_STR("ms")) && m.n > 2 && is_digit(m.p[2]) &&
	    (at == 0 || strchr(" ~\t", s.p[at - 1]) != NULL)) {
		for (n = 2; n < m.n && (is_digit(m.p[n]) || is_upper(m.p[n]));
		     n++)
			continue;
		return n == m.n || m.p[n] == ' ' ? n : 0;
	}
	if (m.n > 2 && *m.p == '@' && is_upper(m.p[1]) && is_upper(m.p[2])) {
		for (n = 1; n < m.n && (is_digit(m.p[n]) || is_upper(m.p[n]));
		     n++)
			continue;
		return n < m.n && m.p[n] == '@' ? n + 1 : n;
	}
	return 0;
}

/* %~%, with spaces about its tilde or none. */
static size_t
verse_mark_at(struct nass_str s)
{
	size_t n = 1;

	if (s.n < 3 || *s.p != '%')
		return 0;
	while (n < s.n && s.p[n] == ' ')
		n++;
	if (n == s.n || s.p[n++] != '~')
		return 0;
	while (n < s.n && s.p[n] == ' ')
		n++;
	return n < s.n && s.p[n] == '%' ? n + 1 : 0;
}

/* A line of text without marks; white space around one becomes one space. */
static enum nass_code
put_line(struct openiti *o, struct nass_str line, struct nass_err *err)
{
	size_t begin = o->text.n;
	enum nass_code code = nass_buf_grow(&o->text, line.n + 2, err);
	size_t at = 0;
	size_t n;
	bool is_tab;

	if (code != NASS_OK)
		return code;
	if (begin > 0 && o->text.p[begin - 1] != '\n')
		o->text.p[o->text.n++] = ' ';
	while (at < line.n) {
		n = verse_mark_at(nass_str_sub(line, at, line.n));
		is_tab = n > 0;
		if (n == 0)
			n = mark_at(line, at);
		if (n == 0) {
			o->text.p[o->text.n++] = line.p[at++];
			continue;
		}
		at += n;
		while (at < line.n && line.p[at] == ' ')
			at++;
		while (o->text.n > begin && o->text.p[o->text.n - 1] == ' ')
			o->text.n--;
		if (o->text.n > 0 && o->text.p[o->text.n - 1] != '\n')
			o->text.p[o->text.n++] = is_tab ? '\t' : ' ';
	}
	while (o->text.n > begin &&
	    (o->text.p[o->text.n - 1] == ' ' ||
		o->text.p[o->text.n - 1] == '\t'))
		o->text.n--;
	return code;
}

/* What stands before the text of a line: #, ###, |, $, |EDITOR|. */
static struct nass_str
without_tag(struct nass_str line)
{
	size_t n = 0;
	bool is_heading = nass_str_starts(line, NASS_STR("###"));

	while (n < line.n && line.p[n] == '#')
		n++;
	line = corpus__trim(nass_str_sub(line, n, line.n));
	n = 0;
	while (is_heading && n < line.n && strchr("|$@ ", line.p[n]) != NULL)
		n++;
	line = nass_str_sub(line, n, line.n);
	if (is_heading &&
	    (nass_str_eq(line, NASS_STR("EDITOR|")) ||
		nass_str_eq(line, NASS_STR("PARATEXT|"))))
		line.n = 0;
	return line;
}

static enum nass_code
take_line(struct openiti *o, struct nass_str line, struct nass_err *err)
{
	enum nass_code code;

	line = corpus__trim(line);
	if (nass_str_starts(line, NASS_STR("######OpenITI#")) ||
	    nass_str_starts(line, NASS_STR("#META#Header#End#")))
		return NASS_OK;
	if (nass_str_starts(line, NASS_STR("#META#")))
		return put_meta(o, nass_str_sub(line, 6, line.n), err);
	if (nass_str_starts(line, NASS_STR("~~")))
		return put_line(o, nass_str_sub(line, 2, line.n), err);
	line = without_tag(line);
	if (line.n == 0)
		return NASS_OK;
	if (o->text.n > 0 && o->text.p[o->text.n - 1] != '\n') {
		code = nass_buf_putc(&o->text, '\n', err);
		if (code != NASS_OK)
			return code;
	}
	return put_line(o, line, err);
}

/* Books ------------------------------------------------------------------------------ */

static enum nass_code
put_book(struct corpus__source *s, struct openiti *o, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str meta =
	    nass_str_sub(nass_buf_str(&o->meta), 1, o->meta.n);
	enum nass_code code = corpus__begin(out, err);

	while (o->text.n > 0 && o->text.p[o->text.n - 1] == '\n')
		o->text.n--;
	if (code == NASS_OK)
		code = corpus__put(out, NASS_STR("id"), s->id, err);
	if (code == NASS_OK)
		code = corpus__put(
		    out, NASS_STR("text"), nass_buf_str(&o->text), err);
	if (code == NASS_OK && meta.n > 0)
		code = nass_buf_putc(out, ',', err);
	if (code == NASS_OK)
		code = nass_buf_put(out, meta, err);
	return code == NASS_OK ? corpus__end(out, err) : code;
}

static enum nass_code
openiti_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct openiti *o = state;
	struct nass_str line;
	enum nass_code code;

	if (o->is_done)
		return NASS_END;
	o->is_done = true;
	code = corpus__begin(&o->meta, err);
	while (code == NASS_OK) {
		code =
		    corpus__line(&s->bytes, s->opts->max_document, &line, err);
		if (code == NASS_OK)
			code = take_line(o, line, err);
		if (o->text.n > s->opts->max_document)
			return nass_fail(err, NASS_ELIMIT, 0,
			    "longer than --max-document %llu",
			    (unsigned long long)s->opts->max_document);
	}
	return code == NASS_END ? put_book(s, o, out, err) : code;
}

static bool
openiti_sniff(struct nass_str head)
{
	if (nass_str_starts(head, NASS_STR("\xEF\xBB\xBF")))
		head = nass_str_sub(head, 3, head.n);
	return nass_str_starts(head, NASS_STR("######OpenITI#"));
}

static void
openiti_fini(void *state)
{
	struct openiti *o = state;

	nass_buf_fini(&o->text);
	nass_buf_fini(&o->meta);
	nass_buf_fini(&o->names);
	nass_buf_fini(&o->name);
}

const struct corpus__format corpus__openiti = { "openiti", openiti_sniff,
	".mARkdown .completed .inProgress", false, sizeof(struct openiti),
	openiti_next, openiti_fini };
