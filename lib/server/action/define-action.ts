import 'server-only';
import * as z from 'zod/mini';
import type { ActionResult, Failure } from '#lib/domain/result/action-result';
import { failure } from '#lib/domain/result/graphql-failure';
import { getWorkspace, type Workspace } from '../organization/queries.ts';
import { getSession } from '../session/get-session.ts';

type Context<Input> = { input: Input; workspace: Workspace };

type ActionDefinition<Input extends z.core.$ZodType, Data> = {
  /** Whatever a browser sends is parsed by this first. */
  input: Input;
  /** Null lets the caller pass; a failure is answered instead. The backend checks once more by itself. */
  authorize: (context: Context<z.output<Input>>) => Failure | null | Promise<Failure | null>;
  run: (context: Context<z.output<Input>>) => Promise<ActionResult<Data>>;
};

/**
 * Makes a server action in which session, parsing and authorization cannot be left out. Expected failures are
 * returned; of a surprise only a reference is told, the rest goes to the log.
 */
export function defineAction<Input extends z.core.$ZodType, Data>({
  input,
  authorize,
  run,
}: ActionDefinition<Input, Data>) {
  return async (raw: z.input<Input>): Promise<ActionResult<Data>> => {
    if (!(await getSession())) return failure('Unauthenticated');
    const parsed = z.safeParse(input, raw);
    if (!parsed.success) return failureOfIssue(parsed.error.issues[0]);
    try {
      const context = { input: parsed.data, workspace: await getWorkspace() };
      return (await authorize(context)) ?? (await run(context));
    } catch (error) {
      const reference = crypto.randomUUID();
      console.error(JSON.stringify({ level: 'ERROR', message: 'action failed', reference, error: String(error) }));
      return { ...failure('InternalError'), message: `Something failed on our side. Reference: ${reference}` };
    }
  };
}

function failureOfIssue(issue: z.core.$ZodIssue | undefined): Failure {
  const field = issue?.path.join('.');
  return { ...failure('ValidationError', field || undefined), message: issue?.message ?? 'The input is not valid.' };
}
