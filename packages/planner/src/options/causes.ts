/** What takes a service down, cause by cause: the building blocks from which each option makes its own answer. */
import { pairWithoutThirdVote, pairWithThirdVote, type NodePair } from '../models/failover.ts';
import { availabilityOfRate, kOfN, pairFailuresPerYear, pairRepairHours, series, type OutageKind } from '../models/reliability.ts';
import type { Values } from '../scenario/assumptions.ts';
import { hoursPerYear } from '../units/time.ts';
import type { CauseOfOutage, OutagesByCause } from './plan.ts';

const secondsPerHour = 3600;

/** Happens `perYear` times, takes `hours` on average, and is repaired. */
export function repaired(perYear: number, hours: number): CauseOfOutage {
  return { availability: availabilityOfRate(perYear, hours), kinds: [{ perYear, hours }] };
}

/** `count` equal blocks that are all needed. */
export function allNeeded(count: number, { availability, kinds }: CauseOfOutage): CauseOfOutage {
  return {
    availability: series(...Array.from({ length: count }, () => availability)),
    kinds: kinds.map(({ perYear, hours }) => ({ perYear: count * perYear, hours })),
  };
}

/** Both of two causes take the service down. */
export function either(a: CauseOfOutage, b: CauseOfOutage): CauseOfOutage {
  return { availability: series(a.availability, b.availability), kinds: [...a.kinds, ...b.kinds] };
}

/** Everything on one server: host, software and operator, site, planned stops, restores. */
export function oneServerCauses(
  values: Values,
  restoreHours: number,
): Required<Pick<OutagesByCause, 'host' | 'software' | 'site' | 'planned' | 'restore'>> {
  return {
    host: repaired(values.hostFailuresPerYear, values.hostRepairHours),
    software: repaired(values.softwareFailuresPerYear, values.softwareRepairHours),
    site: repaired(values.siteFailuresPerYear, values.siteRepairHours),
    planned: repaired(values.plannedStopsPerYear, values.plannedStopHours),
    restore: repaired(values.dataDestroyedPerYear, restoreHours),
  };
}

/** How often a host fails, and how long it is gone. */
export function hostOutage(values: Values): OutageKind {
  return { perYear: values.hostFailuresPerYear, hours: values.hostRepairHours };
}

/** Deployments reach one server first: a share of the wrong ones is caught there. */
export function rollingSoftware(values: Values): CauseOfOutage {
  return repaired(values.softwareFailuresPerYear * (1 - values.rollingDeployCatch), values.softwareRepairHours);
}

/** `switches` times for each planned stop, service moves to another machine. */
export function plannedSwitches(switches: number, values: Values): CauseOfOutage {
  return repaired(switches * values.plannedStopsPerYear, automaticHours(values));
}

/** Hours of a failover that works. */
export function automaticHours(values: Values): number {
  return values.failoverSeconds / secondsPerHour;
}

/** `servers` of which one may be missing, behind a load balancer that leaves out what does not answer. */
export function oneMayBeMissing(servers: number, values: Values): CauseOfOutage {
  const host = hostOutage(values);
  const up = availabilityOfRate(host.perYear, host.hours);
  const pairs = (servers * (servers - 1)) / 2;
  return {
    availability: kOfN(
      servers - 1,
      Array.from({ length: servers }, () => up),
    ),
    kinds: [{ perYear: pairs * pairFailuresPerYear(host, host), hours: pairRepairHours(host.hours, host.hours) }],
  };
}

/** Two that fail at `kind` and replace each other by a vote; a failover that fails needs a person. */
export function failoverBetween(kind: OutageKind, values: Values): CauseOfOutage {
  const { failoverSuccess: works, manualFailoverHours: manual } = values;
  const automatic = automaticHours(values);
  return {
    availability: pairWithThirdVote(asPair(kind), works * automatic + (1 - works) * manual),
    kinds: [
      { perYear: kind.perYear * works, hours: automatic },
      { perYear: kind.perYear * (1 - works), hours: manual },
      { perYear: pairFailuresPerYear(kind, kind), hours: pairRepairHours(kind.hours, kind.hours) },
    ],
  };
}

/** The hosts of a pair whose third vote is a small server elsewhere. */
export function hostsWithArbiter(values: Values): CauseOfOutage {
  const host = hostOutage(values);
  const { availability, kinds } = failoverBetween(host, values);
  const { failuresPerHour, repairsPerHour } = asPair(host);
  // While a host is down, the pair needs the arbiter: without it no majority is left. Hosts that are down nearly always leave nothing.
  const missing = Math.min(1, (2 * values.arbiterUnavailability * failuresPerHour) / repairsPerHour);
  return {
    availability: availability * (1 - missing),
    kinds: [...kinds, { perYear: 2 * host.perYear * values.arbiterUnavailability, hours: host.hours }],
  };
}

/** The hosts of a pair without a third vote: the loss of either stops it, until an operator forces the other or the host is back. */
export function hostsWithoutThirdVote(values: Values): CauseOfOutage {
  const host = hostOutage(values);
  return {
    availability: pairWithoutThirdVote(asPair(host), values.manualFailoverHours),
    kinds: [
      { perYear: 2 * host.perYear, hours: pairRepairHours(values.manualFailoverHours, host.hours) },
      { perYear: pairFailuresPerYear(host, host), hours: pairRepairHours(host.hours, host.hours) },
    ],
  };
}

/** The vendor of a rented database says how much it is up, not how often it fails. */
export function managedDatabaseCause({ atlasUnavailability, atlasOutageHours }: Values): CauseOfOutage {
  return {
    availability: 1 - atlasUnavailability,
    kinds: [{ perYear: (atlasUnavailability * hoursPerYear) / atlasOutageHours, hours: atlasOutageHours }],
  };
}

function asPair({ perYear, hours }: OutageKind): NodePair {
  return { failuresPerHour: perYear / hoursPerYear, repairsPerHour: 1 / hours, crews: 2 };
}
