'use client';

import { usePathname, useSearchParams } from 'next/navigation';

type UrlState = {
  get: (name: string) => string | null;
  /** The address with some parameters changed; null takes one out. */
  hrefWith: (changes: Readonly<Record<string, string | null>>) => string;
  /** Goes there without asking the server: the page has all that it needs. */
  set: (changes: Readonly<Record<string, string | null>>) => void;
  /** The same for what changes with every key: no step to go back to. */
  replace: (changes: Readonly<Record<string, string | null>>) => void;
};

/** The state of a view in the page's address, so that it can be shared and gone back through. */
export function useUrlState(): UrlState {
  const pathname = usePathname();
  const parameters = useSearchParams();
  return {
    get: (name) => parameters.get(name),
    hrefWith: (changes) => addressWith(pathname, parameters, changes),
    set: (changes) => window.history.pushState(null, '', currentWith(changes)),
    replace: (changes) => window.history.replaceState(null, '', currentWith(changes)),
  };
}

/** As the address is when it is changed: a part that was not drawn again must not undo what another did. */
function currentWith(changes: Readonly<Record<string, string | null>>): string {
  const { pathname, search } = window.location;
  return addressWith(pathname, new URLSearchParams(search), changes);
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
