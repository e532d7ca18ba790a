/*
 * shards.c - see shards.h.
 *
 *	key / 2^64 * sum of shares ──> the file in whose share it falls
 */
#include "corpus/shards.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/io.h"

enum {
	MOST = 1000 /* files that are open at a time */
};

struct shard {
	struct nass_out *out;
	uint64_t end; /* of its share, and of those before */
	char name[64];
};

struct nass_shards {
	struct nass_shards_opts opts;
	struct shard *shard;
	size_t n;
};

/* train=8: a name that is a file name, and a share. */
static enum nass_code
read_share(struct nass_shards *s, struct nass_str item, struct nass_err *err)
{
	struct shard *shard = &s->shard[s->n];
	struct nass_str share = item;
	struct nass_str name = nass_str_cut(&share, '=');
	uint64_t n;
	size_t i;

	if (share.p == NULL || name.n == 0 || name.n >= 60 || *name.p == '.' ||
	    memchr(name.p, '/', name.n) != NULL ||
	    !nass_str_number(share, 1, 1000000, &n))
		return nass_fail(err, NASS_EUSAGE, 0,
		    "%.*s: not NAME=SHARE, share in 1..1000000", (int)item.n,
		    item.p);
	snprintf(shard->name, sizeof(shard->name), "%.*s", (int)name.n, name.p);
	for (i = 0; i < s->n; i++)
		if (strcmp(s->shard[i].name, shard->name) == 0)
			return nass_fail(err, NASS_EUSAGE, 0,
			    "%s stands there twice", shard->name);
	shard->end = (s->n > 0 ? s->shard[s->n - 1].end : 0) + n;
	s->n++;
	return NASS_OK;
}

static enum nass_code
plan(struct nass_shards *s, struct nass_err *err)
{
	struct nass_str rest =
	    nass_str(s->opts.ratio != NULL ? s->opts.ratio : "");
	enum nass_code code = NASS_OK;
	size_t i;

	if (s->opts.n == 0) {
		while (rest.p != NULL && code == NASS_OK) {
			if (s->n == MOST)
				return nass_fail(err, NASS_EUSAGE, 0,
				    "more than %d shares", MOST);
			code = read_share(s, nass_str_cut(&rest, ','), err);
		}
		return code;
	}
	for (i = 0; i < s->opts.n; i++) {
		snprintf(s->shard[i].name, sizeof(s->shard[i].name), "%0*zu",
		    (int)s->opts.digits, i);
		s->shard[i].end = i + 1;
	}
	s->n = s->opts.n;
	return NASS_OK;
}

static enum nass_code
open_shard(struct nass_shards *s, struct shard *shard, struct nass_err *err)
{
	struct nass_buf path = NASS_BUF_INIT;
	enum nass_code code;

	code = nass_buf_printf(&path, err, "%s/%s%s%c", s->opts.directory,
	    shard->name, s->opts.suffix, '\0');
	if (code == NASS_OK && !s->opts.overwrites &&
	    access(path.p, F_OK) == 0) {
		errno = EEXIST;
		code = nass_fail_sys(err, "%s: --force overwrites", path.p);
	}
	if (code == NASS_OK)
		code = nass_out_open(path.p, &shard->out, err);
	nass_buf_fini(&path);
	return code;
}

enum nass_code
nass_shards_new(const struct nass_shards_opts *opts,
    struct nass_shards **shards, struct nass_err *err)
{
	struct nass_shards *s = calloc(1, sizeof(*s));
	enum nass_code code = NASS_OK;
	size_t i;

	if (s == NULL)
		return nass_fail_nomem(err);
	s->opts = *opts;
	s->shard = calloc(MOST, sizeof(*s->shard));
	if (s->shard == NULL)
		code = nass_fail_nomem(err);
	if (code == NASS_OK)
		code = plan(s, err);
	if (code == NASS_OK && mkdir(opts->directory, 0777) != 0 &&
	    errno != EEXIST)
		code = nass_fail_sys(err, "%s", opts->directory);
	for (i = 0; i < s->n && code == NASS_OK; i++)
		code = open_shard(s, &s->shard[i], err);
	if (code != NASS_OK) {
		(void)!nass_shards_close(s, false, NULL);
		return code;
	}
	*shards = s;
	return NASS_OK;
}

size_t
nass_shards_place(const struct nass_shards *s, uint64_t key)
{
	uint64_t sum = s->shard[s->n - 1].end;
	/* The upper 32 bits are enough for a thousand shares. */
	uint64_t at = ((key >> 32) * sum) >> 32;
	size_t low = 0;
	size_t high = s->n - 1;
	size_t mid;

	if (sum == s->n) /* each has one */
		return (size_t)at;
	while (low < high) {
		mid = (low + high) / 2;
		if (at < s->shard[mid].end)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

enum nass_code
nass_shards_put(struct nass_shards *s, size_t place, struct nass_str line,
    struct nass_err *err)
{
	return nass_out_put(s->shard[place].out, line, err);
}

enum nass_code
nass_shards_close(struct nass_shards *s, bool keep, struct nass_err *err)
{
	enum nass_code code = NASS_OK;
	size_t i;

	if (s == NULL)
		return NASS_OK;
	for (i = 0; s->shard != NULL && i < s->n; i++) {
		if (s->shard[i].out == NULL)
			continue;
		if (code == NASS_OK)
			code = nass_out_close(s->shard[i].out, keep, err);
		else
			(void)!nass_out_close(s->shard[i].out, false, NULL);
	}
	free(s->shard);
	free(s);
	return code;
}

void
nass_shards_abandon(const struct nass_shards *s)
{
	size_t i;

	for (i = 0; s != NULL && s->shard != NULL && i < s->n; i++)
		if (s->shard[i].out != NULL)
			nass_out_abandon(s->shard[i].out);
}
