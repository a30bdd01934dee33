/** The workflows as data: what needs what, who may, and that every command is one that the servers allow. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { secretsOf } from '../../../packages/planner/src/manifests/secrets.ts';
import { sudo } from '../../../packages/planner/src/manifests/sudo.ts';
import { workflows } from '../../../packages/planner/src/manifests/workflows.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'runs-on': unknown;
  readonly 'timeout-minutes': number;
  readonly strategy?: {
    readonly 'max-parallel'?: number;
    readonly 'fail-fast': boolean;
    readonly matrix: Readonly<Record<string, string[]>>;
  };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: object;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly on: {
    readonly workflow_dispatch: { readonly inputs: { readonly migration: { required: boolean; options: string[] } } } | null;
    readonly schedule?: readonly { readonly cron: string }[];
  };
  readonly jobs: Readonly<Record<string, Job>>;
}

const appsOf: readonly (readonly [string, readonly string[]])[] = [
  ['solo', ['app-1']],
  ['single', ['app-1']],
  ['split', ['app-1']],
  ['single cells', ['cell-1-app-1', 'cell-2-app-1']],
  ['managed database, balanced', ['app-1', 'app-2']],
  ['pair', ['app-1', 'app-2']],
  ['pair cells', ['cell-1-app-1', 'cell-1-app-2', 'cell-2-app-1', 'cell-2-app-2']],
  ['cluster', ['app-1', 'app-2']],
];

it.each(appsOf)('"%s" is deployed to %j, one after the other, and goes back on all of them', (name, apps) => {
  const { jobs } = deployOf(name);
  expect(jobs.production!.strategy).toEqual({ 'max-parallel': 1, 'fail-fast': true, matrix: { host: apps } });
  expect(jobs.rollback!.strategy).toEqual({ 'max-parallel': 1, 'fail-fast': false, matrix: { host: apps } });
});

describe.each(layouts)('the deployment of $name', (layout) => {
  const site = siteFor(layout);
  const text = workflows(site)['.github/workflows/deploy.yml']!;
  const deploy = parse(text) as Workflow;
  const { jobs } = deploy;
  const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => (run === undefined ? [] : [run])));

  it('goes from the build through staging and an agreement to production, and is looked at from outside', () => {
    const needs = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, [job.needs ?? []].flat()]));
    expect(needs).toEqual({
      build: [],
      staging: ['build'],
      approve: ['build', 'staging'],
      production: ['build', 'approve'],
      verify: ['build', 'production'],
      rollback: ['build', 'production', 'verify'],
    });
    expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.environment]))).toEqual({
      build: undefined,
      staging: 'staging',
      approve: 'production',
      production: 'servers',
      verify: undefined,
      rollback: 'servers',
    });
  });

  it('is one at a time, and none is cut off', () => {
    expect(deploy.concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false });
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
  });

  it('may read the code in the build, and nothing else', () => {
    expect(deploy.permissions).toEqual({});
    expect(Object.entries(jobs).filter(([, job]) => job.permissions)).toEqual([
      ['build', expect.objectContaining({ permissions: { contents: 'read' } })],
    ]);
  });

  it('asks about the database first, and offers no change that the former release cannot live with', () => {
    expect(deploy.on.workflow_dispatch!.inputs.migration).toMatchObject({ required: true, options: ['none', 'compatible'] });
    expect(jobs.build!.steps.find(({ env }) => env?.MIGRATION)!.run).toContain('>MIGRATION');
  });

  it('carries one archive, known by its digest, to staging and production', () => {
    for (const name of ['staging', 'production']) {
      const runs = jobs[name]!.steps.map(({ run = '', uses = '' }) => run + uses).join('\n');
      expect(runs).toContain('actions/download-artifact@v8');
      expect(runs).toContain('sha256sum --check <<<"$DIGEST  release/$VERSION.tar.gz"');
      expect(runs).toContain('ordination-deploy $VERSION $DIGEST');
      expect(runs).not.toMatch(/npm|tar /);
    }
  });

  it('becomes another user exactly as the servers allow', () => {
    const commands = scripts.flatMap((script) =>
      [...script.matchAll(/sudo -u (\S+) (\/\S+?)['"\s]/g)].map(([, user, path]) => `${user} ${path}`),
    );
    const allowed = sudo(site.cells[0]!.apps[0]!)['/etc/sudoers.d/ordination']!;
    const [, user, paths] = /^deploy ALL=\((\w+)\) NOPASSWD: (.*)$/m.exec(allowed)!;
    expect([...new Set(commands)].sort()).toEqual(paths!.split(', ').map((path) => `${user} ${path}`));
    expect(scripts.join('\n').match(/\bsudo\b/g)!.length).toBe(commands.length);
  });

  it('uses secrets and variables of the list only, and puts no expression into a script', () => {
    const declared = secretsOf(site.cells[0]!, site).filter(({ place }) => place === 'repository');
    const used = [...text.matchAll(/\b(secrets|vars)\.([A-Z_]+)/g)].map(([, , name]) => name!);
    expect([...new Set(used)].sort()).toEqual(declared.map(({ name }) => name).sort());
    for (const script of scripts) expect(script).not.toContain('${{');
    expect([...text.matchAll(/secrets\.([A-Z_]+)/g)].map(([, name]) => name).sort()).toEqual(
      ['staging', 'production', 'rollback'].flatMap(() => ['DEPLOY_KNOWN_HOSTS', 'DEPLOY_SSH_KEY']).sort(),
    );
  });

  it('trusts only host keys that it was given, and drops its key whatever happens', () => {
    for (const name of ['staging', 'production', 'rollback']) {
      const { steps } = jobs[name]!;
      expect(steps.find(({ env }) => env?.DEPLOY_SSH_KEY)!.run).toContain('StrictHostKeyChecking yes');
      expect(steps.at(-1)).toMatchObject({ if: 'always()', run: 'rm -rf "$RUNNER_TEMP/ssh"' });
    }
    expect(text).not.toMatch(/ssh-keyscan|accept-new|StrictHostKeyChecking[ =]no/);
  });

  it('pins its actions, and names every one of them at the top', () => {
    const used = new Set(Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])));
    const named = /Actions used: (.*)\.\n/.exec(text)![1]!.split(', ');
    expect([...used].sort()).toEqual(named.sort());
    expect([...used].sort()).toEqual([
      'actions/checkout@v7',
      'actions/download-artifact@v8',
      'actions/setup-node@v7',
      'actions/upload-artifact@v7',
    ]);
  });

  it('goes back after a failure, and only where the new version serves', () => {
    expect(jobs.rollback!.if).toBe("always() && (needs.production.result == 'failure' || needs.verify.result == 'failure')");
    expect(jobs.rollback!.steps.at(-2)!.run).toContain('[[ $serves == "$VERSION" ]]');
  });

  it('asks for health by version, where all others ask too', () => {
    for (const [name, job] of Object.entries({ staging: jobs.staging!, verify: jobs.verify! })) {
      const runs = job.steps.map(({ run = '' }) => run).join('\n');
      expect(runs, name).toContain('/api/health"');
      expect(runs, name).toContain('.version == $version');
    }
    expect(jobs.verify!.strategy!.matrix.domain).toEqual(site.cells.map(({ domain }) => domain));
  });

  it('reaches servers from a runner of the administrators, since ssh is closed to others', () => {
    const reaching = Object.values(jobs).filter(({ steps }) => steps.some(({ run }) => run?.includes('ssh_to')));
    expect(reaching.length).toBe(3);
    for (const job of reaching) expect(job['runs-on']).toEqual(['self-hosted', 'ordination']);
  });

  it('says that staging is not in the bill', () => {
    expect(text).toContain('it is not in the bill of this plan');
  });
});

describe.each(layouts)('the look from outside at $name', (layout) => {
  const site = siteFor(layout);
  const text = workflows(site)['.github/workflows/watch.yml']!;
  const watch = parse(text) as Workflow;
  const runs = watch.jobs.look!.steps.map(({ run = '' }) => run);

  it('comes every ten minutes, for every cell, with no right and no secret', () => {
    expect(watch.on.schedule).toEqual([{ cron: '*/10 * * * *' }]);
    expect(watch.jobs.look!.strategy!.matrix.domain).toEqual(site.cells.map(({ domain }) => domain));
    expect(watch.permissions).toEqual({});
    expect(text).not.toContain('secrets.');
  });

  it('looks at health, certificate and monitoring, each whatever the others say', () => {
    expect(runs.length).toBe(3);
    expect(runs[0]).toContain('https://$DOMAIN/api/health');
    expect(runs[1]).toContain('openssl s_client -connect "$DOMAIN:443" -servername "$DOMAIN"');
    expect(runs[2]).toContain('http://$DOMAIN/.well-known/acme-challenge/ordination-watchdog');
    expect(watch.jobs.look!.steps.slice(1).map((step) => step.if)).toEqual(['always()', 'always()']);
  });
});

function deployOf(name: string): Workflow {
  return parse(workflows(siteFor(layoutOf(name)))['.github/workflows/deploy.yml']!) as Workflow;
}
