#ifndef CCONSOLE_ASSETS_H
#define CCONSOLE_ASSETS_H

#include <stddef.h>

/// A file of the console that is part of the program: its stylesheet, a script, a template, a catalogue of texts.
struct cconsole_asset {
    /// The name of the file.
    const char *name;
    /// Its bytes.
    const unsigned char *bytes;
    /// How many there are.
    size_t count;
};

/// How many files there are.
size_t cconsole_asset_count(void);

/// One of them, in the order of the table; no index is beyond the count.
struct cconsole_asset cconsole_asset_at(size_t index);

/// The most bytes that a file of so many takes as gzip; 0 where that can't be told.
size_t cconsole_compressed_max(size_t count);

/// Writes a file as gzip, as small as zlib makes it; the same bytes become the same bytes.
///
/// Returns how many bytes were written, or 0 where there is not enough room or memory.
size_t cconsole_compress(const unsigned char *bytes, size_t count, unsigned char *room, size_t capacity);

#endif
