/**
 * A person's text as a Typst expression that shows exactly this text. It stands in a string literal, where neither `#`
 * nor `$` nor backticks mean anything; only backslash and quotation mark have to be escaped.
 */
export function typstText(text: string): string {
  const literal = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"');
  return `#text("${literal}")`;
}

/** The same as the argument of a function that takes a string, such as a document's title. */
export function typstString(text: string): string {
  return typstText(text).slice('#text('.length, -1);
}
