/* names.c - what names of elements and classes mean (names.h). */
#include "html/names.h"

#include <string.h>

#include "html/blocks.h"

/* In byte order; the first is for all that are not here. */
static const struct html_name names[] = {
	{ "", HTML_INLINE, 0 },
	{ "a", HTML_LINK, 0 },
	{ "address", HTML_BLOCK, 0 },
	{ "amp-ad", HTML_SKIP, 0 },
	{ "amp-consent", HTML_SKIP, 0 },
	{ "amp-embed", HTML_SKIP, 0 },
	{ "amp-next-page", HTML_BLOCK, NASS_HTML_NAV },
	{ "amp-sidebar", HTML_BLOCK, NASS_HTML_NAV },
	{ "amp-social-share", HTML_SKIP, 0 },
	{ "amp-user-notification", HTML_BLOCK, NASS_HTML_DIALOG },
	{ "area", HTML_VOID, 0 },
	{ "article", HTML_BLOCK, NASS_HTML_ARTICLE },
	{ "aside", HTML_BLOCK, NASS_HTML_ASIDE },
	{ "audio", HTML_SKIP, 0 },
	{ "base", HTML_VOID, 0 },
	{ "blockquote", HTML_BLOCK, NASS_HTML_PARA },
	{ "body", HTML_BLOCK, 0 },
	{ "br", HTML_BREAK, 0 },
	{ "button", HTML_BLOCK, NASS_HTML_FORM },
	{ "canvas", HTML_SKIP, 0 },
	{ "caption", HTML_BLOCK, NASS_HTML_CAPTION },
	{ "center", HTML_BLOCK, 0 },
	{ "col", HTML_VOID, 0 },
	{ "datalist", HTML_SKIP, 0 },
	{ "dd", HTML_ITEM, NASS_HTML_ITEM },
	{ "details", HTML_BLOCK, 0 },
	{ "dialog", HTML_BLOCK, NASS_HTML_DIALOG },
	{ "dir", HTML_BLOCK, 0 },
	{ "div", HTML_BLOCK, 0 },
	{ "dl", HTML_BLOCK, 0 },
	{ "dt", HTML_ITEM, NASS_HTML_ITEM },
	{ "embed", HTML_VOID, 0 },
	{ "fieldset", HTML_BLOCK, NASS_HTML_FORM },
	{ "figcaption", HTML_BLOCK, NASS_HTML_CAPTION },
	{ "figure", HTML_BLOCK, 0 },
	{ "footer", HTML_BLOCK, NASS_HTML_FOOTER },
	{ "form", HTML_BLOCK, NASS_HTML_FORM },
	{ "frame", HTML_VOID, 0 },
	{ "h1", HTML_BLOCK, NASS_HTML_HEADING | NASS_HTML_H1 },
	{ "h2", HTML_BLOCK, NASS_HTML_HEADING },
	{ "h3", HTML_BLOCK, NASS_HTML_HEADING },
	{ "h4", HTML_BLOCK, NASS_HTML_HEADING },
	{ "h5", HTML_BLOCK, NASS_HTML_HEADING },
	{ "h6", HTML_BLOCK, NASS_HTML_HEADING },
	{ "head", HTML_BLOCK, 0 },
	{ "header", HTML_BLOCK, NASS_HTML_HEADER },
	{ "hgroup", HTML_BLOCK, 0 },
	{ "hr", HTML_BREAK, 0 },
	{ "html", HTML_BLOCK, 0 },
	{ "iframe", HTML_SKIP, 0 },
	{ "img", HTML_VOID, 0 },
	{ "input", HTML_VOID, 0 },
	{ "label", HTML_SPAN, NASS_HTML_FORM },
	{ "legend", HTML_BLOCK, NASS_HTML_FORM },
	{ "li", HTML_ITEM, NASS_HTML_ITEM },
	{ "link", HTML_VOID, 0 },
	{ "main", HTML_BLOCK, NASS_HTML_ARTICLE },
	{ "map", HTML_SKIP, 0 },
	{ "marquee", HTML_BLOCK, NASS_HTML_CLASS },
	{ "menu", HTML_BLOCK, NASS_HTML_NAV },
	{ "meta", HTML_VOID, 0 },
	{ "nav", HTML_BLOCK, NASS_HTML_NAV },
	{ "noembed", HTML_SKIP, 0 },
	{ "noframes", HTML_SKIP, 0 },
	{ "noscript", HTML_SKIP, 0 },
	{ "object", HTML_SKIP, 0 },
	{ "ol", HTML_BLOCK, 0 },
	{ "optgroup", HTML_SKIP, 0 },
	{ "option", HTML_SKIP, 0 },
	{ "p", HTML_PARA, NASS_HTML_PARA },
	{ "param", HTML_VOID, 0 },
	{ "pre", HTML_PRE, NASS_HTML_PARA },
	{ "script", HTML_SKIP, 0 },
	{ "section", HTML_BLOCK, 0 },
	{ "select", HTML_SKIP, 0 },
	{ "source", HTML_VOID, 0 },
	{ "span", HTML_SPAN, 0 },
	{ "style", HTML_SKIP, 0 },
	{ "summary", HTML_BLOCK, 0 },
	{ "svg", HTML_SKIP, 0 },
	{ "table", HTML_BLOCK, 0 },
	{ "tbody", HTML_BLOCK, 0 },
	{ "td", HTML_CELL, 0 },
	{ "template", HTML_SKIP, 0 },
	{ "textarea", HTML_SKIP, 0 },
	{ "tfoot", HTML_BLOCK, 0 },
	{ "th", HTML_CELL, 0 },
	{ "thead", HTML_BLOCK, 0 },
	{ "title", HTML_SKIP, 0 },
	{ "tr", HTML_ROW, 0 },
	{ "track", HTML_VOID, 0 },
	{ "ul", HTML_BLOCK, 0 },
	{ "video", HTML_SKIP, 0 },
	{ "wbr", HTML_VOID, 0 },
	{ "xmp", HTML_PRE, 0 },
};

