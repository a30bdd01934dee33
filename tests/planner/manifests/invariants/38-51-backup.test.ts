/** Invariants 38 to 51: what the scripts, timers, alerts and documents about backup and restore must agree on. */
import { describe } from 'vitest';
import type { Files } from '@ordiplan/planner';
import { bare, cellOf, edit, found, holds, hostsOf, without } from './reading.ts';
import { bodyOf, filesOn, hoursIn, languages, longestGapHours, onServers, rowsOf, timerOf, unless, type Timer } from './reading-later.ts';

const backup = '/usr/local/sbin/ordination-backup';
const restore = '/usr/local/sbin/ordination-restore';
const restoreTest = '/usr/local/sbin/ordination-restore-test';
const backupCheck = '/usr/local/sbin/ordination-backup-check';
const repository = '/usr/local/lib/ordination/repository.sh';
const databaseShell = '/usr/local/lib/ordination/database.sh';
const unitFolder = '/etc/systemd/system';

/** Servers that take a backup, with their trees. */
function takersOf(files: Files) {
  return onServers(files, backup).map(({ host, text }) => {
    const tree = filesOn(files, host);
    return {
      host,
      tree,
      script: text,
      shell: tree[repository] ?? '',
      dumps: databaseShell in tree,
      kind: /\bborg create\b/.test(tree[repository] ?? '') ? 'borg' : /\brestic=\(/.test(tree[repository] ?? '') ? 'restic' : 'local',
    } as const;
  });
}

function isBox(files: Files): boolean {
  return files['infra/backup.tf']?.includes('"hcloud_storage_box"') === true;
}

function timersOf(tree: Readonly<Record<string, string>>): Readonly<Record<'backup' | 'check' | 'trial', Timer | undefined>> {
  const timer = (name: string) => {
    const text = tree[`${unitFolder}/${name}.timer`];
    return text === undefined ? undefined : timerOf(text);
  };
  return { backup: timer('ordination-backup'), check: timer('ordination-backup-check'), trial: timer('ordination-restore-test') };
}

/** The rules of the cell of a server: alert name to its expression. */
function rulesFor(files: Files, host: string): Readonly<Record<string, string>> {
  const texts = onServers(files, '/etc/prometheus/rules/ordination.yml').filter((one) => cellOf(one.host) === cellOf(host));
  return Object.fromEntries(
    texts.flatMap(({ text }) => [...text.matchAll(/- alert: (\w+)\n +expr: '(.*)'/g)].map(([, name, expr]) => [name!, expr!] as const)),
  );
}

/** What a backup stores, from the list in its script. */
function sourcesIn(script: string): string[] {
  const stage = bodyOf(script, 'files_stage') ?? '';
  return [
    ...found(stage, /sources=\((\/\S+)\)/g),
    ...(found(stage, /for path in (.+); do/g)[0] ?? '').split(' ').filter((path) => path !== ''),
    ...found(stage, /readlink -f "(\/[\w/]+)\//g),
  ];
}

describe('invariant 38: the Storage Box is reached on port 23 everywhere, by name, with a pinned host key', () => {
  const settings = '/etc/ordination/ssh_config';
  const check = (files: Files) => {
    if (!isBox(files))
      return Object.entries(files).flatMap(([path, text]) => unless(!text.includes('your-storagebox'), `${path} names a box`));
    const ports = (path: string, text: string, pattern: RegExp) => found(text, pattern).map((port) => ({ path, port }));
    const all = Object.entries(files).flatMap(([path, text]) => [
      ...(path.endsWith(settings) ? ports(path, text, /^ *Port (\d+)$/gm) : []),
      ...(path.endsWith('/rclone.conf') ? ports(path, text, /^port = (\d+)$/gm) : []),
      ...(path.endsWith('/bin/install') || path === 'bin/install'
        ? [...ports(path, text, /ssh-keyscan .*-p (\d+)/g), ...ports(path, text, /\[\$target\]:(\d+)/g)]
        : []),
      ...ports(path, text, /ssh:\/\/\$\S+?(?::(\d+))?\/\.\//g),
      ...ports(path, text, /\bssh -p (\d+) "\$box"/g),
    ]);
    return [
      ...all.flatMap(({ path, port }) => unless(port === '23', `${path}: port ${port}`)),
      ...['bin/install'].flatMap((path) =>
        unless(
          all.some((one) => one.path === path),
          `${path} names no port`,
        ),
      ),
      ...takersOf(files).flatMap(({ host, tree, shell }) => [
        ...unless(/^ *Port 23$/m.test(tree[settings] ?? ''), `${host}: no port in ssh_config`),
        ...unless(/^Host \*\.your-storagebox\.de$/m.test(tree[settings] ?? ''), `${host}: another name in ssh_config`),
        ...unless(/^ *StrictHostKeyChecking yes$/m.test(tree[settings] ?? ''), `${host}: host key not pinned`),
        ...unless(/^ *UserKnownHostsFile \/etc\/ordination\/known_hosts$/m.test(tree[settings] ?? ''), `${host}: other known hosts`),
        ...unless(/^ *GlobalKnownHostsFile \/dev\/null$/m.test(tree[settings] ?? ''), `${host}: host keys of others count`),
        ...unless(shell.includes('*.your-storagebox.de) ;;'), `${host}: takes any name for a box`),
        ...unless(
          shell.includes('ssh -F /etc/ordination/ssh_config') ||
            (tree['/etc/ordination/backup.env'] ?? '').includes('ssh -F /etc/ordination/ssh_config'),
          `${host}: the scripts use another ssh_config`,
        ),
      ]),
      ...hostsOf(files).flatMap((host) => {
        const rclone = filesOn(files, host)['/etc/ordination/rclone.conf'];
        return rclone === undefined
          ? []
          : unless(/^known_hosts_file = \/etc\/ordination\/known_hosts$/m.test(rclone), `${host}: rclone takes any host key`);
      }),
    ];
  };
  holds(check, [
    ['port 22 for ssh', 'pair', edit(/ssh_config$/, 'Port 23', 'Port 22')],
    ['port 22 for rclone', 'single', edit(/rclone\.conf$/, 'port = 23', 'port = 22')],
    ['port 22 for borg', 'single, borg', edit(/backup\.env$/, ':23/./', ':22/./')],
    ['no port for borg', 'single, borg', edit(/bin\/prune-backups$/, ':23/./', '/./')],
    ['port 22 for the first look at the host key', 'single', edit(/^bin\/install$/, '-p 23', '-p 22')],
    ['any host key', 'single', edit(/ssh_config$/, 'StrictHostKeyChecking yes', 'StrictHostKeyChecking accept-new')],
  ]);
});

describe('invariant 39: the dump reaches the repository uncompressed, and the repository compresses', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, script, kind, shell }) => {
      const all = bare([script, shell, tree[databaseShell] ?? '', tree[restore] ?? '', tree[restoreTest] ?? ''].join('\n'));
      return [
        ...unless(!/--gzip|\bgzip\b|\| *(xz|zstd)\b|\btar [^\n]*z/.test(all), `${host}: compresses before the repository`),
        ...(kind === 'borg'
          ? unless(
              found(all, /borg create .*--compression (\w+)/g).length === found(all, /(borg create)/g).length,
              `${host}: borg does not compress`,
            )
          : []),
        ...(kind === 'restic' ? unless(!/--compression off/.test(all), `${host}: restic does not compress`) : []),
      ];
    });
  holds(check, [
    ['gzip added to the dump', 'pair', edit(/lib\/ordination\/database\.sh$/, '--oplog --archive', '--oplog --gzip --archive')],
    ['borg without compression', 'single, borg', edit(/repository\.sh$/, '--compression zstd --stdin', '--stdin')],
  ]);
});

