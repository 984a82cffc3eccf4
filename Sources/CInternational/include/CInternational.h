#ifndef CINTERNATIONAL_H
#define CINTERNATIONAL_H

#include <stdint.h>

/// How one language writes times, numbers and plurals, as ICU knows it.
///
/// Not to be used by two threads at once. Every function that writes text writes UTF-8 without a zero at the end and
/// returns how many bytes it wrote, or -1 where ICU refuses or the place is too small.
struct cinternational;

/// What of a time is written.
enum cinternational_style {
    /// Day, month and year.
    CINTERNATIONAL_DATE,
    /// The date, and hours and minutes.
    CINTERNATIONAL_MINUTE,
    /// The date, and the time down to seconds.
    CINTERNATIONAL_SECOND,
};

/// A unit of a span of time.
enum cinternational_unit {
    CINTERNATIONAL_MINUTES,
    CINTERNATIONAL_HOURS,
    CINTERNATIONAL_DAYS,
};

/// Opens what is known of a language; NULL where ICU refuses. Times are those of UTC.
struct cinternational *cinternational_open(const char *language);

void cinternational_close(struct cinternational *language);

/// Writes a time, given in milliseconds since the beginning of 1970.
int32_t cinternational_time(struct cinternational *language, enum cinternational_style style, double milliseconds,
                            char *text, int32_t capacity);

/// Writes a whole number.
int32_t cinternational_integer(struct cinternational *language, int64_t number, char *text, int32_t capacity);

/// Writes how far a time is away: "in 3 hours" for 3, "2 hours ago" for -2.
int32_t cinternational_span(struct cinternational *language, enum cinternational_unit unit, double count, char *text,
                            int32_t capacity);

/// Writes the plural category of a number: one, other, ... (Unicode Technical Standard 35).
int32_t cinternational_plural(struct cinternational *language, int64_t number, char *text, int32_t capacity);

/// A number of ICU's version: part 0 is the first. This one may be used by any thread.
int32_t cinternational_version(int32_t part);

#endif
