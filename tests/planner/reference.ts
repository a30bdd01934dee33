/** The reference machines of the published capacity tables. Their figures are inputs of those tables, not what is sold today. */
import { valuesOf, type Machine, type Stack, type Values } from '@ordiplan/planner';
import { facts } from './answers.ts';

/** Every parameter at its likely value. */
export const likely: Values = valuesOf(facts.assumptions, (a) => a.likely);

type Row = readonly [vCpu: number, ramGb: number, usableRamGb: number, diskGb: number, cores: number, iops: number];

const shared: Readonly<Record<string, Row>> = {
  cx22: [2, 4, 3.73, 40, 0.95, 8000],
  cx32: [4, 8, 7.57, 80, 1.9, 10_000],
  cx42: [8, 16, 15.25, 160, 3.8, 10_000],
  cx52: [16, 32, 30.6, 320, 7.4, 10_000],
  M10: [2, 2, 2, 128, 0.6, 1000],
  M20: [2, 4, 4, 255, 1, 2000],
};
const dedicated: Readonly<Record<string, Row>> = {
  ccx23: [4, 16, 15.25, 160, 3.46, 10_000],
  M30: [2, 8, 8, 512, 1.8, 3000],
};
const maxConnections: Readonly<Record<string, number>> = { M10: 1490, M20: 2990, M30: 2990 };

/** The stack behind a name of the tables: "A:cx32" runs its own database, "B:cx32+M10" rents one. */
export function stackOf(name: string, values: Values = likely): Stack {
  const [server, database] = name.slice(2).split('+') as [string, string | undefined];
  return {
    server: hostOf(server),
    database: database === undefined ? undefined : hostOf(database),
    restorePath: {
      databaseMbPerS: database === undefined ? values.mongorestoreMbPerS : values.atlasRestoreMbPerS,
      filesMbPerS: values.backupMbPerS,
    },
  };
}

export const stackNames = ['A:cx22', 'A:cx32', 'A:cx42', 'A:cx52', 'A:ccx23', 'B:cx32+M10', 'B:cx32+M20', 'B:cx42+M30'] as const;

function hostOf(name: string): Stack['server'] {
  const isDedicated = name in dedicated;
  const [vCpu, ramGb, usableRamGb, diskGb, cores, iops] = (isDedicated ? dedicated : shared)[name]!;
  const machine: Machine = {
    label: name,
    vCpu,
    ramGb,
    usableRamGb,
    diskGb,
    dedicated: isDedicated,
    architecture: 'x86',
    referenceCores: { low: cores, likely: cores, high: cores },
    iops,
    ...(name in maxConnections && { maxConnections: maxConnections[name] }),
    evidence: 'Reference machines of the published tables',
  };
  return { machine, cores };
}
