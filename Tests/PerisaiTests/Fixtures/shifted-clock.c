#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Loaded before a program (LD_PRELOAD), shifts the time of day by the seconds that stand in the file CLOCK_SHIFT, eight
 * bytes. Whoever writes them makes the clock jump. */

static const volatile int64_t *shift;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void) {
    real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    const char *path = getenv("CLOCK_SHIFT");
    int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) { return; }
    void *bytes = mmap(NULL, sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (bytes != MAP_FAILED) { shift = bytes; }
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int status = real(clock, time);
    if (status == 0 && clock == CLOCK_REALTIME && shift != NULL) { time->tv_sec += *shift; }
    return status;
}
