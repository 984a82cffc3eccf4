"""A client that holds everything it sends and receives against the description."""

import http.client
import json
import urllib.parse

BOUNDARY = "TEST-boundary"
TIMEOUT_SECONDS = 60


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.media_type = headers.get("Content-Type", "").split(";")[0] or None
        is_json = self.media_type == "application/json" or (self.media_type or "").endswith("+json")
        self.json = json.loads(body) if is_json else None

    def __getitem__(self, key):
        return self.json[key]


class Record:
    """What was seen over all requests, and what was wrong; and who was granted what, with which path."""

    def __init__(self, description):
        self.description = description
        self.faults = []
        self.requests = 0
        self.seen = set()
        self.codes = set()
        self.granted = {}

    def note(self, operation, faults):
        self.faults += ["%s: %s" % (operation, fault) for fault in faults]

    def never_succeeded(self):
        return sorted(
            id
            for id in self.description.operations
            if not any(operation == id and status < 300 for operation, status in self.seen)
        )


class Client:
    """One node as seen with one key."""

    def __init__(self, record, port, key=None, person=None):
        self.record, self.port, self.key, self.person = record, port, key, person

    def with_key(self, key, person=None):
        return Client(self.record, self.port, key, person)

    def call(
        self,
        operation,
        expected=200,
        *,
        code=None,
        path=None,
        query=None,
        json_body=None,
        file=None,
        form=None,
        media_type=None,
        fits=True
    ):
        """Sends one request and checks it and its answer.

        `fits` says whether the request is as described: one that is not must not fit the schemas either.
        """
        described = self.record.description.operations[operation]
        path, query = path or {}, query or {}
        headers = {}
        if self.key:
            headers["Authorization"] = "Bearer " + self.key
        if self.person:
            headers["Perisai-Acting-Person"] = self.person
        faults = (
            described.parameter_faults(path, "path")
            + described.parameter_faults(query, "query")
            + described.parameter_faults(headers, "header")
        )
        body = None
        if json_body is not None:
            body, sent = json.dumps(json_body).encode(), media_type or "application/json"
            faults += described.body_faults(sent, json_body)
        elif file is not None:
            body, sent = file, media_type or "application/octet-stream"
            faults += described.body_faults(sent, None)
        elif form is not None:
            body, sent = multipart(form), "multipart/form-data"
            faults += described.body_faults(
                sent, {name: json.loads(part) if name == "context" else "bytes" for name, part in form.items()}
            )
        if body is not None:
            headers["Content-Type"] = sent + ("; boundary=" + BOUNDARY if form is not None else "")
        if fits != (not faults):
            self.record.note(operation, faults or ["what was sent fits the description, and should not"])
        answer = self._send(described, path, query, headers, body)
        self._check(operation, described, answer, expected, code)
        if answer.status < 300:
            self.record.granted.setdefault(operation, []).append((self, path))
        return answer

    def _send(self, described, path, query, headers, body):
        address = described.address
        for name, value in path.items():
            address = address.replace("{%s}" % name, value)
        if query:
            address += "?" + urllib.parse.urlencode(query)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(described.method.upper(), address, body=body, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def _check(self, operation, described, answer, expected, code):
        self.record.requests += 1
        self.record.seen.add((operation, answer.status))
        faults = described.answer_faults(
            answer.status,
            answer.headers,
            answer.media_type,
            answer.json if answer.json is not None else text_of(answer),
        )
        problem = answer.json.get("code") if answer.status >= 400 and isinstance(answer.json, dict) else None
        if problem:
            self.record.codes.add((operation, problem))
        if (answer.status, problem) != (expected, code):
            faults.append(
                "answered %d %s, expected %d %s: %s"
                % (answer.status, problem or "", expected, code or "", answer.body[:300].decode("utf-8", "replace"))
            )
        self.record.note(operation, faults)
        if answer.status != expected:
            raise RuntimeError("%s: %s" % (operation, faults[-1]))


def text_of(answer):
    return answer.body.decode() if answer.media_type in ("text/plain", "application/x-ndjson") else None


def multipart(form):
    body = b""
    for name, content in form.items():
        filename = '; filename="TEST.bin"' if name == "file" else ""
        head = '--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n' % (BOUNDARY, name, filename)
        body += head.encode() + content + b"\r\n"
    return body + ("--%s--\r\n" % BOUNDARY).encode()
