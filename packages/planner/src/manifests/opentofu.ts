/** OpenTofu: every bought part of the plan as the providers of the vendors build it, and what is printed once it stands. */
import { exampleNetworks } from '../scenario/set-up.ts';
import { headed, type Files } from './files.ts';
import { apart, block, hcl, print, type Attribute, type Block, type Fields, type Line } from './hcl-print.ts';
import { outputs } from './opentofu-outputs.ts';
import { network, servers } from './opentofu-servers.ts';
import { backups, bucketSite, buckets, databases } from './opentofu-storage.ts';
import { secretsOf } from './secrets.ts';
import type { Site } from './site.ts';

export function openTofu(site: Site): Files {
  const texts: Readonly<Record<string, readonly Line[]>> = {
    'versions.tf': versions(site),
    'variables.tf': apart(variables(site)),
    'main.tf': main(site),
    'network.tf': apart(network(site)),
    'servers.tf': apart(servers(site)),
    'database.tf': apart(databases(site)),
    'files.tf': apart(buckets(site)),
    'backup.tf': apart(backups(site)),
    'outputs.tf': apart(outputs(site)),
    'terraform.tfvars.example': example(site),
  };
  const used = Object.entries(texts).filter(([, lines]) => lines.length > 0);
  return {
    ...Object.fromEntries(used.map(([name, lines]) => [`infra/${name}`, headed('#', print(lines), site)])),
    'infra/.gitignore': headed('#', ignored, site),
  };
}

/** The state holds the passwords of the box in clear text, so it never leaves the machine of the administrator. */
const ignored = `# The state and saved plans contain passwords: keep them in the vault, never in the repository.
*.tfstate
*.tfstate.*
*.tfplan
*.tfvars
.terraform/
crash.log
`;

function versions({ versions: { programs }, cells, wishes: { backupTo } }: Site): Line[] {
  const offSite = cells[0]?.offSite;
  const site = bucketSite(cells);
  const provider = (source: string, program: { readonly version: string }): Fields => ({ source, version: pinned(program) });
  const required: (Attribute | false)[] = [
    ['hcloud', provider('hetznercloud/hcloud', programs.hcloudProvider)],
    cells.some(({ managedDatabase }) => managedDatabase !== undefined) && [
      'mongodbatlas',
      provider('mongodb/mongodbatlas', programs.atlasProvider),
    ],
    site !== undefined && ['minio', provider('aminueza/minio', programs.minioProvider)],
    offSite !== undefined && backupTo === 's3' && ['aws', provider('hashicorp/aws', programs.awsProvider)],
    offSite !== undefined && backupTo === 'azure' && ['azurerm', provider('hashicorp/azurerm', programs.azureProvider)],
  ];
  const providers = required.filter((one) => one !== false);
  const settings: Readonly<Record<string, readonly Line[]>> = {
    minio: [
      ['minio_server', `${site}.your-objectstorage.com`],
      ['minio_region', site ?? ''],
      ['minio_ssl', true],
      ['minio_user', hcl('var.bucket_access_key')],
      ['minio_password', hcl('var.bucket_secret_key')],
      ['s3_compat_mode', true],
    ],
    aws: [['region', offSite?.site ?? '']],
    azurerm: [block('features', [])],
  };
  return [
    block('terraform', [['required_version', pinned(programs.tofu)], '', block('required_providers', providers)]),
    '',
    'Tokens come from the environment (HCLOUD_TOKEN and others, see the document of the secrets), never from a file.',
    ...apart(providers.map(([name]) => block(`provider ${name}`, settings[name] ?? []))),
  ];
}

/** This release or a later one of the same main version, e.g. "~> 1.68". */
function pinned({ version }: { readonly version: string }): string {
  return `~> ${version.split('.').slice(0, 2).join('.')}`;
}

interface Variable {
  readonly description: string;
  /** A condition and what to do if it does not hold. */
  readonly valid: readonly [condition: string, message: string];
}

const publicKey = (name: string) =>
  [
    `can(regex("^ssh-ed25519 [A-Za-z0-9+/]{68}( [A-Za-z0-9@._-]+)?$", var.${name}))`,
    `${name} must be one line as in a .pub file of ssh-keygen -t ed25519.`,
  ] as const;

