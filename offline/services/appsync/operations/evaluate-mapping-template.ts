import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { EvaluationSource } from '../evaluation/contract.ts';
import { compileTemplate } from '../evaluation/vtl/compile-template.ts';
import { contextOf, shown } from './evaluation-context.ts';

/** `EvaluateMappingTemplate`: writes out a template that belongs to no API. */
export const evaluateMappingTemplate = defineOperation({
  schema: z.looseObject({
    template: z.string().min(2).max(65_536),
    context: z.string().min(2).max(28_000),
  }),
  execute(source: EvaluationSource, { template, context: json }) {
    const context = contextOf(json);
    try {
      return shown(compileTemplate(template, { source, asText: true }).evaluate(context), context);
    } catch (error) {
      // A template that cannot be read is an answer, not a refused request.
      if (!(error instanceof Error)) throw error;
      return { error: { message: error.message } };
    }
  },
});
