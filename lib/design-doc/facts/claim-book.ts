import type { Claim } from '#lib/domain/design-document/document';
import type { SystemModel } from '#lib/scan/schema';
import type { Inline, Phrase } from '../content.ts';
import { plainText } from '../content.ts';
import { claimText } from './claim-text.ts';
import { type Fact, lookUp } from './element-facts.ts';

type ClaimSource = Claim['sources'][number];

/** Model elements that an interview's answer stands for have this folder as their file, which no file of a source has. */
export const answerFolder = '//answers/';

/** 53 bits of a text in base 36 (cyrb53): an id that stays where the same thing is said of the same element again. */
export function shortHash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36).padStart(6, '0').slice(-7);
}

/** Where an element stands as the source of a claim: a file, or the answer that it was proposed from. */
export function sourceAt({ file, line }: { readonly file: string; readonly line: number }): ClaimSource {
  return file.startsWith(answerFolder)
    ? { kind: 'answer', id: file.slice(answerFolder.length), line }
    : { kind: 'file', id: file, line };
}

function sourceOf(fact: Fact, isProposed: boolean): ClaimSource[] {
  if (!fact.source) return isProposed ? [{ kind: 'computed', id: 'proposal' }] : [];
  return [sourceAt(fact.source)];
}

export interface Cited {
  readonly value: string;
  readonly mark: Inline;
}

/** Gathers the claims of a phase. A claim's value and place always come from the model itself, by `lookUp`. */
export class ClaimBook {
  readonly #model: SystemModel;
  readonly #isProposed: boolean;
  readonly #claims = new Map<string, Claim>();

  constructor(model: SystemModel, isProposed: boolean) {
    this.#model = model;
    this.#isProposed = isProposed;
  }

  /** All claims, in the order in which they were made. */
  all(): Claim[] {
    return [...this.#claims.values()];
  }

  /**
   * Claims in a section what the model says of an element's property; null where the model does not say it. The same
   * fact is one claim, wherever the document speaks of it.
   */
  cite(section: string, element: string, property: string): Cited | null {
    const fact = lookUp(this.#model, element, property);
    if (!fact) return null;
    const id = `c${shortHash(`${element}\n${property}`)}`;
    if (!this.#claims.has(id))
      this.#claims.set(id, {
        id,
        section,
        text: claimText(this.#model, element, property, fact.value),
        about: { element, property, value: fact.value },
        sources: sourceOf(fact, this.#isProposed),
        confidence: fact.confidence,
      });
    return { value: fact.value, mark: { cite: id } };
  }

  /** Claims something that rests on answers, documents or a computation instead of the model. */
  state(section: string, key: string, text: Phrase, sources: readonly ClaimSource[], confidence: number): Inline {
    const id = `c${shortHash(key)}`;
    if (!this.#claims.has(id))
      this.#claims.set(id, { id, section, text: plainText(text), sources: [...sources], confidence });
    return { cite: id };
  }
}
