/*
 * files.c - see files.h.
 */
#include "files.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "law.h"
#include "random.h"

char files_dir[] = "/tmp/nass-test-XXXXXX";

void
files_make(void)
{
	memcpy(files_dir + sizeof(files_dir) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(files_dir));
}

void
files_remove(void)
{
	char command[100];

	snprintf(command, sizeof(command), "chmod -R u+rwx %s; rm -rf %s",
	    files_dir, files_dir);
	ck_assert_int_eq(system(command), 0);
}

const char *
files_path(const char *name)
{
	static char path[4][200];
	static int turn;
	char *p = path[turn++ % 4];

	snprintf(p, 200, "%s/%s", files_dir, name);
	return p;
}

void
files_write(const char *name, struct nass_str s)
{
	FILE *f = fopen(files_path(name), "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert(s.n == 0 || fwrite(s.p, 1, s.n, f) == s.n);
	ck_assert_int_eq(fclose(f), 0);
}

struct nass_buf
files_read(const char *path)
{
	struct nass_buf b = NASS_BUF_INIT;
	FILE *f = fopen(path, "rb");
	int c;

	ck_assert_ptr_nonnull(f);
	while ((c = getc(f)) != EOF)
		LAW(nass_buf_putc(&b, (char)c, NULL) == NASS_OK);
	fclose(f);
	return b;
}

static void
put(struct nass_buf *b, struct nass_str s)
{
	LAW(nass_buf_put(b, s, NULL) == NASS_OK);
}

/* Text of random length, with much repetition, as codecs like it. */
void
files_text(struct nass_buf *b, size_t n)
{
	char word[64];
	size_t k;

	while (b->n < n) {
		k = random_below(3) == 0 ? random_text(word, 40)
					 : (size_t)snprintf(word, sizeof(word),
					       "w%d ", (int)random_below(50));
		put(b, (struct nass_str){ word, k });
	}
	b->n = n;
}
