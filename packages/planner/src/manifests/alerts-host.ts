/** Alerts about every server: is it there, does it have room, does it keep time. */
import { instances, ofNode, type Alert } from './alert.ts';
import { paths } from './names.ts';
import type { Cell, Host } from './site.ts';

/** Share of the disk with the data that is free at least. */
const lowShare = 0.2;
const fullShare = 0.1;
/** GiB that the system needs for updates and releases. */
const systemGib = 2;
const bytesPerGib = 2 ** 30;

export function hostAlerts({ hosts }: Cell): Alert[] {
  const holders = hosts.filter((host) => host.runsDatabase || host.keepsFiles || host.keepsLocalBackup);
  return [
    nodeDown(hosts[0]!),
    ...notMounted(hosts.filter(({ isEncrypted }) => isEncrypted)),
    ...(holders.length > 0 ? dataDisk(holders) : []),
    systemDisk(hosts[0]!),
    ...memory(hosts[0]!),
    load(hosts[0]!),
    clock(hosts[0]!),
    unitFailed(hosts[0]!),
    rebootRequired(hosts[0]!),
  ];
}

function nodeDown(host: Host): Alert {
  return {
    name: 'NodeDown',
    severity: 'critical',
    expression: 'up{job="node"} == 0',
    holds: '3m',
    text: { de: 'Ein Server antwortet der Überwachung nicht.', en: 'A server does not answer the monitoring.' },
    trial: { step: '1m', at: '5m', fires: [[ofNode('up', host), '0x10']], silent: [[ofNode('up', host), '1x10']], labels: of(host) },
  };
}

function notMounted(hosts: readonly Host[]): Alert[] {
  const [host] = hosts;
  if (!host) return [];
  const up: [string, string] = [ofNode('up', host), '1x20'];
  const size = (mount: string): [string, string] => [ofNode('node_filesystem_size_bytes', host, `mountpoint="${mount}"`), '80000000000x20'];
  return [
    {
      name: 'DataNotMounted',
      severity: 'critical',
      expression: `up{instance=~"${instances(hosts)}",job="node"} == 1 unless on (instance) node_filesystem_size_bytes{mountpoint="${paths.data}"}`,
      holds: '5m',
      text: {
        de: `Die verschlüsselten Daten eines Servers sind nicht geöffnet: ${paths.data} fehlt.`,
        en: `The encrypted data of a server is not open: ${paths.data} is missing.`,
      },
      trial: { step: '1m', at: '8m', fires: [up, size('/')], silent: [up, size('/'), size('/srv/ordination')], labels: of(host) },
    },
  ];
}

/** The data lies on a disk of its own where it is encrypted, else on that of the system. */
function mountOf({ isEncrypted }: Host): string {
  return isEncrypted ? paths.data : '/';
}

function dataDisk(hosts: readonly Host[]): Alert[] {
  const host = hosts[0]!;
  const labels = `mountpoint="${mountOf(host)}"`;
  const below = (share: number) =>
    [...new Set(hosts.map(mountOf))]
      .map((mount) => {
        const where = `{instance=~"${instances(hosts.filter((one) => mountOf(one) === mount))}",mountpoint="${mount}"}`;
        return `node_filesystem_avail_bytes${where} / node_filesystem_size_bytes${where} < ${share}`;
      })
      .join(' or ');
  const trial = (free: string, enough: string): Alert['trial'] => {
    const size: [string, string] = [ofNode('node_filesystem_size_bytes', host, labels), '100x30'];
    const available = (values: string): [string, string] => [ofNode('node_filesystem_avail_bytes', host, labels), values];
    return {
      step: '1m',
      at: '20m',
      fires: [size, available(free)],
      silent: [size, available(enough)],
      labels: { ...of(host), mountpoint: mountOf(host) },
    };
  };
  return [
    {
      name: 'DataDiskLow',
      severity: 'warning',
      expression: below(lowShare),
      holds: '15m',
      text: {
        de: 'Auf dem Datenträger mit den Daten sind weniger als 20 % frei.',
        en: 'Less than 20 % of the disk with the data is free.',
      },
      trial: trial('19x30', '21x30'),
    },
    {
      name: 'DataDiskFull',
      severity: 'critical',
      expression: below(fullShare),
      holds: '5m',
      text: {
        de: 'Auf dem Datenträger mit den Daten sind weniger als 10 % frei: die Datenbank bleibt bald stehen.',
        en: 'Less than 10 % of the disk with the data is free: the database will soon stop.',
      },
      trial: trial('9x30', '11x30'),
    },
  ];
}

function systemDisk(host: Host): Alert {
  const free = (bytes: string): [string, string] => [ofNode('node_filesystem_avail_bytes', host, 'mountpoint="/"'), `${bytes}x30`];
  return {
    name: 'SystemDiskLow',
    severity: 'warning',
    expression: `node_filesystem_avail_bytes{mountpoint="/"} < ${systemGib * bytesPerGib}`,
    holds: '15m',
    text: {
      de: 'Auf dem Datenträger des Systems sind weniger als 2 GiB frei.',
      en: 'Less than 2 GiB of the disk of the system is free.',
    },
    trial: { step: '1m', at: '20m', fires: [free('2000000000')], silent: [free('2200000000')], labels: { ...of(host), mountpoint: '/' } },
  };
}

