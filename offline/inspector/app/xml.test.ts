import { expect, test } from 'vitest';
import { elements, textOf } from './xml.ts';

const list =
  '<ListBucketResult><Prefix>p</Prefix><Contents><Key>a&amp;b&lt;c&#13;&#x41;</Key><Size>3</Size></Contents>\n' +
  '<Contents><Key>&amp;lt;</Key></Contents><CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes></ListBucketResult>';

test('lists are read element by element, each text as it was before it was escaped', () => {
  expect(elements(list, 'Contents').map((each) => textOf(each, 'Key'))).toEqual(['a&b<c\rA', '&lt;']);
  expect(elements(list, 'CommonPrefixes').map((each) => textOf(each, 'Prefix'))).toEqual(['x/']);
  expect(textOf(list, 'Nothing')).toBe('');
});
