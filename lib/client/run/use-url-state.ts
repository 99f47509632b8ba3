'use client';

import { usePathname, useSearchParams } from 'next/navigation';

type UrlState = {
  get: (name: string) => string | null;
  /** The address with some parameters changed; null takes one out. */
  hrefWith: (changes: Readonly<Record<string, string | null>>) => string;
  /** Goes there without asking the server: the page has all that it needs. */
  set: (changes: Readonly<Record<string, string | null>>) => void;
};

/** The state of a view in the page's address, so that it can be shared and gone back through. */
export function useUrlState(): UrlState {
  const pathname = usePathname();
  const parameters = useSearchParams();
  return {
    get: (name) => parameters.get(name),
    hrefWith: (changes) => addressWith(pathname, parameters, changes),
    // As the address is when it is changed: a part that was not drawn again must not undo what another did.
    set: (changes) => {
      const { pathname: current, search } = window.location;
      window.history.pushState(null, '', addressWith(current, new URLSearchParams(search), changes));
    },
  };
}

function addressWith(
  pathname: string,
  parameters: URLSearchParams,
  changes: Readonly<Record<string, string | null>>,
): string {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
  return query ? `${pathname}?${query}` : pathname;
}
