"use strict";
// Reads one JSON object a line (comments or issues) and prints the id of the first whose text begins with the marker.
// Usage: find-marked.js MARKER ID-FIELD TEXT-FIELD
const { readFileSync } = require("node:fs");

const [marker = "", idField = "id", textField = "body"] = process.argv.slice(2);
const items = readFileSync(0, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => JSON.parse(line));
const found = items.find((item) => typeof item[textField] === "string" && item[textField].startsWith(marker));
if (found !== undefined) process.stdout.write(`${found[idField]}\n`);
