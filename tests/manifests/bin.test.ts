/** The scripts of the administrator, really run: secrets with the real openssl and ssh-keygen, the way to the servers with fakes of ssh and tofu. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../packages/planner/src/manifests/apply.ts';
import { bin } from '../../packages/planner/src/manifests/bin.ts';
import { disk } from '../../packages/planner/src/manifests/disk.ts';
import { packages } from '../../packages/planner/src/manifests/packages.ts';
import { preflight } from '../../packages/planner/src/manifests/preflight.ts';
import type { Secret } from '../../packages/planner/src/manifests/secrets.ts';
import { secretsOf } from '../../packages/planner/src/manifests/secrets.ts';
import { layoutOf, layouts, siteFor } from './bundles.ts';
import { run } from './nginx-sandbox.ts';
import { mutated } from './server-root.ts';

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** The bundle in a folder of its own. */
function bundle(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-bin-'));
  made.push(folder);
  const site = siteFor(layoutOf(name));
  for (const [path, text] of Object.entries({ ...bin(site), ...apply(site), ...preflight(site) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    if (text.startsWith('#!')) chmodSync(join(folder, path), 0o755);
  }
  return folder;
}

function start(folder: string, command: string, env: Record<string, string> = {}) {
  return spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8', input: '', env: { ...process.env, ...env }, timeout: 60_000 });
}

const text = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

/** Every script of every layout, but only once where they differ in names, addresses and sizes alone. */
function differentScripts(): string[] {
  const found = new Map<string, string>();
  for (const layout of layouts) {
    const site = siteFor(layout);
    for (const one of Object.values({ ...bin(site), ...apply(site), ...preflight(site), ...disk(site), ...packages(site) })) {
      const shape = one.replace(/^# .*\n/gm, '').replace(/(cell-\d-)?(app|db|vote)-\d|\d+/g, 'N');
      if (one.startsWith('#!') && !found.has(shape)) found.set(shape, one);
    }
  }
  return [...found.values()];
}

describe('every script', () => {
  it('is clean to shellcheck and bash on every layout', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ordiplan-shellcheck-'));
    made.push(folder);
    const texts = differentScripts();
    const paths = texts.map((one, i) => {
      writeFileSync(join(folder, `${i}.sh`), one);
      return join(folder, `${i}.sh`);
    });
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) expect(run('shellcheck', ['-S', 'style', path])).toMatchObject({ status: 0, stdout: '' });
    for (const path of paths) expect(run('bash', ['-n', path]).status).toBe(0);
    for (const one of texts) expect(one).toMatch(/^set -euo pipefail$/m);
  }, 300_000);
});

describe('bin/make-secrets for a pair', () => {
  let folder: string;
  let output: string;
  beforeAll(() => {
    folder = bundle('pair');
    const { status, stdout, stderr } = start(folder, 'bin/make-secrets');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    output = stdout;
  }, 120_000);

  it('makes a key file that MongoDB takes: 6 to 1024 signs of base64', () => {
    const key = text(folder, 'secrets/mongodb-keyfile').replace(/\s/g, '');
    expect(key).toMatch(/^[A-Za-z0-9+/=]{6,1024}$/);
    expect(key.length).toBe(1008); // 756 bytes, 4 signs for 3
  });

  it('lets nobody else read anything', () => {
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    for (const entry of readdirSync(join(folder, 'secrets'), { withFileTypes: true, recursive: true })) {
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o077, entry.name).toBe(0);
    }
    expect(text(folder, '.gitignore')).toMatch(/^\/secrets\/$/m);
  });

  it.each([
    ['app-1', '10.0.0.11'],
    ['app-2', '10.0.0.12'],
    ['vote-1', '10.0.0.21'],
  ])('gives %s a certificate for its name and address, signed by the authority of the set-up', (host, address) => {
    const pem = join(folder, `secrets/tls/${host}.pem`);
    const authority = ['-CAfile', join(folder, 'secrets/ca.crt')];
    for (const purpose of ['sslserver', 'sslclient']) {
      expect(run('openssl', ['verify', ...authority, '-x509_strict', '-purpose', purpose, '-verify_hostname', host, pem]).status).toBe(0);
    }
    expect(run('openssl', ['verify', ...authority, '-verify_ip', address, pem]).status).toBe(0);
    expect(run('openssl', ['verify', ...authority, '-verify_hostname', 'app-9', pem]).status).not.toBe(0);
    expect(run('openssl', ['verify', ...authority, '-verify_ip', '10.0.0.99', pem]).status).not.toBe(0);
    expect(run('openssl', ['verify', pem]).status).not.toBe(0); // no public authority knows it
    const publicOf = (args: string[]) => run('openssl', args).stdout;
    expect(publicOf(['pkey', '-in', pem, '-pubout'])).toBe(publicOf(['x509', '-in', pem, '-noout', '-pubkey']));
    expect(run('openssl', ['x509', '-in', pem, '-noout', '-checkend', String(370 * 86_400)]).status).toBe(0);
  });

  it('connects the software with every member and a password of its own', () => {
    const app = text(folder, 'secrets/app.env');
    expect(app).toMatch(
      /^MONGODB_URI=mongodb:\/\/ordination-app:[0-9a-f]{64}@app-1:27017,app-2:27017,vote-1:27017\/ordination\?replicaSet=ordination&authSource=admin&tls=true&tlsCAFile=\/etc\/ordination\/tls\/ca\.crt&retryWrites=true&w=majority\nSESSION_SECRET=[0-9a-f]{64}\n$/,
    );
  });

  it('makes ed25519 keys without a passphrase for programs', () => {
    for (const name of ['deploy-key', 'backup-key', 'files-sync-key']) {
      expect(text(folder, `secrets/${name}.pub`)).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]{68} [a-z-]+\n$/);
      expect(run('ssh-keygen', ['-y', '-P', '', '-f', join(folder, 'secrets', name)]).stdout).toContain('ssh-ed25519 ');
    }
  });

  it('makes no secret twice the same', () => {
    const names = readdirSync(join(folder, 'secrets')).filter((name) => /password|passphrase/.test(name));
    expect(names.length).toBeGreaterThan(6);
    expect(new Set(names.map((name) => text(folder, `secrets/${name}`))).size).toBe(names.length);
  });

  it('says what only a vendor can show', () => {
    for (const name of ['HCLOUD_TOKEN', 'secrets/hcloud-address-token', 'secrets/smtp-password', 'secrets/admin-key', 'SMTP_HOST'])
      expect(output).toContain(name);
  });

  it('overwrites nothing, and completes what is missing', () => {
    const before = Object.fromEntries(
      readdirSync(join(folder, 'secrets'))
        .filter((name) => !name.endsWith('.srl') && name !== 'tls')
        .map((name) => [name, text(folder, `secrets/${name}`)]),
    );
    rmSync(join(folder, 'secrets/tls/app-2.pem'));
    const again = start(folder, 'bin/make-secrets');
    expect(again.status).toBe(0);
    for (const [name, was] of Object.entries(before)) expect(text(folder, `secrets/${name}`), name).toBe(was);
    expect(again.stdout.match(/^made {2}/gm)).toHaveLength(1);
    expect(existsSync(join(folder, 'secrets/tls/app-2.pem'))).toBe(true);
  });
});

