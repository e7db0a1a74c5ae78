import { join } from "node:path";
import * as ts from "typescript";
import { parseAllDocuments } from "yaml";
import { pages, read, root } from "./pages";

interface Snippet {
  /** Page and number on it. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

const snippets = pages.flatMap((page): readonly Snippet[] =>
  [...read(page).matchAll(/^( *)```(\w+)\n([^]*?)^ *```$/gm)].map(([, , language = "", text = ""], index) => ({
    place: `${page.replaceAll(/\W/g, "-")}-${index + 1}`,
    language,
    text,
  })),
);
const yaml = snippets.filter(({ language }) => language === "yaml");

/** What a snippet leaves to the reader. */
const IMPORTS =
  'import * as pulumi from "@pulumi/pulumi";\nimport { Account, Roster, cloudidentity, eds, eiam, workspace } from "rollcall";\n';

test("every TypeScript program is one by the package's own types", () => {
  const files = new Map(
    snippets
      .filter(({ language }) => /^(ts|typescript)$/.test(language))
      .map(({ place, text }) => [join(root, "examples", `${place}.ts`), text.includes("import ") ? text : `${IMPORTS}${text}`]),
  );
  expect(files.size).toBeGreaterThan(10);
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.Node16,
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile.call(host, name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const problems = [...files.keys()].flatMap((file) => [
    ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ]);
  expect(problems.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`)).toEqual([]);
});

test.each(yaml)("$place is YAML", ({ text }) => {
  expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([]);
});
