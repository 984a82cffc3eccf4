#define _GNU_SOURCE
#include "Attempts.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void perisai_try_kernel(perisai_record *tried) {
    unsigned action = SECCOMP_RET_ALLOW;
    perisai_note(tried, "unshare", unshare(CLONE_NEWUSER));
    perisai_note(tried, "setns", setns(STDIN_FILENO, 0));
    perisai_note(tried, "seccomp", syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action));
    perisai_note(tried, "landlock", syscall(444 /* landlock_create_ruleset */, NULL, 0, 1 /* its version */));
    perisai_note(tried, "io_uring_setup", syscall(425 /* io_uring_setup */, 1, NULL));
    perisai_note(tried, "io_uring_enter", syscall(426 /* io_uring_enter */, -1, 0, 0, 0, NULL, 0));
    perisai_note(tried, "bpf", syscall(SYS_bpf, 0, NULL, 0));
    perisai_note(tried, "perf_event_open", syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0));
    perisai_note(tried, "userfaultfd", syscall(SYS_userfaultfd, 0));
    perisai_note(tried, "add_key", syscall(SYS_add_key, NULL, NULL, NULL, 0, 0));
    perisai_note(tried, "request_key", syscall(SYS_request_key, NULL, NULL, NULL, 0));
    perisai_note(tried, "keyctl", syscall(SYS_keyctl, 0, 0, 0, 0, 0));
    perisai_note(tried, "init_module", syscall(SYS_init_module, NULL, 0, NULL));
    perisai_note(tried, "finit_module", syscall(SYS_finit_module, -1, NULL, 0));
    perisai_note(tried, "kexec_load", syscall(SYS_kexec_load, 0, ~0ul, NULL, ~0ul));
    perisai_note(tried, "reboot", syscall(SYS_reboot, 0, 0, 0, NULL));
    perisai_note(tried, "swapon", syscall(SYS_swapon, NULL, 0));
    perisai_note(tried, "acct", syscall(SYS_acct, ""));
    perisai_note(tried, "sethostname", syscall(SYS_sethostname, NULL, 1));
    perisai_note(tried, "syslog", syscall(SYS_syslog, 10 /* the buffer's size */, NULL, 0));
    perisai_note(tried, "clock_settime", syscall(SYS_clock_settime, CLOCK_REALTIME, NULL));
    perisai_note(tried, "clock_adjtime", syscall(SYS_clock_adjtime, CLOCK_REALTIME, NULL));
#if defined(__x86_64__)
    perisai_note(tried, "iopl", syscall(SYS_iopl, 0));
    perisai_note(tried, "ioperm", syscall(SYS_ioperm, 0, 0, 0));
    perisai_note(tried, "modify_ldt", syscall(SYS_modify_ldt, 0, NULL, 0));
#endif
}

/* The system calls themselves: the C library's functions would ask all threads to take part. */
void perisai_try_rights(perisai_record *tried) {
    const long unchanged = -1;
    perisai_note(tried, "setuid", syscall(SYS_setuid, unchanged));
    perisai_note(tried, "setgid", syscall(SYS_setgid, unchanged));
    perisai_note(tried, "setreuid", syscall(SYS_setreuid, unchanged, unchanged));
    perisai_note(tried, "setregid", syscall(SYS_setregid, unchanged, unchanged));
    perisai_note(tried, "setresuid", syscall(SYS_setresuid, unchanged, unchanged, unchanged));
    perisai_note(tried, "setresgid", syscall(SYS_setresgid, unchanged, unchanged, unchanged));
    perisai_note(tried, "setgroups", syscall(SYS_setgroups, unchanged, NULL));
    perisai_note(tried, "setfsuid", syscall(SYS_setfsuid, unchanged));
    perisai_note(tried, "setfsgid", syscall(SYS_setfsgid, unchanged));
    perisai_note(tried, "capset", syscall(SYS_capset, NULL, NULL));
    perisai_note(tried, "personality", syscall(SYS_personality, 0xffffffff));
}

void perisai_try_code(perisai_record *tried) {
    size_t page = 4096;
    int everything = PROT_READ | PROT_WRITE | PROT_EXEC;
    void *block = mmap(NULL, page, everything, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    perisai_note(tried, "executable-memory", block == MAP_FAILED ? -1 : 0);

    void *own = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (own != MAP_FAILED) {
        perisai_note(tried, "memory-made-executable", mprotect(own, page, PROT_READ | PROT_EXEC));
        munmap(own, page);
    } else {
        perisai_note_state(tried, "memory-made-executable", false);
    }
    perisai_note(tried, "pkey_mprotect", syscall(SYS_pkey_mprotect, NULL, 0, 0, -1));
    void *file = mmap(NULL, page, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    perisai_note(tried, "file-in-memory", file == MAP_FAILED ? -1 : 0);
}
