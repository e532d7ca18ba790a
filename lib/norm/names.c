/*
 * names.c - names of code points, by an ICU that is opened on demand.
 */
#include "norm/names.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#define TEXT_OF(x)  #x
#define TEXT(x)     TEXT_OF(x)
#define ICU_VERSION TEXT(U_ICU_VERSION_MAJOR_NUM)
/* The name of u_charName as this ICU's headers rename it. */
#define CHAR_NAME TEXT(u_charName)

typedef int32_t (*char_name)(UChar32 cp, UCharNameChoice choice, char *name,
    int32_t room, UErrorCode *error);

struct nass_names {
	void *library;
	char_name get;
};

struct nass_names *
nass_names_new(void)
{
	static const char *const files[] = { "libicuuc.so." ICU_VERSION,
		"libicuuc." ICU_VERSION ".dylib" };
	struct nass_names *names = calloc(1, sizeof(*names));
	void *symbol = NULL;
	size_t i;

	if (names == NULL)
		return NULL;
	for (i = 0; i < 2 && names->library == NULL; i++)
		names->library = dlopen(files[i], RTLD_LAZY | RTLD_LOCAL);
	if (names->library != NULL)
		symbol = dlsym(names->library, CHAR_NAME);
	/* POSIX has data pointers of dlsym hold functions; ISO C has no cast. */
	memcpy(&names->get, &symbol, sizeof(symbol));
	return names;
}

void
nass_names_free(struct nass_names *names)
{
	if (names == NULL)
		return;
	if (names->library != NULL)
		dlclose(names->library);
	free(names);
}

void
nass_names_get(const struct nass_names *names, uint32_t cp, char name[96])
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = 0;

	if (names->get != NULL)
		n = names->get(
		    (UChar32)cp, U_EXTENDED_CHAR_NAME, name, 96, &error);
	if (U_FAILURE(error) || n <= 0 || n >= 96)
		snprintf(name, 96, "<unnamed>");
}
