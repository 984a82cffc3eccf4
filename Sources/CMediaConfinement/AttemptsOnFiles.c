#define _GNU_SOURCE
#include "Attempts.h"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Its folder doesn't exist, so that nothing is made or lost where an attempt goes through. */
static const char nowhere[] = "/nowhere-at-all/perisai-media-worker";

static void try_reading(perisai_record *tried) {
    struct stat state;
    char text[8];
    perisai_note(tried, "open", open("/etc/passwd", O_RDONLY | O_CLOEXEC));
    perisai_note(tried, "open-folder", open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    perisai_note(tried, "open-path", open("/", O_PATH | O_CLOEXEC));
    perisai_note(tried, "open-for-writing", open(nowhere, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    perisai_note(tried, "openat2", syscall(437 /* openat2 */, AT_FDCWD, "/", NULL, 0));
    perisai_note(tried, "open_by_handle_at", syscall(SYS_open_by_handle_at, AT_FDCWD, NULL, 0));
    perisai_note(tried, "name_to_handle_at", syscall(SYS_name_to_handle_at, AT_FDCWD, "/", NULL, NULL, 0));
#ifdef SYS_open
    perisai_note(tried, "open-old", syscall(SYS_open, "/etc/passwd", O_RDONLY | O_CLOEXEC));
    perisai_note(tried, "creat", syscall(SYS_creat, nowhere, 0600));
    perisai_note(tried, "stat-old", syscall(SYS_stat, "/", &state));
    perisai_note(tried, "lstat-old", syscall(SYS_lstat, "/", &state));
#endif
    perisai_note(tried, "stat", syscall(SYS_newfstatat, AT_FDCWD, "/", &state, 0));
    perisai_note(tried, "statx", syscall(SYS_statx, AT_FDCWD, "/", 0, 0, NULL));
    perisai_note(tried, "statfs", syscall(SYS_statfs, "/", NULL));
    perisai_note(tried, "access", syscall(SYS_faccessat, AT_FDCWD, "/", F_OK));
    perisai_note(tried, "readlink", readlinkat(AT_FDCWD, "/proc/self/exe", text, sizeof text));
    perisai_note(tried, "getcwd", syscall(SYS_getcwd, text, 0));
    perisai_note(tried, "getxattr", syscall(SYS_getxattr, "/", "user.none", NULL, 0));
    perisai_note(tried, "inotify", inotify_init1(IN_CLOEXEC));
    perisai_note(tried, "fanotify", syscall(SYS_fanotify_init, ~0u, 0));
}

static void try_writing(perisai_record *tried) {
    perisai_note(tried, "unlink", unlinkat(AT_FDCWD, nowhere, 0));
    perisai_note(tried, "rmdir", unlinkat(AT_FDCWD, nowhere, AT_REMOVEDIR));
    perisai_note(tried, "rename", syscall(SYS_renameat2, AT_FDCWD, nowhere, AT_FDCWD, nowhere, 0));
    perisai_note(tried, "mkdir", mkdirat(AT_FDCWD, nowhere, 0700));
    perisai_note(tried, "mknod", mknodat(AT_FDCWD, nowhere, S_IFIFO | 0600, 0));
    perisai_note(tried, "link", linkat(AT_FDCWD, nowhere, AT_FDCWD, nowhere, 0));
    perisai_note(tried, "symlink", symlinkat("/", AT_FDCWD, nowhere));
    perisai_note(tried, "chmod", fchmodat(AT_FDCWD, nowhere, 0600, 0));
    perisai_note(tried, "fchmod", fchmod(-1, 0600));
    perisai_note(tried, "chown", fchownat(AT_FDCWD, nowhere, 0, 0, 0));
    perisai_note(tried, "fchown", fchown(-1, 0, 0));
    perisai_note(tried, "truncate", truncate(nowhere, 0));
    perisai_note(tried, "ftruncate", ftruncate(-1, 0));
    perisai_note(tried, "fallocate", fallocate(-1, 0, 0, 1));
    perisai_note(tried, "utimes", utimensat(AT_FDCWD, nowhere, NULL, 0));
    perisai_note(tried, "setxattr", syscall(SYS_setxattr, nowhere, "user.none", "", 0, 0));
    perisai_note(tried, "chdir", chdir(nowhere));
    perisai_note(tried, "chroot", chroot(nowhere));
    perisai_note(tried, "mount", syscall(SYS_mount, nowhere, nowhere, nowhere, 0, NULL));
    perisai_note(tried, "umount", syscall(SYS_umount2, nowhere, 0));
    perisai_note(tried, "pivot_root", syscall(SYS_pivot_root, nowhere, nowhere));
    perisai_note(tried, "fsopen", syscall(430 /* fsopen */, NULL, 0));
    perisai_note(tried, "open_tree", syscall(428 /* open_tree */, AT_FDCWD, nowhere, 0));
    perisai_note(tried, "sync", syscall(SYS_sync));
    perisai_note(tried, "syncfs", syncfs(-1));
#ifdef SYS_unlink
    perisai_note(tried, "unlink-old", syscall(SYS_unlink, nowhere));
    perisai_note(tried, "rename-old", syscall(SYS_rename, nowhere, nowhere));
    perisai_note(tried, "mkdir-old", syscall(SYS_mkdir, nowhere, 0700));
    perisai_note(tried, "chmod-old", syscall(SYS_chmod, nowhere, 0600));
#endif
}

void perisai_try_files(perisai_record *tried) {
    try_reading(tried);
    try_writing(tried);
    int bytes = 0;
    perisai_note(tried, "ioctl", ioctl(STDIN_FILENO, FIONREAD, &bytes));
    perisai_note(tried, "ioctl-asynchronous", ioctl(-1, FIOASYNC, &bytes));
    perisai_note(tried, "splice", splice(-1, NULL, -1, NULL, 1, 0));
    perisai_note(tried, "vmsplice", vmsplice(-1, NULL, 0, 0));
    perisai_note(tried, "sendfile", syscall(SYS_sendfile, -1, -1, NULL, 0));
    perisai_note(tried, "dup", dup(-1));
}

void perisai_try_shared_memory(perisai_record *tried) {
    /* One that nobody has: whatever exists is somebody's. */
    enum { nobody = -1, some_key = 0x50455249 };
    perisai_note(tried, "memfd_create", memfd_create("perisai", MFD_CLOEXEC));
    perisai_note(tried, "memfd_secret", syscall(447 /* memfd_secret */, ~0u));
    perisai_note(tried, "shmget", shmget(some_key, 0, 0));
    perisai_note(tried, "shmat", (long)shmat(nobody, NULL, 0));
    perisai_note(tried, "shmctl", shmctl(nobody, IPC_RMID, NULL));
    perisai_note(tried, "msgget", msgget(some_key, 0));
    perisai_note(tried, "msgsnd", msgsnd(nobody, "", 0, IPC_NOWAIT));
    perisai_note(tried, "msgrcv", msgrcv(nobody, NULL, 0, 0, IPC_NOWAIT));
    perisai_note(tried, "msgctl", msgctl(nobody, IPC_RMID, NULL));
    perisai_note(tried, "semget", semget(some_key, 0, 0));
    perisai_note(tried, "semop", semop(nobody, NULL, 0));
    perisai_note(tried, "semctl", semctl(nobody, 0, IPC_RMID));
    perisai_note(tried, "mq_open", syscall(SYS_mq_open, "perisai-nothing", O_RDONLY, 0, NULL));
    perisai_note(tried, "mq_unlink", syscall(SYS_mq_unlink, "perisai-nothing"));
}
