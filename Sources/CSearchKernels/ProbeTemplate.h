// The bucket-probe loop, included once by each variant, which defines before:
//   KERNEL_TARGET    the function attribute that turns its instructions on
//   KERNEL_PROBE     the name of the function to define
//   KERNEL_FILTER    (partners, count, partner, limit, PASS): calls PASS(index) for each partner within the limit
//   KERNEL_DISTANCE  (row, query): the distance of two rows

#include "HitBatch.h"
#include "ProbePlan.h"

enum {
    // Costs in rows that a scan reads in the same time, measured where all fits into the caches: beyond them a scan is
    // slower and a bucket costs about fifteen rows, so that the tables are used a little less than would pay.
    PROBE_BUCKET_COST = 40,
    PROBE_PARTNERS_PER_COST = 8,
    PROBE_PASS_COST = 32,
    PROBE_QUEUE_SIZE = 256,
};

typedef struct {
    uint32_t start, end;
    int limit;
} probe_bucket;

typedef struct {
    uint32_t table;
    uint32_t count;
    probe_bucket buckets[CSEARCH_MASKS_MAX];
} probe_wave;

typedef struct {
    uint32_t place;
    uint32_t table;
} probe_pass;

static inline __attribute__((always_inline)) uint32_t probe_chunk(const uint64_t *words, uint32_t table) {
    return (uint32_t)(words[table >> 2] >> (16 * (table & 3))) & 0xffff;
}

// Whether an earlier table of the plan has led to this row too: then it has been reported from there.
KERNEL_TARGET static int probe_seen(
    const csearch_plan *plan, const uint64_t *row, const uint64_t *query, uint32_t table) {
    for (uint32_t step = 0; step < plan->table_count; step++) {
        uint32_t earlier = plan->tables[step];
        if (earlier == table) {
            return 0;
        }
        int own = __builtin_popcount(probe_chunk(row, earlier) ^ probe_chunk(query, earlier));
        int other = __builtin_popcount(probe_chunk(row, earlier ^ 1) ^ probe_chunk(query, earlier ^ 1));
        if (own <= plan->flips[earlier] && own + other <= plan->pair_limit[earlier >> 1]) {
            return 1;
        }
    }
    return 0;
}

