#!/usr/bin/env bash
# Tells in one issue what changed behind the program's back, and closes it when nothing differs any more.
# Usage: drift.sh github|gitlab
# Environment: STACK; OUT (default .rollcall-ci); MASK=no shows personal data.
# Ends with 0 when everything could be looked at, whether or not something differs: the issue is the alarm.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
use_forge "${1:-}"

marker="<!-- rollcall-drift:$STACK -->"
flags=(--stack "$STACK" --format markdown --out "$OUT/drift.md")
[ "${MASK:-yes}" = no ] || flags+=(--mask)
rm -f "$OUT/drift.md"
code=0
rollcall drift "${flags[@]}" || code=$?

case "$code" in
  0)
    issue="$(find_issue "$marker")"
    [ -z "$issue" ] || close_issue "$issue" "Nothing differs any more."
    ;;
  7)
    { printf '%s\n' "$marker"; cat "$OUT/drift.md"; } >"$OUT/issue.md"
    issue="$(find_issue "$marker")"
    if [ -n "$issue" ]; then update_issue "$issue" "$OUT/issue.md"; else open_issue "Users of $STACK changed behind the program's back" "$OUT/issue.md"; fi
    ;;
  *)
    # Not everything could be looked at, so an open issue stays as it is.
    exit "$code"
    ;;
esac
