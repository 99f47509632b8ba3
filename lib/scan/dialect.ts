import type { Api, Component, Finding, Relation, Shape, Source, Store, SystemEvent } from './schema.ts';

/** A file of a source: `path` from its root with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A name in a file that only the whole of the source resolves: an environment variable's table, a handler's function.
 * Dialects leave references; linking turns them into ids, and lowers the confidence where it has to guess.
 */
export type Reference =
  | { readonly kind: 'id'; readonly id: string }
  /** A physical name, such as a table's. */
  | { readonly kind: 'name'; readonly name: string }
  /** The value of an environment variable of the function that the file belongs to. */
  | { readonly kind: 'environment'; readonly variable: string }
  /** A parameter of a template: known where another template passes a value in. */
  | { readonly kind: 'parameter'; readonly file: string; readonly name: string }
  /** An output of a template, as a stack that nests it sees it. */
  | { readonly kind: 'output'; readonly file: string; readonly name: string }
  /** A value that a template exports under a name, for any other of the account. */
  | { readonly kind: 'export'; readonly name: string }
  /** A function's code: a file, with the export where it is named. */
  | { readonly kind: 'code'; readonly file: string; readonly handler: string | null };

/** What a function's code does, found in a file; linked to the function whose code reaches that file. */
export interface CodeUse {
  readonly file: string;
  readonly service: 'dynamodb' | 'events' | 'sqs' | 'sns' | 's3' | 'lambda' | 'states' | 'appsync' | 'other';
  /**
   * As the service calls it, such as `Query` or `PutEvents`. Of `other` services with the service in front, such as
   * `secretsmanager:GetSecretValue`; a call out of AWS is `http:GET` and its resource the id of an external component.
   */
  readonly operation: string;
  /** The table, bus, queue …; null where the code does not say. A bucket, topic … by its name, not by URL or ARN. */
  readonly resource: Reference | null;
  readonly index: string | null;
  readonly keyCondition: string | null;
  /** Detail type of an event that is published. */
  readonly eventName: string | null;
  /** Its source, where the code states one. */
  readonly eventSource?: string;
  readonly source: Source;
  readonly confidence: number;
}

/** What an environment variable of a function holds, where a dialect knows: linking resolves code's references by it. */
export interface EnvironmentValue {
  readonly functionId: string;
  readonly variable: string;
  readonly value: Reference;
  readonly source: Source;
  readonly confidence: number;
}

/** What a file exports, so that a function may start with it: `export const handler`, `def lambda_handler`. */
export interface Handler {
  readonly file: string;
  readonly name: string;
  readonly source: Source;
}

/** A relation with an end that only the whole of the source resolves; it falls away where nothing does. */
export interface PendingRelation {
  readonly from: Reference;
  readonly to: Reference;
  readonly kind: Relation['kind'];
  readonly source: Source;
  readonly confidence: number;
}

/** An API whose target only the whole of the source resolves; it stands in `apis` with the target null. */
export interface PendingTarget {
  readonly api: Api;
  readonly target: Reference;
}

/** What a reference of other files stands for: an export, an output, a parameter that a nesting stack passes in. */
export interface NamedValue {
  readonly reference: Extract<Reference, { kind: 'parameter' | 'output' | 'export' }>;
  readonly value: Reference;
}

/** Where a function's code stands: its entry files as the template names them, without knowing which exist. */
export interface FunctionCode {
  readonly functionId: string;
  /** Paths without extension, best first, such as `src/orders/create`. */
  readonly entries: readonly string[];
  readonly handler: string | null;
  /** What uses of code that stands within a template carry as their file. */
  readonly inline?: string;
}

/** A property that another file than its component's sets, such as an override of what Amplify makes. */
export interface Override {
  readonly id: string;
  readonly property: Component['properties'][number];
}

/** What one file brings. */
export interface Fragment {
  readonly components?: readonly Component[];
  readonly relations?: readonly Relation[];
  readonly apis?: readonly Api[];
  readonly stores?: readonly Store[];
  readonly events?: readonly SystemEvent[];
  readonly findings?: readonly Finding[];
  readonly shapes?: readonly Shape[];
  readonly overrides?: readonly Override[];
  readonly uses?: readonly CodeUse[];
  readonly functions?: readonly FunctionCode[];
  readonly environment?: readonly EnvironmentValue[];
  readonly handlers?: readonly Handler[];
  readonly pending?: readonly PendingRelation[];
  readonly targets?: readonly PendingTarget[];
  readonly names?: readonly NamedValue[];
  /** Files that this one has read itself, such as a template its OpenAPI document: their own dialects' word is dropped. */
  readonly covers?: readonly string[];
  /** Files that this one imports, as paths from the root without extension. */
  readonly imports?: readonly string[];
  /** A part of the file that could not be understood; the rest counts. */
  readonly unreadable?: readonly { readonly line: number; readonly reason: string }[];
}

/** What the dialects may ask of the source as a whole. */
export interface SourceTree {
  readonly files: readonly SourceFile[];
  /** The file of a path, or undefined. */
  get(path: string): SourceFile | undefined;
}

/** One way to describe a system. Dialects are twins: a folder each, `dialect.ts` exports one of these. */
export interface Dialect {
  readonly id: string;
  /** Cheap: by name and a look at the text. A file may speak several dialects. */
  accepts(file: SourceFile): boolean;
  /** @throws nothing for bad input: what cannot be read is told in `unreadable`. */
  read(file: SourceFile, tree: SourceTree): Fragment;
}
