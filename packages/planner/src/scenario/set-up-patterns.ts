/** What the files need of an address and of networks, as one pattern each for the JSON Schema: editors run no functions. */
import { hostName, longestMailbox, mailbox, mostNetworks } from './set-up.ts';

const inner = ({ source }: RegExp) => source.replace(/^\^|\$$/g, '');

/** A mail address exactly as `Email` takes it. */
export const emailPattern = `^(?=[^@]{1,${longestMailbox}}@)${inner(mailbox)}@${inner(hostName)}$`;

/** An address with its prefix: from /8 of IPv4, from /16 of IPv6. */
const v4 = String.raw`(\d{1,3}\.){3}\d{1,3}/([89]|[12]\d|3[0-2])`;
const v6 = String.raw`[0-9a-f]*:[0-9a-f:]*/(1[6-9]|[2-9]\d|1[01]\d|12[0-8])`;

/** Networks as far as a pattern goes: host bits, bytes above 255 and the same network twice it does not see. */
export const networksPattern = `^(${v4}|${v6})(,(${v4}|${v6})){0,${mostNetworks - 1}}$`;
