/*
 * plot.c - see plot.h.
 *
 *	LEFT	 +----------------+  TOP
 *		 |.               |
 *		 |    . .         |  decades as lines
 *		 |         ....   |
 *		 +----------------+  TOP + SIDE
 */
#include <math.h>

#include "table/plot.h"
#include "table/writer.h"

enum {
	LEFT = 70,
	TOP = 40,
	SIDE = 480,
	WIDTH = 580,
	HEIGHT = 580
};

/* Decades that an axis shows: as many as `max` needs, at least one. */
static unsigned
decades(uint64_t max)
{
	unsigned n = 1;
	uint64_t power = 10;

	while (power < max && n < 19) {
		power *= 10;
		n++;
	}
	return n;
}

static double
place(uint64_t value, unsigned ndecade)
{
	return log10((double)value) / ndecade * SIDE;
}

static void
put_axes(struct table_sink *s, unsigned nx, unsigned ny)
{
	unsigned i;
	double at;

	for (i = 0; i <= nx; i++) {
		at = LEFT + (double)i * SIDE / nx;
		table__printf(s,
		    "<path class=\"a\" d=\"M%.1f %dv%d\"/><text x=\"%.1f\" "
		    "y=\"%d\" text-anchor=\"middle\">1e%u</text>\n",
		    at, TOP, SIDE, at, TOP + SIDE + 18, i);
	}
	for (i = 0; i <= ny; i++) {
		at = TOP + SIDE - (double)i * SIDE / ny;
		table__printf(s,
		    "<path class=\"a\" d=\"M%d %.1fh%d\"/><text x=\"%d\" "
		    "y=\"%.1f\" text-anchor=\"end\">1e%u</text>\n",
		    LEFT, at, SIDE, LEFT - 8, at + 4, i);
	}
	table__printf(s,
	    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">rank</text>\n"
	    "<text x=\"16\" y=\"%d\" text-anchor=\"middle\" "
	    "transform=\"rotate(-90 16 %d)\">count</text>\n",
	    LEFT + SIDE / 2, TOP + SIDE + 36, TOP + SIDE / 2, TOP + SIDE / 2);
}

/* Points that differ by less than half a pixel are one. */
static void
put_points(struct table_sink *s, const uint64_t *count, size_t n, unsigned nx,
    unsigned ny)
{
	double last_x = -1;
	double last_y = -1;
	double x;
	double y;
	size_t i;

	table__puts(s, "<g class=\"p\">\n");
	for (i = 0; i < n && count[i] > 0; i++) {
		x = LEFT + place(i + 1, nx);
		y = TOP + SIDE - place(count[i], ny);
		if (fabs(x - last_x) + fabs(y - last_y) < 0.5)
			continue;
		table__printf(
		    s, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>\n", x, y);
		last_x = x;
		last_y = y;
	}
	table__puts(s, "</g>\n");
}

enum nass_code
nass_plot_zipf(const uint64_t *count, size_t n, struct nass_str title,
    struct nass_buf *out, struct nass_err *err)
{
	static const struct table_escape xml = { .is_xml = true,
		.of = table__xml };
	struct table_sink s = { out, NASS_OK, err };
	unsigned nx = decades(n);
	unsigned ny = decades(n > 0 ? count[0] : 1);

	table__printf(&s,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
	    "height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n"
	    "<style>.a{stroke:#ccc}.p{fill:#48a}</style>\n"
	    "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
	    WIDTH, HEIGHT);
	if (title.p != NULL) {
		table__printf(&s,
		    "<text x=\"%d\" y=\"24\" text-anchor=\"middle\" "
		    "font-weight=\"bold\">",
		    LEFT + SIDE / 2);
		table__put_text(&s, title, &xml);
		table__puts(&s, "</text>\n");
	}
	put_axes(&s, nx, ny);
	put_points(&s, count, n, nx, ny);
	table__puts(&s, "</svg>\n");
	return s.code;
}
