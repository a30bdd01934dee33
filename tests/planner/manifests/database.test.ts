/** MongoDB of every layout: members, configuration, users and the scripts that make and repair the set, run against a fake one. */
import { describe, expect, it } from 'vitest';
import { connectionHosts, connectionOptions, usesTls, writeConcern } from '../../../packages/planner/src/manifests/connection.ts';
import { database } from '../../../packages/planner/src/manifests/database.ts';
import { databaseRoles } from '../../../packages/planner/src/manifests/database-init.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';
import { fakeSet, runIn, type FakeSet } from './fake-replica-set.ts';
import { mongodFaults, type Wanted } from './mongod-faults.ts';

type Row = readonly [name: string, priority: number, cacheGb: number, privateIp?: string, isArbiter?: boolean];
const one: Row[] = [['app-1', 2, 3.15]];
const pair: Row[] = [
  ['app-1', 2, 3.15, '10.0.0.11'],
  ['app-2', 1, 3.15, '10.0.0.12'],
  ['vote-1', 0, 1.35, '10.0.0.21'],
];

/** By hand: the members of each layout, of the first cell where there are several. */
const expected: Readonly<Record<string, readonly Row[]>> = {
  solo: one,
  single: one,
  'single, borg': one,
  'single, S3': one,
  'single, Azure': one,
  'single, every 6 hours': one,
  split: [['db-1', 1, 7.1, '10.0.0.41']],
  'single cells': [['cell-1-app-1', 2, 3.15]],
  'managed database': [],
  'managed database, Ubuntu 26.04': [],
  'managed database as quoted': [],
  'managed database, balanced': [],
  pair,
  'pair with an arbiter': [
    ['app-1', 2, 14.4, '10.0.0.11'],
    ['app-2', 1, 14.4, '10.0.0.12'],
    ['vote-1', 0, 0.25, '10.0.0.21', true],
  ],
  'pair, borg': pair,
  'pair on two sites': pair,
  'pair as quoted': [
    ['app-1', 2, 3.15, '10.0.0.11'],
    ['app-2', 1, 1.3, '10.0.0.12'],
  ],
  'pair cells': pair.map(([name, ...rest]) => [`cell-1-${name}`, ...rest]),
  cluster: [
    ['db-1', 1, 14.8, '10.0.0.41'],
    ['db-2', 1, 14.8, '10.0.0.42'],
    ['db-3', 1, 14.8, '10.0.0.43'],
  ],
};

const wantedOf = ([, , cacheGb, privateIp, isArbiter = false]: Row): Wanted => ({
  privateIp,
  replSetName: 'ordination',
  cacheGb,
  isArbiter,
});

describe.each(layouts)('$name', (layout) => {
  const site = siteFor(layout);
  const files = database(site);
  const rows = expected[layout.name]!;
  const [cell] = site.cells;

  it('has the members of the table, each with a mongod.conf without a fault', () => {
    expect(cell!.members.map(({ host, priority }) => [host.name, priority])).toEqual(rows.map(([name, priority]) => [name, priority]));
    for (const row of rows) expect(mongodFaults(files[`servers/${row[0]}/etc/mongod.conf`]!, wantedOf(row)), row[0]).toEqual([]);
  });

  it('has the same in every cell, and nothing on a server that is no member', () => {
    const members = site.cells.flatMap((each) => each.members.map(({ host }) => host.name));
    const configured = Object.keys(files).filter((path) => path.endsWith('/etc/mongod.conf'));
    expect(configured).toEqual(members.map((name) => `servers/${name}/etc/mongod.conf`));
    for (const path of Object.keys(files)) expect(members).toContain(path.split('/')[1]);
  });

  it('has an odd number of votes, but for the pair that the analysis quotes', () => {
    for (const { members } of site.cells) {
      if (members.length > 0) expect(members.length % 2).toBe(layout.id === 'pair-as-quoted' ? 0 : 1);
    }
  });

  it('leaves every server the memory that its system needs', () => {
    // GB: what the plan reckons for the system, and the database beside its cache.
    const system = 0.6;
    for (const host of site.hosts) {
      const { cacheGb = 0, workers, workerMb, usableRamGb } = host.provision;
      expect(cacheGb + (workers * workerMb) / 1024 + system, host.name).toBeLessThanOrEqual(usableRamGb);
    }
  });

  it('names only members with data to the software, all of the set of mongod.conf', () => {
    const data = rows.filter(([, , , , isArbiter]) => !isArbiter).map(([name]) => `${name}:27017`);
    expect(connectionHosts(cell!)).toEqual(data);
    const options = new URLSearchParams(connectionOptions(cell!));
    expect(options.get('replicaSet')).toBe(rows.length > 0 ? 'ordination' : null);
    expect(options.get('tls')).toBe(rows.some(([, , , ip]) => ip) ? 'true' : null);
    expect(options.get('retryWrites')).toBe('true');
    expect(options.get('w')).toBe(layout.name === 'pair with an arbiter' ? '1' : 'majority');
  });

  it('contains no password and no command line that shows one', () => {
    for (const [path, text] of Object.entries(files)) {
      expect(text, path).not.toMatch(/mongodb(\+srv)?:\/\/[^'/\s]*:[^'/\s]*@/);
      expect(text, path).not.toMatch(/--password|\s-p\s|pwd: '[^']/);
    }
  });
});

