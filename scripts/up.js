"use strict";
// `npm run up`: from a fresh clone to users in the emulator. Arguments go to the engine: npm run up -- --parallel 64
const { runMain } = require("./setup/failure");
const { runOnLocalStack } = require("./setup/run-engine");

const NEXT = `
What to try next
  - edit a line of examples/quickstart/people.csv and run npm run up again: an in-place update of that person
  - remove a line and run it again: that person is deleted
  - npm run up once more: everything unchanged
  - see what changed behind Pulumi's back:   node scripts/pulumi.js refresh --preview-only
  - show changes without making them:        node scripts/pulumi.js preview --diff
  - remove everybody (the deletion guard stops it, and says how to go on if you mean it):
                                             node scripts/pulumi.js destroy --yes
`;

runMain(async () => {
  const code = await runOnLocalStack("up", ["--yes", ...process.argv.slice(2)]);
  if (code === 0) process.stdout.write(NEXT);
  return code;
});
