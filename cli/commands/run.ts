import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { listBlueprints } from '#lib/blueprints/registry';
import { listQuestions } from '#lib/domain/assessment/question-bank';
import { isRunOver } from '#lib/domain/run/statuses';
import { downloadArtifacts, downloadReports } from '../artifacts.ts';
import { type Backend, openBackend } from '../backend.ts';
import { CommandError, exitCodes, UsageError } from '../errors.ts';
import { ask, type InterviewState, readInterview } from '../interview.ts';
import { summarizeRun } from '../run-summary.ts';
import { type CliRun, decideApproval, follow, lineageOf, openApprovals, startRun } from '../runs.ts';
import { openSession, type Session } from '../session.ts';

/** The answers file: `say` as a person would type it, then `answers` for what is still open. */
const answersSchema = z.strictObject({
  say: z.array(z.string().min(1)).default([]),
  answers: z.record(z.string(), z.string().min(1)).default({}),
});
type Answers = z.infer<typeof answersSchema>;

export type RunOptions = {
  blueprint: string;
  project?: string;
  answers?: string;
  input?: string;
  out?: string;
  /** `all`: whoever signs in approves every gate that it may decide. */
  approve: string;
  json: boolean;
  user: string;
  say: (line: string) => void;
};

type Work = Omit<RunOptions, 'answers' | 'out' | 'input'> & {
  answers: Answers | undefined;
  input: Record<string, unknown>;
  out: string;
};

/** More messages than any interview has questions: an agent that asks on and on is stopped here. */
const MOST_MESSAGES = 400;

/** Runs a blueprint on real input, to its end or to the first gate that is not decided. Answers the exit code. */
export async function run(options: RunOptions): Promise<number> {
  if (!/^[a-z][a-z0-9-]{0,47}$/.test(options.blueprint)) {
    throw new UsageError(`${JSON.stringify(options.blueprint)} is no blueprint's id, such as transformation.`);
  }
  const isInterview = options.blueprint === 'transformation';
  if (isInterview && options.answers === undefined) {
    throw new UsageError(
      'The assessment needs answers: --answers FILE.json (docs/examples has two; `questions assessment` lists the ids).',
    );
  }
  const answers = options.answers === undefined ? undefined : readAnswers(options.answers);
  const unknown = unknownQuestions(Object.keys(answers?.answers ?? {}));
  if (unknown.length > 0) options.say(`not questions of the assessment, ignored: ${unknown.join(', ')}`);
  const out = path.resolve(options.out ?? `factory-${options.blueprint}`);
  const input = options.input === undefined ? {} : readInput(options.input);
  const backend = await openBackend(options.say);
  try {
    return await work(backend, { ...options, answers, input, out });
  } finally {
    await backend.stop();
  }
}