function memory(host: Host): Alert[] {
  const total: [string, string] = [ofNode('node_memory_MemTotal_bytes', host), '8000x30'];
  const available = (values: string): [string, string] => [ofNode('node_memory_MemAvailable_bytes', host), values];
  const swappedIn = (step: number): [string, string] => [ofNode('node_vmstat_pswpin', host), `0+${step}x40`];
  const killed = (values: string): [string, string] => [ofNode('node_vmstat_oom_kill', host), values];
  return [
    {
      name: 'MemoryLow',
      severity: 'warning',
      expression: 'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.08',
      holds: '15m',
      text: { de: 'Weniger als 8 % des Arbeitsspeichers sind verfügbar.', en: 'Less than 8 % of the memory is available.' },
      trial: { step: '1m', at: '20m', fires: [total, available('600x30')], silent: [total, available('700x30')], labels: of(host) },
    },
    {
      name: 'Swapping',
      severity: 'warning',
      // Pages of 4 KiB: 1 MiB a second.
      expression: 'rate(node_vmstat_pswpin[5m]) > 256',
      holds: '15m',
      text: {
        de: 'Der Server holt dauernd Speicher aus der Auslagerung zurück: alles wird langsam.',
        en: 'The server keeps fetching memory back from swap: everything gets slow.',
      },
      trial: { step: '1m', at: '30m', fires: [swappedIn(20_000)], silent: [swappedIn(10_000)], labels: of(host) },
    },
    {
      name: 'OutOfMemory',
      severity: 'critical',
      expression: 'increase(node_vmstat_oom_kill[15m]) > 0',
      holds: '0m',
      text: {
        de: 'Der Kern hat ein Programm beendet, weil der Speicher aus war.',
        en: 'The kernel has ended a program because memory ran out.',
      },
      trial: { step: '1m', at: '10m', fires: [killed('2x5 3x10')], silent: [killed('3x20')], labels: of(host) },
    },
  ];
}

function load(host: Host): Alert {
  const idle = (cpu: number): [string, string] => [ofNode('node_cpu_seconds_total', host, `cpu="${cpu}",mode="idle"`), '0+6x40'];
  const waiting = (values: string): [string, string] => [ofNode('node_load15', host), values];
  return {
    name: 'LoadHigh',
    severity: 'warning',
    expression: 'node_load15 / on (instance) group_left () count by (instance) (node_cpu_seconds_total{mode="idle"}) > 1.5',
    holds: '15m',
    text: {
      de: 'Seit einer Viertelstunde wartet mehr Arbeit, als die Kerne schaffen.',
      en: 'For a quarter of an hour more work has been waiting than the cores can do.',
    },
    // Two cores: three programs at once are the limit.
    trial: {
      step: '1m',
      at: '30m',
      fires: [idle(0), idle(1), waiting('3.1x40')],
      silent: [idle(0), idle(1), waiting('2.9x40')],
      labels: of(host),
    },
  };
}

function clock(host: Host): Alert {
  const offset = (seconds: number): [string, string] => [ofNode('node_timex_offset_seconds', host), `${seconds}x30`];
  const isInStep = (values: string): [string, string] => [ofNode('node_timex_sync_status', host), values];
  return {
    name: 'ClockSkew',
    severity: 'warning',
    expression: 'abs(node_timex_offset_seconds) > 0.2 or node_timex_sync_status == 0',
    holds: '15m',
    text: {
      de: 'Die Uhr eines Servers geht falsch oder wird nicht gestellt: Zertifikate, Protokolle und Fristen stimmen nicht.',
      en: 'The clock of a server is wrong or not kept: certificates, logs and ages are off.',
    },
    trial: { step: '1m', at: '20m', fires: [offset(-0.3), isInStep('1x30')], silent: [offset(-0.1), isInStep('1x30')], labels: of(host) },
  };
}

function unitFailed(host: Host): Alert {
  const failed = (values: string): [string, string] => [
    ofNode('node_systemd_unit_state', host, 'name="nginx.service",state="failed",type="forking"'),
    values,
  ];
  return {
    name: 'UnitFailed',
    severity: 'warning',
    expression: 'node_systemd_unit_state{state="failed"} == 1',
    holds: '5m',
    text: { de: 'Ein Dienst eines Servers ist fehlgeschlagen.', en: 'A unit of a server has failed.' },
    trial: {
      step: '1m',
      at: '8m',
      fires: [failed('1x10')],
      silent: [failed('0x10')],
      labels: { ...of(host), name: 'nginx.service', state: 'failed', type: 'forking' },
    },
  };
}

function rebootRequired(host: Host): Alert {
  const required = (values: string): [string, string] => [ofNode('ordination_reboot_required', host), values];
  return {
    name: 'RebootRequired',
    severity: 'warning',
    expression: 'ordination_reboot_required == 1',
    holds: '3d',
    text: {
      de: 'Ein Update wartet seit mehr als drei Tagen auf den Neustart, der nachts von selbst kommen soll.',
      en: 'An update has been waiting for more than three days for the reboot that should come by itself at night.',
    },
    // A reboot on the second day starts the count anew.
    trial: { step: '1h', at: '74h', fires: [required('1x80')], silent: [required('1x30 0 1x50')], labels: of(host) },
  };
}

function of({ name }: Host): Record<string, string> {
  return { instance: name, job: 'node' };
}
