/*
 * grams.c - n-grams, by sorting.
 *
 *	sequence	0 7 4 9 4 0 7 4 ...		ids of tokens
 *	keys		(7,4) (4,9) (9,4) (7,4) ...	ranks of the words, packed
 *	spellings	(4,9)*1 (7,4)*2 (9,4)*1		sorted, equal ones summed
 *	types		the same, by the ranks of the words' types
 *
 * Ranks are those of the words' bytes, and the space that joins the words of an
 * n-gram is below all bytes of a word: so numbers sort as the n-grams do.
 *
 * An n-gram whose ranks fit 64 bits (pairs always; three words of up to two
 * million) is its own key.  A wider one is a place in the sequence, sorted by
 * some of its words at a time, the last first.  A line of counts has a place
 * behind the sequence.
 */
#include <stdlib.h>
#include <string.h>

#include "count/private.h"

/* An order of n-grams at work. */
struct grams {
	struct nass_count *c;
	struct count__level *level;
	unsigned order;
	unsigned bits;
	bool is_wide;
	const uint32_t *rank; /* of spellings, as what they are compared */
	bool is_indirect;     /* items have numbers of spellings, not places */
};

/* Words ------------------------------------------------------------------ */

void
count__ranks_fini(struct count__ranks *r)
{
	free(r->spelling);
	free(r->type);
	free(r->type_of_spelling);
	free(r->id);
	free(r->type_of_rank);
	free(r->key);
	*r = (struct count__ranks){ 0 };
}

static unsigned
bits_of(size_t n)
{
	unsigned bits = 1;

	while (n >> bits != 0)
		bits++;
	return bits;
}

static void
rank(const struct count__vocab *v, struct count__item *item, uint32_t *rank)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		item[i].id = i;
	count__sort_words(v->key, item, item + v->n, v->n);
	for (i = 0; i < v->n; i++)
		rank[item[i].id] = (uint32_t)i;
}

enum nass_code
count__rank_words(struct nass_count *c, struct nass_err *err)
{
	size_t n = c->words.n > c->types.n ? c->words.n : c->types.n;
	struct count__item *item = count__items(n);
	struct count__ranks *r = &c->ranks;
	size_t i;

	count__ranks_fini(r);
	r->spelling = calloc(n + 1, sizeof(*r->spelling));
	r->type = calloc(n + 1, sizeof(*r->type));
	r->type_of_spelling = calloc(n + 1, sizeof(*r->type_of_spelling));
	r->id = calloc(n + 1, sizeof(*r->id));
	r->type_of_rank = calloc(n + 1, sizeof(*r->type_of_rank));
	r->key = calloc(n + 1, sizeof(*r->key));
	if (item == NULL || r->spelling == NULL || r->type == NULL ||
	    r->type_of_spelling == NULL || r->id == NULL ||
	    r->type_of_rank == NULL || r->key == NULL) {
		free(item);
		return nass_fail_nomem(err);
	}
	r->bits = bits_of(n);
	rank(&c->words, item, r->spelling);
	rank(&c->types, item, r->type);
	for (i = 0; i < c->words.n; i++) {
		uint32_t type = r->type[c->spelling[i].type];

		r->type_of_spelling[i] = type;
		r->id[r->spelling[i]] = (uint32_t)i;
		r->type_of_rank[r->spelling[i]] = type;
		r->key[r->spelling[i]] = c->words.key[i];
	}
	free(item);
	return NASS_OK;
}

/* Keys ------------------------------------------------------------------- */

static uint64_t
packed(const struct grams *g, const uint32_t *id, const uint32_t *rank)
{
	uint64_t key = 0;
	unsigned i;

	for (i = 0; i < g->order; i++)
		key = key << g->bits | rank[id[i] - 1];
	return key;
}

/* Ids at a place of the sequence, or of a line behind it. */
static const uint32_t *
at_place(const struct nass_count *c, uint64_t place)
{
	return place < c->nsequence
	    ? c->sequence + place
	    : c->given + c->line[place - c->nsequence].at;
}

/* The rank of word k of a wide n-gram. */
static uint32_t
rank_at(const struct grams *g, uint64_t id, unsigned k)
{
	const struct nass_count *c = g->c;
	uint64_t place = g->is_indirect ? g->level->gram[id].key : id;
	uint32_t word = at_place(c, place)[k] - 1;

	if (place >= c->nsequence && c->line[place - c->nsequence].is_type)
		return c->ranks.type[word];
	return g->rank[word];
}

