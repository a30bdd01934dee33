/** `ordiplan manifests`: the files of a plan, written to a folder or an archive, listed, or printed one by one. */
import { gzipSync } from 'node:zlib';
import {
  compare,
  languages,
  planIds,
  PlannerError,
  setUp,
  tar,
  type Comparison,
  type Files,
  type Language,
  type PlanId,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { dayFlag, oneOf, readFlags, type FlagKind } from './flags.ts';
import { languageOf } from './language.ts';
import { done, type Outcome } from './outcome.ts';
import { scenarioFlags, scenarioHelp, scenarioOf } from './scenario-flags.ts';
import { writeArchive, writeBundle, type Written } from './write-bundle.ts';

export const manifestsHelp = `ordiplan manifests --tenants N [inputs] --out DIR

Writes the files that set a plan up: OpenTofu, cloud-init, one tree for each server, scripts, workflows, documents.
No file contains a secret; docs/*/secrets.md lists what has to be made.

Output, one of:
  --out DIR                the files, with SHA256SUMS of what was written
  --archive FILE           the same as one .tar.gz ("-": to standard output)
  --list                   only the paths
  --show PATH              one file

  --plan ID                the plan (default: the recommended one): ${planIds.join(', ')}
  --force                  write over files that are there: those changed by hand too
  --lang de|en             language of the messages (default: that of the terminal, else German)
  --today YYYY-MM-DD       the day from which ages and dates are counted (default: today)

Inputs, with what each may be:
${scenarioHelp}

Examples:
  ordiplan manifests --tenants 25 --domain praxis.at --admin-networks 198.51.100.7/32 --out set-up
  ordiplan manifests --tenants 25 --plan pair --archive set-up.tar.gz
  ordiplan manifests --tenants 25 --show servers/app-1/etc/nftables.conf
`;

const outputs = ['out', 'archive', 'list', 'show'] as const;

const known: Readonly<Record<string, FlagKind>> = {
  ...scenarioFlags,
  plan: 'text',
  out: 'text',
  archive: 'text',
  list: 'switch',
  show: 'text',
  force: 'switch',
  lang: 'text',
  today: 'text',
};

export function manifests(flags: readonly string[]): Outcome {
  const { values, words } = readFlags(flags, known, 'ordiplan manifests --help');
  if (words.length > 0) throw new PlannerError('cli.unexpected', `"${words[0]}" is not expected here. Inputs are flags: --tenants 25.`);
  oneOf('lang', values.lang, languages, 'cli.language');
  const stated = outputs.filter((output) => values[output] !== undefined);
  if (stated.length !== 1) {
    const seen = stated.length === 0 ? 'none' : stated.map((output) => `--${output}`).join(' and ');
    throw new PlannerError('cli.output', `State exactly one of --out DIR, --archive FILE, --list and --show PATH; seen: ${seen}.`);
  }
  const facts = factsOn(dayFlag('today', values.today));
  const comparison = compare(scenarioOf(values, facts.today), facts);
  const id = planOf(values.plan, comparison);
  const files = setUp(comparison, id, facts);
  return emit(files, id, { values, language: languageOf(flags), project: comparison.scenario.project });
}

interface Wanted {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly project: string;
}

function emit(files: Files, id: PlanId, { values, language, project }: Wanted): Outcome {
  if (values.list) return done(`${Object.keys(files).join('\n')}\n`);
  if (values.show !== undefined) return done(shown(files, values.show));
  const force = values.force !== undefined;
  if (values.archive !== undefined) {
    const bytes = gzipSync(tar(files, `${project}-${id}`));
    const written = writeArchive(values.archive, bytes, { force });
    return {
      stdout: '',
      stderr: written === undefined ? '' : `${told[language].archive(values.archive, Object.keys(files).length)}\n`,
      code: 0,
    };
  }
  const written = writeBundle(values.out!, files, { force });
  return done(`${told[language].bundle(values.out!, id, written)}\n`);
}

/** The plan that was asked for, or the recommended one. */
function planOf(stated: string | undefined, { recommendation }: Comparison): PlanId {
  if (stated === undefined) {
    if ('id' in recommendation) return recommendation.id;
    throw new PlannerError('cli.plan', 'No plan is recommended for these inputs. State one: --plan single.');
  }
  oneOf('plan', stated, planIds, 'cli.plan');
  return stated as PlanId;
}

function shown(files: Files, path: string): string {
  const text = files[path];
  if (text === undefined) throw new PlannerError('cli.path', `"${path}" is not a file of this plan. "--list" shows all paths.`);
  return text;
}

const told: Record<
  Language,
  { readonly bundle: (folder: string, id: PlanId, written: Written) => string; readonly archive: (file: string, count: number) => string }
> = {
  de: {
    bundle: (folder, id, { files, removed, left }) =>
      [
        `${files} Dateien des Plans „${id}“ nach ${folder} geschrieben. Weiter mit ${folder}/docs/de/guide.md.`,
        ...(removed.length > 0 ? [`Entfernt, weil der Plan sie nicht mehr hat: ${removed.join(', ')}.`] : []),
        ...(left.length > 0 ? [`Nicht mehr im Plan, aber von Hand geändert und darum belassen: ${left.join(', ')}.`] : []),
      ].join('\n'),
    archive: (file, count) => `${count} Dateien nach ${file} geschrieben.`,
  },
  en: {
    bundle: (folder, id, { files, removed, left }) =>
      [
        `${files} files of the plan "${id}" written to ${folder}. Go on with ${folder}/docs/en/guide.md.`,
        ...(removed.length > 0 ? [`Removed, since the plan has them no more: ${removed.join(', ')}.`] : []),
        ...(left.length > 0 ? [`No more in the plan, but changed by hand and therefore left: ${left.join(', ')}.`] : []),
      ].join('\n'),
    archive: (file, count) => `${count} files written to ${file}.`,
  },
};
