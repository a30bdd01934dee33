/** Invariants 8 to 13: no file holds a secret, and each one that is used is documented, made well and kept where only its program reads it. */
import { describe } from 'vitest';
import { parse } from 'yaml';
import { textsIn } from '../../../manifests/hcl.ts';
import {
  also,
  appHosts,
  appsOn,
  bare,
  connectionsOf,
  cellOf,
  differ,
  edit,
  faultsIn,
  found,
  has,
  holds,
  hostsOf,
  listedIn,
  moduleIn,
  mongodHosts,
  on,
  only,
  textOf,
  treeOf,
  withFile,
  type Check,
  type Listed,
} from './reading.ts';

const preflight = '/usr/local/sbin/ordination-preflight';
const siteEnv = '/etc/ordination/site.env';
const workflows = ['.github/workflows/deploy.yml', '.github/workflows/watch.yml'];

describe('invariant 8: no file holds what looks like a secret, and every secret is documented', () => {
  const shapes: Readonly<Record<string, RegExp>> = {
    'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    'a password in an address': /\b(?:mongodb(?:\+srv)?|https?|sftp|ssh):\/\/[^\s/:@'"]+:(?![%$])[^\s/@'"]+@/,
    'a password':
      /(?:\b|_)(?:password|passwd|passphrase|secret|token)["']?(?:\s*[=:]\s*|[ \t]+)["']?(?=[^\s"']*\d)[A-Za-z0-9!#%&*+_-]{8,}["']?\s*$/im,
    'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
    'a token of GitHub': /\b(?:gh[pousr]_|github_pat_)\w{20,}/,
    'a token of Hetzner': /\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])\w{64}\b/,
    'a long number': /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{32,}\b/,
  };
  const entropy = (word: string) => {
    const counts = [...word].reduce((all, sign) => all.set(sign, (all.get(sign) ?? 0) + 1), new Map<string, number>());
    return -[...counts.values()].reduce((sum, count) => sum + (count / word.length) * Math.log2(count / word.length), 0);
  };
  /** Printed by their makers: the fingerprints of the keys of NodeSource and of MongoDB. */
  const published = ['6F71F525282841EEDAF851B42F59B5F99B1BE0B4', '4B0752C1BCA238C0B4EE14DC41DE058A4E7DCA05'];
  // No word, path or name of a resource changes so often between letters and digits.
  const isRandom = (word: string) => entropy(word) > 3.5 && (word.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g) ?? []).length > 4;
  const check: Check = (files) => [
    ...Object.entries(files).flatMap(([path, text]) => [
      ...faultsIn(
        Object.entries(shapes),
        ([, shape]) => shape.test(text),
        ([what]) => `${path} holds ${what}`,
      ),
      ...faultsIn(
        text.match(/(?<![\w+/=-])[A-Za-z0-9+/=]{20,}(?![\w+/=-])/g) ?? [],
        (word) => isRandom(word) && !published.includes(word),
        (word) => `${path} holds "${word}"`,
      ),
      ...faultsIn(
        found(text, /@([A-Z][A-Z_]+)@/g),
        (name) => !listedIn(files).some((one) => one.name === name || one.name.toUpperCase() === name),
        (name) => `${path} waits for ${name}`,
      ),
    ]),
    ...(['de', 'en'] as const).flatMap((language) => [
      ...differ(
        `names in ${language}`,
        listedIn(files, language).map(({ name }) => name),
        listedIn(files).map(({ name }) => name),
      ),
      ...faultsIn(
        listedIn(files, language),
        ({ name, purpose, place, made, rotation }) => [purpose, place, made, rotation].includes('') || purpose === name,
        ({ name }) => `${name} is not explained in ${language}`,
      ),
    ]),
    ...(/responsible/.test(textOf(files, 'docs/en/secrets.md')) ? [] : ['nobody is responsible for the secrets']),
  ];
  holds(check, [
    ['a private key', 'pair', also('servers/app-1/etc/nginx/tls/web.key', '-----BEGIN EC PRIVATE KEY-----\n')],
    [
      'a password in a connection',
      'solo',
      edit(/ecosystem/, "NODE_ENV: 'production',", "NODE_ENV: 'production', MONGODB_URI: 'mongodb://app:hunter2@app-1:27017/x',"),
    ],
    ['a password', 'single', edit(/msmtprc$/, /passwordeval.*/, 'password Sommer2026')],
    ['a password in a variable', 'single', edit(/backup\.env$/, /$/, 'RESTIC_PASSWORD=Sommer2026xyz\n')],
    ['a token', 'cluster', edit(/versions\.tf$/, 'provider "hcloud" {}', `provider "hcloud" { token = "${'aB3'.repeat(21)}x" }`)],
    ['a made-up hexadecimal password', 'pair', edit(/rclone\.conf$/, 'port = 23', `port = 23\npass = ${'3f9c'.repeat(8)}`)],
    ['something random in base64', 'split', edit(/mongod\.conf$/, 'port: 27017', 'port: 27017 # q7Tz0vKp2Wm9XrB4sYc1LdE8')],
    ['a secret without a word about it', 'pair', edit(/en\/secrets\.md$/, /\| `backup-key` \| [^|]* \|/, '| `backup-key` |  |')],
  ]);
});

