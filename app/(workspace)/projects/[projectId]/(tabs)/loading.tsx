import { Skeleton } from '@/components/ui/skeleton';

export default function ProjectTabLoading() {
  return (
    <div className="grid gap-4 xl:grid-cols-3">
      <Skeleton className="h-96 xl:col-span-2" />
      <Skeleton className="h-96" />
    </div>
  );
}
