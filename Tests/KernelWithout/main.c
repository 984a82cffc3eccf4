#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Runs a program as if the kernel lacked something, which no machine that runs tests does.
 *
 *     KernelWithout CALL=ERROR PROGRAM ARGUMENT...
 *
 * From then on the call ends with that errno. With 0 it seems to succeed and does nothing: a kernel that lies. */

static const struct {
    const char *name;
    int number;
} calls[] = {
    {"seccomp", SYS_seccomp},
    {"landlock_create_ruleset", 444},
    {"landlock_restrict_self", 446},
};

static int number_of(const char *name, size_t length) {
    for (size_t index = 0; index < sizeof calls / sizeof calls[0]; index++) {
        if (strlen(calls[index].name) == length && strncmp(calls[index].name, name, length) == 0) {
            return calls[index].number;
        }
    }
    return -1;
}

int main(int count, char **arguments) {
    const char *equals = count > 2 ? strchr(arguments[1], '=') : NULL;
    int call = equals == NULL ? -1 : number_of(arguments[1], (size_t)(equals - arguments[1]));
    if (call < 0) {
        fputs("usage: KernelWithout CALL=ERROR PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    struct sock_filter steps[] = {
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr)},
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (unsigned)call},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ((unsigned)atoi(equals + 1) & SECCOMP_RET_DATA)},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
    };
    struct sock_fprog filter = {sizeof steps / sizeof steps[0], steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        perror("KernelWithout");
        return 2;
    }
    execv(arguments[2], arguments + 2);
    perror(arguments[2]);
    return 2;
}
