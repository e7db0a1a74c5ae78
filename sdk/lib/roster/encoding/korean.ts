/** Hangul from the first syllable to the last, in the order of Unicode and of Windows-949. */
const [FIRST, LAST] = [0xac00, 0xd7a3];

/**
 * Reads Korean as Windows writes it: EUC-KR, and between its bytes the 8,822 syllables that EUC-KR lacks (Windows-949, WHATWG `euc-kr`). Node reads EUC-KR alone, and takes a rare
 * syllable for a control character and a letter.
 */
export class KoreanDecoder {
  readonly encoding = "euc-kr";
  private readonly plain = new TextDecoder("euc-kr", { fatal: true });

  /** @throws TypeError when the bytes are not of the encoding */
  decode(bytes: Uint8Array): string {
    let text = "";
    let from = 0;
    for (let at = 0; at < bytes.length;) {
      const [lead, trail] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
      const rare = syllables().get(lead * 256 + trail);
      if (rare !== undefined) {
        text += this.plain.decode(bytes.subarray(from, at)) + rare;
        from = at + 2;
      } else if (lead >= 0x80 && lead <= 0xa0) throw new TypeError("not of the encoding");
      at += lead < 0x80 ? 1 : 2;
    }
    return text + this.plain.decode(bytes.subarray(from));
  }
}

let known: ReadonlyMap<number, string> | undefined;

/** The rare syllables by their two bytes: in order, wherever EUC-KR has none (Windows-949, rows 0x81 to 0xC6). */
function syllables(): ReadonlyMap<number, string> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder("euc-kr");
  const common = new Set<string>();
  for (let lead = 0xb0; lead <= 0xc8; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) common.add(decoder.decode(Uint8Array.of(lead, trail)));
  const rare: string[] = [];
  for (let code = FIRST; code <= LAST; code++)
    if (!common.has(String.fromCharCode(code))) rare.push(String.fromCharCode(code));
  const found = new Map<number, string>();
  for (let lead = 0x81; lead <= 0xc6; lead++)
    for (let trail = 0x41; trail <= (lead <= 0xa0 ? 0xfe : 0xa0); trail++) {
      if ((trail > 0x5a && trail < 0x61) || (trail > 0x7a && trail < 0x81)) continue;
      const syllable = rare[found.size];
      if (syllable !== undefined) found.set(lead * 256 + trail, syllable);
    }
  known = found;
  return found;
}
