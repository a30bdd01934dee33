/** Gates: each with a scenario or a fact that gives each of its statuses. What nobody has shown is never green. */
import { describe, expect, it } from 'vitest';
import {
  backupTargets,
  compare,
  planIds,
  type Facts,
  type GateResult,
  type Gates,
  type PlanId,
  type Quote,
  type ScenarioInput,
} from '@ordiplan/planner';
import { gatesOf, holdsData } from '../../../packages/planner/src/advice/gates.ts';
import type { GateId } from '../../../packages/planner/src/prices/compliance.ts';
import { facts, quoteFor } from '../answers.ts';

const austria = { tenants: 20 } as const;
const germany = { tenants: 20, jurisdiction: 'DE' } as const;
const jurisdictions = [austria, germany] as const;
const box = 'hetzner.storage-box.bx11';

describe('a backup away from the servers', () => {
  it.each(['single', 'managed-db', 'pair', 'cluster'] as const)('of database and files admits %s', (id) => {
    expect(gate(id, 'off-site-backup')).toMatchObject({ status: 'admissible', reason: { code: 'backup.elsewhere' } });
  });

  it.each([
    // Nothing, a database at another vendor whose snapshots hold no files, and a replica: no backup at all.
    ['solo', ['database', 'files']],
    ['managed-db-as-quoted', ['files']],
    ['pair-as-quoted', ['database', 'files']],
  ] as const)('is missing in %s, which it stops: %j', (id, missing) => {
    expect(gate(id, 'off-site-backup')).toMatchObject({ status: 'inadmissible', reason: { code: 'backup.missing', args: { missing } } });
    expect(quoteFor(id, austria).isAdmissible).toBe(false);
  });

  it('does not count beside the server', () => {
    const { plan, bill } = quoteFor('single', austria);
    const besides = { ...plan!, components: plan!.components.map((part) => ({ ...part, site: 'nbg1' as const })) };
    expect(resultOf(gatesOf(besides, bill, asked(facts)), 'off-site-backup').status).toBe('inadmissible');
  });
});

describe('capacity', () => {
  it.each([
    // share of the fullest limit   status           percent
    [0.5, 'admissible', { percent: 50 }],
    [1, 'admissible', { percent: 100 }],
    [1.0001, 'inadmissible', {}],
    [undefined, 'inadmissible', {}],
  ] as const)('used to %s is %s', (share, status, args) => {
    const { plan, bill } = quoteFor('single', austria);
    expect(resultOf(gatesOf(plan, bill, { ...asked(facts), share }), 'capacity')).toMatchObject({ status, reason: { args } });
  });

  it('without a machine that is large enough stops the option, and nothing else is claimed of it', () => {
    const { plan, gates, isAdmissible } = quoteFor('single', { tenants: 1000 });
    expect(plan).toBeUndefined();
    expect(gates.results.map(({ id, status }) => `${id} ${status}`)).toEqual(['capacity inadmissible']);
    expect([gates.status, gates.legal, isAdmissible]).toEqual(['inadmissible', 'unknown', false]);
  });
});

describe.each(jurisdictions)('encryption at rest, %j', (where) => {
  it.each(['single', 'managed-db', 'managed-db-balanced', 'pair', 'pair-cells', 'cluster'] as const)('is set up in %s', (id) => {
    expect(gate(id, 'encryption-at-rest', where)).toMatchObject({ status: 'admissible', reason: { code: 'encryption.set-up' } });
  });

  it.each(['managed-db-as-quoted', 'pair-as-quoted'] as const)('is not mentioned for %s, so it is unknown', (id) => {
    expect(gate(id, 'encryption-at-rest', where)).toMatchObject({ status: 'unknown', reason: { code: 'encryption.unstated' } });
  });

  it('of every single part that holds data counts', () => {
    const { plan, bill } = quoteFor('pair', where);
    const holding = plan!.components.filter(holdsData);
    expect(holding.map(({ id }) => id)).toEqual(['app-1', 'app-2', 'vote-1', 'backup-1']); // the third vote has a copy too
    for (const { id } of holding) {
      const components = plan!.components.map((part) => (part.id === id ? { ...part, isEncrypted: false } : part));
      const gates = gatesOf({ ...plan!, components }, bill, asked(facts));
      expect([resultOf(gates, 'encryption-at-rest').status, gates.legal]).toEqual(['unknown', 'unknown']);
    }
  });
});

