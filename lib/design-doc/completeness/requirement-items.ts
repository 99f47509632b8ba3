import type { DesignContext } from '../context.ts';
import { distinctOperations } from '../facts/operations.ts';
import { readAvailability, readBudget, readRate } from '../facts/quantities.ts';
import { risksOf } from '../phases/risks.ts';
import { readUseCases } from '../proposal/read-use-cases.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { asksFor, type ChecklistItem, complete, incomplete } from './checklist-item.ts';

const known = ({ input }: DesignContext, id: string) => knownAnswer(input, id)?.text ?? null;

/** Complete where the answer is there and says what it is asked for. */
const answered = (id: string, what: string, read?: (text: string) => unknown) => (context: DesignContext) => {
  const text = known(context, id);
  if (text === null) return asksFor(`${what} is not stated.`, id);
  if (read && read(text) === null) return asksFor(`“${text}” holds no figure for it.`, id);
  return complete(`Stated: ${text}`);
};

export const requirementItems: readonly ChecklistItem[] = [
  {
    id: 'use-cases',
    section: 'use-cases',
    title: 'Use cases with actors and interactions',
    check: (context) => {
      const text = known(context, 'use-cases');
      const stated = text ? readUseCases(text) : [];
      const { apis } = context.index.model;
      if (stated.length > 0 && stated.every(({ actor }) => actor !== null))
        return complete(`${stated.length} use cases are stated, each with its actor.`);
      if (stated.length > 0)
        return incomplete(
          `${stated.filter(({ actor }) => actor === null).length} of ${stated.length} use cases name no actor.`,
          'use-cases',
        );
      const operations = distinctOperations(context.index).length;
      if (apis.length > 0)
        return incomplete(
          `${operations === 1 ? 'One use case is' : `${operations} use cases are`} inferred from the API; the actors are not in the source.`,
          'use-cases',
        );
      return asksFor('No use case is stated and the source has no API to infer them from.', 'use-cases');
    },
  },
  {
    id: 'throughput',
    section: 'non-functional-requirements',
    title: 'Throughput is quantified',
    check: answered('load', 'The load', readRate),
  },
  {
    id: 'latency',
    section: 'non-functional-requirements',
    title: 'Latency is quantified',
    check: answered('latency-target', 'A latency target', (text) => (/\d/.test(text) ? 1 : null)),
  },
  {
    id: 'recovery',
    section: 'non-functional-requirements',
    title: 'Recovery time and point are stated',
    check: answered('recovery-targets', 'A recovery target (RTO, RPO)', (text) => (/\d/.test(text) ? 1 : null)),
  },
  {
    id: 'availability',
    section: 'service-levels',
    title: 'Service levels have objectives',
    check: answered('availability-target', 'An availability target', readAvailability),
  },
  {
    id: 'risks',
    section: 'risks',
    title: 'Risks with mitigations',
    check: (context) => {
      if (context.isProposed)
        return context.index.model.components.length > 0
          ? complete('There is no source to find risks in; the assumptions of the proposal are listed.')
          : asksFor('There is nothing to find risks in.', 'use-cases');
      const risks = risksOf(context, 'risks');
      const open = risks.filter(({ mitigation }) => mitigation.startsWith('No mitigation'));
      return open.length === 0
        ? complete(`${risks.length} risks, each with a mitigation.`)
        : incomplete(
            `${open.length} of ${risks.length} risks have no mitigation: ${open
              .slice(0, 3)
              .map(({ title }) => title)
              .join('; ')}.`,
          );
    },
  },
  {
    id: 'budget',
    section: 'cost',
    title: 'Cost fits a stated budget',
    check: answered('budget', 'A budget', readBudget),
  },
];
