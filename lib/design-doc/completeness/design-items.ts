import { estimateCost } from '../capacity/cost.ts';
import { loadOf } from '../capacity/load.ts';
import { openOperations } from '../facts/authorizers.ts';
import { asyncFunctions, hasDeadLetters, unwatched } from '../facts/coverage.ts';
import { componentElement, lookUp } from '../facts/element-facts.ts';
import { isRead } from '../facts/flows.ts';
import { keyWorkflows } from '../facts/workflows.ts';
import { contradictionsOf } from '../partial/contradictions.ts';
import { conditionFacts } from '../phases/lifecycle.ts';
import { readReplacements } from '../phases/migration.ts';
import { numberProperty } from '../phases/section-body.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { asksFor, type ChecklistItem, complete, incomplete, named } from './checklist-item.ts';

export const designItems: readonly ChecklistItem[] = [
  {
    id: 'architecture',
    section: 'system-architecture',
    title: 'Architecture diagram',
    check: ({ index, isProposed }) => {
      const { components, relations } = index.model;
      if (components.length === 0) return asksFor('There is nothing to draw.', isProposed ? 'use-cases' : 'scope');
      return relations.length + index.model.apis.length > 0
        ? complete(
            `${components.length} components and ${relations.length} relations, drawn from ${isProposed ? 'the answers' : 'the source'}.`,
          )
        : incomplete(`${components.length} components, but the source shows no relation between them.`);
    },
  },
  {
    id: 'boundaries',
    section: 'security-boundaries',
    title: 'Security boundaries and kinds of data',
    check: ({ input }) => {
      const stated = knownAnswer(input, 'compliance');
      return stated
        ? complete(`Data and rules are stated: ${stated.text}`)
        : asksFor('Which personal or regulated data there is, nobody stated.', 'compliance');
    },
  },
  {
    id: 'workflows',
    section: 'workflows',
    title: 'Two to four key workflows',
    check: ({ index, isProposed }) => {
      const workflows = keyWorkflows(index);
      if (workflows.length === 0)
        return isProposed
          ? asksFor('No workflow follows from the answers.', 'use-cases')
          : incomplete('The source shows no operation or trigger that leads to a function.');
      const real = workflows.filter(({ steps, api }) => steps.length > (api ? 2 : 1));
      return real.length > 0
        ? complete(
            `${named(
              workflows.map(({ title }) => title),
              'workflow',
            )}.`,
          )
        : incomplete('What the functions of the workflows do is not in the code that was read.');
    },
  },
  {
    id: 'dependencies',
    section: 'dependencies',
    title: 'External dependencies and what happens when they fail',
    check: ({ index, input }) => {
      const stated = knownAnswer(input, 'external-dependencies');
      const outside = index.ofKind('external').map(({ id }) => id);
      if (stated) return complete(`Stated: ${stated.text}`);
      if (outside.length > 0)
        return incomplete(
          `${named(outside, 'external system')}; what they promise is not stated.`,
          'external-dependencies',
        );
      return input.model
        ? complete('The source calls no external system that the scan could name.')
        : asksFor('Whether other systems are called is not stated.', 'external-dependencies');
    },
  },
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
      const untouched = stores.filter(({ accessPatterns }) => accessPatterns.length === 0).map(({ id }) => id);
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
    id: 'api-contracts',
    section: 'api-contracts',
    title: 'API operations with what answers them',
    check: ({ index, isProposed }) => {
      const { apis } = index.model;
      const loose = apis.filter(({ target }) => target === null).map(({ method, path }) => `${method} ${path}`);
      if (apis.length === 0)
        return isProposed
          ? asksFor('No operation follows from the answers.', 'use-cases', 'api-style')
          : complete('The source has no API.');
      return loose.length > 0
        ? incomplete(`What answers is not known of ${named(loose, 'operation')}.`)
        : complete(`What answers is known of ${apis.length} operations.`);
    },
  },
  {
    id: 'events',
    section: 'event-schemas',
    title: 'Events with producer and consumer',
    check: ({ index, input, isProposed }) => {
      const { events } = index.model;
      if (events.length === 0)
        return isProposed && !knownAnswer(input, 'events')
          ? asksFor('Whether anything is announced is not stated.', 'events')
          : complete('There is no event.');
      const names = [...new Set(events.map(({ name }) => name))];
      const unheard = names.filter((name) => !events.some((one) => one.name === name && one.consumer !== null));
      const unsaid = names.filter((name) => !events.some((one) => one.name === name && one.producer !== null));
      if (unheard.length + unsaid.length > 0)
        return incomplete(
          [
            unheard.length > 0 ? `no consumer in the source for ${named(unheard, 'event')}` : '',
            unsaid.length > 0 ? `no producer in the source for ${named(unsaid, 'event')}` : '',
          ]
            .filter(Boolean)
            .join('; '),
          'events',
        );
      return complete(`${named(names, 'event')}, each with producer and consumer.`);
    },
  },
  {
    id: 'versioning',
    section: 'versioning',
    title: 'Versioning of interfaces and events',
    check: ({ index, input }) => {
      const stated = knownAnswer(input, 'event-versioning');
      if (index.model.apis.length + index.model.events.length === 0 && input.model)
        return complete('There is no interface to version.');
      return stated
        ? complete(`Stated: ${stated.text}`)
        : asksFor('How interfaces change is not stated.', 'event-versioning');
    },
  },
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
        .filter((one) => index.apisOf(one.id).length > 0 && (numberProperty(one, 'Timeout') ?? 3) > 30)
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
  {
    id: 'partial',
    section: 'scope',
    title: 'The partial design agrees with the source',
    check: ({ input }) => {
      if (!input.partial) return asksFor('No partial design was given.');
      const found = contradictionsOf(input.partial.markdown, input.model);
      if (!input.model) return incomplete('There is no source to compare it with.');
      return found.length > 0
        ? incomplete(
            `${found.length} contradictions: ${found
              .slice(0, 3)
              .map(({ text }) => text)
              .join(' ')}`,
          )
        : complete('Nothing in it contradicts the source.');
    },
  },
  {
    id: 'sources-read',
    section: 'scope',
    title: 'Every file could be read',
    check: ({ index, input }) => {
      const { unreadable, scanned } = index.model.files;
      if (!input.model) return complete('There is no source.');
      return unreadable.length > 0
        ? incomplete(
            `Not read: ${named(
              unreadable.map(({ file }) => file),
              'file',
            )}.`,
          )
        : complete(`${scanned} files were read.`);
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
