/** Availability: every layout is up for the product of its causes, from the published formulas and from counting votes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downtimeHours, failover, kOfN, series, type Cause, type PlanId, type Values } from '@ordiplan/planner';
import { optionOf, options } from '../../../packages/planner/src/options/index.ts';
import { anyValues } from '../answers.ts';
import { likely } from '../reference.ts';

const hoursOfYear = 8760;
const restoreHours = fc.double({ min: 1, max: 12, noNaN: true });
const serverCount = fc.integer({ min: 2, max: 8 });

/** A(r, h) = 1 / (1 + r h / 8760). */
const A = (perYear: number, hours: number) => 1 / (1 + (perYear * hours) / hoursOfYear);

/** λ, μ and x of a part that fails `perYear` times for `hours`. */
function rates(perYear: number, hours: number) {
  return { lambda: perYear / hoursOfYear, mu: 1 / hours, x: (perYear * hours) / hoursOfYear };
}

/** Hours until a failover is over: c · T_auto + (1 − c) · T_manual. */
const switchHours = (v: Values) => (v.failoverSuccess * v.failoverSeconds) / 3600 + (1 - v.failoverSuccess) * v.manualFailoverHours;

/** (1 + 2x) / (1 + 2x + λ t + 2λ²/(μ μ0)), each node with its own crew: μ0 = 2μ. */
function pairAuto(perYear: number, hours: number, t: number): number {
  const { lambda, x } = rates(perYear, hours);
  return (1 + 2 * x) / (1 + 2 * x + lambda * t + x ** 2);
}

/** (1 + π1) / (1 + πM + π1 + π0) with πM = 2λ/(ν+μ), π1 = (ν/μ) πM, π0 = (λ/μ0) π1. */
function pairNoArbiter(perYear: number, hours: number, manual: number): number {
  const { lambda, mu } = rates(perYear, hours);
  const waiting = (2 * lambda) / (1 / manual + mu);
  const alone = waiting / manual / mu;
  return (1 + alone) / (1 + waiting + alone + (lambda / (2 * mu)) * alone);
}

type Formulas = Readonly<Partial<Record<Cause, number>>>;

/** The published product of one server, cause by cause. */
const ofOneServer = (v: Values, restore: number): Formulas => ({
  host: A(v.hostFailuresPerYear, v.hostRepairHours),
  software: A(v.softwareFailuresPerYear, v.softwareRepairHours),
  site: A(v.siteFailuresPerYear, v.siteRepairHours),
  planned: A(v.plannedStopsPerYear, v.plannedStopHours),
  restore: A(v.dataDestroyedPerYear, restore),
});

const twice = (formulas: Formulas): Formulas => ({ host: formulas.host! ** 2, planned: formulas.planned! ** 2 });

const rented = (v: Values): Formulas => ({ path: A(v.pathFailuresPerYear, v.pathRepairHours), atlas: 1 - v.atlasUnavailability });

const rolling = (v: Values): Formulas => ({
  software: A(v.softwareFailuresPerYear * (1 - v.rollingDeployCatch), v.softwareRepairHours),
  planned: A(2 * v.plannedStopsPerYear, v.failoverSeconds / 3600),
});

const hardened = (v: Values): Formulas => ({
  ...rolling(v),
  host:
    pairAuto(v.hostFailuresPerYear, v.hostRepairHours, switchHours(v)) *
    (1 - 2 * v.arbiterUnavailability * rates(v.hostFailuresPerYear, v.hostRepairHours).x),
});

const balancer = (v: Values): Formulas => ({ 'load-balancer': A(v.loadBalancerFailuresPerYear, v.loadBalancerRepairHours) });

/** At most one of `servers` is down. */
function atMostOneDown(servers: number, v: Values): number {
  const up = A(v.hostFailuresPerYear, v.hostRepairHours);
  return up ** servers + servers * up ** (servers - 1) * (1 - up);
}

