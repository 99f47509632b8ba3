import { cva, type VariantProps } from 'class-variance-authority';
import { Loader2 } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './class-names.ts';

const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent/90',
        secondary: 'border-line bg-surface text-ink hover:bg-muted',
        ghost: 'border-transparent bg-transparent text-ink-soft hover:bg-muted hover:text-ink',
        danger: 'border-transparent bg-failed text-failed-ink hover:bg-failed/90',
      },
      size: {
        default: 'h-9 px-3',
        small: 'h-8 px-2.5 text-sm',
        icon: 'size-9',
        'icon-small': 'size-7',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'default' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyle> & {
    /** Renders the only child (a link) in a button's clothes. */
    asChild?: boolean;
    /** Work in progress: shows it, keeps the width, and takes no further click. */
    isBusy?: boolean;
  };

/** A button; `primary` at most once per view. An icon alone needs an `aria-label`. */
export function Button({
  className,
  variant,
  size,
  asChild,
  isBusy = false,
  disabled,
  children,
  ...props
}: ButtonProps) {
  const style = cn(buttonStyle({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={style} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type="button" className={style} disabled={disabled || isBusy} aria-busy={isBusy || undefined} {...props}>
      {isBusy && <Loader2 aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
