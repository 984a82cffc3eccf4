#define _GNU_SOURCE
#include "Attempts.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)

/* getppid by the number it has for 32-bit programs. */
enum { getppid_of_32_bits = 64, second_numbering = 0x40000000 };

static sigjmp_buf before;

static void go_back(int signal) {
    (void)signal;
    siglongjmp(before, 1);
}

static long call_as_32_bits(void) {
    long result = getppid_of_32_bits;
    __asm__ volatile("int $0x80" : "+a"(result) : : "r8", "r9", "r10", "r11", "memory");
    return result;
}

/* Kernels that don't serve 32-bit programs answer this with SIGSEGV, which is a refusal too. */
static bool is_32_bits_refused(void) {
    struct sigaction jump = {.sa_handler = go_back};
    struct sigaction earlier;
    if (sigaction(SIGSEGV, &jump, &earlier) != 0) {
        return false;
    }
    bool refused = sigsetjmp(before, 1) != 0 || call_as_32_bits() == -EPERM;
    sigaction(SIGSEGV, &earlier, NULL);
    return refused;
}

void perisai_try_other_numberings(perisai_record *tried) {
    perisai_note_state(tried, "32-bit-call", is_32_bits_refused());
    perisai_note(tried, "x32-call", syscall(second_numbering | SYS_getppid));
}

#else

void perisai_try_other_numberings(perisai_record *tried) {
    (void)tried;
}

#endif
