/** Option C: two servers that replicate the database. */
import { pairWithoutThirdVote, pairWithThirdVote, type NodePair } from '../models/failover.ts';
import { availabilityOfRate, series } from '../models/reliability.ts';
import type { Values } from '../scenario/assumptions.ts';
import { hoursPerYear } from '../units/time.ts';
import type { AvailabilityByCause, Option, Size, Supply } from './plan.ts';
import { availabilityOfOneServer, fromOwnDump, oneServer, oneServerParts, ownDatabase } from './single.ts';
import { serverWithAddress } from './sizing.ts';

const secondsPerHour = 3600;

/** C as we build it: a standby that carries everything alone, a third vote at a third site, a backup at a second one. */
export const pair: Option = {
  id: 'pair',
  option: 'pair',
  mark: 'C',
  isAsQuoted: false,
  backsUp: ['database', 'files'],
  sizeFor: (tenants, supply) => {
    const size = oneServer(tenants, supply, ['database', 'files']);
    return size && { ...size, standby: size.server };
  },
  stack: (size, supply) => ownDatabase(size, supply, ['database', 'files']),
  parts: (size, supply) => [...twoServers(size, supply), ...thirdVote(supply)],
  restorePath: fromOwnDump,
  availability: availabilityWithThirdVote,
  hoursAfterServerLoss: (values) => values.failoverSeconds / secondsPerHour,
  operatorHours: (values) => values.operatorHoursPair,
};

/** C as the analysis prices it: a standby one size smaller, two votes, no backup. */
export const pairAsQuoted: Option = {
  id: 'pair-as-quoted',
  option: 'pair',
  mark: 'C',
  isAsQuoted: true,
  backsUp: [],
  sizeFor: (tenants, supply) => {
    const size = oneServer(tenants, supply, []);
    return size && { ...size, standby: oneSizeBelow(size.server, supply) };
  },
  stack: (size, supply) => ownDatabase(size, supply, []),
  parts: (size, supply) => twoServers(size, supply),
  restorePath: fromOwnDump,
  availability: availabilityWithoutThirdVote,
  hoursAfterServerLoss: (values) => values.manualFailoverHours,
  operatorHours: (values) => values.operatorHoursPair,
};

function twoServers(size: Size, supply: Supply) {
  const standby = {
    id: 'app-2',
    sku: size.standby!,
    role: 'standby',
    site: 'nbg1',
    runs: ['app', 'files', 'database'],
    privateIp: '10.0.0.12',
  } as const;
  return [...oneServerParts(size, supply, ['app', 'files', 'database']), ...serverWithAddress(standby, supply.catalogue.address)];
}

/** A small server at a third site: if either site is lost, two of three votes are left. */
function thirdVote({ catalogue, canOrder }: Supply) {
  const sku = catalogue.servers.find((server) => canOrder(server, 'hel1')) ?? catalogue.servers[0]!;
  const vote = { id: 'vote-1', sku, role: 'vote', site: 'hel1', runs: ['vote'], privateIp: '10.0.0.21' } as const;
  return serverWithAddress(vote, catalogue.address);
}

function oneSizeBelow(server: string, { catalogue }: Supply): string {
  return catalogue.servers[Math.max(0, catalogue.servers.indexOf(server) - 1)]!;
}

function hosts(values: Values): NodePair {
  return { failuresPerHour: values.hostFailuresPerYear / hoursPerYear, repairsPerHour: 1 / values.hostRepairHours, crews: 2 };
}

function availabilityWithThirdVote(values: Values, restoreHours: number): AvailabilityByCause {
  const automatic = values.failoverSeconds / secondsPerHour;
  const failoverHours = values.failoverSuccess * automatic + (1 - values.failoverSuccess) * values.manualFailoverHours;
  const { failuresPerHour, repairsPerHour } = hosts(values);
  // While a host is down, the pair needs the arbiter: without it no majority is left.
  const arbiterMissing = (2 * values.arbiterUnavailability * failuresPerHour) / repairsPerHour;
  return {
    ...availabilityOfOneServer(values, restoreHours),
    host: pairWithThirdVote(hosts(values), failoverHours) * (1 - arbiterMissing),
    software: availabilityOfRate(values.softwareFailuresPerYear * (1 - values.rollingDeployCatch), values.softwareRepairHours),
    // Either node is restarted in turn; each restart costs one switch.
    planned: availabilityOfRate(2 * values.plannedStopsPerYear, automatic),
  };
}

function availabilityWithoutThirdVote(values: Values, restoreHours: number): AvailabilityByCause {
  const one = availabilityOfOneServer(values, restoreHours);
  const planned = availabilityOfRate(values.plannedStopsPerYear, values.plannedStopHours);
  return {
    ...one,
    host: pairWithoutThirdVote(hosts(values), values.manualFailoverHours),
    // A restart of either node takes away the majority.
    planned: series(planned, planned),
  };
}
