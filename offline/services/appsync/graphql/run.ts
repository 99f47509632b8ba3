import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Caller } from '../authorization/caller.ts';
import type { FieldRule } from '../authorization/rules.ts';
import type { ErrorLocation, FieldError, RequestRefusal, ResponseError } from './errors.ts';

/** Stands for a value that could not be had; its error is recorded already. */
export const FAILED = Symbol('failed');

export type Path = { readonly previous: Path | undefined; readonly key: string | number };

/** What a resolver is told about the field it resolves. */
export type FieldInfo = {
  fieldName: string;
  parentTypeName: string;
  selectionSetList: string[];
  selectionSetGraphQL: string;
};

/** Turns what a resolver gave into what the client gets: `FAILED`, null, a value, or a promise of one. */
export type Completer = (run: Run, value: unknown, path: Path) => unknown;

/** One field of one selection, with all that can be known before the variables are. */
export type FieldPlan = {
  readonly key: string;
  readonly name: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly locations: readonly ErrorLocation[];
  readonly isNonNull: boolean;
  /** Absent for introspection. */
  readonly rule: FieldRule | undefined;
  readonly isIntrospection: boolean;
  /** Whether it lies below the levels that the API allows. */
  readonly isTooDeep: boolean;
  readonly resolver: FieldResolver | undefined;
  readonly info: FieldInfo;
  readonly arguments: (variables: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  readonly complete: Completer;
  /** Writes a value of a scalar or an enum that nothing but its parent's value decides; undefined for every other field. */
  readonly serialize: ((value: unknown) => unknown) | undefined;
  /** The selected fields of an object of that type; undefined for leaves. */
  readonly fieldsOf: ((typeName: string) => readonly FieldPlan[]) | undefined;
};

/** A unit or pipeline resolver, ready to run. @throws FieldError */
export type FieldResolver = (input: {
  run: Run;
  info: FieldInfo;
  arguments: Record<string, unknown>;
  source: unknown;
  /** Errors that the resolver adds without failing. */
  append: (error: { message: string; errorType?: string; data?: unknown; errorInfo?: unknown }) => void;
}) => Promise<unknown>;

/** The time that a request may take. */
export type Deadline = {
  hasPassed: boolean;
  /** What to do when it passes, for calls that are under way. */
  readonly waiting: Set<() => void>;
};

/** The state of one execution. */
export type Run = {
  readonly schema: GraphQLSchema;
  readonly caller: Caller;
  /** Of the HTTP request, lower-case names. */
  readonly headers: Record<string, string>;
  /** As the client sent them. */
  readonly givenVariables: Record<string, unknown>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: ResponseError[];
  /** Whether the caller may have the field by its role's policy; asked for fields of root types. */
  readonly isAllowedByPolicy: (typeName: string, fieldName: string) => boolean;
  /** Values come from what a mutation delivered; resolvers rest. */
  readonly isProjection: boolean;
  readonly responseHeaders: Record<string, string>;
  /** What `extensions` of the resolvers asked for. */
  readonly effects: {
    subscriptionFilter?: unknown;
    invalidationFilter?: unknown;
    invalidations: unknown[];
  };
  /** Logs an error nobody foresaw and gives what the client may know of it. */
  readonly unforeseen: (error: unknown) => FieldError;
  /** Why the whole request is refused after all. */
  refusal?: RequestRefusal;
  readonly deadline: Deadline;
  /** Fields and resolver calls that may still be spent. */
  fieldBudget: number;
  resolverBudget: number;
};

export function pathOf(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.previous) keys.push(at.key);
  return keys.reverse();
}

export const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
