# GitHub, through gh. Needs GH_TOKEN; GITHUB_REPOSITORY and GITHUB_SHA are set by Actions, PULL_REQUEST by the workflow.

# upsert_comment MARKER FILE: one comment a pull request, rewritten in place. Only a bot's comment counts, so that nobody
# gets a comment of theirs overwritten by quoting the marker.
upsert_comment() {
  local comments="repos/$GITHUB_REPOSITORY/issues/${PULL_REQUEST:?}/comments" id
  id="$(gh api --paginate "$comments?per_page=100" --jq '.[] | select(.user.type == "Bot")' | node "$here/find-marked.js" "$1" id body)"
  if [ -n "$id" ]; then
    gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$2" --silent
  else
    gh api --method POST "$comments" --field "body=@$2" --silent
  fi
}

# find_issue MARKER: number of the open issue, or nothing.
find_issue() {
  gh api --paginate "repos/$GITHUB_REPOSITORY/issues?state=open&labels=rollcall-drift&per_page=100" --jq '.[]' | node "$here/find-marked.js" "$1" number body
}

open_issue() {
  gh label create rollcall-drift --description "Users changed behind the program's back" --force >&2
  gh issue create --title "$1" --body-file "$2" --label rollcall-drift >&2
}

update_issue() { gh issue edit "$1" --body-file "$2" >&2; }

close_issue() { gh issue close "$1" --comment "$2" >&2; }

# download_plan FOLDER: what the review of the merged pull request left.
download_plan() {
  local head run
  head="$(gh api "repos/$GITHUB_REPOSITORY/commits/${GITHUB_SHA:?}/pulls" --jq '[.[] | select(.merged_at != null)][0].head.sha // empty')"
  [ -n "$head" ] || fail "commit $GITHUB_SHA came from no merged pull request, so nobody reviewed a plan for it" "Bring the change in by a pull request."
  run="$(gh run list --workflow rollcall-review.yml --event pull_request --commit "$head" --status success --limit 1 --json databaseId --jq '.[0].databaseId // empty')"
  [ -n "$run" ] || fail "there is no successful review of $head" "Run the review again and merge again; plans are kept for 14 days."
  gh run download "$run" --name rollcall-plan --dir "$1"
}
