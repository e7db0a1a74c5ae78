"use strict";
const tseslint = require("typescript-eslint");

// A leading underscore says that leaving a name unused is meant.
const unusedByName = { argsIgnorePattern: "^_", varsIgnorePattern: "^_" };

/**
 * Forbids imports of other layers: data flows one way, and no layer reaches back.
 * @param {string} folder
 * @param {string[]} layers top-level folders it must not import
 * @param {string} message
 * @param {string[]} [packages]
 */
function forbidImports(folder, layers, message, packages = []) {
  const group = [...layers.flatMap((layer) => [`**/${layer}`, `**/${layer}/**`]), ...packages];
  return {
    files: [`${folder}/**/*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group, message }] }] },
  };
}

module.exports = tseslint.config(
  { ignores: ["dist/", "coverage/", ".rollcall/", "node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", unusedByName],
    },
  },
  {
    files: ["**/*.js"],
    languageOptions: { sourceType: "commonjs" },
    rules: { "no-unused-vars": ["error", unusedByName] },
  },
  { rules: { eqeqeq: "error", "max-lines": ["error", 300] } },
  forbidImports("provider", ["sdk", "cli", "emulator"], "The provider process knows neither the SDK nor the emulator.", ["@pulumi/*"]),
  // The one place where both meet: `target: emulator` runs the emulator inside the provider process.
  { files: ["provider/host/embedded-emulator.ts"], rules: { "no-restricted-imports": "off" } },
  forbidImports("emulator", ["sdk", "cli", "provider"], "The emulator has rules of its own and shares no code with the provider."),
  forbidImports("sdk", ["cli", "emulator"], "The SDK runs in the user's program."),
  forbidImports("policy", ["cli", "emulator"], "Rules about people are used by the command and by policy packs alike."),
);
