/*
 * both.c - two halves of one task, each in a thread.
 */
#include <pthread.h>

#include "io/io.h"

struct half {
	enum nass_code (*half)(
	    void *arg, unsigned number, struct nass_err *err);
	void *arg;
	enum nass_code code;
	struct nass_err err;
};

static void *
second_half(void *arg)
{
	struct half *h = arg;

	h->code = h->half(h->arg, 1, &h->err);
	return NULL;
}

enum nass_code
nass_run_both(
    enum nass_code (*half)(void *arg, unsigned number, struct nass_err *err),
    void *arg, bool is_shared, struct nass_err *err)
{
	struct half second = { .half = half, .arg = arg };
	enum nass_code code;
	pthread_t id;

	if (is_shared && pthread_create(&id, NULL, second_half, &second) != 0)
		is_shared = false;
	code = half(arg, 0, err);
	if (is_shared)
		pthread_join(id, NULL);
	else
		(void)second_half(&second);
	if (code != NASS_OK)
		return code;
	if (second.code != NASS_OK && err != NULL)
		*err = second.err;
	return second.code;
}
