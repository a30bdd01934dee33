/** All files of a plan. They are printed from its parts; nothing is computed here. */
import { app } from './app.ts';
import { apply } from './apply.ts';
import { backup } from './backup.ts';
import { bin } from './bin.ts';
import { cloudInit } from './cloud-init.ts';
import { database } from './database.ts';
import { deploy } from './deploy.ts';
import { disk } from './disk.ts';
import { documents } from './documents/index.ts';
import { failOver } from './fail-over.ts';
import { firewall } from './firewall.ts';
import { hardening } from './hardening.ts';
import { monitoring } from './monitoring.ts';
import { nginx } from './nginx.ts';
import { openTofu } from './opentofu.ts';
import { workflows } from './workflows.ts';
import { packages } from './packages.ts';
import { preflight } from './preflight.ts';
import type { Files } from './files.ts';
import { siteOf, type Brief, type Site } from './site.ts';

const emitters: readonly ((site: Site) => Files)[] = [
  openTofu,
  packages,
  cloudInit,
  firewall,
  hardening,
  disk,
  nginx,
  app,
  deploy,
  workflows,
  database,
  failOver,
  backup,
  monitoring,
  apply,
  preflight,
  bin,
];

/**
 * The set-up of a plan: path to text, in the order of the paths. Throws `manifests.unsafe` for a text that no file may
 * contain, `manifests.not-built` for a design that is only shown.
 */
export function manifests(brief: Brief): Files {
  const site = siteOf(brief);
  const files = Object.assign({}, ...emitters.map((emit) => emit(site))) as Files;
  const all = { ...files, ...documents(site) };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}
