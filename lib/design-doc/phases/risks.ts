import type { Finding } from '#lib/scan/schema';
import type { Inline } from '../content.ts';
import { type DesignContext, levelOf } from '../context.ts';
import type { Risk } from '../design-input.ts';
import { findingElement, patternElement } from '../facts/element-facts.ts';
import { distinctPatterns } from '../facts/model-index.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import type { SectionId } from '../sections.ts';
import { mitigationOf, problemAndRemedy } from './mitigations.ts';

const words = (rule: string) => {
  const text = rule
    .split('-')
    .map((word) => (/^(?:api|cors|dlq|iam|sns|sqs|ttl)$/.test(word) ? word.toUpperCase() : word))
    .join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const severities = { high: 0, medium: 1, low: 2, info: 3 } as const;
const idsOf = (marks: readonly (Inline | undefined)[]) =>
  marks.flatMap((mark) => (typeof mark === 'object' && 'cite' in mark ? [mark.cite] : []));

/** How many more components a risk names before it counts the rest. */
const mostNames = { overview: 2, standard: 4, comprehensive: 40 } as const;

/** "Likewise A, B and 3 more." of the components beside the one that stands as the example. */
function likewise(others: readonly string[], most: number): string {
  if (others.length === 0) return '';
  const rest = others.length - most;
  const shown = others.slice(0, most);
  return ` Likewise ${rest > 0 ? `${shown.join(', ')} and ${rest} more` : new Intl.ListFormat('en-GB').format(shown)}.`;
}

/** Findings of one rule and severity are one risk, with all the components that it was found at. */
function fromFindings(context: DesignContext, section: SectionId): (Omit<Risk, 'id'> & { rank: number })[] {
  const groups = new Map<string, { finding: Finding; element: string }[]>();
  const seen = new Map<string, number>();
  for (const finding of context.index.model.findings) {
    const { rule, severity, component } = finding;
    const position = seen.get(`${rule}|${component ?? ''}`) ?? 0;
    seen.set(`${rule}|${component ?? ''}`, position + 1);
    const key = `${severity}|${rule}`;
    groups.set(key, [...(groups.get(key) ?? []), { finding, element: findingElement(rule, component, position) }]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group[0]?.finding;
    if (!first) return [];
    const names = [...new Set(group.map(({ finding }) => finding.component ?? finding.source.file))];
    const { problem, remedy } = problemAndRemedy(first.message);
    const places = group.length > names.length ? `, ${group.length} places` : '';
    const many = names.length === 1 ? names[0] : `${names.length} components`;
    const marks = group.map(({ element }) => context.claims.cite(section, element, 'message')?.mark);
    return [
      {
        title: `${words(first.rule)}: ${many}${places}`,
        why: `${problem}${likewise(names.slice(1), mostNames[levelOf(context, section)])}`,
        mitigation: remedy ?? mitigationOf(first.rule),
        severity: first.severity === 'info' ? ('low' as const) : first.severity,
        rule: first.rule,
        claims: idsOf(marks),
        rank: severities[first.severity],
      },
    ];
  });
}

/** Risks that are read off the model where no finding says the same of the same component. */
function fromModel(context: DesignContext, section: SectionId): (Omit<Risk, 'id'> & { rank: number })[] {
  const { index, claims, input } = context;
  const isFound = index.model.findings.some(({ rule }) => rule.includes('scan'));
  const scans = isFound
    ? []
    : index.model.stores.flatMap((store) =>
        distinctPatterns(store)
          .filter(({ operation }) => operation === 'Scan')
          .map((pattern) => ({ store, pattern })),
      );
  const outside = index.ofKind('external').map(({ id }) => id);
  return [
    ...scans.map(({ store, pattern }) => ({
      title: `Scan of ${store.id}`,
      why: `${pattern.by ?? 'Code'} scans ${store.id}: what it costs and how long it takes grows with the table.`,
      mitigation: mitigationOf('scan'),
      severity: 'medium' as const,
      rule: 'scan-grows-with-table',
      claims: idsOf([claims.cite(section, patternElement(store.id, pattern), 'exists')?.mark]),
      rank: severities.medium,
    })),
    ...(outside.length > 0 && !knownAnswer(input, 'external-dependencies')
      ? [
          {
            title: 'External systems without a stated promise',
            why: `${outside.join(', ')}: nobody said what they promise and what happens when they fail.`,
            mitigation: 'Agree on a timeout, a fallback and a limit of retries for each.',
            severity: 'medium' as const,
            rule: 'external-without-promise',
            claims: [],
            rank: severities.medium,
          },
        ]
      : []),
  ];
}

/** Known risks, gravest first: each from a rule of the scan or one over the model, with its claims. */
export function risksOf(context: DesignContext, section: SectionId): Risk[] {
  return [...fromFindings(context, section), ...fromModel(context, section)]
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ rank: _, ...risk }, position) => ({ id: `R${position + 1}`, ...risk }));
}
