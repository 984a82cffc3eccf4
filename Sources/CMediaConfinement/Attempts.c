#define _GNU_SOURCE
#include "CMediaConfinement.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct {
    perisai_attempt *attempts;
    int count;
} record;

/* Refused means: with the error that the confinement gives. Any other failure would hide that the door is open. */
static void note(record *tried, const char *name, long result) {
    int error = result < 0 ? errno : 0;
    bool refused = error == EPERM || error == EACCES;
    tried->attempts[tried->count++] = (perisai_attempt){name, refused, error};
}

static void note_state(record *tried, const char *name, bool in_force) {
    tried->attempts[tried->count++] = (perisai_attempt){name, in_force, 0};
}

static void try_network(record *tried) {
    int pair[2];
    struct sockaddr_in nowhere = {.sin_family = AF_INET, .sin_port = htons(9)};
    nowhere.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    note(tried, "socket", socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    note(tried, "socket-unix", socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    note(tried, "socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
    note(tried, "connect", connect(STDIN_FILENO, (struct sockaddr *)&nowhere, sizeof nowhere));
    note(tried, "bind", bind(STDIN_FILENO, (struct sockaddr *)&nowhere, sizeof nowhere));
    note(tried, "accept", accept(STDIN_FILENO, NULL, NULL));
    note(tried, "sendto", sendto(STDIN_FILENO, "", 0, 0, NULL, 0));
}

static void try_process(record *tried, const char *name, long child) {
    if (child == 0) {
        _exit(0);
    }
    note(tried, name, child);
}

static void try_processes(record *tried) {
    char *const arguments[] = {"true", NULL};
    char *const environment[] = {NULL};
    note(tried, "execve", execve("/bin/true", arguments, environment));
    note(tried, "execveat", syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, environment, 0));
    try_process(tried, "fork", syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL));
#ifdef SYS_fork
    try_process(tried, "fork-old", syscall(SYS_fork));
#endif
    note(tried, "ptrace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));

    char byte = 0, copy = 0;
    struct iovec here = {&copy, 1}, there = {&byte, 1};
    note(tried, "process_vm_readv", process_vm_readv(getpid(), &here, 1, &there, 1, 0));
    note(tried, "process_vm_writev", process_vm_writev(getpid(), &here, 1, &there, 1, 0));
    note(tried, "kill", kill(getppid(), 0));
    note(tried, "pidfd_open", syscall(434, getppid(), 0));
}

static void try_files(record *tried) {
    note(tried, "open", open("/etc/passwd", O_RDONLY | O_CLOEXEC));
    note(tried, "open-for-writing", open("/tmp/perisai-media-worker", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    note(tried, "open_by_handle_at", syscall(SYS_open_by_handle_at, AT_FDCWD, NULL, 0));
    note(tried, "unlink", unlinkat(AT_FDCWD, "/tmp/perisai-media-worker", 0));
    note(tried, "memfd_create", syscall(SYS_memfd_create, "perisai", 0));
    note(tried, "mount", syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, NULL));
}

static void try_kernel(record *tried) {
    note(tried, "unshare", unshare(CLONE_NEWUSER));
    note(tried, "setns", setns(STDIN_FILENO, 0));
    note(tried, "io_uring_setup", syscall(425, 1, NULL));
    note(tried, "bpf", syscall(SYS_bpf, 0, NULL, 0));
    note(tried, "perf_event_open", syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0));
    note(tried, "userfaultfd", syscall(SYS_userfaultfd, 0));
    note(tried, "keyctl", syscall(SYS_keyctl, 0, 0, 0, 0, 0));
}

static void try_limits(record *tried) {
    struct rlimit memory = {RLIM_INFINITY, RLIM_INFINITY};
    note(tried, "setrlimit", syscall(SYS_setrlimit, RLIMIT_AS, &memory));
    note(tried, "prlimit", prlimit(0, RLIMIT_AS, &memory, NULL));

    note_state(tried, "memory", getrlimit(RLIMIT_AS, &memory) == 0 && memory.rlim_max != RLIM_INFINITY);
    if (memory.rlim_cur != RLIM_INFINITY) {
        void *block = mmap(NULL, memory.rlim_cur, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        note_state(tried, "memory-over-limit", block == MAP_FAILED);
    }
    struct rlimit core = {1, 1};
    note_state(tried, "core-file", getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0);
    note_state(tried, "dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
    note_state(tried, "new-privileges", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
}

int perisai_attempt_forbidden(perisai_attempt attempts[PERISAI_ATTEMPTS_MAX]) {
    record tried = {attempts, 0};
    try_network(&tried);
    try_processes(&tried);
    try_files(&tried);
    try_kernel(&tried);
    try_limits(&tried);
    return tried.count;
}
