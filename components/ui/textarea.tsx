import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';
import { fieldStyle } from './input.tsx';

/** A field for several lines; it grows with its text where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(fieldStyle, 'field-sizing-content min-h-20 py-2', className)} {...props} />;
}