it('every site of every plan lies in Germany or Finland', () => {
  const inEurope = ['nbg1', 'fsn1', 'hel1', 'eu-central-1', 'germanywestcentral']; // Nuremberg, Falkenstein, Helsinki, Frankfurt twice
  for (const { plan, gates } of backupTargets.flatMap((backupTo) => compare({ ...austria, backupTo }, facts).quotes)) {
    const { status, reason } = resultOf(gates, 'data-location');
    expect([status, reason.code]).toEqual(['admissible', 'location.eu']);
    const sites = [...new Set(plan!.components.map(({ site }) => site))];
    expect(reason.args).toEqual({ sites });
    expect(inEurope).toEqual(expect.arrayContaining(sites));
  }
});

describe.each([
  ['processor-contract', 'processorContract', 'contract.offered', 'contract.open'],
  ['c5-attestation', 'c5Type2', 'c5.shown', 'c5.open'],
] as const)('%s', (id, what, shown, open) => {
  it.each([
    // Hetzner   MongoDB     A               B
    ['yes', 'yes', 'admissible', 'admissible'],
    ['yes', 'unknown', 'admissible', 'unknown'],
    ['yes', 'no', 'admissible', 'inadmissible'],
    ['unknown', 'yes', 'unknown', 'unknown'],
    ['unknown', 'no', 'unknown', 'inadmissible'],
    ['no', 'yes', 'inadmissible', 'inadmissible'],
    ['no', 'unknown', 'inadmissible', 'inadmissible'],
  ] as const)('Hetzner %s, MongoDB %s: A is %s, B is %s', (hetzner, mongodb, a, b) => {
    const known = withVendor('mongodb', { [what]: mongodb }, withVendor('hetzner', { [what]: hetzner }));
    expect(gate('single', id, germany, known)).toMatchObject({ status: a, reason: { code: a === 'admissible' ? shown : open } });
    expect(gate('managed-db', id, germany, known)).toMatchObject({ status: b, reason: { code: b === 'admissible' ? shown : open } });
  });

  it.each([
    ['s3', 'aws'],
    ['azure', 'azure'],
  ] as const)('of a backup at "%s" asks its vendor as well', (backupTo, vendor) => {
    const where = { ...germany, backupTo } as const;
    for (const [status, expected] of [
      ['yes', 'admissible'],
      ['unknown', 'unknown'],
      ['no', 'inadmissible'],
    ] as const) {
      const known = withVendor(vendor, { [what]: status }, withVendor('hetzner', { [what]: 'yes' }));
      expect(gate('single', id, where, known).status).toBe(expected);
    }
  });

  it('names those vendors of whom it is open', () => {
    const known = withVendor('mongodb', { [what]: 'unknown' }, withVendor('hetzner', { [what]: 'yes' }));
    expect(gate('managed-db', id, germany, known).reason.args).toEqual({
      vendors: [facts.compliance.vendors.find((one) => one.id === 'mongodb')!.name],
    });
  });

  it('is unknown for a vendor that nobody has noted', () => {
    const { compliance } = facts;
    const known = { ...facts, compliance: { ...compliance, vendors: compliance.vendors.filter((one) => one.id !== 'mongodb') } };
    expect(gate('managed-db', id, germany, known)).toMatchObject({ status: 'unknown', reason: { code: open } });
  });
});

