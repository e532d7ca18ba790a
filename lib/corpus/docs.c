/*
 * docs.c - documents between tags on lines of their own.
 *
 *	<doc id="7" url=".." title="..">	WikiExtractor
 *	text
 *	</doc>
 *
 *	<DOC>				TREC, Gigaword
 *	<DOCNO> AFP.7 </DOCNO>
 *	<HEADLINE> .. </HEADLINE>
 *	<TEXT> <P> text </P> </TEXT>
 *	</DOC>
 *
 * Attributes and elements become members, named in lower case; text is what
 * stands in TEXT, or, where there is none, all.
 */
#include <string.h>

#include "corpus/format.h"

struct docs {
	struct nass_buf doc; /* from its first line on */
	struct nass_buf text;
	struct nass_buf value;
	struct nass_buf name;
	uint64_t n;
	uint64_t outside; /* lines that are in no document */
};

static bool
is_begin(struct nass_str line)
{
	return corpus__starts_nocase(line, NASS_STR("<doc ")) ||
	    corpus__starts_nocase(line, NASS_STR("<doc>"));
}

/* Does the line end a document?  *before is what stands before the tag. */
static bool
is_close(struct nass_str line, struct nass_str *before)
{
	static const struct nass_str tag = { "</doc>", 6 };
	size_t n;

	while (line.n > 0 && strchr(" \t\r\n", line.p[line.n - 1]) != NULL)
		line.n--;
	if (line.n < tag.n)
		return false;
	n = line.n - tag.n;
	*before = nass_str_sub(line, 0, n);
	return corpus__eq_nocase(nass_str_sub(line, n, line.n), tag);
}

/* Members -------------------------------------------------------------------------- */

/* Both kinds escape what could be a tag: in attributes, elements and text. */
static enum nass_code
put_decoded(struct nass_buf *out, struct nass_str s, struct nass_err *err)
{
	static const struct {
		struct nass_str entity;
		struct nass_str text;
	} entities[] = {
		{ { "&quot;", 6 }, { "\"", 1 } },
		{ { "&lt;", 4 }, { "<", 1 } },
		{ { "&gt;", 4 }, { ">", 1 } },
		{ { "&amp;", 5 }, { "&", 1 } },
		{ { "&#39;", 5 }, { "'", 1 } },
		{ { "&", 1 }, { "&", 1 } },
	};
	enum nass_code code = NASS_OK;
	const char *p;
	size_t n;
	size_t i;

	while (s.n > 0 && code == NASS_OK) {
		p = memchr(s.p, '&', s.n);
		n = p != NULL ? (size_t)(p - s.p) : s.n;
		code = nass_buf_put(out, nass_str_sub(s, 0, n), err);
		s = nass_str_sub(s, n, s.n);
		for (i = 0; s.n > 0 && code == NASS_OK; i++) {
			if (!nass_str_starts(s, entities[i].entity))
				continue;
			code = nass_buf_put(out, entities[i].text, err);
			s = nass_str_sub(s, entities[i].entity.n, s.n);
			break;
		}
	}
	return code;
}

/* docno and id are the id; text is ours. */
static enum nass_code
put_member(struct docs *d, struct nass_str name, struct nass_str value,
    struct nass_buf *out, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	d->name.n = d->value.n = 0;
	for (i = 0; i < name.n && code == NASS_OK; i++)
		code = nass_buf_putc(&d->name,
		    name.p[i] >= 'A' && name.p[i] <= 'Z'
			? (char)(name.p[i] + 32)
			: name.p[i],
		    err);
	if (code == NASS_OK)
		code = put_decoded(&d->value, corpus__trim(value), err);
	if (code == NASS_OK)
		code = corpus__put(
		    out, nass_buf_str(&d->name), nass_buf_str(&d->value), err);
	return code;
}

static bool
is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/*
 * The next attribute.  Titles hold quotes that nobody escaped, so a value ends
 * at a quote that the next attribute or the end follows.
 */
static bool
next_attribute(
    struct nass_str *rest, struct nass_str *name, struct nass_str *value)
{
	struct nass_str s = corpus__trim(*rest);
	size_t n = 0;
	size_t end;
	size_t i;