/** The vendor asks for a capital letter, a small one, a digit and another sign. */
const boxPassword = (name: string) =>
  [
    ['^[A-Za-z0-9._-]{12,128}$', '[A-Z]', '[a-z]', '[0-9]', '[._-]'].map((shape) => `can(regex("${shape}", var.${name}))`).join(' && '),
    `${name} needs 12 to 128 letters, digits, dots, hyphens or underscores, and one of each: capital, small, digit, other sign.`,
  ] as const;

const variableOf: Readonly<Record<string, Variable>> = {
  admin_public_key: { description: 'Public key of the administrators, for the user admin.', valid: publicKey('admin_public_key') },
  deploy_public_key: { description: 'Public key of the deployment, for the user deploy.', valid: publicKey('deploy_public_key') },
  storage_box_password: { description: 'Password of the Storage Box.', valid: boxPassword('storage_box_password') },
  storage_box_subaccount_password: {
    description: 'Password of the sub-account that the servers use; they log in with a key.',
    valid: boxPassword('storage_box_subaccount_password'),
  },
  bucket_access_key: {
    description: 'Access key for buckets, from the console of the vendor.',
    valid: ['length(var.bucket_access_key) >= 16', 'bucket_access_key is too short: copy it from the console.'],
  },
  bucket_secret_key: {
    description: 'Secret key for buckets, from the console of the vendor.',
    valid: ['length(var.bucket_secret_key) >= 32', 'bucket_secret_key is too short: copy it from the console.'],
  },
  atlas_project_id: {
    description: 'Number of the Atlas project, from its settings.',
    valid: ['can(regex("^[0-9a-f]{24}$", var.atlas_project_id))', 'atlas_project_id must be 24 digits of 0 to 9 and a to f.'],
  },
  atlas_app_password: {
    description: 'Password of the software at the rented database.',
    valid: ['can(regex("^[A-Za-z0-9]{32,}$", var.atlas_app_password))', 'atlas_app_password must be 32 or more letters and digits.'],
  },
};

/** Each value of the list of secrets that OpenTofu needs, once. */
function asked(site: Site): { readonly name: string; readonly isSecret: boolean }[] {
  const all = site.cells.flatMap((cell) => secretsOf(cell, site)).filter(({ place }) => place === 'tofu');
  return [...new Map(all.map(({ name, kind }) => [name, { name, isSecret: kind === 'secret' }])).values()];
}

function variables(site: Site): Block[] {
  return asked(site).map(({ name, isSecret }) => {
    const { description, valid } = variableOf[name]!;
    const [condition, message] = valid;
    const sensitive: Attribute[] = isSecret ? [['sensitive', true]] : [];
    const check = block('validation', [
      ['condition', hcl(condition)],
      ['error_message', message],
    ]);
    return block(`variable ${name}`, [['description', description], ['type', hcl('string')], ...sensitive, '', check]);
  });
}

/** What may be written into a file; the secrets are put into the environment. */
function example(site: Site): Line[] {
  const values = asked(site);
  const secrets = values.filter(({ isSecret }) => isSecret);
  return [
    'Copy to terraform.tfvars, which git ignores, and fill in.',
    ...values.filter(({ isSecret }) => !isSecret).map(({ name }): Attribute => [name, '']),
    ...(secrets.length === 0 ? [] : ['', 'Never in a file; set them in the shell, from the vault:']),
    ...secrets.map(({ name }) => `read -rs TF_VAR_${name} && export TF_VAR_${name}`),
  ];
}

/** What the plan was made for. It is not asked for again: the files of the servers contain it too. */
function main({ plan, wishes, adminV4, adminV6 }: Site): Line[] {
  const again = 'State your own in the planner and make the files again.';
  const check = (condition: string, message: string) =>
    block('precondition', [
      ['condition', hcl(condition)],
      ['error_message', message],
    ]);
  return [
    block('locals', [
      ['domain', plan.domain],
      ['admin_networks', [...adminV4, ...adminV6]],
      ['example_networks', exampleNetworks.split(',')],
      ['labels', { project: wishes.project, plan: plan.id }],
    ]),
    '',
    'Nothing is created as long as the plan names what exists only in examples.',
    block('resource terraform_data ready', [
      block('lifecycle', [
        check(
          'length(setintersection(local.admin_networks, local.example_networks)) == 0',
          `The networks of the administrators are those of examples, so nobody could log in. ${again}`,
        ),
        '',
        check('!endswith(local.domain, ".example")', `The domain exists in examples only. ${again}`),
        '',
        check(
          'var.admin_public_key != var.deploy_public_key',
          'The deployment needs a key of its own, other than that of the administrators.',
        ),
      ]),
    ]),
  ];
}
