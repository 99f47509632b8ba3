import type { DataSource } from './data-source.ts';

/** A data source of type NONE: hands the payload of the request on. */
export const noneDataSource = (name: string): DataSource => ({
  name,
  invoke: (request) => ({
    result: typeof request === 'object' && request !== null && 'payload' in request ? request.payload : null,
  }),
});
