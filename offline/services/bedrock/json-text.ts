import { ServiceError } from '../../kernel/errors.ts';

/** A JSON value of a request as text; not of undefined. @throws ServiceError SerializationException when it is nested too deeply. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request body is nested too deeply.', { cause });
  }
}
