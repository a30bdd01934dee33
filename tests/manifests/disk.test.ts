/**
 * The disk for data, really run: real LUKS containers, made and opened with the real cryptsetup where no kernel is needed;
 * rclone, the device mapper and mounts are fakes that keep what they were told.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { disk } from '../../packages/planner/src/manifests/disk.ts';
import { siteFor, layoutOf, layouts } from './bundles.ts';
import { mutated, serverRoot, type ServerRoot } from './server-root.ts';

const passphrase = 'a recovery passphrase of the test';
const script = '/usr/local/sbin/ordination-disk';
const container = '/var/lib/ordination-data.luks';

let root: ServerRoot;
beforeEach(() => {
  root = serverRoot();
  root.place(disk(siteFor(layoutOf('single'))), 'app-1');
  root.write('/etc/ordination/site.env', 'OFFSITE_HOST=u1.your-storagebox.de\nOFFSITE_USER=u1\n');
  fakes(root);
});
afterEach(() => root.end());

const create = (env?: Record<string, string>) => root.run(`${script} create`, `${passphrase}\n`, env);

describe('a new disk', () => {
  it('opens with the key at the target and with the recovery passphrase, and with nothing else', () => {
    expect(create()).toMatchObject({ status: 0, stderr: '' });
    const key = root.read('/target/keys/app-1.key');
    expect(key).toMatch(/^[0-9a-f]{128}$/);
    const opens = (secret: string) => root.run(`/usr/sbin/cryptsetup open --test-passphrase --key-file - ${container}`, secret).status;
    expect([key, passphrase, `${passphrase}x`, ''].map(opens)).toEqual([0, 0, 2, 1]);
    const typed = root.run(`/usr/sbin/cryptsetup open --test-passphrase ${container}`, `${passphrase}\n`);
    expect(typed.status).toBe(0);
    const dump = root.run(`/usr/sbin/cryptsetup luksDump ${container}`).stdout;
    expect(dump).toMatch(/Version:\s+2/);
    expect(dump).toMatch(/0: luks2[\s\S]*1: luks2/);
    expect(dump).not.toMatch(/2: luks2/);
  });

  it('is open afterwards, with the folders of their owners and the swap', () => {
    create();
    expect(root.run(`${script} status`).stdout).toBe('open\n');
    const owners = root.run("stat -c '%n %U %a' /srv/ordination /srv/ordination/* | sort").stdout;
    expect(owners).toBe(
      [
        '/srv/ordination root 755',
        '/srv/ordination/files app 750',
        '/srv/ordination/log app 750',
        '/srv/ordination/mongodb mongodb 700',
        '/srv/ordination/scratch root 711',
        '/srv/ordination/swap root 600',
        '',
      ].join('\n'),
    );
    expect(root.calls()).toContain('mount -t xfs -o noatime,nodev,nosuid /dev/mapper/ordination-data /srv/ordination');
  });

  it('leaves neither key nor passphrase on the disk of the server', () => {
    create();
    const key = root.read('/target/keys/app-1.key');
    const texts = Object.entries(root.tree('/etc', '/var', '/run', '/tmp', '/srv', '/root')).filter(([path]) => path !== container);
    for (const [path, text] of texts) {
      expect(text, path).not.toContain(key);
      expect(text, path).not.toContain(passphrase);
    }
    expect(root.calls().join('\n')).not.toContain(key);
  });

  it('is asked of the target with host, user and port of its own, and the pinned host key', () => {
    create();
    expect(root.read('/rclone-env')).toContain('u1.your-storagebox.de u1 /etc/ordination/rclone.conf');
    expect(root.read('/etc/ordination/rclone.conf')).toMatch(
      /port = 23\nkey_file = \/etc\/ordination\/secrets\/backup-key\nknown_hosts_file = \/etc\/ordination\/known_hosts\n/,
    );
  });

  it('is made once: doing it again changes nothing', () => {
    create();
    const before = root.read('/target/keys/app-1.key');
    const bytes = root.run(`sha256sum ${container}`).stdout;
    root.calls();
    expect(root.run(`${script} create`).status).toBe(0);
    expect(root.read('/target/keys/app-1.key')).toBe(before);
    expect(root.run(`sha256sum ${container}`).stdout).toBe(bytes);
    expect(root.calls().filter((call) => /^(cryptsetup|mkfs|mount |rclone)/.test(call))).toEqual([]);
  });
});

describe('a start of the server', () => {
  it('opens, closes and opens again', () => {
    create();
    expect(root.run(`${script} close`).status).toBe(0);
    expect(root.run(`${script} status`).stdout).toBe('closed\n');
    expect(root.run(`${script} open`).status).toBe(0);
    expect(root.run(`${script} status`).stdout).toBe('open\n');
  });

  it('waits for a target that comes late', () => {
    create();
    root.run(`${script} close`);
    root.write('/target-down', '5');
    expect(root.run(`${script} open`).status).toBe(0);
  });

  it('ends with a way out if the target stays away', () => {
    create();
    root.run(`${script} close`);
    root.write('/target-down', '1000');
    const { status, stderr } = root.run(`${script} open`);
    expect(status).toBe(1);
    expect(stderr).toContain('attempt 12 of 12');
    expect(stderr).toMatch(/unreachable.*firewall.*recovery passphrase/);
    expect(root.run(`${script} status`).stdout).toBe('closed\n');
  });

  it('refuses the key of another container, and never makes a new one', () => {
    create();
    root.run(`${script} close`);
    root.write('/target/keys/app-1.key', 'f'.repeat(128));
    const { status, stderr } = root.run(`${script} open`);
    expect(status).toBe(1);
    expect(stderr).toContain('is not the key of this container');
    expect(root.has('/mounted')).toBe(false);
  });

  it('says that the target has lost the key', () => {
    create();
    root.run(`${script} close`);
    root.remove('/target/keys/app-1.key');
    expect(root.run(`${script} open`).stderr).toContain('holds no keys/app-1.key');
  });

  it('says that there is no container', () => {
    const { status, stderr } = root.run(`${script} open`);
    expect(status).toBe(1);
    expect(stderr).toContain('There is no container');
  });

  it('goes on with a disk that was opened by hand with the passphrase', () => {
    create();
    root.run(`${script} close`);
    root.write('/target-down', '1000');
    expect(root.run(`cryptsetup open --key-file - ${container} ordination-data`, passphrase).status).toBe(0);
    expect(root.run(`${script} open`)).toMatchObject({ status: 0 });
    expect(root.run(`${script} status`).stdout).toBe('open\n');
  });
});

describe('nothing is made', () => {
  it.each([
    ['without a passphrase', '', () => undefined, 'No recovery passphrase'],
    ['with a short passphrase', 'short\n', () => undefined, 'fewer than 20 characters'],
    ['without the target', `${passphrase}\n`, () => root.write('/target-down', '1000'), 'unreachable'],
    ['on a full disk', `${passphrase}\n`, () => root.write('/disk-full', ''), 'too full for a container of 68 GB'],
    [
      'with half a key, left by an upload that was cut off',
      `${passphrase}\n`,
      () => root.write('/target/keys/app-1.key', 'abc'),
      'no whole key',
    ],
    ['at a target that stores something else', `${passphrase}\n`, () => root.write('/target-garbles', ''), 'another key than was stored'],
  ])('%s', (_, stdin, prepare, message) => {
    prepare();
    const { status, stderr } = root.run(`${script} create`, stdin);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(root.run(`${script} status`).stdout).toBe('missing\n');
    expect(root.has(`${container}.new`)).toBe(false);
  });
});

it('killed at any step, the next run completes the disk with the key that was stored first', () => {
  create();
  const steps = root.calls().length;
  expect(steps).toBeGreaterThan(15);
  for (let step = 1; step <= steps; step++) {
    root.end();
    root = serverRoot();
    root.place(disk(siteFor(layoutOf('single'))), 'app-1');
    root.write('/etc/ordination/site.env', 'OFFSITE_HOST=h\nOFFSITE_USER=u\n');
    fakes(root);
    expect(create({ KILL_AT: String(step) }).status, `killed at ${step}`).not.toBe(0);
    const stored = root.has('/target/keys/app-1.key') ? root.read('/target/keys/app-1.key') : '';
    const again = create();
    expect(again, `after ${root.calls()[step - 1]}`).toMatchObject({ status: 0 });
    const key = root.read('/target/keys/app-1.key');
    if (stored !== '') expect(key).toBe(stored);
    expect(root.run(`/usr/sbin/cryptsetup open --test-passphrase --key-file - ${container}`, key).status).toBe(0);
    expect(root.run(`/usr/sbin/cryptsetup open --test-passphrase --key-file - ${container}`, passphrase).status).toBe(0);
    expect(root.has(`${container}.new`)).toBe(false);
    expect(root.has('/dev/mapper/ordination-data-new')).toBe(false);
  }
}, 300_000);

describe('a set of checks', () => {
  it('finds nothing wrong with the script', () => {
    expect(flaws()).toEqual([]);
  });

  it.each([
    ['the container gets no name', 'mv -T "$new" "$container"', ':'],
    ['the passphrase is not added', 'cryptsetup luksAddKey', 'true'],
    ['the key is not stored', 'rclone rcat "$target$key_file"', 'cat >/dev/null'],
    ['the key is not read back', '== "$key" ]] || fail', '== "$key" ]] || echo'],
    ['a short passphrase is taken', '>= 20', '>= 2'],
    ['the disk is not mounted', 'mount -t xfs', 'true'],
    ['the key is short', 'openssl rand -hex 64', 'openssl rand -hex 4'],
    ['the file system is not made', 'mkfs.xfs -q', 'true'],
    ['the folder of the database is open to all', '-m 0700 /srv/ordination/mongodb', '-m 0777 /srv/ordination/mongodb'],
  ])('notices if %s', (_, from, to) => {
    root.write(script, mutated(root.read(script), from, to));
    expect(flaws()).not.toEqual([]);
  });
});

/** What is wrong with the script, by running it. */
function flaws(): string[] {
  const found: string[] = [];
  const check = (what: string, holds: boolean) => holds || found.push(what);
  check('refuses a short passphrase', root.run(`${script} create`, 'short\n').stderr.includes('fewer than 20'));
  root.write('/target-garbles', '');
  check('refuses a target that garbles', create().status === 1 && !root.has(container));
  root.remove('/target-garbles');
  root.remove('/target/keys');
  const { status, stderr } = create();
  check('ends well', status === 0 && stderr === '');
  const key = root.has('/target/keys/app-1.key') ? root.read('/target/keys/app-1.key') : '';
  check('stores a long key', key.length === 128);
  const opens = (secret: string) => root.run(`/usr/sbin/cryptsetup open --test-passphrase --key-file - ${container}`, secret).status === 0;
  check('opens with both', opens(key) && opens(passphrase));
  const calls = root.calls().join('\n');
  check('mounts a file system', /^mkfs\.xfs[^]*^mount -t xfs /m.test(calls));
  check('keeps the database apart', root.run('stat -c %a /srv/ordination/mongodb').stdout === '700\n');
  return found;
}

