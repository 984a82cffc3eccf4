"""Members, people and keys, made over the API."""

LATER = "2999-01-01T00:00:00Z"


class Member:
    """An organisation on a node, with its administrator and its people."""

    def __init__(self, id, administrator):
        self.id, self.administrator = id, administrator

    def person(self, role):
        """A new person with one role, as a client with their key."""
        added = self.administrator.call(
            "addPerson", 201, path={"id": self.id}, json_body={"name": "TEST " + role, "roles": [role]}
        )
        key = self.administrator.call(
            "issueKey", 201, path={"id": self.id}, json_body={"role": role, "person": added["id"], "expiresAt": LATER}
        )
        client = self.administrator.with_key(key["secret"])
        client.person_id = added["id"]
        return client


def register(host, secretary, kind, name, interests):
    """An active member with its first key."""
    member = host.call(
        "registerOrganisation", 201, json_body={"kind": kind, "name": "TEST " + name, "interests": interests}
    )
    secretary.call(
        "changeStanding",
        path={"id": member["id"]},
        json_body={"standing": "active", "reason": "TEST vote of the members"},
    )
    key = host.call("issueKey", 201, path={"id": member["id"]}, json_body={"role": "administrator"})
    return Member(member["id"], host.with_key(key["secret"]))
