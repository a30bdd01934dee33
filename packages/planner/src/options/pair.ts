/** Option C: two servers that replicate the database. */
import type { Values } from '../scenario/assumptions.ts';
import {
  allNeeded,
  automaticHours,
  failoverBetween,
  hostsWithArbiter,
  hostsWithoutThirdVote,
  oneServerCauses,
  plannedSwitches,
  rollingSoftware,
} from './causes.ts';
import { nightly, ofBoth, replicated } from './keeping.ts';
import { appendOnlyBox, protectionBy, replicaElsewhere, replicaHere } from './layers.ts';
import type { Component, Offer, Option, OutagesByCause, Site, Size } from './plan.ts';
import { everyServer, fromOwnDump, oneServerParts, ownDatabase } from './single.ts';
import { serverWithAddress } from './sizing.ts';

/** C as we build it: a standby that carries everything alone, a third vote at a third site, a backup at a second one. */
export const pair: Option = {
  id: 'pair',
  isAsQuoted: false,
  isHighlyAvailable: true,
  isForComparison: false,
  hasPointInTime: false,
  inCells: false,
  backsUp: ['database', 'files'],
  backupSite: 'fsn1',
  sizes: (offer) => everyServer(offer).map((size) => ({ ...size, standby: size.server })),
  // Both are equal: what one carries is carried whichever is lost.
  stacks: ({ server }, supply) => [ownDatabase(server, supply, ['database', 'files'])],
  parts: (size, offer) => [...twoServers(size, offer, 'nbg1'), ...movableAddress(offer), ...thirdVote(offer)],
  storage: () => [],
  restorePath: fromOwnDump,
  outages: (_size, values, restoreHours) => withThirdVote(values, restoreHours),
  hoursAfterServerLoss: (values) => automaticHours(values),
  copies: (values, nightlyHours) => ofBoth(replicated(values, nightly(values, nightlyHours))),
  protection: (values) => protectionBy(values, [replicaHere(values), appendOnlyBox(values)]),
  operatorHours: (values) => values.operatorHoursPair,
};

/** The same with the standby at another site; vote and backup stand at a third one. */
export const pairTwoSites: Option = {
  ...pair,
  id: 'pair-two-sites',
  backupSite: 'hel1',
  parts: (size, offer) => [...twoServers(size, offer, 'fsn1'), ...movableAddress(offer), ...thirdVote(offer)],
  outages: (_size, values, restoreHours) => ({
    ...withThirdVote(values, restoreHours),
    site: failoverBetween({ perYear: values.siteFailuresPerYear, hours: values.siteRepairHours }, values),
  }),
  protection: (values) => protectionBy(values, [replicaElsewhere(values), appendOnlyBox(values)]),
};

/** Copies of the pair, each for its share of the practices. */
export const pairCells: Option = { ...pair, id: 'pair-cells', inCells: true };

/** C as the analysis prices it: a standby one size smaller, two votes, no backup. */
export const pairAsQuoted: Option = {
  ...pair,
  id: 'pair-as-quoted',
  isAsQuoted: true,
  isHighlyAvailable: false,
  backsUp: [],
  sizes: (offer) => everyServer(offer).map(({ server }) => ({ server, standby: oneSizeBelow(server, offer) })),
  stacks: ({ server }, supply) => [ownDatabase(server, supply, [])],
  parts: (size, offer) => twoServers(size, offer, 'nbg1'),
  outages: (_size, values, restoreHours) => {
    const one = oneServerCauses(values, restoreHours);
    // A restart of either node takes away the majority.
    return { ...one, host: hostsWithoutThirdVote(values), planned: allNeeded(2, one.planned) };
  },
  hoursAfterServerLoss: (values) => values.manualFailoverHours,
  copies: (values) => ofBoth(replicated(values)),
  protection: (values) => protectionBy(values, [replicaHere(values)]),
};

function twoServers(size: Size, offer: Offer, standbySite: Site): Component[] {
  const runs = ['app', 'files', 'database'] as const;
  const standby = { id: 'app-2', sku: size.standby!, role: 'standby', site: standbySite, runs, privateIp: '10.0.0.12' } as const;
  return [...oneServerParts(size, offer, runs), ...serverWithAddress(standby, offer.catalogue.address)];
}

/** The address that people reach: it follows the server that is in charge. */
function movableAddress({ catalogue }: Offer): Component[] {
  return [{ id: 'service-ipv4', sku: catalogue.movableAddress, role: 'address', site: 'nbg1', runs: [] }];
}

/** A small server at a third site: if either site is lost, two of three votes are left. */
function thirdVote({ catalogue, canOrder }: Offer): Component[] {
  const sku = catalogue.servers.find((server) => canOrder(server, 'hel1')) ?? catalogue.servers[0]!;
  const vote = { id: 'vote-1', sku, role: 'vote', site: 'hel1', runs: ['vote'], privateIp: '10.0.0.21' } as const;
  return serverWithAddress(vote, catalogue.address);
}

function oneSizeBelow(server: string, { catalogue, larger }: Offer): string {
  const all = [...catalogue.servers, ...larger];
  return all[Math.max(0, all.indexOf(server) - 1)]!;
}

function withThirdVote(values: Values, restoreHours: number): OutagesByCause {
  return {
    ...oneServerCauses(values, restoreHours),
    host: hostsWithArbiter(values),
    software: rollingSoftware(values),
    // Either node is restarted in turn; each restart costs one switch.
    planned: plannedSwitches(2, values),
  };
}
