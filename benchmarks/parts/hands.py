"""A person's hands at a page: real clicks and keys in a browser, counted, and their time estimated.

The estimate is the keystroke-level model: S. K. Card, T. P. Moran, A. Newell, The keystroke-level
model for user performance time with interactive systems, Commun ACM 1980;23(7):396-410,
doi 10.1145/358886.358895. It is of somebody who makes no mistake and knows where things are; it
knows nothing of reading, of finding the answer in the paper, or of changing one's mind.
"""

import time
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

KEY, SKILLED_KEY = 0.28, 0.20  # a key or a button: an average typist, a good one
POINT = 1.10  # moving the mouse to something
HOME = 0.40  # from the keys to the mouse, or back
THINK = 1.35  # making up one's mind, once for every field, choice and command
BESIDE, MOST_TABS = 2, 4  # presses of Tab to what is near; what is further away is pointed at

# How many presses of Tab lead from where the focus is to an element; 0 where it has the focus.
_TABS = """
    (target) => {
        const reached = (one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length;
        const stops = [...document.querySelectorAll(
            "a[href], button, input, select, textarea, summary, [tabindex]")].filter(reached);
        return stops.indexOf(target) - stops.indexOf(document.activeElement);
    }
    """


@dataclass
class Step:
    """What one step of a path cost."""

    label: str
    clicks: int = 0
    keys: int = 0
    fields: int = 0
    homings: int = 0
    thoughts: int = 0
    machine: float = 0.0

    def person(self, key: float = KEY) -> float:
        """Return the estimated seconds of the person."""
        return (
            (self.keys + self.clicks) * key
            + self.clicks * POINT
            + self.homings * HOME
            + self.thoughts * THINK
        )

    def __add__(self, other: "Step") -> "Step":
        return Step(
            self.label,
            self.clicks + other.clicks,
            self.keys + other.keys,
            self.fields + other.fields,
            self.homings + other.homings,
            self.thoughts + other.thoughts,
            self.machine + other.machine,
        )


class Hands:
    """One person at a page. What is near is reached with Tab, what is far with the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps: list[Step] = []
        self._is_at_keys = False
        self._last_input = time.perf_counter()

    def step(self, label: str) -> None:
        """Begin the next step."""
        self.steps.append(Step(label))

    @property
    def now(self) -> Step:
        """The step under way."""
        return self.steps[-1]

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self._take_up(at_keys=True)
        for key in keys:
            self._last_input = time.perf_counter()
            self.page.keyboard.press(key)
            self.now.keys += 1

    def decide(self, *keys: str) -> None:
        """Make up one's mind, and press keys."""
        self.now.thoughts += 1
        self.press(*keys)

    def type(self, field: Locator, text: str) -> None:
        """Type into a field."""
        self.reach(field)
        self.now.fields += 1
        self.write(text)

    def write(self, text: str) -> None:
        """Type into wherever the focus is."""
        for character in text:
            self.press(character)

    def paste(self, field: Locator, text: str) -> None:
        """Paste what was copied elsewhere; the copying is not counted."""
        self.reach(field)
        self.now.fields += 1
        self._take_up(at_keys=True)
        self.now.keys += 2
        self._last_input = time.perf_counter()
        self.page.keyboard.insert_text(text)

    def complete(self, field: Locator, beginning: str, whole: str) -> None:
        """Type the beginning of a name, wait until it is offered, and take it: Down, Enter.

        A browser without a screen shows no list of offers, so that its two keys are counted only.
        """
        self.type(field, beginning)
        offered = "([field, whole]) => [...field.list.options].some((one) => one.value === whole)"
        self.page.wait_for_function(offered, arg=[field.element_handle(), whole])
        self._answered()
        self.now.keys += 2
        field.fill(whole)

    def choose(self, field: Locator, label: str) -> None:
        """Choose from a list by typing how its line begins, as far as is needed."""
        self.reach(field)
        self.now.fields += 1
        chosen = "(field) => field.selectedOptions[0].label.trim()"
        for character in label:
            self.press(character)
            if field.evaluate(chosen) == label:
                return
        raise SystemExit(f"Typing did not choose {label!r} but {field.evaluate(chosen)!r}.")

    def click(self, target: Locator) -> None:
        """Make up one's mind, point and press; wait for nothing."""
        self.now.thoughts += 1
        self._point(target)

    def submit(self, target: Locator, until: Locator) -> None:
        """Click on what leads on, and wait until the page answers and `until` can be used."""
        self.click(target)
        self.wait_for(until)

    def key(self, key: str, until: Locator) -> None:
        """Press the key that leads on, and wait likewise."""
        self.decide(key)
        self.wait_for(until)

    def wait_for(self, target: Locator) -> None:
        """Wait until the page is loaded and `target` is there to be used."""
        target.wait_for(state="visible")
        self.page.wait_for_load_state("load")
        self._answered()

    def _answered(self) -> None:
        self.now.machine += time.perf_counter() - self._last_input

    def reach(self, field: Locator) -> None:
        """Think of a field and go there: Tab to what is beside, Enter ahead, or the mouse."""
        self.now.thoughts += 1
        if self._has_focus(field):
            return
        if self._is_at_keys and not self._tab_to(field, BESIDE):
            self.press("Enter")
        if self._has_focus(field) or (self._is_at_keys and self._tab_to(field, MOST_TABS)):
            return
        self._point(field)

    def _tab_to(self, field: Locator, most: int) -> bool:
        tabs = field.evaluate(_TABS)
        if 0 < tabs <= most:
            self.press(*["Tab"] * tabs)
        return self._has_focus(field)

    def _has_focus(self, field: Locator) -> bool:
        return bool(field.evaluate("(field) => field === document.activeElement"))

    def _point(self, target: Locator) -> None:
        self._take_up(at_keys=False)
        target.scroll_into_view_if_needed()
        self._last_input = time.perf_counter()
        if target.evaluate("(one) => one.matches('select')"):
            target.focus()  # its list, too, shows on a screen only
        else:
            target.click()
        self.now.clicks += 1

    def _take_up(self, *, at_keys: bool) -> None:
        if at_keys != self._is_at_keys:
            self.now.homings += 1
            self._is_at_keys = at_keys
