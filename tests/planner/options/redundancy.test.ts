/** Redundancy: which designs are never down more than which others, when that depends on the parameters, and why. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { series, type Cause, type PlanId, type Values } from '@ordiplan/planner';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { anyValues } from '../answers.ts';
import { likely } from '../reference.ts';

const restoreHours = fc.double({ min: 1, max: 12, noNaN: true });
const serverCount = fc.integer({ min: 2, max: 8 });
/** Smaller than anything that differs, larger than what a computer loses when it multiplies. */
const rounding = 1e-14;

describe('whatever the parameters are', () => {
  it.each([
    // never down more         than                     because
    ['single', 'split'], // two servers are needed instead of one
    ['single', 'managed-db'], // the path and the rented database come on top
    ['managed-db', 'managed-db-as-quoted'], // a backup changes no outage
    ['managed-db-as-quoted', 'managed-db'],
    ['single', 'solo'],
    ['solo', 'single'],
    ['single', 'three-mongods'], // three processes on one host are lost with it
    ['three-mongods', 'single'],
    ['single', 'single-cells'], // a practice lives in one cell
    ['single-cells', 'single'],
    ['pair', 'pair-cells'],
    ['pair-cells', 'pair'],
  ] as const)('%s is never down more than %s', (better, worse) => {
    fc.assert(
      fc.property(anyValues, restoreHours, (v, restore) => {
        expect(upOf(better, v, restore)).toBeGreaterThanOrEqual(upOf(worse, v, restore) - rounding);
      }),
    );
  });

  it.each(['pair', 'pair-two-sites', 'pair-cells', 'cluster', 'managed-db-balanced'] as const)(
    '%s is down less for its software: a wrong deployment is caught on the first server',
    (id) => {
      fc.assert(fc.property(anyValues, (v) => causeOf(id, 'software', v) > causeOf('single', 'software', v)));
    },
  );

  it('two to eight servers behind a load balancer are down less for their hosts than one', () => {
    // With u the share that one is down: n (n−1) / 2 · u² < u as long as u < 1/28; the spans end at 1.5 · 10 / 8760 = 1/584.
    fc.assert(
      fc.property(anyValues, serverCount, (v, servers) => {
        expect(causeOf('managed-db-balanced', 'host', v, servers)).toBeGreaterThan(causeOf('managed-db', 'host', v));
      }),
    );
  });

  it('each server more behind a load balancer is one more that can be missing while another is', () => {
    fc.assert(
      fc.property(anyValues, fc.integer({ min: 2, max: 7 }), (v, servers) => {
        const [fewer, more] = [servers, servers + 1].map((n) => causeOf('managed-db-balanced', 'host', v, n));
        expect(more!).toBeLessThanOrEqual(fewer! + rounding);
      }),
    );
  });

  it('two sites change nothing but the outages of a site', () => {
    fc.assert(
      fc.property(anyValues, restoreHours, (v, restore) => {
        const one = optionOf('pair').outages({ server: 'any' }, v, restore);
        const two = optionOf('pair-two-sites').outages({ server: 'any' }, v, restore);
        expect({ ...two, site: undefined }).toEqual({ ...one, site: undefined });
      }),
    );
  });
});

