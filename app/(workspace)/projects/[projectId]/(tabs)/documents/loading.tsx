import { Skeleton } from '@/components/ui/skeleton';

export default function DocumentsLoading() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-9 w-96 max-w-full" />
      <Skeleton className="h-9 w-120 max-w-full" />
      <Skeleton className="h-96" />
    </div>
  );
}
