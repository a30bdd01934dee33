/**
 * The site: the servers of a plan as files need them, made from its parts list and nothing else. What a file prints
 * about a machine, an address or a role comes from here; what it prints about names and ports from `names.ts`.
 */
import { PlannerError } from '../errors.ts';
import type { Component, Plan, Site as Place } from '../options/plan.ts';
import type { Provision } from '../options/provision.ts';
import type { System, Versions } from '../options/versions.ts';
import { Email, HostName, Networks, Project, type BackupTarget, systemIds, type SystemId } from '../scenario/set-up.ts';
import { atLeast } from '../units/version.ts';
import type { Stamp } from './files.ts';
import { network } from './names.ts';

/** What the user states for the files. */
export interface Wishes {
  readonly project: string;
  readonly alertEmail: string;
  /** Networks joined by commas. */
  readonly adminNetworks: string;
  readonly os: SystemId;
  readonly backupTo: BackupTarget;
  readonly jurisdiction: 'AT' | 'DE';
}

/** What the documents tell people to expect, in hours: the figures of the quote, not worked out anew. Undefined: never, or not known. */
export interface Expectations {
  readonly afterServerLoss: number | undefined;
  readonly fromBackup: number | undefined;
  /** Work that is lost at worst. */
  readonly lost: Readonly<
    Record<'database' | 'files', { readonly hostLoss: number | undefined; readonly logicalError: number | undefined }>
  >;
  readonly failoverSeconds: number;
  /** What the vendors' contracts and the law ask for, as the compliance record tells it. */
  readonly gates: readonly { readonly id: string; readonly status: 'admissible' | 'inadmissible' | 'unknown' }[];
}

/** Everything that the files of a plan are printed from. */
export interface Brief {
  readonly plan: Plan;
  readonly wishes: Wishes;
  readonly versions: Versions;
  readonly expectations: Expectations;
  readonly stamp: Stamp;
}

/** A server. */
export interface Host {
  /** Its name everywhere: in OpenTofu, as host name, in the replica set, in certificates, in the monitoring. */
  readonly name: string;
  /** Without the cell, e.g. "app-1". */
  readonly shortName: string;
  readonly place: Place;
  readonly privateIp: string;
  /** The vendor's name of its type, e.g. "cx33". */
  readonly serverType: string;
  readonly provision: Provision;
  readonly system: System;
  readonly runsApp: boolean;
  readonly keepsFiles: boolean;
  /** Keeps a copy of the database. */
  readonly runsDatabase: boolean;
  /** Votes in the replica set without keeping data. */
  readonly isArbiter: boolean;
  /** The only backup lies on its own disk. */
  readonly keepsLocalBackup: boolean;
  /** Its data lies in an encrypted container. */
  readonly isEncrypted: boolean;
  /** Collects the figures of its cell and sends the alerts. */
  readonly isMonitor: boolean;
  /** Takes the off-site backup of its cell. Of several members of a replica set it is one that serves no requests. */
  readonly takesBackup: boolean;
  /** Its place among the servers of the cell, from 0: what must not happen on two of them at once is staggered by it. */
  readonly order: number;
}

/** A member of the replica set. The arbiter has no data and never becomes primary. */
export interface Member {
  readonly host: Host;
  readonly isArbiter: boolean;
  /** 0: never becomes primary. */
  readonly priority: number;
}

/** One whole set-up; a plan that grows by cells has several that share nothing. */
export interface Cell {
  /** From 1; undefined in a plan of one. */
  readonly number: number | undefined;
  /** How the names of its parts begin: "" or "cell-1-". */
  readonly prefix: string;
  /** The name under which its practices reach it. */
  readonly domain: string;
  readonly hosts: readonly Host[];
  readonly apps: readonly Host[];
  /** The replica set, the first choice for primary first; empty if the database is rented. */
  readonly members: readonly Member[];
  /** Rented database. */
  readonly managedDatabase: Component | undefined;
  readonly balancer: Component | undefined;
  /** Bucket with the files, where several servers share them. */
  readonly bucket: Component | undefined;
  /** The address that follows the server in charge. */
  readonly movableAddress: Component | undefined;
  readonly offSite: Component | undefined;
  readonly components: readonly Component[];
}

export interface Site {
  readonly brief: Brief;
  readonly plan: Plan;
  readonly wishes: Wishes;
  readonly versions: Versions;
  readonly cells: readonly Cell[];
  readonly hosts: readonly Host[];
  /** Networks of administrators, apart by family. */
  readonly adminV4: readonly string[];
  readonly adminV6: readonly string[];
}

/** The site of a brief. Throws `manifests.unsafe` for a text that no file may contain, `manifests.not-built` for a design that is only shown. */
export function siteOf(brief: Brief): Site {
  const { plan, wishes, versions } = brief;
  requireSafe(brief);
  if (plan.id === 'three-mongods') {
    throw new PlannerError(
      'manifests.not-built',
      'The plan "three-mongods" is shown to be compared with; no files are written for it. Choose "single".',
    );
  }
  const numbers = [...new Set(plan.components.map(({ cell }) => cell))];
  const cells = numbers.map((number) => cellOf(brief, number));
  const networks = wishes.adminNetworks.split(',');
  return {
    brief,
    plan,
    wishes,
    versions,
    cells,
    hosts: cells.flatMap(({ hosts }) => hosts),
    adminV4: networks.filter((text) => !text.includes(':')),
    adminV6: networks.filter((text) => text.includes(':')),
  };
}

