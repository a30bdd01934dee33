/** Evidence of limits: what is needed of a resource where it is fullest, what we plan by, and the share of the two. */
import type { Host, Resource, Stack, Use } from '../models/capacity.ts';
import type { Load } from '../models/load.ts';
import { usesOf } from '../options/sizing.ts';
import type { Values } from '../scenario/assumptions.ts';
import { percentText } from '../units/text.ts';
import { cellTenants, shareOfCell } from './explain-capacity.ts';
import type { ExplanationStep, FigureId, Ground, Probe, Worked } from './explain-figures.ts';
import { without } from './explain-inputs.ts';
import { amountText, chanceText, formulaText, step, withUnit } from './explain-text.ts';

const mbPerGbOfMemory = 1024;
const mbPerGb = 1000;
const msPerSecond = 1000;
const secondsPerHour = 3600;

/** How much of a limit is used where it is fullest. */
export function use(resource: Resource): (ground: Ground) => Worked {
  const figure: FigureId = `use.${resource}`;
  return (ground) => {
    const { quote, words, say, option, language } = ground;
    const probe: Probe = (supply, asked) => usesOf(option, asked, supply).flatMap((one) => (one.resource === resource ? [one.share] : []));
    const stated = statedOf[resource] ?? (['sizeMargin'] as const);
    const common = { probe, stated, priced: [], isEstimate: true };
    if (!quote.capacity) return { ...without(ground, figure), ...common };
    const [fullest] = quote.capacity.uses.filter((one) => one.resource === resource).sort((a, b) => b.share - a.share);
    if (!fullest) {
      return {
        ...common,
        value: say.unlimited,
        reason: say.noLimit,
        formula: say.formula[figure],
        steps: [step(say.noLimit, say.unlimited)],
      };
    }
    const { parts, need, limit, unit } = needOf(fullest, stackOf(ground, fullest), ground);
    const shown = unit === '%' ? (one: number) => chanceText(one, language) : (one: number) => withUnit(one, unit, language);
    return {
      ...common,
      title: say.titleOfUse(words.limit(fullest.place, resource)),
      value: percentText(fullest.share, language),
      formula: formulaText(say.formula[figure], '÷', [shown(need), shown(limit)], chanceText(fullest.share, language)),
      steps: [
        ...sizedFor(ground),
        ...parts,
        step(say.needed, shown(need)),
        step(say.limit, shown(limit)),
        step(say.used, chanceText(fullest.share, language)),
      ],
    };
  };
}

/** Inputs of the scenario that a limit knows beside the number of practices. */
const statedOf: Partial<Record<Resource, Worked['stated']>> = {
  latency: ['queue', 'sizeMargin'],
  namespaces: ['databases', 'sizeMargin'],
  connections: [],
};

/** Of the machines that must carry the load, those that are fullest: with one server less, where that is promised. */
function stackOf({ option, quote, supply }: Ground, { place, resource }: Use): Stack {
  const { size, tenants } = quote.subject;
  const { cells, ...one } = size;
  const shareOn = (stack: Stack) =>
    usesOf({ ...option, stacks: () => [stack] }, { size: cells === undefined ? one : { ...one, cells }, tenants }, supply).find(
      (other) => other.place === place && other.resource === resource,
    )!.share;
  return option.stacks(one, supply).reduce((worst, stack) => (shareOn(stack) > shareOn(worst) ? stack : worst));
}

/** The practices that machines are sized for, with room for unequal ones. */
function sizedTenants(ground: Ground): number {
  const { supply } = ground;
  const tenants = cellTenants(ground);
  return tenants + supply.rules.margin * supply.values.practiceSpread * Math.sqrt(tenants);
}

function sizedFor(ground: Ground): ExplanationStep[] {
  return [step(ground.say.sizedFor, amountText(sizedTenants(ground), ground.language))];
}

