/** Alerts about what practices see: the software, its certificate, and in a pair the address and the files. */
import { instances, ofNode, type Alert, type Series } from './alert.ts';
import { figures } from './names.ts';
import type { Cell, Host } from './site.ts';

export function serviceAlerts(cell: Cell): Alert[] {
  const { apps, hosts, movableAddress } = cell;
  const monitor = hosts.find(({ isMonitor }) => isMonitor)!;
  return [
    health(apps[0]!),
    publicHealth(monitor),
    ...(apps.length > 1 ? [software(apps[0]!)] : []),
    certificate(apps[0]!),
    ...(movableAddress ? [addressElsewhere(apps)] : []),
    ...(syncsFiles(cell) ? [filesSync(apps[0]!)] : []),
  ];
}

/** Two servers keep the same files, so one sends them to the other. */
export function syncsFiles({ apps }: Cell): boolean {
  return apps.filter(({ keepsFiles }) => keepsFiles).length > 1;
}

function health(host: Host): Alert {
  const up = ofNode('ordination_health_up', host);
  return {
    name: 'HealthFailing',
    severity: 'critical',
    expression: `${figures.healthUp} == 0`,
    holds: '2m',
    text: {
      de: 'Die Software antwortet auf einem Server durch nginx nicht.',
      en: 'The software of a server does not answer through nginx.',
    },
    trial: { step: '1m', at: '4m', fires: [[up, '1x1 0x9']], silent: [[up, '0x1 1x9']], labels: of(host) },
  };
}

function publicHealth(host: Host): Alert {
  const up = ofNode('ordination_public_health_up', host);
  return {
    name: 'PublicHealthFailing',
    severity: 'critical',
    expression: `${figures.publicHealthUp} == 0`,
    holds: '3m',
    text: {
      de: 'Unter dem öffentlichen Namen antwortet die Software nicht: Praxen können nicht arbeiten.',
      en: 'The software does not answer under its public name: practices cannot work.',
    },
    trial: { step: '1m', at: '6m', fires: [[up, '0x9']], silent: [[up, '0x1 1x9']], labels: of(host) },
  };
}

function software(host: Host): Alert {
  const up = ofNode('ordination_software_up', host);
  return {
    name: 'SoftwareDown',
    severity: 'warning',
    expression: `${figures.softwareUp} == 0`,
    holds: '2m',
    text: {
      de: 'Die Software eines Servers steht; ein anderer Server antwortet an seiner Stelle.',
      en: 'The software of a server is down; another server answers in its place.',
    },
    trial: { step: '1m', at: '4m', fires: [[up, '0x9']], silent: [[up, '1x9']], labels: of(host) },
  };
}

function certificate(host: Host): Alert {
  // Of 90 days, one has 29 left at the start, the other 33, which are 31 when it is asked for.
  const labels = 'use="site"';
  const days = (count: number) => count * 24 * 60 * 60;
  const dates = (left: number): Series[] => [
    [ofNode('ordination_certificate_not_before_timestamp_seconds', host, labels), `${days(left - 90)}x60`],
    [ofNode('ordination_certificate_not_after_timestamp_seconds', host, labels), `${days(left)}x60`],
  ];
  const lifetime = `(${figures.certificateEnd}{use="site"} - ${figures.certificateStart}{use="site"})`;
  return {
    name: 'CertificateEnds',
    severity: 'warning',
    // Relative: lifetimes of certificates get shorter. It is renewed at a third, so two days more mean that this failed.
    expression: `${figures.certificateEnd}{use="site"} - time() < ${lifetime} / 3`,
    holds: '2d',
    text: {
      de: 'Das Zertifikat hätte erneuert werden sollen: weniger als ein Drittel seiner Laufzeit bleibt.',
      en: 'The certificate should have been renewed: less than a third of its lifetime is left.',
    },
    trial: { step: '1h', at: '50h', fires: dates(29), silent: dates(33), labels: { ...of(host), use: 'site' } },
  };
}

function addressElsewhere(apps: readonly Host[]): Alert {
  const [first] = apps;
  const last = ofNode('ordination_address_last_success_timestamp_seconds', first!);
  const up: Series = [ofNode('up', first!), '1x30'];
  return {
    name: 'AddressElsewhere',
    severity: 'critical',
    expression: `time() - ${figures.addressSuccess} > 120 or (up{instance=~"${instances(apps)}",job="node"} == 1 unless on (instance) ${figures.addressSuccess})`,
    holds: '2m',
    text: {
      de: 'Die bewegliche Adresse folgt nicht mehr dem Server, dessen Datenbank führt.',
      en: 'The movable address no longer follows the server whose database is the primary.',
    },
    trial: { step: '1m', at: '10m', fires: [up, [last, '60x20']], silent: [up, [last, '0+60x20']], labels: of(first!) },
  };
}

function filesSync(host: Host): Alert {
  const last = ofNode('ordination_files_sync_last_success_timestamp_seconds', host);
  return {
    name: 'FilesSyncStale',
    severity: 'critical',
    expression: `time() - max(${figures.filesSyncSuccess}) > 900 or absent(${figures.filesSyncSuccess})`,
    holds: '5m',
    text: {
      de: 'Die Dateien des zweiten Servers sind mehr als eine Viertelstunde alt: beim Ausfall des ersten gehen neuere verloren.',
      en: 'The files of the second server are more than a quarter of an hour old: newer ones are lost with the first.',
    },
    trial: { step: '1m', at: '25m', fires: [[last, '60x30']], silent: [[last, '60x14 900x30']], labels: {} },
  };
}

function of({ name }: Host): Record<string, string> {
  return { instance: name, job: 'node' };
}
