/** Findings: each appears with what is wrong and goes away exactly when the plan cures it. */
import { describe, expect, it } from 'vitest';
import { compare, parseScenario, planIds, type Facts, type Plan, type PlanId, type PriceBook, type ScenarioInput } from '@ordiplan/planner';
import { findings } from '../../../packages/planner/src/advice/findings.ts';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { facts, quoteFor, today, withoutPrice } from '../answers.ts';

describe('20 practices at the prices of the analysis', () => {
  it.each([
    // plan            findings
    ['solo', ['stop backup.none', 'warn server.single']], // its backup lies on its own disk
    ['single', ['warn server.single']], // the box at another site cures the backup
    ['three-mongods', ['warn server.single', 'warn price.unknown']], // three votes on one host; the analysis prices no CX52
    ['split', ['warn server.single']], // one server for the software, one for the database: each is needed
    ['single-cells', ['warn server.single']], // each cell stands on one server
    ['managed-db-as-quoted', ['stop backup.files-missing', 'warn server.single', 'note price.estimate']], // Atlas keeps the database only
    ['managed-db', ['warn server.single', 'warn price.unknown', 'note price.estimate']], // the analysis prices no snapshots
    ['managed-db-balanced', ['warn price.unknown', 'note price.estimate']],
    ['pair-as-quoted', ['stop backup.none', 'warn vote.missing', 'warn standby.too-small']], // replication is no backup
    ['pair', ['warn price.unknown']], // third vote, equal standby and box cure all of it; it prices no movable address
    ['pair-two-sites', ['warn price.unknown']],
    ['cluster', ['warn price.unknown']],
    ['pair-cells', ['warn price.unknown']],
  ] as const)('%s: %j', (id, expected) => {
    expect(codesOf(id, { tenants: 20, prices: 'quoted' })).toEqual(expected);
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

  it('is cured by a second one, in a cell as without cells', () => {
    for (const id of ['managed-db-balanced', 'pair', 'pair-cells', 'cluster'] as const) {
      expect(codesOf(id, { tenants: 20 })).not.toContain('warn server.single');
    }
  });
});

describe('each finding goes away exactly with the part that cures it:', () => {
  const { plan, bill } = quoteFor('pair', { tenants: 20 });
  const supply = likelySupply(parseScenario({ tenants: 20 }, today), facts);

  it.each([
    // parts left out, findings that come back
    [[], []],
    [['backup-1'], ['backup.none']],
    [['vote-1'], ['vote.missing']],
    [['app-2'], ['server.single']], // one data node and one vote are not two data nodes
    [
      ['app-2', 'vote-1', 'backup-1'],
      ['backup.none', 'server.single'],
    ],
    [['service-ipv4', 'app-1-ipv4'], []], // an address cures nothing
  ])('C without %j: %j', (missing, expected) => {
    const left = { ...plan!, components: plan!.components.filter(({ id }) => !(missing as readonly string[]).includes(id)) };
    expect(found(left)).toEqual(expected);
  });

  it.each([
    // where the box stands, what it keeps
    ['fsn1', ['database', 'files'], []],
    ['nbg1', ['database', 'files'], ['backup.none']], // beside the servers it is lost with them
    ['fsn1', ['database'], ['backup.files-missing']],
    ['fsn1', [], ['backup.none']],
  ] as const)('C with a box at %s that keeps %j: %j', (site, keeps, expected) => {
    const components = plan!.components.map((part) => (part.id === 'backup-1' ? { ...part, site, keeps } : part));
    expect(found({ ...plan!, components })).toEqual(expected);
  });

  it.each([
    // standby   practices that it carries alone
    ['hetzner.cloud.cx23', 9],
    ['hetzner.cloud.cx33', undefined],
    ['hetzner.cloud.cx43', undefined],
  ])('C with a standby of type %s carries alone: %s', (standby, carried) => {
    const left = findings({ ...plan!, size: { ...plan!.size, standby } }, bill!, { option: optionOf('pair'), supply });
    const args = left.filter(({ code }) => code === 'standby.too-small').map((finding) => finding.args);
    expect(args).toEqual(carried === undefined ? [] : [{ tenants: carried }]);
  });

  function found(changed: Plan) {
    const all = findings(changed, bill!, { option: optionOf('pair'), supply });
    return all.map(({ code }) => code).filter((code) => !code.startsWith('price.') && !code.startsWith('stock.'));
  }
});

it.each(planIds)('%s may be run exactly if no finding stops it and it does not only stand here to be compared', (id) => {
  const { findings, isAdmissible } = quoteFor(id, { tenants: 20 });
  const isForComparison = id === 'solo' || id === 'three-mongods';
  expect(isAdmissible).toBe(!isForComparison && !findings.some((finding) => finding.severity === 'stop'));
});

describe('a standby that is one size smaller', () => {
  it.each([
    // practices   carried by the standby alone
    [9, undefined], // both are the smallest size: it carries 9
    [10, 9], // CX22
    [24, 9],
    [25, 24], // CX32
    [56, 55], // CX42
  ])('at %i practices is too small for all but %s', (tenants, carried) => {
    const { findings } = quoteFor('pair-as-quoted', { tenants, prices: 'quoted' });
    const args = findings.filter(({ code }) => code === 'standby.too-small').map((finding) => finding.args);
    expect(args).toEqual(carried === undefined ? [] : [{ tenants: carried }]);
  });

  it('is never part of C as we build it', () => {
    for (const tenants of [1, 10, 25, 56, 116]) expect(codesOf('pair', { tenants })).not.toContain('warn standby.too-small');
  });
});

describe('an unknown price', () => {
  it('is told for every part that has none', () => {
    const { findings } = quoteFor('pair-as-quoted', { tenants: 100, prices: 'quoted' });
    expect(findings.find(({ code }) => code === 'price.unknown')?.args).toEqual({ machines: ['CX52', 'CX42'] });
  });

  it('is told as long as it is missing', () => {
    expect(codesOf('single', { tenants: 20 })).not.toContain('warn price.unknown');
    expect(codesOf('single', { tenants: 20 }, withoutPrice('hetzner.storage-box.bx11'))).toContain('warn price.unknown');
    expect(codesOf('solo', { tenants: 20 }, withoutPrice('hetzner.storage-box.bx11'))).not.toContain('warn price.unknown');
  });
});

describe('an estimated price', () => {
  it.each(['current', 'quoted'] as const)('in the list "%s" is told for Atlas and nothing else', (prices) => {
    const told = planIds.filter((id) => codesOf(id, { tenants: 20, prices }).includes('note price.estimate'));
    expect(told).toEqual(['managed-db', 'managed-db-as-quoted', 'managed-db-balanced']);
    const quoted = quoteFor('managed-db-as-quoted', { tenants: 20, prices });
    expect(quoted.findings.find(({ code }) => code === 'price.estimate')?.args).toEqual({ labels: [expect.stringContaining('M20')] });
  });
});

describe('a sold-out CX33', () => {
  it.each([
    // ordered on   told
    ['2026-09-02', []], // nobody had looked
    ['2026-09-09', []], // seen on that day: another type is planned
    ['2026-09-24', [{ observedOn: '2026-09-09', isFresh: false }]], // after 14 days
    ['2026-10-19', []], // the last day on which the sighting counts: another type is planned
    ['2026-10-20', [{ observedOn: '2026-10-05', isFresh: false }]],
  ])('ordered on %s is told as %j', (orderOn, expected) => {
    expect(soldOut('solo', { tenants: 20, orderOn }).map(({ observedOn, isFresh }) => ({ observedOn, isFresh }))).toEqual(expected);
  });

  it('goes away with a newer sighting that it can be ordered', () => {
    expect(soldOut('solo', { tenants: 20 })).toHaveLength(1);
    expect(soldOut('solo', { tenants: 20 }, sightedAs('yes'))).toEqual([]);
    expect(soldOut('solo', { tenants: 20 }, sightedAs('unknown'))).toEqual([]);
  });

  it('does not concern a plan without it', () => {
    // nine practices need a CX23, of which nobody knows
    expect(soldOut('pair', { tenants: 9 })).toEqual([]);
  });
});

it('beyond the reach of an option there is nothing to find', () => {
  const beyond = compare({ tenants: 1000 }, facts).quotes.filter(({ plan }) => !plan);
  expect(beyond).toHaveLength(planIds.length - 2); // all but the cells
  for (const { findings, isAdmissible } of beyond) {
    expect(findings).toEqual([]);
    expect(isAdmissible).toBe(false);
  }
});

function codesOf(id: PlanId, input: ScenarioInput, known: Facts = facts): string[] {
  return quoteFor(id, input, known).findings.map(({ severity, code }) => `${severity} ${code}`);
}

function soldOut(id: PlanId, input: ScenarioInput, known: Facts = facts) {
  return quoteFor(id, input, known).findings.flatMap((finding) => (finding.code === 'stock.sold-out' ? [finding.args] : []));
}

/** The facts after somebody has looked for a CX33 today. */
function sightedAs(orderable: 'yes' | 'unknown'): Facts {
  const { current } = facts.book.lists;
  const cx33 = current.skus['hetzner.cloud.cx33']!;
  const sighting = { ...cx33.stock!.at(-1)!, observedOn: facts.today, orderable: { nbg1: orderable } };
  const skus = { ...current.skus, 'hetzner.cloud.cx33': { ...cx33, stock: [...cx33.stock!, sighting] } };
  const lists: PriceBook['lists'] = { ...facts.book.lists, current: { ...current, skus } };
  return { ...facts, book: { ...facts.book, lists } };
}
