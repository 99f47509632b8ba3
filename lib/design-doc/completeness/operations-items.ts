import { estimateCost } from '../capacity/cost.ts';
import { loadOf } from '../capacity/load.ts';
import { openOperations } from '../facts/authorizers.ts';
import { apiWaitsFor, asyncFunctions, hasDeadLetters, unwatched } from '../facts/coverage.ts';
import { componentElement, lookUp } from '../facts/element-facts.ts';
import { readReplacements } from '../phases/migration.ts';
import { numberProperty } from '../phases/section-body.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { asksFor, type ChecklistItem, complete, incomplete, named } from './checklist-item.ts';

export const operationsItems: readonly ChecklistItem[] = [
  {
    id: 'authentication',
    section: 'security-flows',
    title: 'Authentication of every API',
    check: (context) => {
      const { index, input } = context;
      const { apis } = index.model;
      const open = openOperations(context, 'security-flows').map(({ method, path }) => `${method} ${path}`);
      const stated = knownAnswer(input, 'authentication');
      if (apis.length === 0)
        return input.model
          ? complete('There is no API.')
          : asksFor('How callers prove who they are is not stated.', 'authentication');
      if (open.length === 0) return complete(`Every one of ${apis.length} operations has an authorizer.`);
      return stated
        ? complete(`Stated: ${stated.text}`)
        : asksFor(`The source shows no authorizer for ${named(open, 'operation')}.`, 'authentication');
    },
  },
  {
    id: 'authorization',
    section: 'security-flows',
    title: 'Roles and what each may do',
    check: ({ index, input }) => {
      const stated = knownAnswer(input, 'roles');
      if (stated) return complete(`Stated: ${stated.text}`);
      return index.ofKind('api').length === 0 && input.model
        ? complete('There is no API.')
        : asksFor('Roles are not stated.', 'roles');
    },
  },
  {
    id: 'dead-letters',
    section: 'error-handling',
    title: 'A dead-letter queue wherever nobody waits',
    check: ({ index, input }) => {
      const deliveries = asyncFunctions(index);
      const bare = deliveries.filter((one) => !hasDeadLetters(index, one)).map(({ from, id }) => `${from} to ${id}`);
      if (deliveries.length === 0) return complete('Nothing is delivered without somebody waiting for it.');
      if (bare.length > 0)
        return incomplete(`No dead-letter queue for ${named(bare, 'delivery').replace(/deliverys/, 'deliveries')}.`);
      return knownAnswer(input, 'dead-letters')
        ? complete(`Each of ${deliveries.length} deliveries has one, and its handling is stated.`)
        : asksFor('Each delivery has one; who looks at dead letters is not stated.', 'dead-letters');
    },
  },
  {
    id: 'timeouts',
    section: 'error-handling',
    title: 'Timeouts that fit their callers',
    check: ({ index, isProposed }) => {
      const functions = index.ofKind('function');
      const long = functions
        .filter((one) => (numberProperty(one, 'Timeout') ?? 3) > (apiWaitsFor(index, one.id) ?? Infinity))
        .map(({ id }) => id);
      const unset = functions
        .filter((one) => !lookUp(index.model, componentElement(one.id), 'Timeout'))
        .map(({ id }) => id);
      if (functions.length === 0)
        return isProposed ? asksFor('There is no function yet.', 'use-cases') : complete('There is no function.');
      if (long.length > 0) return incomplete(`Longer than the API waits: ${named(long, 'function')}.`);
      return unset.length > 0
        ? incomplete(`No timeout is set for ${named(unset, 'function')}.`)
        : complete(`Every timeout of ${functions.length} functions is set and fits.`);
    },
  },
  {
    id: 'alarms',
    section: 'observability',
    title: 'Alarms on every function, and somebody who is told',
    check: ({ index, input }) => {
      const functions = index.ofKind('function');
      const silent = unwatched(index).map(({ id }) => id);
      if (functions.length === 0 && input.model) return complete('There is no function.');
      if (silent.length > 0 || functions.length === 0)
        return incomplete(
          functions.length === 0 ? 'There is no function yet.' : `No alarm watches ${named(silent, 'function')}.`,
          'alerting',
        );
      return knownAnswer(input, 'alerting') ||
        index.ofKind('alarm').some(({ properties }) => properties.some(({ name }) => name.startsWith('AlarmActions')))
        ? complete('Every function has an alarm that tells somebody.')
        : asksFor('Every function has an alarm; who is told is not stated.', 'alerting');
    },
  },
  {
    id: 'cost',
    section: 'cost',
    title: 'Cost at the stated load and at ten times it',
    check: (context) => {
      const estimate = estimateCost(context);
      if (!estimate)
        return loadOf(context)
          ? incomplete('Nothing in the model takes requests.')
          : asksFor('Cost follows from the load, which is not stated as a rate.', 'load');
      const open = estimate.missing.flatMap(({ question }) => question ?? []);
      return open.length > 0
        ? incomplete(
            `Computed, but without ${estimate.missing
              .filter(({ question }) => question)
              .map(({ what }) => what)
              .join('; ')}.`,
            ...new Set(open),
          )
        : complete(`${estimate.lines.length} items are computed from the load.`);
    },
  },
  {
    id: 'capacity',
    section: 'capacity',
    title: 'Capacity, growth and the first bottleneck',
    check: (context) => {
      if (!loadOf(context)) return asksFor('The load is not stated as a rate.', 'load');
      const open = ['growth', 'data-volume', 'function-duration'].filter((id) => !knownAnswer(context.input, id));
      return open.length > 0
        ? incomplete(`The load is stated; not stated: ${open.join(', ')}.`, ...open)
        : complete('Load, growth, data and duration are stated.');
    },
  },
  {
    id: 'migration',
    section: 'migration',
    title: 'Migration phases and rollback trigger',
    check: ({ input }) => {
      const missing = ['migration-target', 'migration-downtime', 'migration-rollback'].filter(
        (id) => !knownAnswer(input, id),
      );
      const target = knownAnswer(input, 'migration-target');
      if (missing.length > 0) return asksFor(`Not stated: ${missing.join(', ')}.`, ...missing);
      return target && readReplacements(target.text).length === 0 && !input.targetModel
        ? incomplete('The target is stated, but not what replaces what.', 'migration-target')
        : complete('Target, downtime and rollback trigger are stated.');
    },
  },
];
