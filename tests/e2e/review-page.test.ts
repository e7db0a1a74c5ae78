import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderHtml } from "../../cli/report/render-html";
import { reportOf } from "../unit/report/report";

/** Debian's and other distributions' names. No browser is ever downloaded. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((file) => existsSync(file));
}

const chromium = findChromium();
if (chromium === undefined)
  process.stderr.write("The HTML report is not opened in a browser: no chromium on PATH (Debian: apt-get install chromium).\n");
const inChromium = chromium === undefined ? test.skip : test;

const HOSTILE = `"><img src=x onerror="document.title='run'"><script>document.title='run'</script></bdi>&lt; \u202eevil 李娜 ${"x".repeat(300)}`;

describe("the HTML report in a browser", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-page-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function open(html: string, ...args: readonly string[]): string {
    const file = join(folder, "report.html");
    writeFileSync(file, html);
    const all = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      `--user-data-dir=${join(folder, "profile")}`,
      ...args,
      pathToFileURL(file).href,
    ];
    return execFileSync(chromium ?? "", all, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  }

  /** What an expression over the page's window `page` gives, in a frame as wide as a phone: a window cannot be so narrow. */
  function measured(html: string, expression: string): unknown {
    const attribute = html.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const frame = `<!doctype html><iframe width="390" height="844" style="border:0" srcdoc="${attribute}"></iframe>
      <script>addEventListener("load", () => { const page = document.querySelector("iframe").contentWindow; document.body.textContent = JSON.stringify(${expression}); });</script>`;
    const found = /<body>([^<]*)<\/body>/.exec(open(frame, "--dump-dom"))?.[1];
    return JSON.parse(found ?? "null");
  }

  inChromium("hostile values stay text: no element, no script, no request comes of them", () => {
    const dom = open(renderHtml(reportOf(HOSTILE)), "--dump-dom");
    expect(dom).not.toMatch(/<img|<script|<title>run/);
    expect(dom.match(/&lt;img src=x/g)?.length).toBeGreaterThan(5);
  });

  inChromium("the longest words fit a phone's width, and its text is no smaller than a phone's own", () => {
    const html = renderHtml(reportOf(HOSTILE, 3));
    expect(
      measured(html, "[page.innerWidth, page.document.documentElement.scrollWidth, page.getComputedStyle(page.document.body).fontSize]"),
    ).toEqual([390, 390, "16px"]);
  });

  inChromium("a section of many people opens by a touch on its heading", () => {
    const html = renderHtml(reportOf("somebody", 200));
    const expression = `(() => { const details = page.document.querySelector("details"); const before = details.open; details.querySelector("summary").click(); return [before, details.open, details.querySelectorAll(".person").length]; })()`;
    expect(measured(html, expression)).toEqual([false, true, 200]);
  });

  inChromium("light and dark pages are drawn, and differ", () => {
    const html = renderHtml(reportOf("somebody", 3));
    const shots = ["0", "1"].map((scheme) => {
      const file = join(folder, `${scheme}.png`);
      open(html, "--window-size=1200,900", `--blink-settings=preferredColorScheme=${scheme}`, `--screenshot=${file}`);
      return readFileSync(file);
    });
    expect(shots.map((shot) => [shot.readUInt32BE(16), shot.readUInt32BE(20)])).toEqual([
      [1200, 900],
      [1200, 900],
    ]);
    expect(shots[0]?.equals(shots[1] ?? Buffer.alloc(0))).toBe(false);
  });
});
