/** The files of MongoDB under the programs that read them: mongosh, shellcheck, systemd, logrotate. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { database } from '../../packages/planner/src/manifests/database.ts';
import { isExecutable, type Files } from '../../packages/planner/src/manifests/files.ts';
import { layoutOf, layouts, siteFor } from './bundles.ts';

const mongosh = join(import.meta.dirname, '../../node_modules/.bin/mongosh');
const fakeFile = join(import.meta.dirname, '../planner/manifests/fake-replica-set.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ordiplan-database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every text once, with all places that have it: most servers share theirs. */
const texts = new Map<string, string[]>();
for (const layout of layouts) {
  for (const [path, text] of Object.entries(database(siteFor(layout)))) {
    const key = `${path.replace(/^servers\/[^/]+/, '')}\n${text.replace(/^(\/\/|#) (Ordiplan|Prices|Scenario).*\n/gm, '')}`;
    texts.set(key, [...(texts.get(key) ?? []), `${layout.name}: ${path}`]);
  }
}
const emitted = [...texts].map(([key, places]) => ({ path: key.split('\n')[0]!, text: key.slice(key.indexOf('\n') + 1), places }));
const some = (which: (path: string) => boolean) =>
  emitted.filter(({ path }) => which(path)).map((one) => ({ ...one, first: one.places[0]! }));

describe('shellcheck and bash find nothing in', () => {
  it.each(some((path) => path.startsWith('/usr/local/sbin/')))('$first', ({ text }) => {
    expect(shellFaults(text)).toBe('');
  });

  it.each([
    ['a quote that is missing', '"$variable=$password"', '$variable=$password'],
    ['a loop that does not end', '\ndone', '\n'],
    ['a test that an empty password breaks', '[ -z "$password" ]', '[ -z $password ]'],
  ])('and find %s', (_what, right, wrong) => {
    const { text } = some((path) => path.endsWith('/ordination-database'))[0]!;
    expect(text).toContain(right);
    expect(shellFaults(text.replace(right, wrong))).not.toBe('');
  });
});

describe('logrotate reads', () => {
  it('its file, and refuses a word it does not know', () => {
    const { text } = some((path) => path.startsWith('/etc/logrotate.d/'))[0]!;
    const check = (content: string) => run('logrotate', ['-d', place('rotate', content.replace('mongodb mongodb', 'root root'))]);
    expect(check(text)).toMatchObject({ status: 0 });
    expect(check(text.replace('rotate 14', 'rotate often'))).not.toMatchObject({ status: 0 });
    expect(check(text.replace('  daily', '  dayly')).stderr).toContain('dayly');
  });
});

describe('systemd accepts', () => {
  it('mongod.service with its drop-in, without a word', () => {
    const { text } = some((path) => path.endsWith('/20-ordination.conf'))[0]!;
    expect(unitFaults(text)).toBe('');
    expect(unitFaults(text.replace('LimitNOFILE', 'LimitNoFile'))).toContain('LimitNoFile');
    expect(unitFaults(text.replace('Restart=on-failure', 'Restart=sometimes'))).toContain('sometimes');
    expect(unitFaults(text.replace('OnFailure=ordination-alert@', 'OnFailure=ordination-alarm'))).not.toBe('');
  });
});

describe('mongosh', () => {
  // The cell.js of each plan is read below, where it is run.
  it.each(some((path) => path.endsWith('.js') && !path.endsWith('/cell.js')))('reads $first', ({ text }) => {
    // In a function that nobody calls: read, not run.
    const result = run(mongosh, ['--nodb', '--quiet', '--file', place('read.js', `function notCalled() {\n${text}\n}\nprint('read');\n`)]);
    expect([result.status, result.stdout.trim()]).toEqual([0, 'read']);
  });

  it('refuses a script with a slip of the pen', () => {
    const { text } = some((path) => path.endsWith('init.js'))[0]!;
    const result = run(mongosh, ['--nodb', '--quiet', '--file', place('read.js', text.replace('function check() {', 'function check( {'))]);
    expect([result.status, result.stderr]).toEqual([1, expect.stringContaining('SyntaxError')]);
  });

  // Its calls are promises that it waits for by rewriting the script: the fake gives it such promises.
  it.each([
    ['pair with an arbiter', 'app-1', 3, 5],
    ['single', 'app-1', 1, 5],
  ])('makes the set of "%s" as the fake shows it', (name, host, members, users) => {
    const files = scriptsOf(name, host);
    const told = inMongosh(host, files['cell.js']!, files['init.js']!, files['init.js']!.replace(/^const /gm, 'var '));
    expect(told.stderr).toBe('');
    const last = `The replica set "ordination" stands: ${members} members, ${users} users.`;
    expect(told.stdout.split('\n').filter((line) => line.startsWith('The replica set'))).toEqual([last, last]);
    expect(told.stdout).toContain(`changes in the second run: 0`);
  });

  it('ends with an error if a password is missing', () => {
    const files = scriptsOf('pair', 'app-1');
    const told = inMongosh(
      'app-1',
      files['cell.js']!,
      files['init.js']!.replace('makeSet();', 'process.env.PASSWORD_ADMIN = "";\nmakeSet();'),
      '',
    );
    expect(told.status).toBe(1);
    expect(told.stderr).toContain('PASSWORD_ADMIN is empty');
  });
});

