import { Skeleton } from '@/components/ui/skeleton';

export default function KnowledgeBaseLoading() {
  return (
    <>
      <Skeleton className="h-24 w-120 max-w-full" />
      <Skeleton className="h-9 w-160 max-w-full" />
      <Skeleton className="h-72" />
    </>
  );
}
