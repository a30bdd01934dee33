/** The baseline of the analysis: one server with its backup on the same disk. Never recommended. */
import { nothing, ofBoth } from './keeping.ts';
import { protectionBy } from './layers.ts';
import type { Option } from './plan.ts';
import { oneServerParts, ownDatabase, single } from './single.ts';

export const solo: Option = {
  ...single,
  id: 'solo',
  isAsQuoted: true,
  isForComparison: true,
  backsUp: [],
  stacks: (size, supply) => [ownDatabase(size.server, supply, [])],
  parts: (size, offer) => oneServerParts(size, offer, ['app', 'files', 'database', 'local-backup']),
  // The backup is lost with the disk it lies on, and deleted with what it lies beside.
  hoursAfterServerLoss: () => undefined,
  copies: () => ofBoth(nothing),
  protection: (values) => protectionBy(values, []),
  operatorHours: (values) => values.operatorHoursSolo,
};
