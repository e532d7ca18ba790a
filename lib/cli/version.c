/*
 * version.c - --version: on what the results depend.  Versions of libraries come
 * from their headers and from themselves; ICU is not linked for this.
 */
#include <stdlib.h>
#include <unicode/uvernum.h>
#include <utf8proc.h>

#include "cli/state.h"
#include "simd/scan.h"

void
cli__version(void)
{
	struct nass_buf out = NASS_BUF_INIT;

	(void)!nass_buf_printf(&out, NULL,
	    "%s (nass) %s\nUnicode %s\nICU %s\nutf8proc %s (Unicode %s)\n"
	    "CPU kernel %s\n",
	    cli__state.usage->name, NASS_VERSION, NASS_UNICODE_VERSION,
	    U_ICU_VERSION, utf8proc_version(), utf8proc_unicode_version(),
	    nass__scan()->name);
	cli__state.cli->output = NULL;
	cli__open_output();
	cli_write(nass_buf_str(&out));
	exit(cli_end(CLI_OK));
}
