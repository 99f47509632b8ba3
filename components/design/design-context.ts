'use client';

import { createContext, useContext } from 'react';
import type { Claim } from '#lib/domain/design-document/document';

type DesignInfo = {
  projectId: string;
  /** The uploaded source that the design is of; null where it is of none. */
  sourceId: string | null;
  claims: ReadonlyMap<string, Claim>;
  numbers: ReadonlyMap<string, number>;
  /** Shows a claim's sources beside the element that was asked. */
  onPeek: (claimId: string, at: HTMLElement) => void;
};

export const DesignContext = createContext<DesignInfo | null>(null);

/** The design that is read. */
export function useDesign(): DesignInfo {
  const design = useContext(DesignContext);
  if (!design) throw new Error('useDesign is used outside of a design. Render it within DesignView.');
  return design;
}