describe('a fault is seen:', () => {
  const of = (name: string, host: string) => database(siteFor(layoutOf(name)))[`servers/${host}/etc/mongod.conf`]!;
  const [, second] = pair;

  it.each<[what: string, right: string | RegExp, wrong: string, fault: string]>([
    ['a journal that is always on', 'dbPath:', 'journal:\n    enabled: true\n  dbPath:', 'storage.journal.enabled is no option'],
    ['an engine that is gone', 'dbPath:', 'engine: mmapv1\n  dbPath:', 'storage.engine is no option'],
    ['an executor that is gone', 'bindIp:', 'serviceExecutor: adaptive\n  bindIp:', 'net.serviceExecutor is no option'],
    ['the old name of TLS', '  tls:', '  ssl:', 'net.ssl.mode is no option'],
    [
      'a fork that its unit does not expect',
      'security:',
      'processManagement:\n  fork: true\nsecurity:',
      'processManagement.fork is no option',
    ],
    ['a database that everyone reaches', /bindIp: .*/, 'bindIp: 0.0.0.0', 'net.bindIp is 0.0.0.0'],
    ['the address of the other server', '10.0.0.12', '10.0.0.11', 'net.bindIp is 127.0.0.1,10.0.0.11'],
    ['TLS only for those who like', 'requireTLS', 'preferTLS', 'net.tls.mode is preferTLS'],
    ['no authority', /CAFile: .*/, 'CAFile: /etc/ordination/tls/server.pem', 'net.tls.CAFile is'],
    ['TLS 1.0', 'TLS1_0,TLS1_1', 'TLS1_1', 'net.tls.disabledProtocols'],
    ['software that would need a certificate', 'WithoutCertificates: true', 'WithoutCertificates: false', 'allowConnections'],
    ['no users', 'authorization: enabled', 'authorization: disabled', 'security.authorization is disabled'],
    ['no key between members', /\n {2}keyFile: .*/, '', 'security.keyFile is undefined'],
    ['programs in the database', 'javascriptEnabled: false', 'javascriptEnabled: true', 'security.javascriptEnabled is true'],
    ['another set', 'replSetName: ordination', 'replSetName: rs0', 'replication.replSetName is rs0'],
    ['no set', /\n {2}replSetName: .*/, '', 'replication.replSetName is undefined'],
    ['another port', 'port: 27017', 'port: 27018', 'net.port is 27018'],
    ['data outside the encrypted disk', 'dbPath: /srv/ordination', 'dbPath: /var/lib', 'storage.dbPath is /var/lib/mongodb'],
    ['a log outside the encrypted disk', 'path: /srv/ordination/mongodb-log', 'path: /var/log/mongodb', 'systemLog.path is /var/log'],
    ['a log that both rotate', 'logRotate: reopen', 'logRotate: rename', 'systemLog.logRotate is rename'],
    ['a log that starts anew', 'logAppend: true', 'logAppend: false', 'systemLog.logAppend is false'],
    ['more cache than the plan gives', 'cacheSizeGB: 3.15', 'cacheSizeGB: 4', 'cacheSizeGB is 4'],
    ['a log of changes for minutes', /oplogSizeMB: \d+/, 'oplogSizeMB: 99', 'replication.oplogSizeMB is 99'],
    ['a key twice', 'port: 27017', 'port: 27017\n  port: 27017', 'no YAML'],
    ['a wrong indent', '  keyFile:', ' keyFile:', 'no YAML'],
    [
      'the way in for a first user, closed too early',
      'replication:',
      'setParameter:\n  enableLocalhostAuthBypass: false\nreplication:',
      'Bypass is false',
    ],
  ])('%s', (_what, right, wrong, fault) => {
    const text = of('pair', 'app-2');
    const mutated = text.replace(right, wrong);
    expect(mutated).not.toBe(text);
    expect(mongodFaults(mutated, wantedOf(second!)).join('\n')).toContain(fault);
  });

  it('a way in for a first user that never closes, on an arbiter', () => {
    const text = of('pair with an arbiter', 'vote-1').replace(/setParameter:[^]*/, '');
    expect(mongodFaults(text, wantedOf(expected['pair with an arbiter']![2]!))).toEqual([
      'setParameter.enableLocalhostAuthBypass is undefined and not false',
    ]);
  });
});

