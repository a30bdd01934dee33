/** Money against outage: the mark of each design at its place, a ring where another one beats it, and the front as a stepped line. */
import type { Chart } from 'chart.js';
import { words as plannerWords, type Comparison, type Quote } from '@ordiplan/planner';
import { colourToken } from '../marks.ts';
import { axisNames, frontEdge, frontPoints, type FrontPoint } from './front.ts';
import { markHeight, type Pen } from './pen.ts';
import { nameAxes, placer, planeOptions, stepBoxes, type PlaneLook } from './plane.ts';
import { labels, plot, type Drawing } from './plot.ts';
import { hourTick, type Look } from './space.ts';
import { chartWords, euroTick } from './words.ts';

type At = { x: number; y: number };

export function drawPareto(canvas: HTMLCanvasElement, comparison: Comparison, { language, isNarrow }: Look): Drawing {
  const points = frontPoints(comparison);
  const edge = frontEdge(points);
  const peak = Math.max(0, ...points.map(({ down }) => down));
  return plot<'line'>(canvas, (colour) => {
    const look = { colour, isNarrow };
    return {
      type: 'line',
      data: {
        datasets: [
          {
            data: edge,
            stepped: 'before',
            borderColor: colour('ink'),
            borderWidth: 1.5,
            borderDash: [1, 3],
            pointRadius: 0,
          },
          { data: points.map(({ paid, down }) => ({ x: paid, y: down })), showLine: false, pointRadius: 0 },
        ],
      },
      options: planeOptions(look, {
        x: (value, isLast) => euroTick(value, isLast, language),
        y: (value, isLast) => hourTick(value, { peak, isLast, language }),
        right: isNarrow ? 12 : 40,
      }),
      plugins: [labels<'line'>(look, (chart, pen) => drawPoints(chart, pen, { points, edge, comparison }, { ...look, language }))],
    };
  });
}

const ringRadius = 5;

interface Shown {
  readonly points: readonly FrontPoint[];
  readonly edge: readonly At[];
  readonly comparison: Comparison;
}

function drawPoints(chart: Chart<'line'>, pen: Pen, { points, edge, comparison }: Shown, look: PlaneLook & Pick<Look, 'language'>): void {
  const names = axisNames(comparison, look.language);
  const words = chartWords[look.language];
  nameAxes(chart, pen, { x: `${names.paid}, ${words.aMonthWord}`, y: names.down });
  const places = points.map((point) => ({
    point,
    x: chart.scales.x!.getPixelForValue(point.paid),
    y: chart.scales.y!.getPixelForValue(point.down),
  }));
  const first = (beaten: boolean) => places.filter(({ point }) => point.isBeaten === beaten);
  for (const { point, x, y } of first(false)) drawMark(chart, pen, { point, x, y }, look);
  // A ring lies above a mark, so that it is seen where both are nearly the same.
  for (const { point, x, y } of first(true)) drawRing(chart, { x, y }, look.colour(colourToken[point.quote.mark]), look);
  const write = placer(chart, pen, [...places.map(({ point, x, y }) => boxOf(pen, point, { x, y })), ...stepBoxes(chart, edge)]);
  // The recommended one gets its name first, then who is not beaten; the rings get what room is left.
  for (const { point, x, y } of [
    ...first(false).sort((a, b) => Number(b.point.isRecommended) - Number(a.point.isRecommended)),
    ...first(true),
  ]) {
    const style = point.isRecommended ? { bold: true } : point.isBeaten ? { tone: 'ink-2' } : {};
    write(nameOf(point.quote, point.isBeaten, look.language), { x, y, distance: boxOf(pen, point, { x, y }).width / 2 + 5 }, style);
  }
  const [top] = edge;
  if (top)
    write(
      words.front,
      { x: chart.scales.x!.getPixelForValue(top.x), y: chart.scales.y!.getPixelForValue(top.y) + 8, distance: 6 },
      { tone: 'ink-2' },
    );
}

/** Beside a mark the design, at a ring also its letter. */
function nameOf({ id, mark }: Quote, isBeaten: boolean, language: Look['language']): string {
  const name = plannerWords[language].planName[id];
  return isBeaten ? `${mark}: ${name}` : name;
}

function boxOf(pen: Pen, { quote, isBeaten, isRecommended }: FrontPoint, { x, y }: At) {
  const half = isBeaten ? ringRadius + 1 : Math.max(markHeight, pen.width(quote.mark, true) + 8) / 2 + (isRecommended ? 4 : 0);
  const high = isBeaten ? half : markHeight / 2 + (isRecommended ? 4 : 0);
  return { x: x - half, y: y - high, width: 2 * half, height: 2 * high };
}

function drawRing({ ctx }: Chart<'line'>, { x, y }: At, line: string, { colour }: PlaneLook): void {
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, ringRadius, 0, 2 * Math.PI);
  ctx.strokeStyle = colour('paper');
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.strokeStyle = line;
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.restore();
}

/** The letter of a design; on a yellow surface if it is recommended. */
function drawMark({ ctx }: Chart<'line'>, pen: Pen, { point, x, y }: At & { point: FrontPoint }, { colour }: PlaneLook): void {
  const box = boxOf(pen, point, { x, y });
  if (point.isRecommended) {
    ctx.save();
    ctx.fillStyle = colour('mark');
    ctx.fillRect(box.x, box.y, box.width, box.height);
    ctx.restore();
  }
  const inner = point.isRecommended ? 4 : 0;
  pen.mark(point.quote.mark, box.x + inner, box.y + inner);
}
