import { type DiffLine, lineDiff } from '#lib/domain/run-view/line-diff';
import { type AssembledDesign, buildDesign } from '../assemble-document.ts';
import type { ChangeRequest, DesignInput } from '../design-input.ts';
import { applyRequest, effectiveInput, type RequestOutcome } from './apply-request.ts';

export interface Revised extends Pick<RequestOutcome, 'changes' | 'notUnderstood'> {
  /** With the request among its requests: the next one is added to this. */
  readonly input: DesignInput;
  readonly design: AssembledDesign;
  /** From the Markdown before to the one after. */
  readonly diff: readonly DiffLine[];
}

/** Carries out one more request, and shows what it changed. */
export function reviseDesign(input: DesignInput, request: ChangeRequest): Revised {
  const { changes, notUnderstood } = applyRequest(effectiveInput(input), request);
  const next: DesignInput = { ...input, requests: [...(input.requests ?? []), request] };
  const design = buildDesign(next);
  return { input: next, design, changes, notUnderstood, diff: lineDiff(buildDesign(input).markdown, design.markdown) };
}