describe('the users', () => {
  it.each([
    ['pair', { backup: true }],
    ['single', { backup: true }],
    ['solo', { backup: true }],
    ['cluster', { backup: true }],
    ['pair as quoted', { backup: false }],
  ])('of "%s" have the roles for their duty and no others', (name, { backup }) => {
    const site = siteFor(layoutOf(name));
    expect(databaseRoles(site.cells[0]!, site)).toEqual({
      admin: [
        { role: 'userAdminAnyDatabase', db: 'admin' },
        { role: 'clusterAdmin', db: 'admin' },
      ],
      'ordination-app': [{ role: 'readWrite', db: 'ordination' }],
      ...(backup && {
        'ordination-backup': [{ role: 'backup', db: 'admin' }],
        'ordination-restore': [
          { role: 'restore', db: 'admin' },
          { role: 'ordination-replay', db: 'admin' },
        ],
      }),
      'ordination-monitoring': [{ role: 'clusterMonitor', db: 'admin' }],
    });
  });
});

describe('ordination-database-init', () => {
  const role = 'role ordination-replay: [{"resource":{"anyResource":true},"actions":["anyAction"]}]';
  const users = [
    'user admin: userAdminAnyDatabase@admin clusterAdmin@admin',
    'user ordination-app: readWrite@ordination',
    'user ordination-backup: backup@admin',
    'user ordination-restore: restore@admin ordination-replay@admin',
    'user ordination-monitoring: clusterMonitor@admin',
  ];
  const [admin, ...rest] = users;
  const others = [role, ...rest];

  it.each([
    ['single', 'app-1', ['initiate ordination: app-1/2/1', admin, 'concern {"w":"majority"}', ...others]],
    ['split', 'db-1', ['initiate ordination: db-1/1/1', admin, 'concern {"w":"majority"}', ...others]],
    [
      'pair',
      'app-1',
      [
        'initiate ordination: app-1/2/1',
        admin,
        'concern {"w":"majority"}',
        ...others,
        'reconfig app-1/2/1 app-2/1/1',
        'reconfig app-1/2/1 app-2/1/1 vote-1/0/1',
      ],
    ],
    [
      'pair with an arbiter',
      'app-1',
      [
        'initiate ordination: app-1/2/1',
        admin,
        'concern {"w":1,"j":true}',
        ...others,
        'reconfig app-1/2/1 app-2/1/1',
        'reconfig app-1/2/1 app-2/1/1 vote-1/0/1/arbiter',
      ],
    ],
  ])('makes "%s" step by step, and the second time changes nothing', (name, host, changes) => {
    const set = fakeSet(`${host}:27017`);
    init(name, host, set);
    expect(set.changes).toEqual(changes);
    set.changes.length = 0;
    init(name, host, set);
    expect(set.changes).toEqual([]);
  });

  it('goes on where a killed run stopped, and leads to the same set from each step', () => {
    const whole = fakeSet('app-1:27017');
    init('pair', 'app-1', whole);
    for (let step = 1; step <= whole.changes.length; step += 1) {
      const set = fakeSet('app-1:27017');
      set.changes.push = (...lines: string[]) => {
        const length = Array.prototype.push.apply(set.changes, lines);
        if (length === step) throw new Error('killed');
        return length;
      };
      expect(() => init('pair', 'app-1', set), whole.changes[step - 1]!).toThrow('killed');
      Reflect.deleteProperty(set.changes, 'push');
      init('pair', 'app-1', set);
      expect([set.members, [...set.users], set.concern]).toEqual([whole.members, [...whole.users], whole.concern]);
    }
  });

  it('gives users new passwords, and keeps the databases that were granted', () => {
    const set = fakeSet('app-1:27017');
    init('pair', 'app-1', set);
    repair('grant.js', set, { DATABASE: 'ordination_praxis-1' });
    init('pair', 'app-1', set, { PASSWORD_ORDINATION_APP: 'new' });
    expect(set.users.get('ordination-app')).toEqual({
      pwd: 'new',
      roles: [
        { role: 'readWrite', db: 'ordination' },
        { role: 'readWrite', db: 'ordination_praxis-1' },
      ],
    });
  });

  it.each<[string, (set: FakeSet) => void, RegExp]>([
    [
      'a user with a role too many',
      (set) => set.users.get('ordination-backup')!.roles.push({ role: 'root', db: 'admin' }),
      /role root on admin/,
    ],
    [
      'a vote that was taken away',
      (set) => void Object.assign(set.members[1]!, { votes: 0, priority: 0 }),
      /app-2:27017 votes .* otherwise/,
    ],
    ['a member that nobody planned', (set) => set.members.push({ _id: 9, host: 'x:27017', priority: 0, votes: 1 }), /4 members and not 3/],
    ['another primary', (set) => (set.primary = 'app-2:27017'), /not the primary; that is app-2:27017/],
  ])('stops at %s', (_what, change, message) => {
    const set = fakeSet('app-1:27017');
    init('pair', 'app-1', set);
    change(set);
    expect(() => init('pair', 'app-1', set)).toThrow(message);
  });

  it('stops at a missing or wrong password before it changes anything', () => {
    const set = fakeSet('app-1:27017');
    init('pair', 'app-1', set);
    set.changes.length = 0;
    expect(() => init('pair', 'app-1', set, { PASSWORD_ADMIN: 'wrong' })).toThrow(/take its password from the vault/);
    expect(() => init('pair', 'app-1', set, { PASSWORD_ADMIN: '' })).toThrow(/PASSWORD_ADMIN is empty/);
    expect(set.changes).toEqual([]);
  });
});

