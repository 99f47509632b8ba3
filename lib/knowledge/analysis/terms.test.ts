import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { stemEnglish } from './stem-english.ts';
import { questionTerms, termsOf } from './terms.ts';

const terms = (text: string, language = 'en') => termsOf(text, language).map(({ term }) => term);

describe('a word is found', () => {
  it.each([
    ['with and without marks', 'Kündigungsfrist', 'kundigungsfrist', 'de'],
    ['in capitals', 'INVOICE', 'invoice', 'en'],
    ['in its plural', 'retention policies', 'retention policy', 'en'],
    ['in another tense', 'we archived it', 'archiving', 'en'],
    ['in an irregular form', 'orders are kept', 'keeps', 'en'],
    ['in an irregular plural', 'the criteria', 'criterion', 'en'],
    ['in wide letters', 'ＡＷＳ', 'aws', 'en'],
    ['as a ligature', 'eﬃcient', 'efficient', 'en'],
    ['with ß as ss', 'Straße', 'strasse', 'de'],
    ['in its German plural', 'Rechnungen', 'Rechnung', 'de'],
    ['in its French plural', 'contrats', 'contrat', 'fr'],
    ['in its Spanish plural', 'facturas', 'factura', 'es'],
    ['with a thousands separator', '1,200', '1200', 'en'],
  ])('%s', (_, written, asked, language) => {
    expect(terms(written, language)).toEqual(expect.arrayContaining(terms(asked, language)));
  });

  it('as a part of a joined name, and as the whole', () => {
    expect(terms('getUserProfile')).toEqual([stemEnglish('getuserprofile'), 'get', 'user', stemEnglish('profile')]);
  });

  it('in a script without spaces, by any two letters that follow each other', () => {
    expect(terms('東京都庁', 'ja')).toEqual(['東京', '京都', '都庁']);
  });
});

it.each([
  ['caresses', 'caress'],
  ['ponies', 'poni'],
  ['relational', 'relat'],
  ['hopping', 'hop'],
  ['filing', 'file'],
  ['controlling', 'control'],
  ['adjustable', 'adjust'],
  ['generalizations', 'gener'],
  ['oscillators', 'oscil'],
  ['agreed', 'agre'],
  ['sky', 'sky'],
  ['happy', 'happi'],
])('the stem of %s is %s, as Porter has it', (word, stem) => {
  expect(stemEnglish(word)).toBe(stem);
});

it('words that say nothing are left out, in the language of the text', () => {
  expect(terms('the data of the customer')).toEqual(['data', 'custom']);
  expect(terms('die Daten der Kunden', 'de')).toEqual(['date', 'kund']);
});

describe('a question', () => {
  it('is asked by what it is about', () => {
    expect(questionTerms('Please tell me: how long do we keep invoices?', 'en')).toEqual(['keep', 'invoic']);
  });

  it('with nothing but asking words is asked by these', () => {
    expect(questionTerms('how many documents?', 'en')).toEqual(['mani', 'document']);
    expect(questionTerms('?!', 'en')).toEqual([]);
  });
});

it('every term stands at its place, in order', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom('en', 'de', 'xx'),
      (text, language) => {
        let last = 0;
        for (const { term, start, end } of termsOf(text, language)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(term).not.toBe('');
          last = start;
        }
      },
    ),
  );
});

it('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});