describe('invariant 40: a dump that dies leaves no stored snapshot that counts, and every script ends at its first error', () => {
  const check = (files: Files) => [
    ...Object.entries(files).flatMap(([path, text]) =>
      // A script of one command has no second one to stop before.
      /^#!.*\bsh\n|^#!.*bash\n/.test(text) &&
      bare(text.replace(/^#!.*\n/, ''))
        .trim()
        .includes('\n')
        ? unless(/^set -euo pipefail$/m.test(text), `${path}: no "set -euo pipefail"`)
        : [],
    ),
    ...takersOf(files)
      .filter(({ dumps }) => dumps)
      .flatMap(({ host, shell, kind }) => {
        const store = bodyOf(shell, 'store_database') ?? '';
        const at = (text: string) => store.indexOf(text);
        // restic sees an end only after the dump has ended well; until it is accepted, what it stored has a tag that no restore takes.
        const isSafe = {
          borg: at('--content-from-command') > 0,
          restic:
            at('--stdin-from-command') > 0 ||
            (at('--tag "unverified,') > 0 &&
              at('|| dumped=$?') > 0 &&
              at('kill -KILL "$storing"') > at('|| dumped=$?') &&
              store.lastIndexOf('exec 8>&-') > at('kill -KILL')),
          local: at('.unverified') > 0 && at('if ! "${dump[@]}"') > 0 && at('rm -rf -- "$folder"') > at('if ! '),
        }[kind];
        return unless(isSafe, `${host}: ${kind} stores what a dead dump left`);
      }),
  ];
  holds(check, [
    ['missing pipefail', 'pair', edit(/sbin\/ordination-backup$/, 'set -euo pipefail', 'set -eu')],
    ['missing pipefail on the machine of the administrator', 'single', edit(/^bin\/install$/, 'set -euo pipefail', 'set -e')],
    ['borg reads a pipe', 'single, borg', edit(/repository\.sh$/, '--content-from-command', '-')],
    ['restic is not killed', 'pair', edit(/repository\.sh$/, /if \(\(dumped != 0\)\); then kill.*\n/, '')],
    ['stored under the tag that counts', 'pair', edit(/repository\.sh$/, '--tag "unverified,unverified-database-$1"', '--tag "database"')],
  ]);
});

describe('invariant 41: success is noted only after what was stored is there, not empty, not much smaller and the newest', () => {
  const success = 'ordination_backup_last_success_timestamp_seconds';
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, script, shell }) => {
      const accept = bodyOf(script, 'accept') ?? '';
      const order = [
        'find_stored',
        'bytes_of',
        'bytes == 0',
        'bytes * 100 < last',
        'accept_stored',
        'list_backups | awk -v kind="$kind" \'$1 == kind { run',
        'write_figures',
      ].map((text) => accept.indexOf(text));
      const writers = Object.entries(tree).filter(
        ([path, text]) => path.startsWith('/usr/local/') && new RegExp(`${success}\\{`).test(text),
      );
      const noted = (script.match(new RegExp(success, 'g')) ?? []).length;
      return [
        ...unless(
          order.every((at, i) => at >= 0 && (i === 0 || at > order[i - 1]!)),
          `${host}: the checks are not in order (${order.join(', ')})`,
        ),
        ...unless((accept.match(/fail 18 /g) ?? []).length === 3, `${host}: a check ends without failing`),
        ...unless(writers.length === 1 && noted === 1, `${host}: success is noted elsewhere, too`),
        ...unless(
          /^ *fail 1 "[^"]*unknown reason/m.test(bodyOf(shell, 'explain')?.trim().split('\n').at(-1) ?? ''),
          `${host}: an unknown code is no failure`,
        ),
        ...unless(script.trimEnd().endsWith('exit "$status"'), `${host}: the code of a stage is lost`),
      ];
    });
  holds(check, [
    [
      'the figure is written first',
      'pair',
      edit(
        /sbin\/ordination-backup$/,
        '  id=$(find_stored "$kind" "$run")\n',
        '  write_figures early < /dev/null\n  id=$(find_stored "$kind" "$run")\n',
      ),
    ],
    ['an empty backup counts', 'single', edit(/sbin\/ordination-backup$/, 'bytes == 0 || ', '')],
    ['unknown codes are forgiven', 'single', edit(/repository\.sh$/, /fail 1 "The repository answered/, 'say "The repository answered')],
    ['the script ends with 0', 'single', edit(/sbin\/ordination-backup$/, 'exit "$status"', 'exit 0')],
  ]);
});

