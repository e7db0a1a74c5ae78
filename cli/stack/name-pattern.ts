import { directories } from "../../provider/directories";

/** Tells whether a person is meant. */
export type NameTest = (directory: string, key: string) => boolean;

const ONE_DIRECTORY = new RegExp(`^(?:(${Object.keys(directories).join("|")}):)?(.*)$`, "s");

/**
 * Patterns over natural keys: `*` stands for any text, `?` for one character, everything else for itself. `eds:svc_*` holds for
 * one directory alone. Several patterns together mean any of them.
 */
export function namePattern(patterns: readonly string[]): NameTest {
  const tests = patterns.map((pattern) => {
    const [, directory, name = ""] = ONE_DIRECTORY.exec(pattern) ?? [];
    return {
      directory,
      expression: new RegExp(
        `^${name
          .replace(/[.+^${}()|[\]\\]/g, "\\$&")
          .replace(/\*/g, ".*")
          .replace(/\?/g, ".")}$`,
        "su",
      ),
    };
  });
  return (directory, key) =>
    tests.some((test) => (test.directory === undefined || test.directory === directory) && test.expression.test(key));
}

/** Patterns of a list in a file or a setting: one a line, or between commas; `#` begins a comment. */
export function patternsIn(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, ""))
    .flatMap((line) => line.split(","))
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== "");
}
