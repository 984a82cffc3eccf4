#!/usr/bin/env python3
"""Has a live node reach people through somebody else's mail server, aiosmtpd.

Usage: check_smtp.py PERISAI

PERISAI is the built program. A platform's node with a roster of three opens an urgent case. What arrives is parsed by
Python's email package in its strict policy and compared line by line: kind, time and link, and nothing else. The server
says "later" first, refuses one recipient for good, and takes the rest; the node is killed and started again between two
people; somebody acknowledges. A server whose certificate nobody vouches for gets nothing, and one that wants a password
gets the one of the file.
Exit status: 0 all as it should be, 1 something is not, 2 could not run.
"""

import datetime
import email.policy
import json
import logging
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "openapi"))
from node import Node

HASH = "f" * 32 + "0" * 32
WAIT_SECONDS_MAX = 60
ACKNOWLEDGEMENT_SECONDS = 3
SECRETS = ("TEST reference", "secret.example", "TEST account", "TEST Sari", "TEST Budi", "TEST Dewi", "TEST Own")
CASE = re.compile(r"https://pages\.example/console/cases/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"Acknowledge by \d{4}-\d\d-\d\d \d\d:\d\d UTC:")


class Post:
    """What aiosmtpd is told and keeps."""

    def __init__(self):
        self.taken, self.asked, self.later, self.users = [], 0, 0, []

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked += 1
        if self.later:
            self.later -= 1
            return "451 TEST later"
        if address.startswith("gone"):
            return "550 TEST no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((session.host_name, envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 taken"

    def authenticate(self, server, session, envelope, mechanism, data):
        self.users.append((mechanism, data.login.decode(), data.password.decode()))
        return AuthResult(success=True)

    def arrives(self, count):
        wait("%d messages" % count, lambda: len(self.taken) >= count)
        return self.taken[count - 1]


class Server(Controller):
    """A mail server on a free port of this machine."""

    def __init__(self, post, **more):
        with socket.create_server(("127.0.0.1", 0)) as found:
            port = found.getsockname()[1]
        super().__init__(post, hostname="127.0.0.1", port=port, **more)

    def _trigger_server(self):
        # aiosmtpd's own look whether it is up can't be done with the context of a server.
        with socket.create_connection((self.hostname, self.port), 5) as line:
            if self.ssl_context:
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                line = context.wrap_socket(line)
            line.recv(100)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()


def wait(what, is_so):
    deadline = time.monotonic() + WAIT_SECONDS_MAX
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError("waited in vain for %s" % what)
        time.sleep(0.05)


class API:
    def __init__(self, node, key):
        self.node, self.key = node, key

    def __call__(self, method, path, body=None):
        request = urllib.request.Request(self.node.address + path, method=method)
        request.add_header("Authorization", "Bearer " + self.key)
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


def person(admin, name, role, address):
    own = admin("GET", "/status")["organisation"]
    people = "/v1/organisations/%s/people" % own
    id = admin("POST", people, {"name": name, "roles": [role]})["id"]
    key = admin("POST", "/v1/organisations/%s/keys" % own, {"role": role, "person": id})["secret"]
    admin("PUT", "%s/%s/address" % (people, id), {"email": address})
    return id, API(admin.node, key)


def know(admin, curator):
    """A bank with one signal of graphic violence, so that a case of it is urgent."""
    bank = admin("POST", "/v1/banks", {"name": "TEST bank"})["id"]
    signal = {
        "bank": bank,
        "kind": "image",
        "behaviours": ["graphicViolence"],
        "rationale": "TEST",
        "exemptionAssessment": "TEST",
        "fingerprints": [{"kind": "pdq", "value": HASH}],
    }
    curator("POST", "/v1/signals", signal)


def open_case(admin, number):
    context = {
        "reference": "TEST reference %d" % number,
        "link": "https://secret.example/%d" % number,
        "account": "TEST account",
    }
    body = {"fingerprints": [{"kind": "pdq", "value": HASH}], "context": context}
    found = {}
    # The index takes the signal in a moment after it is recorded.
    wait("a case", lambda: found.update(admin("POST", "/v1/checks", body)) or "case" in found)
    return found["case"]


def check_message(taken, recipient, case, seen):
    host, sender, recipients, content = taken
    assert host == "lentera.example", host
    assert sender == "perisai@lentera.example" and recipients == [recipient], recipients
    content.decode("ascii")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content), "a line does not end in CR LF"
    message = email.message_from_bytes(content, policy=email.policy.strict)
    assert not message.defects, message.defects
    expected = [
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        "Auto-Submitted",
    ]
    own = [name for name in message.keys() if not name.startswith("X-")]
    assert own == expected, own
    assert [a.addr_spec for a in message["From"].addresses] == [sender]
    assert [a.addr_spec for a in message["To"].addresses] == [recipient]
    assert message["Subject"] == "Perisai: urgent case"
    age = datetime.datetime.now(datetime.timezone.utc) - message["Date"].datetime
    assert abs(age.total_seconds()) < WAIT_SECONDS_MAX, message["Date"]
    assert re.fullmatch(r"<[0-9a-f-]{36}\.\d+@lentera\.example>", message["Message-ID"]), message["Message-ID"]
    assert message["Message-ID"] not in seen, "an identifier came twice"
    seen.add(message["Message-ID"])
    assert message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8"
    lines = message.get_content().splitlines()
    assert lines[:2] == ["An urgent case waits and nobody has it.", ""] and len(lines) == 4, lines
    assert TIME.fullmatch(lines[2]) and CASE.fullmatch(lines[3]), lines
    assert lines[3].endswith(case), lines
    for secret in SECRETS:
        assert secret.encode() not in content, secret


