import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData } from './find-personal-data.ts';

const found = (text: string) =>
  findPersonalData(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe('data about people', () => {
  it.each([
    ['Write to anna.meier+claims@example.co.uk, please.', 'email: anna.meier+claims@example.co.uk'],
    ['Call +49 (0)30 1234-5678 x12 tomorrow', 'phone: +49 (0)30 1234-5678 x12'],
    ['Phone: 0378 3549890', 'phone: 0378 3549890'],
    ['reach me at 541-714-1388.', 'phone: 541-714-1388'],
    ['IBAN DE89 3704 0044 0532 0130 00 at my bank', 'iban: DE89 3704 0044 0532 0130 00'],
    ['my iban is gb82west12345698765432', 'iban: gb82west12345698765432'],
    ['card 4111 1111 1111 1111 expires', 'card: 4111 1111 1111 1111'],
    ['Amex 378282246310005', 'card: 378282246310005'],
    ['SSN 219-09-9999', 'national_id: 219-09-9999'],
    ['insurance number QQ123456C', undefined],
    ['insurance number AB 12 34 56 C', 'national_id: AB 12 34 56 C'],
    ['Steuer-ID 86 095 742 719', 'national_id: 86 095 742 719'],
    ['NIR 2 55 08 14 168 025 38', 'national_id: 2 55 08 14 168 025 38'],
    ['DNI 12345678Z', 'national_id: 12345678Z'],
    ['codice fiscale RSSMRA85T10A562S', 'national_id: RSSMRA85T10A562S'],
    ['BSN 111222333', 'national_id: 111222333'],
    ['personnummer 19811218-9876', 'national_id: 19811218-9876'],
    ['PESEL 44051401359', 'national_id: 44051401359'],
    ['CPF 529.982.247-25', 'national_id: 529.982.247-25'],
    ['Aadhaar 2341 2341 2346', 'national_id: 2341 2341 2346'],
    ['SIN 046 454 286', 'national_id: 046 454 286'],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected === undefined ? [] : [expected]);
  });

  it.each([
    'Released on 2026-11-21, version 1.24.300, build 20261121.',
    'The budget is 1 250 000 EUR, of which 12,500,000.00 were spent.',
    'Server 192.168.100.254 answered in 1234567 ms.',
    'IBAN DE89 3704 0044 0532 0130 01 has a wrong check digit.',
    'card 4111 1111 1111 1112 has none either',
    'ZIP 12345-6789, years 2024-2026, ISBN 978-3-16-148410-0',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'order 1234567890123456 and arn:aws:iam::123456789012:role/x',
    '000-12-3456 666-12-3456 123-00-4567',
  ])('is not in: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is found in order, within the text, without overlaps, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.constantFrom('', 'a@b.de +49 30 1234567 '),
        (noise, data) => {
          const text = noise + data + noise;
          let before = 0;
          for (const { start, end } of findPersonalData(text)) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            before = end;
          }
        },
      ),
    );
  });

  it('is looked for in time that grows with the text', () => {
    const hostile = [
      '1 '.repeat(50_000),
      'a.'.repeat(50_000),
      '+1'.repeat(50_000),
      `${'('.repeat(1000)}1-`.repeat(40),
      'a@'.repeat(50_000),
    ];
    for (const text of hostile) expect(findPersonalData(text).length).toBeLessThan(60_000);
  });
});
