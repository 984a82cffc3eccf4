#ifndef PERISAI_ALLOCATION_COUNTER_H
#define PERISAI_ALLOCATION_COUNTER_H

#include <stdbool.h>

/* Whether allocations are counted: not under a sanitizer, which brings an allocator of its own. */
bool perisai_counts_allocations(void);

/* How many pieces of memory this thread has asked the C library for since it began. */
unsigned long perisai_allocations(void);

#endif
