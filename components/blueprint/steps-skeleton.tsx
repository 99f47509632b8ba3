'use client';

import { useEditor } from '#lib/client/blueprint/use-editor';
import { Skeleton } from '../ui/skeleton.tsx';

/** As tall before the drawing has come as when it is there. */
export const canvasSize = 'h-[min(68vh,640px)] min-h-96 w-full';

const headHeight = 36;
const rowHeight = 53;

/** The place of the steps until it is known whether they are drawn or, on narrow screens, listed. */
export function StepsSkeleton() {
  return (
    <>
      <div className="hidden md:block">
        <Skeleton className={canvasSize} />
      </div>
      <div className="md:hidden">
        <ListSkeleton />
      </div>
    </>
  );
}

/** The place of the steps' list. */
export function ListSkeleton() {
  const { blueprint } = useEditor();
  return (
    <div className="p-4" style={{ height: headHeight + rowHeight * blueprint.steps.length }}>
      <Skeleton className="h-full" />
    </div>
  );
}
