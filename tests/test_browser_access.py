"""The lessons for everyone: by ear, in either theme, without motion, on a small phone.

Widgets are discovered, never counted, so that the lessons may grow.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${theme}`})"
THEMED = """light => document.body.dataset.jpThemeLight === light && [...document.querySelectorAll('.js-plotly-plot')].every(
  (chart) => chart.layout.font.color === getComputedStyle(chart).color)"""
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
    page.wait_for_timeout(300)  # what plotly draws later


STAGES = {
    f"{language}, {when}": ("late", language, when) for language in ("en", "zh") for when in ("before the guesses", "after them")
}
STAGES |= {f"{name}, {language}, after them": (name, language, "after them") for name in ("minimum", "record") for language in ("en", "zh")}


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
    page.set_viewport_size({"width": width, "height": 20_000})
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
          const labels = [...axis.querySelectorAll('.xtick text, :scope > [text-anchor=middle]')]
            .sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left);
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
