/*
 * spec.c - from `search,teh-marbuta=keep` to a handle, and back.
 */
#include "norm/cells.h"

#include <stdlib.h>
#include <string.h>

/* Profiles name profiles; more than this many deep is a mistake in the table. */
enum {
	MAX_DEPTH = 8
};

bool
nass_norm_profile(
    size_t i, const char **name, const char **spec, const char **note)
{
	const struct norm__profile *p = norm__profile(i);

	if (p == NULL)
		return false;
	*name = p->name;
	*spec = p->spec;
	*note = p->note;
	return true;
}

/* The allowed values of an operation, as a message lists them. */
static void
list_values(enum norm__op op, char *p, size_t size)
{
	const struct norm__value_row *v;
	size_t n = 0;
	size_t i;

	p[0] = '\0';
	for (i = 0; (v = norm__value_row(i)) != NULL; i++) {
		if (v->op != op || n + strlen(v->name) + 4 > size)
			continue;
		if (n > 0) {
			memcpy(p + n, ", ", 3);
			n += 2;
		}
		memcpy(p + n, v->name, strlen(v->name) + 1);
		n += strlen(v->name);
	}
}

static enum nass_code
fail_value(
    enum norm__op op, uint64_t at, struct nass_str value, struct nass_err *err)
{
	char allowed[160];

	list_values(op, allowed, sizeof(allowed));
	return nass_fail(err, NASS_EUSAGE, at, "%s=%.*s: not one of %s",
	    norm__op_name(op), (int)(value.n < 40 ? value.n : 40), value.p,
	    allowed);
}

static enum nass_code
fail_name(struct nass_str name, uint64_t at, struct nass_err *err)
{
	char names[200];
	const struct norm__profile *p;
	size_t n = 0;
	size_t i;

	names[0] = '\0';
	for (i = 0; (p = norm__profile(i)) != NULL; i++) {
		if (n + strlen(p->name) + 3 > sizeof(names))
			break;
		if (n > 0) {
			memcpy(names + n, ", ", 3);
			n += 2;
		}
		memcpy(names + n, p->name, strlen(p->name) + 1);
		n += strlen(p->name);
	}
	return nass_fail(err, NASS_EUSAGE, at, "%.*s: no profile; they are %s",
	    (int)(name.n < 40 ? name.n : 40), name.p, names);
}

/* `value` is one name, or names of a set joined by +, as bits. */
static enum nass_code
set_value(struct nass_norm *norm, enum norm__op op, struct nass_str value,
    uint64_t at, struct nass_err *err)
{
	struct nass_str rest = value;
	struct nass_str part;
	const struct norm__value_row *v;
	unsigned bits = 0;
	unsigned index;
	size_t i;

	do {
		part = nass_str_cut(&rest, '+');
		index = 0;
		for (i = 0; (v = norm__value_row(i)) != NULL; i++) {
			if (v->op != op)
				continue;
			if (nass_str_eq(nass_str(v->name), part))
				break;
			index++;
		}
		if (v == NULL || (!v->is_set && part.n != value.n))
			return fail_value(op, at, value, err);
		if (!v->is_set)
			bits = index;
		else
			bits |= 1u << index;
	} while (rest.p != NULL);
	if (op == NORM_MARKS && (bits & 1u << NORM_MARKS_DROP) != 0)
		bits = (1u << NORM_MARKS_DROP) - 2;
	norm->value[op] = bits;
	return NASS_OK;
}

static enum nass_code
set_op(struct nass_norm *norm, struct nass_str name, struct nass_str value,
    uint64_t at, struct nass_err *err)
{
	uint64_t number;
	unsigned op;

	for (op = 0; op < NORM_NOPS; op++)
		if (nass_str_eq(nass_str(norm__op_name(op)), name))
			break;
	if (op == NORM_NOPS)
		return nass_fail(err, NASS_EUSAGE, at,
		    "%.*s: no operation of that name; nass-norm(7) has them",
		    (int)(name.n < 40 ? name.n : 40), name.p);
	if (op != NORM_REPEAT)
		return set_value(
		    norm, (enum norm__op)op, value, at + name.n + 1, err);
	if (!nass_str_number(value, 0, 9, &number))
		return nass_fail(err, NASS_EUSAGE, at + name.n + 1,
		    "repeat=%.*s: not in 0..9",
		    (int)(value.n < 40 ? value.n : 40), value.p);
	norm->repeat = (unsigned)number;
	return NASS_OK;
}

