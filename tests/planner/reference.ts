/** The reference machines of the published tables and the layouts built from them: inputs of those tables, not what is sold today. */
import { valuesOf, type Host, type Machine, type SizingRules, type Stack, type Values } from '@ordiplan/planner';
import { facts } from './answers.ts';

/** Every parameter at its likely value. */
export const likely: Values = valuesOf(facts.assumptions, (a) => a.likely);

/** How the tables size unless they say otherwise: a practice sticks to its worker, all share one database, all are of mean size. */
export const publishedRules: SizingRules = { queue: 'per-worker', databases: 'shared', margin: 0 };

/** What a table varies: the numbers, the speed of each machine, and how careful the sizing is. */
export interface Setting {
  readonly values: Values;
  readonly coresOf: (machine: Machine) => number;
  readonly rules: SizingRules;
}

export const likelySetting: Setting = { values: likely, coresOf: ({ referenceCores }) => referenceCores.likely, rules: publishedRules };

type Cores = readonly [low: number, likely: number, high: number];
type Row = readonly [vCpu: number, ramGb: number, usableRamGb: number, diskGb: number, cores: Cores, iops: number];

const shared: Readonly<Record<string, Row>> = {
  cx22: [2, 4, 3.73, 40, [0.63, 0.95, 2], 8000],
  cx32: [4, 8, 7.57, 80, [1.3, 1.9, 4], 10_000],
  cx42: [8, 16, 15.25, 160, [2.8, 3.8, 7.6], 10_000],
  cx52: [16, 32, 30.6, 320, [4.6, 7.4, 14], 10_000],
  M10: [2, 2, 2, 128, [0.3, 0.6, 2], 1000],
  M20: [2, 4, 4, 255, [0.6, 1, 2], 2000],
};
const dedicated: Readonly<Record<string, Row>> = {
  ccx13: [2, 8, 7.57, 80, [1.15, 1.77, 1.9], 10_000],
  ccx23: [4, 16, 15.25, 160, [2, 3.46, 3.5], 10_000],
  ccx33: [8, 32, 30.6, 240, [4.6, 6, 6.8], 10_000],
  ccx43: [16, 64, 61.5, 360, [9.2, 12, 13.6], 10_000],
  ccx53: [32, 128, 123, 600, [18, 24, 27], 10_000],
  ccx63: [48, 192, 185, 960, [27, 36, 40], 10_000],
  M30: [2, 8, 8, 512, [1.6, 1.8, 2.2], 3000],
  M40: [4, 16, 16, 1000, [3.2, 3.6, 4.4], 3000],
};

type ManagedLimits = Pick<Machine, 'maxConnections' | 'maxNamespaces'>;
const managed: Readonly<Record<string, ManagedLimits>> = {
  M10: { maxConnections: 1490, maxNamespaces: 5000 },
  M20: { maxConnections: 2990, maxNamespaces: 10_000 },
  M30: { maxConnections: 2990, maxNamespaces: 10_000 },
  M40: { maxConnections: 5990, maxNamespaces: 100_000 },
};

/** The rows of the tables of capacity. */
export const stackNames = [
  'A:cx22',
  'A:cx32',
  'A:cx32+vol',
  'A:cx42',
  'A:cx52',
  'A:ccx23',
  'S:cx32+cx32',
  'B:cx32+M10',
  'B:cx32+M20',
  'B:cx42+M30',
  'C:cx32/cx22',
  'C:cx32/cx32+arb+box',
  'C:cx42/cx42+arb+box',
  'D:LB+2xcx32+3xccx13',
  'D:LB+3xcx42+3xccx23',
  'D:LB+8xcx42+3xccx43',
] as const;

/** The parts of a name, e.g. of "D:LB+2xcx32+3xccx13": 2 servers cx32, the database on ccx13. */
export interface Layout {
  readonly family: 'A' | 'S' | 'B' | 'C' | 'D';
  readonly server: string;
  readonly servers: number;
  readonly standby: string | undefined;
  readonly database: string | undefined;
  readonly hasVolume: boolean;
  readonly hasArbiterAndBox: boolean;
}

