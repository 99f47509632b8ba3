import { escapeMarkdown } from '../assessment/markdown-text.ts';
import { listPrices } from './list-prices.ts';
import { renderMermaid } from './render-mermaid.ts';
import type { Design } from './schema.ts';
import { summarizeDesign } from './summary.ts';

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const usd = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, maximumFractionDigits: 12 });

const basis = (rule: string, sources: readonly string[]) =>
  `*(${rule}${sources.length > 0 ? `: ${sources.map((source) => `[${escapeMarkdown(source)}]`).join(' ')}` : ''})*`;

function table(head: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return none;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function bullets(lines: readonly string[], none: string): string {
  return lines.length === 0 ? none : lines.map((line) => `- ${line}`).join('\n');
}

function sectionText({ title, completeness, missing, statements }: Design['sections'][number]): string {
  const said = statements.map(({ text, rule, sources }) => `${escapeMarkdown(text)} ${basis(rule, sources)}`);
  return [
    `### ${title}: ${completeness}`,
    bullets(said, 'Nothing can be said here without answers.'),
    ...(missing.length > 0 ? [`Missing:\n\n${bullets(missing.map(escapeMarkdown), '')}`] : []),
  ].join('\n\n');
}

function components({ components: all }: Design): string {
  const nameOf = new Map(all.map(({ id, name }) => [id, name]));
  return table(
    ['Component', 'Kind', 'Purpose', 'Technology', 'Depends on', 'Why'],
    all.map(({ name, kind, purpose, technology, dependsOn, rule, sources }) => [
      escapeMarkdown(name),
      kind,
      escapeMarkdown(purpose),
      escapeMarkdown(technology),
      dependsOn.map((id) => escapeMarkdown(nameOf.get(id) ?? id)).join(', ') || 'nothing',
      basis(rule, sources),
    ]),
    'No component follows from the answers.',
  );
}

function entities({ entities: all }: Design): string[] {
  return all.flatMap(({ name, fields, retentionDays, sources }) => {
    const kept =
      retentionDays === null ? 'How long it is kept is open.' : `Kept ${numbers.format(retentionDays)} days.`;
    const from = sources.map((source) => `[${escapeMarkdown(source)}]`).join(' ');
    const rows = fields.map((field) => [
      escapeMarkdown(field.name),
      field.type,
      field.isRequired ? 'yes' : 'no',
      field.isPersonal ? 'yes' : 'no',
    ]);
    return [
      `### ${escapeMarkdown(name)}`,
      `${kept} ${from}`.trim(),
      table(['Field', 'Type', 'Required', 'Personal'], rows, ''),
    ];
  });
}

function decisions({ decisions: all }: Design): string[] {
  return all.flatMap(({ title, choice, alternatives, rule, sources }) => [
    `### ${escapeMarkdown(title)}`,
    `**${escapeMarkdown(choice)}** ${basis(rule, sources)}`,
    bullets(
      alternatives.map(({ name, why }) => `Instead: ${escapeMarkdown(name)}. ${escapeMarkdown(why)}.`),
      'No alternative was weighed.',
    ),
  ]);
}

function cost({ cost: { items, monthlyUsd, assumptions, pricesOf }, components: all }: Design): string[] {
  const nameOf = new Map(all.map(({ id, name }) => [id, name]));
  const rows = items.map(({ component, driver, quantity, unit, unitUsd, monthlyUsd: each }) => [
    escapeMarkdown(nameOf.get(component) ?? component),
    driver,
    `${numbers.format(quantity)} ${unit}`,
    small.format(unitUsd),
    usd.format(each),
  ]);
  const pages = [...new Set(Object.values(listPrices).map(({ source }) => source.replace('https://', '')))];
  return [
    table(
      ['Component', 'Driver', 'Quantity a month', 'USD each', 'USD a month'],
      [...rows, ...(rows.length > 0 ? [['**Sum**', '', '', '', `**${usd.format(monthlyUsd)}**`]] : [])],
      'Nothing can be priced without a volume.',
    ),
    bullets(assumptions.map(escapeMarkdown), ''),
    `Prices read from ${pricesOf} on, from the pages ${pages.map((page) => `\`${page}\``).join(', ')}.`,
  ];
}

function feedback({ feedback: given }: Design): string[] {
  if (!given) return [];
  return [
    '## What was asked for at approval',
    `> ${escapeMarkdown(given.request)}`,
    `Changed:\n\n${bullets(given.changed.map(escapeMarkdown), 'Nothing.')}`,
    `Not changed:\n\n${bullets(given.notChanged.map(escapeMarkdown), 'Nothing.')}`,
  ];
}

/** Every claim of the design with the rule and the sources that it rests on. */
function traceability(design: Design): string {
  const statements = design.sections.flatMap((section) =>
    section.statements.map(({ id, rule, sources }) => ({ id, rule, sources })),
  );
  const parts = [...design.components, ...design.integrations, ...design.decisions].map(({ id, rule, sources }) => ({
    id,
    rule,
    sources,
  }));
  const derived = [...design.entities, ...design.businessRules].map(({ id, sources }) => ({ id, rule: '', sources }));
  return table(
    ['Claim', 'Rule', 'Sources'],
    [...statements, ...parts, ...derived].map(({ id, rule, sources }) => [
      escapeMarkdown(id),
      rule,
      sources.map(escapeMarkdown).join(', ') || 'none',
    ]),
    'There is nothing to trace.',
  );
}

/** The design as Markdown. People's words are escaped: they show as typed and never become markup, HTML or links. */
export function renderMarkdown(design: Design): string {
  const { project, sections, integrations, businessRules, openQuestions } = design;
  const parts = [
    `# Solution design: ${escapeMarkdown(project.name)}`,
    'Each sentence names the rule that it follows from and the answers behind it: [A1] and so on are those of the assessment report.',
    '## Summary',
    bullets(summarizeDesign(design).map(escapeMarkdown), ''),
    ...feedback(design),
    '## Sections',
    ...sections.map(sectionText),
    '## Components',
    components(design),
    `\`\`\`mermaid\n${renderMermaid(design)}\n\`\`\``,
    '## Entities',
    ...entities(design),
    '## Integrations',
    table(
      ['System', 'Direction', 'Pattern', 'Why'],
      integrations.map(({ system, direction, pattern, rule, sources }) => [
        escapeMarkdown(system),
        direction,
        pattern,
        basis(rule, sources),
      ]),
      'No system to connect follows from the answers.',
    ),
    '## Business rules',
    table(
      ['Rule', 'Kind', 'Entity', 'Parameters', 'Sources'],
      businessRules.map(({ title, kind, entity, parameters, sources }) => [
        escapeMarkdown(title),
        kind,
        escapeMarkdown(entity),
        Object.entries(parameters)
          .map(([name, value]) => `${name} ${escapeMarkdown(String(value))}`)
          .join(', ') || 'none',
        sources.map(escapeMarkdown).join(', '),
      ]),
      'No business rule follows from the answers.',
    ),
    '## Decisions',
    ...(design.decisions.length > 0 ? decisions(design) : ['No decision could be taken.']),
    '## Cost of operation',
    ...cost(design),
    '## Open questions',
    bullets(
      openQuestions.map(({ text, section }) => `${escapeMarkdown(text)} (${section})`),
      'None.',
    ),
    '## Traceability',
    traceability(design),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
