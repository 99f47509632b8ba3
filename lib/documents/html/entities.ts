/** References that texts use beside numbers; what is not among them stays as it is written. */
const named: Readonly<Record<string, string>> = Object.fromEntries(
  'amp & lt < gt > quot " apos \' nbsp \u00a0 copy © reg ® trade ™ hellip … mdash — ndash – lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ laquo « raquo » bull • middot · deg ° plusmn ± times × divide ÷ frac12 ½ frac14 ¼ sup2 ² sup3 ³ micro µ para ¶ sect § euro € pound £ yen ¥ cent ¢ larr ← uarr ↑ rarr → darr ↓ le ≤ ge ≥ ne ≠ asymp ≈ infin ∞ shy \u00ad zwj \u200d zwnj \u200c ensp \u2002 emsp \u2003 thinsp \u2009 auml ä ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü szlig ß aacute á eacute é iacute í oacute ó uacute ú agrave à egrave è ograve ò ugrave ù acirc â ecirc ê icirc î ocirc ô ucirc û ccedil ç ntilde ñ aring å oslash ø aelig æ Aacute Á Eacute É Agrave À Egrave È Ccedil Ç Ntilde Ñ Aring Å Oslash Ø AElig Æ iuml ï euml ë oelig œ alpha α beta β gamma γ delta δ lambda λ mu μ pi π sigma σ omega ω check ✓'
    .split(' ')
    .reduce<string[][]>((pairs, word, index) => {
      if (index % 2 === 0) pairs.push([word]);
      else pairs.at(-1)?.push(word);
      return pairs;
    }, [])
    .map(([name = '', value = '']) => [name, value] as const),
);

/** Numbers in 128–159 mean Windows-1252, as browsers have it. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Text with its references to characters resolved, once: what comes of it is not read again. */
export function decodeHtml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));?/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      if (code >= 128 && code <= 159) return windows[code - 128] ?? '';
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
