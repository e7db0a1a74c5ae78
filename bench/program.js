"use strict";

/** What typical people declare, beside their name, as JavaScript; `mail` is their address and `root` EIAM's root unit. */
const PERSON = {
  eds: '{ email: mail, phone: "13800138000", orgId: "org-design", realNickName: name, groupIdList: ["ug-design"] }',
  eiam: '{ displayName: name, email: mail, emailVerified: true, primaryOrganizationalUnitId: root, description: "Design" }',
  workspace: '{ userEmail: mail, activeType: "USER_ACTIVATE", accountExpires: "0", description: "Design", enableChangePassword: true }',
  cloudidentity: '{ displayName: name, email: mail, phone: "+8613800138000", description: "Design" }',
};

const KEY = { eds: "endUserId", eiam: "username", workspace: "userName", cloudidentity: "userName" };

/**
 * The text of a program that declares `users` people, of whom the first `changed` have a new mail address.
 * @param {import("./options").Case} wanted
 * @param {{ provider: "rollcall" | "nothing", root: string, changed: number }} how
 */
function programText({ directory, form, users, host }, { provider, root, changed }) {
  return `"use strict";
const root = ${JSON.stringify(root)};
const people = Array.from({ length: ${users} }, (_, index) => {
  const name = "user_" + String(index).padStart(5, "0");
  const mail = name + (index < ${changed} ? "@example.org" : "@example.com");
  return [name, ${PERSON[directory]}];
});
${provider === "rollcall" ? (host === "plugin" ? plugin : rollcall)(directory, form) : nothing(directory, form)}
`;
}

/**
 * @param {import("./options").Directory} directory
 * @param {"users" | "set"} form
 */
function rollcall(directory, form) {
  const load = `const { ${directory} } = require("rollcall");\n`;
  if (form === "set") return `${load}new ${directory}.UserSet("people", { users: Object.fromEntries(people) });`;
  return `${load}for (const [name, person] of people) new ${directory}.User(name, { ${KEY[directory]}: name, ...person });`;
}

/**
 * The same by the plugin, as a generated package would declare it.
 * @param {import("./options").Directory} directory
 * @param {"users" | "set"} form
 */
function plugin(directory, form) {
  const load = 'const pulumi = require("@pulumi/pulumi");\n';
  if (form === "set")
    return `${load}new pulumi.CustomResource("rollcall:${directory}:UserSet", "people", { users: Object.fromEntries(people) });`;
  return `${load}for (const [name, person] of people) new pulumi.CustomResource("rollcall:${directory}:User", name, { ${KEY[directory]}: name, ...person });`;
}

/**
 * The same resources, kept by a provider that does nothing.
 * @param {import("./options").Directory} directory
 * @param {"users" | "set"} form
 */
function nothing(directory, form) {
  const resource = (/** @type {string} */ name, /** @type {string} */ inputs) =>
    `new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:Nothing", ${name}, { __provider: 'exports.handler = () => require("nothing");', ${inputs} });`;
  const load = 'const pulumi = require("@pulumi/pulumi");\n';
  if (form === "set") return load + resource('"people"', "users: Object.fromEntries(people)");
  return `${load}for (const [name, person] of people) ${resource("name", `${KEY[directory]}: name, ...person`)}`;
}

/** A provider module that answers at once and keeps what is declared. */
const NOTHING = `"use strict";
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const without = ({ __provider, ...rest }) => rest;
let made = 0;
module.exports = {
  check: async (olds, news) => ({ inputs: without(news) }),
  diff: async (id, olds, news) => (same(without(olds), without(news)) ? { changes: false } : {}),
  create: async (inputs) => ({ id: "nothing-" + ++made, outs: without(inputs) }),
  read: async (id, properties) => ({ id, props: without(properties), inputs: without(properties) }),
  update: async (id, olds, news) => ({ outs: without(news) }),
  delete: async () => {},
};
`;

module.exports = { NOTHING, programText };
