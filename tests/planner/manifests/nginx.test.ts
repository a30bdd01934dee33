/** The nginx file: the app servers of its plan and no others, the rate of its practices, the syntax of its version. */
import { describe, expect, it } from 'vitest';
import { manifests, type Plan, type PlanId } from '@ordiplan/planner';
import { planIds, quoteFor } from '../answers.ts';

const stamp = { prices: 'current of 2026-10-08', permalink: '?v=1&tenants=20' };
const conf = (server: string) => `${server}/etc/nginx/conf.d/ordiplan.conf`;

describe('requests go to', () => {
  it.each([
    ['solo', { 'app-1': ['127.0.0.1:3000'] }],
    ['single', { 'app-1': ['127.0.0.1:3000'] }],
    ['managed-db', { 'app-1': ['127.0.0.1:3000'] }],
    ['managed-db-as-quoted', { 'app-1': ['127.0.0.1:3000'] }],
    // Each node serves its own app and falls back to the other one; the third vote serves nobody.
    ['pair', { 'app-1': ['127.0.0.1:3000', '10.0.0.12:3000 backup'], 'app-2': ['10.0.0.11:3000 backup', '127.0.0.1:3000'] }],
    ['pair-as-quoted', { 'app-1': ['127.0.0.1:3000', '10.0.0.12:3000 backup'], 'app-2': ['10.0.0.11:3000 backup', '127.0.0.1:3000'] }],
  ] as const)('%s: %j', (id, servers) => {
    const files = manifests(planOf(id), stamp);
    const upstreams = Object.entries(files).map(([path, text]) => [path, all(text, /^ {2}server (.+);$/gm)]);
    expect(Object.fromEntries(upstreams)).toEqual(Object.fromEntries(Object.entries(servers).map(([name, list]) => [conf(name), list])));
  });

  it.each(planIds)('no address that is not a part of %s', (id) => {
    const plan = planOf(id);
    const own = ['127.0.0.1', ...plan.components.filter((c) => c.runs.includes('app')).map((c) => c.privateIp)];
    for (const text of Object.values(manifests(plan, stamp))) {
      for (const address of all(text, /\b(\d+\.\d+\.\d+\.\d+)\b/g)) expect(own).toContain(address);
    }
  });
});

describe('the rate of one address', () => {
  it.each([
    // practices  peak a second   rate
    [80, 96.2, 13], // ten times 1.2025, rounded up
    [20, 15.3, 10], // 7.65: at least ten
    [20, 20, 10], // exactly ten
    [20, 20.01, 11],
    [1, 0.76, 10],
    [1, 7.7, 77],
  ])('for %i practices with %d requests a second is %i', (tenants, peakRps, rate) => {
    const plan = planOf('single');
    const text = fileOf({ ...plan, tenants, load: { ...plan.load, peakRps } });
    expect(all(text, /rate=(\S+);/g)).toEqual([`${rate}r/s`]);
  });

  it('is not applied to the health check', () => {
    expect(blockOf(fileOf(planOf('single')), 'location = /api/health')).not.toContain('limit_req');
    expect(blockOf(fileOf(planOf('single')), '  location / {\n    limit_req')).toContain('zone=practice burst=40 nodelay');
  });
});

describe('http2', () => {
  it.each([
    ['1.18.0', ['443 ssl http2', '[::]:443 ssl http2'], []],
    ['1.24.0', ['443 ssl http2', '[::]:443 ssl http2'], []],
    ['1.25.0', ['443 ssl http2', '[::]:443 ssl http2'], []],
    ['1.25.1', ['443 ssl', '[::]:443 ssl'], ['on']],
    ['1.9.5', ['443 ssl http2', '[::]:443 ssl http2'], []],
    ['1.29.3', ['443 ssl', '[::]:443 ssl'], ['on']],
  ])('for nginx %s is written as %j and %j', (version, listen, http2) => {
    const plan = planOf('single');
    const text = fileOf({ ...plan, targets: { ...plan.targets, nginx: version } });
    expect(all(text, /^ {2}listen (.*443.*);$/gm)).toEqual(listen);
    expect(all(text, /^ {2}http2 (.+);$/gm)).toEqual(http2);
  });

  it('is written for the version that Ubuntu 24.04 ships', () => {
    expect(planOf('single').targets).toEqual({ os: 'Ubuntu 24.04', nginx: '1.24.0' });
  });
});

it('names the domain of the scenario everywhere and no other', () => {
  const { plan } = quoteFor('single', { tenants: 20, domain: 'praxis-1.example.at' });
  const text = fileOf(plan!);
  expect(all(text, /server_name (.+);/g)).toEqual(['praxis-1.example.at', 'praxis-1.example.at']);
  expect(all(text, /return 301 (.+);/g)).toEqual(['https://praxis-1.example.at$request_uri']);
  expect(text).not.toContain('ordination.example');
});

it('refuses a domain that no scenario lets through', () => {
  for (const domain of ['a.at; return 200', 'a.at {', 'a.at\n', '$(reboot)']) {
    expect(() => manifests({ ...planOf('single'), domain }, stamp)).toThrow(/cannot be written into an nginx file/);
  }
});

it('offers no protocol older than TLS 1.2 and no key exchange without forward secrecy', () => {
  const text = fileOf(planOf('single'));
  expect(all(text, /ssl_protocols (.+);/g)).toEqual(['TLSv1.2 TLSv1.3']);
  for (const cipher of all(text, /ssl_ciphers (.+);/g)[0]!.split(':')) expect(cipher).toMatch(/^ECDHE-/);
});

function planOf(id: PlanId): Plan {
  return quoteFor(id, { tenants: 20 }).plan!;
}

function fileOf(plan: Plan): string {
  return manifests(plan, stamp)[conf('app-1')]!;
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}

/** From where a block begins to its closing brace. */
function blockOf(text: string, start: string): string {
  const from = text.indexOf(start);
  expect(from).toBeGreaterThan(-1);
  return text.slice(from, text.indexOf('}', from));
}
