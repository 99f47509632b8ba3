import { Skeleton } from '@/components/ui/skeleton';

export default function DesignLoading() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-9 w-120 max-w-full" />
      <Skeleton className="h-160" />
    </div>
  );
}
