/*
 * gumbo-parse - parse web pages with Gumbo, and count their nodes.
 *
 *	gumbo-parse FILE
 *
 * Pages stand one behind the other, each with a NUL.  Parsing alone: what any
 * remover of boilerplate built on an HTML5 tree pays before it looks at one.
 */
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t
count(const GumboNode *node)
{
	const GumboVector *children = &node->v.element.children;
	size_t n = 1;

	if (node->type != GUMBO_NODE_ELEMENT)
		return n;
	for (unsigned i = 0; i < children->length; i++)
		n += count(children->data[i]);
	return n;
}

int
main(int argc, char *argv[])
{
	FILE *in = argc == 2 ? fopen(argv[1], "r") : NULL;
	char *page = NULL;
	size_t room = 0;
	size_t nnode = 0;
	ssize_t n;

	if (in == NULL) {
		perror("gumbo-parse");
		return 2;
	}
	while ((n = getdelim(&page, &room, '\0', in)) > 0) {
		GumboOutput *tree = gumbo_parse_with_options(
		    &kGumboDefaultOptions, page, (size_t)n - 1);

		nnode += count(tree->root);
		gumbo_destroy_output(&kGumboDefaultOptions, tree);
	}
	printf("%zu\n", nnode);
	free(page);
	return fclose(in) == 0 ? 0 : 2;
}
