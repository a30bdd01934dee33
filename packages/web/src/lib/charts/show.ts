/** When a chart is drawn: when it comes near, in other colours, with fonts that have come, before it is printed. Knows no chart. */
import type { Look } from './space.ts';

/** A chart on its canvas; `again` draws it once more at once. */
export interface Shown {
  destroy(): void;
  again?(): void;
}

export type Draw = (canvas: HTMLCanvasElement, look: Look) => Promise<Shown>;

/** So many pixels before a chart comes into sight. */
const nearBy = '200px';

/** Pixels between the margins of A4. */
export const paperWidth = 680;

/** A canvas holds one chart: the next one waits until what was asked before it has been drawn or taken away. */
const underWay = new WeakMap<HTMLCanvasElement, Promise<void>>();

/** Draws on `canvas` as soon as it is needed. Gives back how to end. */
export function showWhenNear(canvas: HTMLCanvasElement, draw: Draw, look: Look): () => void {
  let shown: Shown | undefined;
  let isAsked = false;
  let isGone = false;
  let isPrinting = false;

  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    near.disconnect();
    const turn = (underWay.get(canvas) ?? Promise.resolve()).then(drawn);
    underWay.set(
      canvas,
      turn.catch(() => {}),
    );
  };
  const drawn = async () => {
    if (isGone) return;
    const drawing = await draw(canvas, look);
    if (isGone) return drawing.destroy();
    shown = drawing;
    canvas.dataset.drawn = 'true';
    // A font or another scheme may have come while the program of the charts was on its way.
    if (isPrinting) inLight(again);
    else void document.fonts.ready.then(again);
  };
  const again = () => {
    if (isGone || !shown) return;
    if (shown.again) return shown.again();
    shown.destroy();
    [shown, isAsked] = [undefined, false];
    ask();
  };
  // Paper is light and narrower than most screens: that is how a chart is drawn before it is printed.
  const space = canvas.parentElement!;
  const beforePrint = () => {
    isPrinting = true;
    space.style.width = `${Math.min(space.clientWidth, paperWidth)}px`;
    if (shown) inLight(again);
    else ask();
  };
  const afterPrint = () => {
    isPrinting = false;
    space.style.width = '';
    again();
  };
  const schemeChanged = () => {
    if (!isPrinting) again();
  };

  const near = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && ask(), { rootMargin: nearBy });
  near.observe(canvas);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', schemeChanged);
  const theme = new MutationObserver(schemeChanged);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);
  return () => {
    isGone = true;
    near.disconnect();
    scheme.removeEventListener('change', schemeChanged);
    theme.disconnect();
    window.removeEventListener('beforeprint', beforePrint);
    window.removeEventListener('afterprint', afterPrint);
    shown?.destroy();
    delete canvas.dataset.drawn;
  };
}

/** The colours are those of the root: it is light while a chart is drawn for paper, and at once as before. */
export function inLight(draw: () => void): void {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  dataset.theme = 'light';
  draw();
  if (theme === undefined) delete dataset.theme;
  else dataset.theme = theme;
}
