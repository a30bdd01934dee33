/** cloud-init on every server: accepted by the real cloud-init and yamllint, within the vendor's limit, without a secret, nobody locked out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cloudInit } from '../../packages/planner/src/manifests/cloud-init.ts';
import { firewall } from '../../packages/planner/src/manifests/firewall.ts';
import { hardening } from '../../packages/planner/src/manifests/hardening.ts';
import { layoutOf, layouts, siteFor } from './bundles.ts';
import { run } from './nginx-sandbox.ts';
import { mutated, serverRoot } from './server-root.ts';

interface UserData {
  readonly hostname: string;
  readonly users: readonly { name: string; shell: string; sudo?: string; lock_passwd: boolean; ssh_authorized_keys?: readonly string[] }[];
  readonly write_files: readonly { path: string; owner: string; permissions: string; content: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

const folder = mkdtempSync(join(tmpdir(), 'ordiplan-cloud-init-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** cloud-init 22 takes any word at the top; these are the ones that we use. */
const known =
  'disable_root hostname locale manage_etc_hosts package_update preserve_hostname runcmd ssh_pwauth timezone users write_files'.split(' ');
const vendorLimit = 32_768;

/** What is wrong with a file, by the real tools and by hand. */
function faultsOf(text: string): string[] {
  const path = join(folder, 'user-data.yaml');
  writeFileSync(path, text);
  const schema = run('cloud-init', ['schema', '-c', path]);
  const lint = run('yamllint', [
    '-s',
    '-d',
    '{extends: default, rules: {line-length: disable, document-start: disable, comments: disable}}',
    path,
  ]);
  const faults = [
    ...(schema.status === 0 && !/deprecat/i.test(schema.stdout + schema.stderr) ? [] : ['cloud-init']),
    ...(lint.status === 0 ? [] : ['yamllint']),
    ...(Buffer.byteLength(text) + 400 < vendorLimit ? [] : ['size']), // two public keys come in the place of their names
  ];
  let data: UserData;
  try {
    data = parse(text) as UserData;
  } catch {
    return [...faults, 'yaml'];
  }
  const users = data.users ?? [];
  const sshd = data.write_files?.find((file) => file.path === '/etc/ssh/sshd_config.d/10-ordination.conf')?.content ?? '';
  const allowed = (/^AllowUsers (.*)$/m.exec(sshd)?.[1] ?? '').split(' ');
  const withKey = users.filter((user) => (user.ssh_authorized_keys ?? []).length > 0).map((user) => user.name);
  const admin = users.find((user) => user.name === 'admin');
  const holds: Record<string, boolean> = {
    'an unknown word at the top': Object.keys(data).every((word) => known.includes(word)),
    'nobody may log in': withKey.some((name) => allowed.includes(name)),
    'no administrator': admin?.sudo === 'ALL=(ALL) NOPASSWD:ALL' && admin.ssh_authorized_keys?.[0] === '@ADMIN_PUBLIC_KEY@',
    'someone may log in who has no account': allowed.every((login) => users.some((user) => user.name === login.split('@')[0])),
    'a password': users.every((user) => user.lock_passwd),
    'root or passwords in sshd': /^PermitRootLogin no$/m.test(sshd) && /^PasswordAuthentication no$/m.test(sshd),
    'a file for others': (data.write_files ?? []).every(
      (file) => file.owner === 'root:root' && /^0[4-7][04-5][04-5]$/.test(file.permissions),
    ),
    'no firewall before the packages':
      JSON.stringify(data.runcmd?.[0]) === '["systemctl","enable","--now","nftables.service"]' &&
      data.runcmd.at(-1)?.[0] === '/usr/local/sbin/ordination-packages',
    'no own name':
      data.write_files?.some(
        (file) => file.path === '/etc/hosts' && new RegExp(`^10\\.0\\.0\\.\\d+ ${data.hostname}$`, 'm').test(file.content),
      ) ?? false,
    'a secret':
      !/BEGIN [A-Z ]*PRIVATE KEY|password=|[A-Fa-f0-9]{64}|mongodb:\/\//.test(text) &&
      (text.match(/@[A-Z_]+@/g) ?? []).every((name) => /ADMIN_PUBLIC_KEY|DEPLOY_PUBLIC_KEY/.test(name)),
  };
  return [...faults, ...Object.entries(holds).flatMap(([fault, is]) => (is ? [] : [fault]))];
}

describe.each(layouts)('$name', (layout) => {
  const site = siteFor(layout);
  const files = cloudInit(site);

  it('gives every server a file without fault', () => {
    expect(Object.keys(files).filter((path) => path.startsWith('cloud-init/'))).toEqual(
      site.hosts.map(({ name }) => `cloud-init/${name}.yaml`),
    );
    for (const { name } of site.hosts) expect(faultsOf(files[`cloud-init/${name}.yaml`]!), name).toEqual([]);
  });

  it('writes the same text that the tree of the server has', () => {
    const tree = { ...firewall(site), ...hardening(site), ...files };
    for (const { name } of site.hosts) {
      const { write_files: written } = parse(files[`cloud-init/${name}.yaml`]!) as UserData;
      const paths = written.map(({ path }) => path);
      for (const path of ['/etc/hosts', '/etc/nftables.conf', '/etc/ssh/sshd_config.d/10-ordination.conf', '/etc/sudoers.d/ordination'])
        expect(paths).toContain(path);
      for (const { path, content } of written)
        if (!path.endsWith('ordination-packages')) expect(content, path).toBe(tree[`servers/${name}${path}`]);
    }
  });
});

