/** Prices over time as lines, in the currency and the unit of the vendor: only what shares both stands in one picture. */
import {
  daysBetween,
  priceHistoryTwin,
  type Language,
  type PriceBook,
  type PriceListId,
  type PriceRow,
  type Twin,
} from '@ordiplan/planner';

export interface PriceHistoryFigures {
  readonly book: PriceBook;
  readonly list: PriceListId;
  readonly skus: readonly string[];
}

export interface PriceStep {
  readonly from: string;
  readonly low: number;
  readonly high: number;
  /** Digits after the decimal sign of both, as the vendor writes them, two at least. */
  readonly decimals: readonly [number, number];
  /** True if running contracts kept the price before. */
  readonly isForNewOrders: boolean;
}

export interface PriceLine {
  readonly label: string;
  readonly steps: readonly PriceStep[];
  /** The day up to which the last price is known. */
  readonly until: string;
}

export interface PriceSeries {
  readonly unit: Pick<PriceRow, 'currency' | 'per'> | undefined;
  readonly lines: readonly PriceLine[];
  /** Names of what is not in the picture, and why. */
  readonly inOtherUnit: readonly string[];
  readonly withoutPrice: readonly string[];
}

/** The lines in the unit of the first SKU that has a price. */
export function priceSeries({ book, list, skus }: PriceHistoryFigures): PriceSeries {
  const { asOf, skus: records } = book.lists[list];
  const all = skus.map((sku) => {
    const record = records[sku];
    const prices = (record?.prices ?? []).filter(({ percent }) => percent === undefined);
    const [first] = prices;
    return { label: record?.label ?? sku, until: record?.unknownFrom ?? asOf, prices, unit: first && unitOf(first) };
  });
  const unit = all.find((one) => one.unit)?.unit;
  const isDrawn = (one: (typeof all)[number]) => one.prices.length > 0 && one.prices.every((row) => unitOf(row) === unit);
  const [first] = all.find(isDrawn)?.prices ?? [];
  return {
    unit: first && { currency: first.currency, per: first.per },
    lines: all.filter(isDrawn).map(({ label, until, prices }) => ({ label, until, steps: prices.map(stepOf) })),
    inOtherUnit: all.filter((one) => one.prices.length > 0 && !isDrawn(one)).map(({ label }) => label),
    withoutPrice: all.filter(({ prices }) => prices.length === 0).map(({ label }) => label),
  };
}

function unitOf({ currency, per }: PriceRow): string {
  return `${currency} ${per}`;
}

function stepOf({ from, net, low, high, appliesTo }: PriceRow): PriceStep {
  const texts = [net ?? low!, net ?? high!] as const;
  const digits = (text: string) => Math.max(2, text.split('.')[1]?.length ?? 0);
  return {
    from,
    low: Number(texts[0]),
    high: Number(texts[1]),
    decimals: [digits(texts[0]), digits(texts[1])],
    isForNewOrders: appliesTo === 'new orders',
  };
}

/** The corners of one edge of a line, in days since `origin`. */
export function corners({ steps, until }: PriceLine, edge: 'low' | 'high', origin: string): { x: number; y: number }[] {
  const last = steps.at(-1)!;
  const end = until > last.from ? [{ x: daysBetween(origin, until), y: last[edge] }] : [];
  return [...steps.map((step) => ({ x: daysBetween(origin, step.from), y: step[edge] })), ...end];
}

/** First days of months, as many as fit: every third, sixth or twelfth month between two days. */
export function monthStarts(from: string, to: string, most: number): string[] {
  const [year, month] = from.split('-').map(Number) as [number, number];
  const starts = (every: number) => {
    const days: string[] = [];
    for (let i = month - 1; ; i++) {
      const day = `${year + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`;
      if (day > to) return days;
      if (day >= from && i % every === 0) days.push(day);
    }
  };
  return [1, 3, 6, 12, 24, 60].map(starts).find((days) => days.length <= most) ?? [];
}

/** The twins of several parts as one table. */
export function priceHistoriesTwin({ book, list, skus }: PriceHistoryFigures, language: Language): Twin {
  const twins = skus.map((sku) => priceHistoryTwin(book, { list, sku }, language));
  return {
    title: twins[0]?.title ?? '',
    sentence: twins.map(({ sentence }) => sentence).join(' '),
    head: twins[0]?.head ?? [],
    rows: twins.flatMap(({ rows }) => rows),
  };
}
