'use client';

import type { ComponentProps, ReactNode } from 'react';
import { Streamdown } from 'streamdown';
import { claimOfHref } from '#lib/domain/design-view/design-sections';
import { blockedElements, safeAddress } from '../conversation/markdown-body.tsx';
import { useDesign } from './design-context.ts';

type Text = { children?: ReactNode };

/** A claim's number, which opens its sources, or a link of the text. */
function Anchor({ href, children }: ComponentProps<'a'>) {
  const { claims, onPeek } = useDesign();
  const claimId = claimOfHref(href);
  if (claimId !== undefined) {
    const claim = claims.get(claimId);
    if (!claim) return <sup className="text-xs text-ink-faint tabular-nums">{children}</sup>;
    return (
      <sup>
        <button
          type="button"
          id={`claim-${claimId}`}
          aria-haspopup="dialog"
          title={claim.text}
          onClick={({ currentTarget }) => onPeek(claimId, currentTarget)}
          className="rounded-xs px-0.5 font-mono text-xs text-accent-text tabular-nums hover:bg-accent-soft"
        >
          {children}
        </button>
      </sup>
    );
  }
  if (!href || !safeAddress.test(href)) return <span>{children}</span>;
  const isWithin = href.startsWith('#');
  return (
    <a
      href={href}
      {...(!isWithin && { target: '_blank', rel: 'noopener noreferrer nofollow' })}
      className="text-accent-text underline"
    >
      {children}
    </a>
  );
}

const components = {
  a: Anchor,
  h1: ({ children }: Text) => <h4 className="pt-2 font-semibold break-words">{children}</h4>,
  h2: ({ children }: Text) => <h4 className="pt-2 font-semibold break-words">{children}</h4>,
  h3: ({ children }: Text) => <h4 className="pt-2 font-semibold break-words">{children}</h4>,
  h4: ({ children }: Text) => <h5 className="pt-1 font-semibold break-words">{children}</h5>,
  h5: ({ children }: Text) => <h6 className="pt-1 font-medium break-words">{children}</h6>,
  h6: ({ children }: Text) => <h6 className="pt-1 font-medium break-words">{children}</h6>,
  p: ({ children }: Text) => <p className="max-w-[76ch] leading-6 break-words">{children}</p>,
  strong: ({ children }: Text) => <strong className="font-semibold">{children}</strong>,
  ul: ({ children }: Text) => <ul className="grid max-w-[76ch] list-disc gap-1 pl-5">{children}</ul>,
  ol: ({ children }: Text) => <ol className="grid max-w-[76ch] list-decimal gap-1 pl-5">{children}</ol>,
  li: ({ children }: Text) => <li className="leading-6 break-words">{children}</li>,
  blockquote: ({ children }: Text) => (
    <blockquote className="border-l-2 border-line-strong pl-3 text-ink-soft">{children}</blockquote>
  ),
  pre: ({ children }: Text) => (
    // A region that scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <pre tabIndex={0} className="overflow-x-auto rounded-md bg-muted p-3 text-sm -outline-offset-2">
      {children}
    </pre>
  ),
  code: ({ children }: Text) => <code className="font-mono text-sm">{children}</code>,
  inlineCode: ({ children }: Text) => (
    <code className="rounded-sm bg-muted px-1 font-mono text-sm break-words">{children}</code>
  ),
  table: ({ children }: Text) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <div tabIndex={0} role="group" className="overflow-x-auto rounded-md border -outline-offset-2">
      <table className="w-full border-collapse text-left text-sm">{children}</table>
    </div>
  ),
  thead: ({ children }: Text) => <thead className="border-b text-ink-faint">{children}</thead>,
  tr: ({ children }: Text) => <tr className="border-b last:border-b-0">{children}</tr>,
  th: ({ children }: Text) => <th className="px-3 py-1.5 align-top font-medium">{children}</th>,
  td: ({ children }: Text) => <td className="max-w-96 px-3 py-1.5 align-top break-words">{children}</td>,
  hr: () => <hr />,
};

/** Markdown of a design: as in conversations no HTML, no pictures, no forms; its markers open the sources of claims. */
export function DesignMarkdownBody({ text }: { text: string }) {
  return (
    <Streamdown
      className="grid min-w-0 grid-cols-1 gap-3"
      mode="static"
      skipHtml
      disallowedElements={blockedElements}
      controls={false}
      linkSafety={{ enabled: false }}
      components={components}
    >
      {text}
    </Streamdown>
  );
}
