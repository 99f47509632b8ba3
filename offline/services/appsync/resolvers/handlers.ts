import { readFileSync } from 'node:fs';
import { DefinitionError } from '../../../kernel/errors.ts';
import type { Evaluation, EvaluationSource, ResolverContext, Template } from '../evaluation/contract.ts';
import { compileCode } from '../evaluation/javascript/compile-code.ts';
import { validateCode } from '../evaluation/javascript/validate-code.ts';
import { compileTemplate } from '../evaluation/vtl/compile-template.ts';
import { isObject } from '../graphql/run.ts';
import type { HandlerConfig } from '../resources.ts';
import type { Handlers } from './run-resolver.ts';

const answer = (value: unknown): Evaluation => ({ outcome: { kind: 'value', value }, appendedErrors: [], logs: [] });

const raise = (message: string, errorType: string, data: unknown): Evaluation => ({
  outcome: { kind: 'error', error: { message, errorType, data } },
  appendedErrors: [],
  logs: [],
});

/** A resolver without handlers of its own on a Lambda function: the whole context is the payload. */
const direct = (operation: 'Invoke' | 'BatchInvoke'): Handlers => ({
  language: 'vtl',
  request: ({ arguments: args, identity, source, request, info, prev, stash }) =>
    answer({
      version: '2018-05-29',
      operation,
      payload: { arguments: args, identity, source, request, info, prev, stash },
    }),
  response: ({ result, error }) => {
    if (error) return raise(error.message, error.type, result);
    if (operation === 'Invoke' || !isObject(result)) return answer(result ?? null);
    const { data = null, errorMessage, errorType } = result;
    const type = typeof errorType === 'string' ? errorType : 'Lambda:Handled';
    return typeof errorMessage === 'string' ? raise(errorMessage, type, data) : answer(data);
  },
});

const DIRECT = { single: direct('Invoke'), batch: direct('BatchInvoke') };

/**
 * Checks handlers, each text once, and compiles them at their first use: most of an app's many resolvers are never
 * called in a session. A reload finds what did not change as it was.
 */
export class HandlerCompiler {
  readonly #asset: (location: string) => string;
  readonly #source: EvaluationSource;
  #templates = new Map<string, Template>();
  #codes = new Map<string, Omit<Handlers, 'language'>>();

  constructor(input: { asset: (location: string) => string; source: EvaluationSource }) {
    this.#asset = input.asset;
    this.#source = input.source;
  }

  /** @throws DefinitionError naming the resource whose template or code does not compile. */
  compile(config: HandlerConfig): Handlers {
    const { logicalId } = config;
    const code = config.code ?? this.#read(logicalId, 'CodeS3Location', config.codeLocation);
    if (code !== undefined) return { language: 'javascript', ...this.#code(logicalId, code) };
    const request =
      config.requestTemplate ??
      this.#read(logicalId, 'RequestMappingTemplateS3Location', config.requestTemplateLocation);
    const response =
      config.responseTemplate ??
      this.#read(logicalId, 'ResponseMappingTemplateS3Location', config.responseTemplateLocation);
    const byDefault = config.isBatch ? DIRECT.batch : DIRECT.single;
    const before = request === undefined ? undefined : this.#template(logicalId, request);
    const after = response === undefined ? undefined : this.#template(logicalId, response);
    return {
      language: 'vtl',
      request: (context: ResolverContext) => before?.evaluate(context) ?? byDefault.request(context),
      response: (context: ResolverContext) => after?.evaluate(context) ?? byDefault.response(context),
    };
  }

  #code(logicalId: string, code: string): Omit<Handlers, 'language'> {
    let compiled = this.#codes.get(code);
    if (!compiled) {
      refuseProblems(logicalId, code);
      compiled = guarded(logicalId, 'Code', () => compileCode(code, { name: logicalId, source: this.#source }));
      this.#codes.set(code, compiled);
    }
    return { request: (context) => compiled.request(context), response: (context) => compiled.response(context) };
  }

  #template(logicalId: string, text: string): Template {
    let template = this.#templates.get(text);
    if (!template) {
      template = guarded(logicalId, 'MappingTemplate', () => checkedTemplate(text, this.#source));
      this.#templates.set(text, template);
    }
    return template;
  }

  #read(logicalId: string, property: string, location: string | undefined): string | undefined {
    return location === undefined
      ? undefined
      : guarded(logicalId, property, () => readFileSync(this.#asset(location), 'utf8'));
  }
}

/** A template that holds, kept as its text until it is evaluated. @throws TemplateSyntaxError */
function checkedTemplate(text: string, source: EvaluationSource): Template {
  compileTemplate(text, { source });
  let compiled: Template | undefined;
  return {
    evaluate(context) {
      compiled ??= compileTemplate(text, { source });
      return compiled.evaluate(context);
    },
  };
}

const MOST_SHOWN = 5;

/** What AppSync refuses at deployment is refused here. @throws DefinitionError with the places in the code */
function refuseProblems(logicalId: string, code: string): void {
  const problems = validateCode(code);
  if (problems.length === 0) return;
  const shown = problems.slice(0, MOST_SHOWN).map((problem) => `${problem.line}:${problem.column} ${problem.message}`);
  const more = problems.length > MOST_SHOWN ? [`and ${problems.length - MOST_SHOWN} more`] : [];
  throw new DefinitionError({
    logicalId,
    property: 'Code',
    reason: `AppSync's JavaScript runtime does not take this code: ${[...shown, ...more].join(' ').replace(/\.$/, '')}`,
    remedy: 'Write it within APPSYNC_JS, or make the handler a function',
  });
}

function guarded<Result>(logicalId: string, property: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new DefinitionError({
      logicalId,
      property,
      reason: error instanceof Error ? error.message : String(error),
      remedy: 'Correct it; AppSync would refuse it too',
    });
  }
}