#define NNAMES (sizeof names / sizeof names[0])

/* Words of classes that furniture bears, in byte order. */
static const char *const furniture[] = { "ad", "ads", "adsense", "adv",
	"advert", "advertise", "advertisement", "advertising", "banner",
	"breadcrumb", "breadcrumbs", "breaking", "copyright", "crumb", "crumbs",
	"cta", "disclaimer", "dropdown", "facebook", "foot", "footer",
	"infinite", "latest", "login", "masthead", "menu", "menus", "modal",
	"most", "mostread", "nav", "navbar", "navbox", "navigation",
	"newsletter", "next", "nextprev", "offcanvas", "outbrain", "overlay",
	"pager", "pagination", "paging", "poll", "popular", "popup", "prev",
	"previous", "promo", "promoted", "rating", "readmore", "recent",
	"recommend", "recommendations", "recommended", "related", "relates",
	"rss", "search", "share", "shares", "sharing", "side", "sidebar",
	"signup", "similar", "sitemap", "skip", "slideshow", "social",
	"sponsor", "sponsored", "sticky", "submenu", "subscribe",
	"subscription", "suggest", "suggested", "suggestions", "taboola", "tag",
	"tagcloud", "tags", "ticker", "toc", "toolbar", "topbar", "toplinks",
	"trending", "twitter", "usermenu", "vote", "votes", "weather",
	"whatsapp", "widget", "widgets" };

/* Those of them that are no part of a text, wherever they stand. */
static const char *const aside[] = { "newsletter", "outbrain", "related",
	"signup", "subscribe", "subscription", "taboola" };

static const char *const comments[] = { "comment", "comments", "disqus",
	"replies", "reply", "respond" };

static const char *const dialog[] = { "consent", "cookie", "cookies", "gdpr" };

static const char *const byline[] = { "author", "byline", "date", "dateline",
	"datetime", "pubdate", "published", "timestamp" };

/* `entry-content`: one of these, then one of those. */
static const char *const content_first[] = { "article", "blog", "entry", "main",
	"news", "post", "story" };
static const char *const content_second[] = { "body", "content", "copy",
	"detail", "details", "text" };
/* What tells of the author: `author-box`. */
static const char *const author_second[] = { "about", "area", "bio", "block",
	"box", "card", "description", "info", "profile", "widget" };
static const char *const content_alone[] = { "articlebody", "articlecontent",
	"articletext", "bodytext", "hentry", "newsbody", "postbody",
	"postcontent", "storybody", "storytext" };

/* The order of a name and another that ends with a NUL. */
static inline int
order(struct nass_str a, const char *b)
{
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b[i])
			return (unsigned char)a.p[i] < (unsigned char)b[i] ? -1
									   : 1;
	return b[a.n] == '\0' ? 0 : -1;
}

