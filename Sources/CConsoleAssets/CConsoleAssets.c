#include "CConsoleAssets.h"

// Made by scripts/console-assets; a test compares it with the folder.
static const unsigned char account_mustache[] = {
#embed "assets/account.mustache"
};
static const unsigned char bank_new_mustache[] = {
#embed "assets/bank-new.mustache"
};
static const unsigned char bank_mustache[] = {
#embed "assets/bank.mustache"
};
static const unsigned char banks_mustache[] = {
#embed "assets/banks.mustache"
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
static const unsigned char checks_mustache[] = {
#embed "assets/checks.mustache"
};
static const unsigned char clocks_js[] = {
#embed "assets/clocks.js"
};
static const unsigned char compare_mustache[] = {
#embed "assets/compare.mustache"
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
static const unsigned char document_check_js[] = {
#embed "assets/document-check.js"
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
static const unsigned char fil_json[] = {
#embed "assets/fil.json"
};
static const unsigned char file_digest_js[] = {
#embed "assets/file-digest.js"
};
static const unsigned char file_hashing_js[] = {
#embed "assets/file-hashing.js"
};
static const unsigned char form_mustache[] = {
#embed "assets/form.mustache"
};
static const unsigned char gauge_mustache[] = {
#embed "assets/gauge.mustache"
};
static const unsigned char guest_mustache[] = {
#embed "assets/guest.mustache"
};
static const unsigned char history_mustache[] = {
#embed "assets/history.mustache"
};
static const unsigned char icon_svg[] = {
#embed "assets/icon.svg"
};
static const unsigned char id_json[] = {
#embed "assets/id.json"
};
static const unsigned char import_summary_mustache[] = {
#embed "assets/import-summary.mustache"
};
static const unsigned char import_mustache[] = {
#embed "assets/import.mustache"
};
static const unsigned char imported_mustache[] = {
#embed "assets/imported.mustache"
};
static const unsigned char importing_mustache[] = {
#embed "assets/importing.mustache"
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
static const unsigned char match_mustache[] = {
#embed "assets/match.mustache"
};
static const unsigned char ms_json[] = {
#embed "assets/ms.json"
};
static const unsigned char my_json[] = {
#embed "assets/my.json"
};
static const unsigned char opening_mustache[] = {
#embed "assets/opening.mustache"
};
static const unsigned char overview_mustache[] = {
#embed "assets/overview.mustache"
};
static const unsigned char passkey_mustache[] = {
#embed "assets/passkey.mustache"
};
static const unsigned char passkeys_js[] = {
#embed "assets/passkeys.js"
};
static const unsigned char picture_mustache[] = {
#embed "assets/picture.mustache"
};
static const unsigned char practice_case_mustache[] = {
#embed "assets/practice-case.mustache"
};
static const unsigned char practice_mustache[] = {
#embed "assets/practice.mustache"
};
static const unsigned char preferences_mustache[] = {
#embed "assets/preferences.mustache"
};
static const unsigned char problem_mustache[] = {
#embed "assets/problem.mustache"
};
static const unsigned char progress_mustache[] = {
#embed "assets/progress.mustache"
};
static const unsigned char propose_mustache[] = {
#embed "assets/propose.mustache"
};
static const unsigned char purpose_mustache[] = {
#embed "assets/purpose.mustache"
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
static const unsigned char report_mustache[] = {
#embed "assets/report.mustache"
};
static const unsigned char request_draft_mustache[] = {
#embed "assets/request-draft.mustache"
};
static const unsigned char request_keys_js[] = {
#embed "assets/request-keys.js"
};
static const unsigned char request_keys_mustache[] = {
#embed "assets/request-keys.mustache"
};
static const unsigned char request_opening_js[] = {
#embed "assets/request-opening.js"
};
static const unsigned char request_signing_js[] = {
#embed "assets/request-signing.js"
};
static const unsigned char sealed_file_js[] = {
#embed "assets/sealed-file.js"
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
static const unsigned char signal_mustache[] = {
#embed "assets/signal.mustache"
};
static const unsigned char signals_mustache[] = {
#embed "assets/signals.mustache"
};
static const unsigned char signing_key_js[] = {
#embed "assets/signing-key.js"
};
static const unsigned char statement_js[] = {
#embed "assets/statement.js"
};
static const unsigned char ta_json[] = {
#embed "assets/ta.json"
};
static const unsigned char table_mustache[] = {
#embed "assets/table.mustache"
};
static const unsigned char th_json[] = {
#embed "assets/th.json"
};
static const unsigned char verify_js[] = {
#embed "assets/verify.js"
};
static const unsigned char verify_mustache[] = {
#embed "assets/verify.mustache"
};
static const unsigned char word_mustache[] = {
#embed "assets/word.mustache"
};
static const unsigned char zh_json[] = {
#embed "assets/zh.json"
};

#define ASSET(name, bytes) {name, bytes, sizeof bytes}

static const struct cconsole_asset assets[] = {
    ASSET("account.mustache", account_mustache),
    ASSET("bank-new.mustache", bank_new_mustache),
    ASSET("bank.mustache", bank_mustache),
    ASSET("banks.mustache", banks_mustache),
    ASSET("case.mustache", case_mustache),
    ASSET("chart.mustache", chart_mustache),
    ASSET("check.mustache", check_mustache),
    ASSET("checks.mustache", checks_mustache),
    ASSET("clocks.js", clocks_js),
    ASSET("compare.mustache", compare_mustache),
    ASSET("components.mustache", components_mustache),
    ASSET("console.css", console_css),
    ASSET("console.js", console_js),
    ASSET("document-check.js", document_check_js),
    ASSET("en.json", en_json),
    ASSET("facts.mustache", facts_mustache),
    ASSET("field.mustache", field_mustache),
    ASSET("fil.json", fil_json),
    ASSET("file-digest.js", file_digest_js),
    ASSET("file-hashing.js", file_hashing_js),
    ASSET("form.mustache", form_mustache),
    ASSET("gauge.mustache", gauge_mustache),
    ASSET("guest.mustache", guest_mustache),
    ASSET("history.mustache", history_mustache),
    ASSET("icon.svg", icon_svg),
    ASSET("id.json", id_json),
    ASSET("import-summary.mustache", import_summary_mustache),
    ASSET("import.mustache", import_mustache),
    ASSET("imported.mustache", imported_mustache),
    ASSET("importing.mustache", importing_mustache),
    ASSET("journal.mustache", journal_mustache),
    ASSET("layout.mustache", layout_mustache),
    ASSET("login.mustache", login_mustache),
    ASSET("match.mustache", match_mustache),
    ASSET("ms.json", ms_json),
    ASSET("my.json", my_json),
    ASSET("opening.mustache", opening_mustache),
    ASSET("overview.mustache", overview_mustache),
    ASSET("passkey.mustache", passkey_mustache),
    ASSET("passkeys.js", passkeys_js),
    ASSET("picture.mustache", picture_mustache),
    ASSET("practice-case.mustache", practice_case_mustache),
    ASSET("practice.mustache", practice_mustache),
    ASSET("preferences.mustache", preferences_mustache),
    ASSET("problem.mustache", problem_mustache),
    ASSET("progress.mustache", progress_mustache),
    ASSET("propose.mustache", propose_mustache),
    ASSET("purpose.mustache", purpose_mustache),
    ASSET("queue.mustache", queue_mustache),
    ASSET("receipt-check.js", receipt_check_js),
    ASSET("recovery.mustache", recovery_mustache),
    ASSET("report.mustache", report_mustache),
    ASSET("request-draft.mustache", request_draft_mustache),
    ASSET("request-keys.js", request_keys_js),
    ASSET("request-keys.mustache", request_keys_mustache),
    ASSET("request-opening.js", request_opening_js),
    ASSET("request-signing.js", request_signing_js),
    ASSET("sealed-file.js", sealed_file_js),
    ASSET("section.mustache", section_mustache),
    ASSET("setup.mustache", setup_mustache),
    ASSET("sheet.mustache", sheet_mustache),
    ASSET("signal.mustache", signal_mustache),
    ASSET("signals.mustache", signals_mustache),
    ASSET("signing-key.js", signing_key_js),
    ASSET("statement.js", statement_js),
    ASSET("ta.json", ta_json),
    ASSET("table.mustache", table_mustache),
    ASSET("th.json", th_json),
    ASSET("verify.js", verify_js),
    ASSET("verify.mustache", verify_mustache),
    ASSET("word.mustache", word_mustache),
    ASSET("zh.json", zh_json),
};

size_t cconsole_asset_count(void) { return sizeof assets / sizeof assets[0]; }

struct cconsole_asset cconsole_asset_at(size_t index) {
    return index < cconsole_asset_count() ? assets[index] : (struct cconsole_asset){"", NULL, 0};
}