describe('invariant 42: a restore reads what the backup wrote, takes a moment, and changes the living data only after typed words', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, script, shell, dumps, kind }) => {
      const text = tree[restore] ?? '';
      const parts = found(script, /^\. (\S+)$/gm);
      const body = (name: string) => bodyOf(text, name) ?? '';
      const word = (from: string, pattern: RegExp) => found(from, pattern)[0];
      // Without the name that the archive gets, it is not found again.
      const stored = word(shell, /--stdin-(?:file)?name (\S+)/g) ?? word(shell, /"\$folder\/(database\.\w+)"/g);
      const printed = word(bodyOf(shell, 'print_database') ?? '', /(database\.\w+)/g);
      const dump = found(tree[databaseShell] ?? '', /^ *dump=\((.*)\)$/gm)[0] ?? '';
      const tagged = kind === 'restic' ? word(bodyOf(shell, 'accept_stored') ?? '', /--set "(\$\d)"/g) : '$2';
      return [
        ...unless(text !== '', `${host}: no restore script`),
        ...unless(JSON.stringify(found(text, /^\. (\S+)$/gm)) === JSON.stringify(parts), `${host}: backup and restore read other parts`),
        ...unless(/\$2 == run \|\| \$3 == run/.test(body('choose')) && /run == "latest"/.test(body('choose')), `${host}: takes no moment`),
        ...unless(
          tagged === '$2' && (kind !== 'restic' || /select\(\. == "database" or \. == "files"\)/.test(shell)),
          `${host}: another tag is read than written`,
        ),
        ...(kind === 'restic' ? unless(/--tag "\$kind"/.test(bodyOf(shell, 'forget_old') ?? ''), `${host}: forgets by another tag`) : []),
        ...unless(/\[\[ \$answer == "restore \S+" \]\] \|\| fail 20 /.test(body('confirm')), `${host}: anything confirms`),
        ...['restore_everything', 'restore_bucket'].flatMap((name) => {
          const order = body(name);
          const writes = order.search(/extract_over|run_rclone copy/);
          return writes < 0
            ? []
            : unless(order.indexOf('confirm ') >= 0 && order.indexOf('confirm ') < writes, `${host}: ${name} asks for nothing`);
        }),
        ...(dumps
          ? [
              ...unless(stored !== undefined && stored === printed, `${host}: stored as ${stored}, read as ${printed}`),
              ...unless(/--archive/.test(dump) && /--oplog\b/.test(dump), `${host}: the dump has no archive or no oplog`),
              ...found(text + (tree[restoreTest] ?? ''), /(mongorestore --(?:host|config).*)/g).flatMap((line) =>
                unless(/--archive/.test(line) && /--oplogReplay/.test(line), `${host}: "${line.slice(0, 60)}" reads another form`),
              ),
              ...unless(
                (text.match(/--drop\b/g) ?? []).length === 3 && /'production --drop'\)\n *drop=\(--drop\)/.test(text),
                `${host}: --drop without being asked for`,
              ),
              ...unless(
                found(body('fill_production').split('mongorestore')[0] ?? '', /(confirm) "/g).length === 2,
                `${host}: the living database is changed unasked`,
              ),
            ]
          : []),
      ];
    });
  holds(check, [
    ['the wrong tag', 'pair', edit(/repository\.sh$/, 'tag --set "$2"', 'tag --set "$1"')],
    [
      'another name of the archive',
      'single',
      edit(/repository\.sh$/, '--stdin-filename database.archive', '--stdin-filename dump.archive'),
    ],
    ['another name with borg', 'single, borg', edit(/repository\.sh$/, '"::$1" database.archive', '"::$1" stdin')],
    ['drop by itself', 'pair', edit(/sbin\/ordination-restore$/, 'local place=$2 drop=()', 'local place=$2 drop=(--drop)')],
    ['no question', 'single', edit(/sbin\/ordination-restore$/, /confirm "adds.*\n/, 'true\n')],
    [
      'the changes made during the dump are not replayed',
      'solo',
      edit(/sbin\/ordination-restore$/, '--archive --oplogReplay', '--archive'),
    ],
  ]);
});

