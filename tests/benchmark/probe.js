// Times what a learner sees: from a key press to the painted chart, what a drag shows, when a sweep has arrived.
window.probe = (() => {
  const frame = () => new Promise(requestAnimationFrame);
  const after = (ms) => new Promise((done) => setTimeout(done, ms));
  let target;

  /** Changes if and only if something else is drawn; empty while nothing is. */
  const picture = () => {
    const element = document.querySelector(target);
    if (!element) return "";
    const paths = [...element.querySelectorAll(".scatterlayer path")];
    const drawn = (path) => `${path.getAttribute("d")}${path.getAttribute("transform")}${path.style.transform}`;
    return paths.length ? paths.map(drawn).join("|") : element.matches(".js-plotly-plot, .cc-chart") ? "" : element.textContent;
  };
  /** Calls `look` with each new picture until it is told to stop. */
  const watch = (look) => {
    let last = picture();
    const watcher = new MutationObserver(() => {
      const now = picture();
      if (now && now !== last) look((last = now));
    });
    watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    return () => watcher.disconnect();
  };
  /** The day at which the chart's mark stands. */
  const day = () => {
    const chart = document.querySelector(target), mark = getComputedStyle(chart.querySelector("path.point")).transform;
    return Math.round(chart._fullLayout.xaxis.p2c(new DOMMatrix(mark).e));
  };
  const painted = async () => { await frame(); await frame(); return performance.now(); };

  return {
    picture,
    look: (selector) => { target = selector; },
    /** Ready for one key press: `pressed` resolves to the milliseconds from key to paint. */
    arm() {
      let start;
      document.addEventListener("keydown", () => { start = performance.now(); }, { capture: true, once: true });
      this.pressed = new Promise((done, fail) => {
        const stop = watch(async () => { stop(); done((await painted()) - start); });
        setTimeout(fail, 10_000, Error("A key press changed nothing."));
      });
    },
    /** Drags `slider` from stop to stop of `path`, 60 a second, `days` being the stops' values: milliseconds from
     * the last event until all was painted, and each day drawn that the hand had left two frames before. */
    async drag(slider, path, days) {
      const hand = [], left = [], begun = performance.now();
      let changed = begun, pictures = 0;
      const stop = watch(() => {
        changed = performance.now();
        pictures += 1;
        const lately = hand.filter(({ until }) => until > changed - 34).map(({ day }) => day);
        if (!lately.includes(day())) left.push([day(), ...lately]);
      });
      for (const [index, place] of path.entries()) {
        while (performance.now() - begun < (1000 * index) / 60) await after(1);
        if (hand.length) hand.at(-1).until = performance.now();
        hand.push({ day: days[place], until: Infinity });
        slider.value = place;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }
      const end = performance.now();
      await after(2000);
      stop();
      return { settled: Math.max(0, changed - end), pictures, left, shown: day(), hand: hand.at(-1).day };
    },
    /** When, after now, so many swept states had come over the page's websockets. */
    async arrived(count) {
      const begun = performance.now(), before = window.swept.length;
      while (window.swept.length - before < count && performance.now() - begun < 10_000) await after(5);
      return (window.swept[before + count - 1] ?? Infinity) - begun;
    },
  };
})();
