#include <string.h>

#include "CSearchKernels.h"

static inline uint32_t chunk_of(const uint64_t *row, uint32_t table) {
    return (uint32_t)(row[table >> 2] >> (16 * (table & 3))) & 0xffff;
}

void csearch_build_table(
    const uint64_t *rows, size_t row_count, uint32_t table, uint32_t *offsets, uint16_t *partners,
    uint32_t *references) {
    memset(offsets, 0, CSEARCH_OFFSETS_PER_TABLE * sizeof(uint32_t));
    for (size_t row = 0; row < row_count; row++) {
        offsets[chunk_of(rows + CSEARCH_WORDS_PER_ROW * row, table)]++;
    }
    uint32_t start = 0;
    for (size_t bucket = 0; bucket < CSEARCH_BUCKET_COUNT; bucket++) {
        uint32_t size = offsets[bucket];
        offsets[bucket] = start;
        start += size;
    }
    for (size_t row = 0; row < row_count; row++) {
        const uint64_t *words = rows + CSEARCH_WORDS_PER_ROW * row;
        uint32_t place = offsets[chunk_of(words, table)]++;
        partners[place] = (uint16_t)chunk_of(words, table ^ 1);
        references[place] = (uint32_t)row;
    }
    // Filling moved every start to its bucket's end, which is the next bucket's start: one step back restores them.
    memmove(offsets + 1, offsets, CSEARCH_BUCKET_COUNT * sizeof(uint32_t));
    offsets[0] = 0;
}