describe('as long as a switch takes less than what it replaces', () => {
  /*
   * Of the hosts: λt + x² + 2·arbiter·x < x − x² with t ≤ 0.9 h, since 0.9 + 2x + 2·arbiter stays below 1 up to the ends
   * of the spans (0.9 + 0.0034 + 0.006). Of a planned stop: two switches in place of one stop.
   */
  const switchIsFaster = anyValues.filter(
    (v) => switchHours(v) <= 0.9 * v.hostRepairHours && (2 * v.failoverSeconds) / 3600 <= v.plannedStopHours,
  );

  it.each(['single', 'split', 'pair-as-quoted', 'managed-db'] as const)('the pair with a third vote is down less than %s', (id) => {
    fc.assert(
      fc.property(switchIsFaster, restoreHours, (v, restore) => {
        expect(upOf('pair', v, restore)).toBeGreaterThan(upOf(id, v, restore));
      }),
    );
  });

  it('two sites are down less than one', () => {
    const siteToo = switchIsFaster.filter((v) => switchHours(v) <= 0.9 * v.siteRepairHours);
    fc.assert(
      fc.property(siteToo, restoreHours, (v, restore) => {
        expect(upOf('pair-two-sites', v, restore)).toBeGreaterThan(upOf('pair', v, restore));
      }),
    );
  });

  it('the cluster is down less than one server if its load balancer fails less than a server', () => {
    const balancerIsBetter = switchIsFaster.filter(
      (v) =>
        switchHours(v) <= 0.5 * v.hostRepairHours &&
        v.loadBalancerFailuresPerYear * v.loadBalancerRepairHours <= 0.4 * v.hostFailuresPerYear * v.hostRepairHours,
    );
    // Half of the host outages are left at most, two fifths come with the load balancer, and a twentieth where two are down.
    fc.assert(
      fc.property(balancerIsBetter, restoreHours, serverCount, (v, restore, servers) => {
        expect(upOf('cluster', v, restore, servers)).toBeGreaterThan(upOf('single', v, restore));
      }),
    );
  });
});

describe('more machines can mean more downtime:', () => {
  it.each([
    // worse                 than       where
    ['split', 'single', likely], // always: a second server that is needed too
    ['managed-db', 'single', likely], // always: a vendor and a path that are needed too
    ['pair-as-quoted', 'single', likely], // the restart of either node stops both: 0.96 h more, 0.11 h less for the hosts
    ['pair-as-quoted', 'single', { ...likely, manualFailoverHours: 6, plannedStopsPerYear: 4 }], // nobody comes before the host is back
    ['managed-db-balanced', 'single', { ...likely, pathFailuresPerYear: 6, pathRepairHours: 1 }],
    // 24 switches of 3 minutes in place of 12 stops of 1.8 minutes, and a deployment that catches nearly nothing
    ['pair', 'single', { ...likely, failoverSeconds: 180, plannedStopHours: 0.03, rollingDeployCatch: 0.01, hostFailuresPerYear: 0.1 }],
    // Hosts that are back after a quarter of an hour, and one switch in five that waits six hours for a person
    ['pair', 'single', { ...slowPeople(), rollingDeployCatch: 0.01 }],
    ['pair', 'pair-as-quoted', { ...slowPeople(), rollingDeployCatch: 0.01, failoverSeconds: 180, plannedStopHours: 0.03 }],
    // A site that is back sooner than a person comes
    ['pair-two-sites', 'pair', { ...slowPeople(), siteRepairHours: 0.5 }],
    // The load balancer stands before everything
    ['cluster', 'pair', likely],
    ['cluster', 'single', { ...likely, loadBalancerFailuresPerYear: 0.6, loadBalancerRepairHours: 6 }],
  ] as const)('%s is down more than %s', (worse, better, v) => {
    expect(upOf(worse, v, 4)).toBeLessThan(upOf(better, v, 4));
  });
});

/** Figures at the ends of their spans: failovers that fail, people who are slow, hosts that are quick. */
function slowPeople(): Values {
  return { ...likely, failoverSuccess: 0.8, manualFailoverHours: 6, hostRepairHours: 0.25, hostFailuresPerYear: 1.5 };
}

/** Hours until a failover is over, in the mean. */
function switchHours(v: Values): number {
  return (v.failoverSuccess * v.failoverSeconds) / 3600 + (1 - v.failoverSuccess) * v.manualFailoverHours;
}

function upOf(id: PlanId, v: Values, restore: number, servers = 2): number {
  return series(...Object.values(optionOf(id).outages({ server: 'any', servers }, v, restore)).map(({ availability }) => availability));
}

function causeOf(id: PlanId, cause: Cause, v: Values, servers = 2): number {
  return optionOf(id).outages({ server: 'any', servers }, v, 4)[cause]!.availability;
}