describe('invariant 43: what is restored every month is compared in a database of its own, leaves a figure and has an alert', () => {
  const figure = 'ordination_restore_test_last_success_timestamp_seconds';
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, script, dumps }) => {
      const text = tree[restoreTest] ?? '';
      const { trial } = timersOf(tree);
      const living = found(tree['/etc/mongod.conf'] ?? '', /^ *port: (\d+)$/gm)[0] ?? '27017';
      const rules = rulesFor(files, host);
      const seconds = Number(found(rules['RestoreTestOld'] ?? '', /> (\d+)$/g)[0]);
      const start = bodyOf(text, 'start_scratch') ?? '';
      return [
        ...unless(trial !== undefined, `${host}: no timer`),
        ...(trial
          ? unless(
              seconds / 3600 > longestGapHours(trial) && seconds / 3600 < longestGapHours(trial) + 10 * 24,
              `${host}: the alert does not fit the timer`,
            )
          : []),
        ...unless((rules['RestoreTestAbsent'] ?? '').includes(figure), `${host}: never tried is no alert`),
        ...unless(new RegExp(`^${figure} `, 'm').test(text), `${host}: leaves no figure`),
        ...unless(text.indexOf(figure) > text.lastIndexOf('fail 19'), `${host}: the figure comes before the comparison`),
        ...(sourcesIn(script).includes('/srv/ordination/files')
          ? unless(/cmp -- "\$path" "\$scratch\$path"/.test(text), `${host}: files are not compared`)
          : []),
        ...(dumps
          ? [
              ...unless(
                /--bind_ip 127\.0\.0\.1/.test(start) && !start.includes(`--port ${living}`) && start.includes('--dbpath "$scratch/db"'),
                `${host}: not a database of its own`,
              ),
              ...unless(
                /find_faults/.test(text) && /(documents instead of|has other contents|has the indexes)/.test(tree[databaseShell] ?? ''),
                `${host}: nothing is compared`,
              ),
              ...['documents instead of', 'has other contents', 'has the indexes', 'is missing'].flatMap((fault) =>
                unless((tree[databaseShell] ?? '').includes(fault), `${host}: "${fault}" is never said`),
              ),
            ]
          : []),
      ];
    });
  holds(check, [
    ['no timer', 'single', without(/ordination-restore-test\.timer$/)],
    ['tried in the living database', 'pair', edit(/sbin\/ordination-restore-test$/, '--port 27117', '--port 27017')],
    ['success without a comparison of indexes', 'pair', edit(/database\.sh$/, 'has the indexes', 'is fine with')],
    ['an alert after a year', 'single', edit(/rules\/ordination\.yml$/, '> 3456000', '> 31536000')],
  ]);
});

