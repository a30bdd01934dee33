/** What an option designs: one parts list that the bill prices, reliability counts and the files print. Types and names only. */
import type { SizingRules, Stack } from '../models/capacity.ts';
import type { Protection } from '../models/durability.ts';
import type { Load } from '../models/load.ts';
import type { Machines } from '../models/machines.ts';
import type { Copies, RestorePath } from '../models/recovery.ts';
import type { OutageKind } from '../models/reliability.ts';
import type { Price } from '../prices/price-book.ts';
import type { Catalogue } from '../prices/schema.ts';
import type { Values } from '../scenario/assumptions.ts';
import type { BackupTarget } from '../scenario/set-up.ts';
import type { Provision } from './provision.ts';

/** The architectures of the analysis: the baseline, A, B and C. */
export const optionIds = ['solo', 'single', 'managed-db', 'pair'] as const;
/** One option of the analysis. */
export type OptionId = (typeof optionIds)[number];

/**
 * Every design: those of the analysis as we build them, exactly as it names them ("-as-quoted"), and what they grow
 * into.
 */
export const planIds = [
  'solo',
  'single',
  'three-mongods',
  'split',
  'single-cells',
  'managed-db',
  'managed-db-as-quoted',
  'managed-db-balanced',
  'pair',
  'pair-as-quoted',
  'pair-two-sites',
  'cluster',
  'pair-cells',
] as const;
/** One design. */
export type PlanId = (typeof planIds)[number];

/** The option of the analysis that each design builds or grows out of. */
export const optionOfPlan: Readonly<Record<PlanId, OptionId>> = {
  solo: 'solo',
  single: 'single',
  'three-mongods': 'single',
  split: 'single',
  'single-cells': 'single',
  'managed-db': 'managed-db',
  'managed-db-as-quoted': 'managed-db',
  'managed-db-balanced': 'managed-db',
  pair: 'pair',
  'pair-as-quoted': 'pair',
  'pair-two-sites': 'pair',
  cluster: 'pair',
  'pair-cells': 'pair',
};

/** The mark on cards, charts and tables. */
export type Mark = 'Solo' | 'A' | 'B' | 'C';
export const markOfOption: Readonly<Record<OptionId, Mark>> = { solo: 'Solo', single: 'A', 'managed-db': 'B', pair: 'C' };

/** A data centre: Nuremberg, Falkenstein, Helsinki (Hetzner) or Frankfurt (AWS, also used by Atlas; Azure). */
export type Site = 'nbg1' | 'fsn1' | 'hel1' | 'eu-central-1' | 'germanywestcentral';

/** What runs on a machine. */
export type Slot = 'app' | 'files' | 'database' | 'vote' | 'local-backup';

/** Data that must survive the loss of a machine. */
export type Kept = 'database' | 'files';

/** A bought part of a plan. */
export interface Component {
  /** Unique in the plan and fit for a file, e.g. "app-1". */
  readonly id: string;
  readonly sku: string;
  readonly role:
    'server' | 'standby' | 'vote' | 'database-server' | 'managed-database' | 'load-balancer' | 'file-store' | 'off-site-backup' | 'address';
  readonly site: Site;
  readonly runs: readonly Slot[];
  /** Units of the SKU, for parts that are sold by the GB or TB; 1 if absent. */
  readonly quantity?: number;
  /** Of an off-site backup: whose data it holds. */
  readonly keeps?: readonly Kept[];
  /** Of a server: its address in the private network. */
  readonly privateIp?: string;
  /** Of a part that holds data: whether the set-up, or its vendor, encrypts it. */
  readonly isEncrypted?: boolean;
  /** Of a plan in cells: to which it belongs, from 1. */
  readonly cell?: number;
  /** Of a server: what its programs may take of it. */
  readonly provision?: Provision;
}

/** The machine types of a plan, and how many of them. */
export interface Size {
  readonly server: string;
  /** Servers that share the requests behind a load balancer; one without if absent. */
  readonly servers?: number;
  /** Of the second server, if there is one. */
  readonly standby?: string;
  /** Of the database, if it has machines of its own. */
  readonly database?: string;
  /** Independent copies of the whole set-up, each for its share of the practices; one if absent. */
  readonly cells?: number;
}

/** One option at one size for one number of practices. */
export interface Plan {
  readonly id: PlanId;
  readonly tenants: number;
  readonly domain: string;
  readonly size: Size;
  readonly components: readonly Component[];
  readonly load: Load;
  /** Hours between two backups. */
  readonly backupIntervalHours: number;
}

