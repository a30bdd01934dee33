/** The set-up of one plan: the brief that its files are printed from, made of the answer, so that files and answer cannot differ. */
import type { Lost } from './advice/losses.ts';
import { restoreHoursOf } from './advice/outages.ts';
import type { Quote } from './advice/quote.ts';
import type { Comparison } from './compare.ts';
import { PlannerError } from './errors.ts';
import type { Files } from './manifests/files.ts';
import { manifests } from './manifests/index.ts';
import type { Brief } from './manifests/site.ts';
import { likelySupply, type Facts } from './options/facts.ts';
import type { PlanId } from './options/plan.ts';
import type { Values } from './scenario/assumptions.ts';
import { toQuery } from './scenario/query.ts';

/**
 * The files of a plan of a comparison: path to text. Throws `manifests.no-plan` if no machine carries the practices, and
 * `manifests.not-built` for a design that is only shown.
 *
 * @example setUp(compare({ tenants: 25 }, facts), 'single', facts)['infra/main.tf']
 */
export function setUp(comparison: Comparison, id: PlanId, facts: Facts): Files {
  return manifests(briefOf(comparison, id, facts));
}

/** What the files of a plan are printed from. */
export function briefOf(comparison: Comparison, id: PlanId, facts: Facts): Brief {
  const { scenario, priceList, today } = comparison;
  const quote = comparison.quotes.find((one) => one.id === id);
  if (!quote?.plan) {
    throw new PlannerError(
      'manifests.no-plan',
      `No machine of the catalogue carries ${scenario.tenants} practices with the plan "${id}". Choose another plan.`,
    );
  }
  const { project, alertEmail, adminNetworks, os, backupTo, jurisdiction } = scenario;
  return {
    plan: quote.plan,
    wishes: { project, alertEmail, adminNetworks, os, backupTo, jurisdiction },
    versions: facts.versions,
    expectations: expectationsOf(quote, likelySupply(scenario, facts).values),
    stamp: { prices: `${priceList.id} of ${priceList.asOf}`, permalink: `?${toQuery(scenario, today)}` },
  };
}

function expectationsOf({ hoursAfterServerLoss, lostWork, gates, subject }: Quote, values: Values): Brief['expectations'] {
  const { database, files } = lostWork;
  return {
    afterServerLoss: hoursAfterServerLoss,
    fromBackup: subject.option.backsUp.length > 0 ? restoreHoursOf(subject, values) : undefined,
    lost: {
      database: { hostLoss: worst(database.hostLoss), logicalError: worst(database.logicalError) },
      files: { hostLoss: worst(files.hostLoss), logicalError: worst(files.logicalError) },
    },
    failoverSeconds: values.failoverSeconds,
    gates: gates.results.map(({ id, status }) => ({ id, status })),
  };
}

function worst(lost: Lost): number | undefined {
  return lost === 'everything' ? undefined : lost.worst;
}
