import type { Component } from '#lib/scan/schema';
import { citesOf, type Inline, mono, type Phrase, plainText } from '../content.ts';
import { type DesignContext, shows } from '../context.ts';
import type { SectionId } from '../sections.ts';
import { named } from './section-body.ts';

/** A component and what a table says of it, cell by cell. */
export interface SubjectRow {
  readonly subject: Component;
  /** The row speaks of every template that holds the subject's id. */
  readonly isOfId?: boolean;
  /** Who sends to the subject: named beside it, all of them where several rows are one. */
  readonly sender?: Component;
  readonly cells: readonly Phrase[];
}

/** So many names stand in one cell; the others are counted, and found by their markers. */
const mostNames = 6;

const marksOf = (phrases: readonly Phrase[]): Inline[] =>
  [...new Set(phrases.flatMap(citesOf))].map((cite) => ({ cite }));
const withoutMarks = (phrase: Phrase): Inline[] =>
  phrase.filter((part) => !(typeof part === 'object' && 'cite' in part));

/** Names of several components, each once: one id in several templates is one name. */
export function namesOf(components: readonly Component[], most = mostNames): Inline[] {
  const counts = new Map<string, number>();
  for (const { id } of components) counts.set(id, (counts.get(id) ?? 0) + 1);
  const names = [...counts];
  const shown = names
    .slice(0, most)
    .flatMap(([id, count], position): Inline[] => [
      ...(position === 0 ? [] : [', ']),
      mono(id),
      ...(count > 1 ? [` (in ${count} templates)`] : []),
    ]);
  const rest = names.length - most;
  return rest > 0 ? [...shown, ` and ${rest} more`] : shown;
}

/** Names of components with the marker of each, also of those that are only counted. */
export function namesAndMarks(
  context: DesignContext,
  section: SectionId,
  components: readonly Component[],
  most: number,
): Phrase {
  const all = components.map((one) => named(context, section, one));
  return shows(context, section, 'comprehensive')
    ? all.flatMap((name, position): Phrase => (position === 0 ? name : [', ', ...name]))
    : [...namesOf(components, most), ...marksOf(all)];
}

/**
 * Rows of a table: where the level of detail is below the comprehensive one, components of which the same is said share
 * a row. Every marker stays, at the cell whose claims it leads to.
 */
export function grouped(context: DesignContext, section: SectionId, rows: readonly SubjectRow[]): Phrase[][] {
  if (shows(context, section, 'comprehensive'))
    return rows.map(({ subject, cells }) => [named(context, section, subject), ...cells]);
  const groups = new Map<string, SubjectRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.cells.map(plainText));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group): Phrase[] => {
    const [first] = group;
    if (!first) return [];
    const subjects = group.map(({ subject }) => named(context, section, subject));
    const allOf = (one: Component) => context.index.model.components.filter(({ id }) => id === one.id);
    const members = new Set(group.flatMap(({ subject, isOfId }) => (isOfId ? allOf(subject) : [subject])));
    const senders = new Set(group.flatMap(({ sender }) => (sender ? allOf(sender) : [])));
    const by: Phrase = senders.size > 0 ? [', sent to by ', ...namesOf([...senders])] : [];
    const names = [...namesOf([...members]), ...by, ...marksOf(subjects)];
    if (group.length === 1) return [first.isOfId ? names : [...(subjects[0] ?? []), ...by], ...first.cells];
    const cells = first.cells.map(
      (cell, column): Phrase => [...withoutMarks(cell), ...marksOf(group.map(({ cells: own }) => own[column] ?? []))],
    );
    return [names, ...cells];
  });
}

/** "15 s: A, B and 9 more; 3 s: C": a value of many components, each value once. */
export function byValue(context: DesignContext, section: SectionId, values: readonly [Component, Phrase][]): Phrase {
  const groups = new Map<string, [Component, Phrase][]>();
  for (const one of values) {
    const key = plainText(one[1]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const most = shows(context, section, 'comprehensive') ? 40 : mostNames;
  return [...groups].flatMap(([value, group], position): Inline[] => [
    ...(position === 0 ? [] : ['; ']),
    `${value}: `,
    ...namesOf(
      group.map(([component]) => component),
      most,
    ),
    ...marksOf(group.map(([, phrase]) => phrase)),
  ]);
}

/** Rows whose first cell is a text of its own, such as a delivery from one component to another; else as `grouped`. */
export function groupedPairs(
  context: DesignContext,
  section: SectionId,
  rows: readonly { readonly name: Phrase; readonly cells: readonly Phrase[] }[],
): Phrase[][] {
  if (shows(context, section, 'comprehensive')) return rows.map(({ name, cells }) => [name, ...cells]);
  const groups = Map.groupBy(rows, ({ cells }) => JSON.stringify(cells.map(plainText)));
  return [...groups.values()].map((group): Phrase[] => {
    const names = [...new Map(group.map(({ name }) => [plainText(name), name])).values()];
    const shown = names
      .slice(0, mostNames)
      .flatMap((name, position): Phrase => [...(position === 0 ? [] : [', ']), ...withoutMarks(name)]);
    const rest = names.length - mostNames;
    return [
      [...shown, ...(rest > 0 ? [` and ${rest} more`] : []), ...marksOf(group.map(({ name }) => name))],
      ...(group[0]?.cells ?? []).map(
        (cell, column): Phrase => [...withoutMarks(cell), ...marksOf(group.map(({ cells }) => cells[column] ?? []))],
      ),
    ];
  });
}