describe('invariant 44: what is stored is read again every week, not only listed', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, shell, kind }) => {
      const text = bodyOf(shell, 'check_repository') ?? '';
      const { check: timer } = timersOf(tree);
      const reads = {
        restic: /check --read-data-subset "\$week\/52"/.test(text) && /date -u \+%V/.test(text),
        borg: /--repository-only --max-duration \d+/.test(text) && /--archives-only/.test(text),
        local: /sha256sum --quiet --check/.test(text),
      }[kind];
      return [
        ...unless(reads, `${host}: ${kind} does not read what it stored`),
        ...unless(timer !== undefined && longestGapHours(timer) < 7 * 24 + 1, `${host}: not every week`),
        ...unless(/^check_repository$/m.test(tree[backupCheck] ?? ''), `${host}: the unit checks nothing`),
      ];
    });
  holds(check, [
    ['a plain check', 'single', edit(/repository\.sh$/, 'check --read-data-subset "$week/52"', 'check')],
    ['once a month', 'single', edit(/backup-check\.timer$/, 'Sun *-*-*', 'Sun *-*-01..07')],
  ]);
});

describe('invariant 45: a stale lock of the own server goes away, never a living one; scripts take turns and timers do not meet', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, shell, kind }) => {
      const lock = bodyOf(shell, 'take_lock') ?? '';
      const open = bodyOf(shell, 'open_repository') ?? '';
      const { backup: first, check: second, trial } = timersOf(tree);
      const scripts = [backup, backupCheck, restoreTest].map((path) => [path, tree[path] ?? ''] as const);
      const all = [first, second, trial].flatMap((timer) => timer?.starts.map((start) => ({ start, delay: timer.delayMinutes })) ?? []);
      const inOrder = all.toSorted((a, b) => a.start - b.start);
      return [
        ...unless(/exec 9>\/run\/lock\/[\w-]+\.lock\n +flock -w \d+ 9 \|\| fail 10/.test(lock), `${host}: no lock`),
        ...scripts.flatMap(([path, text]) => {
          const main = bare(text);
          const locked = main.lastIndexOf('\ntake_lock');
          return unless(
            locked >= 0 && main.indexOf('\nopen_repository', locked) > locked,
            `${host}: ${path} does not wait its turn, or keeps a stale lock`,
          );
        }),
        ...(kind === 'restic'
          ? unless(/restic\[@\]\}" unlock\b(?! --remove-all)/.test(open), `${host}: stale locks stay, or all are removed`)
          : []),
        ...(kind === 'borg' ? unless(!/break-lock/.test(shell) && /--lock-wait/.test(open), `${host}: borg breaks locks of others`) : []),
        ...unless(
          inOrder.every(({ start }, i) => i === 0 || start - (inOrder[i - 1]!.start + inOrder[i - 1]!.delay) >= 60),
          `${host}: timers meet`,
        ),
      ];
    });
  holds(check, [
    ['the check at the time of the backup', 'single', edit(/backup-check\.timer$/, '04:00:00', '01:15:00')],
    ['the check half an hour after the backup', 'single, every 6 hours', edit(/backup-check\.timer$/, '04:00:00', '07:45:00')],
    ['all locks are removed', 'pair', edit(/repository\.sh$/, 'unlock;', 'unlock --remove-all;')],
    ['no lock', 'single', edit(/sbin\/ordination-backup-check$/, 'take_lock\n', 'make_work\n')],
  ]);
});

