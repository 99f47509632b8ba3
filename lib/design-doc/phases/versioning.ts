import { list, mono, note, paragraph } from '../content.ts';
import { type DesignContext, needsInput, said } from '../context.ts';
import { type SectionBody } from './section-body.ts';

export function buildVersioning(context: DesignContext): SectionBody {
  const { apis, events } = context.index.model;
  const inPath = apis.filter(({ path }) => /(?:^|\/)v\d+(?:\/|$)/i.test(path));
  const inName = [
    ...new Set(events.map(({ name }) => name).filter((name) => /(?:^|[._-])v\d+(?:$|[._-])/i.test(name))),
  ];
  const stated = said(context, 'versioning', 'event-versioning');
  const example = inPath[0];
  const mark = example ? context.claims.cite('versioning', context.index.elementOfOperation(example), 'exists') : null;
  return {
    blocks: [
      ...(stated ? [paragraph(...stated)] : []),
      list([
        apis.length === 0
          ? ['API: there is none.']
          : inPath.length > 0
            ? [
                `API: ${inPath.length} of ${apis.length} paths carry a version, such as `,
                mono(example?.path ?? ''),
                ...(mark ? [mark.mark] : []),
                '.',
              ]
            : ['API: no path carries a version.'],
        events.length === 0
          ? ['Events: there are none.']
          : inName.length > 0
            ? [`Events: ${inName.length} names carry a version: ${inName.slice(0, 10).join(', ')}.`]
            : ['Events: no name carries a version.'],
      ]),
      ...(stated || apis.length + events.length === 0
        ? []
        : [
            note(
              'proposal',
              'Only add fields; give a breaking change a new path or detail type, and keep the old one until its last caller has moved (rule additive-change).',
            ),
            note('input', ...needsInput('event-versioning')),
          ]),
    ],
  };
}
