/*
 * html_tokens - prints the tokens of a page as JSON, for tests/oracle/html.py.
 *
 *	html_tokens STATE LAST <page	STATE: 0 data, 1 rcdata ... (html.h)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "html/html.h"

static void
put(struct nass_str s)
{
	struct nass_buf b = NASS_BUF_INIT;

	if (s.p == NULL) {
		printf("null");
		return;
	}
	if (nass_json_encode(s, &b, NULL) != NASS_OK)
		abort();
	fwrite(b.p, 1, b.n, stdout);
	nass_buf_fini(&b);
}

static void
print(const struct nass_html_token *t)
{
	static const char *const names[] = { "Character", "StartTag", "EndTag",
		"Comment", "DOCTYPE" };
	size_t i;

	printf("[\"%s\",", names[t->type]);
	put(t->text);
	if (t->type == NASS_HTML_START) {
		printf(",{");
		for (i = 0; i < t->nattr; i++) {
			printf(i > 0 ? "," : "");
			put(t->attr[i].name);
			printf(":");
			put(t->attr[i].value);
		}
		printf("}%s", t->is_self_closing ? ",true" : "");
	} else if (t->type == NASS_HTML_DOCTYPE) {
		printf(",");
		put(t->public_id);
		printf(",");
		put(t->system_id);
		printf(t->has_quirks ? ",false" : ",true");
	}
	printf("]\n");
}

int
main(int argc, char *argv[])
{
	static char page[1 << 20];
	struct nass_html h;
	struct nass_html_token t;
	size_t n = fread(page, 1, sizeof(page), stdin);

	if (argc != 3)
		return 2;
	nass_html_init(&h, (struct nass_str){ page, n });
	nass_html_enter(&h, (enum nass_html_state)atoi(argv[1]),
	    nass_str(argv[2]));
	while (nass_html_next(&h, &t, NULL) == NASS_OK)
		print(&t);
	nass_html_fini(&h);
	return 0;
}
