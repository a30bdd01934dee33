/** Options: which parts each design buys, where they stand, and what its availability is made of. */
import { describe, expect, it } from 'vitest';
import { downtimeHours, series, type PlanId } from '@ordiplan/planner';
import { options } from '../../../packages/planner/src/options/index.ts';
import { planIds, quoteFor } from '../answers.ts';
import { likely } from '../reference.ts';

describe.each([
  // plan            parts as "role of SKU at site" for 20 practices today
  ['solo', ['server cx33 nbg1', 'address primary-ipv4 nbg1']],
  ['single', ['server cx33 nbg1', 'address primary-ipv4 nbg1', 'off-site-backup bx11 fsn1']],
  ['managed-db', ['server cx33 nbg1', 'address primary-ipv4 nbg1', 'managed-database m20 eu-central-1', 'off-site-backup bx11 fsn1']],
  ['managed-db-as-quoted', ['server cx33 nbg1', 'address primary-ipv4 nbg1', 'managed-database m20 eu-central-1']],
  [
    'pair',
    [
      'server cx33 nbg1',
      'address primary-ipv4 nbg1',
      'standby cx33 nbg1',
      'address primary-ipv4 nbg1',
      'vote cx23 hel1',
      'address primary-ipv4 hel1',
      'off-site-backup bx11 fsn1',
    ],
  ],
  ['pair-as-quoted', ['server cx33 nbg1', 'address primary-ipv4 nbg1', 'standby cx23 nbg1', 'address primary-ipv4 nbg1']],
] as const)('%s', (id, parts) => {
  const { components } = quoteFor(id, { tenants: 20 }).plan!;

  it('buys these parts', () => {
    expect(components.map(({ role, sku, site }) => `${role} ${sku.split('.').at(-1)} ${site}`)).toEqual(parts);
  });

  it('gives every part a name of its own that fits into a file', () => {
    const names = components.map((component) => component.id);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it('gives servers that talk to each other different private addresses', () => {
    const addresses = components.flatMap(({ privateIp }) => privateIp ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

it('keeps the off-site backup away from every server', () => {
  for (const id of planIds) {
    const { components } = quoteFor(id, { tenants: 20 }).plan!;
    const sites = components.filter((c) => c.runs.includes('app')).map((c) => c.site);
    for (const backup of components.filter((c) => c.role === 'off-site-backup')) expect(sites).not.toContain(backup.site);
  }
});

it('puts the third vote where neither data node stands', () => {
  const { components } = quoteFor('pair', { tenants: 20 }).plan!;
  const vote = components.find((c) => c.role === 'vote')!;
  expect(components.filter((c) => c.runs.includes('database')).map((c) => c.site)).not.toContain(vote.site);
});

describe('availability, if a restore takes 4 hours, is as published', () => {
  it.each([
    ['solo', 99.948],
    ['single', 99.948],
    ['managed-db', 99.939],
    ['pair-as-quoted', 99.939],
    ['pair', 99.972],
  ] as const)('%s: %d %', (id, percent) => {
    expect((series(...Object.values(causesOf(id))) * 100).toFixed(3)).toBe(percent.toFixed(3));
  });

  it.each([
    // cause, hours a year
    ['software', 2], // 4 · 0.5
    ['planned', 0.96], // 12 · 0.08
    ['host', 0.8], // 0.4 · 2
    ['restore', 0.4], // 0.1 · 4
    ['site', 0.36], // 0.12 · 3
  ] as const)('A is down for its %s %d hours a year', (cause, hours) => {
    expect(downtimeHours(causesOf('single')[cause]!)).toBeCloseTo(hours, 2);
  });

  it('B adds 0.40 hours of the path and 0.44 of Atlas to A', () => {
    const { path, atlas, ...shared } = causesOf('managed-db');
    expect(downtimeHours(path!)).toBeCloseTo(0.4, 2);
    expect(downtimeHours(atlas!)).toBeCloseTo(0.44, 2);
    expect(shared).toEqual(causesOf('single'));
  });

  it('C without a third vote is down less for its hosts, but twice as long for restarts', () => {
    // 41 minutes instead of 48; 1.92 h instead of 0.96 h
    const causes = causesOf('pair-as-quoted');
    expect(downtimeHours(causes.host!) * 60).toBeCloseTo(41, 0);
    expect(downtimeHours(causes.planned!)).toBeCloseTo(1.92, 2);
    expect(downtimeHours(causes.software!)).toBeCloseTo(2, 2);
  });

  it('C with a third vote is down 2 minutes for its hosts and catches 30 % of the wrong deployments', () => {
    const causes = causesOf('pair');
    expect(downtimeHours(causes.host!) * 60).toBeCloseTo(2.1, 1);
    expect(downtimeHours(causes.software!)).toBeCloseTo(1.4, 2);
    // 24 restarts of 40 s
    expect(downtimeHours(causes.planned!)).toBeCloseTo(0.267, 3);
  });
});

function causesOf(id: PlanId) {
  return options.find((option) => option.id === id)!.availability(likely, 4);
}
