/** `ordiplan prices check` as a program: four outputs, exit codes, and where a fault stands in the file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plannerVersion, priceRules } from '@ordiplan/planner';
import { ordiplan, root, today } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'ordiplan-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = join(root, 'data/pricing.json');
const text = readFileSync(shipped, 'utf8');
/** The shipped book may have been looked at again after the day of the tests. */
const day = [today, (JSON.parse(text) as { lists: { current: { asOf: string } } }).lists.current.asOf].sort().at(-1)!;
const net = '"net": "8.49"';
/** The June price of the CX33, as if VAT of 19 % were inside. */
const flipped = file('flipped.json', text.replace(net, '"net": "10.10"'));
// The row begins two lines above its price: bracket, "from", "net".
const lineOfRow = text.slice(0, text.indexOf(net)).split('\n').length - 2;

describe('the shipped price book', () => {
  it('passes, with a count of what was checked', async () => {
    const { code, stdout, stderr } = await check();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d+ prices of \d+ SKUs checked, 0 errors, 0 warnings\n$/);
  });

  it('passes beside itself', async () => {
    expect((await check('--base', shipped)).code).toBe(0);
  });

  it('with a warning still passes: exit code 0', async () => {
    // The first of many prices that cite the read of 9 September, as if it alone had been read a day earlier.
    const { code, stdout } = await check(file('a-day-off.json', text.replace('"observedOn": "2026-09-09"', '"observedOn": "2026-09-08"')));
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Warnings\n {2}evidence\.one-day {2}hetzner\.cloud\.\w+ {2}.*a-day-off\.json:\d+\n {4}"hetzner.*\n {4}\/lists.*\n/,
    );
    expect(stdout).toMatch(/0 errors, 1 warning\n$/);
  });
});

