import type { Component } from '#lib/scan/schema';
import { type Block, citesOf, heading, list, mono, note, type Phrase, paragraph, table } from '../content.ts';
import { type DesignContext, levelOf, needsInput, said, shows } from '../context.ts';
import { architecturePicture } from '../diagrams/architecture-picture.ts';
import { drawDiagram } from '../diagrams/draw-diagram.ts';
import { sequencePicture, statePicture } from '../diagrams/other-pictures.ts';
import { authorizersOf, openOperations } from '../facts/authorizers.ts';
import { apiComponentOf, distinctOperations } from '../facts/operations.ts';
import { keyWorkflows, type Workflow } from '../facts/workflows.ts';
import { kebab } from '../proposal/read-use-cases.ts';
import { grouped, namesAndMarks, type SubjectRow } from './grouped.ts';
import { joined, limited, named, propertiesUnder, property, type SectionBody } from './section-body.ts';

const kindWords: readonly (readonly [Component['kind'], string])[] = [
  ['api', 'APIs'],
  ['distribution', 'Distributions'],
  ['user-pool', 'User pools'],
  ['function', 'Functions'],
  ['state-machine', 'State machines'],
  ['table', 'Tables'],
  ['database', 'Databases'],
  ['cache', 'Caches'],
  ['bucket', 'Buckets'],
  ['bus', 'Event buses'],
  ['rule', 'Event rules'],
  ['schedule', 'Schedules'],
  ['queue', 'Queues'],
  ['topic', 'Topics'],
  ['stream', 'Streams'],
  ['external', 'External systems'],
];

/** As many parts as can still be read on a page; the comprehensive edition's picture has a page to itself. */
const mostParts = { overview: 16, standard: 24, comprehensive: 40 } as const;

export function buildArchitecture(context: DesignContext): SectionBody {
  const { index } = context;
  if (index.model.components.length === 0)
    return { blocks: [note('input', ...needsInput(context.isProposed ? 'use-cases' : 'scope'))] };
  const { picture, leftOut } = architecturePicture(index, mostParts[levelOf(context, 'system-architecture')]);
  const diagram = drawDiagram(
    'architecture',
    'system-architecture',
    `${context.isProposed ? 'Proposed architecture' : 'Architecture'} of ${context.input.project.name}`,
    picture,
  );
  const most = shows(context, 'system-architecture', 'comprehensive')
    ? 200
    : shows(context, 'system-architecture', 'standard')
      ? 40
      : 8;
  const rows = kindWords.flatMap(([kind, title]): Phrase[][] => {
    const components = index.ofKind(kind);
    if (components.length === 0) return [];
    return [[[title], [String(components.length)], namesAndMarks(context, 'system-architecture', components, most)]];
  });
  return {
    blocks: [
      ...(context.isProposed ? [note('proposal', 'Proposed from the answers; nothing of it is built.')] : []),
      { kind: 'diagram', id: diagram.id },
      ...(leftOut.length === 0
        ? []
        : [
            paragraph(
              `The diagram shows the best connected parts; ${leftOut.length} more are in the table${most < 200 ? ' or in the comprehensive edition' : ''}.`,
            ),
          ]),
      table(['Kind', 'Number', 'Components'], rows),
    ],
    diagrams: [diagram],
  };
}

function perOperation(context: DesignContext, api: Component): string {
  const own = distinctOperations(context.index).filter((one) => apiComponentOf(context.index, one) === api);
  const open = openOperations(context, 'security-boundaries').filter((one) => own.includes(one)).length;
  if (open === own.length) return 'the source shows no authorizer';
  return `no default; ${own.length - open} of ${own.length} operations have an authorizer of their own`;
}

function entryRows(context: DesignContext): Phrase[][] {
  const { index } = context;
  const section = 'security-boundaries';
  const apis = index.ofKind('api').map((subject): SubjectRow => {
    const authorizers = authorizersOf(context, section, subject);
    return {
      subject,
      cells: [
        ['public network to API'],
        authorizers.length > 0 ? joined(authorizers) : [perOperation(context, subject)],
      ],
    };
  });
  const distributions = index.ofKind('distribution').map((subject): SubjectRow => {
    const firewall = property(context, section, subject, 'DistributionConfig.WebACLId');
    return {
      subject,
      cells: [['public network to edge'], firewall ? ['web ACL ', ...firewall] : ['no web ACL in the source']],
    };
  });
  const buckets = index.ofKind('bucket').map((bucket): SubjectRow => {
    const blocks = propertiesUnder(bucket, 'PublicAccessBlockConfiguration');
    const shown = blocks.flatMap(({ name }) => {
      const value = property(context, section, bucket, name);
      return value ? [[`${name.split('.').at(-1) ?? name} `, ...value]] : [];
    });
    return {
      subject: bucket,
      cells: [['network to bucket'], shown.length > 0 ? joined(shown) : ['no public access block in the source']],
    };
  });
  return grouped(context, section, [...apis, ...distributions, ...buckets]);
}

