#define _GNU_SOURCE
#include "Attempts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

void perisai_try_network(perisai_record *tried) {
    int pair[2];
    struct sockaddr_in nowhere = {.sin_family = AF_INET, .sin_port = htons(9)};
    nowhere.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    perisai_note(tried, "socket", socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    perisai_note(tried, "socket-unix", socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    perisai_note(tried, "socket-netlink", socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0));
    perisai_note(tried, "socketpair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
    perisai_note(tried, "connect", connect(STDIN_FILENO, (struct sockaddr *)&nowhere, sizeof nowhere));
    perisai_note(tried, "bind", bind(STDIN_FILENO, (struct sockaddr *)&nowhere, sizeof nowhere));
    perisai_note(tried, "listen", listen(STDIN_FILENO, 1));
    perisai_note(tried, "accept", accept(STDIN_FILENO, NULL, NULL));
    perisai_note(tried, "sendto", sendto(STDIN_FILENO, "", 0, 0, NULL, 0));
    perisai_note(tried, "sendmsg", sendmsg(STDIN_FILENO, NULL, 0));
    perisai_note(tried, "recvfrom", recvfrom(STDIN_FILENO, pair, sizeof pair, 0, NULL, NULL));
    perisai_note(tried, "recvmsg", recvmsg(STDIN_FILENO, NULL, 0));
    perisai_note(tried, "setsockopt", setsockopt(STDIN_FILENO, SOL_SOCKET, SO_KEEPALIVE, pair, sizeof pair));
}

static void note_child(perisai_record *tried, const char *name, long child) {
    if (child == 0) {
        _exit(0);
    }
    perisai_note(tried, name, child);
}

static void try_new_processes(perisai_record *tried) {
    const char *const nowhere = "/nowhere-at-all";
    char *const arguments[] = {NULL};
    char *const environment[] = {NULL};
    perisai_note(tried, "execve", execve(nowhere, arguments, environment));
    perisai_note(tried, "execveat", syscall(SYS_execveat, AT_FDCWD, nowhere, arguments, environment, 0));
    note_child(tried, "fork", syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL));
#ifdef SYS_fork
    note_child(tried, "fork-old", syscall(SYS_fork));
#endif
    /* Not through another function: the child would return into its frame. */
    pid_t child = vfork();
    if (child == 0) {
        _exit(0);
    }
    perisai_note(tried, "vfork", child);
    note_child(tried, "clone-user-namespace", syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL));
    /* With no arguments to look at, the kernel itself would answer otherwise. */
    long result = syscall(435 /* clone3 */, NULL, 0);
    perisai_note_state(tried, "clone3", result < 0 && errno == ENOSYS);
}

static void try_signals(perisai_record *tried) {
    siginfo_t nothing = {.si_code = SI_QUEUE};
    pid_t parent = getppid();
    perisai_note(tried, "kill", kill(parent, 0));
    perisai_note(tried, "kill-group", kill(0, 0));
    perisai_note(tried, "kill-all", kill(-1, 0));
    perisai_note(tried, "tkill", syscall(SYS_tkill, parent, 0));
    perisai_note(tried, "tgkill", syscall(SYS_tgkill, parent, parent, 0));
    perisai_note(tried, "sigqueue", syscall(SYS_rt_sigqueueinfo, parent, 0, &nothing));
    perisai_note(tried, "sigqueue-thread", syscall(SYS_rt_tgsigqueueinfo, parent, parent, 0, &nothing));
    perisai_note(tried, "pidfd_open", syscall(434 /* pidfd_open */, parent, 0));
    perisai_note(tried, "pidfd_send_signal", syscall(424 /* pidfd_send_signal */, STDIN_FILENO, 0, NULL, 0));
    perisai_note(tried, "pidfd_getfd", syscall(438 /* pidfd_getfd */, STDIN_FILENO, 0, 0));
    /* Through these a descriptor sends its owner any signal when it becomes ready. */
    int own = getpid();
    perisai_note(tried, "fcntl-owner", fcntl(STDIN_FILENO, F_SETOWN, own));
    perisai_note(tried, "fcntl-owner-thread", fcntl(STDIN_FILENO, F_SETOWN_EX, &(struct f_owner_ex){F_OWNER_PID, own}));
    perisai_note(tried, "fcntl-signal", fcntl(STDIN_FILENO, F_SETSIG, 0));
    perisai_note(tried, "fcntl-flags", fcntl(STDIN_FILENO, F_SETFL, 0));
    perisai_note(tried, "fcntl-lease", fcntl(STDIN_FILENO, F_SETLEASE, F_UNLCK));
    perisai_note(tried, "fcntl-notify", fcntl(STDIN_FILENO, F_NOTIFY, 0));
    perisai_note(tried, "fcntl-duplicate", fcntl(-1, F_DUPFD, 0));
}

void perisai_try_processes(perisai_record *tried) {
    try_new_processes(tried);
    try_signals(tried);

    perisai_note(tried, "ptrace", ptrace(PTRACE_ATTACH, 0, NULL, NULL));
    char byte = 0, copy = 0;
    struct iovec here = {&copy, 1}, there = {&byte, 1};
    perisai_note(tried, "process_vm_readv", process_vm_readv(getpid(), &here, 1, &there, 1, 0));
    perisai_note(tried, "process_vm_writev", process_vm_writev(getpid(), &here, 1, &there, 1, 0));
    perisai_note(tried, "process_madvise", syscall(440 /* process_madvise */, -1, NULL, 0, 0, 0));
    perisai_note(tried, "kcmp", syscall(SYS_kcmp, getpid(), getpid(), 0, 0, 0));
    perisai_note(tried, "setpgid", syscall(SYS_setpgid, -1, 0));
    perisai_note(tried, "setsid", syscall(SYS_setsid));

    /* Staying when the node is gone, being looked into. */
    perisai_note(tried, "prctl-death-signal", prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0));
    perisai_note(tried, "prctl-dumpable", prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
    perisai_note(tried, "prctl-tracer", prctl(PR_SET_PTRACER, 0, 0, 0, 0));
    perisai_note(tried, "prctl-seccomp", prctl(PR_GET_SECCOMP, 0, 0, 0, 0));
}

void perisai_try_scheduling(perisai_record *tried) {
    pid_t parent = getppid();
    perisai_note(tried, "setpriority", syscall(SYS_setpriority, -1, parent, 0));
    perisai_note(tried, "sched_setaffinity", syscall(SYS_sched_setaffinity, parent, 0, NULL));
    perisai_note(tried, "sched_getaffinity-of-parent", syscall(SYS_sched_getaffinity, parent, 0, NULL));
    perisai_note(tried, "sched_setscheduler", syscall(SYS_sched_setscheduler, parent, -1, NULL));
    perisai_note(tried, "sched_setparam", syscall(SYS_sched_setparam, parent, NULL));
    perisai_note(tried, "sched_setattr", syscall(SYS_sched_setattr, parent, NULL, 0));
    perisai_note(tried, "ioprio_set", syscall(SYS_ioprio_set, 1 /* a process */, -1, 0));
    perisai_note(tried, "migrate_pages", syscall(SYS_migrate_pages, parent, 0, NULL, NULL));
    perisai_note(tried, "move_pages", syscall(SYS_move_pages, parent, 0, NULL, NULL, NULL, 0));
}
