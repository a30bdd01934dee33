/** Invariants 1 to 7: ports, paths and names are the same in every file that mentions them. */
import { describe } from 'vitest';
import { parse } from 'yaml';
import { ofType, within } from '../../../manifests/hcl.ts';
import {
  addressesOf,
  appHosts,
  appsOn,
  bare,
  blocks,
  cellOf,
  cellsOf,
  differ,
  directives,
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
  nginxOf,
  on,
  only,
  serversOf,
  setsOf,
  textOf,
  treeOf,
  withFile,
  type Check,
} from './reading.ts';

const nginx = '/etc/nginx/nginx.conf';
const deploy = '/usr/local/sbin/ordination-deploy';
const start = '/usr/local/sbin/ordination-start';
const rollback = '/usr/local/sbin/ordination-rollback';
const metrics = '/usr/local/sbin/ordination-metrics';
const exporter = '/etc/default/prometheus-node-exporter';
const prometheus = '/etc/prometheus/prometheus.yml';
const colours = ['blue', 'green'];
const languages = ['de', 'en'] as const;

interface Scraped {
  readonly scrape_configs: readonly {
    readonly job_name: string;
    readonly static_configs: readonly { readonly targets: readonly string[]; readonly labels: { readonly instance: string } }[];
  }[];
}

/** What the monitoring of a cell asks: "instance=address:port". */
function scrapedBy(files: Parameters<Check>[0], host: string): string[] {
  const { scrape_configs: jobs } = parse(on(files, host, prometheus)) as Scraped;
  const nodes = jobs.filter((job) => job.job_name === 'node').flatMap((job) => job.static_configs);
  return nodes.flatMap(({ targets, labels }) => targets.map((target) => `${labels.instance}=${target}`));
}

