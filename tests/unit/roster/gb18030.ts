let table: ReadonlyMap<string, readonly [number, number]> | undefined;

/** Encodes ASCII and the two-byte characters of GB18030, which Node can only decode. */
export function encodeGb18030(text: string): Uint8Array {
  table ??= twoByteTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    const pair = table.get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(...pair);
    else throw new Error(`no two-byte form: ${character}`);
  }
  return Uint8Array.from(bytes);
}

function twoByteTable(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder("gb18030");
  const pairs = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== "\ufffd") pairs.set(text, [lead, trail]);
    }
  }
  return pairs;
}
