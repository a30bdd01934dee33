/** Invariants 68 to 73: what the documents name exists, what they promise holds, and what must not stand in files does not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Files } from '@ordiplan/planner';
import { manifests } from '../../../../packages/planner/src/manifests/index.ts';
import { briefFor, filesFor, layoutOf } from '../../../manifests/bundles.ts';
import { appHosts, bundles, edit, found, has, holds, hostsOf, mongodHosts, on, without } from './reading.ts';
import { fencedLines, filesOn, hoursIn, languages, longestGapHours, onServers, rowsOf, spans, timerOf, unless } from './reading-later.ts';

const sbin = '/usr/local/sbin/';
const units = '/etc/systemd/system/';

function documentsOf(files: Files): (readonly [path: string, text: string])[] {
  return Object.entries(files).filter(([path]) => path.endsWith('.md'));
}

/** Everything that is no document, as one text. */
const rests = new WeakMap<Files, string>();
function restOf(files: Files): string {
  const known =
    rests.get(files) ??
    Object.entries(files)
      .flatMap(([path, text]) => (path.endsWith('.md') ? [] : [text]))
      .join('\n');
  rests.set(files, known);
  return known;
}

/** A text as a whole word in another one. */
function isWordIn(word: string, text: string): boolean {
  return new RegExp(`(?<![\\w.-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(text);
}

/* What the system or its packages bring; nothing of it is emitted. Everything else that a document names must be. */
const systemUnits = ['systemd-timesyncd.service', 'nginx.service'];
const systemPaths = ['/var/run/reboot-required.pkgs', '/home/admin/.ssh/authorized_keys', '/etc/ordination/site.env'];
/** Unit of a package to the file with its settings. */
const packageUnits: Readonly<Record<string, string>> = {
  'mongod.service': '/etc/mongod.conf',
  'prometheus-alertmanager.service': '/etc/prometheus/alertmanager.yml',
};
const serverPrograms = [
  'cat',
  'curl',
  'df',
  'du',
  'free',
  'grep',
  'journalctl',
  'ls',
  'openssl',
  'ps',
  'sshd',
  'systemctl',
  'timedatectl',
  'top',
  'uptime',
];
/** Program to its package. */
const packagePrograms: Readonly<Record<string, string>> = { certbot: 'certbot', cryptsetup: 'cryptsetup-bin' };
const ownPrograms = [
  'cat',
  'cp',
  'curl',
  'echo',
  'export',
  'getent',
  'git',
  'jq',
  'ls',
  'openssl',
  'printf',
  'read',
  'rm',
  'sed',
  'ssh',
  'ssh-copy-id',
  'ssh-keygen',
  'ssh-keyscan',
  'sftp',
  'test',
  'tofu',
  'umask',
  'az',
];
/** Words of other worlds: answers of programs, of nginx, of the software. */
const otherWords = [
  '"status":"ok"',
  '{"status":"ok","version":"…","colour":"…"}',
  '200',
  'ok',
  'LUKS2',
  'Result=success',
  'keepAliveTimeout',
  'passwordauthentication no',
  'servers/NAME/',
  'process.send("ready")',
  'GET /api/health',
];

/** A line of a shell as words; quotes hold them together. */
function wordsOf(command: string): string[] {
  return (command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}

/** Simple commands of a line: what stands in quotes is none, and braces only group them. */
function commandsIn(line: string): string[] {
  const quoted: string[] = [];
  const held = line.replace(/"[^"]*"|'[^']*'/g, (text) => `\ue000${quoted.push(text) - 1}\ue000`);
  return held
    .split(/ && | \|\| | \| |; /)
    .map((one) => one.replace(/^[{\s]+|[}\s]+$/g, '').replace(/\ue000(\d+)\ue000/g, (_, at: string) => quoted[Number(at)]!))
    .filter((one) => one !== '');
}

/** The files with figures that the scripts of a server write. */
function figureFiles(files: Files, host: string): string[] {
  const tree = filesOn(files, host);
  const folder = '/var/lib/prometheus/node-exporter/';
  const published = found(tree[`${sbin}ordination-metrics`] ?? '', /^publish (\w+)$/gm).map((name) => `${folder}ordination-${name}.prom`);
  const written = Object.entries(tree).flatMap(([path, text]) => (path.startsWith(sbin) ? found(text, /write_figures ([\w-]+)/g) : []));
  return [...published, ...written.map((name) => `${folder}${name}.prom`)];
}

/** Whether a path is on a server: emitted, a folder of what is emitted, or made by something that is. */
function isOnServer(files: Files, host: string, path: string): boolean {
  const tree = filesOn(files, host);
  if (path.endsWith('.prom')) return figureFiles(files, host).includes(path);
  return (
    path in tree ||
    Object.keys(tree).some((one) => one.startsWith(`${path}/`)) ||
    systemPaths.includes(path) ||
    // "/srv/ordination/scratch/files" is a place of one's own choice in a folder that exists.
    [path, path.replace(/\/[^/]+$/, '')].some((one) => one.split('/').length > 3 && isWordIn(one, Object.values(tree).join('\n'))) ||
    isWordIn(path, Object.values(tree).join('\n'))
  );
}

function isUnitOn(files: Files, host: string, unit: string): boolean {
  const settings = packageUnits[unit];
  return systemUnits.includes(unit) || has(files, host, `${units}${unit}`) || (settings !== undefined && has(files, host, settings));
}

/** What is wrong with the usage of a script of this set-up on a server. */
function faultsOfUse(files: Files, host: string, script: string, words: readonly string[]): string[] {
  const text = filesOn(files, host)[script] ?? '';
  const name = script.slice(sbin.length);
  if (name === 'ordination-restore') {
    const said = words.join(' ');
    const forms = found(text, /^# {3}ordination-restore (.*?)(?: {3,}.*)?$/gm).map((form) =>
      form
        .trim()
        .replace(/ ?\[PATH\]/, '')
        .replace(/\b(RUN|FOLDER|FILE\.env)\b/g, '\\S+'),
    );
    return unless(
      forms.some((form) => new RegExp(`^${form}$`).test(said)),
      `ordination-restore on ${host} does not know "${said}"`,
    );
  }
  if (name === 'ordination-database') {
    const [file = '', ...settings] = words;
    const folder = found(text, /scripts in (\/\S+) as/g)[0] ?? '';
    return [
      ...unless(has(files, host, `${folder}/${file}`) && isWordIn(file.replace('.js', ''), text), `${host} has no ${file}`),
      ...settings.flatMap((one) =>
        unless(
          isWordIn(one.split('=')[0]!, text) && (!one.startsWith('MEMBER=') || hostsOf(files).includes(one.slice(7))),
          `${file} does not know "${one}"`,
        ),
      ),
    ];
  }
  if (name === 'ordination-alert') return words.flatMap((unit) => unless(isUnitOn(files, host, unit), `${host} has no unit ${unit}`));
  return words.flatMap((word) => unless(isWordIn(word, text), `${name} on ${host} does not know "${word}"`));
}

/** Places that the administrator sees as root only: the folder of the sockets, trials, secrets. */
const closed =
  /^\/(run\/ordination\/|var\/lib\/ordination\/live\.sock$|srv\/ordination\/(scratch|files|log|mongodb)|etc\/ordination\/secrets\/.)/;

/** A command on a server. */
function faultsOnServer(files: Files, host: string, all: readonly string[], isRoot = false): string[] {
  const [first, ...rest] = all;
  if (first === 'sudo') {
    if (rest[0] !== '-u') return faultsOnServer(files, host, rest, true);
    const user = rest[1]!;
    return [
      ...unless(files[`cloud-init/${host}.yaml`]?.includes(`- name: ${user}\n`) === true, `${host} has no user ${user}`),
      ...faultsOnServer(files, host, rest.slice(2), true),
    ];
  }
  const program = first ?? '';
  const script = program.startsWith('ordination-') ? `${sbin}${program}` : program;
  if (script.startsWith(sbin))
    return [...unless(has(files, host, script), `${host} has no ${script}`), ...faultsOfUse(files, host, script, rest)];
  const unitsNamed = rest.flatMap((word, i) => {
    if (/\.(service|timer|socket)$/.test(word)) return [word];
    const isName = program === 'systemctl' && i > 0 && !word.startsWith('-') && !rest[i - 1]!.startsWith('--property');
    return isName ? [`${word}.service`] : [];
  });
  const packages = filesOn(files, host)[`${sbin}ordination-packages`] ?? '';
  return [
    ...unless(
      serverPrograms.includes(program) || (packagePrograms[program] !== undefined && isWordIn(packagePrograms[program], packages)),
      `${host} has no program ${program}`,
    ),
    ...unitsNamed.flatMap((unit) => unless(isUnitOn(files, host, unit), `${host} has no unit ${unit}`)),
    ...rest
      .filter((word) => word.startsWith('/'))
      .flatMap((path) => [
        ...unless(isOnServer(files, host, path), `${host} has no ${path}`),
        ...unless(isRoot || !closed.test(path), `${program} cannot look into ${path} without sudo`),
      ]),
    ...rest.filter((word) => /^https?:/.test(word)).flatMap((url) => faultsOfUrl(files, url)),
    ...(program === 'grep'
      ? unless(
          Object.values(filesOn(files, host)).some((text) => text.includes(rest[0]!)),
          `nothing on ${host} writes ${rest[0]}`,
        )
      : []),
    ...(program === 'cryptsetup'
      ? unless(isWordIn('ordination-data', Object.values(filesOn(files, host)).join('\n')), `${host} has no ordination-data`)
      : []),
  ];
}

/** Names and paths of the site that an address of the web may have. */
function faultsOfUrl(files: Files, url: string): string[] {
  const { hostname, pathname } = new URL(url);
  const served = appHosts(files).map((host) => on(files, host, '/etc/nginx/nginx.conf'));
  return [
    ...unless(hostname === 'localhost' || served.some((text) => isWordIn(hostname, text)), `nobody serves ${hostname}`),
    ...unless(
      served.some((text) => text.includes(`location = ${pathname} {`)),
      `nobody serves ${pathname}`,
    ),
  ];
}

/** A command on the machine of the administrator. */
function faultsOf(files: Files, command: string): string[] {
  const [first = '', ...rest] = wordsOf(command).filter((word) => !/^[A-Z_]+=/.test(word));
  const rest_ = restOf(files);
  if (first === 'bin/on') {
    const [host = '', ...there] = rest;
    return [
      ...unless(first in files, `there is no ${first}`),
      ...(hostsOf(files).includes(host) ? faultsOnServer(files, host, there) : [`there is no server ${host}`]),
    ];
  }
  if (first.startsWith('bin/')) {
    return [
      ...unless(first in files, `there is no ${first}`),
      ...rest.flatMap((word) =>
        unless(
          hostsOf(files).includes(word) || (word.startsWith('--') && isWordIn(word, files[first] ?? '')),
          `${first} does not know "${word}"`,
        ),
      ),
    ];
  }
  return [
    ...unless(ownPrograms.includes(first), `"${first}" is no program that the guide asks for`),
    ...rest.flatMap((word) => {
      if (/^https?:/.test(word)) return faultsOfUrl(files, word);
      const path = word.replace(/^[<>]+/, '');
      if (/^(infra|bin|docs|servers|cloud-init|\.github)\//.test(path)) return faultsOfPath(files, path);
      if (/^secrets\/./.test(path)) return faultsOfSecret(files, path);
      const variable = /^TF_VAR_(\w+)$/.exec(word)?.[1];
      if (variable !== undefined) return unless(rest_.includes(`variable "${variable}"`), `OpenTofu has no variable ${variable}`);
      const replaced = /^-replace=(\w+)\.(\w+)$/.exec(word);
      if (replaced)
        return unless(rest_.includes(`resource "${replaced[1]}" "${replaced[2]}"`), `there is no ${replaced[1]}.${replaced[2]}`);
      return [];
    }),
    ...(/^tofu .* output /.test(command) ? unless(rest_.includes(`output "${rest.at(-1)}"`), `OpenTofu has no output ${rest.at(-1)}`) : []),
    ...(first === 'getent' ? unless(isWordIn(rest[1]!, rest_), `nobody serves ${rest[1]}`) : []),
    ...(first === 'ssh-keyscan' || first === 'ssh-keygen'
      ? rest.filter((word) => /-\d+$/.test(word)).flatMap((host) => unless(hostsOf(files).includes(host), `there is no server ${host}`))
      : []),
  ];
}

/** A file of the folder that git ignores: known to a script, or the public half of a pair that one makes. */
function faultsOfSecret(files: Files, path: string): string[] {
  const isPublic = path.endsWith('.pub') && (files['bin/make-secrets'] ?? '').includes(`once_key ${path.slice(0, -4)}\n`);
  return unless(isPublic || isWordIn(path, restOf(files)), `no script knows ${path}`);
}

/** A path of the bundle: a file, a folder, or what git is told to ignore. */
function faultsOfPath(files: Files, path: string): string[] {
  return unless(
    path in files || Object.keys(files).some((one) => one.startsWith(path)) || (files['.gitignore'] ?? '').includes(`/${path}\n`),
    `there is no ${path}`,
  );
}

/** A span of code that is a name. */
function faultsOfName(files: Files, text: string, language: string): string[] {
  const hosts = hostsOf(files);
  const path = text.replace(/^GET /, '');
  if (otherWords.includes(text)) return [];
  if (/^[\w-]+\.md$/.test(text)) return faultsOfPath(files, `docs/${language}/${text}`);
  if (/^[\w-]+\.yml$/.test(text)) return faultsOfPath(files, `.github/workflows/${text}`);
  if (/^\/api\//.test(path))
    return appHosts(files).flatMap((host) =>
      unless(on(files, host, '/etc/nginx/nginx.conf').includes(`location = ${path} {`), `nginx of ${host} does not know ${path}`),
    );
  if (path.startsWith('/'))
    return unless(
      hosts.some((host) => isOnServer(files, host, path)),
      `no server has ${path}`,
    );
  if (/^(infra|bin|docs|servers|cloud-init|monitoring|\.github)\//.test(path)) return faultsOfPath(files, path);
  if (path === 'secrets' || path.startsWith('secrets/')) return faultsOfSecret(files, path);
  if (/\.(service|timer)$/.test(path))
    return unless(
      hosts.some((host) => isUnitOn(files, host, path)),
      `no server has ${path}`,
    );
  if (/^([A-Z][a-z]+){2,}$/.test(path)) return unless(restOf(files).includes(`- alert: ${path}\n`), `no alert ${path}`);
  // OpenTofu names a part with underscores.
  return unless(
    restOf(files).includes(text) || restOf(files).includes(`"${text.replaceAll('-', '_')}"`),
    `nothing emitted knows "${text}"`,
  );
}

function isCommand(text: string): boolean {
  const first = /^(?:[A-Z_]+=\S+ )?(\S+) /.exec(`${text} `)?.[1] ?? '';
  return first.startsWith('bin/') ? text !== 'bin/' : ownPrograms.includes(first) && text.includes(' ') && !/^(ok|test)$/.test(text);
}

describe('invariant 68: every command, path, unit, server and name in the documents exists, and the steps can be followed', () => {
  const check = (files: Files) =>
    documentsOf(files).flatMap(([path, text]) => {
      const language = path.split('/')[1] ?? 'de';
      const lines = [...fencedLines(text), ...spans(text).filter(isCommand)].flatMap(commandsIn);
      const names = spans(text).filter((one) => !isCommand(one));
      const serverCommands = names.filter((one) => one.startsWith('systemctl '));
      return [
        ...new Set([
          ...lines.flatMap((line) => faultsOf(files, line)),
          // In the text of a cure: which server is said elsewhere.
          ...serverCommands.flatMap((one) =>
            unless(
              hostsOf(files).some((host) => faultsOnServer(files, host, wordsOf(one)).length === 0),
              `no server can do "${one}"`,
            ),
          ),
          ...names.filter((one) => !serverCommands.includes(one)).flatMap((one) => faultsOfName(files, one, language)),
          ...found(text, /\]\(([^)#]+)(?:#[^)]*)?\)/g).flatMap((link) =>
            unless(new URL(link, `file:///${path}`).pathname.slice(1) in files, `the link ${link} leads nowhere`),
          ),
          ...(path.startsWith('docs/')
            ? found(text.replace(/`[^`]*`/g, ''), /\b([a-z][a-z-]*\.md)\b/g).flatMap((name) =>
                unless(`docs/${language}/${name}` in files, `there is no ${name}`),
              )
            : []),
          ...found(text, /recovery\.md: [„“](.*?)[“”]/g).flatMap((title) =>
            unless(
              new RegExp(`^## \\d+\\. ${title.replace(/[?.()]/g, '\\$&')}$`, 'm').test(files[`docs/${language}/recovery.md`] ?? ''),
              `recovery.md has no case "${title}"`,
            ),
          ),
        ]),
      ].map((fault) => `${path}: ${fault}`);
    });
  holds(check, [
    [
      'a script with another name',
      'pair',
      edit(/docs\/de\/recovery\.md$/, '/usr/local/sbin/ordination-restore', '/usr/local/sbin/ordination-restor'),
    ],
    ['a server that is not there', 'single', edit(/docs\/en\/guide\.md$/, 'bin/on app-1', 'bin/on app-2')],
    [
      'a unit of another server',
      'pair',
      edit(/docs\/en\/guide\.md$/, 'bin/on app-2 sudo systemctl start', 'bin/on app-1 sudo systemctl start'),
    ],
    ['a form that the restore does not know', 'pair', edit(/docs\/en\/recovery\.md$/, 'database RUN scratch', 'database scratch RUN')],
    [
      'an option that the backup does not know',
      'single',
      edit(/docs\/de\/guide\.md$/, 'ordination-backup --init', 'ordination-backup --initialise'),
    ],
    ['an alert that does not exist', 'single', edit(/docs\/de\/recovery\.md$/, '`CertificateEnds`', '`CertificateExpired`')],
    ['another name of the site', 'single', edit(/docs\/de\/guide\.md$/, 'https://ordination.example/', 'https://www.ordination.example/')],
    [
      'a look into what is closed',
      'pair',
      edit(
        /docs\/en\/guide\.md$/,
        'bin/on app-2 sudo systemctl start',
        'bin/on app-2 cat /etc/ordination/secrets/app.env; bin/on app-2 sudo systemctl start',
      ),
    ],
    ['a link to nothing', 'solo', edit(/README\.md$/, 'docs/en/guide.md', 'docs/en/manual.md')],
    ['a resource of another name', 'single', edit(/docs\/en\/recovery\.md$/, 'hcloud_server.app_1', 'hcloud_server.app1')],
    ['a workflow that is gone', 'single', without(/watch\.yml$/)],
    ['a case that is not in the plan', 'single', edit(/docs\/en\/runbook\.md$/, '“A disk is full”', '“A disk is too full”')],
    ['a vendor variable with a slip', 'single', edit(/docs\/en\/guide\.md$/, 'TF_VAR_storage_box_password', 'TF_VAR_storage_box_pasword')],
    ['a file with figures that nobody writes', 'pair', edit(/servers\/.*ordination-metrics$/, 'publish database\n', '')],
  ]);

  /** Steps of a list: their numbers, minutes, text. */
  const stepsIn = (text: string) =>
    [...text.matchAll(/^(\d+)\. \*\*(.+?)\*\* \((\d+) min\)/gm)].map(([, number, title, minutes]) => ({
      number: Number(number),
      title: title!,
      minutes: Number(minutes),
    }));

  describe('steps are numbered without gaps and have a time; a case has its time, its loss and a check', () => {
    const inOrder = (numbers: readonly number[]) => numbers.length > 0 && numbers.every((number, i) => number === i + 1);
    holds(
      (files) =>
        languages.flatMap((language) => {
          const guide = files[`docs/${language}/guide.md`] ?? '';
          const steps = stepsIn(guide);
          const hours = Number(/(?:etwa|about) ([\d.,]+) (?:Stunden|hours)/.exec(guide)?.[1]?.replace(',', '.'));
          const [head = '', ...cases] = (files[`docs/${language}/recovery.md`] ?? '').split(/^<a id="case-/m);
          const titles = cases.map((text) => /^## (\d+)\. (.+)$/m.exec(text));
          const rows = rowsOf(head);
          const bodies = guide.split(/^\d+\. \*\*/m).slice(1);
          return [
            ...unless(inOrder(steps.map(({ number }) => number)), `guide.md (${language}): a step is missing`),
            ...unless(new RegExp(`\\b${steps.length} (Schritte|steps)`).test(guide), `guide.md (${language}) counts other steps`),
            ...unless(
              Math.abs(steps.reduce((sum, { minutes }) => sum + minutes, 0) / 60 - hours) <= 0.25,
              `guide.md (${language}): ${hours} h are not the sum`,
            ),
            ...bodies
              .slice(1)
              .flatMap((text, i) =>
                unless(/^ {3,4}(Prüfung|Check): `[^`]+` → \S/m.test(text), `guide.md (${language}): step ${i + 2} has no check`),
              ),
            ...unless(inOrder(titles.map((title) => Number(title?.[1]))), `recovery.md (${language}): a case is missing`),
            ...unless(
              rows.length === cases.length && rows.every(([title], i) => title === `${titles[i]?.[1]}. ${titles[i]?.[2]}`),
              `recovery.md (${language}): the table names other cases`,
            ),
            ...cases.flatMap((text, i) => [
              ...unless(inOrder(stepsIn(text).map(({ number }) => number)), `recovery.md (${language}), case ${i + 1}: a step is missing`),
              ...unless(
                new RegExp(`^- (Wieder da nach|Back after): ${rows[i]?.[1]?.replace(/[.?()]/g, '\\$&')}$`, 'm').test(text) &&
                  rows[i]?.[1] !== '',
                `recovery.md (${language}), case ${i + 1}: no time, or another one than in the table`,
              ),
              ...unless(
                new RegExp(`^- (Verloren höchstens|Lost at most): ${rows[i]?.[2]?.replace(/[.?()]/g, '\\$&')}$`, 'm').test(text) &&
                  rows[i]?.[2] !== '',
                `recovery.md (${language}), case ${i + 1}: no loss, or another one than in the table`,
              ),
              ...unless(/^- (Zeichen|Sign): \S/m.test(text), `recovery.md (${language}), case ${i + 1}: no sign`),
              ...unless(/^(Vorbei, wenn|It is over when):? `[^`]+`/m.test(text), `recovery.md (${language}), case ${i + 1}: no check`),
            ]),
          ];
        }),
      [
        ['a gap in the guide', 'single', edit(/docs\/de\/guide\.md$/, /^3\. \*\*/m, '4. **')],
        ['a case without a check', 'pair', edit(/docs\/en\/recovery\.md$/, /^It is over when.*$/m, '')],
        ['a case without a time', 'pair', edit(/docs\/de\/recovery\.md$/, /^- Wieder da nach.*$/m, '')],
        ['a time that is not that of the table', 'pair', edit(/docs\/de\/recovery\.md$/, /^- Wieder da nach.*$/m, '- Wieder da nach: 1 s')],
        ['a step without a check', 'single', edit(/docs\/en\/guide\.md$/, /^ {3,4}Check: `bin\/check`.*$/m, '')],
      ],
    );
  });

  describe('both languages have the same headings, steps and commands in the same order', () => {
    const outline = (text: string) =>
      text.split('\n').flatMap((line) => /^(#+ )/.exec(line)?.[1] ?? /^\s*(\d+\. \*\*|- \[ \]|- |\|)/.exec(line)?.[1] ?? []);
    holds(
      (files) =>
        documentsOf(files)
          .filter(([path]) => path.startsWith('docs/de/'))
          .flatMap(([path, german]) => {
            const english = files[path.replace('/de/', '/en/')] ?? '';
            const code = (text: string) => [fencedLines(text), spans(text).filter(isCommand), found(text, /<a id="([^"]+)">/g)];
            const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
            return [
              ...unless(same(outline(german), outline(english)), `${path}: another outline than in English`),
              ...unless(same(code(german), code(english)), `${path}: other commands than in English`),
              ...unless(
                same(spans(german), spans(english)),
                `${path}: other names than in English: ${spans(german).find((one, i) => one !== spans(english)[i])}`,
              ),
              // What was forgotten to be translated.
              ...unless(
                !/\b(the|and|with|which|server is|backup)\b/.test(
                  german.replace(/^<.*>$/gm, '').replace(/```[\s\S]*?```|`[^`]*`|“[^“]*”/g, ''),
                ),
                `${path}: English words`,
              ),
              ...unless(
                !/\b(der|und|nicht|mit|wird|eine)\b/.test(english.replace(/^<.*>$/gm, '').replace(/```[\s\S]*?```|`[^`]*`/g, '')),
                `${path.replace('/de/', '/en/')}: German words`,
              ),
              ...unless((german.match(/```/g) ?? []).length % 2 === 0, `${path}: a block without an end`),
            ];
          }),
      [
        ['a command in one language only', 'single', edit(/docs\/en\/guide\.md$/, 'bin/make-secrets\n', 'bin/check\n')],
        ['a heading that is missing', 'single', edit(/docs\/de\/checklist\.md$/, /^## .*\n/m, '')],
        ['a sentence in the other language', 'single', edit(/docs\/de\/guide\.md$/, 'Bestellen', 'Order the servers and wait')],
      ],
    );
  });

  describe('whoever follows the guide has done everything that the scripts count on', () => {
    /** The public half of each pair of keys, and where it is used. */
    const publicHalves: Readonly<Record<string, (files: Files) => boolean>> = {
      'deploy-key': (files) => (files['infra/terraform.tfvars.example'] ?? '').includes('deploy_public_key'),
      'files-sync-key': (files) => onServers(files, `${sbin}ordination-files-sync`).some(({ text }) => /ssh-keygen -y/.test(text)),
      // The box lets a server in only if somebody has put its key there.
      'backup-key': (files) =>
        languages.every((language) => (files[`docs/${language}/guide.md`] ?? '').includes('backup-key.pub')) ||
        Object.entries(files).some(
          ([path, text]) => /^(bin|infra)\//.test(path) && text.includes('backup-key.pub') && !path.endsWith('make-secrets'),
        ),
    };
    holds(
      (files) => {
        const all = restOf(files);
        const pairs = [...new Set(found(files['bin/make-secrets'] ?? '', /^once_key secrets\/(?:\S+\/)?([\w-]+)$/gm))];
        const variables = [...(files['infra/variables.tf'] ?? '').matchAll(/^variable "(\w+)" \{([\s\S]*?)^\}/gm)]
          .filter(([, , body]) => !/^ *default /m.test(body!))
          .map(([, name]) => name!);
        return [
          ...pairs.flatMap((name) => unless(publicHalves[name]?.(files) === true, `nobody is told where ${name}.pub goes`)),
          ...languages.flatMap((language) => {
            const guide = files[`docs/${language}/guide.md`] ?? '';
            const told = documentsOf(files)
              .filter(([path]) => path.startsWith(`docs/${language}/`))
              .map(([, text]) => text)
              .join('\n');
            return [
              ...variables.flatMap((name) =>
                unless(
                  guide.includes(`TF_VAR_${name}`) || new RegExp(`^${name} +=`, 'm').test(files['infra/terraform.tfvars.example'] ?? ''),
                  `guide.md (${language}): nobody is asked for the variable ${name}`,
                ),
              ),
              ...Object.keys(files)
                .filter((path) => path.startsWith('bin/'))
                .flatMap((path) => unless(told.includes(path), `no document (${language}) says when to run ${path}`)),
              ...found(
                files[`docs/${language}/secrets.md`] ?? '',
                /^\| `(\w+)` \| [^|]* \| (?:Umgebung der Shell|environment of the shell) /gm,
              ).flatMap((name) => unless(guide.includes(name), `guide.md (${language}): nobody sets ${name}`)),
              ...found(files[`docs/${language}/secrets.md`] ?? '', /^\| `([\w.-]+)` \|/gm).flatMap((name) =>
                unless(isWordIn(name, all), `secrets.md (${language}): nothing uses ${name}`),
              ),
              ...[...(files[`docs/${language}/secrets.md`] ?? '').matchAll(/^\| `([\w.-]+)` \| ([^|]*) \|/gm)].flatMap(
                ([, name, purpose]) => unless(purpose !== name, `secrets.md (${language}) does not say what ${name} is for`),
              ),
            ];
          }),
        ];
      },
      [
        ['a script that nobody is told of', 'single', (files) => ({ ...files, 'bin/extra': '#!/bin/bash\n' })],
        ['a variable that nobody is asked for', 'single', edit(/docs\/en\/guide\.md$/, 'TF_VAR_storage_box_password', 'TF_VAR_box')],
      ],
    );
  });
});

/** The hours that a table of the recovery plan promises, for the case whose title fits. */
function promised(files: Files, language: string, title: RegExp) {
  const row = rowsOf((files[`docs/${language}/recovery.md`] ?? '').split('<a id="case-')[0]!).find(([first]) => title.test(first!));
  return row === undefined ? undefined : { time: row[1]!, lost: row[2]! };
}

const lostServer = /Ein Server ist verloren|A server is lost/;
const wrongData = /gelöscht oder verfälscht|deleted or damaged/;
const noFiles = /Dateien fehlen|Files are missing/;
const lostMember = /Ein Mitglied der Datenbank|A member of the database/;

describe('invariant 69: what the recovery plan promises is what timers and members can keep; a backup on the same disk is called that', () => {
  const check = (files: Files) => {
    const takers = onServers(files, `${sbin}ordination-backup`);
    const isLocal = takers.some(({ host }) =>
      (filesOn(files, host)['/usr/local/lib/ordination/repository.sh'] ?? '').includes('LOCAL_BACKUP'),
    );
    const isAlone = hostsOf(files).length === 1;
    const members = mongodHosts(files);
    const votes = Math.max(0, ...found(restOf(files), /max\(ordination_database_members_healthy\) < (\d+)/g).map(Number));
    const hasArbiter = members.some((host) =>
      (filesOn(files, host)['/opt/ordination/database/cell.js'] ?? '').includes('arbiterOnly: true'),
    );
    return languages.flatMap((language) => {
      const plan = files[`docs/${language}/recovery.md`] ?? '';
      const lost = promised(files, language, lostServer);
      const wrong = promised(files, language, wrongData) ?? promised(files, language, noFiles);
      const member = promised(files, language, lostMember);
      const gap = Math.max(
        0,
        ...takers.map(({ host }) => longestGapHours(timerOf(filesOn(files, host)[`${units}ordination-backup.timer`] ?? ''))),
      );
      // Half an hour is what the figures are rounded to.
      const isAtLeast = (text: string, hours: number) => (hoursIn(text) ?? 0) >= hours - 0.5;
      return [
        ...unless(lost !== undefined, `recovery.md (${language}): no case of a lost server`),
        ...(isLocal
          ? [
              ...unless(
                /alle Daten|all data/.test(lost?.lost ?? '') && /gar nicht|never/.test(lost?.time ?? ''),
                `recovery.md (${language}) does not say that all data is lost with the server`,
              ),
              ...unless(
                /auf derselben Platte|on the same disk/.test(files[`docs/${language}/checklist.md`] ?? ''),
                `checklist.md (${language}) does not say where the only backup lies`,
              ),
            ]
          : []),
        ...(!isLocal && takers.length > 0
          ? unless(
              wrong === undefined || isAtLeast(wrong.lost, gap - 0.2),
              `recovery.md (${language}) promises ${wrong?.lost}, the timer runs every ${gap} h`,
            )
          : []),
        // A restore within the same disk loses what was entered since, not everything.
        ...(isLocal && wrong !== undefined
          ? unless(
              isAtLeast(wrong.lost, gap - 0.2) || /nicht vorherzusagen|cannot be told/.test(wrong.lost),
              `recovery.md (${language}): after an error "${wrong.lost}" is lost, although the disk with the backup of the last ${gap} h is there`,
            )
          : []),
        ...(isAlone && !isLocal && takers.length > 0 && members.length > 0
          ? unless(
              isAtLeast(lost?.lost ?? '', gap - 0.2),
              `recovery.md (${language}) promises ${lost?.lost} for the only server, the timer runs every ${gap} h`,
            )
          : []),
        ...(takers.length === 0
          ? unless(
              /nicht vorherzusagen|cannot be told|alle|all data/.test(lost?.lost ?? '') || members.length > 1,
              `recovery.md (${language}) promises ${lost?.lost} without any backup`,
            )
          : []),
        // Two votes elect nobody once one of them is gone.
        ...(votes === 2
          ? unless(
              member !== undefined && !/^(?:die Übernahme dauert|taking over lasts)/.test(member.time),
              `recovery.md (${language}): with two votes nobody takes over, but "${member?.time}"`,
            )
          : []),
        // What only one of two data servers had confirmed is lost with it; of three, two have it.
        ...(votes > 2
          ? unless(
              /\d+ s/.test(member?.time ?? '') && /^(?:nichts|nothing)$/.test(member?.lost ?? '') !== hasArbiter,
              `recovery.md (${language}): the member case promises "${member?.time}", "${member?.lost}"`,
            )
          : []),
        ...(hasArbiter
          ? unless(
              /member-out\.js/.test(plan) && /member-back\.js/.test(plan),
              `recovery.md (${language}): with an arbiter the vote of a lost server is never taken`,
            )
          : []),
        ...unless(/geschätzt|Schätzungen|estimates/.test(plan), `recovery.md (${language}) does not say that times are estimates`),
      ];
    });
  };
  holds(check, [
    ['a solo server that promises a day', 'solo', edit(/docs\/de\/recovery\.md$/, 'alle Daten', '24 h')],
    ['an hour with a backup every day', 'single', edit(/docs\/en\/recovery\.md$/, ' 24 h |', ' 1 h |')],
    ['a second with a backup every 6 hours', 'single, every 6 hours', edit(/docs\/de\/recovery\.md$/, /\d+(,\d+)? h \|$/gm, '1 s |')],
    ['an arbiter without the step', 'pair with an arbiter', edit(/docs\/de\/recovery\.md$/, 'member-out.js', 'member.js')],
    ['no word of the same disk', 'solo', edit(/docs\/en\/checklist\.md$/, 'on the same disk', 'nearby')],
  ]);
});

describe('invariant 70: each of the mutations that were asked for is caught by a numbered test or the test of an emitter', () => {
  const root = new URL('../../../../', import.meta.url);
  /** What was asked for, and the row of a table of mutations that does it. */
  it.each([
    ['a typo in a key', 'tests/planner/manifests/opentofu-mutations.test.ts', 'server_typ'],
    ['a port that is swapped', 'tests/manifests/firewall-packets.test.ts', 'dport'],
    ['a vote that is removed', 'tests/planner/manifests/database.test.ts', 'votes'],
    ['0.0.0.0/0', 'tests/planner/manifests/opentofu-mutations.test.ts', '0.0.0.0/0'],
    ['journal.enabled', 'tests/planner/manifests/database.test.ts', 'journal'],
    ['port 22 for the Storage Box', 'tests/planner/manifests/invariants/38-51-backup.test.ts', "'Port 23', 'Port 22'"],
    ['gzip added to the dump', 'tests/planner/manifests/invariants/38-51-backup.test.ts', '--oplog --gzip'],
    ['pipefail that is missing', 'tests/planner/manifests/invariants/38-51-backup.test.ts', "'set -euo pipefail', 'set -eu'"],
    ['the wrong tag of a snapshot', 'tests/planner/manifests/invariants/38-51-backup.test.ts', 'the wrong tag'],
  ])('%s', (_what, path, row) => {
    expect(readFileSync(new URL(path, root), 'utf8')).toContain(row);
  });
});

describe('invariant 71: the same input gives the same bytes: LF, one final newline, no day but that of the prices, sorted', () => {
  const check = (files: Files) => {
    const paths = Object.keys(files);
    return [
      ...unless(JSON.stringify(paths) === JSON.stringify(paths.toSorted((a, b) => (a < b ? -1 : 1))), 'the paths are not sorted'),
      ...Object.entries(files).flatMap(([path, text]) => [
        ...unless(!/\r|\t|[ ]\n|\u2028/.test(text), `${path}: another line ending, a tab or a trailing blank`),
        ...unless(text.endsWith('\n') && !text.endsWith('\n\n'), `${path}: not one final newline`),
        ...unless(!/\b20\d\d-\d\d-\d\dT\d\d:\d\d|\b\d{13}\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d/.test(text), `${path}: a time of day`),
        ...(path.endsWith('compliance.md')
          ? []
          : found(text.replace(/^.*Prices: .*$/gm, ''), /\b(20\d\d-\d\d-\d\d)\b/g).map((day) => `${path}: the day ${day}`)),
        ...unless(!/(^|\/)secrets\/|\.(pem|key|tfstate)$/.test(path), `${path}: a secret`),
        ...unless(
          /^(bin\/|.*\/usr\/local\/sbin\/|.*renewal-hooks\/)/.test(path) === text.startsWith('#!'),
          `${path}: ${text.startsWith('#!') ? 'would be run' : 'cannot be run'}`,
        ),
      ]),
    ];
  };
  holds(check, [
    ['carriage returns', 'single', edit(/nginx\.conf$/, ';\n', ';\r\n')],
    ['a time of day', 'single', edit(/nginx\.conf$/, 'user www-data;', '# 2026-11-24T10:00\nuser www-data;')],
    ['no final newline', 'single', edit(/nginx\.conf$/, /\n$/, '')],
    ['a script that cannot be run', 'single', edit(/sbin\/ordination-backup$/, '#!/bin/bash\n', '')],
  ]);

  it.each(['solo', 'managed database, balanced', 'pair cells', 'cluster'])('made a second time: %s', (name) => {
    const { files } = bundles.find(({ layout }) => layout === layoutOf(name))!;
    expect(Object.entries(filesFor(layoutOf(name)))).toEqual(Object.entries(files));
  });
});

describe('invariant 72: project, mail address and networks stand only where they are needed', () => {
  const values = { project: 'zwiebelfisch', alertEmail: 'kuckuck@amsel.example', adminNetworks: '203.0.112.0/25' };
  /** Where each may stand, by the end of the path. */
  const allowed: Readonly<Record<keyof typeof values, RegExp>> = {
    project: /^(README\.md|infra\/[\w.-]+)$/,
    alertEmail:
      /(\/etc\/msmtprc|\/etc\/letsencrypt\/cli\.ini|\/alertmanager\.yml|\/ordination-(alert|apply|metrics)|docs\/(de|en)\/(guide|checklist)\.md)$/,
    adminNetworks:
      /(\/etc\/(nftables\.conf|fail2ban\/jail\.local)|\/ordination-preflight|infra\/[\w.-]+|docs\/(de|en)\/(checklist|compliance|recovery)\.md|cloud-init\/[\w-]+\.yaml)$/,
  };
  it.each(['single', 'pair', 'managed database, balanced', 'cluster'])('in the files of "%s"', (name) => {
    const brief = briefFor(layoutOf(name));
    const files = manifests({ ...brief, wishes: { ...brief.wishes, ...values } });
    for (const key of ['project', 'alertEmail', 'adminNetworks'] as const) {
      const paths = Object.entries(files).flatMap(([path, text]) => (text.includes(values[key]) ? [path] : []));
      expect(paths.length, key).toBeGreaterThan(0);
      expect(
        paths.filter((path) => !allowed[key].test(path)),
        key,
      ).toEqual([]);
    }
  });
});

describe('invariant 73: every version in the record is maintained for another half a year, or is said not to be known', () => {
  const halfYear = 183 * 86_400_000;
  const check = (files: Files) =>
    languages.flatMap((language) => {
      const text = files[`docs/${language}/compliance.md`] ?? '';
      const section = text.split(/^## (?:Versionen|Versions).*$/m)[1]?.split(/^## /m)[0] ?? '';
      const asOf = /(20\d\d-\d\d-\d\d)/.exec(section)?.[1] ?? '';
      const rows = rowsOf(section);
      const used = [
        'Node.js',
        'PM2',
        'OpenTofu',
        ...(mongodHosts(files).length > 0 ? ['MongoDB'] : []),
        ...new Set(found(restOf(files), /image += "ubuntu-([\d.]+)"/g).map((release) => `Ubuntu ${release}`)),
      ];
      return [
        ...unless(Date.parse(asOf) <= Date.now(), `compliance.md (${language}): as of ${asOf}`),
        ...used.flatMap((name) =>
          unless(
            rows.some(([label]) => label!.startsWith(name)),
            `compliance.md (${language}) does not name ${name}`,
          ),
        ),
        ...rows.flatMap(([label, , end]) =>
          unless(
            /^(nicht bekannt|not known)$/.test(end!) || Date.parse(end!) > Math.max(Date.now(), Date.parse(asOf)) + halfYear,
            `compliance.md (${language}): ${label} ends on ${end}`,
          ),
        ),
        ...rows
          .filter(([label]) => /Ubuntu|MongoDB C|Node/.test(label!))
          .flatMap(([label, , end]) => unless(/^\d/.test(end!), `compliance.md (${language}): nobody knows when ${label} ends`)),
      ];
    });
  holds(check, [
    ['a release that ends soon', 'single', edit(/compliance\.md$/, '2029-05-31', '2027-04-01')],
    ['a program that is not named', 'single', edit(/docs\/de\/compliance\.md$/, /^\| Node\.js.*\n/m, '')],
    ['an end that nobody knows', 'single', edit(/docs\/en\/compliance\.md$/, '2028-04-30', 'not known')],
  ]);
});
