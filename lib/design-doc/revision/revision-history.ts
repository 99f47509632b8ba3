import type { DesignInput } from '../design-input.ts';
import { applyRequest, baseInput } from './apply-request.ts';

export interface Revision {
  readonly version: string;
  /** Day, ISO 8601. */
  readonly date: string;
  readonly author: string;
  readonly changes: string;
}

/** One row for the first draft and one for each request; a request that nothing was understood of says so. */
export function revisionsOf(input: DesignInput): Revision[] {
  const requests = input.requests ?? [];
  const first: Revision = {
    version: '1.0',
    date: (requests[0]?.at ?? input.now).slice(0, 10),
    author: input.project.owner ?? 'not stated',
    changes: 'First draft.',
  };
  let state = baseInput(input);
  return [
    first,
    ...requests.map((request, index) => {
      const outcome = applyRequest(state, request);
      state = outcome.input;
      const understood = outcome.changes.map(({ summary }) => summary);
      const missed = outcome.notUnderstood.map((text) => `Not understood: “${text}”.`);
      return {
        version: `1.${index + 1}`,
        date: request.at.slice(0, 10),
        author: request.by ?? 'not stated',
        changes: [...understood, ...missed].join(' '),
      };
    }),
  ];
}
