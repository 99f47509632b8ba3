import { FieldError } from '../graphql/errors.ts';

/** What a data source answered: `ctx.result` and `ctx.error` of the response handler. */
export type Answer = { result: unknown; error?: { message: string; type: string } };

/** A data source of an API, called with what a request handler made. */
export type DataSource = {
  readonly name: string;
  /** @throws FieldError when the request has no form that this kind of data source understands. */
  invoke(request: unknown): Promise<Answer> | Answer;
};

/** A request that the handler made wrongly: fails the field before the data source is asked. */
export const badRequest = (message: string): FieldError => new FieldError({ message, errorType: 'MappingTemplate' });

/** The request as an object. @throws FieldError */
export function requestObject(request: unknown): Record<string, unknown> {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw badRequest(
      request === undefined || request === null
        ? "Value for field '$[version]' not found."
        : 'The request of the data source must be an object.',
    );
  }
  return Object.fromEntries(Object.entries(request));
}