	while (n < s.n && is_name_byte(s.p[n]))
		n++;
	if (n == 0 || n + 1 >= s.n || s.p[n] != '=' || s.p[n + 1] != '"')
		return false;
	*name = nass_str_sub(s, 0, n);
	for (end = n + 2; end < s.n; end++) {
		if (s.p[end] != '"')
			continue;
		for (i = end + 1; i < s.n && s.p[i] == ' '; i++)
			continue;
		if (i == s.n)
			break;
		for (; i > end + 1 && i < s.n && is_name_byte(s.p[i]); i++)
			continue;
		if (i + 1 < s.n && s.p[i] == '=' && s.p[i + 1] == '"')
			break;
	}
	if (end >= s.n)
		return false;
	*value = nass_str_sub(s, n + 2, end);
	*rest = nass_str_sub(s, end + 1, s.n);
	return true;
}

/* Elements ------------------------------------------------------------------------- */

/* <NAME>content</NAME> at the begin of s; false: no such thing. */
static bool
cut_element(struct nass_str *s, struct nass_str *name, struct nass_str *content)
{
	struct nass_str rest;
	size_t n = 1;
	size_t i;

	while (n < s->n && is_name_byte(s->p[n]))
		n++;
	if (s->n < 3 || *s->p != '<' || n == 1 || n == s->n || s->p[n] != '>')
		return false;
	*name = nass_str_sub(*s, 1, n);
	rest = nass_str_sub(*s, n + 1, s->n);
	for (i = 0; i + n + 2 <= rest.n; i++) {
		const char *p = memchr(rest.p + i, '<', rest.n - i);

		if (p == NULL)
			return false;
		i = (size_t)(p - rest.p);
		if (i + n + 2 > rest.n || p[1] != '/' || p[n + 1] != '>' ||
		    memcmp(p + 2, name->p, name->n) != 0)
			continue;
		*content = nass_str_sub(rest, 0, i);
		*s = nass_str_sub(rest, i + n + 2, rest.n);
		return true;
	}
	return false;
}

/* Lines, without the tags of paragraphs; no empty ones at either end. */
static enum nass_code
put_text(struct docs *d, struct nass_str s, struct nass_err *err)
{
	struct nass_str line;
	enum nass_code code = NASS_OK;

	s = corpus__trim(s);
	while (s.p != NULL && code == NASS_OK) {
		line = nass_str_line(&s);
		if (corpus__starts_nocase(line, NASS_STR("<p>")))
			line = nass_str_sub(line, 3, line.n);
		if (line.n >= 4 &&
		    corpus__eq_nocase(nass_str_sub(line, line.n - 4, line.n),
			NASS_STR("</p>")))
			line.n -= 4;
		else if (line.n == 0 && d->text.n == 0)
			continue;
		if (line.n == 0 && d->text.n > 0 &&
		    d->text.p[d->text.n - 1] == '\n')
			continue;
		code = put_decoded(&d->text, line, err);
		if (code == NASS_OK && line.n + d->text.n > 0)
			code = nass_buf_putc(&d->text, '\n', err);
	}
	while (d->text.n > 0 && d->text.p[d->text.n - 1] == '\n')
		d->text.n--;
	return code;
}

/* The text between the tags as it is: LF, no empty lines around it. */
static enum nass_code
put_plain(struct docs *d, struct nass_str s, struct nass_err *err)
{
	struct nass_str line;
	enum nass_code code = NASS_OK;

	s = corpus__trim(s);
	while (s.p != NULL && code == NASS_OK) {
		line = nass_str_line(&s);
		code = put_decoded(&d->text, line, err);
		if (code == NASS_OK && s.p != NULL)
			code = nass_buf_putc(&d->text, '\n', err);
	}
	return code;
}

/* Elements to members and text; of an untagged body, all of it is text. */
static enum nass_code
put_body(struct docs *d, struct nass_str body, bool has_id,
    struct nass_buf *out, struct nass_err *err)
{
	struct nass_str rest = corpus__trim(body);
	struct nass_str name;
	struct nass_str content;
	enum nass_code code = NASS_OK;
	bool has_text = false;

	d->text.n = 0;
	while (code == NASS_OK && cut_element(&rest, &name, &content)) {
		if (corpus__eq_nocase(name, NASS_STR("text"))) {
			if (has_text)
				code = nass_buf_putc(&d->text, '\n', err);
			if (code == NASS_OK)
				code = put_text(d, content, err);
			has_text = true;
		} else if (corpus__eq_nocase(name, NASS_STR("docno")) &&
		    !has_id) {
			code = put_member(d, NASS_STR("id"), content, out, err);
			has_id = true;
		} else {
			code = put_member(d, name, content, out, err);
		}
		rest = corpus__trim(rest);
	}
	if (code == NASS_OK && !has_text)
		code = put_plain(d, rest, err);
	return code;
}

