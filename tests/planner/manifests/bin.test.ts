/** Scripts of the administrator without tools: their names, their order, and what git never sees. */
import { expect, it } from 'vitest';
import { bin } from '../../../packages/planner/src/manifests/bin.ts';
import { installOrder } from '../../../packages/planner/src/manifests/bin-install.ts';
import { layoutOf, layouts, siteFor } from '../../manifests/bundles.ts';

it.each(layouts)('$name has four scripts and the list of what git ignores', (layout) => {
  const files = bin(siteFor(layout));
  expect(Object.keys(files).sort()).toEqual(['.gitignore', 'bin/check', 'bin/install', 'bin/make-secrets', 'bin/on']);
  for (const line of ['/secrets/', '/infra/.terraform/', '/infra/*.tfstate', '/infra/*.tfstate.*', '/infra/terraform.tfvars']) {
    expect(files['.gitignore']!.split('\n')).toContain(line);
  }
  for (const [path, text] of Object.entries(files)) {
    expect(text.startsWith('#!')).toBe(path.startsWith('bin/'));
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/[ \t]\n|\r|\t/);
  }
});

it.each([
  ['single', 'app-1'],
  ['split', 'db-1 app-1'],
  ['pair', 'vote-1 app-2 app-1'],
  ['cluster', 'db-3 db-2 db-1 app-1 app-2'],
  ['managed database, balanced', 'app-1 app-2'],
])('%s is installed in the order %s: the preferred primary last of the replica set', (layout, order) => {
  const [cell] = siteFor(layoutOf(layout)).cells;
  expect(
    installOrder(cell!)
      .map(({ name }) => name)
      .join(' '),
  ).toBe(order);
});
