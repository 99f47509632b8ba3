import { keyWorkflows } from '../facts/workflows.ts';
import { contradictionsOf } from '../partial/contradictions.ts';
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
            `${components.length} ${components.length === 1 ? 'component' : 'components'} and ${relations.length} ${relations.length === 1 ? 'relation' : 'relations'}, drawn from ${isProposed ? 'the answers' : 'the source'}.`,
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
];
