# Shared by the scripts beside it; sourced, not run.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
: "${STACK:?STACK must name the Pulumi stack, e.g. acme/prod}"
# Reports and plans; keep it out of version control.
OUT="${OUT:-.rollcall-ci}"
mkdir -p "$OUT"
export PULUMI_SKIP_UPDATE_CHECK=true

rollcall() { npx --no-install rollcall "$@"; }

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $1"
  say "  $2"
  exit 1
}

# The keys of the run, and the functions of one forge: upsert_comment, find_issue, open_issue, update_issue, close_issue, download_plan.
use_forge() {
  case "${1:-}" in
    github | gitlab) forge="$1" ;;
    *) fail "name the forge" "Call this script with github or gitlab." ;;
  esac
  source "$here/$forge.sh"
  source "$here/keys.sh"
  use_id_tokens
}