/**
 * Reads a name of the tables: "A:cx32" is one server, "A:cx32+vol" has its files on a volume, "S:cx32+cx32" its database on
 * a second server, "B:cx32+M10" rents one; "C:cx32/cx22" has a standby, and "D:LB+2xcx32+3xccx13" two servers behind a
 * load balancer and three for the database.
 */
export function layoutOf(name: string): Layout {
  const family = name[0] as Layout['family'];
  const parts = name.slice(2).split('+');
  const [first, second] = family === 'D' ? parts.slice(1) : parts;
  const [running, standby] = first!.split('/');
  const { servers, machine } = counted(running!);
  return {
    family,
    server: machine,
    servers,
    standby,
    database: 'SBD'.includes(family) ? counted(second!).machine : undefined,
    hasVolume: parts.includes('vol'),
    hasArbiterAndBox: parts.includes('arb'),
  };
}

/** "3xcx42" are three servers, "cx42" is one. */
function counted(text: string): { servers: number; machine: string } {
  const [, servers = '1', machine] = /^(?:(\d+)x)?(.+)$/.exec(text)!;
  return { servers: Number(servers), machine: machine! };
}

/** The stack behind a name, all servers up. */
export function stackOf(name: string, setting: Partial<Setting> = {}): Stack {
  return stackOfLayout(layoutOf(name), setting);
}

/**
 * The stacks that must carry the load if any one server may be missing ("N+1"): of a pair the standby alone, behind a
 * load balancer n servers and n - 1, because more servers also open more connections.
 */
export function stacksWithOneLess(name: string, setting: Partial<Setting> = {}): Stack[] {
  const layout = layoutOf(name);
  if (layout.family === 'D') return [layout.servers, layout.servers - 1].map((servers) => stackOfLayout({ ...layout, servers }, setting));
  return [stackOfLayout(layout, setting), stackOfLayout({ ...layout, server: layout.standby! }, setting)];
}

function stackOfLayout({ family, server, servers, database, hasVolume }: Layout, setting: Partial<Setting>): Stack {
  const { values, coresOf, rules } = { ...likelySetting, ...setting };
  const hostNamed = (name: string): Host => {
    const machine = machineNamed(name);
    return { machine, cores: coresOf(machine) };
  };
  return {
    server: hostNamed(server),
    servers,
    database:
      database === undefined ? { on: 'server', copies: 1 } : { on: family === 'B' ? 'managed' : 'own-server', host: hostNamed(database) },
    filesOn: hasVolume || family === 'D' ? 'elsewhere' : 'server',
    restorePath: {
      databaseMbPerS: family === 'B' ? values.atlasRestoreMbPerS : values.mongorestoreMbPerS,
      // The files of several servers stand in a bucket and outlive them.
      filesMbPerS: family === 'D' ? Infinity : values.backupMbPerS,
    },
    rules,
  };
}

const machines = new Map(Object.entries({ ...shared, ...dedicated }).map(([name, row]) => [name, machineFrom(name, row)]));

export const machineNames: readonly string[] = [...machines.keys()];

export function machineNamed(name: string): Machine {
  return machines.get(name)!;
}

function machineFrom(name: string, [vCpu, ramGb, usableRamGb, diskGb, [low, middle, high], iops]: Row): Machine {
  return {
    label: name,
    vCpu,
    ramGb,
    usableRamGb,
    diskGb,
    dedicated: name in dedicated,
    architecture: 'x86',
    referenceCores: { low, likely: middle, high },
    iops,
    ...managed[name],
    evidence: 'Reference machines of the published tables',
  };
}

/** Table 7.6: what a CX32-class server carries with one parameter at the low end of its span, and at the high end. */
export const publishedTornado = [
  ['contactsPerDay', 41, 14],
  ['dataAgeYears', 36, 18],
  ['speedFactorShared', 6, 24],
  ['fileKb', 29, 12],
  ['heavyMs', 24, 7],
  ['filesPerContact', 29, 13],
  ['dbKbPerContact', 26, 12],
  ['imagesPerContact', 28, 16],
  ['hotShare', 24, 13],
  ['imageMb', 28, 18],
  ['importYearsFiles', 28, 18],
  ['importYearsDb', 26, 18],
  ['indexRatio', 25, 18],
  ['requestsPerActive', 24, 18],
] as const;
