#ifndef PERISAI_CSEARCH_KERNELS_H
#define PERISAI_CSEARCH_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The inner loops of exact Hamming search over 256-bit rows, in one variant per instruction set.
///
/// Every variant gives the same hits; they differ in speed only. No function keeps state, allocates, or writes to
/// anything but its own stack and what is named as output, so all of them may run at once on the same memory.

#pragma clang assume_nonnull begin

#define CSEARCH_WORDS_PER_ROW 4
#define CSEARCH_CHUNK_COUNT 16
#define CSEARCH_BUCKET_COUNT 65536
/// Offsets of one table: the start of each bucket, and the end of the last.
#define CSEARCH_OFFSETS_PER_TABLE (CSEARCH_BUCKET_COUNT + 1)
/// Elements that must be readable (not meaningful) after the last partner, as vector loads run over the end.
#define CSEARCH_PARTNER_PADDING 32
/// The largest radius that `csearch_probe` answers; beyond it too many buckets would be visited.
#define CSEARCH_PROBE_RADIUS_MAX 63

/// The instruction sets that have a variant, in ascending order of speed.
typedef enum {
    CSEARCH_GENERIC = 0,
    CSEARCH_POPCNT = 1,
    CSEARCH_AVX2 = 2,
    CSEARCH_AVX512 = 3,
} csearch_variant;

#define CSEARCH_VARIANT_COUNT 4

/// One row within the radius.
typedef struct {
    uint32_t row;
    uint32_t distance;
} csearch_hit;

/// Takes hits as they are found, a batch at a time. Each row is reported at most once.
typedef void (*csearch_sink)(void *context, const csearch_hit *hits, size_t count);

/// Rows together with the sixteen tables that lead to them.
///
/// Table `t` groups the rows by their chunk `t`, the 16 bits from `16 * t` on, counted from the low end of word 0.
/// Next to each reference lies the row's *partner*: the other chunk of the pair (0,1), (2,3), ... (14,15).
typedef struct {
    const uint64_t *rows;
    size_t row_count;
    const uint32_t *offsets;
    const uint16_t *partners;
    const uint32_t *references;
} csearch_tables;

/// Non-zero when this processor can run the variant.
int csearch_supports(csearch_variant variant);

/// Reports every row within `radius` of `query`, in ascending order of rows.
///
/// The variant must be supported; an unsupported one runs as the generic variant.
void csearch_scan(
    csearch_variant variant, const uint64_t *rows, size_t row_count, const uint64_t *query, uint32_t radius,
    csearch_sink sink, void *context);

/// Reports every row within `radius` of `query`, in no particular order, by visiting buckets.
///
/// Gives up, returning 0, when the work would exceed `budget`, counted in rows that a scan reads in the same time,
/// or when the radius exceeds `CSEARCH_PROBE_RADIUS_MAX`; hits reported until then are to be thrown away.
/// Returns 1 when all hits were reported.
int csearch_probe(
    csearch_variant variant, const csearch_tables *tables, const uint64_t *query, uint32_t radius, uint64_t budget,
    csearch_sink sink, void *context);

/// Memory that starts on a cache line, in huge pages where large and possible.
///
/// Ends the process when there is none, as Swift's own allocations do.
void *csearch_allocate(size_t byte_count);

/// Gives back what `csearch_allocate` gave.
void csearch_release(void *memory);

/// Fills one table from the rows: a counting sort by the chunk, stable in the row number.
void csearch_build_table(
    const uint64_t *rows, size_t row_count, uint32_t table, uint32_t *offsets, uint16_t *partners,
    uint32_t *references);

#pragma clang assume_nonnull end

#endif
