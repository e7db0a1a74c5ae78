"use strict";
// How long a roster takes to be read and validated, at 10,000 and 100,000 people in one run: node bench/roster.js, after npm run build.
const { parseRoster } = require("../dist/sdk/lib/roster/people/parse");
const { directories } = require("../dist/provider/directories");
const { say } = require("../scripts/setup/progress");

const SIZES = [10_000, 100_000];
const NAMES = ["王芳", "李伟", "José Álvarez", "O'Brien", "Anna", "赵敏"];

/** @param {number} people */
function csv(people) {
  const lines = ["userName,userEmail,userPhone,aliasName,description,accountExpires"];
  for (let index = 0; index < people; index++) {
    lines.push(
      `user${index},user${index}@example.com,+86139${String(index).padStart(8, "0")},${NAMES[index % NAMES.length]},seat ${index},2027-03-31`,
    );
  }
  return lines.join("\n");
}

/** Seconds of processor time. @param {number} people */
function measure(people) {
  const text = csv(people);
  const before = process.cpuUsage();
  parseRoster({ file: "people.csv", text, directories, directory: "workspace", env: {} });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

measure(1_000); // Compiles what is measured.
const [small = 0, large = 0] = SIZES.map((people) => {
  const seconds = measure(people);
  say(`${people} people: ${seconds.toFixed(1)} s of processor time`);
  return seconds;
});
say(`ten times the people take ${(large / small).toFixed(1)} times as long`);
