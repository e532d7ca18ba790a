/*
 * html.c - one page that needs nothing else: right-to-left where its text is.
 * Columns stand in the order of the data; a browser turns them with the table.
 */
#include "table/writer.h"

static const struct table_escape xml = { .is_xml = true, .of = table__xml };

static const char style[] =
    "body{font-family:sans-serif;margin:2em}"
    "table{border-collapse:collapse}"
    "caption{font-weight:bold;padding:.5em;text-align:start}"
    "th,td{padding:.2em .6em;border-bottom:1px solid #ddd;"
    "text-align:start;vertical-align:top}"
    "th{border-bottom:2px solid #888}"
    ".c{text-align:right}"
    "td.c{direction:ltr;font-variant-numeric:tabular-nums}"
    ".b{text-align:end}"
    ".n{font-weight:bold;color:#a00;white-space:nowrap}"
    ".b+.n{text-align:center}"
    "td.w{width:12em}"
    "td.w i{display:block;height:1em;background:#48a}"
    "svg.p{width:24em;height:1em;background:#eee;vertical-align:middle}"
    ".m{stroke:#a00;stroke-width:2;fill:none}";

static const char *
class_of(const struct nass_column *c, enum nass_cell_type type)
{
	switch (c->role) {
	case NASS_ROLE_BEFORE:
		return " class=\"b\"";
	case NASS_ROLE_NODE:
		return " class=\"n\"";
	case NASS_ROLE_AFTER:
	case NASS_ROLE_PLAIN:
	case NASS_ROLE_BAR:
		break;
	}
	if (c->role == NASS_ROLE_BAR && type == NASS_CELL_NUMBER)
		return " class=\"w\"";
	return table__is_numeric(type) ? " class=\"c\"" : "";
}

static enum nass_cell_type
first_type(const struct nass_table *t, size_t c)
{
	return t->nheld > 0 ? table__held(t, 0, c)->type : NASS_CELL_TEXT;
}

static void
put_header(const struct nass_table *t, struct table_sink *s)
{
	size_t c;

	table__puts(s, "<thead><tr>");
	for (c = 0; c < t->n; c++) {
		table__printf(s, "<th scope=\"col\"%s>",
		    class_of(&t->column[c], first_type(t, c)));
		table__put_text(s, table__title(&t->column[c]), &xml);
		table__puts(s, "</th>");
	}
	table__puts(s, "</tr></thead>\n");
}

static void
begin(struct nass_table *t, struct table_sink *s)
{
	const char *dir;

	t->direction = table__held_direction(t);
	dir = t->direction == TABLE_RTL ? "rtl" : "ltr";
	table__printf(s,
	    "<!DOCTYPE html>\n<html dir=\"%s\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<title>",
	    dir);
	if (t->opts.title.p != NULL)
		table__put_text(s, t->opts.title, &xml);
	else
		table__puts(s, "nass");
	table__puts(s, "</title>\n<style>");
	table__puts(s, style);
	table__printf(
	    s, "</style>\n</head>\n<body>\n<table dir=\"%s\">\n", dir);
	if (t->opts.title.p != NULL) {
		table__puts(s, "<caption><bdi>");
		table__put_text(s, t->opts.title, &xml);
		table__puts(s, "</bdi></caption>\n");
	}
	if (t->opts.has_header)
		put_header(t, s);
	table__puts(s, "<tbody>\n");
}

static void
put_bar(struct table_sink *s, double share)
{
	if (!(share > 0))
		share = 0;
	table__printf(s, "<i style=\"width:%u.%u%%\"></i>",
	    (unsigned)(share * 1000 + 0.5) / 10,
	    (unsigned)(share * 1000 + 0.5) % 10);
}

static void
put_cell(const struct nass_table *t, size_t c, const struct nass_cell *cell,
    struct table_sink *s)
{
	table__printf(s, "<td%s>", class_of(&t->column[c], cell->type));
	if (cell->type == NASS_CELL_MARKS) {
		table__puts(s,
		    "<svg class=\"p\" viewBox=\"0 0 1000 20\" "
		    "preserveAspectRatio=\"none\">");
		table__put_marks_svg(s, cell, 0, 0, 1000, 20);
		table__puts(s, "</svg>");
	} else if (cell->type == NASS_CELL_NUMBER &&
	    t->column[c].role == NASS_ROLE_BAR) {
		put_bar(s, cell->u.number);
	} else if (table__is_numeric(cell->type)) {
		table__put_cell(s, t, cell, &xml);
	} else if (cell->type != NASS_CELL_EMPTY) {
		table__puts(s, "<bdi>");
		table__put_cell(s, t, cell, &xml);
		table__puts(s, "</bdi>");
	}
	table__puts(s, "</td>");
}

static void
row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	size_t c;

	table__puts(s, "<tr>");
	for (c = 0; c < t->n; c++)
		put_cell(t, c, &cell[c], s);
	table__puts(s, "</tr>\n");
}

static void
end(const struct nass_table *t, struct table_sink *s)
{
	(void)t;
	table__puts(s, "</tbody>\n</table>\n</body>\n</html>\n");
}

const struct table_writer table__html = { 100, begin, row, end };
