import { ServiceError } from '../../../kernel/errors.ts';
import type { QueryOperation } from './operation.ts';
import { credentialsOf } from './session.ts';

const [SHORTEST, DEFAULT, LONGEST] = [900, 43_200, 129_600];

/** Temporary credentials of a user: offline, of the administrator. */
export const getSessionToken: QueryOperation = {
  unsigned: false,
  execute(context, { DurationSeconds }, principal) {
    if (principal.kind !== 'administrator') {
      throw new ServiceError('AccessDenied', 'Cannot call GetSessionToken with session credentials', { status: 403 });
    }
    const seconds = Number(DurationSeconds ?? DEFAULT);
    if (!Number.isInteger(seconds) || seconds < SHORTEST || seconds > LONGEST) {
      throw new ServiceError(
        'ValidationError',
        `1 validation error detected: Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between ${SHORTEST} and ${LONGEST}`,
      );
    }
    return { Credentials: credentialsOf(context, principal, seconds) };
  },
};
