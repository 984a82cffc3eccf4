#include "CInternational.h"

#include <stdlib.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ureldatefmt.h>
#include <unicode/ustring.h>

enum { STYLES = 3, PATTERN_MAX = 128, TEXT_MAX = 256 };

struct cinternational {
    UDateFormat *times[STYLES];
    UNumberFormat *numbers;
    URelativeDateTimeFormatter *spans;
    UPluralRules *plurals;
};

static UDateFormat *open_times(const char *language, const char *skeleton_ascii, UErrorCode *error) {
    UChar skeleton[16];
    UChar pattern[PATTERN_MAX];
    UChar zone[] = {'U', 'T', 'C'};
    u_uastrcpy(skeleton, skeleton_ascii);
    UDateTimePatternGenerator *patterns = udatpg_open(language, error);
    int32_t length = udatpg_getBestPattern(patterns, skeleton, -1, pattern, PATTERN_MAX, error);
    udatpg_close(patterns);
    return udat_open(UDAT_PATTERN, UDAT_PATTERN, language, zone, 3, pattern, length, error);
}

struct cinternational *cinternational_open(const char *language) {
    static const char *const skeletons[STYLES] = {"yMMMd", "yMMMdHHmm", "yMMMdHHmmss"};
    UErrorCode error = U_ZERO_ERROR;
    struct cinternational *opened = calloc(1, sizeof *opened);
    if (opened == NULL) return NULL;
    for (int style = 0; style < STYLES; style++) opened->times[style] = open_times(language, skeletons[style], &error);
    opened->numbers = unum_open(UNUM_DECIMAL, NULL, 0, language, NULL, &error);
    opened->spans =
        ureldatefmt_open(language, NULL, UDAT_STYLE_LONG, UDISPCTX_CAPITALIZATION_NONE, &error);
    opened->plurals = uplrules_open(language, &error);
    if (U_SUCCESS(error)) return opened;
    cinternational_close(opened);
    return NULL;
}

void cinternational_close(struct cinternational *language) {
    if (language == NULL) return;
    for (int style = 0; style < STYLES; style++)
        if (language->times[style] != NULL) udat_close(language->times[style]);
    if (language->numbers != NULL) unum_close(language->numbers);
    if (language->spans != NULL) ureldatefmt_close(language->spans);
    if (language->plurals != NULL) uplrules_close(language->plurals);
    free(language);
}

static int32_t write_utf8(const UChar *wide, int32_t length, char *text, int32_t capacity, UErrorCode *error) {
    int32_t written = 0;
    if (U_FAILURE(*error) || length > TEXT_MAX) return -1;
    u_strToUTF8(text, capacity, &written, wide, length, error);
    // A text that fits without a zero behind it is a warning and not a failure.
    return U_FAILURE(*error) || written > capacity ? -1 : written;
}

int32_t cinternational_time(struct cinternational *language, enum cinternational_style style, double milliseconds,
                            char *text, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[TEXT_MAX];
    int32_t length = udat_format(language->times[style], milliseconds, wide, TEXT_MAX, NULL, &error);
    return write_utf8(wide, length, text, capacity, &error);
}

int32_t cinternational_integer(struct cinternational *language, int64_t number, char *text, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[TEXT_MAX];
    int32_t length = unum_formatInt64(language->numbers, number, wide, TEXT_MAX, NULL, &error);
    return write_utf8(wide, length, text, capacity, &error);
}

int32_t cinternational_span(struct cinternational *language, enum cinternational_unit unit, double count, char *text,
                            int32_t capacity) {
    static const URelativeDateTimeUnit units[] = {UDAT_REL_UNIT_MINUTE, UDAT_REL_UNIT_HOUR, UDAT_REL_UNIT_DAY};
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[TEXT_MAX];
    int32_t length = ureldatefmt_formatNumeric(language->spans, count, units[unit], wide, TEXT_MAX, &error);
    return write_utf8(wide, length, text, capacity, &error);
}

int32_t cinternational_plural(struct cinternational *language, int64_t number, char *text, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[TEXT_MAX];
    int32_t length = uplrules_select(language->plurals, (double)number, wide, TEXT_MAX, &error);
    return write_utf8(wide, length, text, capacity, &error);
}

int32_t cinternational_version(int32_t part) {
    UVersionInfo version;
    u_getVersion(version);
    return part >= 0 && part < U_MAX_VERSION_LENGTH ? version[part] : 0;
}
