# The profile search, as far as the generated text goes: perl -CSD search.pl
while (<>) {
	tr/\x{622}\x{623}\x{625}\x{671}\x{624}\x{626}\x{649}\x{629}\x{660}-\x{669}A-Z\x{64B}-\x{652}\x{670}\x{640}/\x{627}\x{627}\x{627}\x{627}\x{621}\x{621}\x{64A}\x{647}0-9a-z/d;
	print;
}
