/*
 * copy - a filter that only reads and writes blocks of 128 KB.
 *
 *	copy FILE
 *
 * What no filter that looks at its input can be faster than.
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum {
	BLOCK = 128 * 1024,
};

int
main(int argc, char *argv[])
{
	static char block[BLOCK];
	ssize_t n;
	ssize_t done;
	ssize_t put;
	int fd;

	fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	if (fd < 0) {
		perror("copy");
		return 2;
	}
	while ((n = read(fd, block, sizeof block)) > 0) {
		for (done = 0; done < n; done += put) {
			put = write(
			    STDOUT_FILENO, block + done, (size_t)(n - done));
			if (put < 0) {
				perror("copy");
				return 2;
			}
		}
	}
	return n < 0 ? 2 : 0;
}
