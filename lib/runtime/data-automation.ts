import * as z from 'zod/mini';
import { AwsError, type AwsRequest, createAwsRequest } from './aws-json.ts';

/** How a job was taken: what `isPassing` may be gone with the next attempt. */
export type JobBegin =
  | { readonly ok: true; readonly invocationArn: string }
  | { readonly ok: false; readonly isPassing: boolean; readonly name: string; readonly message: string };

/** Where a job stands; `metadataUri` is the address of the map of its files. */
export type JobStanding =
  | { readonly kind: 'working' }
  | { readonly kind: 'succeeded'; readonly metadataUri: string }
  | { readonly kind: 'failed'; readonly isOfService: boolean; readonly message: string };

/** What a job reads and where it writes, as `s3://bucket/key`. */
export interface JobRequest {
  readonly input: string;
  readonly output: string;
  /** The same for the same job, however often it is asked for: letters, digits and dashes. */
  readonly clientToken: string;
}

export interface DataAutomation {
  begin(job: JobRequest): Promise<JobBegin>;
  /** @throws Error while the service does not answer */
  standing(invocationArn: string): Promise<JobStanding>;
}

const begunSchema = z.object({ invocationArn: z.string().check(z.minLength(1)) });
const standingSchema = z.object({
  status: z.nullish(z.string()),
  errorMessage: z.nullish(z.string()),
  outputConfiguration: z.nullish(z.object({ s3Uri: z.string() })),
});

/** Refusals that the same request will meet again. */
const lasting = new Set(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException']);

/** Has the text of documents recognized by Bedrock Data Automation, with the caller's own leave for the files. */
export function createDataAutomation(
  settings: { readonly profileArn: string; readonly projectArn: string },
  request: AwsRequest = createAwsRequest('bedrock-data-automation-runtime'),
): DataAutomation {
  return {
    async begin({ input, output, clientToken }) {
      const body = {
        clientToken,
        inputConfiguration: { s3Uri: input },
        outputConfiguration: { s3Uri: output },
        dataAutomationConfiguration: { dataAutomationProjectArn: settings.projectArn, stage: 'LIVE' },
        dataAutomationProfileArn: settings.profileArn,
        notificationConfiguration: { eventBridgeConfiguration: { eventBridgeEnabled: true } },
      };
      try {
        const answer = await request('InvokeDataAutomationAsync', JSON.stringify(body));
        return { ok: true, ...begunSchema.parse(JSON.parse(answer)) };
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        return { ok: false, isPassing: !lasting.has(name), name, message };
      }
    },

    async standing(invocationArn) {
      try {
        const answer = await request('GetDataAutomationStatus', JSON.stringify({ invocationArn }));
        return standingOf(standingSchema.parse(JSON.parse(answer)));
      } catch (error) {
        // Forgotten by the service: it is begun anew.
        if (!(error instanceof AwsError && error.name === 'ResourceNotFoundException')) throw error;
        return { kind: 'failed', isOfService: true, message: error.message };
      }
    },
  };
}

function standingOf({ status, errorMessage, outputConfiguration }: z.infer<typeof standingSchema>): JobStanding {
  const message = errorMessage ?? 'no reason was given';
  switch (status) {
    case 'Success':
      return outputConfiguration
        ? { kind: 'succeeded', metadataUri: outputConfiguration.s3Uri }
        : { kind: 'failed', isOfService: true, message: 'the service does not say where its results are' };
    case 'ClientError':
      return { kind: 'failed', isOfService: false, message };
    case 'ServiceError':
      return { kind: 'failed', isOfService: true, message };
    case null:
    case undefined:
    default:
      return { kind: 'working' };
  }
}