describe('the unit of the disk', () => {
  it.each(differentUnits())('is without fault on %s, with the units that wait for it', (_, layout, name) => {
    expect(faultsOf(layout, name)).toBe('');
  });

  it.each([
    ['a word that systemd does not know', 'RemainAfterExit', 'RemainAfterExot'],
    ['a program that is not there', 'ordination-disk open', 'ordination-disks open'],
    ['a mail that nobody sends', 'ordination-alert@', 'ordination-alarm@'],
    ['an unknown kind', 'Type=oneshot', 'Type=once'],
    ['a time that is none', 'RestartSec=60', 'RestartSec=soon'],
    ['a line without a value', 'WantedBy=', 'WantedBy '],
  ])('has a fault with %s', (_, from, to) => {
    expect(faultsOf(layoutOf('single'), 'app-1', (unit) => mutated(unit, from, to))).not.toBe('');
  });
});

/** One server for each different set of units. */
function differentUnits() {
  const sets = new Map<string, readonly [string, (typeof layouts)[number], string]>();
  for (const layout of layouts) {
    const site = siteFor(layout);
    const files = Object.entries(disk(site));
    for (const { name } of site.hosts) {
      const units = files
        .filter(([path]) => path.startsWith(`servers/${name}/etc/systemd/`))
        .map(([path, text]) => path.replace(name, '') + text.replace(/^#.*\n/gm, ''));
      if (!sets.has(units.join(''))) sets.set(units.join(''), [`${layout.name}: ${name}`, layout, name]);
    }
  }
  return [...sets.values()];
}

function faultsOf(layout: (typeof layouts)[number], name: string, change = (unit: string) => unit): string {
  const { root: server, units } = withUnits(layout, name);
  try {
    const path = '/etc/systemd/system/ordination-disk.service';
    server.write(path, change(server.read(path)));
    const { status, stdout, stderr } = server.run(`systemd-analyze verify --man=no ${units.join(' ')}`);
    // systemd says nothing of a mail unit that does not exist.
    const [, alert = ''] = /^OnFailure=(\S+)@%n\.service$/m.exec(server.read(path)) ?? [];
    return (
      stdout + stderr + (status === 0 ? '' : `status ${status}`) + (server.has(`/etc/systemd/system/${alert}@.service`) ? '' : 'no mail')
    );
  } finally {
    server.end();
  }
}

/** The units of the disk, with the smallest units of their own for what other files bring. */
function withUnits(layout: (typeof layouts)[number], name: string): { root: ServerRoot; units: string[] } {
  const server = serverRoot();
  server.place(disk(siteFor(layout)), name);
  for (const unit of ['mongod', 'ordination-app', 'ordination-backup', 'ordination-alert@']) {
    server.write(`/etc/systemd/system/${unit}.service`, '[Service]\nExecStart=/usr/bin/true\n');
  }
  const units = ['ordination-disk', 'mongod', 'ordination-app', 'ordination-backup'].map((unit) => `/etc/systemd/system/${unit}.service`);
  return { root: server, units };
}

function fakes(server: ServerRoot): void {
  server.fake(
    'rclone',
    `echo "$RCLONE_CONFIG_OFFSITE_HOST $RCLONE_CONFIG_OFFSITE_USER $RCLONE_CONFIG" >/rclone-env
if [[ -e /target-down && "$(cat /target-down)" -gt 0 ]]; then
  echo $(($(cat /target-down) - 1)) >/target-down
  echo "dial tcp: i/o timeout" >&2
  exit 1
fi
path="/target/\${@: -1}"; path="\${path/offsite:/}"
case "$1" in
  lsf) [[ -d "$path" ]] || exit 3; ls "$path" ;;
  cat) cat "$path" ;;
  rcat) mkdir -p "\${path%/*}"; if [[ -e /target-garbles ]]; then echo garbled >"$path"; else cat >"$path"; fi ;;
esac`,
  );
  server.fake(
    'cryptsetup',
    `case "$1" in
  open)
    /usr/sbin/cryptsetup open --test-passphrase --key-file - "\${@: -2:1}" || exit
    touch "/dev/mapper/\${@: -1}" ;;
  close) rm "/dev/mapper/$2" ;;
  luksAddKey) exec /usr/sbin/cryptsetup "$@" --pbkdf pbkdf2 --pbkdf-force-iterations 1000 ;;
  *) exec /usr/sbin/cryptsetup "$@" ;;
esac`,
  );
  server.fake('fallocate', 'if [[ -e /disk-full ]]; then exit 1; fi; exec truncate -s 32M "${@: -1}"');
  server.fake('mount', 'touch /mounted');
  server.fake('umount', 'rm /mounted');
  server.fake('mountpoint', 'test -e /mounted');
  server.fake('mkfs.xfs');
  server.fake('mkswap');
  server.fake('losetup', 'if [[ "$1" == --noheadings ]]; then echo /dev/loop7; fi');
  server.fake('swapon', 'if [[ "$1" == --show* ]]; then cat /swaps 2>/dev/null || true; else echo "$1" >>/swaps; fi');
  server.fake('swapoff', 'rm /swaps');
  server.fake('sleep');
  server.fake('mv', 'exec /usr/bin/mv "$@"');
}
