import { everyone } from "../../../provider/calls/listings";

async function walk(pages: readonly (readonly string[])[], nextOf: (page: number) => string | undefined) {
  const asked: (string | undefined)[] = [];
  const all: string[] = [];
  const page = async (from: string | undefined) => {
    asked.push(from);
    const number = Number(from ?? 0);
    const next = nextOf(number);
    return { users: (pages[number] ?? []).map((key) => ({ ref: { id: key, key } })), ...(next !== undefined && { next }) };
  };
  for await (const { ref } of everyone(page)) all.push(ref.key);
  return { all, asked };
}

test("a listing is walked page by page, to the one that names no other", async () => {
  const pages = [["ann"], [], ["ben", "cem"]];
  const { all, asked } = await walk(pages, (page) => (page < 2 ? String(page + 1) : undefined));
  expect({ all, asked }).toEqual({ all: ["ann", "ben", "cem"], asked: [undefined, "1", "2"] });
});

test("a service that names the same page again is not asked without end", async () => {
  const { asked } = await walk([["ann"], ["ben"]], () => "1");
  expect(asked).toEqual([undefined, "1"]);
});

test("somebody whom two pages show, because others were created in between, is there once", async () => {
  const { all } = await walk(
    [
      ["ann", "ben"],
      ["ben", "cem"],
      ["ann", "dan"],
    ],
    (page) => (page < 2 ? String(page + 1) : undefined),
  );
  expect(all).toEqual(["ann", "ben", "cem", "dan"]);
});

test("a service that goes round in circles is not asked without end", async () => {
  const { all, asked } = await walk([["ann"], ["ben"], ["cem"]], (page) => (page < 2 ? String(page + 1) : "1"));
  expect({ all, asked }).toEqual({ all: ["ann", "ben", "cem"], asked: [undefined, "1", "2"] });
});