it('a C5 attestation is asked for in Germany and not in Austria', () => {
  const isAsked = (where: ScenarioInput) => quoteFor('managed-db', where).gates.results.some(({ id }) => id === 'c5-attestation');
  expect([isAsked(austria), isAsked({ tenants: 20, vat: 'DE' }), isAsked(germany)]).toEqual([false, true, true]);
  expect(isAsked({ tenants: 20, vat: 'DE', jurisdiction: 'AT' })).toBe(false); // the law, not the tax, decides
});

describe('what can be ordered', () => {
  // Today is 24 November; a sighting counts for 14 days.
  const all = Object.keys(facts.book.lists.current.skus);
  const seen = withStock(all, 'yes', '2026-11-20');

  it('is green only if every part was seen on sale within the last days', () => {
    expect(gate('single', 'orderable', austria, seen)).toMatchObject({ status: 'admissible', reason: { code: 'orderable.seen' } });
    expect(gate('single', 'orderable', austria, withStock(all, 'yes', '2026-11-10')).status).toBe('admissible'); // 14 days
    expect(gate('single', 'orderable', austria, withStock(all, 'yes', '2026-11-09')).status).toBe('unknown'); // 15 days
  });

  it.each(['single', 'managed-db', 'pair'] as const)('is unknown for %s if nobody ever looked for one of its parts', (id) => {
    for (const { sku, label } of quoteFor(id, austria, seen).bill!.items) {
      expect(gate(id, 'orderable', austria, withStock([sku], undefined, undefined, seen))).toMatchObject({
        status: 'unknown',
        reason: { code: 'orderable.unseen', args: { labels: [label] } },
      });
    }
  });

  it('is unknown at the prices of the analysis, which saw no stock', () => {
    expect(gate('single', 'orderable', { tenants: 20, prices: 'quoted' }).status).toBe('unknown');
  });

  it('is red for a part that was just sold out, and unknown again when that is long ago', () => {
    const label = facts.book.lists.current.skus[box]!.label;
    expect(gate('single', 'orderable', austria, withStock([box], 'no', '2026-11-20', seen))).toMatchObject({
      status: 'inadmissible',
      reason: { code: 'orderable.sold-out', args: { labels: [label] } },
    });
    expect(gate('single', 'orderable', austria, withStock([box], 'no', '2026-10-20', seen)).status).toBe('unknown');
  });

  it('does not touch the legal status', () => {
    for (const [orderable, status] of [
      ['yes', 'admissible'],
      ['unknown', 'unknown'],
      ['no', 'inadmissible'],
    ] as const) {
      const { gates } = quoteFor('single', austria, withStock([box], orderable, '2026-11-20', seen));
      expect([gates.status, gates.legal]).toEqual([status, 'admissible']);
    }
  });
});

describe('duties', () => {
  const inGermany = ['dpia', 'own-attestation', 'establishment'];
  it.each(planIds)('of %s name a third country only with a database of Atlas, as long as the backup stays with Hetzner', (id) => {
    const isRented = id.startsWith('managed-db');
    expect(duties(id, austria)).toEqual(['dpia', 'nisg', 'retention', ...(isRented ? ['third-country'] : [])]);
    expect(duties(id, germany)).toEqual([...inGermany, ...(isRented ? ['third-country'] : [])]);
  });

  it.each(['s3', 'azure'] as const)('name a third country for a backup at "%s"', (backupTo) => {
    expect(duties('single', { ...germany, backupTo })).toEqual([...inGermany, 'third-country']);
    expect(duties('solo', { ...germany, backupTo })).toEqual(inGermany); // it has no off-site backup
  });
});

