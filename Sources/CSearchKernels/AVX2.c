#if defined(__x86_64__)
#include <immintrin.h>

#include "HitBatch.h"
#include "Variants.h"

#define KERNEL_TARGET __attribute__((target("avx2,popcnt")))

// Ones in each byte: a look-up of each half byte.
KERNEL_TARGET static inline __m256i ones_in_bytes(__m256i value) {
    const __m256i table = _mm256_setr_epi8(
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i low = _mm256_set1_epi8(0x0f);
    __m256i lower = _mm256_shuffle_epi8(table, _mm256_and_si256(value, low));
    __m256i upper = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(value, 4), low));
    return _mm256_add_epi8(lower, upper);
}

KERNEL_TARGET static inline __m256i quarter_distances(const uint64_t *row, __m256i query) {
    __m256i difference = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)row), query);
    return _mm256_sad_epu8(ones_in_bytes(difference), _mm256_setzero_si256());
}

KERNEL_TARGET static inline uint32_t vector_distance(const uint64_t *row, const uint64_t *query) {
    return (uint32_t)(__builtin_popcountll(row[0] ^ query[0]) + __builtin_popcountll(row[1] ^ query[1])
                      + __builtin_popcountll(row[2] ^ query[2]) + __builtin_popcountll(row[3] ^ query[3]));
}

KERNEL_TARGET void csearch_scan_avx2(
    const uint64_t *rows, size_t row_count, const uint64_t *query, uint32_t radius, csearch_sink sink,
    void *context) {
    csearch_batch batch;
    batch.sink = sink;
    batch.context = context;
    batch.count = 0;
    const __m256i wanted = _mm256_loadu_si256((const __m256i *)query);
    const __m256i limit = _mm256_set1_epi64x((long long)radius + 1);
    size_t row = 0;
    for (; row + 4 <= row_count; row += 4) {
        const uint64_t *words = rows + CSEARCH_WORDS_PER_ROW * row;
        __m256i first = quarter_distances(words, wanted);
        __m256i second = quarter_distances(words + 4, wanted);
        __m256i third = quarter_distances(words + 8, wanted);
        __m256i fourth = quarter_distances(words + 12, wanted);
        __m256i early = _mm256_add_epi64(_mm256_unpacklo_epi64(first, second), _mm256_unpackhi_epi64(first, second));
        __m256i late = _mm256_add_epi64(_mm256_unpacklo_epi64(third, fourth), _mm256_unpackhi_epi64(third, fourth));
        __m256i distances = _mm256_add_epi64(
            _mm256_permute2x128_si256(early, late, 0x20), _mm256_permute2x128_si256(early, late, 0x31));
        int near = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(limit, distances)));
        if (__builtin_expect(near != 0, 0)) {
            uint64_t each[4];
            _mm256_storeu_si256((__m256i *)each, distances);
            for (; near != 0; near &= near - 1) {
                int lane = __builtin_ctz((unsigned)near);
                csearch_batch_add(&batch, row + (size_t)lane, (uint32_t)each[lane]);
            }
        }
    }
    for (; row < row_count; row++) {
        uint32_t distance = vector_distance(rows + CSEARCH_WORDS_PER_ROW * row, query);
        if (distance <= radius) {
            csearch_batch_add(&batch, row, distance);
        }
    }
    csearch_batch_flush(&batch);
}

// One bit pair for each of sixteen partners within the limit.
KERNEL_TARGET static inline uint32_t near_partners(const uint16_t *partners, __m256i partner, __m256i beyond) {
    __m256i difference = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)partners), partner);
    __m256i distances = _mm256_maddubs_epi16(ones_in_bytes(difference), _mm256_set1_epi8(1));
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi16(beyond, distances));
}

#define KERNEL_PROBE csearch_probe_avx2
#define KERNEL_DISTANCE vector_distance
#define KERNEL_FILTER(partners, count, partner, limit, PASS)                                                     \
    do {                                                                                                         \
        const uint16_t *partners_ = (partners);                                                                  \
        const __m256i partner_ = _mm256_set1_epi16((short)(partner));                                            \
        const __m256i beyond_ = _mm256_set1_epi16((short)((limit) + 1));                                         \
        for (uint32_t base_ = 0; base_ < (count); base_ += 16) {                                                 \
            uint32_t near_ = near_partners(partners_ + base_, partner_, beyond_);                                \
            uint32_t left_ = (count) - base_;                                                                    \
            near_ &= left_ >= 16 ? 0xffffffffu : (1u << (2 * left_)) - 1;                                        \
            while (near_ != 0) {                                                                                 \
                uint32_t bit_ = (uint32_t)__builtin_ctz(near_);                                                  \
                near_ &= ~(3u << bit_);                                                                          \
                PASS(base_ + bit_ / 2);                                                                          \
            }                                                                                                    \
        }                                                                                                        \
    } while (0)
#include "ProbeTemplate.h"
#endif
