/*
 * rewrite_scalar.c - rewriting UTF-8 by table: the specification.
 */
#include "simd/rewrite.h"

void
simd_rewrite_ready(struct simd_rewrite *r)
{
	unsigned i;

	r->rows = 0;
	r->ascii_rows = 0;
	for (i = 0; i < 128; i++) {
		if (r->lead[i] != (0xD8 | i >> 6) ||
		    r->second[i] != (0x80 | (i & 0x3F)))
			r->rows |= (uint8_t)(1u << i / 16);
		if (i > 0 && r->ascii[i] != i)
			r->ascii_rows |= (uint8_t)(1u << i / 16);
	}
}

static bool
is_always(void)
{
	return true;
}

size_t
simd__rewrite_scalar(const struct simd_rewrite *r, const char *in, size_t n,
    char *out, size_t *made, bool after_space)
{
	const unsigned char *u = (const unsigned char *)in;
	char *o = out;
	uint8_t lead, last;
	size_t at = 0;
	unsigned i;

	while (at < n) {
		if (u[at] < 0x80) {
			last = r->ascii[u[at]];
			if (last == SIMD_REWRITE_STOP ||
			    (last == ' ' && after_space && r->joins_spaces))
				break;
			at++;
			if (last != 0) {
				*o++ = (char)last;
				after_space = last == ' ';
			}
			continue;
		}
		if ((u[at] & 0xFE) != 0xD8 || at + 1 == n ||
		    (u[at + 1] & 0xC0) != 0x80)
			break;
		i = (u[at] & 1u) << 6 | (u[at + 1] & 0x3Fu);
		lead = r->lead[i];
		last = r->second[i];
		if (last == SIMD_REWRITE_STOP)
			break;
		at += 2;
		*o = (char)lead;
		o += lead != 0;
		*o = (char)last;
		o += last != 0;
		after_space = after_space && last == 0;
	}
	*made = (size_t)(o - out);
	return at;
}

const struct simd_rewrite_kernels simd__rewrite_by_scalar = {
	"scalar",
	is_always,
	simd__rewrite_scalar,
};

const struct simd_rewrite_kernels *const simd_rewrite_all[] = {
	&simd__rewrite_by_scalar,
#if defined(__x86_64__)
	&simd__rewrite_by_avx2,
	&simd__rewrite_by_avx512,
#endif
	NULL,
};

const struct simd_rewrite_kernels *
simd_rewrite(void)
{
	const struct simd_rewrite_kernels *best = simd_rewrite_all[0];
	size_t i;

	for (i = 1; simd_rewrite_all[i] != NULL; i++)
		if (simd_rewrite_all[i]->is_supported())
			best = simd_rewrite_all[i];
	return best;
}
