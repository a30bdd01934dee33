/** The published availability of every layout, from the formulas alone: each cause is a block, all blocks in series. */
import { describe, expect, it } from 'vitest';
import {
  availabilityOfRate,
  downtimeHours,
  pairWithoutThirdVote,
  pairWithThirdVote,
  parallel,
  series,
  type NodePair,
} from '@ordiplan/planner';
import { probabilityThat } from '../../oracles/enumeration.ts';
import { likely } from '../reference.ts';

/** Not stated beside the table; the hours of a restore for which all seven rows agree (3.94 to 4.23). */
const restoreHours = 4;
/** Load balancer: likely 0.15 outages a year of 1.5 h. */
const balancer = availabilityOfRate(0.15, 1.5);

const host = availabilityOfRate(likely.hostFailuresPerYear, likely.hostRepairHours);
const software = availabilityOfRate(likely.softwareFailuresPerYear, likely.softwareRepairHours);
const rolling = availabilityOfRate(likely.softwareFailuresPerYear * (1 - likely.rollingDeployCatch), likely.softwareRepairHours);
const site = availabilityOfRate(likely.siteFailuresPerYear, likely.siteRepairHours);
const planned = availabilityOfRate(likely.plannedStopsPerYear, likely.plannedStopHours);
const inTurn = availabilityOfRate(2 * likely.plannedStopsPerYear, likely.failoverSeconds / 3600);
const restore = availabilityOfRate(likely.dataDestroyedPerYear, restoreHours);
const path = availabilityOfRate(likely.pathFailuresPerYear, likely.pathRepairHours);
const atlas = 1 - likely.atlasUnavailability;

const hosts = pairOf(likely.hostFailuresPerYear, likely.hostRepairHours);
const sites = pairOf(likely.siteFailuresPerYear, likely.siteRepairHours);
const switchHours = likely.failoverSuccess * (likely.failoverSeconds / 3600) + (1 - likely.failoverSuccess) * likely.manualFailoverHours;
const missingArbiter = (2 * likely.arbiterUnavailability * hosts.failuresPerHour) / hosts.repairsPerHour;
const hardened = pairWithThirdVote(hosts, switchHours) * (1 - missingArbiter);

const layouts = {
  'one server, also three mongod on one host': [host, software, site, planned, restore],
  'database on a server of its own': [host, host, software, site, planned, planned, restore],
  'B: one server and Atlas': [host, software, site, planned, path, atlas, restore],
  'C as priced, no third vote': [pairWithoutThirdVote(hosts, likely.manualFailoverHours), software, site, planned, planned, restore],
  'C with third vote and rolling deployment': [hardened, rolling, site, inTurn, restore],
  'the same on two sites, the third vote at a third one': [hardened, rolling, pairWithThirdVote(sites, switchHours), inTurn, restore],
  'D: load balancer, app servers, three-node set': [
    ...[parallel(host, host), pairWithThirdVote(hosts, switchHours)],
    ...[rolling, site, inTurn, balancer, restore],
  ],
} as const;

describe.each([
  // layout                                              % of the time   hours a year
  ['one server, also three mongod on one host', '99.948', '4.5'],
  ['database on a server of its own', '99.928', '6.3'],
  ['B: one server and Atlas', '99.939', '5.4'],
  ['C as priced, no third vote', '99.939', '5.4'],
  ['C with third vote and rolling deployment', '99.972', '2.5'],
  ['the same on two sites, the third vote at a third one', '99.976', '2.1'],
  ['D: load balancer, app servers, three-node set', '99.969', '2.7'],
] as const)('%s', (layout, percent, hours) => {
  const up = series(...layouts[layout]);

  it(`is up ${percent} % of the time, as published`, () => {
    expect((100 * up).toFixed(3)).toBe(percent);
    expect(downtimeHours(up).toFixed(1)).toBe(hours);
  });

  it('is up in exactly the states in which every block is', () => {
    expect(up).toBeCloseTo(
      probabilityThat((blocks) => blocks.every(Boolean), layouts[layout]),
      14,
    );
  });
});

it.each([
  // cause, hours a year on one server
  ['software and operator', software, '2.0'],
  ['planned', planned, '0.96'],
  ['host', host, '0.8'],
  ['restore', restore, '0.4'],
  ['site', site, '0.36'],
  ['path to Atlas', path, '0.40'],
  ['Atlas', atlas, '0.44'],
])('%s costs as many hours a year as published', (_cause, up, hours) => {
  expect(downtimeHours(up).toFixed(hours.split('.')[1]!.length)).toBe(hours);
});

it('even a database that never fails leaves the server in front of it: 99.944 %', () => {
  expect((100 * series(host, software, site, planned, path, restore)).toFixed(3)).toBe('99.944');
});

function pairOf(failuresPerYear: number, repairHours: number): NodePair {
  return { failuresPerHour: failuresPerYear / 8760, repairsPerHour: 1 / repairHours, crews: 2 };
}
