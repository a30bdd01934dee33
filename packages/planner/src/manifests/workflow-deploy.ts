/** Deployment: one archive is built, tried on a staging server, then put into service on one server after the other. */
import { healthPath, paths, ports, scriptPath, software, users } from './names.ts';
import type { Host, Site } from './site.ts';

/** Answers in a row that must come from the new version: with a load balancer they come from all servers. */
const answersInARow = 10;

export function deployWorkflow(site: Site): string {
  return [trigger(site), build(site), staging, approve, production(site), verify(site), rollback(site)].join('\n');
}

function trigger({ versions }: Site): string {
  return `# Builds, tries and deploys a release. Start it by hand: Actions, deploy, Run workflow.
#
# Environments of the repository: "production" with required reviewers and no secret; "staging" and "servers", both for the
# branch "main" only, with
#   secret   DEPLOY_SSH_KEY      private key of the user ${users.deploy}
#   secret   DEPLOY_KNOWN_HOSTS  host keys, compared by a person
# (One agreement covers all servers, and going back needs none.) Variables of the repository:
#   variable STAGING_HOST        name of a server for trials; it is not in the bill of this plan
#   variable DEPLOY_HOSTS        {"app-1": "address", ...}: the servers with the software
# The servers let ssh in from the networks of the administrators only, so deployments run on a runner that stands there:
# a runner of your own with the label "ordination". It needs bash, curl, jq and an ssh client.
#
# Actions used: actions/checkout@v7, actions/setup-node@v7, actions/upload-artifact@v7, actions/download-artifact@v8.
name: deploy

on:
  workflow_dispatch:
    inputs:
      migration:
        description: Does this release change the database? A change that the former release cannot live with is not deployed from here.
        type: choice
        required: true
        options: [none, compatible]

permissions: {}

# One deployment at a time, and none is cut off half way.
concurrency:
  group: deploy
  cancel-in-progress: false

defaults:
  run:
    shell: bash

env:
  NODE_VERSION: '${versions.programs.node.version}'

jobs:
`;
}

function build({ cells }: Site): string {
  const runner = cells[0]!.apps[0]!.provision.architecture === 'arm' ? 'ubuntu-24.04-arm' : 'ubuntu-24.04';
  return `  build:
    runs-on: ${runner}
    timeout-minutes: 20
    permissions:
      contents: read
    outputs:
      version: \${{ steps.pack.outputs.version }}
      digest: \${{ steps.pack.outputs.digest }}
    steps:
      - uses: actions/checkout@v7
        with:
          persist-credentials: false
      - uses: actions/setup-node@v7
        with:
          node-version: \${{ env.NODE_VERSION }}
      - run: npm ci
      - run: npm test
      - run: npm run build --if-present
      - run: npm prune --omit=dev
      - id: pack
        name: Pack one archive; its digest goes with it to every server
        env:
          MIGRATION: \${{ inputs.migration }}
        run: |
          version="$GITHUB_RUN_NUMBER-\${GITHUB_SHA::12}"
          test -f ${software.startFile}
          printf '%s\\n' "$MIGRATION" >${software.migrationFile}
          tar --exclude=./.git --exclude=./.github --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" \\
            -czf "$RUNNER_TEMP/$version.tar.gz" .
          digest=$(sha256sum "$RUNNER_TEMP/$version.tar.gz" | cut -d' ' -f1)
          printf 'version=%s\\ndigest=%s\\n' "$version" "$digest" >>"$GITHUB_OUTPUT"
      - uses: actions/upload-artifact@v7
        with:
          name: release
          path: \${{ runner.temp }}/\${{ steps.pack.outputs.version }}.tar.gz
          if-no-files-found: error
          compression-level: 0
          retention-days: 30
`;
}

/** What every job that reaches a server needs. Secrets go into files of the runner's own folder and away again. */
const variables = `      VERSION: \${{ needs.build.outputs.version }}
      DIGEST: \${{ needs.build.outputs.digest }}
`;

const key = `      - name: Take the key
        env:
          DEPLOY_SSH_KEY: \${{ secrets.DEPLOY_SSH_KEY }}
          DEPLOY_KNOWN_HOSTS: \${{ secrets.DEPLOY_KNOWN_HOSTS }}
        run: |
          umask 077
          mkdir -p "$RUNNER_TEMP/ssh"
          printf '%s\\n' "$DEPLOY_SSH_KEY" >"$RUNNER_TEMP/ssh/key"
          printf '%s\\n' "$DEPLOY_KNOWN_HOSTS" >"$RUNNER_TEMP/ssh/known_hosts"
          {
            echo 'Host *'
            echo '  User ${users.deploy}'
            echo '  Port ${ports.ssh}'
            echo "  IdentityFile $RUNNER_TEMP/ssh/key"
            echo '  IdentitiesOnly yes'
            echo "  UserKnownHostsFile $RUNNER_TEMP/ssh/known_hosts"
            echo '  StrictHostKeyChecking yes'
            echo '  BatchMode yes'
            echo '  ServerAliveInterval 15'
          } >"$RUNNER_TEMP/ssh/config"
`;

