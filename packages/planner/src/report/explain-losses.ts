/** Evidence of losses: hours of work that are missing after each event, and how likely it is that everything is gone. */
import { lossesOf, type Lost, type LostWork } from '../advice/losses.ts';
import type { LossCause } from '../models/durability.ts';
import type { Kept } from '../options/plan.ts';
import { hoursText } from '../units/text.ts';
import { shareOfCell } from './explain-capacity.ts';
import type { ExplanationStep, FigureId, Ground, Probe, Worked } from './explain-figures.ts';
import { smallestReason } from './explain-inputs.ts';
import { amountText, chanceText, shortChanceText, step, withUnit } from './explain-text.ts';

const secondsPerHour = 3600;
const mbPerGb = 1000;

const kinds: readonly Kept[] = ['database', 'files'];
const events: readonly (keyof LostWork)[] = ['hostLoss', 'logicalError'];

/** Hours at worst; Infinity if everything is lost. */
function atWorst(lost: Lost): number {
  return lost === 'everything' ? Infinity : lost.worst;
}

function lostText(hours: number, { words, language }: Ground): string {
  return Number.isFinite(hours) ? hoursText(hours, language) : words.everything;
}

/** With the digits of a computation. */
function exactText(hours: number, { words, language }: Ground): string {
  return Number.isFinite(hours) ? withUnit(hours, 'h', language) : words.everything;
}

/** After one event, the worse of database and files. */
export function afterEvent(event: keyof LostWork): (ground: Ground) => Worked {
  const figure = event === 'hostLoss' ? 'hostLoss' : 'errorLoss';
  return (ground) => lost(ground, { figure, copied: kinds, after: [event] });
}

/** Of one kind of data, the worse of both events. */
export function ofKind(kept: Kept): (ground: Ground) => Worked {
  const figure = kept === 'database' ? 'dataLossDatabase' : 'dataLossFiles';
  return (ground) => lost(ground, { figure, copied: [kept], after: events });
}

/** Of which data the loss is asked, and after which events. */
interface LostQuestion {
  readonly figure: FigureId;
  readonly copied: readonly Kept[];
  readonly after: readonly (keyof LostWork)[];
}

function lost(ground: Ground, { figure, copied, after }: LostQuestion): Worked {
  const { say, option, quote } = ground;
  const lines = copied.flatMap((kept) =>
    after.map((event) => ({ text: say.eventOf(say.kept[kept], say.event[event]), hours: atWorst(quote.lostWork[kept][event]) })),
  );
  const most = Math.max(...lines.map(({ hours }) => hours));
  const probe: Probe = ({ values }, { size, tenants }) => {
    const { lostWork } = lossesOf({ option, size, tenants }, values);
    return [Math.max(...copied.flatMap((kept) => after.map((event) => atWorst(lostWork[kept][event]))))];
  };
  return {
    value: lostText(most, ground),
    ...(Number.isFinite(most) ? smallestReason(ground) : { reason: say.noCopy }),
    formula: say.formula[figure],
    steps: [
      ...copied.flatMap((kept) => copySteps(ground, kept, after)),
      ...lines.map(({ text, hours }) => step(text, exactText(hours, ground))),
      step(say.worst, exactText(most, ground)),
    ],
    probe,
    stated: [],
    priced: [],
    isEstimate: true,
  };
}

/** How often one kind of data is copied, and how long that takes, as far as it counts after these events. */
function copySteps(ground: Ground, kept: Kept, after: readonly (keyof LostWork)[]): ExplanationStep[] {
  const { option, supply, language, say } = ground;
  const { backup, replicationSeconds } = option.copies(supply.values, nightlyHours(ground))[kept];
  const name = say.kept[kept];
  const isReplicated = replicationSeconds !== undefined;
  return [
    ...(backup && (after.includes('logicalError') || !isReplicated)
      ? [
          step(say.backupInterval(name), withUnit(backup.intervalHours, 'h', language)),
          step(say.backupDuration(name), withUnit(backup.durationHours, 'h', language)),
        ]
      : []),
    ...(isReplicated && after.includes('hostLoss')
      ? [step(say.lag(name), withUnit(replicationSeconds / secondsPerHour, 'h', language))]
      : []),
  ];
}

/** Hours of the nightly backup: dump the database if it is ours to back up, and send what changed. */
function nightlyHours(ground: Ground): number {
  const { values } = ground.supply;
  const { databaseGb, filesGb } = shareOfCell(ground);
  const dumpedGb = ground.option.backsUp.includes('database') ? databaseGb : 0;
  const dump = (dumpedGb * mbPerGb) / values.dumpMbPerS;
  const send = ((dumpedGb + filesGb) * mbPerGb * values.dailyChange) / values.backupMbPerS;
  return (dump + send) / secondsPerHour;
}

/** Cause by cause: how often, and in which share of the cases no copy helps. */
export function allDataLost(ground: Ground): Worked {
  const { quote, option, supply, language, say } = ground;
  const { rates, layers, commonCause } = option.protection(supply.values);
  const lines = (Object.entries(rates) as [LossCause, number][]).map(([cause, rate]) => {
    const failing = layers.map((layer) => 1 - layer[cause]);
    const together = failing.reduce((all, one) => all * one, 1);
    // With a common cause the best layer decides for all of them.
    const missed = (1 - commonCause) * together + commonCause * Math.min(1, ...failing);
    return { text: say.lossesOf(say.lossCause[cause], amountText(rate, language), chanceText(missed, language)), perYear: rate * missed };
  });
  const sum = lines.reduce((all, { perYear }) => all + perYear, 0);
  return {
    value: shortChanceText(quote.totalLoss.inTenYears, language),
    ...(layers.length === 0 ? { reason: say.noCopy } : smallestReason(ground)),
    formula: say.formula.allDataLost,
    steps: [
      ...lines.map(({ text, perYear }) => step(text, amountText(perYear, language))),
      step(say.lossSum, amountText(sum, language)),
      step(say.inTenYears, chanceText(quote.totalLoss.inTenYears, language)),
    ],
    probe: ({ values }, { size, tenants }) => [lossesOf({ option, size, tenants }, values).totalLoss.inTenYears],
    stated: [],
    priced: [],
    isEstimate: true,
  };
}
