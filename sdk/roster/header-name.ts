/** Words in brackets that say whether a column must be filled; other words in brackets tell columns apart (`手机号（公司）`) and stay. */
const HINT =
  /[([{（［【〔｛]\s*(?:required|mandatory|optional|read[ -]?only|必填|必须|必选|选填|可选|可不填|非必填|只读)[^)\]}）］】〕｝]*[)\]}）］】〕｝]/giu;
const EDGES = /^[\s*＊※"'“”‘’「」]+|[\s*＊※:："'“”‘’「」]+$/gu;

/**
 * The name of a column without what templates write around it: `*` before or behind, `（必填）`, `[Required]`, `[READ ONLY]`, a colon, quotes,
 * a byte order mark, line breaks. What nobody sees inside the name stays, for the check of the header to refuse.
 */
export function headerName(written: string): string {
  return written.replace(/[\s\ufeff]+/g, " ").replace(HINT, " ").replace(EDGES, "").replace(/ {2,}/g, " ");
}
