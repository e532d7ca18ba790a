# lib.sh - sourced by the cases of this folder: what holds for all five filters.
#
# each BODY: run the shell code BODY for every filter, with "$@" being its command
# and $f its name.  kwic needs a pattern, and says 1 where it has no hit: `hits`
# makes that 0.
# NASS_FILTERS names fewer of them, for a quick look.
export LC_ALL=C.UTF-8
all='split-corpus strip-boilerplate arabic-normalize term-freq kwic'

each() {
	body=$1
	for f in ${NASS_FILTERS:-$all}; do
		case $f in
		kwic) set -- kwic --exit-zero 'كتاب|من|في' ;;
		*) set -- $f ;;
		esac
		eval "$body"
	done
}

# Equal files, or a word about it.
same() {
	cmp -s "$1" "$2" || echo "$f: $3: not the same"
}

# A byte at a time.
slowly() {
	dd bs=1 if="$1" 2>/dev/null
}
