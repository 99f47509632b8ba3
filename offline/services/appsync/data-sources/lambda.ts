import type { Cancel, Clock } from '../../../kernel/clock.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { LambdaPort } from '../../../kernel/ports.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { type Answer, badRequest, type DataSource, requestObject } from './data-source.ts';

type Waiting = { payload: unknown; settle: (answer: Answer) => void; fail: (error: unknown) => void };

const DEFAULT_BATCH = 5;
const LARGEST_BATCH = 2000;
/** AppSync waits no longer for an answer. */
const LONGEST_WAIT_MS = 30_000;
const TIMED_OUT = { message: 'Execution timed out.', type: 'Lambda:ExecutionTimeoutException' } as const;
const NO_RESPONSE = { message: 'The function gave no valid JSON.', type: 'Lambda:IllegalArgument' } as const;

/** A data source of type AWS_LAMBDA: `Invoke`, at once or as an event, and `BatchInvoke` of sibling fields. */
export function lambdaDataSource(input: {
  name: string;
  functionArn: string;
  principal: Principal;
  lambda: () => LambdaPort;
  clock: Clock;
  maxBatchSize?: number;
}): DataSource {
  const { name, functionArn, principal, lambda, clock } = input;
  const maxBatchSize = Math.min(input.maxBatchSize || DEFAULT_BATCH, LARGEST_BATCH);
  let waiting: Waiting[] = [];

  async function invoke(payload: unknown, isEvent: boolean): Promise<Answer> {
    const answer = ask(payload, isEvent);
    let cancel: Cancel | undefined;
    const timeout = new Promise<Answer>((resolve) => {
      cancel = clock.after(LONGEST_WAIT_MS, () => resolve({ result: null, error: TIMED_OUT }));
    });
    try {
      return await Promise.race([answer, timeout]);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { result: null, error: { message: error.message, type: `Lambda:${error.code}` } };
    } finally {
      cancel?.();
    }
  }

  async function ask(payload: unknown, isEvent: boolean): Promise<Answer> {
    const { payload: text, functionError } = await lambda().invoke({
      functionName: functionArn,
      payload: JSON.stringify(payload ?? null),
      invocationType: isEvent ? 'event' : 'request',
      principal,
    });
    if (isEvent) return { result: null };
    const parsed = parse(text);
    if (functionError) {
      return { result: null, error: { message: messageOf(parsed, text), type: `Lambda:${functionError}` } };
    }
    return parsed === undefined && text !== '' ? { result: null, error: NO_RESPONSE } : { result: parsed ?? null };
  }

  /** One call for the fields that were resolved in the same turn: AppSync's way out of N + 1. */
  async function flush(): Promise<void> {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += maxBatchSize) {
      const batch = all.slice(at, at + maxBatchSize);
      const payloads = batch.map(({ payload }) => payload);
      try {
        const answer = await invoke(payloads, false);
        for (const [index, { settle }] of batch.entries()) settle(itemOf(answer, index, batch.length));
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
  }

  return {
    name,
    invoke(raw) {
      const request = requestObject(raw);
      switch (request.operation ?? 'Invoke') {
        case 'Invoke':
          return invoke(request.payload, request.invocationType === 'Event');
        case 'BatchInvoke':
          return new Promise<Answer>((settle, fail) => {
            waiting.push({ payload: request.payload, settle, fail });
            if (waiting.length === 1) setImmediate(() => void flush());
          });
        default:
          throw badRequest(
            `Unsupported operation '${String(request.operation)}'. Lambda knows Invoke and BatchInvoke.`,
          );
      }
    },
  };
}

/** One entry of a batch, as the function gave it: the response handler reads `{ data, errorMessage, errorType }`. */
function itemOf(answer: Answer, index: number, size: number): Answer {
  if (answer.error) return answer;
  if (!Array.isArray(answer.result) || answer.result.length !== size) {
    const message = `The function must return a list of ${size} results, one for each item of the batch.`;
    return { result: null, error: { message, type: 'Lambda:IllegalArgument' } };
  }
  return { result: answer.result[index] ?? null };
}

function messageOf(parsed: unknown, text: string): string {
  if (typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed) return String(parsed.errorMessage);
  return text;
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
