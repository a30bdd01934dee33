/** How much of each limit is used today and in 12 months, the tightest first, with a line where we plan no further. */
import type { Chart } from 'chart.js';
import { percentText, words as plannerWords, type Language, type Use } from '@ordiplan/planner';
import { colourToken } from '../marks.ts';
import { keyBox, type Pen, type Style } from './pen.ts';
import { labels, plot, type Drawing } from './plot.ts';
import { nameWidth, rowLine, rowMiddle, rowOptions, writeName, type RowLook } from './rows.ts';
import { barThickness, type Look } from './space.ts';
import { chartWords } from './words.ts';
import { laterWords, laterShare, sortedUses, type CapacityFigures } from './capacity-figures.ts';

/** A bar longer than this leaves the scale with an arrow: the others would be too short to compare. */
const longest = 2;

export function drawCapacity(canvas: HTMLCanvasElement, figures: CapacityFigures, { language, isNarrow }: Look): Drawing {
  const { quote, later } = figures;
  const uses = sortedUses(quote);
  const shares = [...uses.map(({ share }) => share), ...uses.flatMap((use) => laterShare(later, use) ?? [])];
  const token = colourToken[quote.mark];
  return plot<'bar'>(canvas, (colour) => {
    const look = { colour, isNarrow };
    const bar = { borderColor: colour(token), borderWidth: 1, borderSkipped: false, barThickness: barThickness - 1 } as const;
    return {
      type: 'bar',
      data: {
        labels: uses.map(({ place, resource }) => `${place} ${resource}`),
        datasets: [
          { ...bar, data: uses.map(({ share }) => share), backgroundColor: colour(token) },
          ...(later ? [{ ...bar, data: uses.map((use) => laterShare(later, use) ?? null), backgroundColor: colour(`${token}-tint`) }] : []),
        ],
      },
      options: rowOptions(look, {
        names: nameWidth(isNarrow),
        right: 56,
        max: Math.min(longest, Math.max(1, ...shares)),
        text: (value) => percentText(value, language),
      }),
      plugins: [labels<'bar'>(look, (chart, pen) => writeLabels(chart, pen, { figures, uses, language, look }))],
    };
  });
}

interface Told {
  readonly figures: CapacityFigures;
  readonly uses: readonly Use[];
  readonly language: Language;
  readonly look: RowLook;
}

function writeLabels(chart: Chart<'bar'>, pen: Pen, { figures: { quote, later }, uses, language, look }: Told): void {
  const bars = later ? 2 : 1;
  const token = colourToken[quote.mark];
  rowLine(chart, 1, { colour: look.colour, pen, text: chartWords[language].limit });
  writeKey(chart, pen, { quote, later, language, look });
  for (const [row, use] of uses.entries()) {
    const name = plannerWords[language].limit(use.place, use.resource);
    writeName(chart, row, name, { isNarrow: look.isNarrow, pen, bars, style: { bold: row === 0 } });
    const shown = [use.share, ...(later ? [laterShare(later, use)] : [])];
    for (const [i, share] of shown.entries()) {
      const y = barMiddle(chart, i, row);
      if (share === undefined) pen.write(chartWords[language].unknown, chart.chartArea.left + 6, y + 4, { tone: 'ink-2' });
      else
        writeShare(chart, pen, {
          share,
          y,
          language,
          bold: row === 0 && i === 0,
          surface: i === 0 ? { tone: 'on-option', halo: token } : { halo: `${token}-tint` },
        });
    }
  }
}

function barMiddle(chart: Chart<'bar'>, dataset: number, row: number): number {
  return chart.getDatasetMeta(dataset).data[row]?.y ?? rowMiddle(chart, row);
}

/** The figure behind its bar; inside it where the line of the limit would run through the figure. */
function writeShare(
  chart: Chart<'bar'>,
  pen: Pen,
  { share, y, language, bold, surface }: { share: number; y: number; language: Language; bold: boolean; surface: Style },
): void {
  const scale = chart.scales.x!;
  const text = percentText(share, language) + (share > longest ? '\u00a0→' : '');
  const [end, limit] = [Math.min(scale.getPixelForValue(share), chart.chartArea.right), scale.getPixelForValue(1)];
  const isCrossed = end <= limit && limit < end + 10 + pen.width(text, bold);
  if (isCrossed) pen.write(text, end - 6, y + 4, { bold, align: 'right', ...surface });
  else pen.write(text, end + 6, y + 4, { bold });
}

function writeKey(
  chart: Chart<'bar'>,
  pen: Pen,
  { quote, later, language, look: { colour, isNarrow } }: CapacityFigures & { language: Language; look: RowLook },
): void {
  const token = colourToken[quote.mark];
  const words = laterWords({ quote, later }, language);
  const [x, y] = [1, 12];
  const width = keyBox(chart.ctx, pen, { x, y, fill: colour(token), stroke: colour(token), text: words.today });
  if (!words.later) return;
  const at = isNarrow ? { x, y: y + 16 } : { x: x + width, y };
  keyBox(chart.ctx, pen, { ...at, fill: colour(`${token}-tint`), stroke: colour(token), text: words.later });
}
