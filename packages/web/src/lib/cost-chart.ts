/** What chart.js is told: lines and scales. */
import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { euroText, net, numberText, type Language, type Quote } from '@ordiplan/planner';
import { labels } from './chart-labels.ts';
import { colours, family, isNarrow } from './chart-style.ts';
import { points, sizeSteps, type CostPicture, type Margins } from './chart.ts';
import { colourToken } from './marks.ts';
import type { UiWords } from './words.ts';

export interface ChartContext {
  readonly canvas: HTMLCanvasElement;
  readonly margins: Margins;
  readonly language: Language;
  readonly words: UiWords;
}

const dashes: Readonly<Record<Quote['mark'], number[]>> = { Solo: [2, 3], A: [], B: [9, 3], C: [] };

type Line = ChartDataset<'line', { x: number; y: number }[]>;

export function chartOf(picture: CostPicture, context: ChartContext): ChartConfiguration<'line', { x: number; y: number }[]> {
  const colour = colours(context.canvas);
  const { margins, language } = context;
  return {
    type: 'line',
    data: { datasets: [...bandOf(picture, colour), ...picture.shown.map((quote) => lineOf(quote, picture, colour))] },
    plugins: [labels(picture, colour, context)],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      clip: 4,
      layout: { padding: { top: 30, right: margins.right, bottom: isNarrow(margins) ? 18 : 0 } },
      scales: {
        x: {
          type: 'linear',
          min: 1,
          max: picture.maxTenants,
          grid: { display: false },
          border: { color: colour('rule-strong'), width: 1.5 },
          ticks: {
            color: colour('ink-2'),
            font: font(),
            maxRotation: 0,
            autoSkipPadding: 16,
            callback: (value) => numberText(Number(value), language),
          },
        },
        y: {
          min: 0,
          max: picture.maxEuro,
          grid: { color: colour('hair'), drawTicks: false },
          border: { display: false },
          ticks: {
            color: colour('ink-2'),
            font: font(),
            maxTicksLimit: 6,
            padding: 8,
            callback: (value) => axisText(Number(value), picture, language),
          },
          afterFit: (axis) => {
            axis.width = margins.left;
          },
        },
      },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
    },
  };
}

/** Only the uppermost figure carries the unit. */
function axisText(value: number, { maxEuro }: CostPicture, language: Language): string {
  return value === maxEuro ? euroText(net(String(value), 'month'), language, 0) : numberText(value, language);
}

function lineOf(quote: Quote, { main }: CostPicture, colour: (name: string) => string): Line {
  const steps = points(quote);
  const end = steps.at(-1);
  const isMain = quote.id === main.id;
  return {
    label: quote.mark,
    data: [...steps.map(({ x, y }) => ({ x, y })), ...(end ? [{ x: end.step.to, y: end.y }] : [])],
    stepped: 'before',
    borderColor: colour(colourToken[quote.mark]),
    borderWidth: isMain ? 3.5 : quote.mark === 'Solo' ? 1.75 : 2.25,
    borderDash: dashes[quote.mark],
    pointRadius: 0,
    order: isMain ? 0 : 1,
  };
}

/** Early steps (p10) above, late steps (p90) below: between them lie eight draws of ten. */
function bandOf({ main, band, maxTenants }: CostPicture, colour: (name: string) => string): Line[] {
  if (band.length === 0) return [];
  const steps = sizeSteps(main);
  const curve = (shift: (i: number) => number) => [
    ...steps.map(({ y }, i) => ({ x: i === 0 ? 1 : Math.min(maxTenants, shift(i - 1)), y })),
    ...(steps.length > 0 ? [{ x: Math.min(maxTenants, steps.at(-1)!.step.to), y: steps.at(-1)!.y }] : []),
  ];
  const hidden = { stepped: 'before', borderWidth: 0, pointRadius: 0, order: 9 } as const;
  return [
    { ...hidden, label: 'p90', data: curve((i) => band[i]?.p90 ?? maxTenants) },
    {
      ...hidden,
      label: 'p10',
      data: curve((i) => band[i]?.p10 ?? maxTenants),
      fill: '-1',
      backgroundColor: colour(`${colourToken[main.mark]}-tint`),
    },
  ];
}

function font() {
  return { family: family(), size: 13 };
}
