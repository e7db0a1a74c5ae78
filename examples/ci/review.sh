#!/usr/bin/env bash
# Plans the update of a pull request, tells in a comment whom it touches, and leaves the plan for deploy.sh.
# Usage: review.sh github|gitlab
# Environment: STACK; OUT (default .rollcall-ci); POLICY, a policy file; FAIL_ON, risk or high; MASK=no shows personal data.
# Ends with 0 reported, 5 a policy or a flag of FAIL_ON, else the engine's code of a preview that failed.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
use_forge "${1:-}"

# The plan fits the files it was made from: deploy.sh applies it to no others.
git rev-parse 'HEAD^{tree}' >"$OUT/tree"

rm -f "$OUT/report.md" "$OUT/plan.json"
# A preview that fails still tells which people it could see and why it stopped.
preview=0
pulumi preview --stack "$STACK" --json --show-sames --show-replacement-steps --save-plan "$OUT/plan.json" --non-interactive >"$OUT/preview.json" || preview=$?

# Where the deletion guard stops the program, a second preview with the guard's own number shows who would go; it deletes nobody.
if [ "$preview" -ne 0 ] && number="$(grep -o 'run once with ROLLCALL_ALLOW_DELETES=[0-9]*' "$OUT/preview.json" | head -n 1 | grep -o '[0-9]*$')"; then
  ROLLCALL_ALLOW_DELETES="$number" pulumi preview --stack "$STACK" --json --show-sames --show-replacement-steps --non-interactive >"$OUT/preview.json" || true
fi

flags=(--format markdown --out "$OUT/report.md")
[ "${MASK:-yes}" = no ] || flags+=(--mask)
[ -z "${POLICY:-}" ] || flags+=(--policy "$POLICY")
[ -z "${FAIL_ON:-}" ] || flags+=(--fail-on "$FAIL_ON")
review=0
rollcall review "$OUT/preview.json" "${flags[@]}" || review=$?

if [ ! -s "$OUT/report.md" ]; then
  printf 'The preview of `%s` brought no report; see the log of this job.\n' "$STACK" >"$OUT/report.md"
fi
marker="<!-- rollcall-review:$STACK -->"
{ printf '%s\n' "$marker"; cat "$OUT/report.md"; } >"$OUT/comment.md"
upsert_comment "$marker" "$OUT/comment.md"

# The preview holds personal data and has done its work.
rm -f "$OUT/preview.json"
[ "$preview" -eq 0 ] || exit "$preview"
exit "$review"
