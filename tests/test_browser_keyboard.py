"""The lessons by keyboard alone: one walk, which discovers what there is and uses each kind of control."""

import re
from dataclasses import dataclass

import pytest

from toolkit.i18n import t

pytestmark = pytest.mark.browser

MARK = """() => {
  const part = document.activeElement;
  if (!part.closest('.jp-Notebook')) return null;
  if (!part.closest('.cc-panel')) return {ours: false};
  const whole = part.type === 'radio' ? part.closest('fieldset') : part;  // one stop, wherever it is entered
  whole.dataset.stop ??= `${window.stops = (window.stops ?? 0) + 1}`;
  const {x, y, width, height} = part.getBoundingClientRect();
  return {ours: true, stop: whole.dataset.stop, x, y, width, height};
}"""
# Whether the element that has the focus stands after the one that had it, in the text and on the page.
AFTER = """([before, now]) => {
  const [one, other] = [before, now].map((stop) => document.querySelector(`[data-stop="${stop}"]`));
  if (!one?.checkVisibility()) return true;
  const [above, below] = [one, other].map((part) => part.getBoundingClientRect());
  return one !== other && !!(one.compareDocumentPosition(other) & 4) && below.bottom > above.top;
}"""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Where the tab key stopped: a number for the element, and what a screen reader is told of it."""

    number: str
    role: str
    name: str


class Walk:
    """A learner with a keyboard in a page."""

    def __init__(self, page):
        self.page, self.cdp = page, page.context.new_cdp_session(page)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def stops(self, key: str):
        """The stops of our elements, one press after the other, until the focus has left the notebook."""
        entered = False
        for _ in range(300):
            self.press(key)
            mark = self.page.evaluate(MARK)
            if entered and mark is None:
                return
            entered = entered or mark is not None
            if mark and mark["ours"]:
                yield self.stop(mark)
        raise AssertionError("The tab key never leaves the notebook.")

    def stop(self, mark) -> Stop:
        node = self.cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        tree = self.cdp.send("Accessibility.getPartialAXTree", {"objectId": node, "fetchRelatives": False})
        role, name = (tree["nodes"][0].get(part, {}).get("value", "") for part in ("role", "name"))
        return Stop(number=mark["stop"], role=role, name=name)

    def shows_the_focus(self) -> bool:
        """Whether a picture of the element differs from one without the focus."""
        mark = self.page.evaluate(MARK)
        left, top = max(0, mark["x"] - 6), max(0, mark["y"] - 6)
        clip = {"x": left, "y": top, "width": mark["x"] + mark["width"] + 6 - left, "height": mark["y"] + mark["height"] + 6 - top}
        with_it = self.page.screenshot(clip=clip)
        handle = self.page.evaluate_handle("() => { const part = document.activeElement; part.blur(); return part; }")
        without = self.page.screenshot(clip=clip)
        handle.evaluate("part => part.focus()")
        return with_it != without

    def focused(self, what: str):
        return self.page.evaluate(f"() => {{ const part = document.activeElement; return {what}; }}")

    def use(self, stop: Stop) -> str:
        """Do what a learner would with the element that has the focus; the kind of thing that was done."""
        kind = self.focused(
            "part.closest('.cc-handle') ? 'line' : part.matches('.cc-commit') ? 'commit'"
            " : part.closest('.cc-question') && part.matches('button') ? 'check'"
            " : part.matches('.cc-month') ? 'months' : part.type ?? part.localName"
        )
        use = {"radio": self.choose, "line": self.draw, "commit": self.commit, "check": self.check}
        use |= {"months": self.fill, "range": self.slide, "checkbox": self.switch, "summary": self.unfold, "text": self.type}
        named = {t("Save as CSV"): self.save, t("Back to the start"): self.reset}
        action = named.get(stop.name) or use.get(kind)
        if action:
            action()
            return action.__name__
        return kind

    def choose(self) -> None:
        self.press("Space")
        first = self.focused("part.checked && part.value")
        self.press("ArrowDown")
        second = self.focused("part.checked && part.value")
        assert first and second and first != second

    def draw(self) -> None:
        for _ in range(self.focused("part.closest('svg').querySelectorAll('[role=slider]').length")):
            self.press("ArrowUp", "PageUp")
            assert self.focused("part.ariaValueNow") is not None
            self.press("ArrowRight")

    def fill(self) -> None:
        before, says = (self.focused(what) for what in ("part.ariaLabel", "part.closest('fieldset').innerText"))
        self.press("ArrowRight")
        assert self.focused("part.ariaLabel") != before and self.focused("part.closest('fieldset').innerText") != says
        self.press(self.focused("[...part.closest('fieldset').querySelectorAll('.cc-letters button')].at(-1).value"))
        self.press("ArrowLeft", "ArrowLeft")
        assert self.focused("part.ariaLabel").split()[0] == before.split()[0]

    def commit(self) -> None:
        says = self.page.locator(".cc-prediction:focus-within").get_by_role("status")
        self.press("Enter")
        says.filter(has_text=re.compile(".")).wait_for()
        self.page.wait_for_timeout(500)  # the figure that waited for it opens

    def check(self) -> None:
        self.press("Enter")
        self.page.locator(".cc-question:focus-within .cc-verdict").filter(has_text=re.compile(".")).wait_for()

    def slide(self) -> None:
        self.press("Home")
        at = [self.focused("part.valueAsNumber")]
        for key in ("ArrowRight", "PageUp", "PageDown", "ArrowLeft", "End"):
            self.press(key)
            at.append(self.focused("part.valueAsNumber"))
        low, one, up, down, back, high = at
        assert low < one < up > down > back == low < high, at
        self.said("part.ariaValueText")

    def said(self, what: str) -> None:
        """The headline is the picture's name, whatever it has moved to."""
        assert self.focused(what)
        panel = self.page.locator(".cc-panel:focus-within")
        self.page.wait_for_timeout(300)
        assert panel.locator(".cc-chart").get_attribute("aria-label") == panel.locator(".cc-headline").inner_text()

    def switch(self) -> None:
        before = self.focused("part.checked")
        self.press("Space")
        assert self.focused("part.checked") != before

    def unfold(self) -> None:
        if self.focused("part.parentElement.open"):
            self.press("Enter")
            assert not self.focused("part.parentElement.open")
        self.press("Enter")
        assert self.focused("part.parentElement.open")

    def type(self) -> None:
        if self.focused("!!part.closest('.cc-prediction')"):
            self.press("ArrowUp")
            assert self.focused("part.value")

    def save(self) -> None:
        with self.page.expect_download() as download:
            self.press("Enter")
        assert download.value.suggested_filename.endswith(".csv")

    def reset(self) -> None:
        values = "[...part.closest('.cc-panel').querySelectorAll('[type=range], :checked, .cc-month')]"
        values += ".map((part) => part.value || part.ariaLabel).join()"
        moved = self.focused(values)
        self.press("Enter")
        changed = f"before => {{ const part = document.activeElement; return {values} !== before; }}"
        self.page.wait_for_function(changed, arg=moved, timeout=5_000)