/** The secrets of a host with their paths, as the document lists them. */
function secretsOn(files: Parameters<Check>[0], host: string): Listed[] {
  return listedIn(files).filter((one) => one.isSecret && one.hosts.includes(host));
}

describe('invariant 9: what is used is listed, and what is listed is used', () => {
  /** What each provider reads from the shell. */
  const shell: Readonly<Record<string, readonly string[]>> = {
    hcloud: ['HCLOUD_TOKEN'],
    mongodbatlas: ['MONGODB_ATLAS_CLIENT_ID', 'MONGODB_ATLAS_CLIENT_SECRET'],
    aws: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    azurerm: ['ARM_SUBSCRIPTION_ID'],
    minio: [],
  };
  const ofServers: Check = (files) =>
    hostsOf(files).flatMap((host) => {
      const tree = treeOf(files, host).filter(([path]) => path !== preflight);
      // What a message names when something has failed is not in use.
      const text = bare(tree.map(([, one]) => one).join('\n')).replace(/^ *fail \d+ ".*\n/gm, '');
      const authority = appHosts(files).includes(host) ? connectionsOf(files).flatMap(({ options }) => options.get('tlsCAFile') ?? []) : [];
      const used = [...found(text, /(\/etc\/ordination\/(?:secrets|tls)\/[\w.-]+)/g), ...authority];
      const values = found(text, /\b(OFFSITE_\w+|SMTP_\w+|SERVICE_IP\w*|SERVER_ID)\b/g);
      const listed = secretsOn(files, host);
      const sent = [...textOf(files, 'bin/install').matchAll(/^ *send (\S+) "\$1\/\S+" (\w+) (\d+) (\S+)$/gm)].filter(
        ([, to]) => to === host,
      );
      const looked = [...on(files, host, preflight).matchAll(/^secret (\S+) (\w+) (\d+)$/gm)];
      const line = (path: string, owner: string, mode: string) => `${path}:${owner}:${Number(mode)}`;
      return [
        ...differ(
          `${host}: secrets`,
          used,
          listed.map(({ path }) => path),
        ),
        ...differ(
          `${host}: secrets that are sent`,
          sent.map(([, , , , path]) => path!),
          listed.map(({ path }) => path),
        ),
        ...differ(
          `${host}: rights that are looked at`,
          looked.map(([, path, owner, mode]) => line(path!, owner!, mode!)),
          sent.map(([, , owner, mode, path]) => line(path!, owner!, mode!)),
        ),
        ...differ(
          `${host}: values`,
          values,
          listedIn(files)
            .filter((one) => one.path === siteEnv && one.hosts.includes(host))
            .map(({ name }) => name),
        ),
      ];
    });
  const ofOpenTofu: Check = async (files) => {
    const module = await moduleIn(files);
    const listed = listedIn(files).filter(({ place }) => place === 'variable of OpenTofu');
    const used = module.resources.flatMap(({ body }) => textsIn(body)).flatMap((text) => found(text, /\bvar\.(\w+)/g));
    const inProviders = Object.values(module.providers)
      .flatMap(textsIn)
      .flatMap((text) => found(text, /\bvar\.(\w+)/g));
    return [
      ...differ(
        'variables',
        Object.keys(module.variables),
        listed.map(({ name }) => name),
      ),
      ...differ(
        'variables in use',
        [...used, ...inProviders],
        listed.map(({ name }) => name),
      ),
      ...faultsIn(
        listed,
        ({ name, isSecret }) => (module.variables[name]?.['sensitive'] === true) !== isSecret,
        ({ name }) => `${name} is sensitive or not, against the list`,
      ),
      ...faultsIn(
        Object.entries(module.variables),
        ([, body]) => 'default' in body,
        ([name]) => `${name} has a default`,
      ),
      ...differ(
        'values in the shell',
        Object.keys(module.providers).flatMap((name) => shell[name] ?? ['?']),
        listedIn(files)
          .filter(({ place }) => place === 'environment of the shell')
          .map(({ name }) => name),
      ),
      ...faultsIn(
        ['*.tfstate', '*.tfstate.*', '*.tfplan', '*.tfvars'],
        (one) => !textOf(files, 'infra/.gitignore').split('\n').includes(one),
        (one) => `git does not ignore ${one}`,
      ),
      ...(textOf(files, '.gitignore').split('\n').includes('/secrets/') ? [] : ['git does not ignore the folder of the secrets']),
    ];
  };
  const ofRepository: Check = (files) => {
    const used = workflows.flatMap((path) => found(textOf(files, path), /\b(?:secrets|vars)\.(\w+)/g));
    return differ(
      'values in the repository',
      used,
      listedIn(files)
        .filter(({ place }) => place === 'repository')
        .map(({ name }) => name),
    );
  };
  holds(
    async (files, layout) => [
      ...(await ofServers(files, layout)),
      ...(await ofOpenTofu(files, layout)),
      ...(await ofRepository(files, layout)),
    ],
    [
      ['a secret that is not listed', 'pair', edit(/app-1.*mongod\.conf$/, 'secrets/mongodb-keyfile', 'secrets/keyfile')],
      ['a secret that nobody uses', 'solo', edit(/msmtprc$|alertmanager|prometheus-alert/, /.*smtp-password.*\n/g, '')],
      ['a secret that is not sent', 'cluster', edit(/bin\/install$/, /^ *send db-3 .*backup-password.*\n/m, '')],
      [
        'rights that are not those of the preflight',
        'pair',
        edit(/bin\/install$/, 'app-2 "$1/app.env" app 0600', 'app-2 "$1/app.env" app 0640'),
      ],
      ['a value that is not listed', 'single', edit(/backup\.env$/, 'OFFSITE_USER', 'OFFSITE_ACCOUNT')],
      ['a variable that is shown', 'pair', edit(/variables\.tf$/, /sensitive {3}= true/, 'sensitive   = false')],
      ['a variable with a default', 'pair', edit(/variables\.tf$/, /sensitive {3}= true/, 'sensitive   = true\n  default = "x"')],
      ['a state in the repository', 'solo', edit(/infra\/\.gitignore$/, '*.tfstate\n', '')],
      ['a secret of the repository that is not listed', 'pair', edit(/deploy\.yml$/, 'secrets.DEPLOY_SSH_KEY', 'secrets.SSH_KEY')],
    ],
  );
});

interface CloudInit {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
}

describe('invariant 10: the first boot is told no secret', () => {
  const check: Check = (files) =>
    hostsOf(files).flatMap((host) => {
      const text = textOf(files, `cloud-init/${host}.yaml`);
      const secret = listedIn(files).filter((one) => one.isSecret);
      const { write_files: written } = parse(text) as CloudInit;
      return [
        ...faultsIn(
          found(text, /@([A-Z_]{3,})@/g),
          (name) => !['ADMIN_PUBLIC_KEY', 'DEPLOY_PUBLIC_KEY'].includes(name),
          (name) => `${host} waits for ${name}`,
        ),
        ...faultsIn(
          secret,
          ({ name }) => text.includes(`@${name.toUpperCase().replaceAll(/\W/g, '_')}@`) || text.includes(`var.${name}`),
          ({ name }) => `${host} is told ${name}`,
        ),
        ...faultsIn(
          written,
          ({ path }) => /^\/etc\/ordination\/(secrets|tls)\//.test(path),
          ({ path }) => `${host} gets ${path}`,
        ),
      ];
    });
  const inOpenTofu: Check = (files) => {
    const filled = found(textOf(files, 'infra/servers.tf'), /^ *user_data .*?(var\..*)$/gm).flatMap((text) => found(text, /var\.(\w+)/g));
    return faultsIn(
      filled,
      (name) => listedIn(files).some((one) => one.name === name && one.isSecret),
      (name) => `user_data holds ${name}`,
    );
  };
  holds(
    async (files, layout) => [...(await check(files, layout)), ...(await inOpenTofu(files, layout))],
    [
      ['a password that is waited for', 'pair', edit(/cloud-init\/app-1/, 'gecos: Administration', "passwd: '@SMTP_PASSWORD@'")],
      ['a key that is written', 'solo', edit(/cloud-init/, 'path: /etc/hosts', 'path: /etc/ordination/secrets/mongodb-keyfile')],
      ['a password in user_data', 'cluster', edit(/servers\.tf$/, 'var.deploy_public_key)', 'var.storage_box_password)')],
    ],
  );
});

describe('invariant 11: the software reads its secrets from a file of its own', () => {
  const check: Check = (files) => [
    ...appHosts(files).flatMap((host) => {
      const [row] = secretsOn(files, host).filter(({ name }) => name === 'app.env');
      const written = found(textOf(files, 'bin/make-secrets'), /^ *(?:echo|printf) ['"]([A-Z_]+)=/gm);
      return [
        ...differ(
          `${host}: file`,
          appsOn(files, host).map(({ node_args: [first = ''] }) => first),
          [`--env-file=${row?.path}`],
        ),
        ...differ(`${host}: rights`, [row?.rights ?? ''], ['app, 0600']),
        ...faultsIn(
          appsOn(files, host),
          ({ env }) => written.some((name) => name in env),
          ({ name }) => `${host}: ${name} has a secret in its settings`,
        ),
        ...(written.includes('MONGODB_URI') && written.includes('SESSION_SECRET') ? [] : ['the secrets of the software are not made']),
      ];
    }),
    ...faultsIn(
      Object.keys(files),
      (path) => /\/etc\/ordination\/(secrets\/|site\.env)|(^|\/)secrets\//.test(path),
      (path) => `${path} is emitted`,
    ),
  ];
  holds(check, [
    ['no file of secrets', 'pair', edit(/ecosystem/, /node_args: .*\n/, 'node_args: [],\n')],
    ['a secret in the settings', 'solo', edit(/ecosystem/, 'NODE_ENV:', 'SESSION_SECRET: process.pid, NODE_ENV:')],
    ['the file itself', 'cluster', also('servers/app-1/etc/ordination/secrets/app.env', 'MONGODB_URI=\n')],
    ['a file that all can read', 'single', edit(/en\/secrets\.md$/, '| app, 0600 |', '| app, 0644 |')],
  ]);
});

describe('invariant 12: monitoring and workflows know secrets by name only', () => {
  const alertmanager = '/etc/prometheus/alertmanager.yml';
  interface Workflow {
    readonly permissions: object;
    readonly jobs: Readonly<
      Record<
        string,
        {
          readonly permissions?: Readonly<Record<string, string>>;
          readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
        }
      >
    >;
  }
  const check: Check = (files) => [
    ...withFile(files, alertmanager).flatMap((host) =>
      faultsIn(
        found(on(files, host, alertmanager), /^ *(?:- )?(\w*(?:password|secret|token|_key)\w*):/gm),
        (name) => !name.endsWith('_file'),
        (name) => `${host}: ${name} is no file`,
      ),
    ),
    ...withFile(files, alertmanager).flatMap((host) =>
      found(on(files, host, alertmanager), /(smtp_auth_password_file):/g).length === 1 ? [] : [`${host}: mails without a password`],
    ),
    ...withFile(files, '/etc/msmtprc').flatMap((host) =>
      /^passwordeval cat \/etc\/ordination\/secrets\//m.test(on(files, host, '/etc/msmtprc')) &&
      !/^password /m.test(on(files, host, '/etc/msmtprc'))
        ? []
        : [`${host}: msmtp`],
    ),
    ...workflows.flatMap((path) => {
      const text = textOf(files, path);
      const { permissions, jobs } = parse(text) as Workflow;
      const steps = Object.values(jobs).flatMap((job) => job.steps);
      const used = steps.flatMap(({ uses }) => uses ?? []);
      const runs = steps.flatMap(({ run }) => run?.split('\n') ?? []);
      const secret = found(text, /secrets\.(\w+)/g);
      return [
        ...differ(`${path}: rights`, Object.keys(permissions), []),
        ...Object.values(jobs).flatMap((job) =>
          differ(
            `${path}: rights of a job`,
            Object.entries(job.permissions ?? {}).map((one) => one.join(':')),
            job.permissions ? ['contents:read'] : [],
          ),
        ),
        ...faultsIn(
          used,
          (one) => !/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/.test(one),
          (one) => `${path}: ${one} is not pinned`,
        ),
        ...differ(
          `${path}: actions that are listed`,
          found(text, /^# Actions used: (.*)\.$/gm).flatMap((line) => line.split(', ')),
          used,
        ),
        ...faultsIn(
          runs,
          (line) => /\$\{\{.*secrets\./.test(line),
          (line) => `${path}: a secret in "${line}"`,
        ),
        ...faultsIn(
          runs,
          (line) => secret.some((name) => line.includes(`$${name}`)) && !/^printf .* >"\$RUNNER_TEMP\/[\w/]+"$/.test(line.trim()),
          (line) => `${path}: a secret is printed by "${line}"`,
        ),
        ...faultsIn(
          secret,
          (name) => !listedIn(files).some((one) => one.name === name && one.place === 'repository'),
          (name) => `${path}: ${name} is not listed`,
        ),
        ...faultsIn(
          secret,
          (name) => !bareless(text).includes(name),
          (name) => `${path}: ${name} is not explained at its top`,
        ),
      ];
    }),
  ];
  const bareless = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
  holds(check, [
    ['a password in Alertmanager', 'pair', edit(/alertmanager\.yml$/, /smtp_auth_password_file: .*/, "smtp_auth_password: 'x'")],
    ['a secret that is printed', 'solo', edit(/deploy\.yml$/, "echo 'Host *'", 'echo "$DEPLOY_SSH_KEY"')],
    ['a secret in a command', 'solo', edit(/deploy\.yml$/, "echo 'Host *'", 'echo ${{ secrets.DEPLOY_SSH_KEY }}')],
    ['an action that is not pinned', 'cluster', edit(/deploy\.yml$/, 'actions/checkout@v7\n', 'actions/checkout@main\n')],
    ['a workflow that may write', 'split', edit(/deploy\.yml$/, 'contents: read', 'contents: write')],
    ['a workflow with the usual rights', 'split', edit(/watch\.yml$/, 'permissions: {}', 'permissions:\n  contents: write')],
    ['an action of somebody else', 'pair', edit(/deploy\.yml$/, 'uses: actions/setup-node@v7', 'uses: somebody/setup-node@v7')],
  ]);
});

describe('invariant 13: secrets are made with the signs and the length that their programs take', () => {
  const check: Check = (files) => {
    const script = bare(textOf(files, 'bin/make-secrets'));
    const made = new Map([...script.matchAll(/^once (\S+) (.*)$/gm)].map(([, file, command]) => [file!, command!]));
    const commands = (name: string) => [...made].filter(([file]) => file.split('/').at(-1) === name).map(([, command]) => command);
    const cells = new Set(hostsOf(files).map(cellOf)).size;
    const rows = listedIn(files).filter((one) => one.isSecret && /^`openssl rand|^`echo/.test(one.made));
    const files0600 = listedIn(files).filter((one) => one.isSecret && one.path !== '' && one.name !== 'ca.crt');
    const owner = (name: string) =>
      listedIn(files)
        .filter((one) => one.name === name)
        .map(({ rights }) => rights);
    return [
      ...faultsIn(
        rows.filter(({ place }) => !place.startsWith('variable')),
        ({ name, made: command }) => commands(name).length !== cells || commands(name).some((one) => `\`${one}\`` !== command),
        ({ name }) => `${name} is made otherwise than listed`,
      ),
      ...(mongodHosts(files).length === 0
        ? []
        : [
            ...faultsIn(
              commands('mongodb-keyfile'),
              (command) => {
                const bytes = Number(/^openssl rand -base64 (\d+)$/.exec(command)?.[1]);
                const signs = Math.ceil(bytes / 3) * 4;
                return !(signs >= 6 && signs <= 1024);
              },
              (command) => `the keyFile is made by "${command}"`,
            ),
            ...differ('rights of the keyFile', owner('mongodb-keyfile'), ['mongodb, 0600']),
          ]),
      ...faultsIn(
        [...made].filter(([file]) => /-pass(word|phrase)$/.test(file)),
        ([, command]) => !/^openssl rand -hex (3[2-9]|[4-9]\d)$/.test(command),
        ([file, command]) => `${file} is made by "${command}"`,
      ),
      ...faultsIn(
        [...made].filter(([file]) => /storage_box/.test(file)),
        ([, command]) => !/^echo "A-\$\(openssl rand -hex (3[2-9]|[45]\d|6[0-3])\)"$/.test(command),
        ([file, command]) => `${file} is made by "${command}"`,
      ),
      ...faultsIn(
        files0600,
        ({ rights }) => !/^(app|root|mongodb), 0[46]00$/.test(rights),
        ({ name, rights }) => `${name} has the rights ${rights}`,
      ),
      ...differ(
        'rights of the password of the backup',
        owner('backup-password'),
        owner('backup-password').length > 0 ? ['root, 0600'] : [],
      ),
      ...faultsIn(
        mongodHosts(files),
        (host) => has(files, host, '/etc/mongod.conf') && !secretsOn(files, host).some(({ name }) => name === 'mongodb-keyfile'),
        (host) => `${host} has no keyFile`,
      ),
      ...(only(script, /^(umask \d+)$/gm) === 'umask 077' ? [] : ['others can read what is made']),
    ];
  };
  holds(check, [
    ['a keyFile that is too long', 'pair', edit(/make-secrets$|secrets\.md$/, 'rand -base64 756', 'rand -base64 900')],
    ['a keyFile of another user', 'solo', edit(/en\/secrets\.md$/, '| mongodb, 0600 |', '| root, 0600 |')],
    ['a short password', 'single', edit(/make-secrets$|secrets\.md$/, /(backup-password.*)rand -hex 32/g, '$1rand -hex 4')],
    [
      'a password with any sign',
      'pair cells',
      edit(
        /make-secrets$/,
        'once secrets/cell-2/backup-password openssl rand -hex 32',
        'once secrets/cell-2/backup-password openssl rand -base64 32',
      ),
    ],
    ['secrets that others can read', 'cluster', edit(/make-secrets$/, 'umask 077', 'umask 022')],
    [
      'a password of the box that the vendor refuses',
      'pair',
      edit(/make-secrets$/, 'storage_box_password echo "A-', 'storage_box_password echo "a'),
    ],
  ]);
});