/* Sort by key; wide n-grams by their words, which item.id leads to. */
static void
sort(const struct grams *g, struct count__item *item, size_t n)
{
	unsigned step = 64 / g->bits;
	unsigned end = g->order;
	unsigned from;
	unsigned k;
	size_t i;

	if (!g->is_wide) {
		count__radix(item, item + n, n);
		return;
	}
	for (; end > 0; end = from) {
		from = end > step ? end - step : 0;
		for (i = 0; i < n; i++) {
			item[i].key = 0;
			for (k = from; k < end; k++)
				item[i].key = item[i].key << g->bits |
				    rank_at(g, item[i].id, k);
		}
		count__radix(item, item + n, n);
	}
}

/* Order of two n-grams of equal or different lists. */
static int
compare(const struct grams *g, const struct count__item *x,
    const struct count__item *y)
{
	unsigned k;

	if (!g->is_wide)
		return x->key < y->key ? -1 : x->key > y->key;
	for (k = 0; k < g->order; k++) {
		uint32_t a = rank_at(g, x->id, k);
		uint32_t b = rank_at(g, y->id, k);

		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

/* Spellings -------------------------------------------------------------- */

/*
 * N-grams of the sequence, as records of `width` numbers: the key, and then the
 * place if it is wide, or else 1.
 */
static size_t
list_sequence(const struct grams *g, uint64_t *to, size_t width)
{
	const struct nass_count *c = g->c;
	unsigned bits = g->bits * g->order;
	uint64_t mask = bits < 64 ? ((uint64_t)1 << bits) - 1 : ~(uint64_t)0;
	uint64_t key = 0;
	size_t run = 0;
	size_t n = 0;
	size_t i;

	for (i = 0; i < c->nsequence; i++) {
		if (c->sequence[i] == 0) {
			run = 0;
			continue;
		}
		key = (key << g->bits | g->rank[c->sequence[i] - 1]) & mask;
		if (++run < g->order || i < c->ncarried)
			continue;
		to[n * width] = key;
		if (width > 1)
			to[n * width + 1] = g->is_wide ? i + 1 - g->order : 1;
		n++;
	}
	return n;
}

/* Those of lines of counts, or of documents, of this order. */
static size_t
list_lines(const struct grams *g, bool is_type, struct count__item *item)
{
	const struct nass_count *c = g->c;
	const uint32_t *rank = is_type ? c->ranks.type : g->rank;
	size_t n = 0;
	size_t i;

	for (i = 0; i < c->nline; i++) {
		const struct count__line *l = &c->line[i];

		if (l->order != g->order || l->is_type != is_type || l->n == 0)
			continue;
		item[n++] = (struct count__item){
			g->is_wide ? 0 : packed(g, c->given + l->at, rank),
			g->is_wide ? c->nsequence + i : l->n,
		};
	}
	return n;
}

static uint64_t
weight(const struct grams *g, const struct count__item *item)
{
	size_t n = g->c->nsequence;

	if (!g->is_wide)
		return item->id;
	return item->id < n ? 1 : g->c->line[item->id - n].n;
}

/* Equal ones become one: { key, count }, or { place, count } if wide. */
static enum nass_code
sum_spellings(const struct grams *g, struct count__item *item, size_t n,
    size_t *nsum, struct nass_err *err)
{
	struct count__item first = { 0, 0 };
	size_t i;

	*nsum = 0;
	for (i = 0; i < n; i++) {
		uint64_t count = weight(g, &item[i]);

		if (i > 0 && compare(g, &first, &item[i]) == 0) {
			if (count__add(&item[*nsum - 1].id, count, err) !=
			    NASS_OK)
				return NASS_ELIMIT;
			continue;
		}
		first = item[i];
		item[(*nsum)++] =
		    (struct count__item){ g->is_wide ? first.id : first.key,
			    count };
	}
	return NASS_OK;
}

/* Narrow n-grams of the sequence, which are numbers: half the work. */
static enum nass_code
sum_sequence(const struct grams *g, struct count__item **items, size_t *nsum,
    struct nass_err *err)
{
	size_t most = g->c->nsequence;
	uint64_t *number = malloc((2 * most + 1) * sizeof(*number));
	struct count__item *item;
	size_t n = 0;
	size_t k = 0;
	size_t i;

	if (number == NULL)
		return nass_fail_nomem(err);
	n = list_sequence(g, number, 1);
	count__radix_numbers(number, number + most, n);
	for (*nsum = i = 0; i < n; i++)
		*nsum += i == 0 || number[i] != number[i - 1];
	*items = item = malloc((*nsum + 1) * sizeof(*item));
	for (i = 0; item != NULL && i < n; i++) {
		if (i == 0 || number[i] != number[i - 1])
			item[k++] = (struct count__item){ number[i], 0 };
		item[k - 1].id++;
	}
	free(number);
	return item != NULL ? NASS_OK : nass_fail_nomem(err);
}

/* N-grams of the sequence and of lines. */
static enum nass_code
sum_all(const struct grams *g, struct count__item **items, size_t *nsum,
    struct nass_err *err)
{
	size_t most = g->c->nsequence + g->c->nline;
	struct count__item *item = malloc((2 * most + 1) * sizeof(*item));
	size_t n;

	*items = item;
	if (item == NULL)
		return nass_fail_nomem(err);
	n = list_sequence(g, &item->key, 2);
	n += list_lines(g, false, item + n);
	sort(g, item, n);
	return sum_spellings(g, item, n, nsum, err);
}

static enum nass_code
list_spellings(const struct grams *g, struct nass_err *err)
{
	struct count__level *l = g->level;

	return g->is_wide || g->c->nline > 0
	    ? sum_all(g, &l->gram, &l->ngram, err)
	    : sum_sequence(g, &l->gram, &l->ngram, err);
}

void
count__gram(const struct nass_count *c, unsigned level, uint32_t g,
    uint32_t id[NASS_NGRAM_MAX])
{
	uint64_t key = c->level[level].gram[g].key;
	unsigned bits = c->ranks.bits;
	uint64_t mask = ((uint64_t)1 << bits) - 1;
	unsigned i = level + 1;
	const uint32_t *p;

	if (bits * (level + 1) <= 64) {
		for (; i-- > 0; key >>= bits)
			id[i] = c->ranks.id[key & mask];
		return;
	}
	p = at_place(c, key);
	while (i-- > 0)
		id[i] = p[i] - 1;
}

enum nass_code
count__put_gram(const struct nass_count *c, unsigned level, uint32_t g,
    struct nass_buf *out, struct nass_err *err)
{
	uint64_t gram = c->level[level].gram[g].key;
	unsigned bits = c->ranks.bits;
	uint64_t mask = ((uint64_t)1 << bits) - 1;
	bool is_wide = bits * (level + 1) > 64;
	enum nass_code code = NASS_OK;
	unsigned i;

	for (i = 0; code == NASS_OK && i <= level; i++) {
		uint64_t word = is_wide
		    ? c->words.key[at_place(c, gram)[i] - 1]
		    : c->ranks.key[gram >> bits * (level - i) & mask];

		if (i > 0)
			code = nass_buf_putc(out, ' ', err);
		if (code == NASS_OK)
			code = count__word_put(word, out, err);
	}
	return code;
}

/* The ranks of the types of a narrow n-gram, packed. */
static uint64_t
typed(const struct grams *g, uint64_t key)
{
	uint64_t mask = ((uint64_t)1 << g->bits) - 1;
	uint64_t made = 0;
	unsigned i;

	for (i = 0; i < g->order; i++)
		made |= (uint64_t)
			    g->c->ranks.type_of_rank[key >> g->bits * i & mask]
		    << g->bits * i;
	return made;
}

/* Types ------------------------------------------------------------------ */

/* Spellings, as what their types are compared by. */
static enum nass_code
list_types(
    const struct grams *g, struct count__item **items, struct nass_err *err)
{
	size_t n = g->level->ngram;
	struct count__item *item = malloc((2 * n + 1) * sizeof(*item));
	bool is_sorted = true;
	size_t i;

	if (item == NULL)
		return nass_fail_nomem(err);
	for (i = 0; i < n; i++) {
		item[i] = (struct count__item){ 0, i };
		if (g->is_wide)
			continue;
		item[i].key = typed(g, g->level->gram[i].key);
		is_sorted &= i == 0 || item[i - 1].key <= item[i].key;
	}
	if (g->is_wide || !is_sorted)
		sort(g, item, n);
	*items = item;
	return NASS_OK;
}

/* Spellings that moved are shown last; of equal counts the least bytes first. */
static bool
is_better(const struct grams *g, uint32_t x, uint32_t y)
{
	const struct count__item *gram = g->level->gram;
	unsigned level = g->order - 1;
	bool has_moved = count__has_moved(g->c, level, x);

	if (has_moved != count__has_moved(g->c, level, y))
		return !has_moved;
	return gram[x].id > gram[y].id || (gram[x].id == gram[y].id && x < y);
}

static enum nass_code
sum_types(
    const struct grams *g, const struct count__item *item, struct nass_err *err)
{
	struct count__level *l = g->level;
	struct count__sum *sum = NULL;
	size_t i;

	for (i = 0; i < l->ngram; i++) {
		uint32_t spelling = (uint32_t)item[i].id;
		uint64_t count = l->gram[spelling].id;

		if (i == 0 || compare(g, &item[i - 1], &item[i]) != 0) {
			l->first[l->ntype] = (uint32_t)i;
			sum = &l->sum[l->ntype++];
			*sum = (struct count__sum){ 0, spelling, 0 };
		}
		l->group[i] = spelling;
		if (count__add(&sum->count, count, err) != NASS_OK)
			return NASS_ELIMIT;
		if (sum->nvariant++ > 0 && is_better(g, spelling, sum->best))
			sum->best = spelling;
	}
	l->first[l->ntype] = (uint32_t)l->ngram;
	return NASS_OK;
}

static enum nass_code
group_types(struct grams *g, struct nass_err *err)
{
	struct count__level *l = g->level;
	struct count__item *item = NULL;
	enum nass_code code;

	if (l->ngram >= UINT32_MAX)
		return nass_fail(
		    err, NASS_ELIMIT, 0, "more than 2^32 n-grams in memory");
	g->rank = g->c->ranks.type_of_spelling;
	g->is_indirect = true;
	l->sum = malloc((l->ngram + 1) * sizeof(*l->sum));
	l->first = malloc((l->ngram + 2) * sizeof(*l->first));
	l->group = malloc((l->ngram + 1) * sizeof(*l->group));
	if (l->sum == NULL || l->first == NULL || l->group == NULL)
		return nass_fail_nomem(err);
	code = list_types(g, &item, err);
	if (code == NASS_OK)
		code = sum_types(g, item, err);
	free(item);
	g->is_indirect = false;
	return code;
}

/* Documents -------------------------------------------------------------- */

/* Which document a place is of: its number, and whether it is listed. */
static const struct count__chunk *
chunk_of(const struct nass_count *c, size_t place)
{
	size_t low = 0;
	size_t high = c->nchunk;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (c->chunk[mid].from <= place)
			low = mid;
		else
			high = mid;
	}
	return &c->chunk[low];
}

/* Of a narrow n-gram, id is the chunk; of a wide one, its place. */
static size_t
list_chunks(const struct grams *g, struct count__item *item)
{
	const struct nass_count *c = g->c;
	size_t n = list_sequence(g, &item->key, 2);
	size_t chunk = 0;
	size_t k = 0;
	size_t run = 0;
	size_t i;

	for (i = 0; !g->is_wide && i < c->nsequence; i++) {
		while (chunk + 1 < c->nchunk && c->chunk[chunk + 1].from <= i)
			chunk++;
		run = c->sequence[i] == 0 ? 0 : run + 1;
		if (run >= g->order && i >= c->ncarried)
			item[k++].id = chunk;
	}
	return n;
}

/* What type t is compared by, to be met by other lists. */
static struct count__item
type_item(const struct grams *g, size_t t)
{
	const struct count__level *l = g->level;
	uint64_t key = l->gram[l->group[l->first[t]]].key;

	return (struct count__item){ g->is_wide ? 0 : typed(g, key), key };
}

/* Documents that lines of counts give; a type without a count has no row. */
static void
add_lines(const struct grams *g, const struct count__item *item, size_t n)
{
	struct count__level *l = g->level;
	size_t t;
	size_t i = 0;

	for (t = 0; t < l->ntype && i < n; t++) {
		struct count__item type = type_item(g, t);

		while (i < n && compare(g, &item[i], &type) < 0)
			i++;
		for (; i < n && compare(g, &item[i], &type) == 0; i++)
			l->documents[t] += weight(g, &item[i]);
	}
}

/* Documents that the sequence has: those without a name are counted. */
static size_t
add_chunks(const struct grams *g, const struct count__item *item, size_t n,
    struct count__pair *pair)
{
	const struct nass_count *c = g->c;
	struct count__level *l = g->level;
	const struct count__chunk *last = NULL;
	const struct count__chunk *chunk;
	size_t npair = 0;
	size_t t = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		chunk = g->is_wide ? chunk_of(c, item[i].id)
				   : &c->chunk[item[i].id];
		if (i == 0 || compare(g, &item[i - 1], &item[i]) != 0) {
			while (t < l->ntype) {
				struct count__item type = type_item(g, t);

				if (compare(g, &type, &item[i]) == 0)
					break;
				t++;
			}
			last = NULL;
		}
		if (last == NULL || last->doc != chunk->doc ||
		    last->is_listed != chunk->is_listed) {
			last = chunk;
			if (!chunk->is_listed)
				l->documents[t]++;
			else
				pair[npair++] =
				    (struct count__pair){ (uint32_t)t,
					    chunk->doc, 0 };
		}
		if (chunk->is_listed)
			pair[npair - 1].n++;
	}
	return npair;
}

