/** The inputs of `ordiplan plan` beside practices and prices: what each does, how a wrong one is refused, and what JSON says of them. */
import { describe, expect, it } from 'vitest';
import { optionIds, planIds, scenarioKeys, type Comparison, type Quote } from '@ordiplan/planner';
import { ordiplan, today } from './run.ts';

const flags: Readonly<Record<string, string>> = {
  '--tenants': '12',
  '--assumptions': 'fastMs~3.1_heavyMs~100~300~900',
  '--queue': 'shared',
  '--databases': 'per-practice',
  '--size-margin': '1.28',
  '--measured-availability': '99.5',
  '--running-since': '2026-03-01',
  '--domain': 'praxis.at',
  '--project': 'praxis',
  '--alert-email': 'it@praxis.at',
  '--admin-networks': '198.51.100.7/32,2001:db8:1::/48',
  '--os': 'ubuntu-26.04',
  '--backup-to': 's3',
};

describe('the answer as JSON', () => {
  it('repeats what was stated, figures as spans', async () => {
    const { scenario } = await printed(Object.entries(flags).flat());
    expect(scenario).toMatchObject({
      tenants: 12,
      assumptions: { fastMs: { low: 3.1, likely: 3.1, high: 3.1 }, heavyMs: { low: 100, likely: 300, high: 900 } },
      queue: 'shared',
      databases: 'per-practice',
      sizeMargin: 1.28,
      measuredAvailability: 99.5,
      runningSince: '2026-03-01',
      domain: 'praxis.at',
      project: 'praxis',
      alertEmail: 'it@praxis.at',
      adminNetworks: '198.51.100.7/32,2001:db8:1::/48',
      os: 'ubuntu-26.04',
      backupTo: 's3',
    });
  });

  it('buys the backup where it was told to go', async () => {
    const boughtFor = async (target: string) => {
      const { quotes } = await printed(['--tenants', '12', '--backup-to', target]);
      const { items } = quotes.find(({ id }) => id === 'single')!.bill!;
      return items.map(({ sku, quantity }) => `${sku} ${quantity}`).at(-1);
    };
    // 12 practices keep 12 · 3.10 = 37.2 GB.
    expect(await Promise.all(['storage-box', 'storage-box-borg', 's3', 'azure'].map(boughtFor))).toEqual([
      'hetzner.storage-box.bx11 1',
      'hetzner.storage-box.bx11 1',
      'aws.s3.standard-ia 100',
      'azure.blob.cool-lrs 100',
    ]);
  });

  it('shows beside the model what was measured and what contracts promise', async () => {
    const { measured, quotes } = await printed(['--tenants', '12', '--measured-availability', '99.5']);
    // 0.5 % of 8,760 hours
    expect(measured!.availability).toBeCloseTo(0.995, 12);
    expect(measured!.hoursDown).toBeCloseTo(43.8, 9);
    for (const { promises, plan } of quotes) {
      if (!plan || !promises) expect([plan, promises]).toEqual([null, null]);
      // A figure for all parts together, exactly where a contract covers each of them.
      else expect(promises.together === null).toBe(promises.uncovered.length > 0);
    }
    expect(quotes.find(({ id }) => id === 'single')!.promises!.together).toBe(0.999);
  });

  it('carries fewer practices when requests were measured to take ten times as long', async () => {
    const [usual, slow] = await Promise.all([
      printed(['--tenants', '12']),
      printed(['--tenants', '12', '--assumptions', 'fastMs~40_heavyMs~3000']),
    ]);
    const reachOf = ({ quotes }: Comparison) => quotes.find(({ id }) => id === 'single')!.reach;
    expect(reachOf(slow)).toBeLessThan(reachOf(usual));
  });

  it('has null where nothing was measured', async () => {
    const comparison = await printed(['--tenants', '12']);
    expect(comparison.measured).toBeNull();
    expect(comparison.scenario.measuredAvailability).toBeNull();
  });

  it('carries every design with what an outage and a loss cost, and the envelopes without a gap', async () => {
    const { quotes, envelopes } = await printed(['--tenants', '12']);
    expect(quotes.map(({ id }) => id)).toEqual(planIds);
    for (const quote of quotes) expectLosses(quote);
    const lost = Object.fromEntries(quotes.map(({ id, lostWork }) => [id, lostWork.database.hostLoss]));
    // The baseline keeps its backup on the disk that is lost.
    expect(lost.solo).toBe('everything');
    for (const segments of [envelopes.basic, envelopes.highlyAvailable]) {
      expect(segments[0]!.from).toBe(1);
      expect(segments.at(-1)!.to).toBe(1000);
      expect(segments.slice(1).map(({ from }) => from)).toEqual(segments.slice(0, -1).map(({ to }) => to + 1));
    }
  });
});

describe('the answer as text', () => {
  it('names the four of the analysis, and with --all what they grow into as well', async () => {
    const [short, all] = await Promise.all([text([]), text(['--all'])]);
    const rows = (answer: string) => answer.split('\n').filter((line) => /^(▸| ) {2}\S/.test(line)).length;
    expect(rows(all) - rows(short)).toBe(planIds.filter((id) => !isOfTheAnalysis(id)).length);
  });
});

