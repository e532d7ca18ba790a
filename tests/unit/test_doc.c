/*
 * test_doc.c - JSON lines: cases, and laws against a recursive reference.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <nass/doc.h>

#include "json.h"
#include "random.h"
#include "text/utf8.h"

Suite *test_doc(void);

static struct nass_str
text_of(const struct nass_buf *b)
{
	return nass_buf_str(b);
}

#define assert_str(got, want) assert_bytes((got), nass_str(want))
static void
assert_bytes(struct nass_str got, struct nass_str want)
{
	ck_assert_msg(nass_str_eq(got, want), "got %.*s, want %.*s", (int)got.n,
	    got.p, (int)want.n, want.p);
}

/* Laws ----------------------------------------------------------------------- */

START_TEST(grammar)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_err err;
	size_t rounds = random_rounds(20000);
	enum nass_code code;
	char *exact;

	while (rounds-- > 0) {
		b.n = 0;
		json_record(&b);
		if (random_below(2) == 0)
			json_damage(&b);
		exact = malloc(b.n + 1); /* so that ASan sees one byte more */
		memcpy(exact, b.p != NULL ? b.p : "", b.n);
		code = nass_json_find(
		    (struct nass_str){ exact, b.n }, NULL, 0, &err);
		ck_assert_msg((code == NASS_OK) == json_is_object(text_of(&b)),
		    "%d: %.*s", code, (int)b.n, b.p);
		if (code != NASS_OK)
			ck_assert_uint_le(err.at, b.n);
		free(exact);
	}
	nass_buf_fini(&b);
}
END_TEST

/* A prefix of a record ends too early, and says so at its end. */
START_TEST(prefix)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_err err;
	size_t rounds = random_rounds(300);
	size_t n;

	while (rounds-- > 0) {
		b.n = 0;
		json_record(&b);
		while (b.n > 0 && b.p[b.n - 1] != '}')
			b.n--;
		for (n = 0; n < b.n; n++) {
			ck_assert_int_eq(
			    nass_json_find(
				nass_str_sub(text_of(&b), 0, n), NULL, 0, &err),
			    NASS_EINPUT);
			ck_assert_uint_eq(err.at, n);
		}
	}
	nass_buf_fini(&b);
}
END_TEST

START_TEST(decode_encode)
{
	struct nass_buf json = NASS_BUF_INIT;
	struct nass_buf text = NASS_BUF_INIT;
	size_t rounds = random_rounds(3000);
	char raw[300];
	uint64_t nlone = 0;
	size_t n;

	while (rounds-- > 0) {
		n = random_text(raw, random_below(sizeof(raw)));
		json.n = text.n = 0;
		ck_assert_int_eq(
		    nass_json_encode((struct nass_str){ raw, n }, &json, NULL),
		    NASS_OK);
		ck_assert(json_is_string(text_of(&json)));
		ck_assert_int_eq(
		    nass_json_decode(text_of(&json), &text, &nlone, NULL),
		    NASS_OK);
		assert_bytes(text_of(&text), (struct nass_str){ raw, n });
	}
	ck_assert_uint_eq(nlone, 0);
	nass_buf_fini(&json);
	nass_buf_fini(&text);
}
END_TEST

/* Every code point as \uXXXX, alone or as a pair, with letters between. */
START_TEST(decode_all)
{
	struct nass_buf json = NASS_BUF_INIT;
	struct nass_buf text = NASS_BUF_INIT;
	struct nass_buf want = NASS_BUF_INIT;
	uint32_t cp;
	uint32_t c;
	uint64_t nlone = 0;

	json_put(&json, "\"");
	for (cp = 0; cp <= 0x10FFFF; cp += cp < 0xFFFF ? 1 : 61) {
		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		c = cp - 0x10000;
		ck_assert_int_eq(cp <= 0xFFFF
			? nass_buf_printf(&json, NULL,
			      cp % 2 != 0 ? "\\u%04X" : "\\u%04x ", cp)
			: nass_buf_printf(&json, NULL, "\\u%04x\\u%04X",
			      0xD800 + (c >> 10), 0xDC00 + (c & 0x3FF)),
		    NASS_OK);
		ck_assert_int_eq(nass_utf8_put(&want, cp, NULL), NASS_OK);
		if (cp <= 0xFFFF && cp % 2 == 0)
			json_put(&want, " ");
	}
	json_put(&json, "\"");
	ck_assert_int_eq(
	    nass_json_decode(text_of(&json), &text, &nlone, NULL), NASS_OK);
	ck_assert(nass_str_eq(text_of(&text), text_of(&want)));
	ck_assert_uint_eq(nlone, 0);
	nass_buf_fini(&json);
	nass_buf_fini(&text);
	nass_buf_fini(&want);
}
END_TEST

