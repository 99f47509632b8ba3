import type { Token } from './lexer.ts';

const codes = new Map<string, string>(
  Object.entries({
    '€': 'EUR',
    eur: 'EUR',
    euro: 'EUR',
    euros: 'EUR',
    $: 'USD',
    usd: 'USD',
    dollar: 'USD',
    dollars: 'USD',
    us$: 'USD',
    bucks: 'USD',
    '£': 'GBP',
    gbp: 'GBP',
    pound: 'GBP',
    pounds: 'GBP',
    quid: 'GBP',
    chf: 'CHF',
    francs: 'CHF',
    franken: 'CHF',
    sek: 'SEK',
    nok: 'NOK',
    dkk: 'DKK',
    pln: 'PLN',
    czk: 'CZK',
    huf: 'HUF',
    '¥': 'JPY',
    jpy: 'JPY',
    yen: 'JPY',
    cny: 'CNY',
    rmb: 'CNY',
    inr: 'INR',
    '₹': 'INR',
    rupees: 'INR',
    cad: 'CAD',
    aud: 'AUD',
    sgd: 'SGD',
    nzd: 'NZD',
    aed: 'AED',
    brl: 'BRL',
    zar: 'ZAR',
    krw: 'KRW',
    '₩': 'KRW',
    try: 'TRY',
    teur: 'EUR',
    keur: 'EUR',
  }),
);

/** Turkish lira's code is an English verb, so it counts only in capitals; no other code is a word. */
const needCapitals = new Set(['try']);

/** The ISO 4217 code of a currency written at a token, and how many units the word stands for (`TEUR` is a thousand). */
export function readCurrency(text: string, token: Token | undefined): { code: string; scale: number } | undefined {
  if (token === undefined) return undefined;
  const code = codes.get(token.lower);
  if (code === undefined) return undefined;
  if (needCapitals.has(token.lower) && text.slice(token.start, token.end) !== token.lower.toUpperCase())
    return undefined;
  return { code, scale: token.lower === 'teur' || token.lower === 'keur' ? 1_000 : 1 };
}
