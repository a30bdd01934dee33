/** Price books as files. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePriceBook, PlannerError, type PriceBook } from '@ordiplan/planner';

/** Where the data lie: beside the bundled command in the package, else at the top of the repository. */
const [inPackage, inRepository] = ['../data', '../../../../data'].map((folder) => join(import.meta.dirname, folder)) as [string, string];
const shipped = existsSync(inPackage) ? inPackage : inRepository;

/** The shipped price book. */
export const shippedBookFile = join(shipped, 'pricing.json');

/** What the types in it can do. */
export const shippedMachinesFile = join(shipped, 'machines.json');

/** The JSON of a file. Throws `cli.file` if it cannot be read or is no JSON. */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlannerError(
      'cli.file',
      `"${file}" cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown fault'}. State the path of a price book.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlannerError('prices.not-json', `"${file}" is not JSON: ${(error as Error).message}. Correct the file.`);
  }
}

/** The price book in a file. Throws if it cannot be read or its shape is wrong. */
export function readBook(file: string): PriceBook {
  return parsePriceBook(readJson(file));
}
