import { decoded, internal, type JsonService, missingToken, parseInput } from './aws-json.ts';
import { ServiceError } from './errors.ts';
import type { OfflineRequest, OfflineResponse } from './http.ts';
import { uuid } from './ids.ts';
import { isSigned, verifySignature } from './sigv4.ts';

/** A service of the JSON protocol that clients may ask in Smithy's RPC v2 CBOR, too. */
export type CborService<State> = JsonService<State> & {
  /** Output members that are times: seconds in JSON, tagged as times in CBOR. */
  readonly timestamps: readonly string[];
};

/** The operation that an RPC v2 request names: `/service/NAME/operation/OPERATION`. */
export const cborOperation = (rawPath: string, service: string): string | undefined =>
  new RegExp(`^/service/${service}/operation/(\\w+)$`).exec(rawPath)?.[1];

/** Answers one RPC v2 CBOR request: verifies the signature, parses, executes, serializes, translates errors. */
export async function handleRpcCbor<State>(
  service: CborService<State>,
  name: string,
  request: OfflineRequest,
): Promise<OfflineResponse> {
  // Loaded when a client speaks it: most never do.
  const { cbor, tag } = await import('@smithy/core/cbor');
  const requestId = uuid();
  const headers = {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
  };
  try {
    const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    const body = await request.body(service.bodyLimit);
    const { principal } = isSigned(request) ? verifySignature(service.context, request, body) : missingToken();
    if (!operation) {
      throw new ServiceError('UnknownOperationException', `The offline backend does not know the operation ${name}.`);
    }
    const given = read(() => cbor.deserialize(decoded(request, body)));
    const input = parseInput(operation, plain(given), service.invalidInputCode);
    const output = await operation.execute(service.state, input, { principal, requestId, signal: request.signal });
    const times = new Set(service.timestamps);
    const answer = tagged(
      output,
      (member) => times.has(member),
      (value) => tag({ tag: 1, value }),
    );
    return { status: 200, headers, body: cbor.serialize(answer) };
  } catch (error) {
    const known = error instanceof ServiceError ? error : internal(service.context, error);
    const __type = `${service.errorPrefix ?? ''}${known.code}`;
    return {
      status: known.status,
      headers: { ...headers, ...service.errorHeaders?.(known) },
      body: cbor.serialize({ __type, message: known.message, ...known.details }),
    };
  }
}

function read(work: () => unknown): unknown {
  try {
    return work() ?? {};
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request body is not valid CBOR.', { cause });
  }
}

/** What JSON would have held: times as seconds, large numbers as numbers, no-numbers as their names. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if ('tag' in value && 'value' in value && Object.keys(value).length === 2) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

type Tag = (value: number) => unknown;

/** The output with its times tagged. */
function tagged(value: unknown, isTime: (member: string) => boolean, tag: Tag): unknown {
  if (Array.isArray(value)) return value.map((item) => tagged(item, isTime, tag));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => {
      if (!isTime(name)) return [name, tagged(member, isTime, tag)];
      return [name, Array.isArray(member) ? member.map((time) => tag(Number(time))) : tag(Number(member))];
    }),
  );
}
