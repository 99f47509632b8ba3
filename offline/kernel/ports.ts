// What the emulated services ask of one another. Each service provides its port at creation; the bus hands it out.
import type { Principal } from './principal.ts';

export type InvokeInput = {
  /** Name or ARN, qualified or not. */
  functionName: string;
  payload: Uint8Array | string;
  /** `event`: answered at once, tried again by Lambda itself, then sent to its destinations. */
  invocationType?: 'request' | 'event';
  logTail?: boolean;
  principal?: Principal;
  /** What called, for those who look on: `appsync`, `events`, … Absent: told from the principal. */
  trigger?: string;
  /** The caller's `X-Amzn-Trace-Id`, so that the function's calls belong to the same trace. */
  traceId?: string;
};
export type InvokeResult = {
  payload: string;
  /** `Unhandled` when the function threw, timed out or ended. */
  functionError?: 'Unhandled' | 'Handled';
  logTail?: string;
  requestId: string;
};
export type LambdaPort = { invoke(input: InvokeInput): Promise<InvokeResult> };

export type QueueMessage = {
  messageId: string;
  receiptHandle: string;
  body: string;
  md5OfBody: string;
  attributes: Record<string, string>;
  messageAttributes: Record<string, unknown>;
};
export type SqsPort = {
  send(input: {
    /** ARN or URL of the queue. */
    queue: string;
    body: string;
    delaySeconds?: number;
    groupId?: string;
    deduplicationId?: string;
    messageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
  }): { messageId: string };
  /** Waits up to `waitMs` for the first message; answers at most `maximum` (the Lambda poller may ask for more than ten). */
  receive(input: {
    queue: string;
    maximum: number;
    waitMs: number;
    visibilitySeconds?: number;
    signal?: AbortSignal;
    /** They are handed to a function of this process: should it end first, they are visible again at its next start. */
    isForFunction?: boolean;
  }): Promise<QueueMessage[]>;
  delete(input: { queue: string; receiptHandles: readonly string[] }): void;
  changeVisibility(input: { queue: string; receiptHandles: readonly string[]; seconds: number }): void;
  queue(
    arnOrUrl: string,
  ): { arn: string; url: string; name: string; visibilitySeconds: number; fifo: boolean } | undefined;
};

export type BusEvent = {
  source: string;
  detailType: string;
  /** JSON text of an object. */
  detail: string;
  resources?: string[];
  /** Name or ARN; absent: `default`. */
  bus?: string;
  time?: Date;
};
export type EventsPort = { put(events: readonly BusEvent[]): { eventId: string }[] };

export type StreamRecord = {
  sequenceNumber: string;
  /** The record exactly as Lambda and GetRecords show it. */
  record: Record<string, unknown>;
};
export type DynamoDbPort = {
  /** Runs a data-plane operation (`PutItem`, `Query`, …) with its wire-format input, as the principal. @throws ServiceError */
  execute(operation: string, input: Record<string, unknown>, principal: Principal): Promise<Record<string, unknown>>;
  /** Records of a table's stream after a position, oldest first. `after` undefined: from the trim horizon. */
  readStream(input: { streamArn: string; after: string | undefined; limit: number }): StreamRecord[];
  /** The sequence number of the newest record, or undefined: where LATEST begins. */
  latestSequence(streamArn: string): string | undefined;
  /** Called after each commit that added records to the stream. Answers the unsubscribe function. */
  onStream(streamArn: string, wake: () => void): () => void;
};

export type TokenClaims = Readonly<Record<string, unknown>> & { sub: string; iss: string; token_use: 'access' | 'id' };
export type CognitoPort = {
  /** Verifies signature, expiry, issuer and revocation state as AppSync does. @throws ServiceError NotAuthorizedException */
  verifyToken(token: string, userPoolId: string): TokenClaims;
};

export type ObjectPort = {
  get(input: { bucket: string; key: string }): Promise<Buffer | undefined>;
  /** Stores an object that a service made; whoever had it made was authorized before. @throws S3Error */
  put(input: { bucket: string; key: string; body: Buffer; contentType: string }): Promise<void>;
};

/** Values of parameters and secrets that functions are started with. */
export type SsmPort = {
  /** A parameter's plain value, by its full name. */
  value(name: string): string | undefined;
  /** A value of Amplify's `secret(name)`, as `PUT /_offline/secrets` and `ampx sandbox secret set` set it. */
  secret(name: string): string | undefined;
  setSecret(name: string, value: string): void;
};
export type SecretsPort = { value(secretId: string): string | undefined };

/** CloudWatch logs of functions. */
export type LogsPort = {
  append(input: { group: string; stream: string; lines: readonly { time: number; text: string }[] }): void;
};

export type MetricDatum = {
  name: string;
  dimensions: Readonly<Record<string, string>>;
  /** CloudWatch's unit name; absent: `None`. */
  unit?: string;
  /** Milliseconds since the epoch. */
  time: number;
  /** Each value with how often it was seen. */
  values: readonly { value: number; count: number }[];
  /** 1 or 60. */
  resolutionSeconds?: number;
};
/** CloudWatch metrics: what PutMetricData and the embedded metric format of logs bring. */
export type MetricsPort = { put(namespace: string, data: readonly MetricDatum[]): void };

export type Ports = {
  lambda: LambdaPort;
  sqs: SqsPort;
  events: EventsPort;
  dynamodb: DynamoDbPort;
  cognito: CognitoPort;
  s3: ObjectPort;
  ssm: SsmPort;
  secrets: SecretsPort;
  logs: LogsPort;
  metrics: MetricsPort;
};
