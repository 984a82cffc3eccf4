"""The pages that a platform has because it follows an exchange."""

from api import until
from exchange import Exchange
from lentera import Lentera
from pages import Tour

FOLLOWER_PAGES = {
    "followed": ("/console/exchanges", lambda tour: tour.enter("/console/exchanges")),
    "exchange": ("/console/exchanges/{id}", lambda tour: tour.enter(tour.followed)),
}


class FollowerTour(Tour):
    """Leads one browser to what a platform sees of an exchange that it follows."""

    def __init__(self, program, make_browser):
        self.exchange = Exchange(program)
        try:
            self.place = self.follow(program)
        except Exception:
            self.exchange.node.remove()
            raise
        self.browser = make_browser(self.place.node.address)
        self.guide = self.place.person("Ayu (TEST)", "lead")
        self.inside = None
        self.logged_in = {}
        items = until(lambda: self.guide.api.get("/v1/exchanges")["items"], "the exchange that is followed")
        self.followed = "/console/exchanges/" + items[0]["id"]
        self.guide.set_up(self.browser)

    def follow(self, program):
        """A member's node, which asks with a key that vouches for its people."""
        node = self.exchange.node
        id, api = self.exchange.member("platform", "Lentera (TEST)")
        key = node.folder / "follow.key"
        made = api.post("/v1/organisations/%s/keys" % id, {"role": "curator", "vouches": True})
        key.write_text(made["secret"] + "\n")
        key.chmod(0o600)
        verifier = self.exchange.api.status()["log"]["verifierKey"]
        serve = ["--follow", "http://127.0.0.1:%d" % node.port, "--follow-key-file", str(key)]
        serve += ["--follow-verifier-key", verifier, "--allow-destination", "127.0.0.1"]
        return Lentera(program, ["--organisation-id", id], serve)

    def show(self, name):
        """Opens a page and says where it is."""
        FOLLOWER_PAGES[name][1](self)
        return self.browser.path

    def close(self):
        super().close()
        self.exchange.node.remove()
