#define _GNU_SOURCE
#include "CMutexAnnotations.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

/* When two threads want one of Swift's Mutexes at a time, it is handed over in Swift's own library. The thread sanitizer
 * sees only what is built for it, which that library is not, and would report every such hand-over as a race. These
 * stand before the library's functions in the test programs and tell the sanitizer. */

#define SELF __attribute__((swift_context)) void *mutex
#define NAMED(name) __attribute__((swiftcall, no_sanitize("thread"))) __asm__(name)
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef __attribute__((swiftcall)) void (*lock_function)(uint32_t thread, SELF);
typedef __attribute__((swiftcall)) bool (*try_lock_function)(SELF);
typedef __attribute__((swiftcall)) void (*unlock_function)(SELF);

void __tsan_acquire(void *address);
void __tsan_release(void *address);

void perisai_lock_slow(uint32_t thread, SELF) NAMED(LOCK);
bool perisai_try_lock_slow(SELF) NAMED(TRY_LOCK);
void perisai_unlock_slow(SELF) NAMED(UNLOCK);

static lock_function lock;
static try_lock_function try_lock;
static unlock_function unlock;

__attribute__((constructor)) static void find_originals(void) {
    lock = (lock_function)dlsym(RTLD_NEXT, LOCK);
    try_lock = (try_lock_function)dlsym(RTLD_NEXT, TRY_LOCK);
    unlock = (unlock_function)dlsym(RTLD_NEXT, UNLOCK);
}

__attribute__((swiftcall)) void perisai_lock_slow(uint32_t thread, SELF) {
    lock(thread, mutex);
    __tsan_acquire(mutex);
}

__attribute__((swiftcall)) bool perisai_try_lock_slow(SELF) {
    bool is_locked = try_lock(mutex);
    if (is_locked) {
        __tsan_acquire(mutex);
    }
    return is_locked;
}

__attribute__((swiftcall)) void perisai_unlock_slow(SELF) {
    __tsan_release(mutex);
    unlock(mutex);
}

#endif
#endif
