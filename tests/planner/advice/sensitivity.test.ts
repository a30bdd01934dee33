/** Sensitivity: the published tornado, what a measurement changes, and corners worked by hand. */
import { describe, expect, it } from 'vitest';
import {
  assumptionKeys,
  compare,
  parseScenario,
  planIds,
  sensitivity,
  type AssumptionKey,
  type Bar,
  type PlanId,
  type ScenarioInput,
  type Sensitivity,
  type Span,
} from '@ordiplan/planner';
import { facts, today } from '../answers.ts';
import { publishedTornado } from '../reference.ts';

describe('the published tornado of a CX32', () => {
  const { reach } = sensitivityOf('single', { tenants: 24, prices: 'quoted' })!;

  it('stands on 24 practices', () => {
    expect(reach.base).toBe(24);
  });

  it.each(publishedTornado)('%s moves it from %d to %d', (key, atLow, atHigh) => {
    const bar = barOf(reach.bars, key)!;
    expect([bar.atLow, bar.atHigh]).toEqual([atLow, atHigh]);
  });

  it('has the same bars at its head, and in the same order where the lengths differ', () => {
    expect(reach.bars.slice(0, 3).map(nameOf)).toEqual(['contactsPerDay', 'dataAgeYears', 'speedFactorShared']);
    // The next four are 17, 17, 16 and 14 practices long.
    expect(reach.bars.slice(3, 7).map(nameOf).sort()).toEqual(['dbKbPerContact', 'fileKb', 'filesPerContact', 'heavyMs']);
  });

  it('shows no bar longer than those that were published', () => {
    // The published rows end at six practices; whatever else moves the figure moves it by no more.
    for (const { atLow, atHigh } of reach.bars.slice(14)) expect(Math.abs(atHigh - atLow)).toBeLessThanOrEqual(6);
  });
});

describe.each(planIds)('the bars of %s', (id) => {
  const { reach, openingHoursDown } = sensitivityOf(id, { tenants: 20 })!;

  it.each([
    ['reach', reach.bars],
    ['hours down', openingHoursDown.bars],
  ])('%s: are ordered by length, and none has no length', (_figure, bars) => {
    const lengths = bars.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow));
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect(Math.min(...lengths)).toBeGreaterThan(0);
  });

  it('show the span of the assumption or the machine, once each', () => {
    for (const bars of [reach.bars, openingHoursDown.bars]) {
      expect(new Set(bars.map(nameOf)).size).toBe(bars.length);
      for (const { subject, span } of bars) {
        const { low, likely, high } =
          subject.kind === 'assumption' ? facts.assumptions[subject.key] : facts.machines.machines[subject.sku]!.referenceCores;
        expect(span).toEqual({ low, likely, high });
      }
    }
  });

  it('leave out what neither figure depends on', () => {
    for (const bars of [reach.bars, openingHoursDown.bars]) {
      for (const key of ['operatorEuroPerHour', 'orderLeadDays', 'practiceSpread'] as const) expect(barOf(bars, key)).toBeUndefined();
    }
  });
});

describe('a measured figure', () => {
  it('has no bar, for there is nothing left to find out', () => {
    const before = sensitivityOf('single', { tenants: 20, prices: 'quoted' })!;
    const after = sensitivityOf('single', { tenants: 20, prices: 'quoted', assumptions: { contactsPerDay: 30, hostRepairHours: 2 } })!;
    expect(barOf(before.reach.bars, 'contactsPerDay')).toBeDefined();
    expect(barOf(after.reach.bars, 'contactsPerDay')).toBeUndefined();
    expect(barOf(after.openingHoursDown.bars, 'hostRepairHours')).toBeUndefined();
  });

  it('at its likely value leaves every other bar as it was', () => {
    const before = sensitivityOf('single', { tenants: 20, prices: 'quoted' })!;
    const after = sensitivityOf('single', { tenants: 20, prices: 'quoted', assumptions: { contactsPerDay: 30 } })!;
    expect(after.reach.bars).toEqual(before.reach.bars.filter((bar) => nameOf(bar) !== 'contactsPerDay'));
  });

  it('narrows the guaranteed interval or leaves it', () => {
    const before = sensitivityOf('pair', { tenants: 20 })!.openingHoursDown.guaranteed;
    const after = sensitivityOf('pair', { tenants: 20, assumptions: { softwareFailuresPerYear: 4 } })!.openingHoursDown.guaranteed;
    expect(after.worst).toBeLessThan(before.worst);
    expect(after.best).toBeGreaterThan(before.best);
  });

  it('as a span of the user replaces the shipped span', () => {
    const { reach } = sensitivityOf('single', { tenants: 20, assumptions: { dataAgeYears: { low: 1, likely: 2, high: 30 } } })!;
    expect(barOf(reach.bars, 'dataAgeYears')!.span).toEqual({ low: 1, likely: 2, high: 30 });
  });
});

