"""The node goes away in the middle of a form and comes back."""

from decisions import REASONS, WHOLE, fill, take, typed
from scenario import Scenario
from words import words


def kept(browser):
    """The forms of which the tab keeps what was typed."""
    return browser.run("return Object.keys(sessionStorage).filter((key) => key.startsWith('perisai:/'))")


class Restart(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.case = self.place.open_case("TEST post 1")
        self.person = self.place.person("Ayu (TEST)", "reviewer")
        self.ayu = self.browser()
        self.person.set_up(self.ayu)
        self.person.log_in(self.ayu, self.case)
        take(self.ayu)

    def restart(self):
        """The decision is sent to a node that is away."""
        self.ayu.is_cut_off = True
        self.node.stop()
        self.ayu.find('button[value="decide"]').click()
        self.ayu.wait(lambda: self.ayu.run("return location.protocol") == "chrome-error:", "the browser's own page")
        self.node.start()

    def test_nothing_typed_is_lost_and_the_login_still_holds(self):
        fill(self.ayu)
        self.restart()
        self.ayu.open(self.case)
        self.assertEqual(typed(self.ayu), WHOLE)
        self.ayu.press(words("decide.submit"))
        self.assertRegex(self.ayu.path, r"^/console/decisions/[0-9a-f-]+\?done=decided$")
        self.assertEqual(kept(self.ayu), [], "what was sent is no longer kept")

    def test_nothing_typed_is_lost_where_a_new_login_is_needed(self):
        fill(self.ayu)
        self.restart()
        self.ayu.open("/console/nothing")
        self.ayu.driver.delete_all_cookies()
        self.ayu.expects(404)
        self.ayu.open(self.case)
        self.person.try_to_log_in(self.ayu)
        self.assertEqual(typed(self.ayu), WHOLE)

    def test_whoever_was_logged_out_meanwhile_comes_back_to_the_form_with_all_that_was_typed(self):
        fill(self.ayu)
        self.ayu.driver.delete_all_cookies()
        self.ayu.press(words("decide.submit"))
        self.assertEqual(self.ayu.notice, words("login.again"))
        self.person.try_to_log_in(self.ayu)
        self.assertEqual(self.ayu.path, self.case)
        self.assertEqual(typed(self.ayu), WHOLE)
        self.assertEqual(self.ayu.all("[data-forget]"), [], "nothing was decided")

    def test_nothing_typed_after_a_preview_is_lost(self):
        fill(self.ayu, reasons="TEST the first words")
        self.ayu.press(words("decide.preview"))
        self.ayu.write("reasons", REASONS)
        self.restart()
        self.ayu.open(self.case)
        self.assertEqual(typed(self.ayu), WHOLE)

    def test_an_address_of_a_form_that_is_opened_again_leads_back_to_its_page_with_all_that_was_typed(self):
        fill(self.ayu)
        self.ayu.press(words("decide.preview"))
        here = self.ayu.path
        self.assertEqual(here, self.case + "/decision")
        self.ayu.open(here)
        self.assertEqual(self.ayu.path, self.case)
        self.assertEqual(typed(self.ayu), WHOLE)
        self.ayu.open("/console/logout")
        self.assertEqual(self.ayu.path, "/console")

    def test_whoever_logs_out_leaves_nothing_behind_in_the_browser(self):
        fill(self.ayu)
        self.assertEqual(len(kept(self.ayu)), 1)
        self.ayu.press(words("frame.logOut"), within="header")
        self.assertEqual(kept(self.ayu), [])

    def test_what_one_person_typed_is_not_shown_to_the_next(self):
        fill(self.ayu)
        self.ayu.driver.delete_all_cookies()
        made = self.place.person("Made (TEST)", "lead")
        made.set_up(self.ayu)
        made.log_in(self.ayu, "/console")
        self.assertEqual(kept(self.ayu), [])