static const struct norm__profile *
find_profile(struct nass_str name)
{
	const struct norm__profile *p;
	size_t i;

	for (i = 0; (p = norm__profile(i)) != NULL; i++)
		if (nass_str_eq(nass_str(p->name), name))
			return p;
	return NULL;
}

/*
 * Profiles that a profile begins with are noted on the way down, and their own
 * parts are applied on the way up.
 */
static enum nass_code
set_profile(struct nass_norm *norm, const struct norm__profile *profile,
    struct nass_err *err)
{
	struct nass_str rests[MAX_DEPTH];
	struct nass_str rest, part, name;
	size_t depth = 0;
	enum nass_code code = NASS_OK;

	memset(norm->value, 0, sizeof(norm->value));
	norm->repeat = 0;
	for (; profile != NULL && depth < MAX_DEPTH;) {
		rest = nass_str(profile->spec);
		part = rest;
		part = nass_str_cut(&rest, ',');
		profile = memchr(part.p, '=', part.n) == NULL
		    ? find_profile(part)
		    : NULL;
		rests[depth++] = profile != NULL
		    ? rest
		    : (struct nass_str){ part.p, strlen(part.p) };
	}
	while (depth-- > 0 && code == NASS_OK)
		for (rest = rests[depth];
		     rest.p != NULL && rest.n > 0 && code == NASS_OK;) {
			part = nass_str_cut(&rest, ',');
			name = nass_str_cut(&part, '=');
			if (part.p != NULL)
				code = set_op(norm, name, part, 0, err);
		}
	return code;
}

static enum nass_code
parse(struct nass_norm *norm, const char *spec, struct nass_err *err)
{
	struct nass_str rest = nass_str(spec);
	struct nass_str part, name;
	const struct norm__profile *profile;
	enum nass_code code = NASS_OK;
	uint64_t at;

	while (rest.p != NULL && code == NASS_OK) {
		at = (uint64_t)(rest.p - spec);
		part = nass_str_cut(&rest, ',');
		name = nass_str_cut(&part, '=');
		if (part.p != NULL) {
			code = set_op(norm, name, part, at, err);
			continue;
		}
		profile = find_profile(name);
		if (profile == NULL)
			return fail_name(name, at, err);
		code = set_profile(norm, profile, err);
	}
	return code;
}

/* The spec in full: one operation=value for each that is on. */
static enum nass_code
put_value(struct nass_norm *norm, unsigned op, struct nass_buf *b,
    struct nass_err *err)
{
	const struct norm__value_row *v;
	unsigned index = 0;
	const char *sep = "";
	enum nass_code code;
	size_t i;

	code = nass_buf_printf(
	    b, err, "%s%s=", b->n > 0 ? "," : "", norm__op_name(op));
	if (op == NORM_REPEAT)
		return code != NASS_OK
		    ? code
		    : nass_buf_printf(b, err, "%u", norm->repeat);
	if (op == NORM_MARKS && norm->value[op] == (1u << NORM_MARKS_DROP) - 2)
		return code != NASS_OK ? code : nass_buf_printf(b, err, "drop");
	for (i = 0; (v = norm__value_row(i)) != NULL && code == NASS_OK; i++) {
		if (v->op != op)
			continue;
		if (v->is_set ? (norm->value[op] & 1u << index) != 0
			      : norm->value[op] == index && index > 0) {
			code = nass_buf_printf(b, err, "%s%s", sep, v->name);
			sep = "+";
		}
		index++;
	}
	return code;
}

