#!/usr/bin/env bash
# Applies exactly the plan that was reviewed: the same files, and no operation that the plan does not hold.
# Usage: deploy.sh github|gitlab
# Environment: STACK; OUT (default .rollcall-ci); ROLLCALL_ALLOW_DELETES for one run that the deletion guard would stop.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
use_forge "${1:-}"

download_plan "$OUT"
for file in plan.json tree; do
  [ -s "$OUT/$file" ] || fail "the reviewed plan lacks $file" "Run the review again and merge again."
done

reviewed="$(cat "$OUT/tree")"
present="$(git rev-parse 'HEAD^{tree}')"
[ "$reviewed" = "$present" ] || fail "the merged files are not the reviewed ones: the target branch moved on after the review" "Require branches to be up to date before merging, and bring the change in by a new pull request."

# The engine refuses whatever the plan does not hold, for example because a directory has changed since the review.
pulumi up --stack "$STACK" --plan "$OUT/plan.json" --yes --skip-preview --non-interactive --suppress-outputs
