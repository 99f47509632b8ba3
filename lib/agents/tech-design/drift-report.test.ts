import { describe, expect, it } from 'vitest';
import { driftLine } from './drift-report.ts';

const entry = {
  ...{ claim: 'c1', section: 'capacity', text: 'Timeout of Place is 10 s.', element: 'component:Place' },
  ...{ property: 'Timeout', was: '10', is: null, file: 'template.yaml', line: 7 },
};

describe('a line of drift', () => {
  it('says what was and is, and where', () => {
    expect(driftLine({ ...entry, kind: 'changed', is: '20' })).toBe(
      'changed: Timeout of Place is 10 s. Was 10, is 20 (template.yaml:7).',
    );
  });

  it('says where it stood, without repeating what the claim says', () => {
    expect(driftLine({ ...entry, kind: 'gone' })).toBe('gone: Timeout of Place is 10 s. It stood at template.yaml:7.');
    expect(driftLine({ ...entry, kind: 'gone', text: 'Place triggers Ship.', was: 'yes' })).toBe(
      'gone: Place triggers Ship. It stood at template.yaml:7.',
    );
  });

  it('says where it stands now', () => {
    expect(driftLine({ ...entry, kind: 'moved', is: '10', line: 9 })).toBe(
      'moved: Timeout of Place is 10 s. It stands now at template.yaml:9.',
    );
  });
});
