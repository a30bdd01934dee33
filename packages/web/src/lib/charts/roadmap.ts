/** 36 months along one path: the bill of each month as a stepped line, every change where it happens, the practices below the axis. */
import type { Chart, ChartDataset } from 'chart.js';
import { numberText, stepText, type Language, type Month, type Path } from '@ordiplan/planner';
import { colourToken } from '../marks.ts';
import type { Pen } from './pen.ts';
import { nameAxes, placer, planeOptions, stepBoxes, type PlaneLook } from './plane.ts';
import { axisFont, labels, plot, type Drawing } from './plot.ts';
import { markOf, monthsBetween, runs, type Run } from './runs.ts';
import type { Look } from './space.ts';
import { chartWords, euroTick } from './words.ts';

const dashes = { Solo: [2, 3], A: [], B: [9, 3], C: [] } as const;

export function drawRoadmap(canvas: HTMLCanvasElement, path: Path, { language, isNarrow }: Look): Drawing {
  const last = path.months.at(-1)!.month;
  const between = monthsBetween(isNarrow);
  return plot<'line'>(canvas, (colour) => {
    const look = { colour, isNarrow };
    return {
      type: 'line',
      data: { datasets: runs(path).map((run) => lineOf(run, look)) },
      options: planeOptions(look, {
        x: (value) => chartWords[language].month(value),
        y: (value, isLast) => euroTick(value, isLast, language),
        right: isNarrow ? 28 : 40,
        bottom: 20,
        maxY: Math.max(0, ...path.months.map(({ net }) => net?.euro.toNumber() ?? 0)) * headroom,
        scaleX: { min: 0, max: last, ticks: ticksOf(look, between, language) },
      }),
      plugins: [labels<'line'>(look, (chart, pen) => drawLabels(chart, pen, path, { ...look, language }))],
    };
  });
}

/** Room for the label of the last step. */
const headroom = 1.15;

function ticksOf({ colour, isNarrow }: PlaneLook, stepSize: number, language: Language) {
  return {
    color: colour('ink-2'),
    font: axisFont(isNarrow),
    stepSize,
    maxRotation: 0,
    autoSkip: false,
    callback: (value: number | string) => chartWords[language].month(Number(value)),
  };
}

/** A piece of the line with one design; dotted in the colour of a stop where its machines are not enough. */
function lineOf({ plan, isEnough, points }: Run, { colour }: PlaneLook): ChartDataset<'line'> {
  const mark = markOf(plan);
  return {
    data: [...points],
    stepped: 'before',
    borderColor: colour(isEnough ? colourToken[mark] : 'stop'),
    borderWidth: isEnough ? 3 : 2.25,
    borderDash: isEnough ? [...dashes[mark]] : [2, 3],
    pointRadius: 0,
  };
}

function drawLabels(chart: Chart<'line'>, pen: Pen, path: Path, look: PlaneLook & { readonly language: Language }): void {
  const { language, colour, isNarrow } = look;
  const words = chartWords[language];
  nameAxes(chart, pen, { x: '', y: words.billAMonth });
  writePractices(chart, pen, path, { between: monthsBetween(isNarrow), language });
  const [first] = path.months;
  const write = placer(
    chart,
    pen,
    runs(path).flatMap(({ points }) => stepBoxes(chart, points)),
  );
  if (first) writeStart(chart, first, { write, colour });
  for (const change of path.changes) {
    const month = path.months[change.month]!;
    if (!month.net) continue;
    const [x, y] = [chart.scales.x!.getPixelForValue(change.month), chart.scales.y!.getPixelForValue(month.net.euro.toNumber())];
    drawTick(chart, x, colour('ink'));
    const step = change.priceStep ? stepText(change.priceStep, language) : words.unknown;
    // With its machines if there is room, else only what it costs more.
    const style = { bold: true };
    if (isNarrow || !write(`${change.to.machines} ${step}`, { x, y, distance: 8, isStep: true }, style))
      write(step, { x, y, distance: 8, isStep: true }, style);
  }
  const end = path.months.find(({ isEnough }) => !isEnough);
  if (end?.net)
    write(
      words.notEnough,
      {
        x: chart.scales.x!.getPixelForValue(end.month),
        y: chart.scales.y!.getPixelForValue(end.net.euro.toNumber()),
        distance: 8,
        isStep: true,
      },
      { tone: 'stop' },
    );
}

/** Today: a yellow point, and the machines that run. */
function writeStart(
  chart: Chart<'line'>,
  { net, machines }: Month,
  { write, colour }: { write: ReturnType<typeof placer>; colour: (name: string) => string },
): void {
  if (!net) return;
  const { ctx } = chart;
  const [x, y] = [chart.scales.x!.getPixelForValue(0), chart.scales.y!.getPixelForValue(net.euro.toNumber())];
  write(machines, { x, y, distance: 9, isStep: true });
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, 6, 0, 2 * Math.PI);
  ctx.fillStyle = colour('mark');
  ctx.fill();
  ctx.strokeStyle = colour('on-mark');
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.restore();
}

/** Under the months: how many practices there are then. */
function writePractices(
  chart: Chart<'line'>,
  pen: Pen,
  { months }: Path,
  { between, language }: { between: number; language: Language },
): void {
  const y = chart.height - 4;
  const [first, ...others] = months.filter(({ month }) => month % between === 0);
  const text = ({ tenants }: Month) => numberText(tenants, language);
  // Only the first figure says what is counted.
  if (first)
    pen.write(chartWords[language].practices(text(first)), chart.chartArea.left - pen.width(text(first), true) / 2, y, { bold: true });
  for (const month of others) pen.write(text(month), chart.scales.x!.getPixelForValue(month.month), y, { align: 'center', bold: true });
}

/** A stroke at 45° on the axis, as on a drawing. */
function drawTick({ ctx, chartArea }: Chart<'line'>, x: number, line: string): void {
  ctx.save();
  ctx.strokeStyle = line;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  ctx.moveTo(x - 5, chartArea.bottom + 5);
  ctx.lineTo(x + 5, chartArea.bottom - 5);
  ctx.stroke();
  ctx.restore();
}
