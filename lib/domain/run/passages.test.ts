import { expect, test } from 'vitest';
import { passagesFor } from './passages.ts';

const result = {
  sections: [{ text: 'Letters are stored for ten years.' }, { text: 'Letters wait for the approval of a physician.' }],
  note: 'x'.repeat(1000),
};

test('passages hold words of the query, the best ones first', () => {
  expect(passagesFor('Who gives approval for letters?', result)).toEqual([
    'Letters wait for the approval of a physician.',
    'Letters are stored for ten years.',
  ]);
});

test('a query without a word that is there finds nothing', () => {
  expect(passagesFor('Kafka', result)).toEqual([]);
  expect(passagesFor('? !', result)).toEqual([]);
});

test('long passages are cut', () => {
  expect(passagesFor(`x${'x'.repeat(999)}`, result)[0]).toHaveLength(400);
});
