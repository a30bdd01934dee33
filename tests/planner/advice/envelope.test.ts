/** The lower envelope: at every number of practices the design with the smallest bill, and no other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  envelope,
  maxTenants,
  middle,
  net,
  planIds,
  type Comparison,
  type Curve,
  type PlanId,
  type ScenarioInput,
  type Segment,
  type Spread,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';

const last = 60;

describe('of any curves', () => {
  it('is what asking each of them at every count finds', () => {
    fc.assert(
      fc.property(anyCurves(), (curves) => {
        const segments = envelope(curves);
        for (let tenants = 1; tenants <= last; tenants++) expect(shown(at(segments, tenants))).toEqual(cheapestOf(curves, tenants));
      }),
      { numRuns: 500 },
    );
  });

  it('has no gap, and no two segments beside each other that say the same', () => {
    fc.assert(
      fc.property(anyCurves(), (curves) => {
        const segments = envelope(curves);
        expect(segments[0]!.from).toBe(1);
        expect(segments.at(-1)!.to).toBe(last);
        for (const [i, segment] of segments.slice(1).entries()) {
          expect(segment.from).toBe(segments[i]!.to + 1);
          expect(shown(segment.cheapest)).not.toEqual(shown(segments[i]!.cheapest));
        }
      }),
    );
  });

  it('is no higher with one curve more', () => {
    fc.assert(
      fc.property(anyCurves(), (curves) => {
        const [more, fewer] = [envelope(curves), envelope(curves.slice(1))];
        for (let tenants = 1; tenants <= last; tenants++) {
          expect(centsAt(more, tenants)).toBeLessThanOrEqual(centsAt(fewer, tenants));
        }
      }),
    );
  });
});

describe('by hand', () => {
  it('the cheaper one counts from where the other becomes dearer', () => {
    // single: 10.00 to 20 practices, 30.00 from 21; pair: 20.00 throughout
    const curves = [curve('single', [1, 1000], [21, 3000]), curve('pair', [1, 2000])];
    expect(envelope(curves).map(spoken)).toEqual(['1-20 single 10.00', '21-60 pair 20.00']);
  });

  it('of equal bills the first curve counts', () => {
    expect(envelope([curve('single', [1, 1000]), curve('pair', [1, 1000])]).map(spoken)).toEqual(['1-60 single 10.00']);
  });

  it('a step of unknown price is not compared, though it may be cheaper', () => {
    const curves = [curve('single', [1, undefined], [31, 1000]), curve('pair', [1, 2000])];
    expect(envelope(curves).map(spoken)).toEqual(['1-30 pair 20.00', '31-60 single 10.00']);
  });

  it('where nobody has a price there is no cheapest', () => {
    expect(envelope([curve('single', [1, 1000], [31, undefined])]).map(spoken)).toEqual(['1-30 single 10.00', '31-60 nothing']);
  });

  it('a span without a likely figure counts with its middle', () => {
    // 50 to 100 has its middle at 75, and 74 is less
    const span: Spread = { low: net('50', 'month'), likely: undefined, high: net('100', 'month') };
    const [only] = curve('managed-db', [1, 0]).steps;
    const wide: Curve = { id: 'managed-db', steps: [{ ...only!, net: span }] };
    expect(envelope([wide, curve('pair', [1, 7400])]).map(spoken)).toEqual(['1-60 pair 74.00']);
    expect(envelope([wide, curve('pair', [1, 7600])]).map(spoken)).toEqual(['1-60 managed-db 75.00']);
  });

  it('no curve makes no segment', () => {
    expect(envelope([])).toEqual([]);
  });
});

/** Those with a copy of the database and of the files that an error or an intruder does not reach. */
const withBackup: readonly PlanId[] = planIds.filter((id) => !['solo', 'managed-db-as-quoted', 'pair-as-quoted'].includes(id));
const highlyAvailable: readonly PlanId[] = ['managed-db-balanced', 'pair', 'pair-two-sites', 'cluster', 'pair-cells'];

describe.each([
  { tenants: 20 },
  { tenants: 20, prices: 'quoted' },
  { tenants: 20, orderOn: '2026-05-01' },
  { tenants: 20, orderOn: '2026-10-06' },
  { tenants: 20, sizeMargin: 1.28 },
] as const satisfies readonly ScenarioInput[])('of all designs with %j', (input) => {
  const { envelopes, quotes } = compare(input, facts);

  it.each([
    ['basic', withBackup],
    ['highlyAvailable', highlyAvailable],
  ] as const)('"%s" is the smallest bill at every count', (tier, ids) => {
    const curves = quotes.filter(({ id }) => ids.includes(id));
    expect(curves).toHaveLength(ids.length);
    for (let tenants = 1; tenants <= maxTenants; tenants++) {
      expect([tenants, shown(at(envelopes[tier], tenants))]).toEqual([tenants, cheapestOf(curves, tenants)]);
    }
  });

  it.each([
    ['basic', withBackup],
    ['highlyAvailable', highlyAvailable],
  ] as const)('"%s" is what comparing anew for so many practices finds', (tier, ids) => {
    for (const tenants of edges(envelopes[tier])) {
      expect([tenants, euroAt(envelopes[tier], tenants)]).toEqual([tenants, smallestBill(compare({ ...input, tenants }, facts), ids)]);
    }
  });
});

