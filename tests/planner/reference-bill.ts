/** The prices of the published tables, by name of a set-up: those of the analysis and placeholders. In cents, so that sums are exact. */
import { load } from '@ordiplan/planner';
import { layoutOf, likely } from './reference.ts';

const euroOf: Readonly<Record<string, number>> = {
  cx22: 5.35,
  cx32: 8.68,
  cx42: 17,
  cx52: 33,
  ccx13: 15.5,
  ccx23: 30,
  ccx33: 60,
  ccx43: 119,
  ccx53: 238,
  ccx63: 356,
  M10: 50,
  M20: 100,
  M30: 360,
  M40: 700,
};
const arbiterEuro = 4.5;
const loadBalancerEuro = 6.5;
const boxes = [
  { gb: 1000, euro: 2.99 },
  { gb: 5000, euro: 9.9 },
  { gb: 10_000, euro: 18.9 },
  { gb: 20_000, euro: 36.9 },
] as const;
const volume = { stepGb: 10, euroPerGb: 0.055 };

/** How a table names its set-ups: "Solo" is A without a box. */
export interface Priced {
  readonly name: string;
  readonly hasBox: boolean;
}

/** Cents a month for `tenants` practices; undefined if no box is large enough for their backup. */
export function centsOf({ name, hasBox }: Priced, tenants: number): number | undefined {
  const { family, server, servers, standby, database, hasVolume, hasArbiterAndBox } = layoutOf(name);
  const { filesGb } = load(tenants, likely);
  const machines = [...Array.from({ length: servers }, () => server), standby, ...databasesOf(family, database)];
  const euros = machines.map((machine) => (machine === undefined ? 0 : euroOf[machine]!));
  if (family === 'D') euros.push(loadBalancerEuro);
  if (hasArbiterAndBox) euros.push(arbiterEuro);
  if (hasVolume) euros.push(Math.ceil(filesGb / volume.stepGb) * volume.stepGb * volume.euroPerGb);
  if (hasBox) {
    const box = boxFor(tenants, hasVolume || family === 'D');
    if (!box) return undefined;
    euros.push(box.euro);
  }
  return euros.reduce((sum, euro) => sum + Math.round(euro * 100), 0);
}

/** The published size of a backup: (0.5 database + files) · 1.5, and the files once more where they are off-loaded. */
function boxFor(tenants: number, isOffLoaded: boolean) {
  const { databaseGb, filesGb } = load(tenants, likely);
  const needed = (0.5 * databaseGb + filesGb) * 1.5 + (isOffLoaded ? filesGb : 0);
  return boxes.find(({ gb }) => gb >= needed);
}

function databasesOf(family: string, database: string | undefined): (string | undefined)[] {
  return family === 'D' ? [database, database, database] : [database];
}
