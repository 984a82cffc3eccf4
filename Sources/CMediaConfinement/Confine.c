#define _GNU_SOURCE
#include "CMediaConfinement.h"
#include "Steps.h"

#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static bool has_one_thread(void) {
    DIR *threads = opendir("/proc/self/task");
    if (threads == NULL) {
        return false;
    }
    int count = 0;
    for (struct dirent *entry = readdir(threads); entry != NULL; entry = readdir(threads)) {
        count += entry->d_name[0] != '.';
    }
    closedir(threads);
    errno = EBUSY;
    return count == 1;
}

static bool limit(int resource, uint64_t value) {
    struct rlimit now;
    if (getrlimit(resource, &now) != 0) {
        return false;
    }
    /* A stricter limit that was set outside stays. */
    rlim_t least = now.rlim_max < value ? now.rlim_max : value;
    struct rlimit lowered = {least, least};
    return setrlimit(resource, &lowered) == 0;
}

/* The signal comes only if the parent dies after this call. */
static bool die_with(pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) {
        return false;
    }
    errno = ESRCH;
    return getppid() == parent;
}

static bool failed(perisai_confinement *outcome, const char *what) {
    outcome->failure = what;
    outcome->error = errno;
    return false;
}

bool perisai_confine(uint64_t address_space_max, perisai_confinement *outcome) {
    *outcome = (perisai_confinement){0};
    pid_t parent = getppid();
    if (!die_with(parent)) return failed(outcome, "the parent's death can't be watched");

    /* Each arena of malloc reserves 64 MiB of addresses for a thread, which would eat the limit up. */
    mallopt(M_ARENA_MAX, 2);
    if (!perisai_start_decoders()) return failed(outcome, "libvips didn't start");
    if (!has_one_thread()) return failed(outcome, "there is more than one thread already");

    if (!limit(RLIMIT_AS, address_space_max)) return failed(outcome, "memory can't be limited");
    if (!limit(RLIMIT_CORE, 0)) return failed(outcome, "core files can't be switched off");
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed(outcome, "reading its memory can't be switched off");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed(outcome, "new privileges can't be switched off");
    if (!perisai_close_file_system(&outcome->landlock_version)) return failed(outcome, "landlock isn't in force");
    if (!perisai_allow_few_system_calls()) return failed(outcome, "seccomp isn't in force");
    return true;
}
