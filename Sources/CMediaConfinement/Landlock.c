#define _GNU_SOURCE
#include "Steps.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Older headers know less than the kernel the program runs on: numbers and layout are written out here. */
enum { create_ruleset = 444, restrict_self = 446 };
enum { ask_for_version = 1 };

typedef struct {
    uint64_t files;
    uint64_t network;
    uint64_t scoped;
} ruleset;

static uint64_t bits(int count) {
    return ((uint64_t)1 << count) - 1;
}

static bool file_opens(void) {
    int file = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    close(file);
    return true;
}

bool perisai_close_file_system(int *version) {
    *version = 0;
    long known = syscall(create_ruleset, NULL, 0, ask_for_version);
    if (known < 1) {
        return true;
    }

    ruleset everything = {0};
    size_t size = sizeof everything.files;
    everything.files = bits(13);
    if (known >= 2) everything.files = bits(14);
    if (known >= 3) everything.files = bits(15);
    if (known >= 4) {
        everything.network = bits(2);
        size += sizeof everything.network;
    }
    if (known >= 5) everything.files = bits(16);
    if (known >= 6) {
        everything.scoped = bits(2);
        size += sizeof everything.scoped;
    }

    int rules = (int)syscall(create_ruleset, &everything, size, 0);
    if (rules < 0) {
        return false;
    }
    long failed = syscall(restrict_self, rules, 0);
    int error = errno;
    close(rules);
    if (failed != 0) {
        errno = error;
        return false;
    }
    /* Tried here, because the system call filter that comes next would refuse it too. */
    if (file_opens()) {
        errno = ENOTSUP;
        return false;
    }
    *version = (int)known;
    return true;
}
