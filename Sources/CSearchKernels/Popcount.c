#if defined(__x86_64__)
#define KERNEL_TARGET __attribute__((target("popcnt")))
#define KERNEL_SCAN csearch_scan_popcnt
#define KERNEL_PROBE csearch_probe_popcnt
#include "ScalarTemplate.h"
#endif
