"""A person who uses no mouse."""

from selenium.webdriver.common.keys import Keys

from decisions import ASSESSMENT, REASONS
from scenario import Scenario
from words import words

TABS_MAX = 150


class Keyboard(Scenario):
    def setUp(self):
        super().setUp()
        self.place = self.lentera()
        self.cases = [self.place.open_case("TEST post %d" % number, signal=number) for number in range(3)]
        self.person = self.place.person("Ayu (TEST)", "reviewer")
        self.ayu = self.browser()
        self.person.set_up(self.ayu)

    @property
    def focus(self):
        return self.ayu.driver.switch_to.active_element

    def tab_to(self, is_it, what):
        for _ in range(TABS_MAX):
            self.ayu.keys(Keys.TAB)
            if is_it(self.focus):
                self.assertFocusIsSeen()
                return
        self.fail("Tab never comes to %s on %s" % (what, self.ayu.path))

    def tab_to_field(self, id):
        self.tab_to(lambda it: it.get_attribute("id") == id, id)

    def tab_to_words(self, words):
        self.tab_to(lambda it: it.text == words, repr(words))

    def assertFocusIsSeen(self):
        """Somebody sees where they are: there is an outline, and it is inside the window."""
        style, width, top, bottom, height = self.ayu.run(
            """const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
            return [style.outlineStyle, parseFloat(style.outlineWidth), box.top, box.bottom, innerHeight];"""
        )
        self.assertTrue(style != "none" and width >= 2, self.focus.get_attribute("outerHTML"))
        self.assertTrue(bottom > 0 and top < height, self.focus.get_attribute("outerHTML"))

    def enter(self):
        here = self.ayu.find("html")
        self.ayu.keys(Keys.ENTER)
        self.ayu.wait(lambda: self.ayu.is_gone(here), "the next page")

    def choose(self, id, words):
        self.tab_to_field(id)
        self.ayu.keys(Keys.HOME)
        chosen = lambda: self.ayu.run("return document.activeElement.selectedOptions[0].text")
        for _ in range(20):
            if chosen() == words:
                return
            self.ayu.keys(Keys.ARROW_DOWN)
        self.fail("%s can't be chosen by keys" % words)

    def test_login_queue_taking_and_deciding(self):
        ayu = self.ayu
        ayu.open("/console/queue")
        ayu.keys(Keys.TAB)
        self.assertEqual(self.focus.text, words("frame.skip"))
        ayu.keys(Keys.ENTER)
        ayu.wait(lambda: self.focus.get_attribute("id") == "main", "the focus on the content")
        for field, text in (
            ("name", self.person.login),
            ("password", self.person.password),
            ("code", self.person.code()),
        ):
            self.tab_to_field(field)
            ayu.keys(text)
        self.enter()
        self.assertEqual(ayu.path, "/console/queue")

        names = [it.text for it in ayu.all("[data-queue] tbody a")]
        self.assertEqual(len(names), 3)
        ayu.keys("j")
        self.assertEqual(ayu.all("[aria-selected]"), [], "a letter outside the list is no command")
        self.tab_to_words(names[0])
        for key, row in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
            ayu.keys(key)
            self.assertEqual(self.focus.text, names[row])
            self.assertEqual([it.text for it in ayu.all("[aria-selected=true] a")], [names[row]])
            self.assertFocusIsSeen()
        ayu.keys("?")
        self.assertIn(words("queue.keys"), self.focus.text)
        ayu.keys("j", "k")
        self.assertEqual(self.focus.text, names[1])
        self.enter()
        self.assertEqual(ayu.heading, words("purpose.title"))
        self.tab_to_words(words("purpose.open"))
        self.enter()
        self.assertIn(names[1], ayu.heading)

        self.tab_to_words(words("case.take"))
        self.enter()
        self.choose("finding", words("finding.confirmed"))
        self.choose("ground", words("ground.terms"))
        self.tab_to_field("groundReference")
        ayu.keys("TEST terms")
        self.choose("measure", words("measure.remove"))
        self.choose("exemption", words("exemption.none"))
        self.tab_to_field("exemptionAssessment")
        # Letters that are commands elsewhere are letters here.
        ayu.keys("jk? " + ASSESSMENT)
        self.assertEqual(self.focus.get_attribute("value"), "jk? " + ASSESSMENT)
        self.tab_to_field("reasons")
        ayu.keys(REASONS)
        self.tab_to_words(words("decide.submit"))
        self.enter()
        self.assertTrue(ayu.path.endswith("?done=decided"), ayu.text)
        self.tab_to_words(words("frame.logOut"))
        self.enter()
        self.assertEqual(ayu.notice, words("login.out"))
