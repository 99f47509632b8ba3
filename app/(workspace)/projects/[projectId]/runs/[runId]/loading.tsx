import { Skeleton } from '@/components/ui/skeleton';

export default function RunLoading() {
  return (
    <>
      <Skeleton className="h-20 w-120 max-w-full" />
      <Skeleton className="h-9 w-96 max-w-full" />
      <Skeleton className="h-120" />
    </>
  );
}
