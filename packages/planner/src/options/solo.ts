/** The baseline of the analysis: one server with its backup on the same disk. Never recommended. */
import type { Option } from './plan.ts';
import { availabilityOfOneServer, fromOwnDump, oneServer, oneServerParts, ownDatabase } from './single.ts';

export const solo: Option = {
  id: 'solo',
  option: 'solo',
  mark: 'Solo',
  isAsQuoted: true,
  backsUp: [],
  sizeFor: (tenants, supply) => oneServer(tenants, supply, []),
  stack: (size, supply) => ownDatabase(size, supply, []),
  parts: (size, supply) => oneServerParts(size, supply, ['app', 'files', 'database', 'local-backup']),
  restorePath: fromOwnDump,
  availability: availabilityOfOneServer,
  // The backup is lost with the disk it lies on.
  hoursAfterServerLoss: () => undefined,
  operatorHours: (values) => values.operatorHoursSolo,
};
