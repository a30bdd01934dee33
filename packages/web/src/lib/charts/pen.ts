/** What the labels of the charts are written and drawn with: text with a halo of paper, marks of the options, hatching. */
import type { Quote } from '@ordiplan/planner';
import { family } from '../chart-style.ts';
import { colourToken } from '../marks.ts';

/** The colour behind a token. */
export type Colour = (name: string) => string;

export interface Style {
  readonly bold?: boolean;
  readonly align?: CanvasTextAlign;
  /** A token. */
  readonly tone?: string;
  /** The token of the surface that it stands on. */
  readonly halo?: string;
}

export interface Pen {
  readonly size: number;
  readonly width: (text: string, bold?: boolean) => number;
  /** Gives the width of the text back. */
  readonly write: (text: string, x: number, y: number, style?: Style) => number;
  /** Writes the text in as many lines as it needs, the last of which ends at `y`; at most two, the second cut. */
  readonly writeWithin: (text: string, at: { x: number; y: number; width: number }, style?: Style) => void;
  /** The mark of an option with its upper left corner at x, y; gives its width back. */
  readonly mark: (mark: Quote['mark'], x: number, y: number) => number;
}

/** Pixels of a mark. */
export const markHeight = 18;

export function penOf(ctx: CanvasRenderingContext2D, colour: Colour, isNarrow: boolean): Pen {
  const size = isNarrow ? 12 : 13;
  const font = (bold: boolean) => `${bold ? 600 : 400} ${size}px ${family()}`;
  const width = (text: string, bold = false) => {
    ctx.save();
    ctx.font = font(bold);
    const wide = ctx.measureText(text).width;
    ctx.restore();
    return wide;
  };
  const write: Pen['write'] = (text, x, y, { bold = false, align = 'left', tone = 'ink', halo = 'paper' } = {}) => {
    ctx.save();
    ctx.font = font(bold);
    ctx.textAlign = align;
    ctx.textBaseline = 'alphabetic';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4;
    ctx.strokeStyle = colour(halo);
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour(tone);
    ctx.fillText(text, x, y);
    ctx.restore();
    return width(text, bold);
  };
  return {
    size,
    width,
    write,
    writeWithin: (text, { x, y, width: room }, style = {}) => {
      const [first, second] = lines(text, (part) => width(part, style.bold) <= room);
      if (second === undefined) return write(first, x, y, style);
      write(first, x, y - size - 2, style);
      return write(second, x, y, style);
    },
    mark: (mark, x, y) => {
      ctx.save();
      ctx.font = `700 ${size}px ${family()}`;
      const wide = Math.max(markHeight, ctx.measureText(mark).width + 8);
      ctx.fillStyle = colour(colourToken[mark]);
      ctx.fillRect(x, y, wide, markHeight);
      ctx.fillStyle = colour('on-option');
      ctx.textAlign = 'center';
      ctx.textBaseline = 'alphabetic';
      ctx.fillText(mark, x + wide / 2, y + 13.5);
      ctx.restore();
      return wide;
    },
  };
}

/** Breaks a text at spaces into one or two lines; what does not fit into the second is cut with an ellipsis. */
export function lines(text: string, fits: (part: string) => boolean): [string, string?] {
  if (fits(text)) return [text];
  const words = text.split(' ');
  if (words.length === 1) return [shortened(text, fits)];
  let count = words.length - 1;
  while (count > 1 && !fits(words.slice(0, count).join(' '))) count--;
  const rest = words.slice(count).join(' ');
  return [shortened(words.slice(0, count).join(' '), fits), shortened(rest, fits)];
}

/** A text with an ellipsis where it does not fit. */
export function shortened(text: string, fits: (part: string) => boolean): string {
  if (fits(text)) return text;
  let end = text.length - 1;
  while (end > 1 && !fits(`${text.slice(0, end).trimEnd()}…`)) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Hatching at 45° in a colour, on paper. */
export function hatching(ctx: CanvasRenderingContext2D, line: string, paper: string): CanvasPattern {
  const step = 6;
  // The pattern is in pixels of the device; drawn twice as fine it stays crisp where a pixel of the page is two of them.
  const tile = document.createElement('canvas');
  tile.width = tile.height = step * 2;
  const pen = tile.getContext('2d')!;
  pen.scale(2, 2);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, step, step);
  pen.strokeStyle = line;
  pen.lineWidth = 1.5;
  for (const shift of [-step, 0, step]) {
    pen.beginPath();
    pen.moveTo(shift - 1, step + 1);
    pen.lineTo(shift + step + 1, -1);
    pen.stroke();
  }
  const pattern = ctx.createPattern(tile, 'repeat')!;
  pattern.setTransform(new DOMMatrix().scale(0.5));
  return pattern;
}

/** A small box of a key: how a part looks, and its word. Gives the whole width back. */
export function keyBox(
  ctx: CanvasRenderingContext2D,
  pen: Pen,
  { x, y, fill, stroke, text }: { x: number; y: number; fill: string | CanvasPattern; stroke: string; text: string },
): number {
  ctx.save();
  ctx.fillStyle = fill;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1;
  ctx.fillRect(x, y - 10, 14, 10);
  ctx.strokeRect(x + 0.5, y - 9.5, 13, 9);
  ctx.restore();
  return 20 + pen.write(text, x + 20, y, { tone: 'ink-2' }) + 16;
}
