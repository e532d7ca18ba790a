/*
 * shim.c - a preloaded library that makes a call of the system fail.
 *
 *	FAULT=CALL:N:HOW LD_PRELOAD=build/release/fault.so kwic ...
 *
 * CALL	read write open malloc mmap thread close rename stat
 * N	which of these calls since the program began, from 1; `*`: every second;
 *	`=N`, of malloc: the first by the N-th way, of return addresses, to one
 * HOW	the name of an errno; `short`: the transfer moves one byte
 *
 * Memory never fails for libarchive, which then ends the process, and for ICU, which
 * may say that a charset is unknown.  FAULT_MARK names a file that is created when
 * the fault strikes, so that who counts N upwards knows when to stop.  Messages
 * (descriptor 2) never fail.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum call {
	NONE,
	READ,
	WRITE,
	OPEN,
	MALLOC,
	MMAP,
	THREAD,
	CLOSE,
	RENAME,
	STAT,
};

static const char *const call_names[] = { "", "read", "write", "open", "malloc",
	"mmap", "thread", "close", "rename", "stat" };

static const struct {
	const char *name;
	int number;
} errors[] = {
	{ "short", 0 },
	{ "EINTR", EINTR },
	{ "EIO", EIO },
	{ "ENOSPC", ENOSPC },
	{ "ENOMEM", ENOMEM },
	{ "EMFILE", EMFILE },
	{ "EACCES", EACCES },
	{ "EAGAIN", EAGAIN },
};

static enum call call;
static unsigned long nth; /* 0: every second */
static bool counts_ways;
static int error;
static const char *mark;
static unsigned long count;

/* glibc's own, which need no dlsym (that would ask for memory). */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

__attribute__((constructor)) static void
read_settings(void)
{
	const char *s = getenv("FAULT");
	const char *n = s == NULL ? NULL : strchr(s, ':');
	const char *how = n == NULL ? NULL : strchr(n + 1, ':');
	enum call which = NONE;
	size_t i;

	if (how == NULL)
		return;
	for (i = 1; i < sizeof(call_names) / sizeof(call_names[0]); i++)
		if (strncmp(s, call_names[i], (size_t)(n - s)) == 0 &&
		    call_names[i][n - s] == '\0')
			which = (enum call)i;
	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strcmp(how + 1, errors[i].name) == 0)
			error = errors[i].number;
	counts_ways = n[1] == '=';
	n += counts_ways;
	nth = n[1] == '*' ? 0 : strtoul(n + 1, NULL, 10);
	/* For the first time, it asks for memory itself. */
	(void)backtrace((void *[1]){ NULL }, 1);
	mark = getenv("FAULT_MARK");
	unsetenv("LD_PRELOAD");
	call = which;
}

/* Is the call made by, or for, one of the libraries that are spared? */
static bool
is_spared(void *const *frame, int n)
{
	Dl_info info;
	int i;

	for (i = 0; i < n; i++)
		if (dladdr(frame[i], &info) != 0 &&
		    (strstr(info.dli_fname, "libarchive") != NULL ||
			strstr(info.dli_fname, "libicu") != NULL))
			return true;
	return false;
}

/* Did nothing come this way before? */
static bool
is_new_way(void *const *frame, int n)
{
	enum {
		WAYS = 1 << 14
	};
	static uint64_t seen[WAYS]; /* 0: free */
	static char lock;
	uint64_t hash = 1;
	bool is_new;
	int i;

	for (i = 0; i < n; i++)
		hash = (hash ^ (uintptr_t)frame[i]) * 0x9E3779B97F4A7C15 | 1;
	while (__atomic_test_and_set(&lock, __ATOMIC_ACQUIRE))
		;
	i = (int)(hash >> 50);
	while (seen[i] != 0 && seen[i] != hash)
		i = (i + 1) % WAYS;
	is_new = seen[i] == 0;
	seen[i] = hash;
	__atomic_clear(&lock, __ATOMIC_RELEASE);
	return is_new;
}

