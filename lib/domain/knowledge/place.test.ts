import { expect, it } from 'vitest';
import { placeOf } from './place.ts';

it.each([
  [{ page: 3, paragraph: 2 }, 'page 3'],
  [{ slide: 4 }, 'slide 4'],
  [{ sheet: 'Limits', row: 6, line: 7 }, 'sheet “Limits”, row 6'],
  [{ entry: 'docs/a.md', line: 12 }, '“docs/a.md”, line 12'],
  [{ paragraph: 9 }, 'paragraph 9'],
  [{}, ''],
])('%j is “%s”', (position, place) => {
  expect(placeOf(position)).toBe(place);
});
