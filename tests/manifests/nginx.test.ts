/** The real nginx accepts the emitted file of every app server of every layout, without a single warning; and it can refuse. */
import { describe, expect, it } from 'vitest';
import { briefFor, layoutOf, layouts, writtenFor } from './bundles.ts';
import { nginxVersion, run, sandbox } from './nginx-sandbox.ts';
import { appFiles } from './part-c.ts';

const here = { nginx: nginxVersion(), openssl: run('openssl', ['version']).stdout.split(' ')[1]! };
const path = /^servers\/([a-z0-9-]+)\/etc\/nginx\/nginx\.conf$/;

const emitted = layouts.flatMap((layout) => {
  const files = appFiles(writtenFor(briefFor(layout), here));
  return Object.keys(files).flatMap((file) => {
    const host = path.exec(file)?.[1];
    return host === undefined ? [] : [{ layout: layout.name, host, files }];
  });
});

/** What nginx says to the file of a server. */
function judged({ host, files }: (typeof emitted)[number], change = (text: string) => text) {
  const place = sandbox(files, host, { change: (text, file) => (path.test(file) ? change(text) : text) });
  const answer = place.check();
  place.remove();
  return answer;
}

it('each layout has its app servers', () => {
  const apps = new Map<string, number>();
  for (const { layout } of emitted) apps.set(layout, (apps.get(layout) ?? 0) + 1);
  for (const { name } of layouts) expect(apps.get(name), name).toBeGreaterThan(0);
  expect([apps.get('pair'), apps.get('split'), apps.get('managed database, balanced')]).toEqual([2, 1, 2]);
});

it.each(emitted)('nginx accepts the file of $host of "$layout"', (server) => {
  expect(judged(server)).toMatchObject({ status: 0, stderr: '' });
});

describe('nginx refuses', () => {
  const pair = emitted.find(({ layout }) => layout === 'pair')!;

  it.each([
    ['an unknown directive', 'server_tokens off', 'server_tokenz off', 'unknown directive "server_tokenz"'],
    ['a missing semicolon', 'server_tokens off;', 'server_tokens off', '"server_tokens" directive'],
    ['a missing brace', /\}\s*$/, '\n', 'unexpected end of file'],
    ['a value that is none', 'ssl_prefer_server_ciphers off', 'ssl_prefer_server_ciphers maybe', 'invalid value "maybe"'],
    ['a certificate that is not there', 'tls/web.crt', 'tls/none.crt', 'cannot load certificate'],
    ['a key that is not that of the certificate', 'tls/web.key', 'tls/web.crt', 'cannot load certificate key'],
    ['an upstream that is not there', 'upstream live {', 'upstream dead {', 'host not found in upstream "live"'],
    ['ciphers that no library knows', /ssl_ciphers .*;/, 'ssl_ciphers NOTHING;', 'no cipher match'],
    ['curves that this library does not know', 'ssl_ecdh_curve ', 'ssl_ecdh_curve X25519MLKEM768:', 'SSL_CTX_set1_curves_list'],
    ['a limit whose zone is not there', 'zone=login:10m', 'zone=logins:10m', 'zero size shared memory zone "login"'],
    ['a limit of connections whose zone is not there', 'zone=connections:10m', 'zone=others:10m', 'zero size shared memory zone'],
    ['a rate of nothing', /rate=\d+r\/s/, 'rate=0r/s', 'invalid rate'],
    ['a status that is none', 'limit_req_status 429', 'limit_req_status 999', 'value must be between 400 and 599'],
    ['a log format that is not there', 'log_format nameless', 'log_format nobody', 'unknown log format "nameless"'],
    ['a variable that is not there', '$logged_path|', '$logged_road|', 'unknown "logged_road" variable'],
    ['http2 in the form of a newer nginx', 'ssl http2 default_server;', 'ssl default_server;\n  http2 on;', 'unknown directive "http2"'],
    ['a directive of a newer nginx', 'keepalive_timeout 65s;', 'keepalive_min_timeout 5s;', 'unknown directive "keepalive_min_timeout"'],
    ['authorities that are not there', 'ca-certificates.crt', 'none.crt', 'SSL_CTX_load_verify_locations'],
    ['two default servers of one address', /(listen \S+ ssl http2);/, '$1 default_server;', 'a duplicate default server'],
  ])('%s', (what, right, wrong, message) => {
    let found = false;
    const { status, stderr } = judged(pair, (text) => {
      found = text.replace(right, wrong) !== text;
      return text.replace(right, wrong);
    });
    expect(found, `${what}: the file has no "${String(right)}"`).toBe(true);
    // A named location is looked for when a request comes: nginx cannot see that one.
    expect(status).not.toBe(0);
    expect(stderr).toContain(message);
  });

  it('nothing, but warns: that counts as well', () => {
    const { status, stderr } = judged(pair, (text) => text.replace(/server_name (\S+);/, 'server_name $1 $1;'));
    expect(status).toBe(0);
    expect(stderr).toContain('conflicting server name');
  });
});

it('the stock site is not part of the file: it would answer for unknown names', () => {
  for (const { files, host } of emitted) expect(files[`servers/${host}/etc/nginx/nginx.conf`]).not.toContain('include');
});

it('written for Ubuntu 26.04, the file has what its nginx and OpenSSL know', () => {
  const files = appFiles(briefFor(layoutOf('managed database, Ubuntu 26.04')));
  const text = files['servers/app-1/etc/nginx/nginx.conf']!;
  expect(text).toContain('ssl_ecdh_curve X25519MLKEM768:X25519:prime256v1:secp384r1;');
  expect(text).toContain('keepalive_min_timeout 5s;');
  expect(text).toMatch(/listen 443 ssl;[^}]*http2 on;/);
});

it('a missing tool fails with its name and how to get it', () => {
  expect(() => run('nginx-of-nobody', ['-t'])).toThrow(/^"nginx-of-nobody" did not run .*apt-get install nginx openssl\.$/);
});
