#ifndef PERISAI_CQRENCODE_SHIM_H
#define PERISAI_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
