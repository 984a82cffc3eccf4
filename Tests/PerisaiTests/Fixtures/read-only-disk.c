// Preloaded: while the file that READ_ONLY names exists, files are written as on a file system that was remounted read-only.
// Nobody may remount one under open files as the kernel does after an error.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int refused(void) {
    const char *flag = getenv("READ_ONLY");
    int before = errno;
    int is_there = flag && access(flag, F_OK) == 0;
    errno = is_there ? EROFS : before;
    return is_there;
}

#define WRITING(name, offset)                                                          \
    ssize_t name(int file, const void *bytes, size_t count, offset at) {               \
        ssize_t (*next)(int, const void *, size_t, offset) = dlsym(RTLD_NEXT, #name);  \
        return refused() ? -1 : next(file, bytes, count, at);                          \
    }

WRITING(pwrite, off_t)
WRITING(pwrite64, off64_t)
