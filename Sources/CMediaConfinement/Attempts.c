#define _GNU_SOURCE
#include "Attempts.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Standard input, output and errors, and the pipe that answers go to. */
enum { descriptors_max = 4, descriptors_asked = 1024 };

static void append(perisai_record *tried, perisai_attempt attempt) {
    if (tried->count < PERISAI_ATTEMPTS_MAX) {
        tried->attempts[tried->count++] = attempt;
    } else {
        /* Leaving one out in silence would be a hole in the report. */
        tried->attempts[PERISAI_ATTEMPTS_MAX - 1] = (perisai_attempt){"too-many-attempts", false, E2BIG};
    }
}

void perisai_note(perisai_record *tried, const char *name, long result) {
    int error = result < 0 ? errno : 0;
    bool refused = error == EPERM || error == EACCES;
    append(tried, (perisai_attempt){name, refused, error});
}

void perisai_note_state(perisai_record *tried, const char *name, bool in_force) {
    append(tried, (perisai_attempt){name, in_force, 0});
}

static void try_limits(perisai_record *tried, uint64_t address_space_max) {
    struct rlimit memory = {RLIM_INFINITY, RLIM_INFINITY};
    perisai_note(tried, "setrlimit", syscall(SYS_setrlimit, RLIMIT_AS, &memory));
    perisai_note(tried, "prlimit", prlimit(0, RLIMIT_AS, &memory, NULL));
    perisai_note(tried, "prlimit-of-parent", prlimit(getppid(), RLIMIT_AS, NULL, &memory));

    bool is_known = getrlimit(RLIMIT_AS, &memory) == 0;
    perisai_note_state(tried, "memory", is_known && memory.rlim_max <= address_space_max);
    if (memory.rlim_cur != RLIM_INFINITY) {
        void *block = mmap(NULL, memory.rlim_cur, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        perisai_note_state(tried, "memory-over-limit", block == MAP_FAILED);
    }
    struct rlimit core = {1, 1};
    perisai_note_state(tried, "core-file", getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0);
    perisai_note_state(tried, "dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
    perisai_note_state(tried, "new-privileges", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);

    int open = 0;
    for (int descriptor = 0; descriptor < descriptors_asked; descriptor++) {
        open += fcntl(descriptor, F_GETFD) >= 0;
    }
    perisai_note_state(tried, "descriptors", open <= descriptors_max);
}

int perisai_attempt_forbidden(uint64_t address_space_max, perisai_attempt attempts[PERISAI_ATTEMPTS_MAX]) {
    perisai_record tried = {attempts, 0};
    perisai_try_network(&tried);
    perisai_try_processes(&tried);
    perisai_try_scheduling(&tried);
    perisai_try_files(&tried);
    perisai_try_shared_memory(&tried);
    perisai_try_kernel(&tried);
    perisai_try_rights(&tried);
    perisai_try_code(&tried);
    perisai_try_other_numberings(&tried);
    try_limits(&tried, address_space_max);
    return tried.count;
}
