/** Findings: each appears with what is wrong and goes away exactly when the plan cures it. */
import { describe, expect, it } from 'vitest';
import { compare, type PlanId } from '@ordiplan/planner';
import { findingCodes, findingKinds } from '../../../packages/planner/src/advice/findings.ts';
import { facts, planIds, quoteFor } from '../answers.ts';
import { findingsAfter } from './findings-of.ts';

/** What concerns the build alone; what is full, grows or is bought has tests of its own. */
const buildAreas = ['single-point', 'backup', 'replication', 'security', 'maintenance'];

describe('20 practices at the prices of the analysis', () => {
  const unguarded = ['important security.unhardened', 'medium maintenance.manual'];
  const alone = 'critical server.single';
  const once = 'important replication.none';
  const beforeAtlas = 'important app.single-before-managed';

  it.each([
    // plan            findings on its build
    ['solo', [alone, 'critical backup.none', once, ...unguarded]], // its backup lies on its own disk
    ['single', [alone, once]], // the box at another site cures the backup
    ['three-mongods', [alone, 'important replicas.same-host']], // three votes on one host
    ['split', [alone, once]], // one server for the software, one for the database: each is needed
    ['single-cells', [alone, once]], // each cell stands on one server
    ['managed-db-as-quoted', [alone, beforeAtlas, 'critical backup.files-missing', ...unguarded]], // Atlas keeps the database only
    ['managed-db', [alone, beforeAtlas]],
    ['managed-db-balanced', []],
    [
      'pair-as-quoted', // replication is no backup
      ['important standby.too-small', 'critical backup.none', 'important replica.no-backup', 'important vote.missing', ...unguarded],
    ],
    ['pair', []], // third vote, equal standby and box cure all of it
    ['pair-two-sites', []],
    ['cluster', []], // three votes of its own
    ['pair-cells', []],
  ] as const)('%s: %j', (id, expected) => {
    const { findings } = quoteFor(id, { tenants: 20, prices: 'quoted' });
    expect(findings.filter(({ area }) => buildAreas.includes(area)).map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });
});

describe('a lone server', () => {
  it.each([20, 60, 150])('is told of each design whose plan for %i practices has one, of cells for each by itself', (tenants) => {
    const told = compare({ tenants }, facts).quotes.flatMap(({ id, findings }) => {
      const lone = findings.find((finding) => finding.code === 'server.single');
      return lone ? [[id, lone.args]] : [];
    });
    const alone = { inCells: false };
    expect(told).toEqual([
      ['solo', alone],
      ['single', alone],
      ['three-mongods', alone],
      ['split', alone],
      ['single-cells', { inCells: true }],
      ['managed-db', alone],
      ['managed-db-as-quoted', alone],
    ]);
  });
});

describe('each finding goes away exactly with the part that cures it:', () => {
  it.each([
    // parts left out, findings that come back
    [[], []],
    [['backup-1'], ['backup.none', 'replica.no-backup']],
    [['vote-1'], ['vote.missing']],
    [['app-2'], ['server.single', 'vote.missing']], // the third vote has a copy of the data: two are left, and no majority without both
    [
      ['app-2', 'vote-1', 'backup-1'],
      ['server.single', 'backup.none', 'replication.none'],
    ],
    [['service-ipv4', 'app-1-ipv4'], []], // an address cures nothing
  ])('C without %j: %j', (missing, expected) => {
    expect(buildCodes('pair', (id) => !(missing as readonly string[]).includes(id))).toEqual(expected);
  });

  it('a third vote without a copy of the data is not a second data node', () => {
    const found = findingsAfter({ id: 'pair', input: { tenants: 20 } }, (plan) => ({
      plan: {
        ...plan,
        components: plan.components
          .filter(({ id }) => id !== 'app-2')
          .map((part) => (part.role === 'vote' ? { ...part, runs: ['vote'] as const } : part)),
      },
    }));
    expect(found.filter(({ area }) => buildAreas.includes(area)).map(({ code }) => code)).toEqual(['server.single', 'replication.none']);
  });

  it.each([
    // database servers left   findings
    [[1, 2, 3], []],
    [[1, 2], ['vote.missing']],
    [[1], ['replication.none']],
  ] as const)('the cluster with database servers %j: %j', (left, expected) => {
    expect(buildCodes('cluster', (id) => !/^db-\d(-|$)/.test(id) || left.some((number) => id.startsWith(`db-${number}`)))).toEqual(
      expected,
    );
  });

  it('several servers before Atlas: with one of them left, it stands alone', () => {
    expect(buildCodes('managed-db-balanced', () => true)).toEqual([]);
    expect(buildCodes('managed-db-balanced', (id) => !/^app-[2-9]/.test(id))).toEqual(['server.single', 'app.single-before-managed']);
  });

  it.each([
    // where the box stands, what it keeps
    ['fsn1', ['database', 'files'], []],
    ['nbg1', ['database', 'files'], ['backup.none', 'replica.no-backup']], // beside the servers it is lost with them
    ['fsn1', ['database'], ['backup.files-missing']],
    ['fsn1', ['files'], ['replica.no-backup']],
    ['fsn1', [], ['backup.none', 'replica.no-backup']],
  ] as const)('C with a box at %s that keeps %j: %j', (site, keeps, expected) => {
    const found = findingsAfter({ id: 'pair', input: { tenants: 20 } }, (plan) => ({
      plan: { ...plan, components: plan.components.map((part) => (part.id === 'backup-1' ? { ...part, site, keeps } : part)) },
    }));
    expect(found.filter(({ area }) => buildAreas.includes(area)).map(({ code }) => code)).toEqual(expected);
  });

  it('encryption is missed as long as one part that holds data is not said to be encrypted', () => {
    const missing = (isEncrypted: boolean) =>
      findingsAfter({ id: 'solo', input: { tenants: 20 } }, (plan) => ({
        plan: { ...plan, components: plan.components.map((part) => ({ ...part, isEncrypted })) },
      })).find(({ code }) => code === 'security.unhardened')?.args;
    expect(missing(false)).toEqual({ missing: ['login-guard', 'automatic-updates', 'audit-log', 'encryption'] });
    expect(missing(true)).toEqual({ missing: ['login-guard', 'automatic-updates', 'audit-log'] });
  });

  function buildCodes(id: PlanId, stays: (part: string) => boolean) {
    const found = findingsAfter({ id, input: { tenants: 20 } }, (plan) => ({
      plan: { ...plan, components: plan.components.filter((part) => stays(part.id)) },
    }));
    return found.filter(({ area }) => buildAreas.includes(area)).map(({ code }) => code);
  }
});

describe.each([20, 100])('of %i practices', (tenants) => {
  it.each(planIds)('%s may be run exactly if no gate stops it and it does not only stand here to be compared', (id) => {
    const { gates, isAdmissible, plan } = quoteFor(id, { tenants });
    const isForComparison = id === 'solo' || id === 'three-mongods';
    expect(isAdmissible).toBe(plan !== undefined && !isForComparison && gates.status !== 'inadmissible');
  });

  it.each(planIds)('%s without a backup of everything is stopped by a gate, not by a finding', (id) => {
    const { gates, findings } = quoteFor(id, { tenants });
    const isUnsaved = findings.some(({ code }) => code === 'backup.none' || code === 'backup.files-missing');
    const gate = gates.results.find((result) => result.id === 'off-site-backup');
    expect(gate?.status === 'inadmissible').toBe(isUnsaved);
  });
});

it('each finding has the area and the severity of its code', () => {
  for (const input of [{ tenants: 20 }, { tenants: 20, prices: 'quoted' }, { tenants: 60, tenantsIn12Months: 90 }] as const) {
    for (const { findings } of compare(input, facts).quotes) {
      for (const { code, area, severity } of findings) expect([area, severity]).toEqual(findingKinds[code]);
    }
  }
});

it('every code but those on stock that lasts and prices that are fresh is raised by some scenario of these', () => {
  const inputs = [{ tenants: 20 }, { tenants: 24, tenantsIn12Months: 60 }, { tenants: 20, prices: 'quoted' }] as const;
  const seen = new Set(inputs.flatMap((input) => compare(input, facts).quotes.flatMap(({ findings }) => findings.map(({ code }) => code))));
  // These two need another day or another record: see the tests of what is bought.
  expect(findingCodes.filter((code) => !seen.has(code))).toEqual(['price.stale', 'type.deprecated']);
});

it('beyond the reach of an option there is nothing to find', () => {
  const beyond = compare({ tenants: 1000 }, facts).quotes.filter(({ plan }) => !plan);
  expect(beyond).toHaveLength(planIds.length - 2); // all but the cells
  for (const { findings, isAdmissible } of beyond) {
    expect(findings).toEqual([]);
    expect(isAdmissible).toBe(false);
  }
});
