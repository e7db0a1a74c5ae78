"use strict";
// Writes this job's OIDC token to a file that only this user may read. Usage: id-token.js github|gitlab AUDIENCE FILE
// GitHub: the runner signs one for the audience; the job needs `permissions: id-token: write`.
// GitLab: the job's `id_tokens:` put it into ROLLCALL_ID_TOKEN, for all audiences at once.
const { writeFileSync } = require("node:fs");

const [forge, audience = "", file = ""] = process.argv.slice(2);

async function fromGithub() {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env;
  if (!url || !bearer) throw new Error("this job may not ask for an ID token. Give it permissions: id-token: write.");
  const asked = new URL(url);
  asked.searchParams.set("audience", audience);
  const answer = await fetch(asked, { headers: { authorization: `Bearer ${bearer}` }, signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`the runner answered HTTP ${answer.status} to the request for an ID token.`);
  return (await answer.json()).value;
}

function fromGitlab() {
  const token = process.env.ROLLCALL_ID_TOKEN;
  if (!token) throw new Error("this job has no ID token. Declare ROLLCALL_ID_TOKEN under id_tokens.");
  return token;
}

(forge === "github" ? fromGithub() : Promise.resolve().then(fromGitlab)).then(
  (token) => writeFileSync(file, token, { mode: 0o600 }),
  (error) => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 1;
  },
);
