#include "CAllocationCounter.h"

#include <errno.h>
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OTHER_ALLOCATOR 1
#endif
#endif

static _Thread_local unsigned long count;

unsigned long perisai_allocations(void) {
    return count;
}

#if defined(OTHER_ALLOCATOR)

bool perisai_counts_allocations(void) {
    return false;
}

#else

/* These stand before the C library's own functions for the whole test program. */

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t things, size_t bytes);
void *__libc_realloc(void *block, size_t bytes);
void *__libc_memalign(size_t alignment, size_t bytes);

bool perisai_counts_allocations(void) {
    return true;
}

void *malloc(size_t bytes) {
    count++;
    return __libc_malloc(bytes);
}

void *calloc(size_t things, size_t bytes) {
    count++;
    return __libc_calloc(things, bytes);
}

void *realloc(void *block, size_t bytes) {
    count++;
    return __libc_realloc(block, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes) {
    count++;
    return __libc_memalign(alignment, bytes);
}

int posix_memalign(void **block, size_t alignment, size_t bytes) {
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) {
        return EINVAL;
    }
    count++;
    void *found = __libc_memalign(alignment, bytes);
    if (found == NULL) {
        return ENOMEM;
    }
    *block = found;
    return 0;
}

#endif
