/** A deployment that is killed at any of its steps: traffic never fails, and the next deployment puts its release into service. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appServer, type AppServer } from './app-sandbox.ts';
import { briefFor, layoutOf, writtenFor } from './bundles.ts';
import { nginxVersion } from './nginx-sandbox.ts';
import { appFiles } from './part-c.ts';
import { load, upload, type Load } from './toy-app.ts';

/** Far more than anything takes: how long it takes decides nothing. */
const minute = 180_000;
const files = appFiles(writtenFor(briefFor(layoutOf('single')), { nginx: nginxVersion(), openssl: '3.0.13' }));

/** Commands of a deployment that change something, in their order; the count is checked below. */
const steps = [
  'rm old archives',
  'mktemp',
  'tar',
  'mv digest',
  'sync',
  'mv release',
  'pm2 delete idle',
  'rm its socket',
  'ln colour',
  'mv colour',
  'pm2 start',
  'ln live',
  'mv live',
  'mv confirmed',
  'mv previous',
  'pm2 delete former',
  'rm its socket',
  'rm archive',
] as const;

describe('killed', () => {
  let server: AppServer;
  let traffic: Load;
  beforeAll(async () => {
    server = await appServer(files, 'app-1', { isDrainShort: true });
    await server.boot();
    expect(await server.deploy(upload(server, 'zero'))).toMatchObject({ code: 0 });
    traffic = load(server, 8);
  }, minute);
  afterAll(async () => {
    await server.close();
  }, minute);

  it('a deployment has as many steps as are killed below', { timeout: minute }, async () => {
    expect(await server.deploy(upload(server, 'count'))).toMatchObject({ code: 0 });
    expect(Number(readFileSync(server.at('/count'), 'utf8'))).toBe(steps.length);
  });

  const kills = [
    ...steps.map((step, i) => ({ step, killAt: i + 1, isLate: false })),
    { step: 'in the middle of "pm2 delete idle"', killAt: steps.indexOf('pm2 delete idle') + 1, isLate: true },
    { step: 'in the middle of "pm2 start"', killAt: steps.indexOf('pm2 start') + 1, isLate: true },
  ];

  it.each(kills)('at $killAt, $step, it is as if nothing had happened, late: $isLate', { timeout: minute }, async ({ killAt, isLate }) => {
    const name = `${killAt}${isLate ? '-late' : ''}`;
    expect(await server.deploy(upload(server, `cut-${name}`), { killAt, isLate })).toMatchObject({ signal: 'SIGKILL' });
    expect(await server.deploy(upload(server, `whole-${name}`))).toMatchObject({ code: 0 });
    expect(server.running()).toEqual([server.linked()]);
    expect(server.confirmed()).toBe(server.linked());
    expect([...traffic.versions]).toContain(`whole-${name}`);
    expect(traffic.failures).toEqual([]);
  });

  it('all this time no request failed', { timeout: minute }, async () => {
    await traffic.stop();
    console.log(`${traffic.count()} requests, ${traffic.failures.length} failed`);
    expect(traffic.count()).toBeGreaterThan(1000);
    expect(traffic.failures).toEqual([]);
  });
});
