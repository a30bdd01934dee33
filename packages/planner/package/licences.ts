/** What a package owes to those whose work it contains: their names, licences and texts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Described {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

const benchmarks = `## Benchmark figures of machines

The figures of machines in \`data\` and in the command contain benchmark results by Spare Cores, https://sparecores.com, licensed
under CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/. Each figure names its source.
`;

/** The text of LICENSE-THIRD-PARTY.md for a command that was bundled from `modules` (paths of files). `mit` is the text of that licence. */
export function licencesOf(modules: readonly string[], mit: string): string {
  const folders = [...new Set(modules.filter((path) => path.includes('/node_modules/')).map(packageOf))];
  const notices = folders.map((folder) => noticeOf(folder, mit)).sort();
  return `# Work of others in this package\n\n${[...notices, benchmarks].join('\n')}`;
}

function noticeOf(folder: string, mit: string): string {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Described;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8') : mitOf(typeof author === 'object' ? author.name : author);
  return `## ${name} ${version} (${license})\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`;

  /** Small packages name their licence and leave its text out. */
  function mitOf(holder: string | undefined): string {
    if (license === 'MIT' && holder) return mit.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
    throw new Error(`"${name}" is bundled and brings no text of its licence. Add it by hand, or do without the package.`);
  }
}

/** The folder of the package that a file belongs to. */
function packageOf(path: string): string {
  const folder = dirname(path);
  const manifest = join(folder, 'package.json');
  const isPackage = existsSync(manifest) && 'version' in (JSON.parse(readFileSync(manifest, 'utf8')) as object);
  return isPackage ? folder : packageOf(folder);
}
