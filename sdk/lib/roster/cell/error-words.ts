/** Nearly all there is in large files, of which nothing is folded. */
const PLAIN = /^(?:[\w.@+:-]+(?: [\w.@+:-]+)*)?$/;

/** What spreadsheets show instead of a value, in the languages they speak, folded by {@link fold}. */
const WORDS = new Set(
  [
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #NA #N/A! #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #UNKNOWN! #CONNECT! #BUSY! #EXTERNAL! #PYTHON! #TIMEOUT! #ERROR! #MACRO?",
    "#WERT! #BEZUG! #ZAHL! #NV #ÜBERLAUF! #KALK! #FELD! #BLOCKIERT! #UNBEKANNT! #VERBINDEN! #DATEN_ABRUFEN",
    "#NUL! #VALEUR! #NOM? #NOMBRE! #PROPAGATION! #EPARS! #CALCUL! #CHAMP! #INCONNU! #CONNEXION!",
    "#¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #N/D #¡DESBORDAMIENTO! #¡CALC! #¡CAMPO! #NULO! #VALOR! #NOMBRE? #DESBORDAMIENTO! #CAMPO!",
    "#NULLO! #VALORE! #RIF! #NOME? #ESPANSIONE! #NÚM! #DESPEJAR! #DERRAMAR!",
    "#LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B #OVERLOOP! #BEREKENEN! #VELD!",
    "#ZERO! #DZIEL/0! #ARG! #ADR! #NAZWA? #LICZBA! #ROZLANIE!",
    "#ПУСТО! #ДЕЛ/0! #ЗНАЧ! #ССЫЛКА! #ИМЯ? #ЧИСЛО! #Н/Д #ПЕРЕНОС! #ВЫЧИСЛ! #ПОЛЕ!",
    "#HODNOTA! #ODKAZ! #NÁZEV? #ČÍSLO! #NENÍ_K_DISPOZICI #DĚLENÍ_NULOU! #PŘESAH! #HODN! #NEDOSTUPNÝ",
    "#SKÄRNING! #DIVISION/0! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #SAKNAS! #SAKNAS #VÆRDI! #REFERENCE! #NAVN? #I/T #OVERLØB! #VERDI! #TYHJÄ! #JAKO/0! #ARVO! #VIITTAUS! #NIMI? #LUKU! #PUUTTUU! #PUUTTUU",
    "#NULLA! #ZÉRÓOSZTÓ! #ÉRTÉK! #HIV! #NÉV? #SZÁM! #HIÁNYZIK #BOŞ! #SAYI/0! #DEĞER! #BAŞV! #AD? #SAYI! #YOK #ΚΕΝΟ! #ΔΙΑΙΡ/0! #ΤΙΜΗ! #ΑΝΑΦ! #ΟΝΟΜΑ? #ΑΡΙΘ! #Δ/Υ",
    "#溢出! #计算! #字段! #已阻止! #未知! #连接! #忙! #名称? #值! #引用! #数字! #空! #溢位! #スピル! #名前? #値! #参照! #분산! #계산! #이름? #값!",
  ].flatMap((line) => line.split(" ").map(fold)),
);

/** Any other language's: a number sign, a word in capitals (or in a script without them), and the mark at the end. */
const LIKE = /^#[¡¿]?[\p{Lu}\p{Lo}\p{Nd}\p{M}/_.]{2,24}[!?]$/u;

/** LibreOffice writes `Err:502` in English and the word for it in other languages. */
const NUMBERED =
  /^(err|error|fehler|erreur|erro|errore|fout|fel|feil|virhe|błąd|chyba|ошибка|错误|錯誤|エラー|오류)\s?:\s?\d{3}$/iu;

/** What a column shows that is too narrow for its number or date. */
const NARROW = /^#{3,}$/;

/**
 * A formula that a sheet shows (or a tool exports) instead of what it comes to: a call, or a cell of this or another sheet and nothing that belongs to no
 * formula behind it. A password may begin so: `=Ab12cd!9`.
 */
const FORMULA =
  /^=\s*[+-]?(?:[A-Z_][\w.]*\(.*\)|\$?[A-Z]{1,3}\$?\d+(?=$|[\s:+\-*/^&=<>,;)%!#])|(?:'[^'"=]+'|(?:\[[^\]"=]+\])?[\p{L}\p{N}_.]+)!\$?[A-Z])/isu;

/** What Google Sheets shows while a formula still runs. */
const RUNNING = new Set(["loading...", "loading…", "#n/a requesting data...", "#n/a n/a"]);

/**
 * What is wrong with a cell that a spreadsheet wrote because a formula failed: `#N/A`, `#BEZUG!`, `Err:502`, `########`, the formula itself. A sentence
 * without subject, `undefined` for everything else (`#ops`, `#1 Plumbing`). `isNote`: the field is for free text, where only known words count.
 */
export function errorWord(text: string, isNote = false): string | undefined {
  const folded = fold(text);
  if (NARROW.test(folded))
    return "holds only number signs: the column was too narrow for its value. Widen it, or format it as text, and save the file again.";
  if (FORMULA.test(folded))
    return "holds a formula instead of its result. Save the sheet with its values shown, or write the value itself.";
  const known =
    WORDS.has(folded) || NUMBERED.test(folded) || RUNNING.has(folded.toLowerCase()) || (!isNote && LIKE.test(folded));
  return known
    ? `is ${folded}, which a spreadsheet writes where a formula fails. Correct the formula, or write the value itself; an empty cell leaves the field alone.`
    : undefined;
}

/** A known word among others, as in a name that a program put together of cells; or one whose mark at the end was lost. */
const MARKED = new Set([...WORDS].filter((word) => /[!?]$/.test(word)).map((word) => word.slice(0, -1)));

/** How macros and programs tell the errors of Excel: `Error 2042` is `#N/A`. */
const BY_CODE = /^(?:CVErr\()?(?:Error )?20(?:00|07|15|23|29|36|4[2-9]|50)\)?$/i;

/**
 * What is wrong with a name, id or contact that holds what a spreadsheet wrote for a failed formula, though not alone or not whole: `Li #REF!`,
 * `#REF`, `Error 2042`, `=李`. A sentence without subject. Not for notes and secrets, in which people may write so.
 * @param isName names may begin with any sign, as long as no formula follows
 */
export function brokenText(text: string, isName: boolean): string | undefined {
  const folded = fold(text).replace(/^#\s+/, "#");
  if (/^\{=/.test(folded) || (!isName && folded.startsWith("=")))
    return "begins with =, as a formula does. Save the sheet with its values shown, or write the value itself.";
  const isCode = /^(?:CVErr|Error)/i.test(folded) && BY_CODE.test(folded);
  const word =
    isCode || MARKED.has(folded)
      ? folded
      : folded.split(/\s+/).find((part) => part.startsWith("#") && /[!?/]/.test(part) && WORDS.has(fold(part)));
  return word === undefined
    ? undefined
    : `holds ${word}, which a spreadsheet writes where a formula fails. Correct the formula, or write the value itself.`;
}

/** Full-width signs and both normal forms are one; capitals are kept, so that `#na` in a note is a hashtag, but `#n/a` is the word. */
function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  const bare = text
    .normalize("NFKC")
    .trim()
    .replace(/^["'“”]+|["'“”]+$/g, "")
    .trim();
  return /^#.*[/!?]/u.test(bare) ? bare.toUpperCase() : bare;
}
