/*
 * features.h - what the model knows about a line: a list of claims, each true or
 * false.  The name is that of the row in weights.tsv; the reason is what people
 * read when the claim weighed most against a line.
 */
#ifndef NASS_BOILER_FEATURES_H
#define NASS_BOILER_FEATURES_H

#include <stdbool.h>
#include <stdint.h>

/* X(NAME, "name", "reason") */
#define BOILER_FEATURES(X)                                                    \
	/* Length in words. */                                                \
	X(BIAS, "bias", "unlike written text")                                \
	X(W1, "words-1", "short line")                                        \
	X(W2, "words-2", "short line")                                        \
	X(W4, "words-4", "short line")                                        \
	X(W7, "words-7", "short line")                                        \
	X(W12, "words-12", "headline length")                                 \
	X(W20, "words-20", "headline length")                                 \
	X(W40, "words-40", "teaser length")                                   \
	X(WMORE, "words-more", "long run of words")                           \
	/* How it ends, what is inside. */                                    \
	X(CLOSED, "closed", "closed line")                                    \
	X(COLON, "ends-colon", "label")                                       \
	X(COMMA, "ends-comma", "open end")                                    \
	X(QUESTION, "question", "question")                                   \
	X(ELLIPSIS, "ends-ellipsis", "cut teaser")                            \
	X(LONG_OPEN, "long-open", "long line without an end")                 \
	X(SHORT_CLOSED, "short-closed", "short closed line")                  \
	X(CLAUSES, "clauses", "clauses")                                      \
	X(DOTS_INSIDE, "dots-inside", "headline style")                       \
	X(NO_FUNCTION, "no-function", "no grammatical words")                 \
	X(FEW_FUNCTION, "few-function", "few grammatical words")              \
	X(MANY_FUNCTION, "many-function", "grammatical words")                \
	X(GLUED, "glued", "headlines glued together")                         \
	/* What it is made of. */                                             \
	X(NUMERIC, "numeric", "numbers alone")                                \
	X(HALF_NUMERIC, "half-numeric", "mostly numbers")                     \
	X(HAS_DIGIT, "has-digit", "numbers")                                  \
	X(SYMBOLS, "symbols", "no letter or digit")                           \
	X(FOREIGN, "foreign", "no Arabic letter")                             \
	X(HAS_URL, "has-url", "web address")                                  \
	X(ONLY_URL, "only-url", "web address")                                \
	X(EMAIL, "email", "e-mail address")                                   \
	X(EMAIL_ALONE, "email-alone", "e-mail address")                       \
	X(PHONE, "phone", "telephone number")                                 \
	X(HANDLE, "handle", "account name")                                   \
	X(PIPES, "pipes", "chain of links")                                   \
	X(PIPES_DIGIT, "pipes-digit", "row of a table")                       \
	X(CRUMBS, "crumbs", "path of links")                                  \
	X(CRUMBS_TOP, "crumbs-top", "path of links")                          \
	X(COPYRIGHT, "copyright-sign", "copyright")                           \
	X(STARS, "stars", "rating")                                           \
	X(VOCALISED, "vocalised", "vowel marks")                              \
	X(STRETCHED, "stretched", "tatweel")                                  \
	X(BULLET, "bullet", "item of a list")                                 \
	X(NUMBERED, "numbered", "numbered item")                              \
	X(QUOTED, "quoted", "quotation")                                      \
	X(BRACKETED, "bracketed", "in brackets")                              \
	X(LABELLED, "labelled", "label and value")                            \
	X(DATE, "date", "date line")                                          \
	X(AGO, "ago", "age of an item")                                       \
	X(CLOCK, "clock", "time of day")                                      \
	X(DEGREES, "degrees", "weather")                                      \
	X(SPOKEN, "spoken", "somebody speaks")                                \
	X(JOINED, "joined", "goes on")                                        \
	X(SECTION, "section-words", "name of a section")                      \
	X(CALL, "call", "command of the page")                                \
	X(WIDGET, "widget", "command of the page")                            \
	X(OFFER, "offer", "reference to other pages")                         \
	X(NETWORKS, "networks", "other places of the site")                   \
	X(PART, "part", "heading of a part")                                  \
	X(SITE, "site", "words of the page itself")                           \
	X(SITE_MOST, "site-most", "words of the page itself")                 \
	X(MEASURE, "measure", "a measure")                                    \
	X(FACT, "fact", "what a thing is or has")                             \
	X(SHORT_GRAMMAR, "short-grammar", "short, with grammatical words")    \
	/* Phrases. */                                                        \
	X(LEX_E, "phrase-whole", "known phrase")                              \
	X(LEX_G, "phrase-anywhere", "known phrase")                           \
	X(LEX_P, "phrase-prefix", "known phrase")                             \
	X(LEX_P_MOST, "phrase-prefix-most", "known phrase")                   \
	X(LEX_S, "phrase-short", "known phrase")                              \
	X(LEX_COVERED, "phrases-cover", "made of known phrases")              \
	X(LEX_NAV_E, "phrase-nav", "name of a section")                       \
	X(LEX_NAV_MANY, "phrase-nav-many", "name of a section")               \
	X(LEX_SOFT, "phrase-soft", "author, source or date")                  \
	X(LEX_STRONG_LONG, "phrase-long", "known phrase")                     \
	X(LEAD_LABEL, "lead-label", "reference to another page")              \
	X(LEAD_RELATED, "lead-related", "reference to another page")          \
	X(LEAD_TAGS, "lead-tags", "key words of the text")                    \
	/* Copies. */                                                         \
	X(FIRST, "first", "first line")                                       \
	X(FIRST_SHORT, "first-short", "name of the site")                     \
	X(KICKER, "kicker", "name of a section above the title")              \
	X(KICKER_FIRST, "kicker-first", "name of a section above the title")  \
	X(HEADLINE, "headline", "headline")                                   \
	X(COPY_TITLE, "copy-title", "copy of the title")                      \
	X(COPY, "copy", "copy of an earlier line")                            \
	X(COPY_SHORT, "copy-short", "copy of an earlier line")                \
	X(COPIED_LATER, "copied-later", "comes again below")                  \
	/* Neighbours. */                                                     \
	X(BEFORE_BODY, "before-body", "above the text")                       \
	X(JUST_BEFORE, "just-before", "just above the text")                  \
	X(FAR_BEFORE, "far-before", "far above the text")                     \
	X(AFTER_BODY, "after-body", "below the text")                         \
	X(JUST_AFTER, "just-after", "just below the text")                    \
	X(FAR_AFTER, "far-after", "far below the text")                       \
	X(INSIDE_BODY, "inside-body", "inside the text")                      \
	X(BETWEEN_PROSE, "between-prose", "between paragraphs")               \
	X(RUN_6, "run-6", "among short lines")                                \
	X(RUN_15, "run-15", "in a long list of short lines")                  \
	X(ZONE_RELATED, "under-related", "under a header of other pages")     \
	X(ZONE_RELATED_FAR, "below-related", "below a header of other pages") \
	X(ZONE_COMMENTS, "under-comments", "under a header of comments")      \
	X(ZONE_LEGAL, "under-legal", "under the site's notices")              \
	X(ZONE_OTHER, "under-services", "under the page's services")          \
	X(RELATED_TAIL, "related-tail", "under a last header of other pages") \
	X(TEASER, "teaser", "another page and its date")                      \
	X(RHYME, "rhyme", "rhymes")                                           \
	X(EVEN, "even", "lines of even length")                               \
	X(SEQUENCE, "sequence", "numbered list")                              \
	X(ROWS, "rows", "rows of a table")                                    \
	X(GLOSSES, "glosses", "labels and their values")                      \
	X(UNDER_COLON, "under-colon", "list under a label")                   \
	X(CONTENTS, "contents", "table of contents")                          \
	X(REFERENCE, "reference", "reference")                                \
	X(MENU_HEAD, "menu-head", "menu")                                     \
	X(MENU_TAIL, "menu-tail", "labels below the text")                    \
	X(THREAD, "thread", "said in a thread")                               \
	X(TITLED, "titled", "title of the text")                              \
	X(OF_TITLE, "of-title", "more about the title")                       \
	X(ABOVE_BYLINE, "above-byline", "headline")                           \
	X(BELOW_TITLE, "below-title", "below the title")                      \
	X(BELOW_CRUMBS, "below-crumbs", "headline")                           \
	X(READERS, "readers", "words of a reader")                            \
	X(REPLY, "reply", "words of a reader")                                \
	X(BETWEEN_BUTTONS, "between-buttons", "between the page's buttons")   \
	X(STRANGE, "strange", "words foreign to the text")                    \
	X(TAGS, "tags", "key words of the text")                              \
	X(INITIALS, "initials", "initials of who wrote")                      \
	X(OPEN_TAIL, "open-tail", "open end below closed paragraphs")         \
	X(LONE_NUMBER, "lone-number", "a number beside the text")             \
	X(SIGNATURE, "signature", "signature of a member")                    \
	X(CODE, "code", "code")                                               \
	X(TAG, "tag", "key word of the text")                                 \
	X(SITE_TAIL, "site-tail", "the page's words at the end")              \
	X(TAIL, "tail", "open lines below closed paragraphs")                 \
	/* What a page in HTML says. */                                       \
	X(H_LINKS, "links", "links")                                          \
	X(H_SOME_LINKS, "some-links", "links")                                \
	X(H_REFERENCE, "linked-reference", "reference to another page")       \
	X(H_CONTENT, "in-content", "in the page's content")                   \
	X(H_OUTSIDE, "outside-content", "outside the page's content")         \
	X(H_ARTICLE, "in-article", "in an article")                           \
	X(H_OUTSIDE_ARTICLE, "outside-article", "outside the article")        \
	X(H_NAV, "in-nav", "navigation, header or footer")                    \
	X(H_FORM, "in-form", "form")                                          \
	X(H_CLASS, "in-class", "box of the page (by its class)")              \
	X(H_COMMENTS, "in-comments", "comments of readers")                   \
	X(H_HIDDEN, "hidden", "hidden")                                       \
	X(H_DIALOG, "dialog", "dialog of the page")                           \
	X(H_HEADING, "heading", "heading")                                    \
	X(H_PARA, "paragraph", "paragraph")                                   \
	X(H_ROW, "row", "row of a table")                                     \
	X(H_CAPTION, "caption", "caption")                                    \
	/* What other documents of the source have. */                        \
	X(REPEATED, "repeated", "repeated in other documents")                \
	X(REPEATED_HEAD, "repeated-head", "begins as in other documents")     \
	X(REPEATED_INSIDE, "repeated-inside", "repeated heading")

enum boiler_feature {
#define X(name, text, reason) F_##name,
	BOILER_FEATURES(X)
#undef X
	F_N,
	FEATURE_WORDS = (F_N + 63) / 64
};

/* A set of them. */
struct features {
	uint64_t bit[FEATURE_WORDS];
};

static inline void
features_put(struct features *f, enum boiler_feature i, bool is_true)
{
	f->bit[i >> 6] |= (uint64_t)is_true << (i & 63);
}

static inline void
features_clear(struct features *f, enum boiler_feature i)
{
	f->bit[i >> 6] &= ~((uint64_t)1 << (i & 63));
}

static inline bool
features_has(const struct features *f, enum boiler_feature i)
{
	return (f->bit[i >> 6] >> (i & 63) & 1) != 0;
}

#endif
