import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { reportFiles, reportFormats } from '#lib/domain/artifact/formats';
import { listQuestions } from '#lib/domain/assessment/question-bank';
import { type Backend, openBackend } from '../backend.ts';
import { CommandError, exitCodes, UsageError } from '../errors.ts';
import { ask, type InterviewState, readInterview } from '../interview.ts';
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
  out?: string;
  json: boolean;
  user: string;
  say: (line: string) => void;
};

type Interview = Omit<RunOptions, 'answers' | 'out'> & { answers: Answers; out: string };

type Step = {
  id: string;
  agent: string;
  status: 'completed' | 'failed';
  attempts: number;
  durationMs: number;
  messages: number;
};
type StoredArtifact = { name: string; size: number; sha256: string };

/** More messages than any interview has questions: an agent that asks on and on is stopped here. */
const MOST_MESSAGES = 400;
const REPORT_PATIENCE_MS = 120_000;

/** Runs a blueprint on real input. Answers the exit code. */
export async function run(options: RunOptions): Promise<number> {
  if (options.blueprint !== 'transformation') {
    throw new UsageError(`There is no blueprint ${JSON.stringify(options.blueprint)}; there is: transformation.`);
  }
  const answers = readAnswers(options.answers);
  const unknown = unknownQuestions(Object.keys(answers.answers));
  if (unknown.length > 0) options.say(`not questions of the assessment, ignored: ${unknown.join(', ')}`);
  const out = path.resolve(options.out ?? `factory-${options.blueprint}`);
  const backend = await openBackend(options.say);
  try {
    return await interview(backend, { ...options, answers, out });
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
export function readAnswers(file: string | undefined): Answers {
  if (file === undefined) {
    throw new UsageError(
      'The assessment needs answers: --answers FILE.json (docs/examples has two; `questions assessment` lists the ids).',
    );
  }
  if (!existsSync(file)) throw new UsageError(`${file} does not exist.`);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file} is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  const parsed = answersSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${file} is no answers file: ${issue?.path.join('.') || 'top level'}: ${issue?.message ?? 'invalid'}.`,
  );
}

async function interview(backend: Backend, options: Interview): Promise<number> {
  const { say, out } = options;
  const session = await openSession(backend, options.user);
  const began = Date.now();
  const name = options.project ?? `Transformation ${new Date(began).toISOString().slice(0, 16).replace('T', ' ')}`;
  const projectId = await createProject(session, name);
  say(`project ${name} (${projectId})`);
  const { messages, unanswered } = await answerAll(session, projectId, options);
  say('assessment complete; the report is being made …');
  mkdirSync(out, { recursive: true });
  const artifacts = await downloadReports(session, projectId, out);
  const durationMs = Date.now() - began;
  const steps: Step[] = [
    { id: 'assessment', agent: 'assessment', status: 'completed', attempts: 1, durationMs, messages },
  ];
  const result = {
    ...{ blueprint: options.blueprint, projectId, project: name, status: 'completed', steps, unanswered },
    // The embedded core calls no model. What the AWS requests would cost is not metered yet, hence not claimed.
    cost: { modelUsd: 0, awsUsd: null },
    artifacts,
  };
  writeFileSync(path.join(out, 'run.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (unanswered.length > 0) say(`unanswered: ${unanswered.join(', ')}`);
  for (const artifact of artifacts) say(`  ${path.join(out, artifact.name)}  ${artifact.size} bytes`);
  if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return exitCodes.completed;
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
  { answers, say }: Interview,
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

/** Waits until each report is there, stores it, and checks what arrived against its hash. */
async function downloadReports(session: Session, projectId: string, out: string): Promise<StoredArtifact[]> {
  const artifacts: StoredArtifact[] = [];
  for (const format of reportFormats) {
    const { name } = reportFiles[format];
    const { url, sha256: stated } = await reportUrl(session, projectId, format);
    const response = await fetch(url);
    if (!response.ok)
      throw new CommandError(`${name} could not be downloaded (${response.status}).`, 'Run the command again.');
    const bytes = Buffer.from(await response.arrayBuffer());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (stated !== '' && stated !== sha256) {
      throw new CommandError(`${name} did not arrive whole.`, 'Run the command again.');
    }
    writeFileSync(path.join(out, name), bytes);
    artifacts.push({ name, size: bytes.length, sha256 });
  }
  return artifacts;
}

async function reportUrl(session: Session, projectId: string, format: string) {
  const shape = z.object({ generateReportDownloadUrl: z.object({ url: z.string(), sha256: z.string() }) });
  const deadline = Date.now() + REPORT_PATIENCE_MS;
  for (;;) {
    try {
      const { generateReportDownloadUrl } = await session.graphql(
        shape,
        'query($projectId: ID!, $format: ReportFormat) { generateReportDownloadUrl(projectId: $projectId, format: $format) { url sha256 } }',
        { projectId, format },
      );
      return generateReportDownloadUrl;
    } catch (error) {
      // Rendering follows the completion by an event: until then there is nothing to sign.
      if (!(error instanceof CommandError) || Date.now() > deadline) throw error;
      await sleep(300);
    }
  }
}
