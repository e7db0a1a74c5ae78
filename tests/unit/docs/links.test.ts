import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { pages, prose, read, root } from "./pages";

/** The name that GitHub gives to a heading. */
function anchor(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- _]/gu, "")
    .replaceAll(" ", "-");
}

function leads(page: string, target: string, heading: string | undefined): boolean {
  const file = target === "" ? page : normalize(join(dirname(page), target));
  if (!existsSync(join(root, file))) return false;
  return heading === undefined || [...prose(file).matchAll(/^#+ (.*)$/gm)].some(([, text = ""]) => anchor(text) === heading);
}

test.each(pages)("every link of %s leads somewhere", (page) => {
  const links = [...prose(page).matchAll(/\]\(([^)\s#]*)(?:#([^)]*))?\)/g)].filter(([, target = ""]) => !/^[a-z]+:/.test(target));
  expect(links.flatMap(([link, target = "", heading]) => (leads(page, target, heading) ? [] : [link]))).toEqual([]);
});

test("the reading order names every page", () => {
  const named = read("docs/README.md");
  const own = pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md").map((page) => page.slice("docs/".length));
  expect(own.filter((page) => !named.includes(`(${page})`))).toEqual([]);
});

test("the table of examples names every folder", () => {
  const folders = readdirSync(join(root, "examples"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const named = read("examples/README.md");
  expect(folders.flatMap(({ name }) => (named.includes(`[${name}](${name})`) ? [] : [name]))).toEqual([]);
});