const dropKey = `      - name: Drop the key
        if: always()
        run: rm -rf "$RUNNER_TEMP/ssh"
`;

/** `$ADDRESS` is where ssh goes, `$HOST` the name in the list of host keys. */
const release = `      - uses: actions/download-artifact@v8
        with:
          name: release
          path: release
      - name: The archive is the one that was built
        run: sha256sum --check <<<"$DIGEST  release/$VERSION.tar.gz"
${key}      - name: Deploy
        run: |
          ssh_to=(-F "$RUNNER_TEMP/ssh/config" -o "HostKeyAlias=$HOST")
          scp "\${ssh_to[@]}" "release/$VERSION.tar.gz" "$ADDRESS:${paths.incoming}/$VERSION.tar.gz"
          status=0
          # shellcheck disable=SC2029 # Both are known here: letters, digits and dashes.
          ssh "\${ssh_to[@]}" "$ADDRESS" "sudo -u ${users.app} ${scriptPath('deploy')} $VERSION $DIGEST" || status=$?
          # 1: the release serves, but what remained of the former one was not removed.
          if ((status == 1)); then echo '::warning::The release serves, but the former one was not tidied up.'; status=0; fi
          exit "$status"
`;

const staging = `  staging:
    needs: build
    runs-on: [self-hosted, ordination]
    timeout-minutes: 20
    environment: staging
    env:
${variables}      HOST: \${{ vars.STAGING_HOST }}
      ADDRESS: \${{ vars.STAGING_HOST }}
    steps:
${release}      - name: Smoke test
        run: |
          curl --silent --show-error --fail --max-time 10 "https://$ADDRESS${healthPath}" |
            jq --exit-status --arg version "$VERSION" '.status == "ok" and .version == $version'
          test "$(curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' "https://$ADDRESS/")" -lt 500
${dropKey}`;

/** A matrix over the servers with the software, in the order of the plan. */
function matrix({ cells }: Site): string {
  return `    strategy:
      max-parallel: 1
      fail-fast: true
      matrix:
        host: [${cells.flatMap(({ apps }) => apps.map(({ name }: Host) => name)).join(', ')}]
`;
}

const address = `      HOST: \${{ matrix.host }}
      ADDRESS: \${{ fromJSON(vars.DEPLOY_HOSTS)[matrix.host] }}
`;

const approve = `  # Waits for the required reviewers of the environment.
  approve:
    needs: [build, staging]
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    environment: production
    steps:
      - run: echo 'Agreed.'
`;

function production(site: Site): string {
  return `  # The same archive on one server after the other. A server that fails stops those after it.
  production:
    needs: [build, approve]
    runs-on: [self-hosted, ordination]
    timeout-minutes: 30
    environment: servers
${matrix(site)}    env:
${variables}${address}    steps:
${release}${dropKey}`;
}

function verify({ cells }: Site): string {
  return `  verify:
    needs: [build, production]
    runs-on: [self-hosted, ordination]
    timeout-minutes: 10
    strategy:
      fail-fast: false
      matrix:
        domain: [${cells.map(({ domain }) => domain).join(', ')}]
    env:
      DOMAIN: \${{ matrix.domain }}
      VERSION: \${{ needs.build.outputs.version }}
    steps:
      - name: Practices get the new version
        run: |
          for _ in {1..${answersInARow}}; do
            curl --silent --show-error --fail --max-time 10 "https://$DOMAIN${healthPath}" |
              jq --exit-status --arg version "$VERSION" '.status == "ok" and .version == $version'
            sleep 1
          done
`;
}

function rollback(site: Site): string {
  return `  # A server whose deployment failed has gone back by itself. Those that serve the new version go back now, so that all are alike.
  rollback:
    needs: [build, production, verify]
    if: always() && (needs.production.result == 'failure' || needs.verify.result == 'failure')
    runs-on: [self-hosted, ordination]
    timeout-minutes: 30
    environment: servers
${matrix(site).replace('fail-fast: true', 'fail-fast: false')}    env:
      VERSION: \${{ needs.build.outputs.version }}
${address}    steps:
${key}      - name: Go back to the former version
        run: |
          ssh_to=(-F "$RUNNER_TEMP/ssh/config" -o "HostKeyAlias=$HOST")
          serves=$(ssh "\${ssh_to[@]}" "$ADDRESS" 'curl --silent --max-time 10 http://127.0.0.1:${ports.health}${healthPath}' | jq --raw-output .version) || serves=
          if [[ $serves == "$VERSION" ]]; then
            ssh "\${ssh_to[@]}" "$ADDRESS" 'sudo -u ${users.app} ${scriptPath('rollback')}'
          else
            echo "$HOST serves \${serves:-nothing}: it is left alone."
          fi
${dropKey}`;
}