it('the basic tier of the analysis begins with the published steps', () => {
  // published: 1-9, 10-24, 25-55 and 56-116 on one server; only CX22 and CX32 have a price, so two cells go on from 25
  const { basic } = compare({ tenants: 20, prices: 'quoted' }, facts).envelopes;
  expect(basic.slice(0, 2).map(spoken)).toEqual(['1-9 single 8.34', '10-24 single 11.67']);
});

it('with today’s prices one server with a backup is the cheapest until 116 practices', () => {
  // CX23 5.49, CX33 8.49, CX43 15.99, CX53 29.49, each with an address at 0.50 and a BX11 at 3.20
  const { basic } = compare({ tenants: 20 }, facts).envelopes;
  expect(basic.slice(0, 4).map(spoken)).toEqual(['1-9 single 9.19', '10-24 single 12.19', '25-55 single 19.69', '56-116 single 33.19']);
});

function at(segments: readonly Segment[], tenants: number): Segment['cheapest'] {
  return segments.find(({ from, to }) => from <= tenants && tenants <= to)!.cheapest;
}

function shown(cheapest: Segment['cheapest']) {
  return cheapest && { id: cheapest.id, machines: cheapest.machines, euro: middle(cheapest.net).euro.toNumber() };
}

function spoken({ from, to, cheapest }: Segment): string {
  return `${from}-${to} ${cheapest ? `${cheapest.id} ${middle(cheapest.net).euro.toFixed(2)}` : 'nothing'}`;
}

function centsAt(segments: readonly Segment[], tenants: number): number {
  const cheapest = segments.length > 0 ? at(segments, tenants) : undefined;
  return cheapest ? middle(cheapest.net).euro.toNumber() : Infinity;
}

function euroAt(segments: readonly Segment[], tenants: number): number | undefined {
  const cents = centsAt(segments, tenants);
  return cents === Infinity ? undefined : cents;
}

/** The slow way: every curve is asked, and the first of the smallest bills is kept. */
function cheapestOf(curves: readonly Curve[], tenants: number): ReturnType<typeof shown> {
  const asked = curves.flatMap(({ id, steps }) => {
    const { machines, net } = steps.find(({ from, to }) => from <= tenants && tenants <= to)!;
    return net && machines !== undefined ? [{ id, machines, euro: middle(net).euro.toNumber() }] : [];
  });
  const least = Math.min(...asked.map(({ euro }) => euro));
  return asked.find(({ euro }) => euro === least);
}

function smallestBill({ quotes }: Comparison, ids: readonly PlanId[]): number | undefined {
  const euros = quotes.flatMap(({ id, bill }) => (ids.includes(id) && bill?.net ? [middle(bill.net).euro.toNumber()] : []));
  return euros.length > 0 ? Math.min(...euros) : undefined;
}

/** Both ends of every segment. */
function edges(segments: readonly Segment[]): number[] {
  return segments.flatMap(({ from, to }) => [from, to]);
}

/** A curve up to the last count; cents of `undefined`: no known price. */
function curve(id: PlanId, ...starts: readonly (readonly [from: number, cents: number | undefined])[]): Curve {
  const steps = starts.map(([from, cents], i) => {
    const price = cents === undefined ? undefined : net((cents / 100).toFixed(2), 'month');
    // The envelope does not look at the plans.
    return {
      from,
      to: (starts[i + 1]?.[0] ?? last + 1) - 1,
      plan: undefined,
      machines: `machines ${i}`,
      net: price && { low: price, likely: price, high: price },
    };
  });
  return { id, steps };
}

/** Up to six curves whose steps rise and fall as they like; few prices, so that many bills are equal. */
function anyCurves() {
  const cents = fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined, freq: 6 });
  const starts = fc.uniqueArray(fc.integer({ min: 2, max: last }), { maxLength: 6 }).map((all) => [1, ...all.sort((a, b) => a - b)]);
  const one = fc.tuple(starts, fc.infiniteStream(cents));
  return fc.array(one, { minLength: 1, maxLength: 6 }).map((all) =>
    all.map(([froms, stream], i) => {
      const prices = [...stream.take(froms.length)];
      return curve(planIds[i]!, ...froms.map((from, j) => [from, prices[j]] as const));
    }),
  );
}
