import { Skeleton } from '@/components/ui/skeleton';

export default function GuardrailPolicyLoading() {
  return (
    <>
      <Skeleton className="h-20 w-120 max-w-full" />
      <Skeleton className="h-96 max-w-3xl" />
      <Skeleton className="h-40 max-w-3xl" />
    </>
  );
}
