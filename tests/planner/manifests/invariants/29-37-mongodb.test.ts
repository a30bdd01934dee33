/** Invariants 29 to 37: the database has a majority, the same members everywhere, memory that suffices, and users with one duty each. */
import { describe } from 'vitest';
import { ofType, within, type Parsed } from '../../../manifests/hcl.ts';
import {
  addressesOf,
  also,
  appHosts,
  appsOn,
  bare,
  connectionsOf,
  differ,
  edit,
  faultsIn,
  found,
  has,
  holds,
  hostsOf,
  moduleIn,
  mongodHosts,
  mongodOn,
  nftOf,
  on,
  only,
  serversOf,
  setsOf,
  textOf,
  treeOf,
  without,
  type Check,
  type Member,
} from './reading.ts';

/** The analysis priced two servers without a third vote: shown as it is, and said to be what it is. */
const twoVotes = 'pair as quoted';
const hostOf = ({ host }: Member) => host.split(':')[0]!;
const dataOf = (members: readonly Member[]) => members.filter((one) => !one.arbiterOnly);
const languages = ['de', 'en'] as const;
const warnings = {
  twoVotes: { de: 'empfohlen wird es nicht', en: 'not recommended' },
  arbiter: { de: 'bestätigt keine Mehrheit mehr', en: 'no majority confirms any more' },
};
const missing = (files: Parameters<Check>[0], said: Readonly<Record<'de' | 'en', string>>) =>
  faultsIn(
    languages,
    (language) => !textOf(files, `docs/${language}/guide.md`).includes(said[language]),
    (language) => `the guide in ${language} does not say "${said[language]}"`,
  );

