const digitsOf = (text: string): number[] => Array.from(text.replaceAll(/\D/g, ''), Number);

/** ISO/IEC 7812-1: cards, and many national numbers. */
export function holdsLuhn(text: string): boolean {
  const digits = digitsOf(text).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length > 1 && sum % 10 === 0;
}

/** ISO/IEC 7064 MOD 97-10 over letters as 10 to 35: `text` leaves 1. */
export function holdsMod97(text: string): boolean {
  let rest = 0;
  for (const character of text.toUpperCase()) {
    const value = Number.parseInt(character, 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** ISO/IEC 7064 MOD 11,10: Germany's tax number. */
export function holdsMod11And10(text: string): boolean {
  const digits = digitsOf(text);
  const check = digits.pop();
  let product = 10;
  for (const digit of digits) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return check === (11 - product) % 10;
}

/** The weighted sum of the digits. */
export function weightedSum(text: string, weights: readonly number[]): number {
  return digitsOf(text).reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0);
}

const dihedral = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
] as const;
const firstPermutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;

/** Verhoeff's check: India's Aadhaar. */
export function holdsVerhoeff(text: string): boolean {
  const digits = digitsOf(text).reverse();
  const check = digits.reduce<number>((sum, digit, index) => {
    let permuted = digit;
    for (let times = index % 8; times > 0; times -= 1) permuted = firstPermutation[permuted] ?? 0;
    return dihedral[sum]?.[permuted] ?? 0;
  }, 0);
  return check === 0;
}
