/** Option A grown: the database on a server of its own. Two servers in a row, so it is down more often than one. */
import type { Stack } from '../models/capacity.ts';
import { allNeeded, oneServerCauses } from './causes.ts';
import type { Component, Offer, Option, Size, Supply } from './plan.ts';
import { everyServer, fromOwnDump, oneServerParts, single } from './single.ts';
import { hostOf, serverWithAddress } from './sizing.ts';

export const split: Option = {
  ...single,
  id: 'split',
  sizes: (offer) => everyServer(offer).flatMap((size) => everyServer(offer).map(({ server: database }) => ({ ...size, database }))),
  stacks: (size, supply) => [stack(size, supply)],
  parts: (size, offer) => [...oneServerParts(size, offer, ['app', 'files']), ...databaseServer(1, size.database!, offer)],
  outages: (_size, values, restoreHours) => {
    const one = oneServerCauses(values, restoreHours);
    return { ...one, host: allNeeded(2, one.host), planned: allNeeded(2, one.planned) };
  },
  operatorHours: (values) => values.operatorHoursSplit,
};

function stack(size: Size, supply: Supply): Stack {
  return {
    server: hostOf(size.server, supply),
    servers: 1,
    database: { on: 'own-server', host: hostOf(size.database!, supply) },
    filesOn: 'server',
    restorePath: fromOwnDump(supply.values),
    rules: supply.rules,
  };
}

/** Database servers stand in the private network behind app servers and votes. */
const lastAddressBefore = 40;

/** The `number`th server that runs nothing but the database. */
export function databaseServer(number: number, sku: string, { catalogue }: Offer): Component[] {
  return serverWithAddress(
    {
      id: `db-${number}`,
      sku,
      role: 'database-server',
      site: 'nbg1',
      runs: ['database'],
      privateIp: `10.0.0.${lastAddressBefore + number}`,
    },
    catalogue.address,
  );
}