/* All n-grams are of one document: which; NULL if there are more. */
static const struct count__chunk *
only_chunk(const struct nass_count *c)
{
	size_t i;

	if (c->nline > 0)
		return NULL;
	for (i = 1; i < c->nchunk; i++)
		if (c->chunk[i].doc != c->chunk[0].doc ||
		    c->chunk[i].is_listed != c->chunk[0].is_listed)
			return NULL;
	return c->nchunk > 0 ? &c->chunk[0] : NULL;
}

/* All types in that document. */
static size_t
add_only(const struct grams *g, const struct count__chunk *chunk,
    struct count__pair *pair)
{
	struct count__level *l = g->level;
	size_t t;

	for (t = 0; t < l->ntype; t++)
		if (!chunk->is_listed)
			l->documents[t] = 1;
		else
			pair[t] = (struct count__pair){ (uint32_t)t, chunk->doc,
				l->sum[t].count };
	return chunk->is_listed ? l->ntype : 0;
}

static enum nass_code
count_documents(
    const struct grams *g, const uint32_t *doc_rank, struct nass_err *err)
{
	struct nass_count *c = g->c;
	struct count__level *l = g->level;
	const struct count__chunk *only = only_chunk(c);
	size_t most = only != NULL ? 0 : c->nsequence + c->nline;
	size_t most_pairs = only != NULL ? l->ntype : c->nsequence;
	struct count__item *item = malloc((2 * most + 1) * sizeof(*item));
	struct count__pair *pair = malloc((most_pairs + 1) * sizeof(*pair));
	enum nass_code code = NASS_OK;
	size_t npair = 0;
	size_t n;

	l->documents = calloc(l->ntype + 1, sizeof(*l->documents));
	if (item == NULL || pair == NULL || l->documents == NULL)
		code = nass_fail_nomem(err);
	if (code == NASS_OK && only != NULL) {
		npair = add_only(g, only, pair);
	} else if (code == NASS_OK) {
		n = list_lines(g, true, item);
		sort(g, item, n);
		add_lines(g, item, n);
		n = list_chunks(g, item);
		sort(g, item, n);
		npair = add_chunks(g, item, n, pair);
	}
	free(item);
	if (code == NASS_OK && npair > 0)
		code = count__group_pairs(l, pair, npair, doc_rank, err);
	free(pair);
	return code;
}

enum nass_code
count__sum_grams(struct nass_count *c, unsigned level, const uint32_t *doc_rank,
    struct nass_err *err)
{
	struct grams g = {
		.c = c,
		.level = &c->level[level],
		.order = level + 1,
		.bits = c->ranks.bits,
		.is_wide = c->ranks.bits * (level + 1) > 64,
		.rank = c->ranks.spelling,
	};
	enum nass_code code;

	if (level + 1 < c->opts.ngram_min)
		return NASS_OK;
	code = list_spellings(&g, err);
	if (code == NASS_OK)
		code = group_types(&g, err);
	return code == NASS_OK ? count_documents(&g, doc_rank, err) : code;
}
