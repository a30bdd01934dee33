/**
 * What the providers accept: the arguments of each resource with their kinds, read from the type declarations that Pulumi
 * makes from the schemas of the providers; for MinIO, AWS and Azure written by hand from their documentation.
 */
import { readFileSync } from 'node:fs';
import { isBody, type Body, type Module, type Parsed, type Resource, addressOf } from './hcl.ts';

type Kind = 'string' | 'number' | 'boolean' | 'list' | 'map' | 'block' | 'object' | 'objects';

interface Argument {
  readonly kind: Kind;
  readonly isRequired: boolean;
  readonly inner: Arguments | undefined;
}
type Arguments = Readonly<Record<string, Argument>>;

/** Nested values that are attributes, written with an equals sign, and lists whose name stays in the plural. */
const attributes = [
  'access_settings',
  'snapshot_plan',
  'replication_specs',
  'region_configs',
  'electable_specs',
  'auto_scaling',
  'advanced_configuration',
];
const plural = ['replication_specs', 'region_configs', 'roles', 'scopes'];

const typesOf = new Map<string, Arguments>();

/** The arguments of a resource; undefined for an unknown type. */
export function argumentsOf({ kind, type }: Pick<Resource, 'kind' | 'type'>): Arguments | undefined {
  const key = kind === 'data' ? `data.${type}` : type;
  const known = typesOf.get(key) ?? byHand[key];
  if (known) return known;
  const [, provider, rest] = /^(hcloud|mongodbatlas)_(\w+)$/.exec(type) ?? [];
  if (!provider || !rest) return undefined;
  const found = declared(provider, read(provider, `${camel(rest)}.d.ts`), `${pascal(rest)}Args`);
  typesOf.set(key, found);
  return found;
}

/** What can be read of a resource once it stands. */
export function exportsOf({ kind, type }: Pick<Resource, 'kind' | 'type'>): readonly string[] {
  const [, provider, rest] = /^(hcloud|mongodbatlas)_(\w+)$/.exec(type) ?? [];
  if (!provider || !rest || kind === 'data') return exportsByHand[type] ?? [];
  return [
    'id',
    ...[...read(provider, `${camel(rest)}.d.ts`).matchAll(/^ {4}readonly (\w+): pulumi\.Output/gm)].map(([, name]) => snake(name!)),
  ];
}

function read(provider: string, file: string): string {
  const path = new URL(`../../node_modules/@pulumi/${provider}/${file}`, import.meta.url);
  return readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\//g, '');
}

function declared(provider: string, text: string, name: string): Arguments {
  const body = new RegExp(`export interface ${name} \\{\\n([^]*?)\\n\\}`).exec(text)?.[1];
  if (body === undefined) throw new Error(`${name} is not declared by @pulumi/${provider}.`);
  const properties = body.split(/\n(?= {4}\w+\??:)/).flatMap((line) => {
    const [, property, optional, type] = /^\s*(\w+)(\?)?: ([^]*);\s*$/.exec(line) ?? [];
    return property && type ? [{ property, isRequired: optional === undefined, type }] : [];
  });
  return Object.fromEntries(
    properties.map(({ property, isRequired, type }) => {
      const nested = /inputs\.(\w+)/.exec(type)?.[1];
      const isList = type.includes('[]');
      const inner = nested === undefined ? undefined : declared(provider, read(provider, 'types/input.d.ts'), nested);
      const named = nested !== undefined && isList && !plural.includes(snake(property)) ? singular(snake(property)) : snake(property);
      const kind = kindOf(type, { named, isNested: inner !== undefined, isList });
      return [named, { kind, isRequired, inner }];
    }),
  );
}

function kindOf(type: string, { named, isNested, isList }: { named: string; isNested: boolean; isList: boolean }): Kind {
  if (isNested) return attributes.includes(named) ? (isList ? 'objects' : 'object') : 'block';
  if (isList) return 'list';
  if (type.includes('[key: string]')) return 'map';
  return (['boolean', 'number', 'string'] as const).find((one) => type.includes(one))!;
}

function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/s$/, '');
}
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);
}
function pascal(name: string): string {
  return name.replace(/(^|_)(\w)/g, (_all, _start, sign: string) => sign.toUpperCase());
}
function camel(name: string): string {
  return name.replace(/_(\w)/g, (_all, sign: string) => sign.toUpperCase());
}

/** E.g. "bucket! days!:number": a name, "!" if it is required, and its kind where it is no string. */
function written(text: string, blocks: Readonly<Record<string, Arguments>> = {}): Arguments {
  const plain = text.split(' ').filter(Boolean);
  const of = (inner: Arguments | undefined, spec: string): [string, Argument] => {
    const [name = '', kind = 'string'] = spec.split(':');
    return [name.replace('!', ''), { kind: inner ? 'block' : (kind as Kind), isRequired: name.endsWith('!'), inner }];
  };
  return Object.fromEntries([
    ...plain.map((spec) => of(undefined, spec)),
    ...Object.entries(blocks).map(([name, inner]) => of(inner, name)),
  ]);
}

