#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* Loaded before a program (LD_PRELOAD), lets HALT_AFTER calls of fsync do their work. The next one makes the file HALTED
 * and never returns, nor does any after it: whoever sees the file can kill the program there. */

int fsync(int file) {
    static atomic_int calls;
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    const char *after = getenv("HALT_AFTER");
    const char *flag = getenv("HALTED");
    if (after == NULL || flag == NULL || atomic_fetch_add(&calls, 1) < atoi(after)) { return real(file); }
    close(open(flag, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    for (;;) { pause(); }
}