static enum nass_code
write_spec(struct nass_norm *norm, struct nass_err *err)
{
	struct nass_buf b = NASS_BUF_INIT;
	enum nass_code code = NASS_OK;
	unsigned op;

	norm->active = 0;
	for (op = 0; op < NORM_NOPS && code == NASS_OK; op++) {
		if (norm->value[op] == 0 &&
		    (op != NORM_REPEAT || norm->repeat == 0))
			continue;
		norm->active |= NORM_BIT(op);
		code = put_value(norm, op, &b, err);
	}
	if (code == NASS_OK && b.n == 0)
		code = nass_buf_printf(&b, err, "none");
	if (code == NASS_OK)
		code = nass_buf_putc(&b, '\0', err);
	norm->spec = b.p;
	return code;
}

static enum nass_code
set_tokens(struct nass_norm *norm, struct nass_err *err)
{
	const struct norm__value_row *v;
	unsigned index = 0;
	enum nass_code code = NASS_OK;
	size_t i;

	for (i = 0; (v = norm__value_row(i)) != NULL && code == NASS_OK; i++)
		if (v->op == NORM_MASK) {
			if (v->is_set)
				code = nass_buf_printf(
				    &norm->token[index], err, "[%s]", v->name);
			index++;
		}
	return code;
}

enum nass_code
nass_norm_new(const char *spec, struct nass_norm **out, struct nass_err *err)
{
	struct nass_norm *norm = calloc(1, sizeof(*norm));
	enum nass_code code;

	*out = NULL;
	if (norm == NULL)
		return nass_fail_nomem(err);
	code = parse(norm, spec, err);
	if (code == NASS_OK)
		code = write_spec(norm, err);
	if (code == NASS_OK)
		code = set_tokens(norm, err);
	if (code == NASS_OK)
		code = norm__compile(norm, err);
	if (code != NASS_OK) {
		nass_norm_free(norm);
		return code;
	}
	*out = norm;
	return NASS_OK;
}

void
nass_norm_free(struct nass_norm *norm)
{
	size_t i;

	if (norm == NULL)
		return;
	for (i = 0; i < NORM_NMASKS; i++)
		nass_buf_fini(&norm->token[i]);
	nass_buf_fini(&norm->rule_text);
	free(norm->rule);
	free(norm->spec);
	free(norm);
}

const char *
nass_norm_spec(const struct nass_norm *norm)
{
	return norm->spec;
}

bool
nass_norm_is_identity(const struct nass_norm *norm)
{
	return (norm->active & ~NORM_BIT(NORM_LANG)) == 0 && norm->nrule == 0;
}

/*
 * 14: U+FDFD, three bytes, is 41 in words; nothing else of our tables, of NFC or
 * of NFKC comes near.  A token stands for one byte at worst.
 */
size_t
nass_norm_growth(const struct nass_norm *norm)
{
	size_t growth = 14;
	size_t factor = 1;
	size_t i;

	for (i = 0; i < NORM_NMASKS; i++)
		if (norm->value[NORM_MASK] != 0 && norm->token[i].n > growth)
			growth = norm->token[i].n;
	for (i = 0; i < norm->nrule; i++)
		if (norm->rule[i].to.n > factor)
			factor = norm->rule[i].to.n;
	return growth * factor;
}

enum nass_code
nass_norm_mask_as(struct nass_norm *norm, struct nass_str kind,
    struct nass_str token, struct nass_err *err)
{
	const struct norm__value_row *v;
	unsigned index = 0;
	size_t i;

	for (i = 0; (v = norm__value_row(i)) != NULL; i++) {
		if (v->op != NORM_MASK)
			continue;
		if (v->is_set && nass_str_eq(nass_str(v->name), kind)) {
			norm->token[index].n = 0;
			return nass_buf_put(&norm->token[index], token, err);
		}
		index++;
	}
	return fail_value(NORM_MASK, 0, kind, err);
}
