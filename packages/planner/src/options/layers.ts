/** What stands against the loss of all data, layer by layer. */
import { backupLayer, replicaLayer, type Layer, type Protection } from '../models/durability.ts';
import type { Values } from '../scenario/assumptions.ts';

/** The causes of loss at the rates of the assumptions, against these layers. */
export function protectionBy(values: Values, layers: readonly Layer[]): Protection {
  return {
    rates: {
      disk: values.diskLossesPerYear,
      site: values.siteLossesPerYear,
      operator: values.dataDestroyedPerYear,
      compromise: values.compromisesPerYear,
    },
    layers,
    commonCause: values.commonCause,
  };
}

/** The box at another site: the servers can add to it, but not delete, and restores are tried. */
export function appendOnlyBox(values: Values): Layer {
  return backupLayer({ restoreWorks: values.restoreWorksTested, isAtOtherSite: true, compromised: values.appendOnlyHitByCompromise });
}

/** A second server at the same site. */
export function replicaHere(values: Values): Layer {
  return replicaLayer({ afterDisk: values.replicaSurvivesDisk, afterSite: 0 });
}

/** A second server at another site. */
export function replicaElsewhere(values: Values): Layer {
  return replicaLayer({ afterDisk: values.replicaSurvivesDisk, afterSite: values.replicaSurvivesDisk });
}

/** The three nodes of a rented database, each in a zone of its own. */
export function zones(values: Values): Layer {
  return replicaLayer({ afterDisk: values.zonesSurvive, afterSite: values.zonesSurvive });
}

/**
 * Snapshots of a rented database. An intruder who did not reach them leaves them whole; `isProtected`: a policy
 * forbids even the owner to delete them early.
 */
export function managedSnapshots(values: Values, { isProtected }: { isProtected: boolean }): Layer {
  const { snapshotRestoreWorks: works, backupHitByCompromise, appendOnlyHitByCompromise } = values;
  const hit = isProtected ? appendOnlyHitByCompromise : backupHitByCompromise;
  return { disk: works, site: works, operator: works, compromise: 1 - hit };
}
