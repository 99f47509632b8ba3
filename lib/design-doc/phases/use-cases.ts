import type { Api } from '#lib/scan/schema';
import { type Block, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { cited, type DesignContext, needsInput, said, shows } from '../context.ts';
import { distinctOperations } from '../facts/operations.ts';
import { keyWorkflows, type Workflow, workflowOf } from '../facts/workflows.ts';
import { plural, readUseCases, singular } from '../proposal/read-use-cases.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import { joined, limited, type SectionBody } from './section-body.ts';

const verbs: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'view',
  PUT: 'update',
  PATCH: 'change',
  DELETE: 'delete',
  HEAD: 'check',
};
const actions =
  /^(?:activate|approve|archive|cancel|check ?out|close|confirm|export|import|log ?in|log ?out|migrate|pay|publish|refund|register|reject|reset|retry|search|send|start|stop|submit|sync|upload|validate|verify)$/;
const startsWithVerb =
  /^(?:add|approve|assign|cancel|check|close|complete|confirm|create|delete|fail|get|list|pay|process|put|refund|register|remove|reset|search|send|set|start|stop|submit|sync|update|upload|validate|verify)(?: \w|$)/;
const spaced = (text: string) =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase()
    .trim();

/** "create order" of POST /orders, "list orders" of GET /orders, "place order" of the GraphQL field placeOrder. */
export function useCaseName({ method, path }: Pick<Api, 'method' | 'path'>): string {
  if (/^(?:QUERY|MUTATION|SUBSCRIPTION)$/.test(method)) return spaced(path);
  if (method === 'WEBSOCKET') return spaced(path.replace(/^\$/, ''));
  const parts = path.split('/').filter((part) => part !== '' && !/^v\d+$|^api$/i.test(part));
  const fixed = parts.filter((part) => !part.startsWith('{'));
  const isOfOne = parts.at(-1)?.startsWith('{') ?? false;
  const parameter = isOfOne ? /^\{(\w+?)_?id\+?\}$/i.exec(parts.at(-1) ?? '')?.[1] : undefined;
  const noun = spaced(parameter ?? fixed.at(-1) ?? 'root');
  // A path such as /orders/{id}/cancel ends in what is done rather than in a thing.
  const isAction =
    !isOfOne && method !== 'GET' && fixed.length > 1 && (parts.at(-2)?.startsWith('{') || actions.test(noun));
  if (isAction) return `${noun} ${singular(spaced(fixed.at(-2) ?? ''))}`.trim();
  if (!isOfOne && startsWithVerb.test(noun)) return noun;
  if (method === 'GET' && !isOfOne) return `view ${/s$/.test(noun) ? noun : plural(noun)}`;
  return `${verbs[method] ?? method.toLowerCase()} ${isOfOne || method === 'POST' ? singular(noun) : noun}`;
}

function interactions(context: DesignContext, workflow: Workflow): Phrase[] {
  return workflow.steps.map(({ from, to, label, element }): Phrase => {
    const mark = context.claims.cite('use-cases', element, element.startsWith('api:') ? 'target' : 'exists');
    const text: Phrase = [from === '(client)' ? 'Caller' : mono(from), ' to ', mono(to), `: ${label}`];
    return mark ? [...text, mark.mark] : text;
  });
}

function inferred(context: DesignContext): Block[] {
  const { shown, rest } = limited(distinctOperations(context.index), 80);
  const rows = shown.map((api): Phrase[] => {
    const workflow = workflowOf(context.index, api);
    const touched = [...new Set(workflow.steps.map(({ to }) => to))].filter((id) => id !== api.target && id !== '');
    return [
      [useCaseName(api)],
      cited(context, 'use-cases', context.index.elementOfOperation(api), 'target', (target) => [
        mono(`${api.method} ${api.path}`),
        ...(target === 'not in the source' ? [', answered by something not in the source'] : [' by ', mono(target)]),
      ]) ?? [],
      touched.length > 0 ? joined(touched.slice(0, 8).map((id): Phrase => [mono(id)])) : ['nothing that was read'],
    ];
  });
  const detailed = shows(context, 'use-cases', 'comprehensive')
    ? shown.slice(0, 60).map((api) => workflowOf(context.index, api))
    : [];
  return [
    note(
      'inferred',
      'Each operation of the API is taken for one use case (rule use-case-per-operation). Who the actor is, the source does not say.',
    ),
    table(['Use case', 'Operation', 'Also touches'], rows),
    ...(rest > 0 ? [paragraph(`and ${rest} more operations.`)] : []),
    ...detailed.flatMap((workflow): Block[] => [
      heading(3, workflow.api ? useCaseName(workflow.api) : workflow.title),
      paragraph('System interactions:'),
      list(interactions(context, workflow), true),
    ]),
  ];
}

function triggered(context: DesignContext): Block[] {
  const flows = keyWorkflows(context.index).filter(({ api }) => api === null);
  if (flows.length === 0) return [];
  if (!shows(context, 'use-cases', 'comprehensive')) {
    const titles = flows.map(({ title, steps }): Phrase => {
      const first = steps[0];
      const found = first ? context.claims.cite('use-cases', first.element, 'exists') : null;
      return found ? [title, found.mark] : [title];
    });
    return [
      paragraph(
        'Without a caller, the system does this by itself: ',
        ...joined(titles, '; '),
        '. Their steps stand in section “Key workflows”.',
      ),
    ];
  }
  return [
    paragraph('Without a caller, the system does this by itself:'),
    ...flows.flatMap((workflow): Block[] => [heading(3, workflow.title), list(interactions(context, workflow), true)]),
  ];
}

function stated(context: DesignContext): Block[] {
  const answer = knownAnswer(context.input, 'use-cases');
  const mark = said(context, 'use-cases', 'use-cases')?.find((part) => typeof part === 'object' && 'cite' in part);
  if (!answer || !mark) return [];
  const rows = readUseCases(answer.text).map(({ text, actor, noun, operation }): Phrase[] => {
    const found =
      operation && noun
        ? context.index.model.apis.find(
            ({ source, method }) =>
              source.file.endsWith('use-cases') &&
              source.line === 1 + answer.text.slice(0, answer.text.indexOf(text)).split('\n').length - 1 &&
              (method === operation.method || method === operation.field),
          )
        : undefined;
    return [
      [text, mark],
      [actor ?? 'not stated'],
      found
        ? [mono(`${found.method} ${found.path}`)]
        : ['no operation follows from the sentence; say it as "actor verb object"'],
    ];
  });
  return [table(['Use case as stated', 'Actor', context.isProposed ? 'Proposed operation' : 'Operation'], rows)];
}

export function buildUseCases(context: DesignContext): SectionBody {
  const fromAnswers = stated(context);
  const fromSource = context.isProposed || context.index.model.apis.length === 0 ? [] : inferred(context);
  const blocks = [...fromAnswers, ...fromSource, ...triggered(context)];
  return { blocks: blocks.length > 0 ? blocks : [note('input', ...needsInput('use-cases'))] };
}
