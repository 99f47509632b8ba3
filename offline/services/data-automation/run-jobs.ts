import type { Cancel } from '../../kernel/clock.ts';
import { filesOf, jobFolder, metadataAddress, placeOf } from './standard-output.ts';
import type { DataAutomationState, Job } from './state.ts';

const ENDS = {
  Success: { detailType: 'Bedrock Data Automation Job Succeeded', status: 'SUCCESS' },
  ClientError: { detailType: 'Bedrock Data Automation Job Failed With Client Error', status: 'CLIENT_ERROR' },
  ServiceError: { detailType: 'Bedrock Data Automation Job Failed With Service Error', status: 'SERVICE_ERROR' },
} as const;

/** Carries out jobs when their time has come; after a restart those that were under way. */
export class JobRunner {
  readonly #state: DataAutomationState;
  readonly #timers = new Map<string, Cancel>();
  #isStarted = false;

  constructor(state: DataAutomationState) {
    this.#state = state;
    state.onJob = (job) => {
      if (job.hasEvents && !job.reply.isSilent) this.#tell(job, 'Bedrock Data Automation Job Created', 'CREATED');
      if (this.#isStarted) this.#await(job);
    };
  }

  start(): void {
    this.#isStarted = true;
    for (const job of this.#state.unfinished()) this.#await(job);
  }

  stop(): void {
    this.#isStarted = false;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #await(job: Job): void {
    const { clock, log } = this.#state.context;
    const cancel = clock.after(Math.max(0, job.endsAt - clock.now()), () => {
      this.#timers.delete(job.id);
      this.#finish(job).catch((error: unknown) => log.error('a job did not end', { job: job.id, error }));
    });
    this.#timers.set(job.id, cancel);
  }

  async #finish({ id }: Job): Promise<void> {
    const job = this.#state.move(id, 'InProgress');
    const failure = job.reply.error ?? (await this.#write(job));
    const ended = failure ? this.#state.move(id, failure.type, failure.message) : this.#state.move(id, 'Success');
    if (ended.status === 'Created' || ended.status === 'InProgress') return;
    const { detailType, status } = ENDS[ended.status];
    if (ended.hasEvents && !ended.reply.isSilent) this.#tell(ended, detailType, status);
  }

  /** Answers why nothing could be written. */
  async #write(job: Job): Promise<{ type: 'ClientError'; message: string } | undefined> {
    const s3 = this.#state.context.bus.port('s3');
    const put = ({ address, content }: { address: string; content: string }) =>
      s3.put({ ...placeOf(address), body: Buffer.from(content), contentType: 'application/json' });
    try {
      if (!(await s3.get(placeOf(job.input)))) {
        return { type: 'ClientError', message: `The input ${job.input} does not exist.` };
      }
      await put({ address: `${jobFolder(job)}/0/.s3_access_check`, content: '' });
      for (const file of filesOf(job)) await put(file);
      return undefined;
    } catch (error) {
      return { type: 'ClientError', message: error instanceof Error ? error.message : String(error) };
    }
  }

  #tell(job: Job, detailType: string, status: string): void {
    const [input, output] = [placeOf(job.input), placeOf(metadataAddress(job))];
    const detail = {
      job_id: job.id,
      job_status: status,
      semantic_modality: 'Document',
      input_s3_object: { s3_bucket: input.bucket, name: input.key },
      output_s3_location: { s3_bucket: output.bucket, name: output.key },
      error_message: job.message,
    };
    this.#state.context.bus.port('events').put([{ source: 'aws.bedrock', detailType, detail: JSON.stringify(detail) }]);
  }
}
