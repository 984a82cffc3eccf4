"""The node's API, with a key."""

import json
import time
import urllib.error
import urllib.request

WAIT_SECONDS_MAX = 60
POLL_SECONDS = 0.02


def until(condition, what):
    """Asks until the answer is something, and gives it."""
    deadline = time.monotonic() + WAIT_SECONDS_MAX
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError("waited %d s in vain for %s" % (WAIT_SECONDS_MAX, what))
        time.sleep(POLL_SECONDS)
    return found


class Refused(Exception):
    """The node refused a call that had to succeed."""


class API:
    def __init__(self, port, key):
        self.port, self.key = port, key

    def with_key(self, key):
        return API(self.port, key)

    def call(self, method, path, body=None):
        return self.send(method, path, None if body is None else json.dumps(body).encode(), "application/json")

    def send(self, method, path, data, media_type):
        request = urllib.request.Request(
            "http://127.0.0.1:%d%s" % (self.port, path),
            method=method,
            data=data,
            headers={"Authorization": "Bearer " + self.key, "Content-Type": media_type},
        )
        try:
            with urllib.request.urlopen(request, timeout=WAIT_SECONDS_MAX) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refusal:
            raise Refused("%s %s: %d %s" % (method, path, refusal.code, refusal.read().decode())) from None
        return json.loads(text) if text else None

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, body=None):
        return self.call("POST", path, body)

    def check(self, content, context):
        """The answer to a check of a file, looked at in every orientation."""
        parts = [
            ("context", "application/json", json.dumps(context).encode()),
            ("file", "application/octet-stream", content),
        ]
        data = b"".join(
            b'--TEST\r\nContent-Disposition: form-data; name="%s"\r\nContent-Type: %s\r\n\r\n%s\r\n'
            % (name.encode(), media_type.encode(), part)
            for name, media_type, part in parts
        )
        return self.send(
            "POST", "/v1/checks?orientations=all", data + b"--TEST--\r\n", "multipart/form-data; boundary=TEST"
        )

    def status(self):
        return self.get("/status")

    def wait_for_index(self):
        """Until the search knows all that is recorded."""
        size = self.status()["journalSize"]
        until(lambda: self.status()["index"]["position"] >= size, "the search index")

    def wait_for_checkpoint(self):
        """Until all that is recorded is signed."""
        size = self.status()["journalSize"]
        until(lambda: self.status()["log"]["size"] >= size, "a checkpoint")
