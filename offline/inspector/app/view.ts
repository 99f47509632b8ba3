import { empty, messageOf, notice } from './dom.ts';
import { href, type Route } from './route.ts';

/** The place where a section shows itself; gone when one leaves it. */
export class View {
  readonly element: HTMLElement;
  readonly path: readonly string[];
  #query: Readonly<Record<string, string>>;
  readonly #gone = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLElement, route: Route) {
    this.element = element;
    this.path = route.path;
    this.#query = route.query;
  }

  get query(): Readonly<Record<string, string | undefined>> {
    return this.#query;
  }

  get isGone(): boolean {
    return this.#gone.signal.aborted;
  }

  leave(): void {
    this.#gone.abort();
  }

  show(...children: (Node | string)[]): void {
    if (this.isGone) return;
    const focused = identityOf(document.activeElement);
    this.element.replaceChildren(...children);
    if (focused) this.element.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
  }

  /** Keeps what was chosen in the address, without a new page in the history. */
  keep(query: Readonly<Record<string, string>>): void {
    this.#query = Object.fromEntries(Object.entries({ ...this.#query, ...query }).filter(([, value]) => value !== ''));
    history.replaceState(null, '', href(this.path, this.#query));
  }

  /** Runs every so many milliseconds while the address says `live` and one stays; a failure stands where the data would. */
  follow(milliseconds: number, run: () => Promise<void>): void {
    if (this.#timer !== undefined) return;
    const again = async () => {
      this.#timer = undefined;
      if (this.isGone || this.#query.live !== '1') return;
      if (!document.hidden) await run().catch((error: unknown) => this.fail(error));
      this.follow(milliseconds, run);
    };
    this.#timer = setTimeout(() => void again(), milliseconds);
  }

  fail(error: unknown): void {
    this.show(notice('failed', messageOf(error)));
  }

  /** Says that what this page shows is not offered by this backend. */
  missing(what: string): void {
    this.show(empty(what));
  }
}

export type Section = {
  readonly id: string;
  readonly title: string;
  render(view: View): Promise<void>;
};

/** A selector that finds the focused element again after the page was filled anew. */
function identityOf(element: Element | null): string | undefined {
  for (const name of ['href', 'aria-label', 'id']) {
    const value = element?.getAttribute(name);
    if (value) return `[${name}="${CSS.escape(value)}"]`;
  }
  return undefined;
}