function inNetwork(context: DesignContext): Block[] {
  const functions = context.index.ofKind('function');
  const inside = functions.filter((one) => propertiesUnder(one, 'VpcConfig').length > 0);
  if (functions.length === 0) return [];
  if (inside.length === 0) return [paragraph('No function is attached to a VPC.')];
  return [
    paragraph('Attached to a VPC: ', ...joined(inside.map(({ id }) => named(context, 'security-boundaries', id))), '.'),
  ];
}

function encryption(context: DesignContext): Phrase[][] {
  const settings: readonly (readonly [Component['kind'], string, string])[] = [
    ['table', 'SSESpecification', 'key owned by DynamoDB (its default)'],
    ['bucket', 'BucketEncryption', 'SSE-S3 (its default since 2023)'],
    ['queue', 'KmsMasterKeyId', 'not set in the source'],
    ['topic', 'KmsMasterKeyId', 'not set in the source'],
    ['database', 'StorageEncrypted', 'not set in the source'],
  ];
  const rows = settings.flatMap(([kind, prefix, fallback]) =>
    context.index.ofKind(kind).map((component): SubjectRow => {
      const found = propertiesUnder(component, prefix)[0];
      const value = found ? property(context, 'security-boundaries', component, found.name) : null;
      return { subject: component, cells: [value ? [`${found?.name ?? prefix} `, ...value] : [fallback]] };
    }),
  );
  return grouped(context, 'security-boundaries', rows);
}

export function buildBoundaries(context: DesignContext): SectionBody {
  const entries = entryRows(context);
  const atRest = limited(encryption(context), shows(context, 'security-boundaries', 'comprehensive') ? 200 : 25);
  return {
    blocks: [
      ...(entries.length > 0
        ? [table(['What stands at it', 'Boundary', 'What protects it'], entries)]
        : [paragraph('The source has no API, distribution or bucket: no boundary to a public network is known.')]),
      ...(context.isProposed ? [] : inNetwork(context)),
      ...(atRest.shown.length > 0 && !context.isProposed
        ? [heading(3, 'Encryption at rest'), table(['Store', 'Encryption'], atRest.shown)]
        : []),
      heading(3, 'Personal and regulated data'),
      paragraph(...(said(context, 'security-boundaries', 'compliance') ?? needsInput('compliance'))),
    ],
  };
}

const mostMachines = { overview: 1, standard: 2, comprehensive: 6 } as const;

/** What happens, step by step; where the picture is enough, the places alone that its steps stand at. */
function stepsOf(context: DesignContext, { steps }: Workflow): Block {
  const items = steps.map(({ from, to, label, element }): Phrase => {
    const found = context.claims.cite('workflows', element, element.startsWith('api:') ? 'target' : 'exists');
    const text: Phrase = [from === '(client)' ? 'Caller' : mono(from), ' to ', mono(to), `: ${label}`];
    return found ? [...text, found.mark] : text;
  });
  if (shows(context, 'workflows', 'comprehensive')) return list(items, true);
  const marks = [...new Set(items.flatMap(citesOf))].map((cite) => ({ cite }));
  return paragraph(`Its ${steps.length} steps, by their lines in the source:`, ' ', ...marks);
}

export function buildWorkflows(context: DesignContext): SectionBody {
  const workflows = keyWorkflows(context.index);
  const sequences = workflows.map((workflow, position) => ({
    workflow,
    diagram: drawDiagram(
      `sequence-${position + 1}-${kebab(workflow.title).slice(0, 60) || 'workflow'}`,
      'workflows',
      workflow.title,
      sequencePicture(workflow),
    ),
  }));
  // A machine whose states are elsewhere has no picture; of several of one name the first with states is shown.
  const drawn = context.index.ofKind('state-machine').flatMap((machine) => {
    const picture = statePicture(machine);
    return picture ? [{ machine, picture }] : [];
  });
  const machines = [...new Map(drawn.toReversed().map((one) => [one.machine.id, one])).values()]
    .toReversed()
    .slice(0, mostMachines[levelOf(context, 'workflows')])
    .map(({ machine, picture }, position) => ({
      machine,
      diagram: drawDiagram(
        `state-${position + 1}-${kebab(machine.id).slice(0, 60) || 'machine'}`,
        'workflows',
        `States of ${machine.id}`,
        picture,
      ),
    }));
  const others = new Set(drawn.map(({ machine }) => machine.id)).size - machines.length;
  if (sequences.length + machines.length === 0)
    return {
      blocks: [
        context.isProposed
          ? note('input', ...needsInput('use-cases'))
          : paragraph('The source shows no operation and no trigger that leads to a function.'),
      ],
    };
  return {
    blocks: [
      ...sequences.flatMap(({ workflow, diagram }): Block[] => [
        heading(3, workflow.title),
        { kind: 'diagram', id: diagram.id },
        stepsOf(context, workflow),
      ]),
      ...machines.flatMap(({ machine, diagram }): Block[] => [
        heading(3, 'States of ', ...named(context, 'workflows', machine)),
        { kind: 'diagram', id: diagram.id },
      ]),
      ...(others > 0
        ? [paragraph(`${others} more state machines have states in the source; the comprehensive edition draws them.`)]
        : []),
    ],
    diagrams: [...sequences.map(({ diagram }) => diagram), ...machines.map(({ diagram }) => diagram)],
  };
}
