import { describe, expect, it } from 'vitest';
import { type Intent, readIntent } from './intents.ts';
import { cleanText, tokenize } from './lexer.ts';

const read = (text: string) => readIntent(tokenize(cleanText(text)));

describe('requests to the interview', () => {
  it.each<[string, Intent]>([
    ['skip', 'skip'],
    ['Skip this one, please', 'skip'],
    ['pass', 'skip'],
    ['n/a', 'skip'],
    ["I don't know", 'unknown'],
    ['no idea', 'unknown'],
    ['ask me later', 'later'],
    ['can we come back to this later?', 'later'],
    ['What did you understand so far?', 'show'],
    ['how far are we?', 'progress'],
    ['how many questions are left?', 'progress'],
    ['Why do you ask?', 'why'],
    ['what do you mean?', 'explain'],
    ['go back please', 'back'],
    ["OK that's all for today, thanks", 'finish'],
    ['stop', 'finish'],
    ['Finish now!', 'finish'],
    ['scrap that', 'scrap'],
    ['hello', 'greet'],
    ['ok thanks', 'thanks'],
    ['what can you do?', 'help'],
    ["let's go", 'resume'],
  ])('%s', (text, intent) => expect(read(text)).toBe(intent));

  it.each([
    'We skip manual tests and deploy daily',
    'no',
    'yes',
    'none',
    'We stop the mainframe in 2027',
    'Later this year we introduce a data catalog',
    'back office processes, mostly invoices',
    'finish of the goods is checked by hand',
    "I don't know the exact number but about 40 TB",
    '',
  ])('is an answer, not a request: %s', (text) => expect(read(text)).toBeUndefined());
});
