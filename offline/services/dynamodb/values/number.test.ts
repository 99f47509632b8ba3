import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addNumbers, compareNumbers, encodeNumber, normalizeNumber, numberSize } from './number.ts';

/** Numbers within DynamoDB's limits, written in one of the ways that clients write them. */
const written = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.integer({ min: -100, max: 80 }))
  .map(([negative, digits, exponent]) => `${negative ? '-' : ''}${digits}E${exponent}`);

/** The number times 10^180, which is whole for all of the above. */
function scaled(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.split('E');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(180 + Number(exponent) - fraction.length);
}

test('numbers keep their exact value in canonical form', () => {
  fc.assert(
    fc.property(written, (text) => {
      const canonical = normalizeNumber(text);
      expect(scaled(canonical)).toBe(scaled(text));
      expect(normalizeNumber(canonical)).toBe(canonical);
    }),
  );
});

test('encoded numbers sort by their bytes as the numbers do', () => {
  fc.assert(
    fc.property(written, written, (left, right) => {
      const [a, b] = [normalizeNumber(left), normalizeNumber(right)];
      const order = scaled(left) < scaled(right) ? -1 : scaled(left) > scaled(right) ? 1 : 0;
      expect(Math.sign(compareNumbers(a, b))).toBe(order);
      expect(Buffer.compare(encodeNumber(a), encodeNumber(b))).toBe(order);
    }),
  );
});

test('sums and differences are exact', () => {
  const small = fc
    .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: -10, max: 0 }))
    .map(([digits, exponent]) => normalizeNumber(`${digits}E${exponent}`));
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(scaled(addNumbers(a, b))).toBe(scaled(a) + scaled(b));
      expect(scaled(addNumbers(a, b, -1))).toBe(scaled(a) - scaled(b));
    }),
  );
  expect(addNumbers('0.1', '0.2')).toBe('0.3');
});

test.each([
  ['00042', '42'],
  ['1.0', '1'],
  ['-0', '0'],
  ['1.5E2', '150'],
  ['.5', '0.5'],
  ['1E-3', '0.001'],
])('%s is kept as %s', (text, canonical) => {
  expect(normalizeNumber(text)).toBe(canonical);
});

test.each([
  ['1E126', 'Number overflow'],
  ['-1E126', 'Number overflow'],
  ['1E-131', 'Number underflow'],
  ['1'.repeat(39), 'more than 38 significant digits'],
  ['abc', 'cannot be converted to a numeric value: abc'],
  ['', 'cannot be converted to a numeric value'],
  ['0x10', 'cannot be converted'],
  ['1 2', 'cannot be converted'],
])('%s is refused', (text, message) => {
  expect(() => normalizeNumber(text)).toThrow(message);
});

test('a number weighs a byte, one per two digits on each side of the point, and one for a minus sign', () => {
  const sizes = {
    '0': 1,
    '5': 2,
    '12': 2,
    '-12': 3,
    '123': 3,
    '1000': 2,
    '3.14159': 5,
    '123456': 4,
    '0.001': 2,
    '1000.01': 4,
  };
  for (const [text, size] of Object.entries(sizes)) expect([text, numberSize(text)]).toEqual([text, size]);
});
