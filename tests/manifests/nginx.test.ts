/** The real nginx accepts the emitted file of every plan, without a single warning. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifests, type Plan } from '@ordiplan/planner';
import { planIds, quoteFor } from '../planner/answers.ts';
import { nginxVersion, run, sandbox, type Sandbox } from './nginx-sandbox.ts';

const stamp = { prices: 'current of 2026-10-08', permalink: '?v=1&tenants=20' };
const version = nginxVersion();

let place: Sandbox;
beforeEach(() => {
  place = sandbox();
});
afterEach(() => place.remove());

const emitted = planIds.flatMap((id) =>
  [1, 20, 116].flatMap((tenants) => {
    const files = manifests(forThisNginx(quoteFor(id, { tenants }).plan!), stamp);
    return Object.entries(files).map(([path, text]) => ({ id, tenants, path, text }));
  }),
);

it.each(emitted)('nginx accepts $path of "$id" for $tenants practices', ({ path, text }) => {
  place.place(path, text);
  expect(place.check()).toMatchObject({ status: 0, stderr: '' });
});

describe('the check can fail:', () => {
  const { path, text } = emitted[0]!;

  it.each([
    ['an unknown directive', 'server_tokens off', 'server_tokenz off', 'unknown directive "server_tokenz"'],
    ['a missing semicolon', 'server_tokens off;', 'server_tokens off', '"server_tokens" directive'],
    ['a missing brace', /\}\s*$/, '\n', 'unexpected end of file'],
    ['a value that is none', 'ssl_prefer_server_ciphers off', 'ssl_prefer_server_ciphers maybe', 'invalid value "maybe"'],
    ['a certificate that is not there', 'fullchain.pem', 'nochain.pem', 'cannot load certificate'],
    ['an upstream that is not there', 'upstream app {', 'upstream other {', 'host not found in upstream "app"'],
    ['ciphers that no library knows', /ssl_ciphers .*;/, 'ssl_ciphers NOTHING;', 'no cipher match'],
  ])('on %s', (_what, right, wrong, message) => {
    place.place(path, text.replace(right, wrong));
    const { status, stderr } = place.check();
    expect(status).not.toBe(0);
    expect(stderr).toContain(message);
  });

  it('on a mere warning, which lets nginx start', () => {
    place.place('one', text);
    place.place('two', text.replace(/^limit_req.*$|^upstream app \{[^}]*\}$/gm, ''));
    const { status, stderr } = place.check();
    expect(status).toBe(0);
    expect(stderr).toContain('conflicting server name');
  });
});

it('a missing tool fails with its name and how to get it', () => {
  expect(() => run('nginx-of-nobody', ['-t'])).toThrow(/^"nginx-of-nobody" did not run .*apt-get install nginx openssl\.$/);
});

function forThisNginx(plan: Plan): Plan {
  return { ...plan, targets: { ...plan.targets, nginx: version } };
}
