import { Skeleton } from '@/components/ui/skeleton';

export default function RunsLoading() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-9 w-96 max-w-full" />
      <Skeleton className="h-96" />
    </div>
  );
}
