import { describe, expect, it } from 'vitest';
import { acceptedEndings, checkChosenFile } from './chosen-file.ts';

const MB = 1024 * 1024;
const check = (name: string, size = 1000) => checkChosenFile({ name, size }, 50 * MB);

describe('a file that somebody chose', () => {
  it('is uploaded under the type of its ending, whatever its case', () => {
    expect(check('Offer.PDF')).toEqual({ ok: true, contentType: 'application/pdf' });
    expect(check('notes.final.md')).toEqual({ ok: true, contentType: 'text/markdown' });
  });

  it.each([
    ['nothing.pdf', 0, 'empty'],
    ['large.pdf', 50 * MB + 1, 'too-large'],
    ['program.exe', 10, 'unknown-type'],
    ['no-ending', 10, 'unknown-type'],
    ['.pdf/', 10, 'PATH'],
    ['invoice\u202efdp.exe', 10, 'TEXT_DIRECTION'],
    ['constructor', 10, 'unknown-type'],
    ['a.constructor', 10, 'unknown-type'],
  ])('is not sent at all: %s', (name, size, problem) => {
    expect(check(name, size)).toEqual({ ok: false, problem });
  });

  it('may be as large as is allowed', () => {
    expect(check('large.pdf', 50 * MB).ok).toBe(true);
  });

  it('is offered by the picker for every ending that is known', () => {
    for (const ending of acceptedEndings) expect(check(`file${ending}`).ok).toBe(true);
  });
});
