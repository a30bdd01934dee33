/** Provision: what the programs of a server may take of it fits into it, and follows from the counts of the sizing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, parseScenario, type Component, type Slot, type Values } from '@ordiplan/planner';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { provisionOf } from '../../../packages/planner/src/options/provision.ts';
import { anyValues, facts, today } from '../answers.ts';

const supply = likelySupply(parseScenario({ tenants: 20 }, today), facts);
const servers = Object.entries(facts.machines.machines).filter(([sku]) => sku.startsWith('hetzner.cloud.'));
const loads: readonly (readonly Slot[])[] = [
  ['app'],
  ['app', 'files'],
  ['app', 'files', 'database'],
  ['database'],
  ['vote', 'database'],
  ['vote'],
];

describe('by hand', () => {
  it.each([
    // The system takes 0.7 GB, a database 0.3, each of 50 connections of a process 1 MB, the system 12 GB of the disk.
    //
    // CX33, 4 processes: 7.57 - 0.7 - 0.3 - 200/1024 = 6.3747 free; the default of the cache is (7.57 - 1)/2 = 3.285, half
    // of the rest 3.187: 3.15. The processes share 3.2247 · 1024 / 4 = 825.5.
    ['cx33', ['app', 'files', 'database'], { workers: 4, workerMb: 820, connectionsPerWorker: 50, cacheGb: 3.15, dataGb: 68 }],
    // The same without a database: 6.87 · 1024 / 4 = 1758.7.
    ['cx33', ['app', 'files'], { workers: 4, workerMb: 1750, connectionsPerWorker: 50, cacheGb: undefined, dataGb: 68 }],
    // CX23 as third copy: 3.73 - 0.7 - 0.3 = 2.73 free; (3.73 - 1)/2 = 1.365.
    ['cx23', ['vote', 'database'], { workers: 0, workerMb: 0, connectionsPerWorker: 50, cacheGb: 1.35, dataGb: 28 }],
    ['cx23', ['vote'], { workers: 0, workerMb: 0, connectionsPerWorker: 50, cacheGb: undefined, dataGb: 28 }],
    // CPX12, one process: 1.9 - 0.7 - 0.3 - 50/1024 = 0.8512 free; half of it 0.4256, below the default of 0.45.
    ['cpx12', ['app', 'files', 'database'], { workers: 1, workerMb: 460, connectionsPerWorker: 50, cacheGb: 0.4, dataGb: 28 }],
  ] as const)('a %s with %j: %j', (size, runs, expected) => {
    expect(provisionOf(server(`hetzner.cloud.${size}`, runs), supply)).toMatchObject(expected);
  });
});

describe.each(servers)('%s', (sku, machine) => {
  it.each(loads)('holds what runs on it: %s %s %s', (...runs) => {
    expect(usedGb(sku, runs, supply.values)).toBeLessThanOrEqual(machine.usableRamGb);
  });

  it('has a disk for its data', () => {
    expect(provisionOf(server(sku, ['database']), supply).dataGb).toBe(machine.diskGb - supply.values.osDiskGb);
  });

  it('holds it whatever the truth is, apart from what a program needs to start at all', () => {
    // In 2 GB the worst case leaves nothing to share out.
    const least = (runs: readonly Slot[]) => (machine.usableRamGb > 2 ? 0 : (runs.includes('database') ? 0.25 : 0) + 64 / 1024);
    fc.assert(
      fc.property(anyValues, fc.constantFrom(...loads), (values, runs) => {
        expect(usedGb(sku, runs, values)).toBeLessThanOrEqual(machine.usableRamGb + least(runs));
      }),
      { numRuns: 50 },
    );
  });
});

it('never promises less than that with which the programs start, and whole settings', () => {
  fc.assert(
    fc.property(anyValues, fc.constantFrom(...servers), fc.constantFrom(...loads), (values, [sku], runs) => {
      const { workerMb, cacheGb = 0.25, connectionsPerWorker, dataGb } = provisionOf(server(sku, runs), { ...supply, values });
      expect(cacheGb).toBeGreaterThanOrEqual(0.25);
      if (runs.includes('app')) expect(workerMb).toBeGreaterThanOrEqual(64);
      expect([workerMb, connectionsPerWorker, dataGb].every(Number.isInteger)).toBe(true);
      expect(String(cacheGb)).toMatch(/^\d+(\.\d{1,2})?$/);
    }),
  );
});

it('every server of every plan has one, and nothing else has', () => {
  for (const { plan } of compare({ tenants: 60 }, facts).quotes) {
    for (const { provision, privateIp } of plan!.components) expect(provision === undefined).toBe(privateIp === undefined);
  }
});

it('a server of the database alone also holds the connections of all processes of its cell', () => {
  for (const tenants of [1, 20, 60, 150, 400, 1000]) {
    for (const { plan } of compare({ tenants }, facts).quotes) {
      const first = plan?.components.filter(({ cell = 1, privateIp }) => cell === 1 && privateIp !== undefined) ?? [];
      const processes = first.reduce((sum, { provision }) => sum + provision!.workers, 0);
      for (const { sku, provision } of first.filter(({ role }) => role === 'database-server')) {
        const connectionsGb = (processes * provision!.connectionsPerWorker * supply.values.connectionMb) / 1024;
        expect(usedGb(sku, ['database'], supply.values) + connectionsGb).toBeLessThanOrEqual(provision!.usableRamGb);
      }
    }
  }
});

/** What the settings of a server add up to, with the system. */
function usedGb(sku: string, runs: readonly Slot[], values: Values): number {
  const { workers, workerMb, connectionsPerWorker, cacheGb } = provisionOf(server(sku, runs), { ...supply, values });
  const database =
    cacheGb === undefined ? 0 : values.mongodBaseGb + cacheGb + (workers * connectionsPerWorker * values.connectionMb) / 1024;
  return values.osGb + database + (workers * workerMb) / 1024;
}

function server(sku: string, runs: readonly Slot[]): Component {
  return { id: 'one', sku, role: 'server', site: 'nbg1', runs, privateIp: '10.0.0.11' };
}
