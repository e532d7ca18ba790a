/*
 * misread.h - private to lib/corpus: text that a charset made of bytes, and back.
 */
#ifndef NASS_CORPUS_MISREAD_H
#define NASS_CORPUS_MISREAD_H

#include <nass/base.h>

struct corpus__pair {
	uint32_t cp;
	unsigned char byte;
};

/* A charset of one byte: its upper half, by bytes and by characters. */
struct corpus__misread {
	struct corpus__pair pair[128]; /* sorted by cp */
	char utf8[128][4];
	unsigned char utf8_n[128];
	bool has_controls; /* set before: U+0080 .. U+009F are their bytes */
};

enum nass_code corpus__misread_init(struct corpus__misread *t, const char *name,
    struct nass_err *err) NASS_MUST_USE;
/*
 * The bytes that `text` was, had it been read as t, to out, which has room for
 * text.n; false: it was not.  With `keeps`, a character that t has not stays as its
 * UTF-8: text of two origins.
 */
bool corpus__misread_bytes(const struct corpus__misread *t,
    struct nass_str text, bool keeps, struct nass_buf *out);
/* Bytes read as t, to out, which has room for three times as many. */
void corpus__misread_text(const struct corpus__misread *t,
    struct nass_str bytes, struct nass_buf *out);

#endif
