'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from './class-names.ts';

type NavTabsProps = {
  label: string;
  tabs: { href: string; label: string }[];
  /** The open page's address, where it is more than its path. */
  currentHref?: string;
};

/** Tabs that are pages: links, the open one marked `aria-current`. They scroll sideways where they do not fit. */
export function NavTabs({ label, tabs, currentHref }: NavTabsProps) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1">
        {tabs.map((tab) => {
          const isCurrent = (currentHref ?? pathname) === tab.href;
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={isCurrent ? 'page' : undefined}
                className={cn(
                  'block h-9 shrink-0 border-b-2 px-3 leading-9 whitespace-nowrap -outline-offset-2',
                  isCurrent
                    ? 'border-accent-text font-medium text-ink'
                    : 'border-transparent text-ink-soft hover:text-ink',
                )}
              >
                {tab.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
