#ifndef PERISAI_CSEARCH_VARIANTS_H
#define PERISAI_CSEARCH_VARIANTS_H

#include "CSearchKernels.h"

#define CSEARCH_DECLARE(suffix)                                                                                  \
    void csearch_scan_##suffix(                                                                                  \
        const uint64_t *rows, size_t row_count, const uint64_t *query, uint32_t radius, csearch_sink sink,       \
        void *context);                                                                                          \
    int csearch_probe_##suffix(                                                                                  \
        const csearch_tables *tables, const uint64_t *query, uint32_t radius, uint64_t budget, csearch_sink sink, \
        void *context);

CSEARCH_DECLARE(generic)
#if defined(__x86_64__)
CSEARCH_DECLARE(popcnt)
CSEARCH_DECLARE(avx2)
CSEARCH_DECLARE(avx512)
#endif

#endif
