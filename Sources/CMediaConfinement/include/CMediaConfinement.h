#ifndef PERISAI_MEDIA_CONFINEMENT_H
#define PERISAI_MEDIA_CONFINEMENT_H

#include <stdbool.h>
#include <stdint.h>

/* What became of shutting a process in. */
typedef struct {
    /* The kernel's landlock version that is in force, 0 where it has none. */
    int landlock_version;
    /* What could not be done, a constant in plain words; NULL when everything could. */
    const char *failure;
    /* The errno of that failure. */
    int error;
} perisai_confinement;

/* One forbidden thing that was really tried. */
typedef struct {
    /* A constant, like "socket". */
    const char *name;
    bool refused;
    /* The errno the attempt ended with, 0 when it went through. */
    int error;
} perisai_attempt;

#define PERISAI_ATTEMPTS_MAX 200

/* Starts libvips with the six allowed families of loaders and no others, then takes from this process for ever what a
 * decoder never needs: files, the network, other processes, more memory than `address_space_max` bytes.
 *
 * To be called once, before the process has a second thread and before it has seen a byte of input. Needs no privilege.
 * Returns false when anything but landlock could not be put in force; the process must then do no work. */
bool perisai_confine(uint64_t address_space_max, perisai_confinement *outcome);

/* Tries every forbidden thing and writes what happened to at most PERISAI_ATTEMPTS_MAX attempts. Returns how many. Only
 * for a process that is confined to `address_space_max` or may die: some attempts that go through have an effect on
 * this process, though none on others. */
int perisai_attempt_forbidden(uint64_t address_space_max, perisai_attempt attempts[PERISAI_ATTEMPTS_MAX]);

#endif
