#ifndef PERISAI_CONFINEMENT_STEPS_H
#define PERISAI_CONFINEMENT_STEPS_H

#include <stdbool.h>

/* The steps of perisai_confine that have a file of their own. Each leaves errno set when it fails. */

/* vips_init, and only the six families of loaders. */
bool perisai_start_decoders(void);

/* No path can be opened, made, removed or run. Sets *version to 0 where the kernel has no landlock, and succeeds. */
bool perisai_close_file_system(int *version);

/* No system calls but those on a list, for all threads. */
bool perisai_allow_few_system_calls(void);

#endif
