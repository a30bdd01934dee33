/** What the user states for the files: names, addresses, the release of the system, where the backup goes. All of it is written into files, so each has a narrow form. */
import { z } from 'zod';

/** Releases that the files can be written for. */
export const systemIds = ['ubuntu-24.04', 'ubuntu-26.04'] as const;
/** A release of the operating system. */
export type SystemId = (typeof systemIds)[number];

/** Where the off-site backup goes: a Storage Box, filled by restic or by borg, or a bucket of another vendor, filled by restic. */
export const backupTargets = ['storage-box', 'storage-box-borg', 's3', 'azure'] as const;
/** One place and program of the off-site backup. */
export type BackupTarget = (typeof backupTargets)[number];

/** Letters, digits and hyphens in labels of at most 63, at least two labels: nothing in it can end a line or a directive of a file. */
export const hostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
export const HostName = z.string().regex(hostName);

/** A name for machines, buckets and labels: a letter first, then letters, digits and single hyphens. */
export const Project = z
  .string()
  .max(24)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

export const mailbox = /^[a-z0-9]+([._+-][a-z0-9]+)*$/;
export const longestMailbox = 64;

/** An address in lower case, without quotes, spaces and the rarer signs that mail would allow. */
export const Email = z.string().refine((text) => {
  const [name = '', host = '', ...more] = text.split('@');
  return more.length === 0 && name.length <= longestMailbox && mailbox.test(name) && hostName.test(host);
});

export const mostNetworks = 10;

/** Networks as "198.51.100.7/32,2001:db8::/48": IPv4 or IPv6, written in full, without host bits, joined by commas. */
export const Networks = z.string().refine((text) => {
  const all = text.split(',');
  return all.length <= mostNetworks && new Set(all).size === all.length && all.every(isNetwork);
});

/** Wider than these and it is no network of administrators. */
const widestV4 = 8;
const widestV6 = 16;

/** Whether `text` is one network, e.g. "192.0.2.0/24": with its prefix and without host bits. */
function isNetwork(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/');
  if (more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(prefix)) return false;
  const bits = address.includes(':') ? bitsOfV6(address) : bitsOfV4(address);
  const length = Number(prefix);
  if (bits === undefined || length > bits.length) return false;
  return length >= (bits.length === v4Bits ? widestV4 : widestV6) && !bits.slice(length).includes('1');
}

const v4Bits = 32;
const v6Groups = 8;

/** The bits of an IPv4 address, undefined if it is none. */
function bitsOfV4(text: string): string | undefined {
  const parts = text.split('.');
  const areBytes = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return areBytes ? parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('') : undefined;
}

/** The bits of an IPv6 address in lower case, undefined if it is none; "::" stands for at least one group of zeros. */
function bitsOfV6(text: string): string | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = v6Groups - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return groups.map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

/** Addresses set aside for examples: a set-up with them lets nobody in, so the files refuse to be applied. */
export const exampleNetworks = '192.0.2.0/24,2001:db8::/32';
