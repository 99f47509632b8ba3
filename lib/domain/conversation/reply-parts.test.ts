import { describe, expect, it } from 'vitest';
import { splitReply } from './reply-parts.ts';

const list = 'Understood:\n\n- **Data platform**: Snowflake — “Snowflake”\n- **Team**: 3 people — “three of us”';
const question = '**Question 2 of 40, technical: data**\n\nHow much data is there?';

describe('splitReply', () => {
  it('takes the list out and keeps what stands around it', () => {
    expect(splitReply(`I am the agent.\n\n${list}\n\n${question}`)).toEqual({
      before: 'I am the agent.',
      after: question,
      hasList: true,
    });
  });

  it('takes the invitation to correct out together with the list', () => {
    const { before, after } = splitReply(`${list}\n\nTell me if I got something wrong.\n\n${question}`);
    expect([before, after]).toEqual(['', question]);
  });

  it('leaves a reply without the list as it is', () => {
    expect(splitReply(question)).toEqual({ before: '', after: question, hasList: false });
  });

  it('leaves other lists alone', () => {
    const text = 'This is what I understood so far:\n\n- **Team**: 3 people';
    expect(splitReply(text).after).toBe(text);
  });
});
