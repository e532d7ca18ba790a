/* record.c - cells as bytes, and places of rows, which a sorter takes. */
#include <string.h>

#include "base/varint.h"
#include "term-freq.h"

void
put_cell(struct nass_buf *b, const struct nass_cell *cell)
{
	struct nass_str bits = { (const char *)&cell->u.number,
		sizeof(cell->u.number) };
	struct nass_err err;

	check(nass_buf_putc(b, (char)cell->type, &err), &err);
	switch (cell->type) {
	case NASS_CELL_TEXT:
	case NASS_CELL_JSON:
		check(nass_varint_put(b, cell->u.text.n, &err), &err);
		check(nass_buf_put(b, cell->u.text, &err), &err);
		break;
	case NASS_CELL_COUNT:
		check(nass_varint_put(b, cell->u.count, &err), &err);
		break;
	case NASS_CELL_NUMBER:
		check(nass_buf_put(b, bits, &err), &err);
		break;
	case NASS_CELL_EMPTY:
	case NASS_CELL_MARKS:
		break;
	}
}

struct nass_cell
get_cell(struct nass_str *s)
{
	struct nass_cell cell = { .type = (enum nass_cell_type) * s->p };
	size_t n = 0;

	*s = nass_str_sub(*s, 1, s->n);
	if (cell.type == NASS_CELL_COUNT) {
		cell.u.count = nass_varint_get(s);
		return cell;
	}
	if (cell.type == NASS_CELL_NUMBER) {
		n = sizeof(cell.u.number);
		memcpy(&cell.u.number, s->p, n);
	} else if (cell.type != NASS_CELL_EMPTY) {
		n = (size_t)nass_varint_get(s);
		cell.u.text = nass_str_sub(*s, 0, n);
	}
	*s = nass_str_sub(*s, n, s->n);
	return cell;
}

void
put_place(struct nass_buf *key, const struct term_freq *f,
    const struct nass_cell *cell, struct nass_str term)
{
	bool is_descending = f->is_descending;
	unsigned char number[8];
	struct nass_err err;
	size_t i;

	key->n = 0;
	if (cell->type == NASS_CELL_TEXT) {
		check(f->collate != NULL
			? nass_collate_key(f->collate, cell->u.text, key, &err)
			: nass_buf_put(key, cell->u.text, &err),
		    &err);
		check(nass_buf_putc(key, '\0', &err), &err);
		for (i = 0; is_descending && i < key->n; i++)
			key->p[i] = (char)~(unsigned char)key->p[i];
	} else {
		if (cell->type == NASS_CELL_COUNT)
			nass_sorter_count(cell->u.count, is_descending, number);
		else
			nass_sorter_number(
			    cell->u.number, is_descending, number);
		check(nass_buf_put(
			  key, (struct nass_str){ (char *)number, 8 }, &err),
		    &err);
	}
	check(nass_buf_put(key, term, &err), &err);
}
