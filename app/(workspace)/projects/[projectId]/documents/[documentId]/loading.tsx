import { Skeleton } from '@/components/ui/skeleton';

export default function DocumentLoading() {
  return (
    <>
      <Skeleton className="h-24 w-120 max-w-full" />
      <Skeleton className="h-120" />
    </>
  );
}
