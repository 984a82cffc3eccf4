#ifndef PERISAI_CVIPS_SHIM_H
#define PERISAI_CVIPS_SHIM_H

#include <vips/vips.h>

/* Swift doesn't import C functions with variable arguments, and nearly all of libvips has them. These wrappers fix the
 * arguments once, for every caller: read from top to bottom, a file that ends too early is an error, and of several
 * pictures in one file the one that viewers show: the first frame or page. */

static inline VipsImage *perisai_vips_load_jpeg(const void *bytes, size_t count) {
    VipsImage *image = NULL;
    int failed = vips_jpegload_buffer((void *)bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_TRUNCATED, "autorotate", FALSE, NULL);
    return failed ? NULL : image;
}

static inline VipsImage *perisai_vips_load_png(const void *bytes, size_t count) {
    VipsImage *image = NULL;
    int failed = vips_pngload_buffer((void *)bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                     VIPS_FAIL_ON_TRUNCATED, NULL);
    return failed ? NULL : image;
}

static inline VipsImage *perisai_vips_load_webp(const void *bytes, size_t count) {
    VipsImage *image = NULL;
    int failed = vips_webpload_buffer((void *)bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_TRUNCATED, "page", 0, "n", 1, NULL);
    return failed ? NULL : image;
}

static inline VipsImage *perisai_vips_load_gif(const void *bytes, size_t count) {
    VipsImage *image = NULL;
    int failed = vips_gifload_buffer((void *)bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                     VIPS_FAIL_ON_TRUNCATED, "page", 0, "n", 1, NULL);
    return failed ? NULL : image;
}

static inline VipsImage *perisai_vips_load_tiff(const void *bytes, size_t count) {
    VipsImage *image = NULL;
    int failed = vips_tiffload_buffer((void *)bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_TRUNCATED, "page", 0, "n", 1, "autorotate", FALSE, NULL);
    return failed ? NULL : image;
}

/* Here viewers show the one that the file names as its primary picture, wherever it lies. libvips takes it only if
 * neither "page" nor "n" is given. */
static inline VipsImage *perisai_vips_load_heif(const void *bytes, size_t count) {
    VipsImage *image = NULL;
    int failed = vips_heifload_buffer((void *)bytes, count, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                      VIPS_FAIL_ON_TRUNCATED, NULL);
    return failed ? NULL : image;
}

/* 16 bits to 8: the upper byte of each sample. */
static inline VipsImage *perisai_vips_upper_byte(VipsImage *image) {
    VipsImage *result = NULL;
    return vips_cast(image, &result, VIPS_FORMAT_UCHAR, "shift", TRUE, NULL) ? NULL : result;
}

static inline VipsImage *perisai_vips_first_bands(VipsImage *image, int count) {
    VipsImage *result = NULL;
    return vips_extract_band(image, &result, 0, "n", count, NULL) ? NULL : result;
}

static inline VipsImage *perisai_vips_to_srgb(VipsImage *image) {
    VipsImage *result = NULL;
    return vips_colourspace(image, &result, VIPS_INTERPRETATION_sRGB, NULL) ? NULL : result;
}

/* Where a row lies in a region that was prepared with it. */
static inline const unsigned char *perisai_vips_row(VipsRegion *region, int row) {
    return VIPS_REGION_ADDR(region, 0, row);
}

static inline VipsImage *perisai_vips_resize(VipsImage *image, double across, double down) {
    VipsImage *result = NULL;
    return vips_resize(image, &result, across, "vscale", down, NULL) ? NULL : result;
}

/* Gives samples the meaning that a saver needs to know: colour, grey, CMYK, 8 or 16 bits. */
static inline VipsImage *perisai_vips_reinterpret(VipsImage *image, VipsInterpretation interpretation) {
    VipsImage *result = NULL;
    return vips_copy(image, &result, "interpretation", interpretation, NULL) ? NULL : result;
}

/* Encodes as `suffix` says, for instance ".jpg[Q=85,strip]". The caller gives *bytes back with g_free. */
static inline int perisai_vips_save(VipsImage *image, const char *suffix, void **bytes, size_t *count) {
    return vips_image_write_to_buffer(image, suffix, bytes, count, NULL);
}

static inline void perisai_vips_release(void *object) {
    g_object_unref(object);
}

#endif
