#if defined(__linux__)
#define _DEFAULT_SOURCE
#include <sys/mman.h>
#endif
#include <stdlib.h>

#include "CSearchKernels.h"

enum {
    CACHE_LINE = 64,
    HUGE_PAGE = 2 << 20,
};

void *csearch_allocate(size_t byte_count) {
    size_t alignment = byte_count >= 2 * HUGE_PAGE ? HUGE_PAGE : CACHE_LINE;
    void *memory = NULL;
    if (posix_memalign(&memory, alignment, byte_count == 0 ? 1 : byte_count) != 0) {
        abort();
    }
#if defined(MADV_HUGEPAGE)
    if (alignment == HUGE_PAGE) {
        // A wish: where the kernel refuses, only speed is lost.
        (void)madvise(memory, byte_count, MADV_HUGEPAGE);
    }
#endif
    return memory;
}

void csearch_release(void *memory) { free(memory); }