START_TEST(splice_keeps)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_member m[2];
	struct nass_str fresh = NASS_STR("[7]");
	size_t rounds = random_rounds(3000);

	while (rounds-- > 0) {
		b.n = out.n = 0;
		json_record(&b);
		m[0].name = NASS_STR("text");
		m[1].name = NASS_STR("id");
		ck_assert_int_eq(
		    nass_json_find(text_of(&b), m, 2, NULL), NASS_OK);
		ck_assert_int_eq(
		    nass_json_splice(text_of(&b), m, 2, &out, NULL), NASS_OK);
		assert_bytes(text_of(&out), text_of(&b)); /* nothing fresh */
		m[1].fresh = &fresh;
		out.n = 0;
		ck_assert_int_eq(
		    nass_json_splice(text_of(&b), m, 2, &out, NULL), NASS_OK);
		ck_assert_int_eq(
		    nass_json_find(text_of(&out), m, 2, NULL), NASS_OK);
		assert_str(m[1].value, "[7]");
	}
	nass_buf_fini(&b);
	nass_buf_fini(&out);
}
END_TEST

/* Cases ------------------------------------------------------------------------ */

static const struct {
	const char *line;
	uint64_t at;
} broken[] = {
	{ "", 0 },
	{ "[]", 0 },
	{ " 1", 1 },
	{ "{", 1 },
	{ "{\"a\":1,}", 7 },
	{ "{\"a\":01}", 6 },
	{ "{\"a\":1.}", 7 },
	{ "{\"a\":-}", 6 },
	{ "{\"a\":+1}", 5 },
	{ "{\"a\":.5}", 5 },
	{ "{\"a\":1e}", 7 },
	{ "{\"a\":tru}", 8 },
	{ "{\"a\":\"\\x\"}", 7 },
	{ "{\"a\":\"\\u12G4\"}", 10 },
	{ "{\"a\":\"\t\"}", 6 },
	{ "{\"a\" 1}", 5 },
	{ "{a:1}", 1 },
	{ "{\"a\":[1,]}", 8 },
	{ "{\"a\":[1}", 7 },
	{ "{\"a\":{\"b\":[}]}", 11 },
	{ "{\"a\":1}}", 7 },
	{ "{\"a\":1} {", 8 },
	{ "{\"a\":NaN}", 5 },
	{ "{'a':1}", 1 },
	{ "\xEF\xBB\xBF{}", 0 },
};

START_TEST(position)
{
	struct nass_err err;

	ck_assert_int_eq(
	    nass_json_find(nass_str(broken[_i].line), NULL, 0, &err),
	    NASS_EINPUT);
	ck_assert_uint_eq(err.at, broken[_i].at);
}
END_TEST

START_TEST(find)
{
	struct nass_member m[4] = { { .name = NASS_STR("text") },
		{ .name = NASS_STR("id") }, { .name = NASS_STR("x\"") },
		{ .name = NASS_STR("none") } };

	ck_assert_int_eq(
	    nass_json_find(nass_str("{\"text\":1,\"id\":-5e3 ,"
				    "\"sub\":{\"text\":2},\"te\\u0078t\":"
				    "\"last\", \"x\\\"\":[ 1,{} ]}"),
		m, 4, NULL),
	    NASS_OK);
	ck_assert_int_eq(m[0].type, NASS_JSON_STRING);
	assert_str(m[0].value, "\"last\"");
	ck_assert_int_eq(m[1].type, NASS_JSON_NUMBER);
	assert_str(m[1].value, "-5e3");
	ck_assert_int_eq(m[2].type, NASS_JSON_ARRAY);
	assert_str(m[2].value, "[ 1,{} ]");
	ck_assert_int_eq(m[3].type, NASS_JSON_NONE);
}
END_TEST

START_TEST(names)
{
	struct nass_member m = { .name = NASS_STR("a/\xF0\x9F\x98\x80") };

	ck_assert_int_eq(
	    nass_json_find(
		nass_str("{\"a\\/\\uD83D\\uDE00\":1,\"a/\":2}"), &m, 1, NULL),
	    NASS_OK);
	assert_str(m.value, "1");
	m.name = NASS_STR("\\n"); /* the raw bytes are no match */
	ck_assert_int_eq(
	    nass_json_find(nass_str("{\"\\n\":1}"), &m, 1, NULL), NASS_OK);
	ck_assert_int_eq(m.type, NASS_JSON_NONE);
	m.name = NASS_STR("");
	ck_assert_int_eq(
	    nass_json_find(nass_str("{\"\":1}"), &m, 1, NULL), NASS_OK);
	ck_assert_int_eq(m.type, NASS_JSON_NUMBER);
}
END_TEST

