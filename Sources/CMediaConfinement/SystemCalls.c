#define _GNU_SOURCE
#include "Steps.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "The list of system calls is known for x86_64 and aarch64 only."
#endif

/* The second numbering of x86_64, which would walk past every comparison. */
enum { other_numbering = 0x40000000 };

/* Whatever is newer doesn't exist for the worker; libraries fall back to what they did before. */
enum { newest_known = 449 };

/* What a thread of the C library is made with, and nothing else: no process, no namespace. */
enum {
    thread_flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS |
                   CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID
};

/* Seen with strace over every format, every test of the decoder, large pictures, crashes and a full memory; and what
 * their neighbours in the C library would use. None of it reaches outside the process but by its own descriptors, which
 * are two pipes to the node and /dev/null. */
static const int allowed[] = {
    SYS_futex, SYS_read, SYS_write, SYS_close,
    /* Memory; see the rules for what makes it. */
    SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise,
    /* Threads. */
    SYS_set_robust_list, SYS_rseq, SYS_gettid, SYS_sched_yield, SYS_exit, SYS_exit_group,
    /* Signals to itself, which is how a crash ends. */
    SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall,
    /* What may be known: the time, chance, who it is, how much memory the machine has. */
    SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_clock_nanosleep, SYS_nanosleep, SYS_getrandom, SYS_getpid,
    SYS_getppid, SYS_sysinfo,
};

/* These end as they would under landlock, so that a library tells "no such file" from "broken". */
static const int files[] = {
    SYS_openat, 437 /* openat2 */,
#ifdef SYS_open
    SYS_open, SYS_creat,
#endif
};

/* One half of an argument, with only the bits of the mask, has this value. */
typedef struct {
    int argument;
    int half;
    unsigned mask;
    unsigned value;
} condition;

enum { low = 0, high = 4, whole = -1, conditions_max = 3 };

/* A call that is allowed only if all its conditions hold. */
typedef struct {
    int call;
    int count;
    condition all[conditions_max];
} rule;

enum { capacity = 384 };

typedef struct {
    struct sock_filter steps[capacity];
    size_t count;
} program;

static void add(program *filter, unsigned code, size_t yes, size_t no, unsigned value) {
    if (filter->count < capacity) {
        filter->steps[filter->count] =
            (struct sock_filter){(unsigned short)code, (unsigned char)yes, (unsigned char)no, value};
    }
    filter->count++;
}

static void load(program *filter, size_t offset) {
    add(filter, BPF_LD | BPF_W | BPF_ABS, 0, 0, (unsigned)offset);
}

static void load_number(program *filter) {
    load(filter, offsetof(struct seccomp_data, nr));
}

static void answer(program *filter, int error) {
    add(filter, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | (unsigned)error);
}

static void allow(program *filter) {
    add(filter, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
}

static void answer_call(program *filter, int call, int error) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (unsigned)call);
    answer(filter, error);
}

/* Both architectures are little-endian, so the low half comes first. */
static void allow_if(program *filter, const rule *rule) {
    size_t count = (size_t)rule->count;
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 3 * count + 2, (unsigned)rule->call);
    for (size_t index = 0; index < count; index++) {
        const condition *one = &rule->all[index];
        load(filter, offsetof(struct seccomp_data, args) + 8 * (size_t)one->argument + (size_t)one->half);
        add(filter, BPF_ALU | BPF_AND | BPF_K, 0, 0, one->mask);
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 3 * (count - 1 - index) + 1, one->value);
    }
    allow(filter);
    load_number(filter);
}

static void allow_by_rules(program *filter) {
    const unsigned own = (unsigned)getpid();
    const unsigned not_writable = ~(unsigned)(PROT_READ | PROT_WRITE);
    const rule rules[] = {
        /* Memory of its own that is never executable: not one byte of new code can be brought in. */
        {SYS_mmap, 2, {{2, low, not_writable, 0}, {3, low, MAP_ANONYMOUS, MAP_ANONYMOUS}}},
        {SYS_mprotect, 1, {{2, low, not_writable, 0}}},
        {SYS_clone, 2, {{0, low, whole, thread_flags}, {0, high, whole, 0}}},
        /* A signal may go to this process only: that is how abort() ends it. */
        {SYS_kill, 1, {{0, low, whole, own}}},
        {SYS_tgkill, 1, {{0, low, whole, own}}},
        /* Limits may be read. A process with CAP_SYS_RESOURCE could otherwise raise what was just lowered. */
        {SYS_prlimit64, 3, {{0, low, whole, 0}, {2, low, whole, 0}, {2, high, whole, 0}}},
        {SYS_sched_getaffinity, 1, {{0, low, whole, 0}}},
        {SYS_sched_getaffinity, 1, {{0, low, whole, own}}},
        /* Nothing that names the owner of a descriptor, who could be sent any signal through it. */
        {SYS_fcntl, 1, {{1, low, whole, F_GETFD}}},
        {SYS_prctl, 1, {{0, low, whole, PR_SET_NAME}}},
        {SYS_prctl, 1, {{0, low, whole, PR_GET_DUMPABLE}}},
        {SYS_prctl, 1, {{0, low, whole, PR_GET_NO_NEW_PRIVS}}},
    };
    for (size_t index = 0; index < sizeof rules / sizeof rules[0]; index++) {
        allow_if(filter, &rules[index]);
    }
}

/* What is refused ends with an error and not with death, so that a worker can try each of them before it works. */
static void build(program *filter) {
    load(filter, offsetof(struct seccomp_data, arch));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, THIS_ARCHITECTURE);
    answer(filter, EPERM);
    load_number(filter);
    add(filter, BPF_JMP | BPF_JSET | BPF_K, 0, 1, other_numbering);
    answer(filter, EPERM);
    for (size_t index = 0; index < sizeof allowed / sizeof allowed[0]; index++) {
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (unsigned)allowed[index]);
        allow(filter);
    }
    allow_by_rules(filter);
    for (size_t index = 0; index < sizeof files / sizeof files[0]; index++) {
        answer_call(filter, files[index], EACCES);
    }
    /* Its flags lie in memory where the filter can't look; without it the C library uses clone. */
    answer_call(filter, 435 /* clone3 */, ENOSYS);
    add(filter, BPF_JMP | BPF_JGT | BPF_K, 0, 1, newest_known);
    answer(filter, ENOSYS);
    answer(filter, EPERM);
}

bool perisai_allow_few_system_calls(void) {
    program filter = {.count = 0};
    build(&filter);
    if (filter.count > capacity) {
        errno = E2BIG;
        return false;
    }
    struct sock_fprog loaded = {(unsigned short)filter.count, filter.steps};
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &loaded);
    if (result > 0) {
        /* The number of a thread that couldn't be brought in line. */
        errno = EBUSY;
    }
    return result == 0;
}
