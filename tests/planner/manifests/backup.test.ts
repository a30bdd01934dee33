/** The emitted backup: who takes it and where it goes, and rules that no change of a line may break. */
import { describe, expect, it } from 'vitest';
import { backup } from '../../../packages/planner/src/manifests/backup.ts';
import { backupTimes } from '../../../packages/planner/src/manifests/backup-units.ts';
import { filesFor, layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

const filesOf = (name: string) => backup(siteFor(layoutOf(name)));
const scripts = ['ordination-backup', 'ordination-backup-check', 'ordination-restore', 'ordination-restore-test'];

describe('the backup is taken by', () => {
  // By hand: layout, the servers, the program, whether it dumps the database, whether it copies a bucket.
  it.each([
    ['solo', ['app-1'], 'rsync', true, false],
    ['single', ['app-1'], 'restic', true, false],
    ['single, borg', ['app-1'], 'borg', true, false],
    ['single, S3', ['app-1'], 'restic', true, false],
    ['single, Azure', ['app-1'], 'restic', true, false],
    ['single, every 6 hours', ['app-1'], 'restic', true, false],
    ['split', ['app-1'], 'restic', true, false],
    ['single cells', ['cell-1-app-1', 'cell-2-app-1'], 'restic', true, false],
    ['managed database', ['app-1'], 'restic', false, false],
    ['managed database, Ubuntu 26.04', ['app-1'], 'restic', false, false],
    ['managed database as quoted', [], '', false, false],
    ['managed database, balanced', ['app-2'], 'restic', false, true],
    ['pair', ['app-2'], 'restic', true, false],
    ['pair with an arbiter', ['app-2'], 'restic', true, false],
    ['pair, borg', ['app-2'], 'borg', true, false],
    ['pair on two sites', ['app-2'], 'restic', true, false],
    ['pair as quoted', [], '', false, false],
    ['pair cells', ['cell-1-app-2', 'cell-2-app-2'], 'restic', true, false],
    ['cluster', ['db-3'], 'restic', true, true],
  ] as const)('%s: %j with %s', (name, servers, program, dumps, copies) => {
    const files = filesOf(name);
    const on = (path: string) => servers.map((server) => files[`servers/${server}${path}`]!);
    expect([...new Set(Object.keys(files).flatMap((path) => /^servers\/([^/]+)/.exec(path)?.[1] ?? []))].sort()).toEqual([...servers]);
    for (const text of on('/usr/local/lib/ordination/repository.sh')) expect(text).toContain(program);
    for (const text of on('/usr/local/sbin/ordination-backup')) {
      expect(text.includes('stage database_stage')).toBe(dumps);
      expect(text.includes('copy_bucket "$run"')).toBe(copies);
    }
    expect('bin/prune-backups' in files).toBe(program === 'borg');
    expect(`servers/${servers[0]}/etc/ordination/ssh_config` in files).toBe(servers.length > 0 && !/solo|S3|Azure/.test(name));
  });

  it('every layout is named above', () => expect(layouts).toHaveLength(19));

  // By hand: a member is asked alone, first the server itself, never an arbiter; TLS wherever the network lies between.
  it.each([
    ['single', 'app-1', '127.0.0.1:27017', false],
    ['split', 'app-1', 'db-1:27017', true],
    ['pair', 'app-2', 'app-2:27017 vote-1:27017 app-1:27017', true],
    ['pair with an arbiter', 'app-2', 'app-2:27017 app-1:27017', true],
    ['cluster', 'db-3', 'db-3:27017 db-1:27017 db-2:27017', true],
  ])('%s: dumps on %s from %s', (name, server, members, hasTls) => {
    const text = filesOf(name)[`servers/${server}/usr/local/lib/ordination/database.sh`]!;
    expect(text).toContain(`members=(${members})`);
    expect(text.includes('--ssl --sslCAFile=/etc/ordination/tls/ca.crt')).toBe(hasTls);
  });

  it.each([
    ['single', 'RESTIC_REPOSITORY="sftp:$OFFSITE_USER@$OFFSITE_HOST:ordination"'],
    ['single, borg', 'BORG_REPO="ssh://$OFFSITE_USER@$OFFSITE_HOST:23/./ordination"'],
    ['single, S3', 'RESTIC_REPOSITORY="s3:https://$OFFSITE_BUCKET/ordination"'],
    ['single, Azure', 'RESTIC_REPOSITORY="azure:$OFFSITE_BUCKET:/ordination"'],
    ['solo', 'LOCAL_BACKUP=/var/backups/ordination'],
  ])('%s: it goes to %s', (name, line) => {
    expect(filesOf(name)['servers/app-1/etc/ordination/backup.env']!.split('\n')).toContain(line);
  });
});

it('in S3 everything is stored in the class that the bill charges', () => {
  const shell = (name: string) => filesOf(name)['servers/app-1/usr/local/lib/ordination/repository.sh']!;
  expect(shell('single, S3')).toContain('restic=(restic -o s3.storage-class=STANDARD_IA)');
  expect(filesFor(layoutOf('single, S3'))['servers/app-1/etc/ordination/rclone.conf']).toContain('\nstorage_class = STANDARD_IA\n');
  for (const name of ['single', 'single, Azure']) expect(shell(name)).not.toContain('storage-class');
});

describe('the times of a backup', () => {
  it.each([
    [24, '*-*-* 01:15:00 UTC'],
    [48, '*-*-* 01:15:00 UTC'],
    [12, '*-*-* 01,13:15:00 UTC'],
    [6, '*-*-* 01,07,13,19:15:00 UTC'],
    [5, '*-*-* 01,06,11,16,21:15:00 UTC'],
    [0.5, '*-*-* *:15,45:00 UTC'],
  ])('every %d hours: %s', (hours, times) => expect(backupTimes(hours)).toBe(times));
});

/** Rules: what is wrong with the text of all files of one server. Each has a name, by which a mutation says who must find it. */
const rules: Readonly<Record<string, (all: string) => boolean>> = {
  'the dump is not compressed before the repository sees it': (all) => !/mongodump[^\n]*--gzip/.test(all),
  'the dump holds the changes made meanwhile': (all) =>
    !all.includes('mongodump --config') || /mongodump --config[^\n]* --oplog --archive\)/.test(all),
  'the changes are replayed': (all) =>
    [...all.matchAll(/\| mongorestore --(host|config).*$/gm)].every(([line]) => line.includes('--oplogReplay')),
  'no password stands in a list of processes': (all) => !/mongo(dump|restore)[^\n]*--password/.test(all) && !/--password[= ]/.test(all),
  'every script stops at its first error': (all) => (all.match(/^set -euo pipefail$/gm) ?? []).length >= scripts.length,
  'the box is reached on port 23 only': (all) => !/Port (?!23\b)\d+/.test(all) && !/OFFSITE_HOST:(?!23\/)\d/.test(all),
  'only the pinned host key counts': (all) =>
    !all.includes('Host *.your') ||
    (/^ {2}StrictHostKeyChecking yes$/m.test(all) && /^ {2}UserKnownHostsFile \/etc\/ordination\/known_hosts$/m.test(all)),
  'the host is a box': (all) => !all.includes('Host *.your') || all.includes('*.your-storagebox.de) ;;'),
  'nothing living is emptied unless that is asked for': (all) =>
    (all.match(/--drop\)/g) ?? []).length === (all.includes('drop=(--drop)') ? 1 : 0) && !/mongorestore[^\n]*--drop/.test(all),
  'what lives is touched after typed words only': (all) => {
    const asked = /fill_production\(\) \{\n {2}choose.*\n {2}if .*\n {4}confirm .*\n {2}else\n {4}confirm /.test(all);
    return (!all.includes('fill_production()') || asked) && (!all.includes('in-place)') || /in-place\)\n {6}confirm/.test(all));
  },
  'stale locks go before anything else': (all) =>
    !all.includes('restic=(restic') || /open_repository\(\) \{ run_at_repository "\$\{restic\[@\]\}" unlock; \}/.test(all),
  'never the locks of the living': (all) => !all.includes('unlock --remove-all') && !all.includes('break-lock'),
  'one script at a time works with the repository': (all) =>
    (all.match(/^ *take_lock$/gm) ?? []).length >= 5 && /flock -w \d+ 9 \|\| fail/.test(all),
  'reading needs no lock': (all) => !all.includes('restic=(restic') || all.includes('reading=("${restic[@]}" --no-lock)'),
  'a snapshot counts only once it is checked': (all) =>
    !all.includes('restic=(restic') ||
    (all.match(/--tag "unverified,unverified-(database|files)-\$/g) ?? []).length ===
      (all.includes('stage database_stage') ? 2 : all.includes('unverified-database') ? 2 : 1),
  'the pipe stays open until the dump has ended well': (all) =>
    !all.includes('mkfifo') || /dumped=\$\?\n[^]*?kill -KILL "\$storing"[^]*?exec 8>&-/.test(all),
  'the restore looks for the names that the backup gives': (all) =>
    !all.includes('restic=(restic') ||
    (/--set "\$2" --set "run-\$3" --set "bytes-\$4"/.test(all) &&
      all.includes('. == "database" or . == "files"') &&
      all.includes('startswith("run-")')),
  'the archive has one name': (all) => new Set([...all.matchAll(/\b(\w+\.archive)\b/g)].map(([, name]) => name)).size === 1,
  'success is written after the checks': (all) =>
    /accept_stored "\$id"[^]*?"\$run" \]\]; then[^]*?write_figures "ordination-backup-\$kind"/.test(all),
  'a much smaller backup is not believed': (all) => all.includes('bytes * 100 < last * 50'),
  'stored bytes are read again': (all) =>
    all.includes('--read-data-subset "$week/52"') || all.includes('--repository-only') || all.includes('sha256sum --quiet --check'),
  'versions are kept as promised': (all) =>
    !/forget|borg prune/.test(all.replaceAll(/forget_\w+/g, '')) ||
    /--keep-within 2d --keep-daily 14 --keep-weekly 8 --keep-monthly 12/.test(all),
  'the password of the repository is not stored in it': (all) =>
    !/for path in [^\n]*(backup-password|\/etc\/ordination\/secrets )/.test(all),
  'every failure raises an alert': (all) => (all.match(/^OnFailure=ordination-alert@%n\.service$/gm) ?? []).length === 3,
  'a missed time is made up for': (all) => (all.match(/^Persistent=yes$/gm) ?? []).length === 3,
  'all times are UTC': (all) => (all.match(/^OnCalendar=.* UTC$/gm) ?? []).length === 3,
  'the trial listens on loopback, away from the living database': (all) =>
    all
      .split('mongod --dbpath')
      .slice(1)
      .every((rest) => rest.startsWith(' "$scratch/db" --port 27117 --bind_ip 127.0.0.1 ')),
  'the trial makes sure of its room': (all) =>
    !all.includes('mongod --dbpath') || (all.match(/^ {2}require_room "\$bytes"$/gm) ?? []).length === 2,
  'versions of the bucket go by the day on which they were replaced': (all) =>
    !all.includes('sealed:versions') ||
    ((all.match(/\[\[ \$version < \$oldest \]\]; then run_rclone purge/g) ?? []).length === 3 && !all.includes('--min-age')),
  'the disk is open': (all) =>
    !all.includes('sources=(/srv') || !all.includes('is not open') || all.includes('mountpoint -q /srv/ordination || fail'),
};

