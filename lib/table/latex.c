/*
 * latex.c - a longtable to \input: right-to-left text stands in \textarabic, which
 * polyglossia has for XeLaTeX and LuaLaTeX.
 */
#include "table/writer.h"

static const char *
latex_escape(unsigned char c)
{
	switch (c) {
	case '\\':
		return "\\textbackslash{}";
	case '{':
		return "\\{";
	case '}':
		return "\\}";
	case '$':
		return "\\$";
	case '&':
		return "\\&";
	case '#':
		return "\\#";
	case '%':
		return "\\%";
	case '_':
		return "\\_";
	case '^':
		return "\\textasciicircum{}";
	case '~':
		return "\\textasciitilde{}";
	case '[': /* behind \\ it would begin an argument */
		return "{[}";
	case '*':
		return "{*}";
	default:
		return NULL;
	}
}

static const struct table_escape latex = { .of = latex_escape };

static void
put_text(struct table_sink *s, struct nass_str text)
{
	bool is_right = table__direction(text) == TABLE_RTL;

	if (is_right)
		table__puts(s, "\\textarabic{");
	table__put_text(s, text, &latex);
	if (is_right)
		table__puts(s, "}");
}

static void
put_cell(const struct nass_table *t, size_t c, const struct nass_cell *cell,
    struct table_sink *s)
{
	double share;

	if (cell->type == NASS_CELL_NUMBER &&
	    t->column[c].role == NASS_ROLE_BAR) {
		share = cell->u.number > 0 ? cell->u.number : 0;
		table__printf(s, "\\rule{%u.%02uem}{.7em}",
		    (unsigned)(share * 800 + 0.5) / 100,
		    (unsigned)(share * 800 + 0.5) % 100);
	} else if (cell->type == NASS_CELL_TEXT) {
		put_text(s, cell->u.text);
	} else if (cell->type == NASS_CELL_MARKS) {
		table__printf(s, "%zu", cell->u.marks.n);
	} else {
		table__put_cell(s, t, cell, &latex);
	}
}

static char
align_of(const struct nass_table *t, size_t c)
{
	if (t->column[c].role == NASS_ROLE_BEFORE)
		return 'r';
	if (t->column[c].role == NASS_ROLE_NODE)
		return 'c';
	if (t->column[c].role == NASS_ROLE_BAR || t->nheld == 0)
		return 'l';
	return table__is_numeric(table__held(t, 0, c)->type) ? 'r' : 'l';
}

static void
begin(struct nass_table *t, struct table_sink *s)
{
	size_t c;

	table__puts(s,
	    "% needs \\usepackage{longtable,booktabs,polyglossia} and\n"
	    "% \\setotherlanguage{arabic}; for XeLaTeX or LuaLaTeX\n"
	    "\\begin{longtable}{");
	for (c = 0; c < t->n; c++)
		table__printf(s, "%c", align_of(t, c));
	table__puts(s, "}\n");
	if (t->opts.title.p != NULL) {
		table__puts(s, "\\caption{");
		put_text(s, t->opts.title);
		table__puts(s, "}\\\\\n");
	}
	table__puts(s, "\\toprule\n");
	for (c = 0; c < t->n && t->opts.has_header; c++) {
		table__puts(s, c > 0 ? " & " : "");
		put_text(s, table__title(&t->column[c]));
	}
	if (t->opts.has_header)
		table__puts(s, " \\\\\n\\midrule\n\\endhead\n");
}

static void
row(const struct nass_table *t, const struct nass_cell *cell,
    struct table_sink *s)
{
	size_t c;

	for (c = 0; c < t->n; c++) {
		table__puts(s, c > 0 ? " & " : "");
		put_cell(t, c, &cell[c], s);
	}
	table__puts(s, " \\\\\n");
}

static void
end(const struct nass_table *t, struct table_sink *s)
{
	(void)t;
	table__puts(s, "\\bottomrule\n\\end{longtable}\n");
}

const struct table_writer table__latex = { 1, begin, row, end };
