/** A refresh shows no token, refuses wrong input before it asks anybody, and writes a file whole or not at all. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenFrom, withoutSecret } from '../../packages/planner/cli/prices/refresh/secret.ts';
import { settingsOf } from '../../packages/planner/cli/prices/refresh/settings.ts';
import { answersOn, fakeVendors, sendJson, sendText, token, type Interceptor } from './fake-vendors.ts';
import { failing, hash, newFolder, refresh, shipped } from './refresh.ts';
import { command, ordiplan, root, today } from './run.ts';

const error = (code: string, message: string) => ({ error: { code, message, details: {} } });

describe.concurrent('the token is never shown', () => {
  it.each<[string, Interceptor]>([
    ['in a refusal', (request, response) => sendJson(response, 401, error('unauthorized', `bad ${request.headers.authorization}`))],
    ['in a fault', (request, response) => sendJson(response, 500, error('oops', `bad ${request.headers.authorization}`))],
    [
      'where a message is cut',
      (request, response) => sendText(response, 200, 'text/html', `${'x'.repeat(60)}${request.headers.authorization}`),
    ],
    ['where an answer breaks off', (_, response) => sendText(response, 200, 'application/json', `{"token": "${token.slice(0, 40)}`)],
    ['in a content type', (_, response) => sendText(response, 200, `text/${token}`, 'hello')],
    ['as a value', (_, response) => sendJson(response, 200, { pricing: { currency: token } })],
    [
      'as a currency',
      ({ url }, response) =>
        url!.endsWith('/pricing') && sendJson(response, 200, { pricing: { ...answersOn(today).pricing, currency: token } }),
    ],
  ])('if the vendor repeats it %s', async (_name, intercept) => {
    const { ending } = await failing({ intercept, args: ['--in-place'] });
    expect(ending.stderr).toContain(_name === 'as a value' ? 'at "pricing' : '[token]');
  });

  it('if the vendor calls a type by it', async () => {
    const answers = answersOn(today);
    answers.pricing.server_types.push({ ...answers.pricing.server_types[0]!, name: token });
    const { ending, folder } = await refresh({ answers });
    expect(ending.stdout).toContain('hetzner.cloud.[token]');
    expect(ending.stdout + ending.stderr + readFileSync(join(folder, 'pricing.proposal.json'), 'utf8')).not.toContain(token);
  });
});

describe('wrong input', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['a word', ['now'], /"now" is not a flag/],
    ['an unknown flag', ['--token', 'x'], /--token.*"ordiplan prices refresh --help" lists all inputs/],
    ['an unknown source', ['--only', 'hetzner,aws'], /--only names "aws", but must name some of hetzner, storage-box, ecb/],
    ['a timeout of nothing', ['--timeout', '0'], /--timeout is "0"/],
    ['a day that is none', ['--today', '2026-02-30'], /--today is "2026-02-30"/],
    ['a plain address of another machine', ['--hetzner-api', 'http://api.hetzner.cloud/v1'], /--hetzner-api is no usable address.*https/],
    ['an address with a password', ['--ecb', 'https://me:secret@ecb.europa.eu'], /^--ecb is no usable address(?!.*secret)/],
    ['two places to write to', ['--in-place', '--out', 'x.json'], /--out and --in-place exclude each other/],
    ['the book itself as the proposal', ['--book', 'a.json', '--out', './a.json'], /--out is ".\/a.json", which is the book itself/],
  ])('%s is refused', (_name, args, says) => {
    expect(() => settingsOf(args, {})).toThrow(says);
    expect(() => settingsOf(args, {})).toThrow(expect.objectContaining({ code: expect.stringMatching(/^cli\./) }));
  });

  it('an address of the environment is checked like that of a flag', () => {
    expect(() => settingsOf([], { ORDIPLAN_ECB_API: 'ftp://ecb' })).toThrow(/^ORDIPLAN_ECB_API is no usable address/);
    expect(settingsOf([], { ORDIPLAN_ECB_API: 'https://proxy.example/ecb/' }).addressOf.ecb).toBe('https://proxy.example/ecb');
    expect(settingsOf([], {}).addressOf).toEqual({
      hetzner: 'https://api.hetzner.cloud/v1',
      'storage-box': 'https://api.hetzner.com/v1',
      ecb: 'https://data-api.ecb.europa.eu/service',
    });
  });

  it.each([undefined, '', '  ', 'short', 'with a space in it', 'with\na line break', 'with"quotation"marks'])('%j is no token', (text) => {
    const environment = text === undefined ? {} : { HCLOUD_TOKEN: text };
    expect(() => tokenFrom(environment)).toThrow(/^"HCLOUD_TOKEN" is (not set|no token)/);
  });

  it.concurrent('ends with 2 before anybody is asked', async () => {
    const { ending, asked, book } = await refresh({ env: {} });
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toMatch(/"HCLOUD_TOKEN" is not set/);
    expect([asked, book]).toEqual([[], shipped]);
  });
});

it('a text that ends within the token does not show its beginning', () => {
  expect(withoutSecret(`wrong: ${token.slice(0, 4)}`, token)).toBe('wrong: [token]');
  expect(withoutSecret(`${token}, ${token}.`, token)).toBe('[token], [token].');
  expect(withoutSecret('nothing of it', token)).toBe('nothing of it');
});

describe.concurrent('a file that cannot be written', () => {
  it.each<[string, (folder: string) => string, RegExp]>([
    ['below a file', (folder) => join(folder, 'pricing.json', 'proposal.json'), /cannot be written: ENOTDIR/],
    ['in a folder that is not there', (folder) => join(folder, 'none', 'proposal.json'), /cannot be written: ENOENT/],
    ['in the place of a folder', (folder) => join(folder, 'taken'), /"[^"]*taken" is no plain file/],
    ['on a device', () => '/dev/full', /"\/dev\/full" is no plain file/],
  ])('%s is told, and nothing is left', async (_name, out, says) => {
    const folder = newFolder();
    mkdirSync(join(folder, 'taken'));
    const { ending } = await refresh({ args: ['--out', out(folder)] });
    expect(ending).toMatchObject({ code: 1, stdout: '' });
    expect(ending.stderr).toMatch(says);
    expect(readdirSync(folder).sort()).toEqual(['pricing.json', 'taken']);
    expect(readFileSync(join(folder, 'pricing.json'), 'utf8')).toBe(shipped);
  });

  it('because there is no room leaves the book whole and no draft', async () => {
    const folder = newFolder();
    const book = join(folder, 'pricing.json');
    const vendors = await fakeVendors(answersOn(today));
    // Files of this shell end at 32 kB, about a third of the book, as on a disk that is full then.
    const line = 'ulimit -f 32; exec "$@"';
    const args = ['-c', line, 'sh', process.execPath, command, 'prices', 'refresh', '--book', book, '--in-place', '--today', today];
    const child = spawn('bash', [...args, ...vendors.flags], { env: { PATH: process.env.PATH, HCLOUD_TOKEN: token }, cwd: root });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    await vendors.close();
    expect(stderr).toMatch(/pricing\.json" cannot be written: EFBIG\. Nothing was written/);
    expect(code).toBe(1);
    expect(hash(readFileSync(book, 'utf8'))).toBe(hash(shipped));
    expect(readdirSync(folder)).toEqual(['pricing.json']);
  });

  it('because somebody edited it in the meantime keeps their edit', async () => {
    const folder = newFolder();
    const book = join(folder, 'pricing.json');
    const edited = shipped.replace('8.49', '8.59');
    const vendors = await fakeVendors(answersOn(today), () => {
      writeFileSync(book, edited);
      return false;
    });
    const { code, stderr } = await ordiplan(['prices', 'refresh', '--book', book, '--in-place', '--today', today, ...vendors.flags], {
      env: { HCLOUD_TOKEN: token },
    });
    await vendors.close();
    expect(stderr).toMatch(/pricing\.json" was changed by somebody else in the meantime/);
    expect(code).toBe(1);
    expect(readFileSync(book, 'utf8')).toBe(edited);
    expect(readdirSync(folder)).toEqual(['pricing.json']);
  });
});
