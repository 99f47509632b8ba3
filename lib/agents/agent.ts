import type * as z from 'zod';
import type { DesignMode } from '#lib/domain/design-document/document';
import type { CallTool } from '#lib/tools/call-tool';

export type AgentPhase = 'transformation' | 'technical-design' | 'software-delivery' | 'bid-response' | 'platform';

export type AgentProvider = 'embedded' | 'bedrock-agent' | 'agentcore' | 'model' | 'http';

/** What a call may cost: `free` touches no metered service, the others are priced per token or per minute. */
export type AgentCostClass = 'free' | 'low' | 'medium' | 'high';

/** What an agent is, as data: registry, grants, documentation and model prompts derive from it. */
export type AgentManifest<Input, Output> = {
  /** The name of its folder and in the public contract. */
  id: string;
  name: string;
  /** One sentence a project manager understands. */
  purpose: string;
  phase: AgentPhase;
  /** Where it thinks unless an admin says otherwise. */
  provider: AgentProvider;
  /** Ids of the tools it may call; any other call is refused. */
  tools: readonly string[];
  timeoutSeconds: number;
  /** Further attempts after the first. */
  retries: number;
  memoryMb: number;
  costClass: AgentCostClass;
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
};

/** What the worker gives to an agent. Agents have no clock, network or storage but this. */
export type AgentContext = {
  now(): Date;
  /** Sends the next piece of the reply; the pieces in order are the reply. */
  emit(delta: string): void | Promise<void>;
  /** Aborted when the user or the worker cancels. */
  signal?: AbortSignal;
  /** Milliseconds until the worker is stopped. */
  remainingMs(): number;
};

/** What the worker gives to a task beyond that. */
export type TaskContext = AgentContext & {
  /** Which attempt at the work this is, from 1. */
  attempt: number;
  /** The run, and its step or branch. */
  place: { readonly runId: string; readonly key: string };
  /** What `saveContinuation` kept when this work was interrupted; undefined at its beginning. */
  continuation: unknown;
  /** Keeps where the work stands and ends this slice of it: the task is called again with it, on fresh time. */
  saveContinuation(state: unknown): Promise<never>;
  /** Tells how far a named part of the work is, 0 to 100. */
  progress(section: string, percent: number): Promise<void>;
  /** What an approver asked to be changed about the last result. */
  feedback?: string;
  /** A line in the step's log, for whoever looks into the run. */
  log(line: string): void;
  /** Has a tool of the agent's manifest do something; its answer is as the tool's schema says. @throws ToolError */
  callTool: CallTool;
};

/** A file that the agent made. Text stands as text, anything else as bytes. */
export type AgentArtifact = { name: string; contentType: string; body: string | Uint8Array };

/** Where a claim comes from: a message, a document's page or a file's line. */
export type AgentEvidence = {
  /** What the evidence supports, such as a question id. */
  claim: string;
  source: { kind: 'message' | 'document' | 'file'; id: string; page?: number; line?: number };
  /** The words at the source, bounded. */
  quote: string;
};

/** What the agent still has to know from a person. */
export type AgentQuestion = { id: string; text: string };

/** Metered consumption of one run; the embedded cores consume none. */
export type AgentUsage = {
  provider: AgentProvider;
  inputTokens: number;
  outputTokens: number;
  calls: number;
  usd: number;
};

export const noUsage: AgentUsage = { provider: 'embedded', inputTokens: 0, outputTokens: 0, calls: 0, usd: 0 };

export type AgentResult<Output> = {
  output: Output;
  artifacts: readonly AgentArtifact[];
  evidence: readonly AgentEvidence[];
  questions: readonly AgentQuestion[];
  /** Named shares of the work done, each 0 to 100. */
  progress: Readonly<Record<string, number>>;
  usage: AgentUsage;
  /** Set where the work cannot go on before a conversation with this agent has come to its end; `output` is then ignored. */
  waitFor?: 'conversation';
  /** What that conversation is to be about: its agent puts the result's `questions`, having looked at `about`. */
  asks?: { mode: DesignMode; about: string };
};

