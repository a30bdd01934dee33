/** GitHub workflows: deployment in `workflow-deploy.ts`, the look from outside in `workflow-watch.ts`. */
import { headed, type Files } from './files.ts';
import type { Site } from './site.ts';
import { deployWorkflow } from './workflow-deploy.ts';
import { watchWorkflow } from './workflow-watch.ts';

export function workflows(site: Site): Files {
  return {
    '.github/workflows/deploy.yml': headed('#', deployWorkflow(site), site),
    '.github/workflows/watch.yml': headed('#', watchWorkflow(site), site),
  };
}
