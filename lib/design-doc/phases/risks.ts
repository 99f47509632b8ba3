import type { Finding } from '#lib/scan/schema';
import { type DesignContext } from '../context.ts';
import type { Risk } from '../design-input.ts';
import { findingElement, patternElement } from '../facts/element-facts.ts';
import { distinctPatterns } from '../facts/model-index.ts';
import { knownAnswer } from '../questions/question-bank.ts';
import type { SectionId } from '../sections.ts';

/** What to do about a finding, by words of its rule's name. */
const mitigations: readonly (readonly [RegExp, string])[] = [
  [/dead-letter|dlq/, 'Give it a dead-letter queue, and alarm on its depth.'],
  [/timeout/, "Make the callee's timeout shorter than its caller's limit."],
  [/visibility/, "Set the queue's visibility timeout to at least six times the function's timeout."],
  [/alarm/, 'Alarm on errors, throttles and the age of waiting messages.'],
  [
    /privilege|wildcard|permission|admin/,
    'Grant the actions and resources that the code uses; section “IAM permissions” lists them.',
  ],
  [/encrypt/, 'Encrypt with a key whose use is logged.'],
  [/hot-partition|partition/, 'Choose a partition key with many values, or add a suffix to spread writes.'],
  [/scan/, 'Replace the scan by a query on an index, or bound it by a limit and pages.'],
  [/public/, 'Block public access, and put an authorizer or a distribution before it.'],
  [/author|unauthenticated/, 'Put an authorizer before the operation, or record why it is public.'],
  [/backup|recovery|pitr/, 'Turn on point-in-time recovery, and try a restore.'],
  [/runtime|deprecat/, 'Move to a supported runtime.'],
  [/retention|log/, 'Set a retention on the log group.'],
  [/retention|delet/, 'Retain or snapshot the resource when its stack is deleted.'],
  [/secret|credential/, 'Keep it in Secrets Manager or Parameter Store, and rotate it.'],
  [/trac/, 'Turn on active tracing.'],
  [/concurren|throttl/, 'Reserve concurrency, or bound what calls it.'],
];

const titleOf = (rule: string) => {
  const words = rule.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const severities = { high: 0, medium: 1, low: 2, info: 3 } as const;

function fromFinding(context: DesignContext, section: SectionId, finding: Finding): Omit<Risk, 'id'> {
  const { rule, severity, message, component } = finding;
  const cited = context.claims.cite(section, findingElement(rule, component, message), 'message');
  return {
    title: component ? `${titleOf(rule)}: ${component}` : titleOf(rule),
    why: message,
    mitigation:
      mitigations.find(([pattern]) => pattern.test(rule))?.[1] ??
      'No mitigation is known for this rule; decide one in the review.',
    severity: severity === 'info' ? 'low' : severity,
    rule,
    claims: cited && typeof cited.mark === 'object' && 'cite' in cited.mark ? [cited.mark.cite] : [],
  };
}

/** Risks that are read off the model where no finding says the same of the same component. */
function fromModel(context: DesignContext, section: SectionId): Omit<Risk, 'id'>[] {
  const { index, claims, input } = context;
  const has = (pattern: RegExp, component: string | null) =>
    index.model.findings.some((one) => pattern.test(one.rule) && (component === null || one.component === component));
  const risks: Omit<Risk, 'id'>[] = [];
  const unboundedScans = index.model.stores.flatMap((store) =>
    distinctPatterns(store)
      .filter(({ operation }) => operation === 'Scan')
      .map((pattern) => ({ store, pattern })),
  );
  for (const { store, pattern } of unboundedScans) {
    if (has(/scan/, store.id) || (pattern.by && has(/scan/, pattern.by))) continue;
    const cited = claims.cite(section, patternElement(store.id, pattern), 'exists');
    risks.push({
      title: `Scan of ${store.id}`,
      why: `${pattern.by ?? 'Code'} scans ${store.id}: what it costs and how long it takes grows with the table.`,
      mitigation: 'Replace the scan by a query on an index, or bound it by a limit and pages.',
      severity: 'medium',
      rule: 'scan-grows-with-table',
      claims: cited && typeof cited.mark === 'object' && 'cite' in cited.mark ? [cited.mark.cite] : [],
    });
  }
  const outside = index.ofKind('external');
  if (outside.length > 0 && !knownAnswer(input, 'external-dependencies'))
    risks.push({
      title: 'External systems without a stated promise',
      why: `${outside.map(({ id }) => id).join(', ')}: nobody said what they promise and what happens when they fail.`,
      mitigation: 'Agree on a timeout, a fallback and a limit of retries for each.',
      severity: 'medium',
      rule: 'external-without-promise',
      claims: [],
    });
  return risks;
}

/** Known risks, gravest first: each from a finding of the scan or a rule over the model, with its claim. */
export function risksOf(context: DesignContext, section: SectionId): Risk[] {
  const found = context.index.model.findings.map((finding) => ({
    rank: severities[finding.severity],
    risk: fromFinding(context, section, finding),
  }));
  const own = fromModel(context, section).map((risk) => ({ rank: severities[risk.severity], risk }));
  return [...found, ...own]
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ risk }, position) => ({ id: `R${position + 1}`, ...risk }));
}
