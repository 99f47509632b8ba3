import type * as z from 'zod';
import type { AnswerPassage } from './check-answer.ts';
import type { ToolServices } from './services.ts';
import { ToolError } from './tool-error.ts';

/** What a tool is, as data. */
export interface ToolManifest<Input, Output> {
  /** As agents' manifests name it; its folder has dashes for the dots. */
  readonly id: string;
  readonly name: string;
  /** One sentence for the registry and for models. */
  readonly purpose: string;
  readonly timeoutSeconds: number;
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  /** Passages of an answer that give instructions to models, with their places; unless given, all of its texts count. */
  instructionsIn?(answer: Output): AnswerPassage[];
}

/** For whom a tool works: nothing of another organization or project is ever touched. */
export interface ToolScope {
  readonly organization: string;
  readonly projectId: string;
  readonly runId: string;
  /** The step or branch. */
  readonly key: string;
  readonly attempt: number;
}

export interface ToolContext {
  readonly scope: ToolScope;
  readonly services: ToolServices;
  /** Aborted when its time is up or nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A tool as the registry holds it. */
export interface Tool {
  readonly manifest: ToolManifest<unknown, unknown>;
  /** @throws ToolError */
  call(input: unknown, context: ToolContext): Promise<unknown>;
}

/** Binds a manifest to its work: arguments and answers are held against its schemas. */
export function defineTool<Input, Output>(
  manifest: ToolManifest<Input, Output>,
  run: (input: Input, context: ToolContext) => Promise<Output>,
): Tool {
  const { id } = manifest;
  const wrong = (code: 'TOOL_INPUT_INVALID' | 'TOOL_OUTPUT_INVALID', issue: z.core.$ZodIssue | undefined) => {
    const what = code === 'TOOL_INPUT_INVALID' ? 'does not take' : 'answered';
    const place = issue?.path.map(String).join('.') || 'the top level';
    return new ToolError(code, id, `Tool "${id}" ${what} this at ${place}: ${issue?.message ?? 'unknown reason'}.`);
  };
  return {
    manifest,
    async call(input, context) {
      const given = manifest.input.safeParse(input);
      if (!given.success) throw wrong('TOOL_INPUT_INVALID', given.error.issues[0]);
      const answer = manifest.output.safeParse(await run(given.data, context));
      if (!answer.success) throw wrong('TOOL_OUTPUT_INVALID', answer.error.issues[0]);
      return answer.data;
    },
  };
}

/** The tool looked, and will not do it: another attempt would bring the same. */
export function refuse(toolId: string, reason: string, message: string): ToolError {
  return new ToolError('TOOL_REFUSED', toolId, message, { reason });
}