describe('the passwords', () => {
  it.each([
    ['pair', 'app-1', '--quiet --tls --tlsCAFile /etc/ordination/tls/ca.crt --host localhost --port 27017'],
    ['single', 'app-1', '--quiet --host localhost --port 27017'],
  ])('of "%s" go from standard input into variables and never into a command line', (name, host, connection) => {
    const script = database(siteFor(layoutOf(name)))[`servers/${host}/usr/local/sbin/ordination-database-init`]!;
    const result = withFakeMongosh(script, [], 'one\ntwo words\nthr$ee\nfo"ur\nfi\\ve\n');
    expect(result.status).toBe(0);
    expect(result.args).toBe(`${connection} --file /opt/ordination/database/cell.js --file /opt/ordination/database/init.js`);
    expect(result.env).toEqual({
      PASSWORD_ADMIN: 'one',
      PASSWORD_ORDINATION_APP: 'two words',
      PASSWORD_ORDINATION_BACKUP: 'thr$ee',
      PASSWORD_ORDINATION_RESTORE: 'fo"ur',
      PASSWORD_ORDINATION_MONITORING: 'fi\\ve',
    });
  });

  it('must all be there before anything is asked of the database', () => {
    const script = database(siteFor(layoutOf('pair')))['servers/app-1/usr/local/sbin/ordination-database-init']!;
    const result = withFakeMongosh(script, [], 'one\ntwo\n');
    expect([result.status, result.args]).toEqual([1, undefined]);
    expect(result.stderr).toContain('The password of "ordination-backup" is empty');
  });
});

describe('ordination-database', () => {
  const script = database(siteFor(layoutOf('pair with an arbiter')))['servers/app-2/usr/local/sbin/ordination-database']!;
  const tls = '--quiet --tls --tlsCAFile /etc/ordination/tls/ca.crt';
  const everyone = `${tls} mongodb://app-1:27017,app-2:27017/admin?replicaSet=ordination`;

  it.each([
    [
      ['member-out.js', 'MEMBER=app-1'],
      `${everyone} --file /opt/ordination/database/cell.js --file /opt/ordination/database/member-out.js`,
    ],
    [['grant.js', 'DATABASE=ordination_1'], `${everyone} --file /opt/ordination/database/cell.js --file /opt/ordination/database/grant.js`],
    [
      ['take-over.js', 'CONFIRM=all others are off'],
      `${tls} --host localhost --port 27017 --file /opt/ordination/database/cell.js --file /opt/ordination/database/take-over.js`,
    ],
  ])('%j reaches whom it must', (args, expected) => {
    const result = withFakeMongosh(script, args, 'secret\n');
    expect([result.stderr, result.args]).toEqual(['', expected]);
    expect(result.env).toMatchObject({ PASSWORD_ADMIN: 'secret', [args[1]!.split('=')[0]!]: args[1]!.split('=')[1] });
  });

  it.each([[[]], [['init.js']], [['../x.js']], [['grant.js', 'PATH=x']], [['grant.js', 'DATABASE=$(id)']], [['--eval', 'x']]])(
    '%j is refused',
    (args) => {
      expect(withFakeMongosh(script, args, 'secret\n')).toMatchObject({ status: 2, args: undefined });
    },
  );
});

function scriptsOf(name: string, host: string): Files {
  const all = Object.entries(database(siteFor(layoutOf(name))));
  const prefix = `servers/${host}/opt/ordination/database/`;
  return Object.fromEntries(all.filter(([path]) => path.startsWith(prefix)).map(([path, text]) => [path.slice(prefix.length), text]));
}