unsigned
html__name_find(struct nass_str name)
{
	size_t low = 1;
	size_t high = NNAMES;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int o = order(name, names[mid].name);

		if (o == 0)
			return (unsigned)mid;
		if (o > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

const struct html_name *
html__name(unsigned number)
{
	return &names[number];
}

/* The list is in byte order. */
static bool
is_in(const char *const *list, size_t n, struct nass_str word)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = (low + n) / 2;
		int o = order(word, list[mid]);

		if (o == 0)
			return true;
		if (o > 0)
			low = mid + 1;
		else
			n = mid;
	}
	return false;
}

#define IS_IN(list, word) is_in(list, sizeof(list) / sizeof(list[0]), word)

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next word: letters; a capital behind a small letter begins another. */
static struct nass_str
next_word(struct nass_str *rest, char room[24])
{
	size_t i = 0;
	size_t n = 0;

	while (i < rest->n && !is_letter(rest->p[i]))
		i++;
	for (; i < rest->n && is_letter(rest->p[i]); i++) {
		char c = rest->p[i];

		if (n > 0 && c <= 'Z' && rest->p[i - 1] >= 'a')
			break;
		if (n < 23)
			room[n++] = (char)(c | 0x20);
	}
	*rest = nass_str_sub(*rest, i, rest->n);
	return (struct nass_str){ room, n };
}

static unsigned
class_marks(struct nass_str value)
{
	char room[2][24];
	bool was_first = false;
	bool was_author = false;
	unsigned marks = 0;

	for (unsigned k = 0; value.n > 0; k ^= 1) {
		struct nass_str word = next_word(&value, room[k]);

		if (word.n == 0)
			break;
		if (IS_IN(content_alone, word) ||
		    (was_first && IS_IN(content_second, word)))
			marks |= NASS_HTML_CONTENT;
		else if (IS_IN(comments, word))
			marks |= NASS_HTML_COMMENTS;
		else if (IS_IN(dialog, word))
			marks |= NASS_HTML_DIALOG;
		else if (was_author && IS_IN(author_second, word))
			marks = (marks & ~(unsigned)NASS_HTML_BYLINE) |
			    NASS_HTML_ASIDE | NASS_HTML_CLASS;
		else if (IS_IN(furniture, word))
			marks |= NASS_HTML_CLASS |
			    (IS_IN(aside, word) ? NASS_HTML_ASIDE : 0);
		else if (IS_IN(byline, word))
			marks |= NASS_HTML_BYLINE;
		was_first = IS_IN(content_first, word);
		was_author = nass_str_eq(word, NASS_STR("author"));
	}
	/* `entry-content adsCenter`: the better word counts. */
	return (marks & NASS_HTML_CONTENT) != 0 ? NASS_HTML_CONTENT : marks;
}

static bool
has_word(struct nass_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, word, n) == 0)
			return true;
	return false;
}

unsigned
html__marks(const struct nass_html_token *t)
{
	unsigned marks = 0;

	for (size_t i = 0; i < t->nattr; i++) {
		struct nass_str name = t->attr[i].name;
		struct nass_str value = t->attr[i].value;

		if (nass_str_eq(name, NASS_STR("class")) ||
		    nass_str_eq(name, NASS_STR("id")))
			marks |= class_marks(value);
		else if (nass_str_eq(name, NASS_STR("role")))
			marks |= has_word(value, "navigation") ||
				has_word(value, "search")
			    ? NASS_HTML_NAV
			    : has_word(value, "complementary") ? NASS_HTML_ASIDE
			    : has_word(value, "contentinfo") ? NASS_HTML_FOOTER
			    : has_word(value, "main")        ? NASS_HTML_ARTICLE
			    : has_word(value, "dialog")      ? NASS_HTML_DIALOG
							     : 0;
		else if (nass_str_eq(name, NASS_STR("itemprop")))
			marks |= has_word(value, "articleBody")
			    ? NASS_HTML_CONTENT
			    : 0;
		else if (nass_str_eq(name, NASS_STR("hidden")))
			marks |= NASS_HTML_HIDDEN;
		else if (nass_str_eq(name, NASS_STR("style")))
			marks |= has_word(value, "display:none") ||
				has_word(value, "display: none")
			    ? NASS_HTML_HIDDEN
			    : 0;
	}
	if ((marks & NASS_HTML_CONTENT) != 0)
		marks &= ~(unsigned)(NASS_HTML_CLASS | NASS_HTML_COMMENTS);
	return marks;
}
