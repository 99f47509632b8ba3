import type { WordChanges } from './words.ts';

/** What an approver changed about a design. */
export type DesignChanges = {
  words: WordChanges;
  /** Ids of components to leave out. */
  without: readonly string[];
  /** Technology by component id. */
  technologies: Readonly<Record<string, string>>;
  /** Products to connect beyond those that the answers name. */
  connect: readonly string[];
};

export const noChanges: DesignChanges = { words: {}, without: [], technologies: {}, connect: [] };

export function mergeChanges(one: DesignChanges, other: Partial<DesignChanges>): DesignChanges {
  return {
    words: { ...one.words, ...other.words },
    without: [...new Set([...one.without, ...(other.without ?? [])])],
    technologies: { ...one.technologies, ...other.technologies },
    connect: [...new Set([...one.connect, ...(other.connect ?? [])])],
  };
}
