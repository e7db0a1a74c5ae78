"use strict";
// In place of two files of Pulumi's SDK that load npm's arborist and the TypeScript compiler into every test file, for functions whose text
// goes into the state. No test has such a function.
const late = { computeCodePaths: () => Promise.reject(new Error("tests do not serialize functions with their packages")) };

module.exports = new Proxy(late, { get: (own, name) => (name in own ? Reflect.get(own, name) : require("typescript")[name]) });
