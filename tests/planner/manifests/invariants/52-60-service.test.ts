/** Invariants 52 to 60: nginx, the software, its deployment and its logs agree with each other and with what the software is told to do. */
import { describe } from 'vitest';
import { parse } from 'yaml';
import type { Files } from '@ordiplan/planner';
import {
  appHosts,
  appsOn,
  bare,
  blocks,
  cellOf,
  directives,
  edit,
  found,
  hostsOf,
  holds,
  moduleIn,
  nginxOf,
  on,
  serversOf,
  withFile,
} from './reading.ts';
import { bodyOf, filesOn, languages, unless } from './reading-later.ts';

const nginx = '/etc/nginx/nginx.conf';
const deploy = '/usr/local/sbin/ordination-deploy';

/** What the releases of the system ship. */
const shipped: Readonly<Record<string, { readonly http2: 'listen' | 'directive'; readonly hasHybridCurve: boolean }>> = {
  'ubuntu-24.04': { http2: 'listen', hasHybridCurve: false },
  'ubuntu-26.04': { http2: 'directive', hasHybridCurve: true },
};

/** Seconds, from "60s" or "2m". */
function secondsOf(text: string | undefined): number {
  const [, figure, unit = 's'] = /^(\d+)(ms|s|m|h|d)?$/.exec(text ?? '') ?? [];
  return Number(figure) * { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }[unit]!;
}