/** The causes in which a design differs from one server. */
const differences: Readonly<Record<PlanId, (v: Values, one: Formulas, servers: number) => Formulas>> = {
  solo: () => ({}),
  single: () => ({}),
  'three-mongods': () => ({}),
  'single-cells': () => ({}),
  split: (_v, one) => twice(one),
  'managed-db': rented,
  'managed-db-as-quoted': rented,
  'managed-db-balanced': (v, _one, servers) => ({
    ...rolling(v),
    ...rented(v),
    ...balancer(v),
    host: atMostOneDown(servers, v),
    // The database is restarted by its vendor: one switch in each round instead of two.
    planned: A(v.plannedStopsPerYear, v.failoverSeconds / 3600),
  }),
  pair: hardened,
  'pair-cells': hardened,
  'pair-as-quoted': (v, one) => ({
    ...twice(one),
    host: pairNoArbiter(v.hostFailuresPerYear, v.hostRepairHours, v.manualFailoverHours),
  }),
  'pair-two-sites': (v) => ({ ...hardened(v), site: pairAuto(v.siteFailuresPerYear, v.siteRepairHours, switchHours(v)) }),
  cluster: (v, _one, servers) => ({
    ...rolling(v),
    ...balancer(v),
    host: atMostOneDown(servers, v) * pairAuto(v.hostFailuresPerYear, v.hostRepairHours, switchHours(v)),
  }),
};

/**
 * How far the published pair formulas may be from a chain that is solved to the end: they leave out that a node can
 * also fail while the other takes over, (λ T)² and (λ T)(λ/μ) for everything T that goes on meanwhile.
 */
function leftOut(v: Values): number {
  const slowest = v.manualFailoverHours + v.failoverSeconds / 3600;
  const of = (perYear: number, hours: number) => ((perYear * (slowest + 2 * hours)) / hoursOfYear) ** 2;
  return of(v.hostFailuresPerYear, v.hostRepairHours) + of(v.siteFailuresPerYear, v.siteRepairHours);
}

it.each(options)('$id is up for the published product of causes, wherever the parameters lie in their spans', (option) => {
  fc.assert(
    fc.property(anyValues, restoreHours, serverCount, (v, restore, servers) => {
      const one = ofOneServer(v, restore);
      const expected: Formulas = { ...one, ...differences[option.id](v, one, servers) };
      const found = option.outages({ server: 'any', servers }, v, restore);
      expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
      for (const [cause, up] of Object.entries(expected)) {
        const isPair = cause === 'host' || cause === 'site';
        const difference = Math.abs(found[cause as Cause]!.availability - up);
        expect(difference, `${cause}: ${up}`).toBeLessThanOrEqual((isPair ? leftOut(v) : 0) + 1e-12);
      }
    }),
  );
});

describe('at likely values, if a restore takes 4 hours, as published,', () => {
  it.each([
    // design                 % of the time   hours a year
    ['solo', '99.948', '4.5'],
    ['single', '99.948', '4.5'],
    ['three-mongods', '99.948', '4.5'],
    ['single-cells', '99.948', '4.5'],
    ['split', '99.928', '6.3'],
    ['managed-db', '99.939', '5.4'],
    ['managed-db-as-quoted', '99.939', '5.4'],
    ['pair-as-quoted', '99.939', '5.4'],
    ['pair', '99.972', '2.5'],
    ['pair-cells', '99.972', '2.5'],
    ['pair-two-sites', '99.976', '2.1'],
    ['cluster', '99.969', '2.7'],
    // not published: software 1.4, switches 0.13, site 0.36, restore 0.4, load balancer 0.225, path 0.4, Atlas 0.438: 3.36 h
    ['managed-db-balanced', '99.962', '3.4'],
  ] as const)('%s is up %s percent of the time and down %s hours a year', (id, percent, hours) => {
    const up = series(...causesOf(id).map(([, { availability }]) => availability));
    expect((100 * up).toFixed(3)).toBe(percent);
    expect(downtimeHours(up).toFixed(1)).toBe(hours);
  });

  it.each([
    // design, cause, hours a year
    ['single', 'software', 2], // 4 · 0.5
    ['single', 'planned', 0.96], // 12 · 0.08
    ['single', 'host', 0.8], // 0.4 · 2
    ['single', 'restore', 0.4], // 0.1 · 4
    ['single', 'site', 0.36], // 0.12 · 3
    ['managed-db', 'path', 0.4], // 2 · 0.2
    ['managed-db', 'atlas', 0.438], // 0.00005 · 8760
    ['split', 'host', 1.6], // both servers are needed
    ['split', 'planned', 1.92],
    ['pair', 'software', 1.4], // 30 % of the wrong deployments are caught
    ['pair', 'planned', 0.267], // 24 switches of 40 s
    ['pair', 'host', 0.035], // 2.1 minutes
    ['pair-as-quoted', 'host', 0.686], // 41 minutes instead of 48
    ['pair-as-quoted', 'planned', 1.92], // a restart of either node stops both
    ['pair-two-sites', 'site', 0.0103], // 0.12 · (95 % of 40 s and 5 % of 1.5 h) and 0.12² · 3²/8760 in place of 0.36
    ['cluster', 'load-balancer', 0.225], // 0.15 · 1.5
    ['managed-db-balanced', 'planned', 0.133], // 12 switches of 40 s
  ] as const)('%s is down for its %s %d hours a year', (id, cause, hours) => {
    const found = Object.fromEntries(causesOf(id))[cause]!.availability;
    expect(Math.abs(downtimeHours(found) - hours)).toBeLessThan(0.01 * Math.max(hours, 0.1));
  });
});