function broken(files: Readonly<Record<string, string>>): string[] {
  const all = Object.values(files).join('\n');
  return Object.keys(rules).filter((rule) => !rules[rule]!(all));
}

/** The files of one taker. */
function ofOne(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(filesOf(name)).filter(([path]) => !path.startsWith('servers/cell-2')));
}

describe('rules of backup and restore', () => {
  it.each(layouts.map(({ name }) => name).filter((name) => !name.endsWith('as quoted')))('all hold: %s', (name) => {
    expect(broken(ofOne(name))).toEqual([]);
  });

  it.each([
    ['single', '--oplog --archive', '--oplog --gzip --archive', 'the dump is not compressed before the repository sees it'],
    ['single', '--oplog --archive', '--archive', 'the dump holds the changes made meanwhile'],
    ['single', '--archive --oplogReplay ||', '--archive ||', 'the changes are replayed'],
    ['single', '--config="$work/backup.yaml"', '--password="$(cat x)"', 'no password stands in a list of processes'],
    ['single', 'set -euo pipefail', 'set -eu', 'every script stops at its first error'],
    ['single', '  Port 23', '  Port 22', 'the box is reached on port 23 only'],
    ['single, borg', 'OFFSITE_HOST:23/', 'OFFSITE_HOST:22/', 'the box is reached on port 23 only'],
    ['single', 'StrictHostKeyChecking yes', 'StrictHostKeyChecking accept-new', 'only the pinned host key counts'],
    ['single', 'UserKnownHostsFile /etc/ordination/known_hosts', 'UserKnownHostsFile /dev/null', 'only the pinned host key counts'],
    ['single', '*.your-storagebox.de) ;;', '*) ;;', 'the host is a box'],
    ['single', '--archive --oplogReplay ||', '--drop --archive --oplogReplay ||', 'nothing living is emptied unless that is asked for'],
    ['single', 'in-place)\n      confirm', 'in-place)\n      say', 'what lives is touched after typed words only'],
    ['single', '    confirm "adds', '    say "adds', 'what lives is touched after typed words only'],
    ['single', '"${restic[@]}" unlock;', '"${restic[@]}" cat config;', 'stale locks go before anything else'],
    ['single', '" unlock;', '" unlock --remove-all;', 'never the locks of the living'],
    ['single', 'take_lock\nrun=', 'make_work\nrun=', 'one script at a time works with the repository'],
    ['single', 'flock -w 900 9 || fail', 'flock -w 900 9 || say', 'one script at a time works with the repository'],
    ['single', '" --no-lock)', '")', 'reading needs no lock'],
    ['single', '"unverified,unverified-database-', '"database,database-', 'a snapshot counts only once it is checked'],
    [
      'single',
      'if ((dumped != 0)); then kill -KILL "$storing" 2> /dev/null || true; fi',
      '',
      'the pipe stays open until the dump has ended well',
    ],
    ['single', '--set "run-$3"', '--set "moment-$3"', 'the restore looks for the names that the backup gives'],
    ['single', 'dump "$1" database.archive', 'dump "$1" mongodb.archive', 'the archive has one name'],
    ['single', '  accept_stored "$id" "$kind" "$run" "$bytes"\n', '', 'success is written after the checks'],
    ['single', 'last * 50', 'last * 0', 'a much smaller backup is not believed'],
    ['single', ' --read-data-subset "$week/52"', '', 'stored bytes are read again'],
    ['single', '--keep-monthly 12', '--keep-monthly 1', 'versions are kept as promised'],
    ['single, borg', '--keep-within 2d --keep-daily 14', '--keep-daily 1', 'versions are kept as promised'],
    [
      'single',
      'for path in ',
      'for path in /etc/ordination/secrets/backup-password ',
      'the password of the repository is not stored in it',
    ],
    ['single', 'OnFailure=ordination-alert@%n.service\n', '', 'every failure raises an alert'],
    ['single', 'Persistent=yes', 'Persistent=no', 'a missed time is made up for'],
    ['single', ':00 UTC', ':00', 'all times are UTC'],
    ['single', '--bind_ip 127.0.0.1', '--bind_ip_all', 'the trial listens on loopback, away from the living database'],
    ['single', '--port 27117', '--port 27017', 'the trial listens on loopback, away from the living database'],
    ['single', '  require_room "$bytes"\n', '', 'the trial makes sure of its room'],
    [
      'cluster',
      'if [[ $version < $oldest ]]; then run_rclone purge "sealed:versions/$version"; fi',
      'run_rclone delete --min-age 365d sealed:versions',
      'versions of the bucket go by the day on which they were replaced',
    ],
    ['single', 'mountpoint -q /srv/ordination || fail', 'mountpoint -q /srv/ordination || say', 'the disk is open'],
  ])('%s, %j to %j: "%s" finds it', (name, from, to, rule) => {
    const files = ofOne(name);
    const [path, text] = Object.entries(files).find(([, one]) => one.includes(from))!;
    expect(broken({ ...files, [path]: text.replace(from, to) })).toContain(rule);
  });
});