const versioning = { 'versioning_configuration!': written('status!') };
const byHand: Readonly<Record<string, Arguments>> = {
  terraform_data: written('input triggers_replace'),
  minio_s3_bucket: written('bucket bucket_prefix acl force_destroy:boolean object_locking:boolean quota:number tags:map'),
  minio_s3_bucket_versioning: written('bucket!', versioning),
  minio_ilm_policy: written('bucket!', {
    'rule!': written('id! status expiration filter tags:map', { noncurrent_expiration: written('days!') }),
  }),
  aws_s3_bucket: written('bucket bucket_prefix force_destroy:boolean object_lock_enabled:boolean tags:map'),
  aws_s3_bucket_public_access_block: written(
    'bucket! block_public_acls:boolean block_public_policy:boolean ignore_public_acls:boolean restrict_public_buckets:boolean',
  ),
  aws_s3_bucket_versioning: written('bucket!', versioning),
  aws_s3_bucket_object_lock_configuration: written('bucket! object_lock_enabled', {
    rule: written('', { 'default_retention!': written('mode! days:number years:number') }),
  }),
  aws_s3_bucket_lifecycle_configuration: written('bucket!', {
    'rule!': written('id! status!', {
      filter: written('prefix'),
      noncurrent_version_expiration: written('noncurrent_days!:number newer_noncurrent_versions:number'),
      abort_incomplete_multipart_upload: written('days_after_initiation:number'),
    }),
  }),
  aws_iam_user: written('name! path force_destroy:boolean tags:map'),
  aws_iam_user_policy: written('name user! policy!'),
  'data.aws_iam_policy_document': written('', { statement: written('sid effect actions:list resources:list') }),
  'data.azurerm_client_config': written(''),
  azurerm_resource_group: written('name! location! tags:map'),
  azurerm_storage_account: written(
    'name! resource_group_name! location! account_tier! account_replication_type! access_tier min_tls_version https_traffic_only_enabled:boolean allow_nested_items_to_be_public:boolean tags:map',
    {
      blob_properties: written('versioning_enabled:boolean', {
        delete_retention_policy: written('days:number permanent_delete_enabled:boolean'),
        container_delete_retention_policy: written('days:number'),
      }),
    },
  ),
  azurerm_storage_container: written('name! storage_account_id! container_access_type'),
  azurerm_storage_management_policy: written('storage_account_id!', {
    rule: written('name! enabled!:boolean', {
      'filters!': written('blob_types!:list prefix_match:list'),
      'actions!': written('', { version: written('delete_after_days_since_creation:number') }),
    }),
  }),
};

const exportsByHand: Readonly<Record<string, readonly string[]>> = {
  minio_s3_bucket: ['id', 'arn', 'bucket', 'bucket_domain_name'],
  aws_s3_bucket: ['id', 'arn', 'bucket', 'region'],
  aws_iam_user: ['id', 'arn', 'name'],
  aws_iam_policy_document: ['json'],
  azurerm_client_config: ['client_id', 'subscription_id', 'tenant_id'],
  azurerm_resource_group: ['id', 'name', 'location'],
  azurerm_storage_account: ['id', 'name'],
  azurerm_storage_container: ['id', 'name'],
};

const frame: Readonly<Record<'provider' | 'variable' | 'output', Readonly<Record<string, Arguments>>>> = {
  provider: {
    hcloud: written(''),
    mongodbatlas: written(''),
    aws: written('region!'),
    azurerm: written('', { 'features!': written('') }),
    minio: written('minio_server! minio_region minio_ssl:boolean minio_user! minio_password! s3_compat_mode:boolean'),
  },
  variable: { '*': written('description! type! sensitive:boolean', { 'validation!': written('condition! error_message!') }) },
  output: { '*': written('description! value!:map') },
};

/** Arguments that no provider knows, that are missing, or that are of another kind. */
export function argumentFaults(module: Module): string[] {
  const meta: Arguments = {
    ...written('depends_on:list', {
      lifecycle: written('prevent_destroy:boolean ignore_changes:list', { precondition: written('condition! error_message!') }),
    }),
  };
  return [
    ...module.resources.flatMap((one) => {
      const known = argumentsOf(one);
      return known ? bodyFaults(one.body, { ...known, ...meta }, addressOf(one)) : [`${addressOf(one)}: unknown type`];
    }),
    ...(['provider', 'variable', 'output'] as const).flatMap((kind) =>
      Object.entries(module[`${kind}s`]).flatMap(([name, body]) => {
        const known = frame[kind][name] ?? frame[kind]['*'];
        return known ? bodyFaults(body, known, `${kind}.${name}`) : [`${kind}.${name}: unknown`];
      }),
    ),
  ];
}

function bodyFaults(body: Body, known: Arguments, path: string): string[] {
  const missing = Object.entries(known).filter(([name, { isRequired }]) => isRequired && !(name in body));
  return [
    ...missing.map(([name]) => `${path}: "${name}" is missing`),
    ...Object.entries(body).flatMap(([name, value]) => {
      const argument = known[name];
      return argument ? valueFaults(value, argument, `${path}.${name}`) : [`${path}: unknown argument "${name}"`];
    }),
  ];
}

function valueFaults(value: Parsed, { kind, inner }: Argument, path: string): string[] {
  const isCode = typeof value === 'string' && /^\$\{[^]*\}$/.test(value);
  const wrong = [`${path}: not a ${kind}`];
  switch (kind) {
    case 'block':
    case 'objects':
      return Array.isArray(value) ? (value as Parsed[]).flatMap((one) => (isBody(one) ? bodyFaults(one, inner!, path) : wrong)) : wrong;
    case 'object':
      return isBody(value) ? bodyFaults(value, inner!, path) : wrong;
    case 'map':
      return isBody(value) || isCode ? [] : wrong;
    case 'list':
      return Array.isArray(value) || isCode ? [] : wrong;
    case 'string':
      return typeof value === 'string' ? [] : wrong;
    default:
      return typeof value === kind || isCode ? [] : wrong;
  }
}
