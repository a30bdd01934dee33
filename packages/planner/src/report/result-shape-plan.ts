/** The shape of a plan and its bill in the result document. */
import { z } from 'zod';
import type { Place, Resource } from '../models/capacity.ts';
import { optionIds, planIds, type Component, type Mark, type Site, type Slot } from '../options/plan.ts';
import { PriceRow } from '../prices/schema.ts';
import { Amount, Count, Day, GrossSpread, known, named, NetSpread, Text } from './result-shape-parts.ts';

export const Plans = z.enum(planIds);
export const Options = z.enum(optionIds);
export const Marks = z.enum(['Solo', 'A', 'B', 'C'] as const satisfies readonly Mark[]);
export const Kepts = z.enum(['database', 'files']);

const sites = ['nbg1', 'fsn1', 'hel1', 'eu-central-1', 'germanywestcentral'] as const satisfies readonly Site[];
const slots = ['app', 'files', 'database', 'vote', 'local-backup'] as const satisfies readonly Slot[];
const roles = [
  'server',
  'standby',
  'vote',
  'database-server',
  'managed-database',
  'load-balancer',
  'file-store',
  'off-site-backup',
  'address',
] as const satisfies readonly Component['role'][];
const places = ['server', 'database', 'plan', 'backup'] as const satisfies readonly Place[];
const resources = [
  ...(['cpu', 'latency', 'ram', 'disk', 'iops'] as const),
  ...(['connections', 'namespaces', 'backupWindow', 'restore'] as const),
] satisfies readonly Resource[];

export const Places = z.enum(places);
export const Resources = z.enum(resources);

export const Size = named(
  'Size',
  'The machine types of a plan by SKU, and how many of them; what is absent it has none of, or one.',
  z.strictObject({
    server: Text,
    servers: Count.optional(),
    standby: Text.optional(),
    database: Text.optional(),
    cells: Count.optional(),
  }),
);

export const Load = named(
  'Load',
  'What so many practices bring: users, requests a second in the peak minute, gigabytes at the planning horizon.',
  z.strictObject({
    tenants: Amount,
    sessions: Amount,
    activeUsers: Amount,
    peakRps: Amount,
    contactsPerYear: Amount,
    databaseGb: Amount,
    filesGb: Amount,
  }),
);

const Provision = z.strictObject({
  vCpu: Count,
  usableRamGb: Amount,
  diskGb: Amount,
  architecture: z.enum(['x86', 'arm']),
  workers: Count,
  workerMb: Amount,
  connectionsPerWorker: Count,
  cacheGb: known(Amount),
  dataGb: Amount,
});

const Part = named(
  'Component',
  'A bought part of a plan.',
  z.strictObject({
    id: Text,
    sku: Text,
    role: z.enum(roles),
    site: z.enum(sites),
    runs: z.array(z.enum(slots)),
    quantity: Amount.optional(),
    keeps: z.array(Kepts).optional(),
    privateIp: Text.optional(),
    isEncrypted: z.boolean().optional(),
    cell: Count.optional(),
    provision: Provision.optional(),
  }),
);

export const Plan = named(
  'Plan',
  'The parts of a design for so many practices.',
  z.strictObject({
    id: Plans,
    tenants: Count,
    domain: Text,
    size: Size,
    components: z.array(Part),
    load: Load,
    backupIntervalHours: Amount,
  }),
);

const Answer = z.enum(['yes', 'no', 'unknown']);
export const Stock = named(
  'Stock',
  'Whether a part can be ordered, and what was last seen of it.',
  z.strictObject({ orderable: Answer, seen: Answer.optional(), observedOn: Day.optional() }),
);

const Line = named(
  'LineItem',
  'One line of a bill; its prices are null if the list does not know them.',
  z.strictObject({
    sku: Text,
    label: Text,
    detail: known(Text),
    quantity: Amount,
    unitPrice: known(NetSpread),
    cost: known(NetSpread),
    isFact: z.boolean(),
    row: known(named('PriceRow', 'The row of the price book behind a price.', PriceRow)),
    stock: Stock,
  }),
);

export const Bill = named(
  'Bill',
  'What a plan costs a month; totals are null as soon as one price is missing.',
  z.strictObject({
    items: z.array(Line),
    net: known(NetSpread),
    gross: known(GrossSpread),
    perTenant: known(NetSpread),
    knownNet: NetSpread,
    unknownSkus: z.array(Text),
    vatRate: z.string().regex(/^\d+(\.\d+)?$/),
  }),
);
