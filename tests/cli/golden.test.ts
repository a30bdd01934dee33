/** Whole answers as a person reads them. A change here is a change of a headline number: CHANGELOG.md says why. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommand } from '../../packages/planner/cli/commands.ts';
import { plan } from '../../packages/planner/cli/plan.ts';
import { decisions } from '../golden/decisions.ts';
import { ordiplan, root, today } from './run.ts';

it.each([
  ['start', ['--tenants', '12', '--tenants-in-12-months', '30', '--lang', 'de']],
  ['analysis', ['--tenants', '20', '--prices', 'quoted', '--lang', 'de']],
  ['analysis-beyond-its-prices', ['--tenants', '25', '--prices', 'quoted', '--lang', 'de']],
  ['growth', ['--tenants', '60', '--tenants-in-12-months', '120', '--outage-euro-per-hour', '100', '--vat', 'DE', '--lang', 'en']],
  ['too-many', ['--tenants', '300', '--lang', 'en']],
])('the answer "%s" is the one that was reviewed', async (name, args) => {
  const { stdout } = await ordiplan(['plan', ...args, '--today', today]);
  const text = `# ordiplan plan ${args.join(' ')}\n\n\`\`\`\n${stdout}\`\`\`\n`;
  await expect(text).toMatchFileSnapshot(join(root, 'tests/golden', `${name}.md`));
});

it.each(decisions)('the decision "%s" is the one that was reviewed', async (name, args) => {
  const { stdout: text } = await runCommand(plan, [...args, '--markdown', '--today', today]);
  await expect(`# ordiplan plan ${args.join(' ')}\n\n${text}`).toMatchFileSnapshot(join(root, 'tests/golden/decisions', `${name}.md`));
});
