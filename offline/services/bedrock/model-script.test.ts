import { expect, test } from 'vitest';
import { ModelScript } from './model-script.ts';

function scriptOf(...replies: object[]) {
  const script = new ModelScript();
  script.replace({ replies });
  return script;
}
const first = (script: ModelScript, text: string) => script.take(text)?.chunks?.[0];

test('the first reply whose text occurs and that is not used up answers', () => {
  const script = scriptOf(
    { when: 'rain', chunks: ['wet'] },
    { chunks: ['once'], times: 1 },
    { chunks: ['ever after'] },
  );
  const answers = ['a', 'will it rain?', 'b', 'c'].map((text) => first(script, text));
  expect(answers).toEqual(['once', 'wet', 'ever after', 'ever after']);
});

test('nothing answers when no reply fits or all are used up', () => {
  const script = scriptOf({ when: 'a', times: 1, chunks: ['x'] });
  expect([script.take('b'), first(script, 'a'), script.take('a')]).toEqual([undefined, 'x', undefined]);
});

test('a new script starts anew, an empty one clears', () => {
  const script = scriptOf({ times: 1, chunks: ['x'] });
  script.take('');
  script.replace({ replies: [{ times: 1, chunks: ['y'] }] });
  expect(first(script, '')).toBe('y');
  script.replace({ replies: [] });
  expect(script.take('')).toBeUndefined();
});

test.each([
  [{ replies: [{ times: 0 }] }, 'replies.0.times'],
  [{ replies: [{ stopReason: 'bored' }] }, 'replies.0.stopReason'],
  [{ replies: [{ error: { name: 'not a name', message: '' } }] }, 'replies.0.error.name'],
  [{ replies: [{ toolUse: { name: 'x' } }] }, 'replies.0.toolUse'],
  [{ reply: [] }, 'replies'],
  [null, 'body'],
])('%j is refused by the name of what is wrong, and the old script stays', (wrong, place) => {
  const script = scriptOf({ chunks: ['old'] });
  expect(() => {
    script.replace(wrong);
  }).toThrow(place);
  expect(first(script, '')).toBe('old');
});