START_TEST(deep)
{
	struct nass_buf b = NASS_BUF_INIT;
	struct nass_member m = { .name = NASS_STR("z") };
	size_t depth = 1000000;
	size_t i;

	json_put(&b, "{\"a\":");
	for (i = 0; i < depth; i++)
		json_put(&b, i % 3 == 0 ? "[" : "{\"a\":");
	json_put(&b, "1");
	for (i = depth; i-- > 0;)
		json_put(&b, i % 3 == 0 ? "]" : "}");
	json_put(&b, ",\"z\":2}");
	ck_assert_int_eq(nass_json_find(text_of(&b), &m, 1, NULL), NASS_OK);
	assert_str(m.value, "2");
	b.n -= 8;
	ck_assert_int_eq(nass_json_find(text_of(&b), &m, 1, NULL), NASS_EINPUT);
	nass_buf_fini(&b);
}
END_TEST

START_TEST(surrogates)
{
	struct nass_buf text = NASS_BUF_INIT;
	uint64_t nlone = 0;

	ck_assert_int_eq(
	    nass_json_decode(
		nass_str("\"\\ud83d x\\udc00\\ud800\\ud83d\\ude00\\ud83d\""),
		&text, &nlone, NULL),
	    NASS_OK);
	assert_str(text_of(&text),
	    "\xEF\xBF\xBD x\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80"
	    "\xEF\xBF\xBD");
	ck_assert_uint_eq(nlone, 4);
	nass_buf_fini(&text);
}
END_TEST

START_TEST(plain)
{
	struct nass_str text;

	ck_assert(nass_json_plain(NASS_STR("\"abc\""), &text));
	assert_str(text, "abc");
	ck_assert(nass_json_plain(NASS_STR("\"\""), &text));
	ck_assert_uint_eq(text.n, 0);
	ck_assert(!nass_json_plain(NASS_STR("\"a\\n\""), &text));
}
END_TEST

START_TEST(encode)
{
	struct nass_buf out = NASS_BUF_INIT;

	ck_assert_int_eq(
	    nass_json_encode(NASS_STR("\0\x1F\"\\/\b\f\n\r\t\x7F"), &out, NULL),
	    NASS_OK);
	assert_str(
	    text_of(&out), "\"\\u0000\\u001f\\\"\\\\/\\b\\f\\n\\r\\t\x7F\"");
	nass_buf_fini(&out);
}
END_TEST

static const struct {
	const char *line;
	const char *want;
} spliced[] = {
	{ "{}", "{\"text\":\"T\",\"new\":7}" },
	{ " { } ", " {\"text\":\"T\",\"new\":7 } " },
	{ "{\"a\" : 1 }", "{\"a\" : 1,\"text\":\"T\",\"new\":7 }" },
	{ "{\"new\":[], \"a\":\"}\",\"text\": null }",
	    "{\"new\":7, \"a\":\"}\",\"text\": \"T\" }" },
	{ "{\"text\":1,\"text\":2}", "{\"text\":1,\"text\":\"T\",\"new\":7}" },
	{ "{\"text\":{\"text\":1}}", "{\"text\":\"T\",\"new\":7}" },
};

START_TEST(splice)
{
	struct nass_str text = NASS_STR("\"T\"");
	struct nass_str new = NASS_STR("7");
	struct nass_member m[2] = { { .name = NASS_STR("text") },
		{ .name = NASS_STR("new") } };
	struct nass_buf out = NASS_BUF_INIT;
	struct nass_str line = nass_str(spliced[_i].line);

	ck_assert_int_eq(nass_json_find(line, m, 2, NULL), NASS_OK);
	m[0].fresh = &text;
	m[1].fresh = &new;
	ck_assert_int_eq(nass_json_splice(line, m, 2, &out, NULL), NASS_OK);
	assert_str(text_of(&out), spliced[_i].want);
	nass_buf_fini(&out);
}
END_TEST

Suite *
test_doc(void)
{
	Suite *s = suite_create("doc");
	TCase *laws = tcase_create("json-laws");
	TCase *cases = tcase_create("json");

	tcase_set_timeout(laws, 600);
	tcase_add_test(laws, grammar);
	tcase_add_test(laws, prefix);
	tcase_add_test(laws, decode_encode);
	tcase_add_test(laws, decode_all);
	tcase_add_test(laws, splice_keeps);
	suite_add_tcase(s, laws);
	tcase_set_timeout(cases, 60);
	tcase_add_loop_test(
	    cases, position, 0, sizeof(broken) / sizeof(broken[0]));
	tcase_add_test(cases, find);
	tcase_add_test(cases, names);
	tcase_add_test(cases, deep);
	tcase_add_test(cases, surrogates);
	tcase_add_test(cases, plain);
	tcase_add_test(cases, encode);
	tcase_add_loop_test(
	    cases, splice, 0, sizeof(spliced) / sizeof(spliced[0]));
	suite_add_tcase(s, cases);
	return s;
}
