#ifndef PERISAI_CSEARCH_PROBE_PLAN_H
#define PERISAI_CSEARCH_PROBE_PLAN_H

#include "CSearchKernels.h"

enum {
    CSEARCH_FLIPS_MAX = 3,
    /// Ways to flip at most three of sixteen bits: 1 + 16 + 120 + 560.
    CSEARCH_MASKS_MAX = 697,
};

/// Which buckets to visit so that no row within the radius can be missed.
///
/// Pigeonhole, twice. The eight pairs of chunks get limits with sum(limit + 1) = radius + 1, so a row within the radius
/// keeps within the limit of some pair. The two chunks of that pair get flips with (flips + 1) + (flips + 1) =
/// limit + 1, so the row also keeps within the flips of one of them. That chunk's buckets lead to it, and its partner
/// differs by at most the pair's limit less the chunk's own difference, which rejects nearly everything else there
/// before the row is read.
typedef struct {
    int pair_limit[CSEARCH_CHUNK_COUNT / 2];
    int flips[CSEARCH_CHUNK_COUNT];
    uint32_t tables[CSEARCH_CHUNK_COUNT];
    uint32_t table_count;
    uint32_t bucket_count;
    uint16_t masks[CSEARCH_MASKS_MAX];
} csearch_plan;

/// How many masks have at most so many bits set.
static inline uint32_t csearch_mask_count(int flips) {
    static const uint32_t counts[CSEARCH_FLIPS_MAX + 1] = {1, 17, 137, 697};
    return counts[flips];
}

static inline void csearch_plan_make(csearch_plan *plan, uint32_t radius) {
    int shares = (int)radius + 1;
    int flips_most = 0;
    plan->table_count = 0;
    plan->bucket_count = 0;
    for (int pair = 0; pair < CSEARCH_CHUNK_COUNT / 2; pair++) {
        int pair_shares = shares / 8 + (pair < shares % 8 ? 1 : 0);
        plan->pair_limit[pair] = pair_shares - 1;
        for (int side = 0; side < 2; side++) {
            int flips = (pair_shares + 1 - side) / 2 - 1;
            int table = 2 * pair + side;
            plan->flips[table] = flips;
            if (flips >= 0) {
                plan->tables[plan->table_count++] = (uint32_t)table;
                plan->bucket_count += csearch_mask_count(flips);
                flips_most = flips > flips_most ? flips : flips_most;
            }
        }
    }
    uint32_t count = 0;
    plan->masks[count++] = 0;
    for (int bits = 1; bits <= flips_most; bits++) {
        // The next larger number with equally many bits set, until it leaves sixteen bits.
        for (uint32_t mask = (1u << bits) - 1; mask < CSEARCH_BUCKET_COUNT;) {
            plan->masks[count++] = (uint16_t)mask;
            uint32_t lowest = mask & (0u - mask);
            uint32_t carried = mask + lowest;
            mask = (((carried ^ mask) >> 2) >> __builtin_ctz(mask)) | carried;
        }
    }
}

#endif