describe('when a member is lost', () => {
  const made = (name: string) => {
    const set = fakeSet('app-1:27017');
    init(name, 'app-1', set);
    set.changes.length = 0;
    return set;
  };

  it.each([
    ['pair', 'vote-1/0/1', ['reconfig app-1/2/1 app-2/1/1 vote-1/0/1']],
    ['pair with an arbiter', 'vote-1/0/1/arbiter', ['in two steps: app-2:27017', 'reconfig app-1/2/1 app-2/1/1 vote-1/0/1/arbiter']],
  ])('of "%s", it loses its vote, and gets it back once it has caught up', (name, third, back) => {
    const set = made(name);
    set.lost.add('app-2:27017');
    repair('member-out.js', set, { MEMBER: 'app-2' }, name);
    expect(set.changes).toEqual([`reconfig app-1/2/1 app-2/0/0 ${third}`]);
    expect(() => repair('member-back.js', set, { MEMBER: 'app-2' }, name)).toThrow(/not SECONDARY/);
    set.lost.clear();
    set.changes.length = 0;
    repair('member-back.js', set, { MEMBER: 'app-2' }, name);
    expect(set.changes).toEqual(back);
  });

  it.each([
    ['a member that answers', 'pair', { MEMBER: 'app-2' }, /answers. Only a lost member/],
    ['an arbiter', 'pair with an arbiter', { MEMBER: 'vote-1' }, /An arbiter without a vote is none/],
    ['a name that is none', 'pair', { MEMBER: 'app-9' }, /"app-9" is no member. Name one: app-1, app-2, vote-1/],
  ])('%s is not taken out', (_what, name, env, message) => {
    expect(() => repair('member-out.js', made(name), env, name)).toThrow(message);
  });

  it.each([
    ['pair as quoted', 'app-2', ['force app-1/0/0 app-2/1/1']],
    ['pair with an arbiter', 'app-2', ['force app-1/0/0 app-2/1/1']],
    ['pair', 'vote-1', ['force app-1/0/0 app-2/0/0 vote-1/1/1']],
  ])('and with it the majority of "%s", %s goes on alone after a person has said that the others are off', (name, me, changes) => {
    const set = made(name);
    Object.assign(set, { me: `${me}:27017`, primary: undefined });
    expect(() => repair('take-over.js', set, {}, name)).toThrow(/CONFIRM='all others are off'/);
    repair('take-over.js', set, { CONFIRM: 'all others are off' }, name);
    expect(set.changes).toEqual(changes);
    expect(set.primary).toBe(`${me}:27017`);
  });

  it('nothing is taken over while there is a primary', () => {
    expect(() => repair('take-over.js', made('pair'), { CONFIRM: 'all others are off' })).toThrow(/There is a primary/);
  });
});

