/** How programs reach the database of a cell: its hosts, its encryption, and how many members must have a change. */
import { ports, replicaSet } from './names.ts';
import { secretFiles } from './secrets.ts';
import type { Cell } from './site.ts';

/** Whether members meet over the network: then everything is encrypted, in the private network too. */
export function usesTls({ members, hosts }: Cell): boolean {
  return members.length > 0 && hosts.length > 1;
}

/** The members that keep data, in the order of the replica set, as the software and every program name them; none if the database is rented. */
export function connectionHosts({ members }: Cell): string[] {
  return members.filter(({ isArbiter }) => !isArbiter).map(({ host }) => `${host.name}:${ports.database}`);
}

/**
 * How many members must have a change before it counts. With an arbiter, "majority" means both members with data: the
 * loss of either would stop all work until someone comes, so there one is enough, and a server that is lost can take its last seconds along.
 */
export function writeConcern({ members }: Cell): 1 | 'majority' {
  return members.some(({ isArbiter }) => isArbiter) ? 1 : 'majority';
}

/** What stands behind the "?" of the software's connection string. The user is known to the database "admin". */
export function connectionOptions(cell: Cell): string {
  const rented = cell.members.length === 0;
  const options = [
    ...(rented ? [] : [`replicaSet=${replicaSet}`]),
    'authSource=admin',
    ...(usesTls(cell) ? ['tls=true', `tlsCAFile=${secretFiles.databaseAuthority}`] : []),
    'retryWrites=true',
    `w=${writeConcern(cell)}`,
  ];
  return options.join('&');
}
