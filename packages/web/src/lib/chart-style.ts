/** How the cost chart looks: tokens of the style sheet as colours and fonts that a canvas understands. */
import type { Margins } from './chart.ts';

/** Without room for names beside the plot, on a phone. */
export const isNarrow = (margins: Margins) => margins.right < narrowest;
const narrowest = 100;

export function family(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--font-text');
}

/** Colours that were found, by scheme. Asking the browser makes it style the page anew, and a chart asks some hundred times. */
const found = new Map<string, string>();
const schemes = ['(prefers-color-scheme: dark)', 'print', '(forced-colors: active)'];

/** The colour behind a token in the present scheme: a canvas cannot read light-dark(). */
export function colours(canvas: HTMLCanvasElement): (name: string) => string {
  const scheme = [document.documentElement.dataset.theme, ...schemes.map((query) => matchMedia(query).matches)].join();
  return (name) => {
    const key = `${scheme} ${name}`;
    const colour = found.get(key) ?? ask(canvas, name);
    found.set(key, colour);
    return colour;
  };
}

function ask(canvas: HTMLCanvasElement, name: string): string {
  canvas.style.color = `var(--${name})`;
  return getComputedStyle(canvas).color;
}
