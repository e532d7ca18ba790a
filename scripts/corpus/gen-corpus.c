/*
 * gen-corpus - write Arabic text of any size, the same for the same seed.
 *
 *	gen-corpus [--vocalised] [--jsonl | --jsonl-escaped | --csv]
 *	    BYTES[k|M|G] [SEED]
 *
 * Counting, hashing and branch prediction see a text through its
 * vocabulary, so that is what this one shares with real prose: how many
 * types there are after so many bytes, how many occur once, how long they
 * are.  Its words are made of real letter statistics and mean nothing.
 *
 *	vocabulary		real prose	here
 *	types, 10 MB		133,000		131,000
 *	types, 160 MB		603,000		587,000
 *	types, 740 MB		1,190,000	1,174,000
 *	once, 160 MB		42 %		43 %
 *	once, 740 MB		42 %		39 %
 *	to 8 letters		92 %		90 to 93 %
 *
 * Measured with the seed 1, as check-corpus does.  Other seeds make other
 * texts of the same words.  A text is whole documents, as many as reach
 * BYTES, and begins like every longer one of its seed.
 */
#include "prose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gen {
	struct prose prose;
	void (*write)(struct gen *);
	uint64_t written;
	uint64_t ndoc;
};

static void
out(struct gen *g, const char *s, size_t n)
{
	g->written += fwrite(s, 1, n, stdout);
}

static void
write_text(struct gen *g)
{
	out(g, g->prose.doc, g->prose.n);
	out(g, "\n\n", 2);
}

/* The members before the text, as CSV or JSON. */
static void
write_head(struct gen *g, bool json)
{
	static const char *const hosts[] = { "akhbar", "majalla", "nashra",
		"sahifa" };
	uint64_t id = g->ndoc;
	unsigned day = (unsigned)(id / 40 % 28) + 1;
	unsigned month = (unsigned)(id / 1120 % 12) + 1;
	unsigned year = (unsigned)(id / 13440 % 30) + 1996;
	char s[256];
	int n;

	n = snprintf(s, sizeof s,
	    json ? "{\"id\":\"%llu\",\"url\":\"https://%s.example/%u/%02u/"
		   "%llu\",\"date\":\"%u-%02u-%02u\",\"text\":\""
		 : "%llu,https://%s.example/%u/%02u/%llu,%u-%02u-%02u,\"",
	    (unsigned long long)id, hosts[id * 7 % 11 % 4], year, month,
	    (unsigned long long)id, year, month, day);
	out(g, s, (size_t)n);
}

static void
write_csv(struct gen *g)
{
	const char *from = g->prose.doc;
	const char *end = g->prose.doc + g->prose.n;
	const char *quote;

	if (g->ndoc == 1)
		out(g, "id,url,date,text\n", 17);
	write_head(g, false);
	while ((quote = memchr(from, '"', (size_t)(end - from))) != NULL) {
		out(g, from, (size_t)(quote + 1 - from));
		out(g, "\"", 1);
		from = quote + 1;
	}
	out(g, from, (size_t)(end - from));
	out(g, "\"\n", 2);
}

static void
write_json(struct gen *g, bool escaped)
{
	static const char hex[] = "0123456789abcdef";
	static char s[6 * PROSE_MAX];
	const unsigned char *p = (const unsigned char *)g->prose.doc;
	const unsigned char *end = p + g->prose.n;
	uint32_t cp;
	size_t n = 0;

	for (; p < end; p++) {
		if (*p == '\n' || *p == '"') {
			s[n++] = '\\';
			s[n++] = *p == '"' ? '"' : 'n';
			continue;
		}
		if (*p < 0x80 || !escaped) {
			s[n++] = (char)*p;
			continue;
		}
		cp = *p & (*p < 0xE0 ? 0x1FU : 0xFU);
		if (*p >= 0xE0)
			cp = cp << 6 | (*++p & 0x3FU);
		cp = cp << 6 | (*++p & 0x3FU);
		s[n++] = '\\';
		s[n++] = 'u';
		s[n++] = hex[cp >> 12];
		s[n++] = hex[cp >> 8 & 15];
		s[n++] = hex[cp >> 4 & 15];
		s[n++] = hex[cp & 15];
	}
	write_head(g, true);
	out(g, s, n);
	out(g, "\"}\n", 3);
}

static void
write_jsonl(struct gen *g)
{
	write_json(g, false);
}

static void
write_escaped(struct gen *g)
{
	write_json(g, true);
}

static uint64_t
parse_bytes(const char *s)
{
	char *end;
	uint64_t n = strtoull(s, &end, 10);

	if (end > s && (*end == 'k' || *end == 'M' || *end == 'G')) {
		n *= *end == 'k' ? 1000 : *end == 'M' ? 1000000 : 1000000000;
		end++;
	}
	return end > s && *end == '\0' ? n : 0;
}

int
main(int argc, char *argv[])
{
	static struct gen g = { .write = write_text };
	uint64_t bytes;
	bool vocalised = false;
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--vocalised") == 0)
			vocalised = true;
		else if (strcmp(argv[i], "--jsonl") == 0)
			g.write = write_jsonl;
		else if (strcmp(argv[i], "--jsonl-escaped") == 0)
			g.write = write_escaped;
		else if (strcmp(argv[i], "--csv") == 0)
			g.write = write_csv;
		else
			break;
	}
	if (i >= argc || i + 2 < argc || (bytes = parse_bytes(argv[i])) == 0) {
		fputs("usage: gen-corpus [--vocalised]"
		      " [--jsonl | --jsonl-escaped | --csv]"
		      " BYTES[k|M|G] [SEED]\n",
		    stderr);
		return 2;
	}
	prose_init(&g.prose, i + 1 < argc ? strtoull(argv[i + 1], NULL, 0) : 1,
	    vocalised);
	while (g.written < bytes && !ferror(stdout)) {
		prose_make(&g.prose);
		g.ndoc++;
		g.write(&g);
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("gen-corpus");
		return 2;
	}
	return 0;
}
