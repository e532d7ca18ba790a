# nass: five filters over one library.  No configure: pkg-config finds the
# libraries; config.mk, if there is one, overrides what stands here.
#
#	build/VARIANT/	one folder for each set of flags, never shared

-include config.mk

CC ?= cc
PREFIX ?= /usr/local
PKG_CONFIG ?= pkg-config
SAN ?=
VARIANT ?= $(if $(SAN),$(SAN),release)
B := build/$(VARIANT)

FILTERS := split-corpus strip-boilerplate arabic-normalize term-freq kwic
PACKAGES := libutf8proc libzstd libpcre2-8 icu-uc icu-i18n libisal libxxhash \
	libbrotlidec

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wwrite-strings -Wcast-qual -Wcast-align -Wpointer-arith -Wvla -Wundef \
	-Wformat=2 -Wimplicit-fallthrough -Wnull-dereference -Wswitch-enum
CFLAGS ?= -O2 -g
STD := -std=c11 -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64

# What this compiler and linker have against overruns, told by a probe; HARDEN= for
# none.  Sanitizers see more than fortified functions, which need optimisation.
probe = $(shell printf '\043include <stdio.h>\nint main(void) {return 0;}' | \
	$(CC) -Werror -O1 $(1) -x c - -o /dev/null 2>/dev/null && echo '$(1)')
FORTIFY := $(if $(SAN)$(findstring -O0,$(CFLAGS))$(findstring \
	_FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,-D_FORTIFY_SOURCE=3)
HARDEN ?= $(call probe,-fstack-protector-strong -fstack-clash-protection) \
	$(if $(FORTIFY),$(or $(call probe,$(FORTIFY)),-D_FORTIFY_SOURCE=2))
comma := ,
HARDEN_LINK ?= $(if $(HARDEN),$(call probe,-Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now))
HARDEN := $(HARDEN)
HARDEN_LINK := $(HARDEN_LINK)

# Paths are those of the project: two builds of one source are the same bytes.
OWN := $(STD) -Iinclude -Ilib -I. -fPIC -MMD -MP -pthread \
	-ffile-prefix-map=$(CURDIR)=. $(HARDEN) \
	$(WARNINGS) $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer) \
	$(if $(WERROR),-Werror)
DEPS_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
DEPS_LIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null) -lm
ARCHIVE_LIBS := $(shell $(PKG_CONFIG) --libs libarchive 2>/dev/null)
LINK := -pthread $(if $(SAN),-fsanitize=$(SAN)) -Wl,--as-needed \
	$(HARDEN_LINK) $(LDFLAGS)

