#include "CMailTransfer.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

struct perisai_mail_brake {
    atomic_bool pulled;
};

perisai_mail_brake *perisai_mail_brake_make(void) {
    perisai_mail_brake *brake = malloc(sizeof *brake);
    if (brake) atomic_init(&brake->pulled, false);
    return brake;
}

void perisai_mail_brake_pull(perisai_mail_brake *brake) {
    atomic_store(&brake->pulled, true);
}

void perisai_mail_brake_free(perisai_mail_brake *brake) {
    free(brake);
}

const char *perisai_mail_library_version(void) {
    return curl_version_info(CURLVERSION_NOW)->version;
}

bool perisai_mail_prepare(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

typedef struct {
    const char *next;
    size_t left;
    perisai_mail_step step;
    int reply;
    bool is_leaving;
} dialogue;

static size_t give(char *buffer, size_t size, size_t count, void *user) {
    dialogue *dialogue = user;
    size_t given = size * count < dialogue->left ? size * count : dialogue->left;
    memcpy(buffer, dialogue->next, given);
    dialogue->next += given;
    dialogue->left -= given;
    return given;
}

static size_t drop(char *buffer, size_t size, size_t count, void *user) {
    (void)buffer;
    (void)user;
    return size * count;
}

static int brake(void *user, curl_off_t all, curl_off_t now, curl_off_t up_all, curl_off_t up_now) {
    (void)all;
    (void)now;
    (void)up_all;
    (void)up_now;
    return atomic_load(&((perisai_mail_brake *)user)->pulled) ? 1 : 0;
}

static bool begins(const char *text, size_t length, const char *word) {
    size_t count = strlen(word);
    return length >= count && memcmp(text, word, count) == 0;
}

static void note_command(dialogue *dialogue, const char *text, size_t length) {
    if (begins(text, length, "STARTTLS")) dialogue->step = PERISAI_MAIL_ENCRYPT;
    if (begins(text, length, "AUTH")) dialogue->step = PERISAI_MAIL_LOGIN;
    if (begins(text, length, "MAIL")) dialogue->step = PERISAI_MAIL_SENDER;
    if (begins(text, length, "RCPT")) dialogue->step = PERISAI_MAIL_RECIPIENT;
    if (begins(text, length, "DATA")) dialogue->step = PERISAI_MAIL_MESSAGE;
    if (begins(text, length, "QUIT")) dialogue->is_leaving = true;
}

static void note_reply(dialogue *dialogue, const char *text, size_t length) {
    if (length < 3 || dialogue->is_leaving) return;
    int reply = 0;
    for (int index = 0; index < 3; index += 1) {
        if (text[index] < '0' || text[index] > '9') return;
        reply = reply * 10 + (text[index] - '0');
    }
    dialogue->reply = reply;
}

/* libcurl tells neither which command was refused nor, once it has said goodbye, how; so the dialogue is listened to.
 * Nothing of it is kept but the name of the last command and the number of the last reply. */
static int listen_to(CURL *curl, curl_infotype type, char *text, size_t length, void *user) {
    (void)curl;
    if (type == CURLINFO_HEADER_OUT) note_command(user, text, length);
    if (type == CURLINFO_HEADER_IN) note_reply(user, text, length);
    return 0;
}

static perisai_mail_end end_of(CURLcode code, const dialogue *dialogue) {
    switch (code) {
    case CURLE_OK:
        return PERISAI_MAIL_TAKEN;
    case CURLE_ABORTED_BY_CALLBACK:
        return PERISAI_MAIL_CANCELLED;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return PERISAI_MAIL_UNTRUSTED;
    case CURLE_LOGIN_DENIED:
        return PERISAI_MAIL_REFUSED;
    case CURLE_OPERATION_TIMEDOUT:
        return PERISAI_MAIL_UNREACHABLE;
    default:
        return dialogue->reply >= 400 ? PERISAI_MAIL_REFUSED : PERISAI_MAIL_UNREACHABLE;
    }
}

/* What every message is handed over with, whatever the server. */
static bool configure(CURL *curl, const perisai_mail *mail, dialogue *dialogue, perisai_mail_brake *pulled) {
    bool failed = false;
    failed |= curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps") != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_URL, mail->url) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_PROXY, "") != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, mail->connect_milliseconds) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, mail->total_milliseconds) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(mail->needs_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE))
        != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L) != CURLE_OK;
    if (mail->certificates) {
        failed |= curl_easy_setopt(curl, CURLOPT_CAINFO, mail->certificates) != CURLE_OK;
        failed |= curl_easy_setopt(curl, CURLOPT_CAPATH, NULL) != CURLE_OK;
    }
    if (mail->user && mail->password) {
        failed |= curl_easy_setopt(curl, CURLOPT_USERNAME, mail->user) != CURLE_OK;
        failed |= curl_easy_setopt(curl, CURLOPT_PASSWORD, mail->password) != CURLE_OK;
    }
    failed |= curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mail->sender) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_READFUNCTION, give) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_READDATA, dialogue) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, brake) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_XFERINFODATA, pulled) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen_to) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_DEBUGDATA, dialogue) != CURLE_OK;
    failed |= curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L) != CURLE_OK;
    return !failed;
}

perisai_mail_outcome perisai_mail_send(const perisai_mail *mail, perisai_mail_brake *pulled) {
    perisai_mail_outcome outcome = {PERISAI_MAIL_UNREACHABLE, PERISAI_MAIL_CONNECT, 0, "out of memory"};
    dialogue dialogue = {mail->message, mail->message_length, PERISAI_MAIL_CONNECT, 0, false};
    CURL *curl = curl_easy_init();
    struct curl_slist *recipients = curl_slist_append(NULL, mail->recipient);
    if (curl && recipients && configure(curl, mail, &dialogue, pulled)
        && curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK) {
        CURLcode code = curl_easy_perform(curl);
        outcome.end = end_of(code, &dialogue);
        outcome.step = dialogue.step;
        outcome.reply = dialogue.reply;
        outcome.words = curl_easy_strerror(code);
    }
    /* The handle first: it still points to the list. */
    curl_easy_cleanup(curl);
    curl_slist_free_all(recipients);
    return outcome;
}
