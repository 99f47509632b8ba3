import { componentElement, lookUp } from '../facts/element-facts.ts';
import { isRead } from '../facts/flows.ts';
import { untouchedStores } from '../facts/model-index.ts';
import { conditionFacts } from '../phases/lifecycle.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { asksFor, type ChecklistItem, complete, incomplete, named } from './checklist-item.ts';

export const dataItems: readonly ChecklistItem[] = [
  {
    id: 'data-model',
    section: 'data-model',
    title: 'Tables with keys and indexes',
    check: ({ index, isProposed }) => {
      const { stores } = index.model;
      const keyless = stores.filter(({ keys }) => !keys.some(({ role }) => role === 'HASH')).map(({ id }) => id);
      const unknown = index
        .ofKind('table')
        .filter(({ id }) => !index.store(id))
        .map(({ id }) => id);
      const missing = [...new Set([...keyless, ...unknown])];
      if (stores.length + unknown.length === 0)
        return isProposed ? asksFor('What is stored is not stated.', 'entities') : complete('The source has no table.');
      return missing.length > 0
        ? incomplete(`The keys are not known of ${named(missing, 'table')}.`, 'entities')
        : complete(
            `Keys are known of ${named(
              stores.map(({ id }) => id),
              'table',
            )}.`,
          );
    },
  },
  {
    id: 'access-patterns',
    section: 'access-patterns',
    title: 'Access patterns of every table',
    check: ({ index, input, isProposed }) => {
      const { stores } = index.model;
      if (stores.length === 0)
        return isProposed
          ? asksFor('No table, so no access pattern.', 'entities', 'access-patterns')
          : complete('There is no table.');
      const untouched = untouchedStores(index).map(({ id }) => id);
      if (untouched.length > 0)
        return incomplete(`No access was found in the code to ${named(untouched, 'table')}.`, 'access-patterns');
      if (isProposed && !knownAnswer(input, 'access-patterns'))
        return asksFor('How data is looked up besides by its id is not stated.', 'access-patterns');
      return complete(
        `Every table has access patterns (${stores.reduce((sum, store) => sum + store.accessPatterns.length, 0)} places in the code).`,
      );
    },
  },
  {
    id: 'concurrency',
    section: 'concurrency-control',
    title: 'Concurrency control',
    check: (context) => {
      const { conditions, transactions, writes } = conditionFacts(context);
      const stated = knownAnswer(context.input, 'concurrency');
      if (writes === 0) return complete('No write to a table is known.');
      if (conditions.length > 0) return complete(`${conditions.length} conditional writes were found.`);
      if (stated) return complete(`Stated: ${stated.text}`);
      return asksFor(
        `${writes} kinds of writes, none with a condition that the scan can see${transactions.length > 0 ? `, though ${transactions.length} transactions` : ''}; a proposal is in the section.`,
        'concurrency',
      );
    },
  },
  {
    id: 'retention',
    section: 'retention',
    title: 'Retention of every store',
    check: ({ index, input }) => {
      const stated = knownAnswer(input, 'retention');
      const tables = index.ofKind('table');
      const kept = tables
        .filter(({ id }) => !lookUp(index.model, componentElement(id), 'TimeToLiveSpecification.AttributeName'))
        .map(({ id }) => id);
      if (stated) return complete(`Stated: ${stated.text}`);
      if (index.ofKind('table', 'bucket', 'database').length === 0 && input.model)
        return complete('Nothing is stored.');
      if (tables.length > 0 && kept.length === 0) return complete('Every table has a time to live.');
      return asksFor(
        kept.length > 0
          ? `Kept for ever, and nobody said whether that is meant: ${named(kept, 'table')}.`
          : 'How long data is kept is not stated.',
        'retention',
      );
    },
  },
  {
    id: 'writers',
    section: 'data-model',
    title: 'Every table has somebody who writes it',
    check: ({ index, isProposed }) => {
      const { stores } = index.model;
      if (stores.length === 0)
        return isProposed ? asksFor('There is no table yet.', 'entities') : complete('There is no table.');
      const unwritten = stores
        .filter(
          (store) =>
            !store.accessPatterns.some(({ operation }) => !isRead(operation)) &&
            index.incoming(store.id, 'writes').length === 0,
        )
        .map(({ id }) => id);
      return unwritten.length > 0
        ? incomplete(`Nothing that was read writes ${named(unwritten, 'table')}.`, 'use-cases')
        : complete('Each is written by something in the source.');
    },
  },
];