LIB_SRC := $(wildcard lib/*/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$B/%.o)
CMD_BIN := $(FILTERS:%=$B/%)
UNIT_SRC := $(wildcard tests/unit/*.c)
UNIT_OBJ := $(UNIT_SRC:%.c=$B/%.o)
# gumbo-parse needs what nothing else does: scripts/bench builds it.
TOOL_SRC := $(filter-out %/gumbo-parse.c,$(wildcard scripts/*.c tests/bench/*.c \
	tests/oracle/*.c))
TOOLS := $(foreach s,$(TOOL_SRC),$B/$(basename $(notdir $s)))

.PHONY: all
all: $(CMD_BIN) ## the five filters, into build/release

.PHONY: deps
deps:
	@$(PKG_CONFIG) --version >/dev/null 2>&1 || { \
	  echo "nass: pkg-config is missing: run scripts/install-deps" >&2; \
	  exit 1; }
	@for p in $(PACKAGES) libarchive; do $(PKG_CONFIG) --exists $$p || { \
	  echo "nass: library $$p is missing: run scripts/install-deps" >&2; \
	  exit 1; }; done

# Objects.  CPU variants get their flags from their names (lib/simd).
$B/%_avx2.o: ARCH := -mavx2 -mbmi -mbmi2 -mlzcnt -mpopcnt
$B/%_avx512.o: ARCH := -mavx512f -mavx512bw -mavx512vl -mavx512dq \
	-mavx512vbmi -mavx512vbmi2 -mbmi -mbmi2 -mlzcnt -mpopcnt
$B/%.o: %.c | deps
	@mkdir -p $(@D)
	$(CC) $(OWN) $(CPPFLAGS) $(CFLAGS) $(ARCH) $(DEPS_CFLAGS) -c -o $@ $<

$B/libnass.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$B/libnass.so.0: $(LIB_OBJ)
	$(CC) $(LINK) -shared -Wl,-soname,libnass.so.0 -o $@ $^ \
	  $(DEPS_LIBS) $(ARCHIVE_LIBS)

# A filter is cmd/NAME.c, or the files of cmd/NAME/.
define filter_rule
$B/$(1): $(patsubst %.c,$B/%.o,$(wildcard cmd/$(1).c cmd/$(1)/*.c)) \
	$B/libnass.a
	$(CC) $(LINK) $(if $(HARDEN_LINK),-pie) -o $$@ $$(filter %.o,$$^) $B/libnass.a \
	  $(DEPS_LIBS) $(ARCHIVE_LIBS)
endef
$(foreach f,$(FILTERS),$(eval $(call filter_rule,$f)))

# Tools of the project (gen-corpus, gen-ucd, copy ...): one file each.
$(foreach f,$(TOOL_SRC),$(eval $B/$(basename $(notdir $f)): $f))
$(TOOLS): $B/%: $B/libnass.a
	$(CC) $(OWN) $(CFLAGS) $(DEPS_CFLAGS) -o $@ \
	  $(filter %/$*.c,$(TOOL_SRC)) \
	  $(LINK) $B/libnass.a $(DEPS_LIBS)
.PHONY: tools
tools: $(TOOLS)

# Tests ----------------------------------------------------------------------

# tests/unit/test_X.c defines `Suite *test_X(void)`; the list is made of names.
$B/tests/unit/suites.h: $(UNIT_SRC)
	@mkdir -p $(@D)
	@for f in $(filter tests/unit/test_%,$(UNIT_SRC)); do \
	  echo "SUITE($$(basename $$f .c))"; done >$@
$B/tests/unit/unit.o: $B/tests/unit/suites.h
$B/tests/unit/%.o: OWN += -I$B/tests/unit
$B/unit: $(UNIT_OBJ) $B/libnass.a
	$(CC) $(LINK) -o $@ $(UNIT_OBJ) $B/libnass.a \
	  $(shell $(PKG_CONFIG) --libs check libbrotlienc) $(DEPS_LIBS) $(ARCHIVE_LIBS)

.PHONY: check check-fast check-unit check-cli check-style check-long
check: all check-source check-unit check-cli check-fault ## all tests, short form
check-fast: check-layers check-unit
check-unit: $B/unit
	MALLOC_PERTURB_=165 CK_TIMEOUT_MULTIPLIER=$${CK_TIMEOUT_MULTIPLIER:-10} $B/unit
check-cli: all
	tests/cli/run $B
check-long: check ## oracles, long laws, faults, valgrind
	scripts/check-long $B

# The n-th call of the system fails: Linux and glibc alone, else skipped.
$B/fault.so: tests/fault/shim.c
	@mkdir -p $(@D)
	-$(CC) -std=c11 -O2 -fPIC -shared -Wall -Wextra -o $@ $< -ldl
.PHONY: check-fault
check-fault: all $B/fault.so ## faults, signals, outputs that end
	tests/fault/run $B
	tests/fault/ends $B

.PHONY: check-source check-layers check-headers check-docs check-tables
check-source: check-layers check-headers check-style check-docs check-tables
check-layers:
	scripts/check-layers
check-headers:
	scripts/check-headers
check-style:
	scripts/check-style
check-docs: all
	scripts/check-docs $B
check-tables:
	scripts/check-tables

# Everything else --------------------------------------------------------------

.PHONY: bench eval fit fuzz lint format format-check tables tables-accept golden \
	cover mutate compdb install uninstall dist clean help
bench: all tools ## filters against their peers, one interleaved run
	CC='$(CC)' CFLAGS='$(CFLAGS)' BIN=$B scripts/bench
eval: all ## boilerplate quality by genre
	tests/eval/run $B
	tests/eval/html-run $B
fit: all ## weights of strip-boilerplate, learnt anew
	tests/eval/learn $B
fuzz: ## one target: make fuzz T=norm S=60
	scripts/fuzz $(T) $(S)
lint: check-source ## clang-tidy, cppcheck, shellcheck, man pages
	scripts/lint
format: ## clang-format in place
	scripts/format
format-check:
	scripts/format --check
tables: ## generated tables, fresh copies in build/tables
	scripts/gen-tables build/tables
tables-accept: tables
	scripts/gen-tables --accept
golden: all ## rewrite the golden files, show what changed
	UPDATE=1 tests/cli/run $B
	git diff --stat tests/
cover: ## gcov build, a table per file
	scripts/cover
compdb: ## compile_commands.json
	scripts/compdb
mutate: ## does a test notice when lib/ is broken: make mutate N=150 SEED=1
	scripts/mutate -n $(or $(N),150) -s $(or $(SEED),1)
dist: ## a source archive, unpacked and checked
	scripts/dist
clean: ## remove build/
	rm -rf build
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | sort

MAN := $(wildcard man/*.[1357])
install: all $B/libnass.so.0 ## PREFIX, DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig \
	  $(DESTDIR)$(PREFIX)/include/nass
	install -m 755 $(CMD_BIN) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $B/libnass.a $(DESTDIR)$(PREFIX)/lib
	install -m 755 $B/libnass.so.0 $(DESTDIR)$(PREFIX)/lib
	ln -sf libnass.so.0 $(DESTDIR)$(PREFIX)/lib/libnass.so
	install -m 644 include/nass.h $(DESTDIR)$(PREFIX)/include
	install -m 644 include/nass/*.h $(DESTDIR)$(PREFIX)/include/nass
	sed 's|@PREFIX@|$(PREFIX)|' lib/nass.pc.in \
	  >$(DESTDIR)$(PREFIX)/lib/pkgconfig/nass.pc
	for m in $(MAN); do s=$${m##*.}; \
	  install -d $(DESTDIR)$(PREFIX)/share/man/man$$s; \
	  install -m 644 $$m $(DESTDIR)$(PREFIX)/share/man/man$$s; done
uninstall: ## what install put there
	rm -f $(FILTERS:%=$(DESTDIR)$(PREFIX)/bin/%) \
	  $(addprefix $(DESTDIR)$(PREFIX)/lib/,libnass.a libnass.so libnass.so.0 \
	  pkgconfig/nass.pc) $(DESTDIR)$(PREFIX)/include/nass.h \
	  $(patsubst include/%,$(DESTDIR)$(PREFIX)/include/%,$(wildcard include/nass/*.h))
	for m in $(MAN); do \
	  rm -f $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$${m##*/}; done
	-rmdir $(DESTDIR)$(PREFIX)/include/nass 2>/dev/null

-include $(LIB_OBJ:.o=.d) $(UNIT_OBJ:.o=.d) \
	$(patsubst %.c,$B/%.d,$(wildcard cmd/*.c cmd/*/*.c))
