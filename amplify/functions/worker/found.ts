import { type GuardrailFinding, quoteToKeep } from '#lib/domain/guardrails/guardrail-finding';
import type { GuardrailPolicy } from '#lib/domain/guardrails/policy';
import type { PromptFinding } from '#lib/providers/embedded/run-task';
import { documentFindingId } from '#lib/repositories/guardrail-finding';
import { derivedId } from '#lib/runtime/ids';
import type { AnswerPassage } from '#lib/tools/check-answer';
import type { WorkerPorts } from './ports.ts';
import type { Work } from './work.ts';

type Found = Pick<GuardrailFinding, 'kind' | 'source' | 'action' | 'count' | 'subject' | 'places'> &
  Partial<Pick<GuardrailFinding, 'id' | 'label' | 'documentId'>>;

/** What guardrails find during an attempt; the same thing found twice is one finding. */
export interface AttemptFindings {
  readonly addPrompt: (found: readonly PromptFinding[]) => void;
  /** Counts of secrets by what they are. */
  readonly addSecrets: (counts: ReadonlyMap<string, number>, policy: GuardrailPolicy['secretsInOutput']) => void;
  addAnswer(
    tool: string,
    passages: readonly AnswerPassage[],
    policy: GuardrailPolicy['toolAnswersWithInstructions'],
  ): void;
  /** Writes them down. Should that fail, the work does not. */
  keep(ports: Pick<WorkerPorts, 'findings' | 'logger'>): Promise<void>;
}

export function createAttemptFindings({ message, agent }: Pick<Work, 'message' | 'agent'>): AttemptFindings {
  const { organization, projectId, runId, key, since } = message;
  const agentId = agent.manifest.id;
  const all = new Map<string, GuardrailFinding>();

  function add({ id: given, ...found }: Found): void {
    const { source, kind, action, subject, label = '' } = found;
    const id = given ?? derivedId('finding', runId, key, String(since), source, kind, action, subject, label);
    const before = all.get(id);
    const count = (before?.count ?? 0) + found.count;
    const places = [...(before?.places ?? []), ...found.places];
    all.set(id, { id, organization, projectId, runId, key, agentId, ...found, count, places });
  }

  return {
    addPrompt(found) {
      for (const one of found) add({ ...one, source: 'PROMPT', subject: agentId, places: [] });
    },

    addSecrets(counts, policy) {
      const action = policy === 'fail' ? 'FAILED' : 'MASKED';
      for (const [label, count] of counts) {
        add({ kind: 'secret', source: 'RESULT', action, subject: agentId, label, count, places: [] });
      }
    },

    addAnswer(tool, passages, policy) {
      const action = policy === 'fail' ? 'FAILED' : 'FLAGGED';
      for (const { documentName, quote, ...place } of passages) {
        const found = {
          kind: 'instruction',
          action,
          count: 1,
          places: [{ ...place, quote: quoteToKeep(quote) }],
        } as const;
        const { documentId, file } = place;
        // A source is one thing, whoever scans it; what a policy makes of it is another with each policy.
        if (file === undefined || documentId === undefined) add({ ...found, source: 'TOOL', subject: tool });
        else
          add({
            ...found,
            id: documentFindingId(documentId, action),
            source: 'SOURCE',
            subject: documentName ?? tool,
            documentId,
          });
      }
    },

    async keep({ findings, logger }) {
      if (all.size === 0) return;
      try {
        await findings.record([...all.values()]);
      } catch (error) {
        logger.warn('findings were not kept', error instanceof Error ? error : String(error));
      }
    },
  };
}
