#ifndef PERISAI_CPRINTING_SHIM_H
#define PERISAI_CPRINTING_SHIM_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdint.h>

/* What Swift does not import of Pango and Cairo: macros with casts, and structures of lists. */

/* The first characters of a layout that no font has, at most count_max of them. Returns how many were written. */
static inline int cprinting_unknown_characters(PangoLayout *layout, uint32_t *characters, int count_max) {
    int count = 0;
    PangoLayoutIter *place = pango_layout_get_iter(layout);
    do {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(place);
        for (int index = 0; run != NULL && index < run->glyphs->num_glyphs && count < count_max; index++) {
            PangoGlyph glyph = run->glyphs->glyphs[index].glyph;
            if (glyph & PANGO_GLYPH_UNKNOWN_FLAG) characters[count++] = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
        }
    } while (count < count_max && pango_layout_iter_next_run(place));
    pango_layout_iter_free(place);
    return count;
}

/* How many glyphs draw a layout, without those that show nothing. */
static inline int cprinting_glyph_count(PangoLayout *layout) {
    int count = 0;
    PangoLayoutIter *place = pango_layout_get_iter(layout);
    do {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(place);
        for (int index = 0; run != NULL && index < run->glyphs->num_glyphs; index++) {
            if (run->glyphs->glyphs[index].glyph != PANGO_GLYPH_EMPTY) count++;
        }
    } while (pango_layout_iter_next_run(place));
    pango_layout_iter_free(place);
    return count;
}

static inline void cprinting_release(void *object) {
    g_object_unref(object);
}

#endif
