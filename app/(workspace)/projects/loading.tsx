import { Skeleton } from '@/components/ui/skeleton';

export default function ProjectsLoading() {
  return (
    <>
      <Skeleton className="h-13 w-80 max-w-full" />
      <div className="grid gap-3">
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-9 w-full max-w-lg" />
        <Skeleton className="h-96 w-full" />
      </div>
    </>
  );
}
