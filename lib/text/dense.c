/*
 * dense.c - to the dense code: kernels take the runs of ASCII and U+0600..067F,
 * one code point at a time is taken between them.
 */
#include "text/dense.h"

#include "simd/scan.h"
#include "text/utf8.h"

/* code, code point */
#define LOW(X)                                   \
	X(0x01, 0x00A0) /* no-break space */     \
	X(0x02, 0x00AB) /* guillemets */         \
	X(0x03, 0x00BB)                          \
	X(0x04, 0x2013) /* dashes */             \
	X(0x05, 0x2014)                          \
	X(0x06, 0x2018) /* quotation marks */    \
	X(0x07, 0x2019)                          \
	X(0x08, 0x201C)                          \
	X(0x0B, 0x201D)                          \
	X(0x0C, 0x2022) /* bullet */             \
	X(0x0E, 0x2026) /* ellipsis */           \
	X(0x0F, 0x06D4) /* Urdu full stop */     \
	X(0x10, 0xFD3E) /* ornate parentheses */ \
	X(0x11, 0xFD3F)                          \
	X(0x12, 0x00B0) /* degree */             \
	X(0x13, 0x00B7) /* middle dot */         \
	X(0x14, 0x00A9)                          \
	X(0x15, 0x00AE)                          \
	X(0x16, 0x2039)                          \
	X(0x17, 0x203A)                          \
	X(0x18, 0x25CF) /* black circle */       \
	X(0x19, 0x25A0) /* black square */       \
	X(0x1B, 0x00D7) /* times */

const uint16_t nass_dense_low[0x20] = { ['\t'] = '\t',
	['\n'] = '\n',
	['\r'] = '\r',
	[NASS_DENSE_ESCAPE] = NASS_DENSE_ESCAPE,
#define ROW(code, cp) [code] = cp,
	LOW(ROW)
#undef ROW
};

unsigned char
nass_dense_code(uint32_t cp)
{
	if (cp - 0x20 < 0x60 || cp == '\t' || cp == '\n' || cp == '\r')
		return (unsigned char)cp;
	if (cp - 0x600 < 0x80)
		return (unsigned char)(cp - 0x580);
	switch (cp) {
#define ROW(code, cp) \
	case cp:      \
		return code;
		LOW(ROW)
#undef ROW
	default:
		return NASS_DENSE_ESCAPE;
	}
}

size_t
nass_dense_encode(const char *in, size_t n, unsigned char *out, size_t *nout)
{
	const struct nass_scan_kernels *scan = nass__scan();
	const struct nass_scan_kernels *scalar = nass__scan_all[0];
	unsigned char lead;
	size_t made = 0;
	size_t at = 0;
	size_t m;

	for (;;) {
		at += scan->dense_run(in + at, n - at, out + made, &m);
		made += m;
		if (at == n)
			break;
		lead = (unsigned char)in[at];
		m = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
		if (n - at < m || scalar->utf8_valid(in + at, m) != m)
			break;
		out[made++] = nass_dense_code(nass_utf8_get(in + at, &m));
		at += m;
	}
	*nout = made;
	return at;
}

size_t
nass_dense_offset(const char *in, size_t n, size_t index)
{
	return nass__scan()->lead_offset(in, n, index);
}

size_t
nass_dense_count(const char *in, size_t n)
{
	return nass__scan()->lead_count(in, n);
}
