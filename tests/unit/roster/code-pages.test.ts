import fc from "fast-check";
import { strictDecoder } from "../../../sdk/lib/roster/encoding/decoders";
import { decodeRoster } from "../../../sdk/lib/roster/file/read-file";

/** Names of people whose letters other code pages have in the same places, and what their lists are saved as. */
const LISTS = {
  "windows-1254": "Ayşe Yılmaz|Gökhan Çağlar|İbrahim Öztürk|Şule Doğan|Çiğdem Işık|Oğuz Şahin",
  "windows-1257": "Jūratė Žukauskaitė|Ąžuolas Šimkus|Mindaugas Kęstutis|Jānis Bērziņš|Līga Ķirse|Rūta Daugėlaitė",
  "windows-1250": "Győző Szőke|Zsuzsanna Fűzi|Jiří Dvořák|Łukasz Żak|Štěpán Šťastný|Wiśniewska Michał",
  "windows-1252": "José Núñez|João Müller|Þórður Ægisson|Guðrún Ýr|Zoë Šimon|Françoise Lefèvre",
  "windows-1251": "Иван Петров|Анна Сидорова|Олег Щукин|Юлия Яковлева",
  "windows-1253": "Γιώργος Παπαδόπουλος|Ελένη Νικολάου|Άννα Ιωάννου",
} as const;

/** The bytes of a text in an encoding of one byte a character. */
function bytesOf(text: string, encoding: string): Uint8Array {
  const decoder = strictDecoder(encoding);
  const byte = new Map(Array.from({ length: 256 }, (_, code) => [read(code), code] as const));
  return Uint8Array.from([...text].map((character) => byte.get(character) ?? fail(character)));

  function read(code: number): string | undefined {
    try {
      return decoder.decode(Uint8Array.of(code));
    } catch {
      return undefined;
    }
  }
}

function fail(character: string): never {
  throw new Error(`no byte for ${character}`);
}

function reading(bytes: Uint8Array, encoding?: string): string {
  try {
    return decodeRoster(bytes, "people.csv", encoding).text;
  } catch (error) {
    return String(error);
  }
}

describe.each(Object.entries(LISTS))("a list in %s", (encoding, names) => {
  const people = fc.uniqueArray(fc.constantFrom(...names.split("|")), { minLength: 2, maxLength: 3 });

  test("is refused with the names that were meant among those shown, and read by its encoding", () => {
    fc.assert(
      fc.property(people, (some) => {
        const text = `endUserId,realNickName\n${some.map((name, index) => `user_${index},${name}\n`).join("")}`;
        const bytes = bytesOf(text, encoding);
        const shown = reading(bytes);
        expect(shown).toMatch(/It may be .*Remedy: Save it as UTF-8/);
        expect(shown).toContain(`(${some.filter((name) => /[^\p{ASCII}]/u.test(name)).join(", ")})`);
        expect(shown.split(" or ").length).toBeLessThanOrEqual(10);
        for (const [named] of shown.matchAll(/(?<=encoding: ")[^"]+/g)) expect(() => new TextDecoder(named)).not.toThrow();
        expect(reading(bytes, encoding)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
});
