"""The register of mandates of an exchange: an authority with an office, officers and an instrument."""

from lentera import employ

CODE = "ID_TEST_REFERRAL"
# When somebody saw a threat to life.
SEEN = "2026-01-01T00:00:00.000000Z"


def enter_office(api, authority, function, instruments):
    """An office of an authority, which somebody has yet to vouch for: its id."""
    return api.post(
        "/v1/offices",
        {
            "authority": authority, "function": function, "country": "ID", "zone": "Asia/Jakarta",
            "instruments": instruments, "name": "TEST unit", "telephone": "+62 21 555 0100",
            "telephoneSource": "TEST national directory, page 1", "law": "TEST police act",
        },
    )["id"]


def vouch_for_office(api, office):
    api.post("/v1/offices/%s/vouching" % office, {"how": "TEST: called the number"})


class Police:
    """An authority on a platform's own node, with an office that hears of threats to life."""

    def __init__(self, place):
        keeper = place.person("Nia (TEST)", "administrator").api
        self.id = place.api.post(
            "/v1/organisations",
            {"kind": "authority", "name": "Police (TEST)", "interests": {"governments": ["gov.test"]}},
        )["id"]
        keeper.post(
            "/v1/organisations/%s/standing" % self.id, {"standing": "active", "reason": "TEST vote of the members"}
        )
        key = place.api.post("/v1/organisations/%s/keys" % self.id, {"role": "administrator"})["secret"]
        administrator = employ(place.api.with_key(key), self.id, "Citra (TEST)", "administrator")
        self.office = enter_office(administrator.api, self.id, "police", [])
        vouch_for_office(keeper, self.office)


class Unit:
    """An authority whose officer is vouched for; their key is for the officer to make."""

    def __init__(self, place, name="Unit 7 (TEST)", co_signed=False):
        self.place = place
        self.id, api = place.member("authority", name)
        self.administrator = employ(api, self.id, "Citra (TEST)", "administrator")
        self.officer = employ(api, self.id, "Budi (TEST)", "officer")
        secretary = place.secretary.api
        instrument = secretary.post(
            "/v1/instruments",
            {
                "code": CODE, "country": "ID", "kind": "referral", "functions": ["referralUnit"],
                "needsCoSignature": co_signed, "authorisation": "none", "form": "plain",
                "dataCategories": [], "isAccepted": True, "sourceDate": "2024-02-29",
                "title": "TEST referral", "law": "TEST law, article 1", "source": "https://law.example/1",
            },
        )["id"]
        secretary.post("/v1/instruments/%s/adoption" % instrument)
        office = enter_office(self.administrator.api, self.id, "referralUnit", [CODE])
        self.record = self.administrator.api.post(
            "/v1/officers",
            {"person": self.officer.id, "office": office, "rank": "officer", "name": "Budi (TEST)"},
        )["id"]
        vouch_for_office(secretary, office)
        secretary.post("/v1/officers/%s/vouching" % self.record, {"how": "TEST: called the number"})

    def vouch_for_keys(self):
        secretary = self.place.secretary.api
        for key in secretary.get("/v1/officers/" + self.record)["keys"]:
            secretary.post(
                "/v1/officers/%s/keys/%s/vouching" % (self.record, key["id"]), {"how": "TEST: compared fingerprints"}
            )
