import { isEverydayWord, type Product, products } from '#lib/domain/assessment/products';
import { designSectionIds } from '#lib/domain/design/section-ids';
import type { DesignChanges } from '../changes.ts';
import { connectWord } from '../rules/systems.ts';
import type { Design } from '../schema.ts';

export type PartReading = { changes: Partial<DesignChanges>; says: string } | { refused: string };

const escapeExpression = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const mentions = (text: string, name: string, flags = 'iu') =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escapeExpression(name)}(?![\\p{L}\\p{N}])`, flags).test(text);

function findProducts(text: string): Product[] {
  const lower = text.toLowerCase();
  return products.filter(({ id, aliases }) =>
    aliases.some(
      (alias) =>
        alias.length > 2 &&
        lower.includes(alias.toLowerCase()) &&
        mentions(text, alias, isEverydayWord(id) ? 'u' : 'iu'),
    ),
  );
}

const kindWords = ['approval', 'queue', 'monitoring', 'knowledge-base', 'identity', 'interface'];

type Component = Design['components'][number];

/** Components that a text names: by name, by the system they connect, or by their technology. */
function findComponents(text: string, { components, integrations }: Design): Component[] {
  const systems = integrations.filter(({ system }) => mentions(text, system)).map(({ component }) => component);
  return components.filter(({ id, name, kind, technology }) => {
    const service = technology.split(',')[0] ?? technology;
    return (
      mentions(text, name) ||
      (kindWords.includes(kind) && mentions(text, kind.replace('-', ' '))) ||
      systems.includes(id) ||
      mentions(text, service) ||
      mentions(text, service.replace(/^(?:Amazon|AWS) /, ''))
    );
  });
}

function isNeeded({ id, kind, rule }: Component): string | undefined {
  if (kind === 'agent') return 'without it nothing is left to design';
  if (id === 'decision-log' || kind === 'store') return 'results and decisions have to be kept somewhere';
  return rule.startsWith('security.') ? `the rule ${rule} asks for it because of the answers` : undefined;
}

function readRemoval(sentence: string, design: Design): PartReading[] {
  const rest = /\b(?:remove|drop|omit|without|leave out|leave away|get rid of|delete|skip|no need for)\b(.*)/is.exec(
    sentence,
  )?.[1];
  if (rest === undefined) return [];
  return findComponents(rest, design).map((component): PartReading => {
    const reason = isNeeded(component);
    return reason
      ? { refused: `${component.name} stays: ${reason} (${component.sources.join(', ') || 'no answer'})` }
      : { changes: { without: [component.id] }, says: `${component.name} is left out, with what hangs on it` };
  });
}

/** `use X instead of Y`, `replace Y with X`, `X rather than Y`. */
function splitReplacement(sentence: string): { from: string; to: string } | undefined {
  const replaced = /\breplace\s+(.+?)\s+(?:with|by)\s+(.+)/is.exec(sentence);
  if (replaced?.[1] && replaced[2]) return { from: replaced[1], to: replaced[2] };
  const [to, from] = sentence.split(/\b(?:instead of|rather than|in place of)\b/i);
  return to && from ? { from, to } : undefined;
}

function readReplacement(sentence: string, design: Design): PartReading[] {
  const parts = splitReplacement(sentence);
  if (!parts) return [];
  const found = findComponents(parts.from, design);
  const product = findProducts(parts.to)[0];
  if (found.length === 0 || !product) return [];
  return found.map(({ id, name }) => ({
    changes: { technologies: { [id]: product.label } },
    says: `${name} is built on ${product.label}`,
  }));
}

function readConnection(sentence: string, design: Design): PartReading[] {
  if (!/\b(?:connect|integrate|include|add)\b/i.test(sentence)) return [];
  const known = new Set(design.integrations.map(({ id }) => id));
  return findProducts(sentence)
    .filter(({ id }) => !known.has(id))
    .map(({ id, label }) => ({
      changes: { connect: [id], words: { [connectWord(id)]: label } },
      says: `${label} is connected`,
    }));
}

function readUseCase(
  sentence: string,
  useCases: readonly { id: string; title: string }[],
  design: Design,
): PartReading[] {
  const found = useCases.find(({ id, title }) => id !== design.useCase?.id && mentions(sentence, title));
  return found ? [{ changes: { words: { useCase: found.id } }, says: `what is designed is “${found.title}”` }] : [];
}

/** Components, products and use cases that a sentence takes away, exchanges or adds. */
export function readParts(
  sentence: string,
  design: Design,
  useCases: readonly { id: string; title: string }[],
): PartReading[] {
  const replacements = readReplacement(sentence, design);
  if (replacements.length > 0) return replacements;
  const removals = readRemoval(sentence, design);
  if (removals.length > 0) return removals;
  return [...readConnection(sentence, design), ...readUseCase(sentence, useCases, design)];
}

/** What a section that is named still lacks, as an answer to a wish for more of it. */
export function describeNamedSection(sentence: string, design: Design): string | undefined {
  const named = designSectionIds.find((id) => mentions(sentence, id));
  const section = design.sections.find(({ id }) => id === named);
  if (!section) return undefined;
  return section.missing.length > 0
    ? `the section ${section.title} says what the answers give; it lacks: ${section.missing.join('; ')}`
    : `the section ${section.title} says all that the answers give`;
}
