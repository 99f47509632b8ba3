import type { ReactNode } from 'react';

/** A group of fields that can be folded away; open where there is something in it. */
export function Fold({ title, isOpen, children }: { title: string; isOpen: boolean; children: ReactNode }) {
  return (
    <details open={isOpen} className="border-t">
      <summary className="min-h-10 cursor-default px-4 py-2.5 font-medium -outline-offset-2">{title}</summary>
      <div className="grid gap-3 px-4 pb-4">{children}</div>
    </details>
  );
}
