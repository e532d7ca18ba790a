/* pack.c - types as records of runs and sorters, which spill.h draws. */
#include <stdlib.h>
#include <string.h>

#include "base/varint.h"
#include "count/spill.h"

void
count__packed_fini(struct count__packed *p)
{
	free(p->spelling);
	*p = (struct count__packed){ 0 };
}

static char *
write_beside(char *to, struct nass_str s, struct nass_str beside)
{
	if (nass_str_eq(s, beside))
		return nass_varint_write(to, 0);
	to = nass_varint_write(to, (uint64_t)s.n + 1);
	if (s.n > 0)
		memcpy(to, s.p, s.n);
	return to + s.n;
}

enum nass_code
count__put_beside(struct nass_buf *out, struct nass_str s,
    struct nass_str beside, struct nass_err *err)
{
	enum nass_code code = nass_buf_grow(out, NASS_VARINT_MAX + s.n, err);

	if (code == NASS_OK)
		out->n =
		    (size_t)(write_beside(out->p + out->n, s, beside) - out->p);
	return code;
}

struct nass_str
count__get_beside(struct nass_str *bytes, struct nass_str beside)
{
	size_t n = (size_t)nass_varint_get(bytes);
	struct nass_str s;

	if (n == 0)
		return beside;
	s = nass_str_sub(*bytes, 0, n - 1);
	*bytes = nass_str_sub(*bytes, n - 1, bytes->n);
	return s;
}

enum nass_code
count__put_listed(
    struct nass_buf *list, struct count__listed l, struct nass_err *err)
{
	char *to;

	if (nass_buf_grow(list, 3 * NASS_VARINT_MAX, err) != NASS_OK)
		return NASS_ENOMEM;
	to = nass_varint_write(list->p + list->n, l.file);
	to = nass_varint_write(to, l.number);
	to = nass_varint_write(to, l.n);
	list->n = (size_t)(to - list->p);
	return NASS_OK;
}

struct count__listed
count__get_listed(struct nass_str *list)
{
	struct count__listed l;

	l.file = nass_varint_get(list);
	l.number = nass_varint_get(list);
	l.n = nass_varint_get(list);
	return l;
}

enum nass_code
count__pack(struct nass_buf *out, const struct count__packed *p,
    struct nass_str beside, struct nass_err *err)
{
	size_t most = 3 * NASS_VARINT_MAX + p->listed.n;
	char *to;
	size_t i;

	for (i = 0; i < p->nspelling; i++)
		most += 2 * NASS_VARINT_MAX + p->spelling[i].bytes.n;
	if (nass_buf_grow(out, most, err) != NASS_OK)
		return NASS_ENOMEM;
	to = nass_varint_write(out->p + out->n, p->order);
	to = nass_varint_write(to, p->documents);
	to = nass_varint_write(to, p->listed.n);
	if (p->listed.n > 0)
		memcpy(to, p->listed.p, p->listed.n);
	to += p->listed.n;
	for (i = 0; i < p->nspelling; i++) {
		to = write_beside(to, p->spelling[i].bytes, beside);
		to = nass_varint_write(to, p->spelling[i].count);
	}
	out->n = (size_t)(to - out->p);
	return NASS_OK;
}

enum nass_code
count__unpack(struct count__packed *p, struct nass_str bytes,
    struct nass_str beside, struct nass_err *err)
{
	size_t n;

	p->order = (unsigned)nass_varint_get(&bytes);
	p->documents = nass_varint_get(&bytes);
	n = (size_t)nass_varint_get(&bytes);
	p->listed = nass_str_sub(bytes, 0, n);
	bytes = nass_str_sub(bytes, n, bytes.n);
	for (p->nspelling = 0; bytes.n > 0; p->nspelling++) {
		struct count__variant *v;

		if (p->nspelling == p->spelling_cap &&
		    count__stretch((void **)&p->spelling, &p->spelling_cap,
			p->nspelling + 1, sizeof(*v), err) != NASS_OK)
			return NASS_ENOMEM;
		v = &p->spelling[p->nspelling];
		v->bytes = count__get_beside(&bytes, beside);
		v->count = nass_varint_get(&bytes);
	}
	return NASS_OK;
}
