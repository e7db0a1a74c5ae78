"use strict";
const { existsSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const tseslint = require("typescript-eslint");

// A leading underscore says that leaving a name unused is meant.
const unusedByName = { argsIgnorePattern: "^_", varsIgnorePattern: "^_" };

/** The rooms of `provider/`, lowest floor first. A room imports from lower floors; rooms of one floor do not know each other. */
const DIRECTORIES = readdirSync(join(__dirname, "provider")).filter((name) =>
  existsSync(join(__dirname, "provider", name, "user", "fields.ts")),
);
const FLOORS = [["model"], ["config", "vendors", "calls"], DIRECTORIES, ["lifecycle"], ["pulumi"]];
/**
 * Exceptions: a neighbour that a room may use, and lower floors that it must not: the lifecycle works for every directory and knows none.
 * @type {Record<string, string[]>}
 */
const EXCEPTIONS = {
  config: ["vendors"],
  lifecycle: [...DIRECTORIES, "config", "vendors"],
  ...Object.fromEntries(DIRECTORIES.map((name) => [name, ["config"]])),
};

/**
 * A rule that forbids imports: data flows one way, and no layer reaches back.
 * @param {string} folder
 * @param {string[]} layers folders it must not import
 * @param {string} message
 * @param {string[]} [packages]
 * @param {object[]} [more] further patterns: the rule for a folder takes the place of that for the folder around it
 */
function forbidImports(folder, layers, message, packages = [], more = []) {
  const group = [...layers.flatMap((layer) => [`**/${layer}`, `**/${layer}/**`]), ...packages];
  return { files: [`${folder}/**/*.ts`], rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }, ...more] }] } };
}

/** Imports by which a file below `sdk/lib` would reach back to what programs import. */
const PUBLIC_FILES = readdirSync(join(__dirname, "sdk")).flatMap((name) => (name.endsWith(".ts") ? [name.slice(0, -3)] : []));
const ARROW_BACK = {
  regex: `^(\\.\\./)+(${PUBLIC_FILES.join("|")})$`,
  message: "What programs import (sdk/*.ts) is made of sdk/lib, and not the other way round.",
};

/** The rooms of `sdk/lib`, lowest floor first: a roster can be read without a program, and the gate judges what the classes declare. */
const SDK_FLOORS = ["roster", "roster/cell", "roster/columns", "roster/file", "roster/people", "run", "gate", "names", "classes"];

const OUTSIDE_PROVIDER = ["sdk", "cli", "policy", "emulator"];

/** One rule for each room of `provider/`. */
const providerRooms = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const above = FLOORS.slice(floor + 1).flat();
    const beside = rooms.filter((other) => other !== room);
    const own = EXCEPTIONS[room] ?? [];
    const forbidden = [...above, ...beside.filter((other) => !own.includes(other)), ...own.filter((other) => !beside.includes(other))];
    return forbidImports(
      `provider/${room}`,
      [...OUTSIDE_PROVIDER, "directories", ...forbidden],
      `provider/${room} imports lower floors alone (docs: CONTRIBUTING.md, "Where things are").`,
      ["@pulumi/*"],
    );
  }),
);

/** One rule for each room of `sdk/lib`. */
const sdkRooms = SDK_FLOORS.map((room, floor) => {
  const above = SDK_FLOORS.slice(floor + 1).map((other) => other.replace("roster/", ""));
  const upwards = {
    regex: `^(\\./|(\\.\\./)+)(roster/)?(${above.join("|")})/`,
    message: `sdk/lib/${room} imports lower floors alone (docs: CONTRIBUTING.md, "Where things are").`,
  };
  const patterns = above.length === 0 ? [ARROW_BACK] : [ARROW_BACK, upwards];
  return forbidImports(`sdk/lib/${room}`, ["cli", "emulator"], "The SDK runs in the user's program.", [], patterns);
});

module.exports = tseslint.config(
  { ignores: ["dist/", "coverage/", ".rollcall/", "node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommended],
    // One program for all files; a project service makes its checker anew for each file, which takes nearly twice the time.
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: __dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", unusedByName],
    },
  },
  // It has a program of its own, which would take a quarter of the time for one file; the compiler checks it where tests run it.
  { files: ["examples/typescript-plugin/**/*.ts"], extends: [tseslint.configs.disableTypeChecked] },
  { files: ["**/*.js"], languageOptions: { sourceType: "commonjs" }, rules: { "no-unused-vars": ["error", unusedByName] } },
  { rules: { eqeqeq: "error", "max-lines": ["error", 300] } },
  { files: ["tests/**"], rules: { "max-lines": ["error", 360] } },
  forbidImports("provider", OUTSIDE_PROVIDER, "The provider process knows neither the SDK nor the emulator.", ["@pulumi/*"]),
  ...providerRooms,
  // The one place where both meet: `target: emulator` runs the emulator inside the provider process.
  { files: ["provider/config/embedded-emulator.ts"], rules: { "no-restricted-imports": "off" } },
  forbidImports("emulator", ["sdk", "cli", "provider"], "The emulator has rules of its own and shares no code with the provider."),
  forbidImports("sdk", ["cli", "emulator"], "The SDK runs in the user's program."),
  forbidImports("sdk/lib", ["cli", "emulator"], "The SDK runs in the user's program.", [], [ARROW_BACK]),
  ...sdkRooms,
  {
    files: ["cli/emulator.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/provider/**", "**/sdk/**"],
              message: "The emulator's command stands alone: tests compile it without the provider.",
            },
          ],
        },
      ],
    },
  },
  forbidImports("plugin", ["cli", "emulator"], "The plugin serves programs of other languages: it is beside the SDK."),
  forbidImports("policy", ["cli", "emulator"], "Rules about people are used by the command and by policy packs alike."),
);
