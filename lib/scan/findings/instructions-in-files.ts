import { findInstructions, isInstructionFrom } from '#lib/domain/guardrails/instructions/find-instructions';
import type { SourceFile } from '../dialect.ts';
import type { Finding } from '../schema.ts';
import { withoutOwnPrompts } from './own-prompts.ts';

/** Cheap: what none of these words is in has no such passage. */
const worthALook =
  /ignore|disregard|forget|override|bypass|prompt|assistant|\bAI\b|\bLLM\b|\byou are\b|im_start|\[INST\]|<<SYS|ignorier|vergiss|oublie|ignora|olvida|decode|exfiltrate|[\u200B-\u200D\u2060\u{E0020}-\u{E007F}]/iu;
const longestQuote = 160;

/** The rule's name, which is not one of the system's rules: it reads the files themselves. */
export const instructionsRule = {
  name: 'instructions-to-a-model',
  severity: 'medium',
  finds: 'a comment or text that gives instructions to models; it is quoted and never followed',
} as const;

const passagesIn = (text: string) => findInstructions(text).filter(({ confidence }) => confidence >= isInstructionFrom);

/**
 * Passages of a file, most often comments, that give instructions to a model that reads it. What a program itself sends
 * to a model is none of them.
 */
export function instructionsIn(file: SourceFile): Finding[] {
  if (!worthALook.test(file.text) || passagesIn(file.text).length === 0) return [];
  return passagesIn(withoutOwnPrompts(file))
    .slice(0, 20)
    .map(({ start, end, confidence }) => {
      const words = file.text.slice(start, end).replaceAll(/\s+/g, ' ').trim();
      const quote = words.length > longestQuote ? `${words.slice(0, longestQuote)}…` : words;
      const line = file.text.slice(0, start).split('\n').length;
      return {
        rule: instructionsRule.name,
        severity: instructionsRule.severity,
        message: `${file.path} gives instructions to a model that reads it: “${quote}”. Nothing here follows them; ask who wrote them, and remove them.`,
        component: null,
        source: { file: file.path, line },
        confidence,
      };
    });
}
