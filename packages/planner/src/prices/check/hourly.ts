/** Rules on the hourly price beside the monthly one, which is the most that a month can cost. */
import type { Fault, RowPlace, Subject } from './subject.ts';
import type { Kind } from '../schema.ts';

/** Hetzner's cap: a month costs this many hours. It reproduces every hourly price that was seen on a current type. */
const capHours = 624;
/** Older types had other caps; for those no longer sold, the one that the two prices imply must at least be usual. */
const usualCap = { least: 590, most: 640 };
/** Half of the last digit of an hourly price, with room for the noise of floating point. */
const rounding = 0.00005 + 1e-9;

const soldByTheHour: readonly Kind[] = ['server', 'load-balancer', 'address'];

/** Two figures of one price: a flipped basis, a shifted point or a wrong digit in one does not fit the other. */
export function hourlyFitsMonthly({ rows }: Subject): Fault[] {
  return rows.flatMap(({ sku, row, record, pointer: at }) => {
    const { hourly, net } = row;
    if (hourly === undefined) return [];
    const pointer = `${at}/hourly`;
    if (net === undefined || row.per !== 'month') {
      return [
        { sku, pointer, message: `"${sku}" has an hourly price of ${hourly} beside no monthly one. State "net" per month as its cap.` },
      ];
    }
    const [least, most] = record.deprecated ? [usualCap.least, usualCap.most] : [capHours, capHours];
    if (Number(hourly) - rounding <= Number(net) / least && Number(hourly) + rounding >= Number(net) / most) return [];
    const implied = Number(hourly) > 0 ? (Number(net) / Number(hourly)).toFixed(0) : 'no';
    const usual = least === most ? String(least) : `${least} to ${most}`;
    const message = `"${sku}" costs ${net} a month and ${hourly} an hour from ${row.from}: that is ${implied} hours a month instead of ${usual}. Correct the wrong one.`;
    return [{ sku, pointer, message }];
  });
}

/** Hetzner shows both prices of everything it sells by the hour, so a missing one was lost. */
export function hourlyIsThere({ rows }: Subject): Fault[] {
  return rows.filter(needsHourly).flatMap(({ sku, row, pointer }) => {
    if (row.hourly !== undefined) return [];
    return [{ sku, pointer, message: `"${sku}" has no hourly price from ${row.from}. Add "hourly" from the same source.` }];
  });
}

/** Not of a type that was no longer sold, and not where all that is known is one report. */
function needsHourly({ vendor, row, record, at }: RowPlace): boolean {
  const isSold = record.deprecated === undefined || row.from < record.deprecated.notOrderableFrom;
  const isOnlyReported = record.prices.every(({ evidence }) => evidence.kind === 'report' && evidence.confirmations === 1);
  return at.id === 'current' && vendor === 'hetzner' && soldByTheHour.includes(record.kind) && isSold && !isOnlyReported;
}