/** A size with what its fixed parts cost a month in cents, for ranking only: an unknown price counts as the least it can be. */
export interface PricedSize {
  readonly size: Size;
  readonly cents: number;
  readonly isKnown: boolean;
}

/** What can be bought on the day of the scenario. */
export interface Offer {
  /** Its servers are those of the first choice, or what must replace them while one of them cannot be ordered. */
  readonly catalogue: Catalogue;
  /** Servers beyond the largest of them, for the same programs. */
  readonly larger: readonly string[];
  readonly machines: Machines;
  /** False for a type that is withdrawn or was just seen sold out at that site. */
  readonly canOrder: (sku: string, site: Site) => boolean;
  /** The price of a SKU that is ordered on that day; undefined if none is known. */
  readonly priceOf: (sku: string) => Price | undefined;
  /** The same in euro a month, for ranking only. */
  readonly euroOf: (sku: string) => number | undefined;
  /** What a SKU costs at least, for ranking only: of an unknown price that of the next smaller one of its line, else 0. */
  readonly euroAtLeast: (sku: string) => number;
  /** The sizes of each option that were priced before. */
  readonly priced: Map<PlanId, readonly PricedSize[]>;
}

/** What can be bought, what it can do, and the numbers to reckon with. */
export interface Supply extends Offer {
  readonly values: Values;
  readonly rules: SizingRules;
  /** Speed of a machine in reference cores: the likely one, or one drawn from its span. */
  readonly coresOf: (sku: string) => number;
  /** Where the off-site backup goes, and with which program. */
  readonly backupTo: BackupTarget;
  /** The largest number of practices to look at. */
  readonly maxTenants: number;
  /** Answers that were worked out before with these numbers: see `recall`. */
  readonly found: Map<string, unknown>;
}

/** What takes a service down. */
export const causes = ['host', 'software', 'site', 'planned', 'restore', 'path', 'atlas', 'load-balancer'] as const;
/** What can cause an outage. */
export type Cause = (typeof causes)[number];

/** One cause: the share of time without an outage of it, and the kinds of outages that it brings. */
export interface CauseOfOutage {
  readonly availability: number;
  readonly kinds: readonly OutageKind[];
}
export type OutagesByCause = Readonly<Partial<Record<Cause, CauseOfOutage>>>;

/** One architecture. It answers for itself: shared code never asks which option it holds. */
export interface Option {
  readonly id: PlanId;
  /** True for a design that only repeats what the analysis priced. */
  readonly isAsQuoted: boolean;
  /** True if it goes on by itself after the loss of any one of its servers, and then still carries everything. */
  readonly isHighlyAvailable: boolean;
  /** True if it is shown to be compared with, and never recommended. */
  readonly isForComparison: boolean;
  /** True if it grows by whole copies of itself: two or more. */
  readonly inCells: boolean;
  /** Every size worth asking, smallest first. */
  readonly sizes: (offer: Offer) => readonly Size[];
  /** The machines that must carry the load at one size: all of them, and where promised, those left after one is lost. */
  readonly stacks: (size: Size, supply: Supply) => readonly Stack[];
  /** The parts at one size that do not depend on the amount of data. */
  readonly parts: (size: Size, offer: Offer) => readonly Component[];
  /** True if the database can be restored to any moment. */
  readonly hasPointInTime: boolean;
  /** What the off-site backup holds; empty if there is none. */
  readonly backsUp: readonly Kept[];
  /** Where it stands: away from every server. */
  readonly backupSite: Site;
  /** Parts beside the off-site backup that are sold by the amount of data. */
  readonly storage: (load: Load, supply: Supply) => readonly Component[];
  /** Where the data of this option comes back from, and how fast. */
  readonly restorePath: (values: Values) => RestorePath;
  readonly outages: (size: Size, values: Values, restoreHours: number) => OutagesByCause;
  /** Hours until service is back after a server is lost for good; undefined if it never is. */
  readonly hoursAfterServerLoss: (values: Values, restoreHours: number) => number | undefined;
  /** The copies of each kind of data besides the live one; `nightlyHours`: how long a nightly backup takes. */
  readonly copies: (values: Values, nightlyHours: number) => Readonly<Record<Kept, Copies>>;
  /** What stands against the loss of all data. */
  readonly protection: (values: Values) => Protection;
  readonly operatorHours: (values: Values) => number;
}
