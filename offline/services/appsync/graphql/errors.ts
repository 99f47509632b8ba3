import type { ASTNode } from 'graphql';
import { getLocation } from 'graphql';

export type ErrorLocation = { line: number; column: number; sourceName: null };

/** An entry of a response's `errors`, in AppSync's shape. */
export type ResponseError = {
  path: readonly (string | number)[] | null;
  locations: readonly ErrorLocation[] | null;
  message: string;
  errorType?: string | null;
  errorInfo?: unknown;
  data?: unknown;
};

/** A field that has no value: what its resolver, its data source or its authorization says. */
export class FieldError extends Error {
  readonly errorType: string | null;
  readonly errorInfo: unknown;
  readonly data: unknown;

  constructor(input: { message: string; errorType?: string | undefined; errorInfo?: unknown; data?: unknown }) {
    super(input.message);
    this.errorType = input.errorType ?? null;
    this.errorInfo = input.errorInfo ?? null;
    this.data = input.data ?? null;
  }
}

/** A whole request that is refused, before or in the middle of its execution. */
export class RequestRefusal extends Error {
  readonly errorType: string;
  readonly status: number;

  constructor(errorType: string, message: string, status = 400) {
    super(message);
    this.errorType = errorType;
    this.status = status;
  }
}

/** Where the nodes stand in the query text. */
export function locationsOf(nodes: readonly ASTNode[]): ErrorLocation[] {
  return nodes.flatMap(({ loc }) => {
    if (!loc) return [];
    const { line, column } = getLocation(loc.source, loc.start);
    return [{ line, column, sourceName: null }];
  });
}
