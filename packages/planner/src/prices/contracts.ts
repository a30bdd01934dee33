/** What vendors promise by contract (SLA), in data/contracts.json. It knows no measurement and no expectation: those are other figures. */
import { z } from 'zod';
import { PlannerError } from '../errors.ts';
import { Day, readShape } from '../units/shape.ts';

const Text = z.string().min(1);

export const Agreement = z.strictObject({
  id: Text,
  vendor: Text,
  /** How the SKUs begin that it covers, e.g. "hetzner.cloud.cx". */
  covers: z.array(Text).min(1),
  /** Promised availability, as a share of the period. */
  share: z.number().gt(0).lte(1),
  period: z.literal('month'),
  /** What the share is counted for: every server alone, or a cluster as a whole. */
  per: z.enum(['server', 'cluster']),
  /** What the vendor owes if it misses the share. */
  remedy: z.strictObject({ de: Text, en: Text }),
  /** Downtime that does not count, the same in both languages. */
  exclusions: z
    .strictObject({ de: z.array(Text), en: z.array(Text) })
    .refine(({ de, en }) => de.length === en.length, 'must name as many in German as in English'),
  source: z.strictObject({
    title: Text,
    url: z.url({ protocol: /^https$/ }),
    /** The day on which the text was last read; absent where nobody noted it. */
    checkedOn: Day.optional(),
  }),
  /** Who says so, as in the evidence of a price. */
  kind: z.enum(['vendor-page', 'report']),
});
/** A service level agreement and the SKUs that it covers. */
export type Agreement = z.infer<typeof Agreement>;

const Contracts = z.strictObject({
  schemaVersion: z.literal(1),
  agreements: z
    .array(Agreement)
    .refine((all) => !all.some((one, i) => all.slice(i + 1).some((other) => overlap(one, other))), 'no SKU may have two agreements'),
});
/** The file `data/contracts.json`. */
export type Contracts = z.infer<typeof Contracts>;

/** Checks the whole file. Throws `contracts.invalid` with the place and the reason of the first fault. */
export function parseContracts(json: unknown): Contracts {
  const result = readShape(Contracts, json);
  if ('data' in result) return result.data;
  const { place, reason } = result.fault;
  throw new PlannerError('contracts.invalid', `The contracts are not valid at "${place}": ${reason}. Correct data/contracts.json.`);
}

/** The agreement that covers a SKU; undefined if none is known, which is no promise of 0 and none of 100 %. */
export function agreementOf(contracts: Contracts, sku: string): Agreement | undefined {
  return contracts.agreements.find(({ covers }) => covers.some((start) => sku.startsWith(start)));
}

function overlap(one: Agreement, other: Agreement): boolean {
  return one.covers.some((a) => other.covers.some((b) => a.startsWith(b) || b.startsWith(a)));
}
