"""The lessons for everyone: by keyboard alone, by ear, in either theme, without motion, on a small phone.

Widgets are discovered, never counted, so that the lessons may grow.
"""

import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from toolkit.i18n import speak, t

pytestmark = pytest.mark.browser

THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${theme}`})"
THEMED = "light => document.body.dataset.jpThemeLight === light"
RENDERED = "() => [...document.querySelectorAll('.cc-panel')].every((panel) => panel.checkVisibility({contentVisibilityAuto: true}))"

# What is ours and can be seen, without the bowels of a chart, which are looked at for themselves.
OURS = """
  const seen = (part) => part.checkVisibility({visibilityProperty: true}) && !part.closest('.cc-unseen');
  const ours = [...document.querySelectorAll('.cc-panel, .cc-panel *')].filter((part) => seen(part) && !part.closest('svg'));
  const named = (part) => part.outerHTML.slice(0, 160);
"""


def guess_and_answer(page) -> None:
    """Make every guess by keyboard, and answer every question with its first choice; open every table."""
    for where in page.locator(".cc-prediction").all():
        for handle in where.get_by_role("slider").all():
            handle.press("PageUp")
        for field in where.get_by_role("textbox").all():
            field.press("ArrowUp")
        where.get_by_role("radio").first.press("Space")
        where.locator(".cc-commit").press("Enter")
        where.get_by_role("status").filter(has_text=re.compile(".")).wait_for()
    for question in page.locator(".cc-question").all():
        question.get_by_role("radio").first.press("Space")
        question.get_by_role("button").press("Enter")
        question.locator(".cc-verdict").filter(has_text=re.compile(".")).wait_for()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.cc-chart')].every((chart) => chart.querySelector('path.js-line, .bars path'))"
    )
    page.evaluate("() => document.querySelectorAll('.cc-panel details').forEach((part) => { part.open = true; })")


def paint(page, theme: str) -> None:
    page.evaluate(THEME, theme)
    page.wait_for_function(THEMED, arg=str(theme == "Light").lower())
    page.wait_for_timeout(500)  # the chart follows in the next frames


STAGES = {
    f"{language}, {when}": ("late", language, when) for language in ("en", "zh") for when in ("before the guesses", "after them")
}
STAGES |= {f"minimum, {language}, after them": ("minimum", language, "after them") for language in ("en", "zh")}


@pytest.fixture(scope="module", params=STAGES.values(), ids=STAGES)
def lesson(request, open_lesson, page):
    """The lesson as a phone shows it, alone on the page and run; a language's guesses are made where it is open already."""
    name, language, when = request.param
    if when == "before the guesses" or f"/{language}/{name}." not in page.url:
        open_lesson(language, name, alone=True)
    if when == "after them":
        guess_and_answer(page)
    yield page
    paint(page, "Light")


def stretch(page, width: int) -> None:
    """Make the page so wide, and tall enough that all of the lesson is rendered and in view."""
    page.set_viewport_size({"width": width, "height": 14_000})
    page.evaluate("() => document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)")
    page.wait_for_function(RENDERED)
    page.wait_for_timeout(500)  # charts follow in the next frames


@pytest.fixture(params=[1280, 360])
def width(request, lesson) -> int:
    stretch(lesson, request.param)
    return request.param


# axe


def found(page) -> tuple[list[str], int]:
    """What axe finds serious or critical in our elements, and how many texts it could measure the contrast of.

    JupyterLab's body has no height, which axe takes for a page on which nothing can be seen.
    """
    page.add_style_tag(content="body { min-height: 100vh; }")
    report = Axe().run(page, ".cc-panel", {}).response
    faults = [
        f"{fault['impact']}: {fault['help']}: {node['html'][:160]}"
        for fault in report["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
    return faults, sum(len(rule["nodes"]) for rule in report["passes"] if rule["id"] == "color-contrast")


@pytest.mark.parametrize(("wide", "theme"), [(1280, "Light"), (360, "Dark")])
def test_axe_finds_nothing_serious(lesson, wide, theme):
    stretch(lesson, wide)
    paint(lesson, theme)
    faults, measured = found(lesson)
    assert faults == []
    assert measured > 5 * lesson.locator(".cc-panel").count()


@pytest.mark.parametrize("lesson", [STAGES["en, before the guesses"]], indirect=True)
def test_axe_would_find_a_pale_text_and_a_control_without_a_name(lesson):
    stretch(lesson, 1280)
    lesson.evaluate(
        """() => document.querySelector('.cc-panel').insertAdjacentHTML('beforeend',
          '<p id="seeded" style="color: #bbb; background: #fff">pale</p><select id="seeded"></select>')"""
    )
    faults, _ = found(lesson)
    lesson.evaluate("() => document.querySelectorAll('#seeded').forEach((part) => part.remove())")
    assert [re.search("<(p|select)", fault)[1] for fault in faults] == ["p", "select"]


# What axe does not measure: the text of drawings, the edges of controls, the ring around what has the focus

CONTRASTS = f"""() => {{ {OURS}
  const pen = document.createElement('canvas').getContext('2d', {{willReadFrequently: true}});
  const over = (...colours) => {{
    for (const colour of colours) {{ pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); }}
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }};
  const paper = (part) => {{
    const behind = [];
    for (let at = part; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
    return ['#fff', ...behind];
  }};
  const contrast = (colour, papers) => {{
    const [light, dark] = [over(...papers, colour), over(...papers)].sort((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  }};
  const texts = [...document.querySelectorAll('.cc-panel svg text')].filter(seen).map((text) =>
    [contrast(getComputedStyle(text).fill, paper(text.closest('svg').parentElement)), 4.5, text.textContent]);
  const edged = ours.filter((part) => part.matches('select, input:not([type=radio], [type=range])'));
  const edges = edged.map((part) => [contrast(getComputedStyle(part).borderTopColor, paper(part.parentElement)), 3, named(part)]);
  const rings = ours.filter((part) => part.matches('input, button, summary, select')).map((part) =>
    [contrast(getComputedStyle(part).getPropertyValue('--cc-accent'), paper(part.parentElement)), 3, `ring: ${{named(part)}}`]);
  return [...texts, ...edges, ...rings];
}}"""


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_drawn_text_edges_and_rings_stand_out(lesson, theme):
    paint(lesson, theme)
    measured = lesson.evaluate(CONTRASTS)
    assert len(measured) > 5 * lesson.locator(".cc-panel").count()
    assert [(round(contrast, 2), what) for contrast, least, what in measured if contrast < least] == []


# A small phone

NOTEBOOK = "document.querySelector('.jp-WindowedPanel-outer')"


def test_nothing_is_wider_than_its_cell_and_nothing_is_cut(lesson, width):
    wider = lesson.evaluate(
        f"""() => {{ {OURS}
          const out = (inner, outer) => inner.left < outer.left - 1 || inner.right > outer.right + 1;
          const box = (part) => part.getBoundingClientRect();
          const inside = ours.filter((part) => !part.closest('.cc-scroll') || part.matches('.cc-scroll'));
          const texts = [...document.querySelectorAll('.cc-panel svg text')].filter((text) => seen(text) && text.textContent);
          return [
            ...inside.filter((part) => out(box(part), box(part.closest('.jp-OutputArea-output')))).map(named),
            ...inside.filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX === 'hidden')
              .map((part) => `cut: ${{named(part)}}`),
            ...texts.filter((text) => out(box(text), box(text.closest('.cc-chart, .cc-sketch'))))
              .map((text) => `cut: ${{text.textContent}}`),
          ];
        }}"""
    )
    assert wider == []


def test_the_lesson_does_not_move_sideways(lesson, width):
    """Not even by the line of code that a folded cell shows."""
    assert lesson.evaluate("() => (({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(%s)" % NOTEBOOK) == 0


def test_no_label_of_an_axis_runs_into_the_next(lesson, width):
    touching = lesson.evaluate(
        """() => [...document.querySelectorAll('.cc-chart .xaxislayer-above, .cc-chart .xaxislayer, .cc-grid')].flatMap((axis) => {
          const labels = [...axis.querySelectorAll('.xtick text, :scope > [text-anchor=middle]')];
          const boxes = labels.map((label) => label.getBoundingClientRect());
          const turned = boxes.map(({width, height}, at) => height > width && labels[at].textContent.length > 1
            && !labels[at].querySelector('tspan'));
          return labels.filter((_, at) => turned[at] || (at && boxes[at].left < boxes[at - 1].right + 2)).map((l) => l.textContent);
        })"""
    )
    assert touching == []


def test_every_target_is_large_enough_for_a_thumb(lesson, width):
    small = lesson.evaluate(
        f"""() => {{ {OURS}
          const boxes = ours.filter((part) => part.matches('input, select, button, summary, .cc-pill label'))
            .map((part) => [part.getBoundingClientRect(), named(part)]);
          return boxes.filter(([{{width, height}}]) => Math.min(width, height) < 24).map(([, name]) => name);
        }}"""
    )
    assert small == []


# Motion

MOVING = f"""() => {{ {OURS}
  const parts = [...ours, ...document.querySelectorAll('.cc-panel svg *')];
  const moves = (style) => style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
  return parts.filter((part) => moves(getComputedStyle(part)) || moves(getComputedStyle(part, '::before'))).length;
}}"""


@pytest.mark.parametrize("lesson", [STAGES["en, after them"]], indirect=True)
def test_nothing_moves_by_itself_for_those_who_asked_for_rest(lesson):
    lesson.emulate_media(reduced_motion="reduce")
    resting = lesson.evaluate(MOVING)
    lesson.emulate_media(reduced_motion="no-preference")
    moving = lesson.evaluate(MOVING)
    lesson.emulate_media(reduced_motion=None)
    assert resting == 0 < moving


# By keyboard alone

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
        values = "[...part.closest('.cc-panel').querySelectorAll('[type=range], :checked')].map((input) => input.value).join()"
        moved = self.focused(values)
        self.press("Enter")
        changed = f"before => {{ const part = document.activeElement; return {values} !== before; }}"
        self.page.wait_for_function(changed, arg=moved, timeout=5_000)


@pytest.mark.parametrize(
    ("name", "uses"),
    [
        ("late", {"choose", "draw", "commit", "check", "slide", "switch", "unfold", "save", "reset"}),
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
