/*
 * err.c - what a person should read when something failed.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include <nass/base.h>

/* Behind the character at p; p if it is cut. */
static char *
behind(char *p)
{
	size_t n = (unsigned char)*p >= 0xF0 ? 4
	    : (unsigned char)*p >= 0xE0      ? 3
	    : (unsigned char)*p >= 0xC0      ? 2
					     : 1;
	size_t i;

	for (i = 1; i < n; i++)
		if (((unsigned char)p[i] & 0xC0) != 0x80)
			return p;
	return ((unsigned char)*p & 0xC0) == 0x80 ? p : p + n;
}

/*
 * A message is one line of UTF-8, whatever a file name or a pattern brought into it,
 * and wherever that was cut.
 */
static void
make_one_line(char *what)
{
	while (*what != '\0') {
		char *next = behind(what);

		if (next == what || (unsigned char)*what < 0x20 ||
		    *what == 0x7F)
			*what++ = '?';
		else
			what = next;
	}
}

static void
set(struct nass_err *err, enum nass_code code, int sys, uint64_t at)
{
	err->code = code;
	err->sys = sys;
	err->at = at;
	err->what[0] = '\0';
}

enum nass_code
nass_fail(struct nass_err *err, enum nass_code code, uint64_t at,
    const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return code;
	set(err, code, 0, at);
	va_start(ap, fmt);
	vsnprintf(err->what, sizeof(err->what), fmt, ap);
	va_end(ap);
	make_one_line(err->what);
	return code;
}

enum nass_code
nass_fail_sys(struct nass_err *err, const char *fmt, ...)
{
	int sys = errno;
	enum nass_code code = sys == ENOMEM ? NASS_ENOMEM : NASS_ESYS;
	va_list ap;

	if (err == NULL)
		return code;
	set(err, code, sys, 0);
	va_start(ap, fmt);
	vsnprintf(err->what, sizeof(err->what), fmt, ap);
	va_end(ap);
	make_one_line(err->what);
	return code;
}

enum nass_code
nass_fail_nomem(struct nass_err *err)
{
	if (err != NULL) {
		set(err, NASS_ENOMEM, ENOMEM, 0);
		snprintf(err->what, sizeof(err->what), "out of memory");
	}
	return NASS_ENOMEM;
}
