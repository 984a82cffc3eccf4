#ifndef PERISAI_CSODIUM_SHIM_H
#define PERISAI_CSODIUM_SHIM_H

#include <sodium.h>

#endif
