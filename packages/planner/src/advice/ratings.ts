/**
 * Ratings, 1 to 5, of one plan: each follows from a figure of the plan by a ladder that stands here and in
 * docs/ratings.md. None is typed in.
 */
import type { Plan } from '../options/plan.ts';
import type { Gates } from './gates.ts';
import type { Miss } from './targets.ts';

/** What the analysis gives stars for. */
export const aspects = [
  'cost',
  'availability',
  'backup',
  'security',
  'scalability',
  'maintenance',
  'data-protection',
  'production',
] as const;
/** One thing that is rated. */
export type Aspect = (typeof aspects)[number];

/** Five are best. */
export type Stars = 1 | 2 | 3 | 4 | 5;

/** A rating with the figure that it follows from; both undefined where the figure is unknown. */
export interface Rating {
  readonly stars: Stars | undefined;
  readonly figure: number | undefined;
}
/** The stars of one design. */
export type Ratings = Readonly<Record<Aspect, Rating>>;

/** What a rating looks at. */
export interface Rated {
  readonly plan: Plan;
  /** Euro a month of the bill, and of the cheapest bill of all designs that pass the gates; undefined if unknown. */
  readonly billEuro: number | undefined;
  readonly cheapestEuro: number | undefined;
  readonly availability: number;
  /** P(all data is lost within ten years). */
  readonly totalLoss: number;
  /** Practices that the largest size of the design carries, and those expected in twelve months. */
  readonly reach: number;
  readonly expectedTenants: number;
  readonly operatorHours: number;
  readonly gates: Gates;
  /** What the plan misses of the profile "production" apart from point-in-time recovery and money. */
  readonly productionMisses: readonly Miss[];
}

/** For each number of stars from 5 down to 2 the limit that the figure must keep. */
type Ladder = readonly [five: number, four: number, three: number, two: number];

/** Times the cheapest admissible bill. */
const costLadder: Ladder = [1.1, 2, 4, 8];
/** Availability over the year: 53 min, 2.6 h, 4.4 h and 8.8 h of outage. */
const availabilityLadder: Ladder = [0.9999, 0.9997, 0.9995, 0.999];
/** P(all data is lost within ten years). */
const backupLadder: Ladder = [0.02, 0.1, 0.25, 0.5];
/** Practices of the largest size over those expected. */
const scalabilityLadder: Ladder = [10, 5, 2, 1.2];
/** Hours of operation a month. */
const maintenanceLadder: Ladder = [1, 2, 3, 5];

export function ratingsOf(rated: Rated): Ratings {
  const { billEuro, cheapestEuro } = rated;
  const relativeCost = billEuro === undefined || cheapestEuro === undefined ? undefined : billEuro / cheapestEuro;
  const protectedBy = safeguards(rated.plan);
  return {
    cost: relativeCost === undefined ? { stars: undefined, figure: undefined } : low(relativeCost, costLadder),
    availability: high(rated.availability, availabilityLadder),
    backup: low(rated.totalLoss, backupLadder),
    security: { stars: (1 + protectedBy) as Stars, figure: protectedBy },
    scalability: high(rated.reach / rated.expectedTenants, scalabilityLadder),
    maintenance: low(rated.operatorHours, maintenanceLadder),
    'data-protection': dataProtection(rated.gates),
    production: production(rated),
  };
}

/** The smaller the better. */
function low(figure: number, ladder: Ladder): Rating {
  return { stars: starsBy((limit) => figure <= limit, ladder), figure };
}

/** The larger the better. */
function high(figure: number, ladder: Ladder): Rating {
  return { stars: starsBy((limit) => figure >= limit, ladder), figure };
}

function starsBy(keeps: (limit: number) => boolean, ladder: Ladder): Stars {
  const rung = ladder.findIndex(keeps);
  return (rung === -1 ? 1 : 5 - rung) as Stars;
}

/**
 * How many of four safeguards a plan has: data encrypted at rest; a backup that its servers cannot delete; a database
 * that nobody reaches over the internet; and, as every plan's nginx has it, a limit of requests.
 */
function safeguards({ components }: Plan): number {
  const isEncrypted = components
    .filter(({ runs }) => runs.includes('database') || runs.includes('files'))
    .every((part) => part.isEncrypted);
  const hasSafeBackup = components.some(({ role }) => role === 'off-site-backup');
  const isPrivate = components.every(({ role }) => role !== 'managed-database');
  return 1 + [isEncrypted, hasSafeBackup, isPrivate].filter(Boolean).length;
}

/** Five if every legal gate is passed and all processors are European, four with one of a third country, three if a gate is open, one if one is missed. */
function dataProtection({ legal, duties }: Gates): Rating {
  const hasThirdCountry = duties.some(({ id }) => id === 'third-country');
  const passed: Stars = hasThirdCountry ? 4 : 5;
  const stars: Stars = legal === 'admissible' ? passed : legal === 'unknown' ? 3 : 1;
  return { stars, figure: undefined };
}

/** One star for a plan that a gate stops; otherwise one less for each target of production that it misses. */
function production({ gates, productionMisses }: Rated): Rating {
  const missed = productionMisses.length;
  if (gates.status === 'inadmissible') return { stars: 1, figure: missed };
  return { stars: Math.max(2, 5 - missed - (gates.legal === 'unknown' ? 1 : 0)) as Stars, figure: missed };
}
