/** What an alert is. The list of a plan is in `alerts.ts`. */
import type { Host } from './site.ts';

/** Every alert that any plan can have. The run book has a part for each of a plan. */
export const alertNames = [
  'HealthFailing',
  'PublicHealthFailing',
  'SoftwareDown',
  'CertificateEnds',
  'AddressElsewhere',
  'FilesSyncStale',
  'NodeDown',
  'DataNotMounted',
  'DataDiskLow',
  'DataDiskFull',
  'SystemDiskLow',
  'MemoryLow',
  'Swapping',
  'OutOfMemory',
  'LoadHigh',
  'ClockSkew',
  'UnitFailed',
  'RebootRequired',
  'DatabaseDown',
  'NoPrimary',
  'PrimaryChanged',
  'ReplicationLag',
  'MembersMissing',
  'DatabaseCertificateEnds',
  'DatabaseBackupOld',
  'DatabaseBackupAbsent',
  'FilesBackupOld',
  'FilesBackupAbsent',
  'BackupCheckOld',
  'BackupCheckAbsent',
  'RestoreTestOld',
  'RestoreTestAbsent',
  'BoxFilling',
  'BoxFull',
  'FiguresStale',
  'AlertmanagerDown',
  'AlertsNotSent',
  'Watchdog',
] as const;
export type AlertName = (typeof alertNames)[number];

/** A series of a rule test: its name with labels, and its values, one at each step, as promtool writes them. */
export type Series = readonly [name: string, values: string];

/** When an alert must fire and when not. The figures are chosen by hand, apart from the expression. */
export interface Trial {
  /** What takes days is tried in steps of an hour. */
  readonly step: '1m' | '1h';
  /** Time after which it is asked for. */
  readonly at: string;
  readonly fires: readonly Series[];
  /** Undefined of an alert that always fires. */
  readonly silent: readonly Series[] | undefined;
  /** Labels of the alerts that fire, besides name and severity. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Alert {
  readonly name: AlertName;
  /** "critical": now, also at night; "warning": the next working day; "none": never mailed. */
  readonly severity: 'critical' | 'warning' | 'none';
  readonly expression: string;
  /** How long it must hold, e.g. "5m". */
  readonly holds: string;
  /** What it means, in one sentence. */
  readonly text: Readonly<Record<'de' | 'en', string>>;
  readonly trial: Trial;
}

/** The anchor of an alert in the run book, e.g. "node-down". */
export function anchorOf(name: AlertName): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

/** A pattern for the label `instance`: these servers. */
export function instances(hosts: readonly Pick<Host, 'name'>[]): string {
  return hosts.map(({ name }) => name).join('|');
}

/** A figure of a server as Prometheus stores it: node_exporter brings it. */
export function ofNode(figure: string, { name }: Pick<Host, 'name'>, labels = ''): string {
  return `${figure}{instance="${name}",job="node"${labels && `,${labels}`}}`;
}
