import { describe, expect, it } from 'vitest';
import { tellOpen } from './open-questions.ts';

describe('open questions', () => {
  it('are named with an example, and with how to answer', () => {
    const lines: string[] = [];
    tellOpen([{ id: 'load', text: 'What load do you expect?', example: '50 requests per second' }], (line) =>
      lines.push(line),
    );
    expect(lines).toEqual([
      'unanswered: 1 question that neither the source nor a document nor an answer settles.',
      '  load                     What load do you expect?',
      '                           such as: 50 requests per second',
      'Answer them in a file, such as {"answers":{"load":"50 requests per second"}}, and run it again with --answers FILE.json; or in the project\'s chat.',
    ]);
    tellOpen([], () => expect.unreachable());
  });
});
