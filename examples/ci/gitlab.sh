# GitLab, through glab. Needs GITLAB_TOKEN (a project access token with the scope api: a job token may not write notes and
# issues); the CI_ variables are set by GitLab.

project="projects/${CI_PROJECT_ID:?}"

# upsert_comment MARKER FILE: one note a merge request, rewritten in place.
upsert_comment() {
  local notes="$project/merge_requests/${CI_MERGE_REQUEST_IID:?}/notes" id
  id="$(glab api --paginate --output ndjson "$notes?per_page=100" | node "$here/find-marked.js" "$1" id body)"
  if [ -n "$id" ]; then
    glab api --method PUT "$notes/$id" --field "body=@$2" >/dev/null
  else
    glab api --method POST "$notes" --field "body=@$2" >/dev/null
  fi
}

# find_issue MARKER: number of the open issue, or nothing.
find_issue() {
  glab api --paginate --output ndjson "$project/issues?state=opened&labels=rollcall-drift&per_page=100" | node "$here/find-marked.js" "$1" iid description
}

open_issue() { glab api --method POST "$project/issues" --raw-field "title=$1" --field "description=@$2" --raw-field "labels=rollcall-drift" >/dev/null; }

update_issue() { glab api --method PUT "$project/issues/$1" --field "description=@$2" >/dev/null; }

close_issue() {
  glab api --method POST "$project/issues/$1/notes" --raw-field "body=$2" >/dev/null
  glab api --method PUT "$project/issues/$1" --raw-field "state_event=close" >/dev/null
}

# download_plan FOLDER: what the review of the merged merge request left.
download_plan() {
  local request pipeline job file
  request="$(glab api --output ndjson "$project/repository/commits/${CI_COMMIT_SHA:?}/merge_requests" | node "$here/find-marked.js" merged iid state)"
  [ -n "$request" ] || fail "commit $CI_COMMIT_SHA came from no merged merge request, so nobody reviewed a plan for it" "Bring the change in by a merge request."
  # The latest comes first.
  pipeline="$(glab api --output ndjson "$project/merge_requests/$request/pipelines" | node "$here/find-marked.js" success id status)"
  [ -n "$pipeline" ] || fail "there is no successful review of merge request $request" "Run the review again and merge again; plans are kept for 14 days."
  job="$(glab api --output ndjson "$project/pipelines/$pipeline/jobs" | node "$here/find-marked.js" rollcall-review id name)"
  [ -n "$job" ] || fail "pipeline $pipeline has no job rollcall-review" "Keep the name of the job, run the review again and merge again."
  for file in plan.json tree; do
    glab api "$project/jobs/$job/artifacts/.rollcall-ci/$file" >"$1/$file" || rm -f "$1/$file"
  done
}
