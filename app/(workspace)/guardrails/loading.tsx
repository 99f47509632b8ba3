import { Skeleton } from '@/components/ui/skeleton';

export default function GuardrailsLoading() {
  return (
    <>
      <Skeleton className="h-12 w-120 max-w-full" />
      <Skeleton className="h-9 w-96 max-w-full" />
      <Skeleton className="h-96" />
    </>
  );
}
