import type { Api } from '#lib/scan/schema';
import { type Block, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, shows } from '../context.ts';
import { operationAuthorizers } from '../facts/authorizers.ts';
import { apiOf } from '../facts/flows.ts';
import { distinctOperations, isGraphql } from '../facts/operations.ts';
import { joined, limited, numberProperty, property, type SectionBody } from './section-body.ts';
import { useCaseName } from './use-cases.ts';

function operation(context: DesignContext, api: Api): Phrase[] {
  const authorizers = operationAuthorizers(context, 'api-contracts', api);
  const found = context.claims.cite('api-contracts', context.index.elementOfOperation(api), 'target');
  return [
    [mono(api.method)],
    [mono(api.path), ...(found ? [found.mark] : [])],
    api.target ? [mono(api.target)] : ['the source does not say'],
    authorizers.length > 0 ? joined(authorizers) : ['nothing that the source shows'],
    [useCaseName(api)],
  ];
}

/** What a caller has to know of one operation, as far as the source says. */
function contract(context: DesignContext, api: Api): Block[] {
  const { index } = context;
  const section = 'api-contracts';
  const parameters = [...api.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const component = api.target ? index.component(api.target) : undefined;
  const timeout = component && numberProperty(component, 'Timeout');
  const gate = api.target ? apiOf(index, api.target) : undefined;
  const limit = component ? property(context, section, component, 'Timeout', ' s') : null;
  const writes = component
    ? index.patternsOf(component.id).filter(({ pattern }) => /Put|Update|Delete|Transact/.test(pattern.operation))
    : [];
  const errors: Phrase[] = [
    ...(parameters.length > 0
      ? [['404 where nothing has this ', mono(parameters.at(-1) ?? ''), ' (rule path-parameter)'] as Phrase]
      : []),
    ...(writes.some(({ pattern }) => /attribute_|version/i.test(pattern.keyCondition ?? ''))
      ? [['409 where the condition of the write fails (rule conditional-write)'] as Phrase]
      : []),
    ...(timeout && timeout > 29 && !isGraphql(api)
      ? [
          [
            '504 after 29 s: the function may run ',
            ...(limit ?? []),
            ', the API waits 29 s (rule gateway-timeout)',
          ] as Phrase,
        ]
      : []),
    ...(component?.kind === 'function' ? [['500 or 502 where the function fails or answers badly'] as Phrase] : []),
  ];
  return [
    heading(4, mono(`${api.method} ${api.path}`)),
    list([
      ['Purpose (inferred): ', useCaseName(api)],
      [
        'Behind: ',
        ...(gate ? [mono(gate), ', '] : []),
        ...(api.target ? [mono(api.target)] : ['the source does not say']),
      ],
      [
        'Path parameters: ',
        ...(parameters.length > 0 ? joined(parameters.map((name): Phrase => [mono(name)])) : ['none']),
      ],
      [
        'Body and answer: the source’s templates do not state their shapes; they are in the schema or the code at the line above.',
      ],
      ...errors.map((error): Phrase => ['May answer: ', ...error]),
    ]),
  ];
}

export function buildApiContracts(context: DesignContext): SectionBody {
  const { apis } = context.index.model;
  if (apis.length === 0)
    return {
      blocks: [
        context.isProposed
          ? note('input', ...needsInput('use-cases'))
          : paragraph('The source has no API: nothing is called from outside.'),
      ],
    };
  const preflights = apis.filter(({ method }) => method === 'OPTIONS').length;
  const groups = [
    [
      'REST operations',
      distinctOperations(
        context.index,
        apis.filter((api) => !isGraphql(api)),
      ),
    ],
    ['GraphQL operations', apis.filter(isGraphql)],
  ] as const;
  const most = shows(context, 'api-contracts', 'standard') ? 150 : 25;
  return {
    blocks: [
      ...groups.flatMap(([title, all]): Block[] => {
        const { shown, rest } = limited(all, most);
        if (shown.length === 0) return [];
        return [
          heading(3, title),
          table(
            ['Method', 'Path or field', 'Answered by', 'Authorized by', 'Purpose (inferred)'],
            shown.map((api) => operation(context, api)),
          ),
          ...(rest > 0 ? [paragraph(`and ${rest} more.`)] : []),
          ...(shows(context, 'api-contracts', 'comprehensive')
            ? all.slice(0, 60).flatMap((api) => contract(context, api))
            : []),
        ];
      }),
      ...(preflights > 0
        ? [paragraph(`${preflights} operations that answer a browser’s preflight (OPTIONS) are left out.`)]
        : []),
    ],
  };
}
