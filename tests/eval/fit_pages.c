/* fit_pages.c - labelled pages and written text out of JSON Lines (fit.h). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "fit.h"

static struct page *
add_page(struct pages *all)
{
	if (all->n == all->cap) {
		all->cap = all->cap == 0 ? 64 : 2 * all->cap;
		all->page = realloc(all->page, all->cap * sizeof *all->page);
		if (all->page == NULL)
			die("no memory");
	}
	memset(&all->page[all->n], 0, sizeof *all->page);
	return &all->page[all->n++];
}

static void
copy_string(const struct nass_member *m, char *to, size_t n)
{
	struct nass_buf b = NASS_BUF_INIT;

	to[0] = '\0';
	if (m->type == NASS_JSON_STRING &&
	    nass_json_decode(m->value, &b, NULL, NULL) == NASS_OK)
		snprintf(to, n, "%.*s", (int)b.n, b.p);
	nass_buf_fini(&b);
}

/* An array of strings as text, one a line. */
static struct nass_str
join_lines(struct pages *all, struct nass_str array)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_str s;

	for (size_t i = 0; i < array.n; i++) {
		size_t from = i;

		if (array.p[i] != '"')
			continue;
		for (i++; array.p[i] != '"'; i++)
			i += array.p[i] == '\\';
		if (nass_json_decode(nass_str_sub(array, from, i + 1), &b, NULL,
			NULL) != NASS_OK ||
		    nass_buf_putc(&b, '\n', NULL) != NASS_OK)
			die("bad lines");
	}
	s = nass_arena_copy(&all->arena, nass_buf_str(&b));
	nass_buf_fini(&b);
	return s;
}

static void
read_features(struct pages *all, struct page *p, struct nass_str text)
{
	struct boiler_page read;
	struct nass_err err;

	if (boiler__read(all->boiler, text, NASS_STR(""), &all->arena, &read,
		&err) != NASS_OK)
		die(err.what);
	p->line = read.line;
	p->n = read.n;
	p->m = read.page;
	p->weight = 1;
	p->label = nass_arena_get(&all->arena, p->n + 1);
	p->score = nass_arena_get(&all->arena, (p->n + 1) * sizeof *p->score);
	p->is_kept = nass_arena_get(&all->arena, p->n + 1);
	memset(p->label, 0, p->n + 1);
}

static void
add_labelled(struct pages *all, struct nass_str record)
{
	struct nass_member m[5] = { { .name = NASS_STR("id") },
		{ .name = NASS_STR("site") }, { .name = NASS_STR("genre") },
		{ .name = NASS_STR("lines") }, { .name = NASS_STR("labels") } };
	struct nass_err err;
	unsigned char labels[65536];
	size_t n = 0;
	struct page *p;

	if (nass_json_find(record, m, 5, &err) != NASS_OK)
		die(err.what);
	p = add_page(all);
	copy_string(&m[0], p->id, sizeof p->id);
	copy_string(&m[1], p->site, sizeof p->site);
	copy_string(&m[2], p->genre, sizeof p->genre);
	if (strstr(p->site, ".example") != NULL)
		snprintf(p->fold, sizeof p->fold, "%zu of ours", all->n % 10);
	else
		memcpy(p->fold, p->site, sizeof p->fold);
	read_features(all, p, join_lines(all, m[3].value));
	/* Articles with a few lines left over have few lines to learn from. */
	if (strcmp(p->site, "synth") == 0)
		p->weight = all->synth_weight *
		    (strcmp(p->genre, "text-synth") == 0 ? 4 : 1);
	for (size_t i = 0; i < m[4].value.n && n < sizeof labels; i++) {
		char c = m[4].value.p[i];

		if (c >= '0' && c <= '2')
			labels[n++] = (unsigned char)(c - '0');
	}
	for (size_t i = 0; i < p->n; i++) /* blank lines have no features */
		p->label[i] =
		    p->line[i].number <= n ? labels[p->line[i].number - 1] : 2;
}

static void
add_written(struct pages *all, struct nass_str record)
{
	struct nass_member m[2] = { { .name = NASS_STR("text") },
		{ .name = NASS_STR("source") } };
	struct nass_buf b = NASS_BUF_INIT;
	struct page *p;

	if (nass_json_find(record, m, 2, NULL) != NASS_OK ||
	    m[0].type != NASS_JSON_STRING ||
	    nass_json_decode(m[0].value, &b, NULL, NULL) != NASS_OK)
		return;
	p = add_page(all);
	copy_string(&m[1], p->site, sizeof p->site);
	snprintf(p->genre, sizeof p->genre, "written");
	read_features(all, p, nass_arena_copy(&all->arena, nass_buf_str(&b)));
	p->weight = 0.3;
	for (size_t i = 0; i < p->n; i++) {
		const struct boiler_line *l = &p->line[i];

		if (l->lex != LEX_NONE || l->soft != LEX_NONE ||
		    features_has(&l->f, F_SYMBOLS) ||
		    features_has(&l->f, F_EMAIL) ||
		    features_has(&l->f, F_HAS_URL) ||
		    features_has(&l->f, F_HANDLE) ||
		    features_has(&l->f, F_PHONE) ||
		    features_has(&l->f, F_DATE) ||
		    features_has(&l->f, F_NUMERIC) ||
		    features_has(&l->f, F_COPY))
			p->label[i] = 2;
	}
	nass_buf_fini(&b);
}

static void
read_file(struct pages *all, const char *path,
    void (*add)(struct pages *, struct nass_str))
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	ssize_t n;

	if (f == NULL)
		die(strerror(errno));
	while ((n = getline(&line, &size, f)) > 1)
		add(all, (struct nass_str){ line, (size_t)n });
	free(line);
	fclose(f);
}

void
read_labelled(struct pages *all, const char *path)
{
	read_file(all, path, add_labelled);
}

void
read_written(struct pages *all, const char *path)
{
	read_file(all, path, add_written);
}

bool
is_written(const struct page *p)
{
	return strcmp(p->genre, "written") == 0;
}