static enum nass_code
put_record(struct corpus__source *s, struct docs *d, struct nass_buf *out,
    struct nass_err *err)
{
	struct nass_str body = nass_buf_str(&d->doc);
	struct nass_str tag = nass_str_cut(&body, '\n');
	struct nass_str name;
	struct nass_str value;
	struct nass_str id;
	bool has_id = false;
	size_t start = out->n;
	enum nass_code code = corpus__begin(out, err);

	tag = corpus__trim(tag);
	if (tag.n > 0 && tag.p[tag.n - 1] == '>')
		tag.n--;
	tag = nass_str_sub(tag, 4, tag.n);
	if (body.p == NULL)
		body = NASS_STR("");
	while (code == NASS_OK && next_attribute(&tag, &name, &value)) {
		has_id = has_id || corpus__eq_nocase(name, NASS_STR("id"));
		code = put_member(d, name, value, out, err);
	}
	if (code == NASS_OK)
		code = put_body(d, body, has_id, out, err);
	if (code == NASS_OK)
		code = corpus__id(s, '#', ++d->n, &id, err);
	if (code == NASS_OK &&
	    !nass_str_starts(nass_str_sub(nass_buf_str(out), start, out->n),
		NASS_STR("{\"id\":")))
		code = corpus__put(out, NASS_STR("id"), id, err);
	if (code == NASS_OK)
		code = corpus__put(
		    out, NASS_STR("text"), nass_buf_str(&d->text), err);
	return code == NASS_OK ? corpus__end(out, err) : code;
}

/* Lines ---------------------------------------------------------------------------- */

/* Up to the closing tag, in d->doc; the begin was seen. */
static enum nass_code
read_doc(struct corpus__source *s, struct docs *d, uint64_t at, uint64_t from,
    bool *is_whole, struct nass_err *err)
{
	struct corpus__bytes *b = &s->bytes;
	struct nass_str line;
	struct nass_str before;
	enum nass_code code;

	*is_whole = false;
	for (;;) {
		code = corpus__line(b, s->opts->max_document, &line, err);
		if (code == NASS_END || code == NASS_ELIMIT)
			break;
		if (code != NASS_OK)
			return code;
		if (is_begin(line)) { /* it is that of the next one */
			corpus__unuse(b, line.n);
			b->line--;
			code = NASS_END;
			break;
		}
		*is_whole = is_close(line, &before);
		code = nass_buf_put(&d->doc, *is_whole ? before : line, err);
		if (code != NASS_OK || *is_whole)
			return code;
		if (d->doc.n > s->opts->max_document)
			break;
	}
	corpus__tell(s, from, at, nass_buf_str(&d->doc),
	    code == NASS_END ? "the document is not closed"
			     : "longer than --max-document");
	return NASS_OK;
}

static enum nass_code
docs_next(struct corpus__source *s, void *state, struct nass_buf *out,
    struct nass_err *err)
{
	struct docs *d = state;
	struct nass_str line;
	struct nass_str before;
	uint64_t at = s->bytes.offset;
	uint64_t from = s->bytes.line;
	bool is_whole;
	enum nass_code code;

	code = corpus__line(&s->bytes, s->opts->max_document, &line, err);
	if (code == NASS_ELIMIT) {
		d->outside++;
		return NASS_OK;
	}
	if (code == NASS_END && d->outside > 0)
		corpus__note(s, "%llu line%s outside of documents passed over",
		    (unsigned long long)d->outside, d->outside == 1 ? "" : "s");
	if (code != NASS_OK)
		return code;
	if (!is_begin(line)) {
		d->outside += corpus__trim(line).n > 0;
		return NASS_OK;
	}
	d->doc.n = 0;
	is_whole = is_close(line, &before);
	code = nass_buf_put(&d->doc, is_whole ? before : line, err);
	if (code == NASS_OK && !is_whole)
		code = read_doc(s, d, at, from, &is_whole, err);
	return code == NASS_OK && is_whole ? put_record(s, d, out, err) : code;
}

static bool
docs_sniff(struct nass_str head)
{
	return is_begin(corpus__trim(head));
}

static void
docs_fini(void *state)
{
	struct docs *d = state;

	nass_buf_fini(&d->doc);
	nass_buf_fini(&d->text);
	nass_buf_fini(&d->value);
	nass_buf_fini(&d->name);
}

const struct corpus__format corpus__docs = { "docs", docs_sniff, "", false,
	sizeof(struct docs), docs_next, docs_fini };
