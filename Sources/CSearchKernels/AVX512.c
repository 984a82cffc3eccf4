#if defined(__x86_64__)
#include <immintrin.h>

#include "HitBatch.h"
#include "Variants.h"

#define KERNEL_TARGET \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq,avx512bitalg,popcnt"), min_vector_width(512)))

KERNEL_TARGET static inline __m512i quarter_distances(const uint64_t *two_rows, __m512i query) {
    return _mm512_popcnt_epi64(_mm512_xor_si512(_mm512_loadu_si512(two_rows), query));
}

KERNEL_TARGET static inline uint32_t wide_distance(const uint64_t *row, const uint64_t *query) {
    return (uint32_t)(__builtin_popcountll(row[0] ^ query[0]) + __builtin_popcountll(row[1] ^ query[1])
                      + __builtin_popcountll(row[2] ^ query[2]) + __builtin_popcountll(row[3] ^ query[3]));
}

KERNEL_TARGET void csearch_scan_avx512(
    const uint64_t *rows, size_t row_count, const uint64_t *query, uint32_t radius, csearch_sink sink,
    void *context) {
    csearch_batch batch;
    batch.sink = sink;
    batch.context = context;
    batch.count = 0;
    const __m512i wanted = _mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *)query));
    const __m512i limit = _mm512_set1_epi64((long long)radius);
    // The sums below come out in this order of lanes; the last step puts them back into the order of rows.
    const __m512i order = _mm512_setr_epi64(0, 2, 1, 3, 4, 6, 5, 7);
    size_t row = 0;
    for (; row + 8 <= row_count; row += 8) {
        const uint64_t *words = rows + CSEARCH_WORDS_PER_ROW * row;
        __m512i first = quarter_distances(words, wanted);
        __m512i second = quarter_distances(words + 8, wanted);
        __m512i third = quarter_distances(words + 16, wanted);
        __m512i fourth = quarter_distances(words + 24, wanted);
        __m512i early = _mm512_add_epi64(_mm512_unpacklo_epi64(first, second), _mm512_unpackhi_epi64(first, second));
        __m512i late = _mm512_add_epi64(_mm512_unpacklo_epi64(third, fourth), _mm512_unpackhi_epi64(third, fourth));
        __m512i distances = _mm512_add_epi64(
            _mm512_shuffle_i64x2(early, late, 0x88), _mm512_shuffle_i64x2(early, late, 0xdd));
        if (__builtin_expect(_mm512_cmple_epu64_mask(distances, limit) != 0, 0)) {
            distances = _mm512_permutexvar_epi64(order, distances);
            uint32_t near = _mm512_cmple_epu64_mask(distances, limit);
            uint64_t each[8];
            _mm512_storeu_si512(each, distances);
            for (; near != 0; near &= near - 1) {
                int lane = __builtin_ctz(near);
                csearch_batch_add(&batch, row + (size_t)lane, (uint32_t)each[lane]);
            }
        }
    }
    for (; row < row_count; row++) {
        uint32_t distance = wide_distance(rows + CSEARCH_WORDS_PER_ROW * row, query);
        if (distance <= radius) {
            csearch_batch_add(&batch, row, distance);
        }
    }
    csearch_batch_flush(&batch);
}

// One bit for each of thirty-two partners within the limit.
KERNEL_TARGET static inline uint32_t near_partners(
    const uint16_t *partners, uint32_t left, __m512i partner, __m512i limit) {
    __mmask32 present = left >= 32 ? 0xffffffffu : (1u << left) - 1;
    __m512i difference = _mm512_xor_si512(_mm512_maskz_loadu_epi16(present, partners), partner);
    return _mm512_mask_cmple_epu16_mask(present, _mm512_popcnt_epi16(difference), limit);
}

#define KERNEL_PROBE csearch_probe_avx512
#define KERNEL_DISTANCE wide_distance
#define KERNEL_FILTER(partners, count, partner, limit, PASS)                                                     \
    do {                                                                                                         \
        const uint16_t *partners_ = (partners);                                                                  \
        const __m512i partner_ = _mm512_set1_epi16((short)(partner));                                            \
        const __m512i limit_ = _mm512_set1_epi16((short)(limit));                                                \
        for (uint32_t base_ = 0; base_ < (count); base_ += 32) {                                                 \
            uint32_t near_ = near_partners(partners_ + base_, (count) - base_, partner_, limit_);                \
            while (near_ != 0) {                                                                                 \
                uint32_t bit_ = (uint32_t)__builtin_ctz(near_);                                                  \
                near_ &= near_ - 1;                                                                              \
                PASS(base_ + bit_);                                                                              \
            }                                                                                                    \
        }                                                                                                        \
    } while (0)
#include "ProbeTemplate.h"
#endif