describe('invariant 46: old versions go as the documents say, and with borg only by the hand of an administrator', () => {
  const keeps = (text: string) => {
    const [daily, weekly, monthly] = ['daily', 'weekly', 'monthly'].map((span) => found(text, new RegExp(`--keep-${span} (\\d+)`, 'g'))[0]);
    return {
      daily: Number(daily),
      weekly: Number(weekly),
      monthly: Number(monthly),
      withinDays: Number(found(text, /--keep-within (\d+)d --keep-daily/g)[0]),
    };
  };
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, shell, kind }) => {
      if (kind === 'local') return unless(/head -n -(\d+)/.test(bodyOf(shell, 'forget_old') ?? ''), `${host}: keeps everything`);
      const byHand = files['bin/prune-backups'] ?? '';
      const rule = keeps(kind === 'borg' ? byHand : (bodyOf(shell, 'forget_old') ?? ''));
      const { backup: timer } = timersOf(tree);
      const told = languages.map((language) => files[`docs/${language}/compliance.md`] ?? '');
      return [
        ...told.flatMap((text, i) =>
          unless(
            new RegExp(`${rule.daily} \\w+, ${rule.weekly} \\w+ (?:und|and) ${rule.monthly} \\w+`).test(text),
            `compliance.md (${languages[i]}) does not say ${JSON.stringify(rule)}`,
          ),
        ),
        ...unless(rule.withinDays * 24 > longestGapHours(timer!), `${host}: the last backups may be deleted`),
        ...unless(
          rule.daily * 24 >= 7 * 24 && rule.weekly * 7 >= 31 && rule.monthly === 12,
          `${host}: no gap-free year: ${JSON.stringify(rule)}`,
        ),
        ...(kind === 'borg'
          ? [
              ...unless(!/borg (prune|delete|compact)/.test(bare(shell + (tree[backup] ?? ''))), `${host}: the server deletes`),
              ...unless(/--append-only --restrict-to-path/.test(byHand), 'bin/prune-backups does not say how the server can only add'),
              ...unless(!/backup-key/.test(bare(byHand)), 'bin/prune-backups uses the key of the server'),
            ]
          : []),
      ];
    });
  holds(check, [
    ['the script keeps less than the record says', 'single', edit(/repository\.sh$/, '--keep-daily 14', '--keep-daily 7')],
    ['the record says more', 'single, borg', edit(/docs\/en\/compliance\.md$/, '12 months', '24 months')],
    ['the server prunes', 'single, borg', edit(/repository\.sh$/, 'forget_old() { :; }', 'forget_old() { borg prune --keep-daily 7; }')],
  ]);
});

describe('invariant 47: a box that fills up raises alerts at 70 and 85 %, can still be read, and the recovery plan says how', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, shell, kind }) => {
      if (!isBox(files) || kind === 'local') return [];
      const rules = rulesFor(files, host);
      const reads = kind === 'borg' ? /reading=\(borg --bypass-lock\)/ : /reading=\("\$\{restic\[@\]\}" --no-lock\)/;
      return [
        ...unless(reads.test(shell), `${host}: a full target cannot be read`),
        ...languages.flatMap((language) =>
          unless(
            (files[`docs/${language}/recovery.md`] ?? '').includes(kind === 'borg' ? '`--bypass-lock`' : '`--no-lock`'),
            `recovery.md (${language}) does not say how to read a full target`,
          ),
        ),
        // A key that may start borg only gets no answer; then the administrator's script asks.
        ...unless(kind !== 'borg' || /^ssh -p 23 "\$box" df/m.test(files['bin/prune-backups'] ?? ''), 'nobody asks how full the box is'),
        ...unless(
          /ssh -F \S+ -l "\$OFFSITE_USER" "\$OFFSITE_HOST" df/.test(bodyOf(shell, 'used_share') ?? ''),
          `${host}: does not ask for the room`,
        ),
        ...unless(/> 0\.7$/.test(rules['BoxFilling'] ?? ''), `${host}: no alert at 70 %`),
        ...unless(/> 0\.85$/.test(rules['BoxFull'] ?? ''), `${host}: no alert at 85 %`),
      ];
    });
  holds(check, [
    ['an alert at 99 %', 'single', edit(/rules\/ordination\.yml$/, '> 0.85', '> 0.99')],
    ['nobody asks', 'pair', edit(/repository\.sh$/, '"$OFFSITE_HOST" df', '"$OFFSITE_HOST" ls')],
    ['reading takes a lock', 'pair', edit(/repository\.sh$/, ' --no-lock)', ')')],
  ]);
});

