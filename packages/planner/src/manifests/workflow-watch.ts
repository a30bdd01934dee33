/** The look from outside: whether practices can work, whether the certificate lasts, whether the monitoring itself still watches. */
import { healthPath, paths } from './names.ts';
import type { Site } from './site.ts';

/** Minutes after which the monitoring counts as down. */
const silentMinutes = 15;

export function watchWorkflow({ cells }: Site): string {
  const watched = paths.watchdog.slice(paths.acme.length);
  return `# Looks at the site from outside every ten minutes. If a step fails, GitHub mails whoever changed this file last: the dead
# man's switch of the monitoring, which cannot report its own end. Needs no secret.
name: watch

on:
  schedule:
    - cron: '*/10 * * * *'
  workflow_dispatch:

permissions: {}

concurrency:
  group: watch
  cancel-in-progress: false

jobs:
  look:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    strategy:
      fail-fast: false
      matrix:
        domain: [${cells.map(({ domain }) => domain).join(', ')}]
    env:
      DOMAIN: \${{ matrix.domain }}
    steps:
      - name: The software answers
        run: |
          curl --silent --show-error --fail --max-time 15 --retry 3 --retry-all-errors --retry-delay 10 "https://$DOMAIN${healthPath}" |
            jq --exit-status '.status == "ok"'

      - name: The certificate has more than a fifth of its lifetime left
        if: always()
        run: |
          certificate=$(openssl s_client -connect "$DOMAIN:443" -servername "$DOMAIN" </dev/null 2>/dev/null | openssl x509)
          begin=$(date --date="$(openssl x509 -noout -startdate <<<"$certificate" | cut -d= -f2)" +%s)
          end=$(date --date="$(openssl x509 -noout -enddate <<<"$certificate" | cut -d= -f2)" +%s)
          echo "Valid for another $(((end - $(date +%s)) / 86400)) days."
          (((end - $(date +%s)) * 5 > end - begin))

      - name: The monitoring was seen to work less than ${silentMinutes} minutes ago
        if: always()
        run: |
          seen=$(curl --silent --show-error --fail --max-time 15 --retry 3 --retry-all-errors --retry-delay 10 "http://$DOMAIN${watched}")
          echo "Seen $((($(date +%s) - seen) / 60)) minutes ago."
          (($(date +%s) - seen < ${silentMinutes} * 60))
`;
}
