/** Promises: what contracts add up to for each design, and which parts nobody promises anything for. */
import { describe, expect, it } from 'vitest';
import { planIds, type PlanId } from '@ordiplan/planner';
import { facts, quoteFor } from '../answers.ts';

/** Hetzner: 99.9 % of the month for each server. MongoDB: 99.995 % for the cluster. */
const hetzner = 0.999;
const mongoDb = 0.99995;

describe.each([20, 60, 150])('for %i practices the contracts promise', (tenants) => {
  it.each([
    ['solo', hetzner],
    ['single', hetzner],
    ['three-mongods', hetzner], // three processes, one server
    ['split', hetzner ** 2], // both are needed
    ['single-cells', hetzner], // a practice lives in one cell
    ['managed-db', hetzner * mongoDb],
    ['managed-db-as-quoted', hetzner * mongoDb],
    ['pair', hetzner], // each server is promised by itself: nobody promises that one of two is up
    ['pair-two-sites', hetzner],
    ['pair-cells', hetzner],
    ['pair-as-quoted', hetzner ** 2], // without a third vote both are needed
    ['managed-db-balanced', undefined], // nobody promises anything for load balancer and bucket
    ['cluster', undefined],
  ] as const)('%s: %s', (id, share) => {
    const { together } = quoteFor(id, { tenants }).promises!;
    if (share === undefined) expect(together).toBeUndefined();
    else expect(together).toBeCloseTo(share, 12);
  });
});

it.each([
  ['managed-db-balanced', ['hetzner.cloud-server', 'mongodb.atlas']],
  ['cluster', ['hetzner.cloud-server']],
] as const)('%s has agreements for its machines, and none for load balancer and bucket', (id, agreements) => {
  const promises = quoteFor(id, { tenants: 20 }).promises!;
  expect(promises.uncovered).toEqual(['hetzner.cloud.lb11', 'hetzner.object-storage.base']);
  expect(promises.agreements.map(({ agreement }) => agreement.id)).toEqual(agreements);
});

it.each(planIds)('each part of %s that answers requests is covered or named as uncovered, and no other part is', (id) => {
  const { plan, promises } = quoteFor(id, { tenants: 20 });
  const answering = new Set(
    plan!.components.filter(({ role }) => !['address', 'vote', 'off-site-backup'].includes(role)).map(({ sku }) => sku),
  );
  const told = [...promises!.agreements.flatMap(({ skus }) => skus), ...promises!.uncovered];
  expect(told).toHaveLength(new Set(told).size);
  expect(new Set(told)).toEqual(answering);
});

describe('an agreement', () => {
  const promisedBy = (id: PlanId, agreements: typeof facts.contracts.agreements) =>
    quoteFor(id, { tenants: 20 }, { ...facts, contracts: { ...facts.contracts, agreements } }).promises!.together;
  const [ofServers, ofDatabase] = facts.contracts.agreements;

  it('that is missing is no promise of nothing and none of everything', () => {
    expect(promisedBy('single', [])).toBeUndefined();
    expect(promisedBy('managed-db', [ofServers!])).toBeUndefined();
    expect(promisedBy('managed-db', [ofDatabase!])).toBeUndefined();
    expect(promisedBy('single', [ofServers!])).toBe(hetzner);
  });

  it('for load balancer and bucket would complete what the cluster is promised: one server of each stage', () => {
    const further = { ...ofServers!, id: 'further', covers: ['hetzner.cloud.lb', 'hetzner.object-storage'], share: 0.99 };
    // load balancer, server, bucket, database server
    expect(promisedBy('cluster', [ofServers!, further])).toBeCloseTo(0.99 * hetzner * 0.99 * hetzner, 12);
    expect(promisedBy('managed-db-balanced', [ofServers!, ofDatabase!, further])).toBeCloseTo(0.99 * hetzner * 0.99 * mongoDb, 12);
  });
});

it('without a plan there is nothing to promise', () => {
  for (const id of planIds.filter((one) => !one.endsWith('-cells'))) expect(quoteFor(id, { tenants: 1000 }).promises).toBeUndefined();
});

it('what is promised changes neither what is expected nor what was measured', () => {
  const without = { ...facts, contracts: { ...facts.contracts, agreements: [] } };
  for (const id of planIds) {
    expect(quoteFor(id, { tenants: 20 }, without).availability).toEqual(quoteFor(id, { tenants: 20 }).availability);
  }
});
