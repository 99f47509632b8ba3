import { Skeleton } from '@/components/ui/skeleton';

export default function CompareLoading() {
  return (
    <>
      <Skeleton className="h-13 w-80 max-w-full" />
      <Skeleton className="h-9 w-96 max-w-full" />
      <Skeleton className="h-96" />
    </>
  );
}