describe.concurrent('a wrong value ends with 2, and its flag, its value and its limit', () => {
  it.each([
    ['--queue', 'any', '"any"', '“per-worker” or “shared”', '„per-worker“ oder „shared“'],
    ['--databases', 'one', '"one"', '“shared” or “per-practice”', '„shared“ oder „per-practice“'],
    ['--size-margin', '3.5', '3.5', 'a number from 0 to 3', 'eine Zahl von 0 bis 3'],
    ['--size-margin', '-1', '-1', 'a number from 0 to 3', 'eine Zahl von 0 bis 3'],
    ['--measured-availability', '101', '101', 'a percentage from 0 to 100', 'ein Prozentsatz von 0 bis 100'],
    ['--measured-availability', '99,9', '"99,9"', 'a percentage from 0 to 100', 'ein Prozentsatz von 0 bis 100'],
    ['--project', 'Praxis Wien', '"Praxis Wien"', 'lower-case letters', 'Kleinbuchstaben'],
    ['--alert-email', 'root', '"root"', 'a mail address', 'eine Mailadresse'],
    ['--admin-networks', '198.51.100.7', '"198.51.100.7"', 'networks without host bits', 'Netze'],
    ['--admin-networks', '0.0.0.0/0', '"0.0.0.0/0"', 'networks without host bits', 'Netze'],
    ['--os', 'debian-12', '"debian-12"', '“ubuntu-24.04” or “ubuntu-26.04”', '„ubuntu-24.04“ oder „ubuntu-26.04“'],
    ['--backup-to', 'tape', '"tape"', '“s3” or “azure”', '„s3“ oder „azure“'],
    ['--running-since', '2026-02-30', '"2026-02-30"', 'written YYYY-MM-DD', 'in der Form JJJJ-MM-TT'],
    ['--assumptions', '', '""', 'joined by “_”', 'verbunden mit „_“'],
    ['--assumptions', 'fastMs~0', '“fastMs” is 0', 'from 0.000000001 to 1,000,000,000', 'von 0,000000001 bis 1.000.000.000'],
    ['--assumptions', 'heavyShare~0.2~0.1~0.3', '0.2~0.1~0.3', 'in order (low, likely, high)', 'der Reihe nach'],
    ['--assumptions', 'slowMs~3', '"slowMs"', 'data/assumptions.json', 'data/assumptions.json'],
  ])('%s=%s', async (flag, value, shown, limit, grenze) => {
    for (const [language, allowed] of [
      ['en', limit],
      ['de', grenze],
    ] as const) {
      const { code, stdout, stderr } = await ordiplan(['plan', '--tenants', '12', `${flag}=${value}`, '--lang', language]);
      expect(stderr.startsWith(`ordiplan: ${flag}`)).toBe(true);
      expect(stderr).toContain(language === 'en' ? shown : shown.replace('“fastMs” is', '„fastMs“ ist'));
      expect(stderr).toContain(allowed);
      expect([code, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
    }
  });

  it.each([
    ['--assumptions without a value', ['--assumptions', '--json']],
    ['--assumptions at the end', ['--assumptions']],
    ['--all with a value', ['--all=1']],
  ])('%s', async (_what, args) => {
    const { code, stdout, stderr } = await ordiplan(['plan', '--tenants', '12', ...args], { env: { LC_ALL: 'en_US.UTF-8' } });
    expect(stderr).toMatch(/^ordiplan: --[a-z]+ (needs|stands without) a value.*[^.]\. "ordiplan plan --help" lists all inputs\.\n$/);
    expect([code, stdout]).toEqual([2, '']);
  });
});

it('help lists every input with what it may be, in one column', async () => {
  const { stdout } = await ordiplan(['plan', '--help']);
  for (const flag of [...Object.keys(flags), '--all', '--json']) expect(stdout).toMatch(new RegExp(`^ {2}${flag} +\\S`, 'm'));
  const rows = stdout.split('\n').filter((row) => row.startsWith('  --'));
  expect(rows.length).toBeGreaterThan(scenarioKeys.length);
  expect(new Set(rows.map((row) => row.search(/(?<=\S {2,})[^\s-]/)))).toHaveProperty('size', 1);
});

/** A comparison as JSON says it: undefined is null, money is text. */
async function printed(args: readonly string[]): Promise<Comparison> {
  const { code, stdout, stderr } = await ordiplan(['plan', ...args, '--json', '--today', today]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
  return JSON.parse(stdout) as Comparison;
}

async function text(args: readonly string[]): Promise<string> {
  const { code, stdout } = await ordiplan(['plan', '--tenants', '12', ...args, '--lang', 'en', '--today', today]);
  expect(code).toBe(0);
  return stdout;
}

function isOfTheAnalysis(id: string): boolean {
  return (optionIds as readonly string[]).includes(id) || id.endsWith('-as-quoted');
}

function expectLosses({ lostWork, totalLoss, outageLengths }: Quote): void {
  for (const kept of [lostWork.database, lostWork.files]) {
    for (const lost of [kept.hostLoss, kept.logicalError]) {
      if (lost !== 'everything') expect(lost.worst).toBeGreaterThanOrEqual(lost.mean);
    }
  }
  expect(totalLoss.inOneYear).toBeGreaterThan(0);
  expect(totalLoss.inTenYears).toBeGreaterThan(totalLoss.inOneYear);
  expect(outageLengths.longestHours).toBeGreaterThan(0);
  expect(outageLengths.overFourHours).toBeGreaterThan(0);
  expect(outageLengths.overFourHours).toBeLessThan(1);
}