/** A piece of work of an agent within a run, with its own input and output. */
export type AgentTask<Input, Output> = {
  title: string;
  input: z.ZodType<Input>;
  output: z.ZodType<Output>;
  /** Attempts and time of the manifest apply unless given. */
  timeoutSeconds?: number;
  retries?: number;
  /** Records of the project that the worker adds to the input under these names; nothing need be wired to them. */
  given?: readonly GivenRecord[];
  run(input: Input, context: TaskContext): Promise<AgentResult<Output>>;
};

/** `assessment` and `interview` are given to the agent that leads them alone; null where there is none yet. */
export type GivenRecord = 'project' | 'assessment' | 'interview';

/** A task as the registry holds it; input and output are checked by `runTask`. */
export type RegisteredTask = Omit<AgentTask<unknown, unknown>, 'input' | 'output' | 'run'> & {
  input: z.ZodType;
  output: z.ZodType;
  /**
   * @throws AgentInputError when the input does not fit the task's schema.
   * @throws AgentOutputError when the output does not.
   */
  run(input: unknown, context: TaskContext): Promise<AgentResult<unknown>>;
};

/** Binds a task of an agent to its schemas. */
export function defineTask<Input, Output>(agentId: string, task: AgentTask<Input, Output>): RegisteredTask {
  return {
    ...task,
    async run(input, context) {
      const parsed = parseInput(agentId, task.input, input);
      context.signal?.throwIfAborted();
      const result = await task.run(parsed, context);
      if (!isObject(result)) throw new AgentOutputError(agentId, { path: [], message: 'there is none' });
      if (result.waitFor) return result;
      const output = task.output.safeParse(result.output);
      if (!output.success) throw new AgentOutputError(agentId, output.error.issues[0]);
      return { ...result, output: output.data };
    },
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function parseInput<Input>(agentId: string, schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AgentInputError(agentId, issue?.path.join('.') ?? '', issue?.message ?? 'unknown reason');
}

export type AgentRun<Input, Output> = (input: Input, context: AgentContext) => Promise<AgentResult<Output>>;

/** An agent as the registry holds it: its `run` takes unknown input and checks it, and its output, by the schemas. */
export type Agent<Output = unknown> = {
  /** The prompt for providers that think with a model. */
  instructions: string;
  manifest: Omit<AgentManifest<unknown, Output>, 'input'> & { input: z.ZodType };
  run(input: unknown, context: AgentContext): Promise<AgentResult<Output>>;
  /** By id; the first is meant where a step names none. */
  tasks: Readonly<Record<string, RegisteredTask>>;
};

/** Bad input for an agent: names the agent, the field and the reason. */
export class AgentInputError extends Error {
  override readonly name = 'AgentInputError';
  readonly agentId: string;
  readonly field: string;

  constructor(agentId: string, field: string, reason: string) {
    super(`Input of agent "${agentId}" is not valid at ${field || 'its top level'}: ${reason}.`);
    this.agentId = agentId;
    this.field = field;
  }
}

/** The agent's answer is not what its schema promises: another attempt would bring the same. */
export class AgentOutputError extends Error {
  override readonly name = 'AgentOutputError';

  constructor(agentId: string, issue: { path: readonly PropertyKey[]; message: string } | undefined) {
    const place = issue?.path.map(String).join('.') || 'its top level';
    super(
      `Agent "${agentId}" answered what its schema does not allow at ${place}: ${issue?.message ?? 'unknown reason'}.`,
    );
  }
}

/**
 * Binds a manifest to its core and its prompt.
 * @throws AgentInputError from `run` when the input does not fit the manifest's schema.
 */
export function defineAgent<Input, Output>(
  manifest: AgentManifest<Input, Output>,
  run: AgentRun<Input, Output>,
  instructions = '',
  tasks: Readonly<Record<string, RegisteredTask>> = {},
): Agent<Output> {
  return {
    manifest,
    instructions,
    tasks,
    async run(input, context) {
      const parsed = parseInput(manifest.id, manifest.input, input);
      context.signal?.throwIfAborted();
      const result = await run(parsed, context);
      return { ...result, output: manifest.output.parse(result.output) };
    },
  };
}