function cellOf({ plan, wishes, versions }: Brief, number: number | undefined): Cell {
  const components = plan.components.filter(({ cell }) => cell === number);
  const prefix = number === undefined ? '' : `cell-${number}-`;
  const servers = components.filter(({ privateIp }) => privateIp !== undefined);
  const monitor = servers.find(({ role }) => role === 'vote') ?? servers.at(-1);
  const databases = servers.filter(({ runs }) => runs.includes('database'));
  // The copy that serves no requests is read for the backup; files lie with the software.
  const keepsFiles = servers.filter(({ runs }) => runs.includes('files'));
  const backupTaker = keepsFiles.at(-1) ?? databases.at(-1) ?? servers.at(-1);
  const hosts = servers.map((part, order): Host => {
    const runs = (slot: Component['runs'][number]) => part.runs.includes(slot);
    // Restores are tried in a database of its own on the server that takes the backup.
    const startsDatabase = runs('database') || runs('vote') || (part === backupTaker && databases.length > 0);
    const systemId = startsDatabase ? databaseSystem(wishes.os, versions) : wishes.os;
    return {
      name: part.id,
      shortName: part.id.slice(prefix.length),
      place: part.site,
      privateIp: part.privateIp!,
      serverType: part.sku.split('.').at(-1)!,
      provision: part.provision!,
      system: { id: systemId, ...versions.systems[systemId] },
      runsApp: runs('app'),
      keepsFiles: runs('files'),
      runsDatabase: runs('database'),
      isArbiter: runs('vote') && !runs('database'),
      keepsLocalBackup: runs('local-backup'),
      isEncrypted: part.isEncrypted === true,
      isMonitor: part === monitor,
      takesBackup: part === backupTaker,
      order,
    };
  });
  const only = (role: Component['role']) => components.find((part) => part.role === role);
  return {
    number,
    prefix,
    domain: number === undefined ? plan.domain : `cell-${number}.${plan.domain}`,
    hosts,
    apps: hosts.filter(({ runsApp }) => runsApp),
    members: membersOf(hosts, servers),
    managedDatabase: only('managed-database'),
    balancer: only('load-balancer'),
    bucket: only('file-store'),
    movableAddress: components.find(({ id }) => id.endsWith('service-ipv4')),
    offSite: components.find(({ role, keeps = [], id }) => role === 'off-site-backup' && keeps.length > 0 && !id.endsWith('atlas-backup')),
    components,
  };
}

/** The release asked for if the database starts on its kernel, else one on which it does: MongoDB 8 stops on Linux 6.19 to 7.0.13. */
function databaseSystem(wanted: SystemId, { systems }: Versions): SystemId {
  const starts = (id: SystemId) => !atLeast(systems[id].kernel, '6.19') || atLeast(systems[id].kernel, '7.0.14');
  return starts(wanted) ? wanted : systemIds.find(starts)!;
}

/** Of a pair the first server is preferred, the second takes over, the third never does; servers of the database alone are equal. */
function membersOf(hosts: readonly Host[], servers: readonly Component[]): Member[] {
  return hosts.flatMap((host, i): Member[] => {
    const { role } = servers[i]!;
    if (host.isArbiter) return [{ host, isArbiter: true, priority: 0 }];
    if (!host.runsDatabase) return [];
    return [{ host, isArbiter: false, priority: { server: 2, standby: 1, vote: 0 }[role as string] ?? 1 }];
  });
}

const name = /^[a-z][a-z0-9-]{0,40}$/;
const skuShape = /^[a-z0-9.-]+$/;
const address = /^10\.0\.0\.\d{1,3}$/;

/** What the scenario has checked is checked again: a plan can also be made by hand. */
function requireSafe({ plan, wishes }: Brief): void {
  const texts: readonly (readonly [string, string, (text: string) => boolean])[] = [
    ['domain', plan.domain, (text) => HostName.safeParse(text).success],
    ['project', wishes.project, (text) => Project.safeParse(text).success],
    ['alertEmail', wishes.alertEmail, (text) => Email.safeParse(text).success],
    ['adminNetworks', wishes.adminNetworks, (text) => Networks.safeParse(text).success],
    ...plan.components.flatMap(({ id, sku, privateIp = network.balancerIp }) => [
      ['id of a part', id, (text: string) => name.test(text)] as const,
      ['sku of a part', sku, (text: string) => skuShape.test(text)] as const,
      ['private address of a part', privateIp, (text: string) => address.test(text)] as const,
    ]),
  ];
  for (const [what, text, isSafe] of texts) {
    if (!isSafe(text)) {
      throw new PlannerError(
        'manifests.unsafe',
        `The ${what} ${JSON.stringify(String(text).slice(0, 60))} cannot be written into files. Correct the input it comes from.`,
      );
    }
  }
}
