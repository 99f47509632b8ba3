import type { EvaluationSource, Outcome, Template } from '../contract.ts';
import { finishRun, RaisedError, type Run, realSource, startRun } from '../run.ts';
import type { JsonRecord } from '../util/values.ts';
import { compileBlock } from './compile-block.ts';
import { Compiler } from './compiler.ts';
import { Frame } from './frame.ts';
import { parseTemplate } from './parse-template.ts';

const ERROR_TYPE = 'MappingTemplate';

/** What an evaluated template may write, as AppSync's quota has it. */
const LARGEST_OUTPUT = 5 * 1024 * 1024;

const tooLarge = () =>
  new RaisedError({ message: 'The evaluated template gives more than 5 MB.', errorType: ERROR_TYPE });

/**
 * Compiles a VTL mapping template, to be evaluated many times.
 *
 * A template that writes nothing evaluates to the value `undefined`. The context's arguments, stash, source and result
 * are changed in place where the template changes them.
 *
 * @throws TemplateSyntaxError naming line and column.
 */
export function compileTemplate(
  text: string,
  options: {
    source?: EvaluationSource;
    /** Whether the value is the text that was written, unread, as EvaluateMappingTemplate shows it. */
    asText?: boolean;
  } = {},
): Template {
  const source = options.source ?? realSource;
  const tree = parseTemplate(text);
  const compiler = new Compiler(tree.macros, compileBlock);
  const body = compiler.block(tree.body, true);
  const slots = compiler.slots;
  return {
    evaluate: (context) => {
      const run = startRun(context, source);
      return finishRun(run, ERROR_TYPE, () => {
        const frame = new Frame(run, templateContext(run), slots);
        body(frame);
        return options.asText ? written(frame) : read(frame);
      });
    },
  };
}

/** `$ctx`: the context under the names that templates use. */
function templateContext({ context, appendedErrors }: Run): JsonRecord {
  return {
    arguments: context.arguments,
    args: context.arguments,
    identity: context.identity,
    source: context.source,
    request: context.request,
    info: context.info,
    stash: context.stash,
    prev: context.prev,
    result: context.result ?? null,
    error: context.error ?? null,
    env: context.env,
    outErrors: appendedErrors,
  };
}

function written({ out, tail, returned }: Frame): Outcome {
  if (returned) return { kind: 'return', value: JSON.stringify(returned.value ?? null) };
  return { kind: 'value', value: tail ? out + JSON.stringify(tail.value) : out };
}

function read(frame: Frame): Outcome {
  if (frame.returned) return { kind: 'return', value: frame.returned.value };
  if (frame.out.length > LARGEST_OUTPUT) throw tooLarge();
  const written = frame.out.trim();
  if (frame.tail) {
    const { value } = frame.tail;
    return { kind: 'value', value: written === '' ? value : parseOutput(written + JSON.stringify(value)) };
  }
  return { kind: 'value', value: written === '' ? undefined : parseOutput(written) };
}

function parseOutput(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RaisedError({ message: `Unable to parse the JSON document: '${reason}'`, errorType: ERROR_TYPE });
  }
}
