import { Skeleton } from '@/components/ui/skeleton';

export default function AccountLoading() {
  return (
    <>
      <Skeleton className="h-13 w-80 max-w-full" />
      <div className="grid max-w-2xl gap-4">
        <Skeleton className="h-56" />
        <Skeleton className="h-36" />
      </div>
    </>
  );
}