/** The ids that no question has: most likely misspelt. */
export function unknownQuestions(ids: readonly string[]): string[] {
  const known = new Set(listQuestions().map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** @throws UsageError naming the file and the field. */
export function readAnswers(file: string): Answers {
  const parsed = answersSchema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${file} is no answers file: ${issue?.path.join('.') || 'top level'}: ${issue?.message ?? 'invalid'}.`,
  );
}

/** The run's input: an object in a JSON file. */
export function readInput(file: string): Record<string, unknown> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} is no input of a run: it must hold a JSON object.`);
}

function readJson(file: string): unknown {
  if (!existsSync(file)) throw new UsageError(`${file} does not exist.`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

async function work(backend: Backend, options: Work): Promise<number> {
  const { say, blueprint } = options;
  const session = await openSession(backend, options.user);
  const began = new Date();
  const title = listBlueprints().find(({ id }) => id === blueprint)?.name ?? blueprint;
  const name = options.project ?? `${title} ${began.toISOString().slice(0, 16).replace('T', ' ')}`;
  const projectId = await createProject(session, name);
  say(`project ${name} (${projectId})`);
  const runId = await startRun(session, { projectId, blueprintId: blueprint, input: options.input });
  say(`run ${runId}`);
  const interview = options.answers && (await answerAll(session, projectId, options.answers, say));
  return finish(session, { ...options, projectId, runId, name, interview });
}

export type Finish = Pick<RunOptions, 'approve' | 'json' | 'say'> & {
  projectId: string;
  runId: string;
  name: string;
  out: string;
  interview?: { messages: number; unanswered: string[] } | undefined;
};

/** Follows a run to its end or to a gate that is left to others, and writes what it made. Answers the exit code. */
export async function finish(session: Session, options: Finish): Promise<number> {
  const { say, runId, projectId, out } = options;
  const ended = await follow(session, runId, { say, until: (run) => isAtRest(session, run, options) });
  const runIds = await lineageOf(session, ended);
  // The report is rendered for the project as a whole too, as PDF among others; what the run made goes before it.
  const reports = options.interview ? await downloadReports(session, projectId, out) : [];
  const made = await downloadArtifacts(session, { projectId, runIds, out });
  const artifacts = [...new Map([...reports, ...made].map((file) => [file.name, file])).values()];
  const result = {
    ...(await summarizeRun(session, ended)),
    project: options.name,
    ...(options.interview ?? {}),
    artifacts,
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'run.json'), `${JSON.stringify(result, null, 2)}\n`);
  const unanswered = options.interview?.unanswered ?? [];
  if (unanswered.length > 0) say(`unanswered: ${unanswered.join(', ')}`);
  for (const artifact of artifacts) say(`  ${path.join(out, artifact.name)}  ${artifact.size} bytes`);
  for (const { approvalId, title, roles } of result.waitingFor) {
    say(`waiting: ${title} (${roles.join(' or ')}); npm run factory -- approve ${approvalId}`);
  }
  say(`${result.status}, ${result.cost.totalUsd.toFixed(6)} USD, ${result.cost.requests} requests to AWS`);
  if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (ended.status === 'COMPLETED') return exitCodes.completed;
  return ended.status === 'WAITING' ? exitCodes.waiting : exitCodes.failed;
}

/** True when nobody but another person can move the run; gates that this one may decide are approved where told so. */
async function isAtRest(session: Session, run: CliRun, { approve, say }: Finish): Promise<boolean> {
  if (isRunOver(run.status)) return true;
  if (run.status !== 'WAITING') return false;
  const open = await openApprovals(session, run.id);
  if (approve === 'none') return open.length > 0;
  for (const { id, title } of open) {
    try {
      await decideApproval(session, { approvalId: id, decision: 'approve', comment: 'Approved on the command line.' });
      say(`approved: ${title}`);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      say(`not approved: ${title}: ${error.message}`);
      return true;
    }
  }
  return false;
}

async function createProject(session: Session, name: string): Promise<string> {
  const profile = await session.graphql(
    z.object({ getCurrentUserProfile: z.object({ organization: z.string().nullish() }) }),
    'query { getCurrentUserProfile { organization } }',
  );
  const { createProject: created } = await session.graphql(
    z.object({ createProject: z.object({ id: z.string() }) }),
    `mutation($input: CreateProjectInput!) { createProject(input: $input) {
       id organization name description owner status currentModule createdAt updatedAt } }`,
    { input: { organization: profile.getCurrentUserProfile.organization, name } },
  );
  return created.id;
}

/** Says what is to be said, answers what is still open, skips the rest. */
async function answerAll(
  session: Session,
  projectId: string,
  answers: Answers,
  say: (line: string) => void,
): Promise<{ messages: number; unanswered: string[] }> {
  const unanswered: string[] = [];
  let messages = 0;
  const send = async (message: string, questionId?: string): Promise<InterviewState> => {
    messages += 1;
    await ask(session, { projectId, message, ...(questionId !== undefined && { questionId }) });
    const state = await readInterview(session, projectId);
    if (!state) throw new CommandError('The assessment did not begin.', 'Check the backend’s log and try again.');
    say(`${String(messages).padStart(3)}  ${progressLine(state)}  ${questionId ?? `“${shorten(message)}”`}`);
    return state;
  };
  let state: InterviewState | undefined;
  for (const text of answers.say) {
    if (!state?.completed) state = await send(text);
  }
  state ??= await send('Hello, let us begin.');
  while (!state.completed) {
    if (messages > MOST_MESSAGES) {
      throw new CommandError(
        `The interview did not end after ${MOST_MESSAGES} messages.`,
        'Look at the conversation in the web app.',
      );
    }
    const question = state.current;
    const answer = question === null ? undefined : answers.answers[question];
    if (answer === undefined && question !== null) unanswered.push(question);
    state = await send(answer ?? (question === null ? 'finish' : 'skip'), question ?? undefined);
  }
  return { messages, unanswered };
}

const progressLine = ({ progress }: InterviewState) =>
  Object.entries(progress)
    .map(([dimension, percent]) => `${dimension} ${String(percent).padStart(3)} %`)
    .join(' · ');

const shorten = (text: string) => (text.length > 48 ? `${text.slice(0, 47)}…` : text);