interface Need {
  readonly parts: readonly ExplanationStep[];
  readonly need: number;
  readonly limit: number;
  readonly unit: string;
}

/** What one limit is asked with. */
interface Question {
  readonly ground: Ground;
  readonly stack: Stack;
  readonly load: Load;
  readonly values: Values;
  readonly isServer: boolean;
  /** The machine that is asked. */
  readonly host: Host;
  /** Copies of the database on it. */
  readonly copies: number;
  /** Connections to the database that it holds. */
  readonly connections: number;
}

function needOf(fullest: Use, stack: Stack, ground: Ground): Need {
  const { values } = ground.supply;
  const { database, server, servers } = stack;
  const isServer = fullest.place !== 'database';
  const host = isServer || database.on === 'server' ? server : database.host;
  const copies = database.on === 'server' ? database.copies : isServer ? 0 : 1;
  const connections = (database.on === 'server' ? 1 : servers) * server.machine.vCpu * values.connectionsPerWorker;
  const load = shareOfCell(ground, sizedTenants(ground));
  return needs[fullest.resource]({ ground, stack, load, values, isServer, host, copies, connections }, fullest);
}

const needs: Readonly<Record<Resource, (question: Question, use: Use) => Need>> = {
  cpu: ({ ground, stack, load, values, isServer, host, copies }) => {
    const { say, language } = ground;
    const own = isServer ? (1 - values.heavyShare) * values.fastMs + values.heavyShare * values.heavyMs : 0;
    const database = copies === 0 ? 0 : values.dbMs * (1 + (copies - 1) * values.writeShare);
    const ms = own + database;
    const servers = isServer ? stack.servers : 1;
    const { dedicated } = host.machine;
    const speed = host.cores * (dedicated ? values.speedFactorDedicated : values.speedFactorShared);
    return {
      parts: [step(say.requests, perSecond(load.peakRps, ground)), step(say.requestTime, withUnit(ms, 'ms', language))],
      need: (load.peakRps * ms) / msPerSecond,
      limit: servers * speed * values.maxCpu,
      unit: say.cores,
    };
  },
  latency: ({ ground, stack, load, values }, { share }) => {
    const { say, language, supply } = ground;
    const perServer = load.peakRps / stack.servers;
    const isShared = supply.rules.queue === 'shared';
    const underWay = stack.database.on === 'managed' ? (values.dbRoundTrips * values.atlasRttMs) / msPerSecond : 0;
    return {
      parts: [
        isShared
          ? step(say.perServer, perSecond(perServer, ground))
          : step(say.perWorker, perSecond(perServer / stack.server.machine.vCpu, ground)),
        step(say.patience, withUnit(Math.max(0, values.waitSeconds - underWay), 's', language)),
      ],
      need: share * values.maxWaitShare,
      limit: values.maxWaitShare,
      unit: '%',
    };
  },
  ram: ({ ground, stack, load, values, isServer, host, copies, connections }) => {
    const { say, language } = ground;
    const hot = load.databaseGb * (values.indexRatio + values.hotShare);
    const gb = (text: string, one: number) => ({ text, one });
    const isManaged = !isServer && stack.database.on === 'managed';
    const app = [
      gb(say.workers, (host.machine.vCpu * values.nodeWorkerMb) / mbPerGbOfMemory),
      gb(say.sessions, (load.sessions / stack.servers) * (values.sessionMb / mbPerGbOfMemory)),
    ];
    const mongod = [
      gb(say.mongodBase, copies * values.mongodBaseGb),
      gb(say.connections, (copies * connections * values.connectionMb) / mbPerGbOfMemory),
    ];
    const own = [gb(say.system, values.osGb), ...(isServer ? app : []), ...(copies > 0 ? mongod : [])];
    const all = [...(isManaged ? [] : own), ...(copies > 0 ? [gb(say.hotData, copies * hot)] : [])];
    return {
      parts: all.map(({ text, one }) => step(text, withUnit(one, 'GB', language))),
      need: all.reduce((sum, { one }) => sum + one, 0),
      limit: isManaged ? host.machine.ramGb * values.atlasCacheShare * values.atlasOvercommit : values.maxRam * host.machine.usableRamGb,
      unit: 'GB',
    };
  },
  disk: ({ ground, stack, load, values, isServer, host, copies }) => {
    const { say, language } = ground;
    const isManaged = !isServer && stack.database.on === 'managed';
    const stored = copies * load.databaseGb * (1 + values.indexRatio) * values.compression;
    const all = [
      ...(isManaged ? [] : [{ text: say.system, one: values.osDiskGb }]),
      ...(isServer && stack.filesOn === 'server' ? [{ text: say.filesKept, one: load.filesGb }] : []),
      ...(copies > 0 ? [{ text: say.storedData, one: stored }] : []),
    ];
    return {
      parts: all.map(({ text, one }) => step(text, withUnit(one, 'GB', language))),
      need: all.reduce((sum, { one }) => sum + one, 0),
      limit: values.maxDisk * host.machine.diskGb,
      unit: 'GB',
    };
  },
  iops: ({ ground, load, values, host, copies }) => {
    const { say, language } = ground;
    const writes = copies * load.peakRps * values.writeShare;
    return {
      parts: [step(say.writes, amountText(writes, language)), step(say.writeCost, amountText(values.iopsPerWrite, language))],
      need: writes * values.iopsPerWrite,
      limit: values.maxIops * host.machine.iops,
      unit: 'IOPS',
    };
  },
  connections: ({ ground, host, connections }) => ({
    parts: [],
    need: connections,
    limit: host.machine.maxConnections!,
    unit: ground.say.unit.connections!,
  }),
  namespaces: ({ ground, load, values, isServer, host }) => ({
    parts: [step(ground.say.namespacesEach, amountText(values.namespacesPerPractice, ground.language))],
    need: load.tenants * values.namespacesPerPractice,
    limit: (isServer ? undefined : host.machine.maxNamespaces) ?? values.maxOwnNamespaces,
    unit: ground.say.unit.namespaces!,
  }),
  backupWindow: ({ ground, stack, load, values }) => {
    const { say, language } = ground;
    const dumpedGb = stack.database.on === 'managed' ? 0 : load.databaseGb;
    const dump = (dumpedGb * mbPerGb) / values.dumpMbPerS / secondsPerHour;
    const send = ((dumpedGb + load.filesGb) * mbPerGb * values.dailyChange) / values.backupMbPerS / secondsPerHour;
    return {
      parts: [step(say.dump, withUnit(dump, 'h', language)), step(say.send, withUnit(send, 'h', language))],
      need: dump + send,
      limit: values.backupWindowHours,
      unit: 'h',
    };
  },
  restore: ({ ground, stack, load, values }) => {
    const { say, language, facts } = ground;
    const path = stack.restorePath!;
    const people = (['detectHours', 'respondHours', 'provisionHours', 'verifyHours'] as const).map((key) => ({
      text: facts.assumptions[key].meaning[language],
      one: values[key],
    }));
    const all = [
      ...people,
      { text: say.restoreDatabase, one: (load.databaseGb * mbPerGb) / path.databaseMbPerS / secondsPerHour },
      ...(Number.isFinite(path.filesMbPerS)
        ? [{ text: say.restoreFiles, one: (load.filesGb * mbPerGb) / path.filesMbPerS / secondsPerHour }]
        : []),
    ];
    return {
      parts: all.map(({ text, one }) => step(text, withUnit(one, 'h', language))),
      need: all.reduce((sum, { one }) => sum + one, 0),
      limit: values.maxRestoreHours,
      unit: 'h',
    };
  },
};

function perSecond(rps: number, { say, language }: Ground): string {
  return withUnit(rps, say.unit['requests/s']!, language);
}