describe('a price that became gross', () => {
  it('is told to people with rule, SKU, line, message and pointer; exit code 3', async () => {
    const { code, stdout } = await check(flipped);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Errors\n/);
    expect(stdout).toContain(`  change.limits  hetzner.cloud.cx33  `);
    expect(stdout).toContain(`flipped.json:${lineOfRow}\n    "hetzner.cloud.cx33" costs 10.10 from 2026-06-15`);
    expect(stdout).toContain('\n    /lists/current/skus/hetzner.cloud.cx33/prices/2\n');
    expect(stdout).toMatch(/ checked, 4 errors, 0 warnings\n$/);
  });

  it('is told to programs as JSON', async () => {
    const { code, stdout } = await check(flipped, '--json');
    const report = JSON.parse(stdout) as { errors: number; problems: object[] };
    expect(code).toBe(3);
    expect(report).toMatchObject({ today: day, errors: 4, warnings: 0, checked: { skus: 52 } });
    expect(report.problems[0]).toEqual({
      rule: 'change.limits',
      severity: 'error',
      sku: 'hetzner.cloud.cx33',
      pointer: '/lists/current/skus/hetzner.cloud.cx33/prices/2',
      line: lineOfRow,
      message: expect.stringContaining('10.10'),
    });
  });

  it('is told to GitHub as annotations', async () => {
    const { code, stdout } = await check(flipped, '--github');
    const lines = stdout.trimEnd().split('\n');
    expect(code).toBe(3);
    expect(lines.at(-1)).toMatch(/ checked, 4 errors, 0 warnings$/);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^::error file=[^,:]+flipped\.json,line=\d+,title=[a-z.-]+::"/);
    // "+55.6 %" would end the data of the command if the sign were not escaped.
    expect(stdout).toContain('changed by +55.6 %25 on');
  });

  it('is told as SARIF 2.1.0', async () => {
    const { code, stdout } = await check(flipped, '--sarif');
    const sarif = JSON.parse(stdout) as Sarif;
    expect(code).toBe(3);
    expect(sarif).toMatchObject({ version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json' });
    const { tool, results } = sarif.runs[0]!;
    expect(tool.driver).toMatchObject({ name: 'ordiplan', version: plannerVersion });
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(priceRules.map(({ id }) => id));
    expect(results).toHaveLength(4);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
      expect(level).toBe('error');
      expect(message.text).toMatch(/^"/);
      const { artifactLocation, region } = locations[0]!.physicalLocation;
      expect(artifactLocation.uri).toMatch(/flipped\.json$/);
      expect(region.startLine).toBeGreaterThan(1);
    }
  });
});

it('a sound book is an empty result in every format', async () => {
  expect((JSON.parse((await check('--sarif')).stdout) as Sarif).runs[0]!.results).toEqual([]);
  expect(JSON.parse((await check('--json')).stdout)).toMatchObject({ errors: 0, warnings: 0, problems: [] });
  expect((await check('--github')).stdout).toMatch(/^\d+ prices /);
});

describe('in annotations', () => {
  it('commas and colons of a file name, and the percent sign, are escaped', async () => {
    const odd = file('odd, 100%: b.json', text.replace(net, '"net": "10.10"'));
    expect((await check(odd, '--github')).stdout).toContain('odd%2C 100%25%3A b.json,line=');
  });

  it('line breaks of the data do not begin a command of their own', async () => {
    const broken = file('broken.json', text.replace(net, '"net": "8\\n::error::x\\r"'));
    const { stdout } = await check(broken, '--github');
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    const label = file('label.json', text.replace('"label": "Hetzner CX33"', '"label": "Hetzner\\n::warning::CX33"'));
    expect((await check(label, '--github')).stdout).not.toMatch(/^::warning/m);
    expect((await check(label, '--github')).stdout).toContain('Hetzner%0A::warning::CX33');
  });
});

describe('what only the text shows', () => {
  it('a key that stands twice is told at its second line', async () => {
    const twice = file('twice.json', text.replace(net, `${net},\n${net}`));
    const { code, stdout } = await check(twice);
    expect(code).toBe(3);
    expect(stdout).toContain(`shape.duplicate-key  `);
    expect(stdout).toContain(`twice.json:${lineOfRow + 3}`);
  });

  it('a fault of the shape is told at its line, and no price is counted', async () => {
    const { code, stdout } = await check(file('number.json', text.replace(net, '"net": 8.49')));
    expect(code).toBe(3);
    expect(stdout).toContain(`number.json:${lineOfRow + 2}\n`);
    expect(stdout).toMatch(/The shape is broken, so no price was checked, 1 error, 0 warnings\n$/);
  });

  it('a place that is missing is told at its parent', async () => {
    const { stdout } = await check(file('no-version.json', text.replace(/ {2}"schemaVersion": 1,\n/, '')));
    expect(stdout).toContain('no-version.json:1\n');
  });
});

describe('beside the book before the change', () => {
  it('an edited price is told to be one', async () => {
    const { code, stdout } = await check(flipped, '--base', shipped);
    expect(code).toBe(3);
    expect(stdout).toContain('append.rows  hetzner.cloud.cx33');
  });

  it('of an older shape, nothing is compared, and that is told', async () => {
    const { code, stdout } = await check('--base', file('old.json', '{ "schemaVersion": 0 }'));
    expect(code).toBe(0);
    expect(stdout).toContain('append.base');
  });
});

describe('exit codes', () => {
  it.each([
    // code   arguments                                   message
    [1, ['/nowhere/pricing.json'], '"/nowhere/pricing.json" cannot be read: ENOENT'],
    [1, [file('not.json', '{ "a": ')], 'is not JSON'],
    [1, ['--base', '/nowhere/pricing.json'], 'cannot be read'],
    [2, ['--nonsense'], '"--nonsense"'],
    [2, ['--json', '--sarif'], '"--json" and "--sarif" exclude each other'],
    [2, ['--today', '24.11.2026'], '--today is "24.11.2026"'],
    [2, ['a.json', 'b.json'], '"b.json" is not expected'],
  ] as const)('%i for %j', async (code, args, message) => {
    const ending = await ordiplan(['prices', 'check', ...args]);
    expect(ending.code).toBe(code);
    expect(ending.stdout).toBe('');
    expect(ending.stderr).toContain(message);
  });

  it('are all told by --help', async () => {
    const { code, stdout } = await ordiplan(['prices', 'check', '--help']);
    expect(code).toBe(0);
    for (const word of ['--base', '--today', '--json', '--github', '--sarif', '0 no errors', '1 a file', '2 wrong flags', '3 errors']) {
      expect(stdout).toContain(word);
    }
  });
});

it('the document has a row for every rule and for nothing else', () => {
  const document = readFileSync(join(root, 'docs/prices-check.md'), 'utf8');
  const rows = [...document.matchAll(/^\| `([a-z][a-z.-]*)`/gm)].map(([, id]) => id);
  expect(rows).toEqual(priceRules.map(({ id }) => id));
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function check(...args: string[]) {
  return ordiplan(['prices', 'check', ...args, '--today', day]);
}
