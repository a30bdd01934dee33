/** What the user demands of a plan, and the profiles that stand for the phases of the analysis: visible sets, each target editable. */

/** A limit, or that none is set. */
export type Wanted = number | 'any';

/** What is wanted of a plan; "any" asks for nothing. */
export interface Targets {
  /** Least availability in percent. */
  readonly availability: Wanted;
  /** Over the whole year, or over opening hours only: then planned restarts, which can be at night, do not count. */
  readonly availabilityOver: 'year' | 'opening-hours';
  /** Most hours of work that the loss of a machine may cost, at worst. */
  readonly hostLossHours: Wanted;
  /** Most hours of work that a mistake (deleted, encrypted) may cost, at worst. */
  readonly errorHours: Wanted;
  /** Most hours until service is back after a server is lost for good. */
  readonly restoreHours: Wanted;
  /** Whether any moment of the database must be restorable. */
  readonly pointInTime: boolean;
  /** Most euro a month for the bill, net. */
  readonly euroPerMonth: Wanted;
  /** Most hours of operation a month. */
  readonly operatorHours: Wanted;
}

/** The phases of the analysis: the first months, production, and growth beyond one server. */
export const profileIds = ['start', 'production', 'growth', 'none'] as const;
/** A phase, which brings its targets. */
export type ProfileId = (typeof profileIds)[number];

const nothing: Targets = {
  availability: 'any',
  availabilityOver: 'year',
  hostLossHours: 'any',
  errorHours: 'any',
  restoreHours: 'any',
  pointInTime: false,
  euroPerMonth: 'any',
  operatorHours: 'any',
};

/**
 * The targets of each profile. "start": a backup of every night that is back within a working day. "production": what
 * the analysis expects of a managed database: any moment can be restored, and 99.9 %. "growth": no single server may
 * stop the practices.
 */
export const profiles: Readonly<Record<ProfileId, Targets>> = {
  none: nothing,
  start: { ...nothing, errorHours: 26, hostLossHours: 26, restoreHours: 8 },
  production: { ...nothing, availability: 99.9, errorHours: 26, hostLossHours: 26, restoreHours: 8, pointInTime: true },
  growth: { ...nothing, availability: 99.95, errorHours: 26, hostLossHours: 1, restoreHours: 0.5 },
};
