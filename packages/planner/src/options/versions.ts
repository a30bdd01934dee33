/** Versions: what each release of the operating system ships, and which programs the files are written for, with the day on which their support ends. */
import { z } from 'zod';
import { PlannerError } from '../errors.ts';
import { systemIds, type SystemId } from '../scenario/set-up.ts';
import { Day, readShape } from '../units/shape.ts';

const Text = z.string().min(1);
const Version = z.string().regex(/^\d+(\.\d+){0,2}$/);

const System = z.strictObject({
  label: Text,
  /** Suite of its package archive, e.g. "noble". */
  codename: z.string().regex(/^[a-z]+$/),
  endsOn: Day,
  /** Of its standard kernel. MongoDB 8 stops at start-up on Linux 6.19 to 7.0.13. */
  kernel: Version,
  ships: z.strictObject({
    nginx: Version,
    openssl: Version,
    openssh: Version,
    restic: Version,
    borg: Version,
    rclone: Version,
    fail2ban: Version,
    prometheus: Version,
    alertmanager: Version,
    certbot: Version,
  }),
  source: Text,
});
/** One release of the operating system. */
export type System = z.infer<typeof System> & { readonly id: SystemId };

const Program = z.strictObject({
  label: Text,
  version: Version,
  /** Null if its makers name no day. */
  endsOn: Day.nullable(),
  source: Text,
});
/** A program that files are written for, and when its support ends. */
export type Program = z.infer<typeof Program>;

const VersionsFile = z.strictObject({
  schemaVersion: z.literal(1),
  asOf: Day,
  systems: z.strictObject(Object.fromEntries(systemIds.map((id) => [id, System])) as Record<SystemId, typeof System>),
  programs: z.strictObject({
    mongodb: Program,
    mongosh: Program,
    node: Program,
    pm2: Program,
    tofu: Program,
    hcloudProvider: Program,
    atlasProvider: Program,
    minioProvider: Program,
    awsProvider: Program,
    azureProvider: Program,
  }),
});
/** The file `data/versions.json`. */
export type Versions = z.infer<typeof VersionsFile>;

/** Checks the whole file. Throws `versions.invalid` with the place and the reason of the first fault. */
export function parseVersions(json: unknown): Versions {
  const result = readShape(VersionsFile, json);
  if ('data' in result) return result.data;
  const { place, reason } = result.fault;
  throw new PlannerError('versions.invalid', `The versions are not valid at "${place}": ${reason}. Correct data/versions.json.`);
}
