#define KERNEL_TARGET
#define KERNEL_SCAN csearch_scan_generic
#define KERNEL_PROBE csearch_probe_generic
#include "ScalarTemplate.h"
