#!/usr/bin/env python3
"""Has a live node tell a receiver what happened, and verifies each message with PyPI's standardwebhooks.

Usage: check_webhooks.py PERISAI

PERISAI is the built program. A receiver on this machine takes what comes, refuses, and is gone for good; the node is killed
in between; the secret is changed. Every message that arrives must be verified by somebody else's library, be small, and
have the same id each time it comes.
Exit status: 0 all as it should be, 1 something is not, 2 could not run.
"""

import http.server
import json
import pathlib
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "openapi"))
from node import Node

WAIT_SECONDS_MAX = 60
FAILED = []


def expect(condition, words):
    print(("ok    " if condition else "FAIL  ") + words)
    if not condition:
        FAILED.append(words)


def wait(words, condition):
    end = time.monotonic() + WAIT_SECONDS_MAX
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("waited in vain for " + words)
        time.sleep(0.02)


class Receiver(http.server.ThreadingHTTPServer):
    """What takes messages on a free port of this machine."""

    def __init__(self):
        self.arrived, self.status = [], 204
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.arrived.append((dict(self.headers), body))
                self.send_response(receiver.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return "http://127.0.0.1:%d/TEST" % self.server_port

    def arrives(self, count):
        wait("%d messages" % count, lambda: len(self.arrived) >= count)
        return self.arrived[count - 1]


class API:
    def __init__(self, node):
        self.node = node
        self.own = self.call("GET", "/status")["organisation"]

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            "http://127.0.0.1:%d%s" % (self.node.port, path),
            method=method,
            headers={"Authorization": "Bearer " + self.node.key, "Content-Type": "application/json"},
            data=None if body is None else json.dumps(body).encode(),
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def own_path(self, path):
        return "/v1/organisations/%s%s" % (self.own, path)

    def issue(self):
        return self.call("POST", self.own_path("/keys"), {"role": "reviewer"})["id"]


def verified(secret, message):
    headers, body = message
    try:
        return Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return None


def story(program, folder):
    receiver = Receiver()
    init = ["--kind", "platform", "--name", "TEST Own"]
    allowed = ["--allow-destination", "127.0.0.1"]
    with Node(program, folder / "node", init, allowed) as node:
        api = API(node)
        try:
            api.call("POST", api.own_path("/webhooks"), {
                "address": "http://10.0.0.1/TEST", "role": "administrator", "kinds": ["key.issued"]})
            refused = False
        except urllib.error.HTTPError as error:
            refused = json.loads(error.read())["code"] == "address-invalid"
        expect(refused, "an address in a network that is not allowed is refused")
        made = api.call("POST", api.own_path("/webhooks"), {
            "address": receiver.address, "role": "administrator", "kinds": ["key.issued", "key.revoked"]})
        secret, webhook = made["secret"], api.own_path("/webhooks/" + made["id"])
        key = api.issue()
        message = receiver.arrives(1)
        payload = verified(secret, message)
        expect(payload is not None, "standardwebhooks verifies the message")
        expect(payload and payload["type"] == "key.issued" and payload["data"]["subject"] == key, "it tells what happened")
        expect(set(payload) == {"type", "timestamp", "data"}, "it tells nothing else")
        expect(verified(secret, (message[0], message[1].replace(b"key.issued", b"key.forged"))) is None,
               "a message that was changed is not verified")
        expect("secret" not in api.call("GET", webhook), "the secret is not shown again")
        changed = api.call("POST", webhook + "/secret", {"overlap": 3600})["secret"]
        api.issue()
        message = receiver.arrives(2)
        expect(verified(secret, message) is not None and verified(changed, message) is not None,
               "while the former secret is good, both verify")
        receiver.status = 503
        api.issue()
        first = receiver.arrives(3)
        wait("the failure on record", lambda: api.call("GET", webhook)["waiting"] == 1)
        node.kill()
        count = len(receiver.arrived)
        receiver.status = 200
        node.start()
        second = receiver.arrives(count + 1)
        expect(first[0]["webhook-id"] == second[0]["webhook-id"], "a repeat has the same id, also of a node that was killed")
        expect(verified(changed, second) is not None, "a repeat is verified")
        wait("nothing more", lambda: api.call("GET", webhook)["waiting"] == 0)
        expect(len({headers["webhook-id"] for headers, _ in receiver.arrived}) == 3, "each event has an id of its own")
        receiver.status = 410
        last = api.issue()
        wait("the end", lambda: api.call("GET", webhook)["state"] == "off")
        expect(api.call("GET", webhook)["offReason"] == "gone", "a receiver that is gone is told nothing more")
        dead = api.call("GET", webhook + "/dead-letters")["items"]
        expect([letter["subject"] for letter in dead] == [last], "what did not reach it is among the dead letters")
        receiver.status = 204
        api.call("POST", webhook + "/state", {"on": True})
        count = len(receiver.arrived)
        replayed = api.call("POST", webhook + "/replay", {})
        expect(replayed == {"replayed": 1}, "it is replayed")
        message = receiver.arrives(count + 1)
        expect(verified(changed, message)["data"]["subject"] == last, "and arrives")
        expect(message[0]["webhook-id"] == dead[0]["messageId"], "under its id")


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        story(sys.argv[1], pathlib.Path(folder))
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
