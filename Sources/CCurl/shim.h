#ifndef PERISAI_CCURL_SHIM_H
#define PERISAI_CCURL_SHIM_H

#include <curl/curl.h>

#endif
