#ifndef PERISAI_CSEARCH_HIT_BATCH_H
#define PERISAI_CSEARCH_HIT_BATCH_H

#include "CSearchKernels.h"

enum { CSEARCH_BATCH_SIZE = 128 };

/// Gathers hits so that the sink, a call across languages, is reached once per batch.
typedef struct {
    csearch_sink sink;
    void *context;
    size_t count;
    csearch_hit hits[CSEARCH_BATCH_SIZE];
} csearch_batch;

static inline __attribute__((always_inline)) void csearch_batch_flush(csearch_batch *batch) {
    if (batch->count > 0) {
        batch->sink(batch->context, batch->hits, batch->count);
        batch->count = 0;
    }
}

static inline __attribute__((always_inline)) void csearch_batch_add(
    csearch_batch *batch, size_t row, uint32_t distance) {
    if (batch->count == CSEARCH_BATCH_SIZE) {
        csearch_batch_flush(batch);
    }
    batch->hits[batch->count].row = (uint32_t)row;
    batch->hits[batch->count].distance = distance;
    batch->count++;
}

#endif