describe('invariant 48: no kind of data waits longer for a backup than the recovery plan says can be lost', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, script, dumps, kind }) => {
      const { backup: timer } = timersOf(tree);
      const stages = found(script, /^stage (\w+)_stage$/gm);
      const sources = sourcesIn(script);
      const runsApp = '/etc/nginx/nginx.conf' in tree;
      // Data class, and whether this server has it: all are stored in the same run.
      const classes: readonly (readonly [string, boolean, boolean])[] = [
        ['database', dumps, stages.includes('database')],
        ['uploads', (tree['/opt/ordination/ecosystem.config.cjs'] ?? '').includes('FILES_DIR:'), sources.includes('/srv/ordination/files')],
        ['certificates and account', runsApp, sources.includes('/etc/letsencrypt')],
        ['processes', runsApp, sources.includes('/opt/ordination/ecosystem.config.cjs') && sources.includes('/var/lib/ordination/live')],
        ['settings of the site', true, sources.includes('/etc/ordination/site.env')],
        ['key file', '/etc/mongod.conf' in tree, sources.includes('/etc/ordination/secrets/mongodb-keyfile')],
      ];
      // "Data was deleted", or where the vendor of the database has that case, missing files.
      const rows = languages.map((language) => rowsOf(files[`docs/${language}/recovery.md`] ?? ''));
      const promised = rows.map(
        (all) => all.find(([title]) => /gelöscht|was deleted|Dateien fehlen|Files are missing|Angriff|Attack/.test(title!))?.[2] ?? '',
      );
      return [
        ...unless(timer !== undefined, `${host}: no timer`),
        ...classes.flatMap(([name, has, isStored]) => unless(!has || isStored, `${host}: ${name} not stored`)),
        ...(kind === 'local'
          ? []
          : promised.flatMap((text) =>
              unless(
                hoursIn(text) !== undefined && Math.round(longestGapHours(timer!) - 0.25) <= hoursIn(text)!,
                `${host}: every ${longestGapHours(timer!)} h, but "${text}" is promised`,
              ),
            )),
      ];
    });
  holds(check, [
    [
      'every second day would be too rare',
      'single, every 6 hours',
      edit(/ordination-backup\.timer$/, /OnCalendar=.*/, 'OnCalendar=*-*-* 01:15:00 UTC'),
    ],
    ['the key file is forgotten', 'pair', edit(/sbin\/ordination-backup$/, ' /etc/ordination/secrets/mongodb-keyfile', '')],
    ['the plan promises an hour', 'pair', edit(/docs\/de\/recovery\.md$/, / 24 h \|/, ' 1 h |')],
  ]);
});

describe('invariant 49: what is stored comes back, the recovery plan lists it, and the password lies outside the server', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, script, kind }) => {
      const everything = bodyOf(tree[restore] ?? '', 'restore_everything') ?? '';
      const back = found(everything, /(\/(?:srv|etc|opt|var)\/[\w/-]+)/g);
      const covers = (root: string, path: string) => path === root || path.startsWith(`${root}/`);
      const sources = sourcesIn(script);
      const listed = languages.map((language) => files[`docs/${language}/recovery.md`] ?? '');
      return [
        ...unless(sources.length > 1, `${host}: stores nothing`),
        ...sources.flatMap((path) =>
          unless(
            back.some((root) => covers(root, path) || covers(path, root)),
            `${host}: ${path} is stored and does not come back`,
          ),
        ),
        ...back
          .filter((root) => !root.startsWith('/srv/ordination/scratch'))
          .flatMap((root) =>
            unless(
              sources.some((path) => covers(root, path) || covers(path, root)) || root.startsWith('/var/lib/ordination/backup'),
              `${host}: ${root} is brought back and never stored`,
            ),
          ),
        ...sources.flatMap((path) =>
          listed.flatMap((text, i) =>
            unless(text.includes(`\`${path}\``), `recovery.md (${languages[i]}) does not name ${path}, which is stored`),
          ),
        ),
        ...unless(!sources.some((path) => /backup-password|backup-key/.test(path)), `${host}: the key of the backup lies in the backup`),
        ...(kind === 'local'
          ? []
          : languages.flatMap((language) =>
              unless(
                /(Passwort der Sicherung liegt im Tresor|password of the backup lies in the vault)/.test(
                  files[`docs/${language}/checklist.md`] ?? '',
                ),
                `checklist.md (${language}) does not ask for the password`,
              ),
            )),
      ];
    });
  holds(check, [
    ['certificates do not come back', 'single', edit(/sbin\/ordination-restore$/, ' /etc/letsencrypt /opt', ' /opt')],
    [
      'one more thing is stored',
      'single',
      edit(/sbin\/ordination-backup$/, 'in /etc/ordination/site.env', 'in /home/admin/notes /etc/ordination/site.env'),
    ],
    ['the password is not on the checklist', 'single', edit(/docs\/de\/checklist\.md$/, /- \[ \] Das Passwort der Sicherung.*\n/, '')],
  ]);
});

