/** Rows of the price book as a reader of the terminal sees them. */
import type { PriceRow, StockSighting } from '@ordiplan/planner';

/** `8.49 EUR a month`, `0.088 to 0.1 USD an hour`, `20 % of the price`. */
export function rowText({ net, low, likely, high, percent, currency, per }: PriceRow): string {
  if (percent !== undefined) return `${percent} % of the price`;
  const amount = net ?? `${low} to ${high}${likely === undefined ? '' : ` (likely ${likely})`}`;
  return `${amount} ${currency}${{ once: '', hour: ' an hour', month: ' a month' }[per]}`;
}

export function evidenceText({ evidence }: Pick<PriceRow, 'evidence'>): string {
  const { kind, title, observedOn, confirmations } = evidence;
  return `${kind}, ${title}, seen ${observedOn}${confirmations > 1 ? `, ${confirmations} sources agree` : ''}`;
}

/** `nbg1 yes, fsn1 no`. */
export function sightingText({ orderable }: Pick<StockSighting, 'orderable'>): string {
  return Object.entries(orderable)
    .map((pair) => pair.join(' '))
    .join(', ');
}
