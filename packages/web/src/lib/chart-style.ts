/** How the cost chart looks: tokens of the style sheet as colours and fonts that a canvas understands. */
import type { Margins } from './chart.ts';

/** Without room for names beside the plot, on a phone. */
export const isNarrow = (margins: Margins) => margins.right < narrowest;
const narrowest = 100;

export function family(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--font-text');
}

/** The colour behind a token in the present scheme: a canvas cannot read light-dark(). */
export function colours(canvas: HTMLCanvasElement): (name: string) => string {
  return (name) => {
    canvas.style.color = `var(--${name})`;
    return getComputedStyle(canvas).color;
  };
}