function place(name: string, text: string, mode = isExecutable(text) ? 0o755 : 0o644): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function run(program: string, args: readonly string[], options: { env?: Record<string, string>; input?: string } = {}) {
  const { env, input = '' } = options;
  // mongosh keeps its history and logs in the home of its user.
  const result = spawnSync(program, args, { encoding: 'utf8', input, env: { ...process.env, HOME: folder, ...env } });
  // Whoever refuses its arguments does not wait for what it would have been told.
  const isUnheard = (result.error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
  if (result.error && !isUnheard)
    throw new Error(`"${program}" did not run (${result.error.message}). Install it: CONTRIBUTING.md names the packages.`);
  return result;
}

function shellFaults(text: string): string {
  const path = place('script', text);
  return run('shellcheck', ['-S', 'style', path]).stdout + run('bash', ['-n', path]).stderr;
}

/** Of systemd, with a unit like that of the package and every program in its place. */
function unitFaults(dropIn: string): string {
  const packaged =
    '[Unit]\nDescription=MongoDB\n[Service]\nUser=root\nExecStart=/bin/true --config /etc/mongod.conf\n[Install]\nWantedBy=multi-user.target\n';
  const unit = place('units/mongod.service', packaged);
  place('units/mongod.service.d/20-ordination.conf', dropIn);
  place('units/ordination-alert@.service', '[Service]\nType=oneshot\nExecStart=/bin/true %i\n');
  const { stdout, stderr, status } = run('systemd-analyze', ['verify', '--man=no', unit], {
    env: { SYSTEMD_UNIT_PATH: `${join(folder, 'units')}:` },
  });
  const named = /^OnFailure=ordination-alert@%n\.service$/m.test(dropIn) ? '' : 'no alert';
  return stdout + stderr + (status === 0 ? '' : `status ${status}`) + named;
}

/** The scripts in a real mongosh on the fake set, whose functions answer with promises as its own do. */
function inMongosh(host: string, cell: string, first: string, second: string) {
  const fake = stripTypeScriptTypes(readFileSync(fakeFile, 'utf8'))
    .replace(/^import .*$/gm, '')
    .replaceAll('export function', 'function');
  const lines = `
const set = fakeSet('${host}:27017');
const mark = Symbol.for('@@mongosh.syntheticPromise');
const asyncOf = (object) => new Proxy(object, { get: (target, name) => {
  const inner = target[name];
  if (typeof inner !== 'function' || name === 'getSiblingDB') return inner;
  return (...args) => Object.assign(new Promise(setImmediate).then(() => inner(...args)), { [mark]: true });
} });
const shell = shellOf(set);
shell.db.getSiblingDB = () => asyncOf(shell.admin);
module.exports = { set, db: asyncOf(shell.db), rs: asyncOf(shell.rs) };
`;
  const env = Object.fromEntries(
    ['ADMIN', 'ORDINATION_APP', 'ORDINATION_BACKUP', 'ORDINATION_RESTORE', 'ORDINATION_MONITORING'].map((u) => [`PASSWORD_${u}`, u]),
  );
  // mongosh lets nobody replace its own "db".
  const led = (script: string) => script.replace(/\b(db|rs)\./g, 'fake_$1.');
  const files = [
    place('fake.js', `const { set, db: fake_db, rs: fake_rs } = require('${place('fake.cjs', fake + lines)}');\nlet before = 0;\n`),
    place('cell.js', led(cell)),
    place('init.js', led(first)),
    place('between.js', 'before = set.changes.length;'),
    place('again.js', led(second)),
    place('after.js', "print('changes in the second run: ' + (set.changes.length - before));"),
  ];
  return run(mongosh, ['--nodb', '--quiet', ...files.flatMap((file) => ['--file', file])], { env });
}

/** Runs a script with a mongosh that only writes down how it was called. */
function withFakeMongosh(script: string, args: readonly string[], input: string) {
  const seen = join(folder, 'seen');
  place('bin/mongosh', `#!/bin/bash\nprintf '%s' "$*" >'${seen}.args'\nenv -0 >'${seen}.env'\n`);
  const path = place('script', script);
  const result = run(path, args, { input, env: { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` } });
  const read = (name: string) => {
    try {
      return execFileSync('cat', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      return undefined;
    }
  };
  const env = (read(`${seen}.env`) ?? '')
    .split('\0')
    .filter((line) => /^(PASSWORD_|MEMBER=|DATABASE=|CONFIRM=)/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return { status: result.status, stderr: result.stderr, args: read(`${seen}.args`), env: Object.fromEntries(env) };
}
