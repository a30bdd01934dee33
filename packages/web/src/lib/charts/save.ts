/** Hands a chart to the visitor as a picture or as a table, made in the browser: nothing is sent anywhere. */
import { family } from '../chart-style.ts';
import type { Colour } from './pen.ts';

/** Pixels of the picture for one of the page. */
const sharpness = 2;
const margin = 16;
const footLine = 20;

/** The chart on paper, its title and what it is worth written below, in the lines that they need. */
export function picture(
  canvas: HTMLCanvasElement,
  { title, note, colour }: { title: string; note: string; colour: Colour },
): HTMLCanvasElement {
  const { clientWidth: width, clientHeight: height } = canvas;
  const sheet = document.createElement('canvas');
  const ctx = sheet.getContext('2d')!;
  const font = (weight: number) => `${weight} 14px ${family()}`;
  ctx.font = font(600);
  const foot = [
    ...wrapped(ctx, title, width).map((text) => ({ text, weight: 600 })),
    ...wrapped(ctx, note, width).map((text) => ({ text, weight: 400 })),
  ];
  sheet.width = (width + 2 * margin) * sharpness;
  sheet.height = (height + 2 * margin + (foot.length + 0.5) * footLine) * sharpness;
  ctx.scale(sharpness, sharpness);
  ctx.fillStyle = colour('paper');
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(canvas, margin, margin, width, height);
  for (const [i, { text, weight }] of foot.entries()) {
    ctx.font = font(weight);
    ctx.fillStyle = colour(weight === 600 ? 'ink' : 'ink-2');
    ctx.fillText(text, margin, margin + height + (i + 1.25) * footLine);
  }
  return sheet;
}

function wrapped(ctx: CanvasRenderingContext2D, text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((all, word) => {
    const last = all.at(-1);
    const longer = `${last} ${word}`;
    return last !== undefined && ctx.measureText(longer).width <= width ? [...all.slice(0, -1), longer] : [...all, word];
  }, []);
}

export async function savePicture(sheet: HTMLCanvasElement, name: string): Promise<void> {
  const file = await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve, 'image/png'));
  if (file) saveFile(file, `${name}.png`);
}

export function saveTable(text: string, name: string): void {
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}

function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
