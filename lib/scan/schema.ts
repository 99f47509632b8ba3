import * as z from 'zod';

/** What a component is, over all dialects; `type` keeps the dialect's own word, such as `AWS::Lambda::Function`. */
const componentKinds = [
  'alarm',
  'api',
  'bucket',
  'bus',
  'cache',
  'data-source',
  'database',
  'distribution',
  'external',
  'function',
  'identity-pool',
  'key',
  'layer',
  'log-group',
  'network',
  'other',
  'parameter',
  'policy',
  'queue',
  'resolver',
  'role',
  'rule',
  'schedule',
  'secret',
  'stack',
  'state-machine',
  'stream',
  'table',
  'topic',
  'user-pool',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** What one component does to another. */
const relationKinds = [
  'alarms',
  'assumes',
  'authorizes',
  'contains',
  'dead-letters',
  'depends-on',
  'encrypts',
  'grants',
  'invokes',
  'publishes',
  'reads',
  'routes',
  'subscribes',
  'triggers',
  'writes',
] as const;
export type RelationKind = (typeof relationKinds)[number];

const findingSeverities = ['high', 'medium', 'low', 'info'] as const;

/** Where an element stands: `file` relative to the source's root with forward slashes, `line` from 1. */
const sourceSchema = z.object({ file: z.string().min(1).max(1024), line: z.int().min(1) });
export type Source = z.infer<typeof sourceSchema>;

/** 1: stated literally; 0.9: followed from a reference; 0.6: taken from a name or a convention; 0.3: a guess. */
const confidenceSchema = z.number().min(0).max(1);

const ofElement = { source: sourceSchema, confidence: confidenceSchema };
/** The template's logical id where there is one. */
const idSchema = z.string().min(1).max(512);

const propertySchema = z.object({
  /** A path into the resource, such as `Properties.Timeout` without the first part: `Timeout`, `Environment.TABLE_NAME`. */
  name: z.string().min(1).max(512),
  /** Scalars stand as they are; anything else as short JSON. A value that only deployment knows stands as its expression. */
  value: z.union([z.string(), z.number(), z.boolean()]),
  source: sourceSchema,
});

const componentSchema = z.object({
  id: idSchema,
  kind: z.enum(componentKinds),
  type: z.string().min(1).max(256),
  /** The physical name where the source states one, else the id. */
  name: z.string().min(1).max(512),
  properties: z.array(propertySchema),
  ...ofElement,
});
export type Component = z.infer<typeof componentSchema>;

const relationSchema = z.object({ from: idSchema, to: idSchema, kind: z.enum(relationKinds), ...ofElement });
export type Relation = z.infer<typeof relationSchema>;

/** `method` in capitals; QUERY, MUTATION and SUBSCRIPTION for GraphQL. `path` with `{x}`; a GraphQL field by its name. */
const apiSchema = z.object({
  method: z.string().min(1).max(32),
  path: z.string().min(1).max(1024),
  /** The id of the function, data source or other component that answers; null where the source does not say. */
  target: idSchema.nullable(),
  ...ofElement,
});
export type Api = z.infer<typeof apiSchema>;

const keySchema = z.object({
  name: z.string().min(1).max(256),
  role: z.enum(['HASH', 'RANGE']),
  type: z.enum(['S', 'N', 'B']),
});

const accessPatternSchema = z.object({
  /** As DynamoDB calls it, such as `Query` or `TransactWriteItems`. */
  operation: z.string().min(1).max(64),
  /** Null for the table itself. */
  index: z.string().max(256).nullable(),
  /** The key condition as the code has it; null where the operation takes none. */
  keyCondition: z.string().max(1024).nullable(),
  /** The id of the component whose code does it; null where the code belongs to none. */
  by: idSchema.nullable(),
  ...ofElement,
});
export type AccessPattern = z.infer<typeof accessPatternSchema>;

const storeSchema = z.object({
  id: idSchema,
  keys: z.array(keySchema),
  indexes: z.array(z.object({ name: z.string().min(1).max(256), keys: z.array(keySchema) })),
  accessPatterns: z.array(accessPatternSchema),
  ...ofElement,
});
export type Store = z.infer<typeof storeSchema>;

/** `name` is the detail type, else the source or topic; a side that the sources do not show is null. */
const eventSchema = z.object({
  name: z.string().min(1).max(512),
  producer: idSchema.nullable(),
  consumer: idSchema.nullable(),
  /** The event's source, such as `shop.orders`, where one side states a single one. */
  eventSource: z.string().min(1).max(256).optional(),
  /** Where the producer publishes it, of an event that also has a consumer: `source` is where that takes it up. */
  publishedAt: sourceSchema.optional(),
  ...ofElement,
});
export type SystemEvent = z.infer<typeof eventSchema>;

const shapeLanguages = ['graphql', 'json-schema', 'openapi', 'pydantic', 'python', 'typescript', 'zod'] as const;

const shapeFieldSchema = z.object({
  name: z.string().min(1).max(256),
  /** As the source writes it, such as `string`, `[Item!]!` or `Order[]`. */
  type: z.string().min(1).max(256),
  isRequired: z.boolean(),
  source: sourceSchema,
});

/** What a request, an event or an item carries, by the type or schema that states it. */
const shapeSchema = z.object({
  /** The type's own name, else the operation or event that it is of. */
  name: z.string().min(1).max(512),
  language: z.enum(shapeLanguages),
  fields: z.array(shapeFieldSchema),
  /** Who carries it: an operation as `POST /orders`, an event by its name, a function by its id. */
  usedBy: z.array(
    z.object({ role: z.enum(['request', 'response', 'event', 'code']), of: z.string().min(1).max(1100) }),
  ),
  ...ofElement,
});
export type Shape = z.infer<typeof shapeSchema>;

const findingSchema = z.object({
  /** The rule's name, such as `lambda-timeout-outlasts-caller`. */
  rule: z.string().regex(/^[a-z][a-z0-9-]*$/),
  severity: z.enum(findingSeverities),
  message: z.string().min(1).max(2000),
  /** The id of the component it is about; null where it is about a file. */
  component: idSchema.nullable(),
  ...ofElement,
});
export type Finding = z.infer<typeof findingSchema>;

/** What a source says about a system, each element with its place and how sure it is. */
export const systemModelSchema = z.object({
  components: z.array(componentSchema),
  relations: z.array(relationSchema),
  apis: z.array(apiSchema),
  stores: z.array(storeSchema),
  events: z.array(eventSchema),
  /** Absent in models of before shapes were read. */
  shapes: z.array(shapeSchema).optional(),
  findings: z.array(findingSchema),
  /** What was read and what could not be, with the reason. */
  files: z.object({
    scanned: z.int().min(0),
    /** Files by dialect. */
    dialects: z.record(z.string(), z.int().min(0)),
    unreadable: z.array(z.object({ file: z.string(), line: z.int().min(1).optional(), reason: z.string() })),
  }),
});
export type SystemModel = z.infer<typeof systemModelSchema>;