@pytest.mark.parametrize(
    ("name", "uses"),
    [
        ("late", {"choose", "draw", "commit", "check", "slide", "switch", "unfold", "save", "reset"}),
        ("record", {"choose", "commit", "check", "fill", "slide", "switch", "type", "unfold", "save", "reset"}),
        ("minimum", {"choose", "draw", "commit", "check", "slide", "type", "unfold", "save", "reset"}),
    ],
)
def test_the_whole_lesson_by_keyboard_alone(open_lesson, name, uses):
    page = open_lesson("en", name)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("() => { const {content} = window.jupyterapp.shell.currentWidget; content.activeCellIndex = 0; content.activate(); }")
    walk, done, there = Walk(page), set(), []
    for stop in walk.stops("Tab"):
        assert stop.name, f"A screen reader is not told what this is: {stop}"
        assert stop not in there, f"The tab key comes back to {stop}"
        assert not there or page.evaluate(AFTER, [there[-1].number, stop.number]), f"{stop} stands before {there[-1]}"
        assert walk.shows_the_focus(), f"It cannot be seen that {stop} has the focus."
        there.append(stop)
        done.add(walk.use(stop))
    assert done >= uses
    stands = "numbers => numbers.filter((number) => document.querySelector(`[data-stop=\"${number}\"]`)?.checkVisibility())"
    back = [stop.number for stop in walk.stops("Shift+Tab")]
    assert back[::-1] == page.evaluate(stands, [stop.number for stop in there])