describe('corners by hand', () => {
  it('one cause of outage: 4 times half an hour, between 1 × 0.1 h and 15 × 2 h', () => {
    // Availability 1 / (1 + rate · hours / 8760); down 8760 · x / (8760 + x) with x = rate · hours; 0.3 of it in opening hours.
    const { openingHoursDown } = sensitivityOf('single', {
      tenants: 20,
      assumptions: {
        ...everythingMeasured(),
        ...{ hostFailuresPerYear: 0, siteFailuresPerYear: 0, plannedStopsPerYear: 0, dataDestroyedPerYear: 0 },
        softwareFailuresPerYear: shipped('softwareFailuresPerYear'),
        softwareRepairHours: shipped('softwareRepairHours'),
      },
    })!;
    expect(openingHoursDown.base).toBeCloseTo((0.3 * 8760 * 2) / 8762, 9);
    expect(openingHoursDown.guaranteed.worst).toBeCloseTo((0.3 * 8760 * 30) / 8790, 9);
    expect(openingHoursDown.guaranteed.best).toBeCloseTo((0.3 * 8760 * 0.1) / 8760.1, 9);
    // One of the two at its end, the other likely: 1 or 15 times half an hour, and 4 times 0.1 h or 2 h.
    expect(openingHoursDown.bars.map(nameOf)).toEqual(['softwareRepairHours', 'softwareFailuresPerYear']);
    const [hours, rate] = openingHoursDown.bars as [Bar, Bar];
    expect(rate.atLow).toBeCloseTo((0.3 * 8760 * 0.5) / 8760.5, 9);
    expect(rate.atHigh).toBeCloseTo((0.3 * 8760 * 7.5) / 8767.5, 9);
    expect(hours.atLow).toBeCloseTo((0.3 * 8760 * 0.4) / 8760.4, 9);
    expect(hours.atHigh).toBeCloseTo((0.3 * 8760 * 8) / 8768, 9);
  });

  it('contacts and the disk of the system on a CX32: between 12 and 41 practices', () => {
    // 0.8 · 80 GB = 64 GB. A practice with 30 contacts on 225 days stores 6,750 · 15 kB · 5 a · 1.12 · 0.5 = 0.2835 GB of
    // database and 6,750 · (0.35 · 250 + 0.01 · 2,000) kB · 2.5 a = 1.8141 GB of files: 2.0976 GB, and in proportion to
    // the contacts. Worst: (64 − 20) / (50/30 · 2.0976) = 12.6. Best: the disk would carry (64 − 8) / 1.0488 = 53.4, but
    // requests wait too long from 42 practices on (published: latency 41).
    const cores = { ...facts.machines.machines['hetzner.cloud.cx32']!, referenceCores: { low: 1.9, likely: 1.9, high: 1.9 } };
    const machines = { ...facts.machines, machines: { ...facts.machines.machines, 'hetzner.cloud.cx32': cores } };
    const { reach } = sensitivityOf(
      'single',
      {
        tenants: 20,
        prices: 'quoted',
        assumptions: { ...everythingMeasured(), contactsPerDay: shipped('contactsPerDay'), osDiskGb: shipped('osDiskGb') },
      },
      { ...facts, machines },
    )!;
    expect(reach.base).toBe(24);
    expect(reach.guaranteed).toEqual({ worst: 12, best: 41 });
    expect(reach.bars.map(nameOf)).toEqual(['contactsPerDay', 'osDiskGb']);
  });

  it('images that are likely none still count in the worst case', () => {
    // Only restores, one a year, and only of images: 20 practices · 1,000 contacts · 0.1 · 6 MB = 12 GB at 10 MB/s is a
    // third of an hour. At best there are no images, whatever their size.
    const { openingHoursDown } = sensitivityOf('single', {
      tenants: 20,
      assumptions: {
        ...everythingMeasured(),
        ...{ hostFailuresPerYear: 0, softwareFailuresPerYear: 0, siteFailuresPerYear: 0, plannedStopsPerYear: 0 },
        ...{ dataDestroyedPerYear: 1, detectHours: 0, respondHours: 0, provisionHours: 0, verifyHours: 0, openingShare: 1 },
        ...{ contactsPerDay: 10, openDaysPerYear: 100, dataAgeYears: 1, importYearsDb: 0, importYearsFiles: 0 },
        ...{ dbKbPerContact: 0, filesPerContact: 0, backupMbPerS: 10 },
        imagesPerContact: { low: 0, likely: 0, high: 0.1 },
        imageMb: { low: 1, likely: 2, high: 6 },
      },
    })!;
    expect(openingHoursDown.base).toBe(0);
    expect(openingHoursDown.guaranteed.worst).toBeCloseTo(8760 / (3 * 8760 + 1), 9);
    expect(openingHoursDown.guaranteed.best).toBe(0);
  });

  it('everything measured leaves no bar and no interval', () => {
    const fixed = Object.fromEntries(
      Object.entries(facts.machines.machines).map(([sku, machine]) => {
        const { likely } = machine.referenceCores;
        return [sku, { ...machine, referenceCores: { low: likely, likely, high: likely } }];
      }),
    );
    const machines = { ...facts.machines, machines: fixed };
    const { reach, openingHoursDown } = sensitivityOf('pair', { tenants: 20, assumptions: everythingMeasured() }, { ...facts, machines })!;
    for (const { base, bars, guaranteed } of [reach, openingHoursDown]) {
      expect(bars).toEqual([]);
      expect(guaranteed).toEqual({ worst: base, best: base });
    }
  });
});

it('without a plan there is nothing to ask', () => {
  expect(sensitivityOf('single', { tenants: 1000, prices: 'quoted' })).toBeUndefined();
});

function sensitivityOf(id: PlanId, input: ScenarioInput, known = facts): Sensitivity | undefined {
  const scenario = parseScenario(input, today);
  const quote = compare(scenario, known).quotes.find((one) => one.id === id)!;
  return sensitivity(quote, { scenario, facts: known });
}

/** Every parameter as if somebody had measured it at its likely value. */
function everythingMeasured(): Record<AssumptionKey, number | Span> {
  return Object.fromEntries(assumptionKeys.map((key) => [key, facts.assumptions[key].likely])) as Record<AssumptionKey, number>;
}

function shipped(key: AssumptionKey): Span {
  const { low, likely, high } = facts.assumptions[key];
  return { low, likely, high };
}

function barOf(bars: readonly Bar[], key: AssumptionKey): Bar | undefined {
  return bars.find((bar) => nameOf(bar) === key);
}

function nameOf({ subject }: Bar): string {
  return subject.kind === 'assumption' ? subject.key : subject.sku;
}
