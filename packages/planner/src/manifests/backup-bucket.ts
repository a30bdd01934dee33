/** Files in a bucket: one whole encrypted copy on the off-site target, and the versions that were replaced or deleted since. */
import { exits, isBox, type Taker } from './backup-taker.ts';
import { paths } from './names.ts';
import { secretFiles } from './secrets.ts';

/** Versions older than this are deleted: what was deleted is gone from every backup after a year. */
const versionDays = 365;

/** How rclone reaches bucket and target: all by variables, none in the list of processes. */
export function bucketFunctions(taker: Taker): string {
  return `
# The bucket is "source:", its encrypted copy on the target is "sealed:". The password is that of the repository.
reach_bucket() {
  set -a
  # shellcheck source=/dev/null
  . "\${1:-${secretFiles.bucketReader}}"
  RCLONE_CONFIG=${paths.config}/rclone.conf
  RCLONE_CONFIG_SOURCE_TYPE=s3
  RCLONE_CONFIG_SOURCE_PROVIDER=Other
  RCLONE_CONFIG_SOURCE_ENDPOINT=$FILES_ENDPOINT
  RCLONE_CONFIG_SOURCE_ACCESS_KEY_ID=$FILES_ACCESS_KEY
  RCLONE_CONFIG_SOURCE_SECRET_ACCESS_KEY=$FILES_SECRET_KEY
${target(taker)}
  RCLONE_CONFIG_SEALED_TYPE=crypt
  RCLONE_CONFIG_SEALED_PASSWORD=$(rclone obscure - < ${secretFiles.backupPassword})
  set +a
}

run_rclone() { run_at_repository rclone "$@"; }

bucket_bytes() { run_rclone size --json "$1" | jq .bytes; }

# copy_bucket RUN: what is replaced or deleted moves into the versions. A bucket that lost half of its bytes is not copied:
# rather ask a person than follow a deletion.
copy_bucket() {
  local now before oldest version
  reach_bucket
  now=$(bucket_bytes "source:$FILES_BUCKET")
  before=$(cat ${paths.state}/backup/bucket-bytes 2> /dev/null || echo 0)
  if ((now * 2 < before && !accepts_less)); then
    fail ${exits.doubtful} "The bucket holds $now bytes; at the last backup it was $before. If that is right, run this once with --accept-less."
  fi
  run_rclone sync --fast-list --backup-dir "sealed:versions/$1" "source:$FILES_BUCKET" sealed:current
  # By the day on which it was replaced, which its folder names: the age of the object itself says nothing about that.
  oldest=$(date -u -d '-${versionDays} days' +%Y%m%dT%H%M%SZ)
  run_rclone mkdir sealed:versions
  run_rclone lsf --dirs-only sealed:versions > "$work/versions"
  while IFS=/ read -r version _; do
    if [[ $version < $oldest ]]; then run_rclone purge "sealed:versions/$version"; fi
  done < "$work/versions"
  echo "$now" > ${paths.state}/backup/bucket-bytes
}
`;
}

function target({ site, ...taker }: Taker): string {
  const sealed = (place: string) => `  RCLONE_CONFIG_SEALED_REMOTE=${place}`;
  if (isBox({ site, ...taker })) {
    return `  RCLONE_CONFIG_OFFSITE_HOST=$OFFSITE_HOST\n  RCLONE_CONFIG_OFFSITE_USER=$OFFSITE_USER\n${sealed('offsite:bucket')}`;
  }
  return taker.target === 's3'
    ? `  RCLONE_CONFIG_OFFSITE_ENDPOINT=https://\${OFFSITE_BUCKET%%/*}\n${sealed('offsite:${OFFSITE_BUCKET#*/}/bucket')}`
    : `  RCLONE_CONFIG_OFFSITE_ACCOUNT=$AZURE_ACCOUNT_NAME\n  RCLONE_CONFIG_OFFSITE_KEY=$AZURE_ACCOUNT_KEY\n${sealed('offsite:$OFFSITE_BUCKET/bucket')}`;
}
