/** What programs show of a value that is no text, where only a text has room, by the language that shows it so. */
const SHOWN: readonly RegExp[] = [
  // .NET and PowerShell, Java, Perl, Ruby, Go. `System.Backup` may be somebody's key.
  /^(?:System|Microsoft|Selected)\.(?:[\w.`+]+\[\]|\w+\.[\w.`+]+|Object|String|DBNull|Byte|Guid|DateTime|Boolean|Int\d\d)$|^@\{/,
  /^\[L?[\w.$]+;?@[\da-f]{4,}$|^Optional\[.*\]$/,
  /^(?:HASH|ARRAY|CODE|SCALAR|REF)\(0x[\da-f]+\)$/,
  /^#<[A-Z].*>$/,
  /^%!\w?\(|^map\[.*\]$|^&\{.*\}$/,
  // Python and Rust
  /^(?:Some|Ok|ObjectId|UUID|Decimal|Timestamp|frozenset|set|dict_\w+|array|OrderedDict|datetime\.\w+)\(.*\)$/,
  /^[[{(]+\s*['"].*[\]})]$|^b(['"]).*\1$/,
  // Directories: letters as the numbers of their bytes
  /^X'(?:[\da-f]{2})+'$/i,
];

/** Whether a text is what a program shows of a list, an object or bytes: `System.Object[]`, `@{id=ug-a}`, `b'li'`, `X'e69d8e'`. */
export function isShownObject(text: string): boolean {
  const bare = text.trim();
  return SHOWN.some((pattern) => pattern.test(bare)) || isEncoded(bare);
}

/** Whether a text is the bytes of another as databases and LDIF show them, `0xe69d8e` and `5p2O5aic`, and no name such as `0xdeadbeef`. */
function isEncoded(text: string): boolean {
  const [, hex, base64] = /^0x((?:[\da-f]{2}){3,})$|^(?:::? *)?((?:[a-z\d+/]{4})+)$/i.exec(text) ?? [];
  const meant = Buffer.from(hex ?? base64 ?? "", hex === undefined ? "base64" : "hex").toString("utf8");
  return hex === undefined
    ? /^[\p{sc=Han}\p{sc=Hang}\p{sc=Kana}]{2,}$/u.test(meant)
    : /^[\p{L}\p{M}\p{N} .'-]+$/u.test(meant);
}

/** In place of a secret that is not to be seen: `********`, `[secret]`, `(sensitive value)`, `***REDACTED***`. */
const MASK =
  /^[*•●∙·✱]{3,}$|^[[(<{*]+(?:secret|hidden|masked|redacted|sensitive(?: value)?|filtered|removed|encrypted|protected)[\])>}*]+$/iu;

/** Whether a text stands in place of a secret that somebody was not to see. */
export function isMask(text: string): boolean {
  return MASK.test(text.trim());
}
