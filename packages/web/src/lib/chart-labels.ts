/** A plug-in for chart.js that writes the labels of the cost chart where things happen. */
import type { Chart, Plugin } from 'chart.js';
import { euroText, net, words as plannerWords, type Language, type Quote } from '@ordiplan/planner';
import { points, type CostPicture } from './chart.ts';
import type { ChartContext } from './cost-chart.ts';
import { colours, family, isNarrow } from './chart-style.ts';
import { colourToken } from './marks.ts';
import type { UiWords } from './words.ts';

type Plot = Chart<'line', { x: number; y: number }[]>;

export function labels(picture: CostPicture, colour: (name: string) => string, { language, words, margins }: ChartContext): Plugin<'line'> {
  return {
    id: 'labels',
    afterDatasetsDraw(chart) {
      const plot = chart as unknown as Plot;
      const pen = plotPen(plot, colour);
      drawDays(plot, pen, picture, { colour, words });
      for (const quote of picture.shown) drawSteps(plot, pen, quote, { picture, language, words, narrowPlot: isNarrow(margins) });
      pen.write(
        words.practices,
        plot.chartArea.right + (!isNarrow(margins) ? 14 : 0),
        plot.chartArea.bottom + (!isNarrow(margins) ? 22 : 36),
        { tone: 'ink-2', align: !isNarrow(margins) ? 'left' : 'right' },
      );
      nameBand(plot, pen, picture, words);
      if (!isNarrow(margins)) drawNames(plot, pen, picture, { colour, language });
    },
  };
}

interface Pen {
  /** Text with a halo of paper, so that it stays readable on lines. */
  readonly write: (text: string, x: number, y: number, style?: { bold?: boolean; align?: CanvasTextAlign; tone?: string }) => number;
}

function plotPen({ ctx }: Plot, colour: (name: string) => string): Pen {
  return {
    write(text, x, y, { bold = false, align = 'left', tone = 'ink' } = {}) {
      ctx.save();
      ctx.font = `${bold ? 600 : 400} 13px ${family()}`;
      ctx.textAlign = align;
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4;
      ctx.strokeStyle = colour('paper');
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colour(tone);
      ctx.fillText(text, x, y);
      const width = ctx.measureText(text).width;
      ctx.restore();
      return width;
    },
  };
}

