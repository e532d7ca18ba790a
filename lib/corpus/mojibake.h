/*
 * mojibake.h - text that was decoded by the wrong charset, and how it comes
 * back.
 *
 *	UTF-8 read as Latin-1 or windows-1252	\u00D8\u00A7\u00D9\u201E
 *	UTF-8 read as windows-1256		\u0637\u00A7\u0638\u201E
 *	windows-1256 read as either of these	\u00C7\u00E1
 *
 * once, or saved and read so up to three times.  Line by line: a line is mended
 * if the bytes that come back are well-formed, and they are likely Arabic; of a
 * line that is not, the words between those that are clean.  All else stays, byte
 * for byte (laws: tests/unit/test_corpus.c).
 *
 * The five bytes that windows-1252 has no character for are gone where U+FFFD
 * stands for them: behind 0xD9 that was ARABIC LETTER FEH, behind 0xE2 0x80 a
 * closing quotation mark, which are by far the most frequent.
 */
#ifndef NASS_CORPUS_MOJIBAKE_H
#define NASS_CORPUS_MOJIBAKE_H

#include <nass/base.h>

struct nass_mojibake; /* constant once made: shared by threads */

enum nass_code nass_mojibake_new(
    struct nass_mojibake **m, struct nass_err *err) NASS_MUST_USE;
void nass_mojibake_free(struct nass_mojibake *m);

/*
 * Append well-formed `text` to `out`, mended; *nlines counts the lines that were
 * changed.  If there are none, nothing is appended.
 */
enum nass_code nass_mojibake_mend(const struct nass_mojibake *m,
    struct nass_str text, struct nass_buf *out, uint64_t *nlines,
    struct nass_err *err) NASS_MUST_USE;

#endif
