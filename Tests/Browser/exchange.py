"""An exchange with an authority among its members."""

from api import API
from lentera import employ
from node import Node


class Exchange:
    def __init__(self, program):
        kind = ["--exchange", "--kind", "secretariat"]
        self.node = Node(program, [*kind, "--name", "Secretariat (TEST)", "--no-interests"])
        try:
            self.api = API(self.node.port, self.node.key)
            own = self.api.status()["organisation"]
            self.secretary = employ(self.api, own, "Sari (TEST)", "secretary")
        except Exception:
            self.node.remove()
            raise

    def member(self, kind, name):
        """A new active member: its id and its administrator's API."""
        interests = {"governments": ["gov.test"]} if kind == "authority" else {"owners": ["owner.test"]}
        id = self.api.post("/v1/organisations", {"kind": kind, "name": name, "interests": interests})["id"]
        self.secretary.api.post(
            "/v1/organisations/%s/standing" % id, {"standing": "active", "reason": "TEST vote of the members"}
        )
        key = self.api.post("/v1/organisations/%s/keys" % id, {"role": "administrator"})["secret"]
        return id, self.api.with_key(key)
