/** The deployment under load: three switches without one failed request, bad releases that are taken back, reboots. */
import { readdirSync, renameSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appServer, type AppServer } from './app-sandbox.ts';
import { briefFor, layoutOf, writtenFor } from './bundles.ts';
import { nginxVersion } from './nginx-sandbox.ts';
import { appFiles } from './part-c.ts';
import { load, upload, type Fault, type Load } from './toy-app.ts';

/** Far more than anything takes: how long it takes decides nothing. */
const minute = 180_000;
const files = appFiles(writtenFor(briefFor(layoutOf('single')), { nginx: nginxVersion(), openssl: '3.0.13' }));

describe('with the waits of the real server', () => {
  let server: AppServer;
  beforeAll(async () => {
    server = await appServer(files, 'app-1');
  }, minute);
  afterAll(() => server.close(), minute);

  it('the first release is put into service', { timeout: minute }, async () => {
    expect(await server.boot()).toBe(0);
    expect(server.running()).toEqual([]);
    expect(await server.deploy(upload(server, '1.0.0'))).toMatchObject({
      code: 0,
      said: expect.stringContaining('Release 1.0.0 serves (blue).'),
    });
    expect([server.linked(), server.confirmed(), server.running()]).toEqual(['blue', 'blue', ['blue']]);
  });

  it('three switches under load fail no request, of at least ten thousand', { timeout: minute * 3 }, async () => {
    const traffic = load(server);
    for (const [version, colour] of [
      ['1.0.1', 'green'],
      ['1.0.2', 'blue'],
      ['1.0.3', 'green'],
    ] as const) {
      expect(await server.deploy(upload(server, version))).toMatchObject({ code: 0 });
      expect([server.linked(), server.confirmed(), server.running()]).toEqual([colour, colour, [colour]]);
    }
    while (traffic.count() < 10_000) await new Promise((resolve) => setTimeout(resolve, 100));
    await traffic.stop();
    console.log(`${traffic.count()} requests, ${traffic.failures.length} failed`);
    expect(traffic.failures).toEqual([]);
    expect([...traffic.versions]).toEqual(['1.0.0', '1.0.1', '1.0.2', '1.0.3']);
  });
});

