import { describe, expect, it } from 'vitest';
import { readReplyMetadata } from './reply-metadata.ts';

const understood = {
  questionId: 'technical.data.volume',
  question: 'How much data is there?',
  value: '40 TB',
  text: 'Data volume: 40 TB.',
  quote: 'some 40 TB',
  certainty: 'likely',
};
const control = { questionId: 'technical.skills.team', kind: 'number', label: 'Team', unit: 'people' };
const progress = { technical: 20, governance: 0, business: 5, commercial: 0 };
const metadata = { understood: [understood], controls: [control], progress, completed: false };

describe('readReplyMetadata', () => {
  it('reads an object and its JSON alike', () => {
    const read = readReplyMetadata(metadata);
    expect(read.understood[0]).toMatchObject({ questionId: 'technical.data.volume', value: '40 TB' });
    expect(read.controls).toEqual([control]);
    expect(read.progress).toEqual(progress);
    expect(readReplyMetadata(JSON.stringify(metadata))).toEqual(read);
  });

  it('says that the interview is complete only where the reply does', () => {
    expect(readReplyMetadata({ ...metadata, completed: true }).isCompleted).toBe(true);
    expect(readReplyMetadata({ ...metadata, completed: 'true' }).isCompleted).toBe(false);
  });

  it('leaves out entries of a foreign form and keeps the others', () => {
    const read = readReplyMetadata({
      understood: [{ ...understood, certainty: 'perhaps' }, understood],
      controls: [{ ...control, kind: 'slider' }, control, null],
      progress: { ...progress, technical: 101 },
    });
    expect(read.understood).toHaveLength(1);
    expect(read.controls).toEqual([control]);
    expect(read.progress).toBeUndefined();
  });

  it.each([undefined, null, '', '{', '[]', '"text"', 7, [metadata]])('gives nothing for %j', (raw) => {
    expect(readReplyMetadata(raw)).toEqual({ understood: [], controls: [], progress: undefined, isCompleted: false });
  });
});
