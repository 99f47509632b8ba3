import { Skeleton } from '@/components/ui/skeleton';

export default function ReportLoading() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-64" />
      <Skeleton className="h-120" />
    </div>
  );
}
