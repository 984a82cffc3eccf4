#include "Variants.h"

int csearch_supports(csearch_variant variant) {
    switch (variant) {
    case CSEARCH_GENERIC:
        return 1;
#if defined(__x86_64__)
    case CSEARCH_POPCNT:
        return __builtin_cpu_supports("popcnt") != 0;
    case CSEARCH_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
    case CSEARCH_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq")
            && __builtin_cpu_supports("avx512bitalg") && __builtin_cpu_supports("popcnt");
#endif
    default:
        return 0;
    }
}

void csearch_scan(
    csearch_variant variant, const uint64_t *rows, size_t row_count, const uint64_t *query, uint32_t radius,
    csearch_sink sink, void *context) {
    switch (variant) {
#if defined(__x86_64__)
    case CSEARCH_AVX512:
        csearch_scan_avx512(rows, row_count, query, radius, sink, context);
        return;
    case CSEARCH_AVX2:
        csearch_scan_avx2(rows, row_count, query, radius, sink, context);
        return;
    case CSEARCH_POPCNT:
        csearch_scan_popcnt(rows, row_count, query, radius, sink, context);
        return;
#endif
    default:
        csearch_scan_generic(rows, row_count, query, radius, sink, context);
    }
}

int csearch_probe(
    csearch_variant variant, const csearch_tables *tables, const uint64_t *query, uint32_t radius, uint64_t budget,
    csearch_sink sink, void *context) {
    switch (variant) {
#if defined(__x86_64__)
    case CSEARCH_AVX512:
        return csearch_probe_avx512(tables, query, radius, budget, sink, context);
    case CSEARCH_AVX2:
        return csearch_probe_avx2(tables, query, radius, budget, sink, context);
    case CSEARCH_POPCNT:
        return csearch_probe_popcnt(tables, query, radius, budget, sink, context);
#endif
    default:
        return csearch_probe_generic(tables, query, radius, budget, sink, context);
    }
}
