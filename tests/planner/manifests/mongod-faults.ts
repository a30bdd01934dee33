/** What is wrong with a mongod.conf for MongoDB 8.0, judged by the manual and by what the server is for. */
import { parse } from 'yaml';

export interface Wanted {
  readonly privateIp: string | undefined;
  readonly replSetName: string;
  /** Undefined for an arbiter: the least. */
  readonly cacheGb: number;
  readonly isArbiter: boolean;
}

/** The options that we use, as the manual of 8.0 names them; removed or unknown ones are not among them. */
const known = [
  'storage.dbPath',
  'storage.wiredTiger.engineConfig.cacheSizeGB',
  'systemLog.destination',
  'systemLog.path',
  'systemLog.logAppend',
  'systemLog.logRotate',
  'net.port',
  'net.bindIp',
  'net.tls.mode',
  'net.tls.certificateKeyFile',
  'net.tls.CAFile',
  'net.tls.disabledProtocols',
  'net.tls.allowConnectionsWithoutCertificates',
  'security.authorization',
  'security.keyFile',
  'security.javascriptEnabled',
  'replication.replSetName',
  'replication.oplogSizeMB',
  'setParameter.enableLocalhostAuthBypass',
];

export function mongodFaults(text: string, { privateIp, replSetName, cacheGb, isArbiter }: Wanted): string[] {
  let options: Record<string, unknown>;
  try {
    options = flat(parse(text, { uniqueKeys: true }));
  } catch (error) {
    return [`no YAML: ${(error as Error).message.split('\n')[0]}`];
  }
  const isRemote = privateIp !== undefined;
  const wanted: Record<string, unknown> = {
    'storage.dbPath': '/srv/ordination/mongodb',
    'storage.wiredTiger.engineConfig.cacheSizeGB': cacheGb,
    'systemLog.destination': 'file',
    'systemLog.path': '/srv/ordination/mongodb-log/mongod.log',
    'systemLog.logAppend': true,
    // "rename" and logrotate would both rotate.
    'systemLog.logRotate': 'reopen',
    'net.port': 27017,
    'net.bindIp': isRemote ? `127.0.0.1,${privateIp}` : '127.0.0.1',
    'net.tls.mode': isRemote ? 'requireTLS' : undefined,
    'net.tls.certificateKeyFile': isRemote ? '/etc/ordination/tls/server.pem' : undefined,
    'net.tls.CAFile': isRemote ? '/etc/ordination/tls/ca.crt' : undefined,
    'net.tls.disabledProtocols': isRemote ? 'TLS1_0,TLS1_1' : undefined,
    'net.tls.allowConnectionsWithoutCertificates': isRemote ? true : undefined,
    'security.authorization': 'enabled',
    'security.keyFile': '/etc/ordination/secrets/mongodb-keyfile',
    'security.javascriptEnabled': false,
    'replication.replSetName': replSetName,
    'setParameter.enableLocalhostAuthBypass': isArbiter ? false : undefined,
  };
  const oplogMb = options['replication.oplogSizeMB'];
  const fits = isArbiter ? oplogMb === undefined : typeof oplogMb === 'number' && oplogMb >= 1024 && oplogMb <= 51_200;
  return [
    ...Object.keys(options)
      .filter((name) => !known.includes(name))
      .map((name) => `${name} is no option of 8.0 that we use`),
    ...Object.entries(wanted)
      .filter(([name, value]) => options[name] !== value)
      .map(([name, value]) => `${name} is ${String(options[name])} and not ${String(value)}`),
    ...(fits ? [] : [`replication.oplogSizeMB is ${String(oplogMb)}`]),
  ];
}

function flat(value: unknown, prefix = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { [prefix]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(inner, prefix === '' ? key : `${prefix}.${key}`))) as Record<
    string,
    unknown
  >;
}
