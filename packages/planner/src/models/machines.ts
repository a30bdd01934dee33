/** What each machine can do. Prices live elsewhere. */
import { z } from 'zod';
import { PlannerError } from '../errors.ts';
import { readShape } from '../units/shape.ts';

const Spread = z
  .strictObject({ low: z.number().positive(), likely: z.number().positive(), high: z.number().positive() })
  .refine((s) => s.low <= s.likely && s.likely <= s.high, 'must be ordered low <= likely <= high');

const Machine = z.strictObject({
  /** Short name for people, e.g. "CX33". */
  label: z.string().min(1),
  vCpu: z.int().positive(),
  /** As sold. */
  ramGb: z.number().positive(),
  /** As the operating system sees it. */
  usableRamGb: z.number().positive(),
  diskGb: z.number().positive(),
  /** True if no other customer shares the cores. */
  dedicated: z.boolean(),
  /** Programs must be built for it: "arm" does not run what was built for "x86". */
  architecture: z.enum(['x86', 'arm']),
  /** Speed of all cores together, in reference cores (one core of a CX33 on EPYC Rome = 1). */
  referenceCores: Spread,
  iops: z.number().positive(),
  /** Client connections of a managed database; absent where the limit is far away. */
  maxConnections: z.int().positive().optional(),
  /** Collections and indexes that a managed database is recommended for; absent where no limit is published. */
  maxNamespaces: z.int().positive().optional(),
  evidence: z.string().min(1),
});
/** What one type can do, with the evidence of its figures. */
export type Machine = z.infer<typeof Machine>;

const Box = z.strictObject({
  label: z.string().min(1),
  capacityGb: z.number().positive(),
  evidence: z.string().min(1),
});

const MachinesFile = z.strictObject({
  schemaVersion: z.literal(1),
  machines: z.record(z.string(), Machine),
  /** Storage for backups. */
  boxes: z.record(z.string(), Box),
  /** Other parts, whose capacity no limit asks for: only their short names. */
  services: z.record(z.string(), z.strictObject({ label: z.string().min(1) })),
});
/** The file `data/machines.json`. */
export type Machines = z.infer<typeof MachinesFile>;

/** Checks the whole file. Throws `machines.invalid` with the place and the reason of the first fault. */
export function parseMachines(json: unknown): Machines {
  const result = readShape(MachinesFile, json);
  if ('data' in result) return result.data;
  const { place, reason } = result.fault;
  throw new PlannerError('machines.invalid', `The machines are not valid at "${place}": ${reason}. Correct data/machines.json.`);
}

/** The machine behind a SKU. Throws `machines.unknown` if nobody has said what it can do. */
export function machineOf(machines: Machines, sku: string): Machine {
  return machines.machines[sku] ?? refuse(sku);
}

/** Gigabytes of a box for backups. Throws `machines.unknown` if nobody has said how large it is. */
export function boxCapacityGb(machines: Machines, sku: string): number {
  return (machines.boxes[sku] ?? refuse(sku)).capacityGb;
}

/** The short name of a part, e.g. "CX33"; the SKU itself if it has none. */
export function shortName(machines: Machines, sku: string): string {
  return machines.machines[sku]?.label ?? machines.boxes[sku]?.label ?? machines.services[sku]?.label ?? sku;
}

function refuse(sku: string): never {
  throw new PlannerError('machines.unknown', `"${sku}" has no record of what it can do. Add it to data/machines.json with its evidence.`, {
    sku,
  });
}