describe('invariant 50: an alert comes two hours after a backup should have come, or if there never was one', () => {
  const check = (files: Files) =>
    takersOf(files).flatMap(({ host, tree, dumps }) => {
      const { backup: timer } = timersOf(tree);
      const rules = rulesFor(files, host);
      const interval = Math.round(longestGapHours(timer!) - 0.25);
      const tests = Object.entries(files)
        .flatMap(([path, text]) => (path.startsWith('monitoring/') ? [text] : []))
        .join('\n');
      return [...(dumps ? ['Database'] : []), 'Files'].flatMap((kind) => [
        ...unless(
          Number(found(rules[`${kind}BackupOld`] ?? '', /> (\d+)$/g)[0]) === (interval + 2) * 3600,
          `${host}: ${kind}: not ${interval} + 2 h`,
        ),
        ...unless(/^absent\(/.test(rules[`${kind}BackupAbsent`] ?? ''), `${host}: ${kind}: never is no alert`),
        ...[`${kind}BackupOld fires`, `${kind}BackupOld is silent`, `${kind}BackupAbsent fires`].flatMap((name) =>
          unless(tests.includes(`- name: ${name}`), `no test of promtool "${name}"`),
        ),
      ]);
    });
  holds(check, [
    ['an alert after two days', 'pair', edit(/rules\/ordination\.yml$/, '> 93600', '> 172800')],
    ['the alert of a daily backup', 'single, every 6 hours', edit(/rules\/ordination\.yml$/, '> 28800', '> 93600')],
    [
      'no alert for a backup that never was',
      'single',
      edit(/rules\/ordination\.yml$/, /absent\(ordination_backup_last/, '(ordination_backup_last'),
    ],
  ]);
});

describe('invariant 51: every unit of backup, restore and certificate that fails sends a mail', () => {
  const watched =
    /\/(ordination-(backup|backup-check|restore-test|disk|address|files-sync|app)\.service|(certbot|mongod)\.service\.d\/20-ordination\.conf)$/;
  const check = (files: Files) =>
    hostsOf(files).flatMap((host) => {
      const tree = filesOn(files, host);
      const units = Object.entries(tree).filter(([path]) => path.startsWith(`${unitFolder}/`) && watched.test(path));
      return [
        ...units.flatMap(([path, text]) =>
          unless(/^OnFailure=ordination-alert@%n\.service$/m.test(text), `${host}: ${path} fails in silence`),
        ),
        ...unless(
          `${unitFolder}/ordination-alert@.service` in tree && '/usr/local/sbin/ordination-alert' in tree,
          `${host}: nothing sends the mail`,
        ),
        ...('/etc/nginx/nginx.conf' in tree
          ? unless(
              units.some(([path]) => path.includes('/certbot.service.d/')),
              `${host}: a certificate that is not renewed fails in silence`,
            )
          : []),
        ...(backup in tree
          ? ['backup', 'backup-check', 'restore-test'].flatMap((name) =>
              unless(`${unitFolder}/ordination-${name}.service` in tree, `${host}: no unit ${name}`),
            )
          : []),
      ];
    });
  holds(check, [
    ['the backup fails in silence', 'single', edit(/ordination-backup\.service$/, /OnFailure=.*\n/, '')],
    ['the unit of the mail is missing', 'pair', without(/app-2\/.*ordination-alert@\.service$/)],
    ['the renewal fails in silence', 'single', without(/certbot\.service\.d\//)],
  ]);
});
