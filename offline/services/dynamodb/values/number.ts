import { invalid } from '../failures.ts';

/** `d.ddd × 10^exponent`; digits without leading or trailing zeros, empty for zero. */
type Decimal = { readonly negative: boolean; readonly digits: string; readonly exponent: number };

const MOST_DIGITS = 38;
const HIGHEST_EXPONENT = 125;
const LOWEST_EXPONENT = -130;

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,36}[1-9]|-?[1-9]\d{0,30})$/;

function parseNumber(text: string): Decimal {
  const match = FORM.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole.length + fraction.length === 0) {
    throw invalid(`The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`);
  }
  const all = whole + fraction;
  let first = 0;
  while (first < all.length && all[first] === '0') first += 1;
  if (first === all.length) return { negative: false, digits: '', exponent: 0 };
  let last = all.length;
  while (all[last - 1] === '0') last -= 1;
  const exponent = whole.length - 1 - first + Number(match[4] ?? 0);
  return { negative: match[1] === '-', digits: all.slice(first, last), exponent };
}

function checked(number: Decimal): Decimal {
  if (number.digits === '') return number;
  if (number.exponent > HIGHEST_EXPONENT) {
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (number.exponent < LOWEST_EXPONENT) {
    throw invalid('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  }
  if (number.digits.length > MOST_DIGITS) {
    throw invalid('Attempting to store more than 38 significant digits in a Number');
  }
  return number;
}

/** Decimal notation without exponent, as DynamoDB returns numbers. */
function formatNumber({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const point = exponent + 1;
  if (digits.length <= point) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The canonical text of a number. @throws ServiceError ValidationException outside 38 digits and ±10^-130 … 10^126. */
export const normalizeNumber = (text: string): string =>
  PLAIN_INTEGER.test(text) ? text : formatNumber(checked(parseNumber(text)));

/** Exact sum of two canonical numbers; `sign` -1 subtracts. */
export function addNumbers(left: string, right: string, sign: 1 | -1 = 1): string {
  if (left.length < 15 && right.length < 15) {
    const [a, b] = [Number(left), Number(right)];
    if (Number.isInteger(a) && Number.isInteger(b)) return String(a + sign * b);
  }
  const a = parseNumber(left);
  const b = parseNumber(right);
  const lastPlace = (number: Decimal) => number.exponent - number.digits.length + 1;
  const scale = Math.min(lastPlace(a), lastPlace(b));
  const whole = (number: Decimal) =>
    BigInt(`${number.negative ? '-' : ''}${number.digits || '0'}`) * 10n ** BigInt(lastPlace(number) - scale);
  const sum = whole(a) + BigInt(sign) * whole(b);
  return normalizeNumber(`${sum}E${scale}`);
}

export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (left.length < 15 && right.length < 15) return Number(left) - Number(right);
  const a = parseNumber(left);
  const b = parseNumber(right);
  const signA = a.digits === '' ? 0 : a.negative ? -1 : 1;
  const signB = b.digits === '' ? 0 : b.negative ? -1 : 1;
  if (signA !== signB) return signA - signB;
  if (a.exponent !== b.exponent) return (a.exponent - b.exponent) * signA;
  return a.digits === b.digits ? 0 : (a.digits < b.digits ? -1 : 1) * signA;
}

/**
 * Bytes that sort as the numbers do: a byte for the sign, one for the exponent (there are exactly 256), two digits a
 * byte, an end mark below any digit. Negative numbers are the complement.
 */
export function encodeNumber(text: string): Buffer {
  const { negative, digits, exponent } = parseNumber(text);
  if (digits === '') return Buffer.of(1);
  const pairs = (digits.length + 1) >> 1;
  const bytes = Buffer.alloc(pairs + 3);
  bytes[0] = negative ? 0 : 2;
  bytes[1] = exponent - LOWEST_EXPONENT;
  for (let pair = 0; pair < pairs; pair += 1) {
    bytes[pair + 2] = Number(digits.slice(pair * 2, pair * 2 + 2).padEnd(2, '0')) + 1;
  }
  if (negative) for (let index = 1; index < bytes.length; index += 1) bytes[index] = 0xff - (bytes[index] ?? 0);
  return bytes;
}

/**
 * Bytes that DynamoDB counts for a number: one, one per two significant digits before the point and after it (each
 * half rounded up by itself, unlike the developer guide says), and one for a minus sign.
 */
export function numberSize(text: string): number {
  let first = -1;
  let last = -1;
  let point = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT) point = index;
    else if (code > ZERO && code <= NINE) {
      if (first === -1) first = index;
      last = index;
    }
  }
  if (first === -1) return 1;
  const whole = Math.max(0, Math.min(last + 1, point) - first);
  const fraction = Math.max(0, last - Math.max(point, first - 1));
  return 1 + ((whole + 1) >> 1) + ((fraction + 1) >> 1) + (text.charCodeAt(0) === MINUS ? 1 : 0);
}

const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];
