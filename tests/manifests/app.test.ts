/** What supervises the software, as the real tools see it: systemd, logrotate, shellcheck, PM2. Each of them is shown to refuse a fault. */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Files } from '../../packages/planner/src/manifests/files.ts';
import { briefFor, layoutOf, layouts } from './bundles.ts';
import { put, run, sandbox } from './nginx-sandbox.ts';
import { appFiles } from './part-c.ts';

const pair = appFiles(briefFor(layoutOf('pair')));
const of = (files: Files, path: string) => files[`servers/app-1${path}`]!;
const folder = mkdtempSync(join(tmpdir(), 'op-app-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file below a new folder of its own. */
function written(name: string, text: string): string {
  const path = join(mkdtempSync(join(folder, 'f-')), name);
  writeFileSync(path, text);
  return path;
}

describe('the unit', () => {
  const unit = of(pair, '/etc/systemd/system/ordination-app.service');

  /** Everything that systemd says about it; nothing means that it is right. The script it starts is put where it looks. */
  function verdict(text: string): string {
    const own = mkdtempSync(join(folder, 'u-'));
    put(join(own, 'start'), '#!/bin/sh\n');
    const stub = '[Service]\nType=oneshot\nExecStart=/bin/true\n';
    for (const other of ['ordination-disk.service', 'mongod.service', 'ordination-alert@.service']) writeFileSync(join(own, other), stub);
    writeFileSync(join(own, 'ordination-app.service'), text.replace('/usr/local/sbin/ordination-start', join(own, 'start')));
    const { status, stdout, stderr } = run('systemd-analyze', ['verify', '--man=no', join(own, 'ordination-app.service')]);
    return `${status === 0 ? '' : `status ${status} `}${stdout}${stderr}`;
  }

  it('is right', () => expect(verdict(unit)).toBe(''));

  it.each([
    ['an unknown key', 'OOMPolicy=', 'OOMPolice='],
    ['an unknown type', 'Type=forking', 'Type=forked'],
    ['a time that is none', 'RestartSec=2', 'RestartSec=two'],
    ['no start', /ExecStart=.*\n/, ''],
    ['a start that is not there', /ExecStart=.*\n/, 'ExecStart=/usr/local/sbin/nothing-of-this-name\n'],
    ['an unknown restart', 'Restart=on-failure', 'Restart=on-fault'],
    ['a mask that is none', 'UMask=0007', 'UMask=0009'],
    ['an unknown family of addresses', 'AF_NETLINK', 'AF_NETLINC'],
    ['a folder that is no path', 'ReadWritePaths=/', 'ReadWritePaths='],
    ['a section that is none', '[Install]', '[Instal]'],
  ])('with %s it is refused', (_what, right, wrong) => {
    expect(unit.replace(right, wrong)).not.toBe(unit);
    expect(verdict(unit.replace(right, wrong))).not.toBe('');
  });

  it('exposes less than a service of which nothing is said, and JavaScript may still be compiled', () => {
    const { stdout } = run('systemd-analyze', ['security', '--offline=true', '--threshold=45', written('ordination-app.service', unit)]);
    expect(Number(/exposure level[^:]*: ([\d.]+)/.exec(stdout)?.[1])).toBeLessThan(4.5);
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m);
  });
});

describe('the rotation of logs', () => {
  const files = ['nginx', 'ordination-app'].map((name) => [name, of(pair, `/etc/logrotate.d/${name}`)] as const);
  // Users of the server are not here; their names are not what is looked at.
  const local = (text: string) => text.replace(/^ *su .*\n/m, '').replace('create 0640 www-data adm', 'create 0640 root root');
  const verdict = (text: string) => run('logrotate', ['-d', written('rotation', local(text))]);

  it.each(files)('of %s is understood', (_name, text) => {
    const { status, stderr } = verdict(text);
    expect(status).toBe(0);
    expect(stderr.replace(/^warning: logrotate in debug mode.*\n/, '')).not.toMatch(/error:|warning:/);
  });

  it.each([
    ['a count that is none', 'rotate 14', 'rotate many'],
    ['a size that is none', /maxsize \S+/, 'maxsize big'],
    ['an unknown word', 'missingok', 'missingfine'],
    ['an interval that is none', 'daily', 'dayly'],
    ['an age that is none', 'maxage 14', 'maxage old'],
  ])('with %s is refused', (_what, right, wrong) => {
    for (const [, text] of files) {
      const changed = text.replace(right, wrong);
      expect(changed).not.toBe(text);
      const { status, stderr } = verdict(changed);
      expect(`${status} ${stderr}`).toMatch(/error: |^[^0]/);
    }
  });

  it('bounds what a flood writes: far below a tenth of the smallest disk', () => {
    for (const [, text] of files) {
      const [most, count] = [/maxsize (\d+)M/, /rotate (\d+)/].map((pattern) => Number(pattern.exec(text)?.[1]));
      expect(most! * (count! + 1) * 5).toBeLessThan(0.2 * 40 * 1000);
    }
    expect(of(pair, '/etc/systemd/system/logrotate.timer.d/20-ordination.conf')).toContain('OnCalendar=hourly');
  });

  it('lets PM2 write on into the emptied file', () => {
    const log = written('blue.log', 'x'.repeat(60_000_000));
    const text = local(of(pair, '/etc/logrotate.d/ordination-app')).replace(/^\/srv.*\{$/m, `${log} {`);
    const { status } = run('logrotate', ['-s', written('state', ''), written('rotation', text)]);
    expect([status, readFileSync(log, 'utf8')]).toEqual([0, '']);
  });
});

describe('the scripts', () => {
  const scripts = layouts.flatMap((layout) =>
    Object.entries(appFiles(briefFor(layout)))
      .filter(([, text]) => text.startsWith('#!'))
      .map(([path, text]) => ({ layout: layout.name, path, text })),
  );
  const body = (text: string) => text.split('\n').slice(5).join('\n');
  const distinct = [...new Map(scripts.map((script) => [script.path.split('/').at(-1)! + body(script.text), script])).values()];

  it.each(distinct)('shellcheck finds nothing in $path of $layout', ({ path, text }) => {
    const { status, stdout } = run('shellcheck', ['-S', 'style', written(path.split('/').at(-1)!, text)]);
    expect([status, stdout]).toEqual([0, '']);
  });

  it.each([
    ['a name without quotes', 'rm -f "$(socket_of "$1")"', 'rm -f $(socket_of $1)'],
    ['a name that is never set', '"$PM2_HOME/pm2.pid"', '"$pm2_hom/pm2.pid"'],
    ['a missing fi', '; fi\n}', '\n}'],
    ['a value that nobody uses', 'phase=unchanged', 'phase=unchanged\nphrase=1'],
    ['a test that is always true', '[[ -n $live ]]', '[[ live ]]'],
  ])('shellcheck finds %s', (_what, right, wrong) => {
    const text = of(pair, '/usr/local/sbin/ordination-deploy');
    expect(text.replace(right, wrong)).not.toBe(text);
    expect(run('shellcheck', ['-S', 'style', written('deploy', text.replace(right, wrong))]).status).not.toBe(0);
  });
});

describe('the file of PM2', () => {
  it.each(layouts)('of "$name" has both colours, as many processes as planned, and no secret', (layout) => {
    const brief = briefFor(layout);
    const files = appFiles(brief);
    const app = brief.plan.components.find(({ runs }) => runs.includes('app'))!;
    const text = files[`servers/${app.id}/opt/ordination/ecosystem.config.cjs`]!;
    const place = mkdtempSync(join(folder, 'e-'));
    mkdirSync(place, { recursive: true });
    const path = join(place, 'ecosystem.config.cjs');
    writeFileSync(path, text);
    const { apps } = createRequire(import.meta.url)(path) as { apps: Record<string, unknown>[] };
    expect(apps.map(({ name }) => name)).toEqual(['ordination-blue', 'ordination-green']);
    const sharesFiles = brief.plan.components.some(({ role }) => role === 'file-store');
    for (const [i, colour] of ['blue', 'green'].entries()) {
      expect(apps[i]).toMatchObject({
        cwd: `/opt/ordination/${colour}`,
        script: 'server.js',
        exec_mode: 'cluster',
        instances: app.provision!.workers,
        max_memory_restart: `${app.provision!.workerMb}M`,
        wait_ready: true,
        node_args: ['--env-file=/etc/ordination/secrets/app.env'],
      });
      expect(apps[i]!.env).toEqual({
        NODE_ENV: 'production',
        LISTEN: `/run/ordination/${colour}.sock`,
        COLOUR: colour,
        VERSION: 'none',
        MONGODB_POOL: String(app.provision!.connectionsPerWorker),
        ...(!sharesFiles && { FILES_DIR: '/srv/ordination/files' }),
      });
    }
  });
});

describe('the certificate script', () => {
  it('lets nginx start before there is a certificate, and takes that of certbot once it is there', () => {
    const place = sandbox(pair, 'app-1');
    const script = place.at('/usr/local/sbin/ordination-certificate');
    rmSync(place.at('/etc/nginx/tls'), { recursive: true });
    expect(run(script, []).stdout).toContain('that nobody trusts');
    expect(place.check()).toMatchObject({ status: 0, stderr: '' });
    const first = readFileSync(place.at('/etc/nginx/tls/web.crt'), 'utf8');
    expect(run(script, []).stdout).toBe('');
    expect(readFileSync(place.at('/etc/nginx/tls/web.crt'), 'utf8')).toBe(first);
    const made = place.at('/etc/letsencrypt/live/ordination.example');
    mkdirSync(made, { recursive: true });
    for (const [from, to] of [
      ['crt', 'fullchain'],
      ['key', 'privkey'],
    ] as const) {
      writeFileSync(join(made, `${to}.pem`), readFileSync(place.at(`/etc/nginx/tls/web.${from}`)));
    }
    writeFileSync(join(made, 'fullchain.pem'), `${first}\n`);
    expect(run(script, []).status).toBe(0);
    expect(readFileSync(place.at('/etc/nginx/tls/web.crt'), 'utf8')).toBe(`${first}\n`);
    expect(place.check()).toMatchObject({ status: 0, stderr: '' });
    place.remove();
  });
});
