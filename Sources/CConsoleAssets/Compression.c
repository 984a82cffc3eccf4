#include "CConsoleAssets.h"

#include <limits.h>

#define ZLIB_CONST
#include <zlib.h>

// The largest window, and 16 more for the header and the end of gzip.
enum { GZIP_WINDOW_BITS = 15 + 16, MEMORY_LEVEL_MAX = 9 };

static int begin(z_stream *stream) {
    *stream = (z_stream){0};
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW_BITS, MEMORY_LEVEL_MAX, Z_DEFAULT_STRATEGY);
}

size_t cconsole_compressed_max(size_t count) {
    z_stream stream;
    if (count > UINT_MAX / 2 || begin(&stream) != Z_OK) return 0;
    size_t bound = deflateBound(&stream, count);
    deflateEnd(&stream);
    return bound;
}

size_t cconsole_compress(const unsigned char *bytes, size_t count, unsigned char *room, size_t capacity) {
    z_stream stream;
    if (count > UINT_MAX || capacity > UINT_MAX || begin(&stream) != Z_OK) return 0;
    stream.next_in = bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = room;
    stream.avail_out = (uInt)capacity;
    int result = deflate(&stream, Z_FINISH);
    size_t written = stream.total_out;
    deflateEnd(&stream);
    return result == Z_STREAM_END ? written : 0;
}