def told(node, word):
    return word in (node.folder / "log").read_text()


def started(program, folder, url, more=()):
    init = ["--kind", "platform", "--name", "TEST Own", "--no-interests"]
    return Node(program, folder, init, options(url) + list(more))


def options(url):
    return [
        "--smtp-url", url, "--smtp-from", "perisai@lentera.example", "--public-address", "https://pages.example/", "--behind-proxy",
        "--acknowledgement-time", str(ACKNOWLEDGEMENT_SECONDS),
    ]


def staff(node, addresses):
    admin = API(node, node.key)
    names = ("TEST Sari", "TEST Budi", "TEST Dewi")
    people = [person(admin, name, "lead", address) for name, address in zip(names, addresses)]
    admin("PUT", "/v1/roster", {"entries": [{"person": id} for id, _ in people]})
    _, curator = person(admin, "TEST Curator", "curator", "curator@lentera.example")
    know(admin, curator)
    return admin, people


def restarted(program, node, url):
    """The node after its process was killed and another one started on the same folder."""
    node.process.kill()
    node.process.wait()
    node.process.stdout.close()
    node.process = subprocess.Popen(
        [program, "serve", "--data", node.data, "--port", "0", "--log-level", "warning", *options(url)],
        stdout=subprocess.PIPE, stderr=node.log, text=True,
    )
    node.port = node._port()


def outcomes(admin):
    """How the attempts of the first alert ended."""
    return {attempt["outcome"] for attempt in admin("GET", "/v1/alerts")["items"][0]["attempts"]}


def escalates(program, folder):
    post, seen = Post(), set()
    with Server(post) as server:
        url = "smtp://127.0.0.1:%d" % server.port
        with started(program, folder / "escalates", url) as node:
            admin, people = staff(
                node, ["sari@lentera.example", "gone@lentera.example", "dewi@lentera.example"]
            )
            post.later = 1
            case = open_case(admin, 1)
            open_case(admin, 2)
            # "Later" is a few seconds; by then it may be the next one's turn, so whoever comes first is taken note of.
            first = post.arrives(1)
            assert post.asked >= 2, "the server was not asked again"
            check_message(first, first[2][0], case, seen)
            # A node that dies before it noted what it sent sends it again, under the same identifier.
            wait("a note of what was sent", lambda: "sent" in outcomes(admin))
            restarted(program, node, url)
            second = post.arrives(2)
            check_message(second, second[2][0], case, seen)
            assert {first[2][0], second[2][0]} == {"sari@lentera.example", "dewi@lentera.example"}
            alerts = admin("GET", "/v1/alerts")["items"]
            assert len(alerts) == 1 and len(alerts[0]["causes"]) == 2, alerts
            if alerts[0]["state"] != "exhausted":
                _, dewi = people[2]
                taken_on = dewi("POST", "/v1/alerts/%s/acknowledgement" % alerts[0]["id"])
                assert taken_on["state"] == "acknowledged", taken_on
            time.sleep(2 * ACKNOWLEDGEMENT_SECONDS)
            assert len(post.taken) == 2, "somebody was asked who need not be"
            assert {"sent", "refused"} <= outcomes(admin), outcomes(admin)
            assert not told(node, "lentera.example"), "an address stands in the log"


def certificate(folder):
    paths = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", paths[0], "-keyout", paths[1],
        ],
        check=True, capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*paths)
    return context


def distrusts(program, folder):
    post = Post()
    with Server(post, ssl_context=certificate(folder)) as server:
        url = "smtps://localhost:%d" % server.port
        with started(program, folder / "distrusts", url) as node:
            admin, _ = staff(node, ["sari@lentera.example"])
            open_case(admin, 1)
            wait("a word about the certificate", lambda: told(node, "can't be trusted"))
            assert not post.taken and not post.asked
            state = admin("GET", "/v1/alerts")["items"][0]
            assert state["state"] == "addressed", state


def logs_in(program, folder):
    post = Post()
    with Server(post, authenticator=post.authenticate, auth_required=True, auth_require_tls=False) as server:
        url = "smtp://127.0.0.1:%d" % server.port
        secret = folder / "smtp.credentials"
        secret.write_text("TEST user\nTEST password\n")
        with started(program, folder / "logs-in", url, ["--smtp-credentials-file", secret]) as node:
            admin, _ = staff(node, ["sari@lentera.example"])
            case = open_case(admin, 1)
            check_message(post.arrives(1), "sari@lentera.example", case, set())
            assert post.users[0][1:] == ("TEST user", "TEST password"), "another user"
            assert not told(node, "TEST password")


def main():
    if len(sys.argv) != 2:
        raise OSError(__doc__)
    program = pathlib.Path(sys.argv[1])
    # What aiosmtpd thinks of a server that asks for passwords in the clear; here it is this machine's own.
    warnings.simplefilter("ignore", UserWarning)
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="perisai-smtp-") as folder:
        folder = pathlib.Path(folder)
        for story in (escalates, distrusts, logs_in):
            story(program, folder)
            print("SMTP: %s as it should" % story.__name__)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AssertionError as problem:
        print("WRONG %s" % problem, file=sys.stderr)
        sys.exit(1)
    except (OSError, subprocess.CalledProcessError, urllib.error.URLError) as problem:
        print("check_smtp: %s" % problem, file=sys.stderr)
        sys.exit(2)
