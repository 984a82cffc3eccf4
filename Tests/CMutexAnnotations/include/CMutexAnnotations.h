#ifndef PERISAI_MUTEX_ANNOTATIONS_H
#define PERISAI_MUTEX_ANNOTATIONS_H

/* Nothing to call: what this target does, it does by being linked. */

#endif
