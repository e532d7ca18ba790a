/* documents.c - documents counted by threads, which share the memory. */
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "term-freq.h"

struct counting {
	struct term_freq *f;
	struct nass_count *count;
	_Atomic size_t held; /* bytes, by all threads */
};

/* One count for each thread; the first takes the others over. */
struct part {
	struct nass_count *count;
	size_t held; /* as was last added to what all hold */
};

static enum nass_code
thread(void *arg, unsigned number, void **state, struct nass_err *err)
{
	const struct counting *n = arg;
	struct part *part = calloc(1, sizeof(*part));

	(void)number;
	if (part == NULL)
		return nass_fail_nomem(err);
	*state = part;
	return nass_count_new(&n->f->opts, &part->count, err);
}

/* Of the memory, for each thread. */
static size_t
fair_share(const struct term_freq *f)
{
	long ncpu =
	    f->cli.jobs > 0 ? (long)f->cli.jobs : sysconf(_SC_NPROCESSORS_ONLN);

	return (size_t)f->memory / (ncpu > 1 ? (size_t)ncpu : 1);
}

/* What the part holds now; returns what all do. */
static size_t
measure(struct counting *n, struct part *part)
{
	size_t now = nass_count_bytes(part->count);
	size_t more = now - part->held; /* or less, modulo 2^64 */

	part->held = now;
	return atomic_fetch_add(&n->held, more) + more;
}

/*
 * All threads share the memory: how the input came to be shared out does not
 * decide whether it is enough.  If it is not, those make room who hold most.
 */
static enum nass_code
doc(void *arg, void *state, const struct nass_doc *d, struct nass_buf *out,
    struct nass_err *err)
{
	struct counting *n = arg;
	struct part *part = state;
	enum nass_code code = nass_count_doc(part->count, d, err);

	(void)out;
	if (code != NASS_OK || measure(n, part) <= n->f->memory ||
	    part->held < fair_share(n->f))
		return code;
	code = nass_count_spill(part->count, err);
	(void)measure(n, part);
	return code;
}

static enum nass_code
join(void *arg, void *state, struct nass_err *err)
{
	struct counting *n = arg;
	struct part *part = state;
	enum nass_code code = NASS_OK;

	if (n->count == NULL) {
		n->count = part->count;
	} else {
		code = nass_count_merge(n->count, part->count, err);
		nass_count_free(part->count);
	}
	free(part);
	return code;
}

void
share_memory(struct term_freq *f)
{
	f->opts.is_shared = f->cli.jobs != 1;
	f->opts.memory = fair_share(f);
}

int
count_documents(struct term_freq *f, char **operands, struct nass_count **count)
{
	struct counting n = { .f = f };
	struct cli_job job = {
		.arg = &n,
		.unit = f->is_wrapped ? CLI_WHOLE : CLI_PARTS,
		.takes_raw = true,
		.thread = thread,
		.doc = doc,
		.join = join,
	};
	struct nass_err err;
	int status;

	f->opts.is_shared = f->cli.jobs != 1;
	status = cli_docs(operands, &job);
	if (n.count == NULL)
		check(nass_count_new(&f->opts, &n.count, &err), &err);
	*count = n.count;
	return status;
}
