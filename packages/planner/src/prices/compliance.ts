/**
 * What is known of vendors and laws, in data/compliance.json: pointers with their source and day, no legal advice.
 * Three-valued: what nobody has shown is "unknown".
 */
import { z } from 'zod';
import { PlannerError } from '../errors.ts';
import { Day, readShape } from '../units/shape.ts';

/** Countries whose law is looked at. */
export const jurisdictions = ['AT', 'DE'] as const;
/** The country whose law holds for the practices. */
export type Jurisdiction = (typeof jurisdictions)[number];

/** What a plan must pass. */
export const gateIds = [
  'off-site-backup',
  'capacity',
  'encryption-at-rest',
  'data-location',
  'processor-contract',
  'c5-attestation',
  'orderable',
] as const;
/** One condition that a plan must meet. */
export type GateId = (typeof gateIds)[number];

const Text = z.string().min(1);
const Both = z.strictObject({ de: Text, en: Text });
const Where = z.array(z.enum(jurisdictions)).min(1);

const Finding = z.strictObject({ status: z.enum(['yes', 'no', 'unknown']), source: Text, on: Day });

const Vendor = z.strictObject({
  id: Text,
  name: Text,
  /** Where its parent sits. */
  country: z.string().length(2),
  /** How its SKUs begin. */
  covers: z.array(Text).min(1),
  /** Whether it concludes a contract of Art. 28 GDPR. */
  processorContract: Finding,
  /** Whether it holds a C5 type 2 attestation of the service. */
  c5Type2: Finding,
  /** Whether people in third countries can have access, e.g. for support. */
  thirdCountryAccess: z.boolean(),
});
/** What is known of a vendor as a processor of patient data. */
export type Vendor = z.infer<typeof Vendor>;

export const Gate = z.strictObject({
  id: z.enum(gateIds),
  jurisdictions: Where,
  basis: Both,
  source: Text,
  on: Day,
  /** False for conditions of engineering or supply. */
  isLegal: z.boolean(),
});
/** A condition with what demands it, who says so, and the day of looking. */
export type Gate = z.infer<typeof Gate>;

/** Something to do whatever the plan is. */
export const Duty = z.strictObject({
  id: z.enum(['dpia', 'nisg', 'retention', 'own-attestation', 'establishment', 'third-country']),
  jurisdictions: Where,
  text: Both,
  source: Text,
  on: Day,
});
/** Something to do whatever the plan is. */
export type Duty = z.infer<typeof Duty>;

const Compliance = z.strictObject({
  schemaVersion: z.literal(1),
  vendors: z.array(Vendor).min(1),
  gates: z.array(Gate).min(1),
  duties: z.array(Duty),
});
/** The file `data/compliance.json`. */
export type Compliance = z.infer<typeof Compliance>;

/** Checks the whole file. Throws `compliance.invalid` with the place and the reason of the first fault. */
export function parseCompliance(json: unknown): Compliance {
  const result = readShape(Compliance, json);
  if ('data' in result) return result.data;
  const { place, reason } = result.fault;
  throw new PlannerError(
    'compliance.invalid',
    `The compliance facts are not valid at "${place}": ${reason}. Correct data/compliance.json.`,
  );
}

/** The vendor of a SKU; undefined if nobody has noted it. */
export function vendorOf({ vendors }: Compliance, sku: string): Vendor | undefined {
  return vendors.find(({ covers }) => covers.some((start) => sku.startsWith(start)));
}