describe('invariant 29: the votes have a majority, and the set has one name', () => {
  const check: Check = (files, layout) => [
    ...setsOf(files).flatMap(({ hosts, set: { setName, members } }) => {
      const votes = members.reduce((sum, one) => sum + one.votes, 0);
      const own = hosts.filter((host) => mongodHosts(files).includes(host));
      const inScripts = hosts
        .flatMap((host) => treeOf(files, host))
        .flatMap(([, text]) => [...found(bare(text), /[?&]replicaSet=([\w-]+)/g), ...found(bare(text), /--host="([\w-]+)\//g)]);
      return [
        ...(layout === twoVotes
          ? votes === 2
            ? missing(files, warnings.twoVotes)
            : [`${votes} votes`]
          : votes % 2 === 1 && votes <= 7
            ? []
            : [`${votes} votes`]),
        ...faultsIn(
          members,
          (one) => one.arbiterOnly === true && (one.priority !== 0 || one.votes !== 1),
          ({ host }) => `${host} is an arbiter that may lead`,
        ),
        ...faultsIn(
          members,
          ({ votes: own }) => own !== 0 && own !== 1,
          ({ host }) => `${host} has several votes`,
        ),
        ...(members.some(({ priority }) => priority > 0) ? [] : ['nobody may lead']),
        ...differ(
          'name in mongod.conf',
          own.map((host) => mongodOn(files, host).replication.replSetName),
          [setName],
        ),
        ...faultsIn(
          inScripts,
          (name) => name !== setName,
          (name) => `a script asks the set "${name}"`,
        ),
        ...connectionsOf(files).flatMap(({ options }) => differ('name in the connection', [options.get('replicaSet') ?? ''], [setName])),
      ];
    }),
    ...(setsOf(files).length === connectionsOf(files).length ? [] : ['not every cell has a database and a connection']),
    ...faultsIn(
      mongodHosts(files),
      (host) => !setsOf(files).some(({ hosts }) => hosts.includes(host)),
      (host) => `${host} belongs to no set`,
    ),
  ];
  holds(check, [
    ['a vote less', 'pair', edit(/cell\.js$/, /(vote-1.*)votes: 1/, '$1votes: 0')],
    ['an arbiter that may lead', 'pair with an arbiter', edit(/cell\.js$/, /(vote-1.*)priority: 0/, '$1priority: 1')],
    ['another name in mongod.conf', 'cluster', edit(/db-2.*mongod\.conf$/, 'replSetName: ordination', 'replSetName: rs0')],
    ['another name in the connection', 'pair', edit(/make-secrets$/, 'replicaSet=ordination', 'replicaSet=rs0')],
    ['another name in a script', 'single', edit(/sbin\/ordination-database$/, 'replicaSet=ordination', 'replicaSet=rs0')],
    ['another name in the restore', 'pair', edit(/sbin\/ordination-restore$/, '--host="ordination/', '--host="rs0/')],
    ['two votes without a word', 'pair as quoted', edit(/docs\/en\/guide/, 'not recommended', 'recommended')],
    ['a server that knows another set', 'pair', edit(/app-2.*cell\.js$/, 'priority: 2', 'priority: 3')],
  ]);
});

describe('invariant 30: the members are the same for the set, the software, the firewall and the monitoring', () => {
  const check: Check = async (files) => {
    const addresses = await addressesOf(files);
    return setsOf(files).flatMap(({ hosts, set: { members } }) => {
      const data = dataOf(members).map(({ host }) => host);
      // A server without others listens on its own loopback only.
      const isAlone = hosts.length === 1;
      const connections = connectionsOf(files).filter((one) => one.members.some((member) => hosts.includes(member.split(':')[0]!)));
      const backups = hosts.flatMap((host) => treeOf(files, host)).filter(([path]) => path.endsWith('/database.sh'));
      const monitors = hosts.filter((host) => has(files, host, '/etc/prometheus/prometheus.yml'));
      const scripts = hosts.flatMap((host) => treeOf(files, host)).filter(([path]) => path === '/usr/local/sbin/ordination-database');
      return [
        ...(connections.length === 1 ? [] : [`the software knows ${connections.length} databases`]),
        ...connections.flatMap((one) => differ('the software', one.members, data)),
        ...backups.flatMap(([, text]) =>
          differ(
            'the backup',
            only(text, /^members=\((.*)\)$/gm).split(' '),
            isAlone ? data.map((one) => one.replace(/.*:/, '127.0.0.1:')) : data,
          ),
        ),
        ...scripts.flatMap(([, text]) => differ('the scripts', only(text, /'mongodb:\/\/([^/']+)\/admin/g).split(','), data)),
        ...differ(
          'who has the files',
          hosts.filter((host) => mongodHosts(files).includes(host)),
          members.map(hostOf),
        ),
        ...members.flatMap((member) => {
          const { rules } = nftOf(on(files, hostOf(member), '/etc/nftables.conf'));
          const from = rules.filter(({ port }) => port === String(mongodOn(files, hostOf(member)).net.port)).flatMap((rule) => rule.from);
          const others = members.filter((other) => other !== member).map((other) => addresses.get(hostOf(other))!);
          return faultsIn(
            others,
            (ip) => !from.includes(ip),
            (ip) => `${member.host} does not let in ${ip}`,
          );
        }),
        ...faultsIn(
          members.map(hostOf),
          (host) => monitors.some((monitor) => !on(files, monitor, '/etc/prometheus/prometheus.yml').includes(`instance: ${host}\n`)),
          (host) => `${host} is not watched`,
        ),
      ];
    });
  };
  holds(check, [
    ['a member that the software does not know', 'cluster', edit(/make-secrets$/, ',db-3:27017', '')],
    ['an arbiter as a copy', 'pair with an arbiter', edit(/make-secrets$/, 'app-2:27017/', 'app-2:27017,vote-1:27017/')],
    ['a member that the backup does not ask', 'pair', edit(/database\.sh$/, 'vote-1:27017 ', '')],
    ['a member that another one keeps out', 'cluster', edit(/db-2.*nftables\.conf$/, '10.0.0.41, ', '')],
    ['a member that nobody watches', 'pair', edit(/prometheus\.yml$/, 'instance: app-2', 'instance: app-3')],
    ['a member without a database', 'pair', without(/servers\/vote-1\/etc\/mongod\.conf$/)],
  ]);
});

describe('invariant 31: a pair has two copies and a third vote, and what an arbiter means is said', () => {
  const check: Check = (files, layout) =>
    setsOf(files).flatMap(({ set: { members, defaultWriteConcern }, hosts }) => {
      const isArbited = members.some((one) => one.arbiterOnly);
      const init = hosts.filter((host) => has(files, host, '/opt/ordination/database/init.js'));
      const connections = connectionsOf(files).filter((one) => one.members.some((member) => hosts.includes(member.split(':')[0]!)));
      return [
        ...(/^(pair|cluster)/.test(layout) && dataOf(members).length < 2 ? ['there is one copy'] : []),
        ...(/^(pair|cluster)/.test(layout) && layout !== twoVotes && members.length < 3 ? ['there is no third vote'] : []),
        ...(isArbited === (layout === 'pair with an arbiter') ? [] : ['there is an arbiter, or none']),
        ...faultsIn(
          init,
          (host) =>
            !/^ *admin\.runCommand\(\{ setDefaultRWConcern: 1, defaultWriteConcern,/m.test(
              on(files, host, '/opt/ordination/database/init.js'),
            ),
          (host) => `${host} leaves the default write concern to chance`,
        ),
        ...(init.length > 0 ? [] : ['nobody makes the set']),
        ...(defaultWriteConcern.w === (isArbited ? 1 : 'majority') ? [] : [`a change counts with ${defaultWriteConcern.w}`]),
        ...connections.flatMap(({ options }) =>
          differ('what the software waits for', [options.get('w') ?? ''], [String(defaultWriteConcern.w)]),
        ),
        ...(isArbited ? missing(files, warnings.arbiter) : []),
        ...(isArbited
          ? faultsIn(
              languages,
              (language) => !/ordination-database member-out\.js MEMBER=/.test(textOf(files, `docs/${language}/recovery.md`)),
              (language) => `recovery.md in ${language} does not take the vote away`,
            )
          : []),
        ...faultsIn(
          hosts.filter((host) => has(files, host, '/opt/ordination/database/member-out.js')),
          (host) => !/votes: 0, priority: 0/.test(on(files, host, '/opt/ordination/database/member-out.js')),
          (host) => `${host}: a lost member keeps its vote`,
        ),
      ];
    });
  holds(check, [
    ['no third vote', 'pair', edit(/cell\.js$/, /.*vote-1.*\n/, '')],
    ['a write concern that is left to chance', 'pair with an arbiter', edit(/init\.js$/, 'setDefaultRWConcern: 1, ', '')],
    ['a majority that one loss takes away', 'pair with an arbiter', edit(/cell\.js$/, '{ w: 1, j: true }', "{ w: 'majority' }")],
    ['software that waits for a majority', 'pair with an arbiter', edit(/make-secrets$/, 'w=1', 'w=majority')],
    ['a plan without the step', 'pair with an arbiter', edit(/de\/recovery/, 'member-out.js', 'member-back.js')],
    ['no warning', 'pair with an arbiter', edit(/en\/guide/, 'no majority confirms any more', 'everything goes on')],
    ['a lost member that keeps its vote', 'cluster', edit(/member-out\.js$/, 'votes: 0', 'votes: 1')],
  ]);
});

describe('invariant 32: changes during a dump are in the dump, since every database has a log of them', () => {
  const dumps = (files: Parameters<Check>[0], host: string) =>
    treeOf(files, host).flatMap(([, text]) =>
      bare(text)
        .split('\n')
        .filter((line) => /(^|[\s(])mongodump --(config|host|uri)/.test(line)),
    );
  const check: Check = (files) => [
    ...faultsIn(
      mongodHosts(files),
      (host) => !mongodOn(files, host).replication.replSetName,
      (host) => `${host} keeps no log of changes`,
    ),
    ...hostsOf(files).flatMap((host) =>
      faultsIn(
        dumps(files, host),
        (line) => !line.includes(' --oplog'),
        () => `${host} dumps without the changes`,
      ),
    ),
    ...setsOf(files).flatMap(({ hosts }) => {
      const taking = hosts.filter((host) => has(files, host, '/usr/local/lib/ordination/database.sh'));
      const making = hosts.filter((host) => has(files, host, '/opt/ordination/database/init.js'));
      return [
        ...faultsIn(
          taking,
          (host) => dumps(files, host).length === 0,
          (host) => `${host} dumps nothing`,
        ),
        ...faultsIn(
          making,
          (host) => !/rs\.initiate\(\{ _id: setName/.test(on(files, host, '/opt/ordination/database/init.js')),
          (host) => `${host} makes no set`,
        ),
        ...(making.length > 0 ? [] : ['nobody makes the set']),
      ];
    }),
    ...(mongodHosts(files).length === 0
      ? hostsOf(files).flatMap((host) =>
          faultsIn(
            dumps(files, host),
            (line) => line.includes('--oplog'),
            () => `${host}: Atlas gives no log`,
          ),
        )
      : []),
  ];
  holds(check, [
    ['a dump without the changes', 'solo', edit(/database\.sh$/, ' --oplog', '')],
    ['a database without a set', 'single', edit(/mongod\.conf$/, /replication:\n {2}replSetName: .*/, 'replication:\n  replSetName: ""')],
    ['a set that nobody makes', 'split', edit(/init\.js$/, /rs\.initiate\(.*\);/, '')],
  ]);
});

describe('invariant 33: mongod.conf has nothing that MongoDB 8 refuses, and nobody gets in without a password', () => {
  const removed = ['journal', 'mmapv1', 'ssl', 'serviceExecutor', 'indexBuildRetry', 'enableMajorityReadConcern'];
  const keysIn = (one: unknown): string[] =>
    typeof one === 'object' && one !== null ? Object.entries(one).flatMap(([key, inner]) => [key, ...keysIn(inner)]) : [];
  const check: Check = (files) =>
    mongodHosts(files).flatMap((host) => {
      const read = mongodOn(files, host);
      const isAlone = !hostsOf(files).some((other) => other !== host && on(files, host, '/etc/hosts').includes(` ${other}\n`));
      return [
        ...faultsIn(
          keysIn(read),
          (key) => removed.includes(key),
          (key) => `${host}: ${key}`,
        ),
        ...differ(`${host}: authorization`, [String(read.security['authorization'])], ['enabled']),
        ...(read.security['keyFile'] === '/etc/ordination/secrets/mongodb-keyfile' ? [] : [`${host} does not know its members`]),
        ...(/(^|,)(0\.0\.0\.0|::|\*)(,|$)/.test(read.net.bindIp) ? [`${host} listens to everybody`] : []),
        ...differ(`${host}: TLS`, [String(read.net.tls?.['mode'])], [isAlone ? 'undefined' : 'requireTLS']),
        ...(isAlone ||
        (read.net.tls?.['certificateKeyFile'] &&
          read.net.tls['CAFile'] &&
          !('allowInvalidCertificates' in read.net.tls) &&
          !('allowInvalidHostnames' in read.net.tls))
          ? []
          : [`${host} looks at no certificates`]),
      ];
    });
  const asked: Check = (files) =>
    connectionsOf(files).flatMap(({ members, options }) => {
      const tls = mongodHosts(files).some(
        (host) => members.some((one) => one.startsWith(`${host}:`)) && mongodOn(files, host).net.tls !== undefined,
      );
      return (options.get('tls') === 'true') === tls ? [] : ['the software speaks TLS, or not, against the database'];
    });
  holds(
    async (files, layout) => [...(await check(files, layout)), ...(await asked(files, layout))],
    [
      ['the journal', 'solo', edit(/mongod\.conf$/, 'storage:\n', 'storage:\n  journal:\n    enabled: true\n')],
      ['the old name of TLS', 'pair', edit(/mongod\.conf$/, '  tls:', '  ssl:')],
      ['no passwords', 'single', edit(/mongod\.conf$/, 'authorization: enabled', 'authorization: disabled')],
      ['all addresses', 'cluster', edit(/db-1.*mongod\.conf$/, /bindIp: .*/, 'bindIp: 0.0.0.0')],
      ['TLS for those who like', 'split', edit(/mongod\.conf$/, 'requireTLS', 'preferTLS')],
      [
        'certificates of anybody',
        'pair',
        edit(/app-1.*mongod\.conf$/, '    mode: requireTLS', '    mode: requireTLS\n    allowInvalidCertificates: true'),
      ],
      ['software without TLS', 'pair', edit(/make-secrets$/, 'tls=true', 'tls=false')],
    ],
  );
});

describe('invariant 34: database, software and system fit into the memory of their server', () => {
  /** GiB, from the price list of Hetzner. */
  const memory: Readonly<Record<string, number>> = { cx23: 4, cx33: 8, cx43: 16, cx53: 32 };
  const check: Check = async (files) => {
    const servers = serversOf(await moduleIn(files));
    return servers.flatMap(({ name, type }) => {
      const isDatabase = mongodHosts(files).includes(name);
      const isApp = appHosts(files).includes(name);
      const cache = isDatabase ? mongodOn(files, name).storage.wiredTiger.engineConfig.cacheSizeGB : 0;
      // One colour: during a deployment the other one is there for moments, and idle.
      const software = isApp
        ? Math.max(
            ...appsOn(files, name).map(
              ({ instances, max_memory_restart: most }) => (instances * Number(/^(\d+)M$/.exec(most)?.[1])) / 1024,
            ),
          )
        : 0;
      const total = memory[type]!;
      const reserve = total - cache - software;
      const kernel = on(files, name, '/etc/sysctl.d/60-ordination.conf');
      const disk = isDatabase && isApp ? on(files, name, '/usr/local/sbin/ordination-disk') : '';
      return [
        ...(reserve >= Math.max(0.75, total * 0.06) ? [] : [`${name}: ${reserve} of ${total} GiB are left for the system`]),
        ...(isDatabase && cache < 0.25 ? [`${name}: the cache of the database is too small`] : []),
        ...(isDatabase && only(kernel, /^vm\.swappiness = (\d+)$/gm) !== '1' ? [`${name} swaps early`] : []),
        ...(isDatabase && isApp && !(/fallocate -l \d+G/.test(disk) && /^ *mkswap /m.test(disk) && /^ *swapon "\$swap"$/m.test(disk))
          ? [`${name} has no swap`]
          : []),
      ];
    });
  };
  holds(check, [
    ['too large a cache', 'pair', edit(/app-1.*mongod\.conf$/, /cacheSizeGB: .*/, 'cacheSizeGB: 5')],
    ['too many processes', 'single', edit(/ecosystem/, /instances: \d+/, 'instances: 16')],
    ['too small a server', 'split', edit(/servers\.tf$/, '"cx43"', '"cx33"')],
    ['no limit for a process', 'solo', edit(/ecosystem/, /max_memory_restart: '820M'/, "max_memory_restart: '3G'")],
    ['no swap', 'single', edit(/ordination-disk$/, /^ *swapon "\$swap"\n/m, '')],
    ['early swapping', 'cluster', edit(/db-1.*60-ordination\.conf$/, 'vm.swappiness = 1', 'vm.swappiness = 60')],
  ]);
});

describe('invariant 35: large pages of memory are as this version of MongoDB wants them', () => {
  const check: Check = (files) =>
    mongodHosts(files).flatMap((host) => {
      const version = Number(
        only(on(files, host, '/usr/local/sbin/ordination-packages'), /repo\.mongodb\.org\/apt\/ubuntu \w+\/mongodb-org\/(\d+)\.\d+ /g),
      );
      const wanted = version >= 8 ? 'always' : 'never';
      return [
        ...differ(
          `${host}: huge pages`,
          found(
            on(files, host, '/etc/tmpfiles.d/ordination-memory.conf'),
            /^w \/sys\/kernel\/mm\/transparent_hugepage\/enabled - - - - (\w+)$/gm,
          ),
          [wanted],
        ),
        ...(on(files, host, '/usr/local/sbin/ordination-preflight').includes(
          `grep -qF '[${wanted}]' /sys/kernel/mm/transparent_hugepage/enabled`,
        )
          ? []
          : [`${host}: the preflight looks for something else`]),
      ];
    });
  holds(check, [
    ['small pages', 'single', edit(/ordination-memory\.conf$/, 'enabled - - - - always', 'enabled - - - - never')],
    ['an older version', 'pair', edit(/vote-1.*ordination-packages$/, 'mongodb-org/8.0 ', 'mongodb-org/7.0 ')],
    ['a preflight that looks for something else', 'cluster', edit(/db-3.*preflight$/, "'[always]'", "'[never]'")],
  ]);
});

describe('invariant 36: MongoDB starts on the kernel, and neither changes by itself', () => {
  const check: Check = (files) =>
    mongodHosts(files).flatMap((host) => {
      const script = bare(on(files, host, '/usr/local/sbin/ordination-packages'));
      const packages = only(script, /^packages=\(\n([^)]*)\)/gm)
        .trim()
        .split(/\s+/);
      const preflight = on(files, host, '/usr/local/sbin/ordination-preflight');
      const [, from, to] = /\(\(number >= (\d+) && number < (\d+)\)\); then\n\s*fault /.exec(preflight) ?? [];
      const pinned = on(files, host, '/etc/apt/preferences.d/ordination-kernel');
      const upgrades = bare(on(files, host, '/etc/apt/apt.conf.d/52ordination-upgrades'));
      return [
        ...differ(
          `${host}: kernels that are refused`,
          [`${from} to ${to}`, /(\$\(uname -r\))/.exec(preflight)?.[1] ?? ''],
          ['6019000 to 7000014', '$(uname -r)'],
        ),
        ...faultsIn(
          packages,
          (one) => /hwe|oem|^linux-image-[67]/.test(one),
          (one) => `${host} installs ${one}`,
        ),
        ...(packages.some((one) => ['linux-image-virtual', 'linux-image-generic'].includes(one))
          ? []
          : [`${host} does not name its kernel`]),
        ...(/^Package: .*linux-\*-hwe-24\.04/m.test(pinned) && /^Pin-Priority: -\d+$/m.test(pinned)
          ? []
          : [`${host} may get another kernel`]),
        ...differ(
          `${host}: packages that are held`,
          only(script, /^apt-mark hold (.*)$/gm).split(' '),
          packages.filter((one) => one.startsWith('mongodb-')),
        ),
        ...(packages.includes('mongodb-org-server') ? [] : [`${host} has no database`]),
        ...(/Unattended-Upgrade::Package-Blacklist \{\s*"\^mongodb-";\s*\};/.test(upgrades)
          ? []
          : [`${host} upgrades its database by itself`]),
      ];
    });
  holds(check, [
    ['the newer kernel', 'single', edit(/ordination-packages$/, 'linux-image-virtual', 'linux-image-virtual-hwe-24.04')],
    ['no pin', 'solo', edit(/ordination-kernel$/, 'Pin-Priority: -1', 'Pin-Priority: 500')],
    ['no look at the kernel', 'pair', edit(/app-2.*preflight$/, /number < 7000014/, 'number < 6019000')],
    ['a package that is not held', 'cluster', edit(/db-1.*ordination-packages$/, /(apt-mark hold .*) mongodb-org-server/, '$1')],
    ['upgrades by themselves', 'split', edit(/db-1.*52ordination-upgrades$/, '"^mongodb-";', '')],
  ]);
});

describe('invariant 37: each user of the database has one duty', () => {
  const duties: Readonly<Record<string, readonly string[]>> = {
    admin: ['userAdminAnyDatabase@admin', 'clusterAdmin@admin'],
    'ordination-app': ['readWrite@ordination'],
    'ordination-backup': ['backup@admin'],
    // To replay the changes made during a dump takes more than the role "restore" grants.
    'ordination-restore': ['restore@admin', 'ordination-replay@admin'],
    'ordination-monitoring': ['clusterMonitor@admin'],
  };
  const usedBy: Readonly<Record<string, RegExp>> = {
    'ordination-backup': /\/lib\/ordination\/database\.sh$/,
    'ordination-restore': /\/sbin\/ordination-restore$/,
    'ordination-monitoring': /\/lib\/ordination\/database-figures\.js$/,
  };
  const ofSets: Check = (files) =>
    setsOf(files).flatMap(({ set: { users }, hosts }) => {
      const dumping = hosts.some((host) => has(files, host, '/usr/local/lib/ordination/database.sh'));
      const wanted = Object.keys(duties).filter((user) => dumping || !['ordination-backup', 'ordination-restore'].includes(user));
      const trees = hosts.flatMap((host) => treeOf(files, host)).map(([path, text]) => [path, bare(text)] as const);
      return [
        ...differ('users', Object.keys(users), wanted),
        ...Object.entries(users).flatMap(([user, { roles }]) =>
          differ(
            `duties of ${user}`,
            roles.map(({ role, db }) => `${role}@${db}`),
            duties[user] ?? [],
          ),
        ),
        ...Object.entries(usedBy).flatMap(([user, place]) =>
          faultsIn(
            trees,
            ([path, text]) => new RegExp(`(--username=|ORDINATION_USER=|auth\\(')${user}\\b`).test(text) && !place.test(path),
            ([path]) => `${path} works as ${user}`,
          ),
        ),
        ...trees
          .filter(([path]) => path.endsWith('/grant.js'))
          .flatMap(([path, text]) => differ(path, found(text, /\{ role: '(\w+)'/g), ['readWrite'])),
        ...faultsIn(
          trees,
          ([path, text]) =>
            /\/(ecosystem\.config\.cjs|ordination-deploy|ordination-start)$/.test(path) && /ordination-(restore|backup)\b/.test(text),
          ([path]) => `${path} knows another user`,
        ),
      ];
    });
  const ofSoftware: Check = async (files) => {
    const rented = ofType(await moduleIn(files), 'mongodbatlas_database_user');
    const roles = rented.flatMap(({ body }) =>
      ([body['roles']].flat() as Parsed[]).map(
        (role) => `${String(within(body, 'username'))}: ${String(within(role, 'role_name'))}@${String(within(role, 'database_name'))}`,
      ),
    );
    return [
      ...faultsIn(
        connectionsOf(files),
        ({ user, database }) => user !== 'ordination-app' || database !== 'ordination',
        ({ user }) => `the software works as ${user}`,
      ),
      ...differ('users of a rented database', roles, rented.length > 0 ? ['ordination-app: readWrite@ordination'] : []),
    ];
  };
  holds(
    async (files, layout) => [...(await ofSets(files, layout)), ...(await ofSoftware(files, layout))],
    [
      [
        'a backup that may write',
        'single',
        edit(/cell\.js$/, "role: 'backup', db: 'admin' }", "role: 'backup', db: 'admin' }, { role: 'readWriteAnyDatabase', db: 'admin' }"),
      ],
      ['software that may do everything', 'pair', edit(/cell\.js$/, "role: 'readWrite', db: 'ordination'", "role: 'root', db: 'admin'")],
      ['software that works as somebody else', 'cluster', edit(/make-secrets$/, 'mongodb ordination-app', 'mongodb ordination-restore')],
      ['a backup by the one who restores', 'solo', edit(/database\.sh$/, '--username=ordination-backup', '--username=ordination-restore')],
      ['a rented database that the software rules', 'managed database', edit(/database\.tf$/, '"readWrite"', '"atlasAdmin"')],
      [
        'figures by the administrator of the restore',
        'split',
        edit(/database-figures\.js$/, "auth('ordination-monitoring'", "auth('ordination-restore'"),
      ],
      [
        'one user more',
        'single',
        also('servers/app-1/opt/ordination/database/cell.js', "users['x'] = { roles: [{ role: 'root', db: 'admin' }] };\n"),
      ],
    ],
  );
});
