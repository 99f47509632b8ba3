/** `src/platform/knowledge-base.js` */
export const knowledgeBaseSource = String.raw`/** @typedef {import('./agent-step.js').Passage} Passage */

const saturation = 1.2;
const lengthWeight = 0.75;

/** @param {string} text */
function toWords(text) {
  return text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Passages that can be searched by their words, ranked by BM25. */
export function createKnowledgeBase() {
  /** @type {Map<string, { passage: Passage, counts: Map<string, number>, length: number }>} */
  const documents = new Map();

  return {
    get size() {
      return documents.size;
    },
    /** Adds a passage, or puts it in the place of the one with its id. @param {Passage} passage */
    add(passage) {
      /** @type {Map<string, number>} */
      const counts = new Map();
      const words = toWords(passage.text);
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      documents.set(passage.id, { passage: { ...passage }, counts, length: words.length });
    },
    /**
     * The passages that fit best, best first; none that shares no word.
     * @param {string} query
     * @param {number} [limit]
     * @returns {Passage[]}
     */
    search(query, limit = 5) {
      const all = [...documents.values()];
      const averageLength = all.reduce((sum, { length }) => sum + length, 0) / Math.max(all.length, 1);
      const terms = [...new Set(toWords(query))].map((word) => {
        const holders = all.filter(({ counts }) => counts.has(word)).length;
        return { word, weight: Math.log(1 + (all.length - holders + 0.5) / (holders + 0.5)) };
      });
      return all
        .map(({ passage, counts, length }) => {
          const dampening = saturation * (1 - lengthWeight + (lengthWeight * length) / averageLength);
          const score = terms.reduce((sum, { word, weight }) => {
            const count = counts.get(word) ?? 0;
            return sum + (weight * count * (saturation + 1)) / (count + dampening);
          }, 0);
          return { passage, score };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1))
        .slice(0, limit)
        .map(({ passage }) => ({ ...passage }));
    },
  };
}
`;

export const knowledgeBaseTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createKnowledgeBase } from '../../src/platform/knowledge-base.js';

function handbook() {
  const base = createKnowledgeBase();
  base.add({ id: 'water', source: 'handbook', text: 'Damage by water is covered. Water in the cellar is not.' });
  base.add({ id: 'fire', source: 'handbook', text: 'Damage by fire is covered.' });
  base.add({ id: 'theft', source: 'handbook', text: 'Theft is covered with a police report.' });
  return base;
}

test('ranks rare words above common ones', () => {
  const [best, ...rest] = handbook().search('water damage', 2);
  assert.equal(best?.id, 'water');
  assert.deepEqual(rest.map(({ id }) => id), ['fire']);
});

test('finds nothing where no word is shared', () => {
  assert.deepEqual(handbook().search('earthquake'), []);
  assert.deepEqual(createKnowledgeBase().search('anything'), []);
});

test('puts a passage in the place of the one with its id', () => {
  const base = handbook();
  base.add({ id: 'fire', source: 'handbook', text: 'Earthquake' });
  assert.equal(base.size, 3);
  assert.deepEqual(base.search('earthquake').map(({ id }) => id), ['fire']);
});
`;
