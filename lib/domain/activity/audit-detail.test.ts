import { describe, expect, it } from 'vitest';
import { statusOf, subjectNameOf } from './audit-detail.ts';

describe('the detail of an audit entry', () => {
  it('tells name and status, as JSON text or as an object', () => {
    const detail = { name: 'Claims', status: 'CREATED', changed: [] };
    expect([subjectNameOf(detail), statusOf(detail)]).toEqual(['Claims', 'CREATED']);
    expect([subjectNameOf(JSON.stringify(detail)), statusOf(JSON.stringify(detail))]).toEqual(['Claims', 'CREATED']);
  });

  it('tells the one where the other makes no sense', () => {
    expect([subjectNameOf({ name: 'Claims', status: 'NONSENSE' }), statusOf({ name: '', status: 'ERROR' })]).toEqual([
      'Claims',
      'ERROR',
    ]);
  });

  it.each([null, undefined, '', 'no JSON', 42])('tells nothing of %j', (detail) => {
    expect([subjectNameOf(detail), statusOf(detail)]).toEqual([undefined, undefined]);
  });
});
