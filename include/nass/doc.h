/*
 * nass/doc.h - the document stream: JSON Lines that are read in part and
 * written back byte for byte.
 *
 * A document is a line, an object with members `id` and `text`; whatever else
 * it holds passes through (nass-doc(5)).  So a record is never parsed into a
 * tree: one pass checks the whole line against RFC 8259 and remembers where the
 * wanted members stand, and a new value is spliced into the old bytes.
 *
 *	struct nass_member m[] = { { .name = NASS_STR("text") } };
 *
 *	if (nass_json_find(line, m, 1, &err) != NASS_OK)
 *		...bad record, err.at is the byte in the line...
 *	if (m[0].type == NASS_JSON_STRING)
 *		nass_json_decode(m[0].value, &text, &nlone, &err);
 *	...
 *	nass_json_splice(line, m, 1, &out, &err);	(m[0].fresh was set)
 *
 * Laws, each held by a test in tests/unit/test_doc.c:
 *
 *	grammar		accepts what RFC 8259 accepts, refuses what it refuses
 *	last		of equal names the last counts; names compare decoded
 *	depth		any depth, without recursion: one bit a level
 *	splice		every byte outside the replaced values stays
 *	decode		decode(encode(x)) equals x for well-formed x
 */
#ifndef NASS_DOC_H
#define NASS_DOC_H

#include <nass/base.h>

#ifdef __cplusplus
extern "C" {
#endif

enum nass_json_type {
	NASS_JSON_NONE, /* the object has no such member */
	NASS_JSON_NULL,
	NASS_JSON_FALSE,
	NASS_JSON_TRUE,
	NASS_JSON_NUMBER,
	NASS_JSON_STRING,
	NASS_JSON_ARRAY,
	NASS_JSON_OBJECT,
};

/* A member that is looked for, found, and perhaps given a new value. */
struct nass_member {
	struct nass_str name;     /* in: decoded */
	enum nass_json_type type; /* out */
	struct nass_str value;    /* out: raw JSON text inside the line */
	bool is_sound; /* out, of a string: well-formed UTF-8, and not one
			  surrogate is escaped */
	const struct nass_str
	    *fresh; /* for splice: JSON text, or NULL: as is */
};

/*
 * Check `line` (one JSON object, white space around it allowed) and locate
 * the members m[0..n).  Bytes inside strings need not be well-formed UTF-8.
 * A line that is some other JSON value is NASS_EINPUT too, as is one that
 * ends too early: then err->at is line.n.
 *
 * Returns NASS_OK, NASS_EINPUT with err->at at the first byte that breaks the
 * grammar, or NASS_ENOMEM (nesting beyond 4,096 levels takes memory).
 * Linear in line.n for n up to 16.
 */
enum nass_code nass_json_find(struct nass_str line, struct nass_member *m,
    size_t n, struct nass_err *err) NASS_MUST_USE;

/*
 * Append the decoded string `value` (with its quotes, as nass_json_find
 * checked it) to `out`.  A lone surrogate becomes U+FFFD and is counted in
 * *nlone, if that is not NULL.  Bytes that are not escapes are copied as they
 * are: nass_utf8_mend is for those that are ill-formed.
 */
enum nass_code nass_json_decode(struct nass_str value, struct nass_buf *out,
    uint64_t *nlone, struct nass_err *err) NASS_MUST_USE;

/*
 * If the string holds no escape, *text becomes the bytes between the quotes
 * and the result is true: nothing needs to be copied.  Whether they are
 * well-formed UTF-8 is not looked at.
 */
bool nass_json_plain(struct nass_str value, struct nass_str *text);

/* Append `text` as a JSON string: quotes, minimal escapes (RFC 8259, 7). */
enum nass_code nass_json_encode(struct nass_str text, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;

/*
 * Append `line` with the values of the members that have `fresh` replaced; a
 * member that is missing (NASS_JSON_NONE) is added behind the last.  m as
 * nass_json_find left it for this line.
 */
enum nass_code nass_json_splice(struct nass_str line,
    const struct nass_member *m, size_t n, struct nass_buf *out,
    struct nass_err *err) NASS_MUST_USE;

/* Documents -------------------------------------------------------------- */

enum nass_doc_kind {
	NASS_DOC_TEXT,   /* a file is a document, perhaps in several parts */
	NASS_DOC_LINE,   /* a line of a file is a document */
	NASS_DOC_RECORD, /* a line of JSON is a document */
};

/*
 * A document, or a part of one, on its way through a filter.  A FILE of text
 * comes in parts of whole lines; a record comes in one part for each of its
 * text fields (--text-field), in the order of the option.  All pointers are
 * borrowed from whoever delivered it, until the call returns.
 */
struct nass_doc {
	enum nass_doc_kind kind;
	struct nass_str id;     /* a string decoded, or a scalar's JSON text */
	struct nass_str text;   /* whole lines of the text, well-formed */
	struct nass_str field;  /* RECORD: the member that text is from */
	struct nass_str record; /* RECORD: the line without its LF, raw */
	/*
	 * RECORD: the further members that the filter asked for, in its order.
	 * Elsewhere each has the type NASS_JSON_NONE.
	 */
	struct nass_member *member;
	size_t nmember;
	uint64_t file;    /* which input, from 0 */
	uint64_t number;  /* grows from document to document of that
				   input; its parts share it */
	uint64_t line;    /* line of the input where the part begins, from 1 */
	uint64_t at;      /* byte of the text value where `text` begins, from 0,
			     as received */
	uint64_t at_file; /* byte of the decompressed input where the part
			     begins (RECORD: its line), from 0 */
	bool is_first;    /* the first part of its document */
	bool is_last;     /* the last part */
	bool is_html;     /* text is the member html (cli_job.takes_html) */
	bool is_mended;   /* text was ill-formed, and is repaired */
	bool is_part;     /* RECORD: of a document that was cut before */
	/*
	 * From `text` to the bytes as received, for offsets that people see;
	 * NULL where nothing was repaired: nass_doc_offset asks it.
	 */
	const struct nass_map *map;
};

/* The offset that people see of byte `i` of doc->text: `at`, mapped back. */
static inline uint64_t
nass_doc_offset(const struct nass_doc *doc, uint64_t i)
{
	return doc->at + (doc->map != NULL ? nass_map_start(doc->map, i) : i);
}

#ifdef __cplusplus
}
#endif

#endif
