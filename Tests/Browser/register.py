"""The register of mandates of an exchange: an authority with an office, officers and an instrument."""

from lentera import employ

CODE = "ID_TEST_REFERRAL"


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
        office = self.administrator.api.post(
            "/v1/offices",
            {
                "authority": self.id, "function": "referralUnit", "country": "ID", "zone": "Asia/Jakarta",
                "instruments": [CODE], "name": "TEST unit", "telephone": "+62 21 555 0100",
                "telephoneSource": "TEST national directory, page 1", "law": "TEST police act",
            },
        )["id"]
        self.record = self.administrator.api.post(
            "/v1/officers",
            {"person": self.officer.id, "office": office, "rank": "officer", "name": "Budi (TEST)"},
        )["id"]
        secretary.post("/v1/offices/%s/vouching" % office, {"how": "TEST: called the number"})
        secretary.post("/v1/officers/%s/vouching" % self.record, {"how": "TEST: called the number"})

    def vouch_for_keys(self):
        secretary = self.place.secretary.api
        for key in secretary.get("/v1/officers/" + self.record)["keys"]:
            secretary.post(
                "/v1/officers/%s/keys/%s/vouching" % (self.record, key["id"]), {"how": "TEST: compared fingerprints"}
            )
