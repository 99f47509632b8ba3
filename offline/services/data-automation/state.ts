import { ServiceError } from '../../kernel/errors.ts';
import { uuid } from '../../kernel/ids.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import { ResultScript, type ScriptedResult } from './result-script.ts';

const JOB_STATUSES = ['Created', 'InProgress', 'Success', 'ServiceError', 'ClientError'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** What is asked for, once more for a repeated request. */
export type JobRequest = {
  /** `s3://bucket/key` of the file, and of the folder of what is made of it. */
  readonly input: string;
  readonly output: string;
  readonly hasEvents: boolean;
};

export type Job = JobRequest & {
  readonly id: string;
  readonly status: JobStatus;
  readonly message: string;
  readonly reply: ScriptedResult;
  /** Milliseconds since the epoch; `endsAt` once it is in progress is when it will. */
  readonly submittedAt: number;
  readonly endsAt: number;
};

const MIGRATIONS = [
  `CREATE TABLE job (
     id TEXT PRIMARY KEY, token TEXT UNIQUE, request TEXT NOT NULL, status TEXT NOT NULL, message TEXT NOT NULL,
     reply TEXT NOT NULL, submitted_at INTEGER NOT NULL, ends_at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
];

const NOBODY_READS =
  'Nothing recognizes text offline, and no reply of the script fits this file. ' +
  'Set one with PUT /_offline/data-automation-script {"replies":[{"pages":["# …"]}]}.';

/** Jobs, which outlive the process; and the script that says what they bring. */
export class DataAutomationState {
  readonly context: ServiceContext;
  readonly script = new ResultScript();
  readonly #store: Store;
  /** Set by the service: told of each new job. */
  onJob: (job: Job) => void = () => undefined;

  constructor(context: ServiceContext) {
    this.context = context;
    this.#store = context.openStore(MIGRATIONS);
  }

  /**
   * Begins a job, or answers the one that was begun with this token.
   * @throws ServiceError of the script; ValidationException where the token was used for another request.
   */
  begin(request: JobRequest, token: string | undefined): Job {
    const text = JSON.stringify(request);
    const known = token && this.#store.get('SELECT * FROM job WHERE token = ?', token);
    if (known) {
      if (known.request === text) return toJob(known);
      throw new ServiceError('ValidationException', 'The client token was used with another request.');
    }
    const reply = this.script.take(request.input) ?? { error: { type: 'ClientError', message: NOBODY_READS } };
    if (reply.refusal) {
      const status = reply.refusal.name.startsWith('Internal') ? 500 : 400;
      throw new ServiceError(reply.refusal.name, reply.refusal.message, { status });
    }
    const id = uuid();
    const now = this.context.clock.now();
    this.#store.run(
      'INSERT INTO job (id, token, request, status, message, reply, submitted_at, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ...[id, token ?? null, text, 'Created', '', JSON.stringify(reply), now, now + (reply.delayMs ?? 0)],
    );
    const job = this.require(id);
    this.onJob(job);
    return job;
  }

  /** @throws ServiceError ResourceNotFoundException */
  require(id: string): Job {
    const row = this.#store.get('SELECT * FROM job WHERE id = ?', id);
    if (!row) throw new ServiceError('ResourceNotFoundException', 'The invocation was not found.');
    return toJob(row);
  }

  unfinished(): Job[] {
    return this.#store.all("SELECT * FROM job WHERE status IN ('Created', 'InProgress')").map(toJob);
  }

  /** Moves a job on; `message` is of a failure. */
  move(id: string, status: JobStatus, message = ''): Job {
    const now = this.context.clock.now();
    const isOver = status !== 'Created' && status !== 'InProgress';
    if (isOver)
      this.#store.run('UPDATE job SET status = ?, message = ?, ends_at = ? WHERE id = ?', status, message, now, id);
    else this.#store.run('UPDATE job SET status = ? WHERE id = ?', status, id);
    return this.require(id);
  }

  close(): void {
    this.#store.close();
  }
}

function toJob(row: Record<string, unknown>): Job {
  return {
    ...(JSON.parse(String(row.request)) as JobRequest),
    id: String(row.id),
    status: JOB_STATUSES.find((known) => known === row.status) ?? 'ServiceError',
    message: String(row.message),
    reply: JSON.parse(String(row.reply)) as ScriptedResult,
    submittedAt: Number(row.submitted_at),
    endsAt: Number(row.ends_at),
  };
}