it('cells share no secret', () => {
  const folder = bundle('pair cells');
  expect(start(folder, 'bin/make-secrets').status).toBe(0);
  const own = (cell: string) =>
    readdirSync(join(folder, 'secrets', cell))
      .filter((name) => !/\.(pub|srl)$/.test(name) && name !== 'tls')
      .map((name) => text(folder, `secrets/${cell}/${name}`));
  expect(own('cell-1').filter((secret) => own('cell-2').includes(secret))).toEqual([]);
  expect(readdirSync(join(folder, 'secrets/cell-2/tls')).sort()).toEqual(['cell-2-app-1.pem', 'cell-2-app-2.pem', 'cell-2-vote-1.pem']);
});

describe('bin/install', () => {
  let folder: string;
  beforeAll(() => {
    folder = bundle('pair');
    start(
      folder,
      'bin/make-secrets; printf "SMTP_HOST=mail.praxis.at\\nSMTP_USER=u\\n" >secrets/site.env; echo s >secrets/smtp-password; echo t >secrets/hcloud-address-token',
    );
    writeFileSync(join(folder, 'secrets/offsite_known_hosts'), '[u1.your-storagebox.de]:23 ssh-ed25519 AAAA\n');
    writeFileSync(join(folder, 'secrets/servers_known_hosts'), 'app-1 ssh-ed25519 BBBB\n');
    const values = (n: number) => ({ OFFSITE_HOST: 'u1.your-storagebox.de', OFFSITE_USER: `u1-sub${n}`, SERVICE_IP: '203.0.113.5' });
    const outputs = {
      servers: { value: Object.fromEntries(['app-1', 'app-2', 'vote-1'].map((name, i) => [name, { ipv4: `203.0.113.${i + 1}` }])) },
      site_env: { value: { 'app-1': values(1), 'app-2': values(2), 'vote-1': values(3) } },
    };
    writeFileSync(join(folder, 'outputs.json'), JSON.stringify(outputs));
    const fakes: Record<string, string> = {
      tofu: `cat ${folder}/outputs.json`,
      // What is sent is kept by server and path.
      ssh: `echo "ssh $*" >>${folder}/calls
command="\${@: -1}"; for word in "$@"; do case "$word" in HostKeyAlias=*) host=\${word#*=} ;; esac; done
case "$command" in *"cat >"*) path=\${command#*cat >}; path=\${path%%.new*}; mkdir -p "${folder}/sent/$host\${path%/*}"; cat >"${folder}/sent/$host$path" ;; esac
case "$*" in *ordination-apply*) cat >${folder}/passphrase-$host; if [[ -e ${folder}/refuse-$host ]]; then exit 1; fi ;; esac`,
      rsync: `echo "rsync $*" >>${folder}/calls`,
    };
    for (const [name, body] of Object.entries(fakes)) {
      mkdirSync(join(folder, 'fakes'), { recursive: true });
      writeFileSync(join(folder, 'fakes', name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
    }
  }, 120_000);
  const install = (what: string) => {
    rmSync(join(folder, 'calls'), { force: true });
    const answer = start(folder, `bin/install ${what}`, { PATH: `${folder}/fakes:${process.env['PATH']}` });
    const calls = existsSync(join(folder, 'calls')) ? text(folder, 'calls') : '';
    const order = [...calls.matchAll(/HostKeyAlias=(\S+) admin@\S+ sudo bash \S+(preflight|apply)/g)].map(
      ([, host, what]) => `${host} ${what}`,
    );
    return { ...answer, calls, order };
  };

  it('brings each server what it uses and nothing else, then has it look and apply, the preferred primary last', () => {
    const { status, stderr, order, calls } = install('--all');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(order).toEqual(['vote-1', 'app-2', 'app-1'].flatMap((host) => [`${host} preflight`, `${host} apply`]));
    expect(calls).toMatch(/rsync .*--delete .*servers\/app-1\/ admin@203\.0\.113\.1:\/var\/lib\/ordination-staged\//);
    const site = siteFor(layoutOf('pair'));
    for (const { name } of site.hosts) {
      const wanted = secretsOf(site.cells[0]!, site).filter(
        ({ place, hosts }: Secret) => place === 'server' && hosts.some((host) => host.name === name),
      );
      const sent = readdirSync(join(folder, 'sent', name), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'sent', name).length));
      expect(sent.sort()).toEqual(
        [...new Set([...wanted.map(({ file }) => file!), '/etc/ordination/known_hosts', '/etc/ordination/site.env'])].sort(),
      );
      expect(text(folder, `sent/${name}/etc/ordination/tls/server.pem`)).toBe(text(folder, `secrets/tls/${name}.pem`));
    }
    expect(text(folder, 'sent/app-2/etc/ordination/site.env')).toBe(
      'OFFSITE_HOST=u1.your-storagebox.de\nOFFSITE_USER=u1-sub2\nSERVICE_IP=203.0.113.5\nSMTP_HOST=mail.praxis.at\nSMTP_USER=u\n',
    );
    expect(text(folder, 'sent/app-1/etc/ordination/known_hosts')).toBe(
      'app-1 ssh-ed25519 BBBB\n[u1.your-storagebox.de]:23 ssh-ed25519 AAAA\n',
    );
    expect(text(folder, 'passphrase-app-1')).toBe(text(folder, 'secrets/disk-recovery-passphrase'));
  });

  it('ends with the first server that fails', () => {
    writeFileSync(join(folder, 'refuse-app-2'), '');
    const { status, order } = install('--all');
    rmSync(join(folder, 'refuse-app-2'));
    expect(status).not.toBe(0);
    expect(order.at(-1)).toBe('app-2 apply');
  });

  it.each([
    ['nothing', '', 'Say which server, or --all'],
    ['a server that does not exist', 'app-9', 'There is no server "app-9". The servers are: app-1 app-2 vote-1'],
  ])('refuses %s', (_, what, message) => {
    const { status, stderr, order } = install(what);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(order).toEqual([]);
  });

  it('refuses to go on without a secret, and says who makes it', () => {
    rmSync(join(folder, 'secrets/smtp-password'));
    const { status, stderr, order } = install('app-1');
    writeFileSync(join(folder, 'secrets/smtp-password'), 's\n');
    expect(status).toBe(1);
    expect(stderr).toContain('secrets/smtp-password is missing or empty. Run bin/make-secrets');
    expect(order).toEqual([]);
  });

  it('the checks above notice a server that gets the certificate of another', () => {
    const script = text(folder, 'bin/install');
    writeFileSync(join(folder, 'bin/install'), mutated(script, 'send app-1 "$1/tls/app-1.pem"', 'send app-1 "$1/tls/app-2.pem"'), {
      mode: 0o755,
    });
    install('app-1');
    writeFileSync(join(folder, 'bin/install'), script, { mode: 0o755 });
    expect(text(folder, 'sent/app-1/etc/ordination/tls/server.pem')).not.toBe(text(folder, 'secrets/tls/app-1.pem'));
  });
});

it.each([
  ['a key file that is too long', 'openssl rand -base64 756', 'openssl rand -base64 900'],
  ['a certificate for another name', 'subjectAltName=DNS:%s,', 'subjectAltName=DNS:x%s,'],
  ['secrets for all to read', 'umask 077', 'umask 022'],
  ['a key with a passphrase', "-N ''", "-N 'abcde'"],
])('the checks above notice %s', (_, from, to) => {
  const folder = bundle('pair');
  writeFileSync(join(folder, 'bin/make-secrets'), mutated(text(folder, 'bin/make-secrets'), from, to));
  start(folder, 'bin/make-secrets');
  const facts = [
    /^[A-Za-z0-9+/=]{6,1024}$/.test(text(folder, 'secrets/mongodb-keyfile').replace(/\s/g, '')),
    run('openssl', [
      'verify',
      '-CAfile',
      join(folder, 'secrets/ca.crt'),
      '-verify_hostname',
      'app-1',
      join(folder, 'secrets/tls/app-1.pem'),
    ]).status === 0,
    (statSync(join(folder, 'secrets/mongodb-keyfile')).mode & 0o077) === 0,
    run('ssh-keygen', ['-y', '-P', '', '-f', join(folder, 'secrets/deploy-key')]).status === 0,
  ];
  expect(facts.filter((holds) => !holds)).toHaveLength(1);
});
