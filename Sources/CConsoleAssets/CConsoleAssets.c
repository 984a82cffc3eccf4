#include "CConsoleAssets.h"

// One line for each file of the folder assets; a test compares the two.
static const unsigned char account_page[] = {
#embed "assets/account.mustache"
};
static const unsigned char case_page[] = {
#embed "assets/case.mustache"
};
static const unsigned char check_page[] = {
#embed "assets/check.mustache"
};
static const unsigned char stylesheet[] = {
#embed "assets/console.css"
};
static const unsigned char script[] = {
#embed "assets/console.js"
};
static const unsigned char texts_english[] = {
#embed "assets/en.json"
};
static const unsigned char field_part[] = {
#embed "assets/field.mustache"
};
static const unsigned char icon[] = {
#embed "assets/icon.svg"
};
static const unsigned char texts_indonesian[] = {
#embed "assets/id.json"
};
static const unsigned char journal_page[] = {
#embed "assets/journal.mustache"
};
static const unsigned char layout_part[] = {
#embed "assets/layout.mustache"
};
static const unsigned char login_page[] = {
#embed "assets/login.mustache"
};
static const unsigned char overview_page[] = {
#embed "assets/overview.mustache"
};
static const unsigned char problem_page[] = {
#embed "assets/problem.mustache"
};
static const unsigned char queue_page[] = {
#embed "assets/queue.mustache"
};
static const unsigned char recovery_page[] = {
#embed "assets/recovery.mustache"
};
static const unsigned char setup_page[] = {
#embed "assets/setup.mustache"
};

#define ASSET(name, bytes) {name, bytes, sizeof bytes}

static const struct cconsole_asset assets[] = {
    ASSET("account.mustache", account_page),
    ASSET("case.mustache", case_page),
    ASSET("check.mustache", check_page),
    ASSET("console.css", stylesheet),
    ASSET("console.js", script),
    ASSET("en.json", texts_english),
    ASSET("field.mustache", field_part),
    ASSET("icon.svg", icon),
    ASSET("id.json", texts_indonesian),
    ASSET("journal.mustache", journal_page),
    ASSET("layout.mustache", layout_part),
    ASSET("login.mustache", login_page),
    ASSET("overview.mustache", overview_page),
    ASSET("problem.mustache", problem_page),
    ASSET("queue.mustache", queue_page),
    ASSET("recovery.mustache", recovery_page),
    ASSET("setup.mustache", setup_page),
};

size_t cconsole_asset_count(void) { return sizeof assets / sizeof assets[0]; }

struct cconsole_asset cconsole_asset_at(size_t index) {
    return index < cconsole_asset_count() ? assets[index] : (struct cconsole_asset){"", layout_part, 0};
}