KERNEL_TARGET int KERNEL_PROBE(
    const csearch_tables *tables, const uint64_t *query, uint32_t radius, uint64_t budget, csearch_sink sink,
    void *context) {
    if (radius > CSEARCH_PROBE_RADIUS_MAX) {
        return 0;
    }
    csearch_plan plan;
    csearch_plan_make(&plan, radius);
    uint64_t cost = (uint64_t)plan.bucket_count * PROBE_BUCKET_COST;
    if (cost > budget) {
        return 0;
    }
    csearch_batch batch;
    batch.sink = sink;
    batch.context = context;
    batch.count = 0;

    // Four stages run one table apart, so that the memory each of them needs was asked for one table earlier:
    // offsets, then partners, then references (`found`), then rows (`resolved`).
    probe_wave waves[2];
    probe_pass found[PROBE_QUEUE_SIZE], resolved[PROBE_QUEUE_SIZE];
    uint32_t found_count = 0, resolved_count = 0;

#define PROBE_PREFETCH_OFFSETS(step)                                                                             \
    do {                                                                                                         \
        uint32_t table_ = plan.tables[step];                                                                     \
        const uint32_t *offsets_ = tables->offsets + (size_t)table_ * CSEARCH_OFFSETS_PER_TABLE;                 \
        uint32_t chunk_ = probe_chunk(query, table_), masks_ = csearch_mask_count(plan.flips[table_]);           \
        for (uint32_t mask_ = 0; mask_ < masks_; mask_++) {                                                      \
            __builtin_prefetch(offsets_ + (chunk_ ^ plan.masks[mask_]));                                         \
        }                                                                                                        \
    } while (0)

#define PROBE_ADVANCE_QUEUES()                                                                                   \
    do {                                                                                                         \
        for (uint32_t item_ = 0; item_ < resolved_count; item_++) {                                              \
            const uint64_t *row_ = tables->rows + (size_t)resolved[item_].place * CSEARCH_WORDS_PER_ROW;         \
            uint32_t distance_ = KERNEL_DISTANCE(row_, query);                                                   \
            if (distance_ <= radius && !probe_seen(&plan, row_, query, resolved[item_].table)) {                 \
                csearch_batch_add(&batch, resolved[item_].place, distance_);                                     \
            }                                                                                                    \
        }                                                                                                        \
        for (uint32_t item_ = 0; item_ < found_count; item_++) {                                                 \
            uint32_t table_ = found[item_].table;                                                                \
            uint32_t row_ = tables->references[(size_t)table_ * tables->row_count + found[item_].place];         \
            const uint64_t *words_ = tables->rows + (size_t)row_ * CSEARCH_WORDS_PER_ROW;                        \
            __builtin_prefetch(words_);                                                                          \
            resolved[item_].place = row_;                                                                        \
            resolved[item_].table = table_;                                                                      \
        }                                                                                                        \
        cost += (uint64_t)found_count * PROBE_PASS_COST;                                                         \
        resolved_count = found_count;                                                                            \
        found_count = 0;                                                                                         \
    } while (0)

    PROBE_PREFETCH_OFFSETS(0);
    for (uint32_t step = 0; step <= plan.table_count; step++) {
        if (step + 1 < plan.table_count) {
            PROBE_PREFETCH_OFFSETS(step + 1);
        }
        if (step < plan.table_count) {
            probe_wave *wave = &waves[step & 1];
            uint32_t table = plan.tables[step];
            const uint32_t *offsets = tables->offsets + (size_t)table * CSEARCH_OFFSETS_PER_TABLE;
            const uint16_t *partners = tables->partners + (size_t)table * tables->row_count;
            uint32_t chunk = probe_chunk(query, table), used = 0;
            uint32_t masks = csearch_mask_count(plan.flips[table]);
            int pair_limit = plan.pair_limit[table >> 1];
            uint64_t candidates = 0;
            for (uint32_t mask = 0; mask < masks; mask++) {
                uint32_t bucket = chunk ^ plan.masks[mask];
                uint32_t start = offsets[bucket], end = offsets[bucket + 1];
                __builtin_prefetch(partners + start);
                __builtin_prefetch(partners + end);
                wave->buckets[used].start = start;
                wave->buckets[used].end = end;
                wave->buckets[used].limit = pair_limit - __builtin_popcount(plan.masks[mask]);
                used += end > start;
                candidates += end - start;
            }
            wave->table = table;
            wave->count = used;
            cost += candidates / PROBE_PARTNERS_PER_COST;
        }
        if (step > 0) {
            const probe_wave *wave = &waves[(step - 1) & 1];
            uint32_t table = wave->table;
            const uint16_t *partners = tables->partners + (size_t)table * tables->row_count;
            const uint32_t *references = tables->references + (size_t)table * tables->row_count;
            uint16_t partner = (uint16_t)probe_chunk(query, table ^ 1);
            for (uint32_t item = 0; item < wave->count; item++) {
                uint32_t start = wave->buckets[item].start, size = wave->buckets[item].end - start;
#define PROBE_PASS(index)                                                                                        \
    do {                                                                                                         \
        if (found_count == PROBE_QUEUE_SIZE) {                                                                   \
            PROBE_ADVANCE_QUEUES();                                                                              \
            if (cost > budget) {                                                                                 \
                return 0;                                                                                        \
            }                                                                                                    \
        }                                                                                                        \
        __builtin_prefetch(references + start + (index));                                                        \
        found[found_count].place = start + (uint32_t)(index);                                                    \
        found[found_count].table = table;                                                                        \
        found_count++;                                                                                           \
    } while (0)
                KERNEL_FILTER(partners + start, size, partner, wave->buckets[item].limit, PROBE_PASS);
            }
            PROBE_ADVANCE_QUEUES();
        }
        if (cost > budget) {
            return 0;
        }
    }
    PROBE_ADVANCE_QUEUES();
    PROBE_ADVANCE_QUEUES();
    csearch_batch_flush(&batch);
    return 1;
}
