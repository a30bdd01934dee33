/**
 * Durability: how likely it is that all copies of the data are lost. What can happen (disk, site, operator, compromise)
 * meets layers of protection, each usable afterwards with some probability. How long a restore takes is `recovery.ts`.
 */
import { requireNotNegative, requireShare } from './arguments.ts';

/**
 * What destroys the live copy: its disk, its site, an error of operator or program, or an intruder who destroys on
 * purpose. Replicas follow the last two within seconds.
 */
export const lossCauses = ['disk', 'site', 'operator', 'compromise'] as const;
/** What can destroy the live copy. */
export type LossCause = (typeof lossCauses)[number];

/** How often each cause destroys the live copy, per year. */
export type LossRates = Readonly<Record<LossCause, number>>;

/** P(a layer can be used to restore | cause), 0 to 1. */
export type Layer = Readonly<Record<LossCause, number>>;

/** What stands against a loss. */
export interface Protection {
  readonly rates: LossRates;
  /** None: whatever destroys the live copy destroys everything. */
  readonly layers: readonly Layer[];
  /** Share of events that spoil all layers together, β, 0 to 1. */
  readonly commonCause: number;
}

/** A live copy elsewhere. It survives what hits hardware and repeats what operator or intruder do. */
export function replicaLayer({ afterDisk, afterSite }: { readonly afterDisk: number; readonly afterSite: number }): Layer {
  requireShare('afterDisk', afterDisk);
  requireShare('afterSite', afterSite);
  return { disk: afterDisk, site: afterSite, operator: 0, compromise: 0 };
}

/** A backup with versions. */
export interface Backup {
  /** P(a restore works): far lower if it was never tried. */
  readonly restoreWorks: number;
  readonly isAtOtherSite: boolean;
  /** P(an intruder of the server destroys it too): high if the server's credentials can delete it. */
  readonly compromised: number;
}

/** A backup as a layer. After a compromise it must be untouched and the restore must work. */
export function backupLayer({ restoreWorks, isAtOtherSite, compromised }: Backup): Layer {
  requireShare('restoreWorks', restoreWorks);
  requireShare('compromised', compromised);
  return {
    disk: restoreWorks,
    site: isAtOtherSite ? restoreWorks : 0,
    operator: restoreWorks,
    compromise: restoreWorks * (1 - compromised),
  };
}

/**
 * P(no layer is usable) from what each is usable with: (1 − β) Π(1 − q) + β min(1 − q); 1 without a layer.
 *
 * With probability β the layers share their fate, and then the best of them decides.
 */
export function missed(usable: readonly number[], commonCause: number): number {
  requireShare('commonCause', commonCause);
  for (const q of usable) requireShare('usable', q);
  const independent = usable.reduce((all, q) => all * (1 - q), 1);
  const best = usable.reduce((least, q) => Math.min(least, 1 - q), 1);
  return (1 - commonCause) * independent + commonCause * best;
}

/** Expected number of total losses a year, Σ rate · missed, over the causes. */
export function totalLossesPerYear({ rates, layers, commonCause }: Protection): number {
  return lossCauses.reduce((sum, cause) => {
    requireNotNegative(`rates.${cause}`, rates[cause]);
    const usable = layers.map((layer) => layer[cause]);
    return sum + rates[cause] * missed(usable, commonCause);
  }, 0);
}

/** P(everything is lost at least once in `years`), 1 − e^(−years · losses per year). */
export function totalLoss(protection: Protection, years: number): number {
  requireNotNegative('years', years);
  return -Math.expm1(-years * totalLossesPerYear(protection));
}
