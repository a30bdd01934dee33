/** The flags of `ordiplan prices refresh`, checked: what to ask, where, and which file to write. */
import { dirname, join, resolve } from 'node:path';
import { PlannerError } from '@ordiplan/planner';
import { dayFlag, readFlags, type FlagKind } from '../../flags.ts';
import { shippedBookFile } from '../book-file.ts';

export const sources = ['hetzner', 'storage-box', 'ecb'] as const;
export type Source = (typeof sources)[number];

/** Where a source is asked: its flag, else its environment variable, else the vendor's own address. */
const addresses = {
  hetzner: { flag: 'hetzner-api', variable: 'ORDIPLAN_HETZNER_API', usual: 'https://api.hetzner.cloud/v1' },
  'storage-box': { flag: 'storage-box-api', variable: 'ORDIPLAN_STORAGE_BOX_API', usual: 'https://api.hetzner.com/v1' },
  ecb: { flag: 'ecb', variable: 'ORDIPLAN_ECB_API', usual: 'https://data-api.ecb.europa.eu/service' },
} as const;

export const refreshHelp = `ordiplan prices refresh [flags]

Asks the vendors for prices, stock and the exchange rate, and writes a proposal: the price book with what was seen
appended. No old row is edited or deleted. What is in doubt is told and not written.

  --book FILE              the price book; data/pricing.json if not stated
  --out FILE               the proposal; pricing.proposal.json beside the book if not stated
  --in-place               write into the book itself, whole or not at all
  --only A,B               of hetzner, storage-box, ecb
  --today DAY              the day of the observation
  --timeout SECONDS        of each request; 15 if not stated
  --json                   the report as JSON
  --hetzner-api URL        ${addresses.hetzner.usual}; also ${addresses.hetzner.variable}
  --storage-box-api URL    ${addresses['storage-box'].usual}; also ${addresses['storage-box'].variable}
  --ecb URL                ${addresses.ecb.usual}; also ${addresses.ecb.variable}

The token is read from HCLOUD_TOKEN and from nowhere else. A token that may only read is enough.
Exit codes: 0 proposal written, or nothing new; 1 fault of a vendor or of the file, nothing written; 2 wrong input;
3 proposal written, but its check found errors.
`;

const flags: Readonly<Record<string, FlagKind>> = {
  book: 'text',
  out: 'text',
  'in-place': 'switch',
  only: 'text',
  today: 'text',
  timeout: 'text',
  json: 'switch',
  'hetzner-api': 'text',
  'storage-box-api': 'text',
  ecb: 'text',
  help: 'switch',
};

export interface Settings {
  readonly isHelp: boolean;
  readonly isJson: boolean;
  readonly day: string;
  readonly book: string;
  readonly out: string;
  readonly isInPlace: boolean;
  readonly timeoutSeconds: number;
  readonly only: readonly Source[];
  readonly addressOf: Readonly<Record<Source, string>>;
}

export function settingsOf(args: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  const { values, words } = readFlags(args, flags, 'ordiplan prices refresh --help');
  if (words.length > 0)
    throw new PlannerError('cli.flag', `"${words[0]}" is not a flag. "ordiplan prices refresh --help" lists all inputs.`);
  const book = values.book ?? shippedBookFile;
  const isInPlace = values['in-place'] !== undefined;
  const address = (source: Source) => {
    const { flag, variable, usual } = addresses[source];
    return checked(values[flag] ?? (environment[variable] || usual), values[flag] === undefined ? variable : `--${flag}`);
  };
  return {
    isHelp: values.help !== undefined,
    isJson: values.json !== undefined,
    day: dayFlag('today', values.today),
    book,
    out: outOf(values.out, { book, isInPlace }),
    isInPlace,
    timeoutSeconds: timeoutOf(values.timeout ?? '15'),
    only: onlyOf(values.only ?? sources.join(',')),
    addressOf: { hetzner: address('hetzner'), 'storage-box': address('storage-box'), ecb: address('ecb') },
  };
}

function outOf(stated: string | undefined, { book, isInPlace }: Pick<Settings, 'book' | 'isInPlace'>): string {
  if (stated !== undefined && isInPlace) throw new PlannerError('cli.flag', '--out and --in-place exclude each other. State one of them.');
  if (stated !== undefined && resolve(stated) === resolve(book)) {
    throw new PlannerError('cli.flag', `--out is "${stated}", which is the book itself. State --in-place if that is meant.`);
  }
  return isInPlace ? book : (stated ?? join(dirname(book), 'pricing.proposal.json'));
}

function timeoutOf(stated: string): number {
  const seconds = Number(stated);
  if (/^\d+(\.\d+)?$/.test(stated) && seconds > 0 && seconds <= 600) return seconds;
  throw new PlannerError('cli.timeout', `--timeout is "${stated}", but must be a number of seconds above 0, at most 600.`);
}

function onlyOf(stated: string): Source[] {
  const wanted = stated.split(',').map((part) => part.trim());
  const wrong = wanted.find((part) => !(sources as readonly string[]).includes(part));
  if (wrong !== undefined) throw new PlannerError('cli.only', `--only names "${wrong}", but must name some of ${sources.join(', ')}.`);
  return sources.filter((source) => wanted.includes(source));
}

/** Https, since a token is sent; plain http only to this machine, as tests and proxies of one's own do. */
function checked(stated: string, name: string): string {
  const url = URL.parse(stated);
  const isLocal = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (url && isSafe && !url.username && !url.password && !url.search && !url.hash) return url.href.replace(/\/+$/, '');
  throw new PlannerError(
    'cli.address',
    `${name} is no usable address. It must begin with https:// (http:// only for this machine) and hold no name, password or query.`,
  );
}
