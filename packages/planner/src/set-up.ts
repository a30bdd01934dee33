/** The set-up of one plan: the brief that its files are printed from, made of the answer, so that files and answer cannot differ. */
import type { Lost } from './advice/losses.ts';
import { restoreHoursOf } from './advice/outages.ts';
import type { Quote } from './advice/quote.ts';
import type { Comparison } from './compare.ts';
import { PlannerError } from './errors.ts';
import type { Files } from './manifests/files.ts';
import { checkGroups, checklist } from './manifests/documents/checklist.ts';
import { guide, guideSteps } from './manifests/documents/guide.ts';
import { recovery, recoveryCases } from './manifests/documents/recovery.ts';
import { secrets } from './manifests/documents/secrets.ts';
import type { Both, DocumentLanguage, Part, Step } from './manifests/documents/text.ts';
import { manifests } from './manifests/index.ts';
import { siteOf, type Brief, type Site } from './manifests/site.ts';
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

/** The plans of a comparison that files are written for: those that some machine carries and that are not only shown. */
export function plansToSetUp(comparison: Comparison, facts: Facts): PlanId[] {
  return comparison.quotes
    .filter(({ plan }) => plan !== undefined)
    .map(({ id }) => id)
    .filter((id) => isBuilt(comparison, id, facts));
}

function isBuilt(comparison: Comparison, id: PlanId, facts: Facts): boolean {
  try {
    siteOf(briefOf(comparison, id, facts));
    return true;
  } catch (error) {
    if (error instanceof PlannerError && error.code === 'manifests.not-built') return false;
    throw error;
  }
}

/** One thing to do, as the guide and the recovery plan of the bundle say it. Texts are Markdown of one line: code in backticks. */
export interface SetUpStep {
  /** The same in both languages; two steps of a plan never share one. */
  readonly id: string;
  readonly title: string;
  readonly text: string | undefined;
  /** Lines of a shell on the administrator's machine, in the folder of the bundle. */
  readonly commands: readonly string[];
  readonly check: { readonly command: string; readonly expect: string } | undefined;
  readonly minutes: number;
}

/** Something to tick before practices work with it. */
export interface SetUpCheck {
  readonly id: string;
  readonly text: string;
}

/** One mishap, with the figures of the plan. */
export interface SetUpCase {
  readonly title: string;
  readonly sign: string;
  readonly time: string;
  readonly lost: string;
  readonly steps: readonly SetUpStep[];
  readonly check: string;
}

/** A table of the list of secrets: names and places, never a value. */
export interface SetUpTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the documents of a bundle say, as data in one language. */
export interface SetUpDocuments {
  readonly guide: { readonly intro: string; readonly steps: readonly SetUpStep[] };
  readonly checklist: {
    readonly intro: string;
    readonly groups: readonly { readonly title: string; readonly items: readonly SetUpCheck[] }[];
  };
  readonly recovery: { readonly intro: string; readonly cases: readonly SetUpCase[] };
  readonly secrets: { readonly intro: string; readonly tables: readonly SetUpTable[] };
}

/**
 * Guide, checklist, recovery plan and secrets of a plan, from the same source as the files below `docs/`. Throws as `setUp`
 * does.
 */
export function setUpDocuments(comparison: Comparison, id: PlanId, facts: Facts, language: DocumentLanguage): SetUpDocuments {
  const site = siteOf(briefOf(comparison, id, facts));
  const listed = secrets(site);
  return {
    guide: { intro: introOf(guide(site), language), steps: guideSteps(site).map((step) => stepIn(step, language)) },
    checklist: {
      intro: introOf(checklist(site), language),
      groups: checkGroups(site).map(({ title, items }) => ({
        title: title[language],
        items: items.map((item) => ({ id: fingerprint(item), text: item[language] })),
      })),
    },
    recovery: { intro: introOf(recovery(site), language), cases: casesIn(site, language) },
    secrets: { intro: introOf(listed, language), tables: tablesOf(listed, language) },
  };
}

function stepIn(step: Step, language: DocumentLanguage): SetUpStep {
  const { title, text, commands = [], check, minutes } = step;
  return {
    id: fingerprint(title),
    title: title[language],
    text: text?.[language],
    commands,
    check: check && { command: check.command, expect: check.expect[language] },
    minutes,
  };
}

function casesIn(site: Site, language: DocumentLanguage): SetUpCase[] {
  return recoveryCases(site).map(({ title, sign, time, lost, steps, check }) => ({
    title: title[language],
    sign: sign[language],
    time: time[language],
    lost: lost[language],
    steps: steps.map((step) => stepIn(step, language)),
    check,
  }));
}

/** The paragraph under the first heading. */
function introOf(parts: readonly Part[], language: DocumentLanguage): string {
  return parts.flatMap((part) => ('text' in part ? [part.text[language]] : []))[0] ?? '';
}

/** The tables, each under the heading that stands above it. */
function tablesOf(parts: readonly Part[], language: DocumentLanguage): SetUpTable[] {
  const said = (cell: Both | string) => (typeof cell === 'string' ? cell : cell[language]);
  return parts.flatMap((part, i) => {
    if (!('rows' in part)) return [];
    const title =
      parts
        .slice(0, i)
        .flatMap((one) => ('heading' in one ? [one.heading[language]] : []))
        .at(-1) ?? '';
    return [{ title, head: part.head.map(said), rows: part.rows.map((row) => row.map(said)) }];
  });
}

const fnvBasis = 0x811c9dc5;
const fnvPrime = 0x01000193;
const base36 = 36;

/** A short name for a text, the same in both languages (FNV-1a): a tick is kept under it without keeping what the text says. */
function fingerprint({ en }: Both): string {
  let hash = fnvBasis;
  for (const sign of en) hash = Math.imul(hash ^ sign.codePointAt(0)!, fnvPrime) >>> 0;
  return hash.toString(base36);
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
