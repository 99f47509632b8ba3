import type { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod/mini';
import { correlationIdOf } from '#lib/domain/conversation/message';
import { fail, type Outcome } from '#lib/domain/outcome/outcome';

const callSchema = z.object({
  operation: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  project: z.nullable(
    z.object({
      id: z.string(),
      organization: z.string(),
      name: z.string(),
      archivedAt: z.nullish(z.string()),
    }),
  ),
  /** Of an operation on a run, an approval, a document, an organization: found, and the caller's right to it checked. */
  run: z.nullish(z.object({ id: z.string(), organization: z.string(), projectId: z.string() })),
  approval: z.nullish(z.object({ id: z.string(), organization: z.string(), projectId: z.string() })),
  document: z.nullish(z.object({ id: z.string(), organization: z.string(), projectId: z.string() })),
  /** Read further by the function that answers, which alone knows its settings. */
  knowledgeBase: z.nullish(z.looseObject({ id: z.string(), organization: z.string() })),
  organization: z.nullish(z.string()),
  caller: z.object({
    userId: z.nullable(z.string()),
    email: z.nullable(z.string()),
    groups: z._default(z.array(z.string()), []),
    capabilities: z._default(z.array(z.string()), []),
  }),
  requestId: z.string(),
  correlationId: z.nullish(z.string()),
});

/** A custom operation as `invoke-function.js` hands it over: the project is loaded and the caller's right to it checked. */
export type OperationCall = Omit<z.infer<typeof callSchema>, 'correlationId'> & { readonly correlationId: string };

/**
 * Runs a custom operation. Expected failures come back as they are; what is thrown is logged whole and told to nobody.
 */
export async function answerOperation(
  event: unknown,
  logger: Logger,
  run: (call: OperationCall) => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> {
  const parsed = callSchema.parse(event);
  const call = { ...parsed, correlationId: correlationIdOf(parsed.correlationId, crypto.randomUUID()) };
  logger.appendKeys({ correlationId: call.correlationId, requestId: call.requestId, operation: call.operation });
  try {
    const outcome = await run(call);
    if (!outcome.ok) logger.info('refused', { code: outcome.error.code, field: outcome.error.field });
    return outcome;
  } catch (error) {
    logger.error('failed', error instanceof Error ? error : String(error));
    return fail({
      type: 'InternalError',
      code: 'INTERNAL_ERROR',
      message: 'This did not work, for a reason on our side. Try again.',
    });
  }
}
