/** ordination-apply and ordination-preflight, really run: everything in its place and started in order, or nothing changed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply } from '../../packages/planner/src/manifests/apply.ts';
import { preflight } from '../../packages/planner/src/manifests/preflight.ts';
import { secretsOf } from '../../packages/planner/src/manifests/secrets.ts';
import { rightsOf } from '../../packages/planner/src/manifests/packages.ts';
import { layoutOf, siteFor } from './bundles.ts';
import { mutated, serverRoot, type ServerRoot } from './server-root.ts';

const staged = '/var/lib/ordination-staged';
const script = `${staged}/usr/local/sbin/ordination-apply`;
const site = siteFor(layoutOf('single'));

let root: ServerRoot;
beforeEach(() => (root = serverRoot()));
afterEach(() => root.end());

describe('ordination-apply', () => {
  beforeEach(() => {
    root.place(apply(site), 'app-1', staged);
    root.write('/home/admin/.ssh/authorized_keys', 'ssh-ed25519 AAAA admin\n');
    const tree: Record<string, string> = {
      '/etc/nftables.conf': 'table inet ordination {\n}\n',
      '/etc/ssh/sshd_config.d/10-ordination.conf': 'AllowUsers admin\n',
      '/etc/sudoers.d/ordination': 'admin ALL=(ALL:ALL) NOPASSWD: ALL\n',
      '/etc/nginx/nginx.conf': 'events {}\n',
      '/etc/mongod.conf': 'net: {}\n',
      '/etc/fail2ban/jail.local': '[sshd]\n',
      '/etc/sysctl.d/60-ordination.conf': 'vm.swappiness = 1\n',
      '/etc/systemd/system/ordination-disk.service': '[Service]\n[Install]\n',
      '/etc/systemd/system/ordination-app.service': '[Service]\n[Install]\n',
      '/etc/systemd/system/ordination-backup.service': '[Service]\n',
      '/etc/systemd/system/ordination-backup.timer': '[Timer]\n[Install]\n',
      '/etc/systemd/system/ordination-alert@.service': '[Service]\n',
      '/usr/local/sbin/ordination-packages': '#!/bin/bash\necho packages >>/calls\n',
      '/usr/local/sbin/ordination-disk': '#!/bin/bash\necho "disk $* $(cat)" >>/calls\n',
      '/usr/local/sbin/ordination-certificate': '#!/bin/bash\necho certificate >>/calls\n',
    };
    for (const [path, text] of Object.entries(tree)) root.write(staged + path, text);
    for (const name of programs) root.fake(name);
    root.fake(
      'sshd',
      'if [[ -e /refuse-sshd ]]; then exit 255; fi; if [[ "$1" == -T ]]; then echo "port 22"; echo "allowusers $(cat /allowed 2>/dev/null || echo admin)"; fi',
    );
    for (const name of ['nginx', 'nft', 'visudo', 'mongod', 'fail2ban-client'])
      root.fake(name, `if [[ -e /refuse-${name} ]]; then echo "bad"; exit 1; fi`);
    root.fake('certbot', 'mkdir -p /etc/letsencrypt/renewal; touch /etc/letsencrypt/renewal/ordination.example.conf');
    root.fake('systemd-analyze', 'if [[ -e /refuse-systemd-analyze ]]; then echo "Unknown key"; fi');
  });
  const programs = ['ss', 'systemctl', 'systemd-tmpfiles', 'sysctl', 'augenrules', 'certbot'];
  const run = (stdin = '', env = {}) => root.run(`bash ${script}`, stdin, env);
  const world = () => root.tree('/etc', '/usr/local/sbin');

  it('puts every file in its place with its mode, and starts what the server runs, the firewall first', () => {
    expect(run('passphrase')).toMatchObject({ status: 0 });
    expect(root.run("stat -c '%a %U' /etc/sudoers.d/ordination /etc/nftables.conf /usr/local/sbin/ordination-disk").stdout).toBe(
      '440 root\n644 root\n755 root\n',
    );
    const calls = root.calls();
    const order = [
      'packages',
      'systemctl reload nftables.service',
      'systemctl restart ssh.socket',
      'systemctl reload ssh.service',
      'sysctl --quiet --system',
      'systemctl restart fail2ban.service',
      'disk create passphrase',
      'systemctl enable --now ordination-disk.service',
      'systemctl restart mongod.service',
      'systemctl enable --now ordination-app.service',
      'systemctl enable --now ordination-backup.timer',
      'systemctl reload-or-restart nginx.service',
    ];
    expect(calls.filter((call) => order.includes(call)).filter((call, i, all) => all.indexOf(call) === i)).toEqual(order);
    expect(calls.join('\n')).not.toMatch(/(start|now) ordination-(backup\.service|alert)/);
    expect(calls.indexOf('nginx -t -q')).toBeGreaterThan(calls.indexOf('certificate'));
    expect(
      calls.some((call) => call.startsWith('certbot certonly --non-interactive --agree-tos --email alerts@ordination.example --webroot')),
    ).toBe(true);
  });

  it('leaves the socket of sshd alone while something listens on its port', () => {
    root.fake('ss', 'if [[ "$*" == *":22" ]]; then echo "LISTEN 0 128 *:22"; fi');
    run();
    const calls = root.calls();
    expect(calls).not.toContain('systemctl restart ssh.socket');
    expect(calls).toContain('systemctl reload ssh.service');
  });

  it('restarts nothing if nothing has changed', () => {
    run();
    const before = world();
    root.calls();
    expect(run().status).toBe(0);
    expect(world()).toEqual(before);
    expect(root.calls().filter((call) => /^systemctl (re|try-)/.test(call) || call === 'packages')).toEqual([]);
  });

  it('reloads only what has changed', () => {
    run();
    root.calls();
    root.write(`${staged}/etc/nginx/nginx.conf`, 'events { }\n');
    run();
    expect(root.calls().filter((call) => /^systemctl re/.test(call))).toEqual(['systemctl reload-or-restart nginx.service']);
  });

  it.each(['sshd', 'nginx', 'nft', 'visudo', 'systemd-analyze', 'mongod', 'fail2ban-client'])(
    'leaves everything as it was if %s refuses',
    (program) => {
      run();
      root.calls();
      const before = world();
      for (const path of ['/etc/nginx/nginx.conf', '/etc/nftables.conf', '/etc/sudoers.d/ordination', '/etc/mongod.conf']) {
        root.write(staged + path, `# changed\n${root.read(staged + path)}`);
      }
      root.write(`${staged}/etc/sysctl.d/61-new.conf`, 'vm.swappiness = 2\n');
      root.write(`/refuse-${program}`, '');
      const { status, stderr } = run();
      expect(status).toBe(1);
      expect(stderr).toContain('Refused: ');
      expect(world()).toEqual(before);
      expect(root.calls().filter((call) => call.startsWith('systemctl '))).toEqual([]);
    },
  );

  it.each([
    ['the administrator has no key', () => root.remove('/home/admin/.ssh/authorized_keys')],
    ['sshd would not let the administrator in', () => root.write('/allowed', 'deploy')],
  ])('locks nobody out: refuses if %s', (_, prepare) => {
    prepare();
    const before = world();
    expect(run().status).toBe(1);
    expect(world()).toEqual(before);
  });

  it('lets in an administrator who stands beside others in AllowUsers', () => {
    root.fake('sshd', 'if [[ "$1" == -T ]]; then echo "allowusers admin"; echo "allowusers deploy"; fi');
    expect(run().status).toBe(0);
  });

  it('killed at any call, the next run ends as the first would have', () => {
    run();
    const done = world();
    const steps = root.calls().length;
    // Every fifth call: each costs two runs.
    for (let step = 2; step <= steps; step += 5) {
      for (const path of Object.keys(done)) if (!/^\/etc\/(passwd|group)$/.test(path)) root.remove(path);
      for (const path of ['/calls', '/var/lib/ordination-pending', '/var/lib/ordination-former']) root.remove(path);
      run('', { KILL_AT: String(step) });
      root.remove('/calls');
      expect(run().status, `killed at ${step}`).toBe(0);
      expect(world()).toEqual(done);
      expect(root.read('/calls')).toMatch(/^systemctl restart mongod.service$/m);
    }
  }, 300_000);

  it.each([
    ['the files are not put back', '  put_back\n  fail "The former', '  fail "The former'],
    ['a refusal is overlooked', '  refused=1', '  refused=0'],
    ['new files stay', 'do rm -f "$path" "$path.ordination-new"; done', 'do :; done'],
  ])('the check above notices if %s', (_, from, to) => {
    root.write(script, mutated(root.read(script), from, to));
    root.write('/refuse-nginx', '');
    const before = world();
    const { status } = run();
    expect([status, world()]).not.toEqual([1, before]);
  });
});

describe('ordination-preflight', () => {
  const host = site.hosts[0]!;
  const cell = site.cells[0]!;
  const needs = secretsOf(cell, site).filter(({ place, hosts }) => place === 'server' && hosts.includes(host));
  const path = '/usr/local/sbin/ordination-preflight';
  const ask = (option = '') => root.run(`${path} ${option}`);

  beforeEach(() => {
    root.write(
      path,
      preflight({ ...site, cells: [{ ...cell, domain: 'praxis.at' }], adminV4: ['91.118.20.7/32'], adminV6: [] })[
        'servers/app-1/usr/local/sbin/ordination-preflight'
      ]!,
    );
    root.fake('uname', 'cat /kernel');
    root.fake('nproc', 'echo 4');
    root.fake('timedatectl', 'cat /clock');
    root.fake('df', 'printf "1B-blocks\\n80000000000\\n"');
    root.write('/kernel', '6.8.0-151-generic\n');
    root.write('/clock', 'yes\n');
    root.write('/fake-cpuinfo', 'flags : fpu sse2 avx avx2\n');
    root.write('/fake-meminfo', 'MemTotal:        7937720 kB\nMemFree: 1 kB\n');
    root.write('/sys/kernel/mm/transparent_hugepage/enabled', '[always] madvise never\n');
    for (const one of needs) {
      if (one.kind === 'secret') root.write(one.file!, 'secret\n', parseInt(rightsOf(one, host, cell).mode, 8));
    }
    root.run(
      needs
        .filter(({ kind }) => kind === 'secret')
        .map((one) => `chown ${one.owner} ${one.file}`)
        .join(';'),
    );
    root.write(
      '/etc/ordination/site.env',
      needs
        .filter(({ kind }) => kind === 'value')
        .map(({ name }) => `${name}=something\n`)
        .join(''),
    );
  });

  it('finds a server ready that is', () => {
    expect(ask()).toEqual({ status: 0, stdout: 'app-1 is ready.\n', stderr: '' });
  });

  it('refuses the kernels on which MongoDB stops, and no others', () => {
    // Release notes of MongoDB 8.0: 6.19 to 7.0.13. Ubuntu's builds are called 7.0.0-NN.
    const kernels: [string, boolean][] = [
      ['6.8.0-151-generic', true],
      ['6.17.0-20-generic', true],
      ['6.18.99', true],
      ['6.19.0-1-generic', false],
      ['6.19', false],
      ['7.0.0-44-generic', false],
      ['7.0.13', false],
      ['7.0.14', true],
      ['7.1.0-3-generic', true],
      ['10.0.1', true],
      ['unknown', false],
    ];
    const answers = kernels.map(([kernel]) => {
      root.write('/kernel', `${kernel}\n`);
      return [kernel, ask().status === 0];
    });
    expect(answers).toEqual(kernels);
  });

  it.each([
    ['too little memory', () => root.write('/fake-meminfo', 'MemTotal: 3900000 kB\n'), 'KiB of memory'],
    ['too small a disk', () => root.fake('df', 'printf "1B-blocks\\n40000000000\\n"'), 'The disk has'],
    ['too few cores', () => root.fake('nproc', 'echo 2'), 'cores'],
    ['no AVX', () => root.write('/fake-cpuinfo', 'flags : fpu sse2\n'), 'no AVX'],
    ['a clock that drifts', () => root.write('/clock', 'no\n'), 'not synchronised'],
    ['huge pages off', () => root.write('/sys/kernel/mm/transparent_hugepage/enabled', 'always [madvise] never\n'), 'huge pages'],
    ['a missing secret', () => root.remove('/etc/ordination/secrets/mongodb-keyfile'), 'mongodb-keyfile is missing'],
    ['an empty secret', () => root.write('/etc/ordination/secrets/smtp-password', '', 0o600), 'smtp-password is missing or empty'],
    ['a secret for all to read', () => root.run('chmod 644 /etc/ordination/secrets/app.env'), 'app.env has owner and mode "app 644"'],
    ['a secret of another owner', () => root.run('chown root /etc/ordination/secrets/mongodb-keyfile'), 'mongodb-keyfile has owner'],
    ['a value that is missing', () => root.write('/etc/ordination/site.env', 'OFFSITE_HOST=\n'), 'has no OFFSITE_HOST'],
  ])('says so: %s', (_, spoil, message) => {
    spoil();
    const { status, stderr } = ask();
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });

  it('leaves huge pages to ordination-apply before that has run', () => {
    root.write('/sys/kernel/mm/transparent_hugepage/enabled', 'always [madvise] never\n');
    expect(ask('--before').status).toBe(0);
  });

  it('refuses example names and networks', () => {
    root.write(path, preflight(site)['servers/app-1/usr/local/sbin/ordination-preflight']!);
    const { stderr } = ask();
    expect(stderr).toContain('The domain ordination.example is an example');
    expect(stderr).toContain('198.51.100.7/32 of the administrators is an example');
    expect(stderr).toContain('2001:db8:1::/48');
    expect(stderr).toContain('3 faults');
  });
});
