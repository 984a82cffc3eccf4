#define _GNU_SOURCE
#include "Steps.h"

#include <errno.h>
#include <stdlib.h>
#include <vips/vips.h>

/* Has to come after the header it depends on. */
#include <vips/vector.h>

static const char *const allowed_loaders[] = {
    "VipsForeignLoadJpeg", "VipsForeignLoadPng",  "VipsForeignLoadWebp",
    "VipsForeignLoadNsgif", "VipsForeignLoadTiff", "VipsForeignLoadHeif",
};

/* Warnings repeat what stands in a file, and a log must not. */
static void drop_message(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
    (void)domain, (void)level, (void)message, (void)data;
}

bool perisai_start_decoders(void) {
    g_log_set_default_handler(drop_message, NULL);
    /* A large picture that can't be read from top to bottom would otherwise go to a file, and none can be made. The
     * memory limit bounds it. */
    setenv("VIPS_DISC_THRESHOLD", "64g", 1);
    if (vips_init("perisai") != 0) {
        errno = ENOSYS;
        return false;
    }
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    /* The vector code is made at run time, in memory that is both writable and executable. The worker gets none, and orc
     * ends a process that it fails in. */
    vips_vector_set_enabled(FALSE);

    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignSave", TRUE);
    for (size_t index = 0; index < sizeof allowed_loaders / sizeof allowed_loaders[0]; index++) {
        vips_operation_block_set(allowed_loaders[index], FALSE);
    }
    /* For thumbnails, of pixels that were decoded here. */
    vips_operation_block_set("VipsForeignSaveJpeg", FALSE);

    /* libheif reads its plug-ins from disk when it is first asked for anything. This asks while it still can. */
    static const unsigned char header[] = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f', 0, 0, 0, 0};
    VipsImage *nothing = NULL;
    if (vips_heifload_buffer((void *)header, sizeof header, &nothing, NULL) == 0) {
        g_object_unref(nothing);
    }
    vips_error_clear();
    return true;
}
