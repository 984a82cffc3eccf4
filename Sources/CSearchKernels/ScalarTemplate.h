// The variants without vector code, included once by each, which defines before:
//   KERNEL_TARGET   the function attribute that turns its instructions on
//   KERNEL_SCAN     the name of the scan to define
//   KERNEL_PROBE    the name of the probe to define

#include "HitBatch.h"
#include "Variants.h"

KERNEL_TARGET static inline uint32_t scalar_distance(const uint64_t *row, const uint64_t *query) {
    return (uint32_t)(__builtin_popcountll(row[0] ^ query[0]) + __builtin_popcountll(row[1] ^ query[1])
                      + __builtin_popcountll(row[2] ^ query[2]) + __builtin_popcountll(row[3] ^ query[3]));
}

KERNEL_TARGET void KERNEL_SCAN(
    const uint64_t *rows, size_t row_count, const uint64_t *query, uint32_t radius, csearch_sink sink,
    void *context) {
    csearch_batch batch;
    batch.sink = sink;
    batch.context = context;
    batch.count = 0;
    for (size_t row = 0; row < row_count; row++) {
        uint32_t distance = scalar_distance(rows + CSEARCH_WORDS_PER_ROW * row, query);
        if (__builtin_expect(distance <= radius, 0)) {
            csearch_batch_add(&batch, row, distance);
        }
    }
    csearch_batch_flush(&batch);
}

#define KERNEL_DISTANCE scalar_distance
#define KERNEL_FILTER(partners, count, partner, limit, PASS)                                                     \
    do {                                                                                                         \
        const uint16_t *partners_ = (partners);                                                                  \
        for (uint32_t index_ = 0; index_ < (count); index_++) {                                                  \
            if (__builtin_popcount((uint32_t)(partners_[index_] ^ (partner))) <= (limit)) {                      \
                PASS(index_);                                                                                    \
            }                                                                                                    \
        }                                                                                                        \
    } while (0)
#include "ProbeTemplate.h"
