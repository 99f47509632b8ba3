import { type SectionId, sectionKinds } from '../sections.ts';

/** Other words by which people call a section, most telling first. */
const words: readonly (readonly [SectionId, RegExp])[] = [
  ['executive-summary', /\b(?:executive )?summary\b/i],
  ['runbooks', /\brun ?books?\b/i],
  ['use-cases', /\buse[- ]cases?\b|\buser stor(?:y|ies)\b|\brequirements\b/i],
  ['service-levels', /\bservice[- ]levels?\b|\bsli\b|\bslo\b|\bslis\b|\bslos\b|\berror budget\b/i],
  ['non-functional-requirements', /\bnon[- ]functional\b|\bnfrs?\b|\bquality attributes\b/i],
  ['assumptions', /\bassumptions?\b/i],
  ['failure-scenarios', /\bfailure (?:scenarios?|modes?)\b/i],
  ['risks', /\brisks?\b/i],
  ['security-boundaries', /\b(?:security|trust) boundar(?:y|ies)\b/i],
  ['iam', /\biam\b|\bpermissions?\b|\bleast[- ]privilege\b|\bpolic(?:y|ies)\b/i],
  ['security-flows', /\bauth\b|\bauthenticat\w*|\bauthoriz\w*|\bauthoris\w*|\bsecurity\b|\blogin\b/i],
  ['workflows', /\bworkflows?\b|\bsequence\b|\bflows?\b/i],
  ['dependencies', /\bdependenc(?:y|ies)\b|\bintegrations?\b|\bintegration points\b/i],
  ['access-patterns', /\baccess[- ]patterns?\b|\bquer(?:y|ies)\b|\bquery patterns?\b/i],
  ['concurrency-control', /\bconcurrency(?: control)?\b|\blocking\b|\bconflicts?\b/i],
  ['retention', /\bretention\b|\blifecycle\b|\bttl\b|\barchiv\w+/i],
  ['stream-items', /\bstreams?\b|\bdao\b|\bcdc\b|\bstream items?\b/i],
  ['error-handling', /\berrors?\b|\berror handling\b|\bresilience\b|\bretr(?:y|ies)\b|\bdlqs?\b|\bdead[- ]letters?\b/i],
  ['event-schemas', /\bevents?\b|\bevent schemas?\b|\bmessaging\b|\brouting\b/i],
  ['versioning', /\bversioning\b/i],
  ['api-contracts', /\bapis?\b|\bendpoints?\b|\bcontracts?\b|\brest\b|\bgraphql\b/i],
  [
    'observability',
    /\bobservab\w+|\bmonitoring\b|\blogs?\b|\blogging\b|\balarms?\b|\btracing\b|\bmetrics?\b|\bdashboards?\b/i,
  ],
  ['scaling-limits', /\bscaling\b|\blimits?\b|\bbottlenecks?\b|\bquotas?\b/i],
  ['cost', /\bcosts?\b|\bpric(?:e|es|ing)\b/i],
  ['capacity', /\bcapacity\b|\boperations\b|\bresource allocation\b/i],
  ['migration', /\bmigrations?\b|\brollback\b|\btransition\b|\bcutover\b/i],
  ['data-model', /\bdata[- ]?model\w*|\btables?\b|\bschema\b|\bentit(?:y|ies)\b|\bdynamodb\b/i],
  ['glossary', /\bglossary\b|\bterms\b/i],
  ['references', /\breferences?\b/i],
  ['revision-history', /\brevision history\b|\bchange ?log\b|\brevisions\b/i],
  ['next-steps', /\bnext steps\b/i],
  ['completeness', /\bcompleteness\b|\bchecklist\b|\bopen questions\b/i],
  ['component-inventory', /\binventory\b|\bappendix\b/i],
  ['system-architecture', /\barchitecture\b|\bsystem design\b|\bcomponents?\b/i],
  ['scope', /\bscope\b|\bcontext\b|\bintroduction\b|\boverview\b|\bbackground\b|\bpurpose\b/i],
];

/** The section that a text names: by its id or title, else by a word that people use for it; null for none. */
export function findSection(text: string): SectionId | null {
  const small = text.toLowerCase();
  const named = sectionKinds
    .filter(
      ({ id, title }) =>
        small.includes(title.toLowerCase()) || small.includes(id) || small.includes(id.replaceAll('-', ' ')),
    )
    .toSorted((one, other) => other.title.length - one.title.length)[0];
  return named?.id ?? words.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