describe('invariant 1: a port or socket is the same wherever it is named', () => {
  const sockets: Check = (files) =>
    appHosts(files).flatMap((host) => {
      const text = (path: string) => bare(on(files, host, path));
      const listens = appsOn(files, host).map(({ env }) => env['LISTEN'] ?? 'nothing');
      const upstreams = blocks(nginxOf(text(nginx)), 'upstream').filter(({ words }) => ['live', 'local'].includes(words[1]!));
      const served = upstreams.map(({ block }) => directives(block, 'server')[0]?.[0] ?? 'nothing');
      const link = only(text(deploy), /^ *mv -T \S+live\.sock\.next (\S+)$/gm);
      return [
        ...differ(
          `${host}: the two colours`,
          listens.map((path) => path.split('/').at(-1)!),
          colours.map((colour) => `${colour}.sock`),
        ),
        ...differ(`${host}: sockets in ${start}`, only(text(start), /^rm -f (.*)$/gm).split(' '), listens),
        ...differ(
          `${host}: sockets in ${deploy}`,
          colours.map((colour) => only(text(deploy), /printf '%s' "(.*)"/g).replace('$1', colour)),
          listens,
        ),
        ...differ(`${host}: link in ${start}`, found(text(start), /mv -T \S+ (\S+)$/gm), [link]),
        ...differ(`${host}: upstreams`, served, [`unix:${link}`]),
        ...faultsIn(
          found(text(metrics), /--unix-socket (\S+)/g),
          (path) => path !== link,
          (path) => `${host}: the figures ask ${path}`,
        ),
        ...faultsIn(
          appsOn(files, host),
          ({ env }) => 'PORT' in env,
          ({ name }) => `${host}: ${name} has a port as well`,
        ),
      ];
    });
  const ports: Check = async (files) => {
    const module = await moduleIn(files);
    const checked = ofType(module, 'hcloud_load_balancer_service').map(({ body }) => String(within(body, 'health_check', 'port')));
    return [
      ...appHosts(files).flatMap((host) => {
        const listens = directives(nginxOf(on(files, host, nginx)), 'listen').map(([address]) => address!);
        const own = found(bare(on(files, host, deploy)), /http:\/\/(127\.0\.0\.1:\d+)\//g);
        const asked = [...found(textOf(files, '.github/workflows/deploy.yml'), /http:\/\/(127\.0\.0\.1:\d+)\//g), ...own];
        return [
          ...faultsIn(
            asked,
            (one) => !listens.includes(one),
            (one) => `${host}: nobody listens on ${one}`,
          ),
          ...faultsIn(
            checked,
            (port) => !listens.some((one) => /^10\./.test(one) && one.endsWith(`:${port}`)),
            (port) => `${host}: the balancer asks ${port}`,
          ),
          ...(own.length > 0 ? [] : [`${host}: the deployment does not ask through nginx`]),
        ];
      }),
      ...withFile(files, prometheus).flatMap((host) => {
        const cell = hostsOf(files).filter((one) => cellOf(one) === cellOf(host) && has(files, one, exporter));
        const listening = cell.map((one) => `${one}=${only(on(files, one, exporter), /listen-address=(\S+)/g)}`);
        return differ(
          `${host}: scraped`,
          scrapedBy(files, host).filter((one) => !one.includes('=127.')),
          listening.filter((one) => !one.includes('=127.')),
        );
      }),
      ...hostsOf(files).flatMap((host) => {
        const listening = [
          ...(has(files, host, nginx) ? directives(nginxOf(on(files, host, nginx)), 'listen').map(([address]) => address!) : []),
          ...(has(files, host, '/etc/mongod.conf') ? [`:${mongodOn(files, host).net.port}`] : []),
          ...(has(files, host, exporter) ? found(on(files, host, exporter), /listen-address=(\S+)/g) : []),
        ].flatMap((address) => (address.startsWith('unix:') ? [] : [Number(/(\d+)$/.exec(address)?.[1])]));
        const isFit = (port: number) => port === 80 || port === 443 || (port > 1024 && port < 32768);
        return faultsIn(
          listening,
          (port) => !isFit(port),
          (port) => `${host}: port ${port} is privileged or ephemeral`,
        );
      }),
    ];
  };
  holds(
    async (files, layout) => [...(await sockets(files, layout)), ...(await ports(files, layout))],
    [
      ['another socket in nginx', 'pair', edit(/app-2.*nginx\.conf$/, 'unix:/var/lib/ordination/live.sock', 'unix:/run/live.sock')],
      ['one socket for both colours', 'solo', edit(/ecosystem/, '/run/ordination/${colour}.sock', '/run/ordination/blue.sock')],
      ['another port in the check of the load balancer', 'cluster', edit(/network\.tf$/, /= 8080/, '= 8081')],
      ['another port of the figures', 'pair', edit(/app-1.*prometheus-node-exporter$/, ':9100', ':9101')],
      ['an ephemeral port', 'pair', edit(/nginx\.conf$/, /:8443/g, ':43000')],
      ['another port in the deployment', 'single', edit(/ordination-deploy$/, '127.0.0.1:8080', '127.0.0.1:8088')],
    ],
  );
});

describe('invariant 2: the path of the health check is the same everywhere', () => {
  const path = '/api/health';
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    const named = (text: string) => found(bare(text).replace(/https?:\/\/[^/\s]+/g, ''), /((?:\/[a-z]+)*\/health\w*)/g);
    const mentions = [
      ...appHosts(files).flatMap((host) => [deploy, metrics, nginx].map((file) => `servers/${host}${file}`)),
      '.github/workflows/deploy.yml',
      '.github/workflows/watch.yml',
      ...languages.flatMap((language) => [`docs/${language}/app-contract.md`, `docs/${language}/guide.md`]),
    ];
    const balanced = ofType(module, 'hcloud_load_balancer_service').map(({ body }) => String(within(body, 'health_check', 'http', 'path')));
    return [
      ...mentions.flatMap((file) => differ(file, named(textOf(files, file)), [path])),
      ...faultsIn(
        balanced,
        (one) => one !== path,
        (one) => `the balancer asks for ${one}`,
      ),
      ...appHosts(files).flatMap((host) => {
        const servers = blocks(nginxOf(on(files, host, nginx)), 'server').filter(({ block }) =>
          directives(block, 'location').some(([how]) => how === '='),
        );
        return faultsIn(
          servers,
          ({ block }) => !directives(block, 'location').some(([how, where]) => how === '=' && where === path),
          () => `${host}: a server of nginx does not answer it`,
        );
      }),
    ];
  };
  holds(check, [
    ['another path in the balancer', 'cluster', edit(/network\.tf$/, '/api/health', '/health')],
    ['another path in a workflow', 'solo', edit(/watch\.yml$/, '/api/health', '/api/healthz')],
    ['another path in nginx', 'pair', edit(/nginx\.conf$/, 'location = /api/health', 'location = /api/status')],
    ['another path in the German contract', 'single', edit(/de\/app-contract/, '/api/health', '/health')],
  ]);
});

describe('invariant 3: the answer carries version and colour, and the deployment compares them', () => {
  const check: Check = (files) => [
    ...appHosts(files).flatMap((host) => [
      ...faultsIn(
        appsOn(files, host),
        ({ env }) => !env['VERSION'] || !env['COLOUR'],
        ({ name }) => `${host}: ${name} is not told its version and colour`,
      ),
      ...differ(
        `${host}: colours`,
        appsOn(files, host).map(({ env }) => env['COLOUR'] ?? ''),
        colours,
      ),
      ...differ(`${host}: compared`, found(bare(on(files, host, deploy)), /\.(status|version|colour) == /g), [
        'status',
        'version',
        'colour',
      ]),
    ]),
    ...languages.flatMap((language) =>
      differ(`docs/${language}/app-contract.md`, found(textOf(files, `docs/${language}/app-contract.md`), /"(status|version|colour)":/g), [
        'status',
        'version',
        'colour',
      ]),
    ),
    ...(textOf(files, '.github/workflows/deploy.yml').includes('.version == $version')
      ? []
      : ['the workflow does not compare the version']),
  ];
  holds(check, [
    ['a deployment that does not look at the colour', 'pair', edit(/ordination-deploy$/, ' and .colour == $c', '')],
    ['software that does not know its version', 'solo', edit(/ecosystem/, /VERSION: .*\n/, '')],
    ['a contract without the version', 'cluster', edit(/en\/app-contract/, '"version":', '')],
  ]);
});

describe('invariant 4: names of PM2, user and paths are those of the software', () => {
  const check: Check = (files) => [
    ...appHosts(files).flatMap((host) => {
      const text = (path: string) => bare(on(files, host, path));
      const apps = appsOn(files, host);
      const unit = text('/etc/systemd/system/ordination-app.service');
      const user = only(unit, /^User=(.*)$/gm);
      const home = only(unit, /^Environment=PM2_HOME=(.*)$/gm);
      const logs = found(text('/etc/logrotate.d/ordination-app'), /(\/\S+\.log)/g);
      const named = [...found(text(deploy), /pm2 \w+ .*"ordination-\$(1)"/g), ...found(text(start), /--only "ordination-\$(colour)"/g)];
      const stored = treeOf(files, host).flatMap(([path, script]) =>
        path.endsWith('/ordination-backup') ? found(bare(script), /^ *sources=\((\S+?)\)/gm) : [],
      );
      const folders = apps.flatMap(({ env }) => env['FILES_DIR'] ?? []);
      return [
        ...differ(
          `${host}: names`,
          apps.map(({ name }) => name),
          colours.map((colour) => `ordination-${colour}`),
        ),
        ...(named.length >= 3 ? [] : [`${host}: the scripts do not name what PM2 runs`]),
        ...differ(
          `${host}: user of deployments`,
          [only(text('/etc/sudoers.d/ordination'), /^deploy ALL=\((\w+)\)/gm), only(text(deploy), /^readonly user=(\w+)$/gm)],
          [user],
        ),
        ...differ(`${host}: user of the logs`, found(text('/etc/logrotate.d/ordination-app'), /^ *su (\w+) \w+$/gm), [user]),
        ...differ(`${host}: PM2_HOME`, found(text(deploy), /^export PM2_HOME=(.*)$/gm), [home]),
        ...faultsIn(
          apps,
          ({ out_file: out, error_file: error }) => [out, error].some((path) => !logs.includes(path.replace(/[^/]*$/, '*.log'))),
          ({ name }) => `${host}: the logs of ${name} are not rotated`,
        ),
        ...(logs.includes(`${home}/pm2.log`) ? [] : [`${host}: the log of PM2 is not rotated`]),
        ...faultsIn(
          apps,
          ({ cwd, env }) => cwd !== `/opt/ordination/${env['COLOUR']}` || !text(deploy).includes('"/opt/ordination/$idle"'),
          ({ name }) => `${host}: ${name} is started elsewhere`,
        ),
        ...(stored.length > 0 && folders.length > 0 ? differ(`${host}: stored files`, stored, folders) : []),
        ...differ(`${host}: rights of deployments`, only(text('/etc/sudoers.d/ordination'), /^deploy .*NOPASSWD: (.*)$/gm).split(', '), [
          deploy,
          rollback,
        ]),
        ...(text(rollback).includes(`exec ${deploy} `) ? [] : [`${host}: ${rollback} starts something else`]),
      ];
    }),
    ...languages
      .flatMap((language) => Object.keys(files).filter((path) => path.startsWith(`docs/${language}/`)))
      .flatMap((path) =>
        faultsIn(
          found(textOf(files, path), /pm2 (?:\w+ )*(ordination-\w+)/g),
          (name) => !colours.includes(name.replace('ordination-', '')),
          (name) => `${path} names ${name}`,
        ),
      ),
  ];
  holds(check, [
    ['another name in PM2', 'pair', edit(/ecosystem/, '`ordination-${colour}`', '`software-${colour}`')],
    ['another user in systemd', 'solo', edit(/ordination-app\.service$/, 'User=app', 'User=www-data')],
    ['logs that nobody rotates', 'cluster', edit(/ecosystem/, '/srv/ordination/log/', '/var/log/ordination/')],
    ['deployments with the rights of root', 'single', edit(/sudoers\.d/, 'ALL=(app)', 'ALL=(root)')],
    ['another home of PM2', 'split', edit(/ordination-deploy$/, '/var/lib/ordination/pm2', '/root/.pm2')],
  ]);
});

describe('invariant 5: a server has one name', () => {
  const check: Check = async (files) => {
    const addresses = await addressesOf(files);
    const names = hostsOf(files);
    const certified = found(textOf(files, 'bin/make-secrets'), /^once \S+ certificate \S+ (\S+ \S+)$/gm);
    return [
      ...differ('servers that are ordered', addresses.keys(), names),
      ...differ(
        'files of the first boot',
        Object.keys(files).flatMap((path) => /^cloud-init\/(.*)\.yaml$/.exec(path)?.[1] ?? []),
        names,
      ),
      ...names.flatMap((host) =>
        differ(`cloud-init of ${host}`, [(parse(textOf(files, `cloud-init/${host}.yaml`)) as { hostname: string }).hostname], [host]),
      ),
      ...cellsOf(files).flatMap((hosts) => {
        const lines = hosts.map((host) => `${addresses.get(host)} ${host}`);
        return hosts.flatMap((host) => differ(`/etc/hosts of ${host}`, found(on(files, host, '/etc/hosts'), /^(10\.\S+ \S+)$/gm), lines));
      }),
      ...setsOf(files).flatMap(({ hosts, set }) =>
        differ(
          'members',
          set.members.map(({ host }) => host),
          hosts.filter((host) => has(files, host, '/etc/mongod.conf')).map((host) => `${host}:${mongodOn(files, host).net.port}`),
        ),
      ),
      ...withFile(files, '/etc/mongod.conf').flatMap((host) =>
        mongodOn(files, host).net.tls
          ? faultsIn(
              [`${host} ${addresses.get(host)}`],
              (one) => !certified.includes(one),
              (one) => `no certificate for ${one}`,
            )
          : [],
      ),
      ...faultsIn(
        certified,
        (one) => addresses.get(one.split(' ')[0]!) !== one.split(' ')[1],
        (one) => `a certificate for ${one}`,
      ),
      ...withFile(files, prometheus).flatMap((host) =>
        differ(
          `instances at ${host}`,
          scrapedBy(files, host).map((one) => one.split('=')[0]!),
          names.filter((one) => cellOf(one) === cellOf(host)),
        ),
      ),
    ];
  };
  holds(check, [
    [
      'another name at the vendor',
      'pair',
      edit(/servers\.tf$/, 'name                     = "app-2"', 'name                     = "app-3"'),
    ],
    ['another name at the first boot', 'cluster', edit(/cloud-init\/db-2/, 'hostname: db-2', 'hostname: db2')],
    ['another name of a member', 'pair', edit(/cell\.js$/, "'app-2:27017'", "'app-02:27017'")],
    ['a certificate for another address', 'pair', edit(/make-secrets$/, 'app-2 10.0.0.12', 'app-2 10.0.0.13')],
    ['another label in the monitoring', 'pair cells', edit(/prometheus\.yml$/, 'instance: cell-1-app-2', 'instance: app-2')],
    ['a host that others do not find', 'cluster', edit(/app-1\/etc\/hosts$/, /10\.0\.0\.43 db-3\n/, '')],
  ]);
});

describe('invariant 6: private addresses are those of the network, and the same everywhere', () => {
  const check: Check = async (files) => {
    const module = await moduleIn(files);
    const servers = serversOf(module);
    const subnets = new Map(
      ofType(module, 'hcloud_network_subnet').map(({ name, body }) => [`\${hcloud_network_subnet.${name}.id}`, String(body['ip_range'])]),
    );
    const balancers = ofType(module, 'hcloud_load_balancer_network').map(({ name, body }) => ({
      name,
      ip: String(body['ip']),
      subnet: String(body['subnet_id']),
    }));
    const all = [...servers, ...balancers];
    const last = (ip: string) => Number(ip.split('.')[3]);
    const isFit = (ip: string, subnet: string) =>
      subnets.get(subnet) === `${ip.replace(/\.\d+$/, '')}.0/24` && last(ip) > 1 && last(ip) < 255;
    const places = all.map(({ ip, subnet }) => `${subnet} ${ip}`);
    const cells = new Map(servers.map(({ name, subnet }) => [name, subnet]));
    return [
      ...faultsIn(
        all,
        ({ ip, subnet }) => !isFit(ip, subnet),
        ({ name, ip }) => `${name} has ${ip}`,
      ),
      ...faultsIn(
        places,
        (place) => places.indexOf(place) !== places.lastIndexOf(place),
        (place) => `${place} is given twice`,
      ),
      ...cellsOf(files).flatMap((hosts) =>
        differ(
          'network of a cell',
          hosts.map((host) => cells.get(host) ?? ''),
          [cells.get(hosts[0]!) ?? ''],
        ),
      ),
      ...mongodHosts(files).flatMap((host) => {
        const ip = servers.find(({ name }) => name === host)!.ip;
        const alone = hostsOf(files).filter((one) => cellOf(one) === cellOf(host)).length === 1;
        return differ(`bindIp of ${host}`, mongodOn(files, host).net.bindIp.split(','), alone ? ['127.0.0.1'] : ['127.0.0.1', ip]);
      }),
      ...servers.flatMap(({ name, ip }) => {
        const { rules, lines } = nftOf(on(files, name, '/etc/nftables.conf'));
        const inside = servers.filter((one) => cellOf(one.name) === cellOf(name)).map((one) => one.ip);
        const known = [...inside, ...balancers.map((one) => one.ip)].filter((one) => one !== ip);
        const used = rules.filter(({ chain }) => chain === 'private').flatMap(({ from }) => from);
        return [
          ...differ(
            `${name}: its own address in the firewall`,
            lines.flatMap((line) => /ip daddr != (\S+) drop/.exec(line)?.[1] ?? []),
            [ip],
          ),
          ...faultsIn(
            used,
            (one) => !known.includes(one),
            (one) => `${name}: lets in ${one}, which is nobody`,
          ),
        ];
      }),
      ...ofType(module, 'hcloud_load_balancer_target').flatMap(({ name, body }) => {
        const target = servers.find(({ resource }) => body['server_id'] === `\${hcloud_server.${resource}.id}`);
        return target && target.subnet === balancers[0]?.subnet && body['use_private_ip'] === true
          ? []
          : [`target ${name} is not reached in the network`];
      }),
    ];
  };
  holds(check, [
    ['an address that is taken', 'pair', edit(/servers\.tf$/, /ip {8}= "10\.0\.0\.12"/, 'ip        = "10.0.0.11"')],
    ['an address outside of the network', 'cluster', edit(/servers\.tf$/, '10.0.0.42', '10.0.1.42')],
    ['the address of the gateway', 'solo', edit(/servers\.tf$|nftables/, '10.0.0.11', '10.0.0.1')],
    ['another address in mongod.conf', 'split', edit(/mongod\.conf$/, /bindIp: 127\.0\.0\.1,10\.0\.0\.\d+/, 'bindIp: 127.0.0.1,10.0.0.99')],
    ['an address of nobody in the firewall', 'pair', edit(/app-1.*nftables\.conf$/, '{ 10.0.0.21 }', '{ 10.0.0.22 }')],
    ['a target that is reached from outside', 'cluster', edit(/network\.tf$/, 'use_private_ip   = true', 'use_private_ip   = false')],
  ]);
});

describe('invariant 7: a site has one name', () => {
  const domainOf = (host: string) => `${cellOf(host).replace(/-$/, '.')}ordination.example`;
  const check: Check = async (files) => {
    const { outputs } = await moduleIn(files);
    const domains = [...new Set(appHosts(files).map(domainOf))];
    const workflows = ['watch', 'deploy'].map((name) => textOf(files, `.github/workflows/${name}.yml`));
    return [
      ...differ('names to enter', Object.keys(within(outputs['dns'], 'value') as object), domains),
      ...appHosts(files).flatMap((host) => {
        const domain = domainOf(host);
        const text = (path: string) => bare(on(files, host, path));
        const read = nginxOf(text(nginx));
        const said: Readonly<Record<string, readonly string[]>> = {
          server_name: directives(read, 'server_name').flat(),
          proxy_ssl_name: directives(read, 'proxy_ssl_name').flat(),
          redirect: found(text(nginx), /return 301 https:\/\/([^$;/]+)/g),
          certificate: found(text('/usr/local/sbin/ordination-certificate'), /\/etc\/letsencrypt\/live\/([^/\s]+)/g),
          'own certificate': found(text('/usr/local/sbin/ordination-certificate'), /subjectAltName=DNS:([^"]+)/g),
          certbot: found(text('/usr/local/sbin/ordination-apply'), /^ *first_certificate (\S+)$/gm),
          figures: found(text(metrics), /https:\/\/([^/\s]+)\//g),
        };
        return Object.entries(said).flatMap(([what, names]) =>
          what === 'proxy_ssl_name' && names.length === 0 ? [] : differ(`${host}: ${what}`, names, [domain]),
        );
      }),
      ...withFile(files, prometheus).flatMap((host) =>
        differ(`${host}: site`, found(on(files, host, prometheus), /^ *site: (\S+)$/gm), [domainOf(host)]),
      ),
      ...workflows.flatMap((text) => differ('sites in a workflow', only(text, /^ *domain: \[(.*)\]$/gm).split(', '), domains)),
      ...languages.flatMap((language) => {
        const named = found(textOf(files, `docs/${language}/guide.md`), /https:\/\/((?:[\w-]+\.)*ordination\.example)/g);
        return faultsIn(
          named,
          (name) => !domains.includes(name),
          (name) => `the guide sends to ${name}`,
        );
      }),
    ];
  };
  holds(check, [
    ['another name in nginx', 'pair', edit(/app-2.*nginx\.conf$/, /server_name .*;/, 'server_name www.ordination.example;')],
    ['the name of the other cell', 'pair cells', edit(/cell-2-app-1.*ordination-certificate$/, 'cell-2.', 'cell-1.')],
    ['another name for certbot', 'cluster', edit(/ordination-apply$/, /first_certificate \S+\n\}/, 'first_certificate example.org\n}')],
    ['a workflow that looks elsewhere', 'solo', edit(/watch\.yml$/, '[ordination.example]', '[ordination.test]')],
    ['a cell that nobody watches', 'single cells', edit(/watch\.yml$/, ', cell-2.ordination.example', '')],
    ['figures of another site', 'split', edit(/ordination-metrics$/, 'https://ordination.example', 'https://localhost')],
  ]);
});
