"""A member at a node, over one connection."""

import http.client
import json

TIMEOUT_SECONDS = 30


class Client:
    def __init__(self, port, key):
        self.port, self.key = port, key
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)

    def ask(self, method, path, body=None):
        """Status, header and body; a connection that the node closed is opened anew, and nothing is sent twice."""
        headers = {"Authorization": "Bearer " + self.key}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def call(self, method, path, body=None):
        status, _, text = self.ask(method, path, body)
        if not 200 <= status < 300:
            raise OSError("%s %s was answered with %d: %s" % (method, path, status, text.decode()[:500]))
        return json.loads(text) if text else None

    def close(self):
        self.connection.close()

    def own(self):
        return self.call("GET", "/status")["organisation"]

    def key_of(self, role):
        """The key of a new person."""
        people = "/v1/organisations/%s" % self.own()
        person = self.call("POST", people + "/people", {"name": "TEST " + role, "roles": [role]})["id"]
        return self.call("POST", people + "/keys", {"role": role, "person": person})["secret"]


def proposal(bank, value):
    return {
        "bank": bank,
        "kind": "image",
        "behaviours": ["graphicViolence"],
        "fingerprints": [{"kind": "pdq", "value": value}],
        "rationale": "TEST",
        "exemptionAssessment": "TEST no exemption",
    }
