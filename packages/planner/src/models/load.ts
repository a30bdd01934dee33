/** Load: how many users, requests and gigabytes a number of practices brings. It knows no machine. */
import type { Values } from '../scenario/assumptions.ts';
import { requireNotNegative } from './arguments.ts';

/** The demand of all practices together. */
export interface Load {
  readonly tenants: number;
  /** Users logged in at the busy hour. */
  readonly sessions: number;
  /** Users who are working in the software at that moment. */
  readonly activeUsers: number;
  /** Requests per second in the peak minute. */
  readonly peakRps: number;
  readonly contactsPerYear: number;
  /** Data of the database at the planning horizon, before indexes and compression. */
  readonly databaseGb: number;
  /** Documents and images at the planning horizon. */
  readonly filesGb: number;
}

const kbPerGb = 1e6;
const kbPerMb = 1000;

/**
 * The load of `tenants` practices.
 *
 * sessions S = N · users · presence; active A = S · share; requests = A · rate · burst + S · poll;
 * database = contacts · kB · (age + imported years); files = contacts · (documents + images) · (age + imported years).
 */
export function load(tenants: number, values: Values): Load {
  requireNotNegative('tenants', tenants);
  const sessions = tenants * values.usersPerPractice * values.presencePeak;
  const activeUsers = sessions * values.activeShare;
  const contactsPerYear = tenants * values.contactsPerDay * values.openDaysPerYear;
  const fileKbPerContact = values.filesPerContact * values.fileKb + values.imagesPerContact * values.imageMb * kbPerMb;
  return {
    tenants,
    sessions,
    activeUsers,
    peakRps: activeUsers * values.requestsPerActive * values.burst + sessions * values.pollPerSession,
    contactsPerYear,
    databaseGb: ((contactsPerYear * values.dbKbPerContact) / kbPerGb) * (values.dataAgeYears + values.importYearsDb),
    filesGb: ((contactsPerYear * fileKbPerContact) / kbPerGb) * (values.dataAgeYears + values.importYearsFiles),
  };
}