/** The figures in what the software is told. */
function contractOf(files: Files, language: (typeof languages)[number]) {
  const text = files[`docs/${language}/app-contract.md`] ?? '';
  const figure = (line: RegExp) => Number(line.exec(text)?.[1] ?? NaN);
  return {
    text,
    loginPaths: found(text, /`(\/api\/auth[^`]*)`/g),
    readySeconds: figure(/process\.send\("ready"\).*?(\d+) (?:Sekunden|seconds)/),
    killSeconds: figure(/SIGINT.*?(\d+) (?:Sekunden|seconds)/),
    keepAliveSeconds: figure(/keepAliveTimeout.*?(\d+) (?:Sekunden|seconds)/),
    answerSeconds: figure(/(?:eine Antwort|an answer).*?(\d+) (?:Sekunden|seconds)/),
    uploadMb: figure(/(\d+) MB/),
    // One count for all servers, or each with its server: "4 (app-1), 2 (app-2)".
    processesOf: (host: string) => {
      const [, counts = ''] = /, ([\d(), a-z-]+) (?:Prozesse je Farbe|processes for each colour)/.exec(text) ?? [];
      return Number(
        counts
          .split(', ')
          .find((count) => count.endsWith(`(${host})`))
          ?.split(' ')[0] ?? counts,
      );
    },
  };
}

describe('invariant 52: nginx is written for the release that its server gets', () => {
  const check = async (files: Files) => {
    const images = new Map(serversOf(await moduleIn(files)).map(({ name, image }) => [name, image]));
    return withFile(files, nginx).flatMap((host) => {
      const { http2, hasHybridCurve } = shipped[images.get(host) ?? ''] ?? {};
      const text = bare(on(files, host, nginx));
      const curves = directives(nginxOf(text), 'ssl_ecdh_curve').flat().join(':');
      return [
        ...unless(http2 !== undefined, `${host}: no release is known`),
        ...unless(
          /^ *http2 on;/m.test(text) === (http2 === 'directive') && /listen [^;]*\bhttp2\b/.test(text) === (http2 === 'listen'),
          `${host}: HTTP/2 of another nginx`,
        ),
        ...unless(curves.includes('X25519MLKEM768') === hasHybridCurve, `${host}: curves of another OpenSSL: ${curves}`),
        ...unless(!/ssl_stapling|keepalive_min_timeout/.test(text) || http2 === 'directive', `${host}: a directive of a newer nginx`),
        ...unless(!/ssl_stapling/.test(text), `${host}: nobody answers OCSP any more`),
        ...unless(!/\bDHE-RSA|TLSv1\.1|TLSv1[ ;]|SSLv3/.test(text), `${host}: old ciphers or protocols`),
      ];
    });
  };
  holds(check, [
    [
      'the directive of a newer nginx',
      'pair',
      edit(/nginx\.conf$/, 'ssl_prefer_server_ciphers off;', 'ssl_prefer_server_ciphers off;\n  http2 on;'),
    ],
    ['a curve that OpenSSL does not know', 'single', edit(/nginx\.conf$/, 'ssl_ecdh_curve X25519', 'ssl_ecdh_curve X25519MLKEM768:X25519')],
    ['stapling', 'single', edit(/nginx\.conf$/, 'ssl_session_tickets off;', 'ssl_session_tickets off;\n  ssl_stapling on;')],
    ['the old form on a new release', 'managed database, Ubuntu 26.04', edit(/nginx\.conf$/, '443 ssl', '443 ssl http2')],
  ]);
});

describe('invariant 53: request limits exist, refuse with 429, are stricter for logins and never meet the health check', () => {
  const rate = (text: string) => Number(/rate=(\d+)r\/[sm]/.exec(text)?.[1]) / (text.endsWith('r/m') ? 60 : 1);
  const check = (files: Files) =>
    withFile(files, nginx).flatMap((host) => {
      const all = nginxOf(on(files, host, nginx));
      const zones = new Map(
        directives(all, 'limit_req_zone').map((words) => [found(words.join(' '), /zone=(\w+):/g)[0]!, rate(words.at(-1)!)]),
      );
      const locations = blocks(all, 'location');
      const limits = (path: string) =>
        locations
          .filter(({ words }) => words.at(-1) === path)
          .map(({ block }) => directives(block, 'limit_req').map((words) => found(words[0]!, /zone=(\w+)/g)[0]!));
      const used = directives(all, 'limit_req').map((words) => found(words[0]!, /zone=(\w+)/g)[0]!);
      const size = Number(/^(\d+)m$/.exec(directives(all, 'client_max_body_size')[0]?.[0] ?? '')?.[1]);
      return [
        ...unless(
          JSON.stringify([...new Set(used)].toSorted()) === JSON.stringify([...zones.keys()].toSorted()),
          `${host}: zones ${[...zones.keys()].join(', ')}, used ${used.join(', ')}`,
        ),
        ...unless(directives(all, 'limit_req_status')[0]?.[0] === '429', `${host}: another status`),
        ...unless(zones.get('login')! < zones.get('practice')!, `${host}: logins are not limited more strictly`),
        ...unless(
          limits('/api/health').length > 0 && limits('/api/health').every((one) => one.length === 0),
          `${host}: health checks are limited`,
        ),
        ...languages.flatMap((language) => {
          const { loginPaths, uploadMb } = contractOf(files, language);
          return [
            ...unless(size >= uploadMb, `${host}: ${size} MB, promised are ${uploadMb}`),
            ...unless(
              loginPaths.length === 1 && limits(loginPaths[0]!).some((one) => one.includes('login')),
              `${host}: app-contract.md (${language}) names the path of logins "${loginPaths.join()}", which nginx does not limit`,
            ),
          ];
        }),
      ];
    });
  holds(check, [
    [
      'a limit on health checks',
      'pair',
      edit(/nginx\.conf$/, 'location = /api/health {\n', 'location = /api/health {\n      limit_req zone=practice burst=40 nodelay;\n'),
    ],
    ['a zone that is not defined', 'single', edit(/nginx\.conf$/, 'limit_req zone=login', 'limit_req zone=logins')],
    ['status 503', 'single', edit(/nginx\.conf$/, 'limit_req_status 429', 'limit_req_status 503')],
    ['logins as often as the rest', 'single', edit(/nginx\.conf$/, 'rate=10r/m', 'rate=10r/s')],
    ['smaller uploads than promised', 'cluster', edit(/nginx\.conf$/, 'client_max_body_size 20m', 'client_max_body_size 1m')],
  ]);
});

describe('invariant 54: whoever waits for another one waits longer than that one takes', () => {
  const check = (files: Files) =>
    withFile(files, nginx).flatMap((host) => {
      const all = nginxOf(on(files, host, nginx));
      const one = (name: string) => secondsOf(directives(all, name)[0]?.[0]);
      const live = blocks(all, 'upstream').find(({ words }) => words[1] === 'live')?.block ?? [];
      const idle = secondsOf(directives(live, 'keepalive_timeout')[0]?.[0]);
      const script = on(files, host, deploy);
      const waits = (name: string) => Number(new RegExp(`^readonly ${name}=(\\d+)$`, 'm').exec(script)?.[1]);
      return languages.flatMap((language) => {
        const told = contractOf(files, language);
        return [
          ...unless(
            one('proxy_read_timeout') >= told.answerSeconds,
            `${host}: nginx gives up after ${one('proxy_read_timeout')} s, the software may take ${told.answerSeconds} (${language})`,
          ),
          ...unless(told.keepAliveSeconds > idle, `${host}: the software closes what nginx still uses (${language})`),
          ...unless(waits('drain_seconds') > idle, `${host}: what is stopped still meets requests`),
          ...appsOn(files, host).flatMap((app) => [
            ...unless(
              app.kill_timeout / 1000 === told.killSeconds && told.killSeconds > told.answerSeconds,
              `${host}: ${app.name} is killed during an answer, or after another time than told (${language})`,
            ),
            ...unless(app.listen_timeout / 1000 >= told.readySeconds, `${host}: ${app.name} is not waited for (${language})`),
            ...unless(waits('healthy_seconds') > app.listen_timeout / 1000, `${host}: the deployment gives up before ${app.name} is ready`),
          ]),
        ];
      });
    });
  holds(check, [
    ['PM2 kills after 1.6 seconds', 'pair', edit(/ecosystem\.config\.cjs$/, 'kill_timeout: 65000', 'kill_timeout: 1600')],
    ['PM2 waits 3 seconds for the start', 'single', edit(/ecosystem\.config\.cjs$/, 'listen_timeout: 30000', 'listen_timeout: 3000')],
    ['nginx gives up after 30 seconds', 'single', edit(/nginx\.conf$/, 'proxy_read_timeout 60s', 'proxy_read_timeout 30s')],
    [
      'nginx keeps connections for longer than the software',
      'single',
      edit(/nginx\.conf$/, 'keepalive_timeout 4s', 'keepalive_timeout 70s'),
    ],
    ['nothing is drained', 'single', edit(/ordination-deploy$/, 'drain_seconds=10', 'drain_seconds=0')],
  ]);
});

/** Connections that the vendor of the database allows for a cluster of that size. */
const allowed: Readonly<Record<string, number>> = { M10: 1500, M20: 3000, M30: 3000, M40: 6000 };

describe('invariant 57: PM2 waits for the "ready" that the software is told to send, and all its processes find connections', () => {
  const check = (files: Files) =>
    appHosts(files).flatMap((host) => {
      const [app] = appsOn(files, host);
      const cell = appHosts(files).filter((one) => cellOf(one) === cellOf(host));
      const pool = Number(app!.env['MONGODB_POOL']);
      // During a deployment both colours run.
      const connections = cell.length * 2 * app!.instances * pool;
      const [size] = found(textsOfInfra(files), /instance_size += "(\w+)"/g);
      const most = size === undefined ? 51_200 : allowed[size]!;
      return [
        ...unless(app!.wait_ready, `${host}: PM2 does not wait`),
        ...unless(connections > 0 && connections < most, `${host}: ${connections} connections of ${most}`),
        ...languages.flatMap((language) => {
          const { text, processesOf } = contractOf(files, language);
          const processes = processesOf(host);
          return [
            ...unless(text.includes('process.send("ready")'), `app-contract.md (${language}) does not ask for "ready"`),
            ...unless(processes === app!.instances, `app-contract.md (${language}): ${processes} processes, PM2 starts ${app!.instances}`),
          ];
        }),
      ];
    });
  holds(check, [
    ['PM2 does not wait', 'single', edit(/ecosystem\.config\.cjs$/, 'wait_ready: true', 'wait_ready: false')],
    ['the software is not told', 'single', edit(/docs\/en\/app-contract\.md$/, 'process.send("ready")', 'listen()')],
    [
      'more connections than the vendor allows',
      'managed database',
      edit(/ecosystem\.config\.cjs$/, /MONGODB_POOL: '\d+'/, "MONGODB_POOL: '5000'"),
    ],
  ]);
});

function textsOfInfra(files: Files): string {
  return Object.entries(files)
    .filter(([path]) => path.startsWith('infra/'))
    .map(([, text]) => text)
    .join('\n');
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly if?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>>; readonly 'max-parallel'?: number };
  readonly steps: readonly { readonly name?: string; readonly run?: string; readonly uses?: string }[];
}

describe('invariant 58: production gets the archive that staging tried, with consent, one server after the other, and goes back as one', () => {
  const check = (files: Files) => {
    const { jobs, concurrency } = parse(files['.github/workflows/deploy.yml'] ?? '') as {
      jobs: Readonly<Record<string, Job>>;
      concurrency: { 'cancel-in-progress': boolean };
    };
    const needs = (name: string): string[] => [jobs[name]?.needs ?? []].flat().flatMap((one) => [one, ...needs(one)]);
    const runs = (name: string) => (jobs[name]?.steps ?? []).map(({ run = '' }) => run).join('\n');
    const commands = [...new Set(Object.keys(jobs).flatMap((name) => found(runs(name), /sudo -u app (\S+?)[ '"]/g)))].toSorted();
    return [
      ...unless(
        needs('production').includes('approve') && needs('approve').includes('staging'),
        'production does not wait for consent and staging',
      ),
      ...unless(jobs['approve']?.environment === 'production', 'nobody is asked'),
      ...unless(concurrency['cancel-in-progress'] === false, 'a deployment can be cut off'),
      ...['staging', 'production'].flatMap((name) => [
        ...unless(/sha256sum --check <<<"\$DIGEST /.test(runs(name)), `${name} takes any archive`),
        ...unless(
          runs(name).indexOf('sha256sum --check') < runs(name).indexOf('ordination-deploy'),
          `${name} looks at the archive too late`,
        ),
      ]),
      ...unless(
        !/npm|checkout/.test(runs('production') + JSON.stringify(jobs['production']?.steps.map(({ uses }) => uses))),
        'production builds anew',
      ),
      ...unless(
        needs('rollback').includes('production') &&
          /failure/.test(jobs['rollback']?.if ?? '') &&
          runs('rollback').includes('ordination-rollback'),
        'a failure does not go back',
      ),
      ...['production', 'rollback'].flatMap((name) => [
        ...unless(jobs[name]?.strategy?.['max-parallel'] === 1, `${name} takes several servers at once`),
        ...unless(
          JSON.stringify(jobs[name]?.strategy?.matrix['host']?.toSorted()) === JSON.stringify(appHosts(files).toSorted()),
          `${name} takes other servers`,
        ),
      ]),
      ...appHosts(files).flatMap((host) => {
        const [line = ''] = found(on(files, host, '/etc/sudoers.d/ordination'), /^deploy ALL=\(app\) NOPASSWD: (.*)$/gm);
        const may = line.split(', ').toSorted();
        return [
          ...unless(
            JSON.stringify(may) === JSON.stringify(commands),
            `${host}: deploy may run ${may.join(', ')}, the workflow runs ${commands.join(', ')}`,
          ),
          ...may.flatMap((path) => unless(path in filesOn(files, host), `${host}: there is no ${path}`)),
        ];
      }),
      ...hostsOf(files)
        .filter((host) => !appHosts(files).includes(host))
        .flatMap((host) => unless(!/^deploy /m.test(on(files, host, '/etc/sudoers.d/ordination')), `${host}: deploy has rights here`)),
    ];
  };
  holds(check, [
    ['production without staging', 'single', edit(/deploy\.yml$/, 'needs: [build, staging]', 'needs: [build]')],
    ['production without the digest', 'single', edit(/deploy\.yml$/, /run: sha256sum --check.*/g, 'run: ls release')],
    ['a new deployment cuts off the running one', 'single', edit(/deploy\.yml$/, 'cancel-in-progress: false', 'cancel-in-progress: true')],
    [
      'a right of deploy too many',
      'pair',
      edit(/sudoers\.d\/ordination$/, 'deploy ALL=(app) NOPASSWD: ', 'deploy ALL=(app) NOPASSWD: /bin/bash, '),
    ],
    ['nobody goes back', 'pair', edit(/deploy\.yml$/, 'sudo -u app /usr/local/sbin/ordination-rollback', 'true')],
    ['a server that is forgotten', 'pair', edit(/deploy\.yml$/, 'host: [app-1, app-2]', 'host: [app-1]')],
  ]);
});

describe('invariant 59: nothing is switched before the release has said what it does to the database', () => {
  const check = (files: Files) => [
    ...appHosts(files).flatMap((host) => {
      const script = on(files, host, deploy);
      const main = script.slice(script.indexOf('\ntrap finish EXIT'));
      const asked = bodyOf(script, 'check_migration') ?? '';
      const order = [
        main.indexOf('check_migration "$version"'),
        main.indexOf('start_colour "$idle"'),
        main.indexOf('lead_nginx_to "$idle"'),
      ];
      return [
        ...unless(
          order.every((at, i) => at > (order[i - 1] ?? 0)),
          `${host}: the question comes too late`,
        ),
        ...unless(/breaking\)\n +\[\[ -n \$is_maintenance \]\] \|\|\n +refuse /.test(asked), `${host}: a breaking change is switched to`),
        ...unless(/\*\) refuse /.test(asked), `${host}: silence counts as consent`),
        ...unless(/for file in [^;]*\bMIGRATION\b/.test(script), `${host}: a release may leave it out`),
        ...unless((bodyOf(script, 'find_previous') ?? '').includes('check_migration'), `${host}: going back asks nothing`),
      ];
    }),
    ...unless(/options: \[none, compatible\]/.test(files['.github/workflows/deploy.yml'] ?? ''), 'the workflow delivers breaking changes'),
    ...languages.flatMap((language) => {
      const { text } = contractOf(files, language);
      return ['`MIGRATION`', '`none`', '`compatible`', '`breaking`', '`--maintenance`'].flatMap((word) =>
        unless(text.includes(word), `app-contract.md (${language}) does not name ${word}`),
      );
    }),
  ];
  holds(check, [
    ['no question', 'single', edit(/ordination-deploy$/, '  check_migration "$version"\n', '')],
    [
      'a breaking change as any other',
      'pair',
      edit(/ordination-deploy$/, '    breaking)\n', '    breaking) is_maintenance= ;;\n    never)\n'),
    ],
    ['breaking changes by the workflow', 'single', edit(/deploy\.yml$/, '[none, compatible]', '[none, compatible, breaking]')],
  ]);
});

describe('invariant 60: all logs together stay below a tenth of the disk, and go after the days that the record names', () => {
  /** Logs of text become a quarter of their size or less when they are compressed. */
  const shrinks = 4;
  /** How many files a pattern of the rotation stands for. */
  const counts: Readonly<Record<string, number>> = { nginx: 2, 'ordination-app': 5, 'ordination-mongodb': 1 };
  const check = (files: Files) =>
    hostsOf(files).flatMap((host) => {
      const tree = filesOn(files, host);
      const rotations = Object.entries(tree).filter(([path]) => path.startsWith('/etc/logrotate.d/'));
      const megabytes = rotations.map(([path, text]) => {
        const figure = (word: string) => Number(new RegExp(`^ *${word} (\\d+)M?$`, 'm').exec(text)?.[1]);
        const packs = /^ *compress$/m.test(text);
        const plain = 1 + (packs ? (/^ *delaycompress$/m.test(text) ? 1 : 0) : figure('rotate'));
        return (
          counts[path.slice('/etc/logrotate.d/'.length)]! *
          figure('maxsize') *
          (plain + (packs ? (figure('rotate') + 1 - plain) / shrinks : 0))
        );
      });
      const journal = Number(/^SystemMaxUse=(\d+)G$/m.exec(tree['/etc/systemd/journald.conf.d/ordination.conf'] ?? '')?.[1]) * 1000;
      const disk =
        Number(
          /the plan reckons with (\d+) GB\. Is it the right/.exec(
            (tree['/usr/local/sbin/ordination-preflight'] ?? '').split('disk=')[1] ?? '',
          )?.[1],
        ) * 1000;
      const all = megabytes.reduce((sum, one) => sum + one, journal);
      const kept = rotations.map(([, text]) => Number(/^ *rotate (\d+)$/m.exec(text)?.[1]));
      return [
        ...unless(all > 0 && all < 0.1 * disk, `${host}: ${all} MB of logs on ${disk} MB`),
        ...('/etc/nginx/nginx.conf' in tree ? unless(rotations.length >= 2, `${host}: a log that is never turned over`) : []),
        ...('/etc/logrotate.d/nginx' in tree
          ? unless(/^ *maxage \d+$/m.test(tree['/etc/logrotate.d/nginx']!), `${host}: logs of nginx have no age`)
          : []),
        ...languages.flatMap((language) => {
          const record = files[`docs/${language}/compliance.md`] ?? '';
          const told = Number(/(?:Protokolle|Logs) [^\n]*?(\d+) (?:Tage|days)/.exec(record)?.[1]);
          return kept.flatMap((days) =>
            unless(days === told, `compliance.md (${language}) says ${told} days for logs, ${host} keeps ${days}`),
          );
        }),
      ];
    });
  holds(check, [
    ['logs of 1 GB each', 'pair', edit(/logrotate\.d\/nginx$/, 'maxsize 100M', 'maxsize 1000M')],
    ['logs that are kept for a year', 'single', edit(/logrotate\.d\/ordination-app$/, 'rotate 14', 'rotate 365')],
    ['a journal without end', 'single', edit(/journald\.conf\.d\/ordination\.conf$/, 'SystemMaxUse=1G', 'SystemMaxUse=40G')],
  ]);
});