describe('with short waits', () => {
  let server: AppServer;
  let traffic: Load;
  beforeAll(async () => {
    server = await appServer(files, 'app-1', { isDrainShort: true });
    await server.boot();
    await server.deploy(upload(server, 'first'));
    await server.deploy(upload(server, 'good'));
    traffic = load(server, 8);
  }, 2 * minute);
  afterAll(() => server.close(), minute);

  const serves = (version: string, colour: string) => {
    expect([server.linked(), server.confirmed(), server.running()]).toEqual([colour, colour, [colour]]);
    expect([...traffic.versions].at(-1)).toBe(version);
    expect(traffic.failures).toEqual([]);
  };

  it.each(['unhealthy', 'other version', 'crashes at start', 'unhealthy through nginx'] satisfies Fault[])(
    'a release that is %s is taken back, and no request fails',
    { timeout: minute },
    async (fault) => {
      const { code, said } = await server.deploy(upload(server, fault.replaceAll(' ', '-'), fault), { patience: 8 });
      expect([code, said]).toEqual([3, expect.stringContaining('The former release good serves.')]);
      traffic.versions.delete(fault.replaceAll(' ', '-')); // of the last one, some answers came
      traffic.versions.delete('good');
      await until(() => traffic.versions.has('good'));
      serves('good', 'green');
    },
  );

  it.each([
    ['another digest', { version: 'damaged', digest: '0'.repeat(64) }, 'has not the digest'],
    ['no file of that name', { version: 'absent', digest: '0'.repeat(64) }, 'is not there. Upload it first.'],
    ['a version that is a path', { version: '../etc', digest: '0'.repeat(64) }, 'is no version'],
    ['a digest that is none', { version: 'damaged', digest: 'abc' }, 'is no digest'],
  ])('a release with %s is refused before anything changes', { timeout: minute }, async (_what, release, why) => {
    upload(server, 'damaged');
    expect(await server.deploy(release)).toMatchObject({ code: 2, said: expect.stringContaining(why) });
    serves('good', 'green');
  });

  it.each([
    ['breaking', 'repeat with --maintenance'],
    ['perhaps', 'must hold one of the words none, compatible, breaking'],
  ])('a release whose change of the database is "%s" is refused', { timeout: minute }, async (migration, why) => {
    const release = upload(server, `migration-${migration}`, 'nothing', migration);
    expect(await server.deploy(release)).toMatchObject({ code: 2, said: expect.stringContaining(why) });
    serves('good', 'green');
  });

  it('the same version with other content is refused', { timeout: minute }, async () => {
    expect(await server.deploy(upload(server, 'good', 'unhealthy'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('with other content'),
    });
    serves('good', 'green');
  });

  it('two deployments at once: the second one waits for nobody and changes nothing', { timeout: minute }, async () => {
    const first = server.deploy(upload(server, 'slow'));
    await until(() => readdirSync(server.at('/opt/ordination/releases')).includes('slow'));
    expect(await server.deploy(upload(server, 'hasty'))).toMatchObject({ code: 9 });
    expect(await first).toMatchObject({ code: 0 });
    serves('slow', 'blue');
  });

  it('the release that served before comes back', { timeout: minute }, async () => {
    expect(await server.rollback()).toMatchObject({ code: 0, said: expect.stringContaining('Release good serves (green).') });
    traffic.versions.delete('good');
    traffic.versions.delete('slow');
    await until(() => traffic.versions.has('good'));
    serves('good', 'green');
  });

  it('the software reads its secrets by itself; PM2 knows none of them', async () => {
    expect(JSON.parse(await server.ask('green'))).toMatchObject({ secret: 'read-by-the-software' });
    expect(server.told()).not.toContain('read-by-the-software');
  });

  it('five releases stay, and no archive of one that serves', { timeout: 2 * minute }, async () => {
    for (const version of ['a', 'b', 'c']) expect(await server.deploy(upload(server, version))).toMatchObject({ code: 0 });
    const left = readdirSync(server.at('/opt/ordination/releases'));
    expect(left).toHaveLength(5);
    expect(left).toEqual(expect.arrayContaining(['a', 'b', 'c']));
    expect(readdirSync(server.at('/opt/ordination/incoming'))).not.toContain('c.tar.gz');
    serves('c', 'blue');
  });

  it('all this time no request failed', async () => {
    await traffic.stop();
    console.log(`${traffic.count()} requests, ${traffic.failures.length} failed`);
    expect(traffic.failures).toEqual([]);
  });

  it('a breaking change is made while nobody works', { timeout: minute }, async () => {
    const release = upload(server, 'breaking', 'nothing', 'breaking');
    expect(await server.deploy(release, { flags: ['--maintenance'] })).toMatchObject({ code: 0 });
    expect([server.confirmed(), server.running()]).toEqual(['green', ['green']]);
    expect(await server.rollback()).toMatchObject({ code: 2, said: expect.stringContaining('changes the database') });
  });

  it('a breaking change that fails leaves the former release in service', { timeout: minute }, async () => {
    const release = upload(server, 'breaks-all', 'crashes at start', 'breaking');
    expect(await server.deploy(release, { flags: ['--maintenance'], patience: 8 })).toMatchObject({ code: 3 });
    expect([server.linked(), server.confirmed(), server.running()]).toEqual(['green', 'green', ['green']]);
  });

  it('after a crash of PM2 the live colour is back, over the sockets that were left', { timeout: minute }, async () => {
    await server.crash();
    expect(await server.boot()).toBe(0);
    expect([server.linked(), server.confirmed(), server.running()]).toEqual(['green', 'green', ['green']]);
  });

  it('after a power failure between switch and confirmation the confirmed colour is back', { timeout: minute }, async () => {
    expect(await server.deploy(upload(server, 'last'))).toMatchObject({ code: 0 });
    expect(server.confirmed()).toBe('blue');
    symlinkSync(server.at('/run/ordination/green.sock'), server.at('/var/lib/ordination/live.sock.next'));
    renameSync(server.at('/var/lib/ordination/live.sock.next'), server.at('/var/lib/ordination/live.sock'));
    await server.crash();
    expect(await server.boot()).toBe(0);
    expect([server.linked(), server.running()]).toEqual(['blue', ['blue']]);
  });

  it('without PM2 a deployment is refused with what to do', { timeout: minute }, async () => {
    await server.crash();
    expect(await server.deploy(upload(server, 'late'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('systemctl start ordination-app.service'),
    });
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !isTrue(); i++) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isTrue()).toBe(true);
}
