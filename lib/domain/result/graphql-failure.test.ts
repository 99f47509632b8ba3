import { describe, expect, it } from 'vitest';
import { failureOfGraphqlError } from './graphql-failure.ts';

describe('failureOfGraphqlError', () => {
  it("passes on the backend's own words and the field at fault", () => {
    const error = {
      message: 'name must not be blank.',
      errorType: 'ValidationError',
      errorInfo: { code: 'INVALID_ARGUMENT', field: 'name' },
    };
    expect(failureOfGraphqlError(error)).toEqual({
      ok: false,
      code: 'ValidationError',
      message: 'name must not be blank.',
      field: 'name',
    });
  });

  it('tells a backend that did not answer from one that failed', () => {
    expect(failureOfGraphqlError({ message: 'A network error has occurred.' }).code).toBe('Unavailable');
    expect(failureOfGraphqlError({ message: 'Something else.' }).code).toBe('InternalError');
  });

  it('shows nothing internal', () => {
    const error = { message: 'Table Project-xyz in us-east-1: socket hang up', errorType: 'Lambda:Unhandled' };
    const result = failureOfGraphqlError(error);
    expect(result.code).toBe('InternalError');
    expect(result.message).not.toContain('Table');
  });

  it.each([
    ['DynamoDB:ConditionalCheckFailedException', 'Conflict'],
    ['UnauthorizedException', 'Unauthorized'],
    ['Unauthorized', 'Unauthorized'],
    ['ThrottlingException', 'Throttled'],
    [undefined, 'InternalError'],
  ])('knows the error type %s as %s', (errorType, code) => {
    expect(failureOfGraphqlError({ message: 'x', errorType: errorType ?? null }).code).toBe(code);
  });
});
