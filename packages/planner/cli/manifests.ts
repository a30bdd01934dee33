/** `ordiplan manifests`: the files of a plan, written to a folder or an archive, listed, or printed one by one. */
import { gzipSync } from 'node:zlib';
import { setUp, tar, type Files, type Language, type PlanId } from '@ordiplan/planner';
import type { Command } from './command.ts';
import { fault } from './faults.ts';
import { nearest } from './nearest.ts';
import { done, type Outcome } from './outcome.ts';
import { planFlag, planOf } from './plan-flag.ts';
import { answered } from './scenario-source.ts';
import { writeArchive, writeBundle, type Written } from './write-bundle.ts';

const outputs = ['out', 'archive', 'list', 'show'] as const;

export const manifests: Command = {
  name: 'manifests',
  usage: '--tenants N [inputs] --out DIR',
  about: {
    de: 'Die Dateien schreiben, die einen Plan aufsetzen',
    en: 'Write the files that set a plan up',
  },
  more: {
    de: 'OpenTofu, cloud-init, ein Baum je Server, Skripte, Workflows, Dokumente. Keine Datei enthält ein Geheimnis; docs/*/secrets.md nennt, was zu\nerzeugen ist. Geschrieben wird alles oder nichts; SHA256SUMS nennt, was geschrieben wurde.',
    en: 'OpenTofu, cloud-init, one tree for each server, scripts, workflows, documents. No file contains a secret; docs/*/secrets.md lists what has to\nbe made. Everything is written or nothing; SHA256SUMS lists what was written.',
  },
  takesScenario: true,
  flags: [
    { name: 'out', value: 'DIR', completes: 'folder', about: { de: 'in diesen Ordner', en: 'to this folder' } },
    {
      name: 'archive',
      value: 'FILE',
      completes: 'file',
      about: { de: 'als ein .tar.gz („-“: auf die Standardausgabe)', en: 'as one .tar.gz ("-": to standard output)' },
    },
    { name: 'list', about: { de: 'nur die Pfade zeigen', en: 'only show the paths' } },
    { name: 'show', value: 'PATH', about: { de: 'eine Datei zeigen', en: 'show one file' } },
    planFlag,
    {
      name: 'force',
      about: {
        de: 'auch überschreiben, was schon da ist oder von Hand geändert wurde',
        en: 'write over files that are there: those changed by hand too',
      },
    },
  ],
  examples: [
    'ordiplan manifests --tenants 25 --domain praxis.at --admin-networks 198.51.100.7/32 --out set-up',
    'ordiplan manifests --tenants 25 --plan pair --archive set-up.tar.gz',
    'ordiplan manifests --tenants 25 --show servers/app-1/etc/nftables.conf',
  ],
  run: async ({ values, language }): Promise<Outcome> => {
    const stated = outputs.filter((output) => values[output] !== undefined);
    if (stated.length !== 1) {
      const seen = stated.length === 0 ? '–' : stated.map((output) => `--${output}`).join(', ');
      throw fault('cli.no-output', { allowed: '--out DIR, --archive FILE, --list, --show PATH', seen });
    }
    const { facts, comparison } = await answered(values);
    const id = planOf({ values }, comparison);
    return emit(setUp(comparison, id, facts), id, { values, language, project: comparison.scenario.project });
  },
};

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

function shown(files: Files, path: string): string {
  const text = files[path];
  if (text === undefined) {
    const meant = nearest(path, Object.keys(files));
    throw fault('cli.path', { path, ...(meant === undefined ? {} : { meant }) });
  }
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
