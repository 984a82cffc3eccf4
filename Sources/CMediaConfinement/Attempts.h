#ifndef PERISAI_CONFINEMENT_ATTEMPTS_H
#define PERISAI_CONFINEMENT_ATTEMPTS_H

#include "CMediaConfinement.h"

/* What was tried so far. */
typedef struct {
    perisai_attempt *attempts;
    int count;
} perisai_record;

/* Notes how a call ended. Refused means: with the error that the confinement gives. Any other failure would hide that
 * the door is open, and so every attempt is made with arguments with which an open door fails otherwise or does no
 * harm. */
void perisai_note(perisai_record *tried, const char *name, long result);

/* Notes something that was found out without asking for it. */
void perisai_note_state(perisai_record *tried, const char *name, bool in_force);

/* Each tries what its name says. */
void perisai_try_network(perisai_record *tried);
void perisai_try_processes(perisai_record *tried);
void perisai_try_scheduling(perisai_record *tried);
void perisai_try_files(perisai_record *tried);
void perisai_try_shared_memory(perisai_record *tried);
void perisai_try_kernel(perisai_record *tried);
void perisai_try_rights(perisai_record *tried);
void perisai_try_code(perisai_record *tried);
void perisai_try_other_numberings(perisai_record *tried);

#endif
