import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { Evaluation, EvaluationSource, Problem } from '../evaluation/contract.ts';
import { compileCode } from '../evaluation/javascript/compile-code.ts';
import { CODE_LIMIT, validateCode } from '../evaluation/javascript/validate-code.ts';
import { contextOf, shown } from './evaluation-context.ts';

/** `EvaluateCode`: runs a handler of code that belongs to no API. */
export const evaluateCode = defineOperation({
  schema: z.looseObject({
    runtime: z.looseObject({ name: z.literal('APPSYNC_JS'), runtimeVersion: z.literal('1.0.0') }),
    code: z.string().min(1).max(CODE_LIMIT),
    context: z.string().min(2).max(28_000),
    function: z.enum(['request', 'response']).default('request'),
  }),
  execute(source: EvaluationSource, { code, context: json, function: handler }) {
    const context = contextOf(json);
    const problems = validateCode(code);
    if (problems.length > 0) {
      return { error: { message: 'The code contains one or more errors.', codeErrors: problems.map(codeError) } };
    }
    const compiled = compileCode(code, { name: 'code', source, tellsPlaces: true });
    const evaluation = compiled[handler](context);
    return { ...shown(asJson(evaluation), context) };
  },
});

/** The result of code is a value, and its text is shown as JSON. */
function asJson(evaluation: Evaluation): Evaluation {
  const { outcome } = evaluation;
  if (outcome.kind === 'error' || outcome.value === undefined) return evaluation;
  return { ...evaluation, outcome: { ...outcome, value: JSON.stringify(outcome.value) } };
}

const codeError = ({ rule, message, line, column, span }: Problem) => ({
  errorType: rule === 'syntax' ? 'PARSER_ERROR' : 'LINT_ERROR',
  value: rule === 'syntax' ? `Parsing error: ${message}` : message,
  location: { line, column, span },
});
