/** What an option designs: one parts list that the bill prices, reliability counts and the files print. Types only. */
import type { Load } from '../models/load.ts';
import type { Stack } from '../models/capacity.ts';
import type { Machines } from '../models/machines.ts';
import type { RestorePath } from '../models/recovery.ts';
import type { Catalogue } from '../prices/schema.ts';
import type { Values } from '../scenario/assumptions.ts';

/** The architectures of the analysis: the baseline, A, B and C. */
export type OptionId = 'solo' | 'single' | 'managed-db' | 'pair';

/** An option as we build it, or exactly as the analysis names it. */
export type PlanId = OptionId | 'managed-db-as-quoted' | 'pair-as-quoted';

/** A data centre: Nuremberg, Falkenstein, Helsinki (Hetzner) or Frankfurt (AWS, used by Atlas). */
export type Site = 'nbg1' | 'fsn1' | 'hel1' | 'eu-central-1';

/** What runs on a machine. */
export type Slot = 'app' | 'files' | 'database' | 'vote' | 'local-backup';

/** Data that must survive the loss of a machine. */
export type Kept = 'database' | 'files';

/** A bought part of a plan. */
export interface Component {
  /** Unique in the plan and fit for a file, e.g. "app-1". */
  readonly id: string;
  readonly sku: string;
  readonly role: 'server' | 'standby' | 'vote' | 'managed-database' | 'off-site-backup' | 'address';
  readonly site: Site;
  readonly runs: readonly Slot[];
  /** Of an off-site backup: whose data it holds. */
  readonly keeps?: readonly Kept[];
  /** Of a server: its address in the private network. */
  readonly privateIp?: string;
}

/** The machine types of a plan. */
export interface Size {
  readonly server: string;
  /** Of the second server, if there is one. */
  readonly standby?: string;
  readonly database?: string;
}

/** The versions that the files are written for. */
export interface Targets {
  readonly os: string;
  readonly nginx: string;
}

/** One option at one size for one number of practices. */
export interface Plan {
  readonly id: PlanId;
  readonly tenants: number;
  readonly domain: string;
  readonly size: Size;
  readonly components: readonly Component[];
  readonly load: Load;
  readonly targets: Targets;
}

/** What can be bought, what it can do, and the numbers to reckon with. */
export interface Supply {
  readonly catalogue: Catalogue;
  /** False for a type that is withdrawn or was just seen sold out at that site. */
  readonly canOrder: (sku: string, site: Site) => boolean;
  readonly machines: Machines;
  readonly values: Values;
  /** Speed of a machine in reference cores: the likely one, or one drawn from its span. */
  readonly coresOf: (sku: string) => number;
}

/** Availability by cause, each a share of time; the product is that of the plan. */
export type AvailabilityByCause = Readonly<
  Partial<Record<'host' | 'software' | 'site' | 'planned' | 'path' | 'atlas' | 'restore', number>>
>;

/** One architecture. It answers for itself: shared code never asks which option it holds. */
export interface Option {
  readonly id: PlanId;
  readonly option: OptionId;
  /** The mark on cards, charts and tables. */
  readonly mark: 'Solo' | 'A' | 'B' | 'C';
  /** True for a design that only repeats what the analysis priced. */
  readonly isAsQuoted: boolean;
  /** The smallest machines of the catalogue that carry `tenants` practices, undefined if none do. */
  readonly sizeFor: (tenants: number, supply: Supply) => Size | undefined;
  /** The machines that carry the load at one size. */
  readonly stack: (size: Size, supply: Supply) => Stack;
  /** The parts at one size, without the off-site backup. */
  readonly parts: (size: Size, supply: Supply) => readonly Component[];
  /** What the off-site backup holds; empty if there is none. */
  readonly backsUp: readonly Kept[];
  /** Where the data of this option comes back from, and how fast. */
  readonly restorePath: (values: Values) => RestorePath;
  readonly availability: (values: Values, restoreHours: number) => AvailabilityByCause;
  /** Hours until service is back after a server is lost for good; undefined if it never is. */
  readonly hoursAfterServerLoss: (values: Values, restoreHours: number) => number | undefined;
  readonly operatorHours: (values: Values) => number;
}
