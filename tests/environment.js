"use strict";
// Jest compiles every module anew for every test file. Here a worker keeps the scripts and compiles each once, and each function of it.
const v8 = require("node:v8");
const vm = require("node:vm");
// It comes with jest, whose configuration names it by default.
const { TestEnvironment } = require("jest-environment-node");

// Otherwise V8 drops the code of functions that have not run for a while.
v8.setFlagsFromString("--no-flush-bytecode");

/** @type {Map<string, { source: string, script: vm.Script }>} by file and parameters */
const kept = new Map();

const compileFunction = vm.compileFunction;
vm.compileFunction = function compileOnce(source, parameters = [], options = {}) {
  const { filename, parsingContext } = options;
  if (filename === undefined || parsingContext === undefined) return compileFunction(source, parameters, options);
  const head = `(function (${parameters.join()}) {`;
  const key = `${filename}\0${head}`;
  let known = kept.get(key);
  if (known?.source !== source) {
    // Behind the head, so that places in the file stay what they are.
    known = { source, script: new vm.Script(`${head}${source}\n})`, { filename, columnOffset: -head.length }) };
    kept.set(key, known);
  }
  return known.script.runInContext(parsingContext);
};

module.exports = TestEnvironment;
