import { readTheme } from "./theme.js";

/** Draws charts, and draws them again when the window, the colour scheme or the medium changes. */
export function drawAlways(mounted) {
  function drawAll() {
    const theme = readTheme();
    for (const { chart, draw } of mounted) {
      chart.resize();
      draw(theme);
      chart.getZr().flush();
    }
  }

  /** Paper is light, and shows what is folded away on screen. */
  function paper(on) {
    document.documentElement.classList.toggle("paper", on);
    for (const details of document.querySelectorAll("details")) details.open = on;
    drawAll();
  }

  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  addEventListener("resize", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
}

/** Buttons of which one is pressed; `choose` is told which, then the charts given are drawn again. */
export function mountSelector(what, drawn, choose) {
  document.getElementById(`${what}-selector`)?.addEventListener("click", ({ target }) => {
    if (target.dataset[what] === undefined) return;
    choose(target.dataset[what]);
    for (const button of target.parentElement.children) button.ariaPressed = String(button === target);
    for (const { draw } of drawn) draw(readTheme());
  });
}