describe('counting votes in a Markov chain', () => {
  it('gives the hosts of a pair with a third vote the same availability, but for what happens twice at once', () => {
    fc.assert(
      fc.property(anyValues, (v) => {
        const { lambda, mu, x } = rates(v.hostFailuresPerYear, v.hostRepairHours);
        const t = switchHours(v);
        const missing = v.arbiterUnavailability;
        const { writing } = failover({
          dataNodes: 2,
          votes: 3,
          node: { failuresPerHour: lambda, repairsPerHour: mu },
          voteOnly: { failuresPerHour: missing / (1 - missing), repairsPerHour: 1 },
          crews: 3,
          failoverHours: t,
          manualHours: undefined,
        });
        const found = optionOf('pair').outages({ server: 'any' }, v, 4).host!.availability;
        expect(Math.abs(found - writing)).toBeLessThanOrEqual((lambda * t + 2 * x) ** 2 + 2 * missing * (lambda * t + x) * (1 + t));
      }),
    );
  });

  it('gives the hosts of a pair without one the same availability, but for what happens twice at once', () => {
    fc.assert(
      fc.property(anyValues, (v) => {
        const { lambda, mu, x } = rates(v.hostFailuresPerYear, v.hostRepairHours);
        const node = { failuresPerHour: lambda, repairsPerHour: mu };
        const { writing } = failover({
          dataNodes: 2,
          votes: 2,
          node,
          voteOnly: node,
          crews: 2,
          failoverHours: 0,
          manualHours: v.manualFailoverHours,
        });
        const found = optionOf('pair-as-quoted').outages({ server: 'any' }, v, 4).host!.availability;
        expect(Math.abs(found - writing)).toBeLessThanOrEqual(4 * x ** 2);
      }),
    );
  });

  it('gives three nodes of a cluster at least the availability that two of them and their vote are given', () => {
    fc.assert(
      fc.property(anyValues, serverCount, (v, servers) => {
        const { lambda, mu, x } = rates(v.hostFailuresPerYear, v.hostRepairHours);
        const node = { failuresPerHour: lambda, repairsPerHour: mu };
        const t = switchHours(v);
        const { writing } = failover({
          dataNodes: 3,
          votes: 3,
          node,
          voteOnly: node,
          crews: 3,
          failoverHours: t,
          manualHours: v.manualFailoverHours,
        });
        const apps = kOfN(
          servers - 1,
          Array.from({ length: servers }, () => A(v.hostFailuresPerYear, v.hostRepairHours)),
        );
        const found = optionOf('cluster').outages({ server: 'any', servers }, v, 4).host!.availability;
        // Of three nodes two pairs more can be down together: 3 x² instead of x².
        expect(Math.abs(found - apps * writing)).toBeLessThanOrEqual(2 * x ** 2 + (lambda * (t + v.manualFailoverHours) + 3 * x) ** 2);
      }),
    );
  });
});

it.each(options)('$id: the outages of each cause fill the time without it, but for what overlaps', (option) => {
  fc.assert(
    fc.property(anyValues, restoreHours, serverCount, (v, restore, servers) => {
      const x = Math.max(rates(v.hostFailuresPerYear, v.hostRepairHours).x, rates(v.siteFailuresPerYear, v.siteRepairHours).x);
      for (const { availability, kinds } of Object.values(option.outages({ server: 'any', servers }, v, restore))) {
        const filled = kinds.reduce((sum, { perYear, hours }) => sum + perYear * hours, 0) / hoursOfYear;
        // In a pair a part is down for x of the time beside; of eight servers seven others can be.
        expect(Math.abs(filled - (1 - availability))).toBeLessThanOrEqual(filled * (filled + 8 * x) + 1e-12);
      }
    }),
  );
});

function causesOf(id: PlanId) {
  return Object.entries(optionOf(id).outages({ server: 'any', servers: 2 }, likely, 4));
}
