import { Skeleton } from '@/components/ui/skeleton';

export default function ProjectFormLoading() {
  return (
    <>
      <Skeleton className="h-13 w-80 max-w-full" />
      <Skeleton className="h-96 w-full max-w-2xl" />
    </>
  );
}
