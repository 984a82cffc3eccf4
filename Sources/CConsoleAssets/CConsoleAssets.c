#include "CConsoleAssets.h"

// Made by scripts/console-assets; a test compares it with the folder.
static const unsigned char account_mustache[] = {
#embed "assets/account.mustache"
};
static const unsigned char case_mustache[] = {
#embed "assets/case.mustache"
};
static const unsigned char chart_mustache[] = {
#embed "assets/chart.mustache"
};
static const unsigned char check_mustache[] = {
#embed "assets/check.mustache"
};
static const unsigned char components_mustache[] = {
#embed "assets/components.mustache"
};
static const unsigned char console_css[] = {
#embed "assets/console.css"
};
static const unsigned char console_js[] = {
#embed "assets/console.js"
};
static const unsigned char en_json[] = {
#embed "assets/en.json"
};
static const unsigned char facts_mustache[] = {
#embed "assets/facts.mustache"
};
static const unsigned char field_mustache[] = {
#embed "assets/field.mustache"
};
static const unsigned char form_mustache[] = {
#embed "assets/form.mustache"
};
static const unsigned char icon_svg[] = {
#embed "assets/icon.svg"
};
static const unsigned char journal_mustache[] = {
#embed "assets/journal.mustache"
};
static const unsigned char layout_mustache[] = {
#embed "assets/layout.mustache"
};
static const unsigned char login_mustache[] = {
#embed "assets/login.mustache"
};
static const unsigned char overview_mustache[] = {
#embed "assets/overview.mustache"
};
static const unsigned char problem_mustache[] = {
#embed "assets/problem.mustache"
};
static const unsigned char queue_mustache[] = {
#embed "assets/queue.mustache"
};
static const unsigned char receipt_check_js[] = {
#embed "assets/receipt-check.js"
};
static const unsigned char recovery_mustache[] = {
#embed "assets/recovery.mustache"
};
static const unsigned char section_mustache[] = {
#embed "assets/section.mustache"
};
static const unsigned char setup_mustache[] = {
#embed "assets/setup.mustache"
};
static const unsigned char sheet_mustache[] = {
#embed "assets/sheet.mustache"
};
static const unsigned char table_mustache[] = {
#embed "assets/table.mustache"
};
static const unsigned char verify_js[] = {
#embed "assets/verify.js"
};
static const unsigned char verify_mustache[] = {
#embed "assets/verify.mustache"
};

#define ASSET(name, bytes) {name, bytes, sizeof bytes}

static const struct cconsole_asset assets[] = {
    ASSET("account.mustache", account_mustache),
    ASSET("case.mustache", case_mustache),
    ASSET("chart.mustache", chart_mustache),
    ASSET("check.mustache", check_mustache),
    ASSET("components.mustache", components_mustache),
    ASSET("console.css", console_css),
    ASSET("console.js", console_js),
    ASSET("en.json", en_json),
    ASSET("facts.mustache", facts_mustache),
    ASSET("field.mustache", field_mustache),
    ASSET("form.mustache", form_mustache),
    ASSET("icon.svg", icon_svg),
    ASSET("journal.mustache", journal_mustache),
    ASSET("layout.mustache", layout_mustache),
    ASSET("login.mustache", login_mustache),
    ASSET("overview.mustache", overview_mustache),
    ASSET("problem.mustache", problem_mustache),
    ASSET("queue.mustache", queue_mustache),
    ASSET("receipt-check.js", receipt_check_js),
    ASSET("recovery.mustache", recovery_mustache),
    ASSET("section.mustache", section_mustache),
    ASSET("setup.mustache", setup_mustache),
    ASSET("sheet.mustache", sheet_mustache),
    ASSET("table.mustache", table_mustache),
    ASSET("verify.js", verify_js),
    ASSET("verify.mustache", verify_mustache),
};

size_t cconsole_asset_count(void) { return sizeof assets / sizeof assets[0]; }

struct cconsole_asset cconsole_asset_at(size_t index) {
    return index < cconsole_asset_count() ? assets[index] : (struct cconsole_asset){"", NULL, 0};
}
