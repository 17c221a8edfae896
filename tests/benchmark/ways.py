"""The ways to draw that are compared: each a notebook's cells, its slider, and where its picture is.

All show the lesson's figure, the same traces at the same stops. The frame and the calls do without the kernel.
"""

from dataclasses import dataclass

_SHARED = """
import anywidget, ipywidgets, traitlets
import plotly.graph_objects as go
from toolkit.panels import plotly_js
from toolkit.panels.late_bill import DAYS_LATE, draw, late_bill
START, LAST = DAYS_LATE.index(30), len(DAYS_LATE) - 1
def chart(index): return draw("bank_card", 5_000, DAYS_LATE[index], True).chart
"""

_FRAME = """
class Frame(anywidget.AnyWidget):
    _esm = '''
    export default { render({ el }) {
      el.innerHTML = `<input type="range" max="%d" data-lm-suppress-shortcuts="true"><p class="floor">0</p>`;
      const [input, text] = el.children;
      input.value = 0;
      el.dataset.lmSuppressShortcuts = "true";
      input.addEventListener("input", () => requestAnimationFrame(() => { text.textContent = input.value; }));
    } };
    ''' % LAST
Frame()
"""

_BARE = """
class Bare(anywidget.AnyWidget):
    _esm = '''
    export default { async render({ model, el }) {
      el.innerHTML = `<input type="range" max="%d" data-lm-suppress-shortcuts="true"><div class="floor"></div>`;
      const [input, chart] = el.children, slot = (globalThis[model.get("slot")] ??= {});
      el.dataset.lmSuppressShortcuts = "true";
      input.value = model.get("index");
      slot.loaded ??= new Promise((resolve) => { slot.resolve = resolve; });
      const Plotly = await slot.loaded;
      const config = { staticPlot: true, displayModeBar: false };
      const draw = () => {
        const { data, layout } = model.get("figure");
        Plotly.react(chart, data, { ...layout, width: 900, height: 380 }, config);
      };
      input.addEventListener("input", () => { model.set("index", input.valueAsNumber); model.save_changes(); });
      model.on("change:figure", draw);
      draw();
    } };
    ''' % LAST
    slot = traitlets.Unicode(plotly_js.SLOT).tag(sync=True)
    index = traitlets.Int(START).tag(sync=True)
    figure = traitlets.Dict(chart(START)).tag(sync=True)
    @traitlets.observe("index")
    def _move(self, change): self.figure = chart(change.new)
plotly_js.load(); Bare()
"""

_FIGURE_WIDGET = """
figure, slider = go.FigureWidget(chart(START)), ipywidgets.IntSlider(value=START, max=LAST)
def move(change):
    now = chart(change.new)
    with figure.batch_update():
        for trace, given in zip(figure.data, now["data"]): trace.update(given)
        figure.update_layout(now["layout"])
slider.observe(move, "value")
ipywidgets.VBox([slider, figure])
"""

_INTERACT = """
@ipywidgets.interact(index=ipywidgets.IntSlider(value=START, max=LAST))
def show(index): go.Figure(chart(index)).show()
"""

_CALL = """
class Call(anywidget.AnyWidget):
    _esm = '''
    const AT_ONCE = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };
    const calls = {
      react: (Plotly, chart, { data }, traces, rest) => Plotly.react(chart, data, ...rest),
      restyle: (Plotly, chart, { data }, traces) =>
        Plotly.restyle(chart, { x: data.map(({ x }) => x), y: data.map(({ y }) => y) }, traces),
      animate: (Plotly, chart, { data }, traces) =>
        Plotly.animate(chart, { data: data.map(({ x, y }) => (x ? { x, y } : { y })), traces }, AT_ONCE),
    };
    export default { async render({ model, el }) {
      el.innerHTML = `<input type="range" max="59" data-lm-suppress-shortcuts="true"><div></div>`;
      const [input, chart] = el.children, slot = (globalThis[model.get("slot")] ??= {}), figures = model.get("figures");
      el.dataset.lmSuppressShortcuts = "true";
      slot.loaded ??= new Promise((resolve) => { slot.resolve = resolve; });
      const Plotly = await slot.loaded, traces = figures[0].data.map((_, index) => index);
      const rest = [{ ...figures[0].layout, width: 900, height: 380 }, { staticPlot: true, displayModeBar: false }];
      await Plotly.newPlot(chart, structuredClone(figures[input.valueAsNumber].data), ...rest);  // it writes into what it is given
      const draw = () => calls[model.get("call")](Plotly, chart, figures[input.valueAsNumber], traces, rest);
      input.addEventListener("input", () => requestAnimationFrame(draw));
    } };
    '''
    slot = traitlets.Unicode(plotly_js.SLOT).tag(sync=True)
    figures = traitlets.List([draw("bank_card", 5_000, day, True).chart for day in range(31, 91)]).tag(sync=True)
    call = traitlets.Unicode().tag(sync=True)
plotly_js.load(); Call(call="%s")
"""

_SWEEP = """
from functools import partial
from toolkit import Panel, Slider
bill = partial(draw, "bank_card", 5_000, compounding=True)
Panel(lambda days: bill(days), Slider(name="days", label="Days late", stops=range(1, 61), value=30))
"""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One notebook: what its cells are, which slider moves it, and where its picture is."""

    name: str
    code: str
    slider: str = "input[type=range]"
    picture: str = ".js-plotly-plot"

    @property
    def cells(self) -> list[str]:
        return [_SHARED, self.code]


FRAME = Way(name="a frame: a text, no kernel", code=_FRAME, picture="p.floor")
BARE = Way(name="bare anywidget, Plotly.react", code=_BARE)
PANEL = Way(name="the lesson's panel", code="late_bill()", slider=".cc-control:nth-child(3) input", picture=".cc-chart")
FIGURE_WIDGET = Way(name="FigureWidget", code=_FIGURE_WIDGET, slider=".noUi-handle")
INTERACT = Way(name="interact", code=_INTERACT, slider=".noUi-handle")
SWEEP = Way(name="a panel of 60 stops", code=_SWEEP, picture=".cc-chart")
CALLS = [Way(name=f"Plotly.{call}", code=_CALL % call) for call in ("react", "restyle", "animate")]
