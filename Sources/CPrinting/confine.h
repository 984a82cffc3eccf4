#ifndef PERISAI_CPRINTING_CONFINE_H
#define PERISAI_CPRINTING_CONFINE_H

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What a process that prints gives up: it reads fonts and two pipes, and needs nothing else. */

static inline bool cprinting_limit(int resource, uint64_t value) {
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) != 0) return false;
    /* A stricter limit that was set outside stays. */
    rlim_t least = now.rlim_max < value ? now.rlim_max : value;
    struct rlimit lowered = {least, least};
    return setrlimit((__rlimit_resource_t)resource, &lowered) == 0;
}

/* Leaves nothing of the file system but reading where fonts are. The kernel's numbers and layouts are written out: older
 * headers know less than the kernel that the program runs on. */
static inline bool cprinting_close_files(void) {
    enum { create_ruleset = 444, add_rule = 445, restrict_self = 446, beneath = 1, read_file = 1 << 2, read_folder = 1 << 3 };
    struct { uint64_t files, network; } everything = {(1 << 13) - 1, 0};
    long version = syscall(create_ruleset, 0, 0, 1);
    if (version < 1) return true;
    if (version >= 2) everything.files |= 1 << 13;
    if (version >= 3) everything.files |= 1 << 14;
    if (version >= 4) everything.network = 3;
    int rules = (int)syscall(create_ruleset, &everything, version >= 4 ? sizeof everything : sizeof everything.files, 0);
    if (rules < 0) return false;
    const char *const folders[] = {"/usr", "/etc/fonts", "/var/cache/fontconfig", "/lib", "/lib64"};
    bool done = true;
    for (unsigned index = 0; index < sizeof folders / sizeof *folders; index++) {
        int folder = open(folders[index], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0) continue;
        struct { uint64_t allowed; int32_t parent; } __attribute__((packed)) rule = {read_file | read_folder, folder};
        done = done && syscall(add_rule, rules, beneath, &rule, 0) == 0;
        close(folder);
    }
    done = done && syscall(restrict_self, rules, 0) == 0;
    close(rules);
    return done;
}

/* Once, before the process has a second thread. Returns false when it must do no work. */
static inline bool cprinting_confine(uint64_t memory_max, uint64_t seconds_max) {
    /* What would be written to a file, as a cache of fonts, fails instead of ending the process. */
    signal(SIGXFSZ, SIG_IGN);
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && cprinting_limit(RLIMIT_AS, memory_max) &&
           cprinting_limit(RLIMIT_CPU, seconds_max) && cprinting_limit(RLIMIT_CORE, 0) &&
           cprinting_limit(RLIMIT_FSIZE, 0) && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && cprinting_close_files();
}

#endif
