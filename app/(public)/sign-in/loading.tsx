import { Skeleton } from '@/components/ui/skeleton';

export default function SignInLoading() {
  return <Skeleton className="h-80 w-full max-w-sm" />;
}
