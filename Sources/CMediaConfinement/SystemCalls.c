#define _GNU_SOURCE
#include "Steps.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "The list of system calls is known for x86_64 and aarch64 only."
#endif

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

/* Whatever is newer than this list doesn't exist for the worker; libraries fall back to what they did before. */
enum { newest_known = 449 };

static const int refused[] = {
    /* The network. */
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_sendto, SYS_sendmsg,
    SYS_sendmmsg, SYS_recvfrom, SYS_recvmsg, SYS_recvmmsg, SYS_setsockopt,
    /* Other programs and processes. */
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_tkill,
    SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_setpgid, SYS_setsid, SYS_setpriority, 424 /* pidfd_send_signal */,
    434 /* pidfd_open */, 438 /* pidfd_getfd */, 440 /* process_madvise */,
#ifdef SYS_fork
    SYS_fork,
#endif
#ifdef SYS_vfork
    SYS_vfork,
#endif
    /* What landlock doesn't cover, or covers only in some kernels. */
    SYS_unlinkat, SYS_renameat2, SYS_mkdirat, SYS_linkat, SYS_symlinkat, SYS_mknodat, SYS_fchmod, SYS_fchmodat,
    SYS_fchown, SYS_fchownat, SYS_truncate, SYS_utimensat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr,
    SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr, SYS_chdir, SYS_fchdir, SYS_chroot, SYS_name_to_handle_at,
    SYS_open_by_handle_at, SYS_memfd_create, SYS_inotify_init1, SYS_fanotify_init, SYS_ioctl,
#ifdef SYS_unlink
    SYS_unlink, SYS_rmdir, SYS_rename, SYS_mkdir, SYS_link, SYS_symlink, SYS_mknod, SYS_chmod, SYS_chown, SYS_lchown,
    SYS_utime, SYS_utimes, SYS_futimesat, SYS_inotify_init,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
    /* Namespaces and mounts. */
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, 428 /* open_tree */, 429 /* move_mount */,
    430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */, 433 /* fspick */, 442 /* mount_setattr */,
    /* Memory shared with others, message queues. */
    SYS_shmget, SYS_shmat, SYS_shmctl, SYS_msgget, SYS_semget, SYS_mq_open,
    /* Rights and limits. */
    SYS_setrlimit, SYS_setuid, SYS_setgid, SYS_setreuid, SYS_setregid, SYS_setresuid, SYS_setresgid, SYS_setgroups,
    SYS_setfsuid, SYS_setfsgid, SYS_capset, SYS_personality, SYS_add_key, SYS_request_key, SYS_keyctl,
    /* Wide or rarely tested doors into the kernel. */
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, 425 /* io_uring_setup */, 426 /* io_uring_enter */,
    427 /* io_uring_register */, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot,
    SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_sethostname, SYS_setdomainname, SYS_syslog, SYS_settimeofday,
    SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_vhangup, SYS_move_pages, SYS_migrate_pages,
#ifdef SYS_iopl
    SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
};

/* These end as they would under landlock, so that a library tells "no such file" from "broken". */
static const int refused_files[] = {
    SYS_openat, 437 /* openat2 */,
#ifdef SYS_open
    SYS_open, SYS_creat,
#endif
};

enum { capacity = 2 * (sizeof refused + sizeof refused_files) / sizeof(int) + 64 };

typedef struct {
    struct sock_filter steps[capacity];
    unsigned short count;
} program;

static void add(program *filter, unsigned short code, unsigned yes, unsigned no, unsigned value) {
    filter->steps[filter->count++] = (struct sock_filter){code, (unsigned char)yes, (unsigned char)no, value};
}

static void load(program *filter, size_t offset) {
    add(filter, BPF_LD | BPF_W | BPF_ABS, 0, 0, (unsigned)offset);
}

static void answer(program *filter, int error) {
    add(filter, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | (unsigned)error);
}

static void allow(program *filter) {
    add(filter, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
}

static void refuse(program *filter, int call, int error) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (unsigned)call);
    answer(filter, error);
}

static size_t low_half(int argument) {
    return offsetof(struct seccomp_data, args) + 8 * (size_t)argument;
}

static size_t high_half(int argument) {
    return low_half(argument) + 4;
}

/* Both architectures are little-endian. */
static void refuse_unless_thread(program *filter) {
    const unsigned spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |
                            CLONE_NEWNET | CLONE_NEWTIME;
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 5, SYS_clone);
    load(filter, low_half(0));
    add(filter, BPF_ALU | BPF_AND | BPF_K, 0, 0, CLONE_THREAD | spaces);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, CLONE_THREAD);
    allow(filter);
    answer(filter, EPERM);
}

/* A signal may go to this process only: that is how abort() ends it. */
static void refuse_unless_own(program *filter, int call, unsigned own) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, (unsigned)call);
    load(filter, low_half(0));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, own);
    allow(filter);
    answer(filter, EPERM);
}

/* Limits may be read. A process with CAP_SYS_RESOURCE could otherwise raise what was just lowered. */
static void refuse_new_limits(program *filter) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 6, SYS_prlimit64);
    load(filter, low_half(2));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 3, 0);
    load(filter, high_half(2));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
    allow(filter);
    answer(filter, EPERM);
}

static void build(program *filter) {
    load(filter, offsetof(struct seccomp_data, arch));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, THIS_ARCHITECTURE);
    answer(filter, EPERM);
    load(filter, offsetof(struct seccomp_data, nr));
    for (size_t index = 0; index < sizeof refused_files / sizeof(int); index++) {
        refuse(filter, refused_files[index], EACCES);
    }
    for (size_t index = 0; index < sizeof refused / sizeof(int); index++) {
        refuse(filter, refused[index], EPERM);
    }
    /* Its flags lie in memory where the filter can't look; without it the C library uses clone. */
    refuse(filter, 435 /* clone3 */, ENOSYS);
    /* Also the second numbering of x86_64, which starts far above. */
    add(filter, BPF_JMP | BPF_JGT | BPF_K, 0, 1, newest_known);
    answer(filter, ENOSYS);
    refuse_unless_thread(filter);
    unsigned own = (unsigned)getpid();
    refuse_unless_own(filter, SYS_kill, own);
    refuse_unless_own(filter, SYS_tgkill, own);
    refuse_new_limits(filter);
    allow(filter);
}

bool perisai_refuse_system_calls(void) {
    program filter = {.count = 0};
    build(&filter);
    struct sock_fprog loaded = {filter.count, filter.steps};
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &loaded);
    if (result > 0) {
        /* The number of a thread that couldn't be brought in line. */
        errno = EBUSY;
    }
    return result == 0;
}
