/*
 * docs.h - private to lib/cli: how pieces become documents, and their results
 * leave in order.
 *
 *	operands ─ next ─> source ──> piece ─ map ─> documents ──> job->doc
 *	                                └─ emit <── result: messages, rejects
 *
 * Whatever is said about an input is said when its pieces are emitted, so that
 * messages come in the order of the input for any number of threads.
 */
#ifndef NASS_CLI_DOCS_H
#define NASS_CLI_DOCS_H

#include <stdio.h>

#include "cli/state.h"

/* A line that was too long: it began at `at`; its bytes are in the spool. */
struct docs_skipped {
	uint64_t line;
	uint64_t at;
	uint64_t spooled;   /* where in the spool */
	uint64_t spooled_n; /* 0: they are not kept */
};

struct docs_source {
	char *path;
	struct nass_str id;     /* the path, less a suffix of compression */
	struct nass_buf mended; /* where the path is not well-formed */
	enum cli_from format;   /* text, lines or jsonl */
	uint64_t index;
	struct nass_buf before; /* messages about what came before it */
	struct docs_skipped *skipped;
	size_t nskipped;
	size_t said;              /* of those, told of */
	struct nass_err *failed;  /* NULL, or why reading ended early */
	bool is_emitted;          /* its last piece was */
	bool is_done;             /* nothing more is read of it */
	bool is_cut;              /* its records are parts */
	bool is_hashed;           /* by whoever reads it, not by us */
	struct nass_hasher *hash; /* with --log */
	/* Ill-formed UTF-8: how often, and where first. */
	uint64_t nill;
	uint64_t ill_at;
	uint64_t ill_line;
	uint64_t html_line; /* of the first record that has html alone */
	uint64_t nhtml;
};

/* What map found in a piece, for emit. */
struct docs_result {
	struct nass_str same; /* bytes of the piece that leave before `out` */
	struct nass_buf says; /* messages */
	struct nass_buf rejects; /* bytes of bad records */
	uint64_t ndoc;
	uint64_t ntok; /* with --log */
	uint64_t nill;
	uint64_t ill_at;
	uint64_t ill_line;
	uint64_t html_line;
	uint64_t nhtml;
	bool has_failed;
	bool is_stopped;
};

enum docs_to {
	TO_SAME,
	TO_TEXT,
	TO_JSONL
};

struct docs {
	const struct cli_job *job;
	enum docs_to to;
	struct nass_walk *walk;
	bool is_inside; /* of an input that holds others */
	bool is_ended;  /* no more inputs, whatever the operands say */
	struct docs_source **source;
	size_t nsource;
	struct nass_buf pending; /* messages between the last source and next */
	FILE *spool; /* bytes of lines that were too long, until they are due */
	uint64_t nspooled;
	struct docs_worker *worker;
	/* Members of a record: texts, ids, html, then the filter's. */
	struct nass_str *text_name;
	size_t ntext;
	size_t nid;
	size_t nwanted;
	/* emit */
	struct nass_buf out;
	uint64_t ndoc;
	uint64_t ntok;
	uint64_t njoined; /* texts that were joined */
	bool ends_open;   /* the last text lacks its line end */
	bool has_stopped;
	bool has_enough; /* the filter wants no more */
};

/* What one thread works with. */
struct docs_worker {
	struct docs *docs;
	void *state;
	struct nass_member *member; /* ntext + nid + 1 + nwanted */
	struct nass_member *wanted; /* the last nwanted of these */
	struct nass_str *fresh;     /* of each text */
	struct nass_buf *made;      /* of each text: the new one */
	struct nass_buf *json;      /* of each text: the new one as JSON */
	struct nass_buf text;       /* decoded */
	struct nass_buf mended;
	struct nass_buf id;
	struct nass_buf line_id; /* FILE:LINE, of ... */
	const struct docs_source *named;
	struct nass_map map;
	/* Of the text that was given last. */
	uint64_t nill;
	uint64_t ill_at; /* in the raw text */
	/* The piece at hand. */
	struct nass_piece *piece;
	struct docs_source *source;
	struct docs_result *result;
	struct nass_err *err;
};

/* source.c */
/* Takes e->in and e->hash over, even on failure. */
enum nass_code docs__open(struct docs *d, const struct cli_entry *e,
    struct docs_source **source, struct nass_err *err);
/* docs.c: what cli_file names. */
void docs__forget(void);
void docs__source_free(struct docs_source *s);

/* piece.c */
enum nass_code docs__map_text(struct docs_worker *w);
enum nass_code docs__map_lines(struct docs_worker *w);
/*
 * Hand the text to the filter, repaired if need be, which is_sound says it is
 * not; what it appends goes to `out`.  NASS_EINPUT and NASS_ELIMIT: it is bad.
 */
enum nass_code docs__give(struct docs_worker *w, struct nass_doc *doc,
    struct nass_str raw, bool is_sound, struct nass_buf *out);
/* A bad record: `bytes` are what it is made of. */
enum nass_code docs__bad(struct docs_worker *w, uint64_t line,
    struct nass_str bytes, const struct nass_err *why);
void docs__note_ill(
    struct docs_worker *w, uint64_t n, uint64_t at, uint64_t line);
/* {"id":...,"text":...} LF */
enum nass_code docs__put_record(struct docs_worker *w, struct nass_str id,
    struct nass_str text, struct nass_buf *out);
/* FILE:LINE, until the next call. */
enum nass_code docs__make_id(
    struct docs_worker *w, uint64_t line, struct nass_str *id);

/* member.c */
struct docs_record {
	struct nass_str line;  /* without its LF */
	struct nass_str bytes; /* with it: what goes to --rejects */
	uint64_t number;
	uint64_t at; /* in the decompressed file */
};
/* Nothing to repair?  An escaped surrogate may be a lone one. */
bool docs__is_sound(struct nass_str value);
/* Text i of the record, m, to the filter; *is_bad: the record is. */
enum nass_code docs__give_member(struct docs_worker *w, struct nass_doc *doc,
    const struct docs_record *r, struct nass_member *m, size_t i, bool *is_bad);

/* record.c */
enum nass_code docs__map_records(struct docs_worker *w);

/* emit.c, skipped.c */
enum nass_code docs__emit(
    void *arg, struct nass_piece *piece, struct nass_err *err);
/* Bytes of a line that was too long, for --rejects and the log. */
enum nass_code docs__skipped_bytes(
    void *arg, void *source, struct nass_str bytes, struct nass_err *err);
enum nass_code docs__skipped(
    void *arg, void *source, uint64_t line, uint64_t at, struct nass_err *err);
/* Those that began before `at`, told of; NASS_EINPUT: stop. */
enum nass_code docs__tell_skipped(
    struct docs *d, struct docs_source *s, uint64_t at, struct nass_err *err);
enum nass_code docs__stop(struct docs *d, struct nass_err *err);
enum nass_code docs__done(void *arg, const struct nass_in *in, void *source,
    const struct nass_err *failed, struct nass_err *err);
void docs__result_free(struct docs_result *r);

#endif