describe('unknown', () => {
  it.each(jurisdictions)('is never green: with nothing known of any vendor no plan is, %j', (where) => {
    const unknown = { processorContract: 'unknown', c5Type2: 'unknown' } as const;
    const { quotes, recommendation } = compare(where, withVendor('mongodb', unknown, withVendor('hetzner', unknown)));
    for (const { gates } of quotes) {
      expect(gates.status).not.toBe('admissible');
      expect(gates.legal).not.toBe('admissible');
    }
    expect(recommendation).toMatchObject({ kind: 'unproven', id: 'single' });
  });

  it('never turns to green and no red one to anything else: the worst gate counts', () => {
    const rank = { inadmissible: 0, unknown: 1, admissible: 2 };
    for (const where of jurisdictions) {
      for (const { gates, isAdmissible } of compare(where, facts).quotes) {
        const worstOf = (results: readonly GateResult[]) => Math.min(...results.map(({ status }) => rank[status]));
        expect(rank[gates.status]).toBe(worstOf(gates.results));
        expect(rank[gates.legal]).toBe(worstOf(gates.results.filter(({ rule }) => rule.isLegal)));
        if (isAdmissible) expect(gates.status).not.toBe('inadmissible');
      }
    }
  });

  it('without any rule to judge by is what is said', () => {
    const { plan, bill } = quoteFor('single', austria);
    const none = { ...facts.compliance, gates: [] };
    expect(gatesOf(plan, bill, { ...asked(facts), compliance: none })).toMatchObject({ status: 'unknown', legal: 'unknown' });
  });
});

it('every result names its basis in both languages, its source and its day', () => {
  for (const where of jurisdictions) {
    for (const quote of compare(where, facts).quotes) {
      for (const { id, rule } of quote.gates.results) {
        expect(rule).toMatchObject({ id, basis: { de: expect.stringMatching(/./), en: expect.stringMatching(/./) } });
        expect(rule.source).not.toBe('');
        // The real day, as in compliance.test.ts.
        expect(rule.on <= new Date().toISOString().slice(0, 10)).toBe(true);
      }
    }
  }
});

function asked(known: Facts): Parameters<typeof gatesOf>[2] {
  return { jurisdiction: 'AT', compliance: known.compliance, share: 0.5 };
}

function resultOf({ results }: Gates, id: GateId): GateResult {
  return results.find((result) => result.id === id)!;
}

function gate(id: PlanId, of: GateId, where: ScenarioInput = austria, known: Facts = facts): GateResult {
  return resultOf(quoteFor(id, where, known).gates, of);
}

function duties(id: Quote['id'], where: ScenarioInput): string[] {
  return quoteFor(id, where).gates.duties.map((duty) => duty.id);
}

type Status = 'yes' | 'no' | 'unknown';

/** The facts with other findings about a vendor. */
function withVendor(id: string, status: Partial<Record<'processorContract' | 'c5Type2', Status>>, known: Facts = facts): Facts {
  const { compliance } = known;
  const vendors = compliance.vendors.map((vendor) => {
    if (vendor.id !== id) return vendor;
    const { processorContract = vendor.processorContract.status, c5Type2 = vendor.c5Type2.status } = status;
    return {
      ...vendor,
      processorContract: { ...vendor.processorContract, status: processorContract },
      c5Type2: { ...vendor.c5Type2, status: c5Type2 },
    };
  });
  return { ...known, compliance: { ...compliance, vendors } };
}

/** The facts with one sighting of these SKUs at every site; none at all without a status. */
function withStock(skus: readonly string[], status: Status | undefined, observedOn = '', known: Facts = facts): Facts {
  const { current } = known.book.lists;
  const stock = status && [
    {
      observedOn,
      orderable: Object.fromEntries(['nbg1', 'fsn1', 'hel1', 'eu-central-1', 'germanywestcentral'].map((site) => [site, status])),
      evidence: { kind: 'vendor-page', title: 'a sighting of this test', observedOn, confirmations: 1 },
    },
  ];
  const changed = skus.map((sku) => {
    const record: Record<string, unknown> = { ...current.skus[sku]!, stock };
    if (!stock) delete record.stock;
    return [sku, record] as const;
  });
  const list = { ...current, skus: { ...current.skus, ...Object.fromEntries(changed) } } as typeof current;
  return { ...known, book: { ...known.book, lists: { ...known.book.lists, current: list } } };
}
