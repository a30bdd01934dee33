/** The files of nginx, the software and its deployment, without those of all other emitters. */
import { app } from '../../packages/planner/src/manifests/app.ts';
import { deploy } from '../../packages/planner/src/manifests/deploy.ts';
import type { Files } from '../../packages/planner/src/manifests/files.ts';
import { nginx } from '../../packages/planner/src/manifests/nginx.ts';
import { siteOf, type Brief } from '../../packages/planner/src/manifests/site.ts';

export function appFiles(brief: Brief): Files {
  const site = siteOf(brief);
  return { ...nginx(site), ...app(site), ...deploy(site) };
}
