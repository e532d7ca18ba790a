/*
 * warc.h - private to lib/corpus: records of a crawl, found and described.
 */
#ifndef NASS_CORPUS_WARC_H
#define NASS_CORPUS_WARC_H

#include "corpus/format.h"

struct warc {
	bool has_begun;
	bool is_arc;
	bool is_arc2;    /* ten fields in the line of a record */
	bool is_lost;    /* told of, and no record was found since */
	bool is_damaged; /* gzip data: told of, and no sound record since */
	/* Documents that were given, whose gzip member is not yet sound. */
	uint64_t nloose;
	uint64_t nother;
	struct corpus__pages pages;
	struct corpus__body body;
	struct nass_buf head;
	struct nass_buf date;
};

/* A record as its head says. */
struct record {
	uint64_t at;
	size_t head_n; /* bytes of the head, which the window still shows */
	struct nass_str type; /* of the record */
	struct nass_str url;
	struct nass_str date;
	struct nass_str mime;
	struct nass_str status; /* of HTTP */
	uint64_t length;
	bool is_http; /* the block begins with a head of HTTP */
	bool is_truncated;
	bool is_wanted; /* it may give a document */
};

bool warc__is_version(struct nass_str s);
/* Offset of a line in s[from..] that begins a record; s.n: none. */
size_t warc__find_version(struct nass_str s, size_t from);
/* Pass over the empty lines between records; NASS_END at the end. */
enum nass_code warc__skip_blank(
    struct corpus__source *s, struct nass_err *err) NASS_MUST_USE;
/* Pass over n bytes, or those before a line that begins a record. */
enum nass_code warc__skip(
    struct corpus__source *s, uint64_t n, struct nass_err *err) NASS_MUST_USE;
/*
 * The head of a record, which is not yet passed over; slices of r live until the
 * next.  NASS_EINPUT at r->at: none begins here.
 */
enum nass_code warc__read_warc_head(struct corpus__source *s, struct warc *w,
    struct record *r, struct nass_err *err) NASS_MUST_USE;
enum nass_code warc__read_arc_head(struct corpus__source *s, struct warc *w,
    struct record *r, struct nass_err *err) NASS_MUST_USE;

/* Damage ------------------------------------------------------------------------ */

/* Are the next n bytes vouched for by the checksum of a gzip member? */
bool warc__is_sound(const struct corpus__source *s, size_t n);
/* Does a record begin behind the next n bytes? */
bool warc__is_before_record(
    const struct corpus__source *s, const struct warc *w, size_t n);
/*
 * Read on until it is known whether the next n bytes are damaged.  If so, they and
 * all that was read behind them are passed over.
 */
enum nass_code warc__drop_damaged(struct corpus__source *s, struct warc *w,
    size_t n, bool *is_dropped, struct nass_err *err) NASS_MUST_USE;
/*
 * The input has ended.  If not by itself, but by damage, that is told of, and the
 * crawl goes on with the next member; else NASS_END.
 */
enum nass_code warc__resume(struct corpus__source *s, struct warc *w,
    struct nass_err *err) NASS_MUST_USE;

#endif
