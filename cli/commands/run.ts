import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { listBlueprints } from '#lib/blueprints/registry';
import { isRunOver } from '#lib/domain/run/statuses';
import { answerAssessment } from '../answer-assessment.ts';
import { answerDesign, questionsFor } from '../answer-design.ts';
import { type Answers, readAnswers, readInput, unknownQuestions } from '../answers.ts';
import { downloadArtifacts, downloadReports } from '../artifacts.ts';
import { type Backend, openBackend } from '../backend.ts';
import { CommandError, exitCodes, UsageError } from '../errors.ts';
import { type UploadedKnowledge, uploadKnowledge } from '../knowledge.ts';
import { openQuestionsIn, tellOpen } from '../open-questions.ts';
import { summarizeRun } from '../run-summary.ts';
import { type CliRun, decideApproval, follow, lineageOf, openApprovals, startRun } from '../runs.ts';
import { openSession, type Session } from '../session.ts';
import { checkDocument, uploadDocument } from '../upload.ts';
import { checkSource } from './scan.ts';

export type RunOptions = {
  blueprint: string;
  project?: string;
  answers?: string;
  input?: string;
  /** A folder or ZIP archive of code and templates. */
  source?: string;
  /** Of a migration: a folder or ZIP archive of what the source becomes. */
  target?: string;
  document?: string[];
  /** A folder whose files become documents of a new knowledge base. */
  knowledge?: string;
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

/** Runs a blueprint on real input, to its end or to the first gate that is not decided. Answers the exit code. */
export async function run(options: RunOptions): Promise<number> {
  if (!/^[a-z][a-z0-9-]{0,47}$/.test(options.blueprint)) {
    throw new UsageError(`${JSON.stringify(options.blueprint)} is no blueprint's id, such as transformation.`);
  }
  const isDesign = options.blueprint === 'technical-design';
  if (!isDesign && [options.source, options.target, options.document].some((given) => given !== undefined)) {
    throw new UsageError('--source, --target and --document go with technical-design.');
  }
  if (options.blueprint === 'transformation' && options.answers === undefined) {
    throw new UsageError(
      'The assessment needs answers: --answers FILE.json (docs/examples has two; `questions assessment` lists the ids).',
    );
  }
  const answers = options.answers === undefined ? undefined : readAnswers(options.answers);
  const interviewer = isDesign ? 'tech-design' : 'assessment';
  const unknown = unknownQuestions(Object.keys(answers?.answers ?? {}), interviewer);
  if (unknown.length > 0) {
    options.say(`not questions of ${interviewer}, ignored: ${unknown.join(', ')}`);
    options.say(`  npm run factory -- questions ${interviewer} lists the ids that there are`);
  }
  const out = path.resolve(options.out ?? `factory-${options.blueprint}`);
  const input = options.input === undefined ? {} : readInput(options.input);
  // What is wrong with the files is said before a project is made for them.
  for (const source of [options.source, options.target]) if (source !== undefined) await checkSource(source);
  for (const file of options.document ?? []) checkDocument(file);
  const backend = await openBackend(options.say);
  try {
    return await work(backend, { ...options, answers, input, out });
  } finally {
    await backend.stop();
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
  const folder = options.knowledge;
  const uploaded = folder === undefined ? undefined : await uploadKnowledge(session, { projectId, folder, say });
  if (blueprint === 'technical-design') return design(session, { ...options, projectId, name, uploaded });
  const runId = await startRun(session, { projectId, blueprintId: blueprint, input: options.input });
  say(`run ${runId}`);
  const interview = options.answers && (await answerAssessment(session, projectId, options.answers, say));
  return finish(session, { ...options, projectId, runId, name, interview, uploaded });
}

type Design = Work & { projectId: string; name: string; uploaded: UploadedKnowledge | undefined };

/** Uploads what is given, says what is to be said, and answers what the run then asks. */
async function design(session: Session, options: Design): Promise<number> {
  const { say, projectId, answers } = options;
  const source =
    options.source === undefined
      ? undefined
      : await uploadDocument(session, { projectId, path: options.source, kind: 'SOURCE' });
  if (source) say(`source ${source.name} (${source.id})`);
  const target =
    options.target === undefined
      ? undefined
      : await uploadDocument(session, { projectId, path: options.target, kind: 'SOURCE' });
  if (target) say(`target ${target.name} (${target.id})`);
  const documents: string[] = [...(options.uploaded?.documents ?? [])];
  for (const file of options.document ?? []) {
    const { id, name } = await uploadDocument(session, { projectId, path: file, kind: 'DOCUMENT' });
    say(`document ${name} (${id})`);
    documents.push(id);
  }
  const conversation = answerDesign(session, { projectId, answers, say });
  await conversation.begin();
  const input = {
    questions: questionsFor(answers),
    ...(source ? { source: source.id } : {}),
    ...(target ? { target: target.id } : {}),
    ...(documents.length > 0 ? { documents } : {}),
    ...options.input,
  };
  const runId = await startRun(session, { projectId, blueprintId: options.blueprint, input });
  say(`run ${runId}`);
  const interview = await conversation.answer(runId);
  return finish(session, { ...options, runId, interview });
}

export type Finish = Pick<RunOptions, 'approve' | 'json' | 'say'> & {
  projectId: string;
  runId: string;
  name: string;
  out: string;
  blueprint?: string;
  interview?: { messages: number; unanswered: string[] } | undefined;
  uploaded?: UploadedKnowledge | undefined;
};

/** Follows a run to its end or to a gate that is left to others, and writes what it made. Answers the exit code. */
export async function finish(session: Session, options: Finish): Promise<number> {
  const { say, runId, projectId, out } = options;
  const ended = await follow(session, runId, { say, until: (run) => isAtRest(session, run, options) });
  const runIds = await lineageOf(session, ended);
  // The report is rendered for the project as a whole too, as PDF among others; what the run made goes before it.
  const reports =
    options.blueprint === 'technical-design' || !options.interview
      ? []
      : await downloadReports(session, projectId, out);
  const made = await downloadArtifacts(session, { projectId, runIds, out });
  const artifacts = [...new Map([...reports, ...made].map((file) => [file.name, file])).values()];
  const open = options.blueprint === 'technical-design' ? openQuestionsIn(out, made) : undefined;
  const result = {
    ...(await summarizeRun(session, ended)),
    project: options.name,
    ...(options.interview ?? {}),
    ...(open ? { unanswered: open.map(({ id }) => id) } : {}),
    ...(options.uploaded ? { knowledge: options.uploaded } : {}),
    artifacts,
  };
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'run.json'), `${JSON.stringify(result, null, 2)}\n`);
  const unanswered = options.interview?.unanswered ?? [];
  if (open) tellOpen(open, say);
  else if (unanswered.length > 0) say(`unanswered: ${unanswered.join(', ')}`);
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