it.each([
  ['a missing first line', '#cloud-config\n', '# cloud-config\n'],
  ['a mode that is a number', "permissions: '0644'", 'permissions: 644'],
  ['a mistyped word at the top', 'runcmd:', 'runncmd:'],
  ['a word of the wrong kind', 'package_update: true', 'package_update: [yes]'],
  ['a wrong indent', '  - name: deploy', ' - name: deploy'],
  ['a word twice', 'timezone: Etc/UTC', 'timezone: Etc/UTC\ntimezone: Etc/UTC'],
  ['no key of the administrator', "    ssh_authorized_keys:\n      - '@ADMIN_PUBLIC_KEY@'\n", ''],
  ['an administrator under another name', 'name: admin', 'name: administrator'],
  ['no account for the deployment', 'name: deploy', 'name: deployer'],
  ['a password for root', 'PasswordAuthentication no', 'PasswordAuthentication yes'],
  ['root by ssh', 'PermitRootLogin no', 'PermitRootLogin yes'],
  ['an open account', 'lock_passwd: true', 'lock_passwd: false'],
  ['a file that all may write', "permissions: '0644'", "permissions: '0666'"],
  ['its name elsewhere', '10.0.0.11 app-1', '10.0.0.11 app-9'],
  ['a secret', 'timezone: Etc/UTC', `timezone: Etc/UTC\n# password=hunter2`],
  ['too much text', 'timezone: Etc/UTC', `timezone: Etc/UTC\n# ${'x'.repeat(30_000)}`],
  ['the firewall after the packages', '  - [systemctl, enable, --now, nftables.service]\n', ''],
])('%s is noticed', (_, from, to) => {
  const text = cloudInit(siteFor(layoutOf('pair')))['cloud-init/app-1.yaml']!;
  expect(faultsOf(mutated(text, from, to))).not.toEqual([]);
});

describe('the packages of the first boot', () => {
  const script = '/usr/local/sbin/ordination-packages';

  it('come from a source only if its key has the fingerprint', () => {
    const root = serverRoot();
    try {
      for (const name of ['apt-get', 'apt-mark', 'npm', 'systemctl', 'sleep']) root.fake(name);
      const made = root.run(
        'export GNUPGHOME=/root/g; mkdir -m 700 $GNUPGHOME; for n in a b; do gpg -q --batch --passphrase "" --quick-gen-key $n ed25519 sign; gpg --armor --export $n >/$n.asc; done; ' +
          'gpg --list-keys --with-colons | awk -F: \'$1 == "fpr" { print $10 }\'; gpgconf --kill all',
      );
      const [mongodb, node] = made.stdout.trim().split('\n') as [string, string];
      root.fake('curl', 'case "$*" in *mongodb*) cp /a.asc "${@: -2:1}" ;; *) cp /b.asc "${@: -2:1}" ;; esac');
      const tree = cloudInit(siteFor(layoutOf('single')));
      const { write_files: written } = parse(tree['cloud-init/app-1.yaml']!) as UserData;
      const text = written.find(({ path }) => path === script)!.content;
      const ours = text
        .replaceAll('4B0752C1BCA238C0B4EE14DC41DE058A4E7DCA05', mongodb)
        .replaceAll('6F71F525282841EEDAF851B42F59B5F99B1BE0B4', node);
      root.run('mkdir -p /etc/apt/sources.list.d');
      root.write(script, ours.replaceAll('/usr/share/keyrings', '/etc/apt').replaceAll('/usr/sbin/policy', '/etc/policy'), 0o755);
      expect(root.run(script)).toMatchObject({ status: 0 });
      const line = root.read('/etc/apt/sources.list.d/mongodb-org-8.0.list');
      expect(line).toBe(
        'deb [ arch=amd64,arm64 signed-by=/etc/apt/mongodb-org-8.0.gpg ] https://repo.mongodb.org/apt/ubuntu noble/mongodb-org/8.0 multiverse\n',
      );
      const calls = root.calls();
      expect(calls).toContain('apt-mark hold mongodb-database-tools mongodb-mongosh mongodb-org-server');
      expect(calls).toContain('npm install --global --no-fund --no-audit pm2@7.0.4');
      expect(root.has('/etc/policy-rc.d')).toBe(false);

      root.remove('/etc/apt/sources.list.d/mongodb-org-8.0.list');
      root.run('cp /b.asc /a.asc');
      const { status, stderr } = root.run(script);
      expect(status).toBe(1);
      expect(stderr).toContain('it is not used');
      expect(root.has('/etc/apt/sources.list.d/mongodb-org-8.0.list')).toBe(false);
      expect(root.calls().some((call) => call.includes('install mongodb'))).toBe(false);
    } finally {
      root.end();
    }
  });
});