describe('a database of one practice', () => {
  it.each(['admin', 'local', 'ordination', 'other_1', 'ordination_A', 'ordination_a.b', ''])('is not called "%s"', (DATABASE) => {
    const set = fakeSet('app-1:27017');
    init('pair', 'app-1', set);
    expect(() => repair('grant.js', set, { DATABASE })).toThrow(/is not the name of a database of a practice/);
  });
});

it('members on one server speak without TLS, on several only with it', () => {
  const table = layouts.map((layout) => [layout.name, usesTls(siteFor(layout).cells[0]!)]);
  expect(Object.fromEntries(table)).toEqual(
    Object.fromEntries(layouts.map(({ name }) => [name, expected[name]!.some(([, , , ip]) => ip)])),
  );
});

it('with an arbiter one member is enough to write, so that the loss of the other does not stop the work', () => {
  expect(layouts.filter((layout) => writeConcern(siteFor(layout).cells[0]!) === 1).map(({ name }) => name)).toEqual([
    'pair with an arbiter',
  ]);
});

const passwords = {
  PASSWORD_ADMIN: 'a',
  PASSWORD_ORDINATION_APP: 'b',
  PASSWORD_ORDINATION_BACKUP: 'c',
  PASSWORD_ORDINATION_RESTORE: 'd',
  PASSWORD_ORDINATION_MONITORING: 'e',
};

function scriptsOf(name: string, host: string, ...files: string[]): string[] {
  const all = database(siteFor(layoutOf(name)));
  return files.map((file) => all[`servers/${host}/opt/ordination/database/${file}`]!);
}

function init(name: string, host: string, set: FakeSet, env: Record<string, string> = {}): void {
  runIn(set, { ...passwords, ...env }, ...scriptsOf(name, host, 'cell.js', 'init.js'));
}

function repair(script: string, set: FakeSet, env: Record<string, string>, name = 'pair'): void {
  runIn(set, { PASSWORD_ADMIN: 'a', ...env }, ...scriptsOf(name, 'app-1', 'cell.js', script));
}
