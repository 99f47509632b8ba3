import type { Component } from '#lib/scan/schema';
import { type Block, type Diagram, mono, type Phrase } from '../content.ts';
import { cited, type DesignContext } from '../context.ts';
import { componentElement, propertyOf, systemElement } from '../facts/element-facts.ts';
import type { SectionId } from '../sections.ts';

export interface SectionBody {
  readonly blocks: Block[];
  readonly diagrams?: readonly Diagram[];
}

export type SectionBuilder = (context: DesignContext) => SectionBody;

/** The id of a component with the claim that it exists. */
export function named(context: DesignContext, section: SectionId, component: string | Component): Phrase {
  const id = typeof component === 'string' ? component : component.id;
  const element = typeof component === 'string' ? componentElement(id) : context.index.elementOf(component);
  const found = context.claims.cite(section, element, 'kind');
  const where = typeof component !== 'string' && context.index.isShared(id) ? [` in ${component.source.file}`] : [];
  return found ? [mono(id), ...where, found.mark] : [mono(id), ...where];
}

/** A property's value with its claim; null where the model does not say it. */
export function property(
  context: DesignContext,
  section: SectionId,
  component: Component,
  name: string,
  unit = '',
): Phrase | null {
  return cited(context, section, context.index.elementOf(component), name, (value) => [`${value}${unit}`]);
}

export function counted(context: DesignContext, section: SectionId, kind: string, one: string, many: string): Phrase {
  return (
    cited(context, section, systemElement, `count:${kind}`, (value) => [`${value} ${value === '1' ? one : many}`]) ?? [
      `no ${many}`,
    ]
  );
}

/** Numbers of the model are numbers only where the source states one rather than an expression. */
export function numberProperty(component: Component, name: string): number | null {
  const value = propertyOf(component, name)?.value;
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value)
        ? Number(value)
        : NaN;
  return Number.isFinite(number) ? number : null;
}

/** Properties whose path begins with `prefix`. */
export const propertiesUnder = (component: Component, prefix: string) =>
  component.properties.filter(({ name }) => name.toLowerCase().startsWith(prefix.toLowerCase()));

/** Phrases one after another with a separator between. */
export function joined(phrases: readonly Phrase[], separator = ', '): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? [...phrase] : [separator, ...phrase]));
}

/** Long lists are cut, and say so. */
export function limited<T>(items: readonly T[], most: number): { shown: readonly T[]; rest: number } {
  return { shown: items.slice(0, most), rest: Math.max(0, items.length - most) };
}