/** Today and in twelve months: dotted verticals, a yellow strip on the axis, a yellow point on the main line. */
function drawDays(
  { ctx, scales, chartArea }: Plot,
  pen: Pen,
  { today, then, main }: CostPicture,
  { colour, words }: { colour: (name: string) => string; words: UiWords },
) {
  const x = scales.x!;
  const [from, to] = [x.getPixelForValue(Math.min(today, then)), x.getPixelForValue(Math.max(today, then))];
  ctx.save();
  ctx.setLineDash([1, 3]);
  ctx.strokeStyle = colour('ink');
  for (const at of new Set([today, then])) {
    ctx.beginPath();
    ctx.moveTo(x.getPixelForValue(at), chartArea.top - 6);
    ctx.lineTo(x.getPixelForValue(at), chartArea.bottom);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.fillStyle = colour('mark');
  ctx.fillRect(from, chartArea.bottom - 5, Math.max(3, to - from), 10);
  ctx.strokeRect(from, chartArea.bottom - 5, Math.max(3, to - from), 10);
  const cost = points(main).findLast((point) => point.x <= today && today <= point.step.to);
  if (cost) {
    ctx.beginPath();
    ctx.arc(x.getPixelForValue(today), scales.y!.getPixelForValue(cost.y), 6, 0, 2 * Math.PI);
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  ctx.restore();
  // Both labels stand clear of each other: one to the left of its line, one to the right, if they are close.
  const isClose = to - from < 150;
  pen.write(words.today(today), x.getPixelForValue(today) + (isClose ? 4 : 0), chartArea.top - 12, {
    bold: true,
    align: isClose && from > 90 ? 'right' : isClose ? 'left' : 'center',
  });
  if (then !== today && (!isClose || from > 90))
    pen.write(words.inAYear(then), x.getPixelForValue(then) - 2, chartArea.top - 12, { bold: true, align: isClose ? 'left' : 'center' });
}

/** The name of the band, inside its widest part; none where it is too narrow to hold it. */
function nameBand({ scales }: Plot, pen: Pen, { main, band, maxTenants }: CostPicture, words: UiWords) {
  const steps = points(main);
  const i = band.findLastIndex((range, k) => steps[k + 1] !== undefined && range.p90 > range.p10);
  const [range, before, after] = [band[i], steps[i], steps[i + 1]];
  if (!range || !before || !after) return;
  const [left, right] = [scales.x!.getPixelForValue(after.x), scales.x!.getPixelForValue(Math.min(range.p90, maxTenants))];
  const text = words.band(main.mark);
  if (right - left > 110)
    pen.write(text, right - 8, scales.y!.getPixelForValue((before.y + after.y) / 2) + 10, { align: 'right', tone: colourToken[main.mark] });
}

/** Every step where it happens: count, size, price step. Lines that leave the scale end in an arrow. */
function drawSteps(
  { ctx, scales }: Plot,
  pen: Pen,
  quote: Quote,
  { picture, language, words, narrowPlot }: { picture: CostPicture; language: Language; words: UiWords; narrowPlot: boolean },
) {
  const isMain = quote.id === picture.main.id;
  if (quote.mark === 'Solo' && !isMain) return;
  const steps = points(quote);
  const hasLeft = steps.some(({ y }) => y > picture.maxEuro);
  if (hasLeft) return drawExit({ ctx, scales }, pen, steps, { picture, quote, language, words, narrowPlot });
  for (const { at, priceStep, to } of quote.upgradePoints) {
    const after = steps.find(({ x }) => x === at);
    // Steps that lie behind need no label; the present size stands in the chain below.
    if (!after || !priceStep || to === undefined || at <= picture.today) continue;
    const [x, y] = [scales.x!.getPixelForValue(at) + 6, scales.y!.getPixelForValue(after.y) - 8];
    const start = narrowPlot || !isMain ? (narrowPlot ? '' : `${words.fromCount(at)} `) : `${words.fromCount(at)} ${to} `;
    const width = start === '' ? 0 : pen.write(start, x, y);
    pen.write(`+${euroText(priceStep, language)}`, x + width, y, { bold: true });
  }
}

function drawExit(
  { ctx, scales }: Pick<Plot, 'ctx' | 'scales'>,
  pen: Pen,
  steps: ReturnType<typeof points>,
  {
    picture,
    quote,
    language,
    words,
    narrowPlot,
  }: { picture: CostPicture; quote: Quote; language: Language; words: UiWords; narrowPlot: boolean },
) {
  const over = steps.filter(({ y }) => y > picture.maxEuro);
  const x = scales.x!.getPixelForValue(over[0]!.x);
  const top = scales.y!.getPixelForValue(picture.maxEuro);
  ctx.save();
  ctx.beginPath();
  ctx.moveTo(x - 5, top + 7);
  ctx.lineTo(x, top);
  ctx.lineTo(x + 5, top + 7);
  ctx.strokeStyle = ctx.fillStyle = colours(ctx.canvas)(colourToken[quote.mark]);
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.restore();
  const figures = over
    .slice(0, narrowPlot ? 1 : 3)
    .map(({ x: at, y }) => `${euroText(net(y.toFixed(2), 'month'), language, 0)} ${words.fromCount(at)}`);
  drawMark({ ctx }, quote, x + 12, top + 4);
  pen.write(`${words.offScale}: ${figures.join(', ')}`, x + 38, top + 18);
}

function drawNames(
  { ctx, scales, chartArea }: Plot,
  pen: Pen,
  picture: CostPicture,
  { colour, language }: { colour: (name: string) => string; language: Language },
) {
  let lowest = -Infinity;
  const ends = picture.shown
    .map((quote) => ({ quote, end: points(quote).at(-1) }))
    .filter(({ end }) => end && end.y <= picture.maxEuro)
    .sort((a, b) => b.end!.y - a.end!.y);
  for (const { quote, end } of ends) {
    const endX = Math.min(scales.x!.getPixelForValue(end!.step.to), chartArea.right);
    const endY = scales.y!.getPixelForValue(end!.y);
    ctx.fillStyle = colour(colourToken[quote.mark]);
    ctx.fillRect(endX - 1, endY - 7, 2.5, 14);
    const y = Math.max(endY, lowest + 22);
    lowest = y;
    const width = drawMark({ ctx }, quote, endX + 10, y - 9);
    pen.write(plannerWords[language].optionName[quote.option], endX + 16 + width, y + 4, { bold: quote.id === picture.main.id });
  }
}

function drawMark({ ctx }: Pick<Plot, 'ctx'>, quote: Quote, x: number, y: number): number {
  const colour = colours(ctx.canvas);
  ctx.save();
  ctx.font = `700 13px ${family()}`;
  const width = Math.max(18, ctx.measureText(quote.mark).width + 8);
  ctx.fillStyle = colour(colourToken[quote.mark]);
  ctx.fillRect(x, y, width, 18);
  ctx.fillStyle = colour('on-option');
  ctx.textAlign = 'center';
  ctx.fillText(quote.mark, x + width / 2, y + 13.5);
  ctx.restore();
  return width;
}
