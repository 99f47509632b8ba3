import type { Component } from '#lib/scan/schema';
import { type Block, code, heading, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, needsInput, said, shows } from '../context.ts';
import { drawDiagram } from '../diagrams/draw-diagram.ts';
import type { Sequence } from '../diagrams/picture.ts';
import { openOperations, operationAuthorizers } from '../facts/authorizers.ts';
import { apiOf } from '../facts/flows.ts';
import { anyBus, leastPrivilege } from '../facts/least-privilege.ts';
import { distinctOperations } from '../facts/operations.ts';
import { grouped, groupedPairs, namesAndMarks, type SubjectRow } from './grouped.ts';
import { joined, limited, type SectionBody } from './section-body.ts';

/** How a caller is let in, from what the source puts before the API. */
function loginPicture(context: DesignContext, api: Component, pool: Component): Sequence {
  const target = context.index.model.apis.find((one) => one.target !== null)?.target ?? null;
  return {
    kind: 'sequence',
    participants: [
      { id: '(client)', label: 'Client', isActor: true },
      { id: pool.id, label: pool.id, isActor: false },
      { id: api.id, label: api.id, isActor: false },
      ...(target ? [{ id: target, label: target, isActor: false }] : []),
    ],
    steps: [
      { kind: 'call', from: '(client)', to: pool.id, label: 'signs in', isAsync: false },
      { kind: 'reply', from: pool.id, to: '(client)', label: 'tokens' },
      { kind: 'call', from: '(client)', to: api.id, label: 'request with token', isAsync: false },
      { kind: 'note', over: api.id, label: 'checks the token; 401 without a valid one' },
      ...(target
        ? [
            {
              kind: 'call',
              from: api.id,
              to: target,
              label: 'invokes with the caller’s claims',
              isAsync: false,
            } as const,
          ]
        : []),
      ...(target ? [{ kind: 'reply', from: target, to: api.id, label: 'result' } as const] : []),
      { kind: 'reply', from: api.id, to: '(client)', label: 'response' },
    ],
  };
}

export function buildSecurityFlows(context: DesignContext): SectionBody {
  const section = 'security-flows';
  const { index } = context;
  const apis = index.ofKind('api');
  const pool = index.ofKind('user-pool')[0];
  const stated = said(context, section, 'authentication');
  const operations = distinctOperations(index);
  const sharing = Map.groupBy(operations, ({ method, path }) => `${method} ${path}`);
  const cut = limited(operations, 300);
  const rows = groupedPairs(
    context,
    section,
    cut.shown.map((api) => {
      const found = operationAuthorizers(context, section, api);
      const name = `${api.method} ${api.path}`;
      const isShared = (sharing.get(name)?.length ?? 0) > 1;
      return {
        name: isShared && api.target !== null ? [mono(name), ' to ', mono(api.target)] : [mono(name)],
        cells: [found.length > 0 ? joined(found) : ['nothing that the source shows']],
      };
    }),
  );
  const open = openOperations(context, section);
  const guarded = apis.find(({ id }) =>
    operations.some(
      (one) => !open.includes(one) && (one.target === null || apiOf(index, one.target) === id || apis.length === 1),
    ),
  );
  const diagram =
    pool && guarded
      ? drawDiagram('sequence-authentication', section, 'Authentication', loginPicture(context, guarded, pool))
      : null;
  const roles = said(context, section, 'roles');
  return {
    blocks: [
      heading(3, 'Authentication'),
      ...(stated ? [paragraph('Stated: ', ...stated)] : []),
      ...(rows.length > 0
        ? [table(['Operation', 'Callers prove themselves by'], rows)]
        : [paragraph('There is no API.')]),
      ...(cut.rest > 0 ? [paragraph(`and ${cut.rest} more operations.`)] : []),
      ...(index.ofKind('user-pool').length > 0
        ? [paragraph('User pools: ', ...namesAndMarks(context, section, index.ofKind('user-pool'), 12), '.')]
        : []),
      ...(open.length > 0 && !stated
        ? [
            note(
              'input',
              `Nothing that the source shows stands before ${open.length} of ${operations.length} operations. `,
              ...needsInput('authentication'),
            ),
          ]
        : []),
      ...(diagram ? [{ kind: 'diagram', id: diagram.id } as const] : []),
      heading(3, 'Authorization'),
      ...(roles
        ? [paragraph(...roles)]
        : apis.length > 0
          ? [note('input', ...needsInput('roles'))]
          : [paragraph('There is nobody to authorize.')]),
      heading(3, 'Between services'),
      paragraph(
        index.ofKind('role').length > 0
          ? 'Services act by the roles of section “IAM permissions”.'
          : 'The source defines no role of its own.',
      ),
    ],
    ...(diagram ? { diagrams: [diagram] } : {}),
  };
}

export function buildIam(context: DesignContext): SectionBody {
  const section = 'iam';
  const functions = context.index.ofKind('function');
  if (functions.length === 0)
    return { blocks: [paragraph('There is no function whose permissions could be compared.')] };
  const { shown, rest } = limited(functions, 200);
  const all = shown.map((component) => ({ component, rights: leastPrivilege(context, section, component) }));
  const compared = all.map(
    ({ component, rights }): SubjectRow => ({
      subject: component,
      cells: [
        rights.granted.length > 0 ? joined(rights.granted) : ['none that the source shows'],
        rights.needed.length > 0
          ? joined(
              rights.needed.map(
                ({ action, resource, mark }): Phrase => [
                  mono(action),
                  ' on ',
                  resource === anyBus ? resource : mono(resource),
                  ...(mark ? [mark] : []),
                ],
              ),
              '; ',
            )
          : ['the code that was read calls nothing'],
        rights.excess.length > 0
          ? [
              `granted beyond the calls in the code: ${rights.excess.slice(0, 12).join(', ')}${rights.excess.length > 12 ? ', …' : ''}`,
            ]
          : rights.granted.length === 0 || rights.needed.length === 0
            ? ['cannot be compared']
            : ['nothing wider than the code was found'],
      ],
    }),
  );
  const rows = grouped(context, section, compared);
  const policies = shows(context, section, 'comprehensive')
    ? all
        .filter(({ rights }) => rights.statement.length > 0)
        .slice(0, 30)
        .flatMap(({ component, rights }): Block[] => [
          heading(4, 'Proposed policy of ', mono(component.id)),
          code('json', JSON.stringify({ Version: '2012-10-17', Statement: rights.statement }, null, 2)),
        ])
    : [];
  return {
    blocks: [
      note(
        'proposal',
        'What a function needs is proposed from the calls in its code (rule action-per-call); what the scan did not see it cannot list, so try a proposed policy before it replaces one.',
      ),
      table(['Function', 'Granted', 'Needed by its code', 'Difference'], rows),
      ...(rest > 0 ? [paragraph(`and ${rest} more functions.`)] : []),
      ...policies,
      ...(context.index.ofKind('role').length > 0
        ? [heading(3, 'Roles'), paragraph(...namesAndMarks(context, section, context.index.ofKind('role'), 12), '.')]
        : []),
    ],
  };
}
