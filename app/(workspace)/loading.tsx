import { Skeleton } from '@/components/ui/skeleton';

export default function WorkspaceLoading() {
  return (
    <>
      <Skeleton className="h-13 w-80 max-w-full" />
      <div className="grid gap-4 xl:grid-cols-3">
        <Skeleton className="h-72 xl:col-span-2" />
        <Skeleton className="h-72" />
        <Skeleton className="h-72 xl:col-span-3" />
      </div>
    </>
  );
}
