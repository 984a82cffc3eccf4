#ifndef CINSTRUMENTS_H
#define CINSTRUMENTS_H

#include <stddef.h>

/// The first content of the register of instruments, as JSON: data that members replace, never code.
const unsigned char *cinstruments_bytes(void);

/// How many bytes there are.
size_t cinstruments_count(void);

#endif