/* Is it this call's turn? */
static bool
strikes(enum call which)
{
	unsigned long n;
	long fd;

	if (which != call)
		return false;
	n = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
	if (nth == 0 ? n % 2 == 0 : n != nth)
		return false;
	if (mark != NULL) {
		fd = syscall(SYS_openat, AT_FDCWD, mark,
		    O_CREAT | O_WRONLY | O_CLOEXEC, 0666);
		if (fd >= 0)
			syscall(SYS_close, fd);
	}
	return true;
}

static bool
fails(enum call which)
{
	if (!strikes(which))
		return false;
	errno = error;
	return true;
}

/* A transfer that fails, or is made shorter. */
static bool
transfer_fails(enum call which, size_t *n)
{
	if (*n == 0 || !strikes(which))
		return false;
	if (error == 0) {
		*n = 1;
		return false;
	}
	errno = error;
	return true;
}

ssize_t
read(int fd, void *p, size_t n)
{
	if (transfer_fails(READ, &n))
		return -1;
	return syscall(SYS_read, fd, p, n);
}

ssize_t
pread64(int fd, void *p, size_t n, off64_t at)
{
	if (transfer_fails(READ, &n))
		return -1;
	return syscall(SYS_pread64, fd, p, n, at);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	if (fd != STDERR_FILENO && transfer_fails(WRITE, &n))
		return -1;
	return syscall(SYS_write, fd, p, n);
}

static int
open_at(int dir, const char *path, int flags, va_list ap)
{
	unsigned mode = 0;

	if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE)
		mode = va_arg(ap, unsigned);
	if (fails(OPEN))
		return -1;
	return (int)syscall(SYS_openat, dir, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	va_list ap;
	int fd;

	va_start(ap, flags);
	fd = open_at(AT_FDCWD, path, flags, ap);
	va_end(ap);
	return fd;
}

int
open64(const char *path, int flags, ...)
{
	va_list ap;
	int fd;

	va_start(ap, flags);
	fd = open_at(AT_FDCWD, path, flags, ap);
	va_end(ap);
	return fd;
}

DIR *
opendir(const char *path)
{
	DIR *(*real)(const char *) =
	    (DIR * (*)(const char *)) dlsym(RTLD_NEXT, "opendir");

	return fails(OPEN) ? NULL : real(path);
}

int
mkstemp64(char *path)
{
	int (*real)(char *) = (int (*)(char *))dlsym(RTLD_NEXT, "mkstemp64");

	return fails(OPEN) ? -1 : real(path);
}

int
close(int fd)
{
	bool is_struck = fd != STDERR_FILENO && strikes(CLOSE);
	int status = (int)syscall(SYS_close, fd);

	if (is_struck) {
		errno = error;
		return -1;
	}
	return status;
}

int
rename(const char *from, const char *to)
{
	if (fails(RENAME))
		return -1;
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
fstat64(int fd, struct stat64 *st)
{
	int (*real)(int, struct stat64 *) =
	    (int (*)(int, struct stat64 *))dlsym(RTLD_NEXT, "fstat64");

	return fails(STAT) ? -1 : real(fd, st);
}

int
stat64(const char *path, struct stat64 *st)
{
	int (*real)(const char *, struct stat64 *) =
	    (int (*)(const char *, struct stat64 *))dlsym(RTLD_NEXT, "stat64");

	return fails(STAT) ? -1 : real(path, st);
}

/* Is there no memory? */
static bool
is_short(void)
{
	enum {
		DEPTH = 12
	};
	void *frame[DEPTH];
	int n;

	if (call != MALLOC)
		return false;
	n = backtrace(frame, DEPTH);
	return !is_spared(frame, n) && (!counts_ways || is_new_way(frame, n)) &&
	    fails(MALLOC);
}

void *
malloc(size_t n)
{
	return is_short() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return is_short() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return is_short() ? NULL : __libc_realloc(p, n);
}

void *
mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
	if (fails(MMAP))
		return MAP_FAILED;
	return (void *)syscall(SYS_mmap, at, n, protection, flags, fd, offset);
}

int
pthread_create(pthread_t *id, const pthread_attr_t *attributes,
    void *(*f)(void *), void *arg)
{
	int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
	    void *) = (int (*)(pthread_t *, const pthread_attr_t *,
	    void *(*)(void *), void *))dlsym(RTLD_NEXT, "pthread_create");

	if (strikes(THREAD))
		return error;
	return real(id, attributes, f, arg);
}
