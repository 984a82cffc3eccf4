#ifndef PERISAI_MAIL_TRANSFER_H
#define PERISAI_MAIL_TRANSFER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* One message and how it is handed over. All texts end in a zero byte and stay the caller's. */
typedef struct {
    /* smtp:// or smtps://, host, port, and as the path the name that is given in EHLO. */
    const char *url;
    /* Whether smtp:// must become encrypted by STARTTLS before anything else is said. */
    bool needs_tls;
    /* Addresses without angle brackets. */
    const char *sender;
    const char *recipient;
    /* Both NULL where the server asks for none. */
    const char *user;
    const char *password;
    /* A file with certificates that are trusted instead of the system's; NULL for the system's. */
    const char *certificates;
    /* Lines that end in CR LF; dots at their beginning are doubled here. */
    const char *message;
    size_t message_length;
    long connect_milliseconds;
    long total_milliseconds;
} perisai_mail;

/* Which step of the dialogue was the last. */
typedef enum {
    PERISAI_MAIL_CONNECT,
    PERISAI_MAIL_ENCRYPT,
    PERISAI_MAIL_LOGIN,
    PERISAI_MAIL_SENDER,
    PERISAI_MAIL_RECIPIENT,
    PERISAI_MAIL_MESSAGE,
} perisai_mail_step;

/* How it ended. */
typedef enum {
    PERISAI_MAIL_TAKEN,
    /* No connection, or no answer in time. */
    PERISAI_MAIL_UNREACHABLE,
    /* No encryption that can be trusted. */
    PERISAI_MAIL_UNTRUSTED,
    /* The server said no: `reply` and `step` tell what to. */
    PERISAI_MAIL_REFUSED,
    PERISAI_MAIL_CANCELLED,
} perisai_mail_end;

typedef struct {
    perisai_mail_end end;
    perisai_mail_step step;
    /* The last reply of the server, as 550; 0 where there was none. */
    int reply;
    /* libcurl's words for the end, a constant. */
    const char *words;
} perisai_mail_outcome;

/* A word to a transfer on another thread that it should end. */
typedef struct perisai_mail_brake perisai_mail_brake;

/* NULL where there is no memory. */
perisai_mail_brake *perisai_mail_brake_make(void);
void perisai_mail_brake_pull(perisai_mail_brake *brake);
void perisai_mail_brake_free(perisai_mail_brake *brake);

/* libcurl's version, a constant. */
const char *perisai_mail_library_version(void);

/* To be called once, before the first transfer. */
bool perisai_mail_prepare(void);

/* Hands one message over and waits until that is done; to be called where a thread may wait. */
perisai_mail_outcome perisai_mail_send(const perisai_mail *mail, perisai_mail_brake *brake);

#endif
